# What ./check rests on: it configures again when a library came or went, so that
# tests left out for want of it are built, and a test that did not run is found.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"

# A source folder whose configure only counts how often it ran.
top=$tap_folder/tree
mkdir -p "$top/build-aux" "$top/src" "$top/db" "$top/screens" "$top/tests" "$tap_folder/bin"
printf '%s\n' 'PKG_CHECK_MODULES([CMOCKA], [cmocka >= 1.1.5], [a], [b])' \
    'PKG_CHECK_MODULES([UTF8PROC], [libutf8proc])' >"$top/configure.ac"
printf '#!/bin/sh\necho once >>"%s/configured-times"\n: >Makefile\n' "$tap_folder" >"$top/configure"
: >"$top/Makefile.am"
: >"$top/Makefile.in"
: >"$top/build-aux/tap-driver.sh"
chmod +x "$top/configure"

# pkg-config knows what stands in this folder as LIBRARY, with its version inside.
printf '#!/bin/sh\ncat "%s/libraries/$2"\n' "$tap_folder" >"$tap_folder/bin/pkg-config"
chmod +x "$tap_folder/bin/pkg-config"
mkdir "$tap_folder/libraries"
PATH=$tap_folder/bin:$PATH

. "$CHAIRSIDE_SOURCE/build-aux/house.sh"

# configured - how often configure has run, after one more wish for it.
configured()
{
	configure_in "$top/build" "$tap_folder/configure.log" --enable-debug 2>"$tap_folder/said"
	wc -l <"$tap_folder/configured-times" | tr -d ' '
}

echo 2.8.0 >"$tap_folder/libraries/libutf8proc"
case_is 'a new folder is configured' "$(configured)" 1
case_is 'and not again while nothing has changed' "$(configured)" 1
echo 1.1.5 >"$tap_folder/libraries/cmocka"
case_is 'a library that came configures it again' "$(configured)" 2
case_is 'once' "$(configured)" 2
echo 2.9.0 >"$tap_folder/libraries/libutf8proc"
case_is 'so does another version' "$(configured)" 3
rm "$tap_folder/libraries/cmocka"
case_is 'and one that went' "$(configured)" 4

mkdir -p "$tap_folder/results/tests/unit" "$tap_folder/results/tests/lint"
: >"$tap_folder/results/tests/unit/test_date.trs"
: >"$tap_folder/results/tests/lint/words.trs"
case_is 'a test without a result is named' \
    "$(not_run "$tap_folder/results" tests/unit/test_date tests/unit/test_money tests/lint/words.sh)" \
    tests/unit/test_money
case_is 'none is, where all have one' \
    "$(not_run "$tap_folder/results" tests/unit/test_date tests/lint/words.sh)" ''

printf '%s\n' 'read client_page id' 'left client_page id' 'left client_page city' \
    'left export_clients city' 'left import_known 1' >"$tap_folder/columns"
case_is 'a column that nobody reads is named' \
    "$(unread_columns "$tap_folder/columns")" client_page.city
case_is 'and no log is no column' "$(unread_columns "$tap_folder/no-columns")" ''

make -s -C "$CHAIRSIDE_BUILD" named-tests | sort >"$tap_folder/named"
(cd "$CHAIRSIDE_SOURCE" && find tests -name 'test_*.c' | sed 's/\.c$//' | sort) >"$tap_folder/there"
case_is 'every test written in C is named, whatever was found' \
    "$(comm -13 "$tap_folder/named" "$tap_folder/there")" ''
tap_end
