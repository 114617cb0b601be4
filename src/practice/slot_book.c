/*
 * slot_book.c - working hours, time off, places, and who does what where; see slot.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "practice/slot_inside.h"
#include "practice/watch.h"

static const char *const kind_names[SLOT_KINDS] = { "staff", "room", "device" };

/* --- reading ------------------------------------------------------------------------- */

static bool
read_places(struct practice *p, struct slot_book *b, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "slot_places");

	while (stmt_next(st)) {
		enum slot_kind kind = (enum slot_kind)stmt_int(st, "kind");
		AUTO_BUF struct buf code = BUF_INIT;
		struct slot_place *place;

		GROW(b->places, b->cap_places, b->n_places + 1);
		place = &b->places[b->n_places++];
		*place = (struct slot_place){ .kind = kind, .id = stmt_int(st, "id"),
		    .name = xstrdup(stmt_text(st, "name")),
		    .offered = stmt_int(st, "active") != 0 };
		if (kind == SLOT_STAFF) {
			place->treats = rules_treats_row(st);
			place->offered = place->offered && place->treats;
			naming_add_code(stmt_text(st, "code"), place->name, &code);
		} else {
			buf_adds(&code, place->name);
		}
		place->code = buf_steal(&code);
	}
	return stmt_end(st, e);
}

/* Which of the three columns has a number, and that number. */
static int64_t
place_of(struct stmt *st, enum slot_kind *kind)
{
	int k;

	for (k = 0; k < SLOT_KINDS; k++)
		if (!stmt_is_null(st, kind_names[k])) {
			*kind = (enum slot_kind)k;
			return stmt_int(st, kind_names[k]);
		}
	*kind = SLOT_STAFF;
	return 0;
}

static bool
read_uses(struct practice *p, struct slot_book *b, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "slot_uses");

	while (stmt_next(st)) {
		struct slot_may may = { .service = stmt_int(st, "service") };

		may.place = place_of(st, &may.kind);
		GROW(b->may, b->cap_may, b->n_may + 1);
		b->may[b->n_may++] = may;
	}
	return stmt_end(st, e);
}

static bool
read_hours(struct practice *p, struct slot_book *b, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "slot_hours");

	while (stmt_next(st)) {
		struct slot_hours h = { .staff = stmt_int(st, "staff"),
		    .since = stmt_date(st, "since"),
		    .days = (unsigned)stmt_int_in(st, "days", 0, 127), .begins = -1 };

		if (!stmt_is_null(st, "begins") && !stmt_is_null(st, "ends")) {
			h.begins = (int)stmt_int_in(st, "begins", 0, DAY_MINUTES - 1);
			h.ends = (int)stmt_int_in(st, "ends", 0, DAY_MINUTES - 1);
			h.ends += h.ends <= h.begins ? DAY_MINUTES : 0;
		}
		GROW(b->hours, b->cap_hours, b->n_hours + 1);
		b->hours[b->n_hours++] = h;
	}
	return stmt_end(st, e);
}

static bool
read_blocks(struct practice *p, date_day first, struct slot_book *b, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "slot_blocks");
	char iso[DATE_ISO_SIZE];
	int year;

	stmt_set_text(st, "first", date_to_iso(first - 1, iso));
	while (stmt_next(st)) {
		struct slot_block k = { .date = stmt_date(st, "date"),
		    .until = stmt_date(st, "until"), .start = -1, .minutes = -1,
		    .days = (unsigned)stmt_int_in(st, "days", 0, 127),
		    .repeats = *stmt_text(st, "repeats") };

		if (k.date != DATE_NONE)
			date_split(k.date, &year, &k.month, &k.dom);
		k.place = place_of(st, &k.kind);
		if (!stmt_is_null(st, "start"))
			k.start = (int)stmt_int_in(st, "start", 0, DAY_MINUTES - 1);
		if (!stmt_is_null(st, "minutes"))
			k.minutes = (int)stmt_int_in(st, "minutes", 0, DAY_MINUTES);
		k.reason = xstrdup(stmt_text(st, "reason"));
		GROW(b->blocks, b->cap_blocks, b->n_blocks + 1);
		b->blocks[b->n_blocks++] = k;
	}
	return stmt_end(st, e);
}

static bool
read_lists(struct practice *p, date_day first, struct slot_book *b, struct err *e)
{
	*b = (struct slot_book){ .places = NULL };
	return read_places(p, b, e) && read_uses(p, b, e) && read_hours(p, b, e) &&
	    read_blocks(p, first, b, e);
}

static void
free_lists(struct slot_book *b)
{
	size_t i;

	for (i = 0; i < b->n_places; i++) {
		free(b->places[i].name);
		free(b->places[i].code);
	}
	for (i = 0; i < b->n_blocks; i++)
		free(b->blocks[i].reason);
	free(b->places);
	free(b->hours);
	free(b->blocks);
	free(b->may);
}

