# The examples of HACKING.md fit the tree as it is: applied one after the other to a copy
# of it, they build without a warning, and what they promise is there.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"

command -v autoreconf >/dev/null || tap_skip 'autoconf is not installed'
# The make that runs this test has variables of its own.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL TESTS

tree=$tap_folder/tree
mkdir "$tree"
(cd "$CHAIRSIDE_SOURCE" && tar cf - configure.ac Makefile.am HACKING.md README.md CHANGES.md \
    LICENSE run check build-aux man src db screens tests doc findings) | (cd "$tree" && tar xf -) && chmod -R u+w "$tree"
case_ok 'each fits' python3 "$CHAIRSIDE_SOURCE/tests/support/recipes.py" \
    "$tree/HACKING.md" "$tree"
case_ok 'autoreconf' sh -c "cd '$tree' && autoreconf -fi >autoreconf.log 2>&1"
case_ok 'configure' sh -c "mkdir '$tree/new' && cd '$tree/new' &&
    ../configure -q --enable-debug --enable-werror CFLAGS=-O0 >configure.log 2>&1"
case_ok 'they build' sh -c "make -s -j2 -C '$tree/new' chairside >'$tree/make.log' 2>&1 ||
    { tail -n 20 '$tree/make.log'; exit 1; }"

program=$tree/new/chairside db=$tap_folder/recipes.db
case_ok 'a practice' "$program" --db "$db" init --demo --clients 20
case_ok 'a field' "$program" --db "$db" client set 1 pronoun=they
case_ok 'the field is shown' sh -c "'$program' --db '$db' client show 1 | grep -q they"
case_ok 'exported' sh -c "'$program' --db '$db' export clients >'$tap_folder/all.csv' &&
    grep -q ',pronoun' '$tap_folder/all.csv' && grep -q ',they' '$tap_folder/all.csv'"
printf 'Given,Family,Pronoun\nZoe,Quill,xe\n' >"$tap_folder/more.csv"
case_ok 'imported' sh -c "'$program' --db '$db' import clients '$tap_folder/more.csv' &&
    '$program' --db '$db' export clients | grep -q ',xe'"
case_ok 'a column of its list' sh -c "'$program' --db '$db' export clients --list |
    tr '\\n' ' ' | grep -q '^id,name,.*,pronoun.*,xe'"
# In a terminal of 60 rows and 140 columns: the list has the column, the form the line,
# to which it is four lines back from the family name.
case_ok 'typed' python3 "$CHAIRSIDE_SOURCE/tests/support/typed.py" "$program" "$db" \
    2 Pronoun n 'First visit' '' Pronoun \
    "$(printf 'Ivy\tOak\033[Z\033[Z\033[Z\033[Zze\023')" Added
case_ok 'and kept' sh -c "'$program' --db '$db' export clients | grep -q ',ze'"
printf 'code,name\nP1,Peel\nP2,PEEL\n' >"$tap_folder/services.csv"
case_ok 'a rule across rows' sh -c "'$program' --db '$db' import services '$tap_folder/services.csv' 2>&1 |
    grep -q 'another service that is offered has the same name'"
case_ok 'a report' "$program" --db "$db" report referrals --month 2026-10
case_ok 'a figure' sh -c "'$program' --db '$db' report monthly --month 2026-10 | grep -q Walk-ins"
for format in json xlsx; do
	"$program" --db "$db" report monthly --month 2026-10 --format $format \
	    -o "$tap_folder/month.$format"
done
case_ok 'its formula' python3 "$tree/tests/support/workbook_check.py" \
    "$tap_folder/month.xlsx" "$tap_folder/month.json"
case_ok 'a subcommand' "$program" --db "$db" head
printf 'Code,Price\nNEW-1,12.50\n' >"$tap_folder/prices.csv"
case_ok 'an import kind' "$program" --db "$db" import prices "$tap_folder/prices.csv"
printf 'Name,Login,Role\nTina,tina,trainee\n' >"$tap_folder/staff.csv"
case_ok 'a role' "$program" --db "$db" import staff "$tap_folder/staff.csv"
case_ok 'what it may' "$program" --db "$db" --login tina client list
case_ok 'what it may not' sh -c "'$program' --db '$db' --login tina report monthly \
    --month 2026-10; test \$? = 77"
tap_end
