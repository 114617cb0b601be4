/*
 * bench.c - `make bench`: this build beside a release, and beside bare engines and peers.
 *
 * Each line of lines.c is measured in rounds in which the sides take turns, and is printed
 * with the medians, their ratios, and its target; results/table.json has the same.
 *
 *	bench
 *	CHAIRSIDE_BENCH_AGAINST	folder of a build of a release; its tests/bench/subject is
 *				this one's, linked there
 *	CHAIRSIDE_BENCH_CLIENTS	of the large practice, 100000
 *	BENCH_ROUNDS		30
 *	BENCH_LINES		names with commas between; a name ends in * for all that begin so
 *
 * Started in the build folder. Exit status 1: a target is missed, or a line is worse than
 * the release.
 */
#include "tests/bench/bench.h"

#include <fnmatch.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/run.h"

#define ROUNDS 30
#define ROUNDS_MAX 1000
#define CLIENTS 100000
#define WORSE 1.05

static struct build builds[SIDES];
static long clients = CLIENTS;
static int rounds = ROUNDS;
static const char *chosen;		/* BENCH_LINES; NULL: all */
static char notes[SIDES][120];		/* of the subject's sides, for the reader */
static enum who turn;
static double taken[SIDES][LINES_MAX][ROUNDS_MAX];
static FILE *json;
static int missed, worse, shown;

const struct build *
bench_build(enum who who)
{
	return &builds[who];
}

long
bench_clients(void)
{
	return clients;
}

bool
bench_skip(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(notes[turn], sizeof(notes[turn]), fmt, ap);
	va_end(ap);
	return false;
}

/* --- figures ------------------------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

double
bench_part(double *v, size_t n, int percent)
{
	if (n == 0)
		return NAN;
	qsort(v, n, sizeof(*v), compare);
	return v[(n - 1) * (size_t)percent / 100];
}

double
bench_median(double *v, size_t n)
{
	double low = bench_part(v, n, 50);

	return n == 0 || n % 2 == 1 ? low : (low + v[n / 2]) / 2;
}

/* Of the rounds that gave a number. */
static double
median_of(const double *taken_here, int n)
{
	double v[ROUNDS_MAX];
	size_t k = 0;
	int i;

	for (i = 0; i < n; i++) {
		if (!isnan(taken_here[i]))
			v[k++] = taken_here[i];
	}
	return bench_median(v, k);
}

/* --- the table ----------------------------------------------------------------------- */

static bool
is_chosen(const struct line *l)
{
	AUTO_FREE char *names = xstrdup(chosen != NULL ? chosen : "*");
	char *at = NULL, *name;

	for (name = strtok_r(names, ", ", &at); name != NULL;
	    name = strtok_r(NULL, ", ", &at)) {
		if (fnmatch(name, l->name, 0) == 0)
			return true;
	}
	return false;
}

static void
number(double v, char *out, size_t size)
{
	if (isnan(v))
		snprintf(out, size, "-");
	else
		snprintf(out, size, "%.*f", v < 10 ? 3 : v < 1000 ? 1 : 0, v);
}

static void
number_json(const char *name, double v)
{
	if (isnan(v))
		fprintf(json, ", \"%s\": null", name);
	else
		fprintf(json, ", \"%s\": %.6g", name, v);
}

/* One cell of numbers, as wide as its title. */
static void
cell(double v, int width)
{
	char text[32];

	number(v, text, sizeof(text));
	printf(" %*s", width, text);
}

static void
target(const struct line *l, double ours, double ratio)
{
	bool known = !isnan(l->ratio > 0 ? ratio : ours);
	bool ok = (l->ratio <= 0 || ratio <= l->ratio) && (l->most <= 0 || ours <= l->most);

	if (l->ratio > 0)
		printf("  <= %.2f x", l->ratio);
	if (l->most > 0)
		printf("  <= %g %s", l->most, l->unit);
	if (l->ratio > 0 || l->most > 0) {
		printf(known ? ok ? "  met" : "  MISSED" : "  not measured");
		missed += known && !ok;
		fprintf(json, ", \"target_ratio\": %g, \"target\": %g, \"met\": %s", l->ratio,
		    l->most, known ? ok ? "true" : "false" : "null");
	}
}

static void
show_line(const struct subject *s, size_t at, int n)
{
	const struct line *l = &s->lines[at];
	double ours = median_of(taken[THIS][at], n);
	double before = median_of(taken[RELEASE][at], n);
	double beside = median_of(taken[BARE][at], n);
	bool is_worse = ours / before > WORSE;

	printf("%-26s", l->name);
	cell(ours, 10);
	printf(" %-6s", l->unit);
	cell(before, 10);
	cell(ours / before, 7);
	cell(beside, 10);
	cell(ours / beside, 7);
	fprintf(json, "%s\n {\"line\": \"%s\", \"what\": \"%s\", \"unit\": \"%s\", \"rounds\": %d",
	    shown++ > 0 ? "," : "", l->name, s->what, l->unit, n);
	number_json("this", ours);
	number_json("release", before);
	number_json("of_release", ours / before);
	number_json("beside", beside);
	number_json("of_beside", ours / beside);
	target(l, ours, ours / beside);
	fprintf(json, ", \"worse\": %s}", is_worse ? "true" : "false");
	if (is_worse)
		printf("  WORSE than the release by %.0f %%", (ours / before - 1) * 100);
	printf("\n");
	worse += is_worse;
}

