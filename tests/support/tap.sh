# tap.sh - what every test in shell starts with: . "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
#
# case_ok NAME COMMAND...   passes when the command ends with 0
# case_is NAME GOT WANTED   passes when both texts are equal
# tap_skip WHY              ends the test, before its first case, as skipped
# tap_end                   prints the plan; a test that forgets it has failed
#
# $tap_folder is a folder of the test's own, removed at the end when all passed.
set -u
tap_cases=0 tap_failed=0
tap_folder=$(mktemp -d "${TMPDIR:-/tmp}/chairside-test.XXXXXX") || exit 1

tap_case()
{
	tap_cases=$((tap_cases + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %d - %s\n' "$tap_cases" "$2"
	else
		printf 'not ok %d - %s\n' "$tap_cases" "$2"
		tap_failed=$((tap_failed + 1))
	fi
}

tap_note()
{
	printf '%s\n' "$*" | sed 's/^/# /'
}

case_ok()
{
	tap_name=$1
	shift
	tap_status=0
	"$@" >"$tap_folder/case.log" 2>&1 || tap_status=$?
	tap_case "$tap_status" "$tap_name"
	[ "$tap_status" -eq 0 ] || tap_note "$*: status $tap_status" "$(cat "$tap_folder/case.log")"
}

case_is()
{
	if [ "$2" = "$3" ]; then
		tap_case 0 "$1"
	else
		tap_case 1 "$1"
		tap_note "got:    $2"
		tap_note "wanted: $3"
	fi
}

tap_skip()
{
	rm -rf "$tap_folder"
	printf '1..0 # SKIP %s\n' "$*"
	exit 0
}

tap_end()
{
	printf '1..%d\n' "$tap_cases"
	if [ "$tap_failed" -gt 0 ]; then
		tap_note "left: $tap_folder"
		exit 1
	fi
	rm -rf "$tap_folder"
	exit 0
}
