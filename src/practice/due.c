/*
 * due.c - see due.h.
 */
#include "practice/due_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/permissions.h"
#include "practice/rules.h"

#define DAYS_AHEAD 14		/* in which a working day is looked for */
#define REVIEW_DAYS 180		/* as reviews.h counts them */
#define SEARCHED_MAX 40		/* waiting clients for whom slots are looked for */

/* --- rows --------------------------------------------------------------------------- */

void
due_row_free(struct due_row *r)
{
	free(r->name);
	free(r->phone);
	free(r->email);
	free(r->channel);
	free(r->service_name);
	free(r->service_code);
	free(r->preparation);
	free(r->staff_code);
	free(r->note);
	free(r->wish);
	free(r->why);
	free(r->handed);
	free(r->label);
	free(r->checklist);
}

void
due_list_free(struct due_list *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		due_row_free(&l->rows[i]);
	free(l->rows);
	*l = (struct due_list){ .most = l->most };
}

bool
due_full(struct due_list *l, enum due_kind kind, size_t n)
{
	l->more[kind] = n >= (l->most > 0 ? l->most : DUE_ROWS_MAX);
	return l->more[kind];
}

struct due_row *
due_add(struct due_list *l, enum due_kind kind)
{
	GROW(l->rows, l->cap, l->n + 1);
	l->counts[kind]++;
	l->rows[l->n] = (struct due_row){ .kind = kind, .day = DATE_NONE, .seen = DATE_NONE,
	    .start = -1, .last.hidden_until = DATE_NONE };
	return &l->rows[l->n++];
}

void
due_take_person(struct stmt *st, struct due_row *r)
{
	AUTO_BUF struct buf name = BUF_INIT;

	r->client = stmt_int(st, "client");
	naming_add_row(st, r->client, &name);
	r->name = buf_steal(&name);
	r->phone = xstrdup(stmt_text(st, "phone"));
	r->email = xstrdup(stmt_text(st, "email"));
	r->channel = xstrdup(stmt_text(st, "channel"));
}

void
due_take_service(struct stmt *st, struct due_row *r)
{
	r->service = stmt_int(st, "service");
	r->staff = stmt_int(st, "staff");
	r->service_name = xstrdup(stmt_text(st, "service_name"));
	r->service_code = xstrdup(stmt_text(st, "service_code"));
	r->preparation = xstrdup(stmt_text(st, "preparation"));
}

bool
due_is_hidden(struct due_reading *x, const char *until)
{
	date_day day = date_from_iso(until);

	if (*until == '\0' || (day != DATE_NONE && day <= clock_today()))
		return false;
	if (day == DATE_NONE)		/* for good: its cause is dealt with */
		return true;
	x->out->hidden++;
	if (x->out->hidden_until == DATE_NONE || day < x->out->hidden_until)
		x->out->hidden_until = day;
	return true;
}

static bool
is_hidden(struct due_reading *x, struct stmt *st)
{
	return due_is_hidden(x, stmt_text(st, "hidden"));
}

static void
set_today(struct stmt *st)
{
	char iso[DATE_ISO_SIZE];

	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
}

/* --- the next working day ------------------------------------------------------------- */

static date_day
next_working_day(const struct slot_book *book)
{
	date_day from = clock_today() + 1, day;

	for (day = from; day < from + DAYS_AHEAD; day++)
		if (slot_open_on(book, day))
			return day;
	return from;
}

/* --- calls ------------------------------------------------------------------------------ */

static bool
read_calls(struct due_reading *x, struct err *e)
{
	struct stmt *st = db_stmt(x->p->db, "due_calls");
	char iso[DATE_ISO_SIZE];

	stmt_set_text(st, "day", date_to_iso(x->out->calls_for, iso));
	stmt_set_int(st, "staff", x->staff);
	while (stmt_next(st)) {
		if (due_cannot_stand(x, stmt_int(st, "session")) || is_hidden(x, st))
			continue;
		if (due_full(x->out, DUE_CALLS, x->out->counts[DUE_CALLS]))
			break;
		due_take_visit(st, due_add(x->out, DUE_CALLS));
	}
	return stmt_end(st, e);
}

/* --- follow-ups ------------------------------------------------------------------------ */

