# Every lint can fail: in a small tree that breaks no rule each planted mistake
# is found, by the rule it breaks and by no other of that lint.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"

tree=$tap_folder/tree

# A header as the house wants it, and one source of each kind.
good_tree()
{
	rm -rf "$tree"
	mkdir -p "$tree/src/base" "$tree/src/report" "$tree/src/command" \
	    "$tree/db/queries" "$tree/screens" "$tree/tests/unit" "$tree/man" "$tree/doc"
	cd "$tree" || exit 1
	printf '/*\n * x.h - an x.\n */\n#ifndef CHAIRSIDE_BASE_X_H\n#endif\n' >src/base/x.h
	printf '#include <stdio.h>\n#include "base/x.h"\n' >src/base/x.c
	printf '#include "base/x.h"\n#include "db/db.h"\nconst struct report report_month = {\n' \
	    >src/report/month.c
	printf 'REPORT(month)\n' >src/report/reports.def
	printf '/* SELECT a FROM b; time(NULL), strcpy(a, b) */\nconst char *q = "a FROM b";\n' \
	    >src/command/show.c
	printf -- '-- :name one\nSELECT a FROM b;\n' >db/queries/one.sql
	printf '#include <sqlite3.h>\n#include <cmocka.h>\n' >tests/unit/test_x.c
	echo 'SOURCES = %D%/x.c %D%/x.h' >src/base/local.mk
	echo 'SOURCES = %D%/month.c %D%/reports.def' >src/report/local.mk
	echo 'SOURCES = %D%/show.c' >src/command/local.mk
	echo 'EXTRA_DIST = %D%/queries/one.sql' >db/local.mk
	echo 'c_tests = %D%/test_x' >tests/unit/local.mk
	cp "$CHAIRSIDE_SOURCE/man/chairside.1" man/
	echo 'man = man/chairside.1' >Makefile.am
}

# What the lint says of the planted tree: the names of the rules that failed.
failures()
{
	LINT_ROOT=$tree LINT_BUILD=$tree TMPDIR=$tap_folder \
	    sh "$CHAIRSIDE_SOURCE/tests/lint/$1.sh" 2>&1 |
	sed -n -e 's/^not ok [0-9]* - //p' -e '/^1\.\.0 # SKIP/p'
}

for lint in includes words tables tree manual; do
	good_tree
	case_is "$lint: nothing in a good tree" "$(failures "$lint")" \
	    "$([ "$lint" != manual ] || command -v mandoc >/dev/null ||
		echo '1..0 # SKIP mandoc is not installed')"
done

# planted LINT RULE FILE TEXT - the text is added to the file.
planted()
{
	good_tree
	mkdir -p "$(dirname "$3")"
	printf -- "$4" >>"$3"
	case_is "$1: $3: $(printf '%s' "$4" | tr '\n' ' ')" "$(failures "$1")" "$2"
}

layer='a layer includes only what it may'
planted includes "$layer" src/base/x.c '#include "db/db.h"\n'
planted includes "$layer" src/base/x.c '# include "record/field.h"\n'
planted includes "$layer" db/x.c '#include "exchange/csv.h"\n'
planted includes "$layer" src/exchange/x.c '#include "db/db.h"\n'
planted includes "$layer" src/command/show.c '#include "report/report.h"\n'
planted includes "$layer" screens/x.c '#include "db/db.h"\n'
planted includes "$layer" screens/toolkit/x.c '#include "screens/x.h"\n'
planted includes "$layer" src/main.c '#include "practice/practice.h"\n'
planted includes "$layer" src/base/x.c '#include "x.h"\n'
planted includes "$layer" src/base/x.c '#include "nowhere/x.h"\n'
library='a library is included in its one place'
planted includes "$library" src/report/month.c '#include <sqlite3.h>\n'
planted includes "$library" src/exchange/csv.c '#include <xlsxwriter.h>\n'
planted includes "$library" screens/x.c '#include <ncursesw/curses.h>\n'
planted includes "$library" src/base/x.c '#include <glib.h>\n'
planted includes "$library" src/base/x.c '#include <pthread.h>\n'

