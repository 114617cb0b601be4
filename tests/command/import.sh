# Files of other programs from the command line: rows that go in, rows that are
# refused with their place, mappings and presets, a dry run, standard input, JSON;
# importing again, taking an import back, an import that was killed.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
clients()
{
	"$CHAIRSIDE_PROGRAM" client list --archived --format json >list.json
	json list.json '.__len__()'
}

cat >good.csv <<'END'
external_id,given,Family name,born,phone
1,Anna,Lang,1984-03-12,555 0100
2,Bert,"O""Neil, jr.",1990-01-31,
END
case_run 'a dry run' 0 '2 rows of clients: 2 added' import clients good.csv --dry-run
case_ok 'says that it was one' grep -q 'dry run' "$out"
case_ok 'shows which column became what' grep -q '^Family name  *family  *by name$' "$out"
case_is 'and writes nothing' "$(clients)" 0
case_run 'names and labels match by themselves' 0 '2 added, 0 changed' import clients good.csv
case_is 'nothing on standard error' "$(cat "$err")" ''
case_run 'found' 0 "O'?\"?Neil, jr., Bert" client list neil
case_run 'again: nothing changes' 0 '0 added, 0 changed, 2 as they were' import clients good.csv
printf 'Date,Pet\n2026-01-05,Rex\n' >nobody.csv
case_run 'visits of nobody are refused' 1 'No column of the file is the client' \
    import sessions nobody.csv
case_run 'unless they are wanted' 0 '1 added' import sessions nobody.csv --no-client --dry-run
cp "$db" before.db
case_run 'again, from standard input' 0 '2 as they were' import clients - <good.csv
case_ok 'the file is the same' cmp "$db" before.db
printf '\357\273\277external_id;given;family;born;phone\r\n1;Anna;Lang;1984-03-12;555 0199\r\n' >mark.csv
case_run 'a mark, semicolons, CRLF' 0 '0 added, 1 changed' import clients mark.csv
case_run 'is a change with a history' 0 'Phone +555 0100 +555 0199' history client 1

# Rows that are refused.
printf 'external_id,given,family,born,phone\n3,Cleo,Cat,,\n4,D,"Qu"ote,,\n5,,,,\n6,Eva,Eel,1990-02-31,\n7,F,\377,,\n8,G,a\000b,,\n9,Hal,\033[31m,,\n10,Ida,Ill,,\n' >bad.csv
chairside import clients bad.csv
case_is 'refused rows: exit status' "$status" 4
case_ok 'the others are in' grep -q '3 added, 0 changed, 0 as they were, 5 refused' "$out"
for place in 'bad.csv:3:[0-9]+: .*quote' 'bad.csv:4:[0-9]+: .*name' \
    'bad.csv:5: note: Born.*1990-02-31.* \(column 4\)' 'bad.csv:6:[0-9]+: .*UTF-8' \
    'bad.csv:7:[0-9:]* .*NUL' 'bad.csv:8:[0-9]+: .*control'; do
	case_ok "its place: $place" grep -Eq "^$place" "$err"
done
case_is 'a line each, and the sum' "$(wc -l <"$err" | tr -d ' ')" 7
case_ok 'no escape is sent' sh -c "! LC_ALL=C grep -q '$(printf '\033')' '$err' '$out'"
chairside import clients bad.csv --refused rest.csv
case_is 'refused rows in a file: how many lines' "$(wc -l <rest.csv | tr -d ' ')" 6
case_ok 'with the line and the reason' grep -Eq '^5,,,,,4,.*name' rest.csv
case_run 'mended, they go in' 0 '1 added' \
    import clients "$(sed -n '1p;s/^5,,/55,Dee,Due/p' rest.csv >mended.csv; echo mended.csv)" \
    --refused none.csv
case_ok 'without one there is no file' test ! -e none.csv
cp bad.csv same.csv
case_run 'never the file that is read' 2 'cannot go into the file that is read' \
    import clients same.csv --refused same.csv
case_ok 'which is as it was' cmp -s bad.csv same.csv
chairside import clients bad.csv --format json
case_is 'as JSON: exit status' "$status" 4
case_is 'as JSON: how many' "$(json "$out" '["refused"]')" 5
case_is 'as JSON: their lines' \
    "$(python3 -c 'import json, sys
print(*[r["line"] for r in json.load(open(sys.argv[1]))["refusals"]])' "$out")" '3 4 6 7 8'
case_is 'as JSON: the sum alone on standard error' "$(wc -l <"$err" | tr -d ' ')" 1
python3 -c '
print("external_id,given,notes")
print("20,Long," + "x" * 1500000)
print("21,Short,y")' >long.csv
case_run 'a field of a million characters' 4 'long.csv:2:' import clients long.csv
case_run 'leaves the next row alone' 0 'Short' client list short
printf 'external_id,given\n' >none.csv
case_run 'a header alone' 0 '0 rows of clients' import clients none.csv
: >empty.csv
case_run 'an empty file' 1 'chairside: ' import clients empty.csv

