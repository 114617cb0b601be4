/*
 * book.c - the book: the calendar, free slots, and Today on a full day.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bug.h"
#include "base/date.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/named.h"
#include "tests/bench/pty.h"
#include "tests/bench/run.h"

#define TURNS 20		/* presses of a key in a round */
#define FIRST "2026-11-23"	/* the day of BENCH_NOW */
#define TAB "\t"
#define BACK_TAB "\033[Z"
#define PAGE_DOWN "\006"
#define CTRL_P "\020"
#define CTRL_U "\025"
#define CTRL_X "\030"
#define SLOTS_BYTES 400	/* what five slots take on the screen */

/* So many presses of a key: the medians of their time and bytes, and the most bytes of one. */
static void
presses(struct pty *p, const char *key, double *ms, double *bytes, double *most)
{
	double taken[TURNS], written[TURNS];
	int i;

	for (i = 0; i < TURNS; i++) {
		taken[i] = pty_type(p, key);
		written[i] = (double)p->bytes;
	}
	*ms = bench_median(taken, TURNS);
	*bytes = bench_median(written, TURNS);
	*most = bench_part(written, TURNS, 100);
}

/* --- the calendar ------------------------------------------------------------------------ */

/* Figures of both sides: a day, a week. */
SIDE(calendar_ours)
{
	double most;
	struct pty p;

	(void)s;
	pty_login(&p, b, "book", NULL);
	pty_type(&p, "3");
	presses(&p, ".", &figures[0], &figures[5], &most);
	presses(&p, "j", &figures[2], &figures[3], &figures[4]);
	pty_type(&p, TAB);
	pty_type(&p, TAB);
	presses(&p, PAGE_DOWN, &figures[1], &figures[6], &most);
	pty_stop(&p);
	return true;
}

/* The statements of a page. */
struct page {
	sqlite3_stmt *st[7];
};

static void
page_begin(sqlite3 *raw, struct page *p)
{
	static const char *const names[ARRAY_LEN(p->st)] = { "slot_places", "slot_uses",
	    "slot_hours", "slot_blocks", "slot_visits", "calendar_visits",
	    "calendar_services" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(p->st); i++)
		p->st[i] = named(raw, *names[i] == 's' ? "slots" : "calendar", names[i]);
}

/* Milliseconds for so many days, of which the visits of `people` (SQL, their numbers) are
 * shown. */
static double
page_read(sqlite3 *raw, struct page *p, date_day first, int days, const char *people)
{
	char from[DATE_ISO_SIZE], until[DATE_ISO_SIZE];
	AUTO_FREE char *sql = NULL;
	sqlite3_stmt *shown;
	double begun;
	size_t i;

	date_to_iso(first, from);
	date_to_iso(first + days, until);	/* what is taken is read into the day after */
	sql = xasprintf("SELECT json_group_array(id) FROM session WHERE date >= '%s' AND "
	    "date < '%s' AND status = 'booked' AND staff IN (%s)", from, until, people);
	shown = fixture_prepare(raw, sql);
	if (sqlite3_step(shown) != SQLITE_ROW || sqlite3_column_bytes(shown, 0) < 8)
		bug("nobody comes from %s to %s", from, until);
	begun = run_now_ms();
	for (i = 0; i < ARRAY_LEN(p->st); i++) {
		named_text(p->st[i], ":first", from);
		named_text(p->st[i], ":last", until);
		named_text(p->st[i], ":ids", (const char *)sqlite3_column_text(shown, 0));
		named_step(p->st[i]);
	}
	begun = run_now_ms() - begun;
	sqlite3_finalize(shown);
	return begun;
}

/* Of a day the first three people are shown, of a week the one whose it is. */
static void
bare_pages(void *arg, double *figures)
{
	static const char three[] = "SELECT id FROM staff WHERE active AND treats "
	    "ORDER BY name COLLATE NOCASE LIMIT 3";
	static const char one[] = "SELECT id FROM staff WHERE active AND treats "
	    "ORDER BY name COLLATE NOCASE LIMIT 1";
	sqlite3 *raw = fixture_raw(arg);
	date_day day = date_from_iso(FIRST);
	double days[TURNS], weeks[TURNS];
	struct page p;
	size_t i;

	page_begin(raw, &p);
	for (i = 0; i < TURNS; i++)
		days[i] = page_read(raw, &p, day + 1 + (date_day)i, 1, three);
	for (i = 0; i < TURNS; i++)
		weeks[i] = page_read(raw, &p, day + 7 * (date_day)i, 7, one);
	figures[0] = bench_median(days, TURNS);
	figures[1] = bench_median(weeks, TURNS);
	for (i = 0; i < ARRAY_LEN(p.st); i++)
		sqlite3_finalize(p.st[i]);
	sqlite3_close(raw);
}

