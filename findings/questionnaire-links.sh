#!/bin/sh
# Most of FHIR R5's example questionnaires (hl7.fhir.r5.examples 5.0.0, npm) name several
# items alike, though its invariant que-2 asks that link ids are unique in a questionnaire:
# 161 of 227, all of them made from the profiles of resources ("Questionnaire-qgen-…"). An
# answer says which item it belongs to by its link id alone, so answers to these cannot be
# told apart, and a condition on such an item has two items to look at. One of R4's seven
# (hl7.fhir.r4.examples 4.0.1), "qs1", has 32 of 87 items without any, where each needs one.
# Who reads questionnaires cannot rely on either, and a reader tried with these learns to
# take both.
. "$(dirname "$0")/lib.sh"

node_packages hl7.fhir.r5.examples@5.0.0 hl7.fhir.r4.examples@4.0.1

# For each questionnaire: is it made from a profile, its items, those without a link id, and
# those that have one that came before.
cat >links.js <<'END'
const fs = require('fs'), path = require('path');
function walk(folder) {
	for (const e of fs.readdirSync(folder, { withFileTypes: true })) {
		const file = path.join(folder, e.name);
		if (e.isDirectory())
			walk(file);
		else if (/^Questionnaire-.*\.json$/.test(e.name))
			tell(e.name, JSON.parse(fs.readFileSync(file)));
	}
}
function tell(name, q) {
	const links = [];
	(function down(items) {
		for (const i of items || []) {
			links.push(i.linkId);
			down(i.item);
		}
	})(q.item);
	const named = links.filter(l => l !== undefined);
	console.log(name.startsWith('Questionnaire-qgen-') ? 'made' : 'written', links.length,
	    links.length - named.length, named.length - new Set(named).size);
}
walk(process.argv[2]);
END
node links.js node_modules/hl7.fhir.r5.examples >r5
node links.js node_modules/hl7.fhir.r4.examples >r4

seen 'R5, questionnaires' 227 "$(wc -l <r5)"
seen 'R5, link ids twice' 161 "$(awk '$4 > 0' r5 | wc -l)"
seen 'R5, twice and not made from a profile' 0 "$(awk '$4 > 0 && $1 != "made"' r5 | wc -l)"
seen 'R5, items without one' 0 "$(awk '$3 > 0' r5 | wc -l)"
seen 'R4, questionnaires' 7 "$(wc -l <r4)"
seen 'R4, items and those without' '87 32' "$(awk '$3 > 0 { print $2, $3 }' r4)"
told
