# Every lint can fail: it finds nothing in a small tree that breaks no rule, and
# there each planted mistake, by the rule it breaks and by no other.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"

tree=$tap_folder/tree

# A header as the house wants it, and one source of each kind.
good_tree()
{
	: >"$tap_folder/planted"
	rm -rf "$tree"
	mkdir -p "$tree/src/base" "$tree/src/report" "$tree/src/command" \
	    "$tree/db/queries" "$tree/screens" "$tree/tests/unit" "$tree/man" "$tree/doc"
	cd "$tree" || exit 1
	printf '/*\n * x.h - an x.\n */\n#ifndef CHAIRSIDE_BASE_X_H\n#endif\n' >src/base/x.h
	printf '#include <stdio.h>\n#include "base/x.h"\n' >src/base/x.c
	printf '#include "base/x.h"\n#include "db/db.h"\nconst struct report report_month = {\n' \
	    >src/report/month.c
	printf 'st = db_stmt(db, "one");\n' >>src/report/month.c
	printf 'REPORT(month)\n' >src/report/reports.def
	printf '/* SELECT a FROM b; time(NULL), strcpy(a, b) */\nconst char *q = "a FROM b";\n' \
	    >src/command/show.c
	printf -- '-- :name one\nSELECT a FROM b;\n' >db/queries/one.sql
	printf '#include <sqlite3.h>\n#include <cmocka.h>\n' >tests/unit/test_x.c
	echo 'SOURCES = %D%/x.c %D%/x.h' >src/base/local.mk
	echo 'SOURCES = %D%/month.c %D%/reports.def' >src/report/local.mk
	echo 'SOURCES = %D%/show.c' >src/command/local.mk
	printf '%s\n' 'EXTRA_DIST = %D%/queries/one.sql' 'made:' \
	    '	$(MKDIR_P) %D%' >db/local.mk
	echo 'c_tests = %D%/test_x' >tests/unit/local.mk
	cp "$CHAIRSIDE_SOURCE/man/chairside.1" man/
	cp "$CHAIRSIDE_SOURCE/HACKING.md" .
	echo 'man = man/chairside.1 HACKING.md' >Makefile.am
}

# What the lint finds in the planted tree: rule, tab, place.
places()
{
	LINT_ROOT=$tree LINT_BUILD=$tree TMPDIR=$tap_folder \
	    sh "$CHAIRSIDE_SOURCE/tests/lint/$1.sh" 2>&1 |
	awk '/^not ok/ { sub(/^not ok [0-9]* - /, ""); rule = $0 }
	    /^ok/ { rule = "" }
	    /^# / && rule != "" && !/^# left: / { print rule "\t" substr($0, 3) }'
}

# plant RULE FILE TEXT - the text, one line of its own in the file.
plant()
{
	mkdir -p "$(dirname "$2")"
	printf -- "$3" >>"$2"
	printf '%s\t%s\n' "$1" "$2" >>"$tap_folder/planted"
}

# harvest LINT - every planted mistake is found and nothing else.
harvest()
{
	places "$1" >"$tap_folder/places"
	while IFS='	' read -r rule file; do
		case_ok "$1 finds $file: $rule" grep -q "^$rule	.*$file" "$tap_folder/places"
	done <"$tap_folder/planted"
	sed 's/	/	.*/; s/^/^/' "$tap_folder/planted" >"$tap_folder/wanted"
	case_is "$1 finds no more" "$(grep -vf "$tap_folder/wanted" "$tap_folder/places")" ''
}

good_tree
for lint in includes words tables tree manual; do
	case_is "$lint finds nothing in a good tree" "$(places "$lint")" ''
done

layer='a layer includes only what it may'
good_tree
plant "$layer" src/base/one.c '#include "db/db.h"\n'
plant "$layer" src/base/two.c '# include "record/field.h"\n'
plant "$layer" src/base/three.c '#include "x.h"\n'
plant "$layer" src/base/four.c '#include "nowhere/x.h"\n'
plant "$layer" src/exchange/one.c '#include "db/db.h"\n'
plant "$layer" src/command/one.c '#include "report/report.h"\n'
plant "$layer" src/main.c '#include "practice/practice.h"\n'
plant "$layer" db/one.c '#include "exchange/csv.h"\n'
plant "$layer" screens/one.c '#include "db/db.h"\n'
plant "$layer" screens/toolkit/one.c '#include "screens/x.h"\n'
library='a library is included in its one place'
plant "$library" src/report/six.c '#include <sqlite3.h>\n'
plant "$library" src/exchange/six.c '#include <xlsxwriter.h>\n'
plant "$library" src/base/six.c '#include <glib.h>\n'
plant "$library" src/base/seven.c '#include <pthread.h>\n'
plant "$library" screens/six.c '#include <ncursesw/curses.h>\n'
grep -v '^| src/demo ' "$CHAIRSIDE_SOURCE/HACKING.md" >HACKING.md
printf '%s\t%s\n' 'HACKING.md draws the rooms that there are' src/demo >>"$tap_folder/planted"
harvest includes

