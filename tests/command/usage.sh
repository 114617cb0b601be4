# --version and --help answer on standard output; a word that is no command is
# a usage error that says so on standard error.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"

case_is 'version' "$("$CHAIRSIDE_PROGRAM" --version | sed 's/ [0-9].*//')" chairside
case_ok 'help names the program' sh -c '"$CHAIRSIDE_PROGRAM" --help | grep -q "^usage: chairside"'
"$CHAIRSIDE_PROGRAM" no-such-command >"$tap_folder/out" 2>"$tap_folder/err"
case_is 'an unknown command is a usage error' $? 2
case_is 'nothing on standard output' "$(cat "$tap_folder/out")" ''
case_ok 'a sentence on standard error' test -s "$tap_folder/err"
tap_end
