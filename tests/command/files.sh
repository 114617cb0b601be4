# What is no practice file, or cannot be one, is refused with a sentence and an
# exit status, and left as it was.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

refused()	# NAME STATUS PATTERN FILE: opening is refused
{
	case_run "$1" "$2" "$3" --db "$4" client list
	case_is "$1: one line on standard error" "$(wc -l <"$err" | tr -d ' ')" 1
}

cd "$tap_folder" || exit 1
refused 'there is no file' 1 'init.* makes one' "$tap_folder/none.db"
refused 'there is no folder' 1 'no practice file' "$tap_folder/none/none.db"
case_run 'init in a missing folder' 1 'folder does not exist' --db none/none.db init
: >empty.db
refused 'an empty file' 1 'empty' empty.db
printf 'hello, this is no database, only some text.%0900d' 0 >text.db
cp text.db text.copy
refused 'some text' 1 'not a practice file' text.db
case_ok 'and it is as it was' cmp text.db text.copy
case_run 'init does not touch it' 1 'exists already; it was not touched' --db text.db init
case_ok 'it is still as it was' cmp text.db text.copy
python3 -c 'import sqlite3
c = sqlite3.connect("other.db")
c.execute("CREATE TABLE t(x)")
c.commit()'
refused "another program's database" 1 'another program' other.db
mkdir folder
refused 'a folder' 1 'not an ordinary file' folder
mkfifo fifo
refused 'a named pipe' 1 'not an ordinary file' fifo
refused 'a device' 1 'not an ordinary file' /dev/null

case_run 'init' 0 'practice.db' init --name Test --timezone Europe/Vienna
case_run 'init again' 1 'exists already' init
case_is 'for its owner and group alone' "$(stat -c %a practice.db)" 660
case_is 'its key for its owner alone' "$(stat -c %a practice.db.key)" 600
ln -s practice.db link.db
refused 'a symbolic link' 1 'symbolic link' link.db
ln -s nowhere.db dangling.db
case_run 'init over a dangling link' 1 'exists already' --db dangling.db init
ln practice.db second.db
refused 'a second name' 1 'second name' practice.db
rm second.db

case_run 'an unknown zone' 1 'no time zone' --db zone.db init --timezone Europe/Wien
case_run 'a zone outside its folder' 1 'no time zone' --db zone.db init --timezone ../../etc/passwd
case_ok 'nothing is left of it' sh -c '! ls zone.db* 2>/dev/null'
case_run 'a blank name' 1 'Name' --db blank.db init --name ' '
case_ok 'nothing is left of that' sh -c '! ls blank.db blank.db.key blank.db.new* 2>/dev/null'

# A demo that is killed while it is made leaves nothing that looks like a practice.
killed=0
for n in 1 2 3 4 5 6; do
	"$CHAIRSIDE_PROGRAM" --db killed.db init --demo --clients 3000 >"$out" 2>&1 &
	head -c $((n * 300000)) /dev/urandom >/dev/null
	kill -9 $! 2>/dev/null && [ ! -e killed.db ] && killed=$((killed + 1))
	wait $! 2>/dev/null
	[ ! -e killed.db ] || break
done
case_ok 'a demo was killed in the making' test "$killed" -gt 0
rm -f killed.db
case_run 'and can be made again' 0 'killed.db' --db killed.db init --demo --clients 20
case_ok 'and nothing is left of those' sh -c '! ls -d killed.db.* | grep -Fv killed.db.key | grep -Fv killed.db.lock'
case_run 'with its key it is whole' 0 'is whole' --db killed.db check --deep
case_run 'so many clients' 0 '^\[' --db killed.db client list --archived --format json
case_is 'exactly' "$(json "$out" '.__len__()')" 20
case_run '--clients without --demo' 2 'go with --demo' --db x.db init --clients 3
case_run 'no clients at all' 2 'whole number from 1' --db x.db init --demo --clients 0
case_run 'half a client' 2 'whole number' --db x.db init --demo --clients 1.5

cp practice.db newer.db && cp practice.db.key newer.db.key
python3 -c 'import sqlite3
c = sqlite3.connect("newer.db")
c.execute("PRAGMA user_version = 9999")
c.commit()'
refused 'a newer schema' 1 'newer chairside' newer.db
# Without its key, or with one that is not its own, it is read and not written.
cp practice.db nokey.db
case_run 'without its key it is read' 0 'Nothing can be saved. The key nokey.db.key' \
    --db nokey.db client list
case_run 'a file is exported' 0 'Nothing can be saved' --db nokey.db export clients -o nokey.csv
case_ok 'and whole' test -s nokey.csv
case_run 'a report is written' 0 'Nothing can be saved' \
    --db nokey.db report monthly --month 2026-03 --format xlsx -o nokey.xlsx
case_run 'nothing is saved' 1 'Nothing can be saved' --db nokey.db client add family=Byrne
case_is 'which is said once' "$(grep -c 'Nothing can be saved' "$err")" 1
case_run 'the check says what it cannot' 3 'its digests cannot be verified' --db nokey.db check --deep
case_is 'and cries no tampering' "$(wc -l <"$out")" 1
case_run 'nothing is rebuilt' 1 'Nothing can be saved' --db nokey.db check --rebuild
case_run 'another practice is made' 0 'third.db' --db third.db init
cp third.db.key nokey.db.key
case_run 'a key of another practice' 0 'is not the one this practice was written with' \
    --db nokey.db client list
