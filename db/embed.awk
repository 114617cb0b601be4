# embed.awk - files as a C table: LC_ALL=C awk -f embed.awk db/a/b.sql ...
#
# Prints one EMBED("a/b.sql", "text") for each argument, sorted by name; the
# part up to the first slash is left out of the name.

function sort(    i, j, f)
{
	for (i = 2; i < ARGC; i++) {
		f = ARGV[i]
		for (j = i - 1; j >= 1 && ARGV[j] > f; j--)
			ARGV[j + 1] = ARGV[j]
		ARGV[j + 1] = f
	}
}

# `"` and `\` keep their meaning; `?` is escaped because ??/ and its like once
# stood for other characters.
function quoted(s)
{
	gsub(/[\\"?]/, "\\\\&", s)
	gsub(/\t/, "\\t", s)
	gsub(/\r/, "\\r", s)
	return "\"" s "\\n\""
}

function embed(path,    line, got, name)
{
	name = path
	sub(/^[^\/]*\//, "", name)
	printf "EMBED(\"%s\", \"\"\n", name
	while ((got = (getline line < path)) > 0)
		print quoted(line)
	if (got < 0) {
		print "embed.awk: " path " cannot be read" | "cat >&2"
		failed = 1
		exit 1
	}
	close(path)
	print ")"
}

BEGIN {
	sort()
	for (i = 1; i < ARGC && !failed; i++)
		embed(ARGV[i])
	exit failed
}
