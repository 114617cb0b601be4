#!/bin/sh
# Miller 6.6.0 (Debian 12) makes JSON of a list of lots that no JSON reader takes.
#
# A lot's number is text, whatever its letters. `mlr --icsv --ojson cat` writes a cell that
# looks like a number as it stands, without quotes. 007 it knows to quote. 0B11 is binary to
# it, `5.` a number: neither is one in JSON (RFC 8259, 6), and Python refuses the whole file.
# A lot called 12E4 is a number in JSON too, and is 120000.0 to Python. With -S, no guess,
# all of them are text.
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || cannot 'python3 is not installed'
debian miller=6.6.0-2+b3

cat >read.py <<'END'
import json, sys
try:
    print(json.load(sys.stdin)[0]["lot"])
except json.JSONDecodeError:
    print("refused")
END

# lots NUMBER [OPTION] - what Python reads of a list with that lot, as Miller writes it.
lots()
{
	printf 'product,lot\nSerum,%s\n' "$1" >lots.csv
	mlr --icsv --ojson ${2:-} cat lots.csv | python3 read.py
}

for lot in 0B11 5. 0X1F; do
	seen "lot $lot" 'refused' "$(lots "$lot")"
	seen "lot $lot, with -S" "$lot" "$(lots "$lot" -S)"
done
seen 'lot 12E4' '120000.0' "$(lots 12E4)"
seen 'lot 007' '007' "$(lots 007)"
told
