# Clients from the command line: added, found, shown, changed, told about, undone;
# as text for people and as JSON for programs.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

new_practice
case_run 'nobody yet' 0 'No client matches' client list
chairside client list
case_is 'nothing on standard output' "$(cat "$out")" ''
chairside client list --format json
case_is 'an empty array' "$(cat "$out")" '[]'

case_run 'add' 0 'Client 1 added' client add given=Seán "family=O'Brien" \
    'phone=(416) 555-0134' email=sean@example.org external_id=C-77 born=1984-03-12
case_run 'add another' 0 'Client 2 added' client add family=Ångström given=Ödön \
    'notes=first
second'
case_run 'a name is needed' 1 'at least one name' client add city=Graz
case_run 'an unknown field names all fields' 2 'given, family, .*do_not_book' \
    client add given=A frob=1
case_run 'a word without =' 2 'name=value' client add given
case_run 'a birthday in the future' 1 'Born must not be in the future' \
    client add given=A born=2031-01-01
case_run '31 February' 1 'Born must be a date' client add given=A born=1990-02-31
case_run 'invalid UTF-8' 1 'UTF-8' client add "given=$(printf 'A\377')"
case_run 'an external id is given once' 1 'Other id "C-77" is taken: O.Brien, Se.n has it' client add given=B external_id=C-77
chairside client list --format json
case_is 'what was refused is not there' "$(json "$out" '.__len__()')" 2

# Lists.
chairside client list
cat >"$tap_folder/wanted" <<'END'
id  name            phone           e-mail            born         last visit
 2  Ångström, Ödön
 1  O'Brien, Seán   (416) 555-0134  sean@example.org  12 Mar 1984
END
case_ok 'a table as wide as its text' diff "$tap_folder/wanted" "$out"
for words in "o'brien" 'brien sean' SEAN 5550134 '416 555' sean@ C-77 'sea obr'; do
	chairside client list $words --format json
	case_is "found by $words" "$(json "$out" '[0]["id"]')" 1
done
chairside client list angstrom --format json
case_is 'found without accents' "$(json "$out" '[0]["family"]')" Ångström
chairside client list "'; DROP TABLE client;--"
case_is 'syntax is text' "$status" 0

# JSON.
chairside client show 1 --format json
case_is 'one object' "$(json "$out" '["given"]')" Seán
case_is 'a blank is null' "$(json "$out" '["city"]')" None
case_is 'a date is ISO' "$(json "$out" '["born"]')" 1984-03-12
case_is 'its number' "$(json "$out" '["id"]')" 1
cp "$out" "$tap_folder/one"
chairside client list sean --format json
case_is 'list and show say the same' "$(json "$out" '[0]')" "$(json "$tap_folder/one" '')"
chairside client add given=Json --format json
case_is 'add answers in JSON too' "$(json "$out" '["id"]')" 3

# Somebody like that is there.
case_run 'one like it is told' 1 "^Client 1 O'Brien, Seán, born 12 Mar 1984, .*: same phone" \
    client add given=John phone=4165550134
case_run 'and nothing saved' 1 'nothing was saved. --new adds' client add given=X email=SEAN@example.org
chairside client list --format json
case_is 'nothing is saved' "$(json "$out" '.__len__()')" 3
case_run 'unless that is meant' 0 'Client 4 added' client add --new given=John phone=4165550134
case_run 'set to what another has' 0 'another like this: O.Brien' client set 3 email=sean@example.org
case_run 'undone' 0 . undo
case_run 'undone too' 0 . undo

# Show and set.
case_run 'show' 0 "^Family name  O'Brien$" client show 1
case_run 'show #1' 0 "^Family name  O'Brien$" client show '#1'
case_run 'a note keeps its lines' 0 '^ +second$' client show 2
case_run 'a date is shown in words' 0 '^Born +12 Mar 1984$' client show 1
case_run 'nobody has that number' 1 'no client 99' client show 99
case_run 'a number that is none' 2 'not the number' client show one
case_run 'set' 0 'Client 1 changed' client set 1 phone=+43660 city=Graz
case_run 'set to what it is' 0 'is as it was' client set 1 city=Graz
case_run 'set of nobody' 1 'no client 99' client set 99 city=Graz
case_run 'a blank value clears' 0 'changed' client set 1 email=
chairside client show 1 --format json
case_is 'cleared' "$(json "$out" '["email"]')" None
case_is 'kept' "$(json "$out" '["external_id"]')" C-77
case_run 'a required field cannot be cleared' 1 'Archived cannot be blank' client set 1 archived=
case_run 'archive' 0 changed client set 3 archived=yes
case_run 'out of the list' 0 'No client matches' client list json
case_run 'and in it when asked' 0 'Json \(archived\)' client list json --archived

