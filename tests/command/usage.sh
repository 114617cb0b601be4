# --help and --version answer everywhere, on standard output; what is wrong with
# the command line is a usage error that says so on standard error and points to
# --help.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

chairside --version
case_is 'version' "$(sed 's/ [0-9].*//' "$out")" chairside
chairside --help
case_is '--help ends well' "$status" 0
case_ok '--help fits a terminal' sh -c "! grep '.\{81\}' '$out'"
case_ok '--help names the program' grep -q '^usage: chairside' "$out"
commands=$(sed -n 's/^  \([a-z][a-z-]*\)  *[A-Z].*/\1/p' "$out")
case_ok 'it names commands' test "$(printf '%s\n' "$commands" | wc -l)" -ge 7
for command in $commands; do
	chairside "$command" --help
	case_is "$command --help ends well" "$status" 0
	case_ok "$command --help is about it" grep -q "^usage: chairside .*$command" "$out"
	cp "$out" "$tap_folder/help"
	chairside help "$command"
	case_ok "help $command says the same" cmp "$out" "$tap_folder/help"
	chairside "$command" --version
	case_ok "$command --version" grep -q '^chairside [0-9]' "$out"
	chairside "$command" --no-such-option
	case_is "$command refuses an unknown option" "$status" 2
	case_ok "$command points to its --help" \
	    grep -q "'chairside $command --help'" "$err"
done

chairside no-such-command
case_is 'an unknown command is a usage error' "$status" 2
case_is 'nothing on standard output' "$(cat "$out")" ''
case_ok 'a sentence on standard error' grep -q '^chairside: There is no command' "$err"
case_run 'no command and no practice yet: what makes one' 1 'There is no'
case_run 'an unknown option of the program' 2 '--help' --frobnicate
case_run '--db without its file' 2 'needs a value' --db
case_run 'a word too many' 2 'one word too many' undo now
case_run 'a word too few' 2 'missing' history client
case_run 'a flag with a value' 2 'takes no value' check --deep=yes
case_run 'a letter that is no option' 2 'no option -z' check -z
case_run 'an escape sequence is shown, not sent' 2 '\^\[\[31m' "$(printf '\033[31m')"
case_ok 'and is not in what was sent' sh -c "! grep -q '$(printf '\033')' '$err'"

new_practice
case_run 'options may follow the words' 0 '^\[\]' client list --format json
case_run 'and stand before them' 0 '^\[\]' client --format=json list
POSIXLY_CORRECT=1
export POSIXLY_CORRECT
case_run 'whatever the environment thinks' 0 '^\[\]' client list --format json
unset POSIXLY_CORRECT
case_run 'long options may be cut short' 0 '^\[\]' client list --form json
case_run '-- ends the options' 0 'No client matches' client list -- --format
tap_end
