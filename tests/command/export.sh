# What goes out comes in again: every kind as CSV, JSON and workbook, all rows,
# archived ones too; cells that would be formulas are made harmless; targets that
# are no ordinary file are refused.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
chairside init --demo --clients 30 --timezone UTC
case_is 'a demo' "$status" 0
chairside client add given='=cmd()' family='@SUM(1)' notes='-dash' phone=+43660 external_id=0042
chairside client add given=Old family=Archived archived=yes external_id=0043

for kind in clients staff services products sessions receipts subscribers reviews; do
	chairside export $kind -o $kind.csv
	case_is "$kind: CSV" "$status $(cat "$out" "$err")" '0 '
	chairside export $kind --format json
	case_is "$kind: JSON" "$status" 0
	cp "$out" $kind.json
	case_is "$kind: as many rows in both" \
	    "$(python3 -c 'import csv, sys
print(sum(1 for r in csv.reader(open(sys.argv[1], encoding="utf-8", newline=""))) - 1)' $kind.csv)" \
	    "$(json $kind.json '.__len__()')"
	chairside export $kind --format xlsx -o $kind.xlsx
	case_is "$kind: workbook" "$status $(head -c 2 $kind.xlsx)" '0 PK'
done
case_is 'all clients, archived ones too' "$(json clients.json '.__len__()')" 32
case_ok 'a formula is guarded' grep -q "'=cmd()" clients.csv
case_ok 'so is an @' grep -q "'@SUM(1)" clients.csv
case_ok 'a code keeps its zeros' grep -q ',0042,' clients.csv

# Into an empty practice and out again: the same, but for the numbers
# and for which checklist a service needs, which no import says.
same='import json, sys
def rows(path):
    return sorted(json.dumps({k: v for k, v in r.items() if k not in ("id", "checklist")}, sort_keys=True)
        for r in json.load(open(path, encoding="utf-8")))
assert rows(sys.argv[1]) == rows(sys.argv[2])'
case_run 'an empty practice' 0 second.db --db second.db init --timezone UTC
for kind in services products clients; do
	case_run "$kind go in" 0 ', 0 refused' --db second.db import $kind $kind.csv
	case_run "$kind go in once" 0 ': 0 added, 0 changed' --db second.db import $kind $kind.csv
	chairside --db second.db export $kind --format json
	case_ok "$kind are the same" python3 -c "$same" "$out" $kind.json
done

# What a list of the screens shows.
chairside export clients --list --format json -o list.json
case_is 'a list' "$status" 0
case_is 'archived clients are not in it' "$(json list.json '.__len__()')" 31
chairside export clients --list --all --format json -o list.json
case_is 'with all' "$status" 0
case_is 'they are' "$(json list.json '.__len__()')" 32
chairside export clients --list --words sum -o list.csv
case_is 'its columns and that row' "$(tr -d '\r' <list.csv | cut -d, -f1-4 | sed 's/^[0-9]*,/N,/')" \
	"id,name,phone,born
N,\"'@SUM(1), =cmd()\",'+43660"
printf 'old archi\n' | "$CHAIRSIDE_PROGRAM" export clients --list --all --words - >"$out"
case_is 'words through standard input' "$(wc -l <"$out" | tr -d ' ')" 2
chairside export subscribers --list --format xlsx -o list.xlsx
case_is 'as a workbook' "$(head -c 2 list.xlsx)" PK
case_run 'of a client' 0 '^id,date,start,' export client_visits --list --of 1
chairside export clients --list --rows 3,1,999 -o rows.csv
case_is 'rows of these numbers' "$(tail -n +2 rows.csv | cut -d, -f1 | sort | tr '\n' ' ')" '1 3 '
printf '2\n' | "$CHAIRSIDE_PROGRAM" export clients --list --rows - >"$out"
case_is 'the numbers come as a line' "$(tail -n +2 "$out" | cut -d, -f1)" 2
case_run 'no numbers' 2 'Which rows' export clients --list --rows anna
case_run 'no number at all' 2 'Which rows' export clients --list --rows ''
case_run 'whose?' 2 'Whose Visits' export client_visits --list
case_run 'the history of a record' 0 '^when,who,' export record_history --list --which client --of 31
case_run 'of which type?' 2 'Of which type' export record_history --list --of 31
case_run 'a day' 0 '^id,start,client,' export day_visits --list --which 2026-03-12
case_run 'a day that is none' 2 'Of which day' export day_visits --list --which tomorrow
case_run 'an unknown list names all' 2 'clients, .*checklist_rules' export elephants --list
case_run 'words without a list' 2 '.*use --list' export clients --words anna
case_run 'a period for a list' 2 '--from' export receipts --list --from 2026-01-01

# Progress for a program that waits.
chairside export sessions --progress 3 -o sessions.csv 3>progress
case_is 'numbers are all it says' "$status $(grep -vc '^[0-9]*$' progress)" '0 0'
case_run 'not into the file itself' 2 'Standard output takes the file' export sessions --progress 1
case_run 'nor nowhere' 2 'not open' export sessions --progress 99 -o sessions.csv
chairside report monthly --month 2026-02 --format xlsx -o month.xlsx --progress 3 3>progress
case_is 'a workbook tells it' "$status $(grep -c '^[0-9][0-9]*$' progress | sed 's/^[1-9][0-9]*$/some/')" '0 some'

# By day, and what may not be.
chairside export sessions --from 2026-03-01 --to 2026-03-05 --format json
case_ok 'only those days' python3 -c '
import json, sys
days = {r["date"] for r in json.load(open(sys.argv[1]))}
assert days and days <= {f"2026-03-0{d}" for d in range(1, 6)}, days' "$out"
of_days() { chairside export sessions --format json "$@" && json "$out" '.__len__()'; }
case_is 'a month' "$(of_days --from 'nov 2025' --to 'nov 2025')" \
    "$(of_days --from 2025-11-01 --to 2025-11-30)"
case_is 'last month' "$(of_days --from 'last month' --to 'last month')" \
    "$(of_days --from 2026-02-01 --to 2026-02-28)"
case_is 'a year' "$(of_days --from 2025 --to 2025)" \
    "$(of_days --from 2025-01-01 --to 2025-12-31)"
case_ok 'of which there are some' test "$(of_days --from 2025 --to 2025)" -gt 0
case_is 'and days as people write them' "$(of_days --from yesterday --to '12 mar')" \
    "$(of_days --from 2026-03-11 --to 2026-03-12)"
case_run 'a day that is none' 2 '2026-02-31' export sessions --from 2026-02-31
case_run 'an unknown kind names all' 2 'clients, .*receipts' export elephants
case_run 'an unknown format' 2 'pdf' export clients --format pdf
mkfifo fifo
mkdir folder
ln -s clients.csv link
for target in fifo folder link /dev/null; do
	case_run "$target is refused" 1 "cannot write $target" export clients -o $target
done
status=0
"$CHAIRSIDE_PROGRAM" export sessions >/dev/full 2>"$err" || status=$?
case_is 'a full disk' "$status $(wc -l <"$err" | tr -d ' ')" '1 1'
(
	ulimit -f 1
	"$CHAIRSIDE_PROGRAM" export sessions -o clients.csv
) >"$out" 2>"$err"
case_is 'a file that may not grow' "$?" 1
case_ok 'what stood there stands' grep -q Archived clients.csv
"$CHAIRSIDE_PROGRAM" export sessions --format json -o killed.json &
kill -9 $!
wait $! 2>/dev/null
case_ok 'killed: all or nothing' sh -c '! test -e killed.json || python3 -m json.tool killed.json >/dev/null'
tap_end
