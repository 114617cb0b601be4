#!/bin/sh
# khard 0.18.0 and khal 0.10.5 (Debian 12) lose the birthday of who was born on 29 February,
# where a card leaves the year out.
#
# `BDAY:--0229` is a whole value in vCard 4.0 (RFC 6350, 4.3.1): a day without a year, as
# telephones write where somebody does not tell their age. Both programs read such a day in
# the year 1900, which had no 29 February. khard shows the card without any birthday and says
# nothing; khal leaves it out of the calendar, with a warning. 3 May without a year, and 29
# February with one, are there.
. "$(dirname "$0")/lib.sh"

debian khard=0.18.0-1 khal=1:0.10.5-1.1

mkdir cards
# card NAME BIRTHDAY
card()
{
	printf '%s\r\n' BEGIN:VCARD VERSION:4.0 "UID:$1" "FN:$1 Roe" "N:Roe;$1;;;" "BDAY:$2" \
	    END:VCARD >"cards/$1.vcf"
}
card Ann --0229
card Bea --0503
card Cleo 19840229
cat >khard.conf <<END
[addressbooks]
[[clients]]
path = $made/cards
[general]
editor = true
merge_editor = true
END
cat >khal.conf <<END
[calendars]
[[birthdays]]
path = $made/cards
type = birthdays
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = $made/khal.db
END

# program NAME ARGUMENT... - one of Python, run by the Python it was packaged for.
program()
{
	name=$1
	shift
	/usr/bin/python3 "$root/usr/bin/$name" -c "$name.conf" "$@"
}

# born DAY - whose birthday khal shows on that day.
born()
{
	program khal list "$1" 1d 2>khal.err | sed -n "s/^ \([A-Z][a-z]*\) Roe.*/\1/p" | paste -s -d ' '
}

seen 'birthdays in khard' 'Bea Cleo' \
    "$(program khard birthdays | sed -n 's/ Roe.*//p' | sort | paste -s -d ' ')"
seen 'on 29 February 2028 in khal' 'Cleo' "$(born 2028-02-29)"
seen 'what khal says' 'warning: cannot parse BDAY in Ann.vcf in collection birthdays' \
    "$(sed -n '/Ann/{p;q;}' khal.err)"
seen 'on 3 May 2028 in khal' 'Bea' "$(born 2028-05-03)"
told
