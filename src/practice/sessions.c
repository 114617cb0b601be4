/*
 * sessions.c - lists of visits: the day's agenda, gaps, what waits.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/hours.h"
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

/* --- a line -------------------------------------------------------------------- */

struct day_reader {
	struct practice *p;
	struct record *client;		/* only its names are used */
	struct buf name, staff, alert;
	int64_t now;
	date_day day;			/* whose visits they are */
	bool medical;
};

static struct day_reader
reading_begin(struct practice *p, date_day day)
{
	return (struct day_reader){ .p = p, .client = record_new(&record_client),
	    .name = BUF_INIT, .staff = BUF_INIT, .alert = BUF_INIT,
	    .now = rules_now(), .day = day,
	    .medical = practice_allows(p, ACTION_READ_MEDICAL) };
}

static void
reading_end(struct day_reader *r)
{
	record_free(r->client);
	buf_free(&r->name);
	buf_free(&r->staff);
	buf_free(&r->alert);
}

/* The code, else the initials of the first and the last word of the name. */
static const char *
staff_code(struct stmt *st, struct buf *out)
{
	const char *name = stmt_text(st, "staff_name");
	const char *code = stmt_text(st, "staff_code");
	const char *last = strrchr(name, ' ');

	buf_cut(out, 0);
	if (*code != '\0') {
		buf_adds(out, code);
		return out->s;
	}
	buf_add(out, name, text_next(name, strlen(name), 0));
	if (last != NULL)
		buf_add(out, last + 1, text_next(last + 1, strlen(last + 1), 0));
	return out->s;
}

static const char *
client_name(struct stmt *st, struct day_reader *r, int64_t client)
{
	static const char *const names[] = { "given", "family", "preferred" };
	size_t i;

	buf_cut(&r->name, 0);
	r->client->id = client;
	for (i = 0; i < ARRAY_LEN(names); i++)
		record_set_text(r->client, names[i], stmt_text(st, names[i]));
	if (client != 0)
		client_display_name(r->client, &r->name);
	return r->name.s;
}

/* In the order of the columns: stmt_column() finds the next one at once. */
static void
read_visit(struct stmt *st, struct session_line *l)
{
	l->id = stmt_int(st, "id");
	l->version = stmt_int(st, "version");
	l->client = stmt_int(st, "client");
	l->service = stmt_int(st, "service");
	l->staff = stmt_int(st, "staff");
	l->date = stmt_date(st, "date");
	l->start = stmt_is_null(st, "start") ? -1 :
	    (int)stmt_int_in(st, "start", 0, DAY_MINUTES - 1);
	l->minutes = (int)stmt_int_in(st, "minutes", 0, VISIT_MINUTES);
	l->status = (enum session_status)stmt_choice(st, "status",
	    status_choice(SESSION_BOOKED));
	l->no_price = stmt_is_null(st, "price");
	l->price = stmt_int(st, "price");
	l->walk_in = strcmp(stmt_text(st, "origin"), "walk_in") == 0;
	l->insisted = stmt_text(st, "insisted");
}

static void
read_names(struct stmt *st, struct day_reader *r, struct session_line *l)
{
	l->client_name = client_name(st, r, l->client);
	l->phone = stmt_text(st, "phone");
}

static void
read_codes(struct stmt *st, struct day_reader *r, struct session_line *l)
{
	l->service_name = stmt_text(st, "service_name");
	l->service_code = stmt_text(st, "service_code");
	l->staff_code = staff_code(st, &r->staff);
}

static void
read_alert(struct stmt *st, struct day_reader *r)
{
	const char *alert = stmt_text(st, "alert");
	const char *allergies = stmt_text(st, "allergies");

	buf_cut(&r->alert, 0);
	buf_adds(&r->alert, alert);
	if (*allergies != '\0' && !asked_is_none(allergies))
		buf_addf(&r->alert, "%sALLERGY %s", *alert != '\0' ? " · " : "",
		    allergies);
}

/* Sets the client's alert, as far as the role may see it. */
static void
show_alert(struct day_reader *r, struct session_line *l)
{
	l->alert = r->alert.len > 0 || l->blocked;
	if (!r->medical) {
		buf_cut(&r->alert, 0);
		l->blocked = false;
	}
	l->alert_text = r->alert.s;
}

/* Sets what depends on the clock and on other records. */
static void
read_derived(struct stmt *st, const struct day_reader *r, struct session_line *l)
{
	int64_t begins = rules_moment(l->date, l->start);
	enum rules_screening screening;

	l->before = l->date < r->day;
	l->to_pay = stmt_int(st, "to_pay") != 0;
	l->no_outcome = !stmt_is_null(st, "due") && stmt_int(st, "due") <= r->now;
	screening = rules_screening_of(stmt_text(st, "screening"));
	l->unscreened = screening == RULES_MISSING;
	l->blocked = screening == RULES_STOPS;
	if (is_to_come(l->status) && l->start >= 0)
		l->late = rules_minutes_late(begins, begins + l->minutes, r->now);
}

