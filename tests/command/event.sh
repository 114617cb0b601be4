# Adverse events from the command line: a list, and what is asked wrongly gives one sentence.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
chairside event list
case_is 'nothing went wrong yet' "$status" 0
case_is 'and nothing is listed' "$(cat "$out")" ''
case_run 'one that is not there' 1 'no adverse_event 7' event print 7
case_run 'no number' 2 'number' event print seven
case_run 'nothing to print' 2 'event print' event print
case_run 'another word' 2 'event list' event show
tap_end
