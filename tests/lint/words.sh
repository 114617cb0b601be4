# SQL stands only under db/; the wall clock is read only in src/base/clock.c; nothing
# but src/practice/roles.c knows what a role may;
# functions that lead to overruns, or that hide an error, are not called;
# nothing is left for later.
. "$CHAIRSIDE_SOURCE/tests/lint/lint.sh"

# calls NAME... - an extended pattern for a call of one of these functions.
calls()
{
	printf '[^A-Za-z0-9_>.](%s)[ \t]*\\(' "$(printf '%s' "$*" | tr ' ' '|')"
}

{
	code strings '*.[ch]' src screens
	code strings '*.def' src screens
} | grep -E 'SELECT |[Ii][Nn][Ss][Ee][Rr][Tt] (OR [A-Z]+ )?[Ii][Nn][Tt][Oo] |UPDATE .*SET |DELETE FROM|(CREATE|ALTER|DROP) (TABLE|INDEX|TRIGGER|VIEW)|PRAGMA |BEGIN IMMEDIATE|ORDER BY|GROUP BY' >"$found"
rule 'SQL stands only under db/'

# A name put together from parts would be found by no search.
for kind in c h def; do files "*.$kind" src db screens; done |
xargs -r cat | grep -oE '"[a-z0-9_]+"' | tr -d '"' | sort -u >"$tap_folder/whole"
files '*.sql' db/queries | xargs -r awk '/^-- :name / { print $3 " " FILENAME }' | sort |
join -v 1 - "$tap_folder/whole" >"$found"
rule 'the name of a statement stands whole in the C that uses it'

code code '*.[ch]' src db screens | grep -v '^src/base/clock\.c:' |
grep -E "$(calls time gettimeofday clock_gettime localtime localtime_r gmtime gmtime_r mktime timegm timelocal ctime ctime_r asctime tzset timespec_get)" >"$found"
rule 'the wall clock is read only in src/base/clock.c'

files '*.sql' db | xargs -r grep -nEi "'now'|current_(date|time|timestamp)|unixepoch *\( *\)|julianday *\( *\)|strftime *\( *'[^',]*' *\)" >"$found"
rule 'SQL does not read the wall clock'

{
	# who logs in gets the role, and the first of a practice is an owner
	code code '*.[ch]' src screens | grep -vE '^src/practice/(roles\.c|practice\.[ch]):' |
	grep -E 'ROLE_[A-Z]|(->|[.])role([^A-Za-z0-9_]|$)'
	files '*.[ch]' src screens db | xargs -r grep -nE 'str[n]?cmp[(].*role.*"[a-z_]+"'
	files '*.sql' db | grep -v '^db/migrations/' | xargs -r grep -nEi "role *(=|<>|in) *[('?:]"
} >"$found"
rule 'roles are compared only in src/practice/roles.c'

code code '*.[ch]' src/export src/figures src/import src/lists src/practice src/receipt screens | grep -E "$(calls file_out_open)" | cut -d: -f1 | sort -u |
while read -r file; do
	grep -q "^$file	" "$lint/leaves.txt" || grep -q 'db_note(' "$file" || echo "$file"
done >"$found"
rule 'what leaves the practice as a file is in the journal'

code code '*.[ch]' src db screens tests |
grep -E "$(calls strcpy strcat strncpy strncat stpcpy sprintf vsprintf gets strtok atoi atol atoll atof system popen alloca tmpnam tempnam mktemp rand srand)" >"$found"
rule 'banned functions are not called'

code code '*.[ch]' src db screens tests |
grep -E '[^A-Za-z0-9_]for \((const |unsigned |struct |enum )*[a-z_][A-Za-z0-9_]* [ *]*[a-z_][A-Za-z0-9_]*( =|;|,)' >"$found"
rule 'what a loop counts is declared at the head of its block'

files '*' src db screens tests man doc | grep -v '^tests/lint/' |
xargs -r grep -nIE '(^|[^A-Za-z])(TODO|FIXME|XXX)([^A-Za-z]|$)' >"$found"
rule 'nothing is left for later'

# Names in code, and files by each end of their path: what a comment may name.
{
	code code '*.[ch]' src db screens tests | grep -oE '[A-Za-z_][A-Za-z0-9_]*'
	files '*' . src db screens tests man doc | awk '{
		for (path = $0; path ~ /\//; sub(/^[^\/]*\//, "", path))
			print path
		print path
	}'
} | sort -u >"$tap_folder/names"
code comments '*.[ch]' src db screens tests | awk -v names="$tap_folder/names" '
	# check(PATTERN, END) - what of the text fits is a name, END left out of it.
	function check(pattern, end,    text, what)
	{
		for (text = said; match(text, pattern); text = substr(text, RSTART + RLENGTH)) {
			what = substr(text, RSTART, RLENGTH)
			sub(/^[^A-Za-z0-9_]/, "", what)
			sub(end, "", what)
			if (!(what in known) && what !~ /^sqlite3/)
				print place ": " what
		}
	}
	BEGIN { while ((getline line <names) > 0) known[line] }
	{
		split($0, part, ":")
		place = part[1] ":" part[2]
		said = " " substr($0, length(place) + 2) " "
		check("[^A-Za-z0-9_][a-z_][a-z0-9_]*[(][)]", "[(][)]$")
		check("[^A-Za-z0-9_./*-][a-z_][a-z0-9_/-]*[.](c|h|def|sql|sh|ini|md)[^A-Za-z0-9_]", ".$")
	}' >"$found"
rule 'what a comment names is there'

tap_end
