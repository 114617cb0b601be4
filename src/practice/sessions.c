/*
 * sessions.c - lists of visits: the day's agenda, gaps, what waits.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/naming.h"
#include "practice/slot.h"
#include "practice/rules.h"
#include "practice/sessions.h"

#define VISIT_MINUTES (366 * DAY_MINUTES)	/* the limit of FIELD_MINUTES */

/* --- states ------------------------------------------------------------------- */

static const struct choice *
status_choice(enum session_status s)
{
	return &record_field(&record_session, "status")->choices[s];
}

const char *
session_status_name(enum session_status s)
{
	return status_choice(s)->value;
}

const char *
session_status_label(enum session_status s)
{
	const struct choice *c = status_choice(s);

	return c->label != NULL ? c->label : c->value;
}

bool
session_takes_time(enum session_status s)
{
	return s <= SESSION_DONE;
}

static enum session_status
status_of(const char *name)
{
	int s = 0;

	/* an unknown word (a damaged file) takes no time */
	while (s < SESSION_NOT_TREATED &&
	    strcmp(session_status_name((enum session_status)s), name) != 0)
		s++;
	return (enum session_status)s;
}

enum session_status
session_status_of(const struct record *session)
{
	return status_of(record_text(session, "status"));
}

static bool
is_to_come(enum session_status s)
{
	return s == SESSION_BOOKED || s == SESSION_CONFIRMED;
}

/* --- a day ----------------------------------------------------------------------- */

/* In the order of the columns: stmt_column() finds the next one at once. */
static void
read_visit(struct stmt *st, struct session_line *l)
{
	l->id = stmt_int(st, "id");
	l->version = stmt_int(st, "version");
	l->client = stmt_int(st, "client");
	l->staff = stmt_int(st, "staff");
	l->date = stmt_date(st, "date");
	l->start = stmt_is_null(st, "start") ? -1 :
	    (int)stmt_int_in(st, "start", 0, DAY_MINUTES - 1);
	l->numbing = (int)stmt_int_in(st, "numbing", 0, DAY_MINUTES);
	l->minutes = (int)stmt_int_in(st, "minutes", 0, VISIT_MINUTES);
	l->status = (enum session_status)stmt_choice(st, "status",
	    status_choice(SESSION_BOOKED));
	l->to_pay = stmt_int(st, "to_pay") != 0;
}

/* Sets what depends on the clock, on other records and on the role. */
static void
read_derived(struct stmt *st, date_day day, int64_t now, bool medical,
    struct session_line *l)
{
	int64_t begins = rules_moment(l->date, l->start);
	enum rules_screening screening = rules_screening_of(stmt_text(st, "screening"));

	l->before = l->date < day;
	l->unscreened = screening == RULES_MISSING;
	l->alert = screening == RULES_STOPS;
	l->blocked = l->alert && medical;
	if (is_to_come(l->status) && l->start >= 0)
		l->late = rules_minutes_late(begins, begins + l->numbing + l->minutes, now);
}

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_time(const void *a, const void *b)
{
	const struct session_line *p = a, *q = b;

	if (p->date != q->date)
		return compare(p->date, q->date);
	return p->start != q->start ? compare(p->start, q->start) :
	    compare(p->id, q->id);
}

static void
set_day(struct stmt *st, const char *name, date_day day)
{
	char iso[DATE_ISO_SIZE];

	stmt_set_text(st, name, date_to_iso(day, iso));
}

bool
sessions_day(struct practice *p, date_day day, int64_t staff,
    struct session_lines *out, struct err *e)
{
	bool medical = practice_allows(p, ACTION_READ_MEDICAL);
	int64_t now = rules_now();
	struct stmt *st;

	out->day = day;
	out->staff = staff;
	out->n = 0;
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, "session_day");
	set_day(st, "date", day);
	stmt_set_int(st, "staff", staff);
	while (stmt_next(st)) {
		struct session_line line = { .late = 0 };

		read_visit(st, &line);
		read_derived(st, day, now, medical, &line);
		GROW(out->list, out->cap, out->n + 1);
		out->list[out->n++] = line;
	}
	if (out->n > 0)
		qsort(out->list, out->n, sizeof(*out->list), by_time);
	return stmt_end(st, e);
}

