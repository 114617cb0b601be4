/*
 * keys.c - what a key takes, to the last byte on the screen.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/month.h"
#include "tests/bench/pty.h"
#include "tests/bench/run.h"

#define LETTERS 26
#define PAGES 20		/* presses of a key in a round */
#define PEOPLE 20000		/* of abook's file */
#define AHEAD_MS 100		/* until what is read ahead is there */
#define FORMS 10

/* Time and processor of a key. */
static void
key(struct pty *p, const char *keys, double *ms, double *cpu_ms)
{
	*ms = pty_type(p, keys);
	*cpu_ms = p->cpu_ms;
}

/* --- reports --------------------------------------------------------------------------- */

SIDE(reports_ours)
{
	struct pty p;

	(void)s;
	pty_login(&p, b, "large", NULL);
	key(&p, "7", &figures[0], &figures[3]);
	pty_type(&p, "j");
	key(&p, ",", &figures[1], &figures[4]);
	key(&p, ".", &figures[2], &figures[5]);
	pty_stop(&p);
	return true;
}

/* Milliseconds, those of processor, rows. */
static void
bare_month(void *arg, double *figures)
{
	sqlite3 *raw = fixture_raw(arg);
	struct month_rows rows;
	double from, cpu;

	fixture_number(raw, "SELECT count(*) FROM practice");
	from = run_now_ms();
	cpu = run_cpu_ms();
	fixture_exec(raw, "BEGIN");
	rows = month_figures(raw, &month_october);
	fixture_exec(raw, "COMMIT");
	figures[0] = run_now_ms() - from;
	figures[1] = run_cpu_ms() - cpu;
	figures[2] = (double)rows.sessions;
	figures[3] = (double)rows.lines;
	figures[4] = (double)rows.clients;
	sqlite3_close(raw);
}

SIDE(reports_bare)
{
	AUTO_FREE char *path = xstrdup(fixture(b, "large"));
	static bool compared;
	struct month_rows rows;
	double did[5];

	(void)s;
	run_figures(bare_month, path, did, ARRAY_LEN(did));
	rows = (struct month_rows){ (long)did[2], (long)did[3], (long)did[4] };
	if (!compared)
		month_agrees(b, path, &rows);
	compared = true;
	figures[1] = did[0];
	figures[4] = did[1];
	return true;
}

/* --- the search ------------------------------------------------------------------------ */

/* The 99th percentile of the second letter of every two: 676 of them. */
static void
letters(const struct build *b, const char *name, double *p99, double *p99_cpu)
{
	static double ms[LETTERS * LETTERS], cpu_ms[ARRAY_LEN(ms)];
	struct pty p;
	size_t i;

	pty_login(&p, b, name, NULL);
	pty_type(&p, "2");
	pty_type(&p, "/");
	for (i = 0; i < ARRAY_LEN(ms); i++) {
		char first[] = { (char)('a' + i / LETTERS), '\0' };
		char second[] = { (char)('a' + i % LETTERS), '\0' };

		pty_type(&p, first);
		key(&p, second, &ms[i], &cpu_ms[i]);
		pty_type(&p, "\025");
	}
	pty_stop(&p);
	*p99 = bench_part(ms, ARRAY_LEN(ms), 99);
	*p99_cpu = bench_part(cpu_ms, ARRAY_LEN(ms), 99);
}

SIDE(letters_ours)
{
	(void)s;
	letters(b, "large", &figures[0], &figures[3]);
	letters(b, "middle", &figures[1], &figures[4]);
	figures[2] = figures[0] / figures[1];
	figures[5] = figures[3] / figures[4];
	return true;
}

/* --- rows up and down ------------------------------------------------------------------ */

/* The median press of a key; the most bytes of one. */
static void
presses(struct pty *p, const char *key, int n, double *ms, double *bytes)
{
	double taken[PAGES];
	int i;

	*bytes = 0;
	for (i = 0; i < n; i++) {
		taken[i] = pty_type(p, key);
		if ((double)p->bytes > *bytes)
			*bytes = (double)p->bytes;
	}
	*ms = bench_median(taken, (size_t)n);
}

/* Pages down: figures[0] milliseconds and figures[1] bytes of a press, figures[2]
 * processor of one, with what is read ahead behind its last byte. */
static void
pages(struct pty *p, const char *key, double *figures)
{
	double ran = pty_cpu_ms(p);

	presses(p, key, PAGES, &figures[0], &figures[1]);
	pty_idle(p, AHEAD_MS);
	figures[2] = (pty_cpu_ms(p) - ran) / PAGES;
}

SIDE(cursor_ours)
{
	struct pty p;

	(void)s;
	pty_login(&p, b, "large", NULL);
	pty_type(&p, "2");
	presses(&p, "j", 15, &figures[0], &figures[1]);
	pages(&p, "\006", &figures[2]);
	pty_stop(&p);
	return true;
}

static void
write_people(const char *path)
{
	FILE *f = fopen(path, "w");
	int i;

	if (f == NULL)
		bug("%s cannot be written", path);
	fprintf(f, "[format]\nprogram=abook\nversion=0.6.1\n\n");
	for (i = 0; i < PEOPLE; i++)
		fprintf(f, "[%d]\nname=Family%05d, Given%d\nemail=g%d@example.org\n"
		    "phone=604555%04d\n\n", i, i, i, i, i % 10000);
	fclose(f);
}

static const struct peer {
	const char *name, *argv[5], *down, *page;
} peers[] = {
	{ "abook", { "abook", "--datafile", "people" }, "j", "\033[6~" },
	{ "htop", { "htop", "-d", "100" }, "\033[B", NULL },
	{ "cat", { "sh", "-c", "echo ready; exec cat" }, "j", NULL },
};

SIDE(cursor_peer)
{
	AUTO_FREE char *people = fixture_path(b, "people");
	const struct peer *peer = peers;
	struct pty p;

	while (strcmp(peer->name, s->arg) != 0)
		peer++;
	if (!run_installed(peer->name))
		return false;
	write_people(people);
	pty_start(&p, b->folder, peer->argv, NULL, 60);
	presses(&p, peer->down, 15, &figures[0], &figures[1]);
	if (peer->page != NULL)
		pages(&p, peer->page, &figures[2]);
	pty_stop(&p);
	return true;
}

/* --- pages and forms --------------------------------------------------------------------- */

SIDE(pages_ours)
{
	double page[FORMS], form[FORMS], unused;
	struct pty p;
	int i;

	(void)s;
	pty_login(&p, b, "large", NULL);
	pty_type(&p, "2");
	for (i = 0; i < FORMS; i++) {
		pty_type(&p, "j");
		presses(&p, "\r", 1, &page[i], &unused);
		presses(&p, "e", 1, &form[i], &unused);
		pty_type(&p, "\030");
		pty_type(&p, "q");
	}
	pty_stop(&p);
	figures[0] = bench_median(page, FORMS);
	figures[1] = bench_median(form, FORMS);
	return true;
}

SIDE(news_ours)
{
	struct pty p;

	(void)s;
	pty_login(&p, b, "news", NULL);
	key(&p, "6", &figures[0], &figures[3]);
	pty_type(&p, "/");
	key(&p, "a", &figures[1], &figures[4]);
	pty_type(&p, "\r");
	pty_type(&p, "5");
	pty_type(&p, "/");
	key(&p, "a", &figures[2], &figures[5]);
	pty_stop(&p);
	return true;
}
