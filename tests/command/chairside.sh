# chairside.sh - what every test of the program starts with, after tap.sh.
#
# chairside WORD...      runs the program; what it says goes to $out and $err, and
#                        $status is its exit status
# new_practice           makes $db and lets `chairside` use it
# case_run NAME STATUS PATTERN WORD...
#                        one case: the program ends with STATUS and one of its
#                        streams has a line like PATTERN (grep -E)
out=$tap_folder/out
err=$tap_folder/err
db=$tap_folder/practice.db
CHAIRSIDE_DB=$db
CHAIRSIDE_NOW=2026-03-12T10:00
export CHAIRSIDE_DB CHAIRSIDE_NOW

chairside()
{
	status=0
	"$CHAIRSIDE_PROGRAM" "$@" >"$out" 2>"$err" || status=$?
}

new_practice()
{
	chairside init --name 'Test practice' --timezone UTC
	[ "$status" -eq 0 ] || tap_note "$(cat "$err")"
}

case_run()
{
	run_name=$1 run_status=$2 run_pattern=$3
	shift 3
	chairside "$@"
	if [ "$status" -eq "$run_status" ] &&
	    cat "$out" "$err" | grep -Eq -- "$run_pattern"; then
		tap_case 0 "$run_name"
	else
		tap_case 1 "$run_name"
		tap_note "chairside $*: status $status, not $run_status" \
		    "$(cat "$out" "$err")"
	fi
}

# The value of a key in a JSON file: json FILE EXPRESSION, such as [0]["given"]
json()
{
	python3 -c 'import json, sys
value = json.load(open(sys.argv[1], encoding="utf-8"))
print(eval("value" + sys.argv[2]))' "$@"
}