# What is no file, no kind, no mapping.
mkfifo fifo
case_run 'no such file' 1 'nothere.csv' import clients nothere.csv
case_run 'a folder' 1 'folder' import clients .
case_run 'an unknown kind names all' 2 'clients, .*receipts' import elephants good.csv
case_run 'an unknown preset' 1 'no preset "nope"' import clients good.csv --preset nope
case_run 'an unknown mapping' 1 'nope.ini' import clients good.csv --map nope.ini
case_run 'two mappings' 2 'give one' import clients good.csv --map x.ini --preset nope
case_run 'a status of clients' 2 'sessions' import clients good.csv --status done
printf '[clients\n' >broken.ini
case_run 'a broken mapping' 1 'broken.ini' import clients good.csv --map broken.ini

# Mappings.
cat >other.ini <<'END'
[clients]
external_id = No
given = First
family = 'Last; name'
city = "Graz"
notes = Remark + Remark 2
born = Birth
date-format = %d.%m.%Y
delimiter = ";"

[clients.values.fitzpatrick]
light = II
END
cat >other.csv <<'END'
No;First;"Last; name";Birth;Remark;Remark 2;fitzpatrick
A-1;Zoe;Zander;3.4.1991;one;two;light
END
case_run 'a mapping file' 0 '1 added' import clients other.csv --map other.ini
chairside client list zander --format json
case_is 'a column with a semicolon' "$(json "$out" '[0]["family"]')" Zander
case_is 'a constant' "$(json "$out" '[0]["city"]')" Graz
case_is 'a date format' "$(json "$out" '[0]["born"]')" 1991-04-03
case_is 'a table of values' "$(json "$out" '[0]["fitzpatrick"]')" II
case_ok 'two columns in one' test "$(json "$out" '[0]["notes"]')" != one
cat >bookings.csv <<'END'
Code,Staff,Service,Date,Time,TimeInt
C1,MIA,CUT,3/1/2026,9:30:00 AM,570
C2,MIA,CUT,3/2/2026,2:00:00 PM,840
END
cat >noshows.csv <<'END'
Date,Code,Service,Staff
3/2/2026,C2,CUT,MIA
END
case_run 'a preset' 0 '2 added' import sessions bookings.csv --preset salon-bookings
case_ok 'makes on the way' grep -q 'Made on the way: 2 clients, 1 member of staff, 1 service' "$out"
case_run 'a list of no-shows' 0 '0 added, 1 changed' import sessions noshows.csv \
    --preset salon-no-shows --status no_show
case_run 'is counted' 0 '"sessions_no_show": 1' report monthly --month 2026-03 --format json

# Taking an import back.
left=$(clients)
python3 -c '
print("external_id,given")
for i in range(3000):
    print(f"M{i},Many{i}")' >many.csv
case_run 'many rows' 0 '3000 added' import clients many.csv
case_run 'one undo takes back one entry' 0 '^Undone: Imported [0-9]+ clients, done ' undo
case_run 'the batch goes back whole' 0 '^Undone: Imported 3000 clients, done ' undo --batch
case_is 'as many as before' "$(clients)" "$left"
case_run 'the file is whole' 0 'is whole' check --deep

# Killed at any moment: running it again finishes it.
n=0
while [ $n -lt 12 ]; do
	n=$((n + 1))
	"$CHAIRSIDE_PROGRAM" import clients many.csv >killed.out 2>&1 &
	head -c $((n * 30000)) /dev/urandom >/dev/null
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
done
case_run 'killed: the file is whole' 0 'is whole' check --deep
case_run 'run again' 0 '3000 rows of clients' import clients many.csv
case_is 'everybody once' "$(clients)" "$((left + 3000))"
case_run 'and once more changes nothing' 0 '0 added, 0 changed, 3000' import clients many.csv
# Told to end by a signal while it waits for its input.
# caught PID - has the program its handlers?
caught()
{
	until mask=$(sed -n 's/^SigCgt:[[:blank:]]*//p' "/proc/$1/status") &&
	    [ $((0x$mask & 0x4000)) -ne 0 ]; do :; done
}
mkfifo slow.csv
for signal in TERM INT HUP; do
	"$CHAIRSIDE_PROGRAM" import clients - <slow.csv >"$out" 2>"$err" & importer=$!
	exec 3>slow.csv
	caught $importer
	kill -$signal $importer
	wait $importer
	case_is "$signal: it failed" "$?" 1
	case_ok "$signal: with a sentence" grep -q 'import was stopped. Nothing of the file is in' "$err"
	exec 3>&-
done
tap_end