/* --- lists ----------------------------------------------------------------------- */

static void
set_day(struct stmt *st, const char *name, date_day day)
{
	char iso[DATE_ISO_SIZE];

	stmt_set_text(st, name, date_to_iso(day, iso));
}

bool
sessions_day(struct practice *p, date_day day, int64_t staff, session_fn fn,
    void *arg, struct err *e)
{
	struct day_reader r;
	struct stmt *st;
	bool more = true;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	r = reading_begin(p, day);
	st = db_stmt(p->db, "session_list");
	set_day(st, "date", day);
	stmt_set_int(st, "staff", staff);
	while (more && stmt_next(st)) {
		struct session_line line = { .late = 0 };

		read_visit(st, &line);
		read_names(st, &r, &line);
		read_alert(st, &r);
		read_codes(st, &r, &line);
		read_derived(st, &r, &line);
		show_alert(&r, &line);
		more = fn(&line, arg);
	}
	reading_end(&r);
	return stmt_end(st, e);
}

bool
sessions_gaps(struct practice *p, date_day day, int64_t staff, int least,
    bool (*fn)(const struct session_gap *, void *), void *arg, struct err *e)
{
	AUTO_BUF struct buf code = BUF_INIT;
	date_day today = clock_today();
	int64_t opens = record_int(p->settings, "opens");
	int64_t now = (clock_minutes() + 14) / 15 * 15;
	struct stmt *st;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, "session_gaps");
	set_day(st, "date", day);
	stmt_set_int(st, "staff", staff);
	stmt_set_int(st, "midnight", rules_moment(day, 0));
	stmt_set_int(st, "least", least > 0 ? least : 1);
	stmt_set_int(st, "opens", day > today || opens > now ? opens : now);
	stmt_set_int(st, "closes", day < today || !hours_open_on(p, day) ? 0 :
	    record_int(p->settings, "closes"));
	while (stmt_next(st)) {
		struct session_gap gap = { .staff = stmt_int(st, "staff"),
		    .staff_code = staff_code(st, &code),
		    .start = (int)stmt_int(st, "free_from"),
		    .minutes = (int)stmt_int(st, "minutes") };

		if (!stmt_is_null(st, "role") && !rules_treats_row(st))
			continue;
		if (!fn(&gap, arg))
			break;
	}
	return stmt_end(st, e);
}

/* --- what waits -------------------------------------------------------------------- */

struct visit_count {
	struct sessions_todo *todo;
	session_fn fn;
	void *arg;
};

static bool
count_line(const struct session_line *l, void *arg)
{
	const struct visit_count *c = arg;
	struct sessions_todo *t = c->todo;

	if (c->fn != NULL)
		c->fn(l, c->arg);
	if (l->before)		/* counted on its own day */
		return true;
	t->to_pay += l->to_pay;
	t->late += l->late > 0;
	t->unscreened += l->unscreened;
	if (l->status > SESSION_DONE)
		return true;
	t->visits++;
	t->minutes += l->minutes;
	t->booked += is_to_come(l->status);
	t->here += l->status == SESSION_HERE || l->status == SESSION_IN_TREATMENT;
	t->done += l->status == SESSION_DONE;
	return true;
}

static void
cap(long *n)
{
	if (*n > SESSIONS_WAITING_MAX)
		*n = SESSIONS_WAITING_MAX;
}

bool
sessions_todo(struct practice *p, date_day day, int64_t staff, session_fn fn,
    void *arg, struct sessions_todo *out, struct err *e)
{
	struct visit_count c = { out, fn, arg };
	struct stmt *st;

	*out = (struct sessions_todo){ .visits = 0 };
	if (!sessions_day(p, day, staff, count_line, &c, e))
		return false;
	cap(&out->to_pay);
	cap(&out->late);
	cap(&out->unscreened);
	st = db_stmt(p->db, "session_no_outcome");
	set_day(st, "today", clock_today());
	stmt_set_int(st, "now", rules_now());
	stmt_set_int(st, "staff", staff);
	stmt_set_int(st, "most", SESSIONS_WAITING_MAX);
	if (stmt_next(st)) {
		out->no_outcome = (long)stmt_int(st, "n");
		out->first_open = stmt_date(st, "first");
	}
	if (!stmt_end(st, e))
		return false;
	st = db_stmt(p->db, "session_calls");
	set_day(st, "date", date_add_days(day, 1));
	stmt_set_int(st, "staff", staff);
	stmt_set_int(st, "most", SESSIONS_WAITING_MAX);
	if (stmt_next(st))
		out->calls = (long)stmt_int(st, "n");
	return stmt_end(st, e);
}