/* --- what is kept --------------------------------------------------------------------- */

#define KEPT_DAYS 366		/* of time off before the first day asked about */

struct slot_kept {
	struct watch watch;
	struct slot_book book;
	date_day first;
	long users;		/* books with its lists, and the login */
	bool old;		/* something has changed since */
};

static void
leave(struct slot_kept *k)
{
	if (--k->users > 0)
		return;
	free_lists(&k->book);
	free(k);
}

void
slot_kept_free(struct practice *p)
{
	if (p->book != NULL)
		leave(p->book);
	p->book = NULL;
}

static void
note(const struct watch_change *w, void *arg)
{
	static const struct record_type *const types[] = { &record_staff, &record_room,
	    &record_device, &record_service_use, &record_hours, &record_block };
	struct slot_kept *k = arg;
	size_t i;

	for (i = 0; i < ARRAY_LEN(types); i++)
		k->old = k->old || w->type == NULL || w->type == types[i];
}

static struct slot_kept *
keep(struct practice *p, date_day first, struct err *e)
{
	struct slot_kept *k = xcalloc(1, sizeof(*k));

	k->users = 1;
	k->first = date_add_days(first, -KEPT_DAYS);
	if (k->first == DATE_NONE)
		k->first = first;
	if (watch_begin(p, &k->watch, e) && read_lists(p, k->first, &k->book, e))
		return k;
	leave(k);
	return NULL;
}

/* What is kept, read again where it is too old. NULL: it could not be read. */
static struct slot_kept *
kept_now(struct practice *p, date_day first, struct err *e)
{
	struct slot_kept *k = p->book;

	if (k != NULL && !watch_changes(p, &k->watch, note, k, e))
		return NULL;
	if (k != NULL && (k->old || first < k->first))
		slot_kept_free(p);
	if (p->book == NULL)
		p->book = keep(p, first, e);
	return p->book;
}

bool
slot_book_read(struct practice *p, date_day first, struct slot_book *b, struct err *e)
{
	struct slot_kept *k = NULL;
	struct err none;
	bool ok;

	/* what is being written is in no journal yet */
	if (db_is_writing(p->db)) {
		ok = read_lists(p, first, b, e);
	} else {
		ok = (k = kept_now(p, first, e)) != NULL;
		*b = ok ? k->book : (struct slot_book){ .places = NULL };
	}
	b->of = k;
	if (k != NULL)
		k->users++;
	b->twelve_hour = p->context.twelve_hour;
	b->usual.opens = (int)record_int(p->settings, "opens");
	b->usual.closes = (int)record_int(p->settings, "closes");
	if (!practice_open_days(record_text(p->settings, "open_days"), &b->usual.days, &none) ||
	    b->usual.days == 0)
		b->usual.days = 127;
	return ok;
}

void
slot_book_free(struct slot_book *b)
{
	if (b->of != NULL)
		leave(b->of);
	else
		free_lists(b);
	*b = (struct slot_book){ .places = NULL };
}

/* --- places and what is done there ----------------------------------------------------- */

const struct slot_place *
slot_place(const struct slot_book *b, enum slot_kind kind, int64_t id)
{
	size_t i;

	for (i = 0; i < b->n_places; i++)
		if (b->places[i].kind == kind && b->places[i].id == id)
			return &b->places[i];
	return NULL;
}

bool
slot_needs(const struct slot_book *b, int64_t service, enum slot_kind kind)
{
	size_t i;

	if (kind == SLOT_STAFF)
		return true;
	for (i = 0; i < b->n_may; i++)
		if (b->may[i].service == service && b->may[i].kind == kind)
			return true;
	return false;
}

bool
slot_may(const struct slot_book *b, int64_t service, enum slot_kind kind, int64_t place)
{
	bool named = false;
	size_t i;

	for (i = 0; i < b->n_may; i++) {
		if (b->may[i].service != service || b->may[i].kind != kind)
			continue;
		named = true;
		if (b->may[i].place == place)
			return true;
	}
	return !named;
}

/* --- hours ------------------------------------------------------------------------------ */

/* The first row of the set that counts for that person on that day; n_hours: none. (Rows are
 * ordered by person, and a person's by `since`, the newest first.) */
static size_t
set_of(const struct slot_book *b, int64_t staff, date_day day)
{
	size_t i;

	for (i = 0; i < b->n_hours; i++)
		if (b->hours[i].staff == staff && (b->hours[i].since == DATE_NONE ||
		    b->hours[i].since <= day))
			break;
	return i;
}

