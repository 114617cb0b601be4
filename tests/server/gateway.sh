# What somebody who has only a key can do, over a real sshd: the listed commands, each by what the
# role may, with files as standard input and output; and that nothing else opens a shell, a file,
# another role or a way through.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"
. "$CHAIRSIDE_SOURCE/tests/support/sshd.sh"

sshd_needs
# case_over NAME STATUS PATTERN KEY WORD... - as case_run, over ssh
case_over()
{
	over_name=$1 over_status=$2 over_pattern=$3
	shift 3
	over "$@"
	if [ "$status" -eq "$over_status" ] && cat "$out" "$err" | grep -aEq -- "$over_pattern"; then
		tap_case 0 "$over_name"
	else
		tap_case 1 "$over_name"
		tap_note "ssh $*: status $status, not $over_status" "$(cat "$out" "$err")"
	fi
}

unset CHAIRSIDE_NOW	# over ssh no clock is brought along, and no entry is older than the newest
new_practice
chairside client add given=Anna family=Berg
chairside staff add name=Dora login=dora role=front_desk
mkdir -p "$ssh"
for name in owner dora stranger rescue; do
	sshd_key $name
done
chairside key add "$(id -un)" "$ssh/owner.pub"
chairside key add dora "$ssh/dora.pub"
cp "$ssh/rescue.pub" "$db.rescue"
chmod 600 "$db.rescue"
sshd_begin 'AcceptEnv CHAIRSIDE_NOW TERMINFO LC_*'
case_ok 'sshd listens' grep -q 'Server listening' "$ssh/log"

# What may come.
case_over 'a report' 0 '^monthly' owner report list
case_over 'words in quotes' 0 'Sessions' owner "report monthly --month 'mar 2026'"
case_over 'an export' 0 'Berg' owner export clients
over owner report monthly --month 2026-03 --format xlsx
case_is 'a workbook comes whole' "$(python3 -c 'import sys, zipfile
print(zipfile.ZipFile(sys.argv[1]).testzip())' "$out" 2>&1)" None
printf 'given,family\nNew,Comer\n' >"$tap_folder/new.csv"
over owner import clients - <"$tap_folder/new.csv"
case_ok 'an import from standard input' grep -q '1 added' "$out"
printf '[clients]\ngiven = Vorname\n' | over owner mapping salon -
printf 'Vorname\nMaped\n' | over owner import clients - --map salon
case_ok 'by a mapping that was brought' grep -q '1 added' "$out"
over owner mapping ../salon - <"$tap_folder/new.csv"
case_is 'whose name is no path' "$status" 2

printf '%%PDF-1.4\n\000\r\n' >"$tap_folder/scan.pdf"
over owner attach --client 1 - --kind form <"$tap_folder/scan.pdf"
case_ok 'a paper from standard input' grep -q '^1  file' "$out"
over owner attachment 1
case_ok 'and out again byte for byte' cmp "$out" "$tap_folder/scan.pdf"

# By what the role may.
case_over 'the front desk exports nothing' 77 'may not export' dora export clients
case_over 'nor sees a report' 77 'may not see reports' dora report monthly --month 2026-03

# What is fetched is one's own.
id=$(python3 -c 'import sqlite3, sys
print(*(r[0] for r in sqlite3.connect(sys.argv[1]).execute("SELECT id FROM staff ORDER BY id")))' "$db")
mkdir -p "$db.exports/staff-${id% *}" "$db.exports/staff-${id#* }"
printf 'a\r\n\000b' >"$db.exports/staff-${id% *}/mine.bin"
echo secret >"$db.exports/staff-${id#* }/hers.csv"
ln -s "$db" "$db.exports/staff-${id#* }/link"
echo old >"$db.exports/staff-${id% *}/old.csv"
touch -d '8 days ago' "$db.exports/staff-${id% *}/old.csv"
over owner fetch mine.bin
case_ok 'a file comes byte for byte' cmp "$out" "$db.exports/staff-${id% *}/mine.bin"
case_over 'not anothers' 1 'No file of yours is called "hers.csv"; there is mine.bin' owner fetch hers.csv
case_over 'nor by a path' 1 'No file of yours' owner fetch "../staff-${id#* }/hers.csv"
case_over 'nor through a link' 1 'No file of yours' dora fetch link
case_over 'nor after a week' 1 'No file of yours' owner fetch old.csv

# What may not.
for words in sh 'sh -c id' bash /bin/sh '--db /etc/passwd report list' '--login dora report list' \
    "client list" 'undo' 'staff list' 'key list' 'rescue' 'authorized-keys a b' 'init' 'inbox list'; do
	case_over "refused: $words" 77 'may not come over the line' owner "$words"
done
for words in "export clients -o $tap_folder/x" 'export clients --out x' 'report monthly --progress 1' \
    'import clients /etc/passwd' 'attach 1 --kind before /etc/passwd' 'attach - --kind before /etc/passwd'; do
	case_over "refused: $words" 77 'ver the line' dora "$words"
done
case_over 'which may is told' 77 'takes no --progress, only --month, --format\. Files' owner \
    'report monthly --progress 1'
case_over 'help tells what may come' 0 '^  report  *Write the figures' owner help
case_ok 'and nothing else' sh -c "! grep -E '^  (client|init|backup) |--db' '$out'"
case_over 'of one command too' 0 '^usage: ssh HOST report ' owner 'help report'
case_over 'and how help is asked for' 2 "Try 'ssh HOST help report'" owner 'report monthly'
case_ok 'no file was made' test ! -e "$tap_folder/x"
for words in 'report list; id' 'report list | sh' 'report $(id)' 'report list > x' 'report `id`'; do
	case_over "no shell: $words" 2 'No shell reads this line' owner "$words"
done
case_is 'refusals are in the journal' "$(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) > 0 FROM journal WHERE kind = "
    "\"denied\" AND label LIKE \"denied: a command over ssh%\"").fetchone()[0])' "$db")" 1