# History, undo, redo.
case_run 'history' 0 "changed +Phone +\(416\) 555-0134 +\+43660" history client 1
case_run 'a cleared field' 0 'changed +E-mail +sean@example.org$' history client 1
chairside history client 1 --format json
case_is 'history as JSON: fields' \
    "$(json "$out" '[1]["changes"][0]["field"]')" phone
case_is 'history as JSON: after' "$(json "$out" '[1]["changes"][0]["after"]')" +43660
case_is 'history as JSON: when' "$(json "$out" '[1]["at"]')" 2026-03-12T10:00:00Z
case_run 'history of nobody' 1 'no client 99' history client 99
case_run 'history of nothing' 2 'there are practice, staff' history elephant 1
case_run 'history of what came with the file' 0 'as it was when' history staff 1
case_run 'undo the archiving' 0 '^Undone: Changed client Json, done Thu 12 Mar [0-9:]+[.]$' undo
case_run 'back in the list' 0 '^ 3  Json' client list json
case_run 'undo the clearing' 0 '^Undone: Changed client [A-Z]' undo
chairside client show 1 --format json
case_is 'there again' "$(json "$out" '["email"]')" sean@example.org
case_run 'redo' 0 'Redone' redo
chairside client show 1 --format json
case_is 'cleared again' "$(json "$out" '["email"]')" None
while chairside undo && [ "$status" -eq 0 ]; do :; done
case_is 'undo to the beginning' "$status" 1
case_ok 'says so' grep -q 'nothing of yours to undo' "$err"
case_run 'all are gone' 0 'No client matches' client list --archived
case_run 'and the file is whole' 0 'is whole' check --deep

# Two records of one client.
chairside client add given=Ann family=Lee 'phone=555 0134 77'
one=$(tr -dc 0-9 <"$out")
chairside client add --new given=Ann family=Lee 'phone=555 0134 77' city=Graz
two=$(tr -dc 0-9 <"$out")
case_run 'duplicates' 0 "100 +$one +Lee, Ann +$two +Lee, Ann +same names and phone" client duplicates
chairside client duplicates --format json
case_is 'duplicates as JSON' "$(json "$out" '[0]["second"]')" "$two"
case_run 'duplicates as CSV' 0 "^100,same names and phone,$one,\"Lee, Ann\",$two" \
    client duplicates --format csv
case_run 'a format that is none' 2 'text, json or csv' client duplicates --format xlsx
case_run 'what a merge would do' 0 'City: Graz' client merge "$one" "$two"
case_run 'and that nothing was done' 0 'Nothing was changed' client merge "$one" "$two"
case_run 'the wrong number' 1 "client who goes is $two" client merge "$one" "$two" --number "$one"
case_run 'nothing to choose' 2 'nothing to choose of "city"' client merge "$one" "$two" --take city
case_run 'merged' 0 'Merged' client merge "$one" "$two" --number "$two"
case_run 'where it leads' 0 'Lee, Ann was merged into Lee, Ann on 12 Mar 2026' client show "$two"
case_run 'apart again' 0 'two clients again' client unmerge "$two"
case_run 'not twice' 1 'apart already' client unmerge "$two"
case_run 'nothing to give' 2 'no record that belongs' client give "$two" lot 1
case_run 'two people' 0 'two people' client apart "$one" "$two"
case_run 'and not listed' 0 'No two clients are alike' client duplicates
case_run 'a card' 0 'No visit is booked' client card "$one"
case_run 'a card as JSON' 2 'choose text or html' client card "$one" --format json
case_run 'nobody'"'"'s card' 1 'no client' client card 99
case_run 'no such receipt' 1 'no receipt' receipt print 1
case_run 'still whole' 0 'is whole' check --deep
tap_end
