# A second machine: only sealed backups leave, what arrives is what was sent or is not taken, what
# is there is not sent again, older ones are thinned out, and from there a practice comes back.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

there=$tap_folder/there
mkdir "$there"
# Stands for ssh: $cut bytes come through, and what asks is kept.
cat >"$tap_folder/ssh" <<'EOF'
#!/bin/sh
tee "$ASKED" | "$CHAIRSIDE_PROGRAM" --db "$SERVED" fetch-backup | head -c "${CUT:-99999999}" |
    if [ -n "${SPOIL:-}" ]; then sed "s/$SPOIL/XXXXXX/"; else cat; fi | tee "$SENT"
EOF
chmod +x "$tap_folder/ssh"
SERVED=$db ASKED=$tap_folder/asked SENT=$tap_folder/sent SECOND_MACHINE_SSH=$tap_folder/ssh
export SERVED ASKED SENT SECOND_MACHINE_SSH
fetch()
{
	status=0
	sh "$CHAIRSIDE_SOURCE/doc/second-machine.sh" clinic "$there" >"$out" 2>"$err" || status=$?
}
attach()	# TEXT: as `attach` leaves it
{
	mkdir -p "$db.files"
	printf '%s' "$1" >"$db.files/$(printf '%s' "$1" | sha256sum | cut -d ' ' -f 1)"
}
resend()	# NAME: what came first comes again, so called
{
	rm -rf "$tap_folder/again"
	mkdir "$tap_folder/again"
	tar -x -f "$tap_folder/first" -C "$tap_folder/again"
	was=$(cd "$tap_folder/again" && ls | sed -n 's/\.sha256$//p')
	for part in "" .files .list .sha256 .txt; do
		mv "$tap_folder/again/$was$part" "$tap_folder/again/$1$part" 2>/dev/null
	done
	rm -f "$tap_folder/again/$1.files/"*	# which are there
	sed -i "/\.files/d; s/$was/$1/" "$tap_folder/again/$1.sha256"
	(cd "$tap_folder/again" && tar -c -f ../sent *)
	SECOND_MACHINE_SSH="$tap_folder/liar" fetch
}
there()	# how many backups are there
{
	ls "$there" | grep -c '\.backup$'
}

