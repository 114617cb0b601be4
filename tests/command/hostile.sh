# What is stored is never sent raw to a terminal: escape sequences, marks of
# direction and heaps of accents, put into the file behind chairside's back, are
# shown as marks by every command that prints them.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

new_practice
chairside client add given=Mallory family=X
case_run 'typed controls are refused' 1 'control characters' \
    client add "given=$(printf 'E\033[2Jvil')"
python3 - "$db" <<'END'
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("UPDATE client SET given = ?, notes = ?, alert = ?, phone = ?", (
    "\x1b]52;c;ZXZpbA==\x07\x1b[2J", "a\r\x9b31mb\nc\x7f",
    "user\u202egnp.exe\u2066", "Z" + "\u0301" * 50))
c.commit()
END
raw=$(printf '\033\007\r\177')
for words in 'client list' 'client show 1' 'client list --format json' \
    'client show 1 --format json' 'history client 1' 'history client 1 --format json' \
    'client set 1 city=Graz' 'check --deep'; do
	chairside $words
	cat "$out" "$err" >"$tap_folder/said"
	case_is "$words: no control is sent" \
	    "$(LC_ALL=C tr -cd "$raw" <"$tap_folder/said" | wc -c | tr -d ' ')" 0
	case_ok "$words: no mark of direction, no C1" python3 -c '
import sys
text = open(sys.argv[1], encoding="utf-8").read()
assert not set(text) & set("\u202e\u2066\x9b"), ascii(text)
' "$tap_folder/said"
done
case_run 'the escape is shown as a mark' 0 '\^\[\]52;c' client list
case_run 'so is the mark of direction' 0 'user<202E>gnp' client show 1
chairside client show 1
case_is 'at most four accents on a letter' "$(python3 -c '
import sys
print(open(sys.argv[1], encoding="utf-8").read().count("\u0301"))' "$out")" 4
case_run 'and check --deep has noticed' 3 'client 1: given is not what was last saved' check --deep
tap_end
