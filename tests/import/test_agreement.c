/*
 * test_agreement.c - a rule of visits has one answer, wherever it is asked.
 *
 * In random practices each visit wished for is booked at the desk, taken back, and
 * imported as a row of a file. Proves that both say the same of who treats, of the length,
 * of an overlap and of the screening; that the agenda, the free time, the pre-flight of
 * that day, the monthly report and the records behind its figures say it too, overrides
 * and visits over midnight included; and that a cancellation is late at the desk where it
 * is in a file.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "figures/figures.h"
#include "practice/history.h"
#include "practice/preflight.h"
#include "practice/screening_form.h"
#include "practice/standing.h"
#include "tests/support/importing.h"
#include "tests/support/visits.h"

#define SEEDS 3
#define WISHES 60
#define DAYS 5			/* wishes lie in so many days from today on */
#define VISITS_MAX 400

static uint64_t dice_state;
static unsigned seed, turn;	/* for the words of a failure */

/* How often each answer was given: none of them may be missing from the practices. */
static struct {
	size_t overlaps, fits, missing, stops, assumed, unusual, idle, midnight, free;
	size_t open, late, in_time, without, despite;
} met;

static unsigned
dice(unsigned n)
{
	dice_state = dice_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(dice_state >> 33) % n;
}

#define SAME(a, b)                                                            \
	do {                                                                  \
		long long a_ = (a), b_ = (b);                                 \
                                                                              \
		if (a_ != b_)                                                 \
			fail_msg("seed %u, turn %u: %s is %lld, %s is %lld", seed, turn, #a, \
			    a_, #b, b_);                                      \
	} while (0)

/* --- a practice ------------------------------------------------------------------------ */

static struct {
	const char *code;
	int64_t id;
} staff[5], services[4], clients[4];

static void
screen(int64_t client)
{
	static const struct { const char *item, *answer; } worse[] = {
		{ "keloid", "no" }, { "keloid", "yes" }, { "filler_date", "2026-02-15" },
		{ "young_scar", "yes" }, { "filler_date", "2026-03-01" },
		{ "filler_date", "2026-02-16" } };
	size_t i = dice(ARRAY_LEN(worse) + 1);
	int64_t id;
	struct err err;

	if (i == ARRAY_LEN(worse))
		return;
	id = visits_screen(client, worse[i].item, worse[i].answer, NULL);
	if (i != 0 && dice(2) == 0)
		clinic_override(v.mara, id, "seen before", &err);
	if (dice(4) == 0)
		visits_set(&record_screening, id, "valid_until", "2026-03-14");
}

static void
make_practice(void)
{
	size_t i;

	staff[0].id = v.mara->staff->id;
	staff[1].id = v.ruth->staff->id;
	staff[2].id = visits_new(&record_staff, "name", "Jon Idle", "role", "practitioner",
	    "treats", "no", NULL);
	staff[3].id = v.desk->staff->id;
	staff[4].id = visits_new(&record_staff, "name", "Ola Two", "role", "practitioner", NULL);
	services[0].id = v.needling;
	services[1].id = v.facial;
	services[2].id = visits_new(&record_service, "name", "Peel", NULL);
	services[3].id = visits_new(&record_service, "name", "Glow", "checklist",
	    "microneedling", NULL);
	clients[0].id = v.anna;
	for (i = 1; i < ARRAY_LEN(clients); i++)
		clients[i].id = clinic_client(v.mara, "given", "Bea", "family",
		    i == 1 ? "One" : i == 2 ? "Two" : "Three", "born", "1990-01-01",
		    "fitzpatrick", "III", NULL);
	for (i = 0; i < ARRAY_LEN(staff); i++) {
		staff[i].code = (const char *const[]){ "P1", "P2", "P3", "P4", "P5" }[i];
		visits_set(&record_staff, staff[i].id, "code", staff[i].code);
	}
	for (i = 0; i < ARRAY_LEN(services); i++) {
		services[i].code = (const char *const[]){ "S1", "S2", "S3", "S4" }[i];
		visits_set(&record_service, services[i].id, "code", services[i].code);
	}
	for (i = 0; i < ARRAY_LEN(clients); i++) {
		clients[i].code = (const char *const[]){ "C1", "C2", "C3", "C4" }[i];
		visits_set(&record_client, clients[i].id, "external_id", clients[i].code);
		screen(clients[i].id);
	}
	visits_screen(clients[i - 1].id, "keloid", "yes", NULL);
	visits_set(&record_practice, 1, "default_minutes", dice(2) == 0 ? "50" : "75");
	visits_set(&record_practice, 1, "notice_hours", dice(2) == 0 ? "24" : "60");
}

/* --- a visit wished for ------------------------------------------------------------------ */

struct wish {
	size_t client, service, staff;
	date_day day;
	int start, minutes;	/* 0: not said */
};

static struct wish
any_wish(void)
{
	static const int starts[] = { 0, 15, 600, 630, 660, 690, 900, 1050, 1395, 1410, 1425 };
	struct wish w = { dice(ARRAY_LEN(clients)), dice(ARRAY_LEN(services)),
	    dice(ARRAY_LEN(staff)), date_from_iso(SHEET_TODAY) + (date_day)dice(DAYS),
	    starts[dice(ARRAY_LEN(starts))], dice(2) == 0 ? 0 : 15 * (1 + (int)dice(6)) };

	if (w.start < 600)
		w.day++;
	return w;
}

/* What a place says of it. */
struct answer {
	int64_t id;		/* its visit; 0: none, the screening defers it */
	bool overlap, missing, stops, assumed;
	int64_t minutes;
	char insisted[201];
};

static void
read_row(struct answer *a)
{
	AUTO_RECORD struct record *r = visits_get(a->id);

	a->minutes = record_int(r, "minutes");
	a->assumed = record_int(r, "minutes_assumed") != 0;
	snprintf(a->insisted, sizeof(a->insisted), "%s", record_text(r, "insisted"));
}

static struct answer
ask_desk(const struct wish *w)
{
	AUTO_RECORD struct record *r = session_new(v.desk, clients[w->client].id, false);
	AUTO_BUF struct buf note = BUF_INIT;
	struct answer a = { .id = 0 };
	char iso[DATE_ISO_SIZE];
	struct err err;

	record_set_int(r, "service", services[w->service].id);
	record_set_int(r, "staff", staff[w->staff].id);
	record_set_text(r, "date", date_to_iso(w->day, iso));
	record_set_int(r, "start", w->start);
	if (w->minutes != 0)
		record_set_int(r, "minutes", w->minutes);
	record_set_text(r, "insisted", "yes");
	while (!session_book(v.desk, r, NULL, 0, &note, NULL, &err)) {
		if (strstr(err.text, "It overlaps") != NULL && !a.overlap) {
			a.overlap = true;
			record_set_int(r, "overlap_ok", 1);
		} else if (strstr(err.text, "screening defers") != NULL) {
			a.stops = true;
			return a;
		} else {
			fail_msg("seed %u, turn %u: %s", seed, turn, err.text);
		}
		buf_cut(&note, 0);
	}
	a.id = r->id;
	a.missing = note.len > 0 && strstr(note.s, "none is valid") != NULL;
	a.stops = note.len > 0 && strstr(note.s, "does not let") != NULL;
	read_row(&a);
	OK(db_undo(v.desk->db, 0, NULL, NULL, NULL, &err));
	return a;
}

/* Imports it; `more` are further columns, and `cells` theirs. */
static struct answer
ask_import(const struct wish *w, const char *more, const char *cells)
{
	static int n;
	AUTO_BUF struct buf text = BUF_INIT;
	struct answer a = { .id = 0 };
	char iso[DATE_ISO_SIZE], minutes[16] = "";

	if (w->minutes != 0)
		snprintf(minutes, sizeof(minutes), "%d", w->minutes);
	buf_addf(&text, "external_id,client,service,staff,date,start,minutes%s\n"
	    "X%d,%s,%s,%s,%s,%02d:%02d,%s%s\n", more, ++n, clients[w->client].code,
	    services[w->service].code, staff[w->staff].code, date_to_iso(w->day, iso),
	    w->start / 60, w->start % 60, minutes, cells);
	importing(v.mara, "sessions", text.s, NULL);
	counted(1, 1, 0, 0, 0);
	a.id = dbfile_int(v.path, "SELECT max(id) FROM session");
	a.overlap = imported.r.overlaps > 0;
	read_row(&a);
	return a;
}

/* --- the agenda, and the pre-flight of that day ------------------------------------------ */

static struct session_lines seen;

static void
see(date_day day)
{
	struct err err;

	OK(sessions_day(v.mara, day, 0, &seen, &err));
}

static const struct session_line *
line_of(date_day day, int64_t id)
{
	size_t i;

	see(day);
	for (i = 0; i < seen.n; i++)
		if (seen.list[i].id == id)
			return &seen.list[i];
	return NULL;
}

static bool
is_met(const struct preflight *p, const char *code)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->lines[i].code, code) == 0)
			return p->lines[i].met;
	return true;
}