hostile="-F none -P $port -i $ssh/owner -o IdentitiesOnly=yes -o BatchMode=yes
    -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
to=$(id -un)@127.0.0.1
echo get "$db" | sftp $hostile -b - "$to" >"$out" 2>&1
case_ok 'no sftp' test $? -ne 0
scp $hostile "$to:$db" "$tap_folder/stolen" >"$out" 2>&1
case_ok 'no scp' test $? -ne 0
scp -O $hostile "$to:$db" "$tap_folder/stolen" >"$out" 2>&1
case_ok 'nor the older scp' grep -q 'Files are not copied' "$out"
case_ok 'nothing was copied' test ! -e "$tap_folder/stolen"
over_options='-s' over owner sftp
case_ok 'no subsystem' test "$status" -ne 0
over_options="-W 127.0.0.1:$port" over owner
case_ok 'no way through to a port' grep -q 'forwarding failed' "$err"
over_options='-o ExitOnForwardFailure=yes -R 0:127.0.0.1:1' over owner report list
case_ok 'nor back from one' grep -q 'forwarding failed' "$err"
over_options='-v' over owner report list
case_ok 'the key lets run one command, with a terminal' \
    grep -Eq 'key options: (command pty|pty command)' "$err"
case_ok 'and opens nothing else' sh -c '! grep -Eq "key options:.*(agent|port|x11|user-rc)" "$1"' - "$err"

# The environment of the line.
over_options='-o SetEnv=CHAIRSIDE_NOW=2020-01-01T00:00' over owner export sessions --from today --format json
case_ok 'no clock is brought along' test "$status" -eq 0
over_options='-o SetEnv=LD_PRELOAD=/nonexistent.so' over owner report list
case_ok 'nor a library' sh -c '! grep -q nonexistent "$1"' - "$err"
mkdir "$tap_folder/terms"
infocmp xterm | sed 's/smcup=[^,]*,/smcup=TAKEN,/' | tic -o "$tap_folder/terms" - 2>/dev/null
printf QQ >"$tap_folder/leave"
over_options="-o SetEnv=TERMINFO=$tap_folder/terms -tt"
TERM=xterm over owner <"$tap_folder/leave"
over_options=''
case_ok 'the screens open' grep -aq '\[?1049h' "$out"
case_ok 'by no description of a terminal that is brought along' sh -c '! grep -aq TAKEN "$1"' - "$out"
over_options=-T
case_over 'without a terminal they say so' 2 'need a terminal' owner
over_options=''

# x on the screens says how to fetch what it wrote.
python3 - "$ssh/owner" "$port" "$to" >"$tap_folder/screens" 2>&1 <<'EOF'
import os, pty, re, select, sys, time
key, port, to = sys.argv[1:]
pid, line = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm"
    os.execvp("ssh", ["ssh", "-F", "none", "-tt", "-p", port, "-i", key, "-o", "IdentitiesOnly=yes",
        "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
        "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", to])
seen = b""
deadline = time.monotonic() + 120
def wait(pattern):
    global seen
    while not re.search(pattern, seen):
        if time.monotonic() > deadline or not select.select([line], [], [], 10)[0]:
            sys.exit("no %r in %r" % (pattern, seen[-2000:]))
        seen += os.read(line, 65536)
    print(re.search(pattern, seen).group(0).decode())
    seen = b""
for keys, pattern in ((b"", rb"Today"), (b"2", rb"Berg"), (b"x", rb"which format"),
                      (b"c", rb"fetch clients-[-0-9]+\.csv")):
    os.write(line, keys)
    wait(pattern)
os.write(line, b"\x03QQ")
EOF
name=$(sed -n 's/^fetch //p' "$tap_folder/screens")
over owner fetch "${name:-nothing}"
case_ok 'x says how to fetch what it wrote' grep -q Berg "$out"
[ -n "$name" ] || tap_note "$(cat "$tap_folder/screens")"

# Who is known, and until when.
case_over 'a stranger is not' 255 'Permission denied' stranger report list
case_over 'the rescue key does nothing else' 77 'opens the rescue page' rescue report list
echo l | over rescue
case_ok 'but opens its page' grep -q 'chairside rescue page' "$out"
chairside key remove dora dora@test
sshd_known
case_over 'a removed key is not' 255 'Permission denied' dora report list
chairside key add dora "$ssh/dora.pub"
chairside staff disable dora
sshd_known
case_over 'nor a disabled person' 255 'Permission denied' dora report list
case_run 'a key is one persons' 1 'is a key of' key add dora "$ssh/owner.pub"
if [ -n "$sshd_wrapper" ]; then
	mv "$db" "$db.gone"
	case_over 'a missing practice lets nobody in' 255 'Permission denied' owner report list
	echo l | over rescue
	case_ok 'but for the rescue page' grep -q 'chairside rescue page' "$out"
fi
sshd_end
tap_end
