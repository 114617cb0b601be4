# Papers that wait for the printer at a desk: handed out in their order, once each, to whom they
# are for alone.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

db=$tap_folder/practice.db
CHAIRSIDE_DB=$db
chairside init --name Skin --timezone UTC
unset CHAIRSIDE_NOW		# the age of files is told by the real clock
case_run 'nothing waits' 75 'Nothing waits to be printed' next-print --wait 0
folder=$db.exports/print-1
mkdir -p "$folder"
printf 'first\n' >"$folder/9-book.html"
printf 'second\n' >"$folder/10-laser consent.html"
printf 'half' >"$folder/.3-book.html.12-abcdef"
printf 'nobody knows\n' >"$folder/notes.txt"
ln -s "$db.key" "$folder/1-key.html"
mkdir "$db.exports/print-2"
printf 'another desk\n' >"$db.exports/print-2/1-book.html"

chairside next-print --wait 0
case_is 'the first' "$(cat "$out")" first
chairside next-print --wait 0
case_is 'the second' "$(cat "$out")" second
case_run 'and no more' 75 'Nothing waits' next-print --wait 0
case_is 'what it does not know stays' "$(ls -A "$folder" | wc -l)" 3
printf 'late\n' >"$folder/1-late.html"
touch -d '8 days ago' "$folder/1-late.html"
case_run 'not after a week' 75 'Nothing waits' next-print --wait 0
case_ok 'when it is gone' test ! -e "$folder/1-late.html"

# one that comes while it is waited for
(sleep 1; printf 'now\n' >"$folder/new"; mv "$folder/new" "$folder/1-now.html") &
chairside next-print --wait 60
case_is 'it is waited for' "$(cat "$out")" now
wait
# what cannot be handed out stays
printf 'kept\n' >"$folder/1-kept.html"
"$CHAIRSIDE_PROGRAM" --db "$db" next-print --wait 0 >/dev/full 2>"$err"
case_is 'a full disk' "$?" 1
case_ok 'keeps the paper' test -e "$folder/1-kept.html"
chairside next-print --wait 0
case_is 'for the next time' "$(cat "$out")" kept
tap_end
