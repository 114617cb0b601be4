# SQL stands only under db/; the wall clock is read only in src/base/clock.c;
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

code code '*.[ch]' src db screens | grep -v '^src/base/clock\.c:' |
grep -E "$(calls time gettimeofday clock_gettime localtime localtime_r gmtime gmtime_r mktime timegm timelocal ctime ctime_r asctime tzset timespec_get)" >"$found"
rule 'the wall clock is read only in src/base/clock.c'

files '*.sql' db | xargs -r grep -nEi "'now'|current_(date|time|timestamp)|unixepoch *\( *\)|julianday *\( *\)|strftime *\( *'[^',]*' *\)" >"$found"
rule 'SQL does not read the wall clock'

code code '*.[ch]' src db screens tests |
grep -E "$(calls strcpy strcat strncpy strncat stpcpy sprintf vsprintf gets strtok atoi atol atoll atof system popen alloca tmpnam tempnam mktemp rand srand)" >"$found"
rule 'banned functions are not called'

files '*' src db screens tests man doc | grep -v '^tests/lint/' |
xargs -r grep -nIE '(^|[^A-Za-z])(TODO|FIXME|XXX)([^A-Za-z]|$)' >"$found"
rule 'nothing is left for later'

tap_end
