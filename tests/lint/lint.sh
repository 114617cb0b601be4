# lint.sh - what every lint starts with, after tap.sh.
#
# A lint reads the tree in which it stands, writes what breaks a rule, one place
# a line, into $found and calls `rule`, which passes when that is empty.
# LINT_ROOT is another tree to read: itself.sh plants mistakes there and wants
# each one found.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"

lint=$CHAIRSIDE_SOURCE/tests/lint
found=$tap_folder/found
cd "${LINT_ROOT:-$CHAIRSIDE_SOURCE}" || exit 1
LC_ALL=C
export LC_ALL

# rule NAME - a case that fails when anything was found.
rule()
{
	if [ -s "$found" ]; then
		tap_case 1 "$1"
		tap_note "$(cat "$found")"
	else
		tap_case 0 "$1"
	fi
}

# The folders of the tree; a build may lie in others.
folders='src db screens tests doc man build-aux .ci'

# files PATTERN FOLDER... - the files there; `.` is the top without its folders.
files()
{
	pattern=$1
	shift
	for folder; do
		case $folder in
		.) find . -maxdepth 1 -type f ! -name .git -name "$pattern" ;;
		*) [ ! -d "$folder" ] || find "$folder" -name .deps -prune -o \
			-type f -name "$pattern" -print ;;
		esac
	done | sed 's|^\./||' | sort
}

# code KIND PATTERN FOLDER... - the C of these folders without comments, as
# file:line:text. KIND: `code` has its strings emptied, `strings` is only them.
code()
{
	kind=$1 pattern=$2
	shift 2
	files "$pattern" "$@" | xargs -r awk -v kind="$kind" -f "$lint/code.awk"
}
