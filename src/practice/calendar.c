/*
 * calendar.c - see calendar.h.
 */
#include "practice/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/naming.h"
#include "practice/rules.h"

#define FREE_SPANS 64		/* of one column */
#define FREE_LEAST 15		/* minutes: less is not shown */

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

/* "MN 3/4" */
static char *
what_of(struct stmt *st, const char *name)
{
	int64_t of = stmt_int(st, "series_count");

	if (of < 1)
		return xstrdup(name);
	return xasprintf("%s %d/%d", name, (int)(stmt_int(st, "done_before") % of) + 1, (int)of);
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
read_visit(struct stmt *st, int64_t now, struct calendar_visit *v)
{
	v->id = stmt_int(st, "id");
	v->version = stmt_int(st, "version");
	v->coming = stmt_int(st, "coming");
	v->client = stmt_int(st, "client");
	v->service = stmt_int(st, "service");
	v->staff = stmt_int(st, "staff");
	v->room = stmt_int(st, "room");
	v->status = (enum session_status)stmt_choice(st, "status",
	    record_field(&record_session, "status")->choices);
	v->comes = stmt_int(st, "begins");
	v->treats = stmt_int(st, "treats");
	v->ends = stmt_int(st, "ends");
	v->leaves = stmt_int(st, "leaves");
	v->no_outcome = !stmt_is_null(st, "due") && stmt_int(st, "due") <= now;
	v->name = name_of(st, v->client);
	v->alert = has_alert(st);
	v->code = code_of(st, "service_code", "service_name");
	v->what = what_of(st, stmt_text(st, "service_name"));
	v->brief = what_of(st, v->code);
	v->late = v->status <= SESSION_CONFIRMED &&
	    rules_minutes_late(v->comes, v->ends, now) > 0;
}

static void
set_days(struct stmt *st, date_day first, date_day last)
{
	char iso[DATE_ISO_SIZE];

	stmt_set_text(st, "first", date_to_iso(first, iso));
	stmt_set_text(st, "last", date_to_iso(last, iso));
}

static bool
read_visits(struct practice *p, date_day first, date_day last, int64_t staff,
    struct calendar *c, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "calendar_visits");
	int64_t now = rules_now();

	set_days(st, first, last);
	stmt_set_int(st, "staff", staff);
	while (stmt_next(st)) {
		GROW(c->visits, c->cap_visits, c->n_visits + 1);
		c->visits[c->n_visits] = (struct calendar_visit){ .id = 0 };
		read_visit(st, now, &c->visits[c->n_visits++]);
	}
	return stmt_end(st, e);
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

static void
add_joined(char **text, const char *code)
{
	char *both = xasprintf("%s, + %s", *text, code);

	free(*text);
	*text = both;
}

/* Services of one coming are told together: the first names the others, and each of these
 * that it is joined. */
static void
join(struct calendar *c)
{
	size_t i, k;

	for (i = 0; i < c->n_visits; i++) {
		struct calendar_visit *first = &c->visits[i];

		for (k = i + 1; !first->joins && k < c->n_visits; k++) {
			struct calendar_visit *other = &c->visits[k];

			if (other->coming != first->coming)
				continue;
			add_joined(&first->what, other->code);
			add_joined(&first->brief, other->code);
			other->joins = true;
		}
	}
}

/* --- columns -------------------------------------------------------------------------- */

static int64_t
until_of(const struct calendar_visit *v, enum slot_kind kind)
{
	return kind == SLOT_ROOM ? v->leaves : v->ends;
}

/* Is it on that day, or goes on into it? */
static bool
is_in(const struct calendar_visit *v, const struct calendar_column *col)
{
	int64_t midnight = rules_moment(col->day, 0);

	return (col->kind == SLOT_ROOM ? v->room : v->staff) == col->place &&
	    v->comes < midnight + DAY_MINUTES &&
	    (v->comes >= midnight || until_of(v, col->kind) > midnight);
}

static struct calendar_item *
add_item(struct calendar *c, enum calendar_kind kind, int64_t from, int64_t until)
{
	GROW(c->items, c->cap_items, c->n_items + 1);
	c->items[c->n_items] = (struct calendar_item){ .kind = kind, .from = from,
	    .until = until };
	return &c->items[c->n_items++];
}

struct filling {
	struct calendar *c;
	struct calendar_column *col;
	struct slot_uses taken;		/* as of the person 0 or the column's */
	int64_t owner;			/* whose hours count; 0: the practice's */
	bool shown;			/* time off gets an item */
};

static void
take(struct filling *f, int64_t from, int64_t until)
{
	slot_use_add(&f->taken, &(struct slot_use){ .kind = SLOT_STAFF, .place = f->owner,
	    .begins = from, .ends = until });
}

static void
add_off(const struct slot_span *s, const char *reason, void *arg)
{
	struct filling *f = arg;
	int64_t midnight = rules_moment(f->col->day, 0);

	take(f, s->from, s->until);
	add_item(f->c, CALENDAR_OFF, s->from > midnight ? s->from : midnight,
	    s->until)->text = xstrdup(reason);
}

static bool
has_rooms(const struct calendar *c)
{
	size_t i;

	for (i = 0; i < c->book.n_places; i++)
		if (c->book.places[i].kind == SLOT_ROOM && c->book.places[i].offered)
			return true;
	return false;
}

static void
find_room(const struct calendar *c, struct calendar_item *free_time)
{
	size_t i;
	int64_t none_until = free_time->until;

	for (i = 0; i < c->book.n_places; i++) {
		const struct slot_place *at = &c->book.places[i];
		int64_t until;

		if (at->kind != SLOT_ROOM || !at->offered)
			continue;
		until = slot_until(&c->book, &c->uses, SLOT_ROOM, at->id, free_time->from,
		    free_time->until);
		if (until > free_time->from && until > free_time->room_until) {
			free_time->room = at->id;
			free_time->room_until = until;
		}
		if (until == free_time->until)
			return;
	}
	if (free_time->room != 0)
		return;
	for (i = 0; i < c->uses.n; i++)		/* the first that gets free again */
		if (c->uses.list[i].kind == SLOT_ROOM && c->uses.list[i].ends < none_until &&
		    c->uses.list[i].ends > free_time->from &&
		    slot_until(&c->book, &c->uses, SLOT_ROOM, c->uses.list[i].place,
		    c->uses.list[i].ends, none_until) > c->uses.list[i].ends)
			none_until = c->uses.list[i].ends;
	free_time->room_until = none_until;
}

static void
add_free(struct filling *f)
{
	struct calendar *c = f->c;
	struct slot_span spans[FREE_SPANS];
	int64_t midnight = rules_moment(f->col->day, 0);
	size_t i, n = slot_free(&c->book, &f->taken, f->owner, f->col->day, midnight, spans,
	    FREE_SPANS);

	for (i = 0; i < n; i++) {
		struct calendar_item *it;

		if (spans[i].until - spans[i].from < FREE_LEAST)
			continue;
		it = add_item(c, CALENDAR_FREE, spans[i].from, spans[i].until);
		f->col->free += (int)(it->until - it->from);
		if (f->col->kind == SLOT_STAFF && has_rooms(c))
			find_room(c, it);
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct calendar_item *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->kind > y->kind) - (x->kind < y->kind);
}

/* From its first opening on the day to its last closing. */
static void
set_hours(const struct calendar *c, struct calendar_column *col)
{
	struct slot_span spans[SLOT_SPANS];
	int64_t midnight = rules_moment(col->day, 0);
	size_t n = slot_hours(&c->book, col->kind == SLOT_STAFF ? col->place : 0, col->day,
	    spans), i;

	for (i = 0; i < n; i++) {
		if (spans[i].from < midnight)
			continue;
		if (col->hours.until == 0)
			col->hours = spans[i];
		if (spans[i].until > col->hours.until)
			col->hours.until = spans[i].until;
	}
}

static void
fill(struct calendar *c, struct calendar_column *col)
{
	struct filling f = { .c = c, .col = col,
	    .owner = col->kind == SLOT_STAFF ? col->place : 0 };
	size_t i;

	col->first = c->n_items;
	for (i = 0; i < c->n_visits; i++) {
		const struct calendar_visit *v = &c->visits[i];

		if (!is_in(v, col))
			continue;
		add_item(c, CALENDAR_VISIT, v->comes, until_of(v, col->kind))->visit = i;
		take(&f, v->comes, until_of(v, col->kind));
	}
	if (col->place != 0) {
		slot_off(&c->book, col->kind, col->place, col->day, add_off, &f);
		add_free(&f);
	}
	col->n = c->n_items - col->first;
	if (col->n > 0)
		qsort(c->items + col->first, col->n, sizeof(*c->items), by_time);
	slot_uses_free(&f.taken);
}

static void
add_column(struct calendar *c, enum slot_kind kind, int64_t place, const char *name,
    date_day day)
{
	struct calendar_column *col;

	GROW(c->columns, c->cap_columns, c->n_columns + 1);
	col = &c->columns[c->n_columns++];
	*col = (struct calendar_column){ .kind = kind, .place = place, .day = day,
	    .name = xstrdup(name) };
	set_hours(c, col);
}

static bool
has_visit(const struct calendar *c, enum slot_kind kind, int64_t place, date_day day)
{
	struct calendar_column col = { .kind = kind, .place = place, .day = day };
	size_t i;

	for (i = 0; i < c->n_visits; i++)
		if (is_in(&c->visits[i], &col))
			return true;
	return false;
}

static bool
works_on(const struct calendar *c, int64_t staff, date_day day)
{
	struct slot_span spans[SLOT_SPANS];

	return slot_hours(&c->book, staff, day, spans) > 0;
}

/* Who works, then who has visits all the same; where nobody works, everybody. */
static void
add_places(struct calendar *c, enum slot_kind kind, date_day day)
{
	bool all = kind == SLOT_ROOM;
	size_t i;
	int turn;

	for (turn = 0; turn < 2 && c->n_columns == 0; turn++) {
		for (i = 0; i < c->book.n_places; i++) {
			const struct slot_place *at = &c->book.places[i];
			AUTO_BUF struct buf name = BUF_INIT;

			if (at->kind != kind || !((at->offered && (all ||
			    works_on(c, at->id, day))) || has_visit(c, kind, at->id, day)))
				continue;
			if (kind == SLOT_STAFF)
				naming_add_given(at->name, &name);
			else
				buf_adds(&name, at->name);
			add_column(c, kind, at->id, name.s, day);
		}
		all = true;
	}
	if (has_visit(c, kind, 0, day))
		add_column(c, kind, 0, kind == SLOT_ROOM ? "no room" : "nobody", day);
}

static void
add_week(struct calendar *c, int64_t staff)
{
	int i;

	for (i = 0; i < 7; i++) {
		date_day day = date_add_days(c->first, i);
		int y, m, d;
		char name[16];

		date_split(day, &y, &m, &d);
		snprintf(name, sizeof(name), "%s %d", date_weekday_name(date_weekday(day)), d);
		add_column(c, SLOT_STAFF, staff, name, day);
	}
}

/* --- rows ------------------------------------------------------------------------------ */

static void
reach(struct calendar *c, int64_t from, int64_t until)
{
	if (c->ends == 0 || from < c->begins)
		c->begins = from > 0 ? (int)from : 0;
	if (until > c->ends)
		c->ends = (int)until;
}

/* From the earliest opening to the latest closing, and what is outside. */
static void
set_rows(struct calendar *c)
{
	size_t i, k;

	c->begins = c->ends = 0;
	for (i = 0; i < c->n_columns; i++) {
		const struct calendar_column *col = &c->columns[i];
		int64_t midnight = rules_moment(col->day, 0);

		if (col->hours.until > col->hours.from)
			reach(c, col->hours.from - midnight, col->hours.until - midnight);
		for (k = col->first; k < col->first + col->n; k++)
			if (c->items[k].kind == CALENDAR_VISIT)
				reach(c, c->items[k].from - midnight,
				    c->items[k].until - midnight);
	}
	if (c->ends == 0)
		reach(c, c->book.usual.opens, c->book.usual.closes);
	c->begins -= c->begins % CALENDAR_ROW;
	c->ends += (CALENDAR_ROW - c->ends % CALENDAR_ROW) % CALENDAR_ROW;
	if (c->ends <= c->begins)
		c->ends = c->begins + CALENDAR_ROW;
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

void
calendar_free_of(const struct calendar *c, date_day day,
    void (*fn)(const struct slot_place *who, int minutes, void *arg), void *arg)
{
	struct slot_uses uses = of_day(c, day);
	int64_t midnight = rules_moment(day, 0);
	struct slot_span spans[FREE_SPANS];
	size_t i, k, n;

	for (i = 0; i < c->book.n_places; i++) {
		const struct slot_place *who = &c->book.places[i];
		int minutes = 0;

		if (who->kind != SLOT_STAFF || !who->offered || !works_on(c, who->id, day))
			continue;
		n = slot_free(&c->book, &uses, who->id, day, midnight, spans, FREE_SPANS);
		for (k = 0; k < n; k++)
			minutes += (int)(spans[k].until - spans[k].from);
		fn(who, minutes, arg);
	}
}

/* -1 as long as nobody works. */
static void
sum(UNUSED const struct slot_place *who, int minutes, void *arg)
{
	int64_t *all = arg;

	*all = (*all < 0 ? 0 : *all) + minutes;
}

static void
fill_month(struct calendar *c)
{
	size_t k;
	int i;

	for (k = 0; k < c->uses.n; k++)		/* numbing is no free time here either */
		c->uses.list[k].begins = c->uses.list[k].comes;
	if (c->uses.n > 0)
		qsort(c->uses.list, c->uses.n, sizeof(*c->uses.list), by_begin);
	for (i = 0; i < CALENDAR_WEEKS * 7; i++) {
		date_day day = date_add_days(c->first, i);

		c->free[i] = -1;
		calendar_free_of(c, day, sum, &c->free[i]);
	}
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
	size_t i;

	forget_page(c);
	c->first = calendar_first(p, view, day);
	last = date_add_days(c->first, days - 1);
	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !slot_book_read(p, c->first, &c->book, e) ||
	    !slot_uses_read(p, c->first, date_add_days(last, 1), &c->uses, e))
		return false;
	if (view == CALENDAR_MONTH) {
		fill_month(c);
		return true;
	}
	if (!read_visits(p, c->first, last, view == CALENDAR_WEEK ? staff : 0, c, e) ||
	    !read_services(p, c, e))
		return false;
	join(c);
	if (view == CALENDAR_WEEK)
		add_week(c, staff);
	else
		add_places(c, view == CALENDAR_ROOMS ? SLOT_ROOM : SLOT_STAFF, day);
	for (i = 0; i < c->n_columns; i++)
		fill(c, &c->columns[i]);
	set_rows(c);
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
	AUTO_BUF struct buf unusual = BUF_INIT;
	enum slot_kind kind;
	struct slot_use by;

	if (slot_taken(&c->uses, &w, &by) || !slot_choose(&c->book, &c->uses, &w, &kind, &by))
		return false;
	slot_unusual(&c->book, &w, &unusual);
	return unusual.len == 0;
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
