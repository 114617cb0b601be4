# The library that writes workbooks is opened for a workbook and for nothing else: where it
# brings libcrypto along, that costs a start more than all the rest of it. Where it is
# damaged or another one a sentence says so, and nothing is written.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

# loads WORD... - runs the program; which of both libraries it opened.
loads()
{
	LD_DEBUG=files LD_DEBUG_OUTPUT=$tap_folder/files chairside "$@"
	sed -n 's/.*file=\(lib[a-z]*\)[.].*;  generating link map/\1/p' "$tap_folder"/files.* |
	    grep -E '^lib(xlsxwriter|crypto)$' | sort -u
	rm "$tap_folder"/files.*
}

chairside init --demo --clients 3
case_is 'a client is shown without it' "$(loads client show 1)" ''
case_is 'a list is written as CSV without it' \
    "$(loads export clients -o "$tap_folder/list.csv")" ''
case_ok 'a workbook is written with it' sh -c "echo '$(loads export clients --format xlsx \
    -o "$tap_folder/list.xlsx")' | grep -q xlsxwriter"

# Another library of its name, which is found before it.
soname=libxlsxwriter.so.$(printf '#include <xlsxwriter.h>\nLXW_SOVERSION\n' |
    ${CC:-cc} -E - | tail -n 1 | tr -d '"')
mkdir "$tap_folder/lib"
cp "$tap_folder/list.xlsx" "$tap_folder/as_it_was"
chairside export clients --format csv
cp "$out" "$tap_folder/right.csv"
export LD_LIBRARY_PATH="$tap_folder/lib"
for library in damaged another; do
	if [ "$library" = damaged ]; then
		echo 'no library' >"$tap_folder/lib/$soname"
	else
		rm "$tap_folder/lib/$soname"
		echo 'int nothing;' | ${CC:-cc} -shared -fPIC -x c -o "$tap_folder/lib/$soname" -
	fi
	case_run "$library: a sentence" 1 "No workbook can be written: $soname is" \
	    export clients --format xlsx -o "$tap_folder/list.xlsx"
	case_ok "$library: the workbook is as it was" \
	    cmp "$tap_folder/list.xlsx" "$tap_folder/as_it_was"
	case_run "$library: nor a report" 1 'No workbook can be written' \
	    report monthly --month 2026-02 --format xlsx -o "$tap_folder/month.xlsx"
	case_ok "$library: nothing is left beside it" test ! -e "$tap_folder/month.xlsx"
	chairside export clients
	case_ok "$library: CSV is as ever" cmp "$out" "$tap_folder/right.csv"
	case_run "$library: support says it" 0 'libxlsxwriter: not installed' support
done
tap_end