void
session_lines_free(struct session_lines *lines)
{
	free(lines->list);
	*lines = (struct session_lines)SESSION_LINES_INIT;
}

/* --- what is shown of a visit ------------------------------------------------------- */

static const char *
staff_code(struct stmt *st, struct buf *out)
{
	buf_cut(out, 0);
	naming_add_code(stmt_text(st, "staff_code"), stmt_text(st, "staff_name"), out);
	return out->s;
}

static const char *
client_name(struct stmt *st, int64_t id, struct buf *out)
{
	static const char *const names[] = { "given", "family", "preferred" };
	AUTO_RECORD struct record *client = record_new(&record_client);
	size_t i;

	client->id = id;
	for (i = 0; i < ARRAY_LEN(names); i++)
		record_set_text(client, names[i], stmt_text(st, names[i]));
	if (id != 0)
		client_display_name(client, out);
	return out->s;
}

static void
read_alert(struct stmt *st, struct buf *out)
{
	const char *alert = stmt_text(st, "alert");
	const char *allergies = stmt_text(st, "allergies");

	buf_adds(out, alert);
	if (*allergies != '\0' && !asked_is_none(allergies))
		buf_addf(out, "%sALLERGY %s", *alert != '\0' ? " · " : "", allergies);
}

static void
read_entered(struct practice *p, struct stmt *st, struct buf *out)
{
	if (stmt_is_null(st, "entered_at"))
		return;
	buf_adds(out, "entered late, ");
	naming_add_moment(p, stmt_int(st, "entered_at"), out);
	buf_addf(out, ", %s", stmt_text(st, "entered_by"));
}

static void
read_signed(struct stmt *st, struct buf *out)
{
	char words[24];
	int minutes, seconds;
	date_day day;

	if (stmt_is_null(st, "signed_at"))
		return;
	clock_local(stmt_int(st, "signed_at"), &day, &minutes, &seconds);
	buf_addf(out, "signed, %s, %s%s", stmt_text(st, "signed_by"), naming_day(day, words),
	    stmt_int(st, "wrong") != 0 ? ", WRONG CLIENT" : "");
}

bool
session_show(struct practice *p, const struct session_line *l,
    void (*fn)(const struct session_shown *, void *), void *arg, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT, code = BUF_INIT, alert = BUF_INIT;
	AUTO_BUF struct buf entered = BUF_INIT, by = BUF_INIT;
	struct session_shown s = { .alert = l->alert };
	struct stmt *st;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, "session_shown");
	stmt_set_int(st, "id", l->id);
	if (stmt_next(st)) {
		s.insisted = stmt_text(st, "insisted");
		s.client_name = client_name(st, l->client, &name);
		read_alert(st, &alert);
		s.alert = s.alert || alert.len > 0;
		s.alert_text = practice_allows(p, ACTION_READ_MEDICAL) ? alert.s : "";
		s.service_name = stmt_text(st, "service_name");
		s.service_code = stmt_text(st, "service_code");
		s.staff_code = staff_code(st, &code);
		read_entered(p, st, &entered);
		s.entered = entered.s;
		read_signed(st, &by);
		s.signed_by = by.s;
		s.no_outcome = !stmt_is_null(st, "due") &&
		    stmt_int(st, "due") <= rules_now();
		fn(&s, arg);
	}
	return stmt_end(st, e);
}

/* --- free time ----------------------------------------------------------------------- */


/* Free time found so far. */
struct gaps {
	struct session_gap *list;
	size_t n, cap;
};

static void
add_gaps(struct gaps *g, const struct slot_place *who, date_day day,
    const struct slot_span *spans, size_t n, int least)
{
	size_t i;

	for (i = 0; i < n; i++) {
		int start = (int)(spans[i].from - rules_moment(day, 0));
		int minutes = (int)(spans[i].until - spans[i].from);

		if (minutes < least || start >= DAY_MINUTES)
			continue;
		GROW(g->list, g->cap, g->n + 1);
		g->list[g->n++] = (struct session_gap){ who->id, who->code, start, minutes };
	}
}

