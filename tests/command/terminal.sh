# On a terminal: progress is shown while it lasts and taken away; a workbook is
# refused. Without one there is no progress.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cat >"$tap_folder/terminal.py" <<'END'
# terminal.py FILE WORD...: runs it with a terminal as standard output and error, puts
# what the terminal got into FILE, and ends as it ended.
import os, pty, sys
got = b""
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
while True:
    try:
        part = os.read(fd, 65536)
    except OSError:
        break
    if not part:
        break
    got += part
open(sys.argv[1], "wb").write(got)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
END
on_terminal()
{
	status=0
	python3 "$tap_folder/terminal.py" "$out" "$CHAIRSIDE_PROGRAM" "$@" || status=$?
}

on_terminal init --demo --clients 300
case_is 'a demo on a terminal' "$status" 0
case_ok 'shows how far it is' grep -q 'making the practice *[0-9]* %' "$out"
case_is 'and takes it away again' "$(tail -n 1 "$out" | tr '\r' '\n' | grep -v '^$' | tail -n 1)" \
    "The practice file is $db."
chairside --db "$tap_folder/quiet.db" init --demo --clients 300
case_is 'without a terminal nothing is said' "$status $(cat "$err")" '0 '

on_terminal report monthly --month 2026-02 --format xlsx
case_is 'a workbook for a terminal is refused' "$status" 2
case_ok 'in words' grep -q 'name a file with -o FILE' "$out"
on_terminal export clients --format xlsx -o -
case_is 'also when it is asked for by name' "$status" 2
on_terminal report monthly --month 2026-02 --format xlsx -o "$tap_folder/month.xlsx"
case_is 'but goes to a file' "$status $(head -c 2 "$tap_folder/month.xlsx")" '0 PK'
# What somebody else wrote must not command the terminal of who looks at it.
printf 'given,family,notes\r\nAda\342\200\256x,Byrne,"two\nlines\342\200\250"\r\n' \
    >"$tap_folder/hostile.csv"
chairside import clients "$tap_folder/hostile.csv"
for format in csv json; do
	on_terminal export clients --format $format
	case_is "an export as $format on a terminal" "$status" 0
	case_is "shows what would command it, as $format" \
	    "$(LC_ALL=C grep -c "$(printf '\342\200\256\|\342\200\250')" "$out")" 0
	case_ok "and still names it, as $format" grep -q 'Ada<202E>x\|Ada\\u202ex' "$out"
done
on_terminal report monthly --month 2026-02
case_is 'text is for terminals' "$status" 0

# Which letters: those that the line's other end means.
letters()	# NAME LINE SETTING...: with it, the screens draw such a line
{
	name=$1 line=$2
	shift 2
	case_ok "$name" env -u LC_ALL -u LC_CTYPE -u LANG -u SSH_CONNECTION \
	    PYTHONCOERCECLOCALE=0 "$@" \
	    python3 "$CHAIRSIDE_SOURCE/tests/support/typed.py" "$CHAIRSIDE_PROGRAM" "$db" "" "$line"
}
over_ssh='SSH_CONNECTION=192.0.2.2 50000 192.0.2.1 22'
plain=$(printf -- '-\033[')	# one letter, repeated by the terminal
letters 'without a language they are plain' "$plain"
letters 'over SSH they are UTF-8, as nobody says' ───── "$over_ssh"
letters 'unless somebody does' "$plain" "$over_ssh" LANG=C
letters 'a language that is not here has its letters' ───── LANG=xx_YY.utf8
letters 'if they are UTF-8' "$plain" LANG=xx_YY.ISO-8859-1
tap_end
