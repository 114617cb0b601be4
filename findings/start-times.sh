#!/bin/sh
# csvkit 1.0.7 (Debian 12) takes the time of a visit for minutes and seconds.
#
# In a day's list, `9:30` under *start* is a time of day. csvsort and csvjson guess each
# column's type, know lengths of time but no times of day, and write what they guessed:
# 0:09:30, nine and a half minutes, and 0:14:05 for five past two. Sorting a file is
# enough. Times with am and pm are left as they are, and so is
# everything under -I (no guessing).
. "$(dirname "$0")/lib.sh"

debian csvkit=1.0.7-1

cat >day.csv <<'END'
client,start
Tan,14:05
Byrne,9:30
END
cat >clock.csv <<'END'
client,start
Tan,2:05 pm
Byrne,9:30 am
END

row()
{
	sed -n "$1p" | cut -d, -f2
}

seen 'csvsort: 9:30 becomes' '0:09:30' "$(csvsort -c client day.csv | row 2)"
seen 'csvsort: 14:05 becomes' '0:14:05' "$(csvsort -c client day.csv | row 3)"
seen 'csvjson: both' '"start": "0:14:05" "start": "0:09:30"' \
    "$(csvjson day.csv | grep -o '"start": "[^"]*"' | paste -s -d ' ')"
seen 'csvsort, with am and pm: 9:30 am' '9:30 am' "$(csvsort -c client clock.csv | row 2)"
seen 'csvsort -I: 9:30' '9:30' "$(csvsort -I -c client day.csv | row 2)"
told
