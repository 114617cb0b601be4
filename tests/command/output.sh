# What cannot be written is told: a full disk, a closed pipe, no standard output.
# And what was acknowledged before is kept. A list without a line says so, beside standard
# output, on which a program finds nothing.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

told()	# NAME STATUS: the newest program ended with 1 and a sentence
{
	case_is "$1: exit status" "$2" 1
	case_is "$1: one sentence" "$(wc -l <"$err" | tr -d ' ')" 1
	case_ok "$1: which says what" grep -Eqi 'cannot write (to )?standard output' "$err"
}

new_practice
chairside client add given=Anna
for words in 'client list' 'client show 1' 'client list --format json' \
    'history client 1' 'check --deep' '--help' 'client --help' '--version' \
    'report list' 'report monthly --month 2026-02' \
    'report monthly --month 2026-02 --format json'; do
	status=0
	"$CHAIRSIDE_PROGRAM" $words >/dev/full 2>"$err" || status=$?
	told "$words on a full disk" "$status"
done
"$CHAIRSIDE_PROGRAM" client list >&- 2>"$err"
told 'no standard output' $?
# A pipe whose reader has gone: it ends before the program begins.
mkfifo "$tap_folder/pipe"
{
	exec 3<"$tap_folder/pipe"
	exec 3<&-
	: >"$tap_folder/gone"
} &
exec 4>"$tap_folder/pipe"
wait
"$CHAIRSIDE_PROGRAM" client list >&4 2>"$err"
told 'a closed pipe' $?
exec 4>&-

for words in 'event list' 'consent list 1' 'photos list 1' 'client retention' \
    'client list nobody' 'client duplicates' 'stock' 'stock --all' 'key list' 'inbox' \
    'session barred' 'history staff 1' 'journal list --to 2001-01-01'; do
	case_run "none: $words" 0 '.' $words
	case_is "$words: in one sentence" "$(grep -c '^[A-Z].*[.]$' "$err") of $(wc -l <"$err")" '1 of 1'
	case_is "$words: not on standard output" "$(wc -c <"$out")" 0
done
case_run 'and nothing where it cannot be listed' 1 'no client 9' photos list 9
case_ok 'that there are none' sh -c "! grep -q 'no photos' '$err'"

status=0
"$CHAIRSIDE_PROGRAM" client add given=Bert >/dev/full 2>"$err" || status=$?
told 'an answer that is lost' "$status"
case_run 'but what it was about is saved' 0 'Bert' client list
"$CHAIRSIDE_PROGRAM" client list 2>&- >"$out"
case_is 'no standard error' $? 0
case_ok 'does no harm' grep -q Bert "$out"
"$CHAIRSIDE_PROGRAM" client list <&- >"$out"
case_is 'no standard input' $? 0

# The file itself cannot grow: nothing is half-written.
notes=$(head -c 50000 /dev/zero | tr '\0' x)
(
	ulimit -f "$(($(stat -c %s "$db") / 512))"
	i=0
	while [ $i -lt 40 ] && "$CHAIRSIDE_PROGRAM" client add given=Big notes="$notes"; do
		i=$((i + 1))
	done
) >"$out" 2>"$err"
added=$(grep -c 'added' "$out")
case_ok 'a limit was met' test "$added" -lt 40
case_ok 'and told' grep -Eq '^chairside: .*(full|failed|large|written)' "$err"
case_run 'the file is whole' 0 'is whole' check --deep
chairside client list --format json
case_is 'everything acknowledged is there, nothing else' \
    "$(json "$out" '.__len__()')" "$((added + 2))"
tap_end
