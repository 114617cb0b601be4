# No output touches the practice: the file itself and all that belongs to it, however
# it is spelled and whether it stands there or not, by every command that writes.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

new_practice
chairside client add given=Anna
cd "$tap_folder" || exit 1
mkdir practice.db.drafts practice.db.drafts/deep practice.db.exports elsewhere
for ending in .before-0003 .old-wal-1 .drafts/1-1.json; do
	echo precious >"practice.db$ending"
done
ln -s . here
ln -s practice.db.drafts drafts

# What an entry of the journal changes by itself is left to `check --deep`.
sums()
{
	find . -type f ! -name case.log ! -name out ! -name err ! -name practice.db \
		! -name practice.db.lock -exec cksum {} + | sort
}
before=$(sums)

refused()	# TARGET: every writer says no, and leaves nothing
{
	for words in 'export clients' 'export services --format json' \
	    'export clients --format xlsx' 'export clients --list' \
	    'report monthly --month 2026-02' \
	    'report monthly --month 2026-02 --format xlsx'; do
		case_run "$words -o $1" 1 'cannot write .*practice file' $words -o "$1"
	done
}

for ending in '' .key .lock .here -wal -shm -journal .drafts .files .inbox .backups .exports \
    .before-0001 .before-0003 .old-wal-1 .old-wal-2 .new-abcdef .key.new-abcdef; do
	refused "practice.db$ending"
done
for target in "$tap_folder/practice.db" ./practice.db elsewhere/../practice.db \
    here/practice.db here/here/practice.db-journal "$tap_folder/./practice.db.key" \
    practice.db.drafts/1-1.json practice.db.drafts/deep/new.csv drafts/1-1.json; do
	refused "$target"
done
ln practice.db.key elsewhere/other.csv
refused elsewhere/other.csv
rm elsewhere/other.csv
for slashed in practice.db/ practice.db.key/ practice.db.drafts/ practice.db-none/; do
	case_run "a slash behind it: $slashed" 1 'cannot write' export clients -o "$slashed"
done
for db_name in ./practice.db "$tap_folder/here/practice.db" elsewhere/../practice.db; do
	case_run "the practice as $db_name" 1 'practice file' --db "$db_name" \
	    export clients -o practice.db.lock
done
for words in 'export clients' 'export clients -o -' 'client list' \
    'report monthly --month 2026-02' check; do
	status=0
	"$CHAIRSIDE_PROGRAM" $words >>practice.db.key 2>"$err" || status=$?
	case_is "$words, added to the key" "$status" 1
	case_ok 'which is said' grep -q 'practice file' "$err"
done
for words in 'restore --drill practice.db' 'restore practice.db' 'client --nonsense' nonsense; do
	for file in practice.db.key practice.db.drafts/1-1.json; do
		status=0
		"$CHAIRSIDE_PROGRAM" $words >>"$file" 2>"$err" || status=$?
		case_is "$words, added to $file" "$status" 1
		case_ok 'which is said' grep -q 'output goes into the practice file' "$err"
	done
	status=0
	"$CHAIRSIDE_PROGRAM" $words >"$out" 2>>practice.db.key || status=$?
	case_is "what $words complains of, added to the key" "$status" 1
	case_ok 'which is said' grep -q 'error goes into the practice file' "$out"
	status=0
	"$CHAIRSIDE_PROGRAM" $words >>practice.db.key 2>&1 || status=$?
	case_is "both of $words, added to the key" "$status" 1
done
for words in 'export clients -o elsewhere/out.csv' 'import clients elsewhere/in.csv' \
    'report monthly --month 2026-02 --format xlsx -o elsewhere/out.xlsx'; do
	for file in practice.db practice.db.key practice.db.drafts/1-1.json; do
		status=0
		"$CHAIRSIDE_PROGRAM" $words --progress 7 7<>"$file" >"$out" 2>"$err" || status=$?
		case_is "progress of $words into $file" "$status" 1
		case_ok 'which is said' grep -q 'Descriptor 7 goes into the practice' "$err"
	done
done
for name in practice.db-wal practice.db.key practice.db.before-0009; do
	case_run "no new practice called $name" 1 'belongs to .*practice.db|exists already' \
	    --db "$name" init
done
case_is 'nothing was touched' "$(sums)" "$before"
case_run 'and the practice is whole' 0 'is whole' check --deep

for target in practice.csv practice.db.csv practice.db2 practice.db-backup.csv \
    practice.db.exports/clients.csv practice.db.exports/practice.db \
    elsewhere/practice.db elsewhere/practice.db.key practice.dbkey; do
	case_ok "another file: $target" "$CHAIRSIDE_PROGRAM" export clients -o "$target"
	case_ok 'was written' grep -q Anna "$target"
done
case_run 'it is whole' 0 'is whole' check --deep
tap_end