good_tree
sql='SQL stands only under db/'
plant "$sql" src/command/one.c 'f("SELECT a FROM b");\n'
plant "$sql" src/report/one.c 'f("insert into b values (1)");\n'
plant "$sql" src/base/one.c 'f("DELETE FROM b");\n'
plant "$sql" src/base/two.c 'f("PRAGMA foreign_keys");\n'
plant "$sql" src/base/three.h '#define Q "CREATE TABLE b (a)"\n'
plant "$sql" screens/one.c 'f("UPDATE b SET a = 1");\n'
whole='the name of a statement stands whole in the C that uses it'
plant "$whole" db/queries/parts.sql '-- :name one_by_two\nSELECT a FROM b;\n'
plant "$whole" db/queries/nobody.sql '-- :name nobody\nSELECT a FROM b;\n'
clock='the wall clock is read only in src/base/clock.c'
plant "$clock" src/base/four.c '\tt = time(NULL);\n'
plant "$clock" db/four.c 'clock_gettime(CLOCK_REALTIME, &t);\n'
plant "$clock" screens/four.c 'tm = localtime_r (&t, &m);\n'
plant 'SQL does not read the wall clock' db/queries/now.sql "SELECT date('now');\n"
plant 'SQL does not read the wall clock' db/queries/today.sql 'SELECT CURRENT_DATE;\n'
role='roles are compared only in src/practice/roles.c'
plant "$role" src/practice/four.c 'if (p->role == ROLE_OWNER)\n'
plant "$role" screens/five.c 'may = d->p->role == 1;\n'
plant "$role" src/report/four.c 'if (strcmp(role, "front_desk") == 0)\n'
plant "$role" db/queries/role.sql "SELECT 1 FROM staff WHERE role IN ('owner');\n"
plant 'what leaves the practice as a file is in the journal' src/export/five.c \
    'out = file_out_open(target, e);\n'
banned='banned functions are not called'
plant "$banned" src/base/five.c 'strcpy(a, "/* b */");\n'
plant "$banned" db/five.c 'n = atoi(a);\n'
plant "$banned" screens/five.c '\tif (system(a))\n'
plant "$banned" tests/unit/five.c 'sprintf(a, b);\n'
plant 'what a loop counts is declared at the head of its block' src/loop.c '\tfor (size_t i = 0; i < 3; i++)\n'
plant 'nothing is left for later' src/base/six.c '/* TODO */\n'
named='what a comment names is there'
plant "$named" src/base/seven.c '/* See gone(). */\n'
plant "$named" db/seven.c '/* See gone.c. */\n'
plant "$named" tests/unit/seven.c '/* As\n * base/gone.h has it. */\n'
harvest words

good_tree
unnamed='every file is named in a local.mk'
for file in src/base/y.c src/base/z.h db/queries/two.sql db/presets/a.ini \
    tests/unit/test_y.c tests/unit/y.sh; do
	plant "$unnamed" "$file" '\n'
done
echo 'MORE = %D%/queries/gone.sql' >>db/local.mk
echo 'MORE = %D%/gone.c' >>src/base/local.mk
printf '%s\n' 'every named file is there	db/queries/gone.sql' \
    'every named file is there	src/base/gone.c' >>"$tap_folder/planted"
reports='every report has a line in reports.def'
plant "$reports" src/report/reports.def 'REPORT(year)\n'
plant "$reports" src/report/month.c 'const struct report report_week = {\n'
plant 'every subcommand has a line in commands.def' src/command/show.c \
    'const struct command command_show = {\n'
harvest tables

good_tree
plant 'no workbook is in the tree' doc/month.xlsx 'PK'
plant 'no practice file or key is in the tree' doc/practice.db 'x'
plant 'no secret is in the tree' doc/one.txt '-----BEGIN PRIVATE KEY-----\n'
plant 'no path of a machine is in the tree' doc/two.txt 'see /home/ann/x\n'
header='every header says first what it is'
plant "$header" src/base/one.h '#ifndef CHAIRSIDE_BASE_ONE_H\n'
plant "$header" src/base/two.h '/*\n * two.h - a two.\n */\n#ifndef TWO_H\n'
plant 'what is new in a version is told' configure.ac 'AC_INIT([chairside], [9.0.0])\n'
harvest tree

if command -v mandoc >/dev/null; then
	good_tree
	plant 'mandoc finds nothing in chairside.1' man/chairside.1 '.Xyz\n'
	harvest manual
fi

# A record that calls the database, as libraries.
good_tree
mkdir -p src/record
echo 'void db_open(void); void record_load(void); void record_load(void) { db_open(); }' >r.c
echo 'void db_open(void); void db_open(void) { }' >d.c
if gcc -c r.c d.c && command -v nm >/dev/null; then
	ar cr db/libdb.a d.o
	case_is 'link wants libraries, and somebody for each name' "$(places link)" \
	    "libraries were looked at	$tree holds none
nothing is exported for nobody	$tree/db/libdb.a:d.o: db_open"
	ar cr src/record/librecord.a r.o
	case_is 'link finds a record that calls db' "$(places link)" \
	    "no library calls one above it	record calls db_open of db
nothing is exported for nobody	$tree/src/record/librecord.a:r.o: record_load"
	echo 'void f(void) { record_load(); }' >tests/unit/test_x.c
	echo 'void record_load(void) { db_open(); }' >src/record/r.c
	case_is 'link finds what only a test calls' "$(places link)" \
	    "no library calls one above it	record calls db_open of db
nothing is exported for tests alone, but for a reason	record_load"
	echo 'void f(void) { record_load(); }' >src/record/caller.c
	case_is 'but not what its own file calls too' "$(places link)" \
	    "no library calls one above it	record calls db_open of db"
fi

tap_end
