/*
 * calendar.c - see calendar.h.
 */
#include "practice/calendar_inside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/naming.h"
#include "practice/rules.h"

static void
forget_page(struct calendar *c)
{
	size_t i;

	for (i = 0; i < c->n_visits; i++) {
		free(c->visits[i].name);
		free(c->visits[i].what);
		free(c->visits[i].brief);
		free(c->visits[i].code);
	}
	for (i = 0; i < c->n_items; i++)
		free(c->items[i].text);
	for (i = 0; i < c->n_columns; i++)
		free(c->columns[i].name);
	for (i = 0; i < c->n_services; i++) {
		free(c->services[i].name);
		free(c->services[i].code);
	}
	free(c->month);
	c->month = NULL;
	c->n_visits = c->n_items = c->n_columns = c->n_services = 0;
	slot_book_free(&c->book);
}

void
calendar_free(struct calendar *c)
{
	forget_page(c);
	free(c->visits);
	free(c->items);
	free(c->columns);
	free(c->services);
	slot_uses_free(&c->uses);
	*c = (struct calendar){ .visits = NULL };
}

/* --- reading -------------------------------------------------------------------------- */

/* Which visit of how many it is, "3/4"; nothing where its service has no series. */
static void
add_nth(struct stmt *st, const char *before, const char *between, struct buf *out)
{
	int64_t of = stmt_int(st, "series_count");

	if (of > 0)
		buf_addf(out, "%s%d%s%d", before, (int)(stmt_int(st, "done_before") % of) + 1,
		    between, (int)of);
}

/* "MN 3/4" */
static char *
what_of(struct stmt *st, const char *name)
{
	struct buf what = BUF_INIT;

	buf_adds(&what, name);
	add_nth(st, " ", "/", &what);
	return buf_steal(&what);
}

bool
calendar_add_nth(struct practice *p, int64_t session, struct buf *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "calendar_visits");
	AUTO_FREE char *ids = xasprintf("[%" PRId64 "]", session);

	stmt_set_text(st, "ids", ids);
	if (stmt_next(st))
		add_nth(st, " ", " of ", out);
	return stmt_end(st, e);
}

static char *
name_of(struct stmt *st, int64_t client)
{
	struct buf name = BUF_INIT;

	naming_add_row(st, client, &name);
	return name.len > 0 ? buf_steal(&name) : xstrdup("");
}

static char *
code_of(struct stmt *st, const char *code, const char *name)
{
	const char *short_one = stmt_text(st, code);

	return xstrdup(*short_one != '\0' ? short_one : stmt_text(st, name));
}

static bool
has_alert(struct stmt *st)
{
	const char *allergies = stmt_text(st, "allergies");

	return stmt_int(st, "stopped") != 0 || *stmt_text(st, "alert") != '\0' ||
	    (*allergies != '\0' && !asked_is_none(allergies));
}

static void
read_shown(struct stmt *st, struct calendar_visit *v)
{
	v->no_outcome = !stmt_is_null(st, "due") && stmt_int(st, "due") <= rules_now();
	v->name = name_of(st, v->client);
	v->alert = has_alert(st);
	v->code = code_of(st, "service_code", "service_name");
	v->what = what_of(st, stmt_text(st, "service_name"));
	v->brief = what_of(st, v->code);
}

struct visits_wanted {
	struct calendar *c;
	date_day last;
	int64_t staff;		/* 0: everybody's */
	int64_t now;
};

static void
take_visit(const struct slot_visit *x, void *arg)
{
	const struct visits_wanted *wanted = arg;
	const struct slot_want *w = &x->want;
	struct slot_span treated = slot_span_of(w, SLOT_STAFF), room = slot_span_of(w, SLOT_ROOM);
	struct calendar *c = wanted->c;
	struct calendar_visit v = { .id = w->session, .version = x->version,
	    .coming = w->coming, .client = x->client, .service = w->service,
	    .staff = w->staff, .room = w->room, .status = (enum session_status)x->status,
	    .comes = room.from, .treats = treated.from, .ends = treated.until,
	    .leaves = room.until };

	if (w->date > wanted->last || (wanted->staff != 0 && w->staff != wanted->staff))
		return;
	v.late = v.status <= SESSION_CONFIRMED &&
	    rules_minutes_late(v.comes, v.ends, wanted->now) > 0;
	GROW(c->visits, c->cap_visits, c->n_visits + 1);
	c->visits[c->n_visits++] = v;
}

static int
by_coming(const void *a, const void *b)
{
	const struct calendar_visit *x = a, *y = b;

	return x->comes != y->comes ? (x->comes > y->comes) - (x->comes < y->comes) :
	    (x->id > y->id) - (x->id < y->id);
}

/* What is taken from the first of the days to the one after the last; the visits on them
 * too, unless it is a month. */
static bool
read_visits(struct practice *p, enum calendar_view view, date_day last, int64_t staff,
    struct calendar *c, struct err *e)
{
	struct visits_wanted wanted = { c, last, view == CALENDAR_WEEK ? staff : 0, rules_now() };
	size_t i, k;