static void
ask_preflight(const struct wish *w, const struct session_line *l)
{
	struct preflight out;
	char now[32], iso[DATE_ISO_SIZE];
	struct err err;

	snprintf(now, sizeof(now), "%sT11:00", date_to_iso(w->day, iso));
	visits_now(now);
	OK(session_preflight(v.mara, l->id, &out, &err));
	visits_now(SHEET_TODAY "T10:00");
	SAME(is_met(&out, "screening"), !l->unscreened);
	if (!l->unscreened)
		SAME(is_met(&out, "verdict"), !l->blocked);
	SAME(out.can_start, !l->unscreened && !l->blocked);
}

/* --- free time ------------------------------------------------------------------------------ */

struct free_time {
	int64_t staff;
	const struct wish *w;
	int64_t minutes;
	bool has_row, covers;
};

static bool
take_gap(const struct session_gap *g, void *arg)
{
	struct free_time *f = arg;

	if (g->staff != f->staff)
		return true;
	f->has_row = true;
	f->covers = f->covers || (f->w->start >= g->start &&
	    f->w->start + f->minutes <= g->start + g->minutes);
	return true;
}

static void
ask_free_time(const struct wish *w, const struct answer *desk, int64_t minutes)
{
	struct free_time f = { .staff = staff[w->staff].id, .w = w, .minutes = minutes };
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM session WHERE staff = %lld AND "
	    "julianday(date) * 1440 + start < (julianday('1970-01-01') + %d) * 1440 + 1440 AND "
	    "julianday(date) * 1440 + start + minutes > (julianday('1970-01-01') + %d) * 1440 "
	    "AND status NOT IN ('cancelled', 'no_show', 'not_treated')",
	    (long long)f.staff, w->day, w->day);
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;
	struct err err;
	struct session_open open;

	OK(sessions_day(v.mara, w->day, f.staff, &lines, &err));
	OK(sessions_gaps(v.mara, &lines, 1, take_gap, &f, &open, &err));
	if (desk->id == 0)
		return;
	if (f.covers)
		SAME(f.covers, !desk->overlap);
	met.free += f.covers;
	if (dbfile_int(v.path, sql) == 0) {
		SAME(f.has_row, strstr(desk->insisted, "does not treat") == NULL);
		met.idle += !f.has_row;
	}
}

