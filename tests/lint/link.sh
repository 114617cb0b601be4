# No library calls one above it: what a layer leaves undefined is not defined
# in a layer it may not include. A test that links whole programs would miss it.
. "$CHAIRSIDE_SOURCE/tests/lint/lint.sh"

build=${LINT_BUILD:-$CHAIRSIDE_BUILD}
command -v nm >/dev/null || tap_skip 'nm is not installed'

# symbols KIND LAYER FOLDER - of the layer's library, or of its absence nothing.
symbols()
{
	library=$build/$3/lib$2.a
	[ ! -f "$library" ] ||
	    nm -g "$library" 2>/dev/null | awk -v kind="$1" -v layer="$2" '
		NF == 3 && $2 ~ /^[TDBRVWC]$/ && kind == "defines" { print kind, layer, $3 }
		NF == 2 && $1 == "U" && kind == "wants" { print kind, layer, $2 }'
}

grep -v '^#' "$lint/layers.txt" | while read -r layer folder rest; do
	echo "may $layer $rest"
	symbols defines "$layer" "$folder"
	symbols wants "$layer" "$folder"
done >"$tap_folder/symbols"

: >"$found"
grep -q '^wants' "$tap_folder/symbols" || echo "$build holds none" >"$found"
rule 'libraries were looked at'

awk '
	$1 == "may" { for (i = 3; i <= NF; i++) may[$2, $i]; next }
	$1 == "defines" { owner[$3] = $2; next }
	{ wants[$2 " " $3] }
	END {
		for (w in wants) {
			split(w, part, " ")
			if (!(part[2] in owner))
				continue
			to = owner[part[2]]
			if (to != part[1] && !((part[1], to) in may))
				print part[1] " calls " part[2] " of " to
		}
	}' "$tap_folder/symbols" | sort >"$found"
rule 'no library calls one above it'

# What a file exports, another one wants, or a test names; in a release an assertion, which
# may be the only one, is not there.
if [ ! -f "$build/Makefile" ] || grep -q 'CHAIRSIDE_DEBUG=1' "$build/Makefile"; then
	code code '*.[ch]' tests | grep -oE '[A-Za-z_][A-Za-z0-9_]*' | sort -u >"$tap_folder/tests"
	find "$build/src" "$build/db" "$build/screens" -name 'lib*.a' -o -name main.o |
	xargs nm -A -g 2>/dev/null | awk -v tests="$tap_folder/tests" '
		BEGIN { while ((getline name <tests) > 0) wanted[name] }
		match($0, /:[^:]*$/) {
			n = split(substr($0, RSTART + 1), word, " ")
			if (word[n - 1] == "U")
				wanted[word[n]]
			else if (word[n - 1] ~ /^[TDBR]$/)
				file[word[n]] = substr($0, 1, RSTART - 1)
		}
		END {
			for (name in file)
				if (name != "main" && name !~ /^__/ && !(name in wanted))
					print file[name] ": " name
		}' | sort >"$found"
	rule 'nothing is exported for nobody'

	# What only tests name: no other object wants it, and the C of the program has its
	# name once, where it is defined.
	find "$build/src" "$build/db" "$build/screens" -name 'lib*.a' -o -name main.o |
	xargs nm -g 2>/dev/null | awk '
		NF == 2 && $1 == "U" { wanted[$2] }
		NF == 3 && $2 ~ /^[TDBR]$/ { defined[$3] }
		END { for (name in defined) if (!(name in wanted)) print name }' |
	sort >"$tap_folder/unwanted"
	code code '*.c' src db screens | grep -oE '[A-Za-z_][A-Za-z0-9_]*' | sort | uniq -d \
	    >"$tap_folder/again"
	grep -v '^#' "$lint/for_tests.txt" | awk '{ print $1 }' | sort >"$tap_folder/reasons"
	comm -23 "$tap_folder/unwanted" "$tap_folder/again" | comm -12 - "$tap_folder/tests" \
	    >"$tap_folder/for_tests"
	comm -23 "$tap_folder/for_tests" "$tap_folder/reasons" >"$found"
	rule 'nothing is exported for tests alone, but for a reason'
	: >"$found"
	[ -n "${LINT_ROOT-}" ] ||
	    comm -13 "$tap_folder/for_tests" "$tap_folder/reasons" >"$found"
	rule 'each of these reasons is needed'
fi

tap_end