	if (!slot_visits_read(p, c->first, date_add_days(last, 1), &c->uses,
	    view == CALENDAR_MONTH ? NULL : take_visit, &wanted, e))
		return false;
	if (c->n_visits > 0)
		qsort(c->visits, c->n_visits, sizeof(*c->visits), by_coming);
	for (i = 0; i < c->n_visits; i++)
		for (k = 0; k < i && !c->visits[i].joins; k++)
			c->visits[i].joins = c->visits[k].coming == c->visits[i].coming;
	return true;
}

static bool
read_services(struct practice *p, struct calendar *c, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "calendar_services");

	while (stmt_next(st)) {
		struct calendar_service s = { .id = stmt_int(st, "id"),
		    .name = xstrdup(stmt_text(st, "name")),
		    .code = code_of(st, "code", "name"),
		    .numbing = (int)stmt_int_in(st, "numbing_minutes", 0, DAY_MINUTES),
		    .minutes = (int)stmt_int_in(st, "minutes", 0, DAY_MINUTES),
		    .cleanup = (int)stmt_int_in(st, "cleanup_minutes", 0, DAY_MINUTES) };

		if (s.minutes == 0)
			s.minutes = (int)rules_usual_minutes(p, NULL);
		GROW(c->services, c->cap_services, c->n_services + 1);
		c->services[c->n_services++] = s;
	}
	return stmt_end(st, e);
}

/* --- what is shown --------------------------------------------------------------------- */

/* Visits that are to be shown, by their places, and their numbers in a JSON array. */
struct showing {
	struct calendar *c;
	size_t *list, n, cap;
	struct buf ids;
};

/* Adds a visit with the others of its coming, unless they are shown already. */
static void
want(struct showing *x, size_t i)
{
	struct calendar *c = x->c;
	size_t k;

	if (c->visits[i].shown)
		return;
	for (k = 0; k < c->n_visits; k++)
		if (c->visits[k].coming == c->visits[i].coming) {
			c->visits[k].shown = true;
			GROW(x->list, x->cap, x->n + 1);
			x->list[x->n++] = k;
			buf_addf(&x->ids, "%c%" PRId64, x->n > 1 ? ',' : '[', c->visits[k].id);
		}
}

static bool
read_all_shown(struct practice *p, struct showing *x, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "calendar_visits");
	size_t i;

	buf_addc(&x->ids, ']');
	stmt_set_text(st, "ids", x->ids.s);
	while (stmt_next(st)) {
		int64_t id = stmt_int(st, "id");

		for (i = 0; i < x->n && x->c->visits[x->list[i]].id != id; i++)
			;
		if (i < x->n)
			read_shown(st, &x->c->visits[x->list[i]]);
	}
	return stmt_end(st, e);
}

/* One that is gone, or cannot be read. */
static void
make_whole(struct calendar_visit *v)
{
	char **texts[] = { &v->name, &v->code, &v->what, &v->brief };
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		if (*texts[i] == NULL)
			*texts[i] = xstrdup("");
}

static void
add_joined(char **text, const char *code)
{
	char *both = xasprintf("%s, + %s", *text, code);

	free(*text);
	*text = both;
}

/* Services of one coming are told together: the first names the others. */
static void
join(struct calendar *c, size_t i)
{
	size_t k;

	for (k = i + 1; !c->visits[i].joins && k < c->n_visits; k++)
		if (c->visits[k].coming == c->visits[i].coming) {
			add_joined(&c->visits[i].what, c->visits[k].code);
			add_joined(&c->visits[i].brief, c->visits[k].code);
		}
}

bool
calendar_show(struct practice *p, struct calendar *c, size_t first, size_t n, struct err *e)
{
	struct showing x = { .c = c, .ids = BUF_INIT };
	bool ok;
	size_t i, k;

	for (i = first; i < first + n && i < c->n_columns; i++)
		for (k = c->columns[i].first; k < c->columns[i].first + c->columns[i].n; k++)
			if (c->items[k].kind == CALENDAR_VISIT)
				want(&x, c->items[k].visit);
	ok = x.n == 0 || read_all_shown(p, &x, e);
	for (i = 0; i < x.n; i++)
		make_whole(&c->visits[x.list[i]]);
	for (i = 0; i < x.n; i++)
		join(c, x.list[i]);
	free(x.list);
	buf_free(&x.ids);
	return ok;
}

/* --- a month --------------------------------------------------------------------------- */

static int
by_begin(const void *a, const void *b)
{
	const struct slot_use *x = a, *y = b;

	return (x->begins > y->begins) - (x->begins < y->begins);
}

/* What begins on a day, on the one before or the one after; uses are in order. */
static struct slot_uses
of_day(const struct calendar *c, date_day day)
{
	int64_t from = rules_moment(day - 1, 0), until = rules_moment(day + 2, 0);
	size_t low = 0, high = c->uses.n, end;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (c->uses.list[mid].begins < from)
			low = mid + 1;
		else
			high = mid;
	}
	for (end = low; end < c->uses.n && c->uses.list[end].begins < until; end++)
		;
	return (struct slot_uses){ .list = c->uses.list + low, .n = end - low };
}

