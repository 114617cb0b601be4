#!/bin/sh
# google-libphonenumber 3.2.47 (npm) dials the word that stands behind a telephone number.
#
# Address books hold `416 555 0100 cell` or `416 555 0100 (mom)` in one field. Letters on
# keys are for numbers such as 1-800-FLOWERS; Google's library takes any three letters in
# the text for those, and adds 2355 for cell: a number of fifteen digits, not valid and not
# possible. Two letters behind it, or a word in front, are left out. libphonenumber-js
# 1.13.16, which says that it reads as Google's does but for letters, has the number itself.
. "$(dirname "$0")/lib.sh"

node_packages google-libphonenumber@3.2.47 libphonenumber-js@1.13.16

cat >number.js <<'END'
const util = require('google-libphonenumber').PhoneNumberUtil.getInstance();
const { parsePhoneNumber } = require('libphonenumber-js/max');
const [, , text] = process.argv;
const google = util.parse(text, 'CA'), other = parsePhoneNumber(text, 'CA');
const valid = (is) => (is ? 'valid' : 'not valid');
console.log(`${util.format(google, 0)} ${valid(util.isValidNumber(google))}, ` +
    `${other.number} ${valid(other.isValid())}`);
END

# both TEXT NUMBERS - what Google's library says, then what libphonenumber-js says.
both()
{
	seen "$1" "$2" "$(node number.js "$1")"
}

both '416 555 0100' '+14165550100 valid, +14165550100 valid'
both '416 555 0100 cell' '+141655501002355 not valid, +14165550100 valid'
both '416 555 0100 (mom)' '+14165550100666 not valid, +14165550100 valid'
both '416 555 0100 Al' '+14165550100 valid, +14165550100 valid'
both 'home 416 555 0100' '+14165550100 valid, +14165550100 valid'
told