static bool
read_follow_ups(struct due_reading *x, struct err *e)
{
	struct stmt *st = db_stmt(x->p->db, "due_follow_ups");

	set_today(st);
	stmt_set_int(st, "staff", x->staff);
	while (stmt_next(st)) {
		struct due_row *r;

		if (is_hidden(x, st))
			continue;
		if (due_full(x->out, DUE_FOLLOW_UPS, x->out->counts[DUE_FOLLOW_UPS]))
			break;
		r = due_add(x->out, DUE_FOLLOW_UPS);
		due_take_visit(st, r);
		r->follow_up = stmt_int(st, "follow_up");
		r->seen = stmt_date(st, "due");
		text_copy(r->plan, sizeof(r->plan), stmt_text(st, "plan"));
		r->handed = xstrdup(stmt_text(st, "handed"));
	}
	return stmt_end(st, e);
}

/* --- due back ---------------------------------------------------------------------------- */

static bool
read_back(struct due_reading *x, struct err *e)
{
	struct stmt *st = db_stmt(x->p->db, "due_back");

	set_today(st);
	while (stmt_next(st)) {
		struct due_row *r;

		if ((x->staff != 0 && stmt_int(st, "staff") != x->staff) || is_hidden(x, st))
			continue;
		if (due_full(x->out, DUE_BACK, x->out->counts[DUE_BACK]))
			break;
		r = due_add(x->out, DUE_BACK);
		due_take_person(st, r);
		due_take_service(st, r);
		r->day = stmt_date(st, "due");
		r->seen = stmt_date(st, "last");
		r->done = (int)stmt_int(st, "done");
		r->planned = (int)stmt_int(st, "planned");
	}
	return stmt_end(st, e);
}

/* --- waiting ------------------------------------------------------------------------------ */

struct wish {
	struct due_row row;
	struct slot_search search;
	int64_t sooner_than;	/* a moment; 0: none */
	struct slot_span within;	/* which a slot is to touch */
};

static bool
take_slot(const struct slot_want *w, void *arg)
{
	struct wish *wish = arg;
	int64_t comes = slot_moment(w);

	if (comes + w->numbing + w->minutes <= wish->within.from)
		return true;
	if (comes < wish->within.until &&
	    (wish->sooner_than == 0 || comes < wish->sooner_than)) {
		wish->row.day = w->date;
		wish->row.start = w->start;
		wish->row.numbing = w->numbing;
		wish->row.staff = w->staff;
	}
	return false;
}

static void
add_part(struct buf *out, const char *before, const char *s)
{
	buf_addf(out, "%s%s%s", out->len > 0 ? ", " : "", before, s);
}

/* "Tue Thu, from 2:00p, before 5:00p" */
static char *
wish_words(const struct practice *p, struct stmt *st)
{
	struct buf out = BUF_INIT;
	char days[DATE_WEEKDAYS_SIZE], time[DATE_TIME_SIZE], day[24];
	bool twelve = p->context.twelve_hour;

	if (!stmt_is_null(st, "days"))
		add_part(&out, "", date_weekdays((unsigned)stmt_int(st, "days"), days));
	if (!stmt_is_null(st, "after"))
		add_part(&out, "from ", date_format_time((int)stmt_int(st, "after"), twelve,
		    time));
	if (!stmt_is_null(st, "before"))
		add_part(&out, "before ", date_format_time((int)stmt_int(st, "before"), twelve,
		    time));
	if (!stmt_is_null(st, "until"))
		add_part(&out, "to ", naming_day(stmt_date(st, "until"), day));
	if (out.len == 0)
		buf_adds(&out, "any time");
	return buf_steal(&out);
}

static void
take_wish(const struct practice *p, struct stmt *st, struct wish *w)
{
	date_day until = stmt_date(st, "until"), today = clock_today();
	bool sooner = !stmt_is_null(st, "sooner") && stmt_int(st, "sooner_over") == 0;

	*w = (struct wish){ .row = { .kind = DUE_WAITING, .day = DATE_NONE, .start = -1,
	    .last.hidden_until = DATE_NONE } };
	due_take_person(st, &w->row);
	due_take_service(st, &w->row);
	w->row.waiting = stmt_int(st, "waiting");
	w->row.seen = stmt_date(st, "added_on");
	w->row.urgent = stmt_int(st, "urgent") != 0;
	w->row.note = xstrdup(stmt_text(st, "note"));
	w->row.wish = wish_words(p, st);
	w->row.session = sooner ? stmt_int(st, "sooner") : 0;
	w->search = (struct slot_search){ .first = today, .last = today + DUE_SEARCH_DAYS,
	    .days = (unsigned)stmt_int(st, "days"), .after = (int)stmt_int(st, "after"),
	    .before = (int)stmt_int(st, "before") };
	if (until != DATE_NONE && until < w->search.last)
		w->search.last = until;
	if (sooner) {
		w->sooner_than = rules_moment(stmt_date(st, "sooner_date"),
		    (int)stmt_int(st, "sooner_start"));
		if (stmt_date(st, "sooner_date") < w->search.last)
			w->search.last = stmt_date(st, "sooner_date");
	}
}

