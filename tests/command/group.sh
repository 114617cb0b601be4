# A practice that two people of one group share: whatever their own umask is, what
# either of them makes the other can use, and nobody else has any part in it.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

[ "$(id -u)" -eq 0 ] || tap_skip 'only root can act as two other people'
command -v setpriv >/dev/null || tap_skip 'setpriv is not installed'

# The test's own folder is closed to others, and so may be the program's.
shared=$(mktemp -d /tmp/chairside-group.XXXXXX) || exit 1
trap 'rm -rf "$shared"' EXIT
chmod 755 "$shared"
cp "$CHAIRSIDE_PROGRAM" "$shared/chairside" && chmod 755 "$shared/chairside"
mkdir "$shared/desk"
chown 64801:64800 "$shared/desk"
chmod 2770 "$shared/desk"
db=$shared/desk/practice.db
CHAIRSIDE_DB=$db
CHAIRSIDE_PROGRAM=$shared/chairside

# person UID COMMAND... - as that person, in a group of their own and in the one that
# shares the practice.
person()
{
	uid=$1
	shift
	setpriv --reuid="$uid" --regid="$uid" --groups="$uid,64800" "$@"
}
mara="person 64801" jon="person 64802"
eve="setpriv --reuid=64803 --regid=64803 --clear-groups"
$mara "$CHAIRSIDE_PROGRAM" --version >/dev/null 2>&1 ||
    tap_skip 'the program cannot be run by other people'

(umask 077 && $mara "$CHAIRSIDE_PROGRAM" --db "$db" init --name 'Shared' --timezone UTC) \
    >"$out" 2>&1
case_is 'mara makes it' "$?" 0
$mara "$CHAIRSIDE_PROGRAM" --db "$db" staff add name=Jon login=64802 role=owner >"$out" 2>&1
case_is 'jon logs in by the name of his account' "$?" 0
case_is 'and by no other' \
    "$($jon "$CHAIRSIDE_PROGRAM" --db "$db" --login 64801 client list >"$out" 2>&1; echo $?)" 77

# write PERSON UMASK NAME - twenty new clients, one program each.
write()
{
	umask "$2"
	i=0
	while [ $i -lt 20 ]; do
		i=$((i + 1))
		$1 "$CHAIRSIDE_PROGRAM" --db "$db" client add given="$3$i" || exit 1
	done >>"$tap_folder/$3.log" 2>&1
}
(write "$mara" 077 m) & first=$!
(write "$jon" 022 j) & second=$!
wait $first
case_is 'mara writes with a umask of her own' $? 0
wait $second
case_is 'jon writes at the same time' $? 0
case_is 'all are there' \
    "$($jon "$CHAIRSIDE_PROGRAM" --db "$db" client list --format json | grep -c given)" 40

# A reader keeps the log in being, so that its mode can be seen.
mkfifo "$shared/hold"
chmod 666 "$shared/hold"
(umask 022 && $jon "$CHAIRSIDE_PROGRAM" --db "$db" import clients - \
    <"$shared/hold" >"$tap_folder/held" 2>&1) & held=$!
exec 9>"$shared/hold"
printf 'given\nHeld\n' >&9
(umask 077 && $mara "$CHAIRSIDE_PROGRAM" --db "$db" client add given=Beside) >/dev/null
modes()
{
	stat -c '%a %G' "$1" | sed 's/UNKNOWN/64800/'
}
case_is 'the practice file' "$(modes "$db")" '660 64800'
case_is 'its lock' "$(modes "$db.lock")" '660 64800'
case_is 'its key' "$(modes "$db.key")" '640 64800'
for log in wal shm; do
	case_is "its -$log" "$(modes "$db-$log" 2>/dev/null)" '660 64800'
done
exec 9>&-
wait $held
case_is 'what jon fed in comes in' "$?" 0

case_is 'jon finds it whole' \
    "$($jon "$CHAIRSIDE_PROGRAM" --db "$db" check --deep >"$out" 2>&1; echo $?)" 0
case_is 'mara backs it up' \
    "$($mara "$CHAIRSIDE_PROGRAM" --db "$db" backup >"$out" 2>&1; echo $?)" 0
case_is 'a backup can be read by the group' \
    "$(stat -c %a "$db.backups"/*.backup "$db.backups" | tr '\n' ' ')" '640 2770 '
case_is 'jon restores it' \
    "$($jon "$CHAIRSIDE_PROGRAM" --db "$db" restore latest >"$out" 2>&1; echo $?)" 0
case_is 'and the file is the group'"'"'s again' "$(modes "$db")" '660 64800'
case_is 'mara backs up what jon restored' \
    "$($mara "$CHAIRSIDE_PROGRAM" --db "$db" backup >"$out" 2>&1; echo $?)" 0
case_is 'somebody outside the group cannot look in' \
    "$($eve "$CHAIRSIDE_PROGRAM" --db "$db" client list >/dev/null 2>&1; echo $?)" 1
case_is 'and nothing is open to everybody' \
    "$(find "$shared/desk" -perm /007 -print)" ''
case_is 'mara finds it whole after all' \
    "$($mara "$CHAIRSIDE_PROGRAM" --db "$db" check --deep >"$out" 2>&1; echo $?)" 0
tap_end