sql='SQL stands only under db/'
planted words "$sql" src/command/show.c 'f("SELECT a FROM b");\n'
planted words "$sql" src/report/month.c 'f("insert into b values (1)");\n'
planted words "$sql" screens/x.c 'f("UPDATE b SET a = 1");\n'
planted words "$sql" src/base/x.c 'f("DELETE FROM b");\n'
planted words "$sql" src/base/x.c 'f("PRAGMA foreign_keys");\n'
planted words "$sql" src/base/x.h '#define Q "CREATE TABLE b (a)"\n'
clock='the wall clock is read only in src/base/clock.c'
planted words "$clock" src/base/x.c '\tt = time(NULL);\n'
planted words "$clock" db/x.c 'clock_gettime(CLOCK_REALTIME, &t);\n'
planted words "$clock" screens/x.c 'tm = localtime_r (&t, &m);\n'
planted words 'SQL does not read the wall clock' db/queries/one.sql "SELECT date('now');\n"
planted words 'SQL does not read the wall clock' db/queries/one.sql 'SELECT CURRENT_DATE;\n'
banned='banned functions are not called'
planted words "$banned" src/base/x.c 'strcpy(a, "/* b */");\n'
planted words "$banned" db/x.c 'n = atoi(a);\n'
planted words "$banned" tests/unit/test_x.c 'sprintf(a, b);\n'
planted words "$banned" screens/x.c '\tif (system(a))\n'
planted words 'nothing is left for later' src/base/x.c '/* TODO */\n'

planted tables 'every file is named in a local.mk' src/base/y.c '\n'
planted tables 'every file is named in a local.mk' src/base/y.h '\n'
planted tables 'every file is named in a local.mk' db/queries/two.sql '\n'
planted tables 'every file is named in a local.mk' db/presets/a.ini '\n'
planted tables 'every file is named in a local.mk' tests/unit/test_y.c '\n'
planted tables 'every file is named in a local.mk' tests/unit/y.sh '\n'
planted tables 'every named file is there' db/local.mk 'MORE = %%D%%/queries/gone.sql\n'
planted tables 'every named file is there' src/base/local.mk 'MORE = %%D%%/gone.c\n'
reports='every report has a line in reports.def'
planted tables "$reports" src/report/reports.def 'REPORT(year)\n'
planted tables "$reports" src/report/month.c 'const struct report report_year = {\n'
planted tables 'every subcommand has a line in commands.def' src/command/show.c \
    'const struct command command_show = {\n'

planted tree 'no workbook is in the tree' doc/month.xlsx 'PK'
planted tree 'no practice file or key is in the tree' doc/practice.db 'x'
planted tree 'no secret is in the tree' doc/x.txt '-----BEGIN PRIVATE KEY-----\n'
planted tree 'no path of a machine is in the tree' doc/x.txt 'see /home/ann/x\n'
header='every header says first what it is'
planted tree "$header" src/base/y.h '#ifndef CHAIRSIDE_BASE_Y_H\n'
planted tree "$header" src/base/y.h '/*\n * y.h - a y.\n */\n#ifndef Y_H\n'

if command -v mandoc >/dev/null; then
	planted manual 'mandoc finds nothing in chairside.1' man/chairside.1 '.Xyz\n'
fi

# A record that calls the database, as libraries.
good_tree
mkdir -p src/record
echo 'void db_open(void); void record_load(void); void record_load(void) { db_open(); }' >r.c
echo 'void db_open(void); void db_open(void) { }' >d.c
if gcc -c r.c d.c 2>/dev/null && command -v nm >/dev/null; then
	ar cr db/libdb.a d.o
	ar cr src/record/librecord.a d.o
	case_is 'link: libraries that want nothing' "$(failures link)" 'libraries were looked at'
	ar cr src/record/librecord.a r.o
	ar d src/record/librecord.a d.o
	case_is 'link: record calls db' "$(failures link)" 'no library calls one above it'
fi

tap_end