/* In the time that has become free. */
static bool
find_freed(struct due_reading *x, struct wish *w, const struct due_freed *freed, struct err *e)
{
	struct slot_search s = w->search;
	date_day first = (date_day)(freed->time.from / DAY_MINUTES);
	date_day last = (date_day)(freed->time.until / DAY_MINUTES);

	if (freed->staff != 0 && w->row.staff != 0 && freed->staff != w->row.staff)
		return true;
	s.first = first > s.first ? first : s.first;
	s.last = last < s.last ? last : s.last;
	if (s.want.staff == 0)
		s.want.staff = freed->staff;
	w->within = freed->time;
	return slot_find(x->p, &x->book, &s, take_slot, w, e);
}

static bool
find_slot(struct due_reading *x, struct wish *w, bool only_freed, struct err *e)
{
	const struct due_freed *freed = x->freed;
	AUTO_RECORD struct record *service = db_get(x->p->db, &record_service,
	    w->row.service, e);

	if (service == NULL)
		return false;
	w->search.want = slot_want_for(x->p, service);
	w->search.want.staff = w->row.staff;
	w->search.want.session = w->search.want.coming = w->row.session;
	if (freed != NULL && (only_freed || freed->waiting == w->row.waiting) &&
	    !find_freed(x, w, freed, e))
		return false;
	w->within = (struct slot_span){ 0, INT64_MAX };
	return only_freed || w->row.day != DATE_NONE ||
	    slot_find(x->p, &x->book, &w->search, take_slot, w, e);
}

static void
put_wishes(struct due_list *out, struct wish *wishes, size_t n, enum due_kind kind)
{
	struct due_row *r;
	size_t i;

	for (i = 0; i < n; i++)
		if ((wishes[i].row.day != DATE_NONE) == (kind == DUE_WAITING)) {
			r = due_add(out, kind);
			*r = wishes[i].row;
			r->kind = kind;
		}
}

/* The wishes, owned by the caller with their rows. */
static bool
read_wishes(struct due_reading *x, struct wish **list, size_t *n, struct err *e)
{
	struct stmt *st = db_stmt(x->p->db, "due_waiting");
	size_t cap = 0;

	*list = NULL;
	*n = 0;
	set_today(st);
	while (stmt_next(st)) {
		if ((x->staff != 0 && !stmt_is_null(st, "staff") &&
		    stmt_int(st, "staff") != x->staff) || is_hidden(x, st))
			continue;
		if (due_full(x->out, DUE_WAITING_LATER, *n))
			break;
		GROW(*list, cap, *n + 1);
		take_wish(x->p, st, &(*list)[(*n)++]);
	}
	return stmt_end(st, e);
}

static bool
read_waiting(struct due_reading *x, struct err *e)
{
	struct wish *wishes;
	size_t n, i;
	bool ok = read_wishes(x, &wishes, &n, e);

	for (i = 0; ok && i < n && i < SEARCHED_MAX; i++)
		ok = find_slot(x, &wishes[i], false, e);
	x->out->unsearched = n > SEARCHED_MAX;
	put_wishes(x->out, wishes, n, DUE_WAITING);
	put_wishes(x->out, wishes, n, DUE_WAITING_LATER);
	free(wishes);
	return ok;
}

bool
due_freed_for(struct practice *p, struct due_freed *all, size_t n, struct due_freed **found,
    struct buf *name, struct err *e)
{
	struct due_list none = { .rows = NULL };
	struct due_reading x = { .p = p, .out = &none };
	struct wish *wishes = NULL;
	size_t n_wishes = 0, i, k;
	bool ok;

	*found = NULL;
	ok = practice_may(p, ACTION_READ_CLIENTS, e) &&
	    slot_book_read(p, clock_today(), &x.book, e) &&
	    read_wishes(&x, &wishes, &n_wishes, e);
	for (k = 0; ok && *found == NULL && k < n; k++) {
		x.freed = &all[k];
		for (i = 0; ok && *found == NULL && i < n_wishes && i < SEARCHED_MAX; i++) {
			ok = find_slot(&x, &wishes[i], true, e);
			if (!ok || wishes[i].row.day == DATE_NONE)
				continue;
			*found = &all[k];
			all[k].waiting = wishes[i].row.waiting;
			buf_adds(name, wishes[i].row.name);
		}
	}
	for (i = 0; i < n_wishes; i++)
		due_row_free(&wishes[i].row);
	free(wishes);
	slot_book_free(&x.book);
	return ok;
}

