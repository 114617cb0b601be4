# Backups and restores as a person runs them: four write meanwhile, the disk is full,
# somebody has the practice open, the file is gone, the program is killed at any moment.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

count()	# how many clients there are
{
	chairside client list --format json
	json "$out" '.__len__()'
}
newest()
{
	ls "$db".backups/*.backup | tail -n 1
}

new_practice
case_run 'no backup yet' 1 'no backup made with this practice.s key yet' restore --drill
case_run 'restore wants a file' 2 'restore FILE, or restore --latest' restore
case_run 'not two of them' 2 'do not go together' restore --latest x.backup

# Four programs write while backups are made: nobody waits for long and nobody fails.
write()	# NAME
{
	i=0
	while [ $i -lt 12 ]; do
		i=$((i + 1))
		"$CHAIRSIDE_PROGRAM" client add given="$1$i" || exit 1
	done >>"$tap_folder/$1.log" 2>&1
}
write a & first=$!
write b & second=$!
write c & third=$!
write d & fourth=$!
made=0 good=0
for i in 1 2 3 4 5 6; do
	chairside backup
	[ "$status" -ne 0 ] || made=$((made + 1))
	chairside restore --drill
	[ "$status" -ne 0 ] || good=$((good + 1))
done
for writer in $first $second $third $fourth; do
	wait $writer
	case_is 'a writer beside the backups' $? 0
done
case_is 'backups beside four writers' "$made" 6
case_is 'each of them good' "$good" 6
case_is 'all clients' "$(count)" 48
case_run 'the file is whole' 0 'is whole' check --deep
case_is 'nothing else is left there' \
    "$(ls "$db.backups" | grep -cv '\.backup\(\.txt\)\{0,1\}$\|^drilled$')" 0

case_run 'a backup says what it holds' 0 '^48 clients, 0 visits, 0 receipts' backup
chairside client add given=Later
case_run 'so does a drill' 0 '^48 clients' restore --drill
case_is 'and how long it took' \
    "$(grep -c '^It took [0-9]*\.[0-9] seconds; what was done until now would be there' "$out")" 1
case_run 'which is remembered' 0 '^tried out +Thu 12 Mar' backup --list
case_is 'a drill changes nothing' "$(count)" 49
case_run 'restoring says what it kept' 0 'What it replaced is kept: .*practice.db.replaced-' \
    restore --latest
case_is 'as the backup had it' "$(count)" 48
case_run 'and whole' 0 'is whole' check --deep
case_run 'back again' 0 'It has no note' restore "$(ls -d "$db".replaced-*[0-9])"
case_is 'as it was before' "$(count)" 49

# On another disk, which is full.
mkdir "$tap_folder/disk"
case_run 'elsewhere' 0 "$tap_folder/disk/practice.db-" backup --to "$tap_folder/disk"
case_run 'which the list names with its folder' 0 "elsewhere .* 0 visits, entry .* $tap_folder/disk/practice.db-" \
    backup --list
case_run 'no such folder' 1 'no/such' backup --to "$tap_folder/no/such"
if mkdir "$tap_folder/small" && [ "$(id -u)" -eq 0 ] &&
    mount -t tmpfs -o size=256k chairside-test "$tap_folder/small" 2>/dev/null; then
	case_run 'no room' 1 'MB are needed and [0-9.]* MB free' backup --to "$tap_folder/small"
	case_is 'nothing is left there' "$(ls -A "$tap_folder/small")" ''
	umount "$tap_folder/small"
fi
# the shell counts blocks of 512 or 1024 bytes: less than the file has either way
(ulimit -f 100 && chairside backup && exit "$status")
case_is 'the disk fills up' $? 1
case_is 'which leaves nothing half' "$(ls "$db.backups" | grep -c part)" 0

# Somebody has it open.
mkfifo "$tap_folder/hold"
"$CHAIRSIDE_PROGRAM" import clients - <"$tap_folder/hold" >"$tap_folder/held" 2>&1 & held=$!
exec 9>"$tap_folder/hold"
printf 'given\nHeld\n' >&9
until grep -q "^$held " "$db.lock" || ! kill -0 $held; do
	:
done
case_run 'refused, with who it is' 75 "\(process $held\)" restore latest
case_run 'a drill is not' 0 'The backup is good' restore --drill
case_run 'a name of the list is found' 0 'The backup is good' restore --drill "$(basename "$(newest)")"
exec 9>&-
wait $held
case_is 'they go on' $? 0
case_is 'and what they did is there' "$(count)" 50

# Gone, and with nothing but the key and the backups.
chairside backup
rm -f "$db" "$db-wal" "$db-shm"
case_run 'it is gone' 1 'no practice file' client list
case_run 'and comes back' 0 'is restored from' restore latest
case_is 'all of it' "$(count)" 50
mv "$db.key" "$tap_folder/key"
case_run 'not without the key' 1 'needs the key' restore "$(newest)"
head -c 32 /dev/zero >"$db.key"
case_run 'nor with another' 1 'needs the key' restore "$(newest)"
mv "$tap_folder/key" "$db.key"
printf 'x' | dd of="$(newest)" bs=1 seek=9000 conv=notrunc 2>/dev/null
case_run 'nor when it is damaged' 1 'damaged' restore "$(newest)"
case_run 'a drill says so as well' 1 'damaged' restore --drill "$(newest)"
case_is 'and nothing has happened' "$(count)" 50

# Killed at any moment: the old one or the new one, whole.
chairside backup
chairside client add given=Fiftyfirst
bad=0
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
	"$CHAIRSIDE_PROGRAM" restore latest >"$tap_folder/killed" 2>&1 & killed=$!
	j=0
	while [ $j -lt $((i * i * 4)) ]; do
		j=$((j + 1))
	done
	kill -9 $killed 2>/dev/null
	wait $killed 2>/dev/null
	n=$(count)
	chairside check --deep
	[ "$status" -eq 0 ] && { [ "$n" -eq 50 ] || [ "$n" -eq 51 ]; } || bad=$((bad + 1))
done
case_is 'killed while restoring' "$bad" 0
chairside restore latest
case_is 'what killed ones left is swept' "$(ls "$tap_folder" | grep -c restoring)" 0
# A clock that once ran ahead: what was backed up then is not the newest for ever.
db=$tap_folder/ahead.db
case_run 'another practice' 0 . --db "$db" init --timezone UTC
case_ok 'backed up in 2090' env CHAIRSIDE_NOW=2090-01-01T00:00Z \
    "$CHAIRSIDE_PROGRAM" --db "$db" backup
case_run 'then worked in' 0 'added' --db "$db" client add given=Later
case_run 'and backed up' 0 'made and checked' --db "$db" backup
case_run 'which is tried' 0 '^1 client,' --db "$db" restore --drill
case_run 'and restored' 0 'is restored' --db "$db" restore --latest
case_run 'with all it held' 0 'Later' --db "$db" client list

# By a timer: only when something has changed, and without a login.
db=$tap_folder/timer.db
CHAIRSIDE_DB=$db
case_run 'a practice with a timer' 0 . init --timezone UTC
case_run 'its first backup' 0 'made and checked' backup --timer
case_run 'nothing has changed' 0 'none was made' backup --timer
case_run 'nor for a person' 0 'none was made' backup --if-changed
chairside client add given=New
case_run 'something has' 0 'made and checked' backup --timer
case_run 'not elsewhere' 2 'does not go with' backup --timer --to "$tap_folder"
case_run 'not under a login' 2 'does not go with --login' --login "$(id -un)" backup --timer
case_run 'they are listed' 0 'quarter-hourly.* 1 client,.*plain *yes' backup --list
chairside backup --list --format json
case_is 'in JSON too' "$(json "$out" '[0]["verified"]') $(json "$out" '[1]["clients"]')" 'True 0'
case_run 'no other word' 2 'keygen' backup keys

# Sealed: the setting is made behind the program's back here, as it is by a form.
chairside backup keygen
public=$(grep -o 'public-.*' "$out")
grep -o 'secret-.*' "$out" >"$tap_folder/secret"
chairside backup keygen
grep -o 'secret-.*' "$out" >"$tap_folder/wrong"
printf 'rubbish' >"$tap_folder/rubbish"
python3 - "$db" "$public" <<'EOF'
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
file.execute("UPDATE practice SET backup_key = ?", (sys.argv[2],))
file.commit()
EOF
mkdir -p "$db.files"
photo=$(printf face | sha256sum | cut -d ' ' -f 1)
printf face >"$db.files/$photo"
case_run 'sealed' 0 'made, sealed and checked' backup
case_run 'it is what was made' 0 'what was made: .*\.backup' backup verify
case_run 'told of no client' 0 'quarter-hourly .*  entry [0-9]+, 1 file .*sealed' backup --list
case_run 'not without the key' 1 'is sealed' restore --drill
case_run 'nor with another' 1 'another key' restore --drill --key "$tap_folder/wrong"
case_run 'nor with none' 1 'no private key' restore --drill --key "$tap_folder/rubbish"
case_run 'nor where there is none' 1 'cannot be read' restore --drill --key "$tap_folder/no"
sealed=$(newest)
mkdir "$tap_folder/empty"
db=$tap_folder/empty/practice.db
CHAIRSIDE_DB=$db
case_run 'on an empty machine' 0 'the one that was in the backup is in its place' \
    restore "$sealed" --key "$tap_folder/secret"
case_run 'with all it held' 0 'New' client list
case_run 'the key with it' 0 'added' client add given=Newer
printf x | dd of="$sealed.files/$photo" bs=1 seek=150 conv=notrunc 2>/dev/null
CHAIRSIDE_DB=$tap_folder/timer.db
case_run 'one byte of a photo' 3 'altered.*a file that no record has' backup verify "$sealed"
case_run 'is found beforehand' 3 'altered.*a file that no record has' check --deep
case_run 'a restore does without it' 3 'All but 1 file named above is restored' \
    restore "$sealed" --key "$tap_folder/secret"
case_run 'with all else' 0 'New' client list
printf x | dd of="$sealed" bs=1 seek=9000 conv=notrunc 2>/dev/null
case_run 'the file itself' 3 'is damaged' backup verify "$(basename "$sealed")"
case_run 'no such' 1 'no such backup' backup verify nothing.backup
tap_end
