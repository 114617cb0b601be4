#!/bin/sh
# systemd 252 (Debian 12) starts nothing for 75 minutes where clocks go back, though a timer
# is for every quarter of an hour; and a nightly one not at all where they go forward.
#
# `OnCalendar=*:0/15` counts on the clock of the machine. In the hour that comes twice
# systemd goes from the first 01:45 to 02:00: the second round of that hour has no start.
# On the night in spring 02:30 does not exist, and a backup at 02:30 is left out until the
# next day, where cron(8) of Debian runs it at once. systemd.time(7) says of neither.
# With UTC behind it, `*:0/15 UTC`, the timer starts every fifteen minutes all the year.
. "$(dirname "$0")/lib.sh"

debian systemd=252.39-1~deb12u2
export TZ=America/Toronto

# starts N FROM CALENDAR - the next N starts, in UTC.
starts()
{
	"$root/usr/bin/systemd-analyze" calendar --iterations="$1" --base-time="$2" "$3" |
	    sed -n 's/.*(in UTC): [A-Z][a-z][a-z] \([0-9-]*\) \([0-9:]*\):00 UTC/\1T\2/p' |
	    paste -s -d ' '
}

seen 'every quarter of an hour, on the clock' \
    '2026-11-01T05:30 2026-11-01T05:45 2026-11-01T07:00 2026-11-01T07:15' \
    "$(starts 4 '2026-11-01 05:20 UTC' '*:0/15')"
seen 'every quarter of an hour, in UTC' \
    '2026-11-01T05:30 2026-11-01T05:45 2026-11-01T06:00 2026-11-01T06:15' \
    "$(starts 4 '2026-11-01 05:20 UTC' '*:0/15 UTC')"
seen 'each night at 02:30, from 7 March' '2026-03-07T07:30 2026-03-09T06:30' \
    "$(starts 2 '2026-03-07 05:00 UTC' '*-*-* 02:30')"
told
