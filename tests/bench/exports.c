/*
 * exports.c - what leaves the practice as a file.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/run.h"

#define FROM "2026-11-01"
#define TO "2026-11-15"

/* Columns and rows of `export sessions`. */
#define SESSIONS							\
	"SELECT s.id, coalesce(c.external_id, '#' || c.id) AS client,"	\
	" trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ')" \
	" AS client_name, coalesce(v.code, '#' || v.id) AS service, v.name AS service_name," \
	" coalesce(f.code, '#' || f.id) AS staff, f.name AS staff_name, s.date, s.start," \
	" s.minutes, s.minutes_assumed, s.status, s.price, s.origin, s.overlap_ok," \
	" s.booked_on, s.cancelled_on, s.cancelled_by, s.late, s.not_treated_for, s.reason," \
	" s.external_id, s.notes, s.insisted"				\
	" FROM session s LEFT JOIN client c ON c.id = s.client"	\
	" LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff"

static FILE *
open_file(const char *path)
{
	FILE *f = fopen(path, "r");

	if (f == NULL)
		bug("%s was not written", path);
	return f;
}

/* Rows of a CSV file, the header one of them; of a JSON file its records. */
static long
rows_in(const char *path, bool json)
{
	FILE *f = open_file(path);
	bool quoted = false, escaped = false;
	long rows = 0;
	int c;

	while ((c = getc(f)) != EOF) {
		if (c == '"' && !escaped)
			quoted = !quoted;
		escaped = json && c == '\\' && !escaped;
		rows += !quoted && c == (json ? '{' : '\n');
	}
	fclose(f);
	return rows;
}

/* Names of the columns, as a CSV file begins. */
static char *
header_of(const char *path)
{
	FILE *f = open_file(path);
	char line[1024], *end;

	if (fgets(line, sizeof(line), f) == NULL)
		bug("%s is empty", path);
	fclose(f);
	end = strpbrk(line, "\r\n");
	return xstrndup(line, end != NULL ? (size_t)(end - line) : 0);
}

/* Both sides have written the same columns of as many rows. */
static void
same_work(const char *ours, const char *theirs, bool json)
{
	if (rows_in(ours, json) != rows_in(theirs, json))
		bug("%s has %ld rows, %s %ld", ours, rows_in(ours, json), theirs,
		    rows_in(theirs, json));
	if (!json) {
		AUTO_FREE char *a = header_of(ours);
		AUTO_FREE char *b = header_of(theirs);

		if (strcmp(a, b) != 0)
			bug("not the same columns: %s; %s", a, b);
	}
}

static double
export(const struct build *b, const char *path, const char *format, bool dated)
{
	AUTO_FREE char *out = fixture_path(b, "export");
	const char *const all[] = { b->program, "--db", path, "export", "sessions",
	    "--format", format, "-o", out, NULL };
	const char *const some[] = { b->program, "--db", path, "export", "sessions",
	    "--format", format, "-o", out, "--from", FROM, "--to", TO, NULL };

	remove(out);
	return run_good(dated ? some : all, NULL).cpu_ms;
}

/* The shell writes the same rows; they are compared with those that this build wrote. */
static double
shell(const struct build *b, const char *format, bool dated)
{
	AUTO_FREE char *out = fixture_path(b, "shell");
	AUTO_FREE char *ours = fixture_path(bench_build(THIS), "export");
	const char *sql = dated ? SESSIONS " WHERE s.date BETWEEN '" FROM "' AND '" TO "'"
	    " ORDER BY s.id" : SESSIONS " ORDER BY s.id";
	const char *const argv[] = { "sqlite3", "-header", format, fixture(b, "large"), sql,
	    NULL };
	double cpu = run_good(argv, out).cpu_ms;

	same_work(ours, out, strcmp(format, "-json") == 0);
	return cpu;
}

/* s->arg is the format. */
SIDE(export_ours)
{
	figures[0] = export(b, fixture(b, "large"), s->arg, false);
	return true;
}

SIDE(export_shell)
{
	AUTO_FREE char *format = xasprintf("-%s", s->arg);

	if (!run_installed("sqlite3"))
		return false;
	figures[0] = shell(b, format, false);
	return true;
}

SIDE(dated_ours)
{
	double few = export(b, fixture(b, "middle"), "csv", true);
	double many = export(b, fixture(b, "years"), "csv", true);

	(void)s;
	figures[0] = export(b, fixture(b, "large"), "csv", true);
	figures[1] = many / few;
	return true;
}

SIDE(dated_shell)
{
	(void)s;
	if (!run_installed("sqlite3"))
		return false;
	figures[0] = shell(b, "-csv", true);
	return true;
}
