# server-move: a practice goes to another folder, as a stream or a file; rehearsed, taken
# back, cut off, altered, and into a place where something else is.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

new_practice
chairside client add given=Ada
mkdir -p "$db.files/ab" "$db.inbox"
head -c 700000 /dev/urandom >"$db.files/ab/picture"
echo photo >"$db.inbox/on the way.jpg"
here=$tap_folder/there
there=$here/clinic.db
mkdir "$here"

# pipe WORD... - old to new, with the words for the old.
pipe()
{
	status=0
	{ "$CHAIRSIDE_PROGRAM" server-move --to - "$@" 2>"$out"; echo $? >"$tap_folder/sent"; } |
	    "$CHAIRSIDE_PROGRAM" --db "$there" server-move --from - 2>"$err" || status=$?
}

case_run 'not by a login' 77 'that is root' --login nobody server-move --back
case_run 'one of three' 2 'One of --to' server-move
pipe --rehearse
case_is 'a rehearsal' "$(cat "$tap_folder/sent") $status" '0 0'
case_ok 'counts what came' grep -q '^[4-9] files, [12]\.[0-9] MB came and are whole. It was a rehearsal' "$err"
case_is 'leaves nothing there' "$(ls -A "$here" "$tap_folder" | grep -c -e clinic -e arriving)" 0
case_run 'and the old as it was' 0 'Client 2 added' client add given=Eva

mkfifo "$tap_folder/hold"
"$CHAIRSIDE_PROGRAM" import clients - <"$tap_folder/hold" >"$tap_folder/held" 2>&1 & held=$!
exec 9>"$tap_folder/hold"
printf 'given\nHeld\n' >&9
tries=0 status=0
while [ "$status" -ne 75 ] && [ $tries -lt 600 ]; do
	tries=$((tries + 1))
	sleep 0.05
	chairside server-move --to "$tap_folder/sent.move" --rehearse
done
case_ok 'somebody has it open' grep -q 'The practice is open: .*process' "$err"
exec 9>&-
wait $held

pipe
case_is 'moved' "$(cat "$tap_folder/sent") $status" '0 0'
case_ok 'the new has the pictures' cmp "$db.files/ab/picture" "$there.files/ab/picture"
case_ok 'and what was on the way' cmp "$db.inbox/on the way.jpg" "$there.inbox/on the way.jpg"
case_ok 'and the key' cmp "$db.key" "$there.key"
case_run 'the new goes on' 0 'Client [0-9]+ added' --db "$there" client add given=New
case_run 'and is whole' 0 'is whole' --db "$there" check --deep
case_run 'its history tells of the move' 0 'move' --db "$there" support
case_run 'the old can be read' 0 'Ada' client list
case_run 'and saves nothing' 1 'moved to another server on 2026-03-12: nothing is saved here' \
    client add given=Lost
case_run 'nor does it move again' 1 'has moved already' server-move --to "$tap_folder/x"
case_run 'it is taken back' 0 'saved here again' server-move --back
case_run 'and goes on' 0 'Client [0-9]+ added' client add given=Old
case_run 'once' 1 'has not moved' server-move --back

# Whatever does not arrive whole is not put in place.
cp "$there" "$tap_folder/unchanged"
chairside server-move --to "$tap_folder/sent.move"
case_is 'as a file, for nobody else' "$status $(stat -c %a "$tap_folder/sent.move")" '0 600'
chairside server-move --back
head -c 500000 "$tap_folder/sent.move" >"$tap_folder/cut.move"
python3 - "$tap_folder" <<'END'
import hashlib, sys
folder = sys.argv[1]
whole = open(folder + "/sent.move", "rb").read()
body = whole[:whole.rindex(b"\ne ") + 1]
tail = whole[len(body):].split()
def write(name, body):
    digest = hashlib.blake2b(body, digest_size=32).hexdigest().encode()
    open(folder + "/" + name + ".move", "wb").write(body + b"e " + tail[1] + b" " + digest + b"\n")