/* A round of one side. False: it gives no figures, now and later. */
static bool
one_round(const struct subject *s, double *figures)
{
	size_t k;

	for (k = 0; k < LINES_MAX; k++)
		figures[k] = NAN;
	if (turn == BARE)
		return s->bare != NULL && s->bare(s, &builds[BARE], figures);
	return builds[turn].program != NULL && s->ours(s, &builds[turn], figures);
}

static void
show_notes(const struct subject *s, int n)
{
	printf("\n%s%s%s (%d round%s)\n", s->what, s->beside != NULL ? "; beside " : "",
	    s->beside != NULL ? s->beside : "", n, n == 1 ? "" : "s");
	for (turn = THIS; turn < SIDES; turn++) {
		if (notes[turn][0] != '\0' && (turn == THIS ||
		    strcmp(notes[turn], notes[turn - 1]) != 0))
			printf("  (%s)\n", notes[turn]);
	}
}

static void
measure(const struct subject *s)
{
	int n = s->rounds > 0 && s->rounds < rounds ? s->rounds : rounds, i;
	bool goes_on[SIDES] = { true, true, true };
	double figures[LINES_MAX];
	size_t k;

	memset(notes, 0, sizeof(notes));
	for (i = 0; i < n; i++) {
		for (turn = THIS; turn < SIDES; turn++) {
			goes_on[turn] = goes_on[turn] && one_round(s, figures);
			for (k = 0; k < LINES_MAX; k++)
				taken[turn][k][i] = goes_on[turn] ? figures[k] : NAN;
		}
	}
	show_notes(s, n);
	for (k = 0; k < LINES_MAX && s->lines[k].name != NULL; k++) {
		if (is_chosen(&s->lines[k]))
			show_line(s, k, n);
	}
	fflush(stdout);
}

/* --- beginning ------------------------------------------------------------------------- */

static void
begin_build(enum who who, const char *from)
{
	AUTO_FREE char *program = xasprintf("%s/chairside", from);
	AUTO_FREE char *subject = xasprintf("%s/tests/bench/subject", from);

	builds[who] = (struct build){ .who = who, .program = realpath(program, NULL),
	    .subject = realpath(subject, NULL) };
	if (builds[who].program == NULL || builds[who].subject == NULL)
		bug("nothing is built in %s", from);
}

static long
setting(const char *name, long value, long least, long most)
{
	const char *text = getenv(name);
	char *end;

	if (text == NULL || *text == '\0')
		return value;
	value = strtol(text, &end, 10);
	if (*end != '\0' || value < least || value > most)
		bug("%s is a number from %ld to %ld", name, least, most);
	return value;
}

static void
begin(void)
{
	const char *against = getenv("CHAIRSIDE_BENCH_AGAINST");

	clients = setting("CHAIRSIDE_BENCH_CLIENTS", CLIENTS, 1000, 10000000);
	rounds = (int)setting("BENCH_ROUNDS", ROUNDS, 1, ROUNDS_MAX);
	chosen = getenv("BENCH_LINES");
	if (chosen != NULL && *chosen == '\0')
		chosen = NULL;
	setenv("CHAIRSIDE_NOW", BENCH_NOW, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("CHAIRSIDE_DB");
	begin_build(THIS, ".");
	begin_build(BARE, ".");
	if (against != NULL && *against != '\0')
		begin_build(RELEASE, against);
	fixtures_begin(builds);
	json = fopen(RESULTS "/table.json", "w");
	if (json == NULL)
		bug("%s cannot be written", RESULTS);
}

int
main(void)
{
	size_t i, k;

	begin();
	printf("This build%s, and bare engines and peers. %ld clients, %d rounds, %s%s.%s\n",
	    builds[RELEASE].program != NULL ? ", the release" : "", clients, rounds,
	    chosen != NULL ? "lines " : "all lines", chosen != NULL ? chosen : "",
	    chosen != NULL || rounds < ROUNDS || clients != CLIENTS ?
	    " A look: the table is all lines, 30 rounds, 100000 clients." : "");
	printf("%-26s %10s %-6s %10s %7s %10s %7s  target\n", "line", "this", "unit",
	    "release", "of it", "beside", "of it");
	fprintf(json, "{\"clients\": %ld, \"rounds\": %d, \"chosen\": \"%s\", \"lines\": [",
	    clients, rounds, chosen != NULL ? chosen : "");
	for (i = 0; i < n_subjects; i++) {
		for (k = 0; k < LINES_MAX && subjects[i].lines[k].name != NULL; k++) {
			if (is_chosen(&subjects[i].lines[k]))
				break;
		}
		if (k < LINES_MAX && subjects[i].lines[k].name != NULL)
			measure(&subjects[i]);
	}
	fprintf(json, "\n]}\n");
	fclose(json);
	fixtures_end();
	printf("\n%d line%s, %d target%s missed, %d worse than the release.\n", shown,
	    shown == 1 ? "" : "s", missed, missed == 1 ? "" : "s", worse);
	return missed + worse > 0 ? 1 : 0;
}
