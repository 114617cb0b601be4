# `make install` puts the program, its manual and what README tells others to run or read under
# DESTDIR and nothing else; `make uninstall` leaves no file.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"

# The make that runs this test has variables of its own.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL TESTS
to=$tap_folder/to
files() { (cd "$to" && find . -type f | sed 's|.*/||' | LC_ALL=C sort | tr '\n' ' '); }

case_ok 'make install' make -s -C "$CHAIRSIDE_BUILD" install DESTDIR="$to"
case_is 'the program, its manual and its documents' "$(files)" 'CHANGES.md README.md chairside chairside.1 desk-print.ps1 desk-print.sh records.md second-machine.sh security.md '
case_ok 'the installed program runs' \
    sh -c "$(find "$to" -name chairside -type f) --version"
case_ok 'make uninstall' make -s -C "$CHAIRSIDE_BUILD" uninstall DESTDIR="$to"
case_is 'no file is left' "$(files)" ''
tap_end
