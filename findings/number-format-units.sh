#!/bin/sh
# xlsx2csv 0.7.8 (Debian 12) reads the unit in a number format as a date.
#
# A workbook shows a needle's depth as `0.25 mm`, a price as `1250.50 CAD`: the cell
# holds the number, its format ends in the unit between quotes. openpyxl 3.0.9 reads
# the numbers. xlsx2csv looks for date letters also between the quotes: the depth becomes
# six o'clock, the price becomes the format itself with the day of 3 June 1903 for the
# D of CAD. It says nothing and ends with 0. A percent sign does no harm, nor does a
# currency given as [$CAD].
. "$(dirname "$0")/lib.sh"

debian xlsx2csv=1:0.7.8-1 python3-xlsxwriter=3.0.2-2 python3-openpyxl=3.0.9-1

cat >write.py <<'END'
import xlsxwriter
book = xlsxwriter.Workbook('sales.xlsx')
sheet = book.add_worksheet('Sales')
cells = [(0.25, '0.00" mm"'), (90, '0" min"'), (1250.5, '0.00" CAD"'),
         (1250.5, '0.00 [$CAD]'), (12.5, '0.0" %"')]
for row, (value, shown) in enumerate(cells):
    sheet.write_number(row, 0, value, book.add_format({'num_format': shown}))
book.close()
END
cat >read.py <<'END'
import openpyxl
print(*(row[0].value for row in openpyxl.load_workbook('sales.xlsx').active.iter_rows()))
END
/usr/bin/python3 write.py
status=0
xlsx2csv sales.xlsx >sales.csv 2>messages || status=$?

line()
{
	sed -n "$1p" sales.csv
}

seen 'the numbers in the file' '0.25 90 1250.5 1250.5 12.5' "$(/usr/bin/python3 read.py)"
seen '0.25 shown with 0.00" mm"' '06:00' "$(line 1)"
seen '90 shown with 0" min"' '"0"" 03in"""' "$(line 2)"
seen '1250.5 shown with 0.00" CAD"' '"0.00"" ca03"""' "$(line 3)"
seen '1250.5 shown with 0.00 [$CAD]' '1250.500000000' "$(line 4)"
seen '12.5 shown with 0.0" %"' '12.500000' "$(line 5)"
seen 'exit status, length of the messages' '0 0' "$status $(wc -c <messages)"
told