assert whole == body + b" ".join(tail) + b"\n"
at = body.index(b"photo")
open(folder + "/altered.move", "wb").write(whole[:at] + b"pHoto" + whole[at + 5:])
write("outside", body.replace(b".files/ab/picture", b".files/../picture"))
write("foreign", body.replace(b".inbox/on the way.jpg", b".other/on the way.jpg"))
write("damaged", body.replace(b"SQLite format 3", b"SQLite format 9", 1))
write("fewer", body.replace(b"chairside move 1", b"chairside move 2"))
END
for kind in cut altered outside foreign damaged fewer; do
	case_run "$kind" 1 . --db "$there" server-move --from "$tap_folder/$kind.move"
	case_ok "$kind: the new is what it was" cmp "$there" "$tap_folder/unchanged"
	case_is "$kind: nothing is left" "$(ls -d "$here".* 2>/dev/null)" ''
done
case_run 'the reason' 1 'is no whole practice' --db "$there" server-move --from "$tap_folder/cut.move"

mkdir "$here.arriving"
case_run 'what was replaced is kept' 0 'What it replaced is kept: .*/there.move-2026' \
    --db "$there" server-move --from "$tap_folder/sent.move"
case_ok 'as it was' cmp "$here".move-*/clinic.db "$tap_folder/unchanged"
case_run 'the newer is in place' 0 'Old' --db "$there" client list
case_ok 'what a killed run left is gone' test ! -e "$here.arriving"
touch "$here/letters.txt"
case_run 'a folder with other things' 1 'letters.txt in it, which does not belong' \
    --db "$there" server-move --from "$tap_folder/sent.move"
case_run 'no such folder' 1 'Cannot look into' \
    --db "$tap_folder/no/x.db" server-move --from "$tap_folder/sent.move"

# The other side goes away in the middle.
{ "$CHAIRSIDE_PROGRAM" server-move --to - 2>"$err"; echo $? >"$tap_folder/sent"; } |
    head -c 10 >/dev/null
case_is 'a line that breaks' "$(cat "$tap_folder/sent")" 1
case_run 'leaves the old one as it was' 0 'Client [0-9]+ added' client add given=Still
# Either side is killed in the middle.
mkfifo "$tap_folder/stream"
exec 8<>"$tap_folder/stream"
"$CHAIRSIDE_PROGRAM" server-move --to - >"$tap_folder/stream" 2>/dev/null & sender=$!
dd bs=1 count=10 <&8 >"$tap_folder/half" 2>/dev/null
kill -9 $sender
wait $sender 2>/dev/null
exec 8<&-
case_run 'the sender is killed: nothing is saved there' 1 'moved to another server' \
    client add given=Lost
case_run 'until it is taken back' 0 'saved here again' server-move --back
rm "$here/letters.txt"
cp "$there" "$tap_folder/unchanged"
exec 8<>"$tap_folder/stream"
"$CHAIRSIDE_PROGRAM" --db "$there" server-move --from "$tap_folder/stream" 2>/dev/null & receiver=$!
head -c 60000 "$tap_folder/sent.move" >&8
tries=0
while [ ! -e "$here.arriving/clinic.db" ] && [ $tries -lt 600 ]; do
	tries=$((tries + 1))
	sleep 0.05
done
kill -9 $receiver
wait $receiver 2>/dev/null
exec 8<&-
case_ok 'the receiver is killed: the new is what it was' cmp "$there" "$tap_folder/unchanged"
case_is 'what had come is for nobody else' "$(stat -c %a "$here.arriving")" 700
case_run 'and is swept' 0 'is the practice now' --db "$there" server-move --from "$tap_folder/sent.move"
case_ok 'by the next' test ! -e "$here.arriving"
# Named from where one stands.
status=0
(cd "$here" && exec "$CHAIRSIDE_PROGRAM" --db clinic.db server-move --from "$tap_folder/sent.move") \
    >"$out" 2>"$err" || status=$?
case_is 'a path that is not from the root' "$status $(grep -c 'is the practice now' "$err")" '0 1'

case_run 'no output onto the practice' 1 'belongs to the practice' server-move --to "$db.key"
tap_end