SIDE(calendar_bare)
{
	AUTO_FREE char *path = xstrdup(fixture(b, "book"));

	(void)s;
	run_figures(bare_pages, path, figures, 2);
	return true;
}

/* From nothing to today's calendar. */
SIDE(opened_ours)
{
	struct pty p;

	(void)s;
	pty_login(&p, b, "book", NULL);
	figures[0] = p.start_ms + pty_type(&p, "3");
	figures[1] = pty_stop(&p);
	return true;
}

/* Visits around the day of BENCH_NOW as calcurse keeps them, so many days later that it is
 * the day at which calcurse opens. (It takes the square of their number to read them.) */
static void
write_appointments(const char *practice, const char *path)
{
	sqlite3 *raw = fixture_raw(practice);
	sqlite3_stmt *st = fixture_prepare(raw, "SELECT strftime('%m/%d/%Y @ %H:%M', t.at) || "
	    "' -> ' || strftime('%m/%d/%Y @ %H:%M', t.at, t.minutes || ' minutes') || '|' || t.title "
	    "FROM (SELECT datetime(s.date, s.start || ' minutes', "
	    "(julianday('now', 'start of day') - julianday('" FIRST "')) || ' days') AS at, "
	    "s.minutes, coalesce(c.family || ', ' || c.given || ' - ', '') || "
	    "coalesce(v.name, '') AS title FROM session s LEFT JOIN client c ON c.id = s.client "
	    "LEFT JOIN service v ON v.id = s.service WHERE s.start IS NOT NULL "
	    "AND s.status NOT IN ('cancelled', 'no_show', 'not_treated') "
	    "ORDER BY abs(julianday(s.date) - julianday('" FIRST "')) LIMIT 20000) t ORDER BY t.at");
	FILE *f = fopen(path, "w");

	if (f == NULL)
		bug("%s cannot be written", path);
	while (sqlite3_step(st) == SQLITE_ROW)
		fprintf(f, "%s\n", (const char *)sqlite3_column_text(st, 0));
	fclose(f);
	sqlite3_finalize(st);
	sqlite3_close(raw);
}

/* Its first bytes come before it has read anything; the day is a screenful. */
#define SCREENFUL 1000

SIDE(opened_calcurse)
{
	AUTO_FREE char *folder = fixture_path(b, "calcurse");
	AUTO_FREE char *apts = fixture_path(b, "calcurse/apts");
	const char *const argv[] = { "calcurse", "-D", folder, "-C", folder, NULL };
	double from;
	size_t bytes;
	struct pty p;

	(void)s;
	if (!run_installed("calcurse"))
		return false;
	if (mkdir(folder, 0700) == 0)
		write_appointments(fixture(b, "book"), apts);
	from = run_now_ms();
	pty_start(&p, b->folder, argv, NULL, 1);
	for (bytes = p.bytes; bytes < SCREENFUL; bytes += p.bytes)
		pty_idle(&p, 1);
	figures[0] = run_now_ms() - from;
	figures[1] = pty_stop(&p);
	return true;
}

/* --- free slots -------------------------------------------------------------------------- */

/* b on a client, and in its form the next five of needling from today on, with anybody: it
 * needs a room and a device. */
SIDE(slots_ours)
{
	double form[TURNS], slots[TURNS];
	struct pty p;
	int i;

	(void)s;
	pty_login(&p, b, "book", NULL);
	pty_type(&p, "2");
	for (i = 0; i < TURNS; i++) {
		pty_type(&p, "j");
		form[i] = pty_type(&p, "b");
		/* its cursor is on the date */
		pty_type(&p, BACK_TAB BACK_TAB CTRL_U "MN-FACE" TAB CTRL_U TAB CTRL_U "t");
		slots[i] = pty_type(&p, CTRL_P);
		if (p.bytes < SLOTS_BYTES)
			bug("there are no five slots in the form: %zu bytes", p.bytes);
		pty_type(&p, "\003");
		pty_type(&p, CTRL_X);
	}
	figures[0] = bench_median(slots, TURNS);
	figures[1] = bench_median(form, TURNS);
	pty_stop(&p);
	return true;
}

/* --- Today --------------------------------------------------------------------------------- */

static void
today(const struct build *b, const char *now, double *figures)
{
	const char *const env[] = { now, NULL };
	struct pty p;

	pty_login(&p, b, "book", env);
	figures[0] = p.start_ms;
	figures[1] = p.instructions;
	figures[2] = pty_stop(&p);
}

SIDE(today_full)
{
	(void)s;
	today(b, "CHAIRSIDE_NOW=" FIXTURE_FULL_DAY "T14:05", figures);
	return true;
}

SIDE(today_quiet)
{
	(void)s;
	today(b, "CHAIRSIDE_NOW=" FIXTURE_QUIET_DAY "T14:05", figures);
	return true;
}
