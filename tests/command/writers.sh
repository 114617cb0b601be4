# Programs that write at once: each is acknowledged and kept, also while some are
# killed at any moment; what was acknowledged is there, and the file is whole.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

new_practice
chairside client add given=Shared
write()	# NAME FIELD: twenty changes of one's own field, and a client each
{
	i=0
	while [ $i -lt 20 ]; do
		i=$((i + 1))
		"$CHAIRSIDE_PROGRAM" client set 1 "$2=$i" &&
		    "$CHAIRSIDE_PROGRAM" client add given="$1$i" || exit 1
	done >>"$tap_folder/$1.log" 2>&1
}
write a city & first=$!
write b region & second=$!
wait $first
case_is 'the first writer' $? 0
wait $second
case_is 'the second writer' $? 0
chairside client show 1 --format json
case_is "the first one's field" "$(json "$out" '["city"]')" 20
case_is "the second one's field" "$(json "$out" '["region"]')" 20
chairside client list --format json
case_is 'all clients' "$(json "$out" '.__len__()')" 41

# Killed at some moment, again and again, beside one who goes on.
write c country & first=$!
n=0
while [ $n -lt 20 ]; do
	n=$((n + 1))
	"$CHAIRSIDE_PROGRAM" client add given="k$n" >"$tap_folder/k$n" 2>&1 &
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
done
wait $first
case_is 'the one who goes on' $? 0
chairside client list --format json
cp "$out" "$tap_folder/all"
lost=0
for answer in "$tap_folder"/k[0-9]*; do
	name=${answer##*/}
	if grep -q added "$answer" && ! grep -q "\"$name\"" "$tap_folder/all"; then
		lost=$((lost + 1))
	fi
done
case_is 'acknowledged and lost' "$lost" 0
chairside client show 1 --format json
case_is "the one's field" "$(json "$out" '["country"]')" 20
case_run 'the file is whole' 0 'is whole' check --deep
tap_end
