# A file includes only what its layer may: layers.txt; a library is included
# only where it is wrapped: libraries.txt; any other header is C's or POSIX's.
. "$CHAIRSIDE_SOURCE/tests/lint/lint.sh"

{ echo "$lint/layers.txt"; files '*.[ch]' src db screens; } | xargs awk '
	function layer_of(path,    f, best)
	{
		for (f in folder_layer)
			if (index(path, f "/") == 1 && length(f) > length(best))
				best = f
		return best == "" ? "" : folder_layer[best]
	}
	FILENAME ~ /layers.txt$/ {
		if (/^#/)
			next
		folder_layer[$2] = $1
		for (i = 3; i <= NF; i++)
			may[$1, $i]
		next
	}
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		split($0, part, "\"")
		to = part[2]
		if (layer_of(to) == "")
			to = "src/" to
		from = layer_of(FILENAME)
		what = layer_of(to)
		if (to !~ /\//)
			print FILENAME ":" FNR ": " part[2] " is named without its folder"
		else if (what == "")
			print FILENAME ":" FNR ": " part[2] " belongs to no layer"
		else if (what != from && !((from, what) in may))
			print FILENAME ":" FNR ": " from " may not include " part[2]
	}' >"$found"
rule 'a layer includes only what it may'

# The table of rooms in HACKING.md: its first and its third column.
awk -F ' *[|] *' '/^[|] room/ { table = 1; next } table && !/^[|]/ { exit }
	table && !/^[|]-/ { print $2 ": " ($4 == "–" ? "" : $4) }' HACKING.md |
	sort >"$tap_folder/said"
awk '!/^#/ && $1 != "main" { may = $3; for (i = 4; i <= NF; i++) may = may " " $i
	print $2 ": " may }' "$lint/layers.txt" | sort >"$tap_folder/allowed"
diff "$tap_folder/said" "$tap_folder/allowed" | grep '^[<>]' >"$found"
rule 'HACKING.md draws the rooms that there are'

{ echo "$lint/libraries.txt"; files '*.[ch]' src db screens tests; } | xargs awk '
	BEGIN {
		n = split("assert ctype dirent dlfcn errno fcntl float fnmatch ftw " \
		    "getopt glob grp iconv inttypes langinfo libgen limits locale " \
		    "math poll pwd regex sched setjmp signal stdalign stdarg stdbool " \
		    "stddef stdint stdio stdlib string strings termios " \
		    "time unistd wchar wctype", names, " ")
		for (i = 1; i <= n; i++)
			standard[names[i] ".h"]
	}
	FILENAME ~ /libraries.txt$/ {
		if (!/^#/)
			place[$1] = place[$1] " " $2
		next
	}
	/^[ \t]*#[ \t]*include[ \t]*</ {
		name = $0
		sub(/^[^<]*</, "", name)
		sub(/>.*/, "", name)
		base = name
		sub(/.*\//, "", base)
		if (base in place) {
			split(place[base], places, " ")
			fits = 0
			for (i in places)
				fits += index(FILENAME, places[i]) == 1
			if (!fits && FILENAME !~ /^tests\//)
				print FILENAME ":" FNR ": " name " is included only in" place[base]
		} else if (!(name in standard) && name !~ /^sys\//)
			print FILENAME ":" FNR ": " name " is no header of C or POSIX and not in tests/lint/libraries.txt"
	}' >"$found"
rule 'a library is included in its one place'

tap_end
