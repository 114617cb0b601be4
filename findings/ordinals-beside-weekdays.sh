#!/bin/sh
# rrule 2.8.1 (npm) and dateutil 2.8.2 (Debian 12) give no day at all where ical.js 2.2.1
# gives sixteen.
#
# A room is lent out on every Friday and on the second Tuesday of the month:
# BYDAY=2TU,FR. RFC 5545 (3.3.10) takes each entry of the list by itself, with a number or
# without. rrule and dateutil want a day that is both, and there is none; no error says
# so. With a number at each entry (1FR) all three agree.
. "$(dirname "$0")/lib.sh"

debian python3-dateutil=2.8.2-2
node_packages rrule@2.8.1 ical.js@2.2.1

cat >rrule.js <<'END'
const { rrulestr } = require('rrule');
const days = rrulestr(`DTSTART:20260102T090000Z\nRRULE:${process.argv[2]}Z`).all();
console.log(days.map((day) => day.toISOString().slice(5, 10)).join(' '));
END
cat >ical.mjs <<'END'
import ICAL from 'ical.js';
const start = ICAL.Time.fromString('2026-01-02T09:00:00Z');
const next = ICAL.Recur.fromString(process.argv[2] + 'Z').iterator(start);
const days = [];
for (let day; (day = next.next()) && days.length < 99;)
	days.push(day.toString().slice(5, 10));
console.log(days.join(' '));
END
cat >dateutil.py <<'END'
import sys
sys.path.pop(0)
from datetime import datetime
from dateutil.rrule import rrulestr
days = rrulestr(sys.argv[1], dtstart=datetime(2026, 1, 2, 9))
print(' '.join(day.strftime('%m-%d') for day in days))
END

mixed='FREQ=MONTHLY;BYDAY=2TU,FR;UNTIL=20260331T000000'
all='01-02 01-09 01-13 01-16 01-23 01-30 02-06 02-10 02-13 02-20 02-27 03-06 03-10 03-13'
seen 'ical.js' "$all 03-20 03-27" "$(node ical.mjs "$mixed")"
seen 'rrule' '' "$(node rrule.js "$mixed")"
seen 'dateutil' '' "$(/usr/bin/python3 dateutil.py "$mixed")"

numbered='FREQ=MONTHLY;BYDAY=2TU,1FR;UNTIL=20260331T000000'
both='01-02 01-13 02-06 02-10 03-06 03-10'
seen 'ical.js, numbers' "$both" "$(node ical.mjs "$numbered")"
seen 'rrule, numbers' "$both" "$(node rrule.js "$numbered")"
seen 'dateutil, numbers' "$both" "$(/usr/bin/python3 dateutil.py "$numbered")"
told