static int
by_start(const void *a, const void *b)
{
	const struct session_gap *p = a, *q = b;

	return p->start != q->start ? compare(p->start, q->start) :
	    compare(p->staff, q->staff);
}

/* The time of practitioners that the visits of a day take. */
static void
uses_of(const struct session_lines *lines, struct slot_uses *uses)
{
	size_t i;

	for (i = 0; i < lines->n; i++) {
		const struct session_line *l = &lines->list[i];
		int64_t from = rules_moment(l->date, l->start + l->numbing);

		if (l->staff != 0 && l->start >= 0 && session_takes_time(l->status))
			slot_use_add(uses, &(struct slot_use){ .kind = SLOT_STAFF,
			    .place = l->staff, .begins = from, .ends = from + l->minutes });
	}
}

bool
sessions_gaps(struct practice *p, const struct session_lines *lines, int least,
    bool (*fn)(const struct session_gap *, void *), void *arg,
    struct session_open *open, struct err *e)
{
	AUTO_BOOK struct slot_book book = { .places = NULL };
	AUTO_USES struct slot_uses uses = { .list = NULL };
	int64_t now = (rules_now() + 14) / 15 * 15;
	struct slot_span spans[SLOT_FREE_SPANS];
	struct gaps g = { .n = 0 };
	bool more = true;
	size_t i, n;

	*open = (struct session_open){ .works = true };
	if (!practice_may(p, ACTION_READ_CLIENTS, e) ||
	    !slot_book_read(p, lines->day, &book, e))
		return false;
	uses_of(lines, &uses);
	open->works = slot_open_on(&book, lines->day);
	for (i = 0; i < book.n_places; i++) {
		const struct slot_place *who = &book.places[i];

		if (who->kind != SLOT_STAFF || !who->offered ||
		    (lines->staff != 0 && who->id != lines->staff))
			continue;
		open->minutes += slot_open(&book, who->id, lines->day);
		if (lines->day < clock_today())
			continue;
		n = slot_free(&book, &uses, who->id, lines->day, now, spans);
		add_gaps(&g, who, lines->day, spans, n, least > 0 ? least : 1);
	}
	if (g.n > 0)
		qsort(g.list, g.n, sizeof(*g.list), by_start);
	for (i = 0; i < g.n && more; i++)
		more = fn(&g.list[i], arg);
	free(g.list);
	return true;
}

/* --- what waits -------------------------------------------------------------------- */

static void
count_line(const struct session_line *l, struct sessions_todo *t)
{
	if (l->before)		/* counted on its own day */
		return;
	t->to_pay += l->to_pay;
	t->late += l->late > 0;
	t->unscreened += l->unscreened;
	if (!session_takes_time(l->status))
		return;
	t->visits++;
	t->minutes += l->minutes;
	t->booked += is_to_come(l->status);
	t->here += l->status == SESSION_HERE || l->status == SESSION_IN_TREATMENT;
	t->done += l->status == SESSION_DONE;
}

static void
cap(long *n)
{
	if (*n > SESSIONS_WAITING_MAX)
		*n = SESSIONS_WAITING_MAX;
}

bool
sessions_todo(struct practice *p, const struct session_lines *lines,
    struct sessions_todo *out, struct err *e)
{
	struct stmt *st;
	size_t i;

	*out = (struct sessions_todo){ .visits = 0 };
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	for (i = 0; i < lines->n; i++)
		count_line(&lines->list[i], out);
	cap(&out->to_pay);
	cap(&out->late);
	cap(&out->unscreened);
	st = db_stmt(p->db, "session_no_outcome");
	set_day(st, "today", clock_today());
	stmt_set_int(st, "now", rules_now());
	stmt_set_int(st, "staff", lines->staff);
	stmt_set_int(st, "most", SESSIONS_WAITING_MAX);
	if (stmt_next(st)) {
		out->no_outcome = (long)stmt_int(st, "n");
		out->first_open = stmt_date(st, "first");
	}
	return stmt_end(st, e);
}
