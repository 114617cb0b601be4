#!/bin/sh
# SheetJS 0.18.5 (`xlsx` on npm) reads birthdays of a CSV file a day early in Vancouver.
#
# `1980-04-03` in a client list is a day, not an instant. SheetJS reads a date written
# with the year first as midnight in Greenwich and stores it by the clock of the machine:
# west of Greenwich a birthday falls on the evening before, and a New Year's child is born
# a year early. What it writes out again is the wrong day. The same day written
# `04/03/1980` is right everywhere, so both can stand in one column and disagree; east
# of Greenwich the day is right and the number behind it is not whole. The option
# `raw: true` keeps the text.
. "$(dirname "$0")/lib.sh"

node_packages xlsx@0.18.5

cat >clients.csv <<'END'
client,born
Byrne,1980-04-03
Tan,04/03/1980
Lind,1981-01-01
END
cat >read.js <<'END'
const xlsx = require('xlsx');
const raw = process.argv[2] === 'raw';
const book = xlsx.read(require('fs').readFileSync('clients.csv'), { raw });
const sheet = book.Sheets[book.SheetNames[0]];
const born = xlsx.utils.sheet_to_csv(sheet).trim().split('\n').slice(1);
console.log(born.map((row) => row.split(',')[1]).join(' '), sheet.B2.v);
END

seen 'in Vancouver' '4/2/80 4/3/80 12/31/80 29313.666666666668' \
    "$(TZ=America/Vancouver node read.js)"
seen 'in Seoul' '4/3/80 4/3/80 1/1/81 29314.37560185185' "$(TZ=Asia/Seoul node read.js)"
seen 'in Vancouver, raw' '1980-04-03 04/03/1980 1981-01-01 1980-04-03' \
    "$(TZ=America/Vancouver node read.js raw)"
told
