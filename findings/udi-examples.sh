#!/bin/sh
# The example devices of FHIR R5 (hl7.fhir.r5.examples 5.0.0, npm) carry codes that their own
# systems refuse: who checks codes of devices cannot be tried with them.
#
# Device-example-udi3 is an HIBC code with C for its check character; over what stands before
# it bwip-js 4.11.4 (npm) writes H. C is right for the same code with a blank in its serial
# number, which the example has lost. Of the eight devices with a GS1 item, "(01)…", four have
# eleven or twelve digits where AI 01 has fourteen, and four have fourteen but not the check
# digit that bwip-js puts behind the first thirteen: none is an item.
. "$(dirname "$0")/lib.sh"

node_packages hl7.fhir.r5.examples@5.0.0 bwip-js@4.11.4
examples=$made/node_modules/hl7.fhir.r5.examples

# under SYMBOLOGY TEXT - the line under the symbol.
cat >under.js <<'END'
const [bcid, text] = process.argv.slice(2);
console.log(require('bwip-js').raw({ bcid, text, includetext: true })[0].txt[0][0]);
END
under()
{
	node under.js "$@"
}

code=$(grep -rhoE '"carrierHRF" *: *"\+[^"]*"' "$examples" | cut -d '"' -f 4)
bare=${code#+} bare=${bare%?}
blank=$(printf '%s' "$bare" | sed 's/SXYZ4567890123/& /')
seen 'its last character' C "${code#"+$bare"}"
seen 'bwip-js' "*+${bare}H*" "$(under hibccode128 "$bare")"
seen 'bwip-js, with the blank' "*+${blank}C*" "$(under hibccode128 "$blank")"

grep -rhoE '"carrierHRF" *: *"\(01\)[0-9]+' "$examples" | sed 's/.*)//' | sort >items
seen 'GS1 items' 8 "$(wc -l <items)"
seen 'of fourteen digits' 4 "$(grep -cE '^[0-9]{14}$' items)"
right=0
for item in $(grep -E '^[0-9]{14}$' items); do
	[ "$(under ean14 "(01)${item%?}")" != "(01)$item" ] || right=$((right + 1))
done
seen 'with their check digit' 0 "$right"
seen 'bwip-js, one of them' '(01)18479793050728' "$(under ean14 '(01)1847979305072')"
told