/* The free minutes of each place of the book; -1 of who does not work. */
static void
fill_day(struct calendar *c, int i)
{
	date_day day = date_add_days(c->first, i);
	struct slot_uses uses = of_day(c, day);
	int64_t midnight = rules_moment(day, 0);
	struct slot_span spans[SLOT_FREE_SPANS];
	int *minutes = c->month + (size_t)i * c->book.n_places;
	size_t k, m, n;

	for (k = 0; k < c->book.n_places; k++) {
		const struct slot_place *who = &c->book.places[k];

		minutes[k] = -1;
		if (who->kind != SLOT_STAFF || !who->offered || !calendar_works(c, who->id, day))
			continue;
		n = slot_free(&c->book, &uses, who->id, day, midnight, spans);
		for (minutes[k] = 0, m = 0; m < n; m++)
			minutes[k] += (int)(spans[m].until - spans[m].from);
		c->free[i] = (c->free[i] < 0 ? 0 : c->free[i]) + minutes[k];
	}
}

/* Of the thousands of visits nothing is kept but what is free. */
static void
fill_month(struct calendar *c)
{
	struct slot_uses *u = &c->uses;
	size_t k, n;
	int i;

	for (k = n = 0; k < u->n; k++)		/* numbing is no free time here either */
		if (u->list[k].kind == SLOT_STAFF) {
			u->list[n] = u->list[k];
			u->list[n].begins = u->list[n].comes;
			n++;
		}
	u->n = n;
	if (u->n > 0)
		qsort(u->list, u->n, sizeof(*u->list), by_begin);
	c->month = xcalloc(CALENDAR_WEEKS * 7 * c->book.n_places, sizeof(*c->month));
	for (i = 0; i < CALENDAR_WEEKS * 7; i++) {
		c->free[i] = -1;
		fill_day(c, i);
	}
	slot_uses_free(u);
}

void
calendar_free_of(const struct calendar *c, date_day day,
    void (*fn)(const struct slot_place *who, int minutes, void *arg), void *arg)
{
	size_t at = (size_t)(day - c->first) * c->book.n_places, i;

	for (i = 0; c->month != NULL && i < c->book.n_places; i++)
		if (c->month[at + i] >= 0)
			fn(&c->book.places[i], c->month[at + i], arg);
}

/* --- a page ----------------------------------------------------------------------------- */

date_day
calendar_first(const struct practice *p, enum calendar_view view, date_day day)
{
	int y, m, d, starts = date_parse_weekday(record_text(p->settings, "week_start"));

	if (view != CALENDAR_WEEK && view != CALENDAR_MONTH)
		return day;
	date_split(day, &y, &m, &d);
	if (view == CALENDAR_MONTH)
		day = date_make(y, m, 1);
	return date_add_days(day, -((date_weekday(day) - (starts > 0 ? starts : 0) + 7) % 7));
}

bool
calendar_read(struct practice *p, enum calendar_view view, date_day day, int64_t staff,
    struct calendar *c, struct err *e)
{
	int days = view == CALENDAR_MONTH ? CALENDAR_WEEKS * 7 : view == CALENDAR_WEEK ? 7 : 1;
	date_day last;

	forget_page(c);
	c->first = calendar_first(p, view, day);
	last = date_add_days(c->first, days - 1);
	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !slot_book_read(p, c->first, &c->book, e) ||
	    !read_visits(p, view, last, staff, c, e))
		return false;
	if (view == CALENDAR_MONTH) {
		fill_month(c);
		return true;
	}
	if (!read_services(p, c, e))
		return false;
	if (view == CALENDAR_WEEK)
		calendar_add_week(c, staff);
	else
		calendar_add_places(c, view == CALENDAR_ROOMS ? SLOT_ROOM : SLOT_STAFF, day);
	calendar_fill(c);
	return true;
}

/* --- what fits ---------------------------------------------------------------------------- */

static bool
fits(const struct calendar *c, const struct calendar_column *col, int64_t moment,
    const struct calendar_service *s)
{
	struct slot_want w = { .service = s->id,
	    .staff = col->kind == SLOT_STAFF ? col->place : 0,
	    .room = col->kind == SLOT_ROOM ? col->place : 0,
	    .date = (date_day)(moment / DAY_MINUTES), .start = (int)(moment % DAY_MINUTES),
	    .numbing = s->numbing, .minutes = s->minutes, .cleanup = s->cleanup };

	return slot_fits(&c->book, &c->uses, &w);
}

void
calendar_fits(const struct calendar *c, const struct calendar_column *col, int64_t moment,
    size_t most, struct buf *out)
{
	size_t i, n = 0;

	for (i = 0; i < c->n_services; i++) {
		if (!fits(c, col, moment, &c->services[i]))
			continue;
		if (n == most) {
			buf_adds(out, ", …");
			return;
		}
		buf_addf(out, "%s%s", n++ > 0 ? ", " : "", c->services[i].code);
	}
}