case_run 'writes nothing' 1 'Nothing can be saved' --db nokey.db client add family=Byrne
{ cat practice.db.key; echo; } >nokey.db.key
case_run 'a longer key' 1 'is 33 bytes long and not 32' --db nokey.db client add family=Byrne
cp practice.db.key nokey.db.key
case_run 'its own put back' 0 . --db nokey.db client add family=Byrne
case_run 'it is whole' 0 'is whole' --db nokey.db check --deep

# A schema that chairside did not make is named, read and not written.
cp practice.db altered.db && cp practice.db.key altered.db.key
python3 -c 'import sqlite3
c = sqlite3.connect("altered.db")
c.execute("CREATE TRIGGER spy AFTER INSERT ON client BEGIN DELETE FROM review; END")
c.execute("DROP TRIGGER consent_event_delete")
c.execute("DROP TABLE staff_setting")
c.commit()'
case_run 'an altered schema is read' 0 'Nothing can be saved' --db altered.db client list
case_run 'and not written' 1 'Nothing can be saved' --db altered.db client add family=Byrne
case_run 'the check names a trigger' 3 'trigger spy of client was added' --db altered.db check
case_ok 'a rule that is gone' grep -q 'consent_event_delete of consent_event is missing' "$out"
case_ok 'a table that is gone' grep -q 'table staff_setting is missing' "$out"
cp practice.db nostaff.db && cp practice.db.key nostaff.db.key
python3 -c 'import sqlite3
c = sqlite3.connect("nostaff.db")
c.execute("DROP TABLE staff")
c.commit()'
refused 'nobody can log in' 1 'table staff is missing' nostaff.db
cp practice.db torn.db && cp practice.db.key torn.db.key
dd if=/dev/urandom of=torn.db bs=4096 seek=1 count=20 conv=notrunc 2>/dev/null
chairside --db torn.db check
case_ok 'a torn file is no success' test "$status" -ne 0 -a -s "$err"
chmod 400 practice.db
refused 'read-only' 1 'read-only' practice.db
chmod 660 practice.db
case_run 'and well again' 0 'No client' client list

# Companions that are another's.
ln practice.db.lock second.lock
case_run 'a lock file with a second name' 1 'lock file .* with one name' client add given=Ada
rm second.lock
mv practice.db.lock second.lock
ln -s second.lock practice.db.lock
case_run 'a lock file that is a link' 1 'symbolic link' client add given=Ada
rm practice.db.lock second.lock
mkdir real && ln -s real way
case_run 'a link on the way is fine' 0 'way/in.db' --db way/in.db init
case_run 'and it opens' 0 'No client' --db way/in.db client list

# What programs left that were killed: swept when the file is next opened, and no more.
true & gone=$!
wait $gone
mkdir practice.db.drafts practice.db.exports
left="practice.db.new-$gone-Abc123 practice.db.new-$gone-Abc123-wal
practice.db.key.new-$gone-Abc123 practice.db.import-$gone-Abc123
practice.db.before-0003.$gone-Abc123 practice.db.drafts/.1-1.json.$gone-Abc123
practice.db.exports/.a.csv.$gone-Abc123"
kept="practice.db.new-$$-Abc123 practice.db.new-backup practice.db.before-0003
practice.db.before-0003.backup practice.db-$gone-Abc123 other.db.new-$gone-Abc123
practice.db.exports/a.csv.$gone-Abc123 .practice.db.$gone-Abc123"
for file in $left $kept; do echo x >"$file"; done
case_run 'with what was left it opens' 0 'No client' client list
case_ok 'that is gone' sh -c "! ls $(echo $left) 2>/dev/null"
case_ok 'the rest is not' ls $kept
rm -r $kept practice.db.drafts practice.db.exports
# killed between the two names of a new file: it opens, under its own
ln practice.db "practice.db.new-$gone-Abc123"
case_run 'a finished file with its first name' 0 'No client' client list
case_is 'has one name' "$(stat -c %h practice.db)" 1

# Where the file is looked for.
case_run '--db is before CHAIRSIDE_DB' 1 'none.db' --db none.db client list
unset CHAIRSIDE_DB
XDG_DATA_HOME=$tap_folder/data HOME=$tap_folder/home
case_run 'the usual place' 1 "$tap_folder/data/chairside/practice.db" client list
case_run 'init makes its folder' 0 "$tap_folder/data/chairside/practice.db" init
case_is 'for its owner alone' "$(stat -c %a data/chairside)" 700
case_run 'and there it is' 0 'No client' client list
XDG_DATA_HOME=relative
case_run 'a relative XDG_DATA_HOME is ignored' 1 'home/.local/share/chairside/practice.db' client list
XDG_DATA_HOME=
case_run 'so is an empty one' 1 'home/.local/share/chairside/practice.db' client list
CHAIRSIDE_DB=
export CHAIRSIDE_DB
case_run 'and an empty CHAIRSIDE_DB' 1 'home/.local/share/chairside/practice.db' client list

# Who works.
CHAIRSIDE_DB=$db
case_run 'nobody of that name works here' 77 'Nobody .* has the login "bob".* --login NAME says who' --db "$db" --login bob client list
me=$(id -un)
case_run 'oneself does' 0 'No client' --db "$db" --login "$me" client list
case_run 'with --login the environment does not count' 1 'no practice file' --login "$me" client list
case_ok 'not even for the place' sh -c "! grep -qF '$tap_folder' '$err'"
CHAIRSIDE_NOW=nonsense
case_run 'a clock that is none' 2 'YYYY-MM-DDTHH:MM' client list
case_run 'but with --login it is not read' 0 'No client' --db "$db" --login "$me" client list
CHAIRSIDE_NOW=
case_run 'an empty one is none' 0 'No client' client list
tap_end
