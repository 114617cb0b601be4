#!/bin/sh
# humanparser 2.7.0 and parse-full-name 1.2.7 (npm) each lose a part of names that the other
# reads, so a list of clients has other people in it after either.
#
# Both part a whole name into given and family name. humanparser takes Ma, Pe and V for what
# stands behind a name, as Jr. does: Jun Ma has no family name then, written `Ma, Jun` too.
# parse-full-name keeps those, and takes Van, Le and Bin at the beginning for a part of a
# family name of two words: Van Nguyen has no given name. `Ann Roe, RN` is Ms. Roe for
# parse-full-name; for humanparser her given name is RN.
. "$(dirname "$0")/lib.sh"

node_packages humanparser@2.7.0 parse-full-name@1.2.7

cat >names.js <<'END'
const human = require('humanparser'), full = require('parse-full-name');
const part = (text) => text || '-';
const [, , name] = process.argv;
const a = human.parseName(name), b = full.parseFullName(name);
console.log(`${part(a.firstName)} / ${part(a.lastName)}, ${part(b.first)} / ${part(b.last)}`);
END

# both NAME GIVEN-AND-FAMILY - what humanparser says, then what parse-full-name says.
both()
{
	seen "$1" "$2" "$(node names.js "$1")"
}

both 'Ann Roe' 'Ann / Roe, Ann / Roe'
both 'Jun Ma' 'Jun / -, Jun / Ma'
both 'Ma, Jun' 'Jun / -, Jun / Ma'
both 'Grace Pe' 'Grace / -, Grace / Pe'
both 'Van Nguyen' 'Van / Nguyen, - / Van Nguyen'
both 'Bin Li' 'Bin / Li, - / Bin Li'
both 'Le Min' 'Le / Min, - / Le Min'
both 'Ann Roe, RN' 'RN / Ann Roe, Ann / Roe'
told