/* --- reviews ------------------------------------------------------------------------------ */

static bool
read_reviews(struct due_reading *x, struct err *e)
{
	struct stmt *st = db_stmt(x->p->db, "due_reviews");
	int minutes, seconds;

	stmt_set_int(st, "since", clock_now() - (instant)REVIEW_DAYS * DAY_MINUTES * 60);
	while (stmt_next(st)) {
		struct due_row *r;

		if (due_full(x->out, DUE_REVIEWS, x->out->counts[DUE_REVIEWS]))
			break;
		r = due_add(x->out, DUE_REVIEWS);
		due_take_person(st, r);
		r->review = stmt_int(st, "review");
		r->stars = (int)stmt_int(st, "stars");
		clock_local(stmt_int(st, "received_at"), &r->day, &minutes, &seconds);
		if (*r->name == '\0') {
			free(r->name);
			r->name = xstrdup(stmt_text(st, "author"));
		}
	}
	return stmt_end(st, e);
}

/* --- what ends ---------------------------------------------------------------------------- */

static bool
is_medical(enum due_end end)
{
	return end == DUE_END_CLEARANCE || end == DUE_END_ORDER || end == DUE_END_PATCH_TEST;
}

static void
take_end(struct due_reading *x, struct stmt *st, struct due_row *r)
{
	due_take_visit(st, r);
	r->end = (enum due_end)stmt_int_in(st, "what", 0, DUE_END_CERTIFICATE);
	r->paper = stmt_int(st, "paper");
	r->document = stmt_int(st, "document");
	r->ends = stmt_date(st, "ends");
	r->checklist = xstrdup(stmt_text(st, "checklist"));
	if (!stmt_is_null(st, "who")) {		/* of somebody who treats */
		free(r->name);
		r->name = xstrdup(stmt_text(st, "who"));
	}
	if (is_medical(r->end) && !practice_allows(x->p, ACTION_READ_MEDICAL)) {
		r->end = DUE_END_MEDICAL;
		r->label = xstrdup("");
	} else {
		r->label = xstrdup(stmt_text(st, "label"));
	}
}

static bool
read_ends(struct due_reading *x, struct err *e)
{
	struct stmt *st = db_stmt(x->p->db, "due_ends");
	char last[DATE_ISO_SIZE], since[DATE_ISO_SIZE];
	date_day today = clock_today();

	set_today(st);
	stmt_set_text(st, "last", date_to_iso(today + DUE_ENDS_DAYS, last));
	stmt_set_text(st, "since", date_to_iso(today - DUE_ENDS_DAYS, since));
	stmt_set_int(st, "staff", x->staff);
	while (stmt_next(st)) {
		if (due_full(x->out, DUE_ENDS, x->out->counts[DUE_ENDS]))
			break;
		take_end(x, st, due_add(x->out, DUE_ENDS));
	}
	return stmt_end(st, e);
}

/* --- all of them -------------------------------------------------------------------------- */

bool
due_cause(const struct due_row *r, struct contact_cause *cause, struct err *e)
{
	static const enum contact_about abouts[DUE_KINDS] = { [DUE_MOVES] = CONTACT_CALL,
	    [DUE_CALLS] = CONTACT_CALL, [DUE_FOLLOW_UPS] = CONTACT_FOLLOW_UP,
	    [DUE_BACK] = CONTACT_DUE, [DUE_WAITING] = CONTACT_WAITING,
	    [DUE_WAITING_LATER] = CONTACT_WAITING };

	if (r->kind == DUE_REVIEWS)
		return err_set(e, ERR_INVALID, NULL, "A review is answered by its reply: Enter "
		    "opens it.");
	if (r->kind == DUE_ENDS)
		return err_set(e, ERR_INVALID, NULL, "What ends is renewed: Enter opens its form.");
	*cause = (struct contact_cause){ .about = abouts[r->kind], .client = r->client,
	    .channel = r->channel };
	if (r->kind <= DUE_FOLLOW_UPS)
		cause->session = r->session;
	else
		cause->service = r->service;
	if (r->kind == DUE_MOVES)	/* who was reminded before knows nothing of it */
		cause->since = r->since;
	/* a waiting client may have been asked that day */
	if (r->seen != DATE_NONE && r->kind != DUE_FOLLOW_UPS)
		cause->since = clock_instant(r->seen + (r->kind == DUE_BACK ? 1 : -1), 0);
	return true;
}