new_practice
chairside backup
fetch
case_is 'a plain one does not leave' "$status $(ls "$there")" '1 '
case_run 'which is said' 1 'only sealed ones leave' fetch-backup
chairside backup keygen
grep -o 'secret-.*' "$out" >"$tap_folder/secret"
python3 - "$db" "$(grep -o 'public-.*' "$out")" <<'EOF'
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
file.execute("UPDATE practice SET backup_key = ?", (sys.argv[2],))
file.commit()
EOF
chairside client add given=Ada
attach one
attach two
chairside backup
CUT=5000 fetch
case_is 'a line that is cut' "$status $(ls "$there")" '1 '
SPOIL='chairside sealed 2' fetch
case_is 'what was altered on the way' "$status $(ls "$there")" '1 '
fetch
case_is 'the first' "$status $(there) $(ls "$there"/*.files | wc -l)" '0 1 2'
cp "$SENT" "$tap_folder/first"
case_is 'nothing else is left there' "$(ls "$there" | grep -cv '\.backup\(\.txt\|\.files\)\{0,1\}$')" 0
fetch
case_is 'nothing new' "$status $(there) $(wc -c <"$SENT")" '0 1 1024'
attach three
CHAIRSIDE_NOW=2026-03-12T12:00
chairside client add given=Bert
chairside backup
fetch
case_is 'one more' "$status $(there)" '0 2'
last=$(ls -d "$there"/*.backup | tail -n 1)
case_is 'with all its files' "$(ls "$last.files" | wc -l)" 3
case_is 'of which one was sent' "$(tar -tf "$SENT" | grep -c '\.files/')" 1
mkdir "$tap_folder/new"
case_run 'restored there' 0 'is in its place' --db "$tap_folder/new/practice.db" \
    restore "$last" --key "$tap_folder/secret"
case_run 'with all it held' 0 'Bert' --db "$tap_folder/new/practice.db" client list
case_is 'and its files' "$(ls "$tap_folder/new/practice.db.files" | wc -l)" 3

# Somebody is erased: the list comes at the next fetch, also where nothing else does, and what is
# restored there is erased again.
CHAIRSIDE_NOW=2040-03-12T12:00
chairside client erase 1 --number 1 --reason 'asked for'
case_is 'erased' "$status" 0
CHAIRSIDE_NOW=2026-03-12T12:00
fetch
case_is 'the list comes' "$status $(there) $(grep -c '^client 1 made' "$there/list.erased")" '0 2 1'
fetch
case_is 'once' "$status $(wc -l <"$there/list.erased")" '0 1'
rm -rf "$tap_folder/new"
mkdir "$tap_folder/new"
case_run 'restored there again' 0 'is in its place' --db "$tap_folder/new/practice.db" \
    restore "$last" --key "$tap_folder/secret"
chairside --db "$tap_folder/new/practice.db" client list
case_is 'without who was erased' "$(grep -c Ada "$out") $(grep -c Bert "$out")" '0 1'

# Two years of days, and what is not its own.
day=0
while [ $day -lt 730 ]; do
	day=$((day + 1))
	: >"$there/practice.db-$(date -u -d "2026-03-12 -$day days" +%Y%m%dT100000Z)-01.backup"
done
: >"$there/letter.txt"
: >"$there/other.backup"
CHAIRSIDE_NOW=2026-03-12T13:00
chairside client add given=Carl
chairside backup
fetch
n=$(there)
case_is 'thinned out' "$status $([ "$n" -gt 45 ] && [ "$n" -lt 75 ] && echo well)" '0 well'
case_is 'each of two weeks' "$(ls "$there" | grep -c 'practice.db-202603.*\.backup$')" 14
case_is 'what is not its own stays' "$(ls "$there" | grep -c 'letter\|other')" 2
case_is 'the newest has its files' "$(ls "$(ls -d "$there"/p*.backup | tail -n 1).files" | wc -l)" 3

# A server in other hands.
printf '#!/bin/sh\ncat >/dev/null\ncat "%s"\n' "$tap_folder/sent" >"$tap_folder/liar"
chmod +x "$tap_folder/liar"
n=$(there)
sum=$(cat "$there"/*.backup | sha256sum)
resend practice.db-20240101T100000Z-01.backup
case_is 'an older name is refused' "$status $(there) $(grep -c 'is not newer' "$err")" "1 $n 1"
resend "$(cd "$there" && ls -d p*.backup | tail -n 1)"
case_is 'so is the newest again' "$status $(there) $(grep -c 'is not newer' "$err")" "1 $n 1"
resend practice.db-20990101T100000Z-01.backup
case_is 'and a day to come' "$status $(there) $(grep -c 'later than now' "$err")" "1 $n 1"
resend letter.backup
case_is 'and what is no backup' "$status $(there) $(grep -c 'no name' "$err")" "1 $n 1"
case_is 'all are what they were' "$(cat "$there"/*.backup | sha256sum)" "$sum"
resend practice.db-20260312T140000Z-01.backup
case_is 'a newer one is taken' "$status $(ls "$there" | grep -c '0312T140000Z-01.backup$')" '0 1'

# The key that may do this.
key='ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'
printf '%s second@machine\n' "$key" >"$db.fetchers"
chmod 600 "$db.fetchers"
case_run 'it fetches and has no terminal' 0 'restrict,command=.*fetch-backup" ssh-ed25519' \
    authorized-keys $key
chmod 666 "$db.fetchers"
chairside authorized-keys $key
case_is 'not when others may write there' "$status $(wc -c <"$out")" '0 0'
tap_end