static void
ask_all(void)
{
	struct wish w = any_wish();
	struct answer desk = ask_desk(&w), row;
	const struct session_line *l;
	struct err err;

	ask_free_time(&w, &desk, w.minutes != 0 ? w.minutes : 15);
	row = ask_import(&w, "", "");
	if (desk.id != 0) {
		SAME(row.overlap, desk.overlap);
		SAME(row.minutes, desk.minutes);
		SAME(row.assumed, desk.assumed);
		SAME(*row.insisted != '\0', *desk.insisted != '\0');
		SAME(strncmp(row.insisted, desk.insisted, strlen(desk.insisted)), 0);
		met.overlaps += row.overlap;
		met.fits += !row.overlap;
		met.assumed += row.assumed;
		met.unusual += *row.insisted != '\0';
	}
	l = line_of(w.day, row.id);
	assert_non_null(l);
	SAME(l->unscreened, desk.missing);
	SAME(l->blocked, desk.stops);
	met.missing += l->unscreened;
	met.stops += l->blocked;
	ask_preflight(&w, l);
	/* what goes on past midnight is seen from both days, as the same */
	l = line_of(w.day + 1, row.id);
	SAME(l != NULL, w.start + row.minutes > 1440);
	if (l != NULL)
		SAME(l->before, 1);
	met.midnight += l != NULL;
	/* and two of three stay, so that the book fills */
	if (dice(3) == 0)
		OK(db_undo(v.mara->db, 0, NULL, NULL, NULL, &err));
}