/* Adds what begins on that day; true when the person has hours of their own. */
static bool
add_set(const struct slot_book *b, int64_t staff, date_day day, struct slot_span *spans,
    size_t *n)
{
	size_t i = set_of(b, staff, day);
	date_day since = i < b->n_hours ? b->hours[i].since : DATE_NONE;
	int64_t midnight = rules_moment(day, 0);
	unsigned bit = 1u << date_weekday(day);

	if (i == b->n_hours)
		return false;
	for (; i < b->n_hours && b->hours[i].staff == staff && b->hours[i].since == since; i++)
		if ((b->hours[i].days & bit) != 0 && b->hours[i].begins >= 0 && *n < SLOT_SPANS)
			spans[(*n)++] = (struct slot_span){ midnight + b->hours[i].begins,
			    midnight + b->hours[i].ends };
	return true;
}

static void
add_hours(const struct slot_book *b, int64_t staff, date_day day, struct slot_span *spans,
    size_t *n)
{
	int64_t midnight = rules_moment(day, 0);

	if ((staff != 0 && add_set(b, staff, day, spans, n)) || add_set(b, 0, day, spans, n))
		return;
	if ((b->usual.days >> date_weekday(day) & 1) != 0 && *n < SLOT_SPANS)
		spans[(*n)++] = (struct slot_span){ midnight + b->usual.opens,
		    midnight + b->usual.closes };
}

size_t
slot_hours(const struct slot_book *b, int64_t staff, date_day day,
    struct slot_span spans[SLOT_SPANS])
{
	int64_t midnight = rules_moment(day, 0);
	size_t n = 0, before, i;

	add_hours(b, staff, day - 1, spans, &n);
	for (before = n, n = i = 0; i < before; i++)	/* what goes on past midnight */
		if (spans[i].until > midnight)
			spans[n++] = spans[i];
	add_hours(b, staff, day, spans, &n);
	return n;
}

bool
slot_own_hours(const struct slot_book *b, int64_t staff, date_day day)
{
	return staff != 0 && set_of(b, staff, day) < b->n_hours;
}

bool
slot_open_on(const struct slot_book *b, date_day day)
{
	struct slot_span spans[SLOT_SPANS];
	size_t i, n = 0;

	add_hours(b, 0, day, spans, &n);
	for (i = 0; n == 0 && i < b->n_places; i++)
		if (b->places[i].kind == SLOT_STAFF && b->places[i].offered)
			add_set(b, b->places[i].id, day, spans, &n);
	return n > 0;
}

/* --- time off ---------------------------------------------------------------------------- */

/* A day that is asked about. */
struct asked {
	date_day day;
	int year, month, dom;
};

static bool
same_day_of_year(const struct slot_block *k, const struct asked *a)
{
	/* who was born on 29 February is a year older on 1 March; a holiday is the last day */
	return k->month == a->month && (k->dom == a->dom || (k->dom == 29 && k->month == 2 &&
	    a->dom == 28 && !date_valid(a->year, 2, 29)));
}

static bool
falls_on(const struct slot_block *k, const struct asked *a)
{
	date_day day = a->day;
	unsigned bit = 1u << date_weekday(day);
	date_day last = k->until != DATE_NONE ? k->until :
	    k->repeats == SLOT_ONCE ? k->date : day;
	unsigned days = k->days != 0 ? k->days : k->repeats == SLOT_ONCE ||
	    k->repeats == SLOT_YEARLY ? 127 : 1u << date_weekday(k->date);

	if (day < k->date || day > last || (days & bit) == 0)
		return false;
	if (k->repeats == SLOT_YEARLY)
		return same_day_of_year(k, a);
	return k->repeats != SLOT_FORTNIGHTLY ||
	    (day - (k->date - date_weekday(k->date))) / 7 % 2 == 0;
}

void
slot_off(const struct slot_book *b, enum slot_kind kind, int64_t place, date_day day, bool once,
    void (*fn)(const struct slot_span *, const char *, void *), void *arg)
{
	int64_t midnight = rules_moment(day, 0);
	struct asked days[] = { { .day = day }, { .day = day - 1 } };
	size_t i;
	int back;

	for (i = 0; i < ARRAY_LEN(days); i++)
		date_split(days[i].day, &days[i].year, &days[i].month, &days[i].dom);
	for (i = 0; i < b->n_blocks; i++) {
		const struct slot_block *k = &b->blocks[i];
		bool whole = k->place == 0;	/* the practice's: nobody works */

		if (!(whole ? kind == SLOT_STAFF : k->kind == kind && k->place == place) ||
		    (once && k->repeats != SLOT_ONCE))
			continue;
		for (back = 1; back >= 0; back--) {
			int64_t from = midnight - back * DAY_MINUTES + (k->start > 0 ? k->start : 0);
			struct slot_span s = { from, k->minutes >= 0 ? from + k->minutes :
			    midnight + (1 - back) * DAY_MINUTES };

			if (falls_on(k, &days[back]) && s.until > midnight)
				fn(&s, k->reason, arg);
		}
	}
}
