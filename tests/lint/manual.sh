# The manual page is good mdoc.
. "$CHAIRSIDE_SOURCE/tests/lint/lint.sh"

command -v mandoc >/dev/null || tap_skip 'mandoc is not installed'
mandoc -T lint -W warning man/chairside.1 2>&1 >"$found"
rule 'mandoc finds nothing in chairside.1'
tap_end
