#!/bin/sh
# gnumeric 1.12.55 (Debian 12) reads the text under a chart's columns as dates again.
#
# A day's takings drawn as columns, the labels beneath them text: `1 Oct`, `Sat 3`, `4-5`.
# The sheet shows and exports them as they are. In the chart gnumeric tries each label as
# if somebody typed it now: `1 Oct` is drawn as the serial number of 1 October of the
# year in which the file is looked at, so the same picture has other labels after New
# Year, and `9:00` becomes 0.375. What cannot be read as a number stays, here `Sat 3` and
# `4-5`, so one chart has both kinds. A word before the day keeps the label.
. "$(dirname "$0")/lib.sh"

debian gnumeric=1.12.55-1 python3-xlsxwriter=3.0.2-2 poppler-utils=22.12.0-2+deb12u3
GNUMERIC_PLUGIN_PATH=$(echo "$root"/usr/lib/gnumeric/*/plugins \
    "$libraries"/goffice/*/plugins | tr ' ' :)
export GNUMERIC_PLUGIN_PATH

cat >write.py <<'END'
import xlsxwriter
book = xlsxwriter.Workbook('takings.xlsx')
sheet = book.add_worksheet('Takings')
days = ['1 Oct', 'Sat 3', '4-5', '9:00']
for row, day in enumerate(days):
    sheet.write_string(row, 0, day)
    sheet.write_number(row, 1, 300)
chart = book.add_chart({'type': 'column'})
chart.add_series({'categories': ['Takings', 0, 0, 3, 0], 'values': ['Takings', 0, 1, 3, 1]})
sheet.insert_chart('A6', chart)
book.close()
END
/usr/bin/python3 write.py
ssconvert takings.xlsx takings.csv 2>messages || cannot "$(tail -n 1 messages)"
ssconvert takings.xlsx takings.pdf 2>messages || cannot "$(tail -n 1 messages)"

first=$(date -d "$(date +%Y)-10-01" +%s)
serial=$((first / 86400 + 25569))
drawn=$(pdftotext -layout takings.pdf - | grep -F "$serial" | tr -s ' ' | sed 's/^ //')

seen 'the cells' '"1 Oct" "Sat 3" 4-5 9:00' \
    "$(cut -d, -f1 takings.csv | head -n 4 | tr '\n' ' ' | sed 's/ $//')"
seen "the axis in $(date +%Y)" "$serial Sat 3 4-5 0.375" "$drawn"
told
