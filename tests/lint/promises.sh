# Each test that doc/security.md names for a promise is one that runs.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"

make -s -C "$CHAIRSIDE_BUILD" named-tests | tr ' ' '\n' | sort -u >"$tap_folder/run"
grep -o 'tests/[a-z]*/[a-z_]*\(\.sh\)\?' "$CHAIRSIDE_SOURCE/doc/security.md" | sort -u >"$tap_folder/named"
case_ok 'promises name tests' test -s "$tap_folder/named"
case_is 'each is run' "$(comm -23 "$tap_folder/named" "$tap_folder/run")" ''
case_is 'each promise has one' \
    "$(grep '^| ' "$CHAIRSIDE_SOURCE/doc/security.md" | sed -n '/^| promise/,$p' |
    grep -v -e '^| promise' -e '^| \*\*' -e 'tests/')" ''
tap_end