/* --- late cancellations ------------------------------------------------------------------------ */

/* A day's midnight is the time at which the file, which has a day alone, and the desk
 * mean the same. */
static void
ask_cancelled(const char *on)
{
	AUTO_FREE char *now = xasprintf("%sT00:00", on);
	AUTO_FREE char *sql = xasprintf("SELECT id FROM session WHERE status = 'booked' AND "
	    "date >= '%s' ORDER BY id %% 3, date, id LIMIT 1", on);
	int64_t id;
	AUTO_RECORD struct record *r = NULL;
	struct wish w;
	struct answer row;
	struct err err;
	bool late;

	visits_now(now);
	id = dbfile_int(v.path, sql);
	r = visits_get(id);
	OK(session_end(v.desk, id, 0, SESSION_CLIENT_CANCELLED, NULL, NULL, &err));
	visits_is(id, "status", "cancelled");
	record_free(r);
	r = visits_get(id);
	late = record_int(r, "late") != 0;
	w = (struct wish){ 0, 1, 4, date_from_iso(record_text(r, "date")),
	    (int)record_int(r, "start"), 15 };
	AUTO_FREE char *cells = xasprintf(",cancelled,client,%s", on);
	row = ask_import(&w, ",status,cancelled_by,cancelled_on", cells);
	record_free(r);
	r = visits_get(row.id);
	SAME(record_int(r, "late"), late);
	met.late += late;
	met.in_time += !late;
	SAME(row.overlap, 0);		/* it takes no time */
}

/* --- the report, and the records behind it ------------------------------------------------------ */

struct rows {
	int64_t ids[VISITS_MAX];
	size_t n;
};

static bool
add_row(const struct figures_row *row, void *arg)
{
	struct rows *r = arg;

	r->ids[r->n++] = row->id;
	return true;
}

/* How many rows of March and April are behind the figure; it counts as many. */
static struct rows
behind(const char *figure)
{
	static const char *const months[] = { "2026-03", "2026-04" };
	struct rows r = { .n = 0 };
	struct figures f;
	struct err err;
	size_t i, k;
	bool more;

	for (i = 0; i < ARRAY_LEN(months); i++) {
		struct figures_query q = { .figure = figure, .month = months[i],
		    .limit = VISITS_MAX };
		size_t before = r.n;

		OK(figures_rows(v.mara, &q, add_row, &r, &more, &err));
		OK(figures_make(v.mara, NULL, months[i], &f, &err));
		for (k = 0; k < f.n_figures; k++)
			if (strcmp(f.figures[k].name, figure) == 0)
				SAME((long long)f.figures[k].value, r.n - before);
		figures_free(&f);
	}
	return r;
}

static bool
has(const struct rows *r, int64_t id)
{
	size_t i;

	for (i = 0; i < r->n && r->ids[i] != id; i++)
		;
	return i < r->n;
}

static void
take_outcome(const struct session_shown *s, void *no_outcome)
{
	*(bool *)no_outcome = s->no_outcome;
}

