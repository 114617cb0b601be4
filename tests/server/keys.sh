# People and their keys from the command line: who is added, which keys are taken and which
# refused and why, what sshd is then told, and that only who may write settings does it.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

command -v ssh-keygen >/dev/null || tap_skip 'ssh-keygen is not installed'

new_practice
key()	# NAME TYPE [BITS] - makes a pair of keys
{
	ssh-keygen -q -t "$2" ${3:+-b "$3"} -N '' -C "$1@desk" -f "$tap_folder/$1"
}
case_run 'no keys yet, and no word of keys to press' 0 'over SSH by one\.$' key list
key ana ed25519
key bea ecdsa 256
key old rsa 1024
blob() { cut -d' ' -f2 "$tap_folder/$1.pub"; }
type() { cut -d' ' -f1 "$tap_folder/$1.pub"; }
print() { ssh-keygen -lf "$tap_folder/$1.pub" | cut -d' ' -f2; }
# asked NAME - what sshd is told of the key
asked()
{
	chairside authorized-keys "$(type "$1")" "$(blob "$1")"
	cat "$out"
}

case_run 'somebody is added' 0 '^Ana Ruiz is added\.$' staff add name='Ana Ruiz' login=ana role=front_desk
case_run 'a login is one persons' 1 'Login "ana" is taken' staff add name=Ann login=ana
case_run 'a field is named' 2 'has no field "rolle"; the fields are name' staff set ana rolle=x
case_run 'a role is one there is' 1 'owner' staff set ana role=boss
case_run 'bea is added' 0 added staff add name=Bea login=bea role=practitioner
case_run 'they are listed' 0 'Ana Ruiz .*ana' staff list

case_is 'a key nobody has opens nothing' "$(asked ana)" ''
case_run 'a file is taken' 0 "^Ana Ruiz logs in with it .*ana@desk\.$" \
    key add ana "$tap_folder/ana.pub"
case_run 'not twice' 1 'has that key already' key add ana "$tap_folder/ana.pub"
case_run 'nor for somebody else' 1 'is a key of Ana Ruiz' key add bea "$(cat "$tap_folder/ana.pub")"
case_ok 'it opens her login' sh -c 'case $1 in
	"restrict,pty,command="*" --login '"'ana'"'\" $2 $3") ;; *) exit 1 ;; esac' \
    - "$(asked ana)" "$(type ana)" "$(blob ana)"
status=0
"$CHAIRSIDE_PROGRAM" key add bea - <"$tap_folder/bea.pub" >"$out" 2>"$err" || status=$?
case_is 'one is read from standard input' "$status" 0
case_run 'keys are listed' 0 "^Bea  *bea@desk" key list
case_ok 'with their prints' grep -qF "$(print bea)" "$out"
case_run 'or one persons' 0 "^Ana Ruiz  *ana@desk" key list ana
case_is 'hers alone' "$(grep -c @desk "$out")" 1

case_run 'a private key is refused' 1 'is a private key' key add ana "$tap_folder/ana"
case_run 'a short one is' 1 '1024 bits is too short' key add ana "$tap_folder/old.pub"
case_run 'options are' 1 'Options before the type' key add ana "no-pty $(cat "$tap_folder/bea.pub")"
case_run 'a damaged one is' 1 'damaged' key add ana "$(type ana) $(blob ana | cut -c1-40)"
case_run 'another kind inside is' 1 'not ssh-rsa' key add ana "ssh-rsa $(blob ana)"
case_run 'no file is said' 1 'nothere' key add ana "$tap_folder/nothere.pub"
case_run 'no login is said' 1 'Nobody here has the login or code "cat"' key add cat "$tap_folder/bea.pub"

case_run 'one is removed by its label' 0 '^Removed, from the next login on: ana@desk\.$' \
    key remove ana ana@desk
case_is 'it opens nothing any more' "$(asked ana)" ''
case_run 'and stays hers' 1 'a key of Ana Ruiz, who had it' key add bea "$tap_folder/ana.pub"
case_run 'who may have it again' 0 'logs in with it' key add ana "$tap_folder/ana.pub"
case_run 'one is removed by its fingerprint' 0 Removed key remove ana "$(print ana)"
case_run 'and not twice' 1 'no key called' key remove ana "$(print ana)"
case_run 'given once more' 0 'logs in' key add ana "$tap_folder/ana.pub"

case_run 'somebody is disabled' 0 'may not log in any more' staff disable ana
case_is 'whose keys open nothing' "$(asked ana)" ''
case_run 'and let in again' 0 changed staff set ana active=yes
case_ok 'with the same keys' test -n "$(asked ana)"
case_run 'the last owner stays' 1 'only owner' staff disable "$(id -un)"

for words in 'staff add name=X' 'staff disable bea' "key add ana $tap_folder/bea.pub" 'key list' \
    'key remove bea bea@desk'; do
	case_run "the front desk may not: $words" 77 'may not change settings' --db "$db" --login ana $words
done
case_ok 'beas key stands' test -n "$(asked bea)"

cp "$tap_folder/bea.pub" "$db.rescue"
chmod 600 "$db.rescue"
case_run 'a rescue key is no login' 1 'opens the rescue page' key add ana "$tap_folder/bea.pub"
case_ok 'and opens the rescue page' sh -c 'echo "$1" | grep -q " rescue\" "' - "$(asked bea)"
mv "$db.rescue" "$db.fetchers"
case_run 'nor is one that fetches backups' 1 'fetches backups and is no login' \
    key add ana "$tap_folder/bea.pub"
rm "$db.fetchers"

# What becomes of the practice changes nothing for the keys that are known.
python3 - "$db" "$CHAIRSIDE_PROGRAM" "$(type bea)" "$(blob bea)" >"$tap_folder/meanwhile" <<'EOF'
import fcntl, sqlite3, subprocess, sys
path, program, kind, blob = sys.argv[1:]
lock = open(path + ".lock", "r+b")
fcntl.flock(lock, fcntl.LOCK_EX)
db = sqlite3.connect(path, isolation_level=None)
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE staff SET name = 'held' WHERE id = 1")
run = subprocess.run([program, "--db", path, "authorized-keys", kind, blob],
                     capture_output=True, text=True, timeout=60)
print(run.returncode, run.stdout.count("--login"))
EOF
case_is 'it waits for no writer' "$(cat "$tap_folder/meanwhile")" '0 1'
: >"$db.restoring"
case_ok 'nor for a restore' test -n "$(asked bea)"
case_ok 'which it leaves to others' test -e "$db.restoring"
rm "$db.restoring"
dd if=/dev/urandom of="$db" bs=4096 count=4 conv=notrunc 2>/dev/null
rm -f "$db-wal" "$db-shm"
case_is 'a damaged practice lets nobody in' "$(asked bea)" ''
asked bea >/dev/null
case_is 'and says so to sshd' "$status" 1
cp "$tap_folder/ana.pub" "$db.rescue"
chmod 600 "$db.rescue"
case_ok 'but for the rescue key' test -n "$(asked ana)"
asked ana >/dev/null
case_is 'with a good end' "$status" 0
rm "$db"
case_ok 'also where it is gone' test -n "$(asked ana)"
chmod 660 "$db.rescue"
case_is 'never by a file that others write' "$(asked ana)" ''
tap_end
