#!/bin/sh
# calcurse 4.7.1 (Debian 12) and node-ical 0.27.2 disagree when a repeated visit begins.
#
# A course of three visits, every four weeks at 9:00 in Vancouver, where the clocks go
# back on 1 November. Read on a server that runs on UTC, the first begins at 16:00 and
# the others at 17:00; so says node-ical. calcurse turns the first visit into the
# server's time, forgets the zone and repeats that: the visits of 9 November and
# 7 December stand at 16:00, which is 8:00 in the clinic. Run with the clinic's zone,
# calcurse is right.
. "$(dirname "$0")/lib.sh"

debian calcurse=4.7.1-1
node_packages node-ical@0.27.2

sed 's/$/\r/' >course.ics <<'END'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//clinic//course//EN
BEGIN:VTIMEZONE
TZID:America/Vancouver
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:course@clinic.example
DTSTAMP:20261001T000000Z
SUMMARY:Microneedling
DTSTART;TZID=America/Vancouver:20261012T090000
DTEND;TZID=America/Vancouver:20261012T094500
RRULE:FREQ=WEEKLY;INTERVAL=4;COUNT=3
END:VEVENT
END:VCALENDAR
END
cat >read.js <<'END'
const events = Object.values(require('node-ical').sync.parseFile('course.ics'));
const course = events.find((event) => event.type === 'VEVENT');
console.log(course.rrule.all().map((day) => day.toISOString().slice(5, 16)).join(' '));
END

# agenda FOLDER ZONE - month, day and begin of what calcurse finds in the file.
agenda()
{
	mkdir "$1"
	TZ=$2 calcurse -q -D "$1" -i course.ics >/dev/null
	for day in 10/12 11/09 12/07; do
		TZ=$2 calcurse -q -D "$1" -Q --from "$day/2026" --days 1 \
		    --format-recur-apt 'T%S\n' | sed -n "s|^T|${day%/*}-${day#*/}T|p"
	done | paste -s -d ' '
}

seen 'node-ical on UTC' '10-12T16:00 11-09T17:00 12-07T17:00' "$(node read.js)"
seen 'calcurse on UTC' '10-12T16:00 11-09T16:00 12-07T16:00' "$(agenda server UTC)"
seen 'calcurse in Vancouver' '10-12T09:00 11-09T09:00 12-07T09:00' \
    "$(agenda clinic America/Vancouver)"
told
