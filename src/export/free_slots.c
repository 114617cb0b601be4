/*
 * free_slots.c - see free_slots.h.
 */
#include "export/free_slots.h"

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "export/export_file.h"
#include "practice/rules.h"
#include "practice/slot.h"

/* --- what is asked ------------------------------------------------------------------------ */

/* By code, else by name; NULL with a sentence when there is none, or it is not active. */
static struct record *
find(struct practice *p, const struct record_type *t, const char *word, struct err *e)
{
	struct record *r;

	err_clear(e);
	r = db_find(p->db, t, t->key, word, e);
	if (r == NULL && e->code == ERR_NONE)
		r = db_find(p->db, t, t->name_field, word, e);
	if (r == NULL && e->code == ERR_NONE)
		err_set(e, ERR_NOTFOUND, t->name, "%s \"%.80s\" is not there: a code or a whole "
		    "name is needed, as `chairside export %s` writes them.", t->label, word,
		    t->plural);
	if (r == NULL || record_int(r, "active") != 0)
		return r;
	err_set(e, ERR_INVALID, t->name, "%s \"%.80s\" is not active any more.", t->label, word);
	record_free(r);
	return NULL;
}

static bool
read_days(const struct practice *p, const struct free_query *q, struct slot_search *s,
    struct err *e)
{
	s->first = q->from == NULL ? clock_today() :
	    date_parse(q->from, p->context.date_order, p->context.today, false);
	if (s->first == DATE_NONE)
		return err_set(e, ERR_USAGE, "from", "\"%.40s\" is not a day, such as "
		    "2026-03-12, tomorrow or \"next tue\".", q->from);
	if (s->first < clock_today())
		return err_set(e, ERR_USAGE, "from", "\"%.40s\" is past; free time is looked "
		    "for from today on.", q->from);
	s->last = date_add_days(s->first, q->days - 1);
	return s->last != DATE_NONE || err_set(e, ERR_USAGE, "from", "\"%.40s\" is too far "
	    "away.", q->from);
}

static bool
read_query(struct practice *p, const struct free_query *q, struct slot_search *s,
    struct err *e)
{
	AUTO_RECORD struct record *service = NULL, *staff = NULL;

	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !read_days(p, q, s, e) ||
	    (service = find(p, &record_service, q->service, e)) == NULL ||
	    (q->staff != NULL && (staff = find(p, &record_staff, q->staff, e)) == NULL))
		return false;
	s->want = slot_want_for(p, service);
	s->want.staff = staff != NULL ? staff->id : 0;
	return true;
}

/* --- what is found ------------------------------------------------------------------------ */

struct found {
	struct slot_book book;		/* for the names */
	void (*fn)(const struct free_slot *, void *);
	void *arg;
	long left;
	bool more;
};

static const char *
name_of(const struct found *f, enum slot_kind kind, int64_t id)
{
	const struct slot_place *at = slot_place(&f->book, kind, id);

	return at != NULL ? at->name : "";
}

static bool
take(const struct slot_want *w, void *arg)
{
	struct found *f = arg;

	f->more = f->left == 0;
	if (f->more)
		return false;
	f->left--;
	f->fn(&(struct free_slot){ .day = w->date, .comes = w->start,
	    .treated = w->start + w->numbing, .until = w->start + w->numbing + w->minutes,
	    .staff = name_of(f, SLOT_STAFF, w->staff), .room = name_of(f, SLOT_ROOM, w->room),
	    .device = name_of(f, SLOT_DEVICE, w->device) }, f->arg);
	return true;
}

bool
free_slots(struct practice *p, const struct free_query *q,
    void (*fn)(const struct free_slot *, void *), void *arg, bool *more, struct err *e)
{
	struct slot_search s = { .days = 0 };
	struct found f = { .fn = fn, .arg = arg, .left = q->most };
	bool ok = read_query(p, q, &s, e) && slot_book_read(p, s.first, &f.book, e) &&
	    slot_find(p, &f.book, &s, take, &f, e);

	slot_book_free(&f.book);
	*more = f.more;
	return ok;
}

/* --- as a file ---------------------------------------------------------------------------- */

static const struct field day_field = { .name = "date", .type = FIELD_DATE };
static const struct field time_field = { .name = "time", .type = FIELD_TIME };

static const struct export_column columns[] = {
	{ "date", "Date", 12 }, { "comes_at", "Comes at", 10 }, { "treated_at", "Treated at", 10 },
	{ "until", "Until", 10 }, { "staff", "Staff", 24 }, { "room", "Room", 24 },
	{ "device", "Device", 24 },
};

static void
cell_time(struct export_file *file, int minutes)
{
	struct value v = VALUE_INIT;

	value_set_int(&v, minutes % DAY_MINUTES);
	export_file_cell(file, &time_field, &v);
}

static void
write_row(const struct free_slot *s, void *file)
{
	struct value day = VALUE_INIT;
	char iso[DATE_ISO_SIZE];

	value_set_text(&day, date_to_iso(s->day, iso));
	export_file_cell(file, &day_field, &day);
	value_clear(&day);
	cell_time(file, s->comes);
	cell_time(file, s->treated);
	cell_time(file, s->until);
	export_file_text(file, s->staff);
	export_file_text(file, s->room);
	export_file_text(file, s->device);
	export_file_end_row(file);
}

bool
free_slots_export(struct practice *p, const struct free_query *q, const char *format,
    bool *more, struct err *e)
{
	const struct export_format *f = export_format_named(format, e);
	struct export_file *file = f == NULL ? NULL : export_file_begin(p, f, NULL,
	    "free_slots", columns, ARRAY_LEN(columns), e);

	if (file == NULL)
		return false;
	if (!free_slots(p, q, write_row, file, more, e)) {
		export_file_give_up(file);
		return false;
	}
	return export_file_finish(file, e);
}
