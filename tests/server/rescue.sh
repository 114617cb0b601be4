# The rescue page: it makes a backup, checks and puts one back without a login, also where the
# practice is damaged; it shows no client, and is for the file's own account alone.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

new_practice
chairside client add given=Anna family=Berg
# page LINE... - opens the page and types the lines
page()
{
	status=0
	printf '%s\n' "$@" | "$CHAIRSIDE_PROGRAM" --db "$db" rescue >"$out" 2>"$err" || status=$?
}
page l
case_is 'it opens and is left' "$status" 0
case_ok 'it says how the practice is' grep -q 'can be opened and written' "$out"
case_ok 'and that there is no backup' grep -q 'There is no backup yet' "$out"
page b c l
case_ok 'it makes a backup' grep -q '^rescue> Backup made and checked: practice.db' "$out"
case_ok 'it checks' grep -q 'The practice file is whole' "$out"
case_ok 'it shows no client' sh -c '! grep -q Berg "$1"' - "$out"
case_is 'each use is in the journal' "$(python3 -c 'import sqlite3, sys
print(", ".join(row[0] for row in sqlite3.connect(sys.argv[1]).execute(
    "SELECT label FROM journal WHERE kind = \"rescue\" AND n > 2 ORDER BY n")))' "$db")" \
    'rescue: open the page, rescue: open the page, rescue: backup, rescue: check'
case_run 'where it reads as words' 0 'Rescue: backup' journal list --kind 'rescue page'
chairside client add given=Late family=Comer
page r no l
case_ok 'a restore asks' grep -q 'Nothing was changed' "$out"
case_run 'and changes nothing before' 0 Comer client list
page r yes l
case_ok 'it puts the newest back' grep -q 'Restored. What it replaced is kept' "$out"
chairside client list
case_ok 'what came later is gone' sh -c '! grep -q Comer "$1"' - "$out"
case_ok 'what was there is back' grep -q Berg "$out"
page 'r ../x' l
case_ok 'a backup is named, not a path' grep -q 'Name a backup' "$out"

dd if=/dev/urandom of="$db" bs=4096 count=4 conv=notrunc 2>/dev/null
rm -f "$db-wal" "$db-shm"
page c b l
case_ok 'what is damaged is said' grep -q 'damaged' "$out"
page r yes l
case_ok 'and put back' grep -q 'Restored' "$out"
case_run 'everybody is in again' 0 Berg client list

chairside backup keygen
secret=$(grep -o 'secret-.*' "$out")
python3 - "$db" "$(grep -o 'public-.*' "$out")" <<'EOF'
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
file.execute("UPDATE practice SET backup_key = ?", (sys.argv[2],))
file.commit()
EOF
page b l
case_ok 'where backups are sealed, this one is too' grep -q 'made and checked, sealed: ' "$out"
page r secret-wrong l
case_ok 'a sealed one asks for its key' grep -q 'is no private key' "$out"
# That the key was set behind the program's back is what the check of its rows then finds.
page r "$secret" no l
case_ok 'which opens it' grep -q 'from the safe: practices: rows that nobody has changed' "$out"
case_ok 'and is not shown' sh -c '! grep -q "$2" "$1"' - "$out" "$secret"

status=0
SSH_ORIGINAL_COMMAND=sh "$CHAIRSIDE_PROGRAM" --db "$db" rescue </dev/null >"$out" 2>"$err" || status=$?
case_is 'a command over its key is refused' "$status" 77
if [ "$(id -u)" -eq 0 ]; then
	chown 12345 "$db"
	page l
	case_is 'nor is it for another account' "$status" 77
fi
tap_end