static bool
read_tries(struct practice *p, struct due_list *out, struct err *e)
{
	struct contact_cause cause;
	struct err none;
	size_t i;

	for (i = 0; i < out->n; i++)
		if (due_cause(&out->rows[i], &cause, &none) &&
		    !contact_last(p, &cause, &out->rows[i].last, e))
			return false;
	return true;
}

/* Whoever has withdrawn the permission for the own channel is not reached by it. */
static bool
read_permission(struct practice *p, struct due_row *r, struct err *e)
{
	const struct choice *c = choice_find(record_field(&record_permission,
	    "purpose")->choices, r->channel);
	enum permission_state state;

	if (c == NULL)		/* none, or not known */
		return true;
	if (!permission_of(p, r->client, c->value, clock_today(), &state, e))
		return false;
	if (state == PERMISSION_ENDED) {
		r->barred = c->value;
		free(r->channel);
		r->channel = xstrdup("none");
	}
	return true;
}

static bool
read_permissions(struct practice *p, struct due_list *out, struct err *e)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (out->rows[i].kind != DUE_ENDS && !read_permission(p, &out->rows[i], e))
			return false;
	return true;
}

static void
stop_reading(struct due_reading *x)
{
	slot_book_free(&x->book);
	free(x->cannot);
}

bool
due_read(struct practice *p, bool mine, const struct due_freed *freed, struct due_list *out,
    struct err *e)
{
	struct due_reading x = { .p = p, .out = out, .staff = mine ? p->staff->id : 0,
	    .freed = freed };
	bool ok;

	due_list_free(out);
	out->hidden_until = DATE_NONE;
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	ok = slot_book_read(p, clock_today(), &x.book, e);
	out->calls_for = next_working_day(&x.book);
	ok = ok && due_read_moves(&x, true, e) && read_calls(&x, e) &&
	    read_follow_ups(&x, e) && read_back(&x, e) &&
	    read_waiting(&x, e) && read_reviews(&x, e) && read_ends(&x, e) &&
	    read_permissions(p, out, e) &&
	    read_tries(p, out, e);
	stop_reading(&x);
	return ok;
}

/* *asked: somebody's follow-up is due. */
static bool
count_back(struct practice *p, int64_t staff, int64_t most, struct due_counts *out, bool *asked,
    struct err *e)
{
	struct stmt *st;

	*out = (struct due_counts){ .calls_for = DATE_NONE };
	*asked = false;
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, "due_back_count");
	set_today(st);
	stmt_set_int(st, "staff", staff);
	stmt_set_int(st, "most", most);
	if (stmt_next(st)) {
		out->back = (long)stmt_int(st, "n");
		out->waits = stmt_int(st, "waits") != 0;
		*asked = stmt_int(st, "asked") != 0;
	}
	return stmt_end(st, e);
}

static bool
count_others(struct practice *p, int64_t staff, bool asked, struct due_counts *out,
    struct err *e)
{
	struct due_list calls = { .most = DUE_COUNT_MAX };
	struct due_reading x = { .p = p, .out = &calls, .staff = staff };
	bool ok = slot_book_read(p, clock_today(), &x.book, e);

	out->whole = true;
	calls.calls_for = out->calls_for = next_working_day(&x.book);
	ok = ok && due_read_moves(&x, false, e) && read_calls(&x, e) &&
	    (!asked || read_follow_ups(&x, e));
	out->follow_ups = (long)calls.counts[DUE_FOLLOW_UPS];
	out->calls = calls.n < DUE_COUNT_MAX ? (long)calls.n - out->follow_ups : DUE_COUNT_MAX;
	due_list_free(&calls);
	stop_reading(&x);
	return ok;
}

bool
due_count(struct practice *p, bool mine, struct due_counts *out, struct err *e)
{
	int64_t staff = mine ? p->staff->id : 0;
	bool asked;

	return count_back(p, staff, DUE_COUNT_MAX, out, &asked, e) &&
	    count_others(p, staff, asked, out, e);
}

bool
due_count_all(struct practice *p, struct due_counts *out, struct err *e)
{
	bool asked;

	return count_back(p, 0, DUE_COUNT_MAX + 1, out, &asked, e) &&
	    (out->back > DUE_COUNT_MAX || count_others(p, 0, asked, out, e));
}
