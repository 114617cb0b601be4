#!/bin/sh
# older.sh - practice files of an older program, and whether today's takes them over.
#
# older.sh make COMMIT FOLDER      builds the program of that commit in a scratch folder and
#                                  makes FOLDER with its files: a demo, an import, undone
#                                  and redone changes, one tampered with
# older.sh check FOLDER [PROGRAM]  a copy of each is opened by PROGRAM (else
#                                  build/chairside): migrated, which is the one entry that its
#                                  journal has more, and that verifies; undo and redo work; of
#                                  the tampered one the same is told as the older program told
#
# No test of ./check: it wants the history of the repository.
set -u
CHAIRSIDE_SOURCE=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
export CHAIRSIDE_SOURCE

usage()
{
	sed -n '2,/^$/s/^# \{0,1\}//p' "$0" | sed '/^set/d'
	exit 2
}

# head_of FILE - number and digest of the newest entry, as they are stored
head_of()
{
	python3 -c 'import sqlite3, sys
row = sqlite3.connect(sys.argv[1]).execute("SELECT n, hex(mac) FROM journal_head").fetchone()
print(*row)' "$1"
}

# spoil FILE SQL - behind the program's back
spoil()
{
	python3 -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.executescript(sys.argv[2])
c.commit()' "$1" "$2"
}

# --- making them ---------------------------------------------------------------------

build()	# COMMIT FOLDER
{
	mkdir -p "$2/source" "$2/build" &&
	    git -C "$CHAIRSIDE_SOURCE" archive "$1" | tar -x -C "$2/source" &&
	    (cd "$2/source" && autoreconf -i) >"$2/log" 2>&1 &&
	    (cd "$2/build" && ../source/configure -q && make -s -j2 all) >>"$2/log" 2>&1 ||
	    { tail -n 20 "$2/log" >&2; exit 1; }
}

fill()
{
	p demo init --demo --clients 80 --seed 7 --timezone UTC
	# its own newest entries may have closed a receipt, which is never undone
	p demo client set 1 city=Here
	p demo client set 2 city=There
	p imported init --name Imported --timezone UTC
	{
		echo 'given,family,phone,notes'
		i=0
		while [ $i -lt 60 ]; do
			i=$((i + 1))
			echo "Given$i,Family$((i % 13)),0604 555 $((1000 + i)),\"note, $i\""
		done
	} >"$folder/clients.csv"
	p imported import clients "$folder/clients.csv"
	p imported client set 3 city=Here
	p undone init --name Undone --timezone UTC
	p undone client add given=Ada family=Byrne
	p undone client set 1 allergies=latex
	p undone client set 1 city=There
	p undone undo
	p undone undo
	p undone redo
	p undone client add given=Mei family=Tan
	p undone undo
	for kind in edited cut row; do
		p "tampered-$kind" init --name Tampered --timezone UTC
		p "tampered-$kind" client add given=Ada family=Byrne
		p "tampered-$kind" client set 1 allergies=latex
	done
	spoil "$folder/tampered-edited.db" "UPDATE journal SET label = 'nothing' WHERE n = 2"
	spoil "$folder/tampered-cut.db" "DELETE FROM journal WHERE n = 3;
	    DELETE FROM journal_change WHERE n = 3"
	spoil "$folder/tampered-row.db" "UPDATE client SET allergies = NULL"
	rm -f "$folder/clients.csv"
}

make_files()	# COMMIT
{
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/chairside-older.XXXXXX") || exit 1
	trap 'rm -rf "$scratch"' EXIT
	mkdir "$folder" || exit 1
	build "$1" "$scratch"
	p()	# FILE WORD...
	{
		file=$folder/$1.db
		shift
		"$scratch/build/chairside" --db "$file" --login olga "$@" >"$scratch/out" 2>&1 ||
		    { cat "$scratch/out" >&2; exit 1; }
	}
	fill
	for file in "$folder"/*.db; do
		"$scratch/build/chairside" --db "$file" --login olga check --deep \
		    >"${file%.db}.told" 2>/dev/null
		spoil "$file" 'PRAGMA wal_checkpoint(TRUNCATE)'
		head_of "$file" >"${file%.db}.head"
	done
	git -C "$CHAIRSIDE_SOURCE" rev-parse "$1" >"$folder/commit"
	echo "$folder: $(ls "$folder"/*.db | wc -l) files of $(cat "$folder/commit")"
}

# --- today's program on them -------------------------------------------------------------

chairside()
{
	status=0
	"$program" --db "$db" --login olga "$@" >"$tap_folder/out" 2>&1 || status=$?
}

# Each step leaves the file whole.
step()	# WORD
{
	chairside "$1"
	case_is "$name: $1" "$status" 0
	[ "$status" -eq 0 ] || tap_note "$(cat "$tap_folder/out")"
	chairside check --deep
	case_is "$name: whole after $1" "$status" 0
	[ "$status" -eq 0 ] || tap_note "$(cat "$tap_folder/out")"
}

check_one()	# FILE
{
	name=$(basename "$1" .db)
	db=$tap_folder/$name.db
	cp "$1" "$db" && cp "$1.key" "$db.key" || exit 1
	chairside check --deep
	case $name in
	tampered-*)
		case_is "$name: found out" "$status" 3
		grep -v '^The practice file has' "${1%.db}.told" >"$tap_folder/told"
		case_is "$name: told before" "$(grep -c . "$tap_folder/told")" \
		    "$(grep -Fxcf "$tap_folder/told" "$tap_folder/out")"
		return
		;;
	esac
	case_is "$name: opened and whole" "$status" 0
	[ "$status" -eq 0 ] || tap_note "$(cat "$tap_folder/out")"
	read -r number digest <"${1%.db}.head"
	case_is "$name: one entry more" "$(head_of "$db" | cut -d ' ' -f 1)" $((number + 1))
	chairside journal verify --head "$number:$(echo "$digest" | cut -c 1-16 | tr A-F a-f)"
	case_is "$name: the journal goes on from its head" "$status" 0
	# the undone one ends with an undo
	if [ "$name" = undone ]; then
		step redo
	fi
	for word in undo redo undo undo redo; do
		step $word
	done
}

case ${1-} in
make)
	[ $# -eq 3 ] || usage
	folder=$3
	make_files "$2"
	;;
check)
	[ $# -eq 2 ] || [ $# -eq 3 ] || usage
	. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
	program=${3-$CHAIRSIDE_SOURCE/build/chairside}
	[ -x "$program" ] || { echo "There is no program $program" >&2; exit 1; }
	for file in "$2"/*.db; do
		check_one "$file"
	done
	tap_end
	;;
*)
	usage
	;;
esac
