# The journal from the command line: who did what and looked at whom, in words and as a
# file; each way of tampering is named, and so is an older copy in the file's place.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
file=$CHAIRSIDE_DB

chairside client add given=Anna family=Lang
chairside client add given=Ben family=Peel
chairside client set 1 city=Graz
chairside undo
chairside client show 1
chairside journal list
case_ok 'a change names its client' grep -q 'Added client Lang, Anna' "$out"
case_ok 'an undo says what it took back' grep -q 'Took back: Changed client Lang, Anna' "$out"
case_ok 'a look names who was seen' grep -q 'look .*Looked at Lang, Anna' "$out"
case_ok 'no record has a number' sh -c "! grep -q 'client [0-9]' '$out'"
case_run 'about one client' 0 'Peel, Ben' journal list --client Peel
case_ok 'and no other' sh -c "! grep -q Anna '$out'"
case_run 'one kind' 0 'Looked at' journal list --kind LOOK
case_ok 'and no other kind' sh -c "! grep -q Added '$out'"
case_run 'no such kind' 2 'there are change, look.*print, erase, move, update' journal list --kind chess
case_run 'nobody of that name' 1 '' journal list --who nobody
case_run 'no such day' 1 '' journal list --from 31.2.
case_run 'days without an entry' 0 '' journal list --to 2001-01-01
case_is 'are empty' "$(cat "$out")" ''
case_run 'as a file' 0 '"what": *"Added client Lang, Anna"' journal export --format json
case_run 'which is an entry itself' 0 'Exported list journal' journal list --kind export
case_run 'another word' 2 'written chairside journal list' journal erase

chairside journal verify
case_is 'it is the one that was written' "$status" 0
head=$(sed -n 's/^head //p' "$out")
case_run 'a head that was noted' 0 'is the one' journal verify --head "$head"
case_run 'a head that is none' 2 '1234:0123' journal verify --head 12
case_run 'a head with a digest too short' 2 '1234:0123' journal verify --head 3:00
case_run 'another digest' 3 'knows another entry 3' journal verify --head 3:0000000000000000
case_run 'a head further than the journal' 3 'ends before it' \
    journal verify --head 999:0000000000000000

# a report's digest is one too
chairside report monthly --month 2026-03
entry=$(sed -n 's/.*journal entry \([0-9]*\), its digest$/\1/p' "$out")
digest=$(sed -n '/its digest$/{n;s/\.$//;p;}' "$out")
case_run 'the head on a report' 0 'is the one' journal verify --head "$entry:$digest"
case_run 'a look is no newest change' 0 '' client show 2
chairside report monthly --month 2026-03
case_ok 'of the report' grep -q "journal entry $entry," "$out"

# an older copy, put in the file's place between two logins
chairside backup
cp "$file" old.copy
chairside client set 1 city=Wien
cp old.copy "$file"
case_run 'whoever opens it is told' 3 'another journal stood here' journal verify
case_run 'and it stays told' 0 'Found an older copy, was at' journal list --kind 'older copy'
chairside client set 1 city=Linz
case_is 'work goes on' "$status" 0
case_run 'the newest backup would have known' 0 '' backup
cp old.copy "$file"
rm "$file.lock"
case_run 'and does, without FILE.lock' 3 'The backup of .* ends before it' journal verify

# a restore is no older copy in the place of the file
CHAIRSIDE_DB=$tap_folder/second.db
new_practice
chairside client add given=Anna family=Lang
chairside backup
chairside client set 1 city=Bern
case_run 'a restore' 0 '' restore --latest
case_run 'is not taken for one' 0 'is the one' journal verify
tap_end
