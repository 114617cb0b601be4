#!/bin/sh
# bark-js 1.2.1 (npm) reads a box of needles that is good to the end of February as
# 2027-02-00, a day that there is not.
#
# Where a maker gives a month alone, the code on the box has 00 for the day of its expiry, and
# that is the last day of the month (GS1 General Specifications, AI 17). gs1-barcode-parser-mod
# 1.2.1 says 28 February 2027, and 29 February in 2028. bark-js puts the 00 into its date:
# compared as text it comes before every day of its month, so the box has run out on the
# first morning, and JavaScript makes no date of it at all.
. "$(dirname "$0")/lib.sh"

node_packages bark-js@1.2.1 gs1-barcode-parser-mod@1.2.1
export TZ=America/Toronto

cat >read.js <<'END'
const { parseBarcode } = require('gs1-barcode-parser-mod');
const bark = require('bark-js');
const code = `]d201095211015300${process.argv[2]}`;
const day = bark(code).elements.find((element) => element.ai === '17').value;
const date = parseBarcode(code).parsedCodeItems.find((item) => item.ai === '17').data;
const two = (n) => String(n).padStart(2, '0');
console.log(day, new Date(day) > 0 ? 'is a day,' : 'is no day,',
    [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-'));
END

# both EXPIRY READ - what bark-js reads of that expiry, then what the other does.
both()
{
	seen "expiry $1" "$2" "$(node read.js "0117${1}10LOT7A")"
}

both 270228 '2027-02-28 is a day, 2027-02-28'
both 270200 '2027-02-00 is no day, 2027-02-28'
both 280200 '2028-02-00 is no day, 2028-02-29'
told