/* Asked of every visit of the book, at this time. */
static void
ask_no_outcome(const char *now)
{
	struct rows open, late;
	struct sessions_todo todo;
	date_day day = date_from_iso("2026-03-10");
	struct err err;
	size_t i, n = 0;

	visits_now(now);
	open = behind("sessions_no_outcome");
	for (; day < date_from_iso("2026-04-30"); day++) {
		see(day);
		for (i = 0; i < seen.n; i++) {
			const struct session_line *l = &seen.list[i];
			bool no_outcome = false;

			OK(session_show(v.mara, l, take_outcome, &no_outcome, &err));
			SAME(no_outcome, has(&open, l->id));
			n += no_outcome && !l->before;
		}
	}
	SAME(n, open.n);
	met.open += open.n;
	see(date_from_iso(SHEET_TODAY));
	OK(sessions_todo(v.mara, &seen, &todo, &err));
	SAME(todo.no_outcome, open.n < SESSIONS_WAITING_MAX ? open.n : SESSIONS_WAITING_MAX);
	late = behind("sessions_late_cancelled");
	for (i = 0, n = 0; i < ARRAY_LEN(clients); i++) {
		struct client_standing s;

		OK(client_standing(v.mara, clients[i].id, &s, &err));
		n += (size_t)s.late_cancels;
	}
	SAME(n, late.n);
}

/* Treats who may be treated on that day; what the agenda said before is what the report
 * says afterwards of the visits without a screening that allowed them. */
static void
ask_treated(const char *day, struct rows *must)
{
	AUTO_FREE char *now = xasprintf("%sT23:55", day);
	struct rows without;
	struct err err;
	size_t i, n;

	visits_now(now);
	see(date_from_iso(day));
	n = seen.n;
	for (i = 0; i < n; i++) {
		const struct session_line *l = &seen.list[i];
		bool stopped = l->unscreened || l->blocked, own = dice(3) != 0;
		int64_t id = l->id;

		if (l->before || l->status != SESSION_BOOKED)
			continue;
		OK(session_step(v.mara, id, 0, SESSION_STEP_HERE, &err));
		/* what came after the screening is seen by the pre-flight alone */
		err_clear(&err);
		if (!session_step(v.mara, id, 0, SESSION_STEP_START, &err))
			SAME(stopped || strstr(err.text, "too soon after the last") != NULL, 1);
		else
			SAME(stopped, 0);
		if (dice(6) == 0)
			continue;	/* it stays open */
		visits_set(&record_session, id, "origin", own ? "booked" : "import");
		visits_set(&record_session, id, "status", "done");
		if (stopped && own)
			must->ids[must->n++] = id;
		met.despite += own && l->blocked;
	}
	without = behind("treated_without_screening");
	for (i = 0; i < must->n; i++)
		SAME(has(&without, must->ids[i]), 1);
	SAME(without.n, must->n);
	met.without += must->n;
}

static void
add_sentence(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

static void
every_place_says_the_same(void **state)
{
	static const char *const cancelled[] = { "2026-03-13", "2026-03-13", "2026-03-14",
	    "2026-03-14", "2026-03-15", "2026-03-15" };
	size_t i;

	for (seed = 1; seed <= SEEDS; seed++) {
		AUTO_BUF struct buf said = BUF_INIT;
		struct rows without = { .n = 0 };
		struct err err;
		long problems;

		visits_begin(state);
		dice_state = seed * UINT64_C(0x9e3779b97f4a7c15);
		make_practice();
		for (turn = 1; turn <= WISHES; turn++)
			ask_all();
		ask_no_outcome(SHEET_TODAY "T10:45");
		for (i = 0; i < ARRAY_LEN(cancelled); i++)
			ask_cancelled(cancelled[i]);
		ask_no_outcome("2026-03-15T00:10");
		ask_no_outcome("2026-03-15T23:50");
		ask_treated("2026-03-15", &without);
		ask_treated("2026-03-16", &without);
		ask_no_outcome("2026-03-17T00:00");
		ask_no_outcome("2026-03-17T00:25");
		ask_treated("2026-03-17", &without);
		ask_no_outcome("2026-04-02T09:00");
		OK(practice_check(v.mara, true, add_sentence, &said, &problems, &err));
		if (problems != 0)
			fail_msg("seed %u: %s", seed, said.s);
		visits_end(state);
	}
	for (i = 0; i < sizeof(met) / sizeof(size_t); i++)
		if (((const size_t *)&met)[i] < SEEDS)
			fail_msg("only %zu answers of kind %zu", ((const size_t *)&met)[i], i);
}

TEST_MAIN(cmocka_unit_test(every_place_says_the_same))
