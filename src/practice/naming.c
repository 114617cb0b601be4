/*
 * naming.c - see naming.h.
 */
#include "practice/naming.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

#define WITH_YEAR 180		/* days away from today */

static const char *
day_words(date_day day, bool weekday, char out[24])
{
	date_day today = clock_today();
	char *year;

	date_to_words(day, weekday, out);
	if (day != DATE_NONE && labs((long)day - (long)today) < WITH_YEAR &&
	    (year = strrchr(out, ' ')) != NULL)
		*year = '\0';
	return out;
}

const char *
naming_day(date_day day, char out[24])
{
	return day_words(day, true, out);
}

const char *
naming_day_short(date_day day, char out[24])
{
	return day_words(day, false, out);
}

date_day
naming_add_moment(const struct practice *p, instant at, struct buf *out)
{
	char words[24], time[DATE_TIME_SIZE];
	int minutes, seconds;
	date_day day;

	clock_local(at, &day, &minutes, &seconds);
	buf_addf(out, "%s %s", naming_day(day, words),
	    date_format_time(minutes, p->context.twelve_hour, time));
	return day;
}

void
naming_add_done(struct practice *p, int64_t entry, const char *did, struct buf *out)
{
	struct stmt *st = db_stmt(p->db, "journal_writer");
	char time[DATE_TIME_SIZE];
	int minutes, seconds;
	date_day day;

	stmt_set_int(st, "n", entry);
	if (!stmt_next(st)) {
		buf_addf(out, "Somebody else %s", did);
	} else {
		clock_local(stmt_int(st, "at"), &day, &minutes, &seconds);
		text_show(out, stmt_is_null(st, "name") ? "chairside" : stmt_text(st, "name"), false);
		buf_addf(out, " %s, ", did);
		if (day == clock_today())
			buf_adds(out, date_format_time(minutes, p->context.twelve_hour, time));
		else
			naming_add_moment(p, stmt_int(st, "at"), out);
	}
	stmt_end(st, NULL);
}

void
naming_add_given(const char *name, struct buf *out)
{
	AUTO_FREE char *first = xstrndup(name, strcspn(name, " "));

	text_show(out, first, false);
}

void
naming_add_length(int minutes, struct buf *out)
{
	if (minutes < 60)
		buf_addf(out, "%d min", minutes);
	else if (minutes % 60 == 0)
		buf_addf(out, "%d h", minutes / 60);
	else
		buf_addf(out, "%d h %02d", minutes / 60, minutes % 60);
}

void
naming_add_code(const char *code, const char *name, struct buf *out)
{
	const char *last = strrchr(name, ' ');

	if (*code != '\0') {
		buf_adds(out, code);
		return;
	}
	buf_add(out, name, text_next(name, strlen(name), 0));
	if (last != NULL)
		buf_add(out, last + 1, text_next(last + 1, strlen(last + 1), 0));
}

/* ", Allen, Claire"; nothing for a record without a client. */
static void
add_person(struct practice *p, const struct record *r, const char *before,
    struct buf *out)
{
	AUTO_RECORD struct record *client = NULL;
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;

	if (record_field_index(r->type, "client") < 0 || record_is_null(r, "client"))
		return;
	client = db_get(p->db, &record_client, record_int(r, "client"), &e);
	if (client == NULL)
		return;
	client_display_name(client, &name);
	buf_adds(out, before);
	text_show(out, name.s, false);
}

static void
add_day(const struct record *r, struct buf *out)
{
	char words[24];

	if (record_field_index(r->type, "date") >= 0 && !record_is_null(r, "date"))
		buf_addf(out, "%s%s", out->len > 0 ? ", " : "",
		    naming_day(date_from_iso(record_text(r, "date")), words));
}

static void
add_time(const struct practice *p, int64_t minutes, struct buf *out)
{
	char time[DATE_TIME_SIZE];

	buf_adds(out, date_format_time((int)(minutes % DAY_MINUTES), p->context.twelve_hour,
	    time));
}

static void
add_visit(struct practice *p, const struct record *r, struct buf *out)
{
	AUTO_RECORD struct record *staff = NULL;
	AUTO_BUF struct buf all = BUF_INIT;
	struct err e;

	add_person(p, r, "", &all);
	add_day(r, &all);
	if (!record_is_null(r, "start")) {
		buf_addc(&all, ' ');
		add_time(p, record_int(r, "start"), &all);
	}
	if (!record_is_null(r, "staff"))
		staff = db_get(p->db, &record_staff, record_int(r, "staff"), &e);
	if (staff != NULL) {
		buf_adds(&all, ", ");
		naming_add_given(record_text(staff, "name"), &all);
	}
	buf_add(out, all.s, all.len);
}

/* "receipt 1042 of Allen, Claire, Tue 1 Dec" */
static void
add_receipt(struct practice *p, const struct record *r, struct buf *out)
{
	const char *number = record_text(r, "number");

	buf_adds(out, *number != '\0' ? "receipt " : "open receipt");
	text_show(out, number, false);
	add_person(p, r, " of ", out);
	add_day(r, out);
}

/* --- working hours and time off -------------------------------------------------------- */

/* Whose they are; without a person, room or device the practice's. */
static void
add_whose(struct practice *p, const struct record *r, struct buf *out)
{
	static const struct record_type *const types[] = { &record_staff, &record_room,
	    &record_device };
	size_t i, at = out->len;

	for (i = 0; i < ARRAY_LEN(types); i++) {
		AUTO_RECORD struct record *of = NULL;
		struct err e;

		if (record_field(r->type, types[i]->name) == NULL ||
		    record_is_null(r, types[i]->name))
			continue;
		of = db_get(p->db, types[i], record_int(r, types[i]->name), &e);
		if (of != NULL && types[i] == &record_staff) {
			naming_add_given(record_text(of, "name"), out);
		} else if (of != NULL) {
			buf_adds(out, types[i] == &record_room ? "room " : "");
			text_show(out, record_text(of, "name"), false);
		}
	}
	if (out->len == at)
		buf_adds(out, "the practice");
}

/* "working hours of Jonas, Mon-Fri 9:00a-5:00p" */
static void
add_hours(struct practice *p, const struct record *r, struct buf *out)
{
	char words[DATE_WEEKDAYS_SIZE];

	buf_adds(out, "working hours of ");
	add_whose(p, r, out);
	buf_addf(out, ", %s ", date_weekdays((unsigned)record_int(r, "days"), words));
	if (record_is_null(r, "begins") || record_is_null(r, "ends")) {
		buf_adds(out, "not working");
		return;
	}
	add_time(p, record_int(r, "begins"), out);
	buf_addc(out, '-');
	add_time(p, record_int(r, "ends"), out);
}

void
naming_off_days(const struct record *r, struct buf *out)
{
	date_day date = date_from_iso(record_text(r, "date"));
	date_day until = date_from_iso(record_text(r, "until"));
	const char *repeats = record_text(r, "repeats");
	bool once = *repeats == '\0', yearly = strcmp(repeats, "yearly") == 0;
	unsigned days = (unsigned)record_int(r, "days");
	char words[DATE_WEEKDAYS_SIZE], day[24], *year;

	if (days == 0 && !once && !yearly && date != DATE_NONE)
		days = 1u << date_weekday(date);
	if (!once)
		buf_adds(out, yearly ? "every year " : strcmp(repeats, "fortnightly") == 0 ?
		    "every other " : "every ");
	if (days != 0)
		buf_addf(out, "%s%s", date_weekdays(days, words), once ? ", " : " ");
	buf_adds(out, once || yearly ? "" : "from ");
	if (yearly && (year = strrchr(date_to_words(date, false, day), ' ')) != NULL)
		*year = '\0';
	else
		naming_day(date, day);
	buf_adds(out, day);
	if (until != DATE_NONE && until != date)
		buf_addf(out, " to %s", naming_day(until, day));
}

void
naming_off_time(const struct practice *p, const struct record *r, struct buf *out)
{
	int64_t start = record_int(r, "start");

	if (record_is_null(r, "start")) {
		buf_adds(out, "all day");
		return;
	}
	buf_adds(out, record_is_null(r, "minutes") ? "from " : "");
	add_time(p, start, out);
	if (!record_is_null(r, "minutes")) {
		buf_addc(out, '-');
		add_time(p, start + record_int(r, "minutes"), out);
	}
}

/* "Jonas, Fri 27 Nov 2:00p-4:00p, dentist" */
static void
add_off(struct practice *p, const struct record *r, struct buf *out)
{
	add_whose(p, r, out);
	buf_adds(out, ", ");
	naming_off_days(r, out);
	if (!record_is_null(r, "start")) {
		buf_addc(out, ' ');
		naming_off_time(p, r, out);
	}
	if (!record_is_null(r, "reason")) {
		buf_adds(out, ", ");
		text_show(out, record_text(r, "reason"), false);
	}
}

/* "Microneedling: room A" */
static void
add_use(struct practice *p, const struct record *r, struct buf *out)
{
	naming_add_id(p, &record_service, record_int(r, "service"), out);
	buf_adds(out, ": ");
	add_whose(p, r, out);
}

/* "12 pieces of AB77" */
static void
add_pieces(struct practice *p, const struct record *r, struct buf *out)
{
	buf_addf(out, "%lld %s of ", (long long)record_int(r, "quantity"),
	    record_int(r, "quantity") == 1 ? "piece" : "pieces");
	naming_add_id(p, &record_lot, record_int(r, "lot"), out);
}

/* "review of Allen, Claire" */
static void
add_kind(struct practice *p, const struct record *r, struct buf *out)
{
	AUTO_BUF struct buf kind = BUF_INIT;

	text_fold(&kind, r->type->label);
	buf_add(out, kind.s, kind.len);
	add_person(p, r, " of ", out);
	add_day(r, out);
}

/* "file (before, front) of Allen, Claire, Tue 1 Dec" */
static void
add_file(struct practice *p, const struct record *r, struct buf *out)
{
	buf_adds(out, "file (");
	text_show(out, record_text(r, "kind"), false);
	if (!record_is_null(r, "angle")) {
		buf_adds(out, ", ");
		text_show(out, record_text(r, "angle"), false);
	}
	buf_addc(out, ')');
	add_person(p, r, " of ", out);
	add_day(r, out);
}

bool
naming_own(const struct practice *p, const struct record *r, struct buf *out)
{
	const char *field = r->type->name_field;

	if (r->type == &record_client)
		client_display_name(r, out);
	else if (field != NULL && !record_is_null(r, field))
		field_show(record_field(r->type, field), &p->context,
		    record_value(r, field), out);
	else
		return false;
	return true;
}

void
naming_add(struct practice *p, const struct record *r, struct buf *out)
{
	static const struct {
		const struct record_type *type;
		void (*add)(struct practice *p, const struct record *r, struct buf *out);
	} own[] = {
		{ &record_session, add_visit }, { &record_receipt, add_receipt },
		{ &record_hours, add_hours }, { &record_block, add_off },
		{ &record_service_use, add_use }, { &record_lot_move, add_pieces },
		{ &record_attachment, add_file },
	};
	AUTO_BUF struct buf name = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(own); i++)
		if (own[i].type == r->type) {
			own[i].add(p, r, out);
			return;
		}
	if (naming_own(p, r, &name))
		text_show(out, name.s, false);
	else
		add_kind(p, r, out);
}

void
naming_add_row(struct stmt *st, int64_t id, struct buf *out)
{
	static const char *const names[] = { "given", "family", "preferred" };
	AUTO_RECORD struct record *c = record_new(&record_client);
	size_t i;

	c->id = id;
	for (i = 0; i < ARRAY_LEN(names); i++)
		record_set_text(c, names[i], stmt_text(st, names[i]));
	if (id != 0)
		client_display_name(c, out);
}

void
naming_add_kind(const struct record_type *t, int64_t n, struct buf *out)
{
	const char *c;

	for (c = n == 1 ? t->name : t->plural; *c != '\0'; c++)
		buf_addc(out, *c == '_' ? ' ' : *c);
}

bool
naming_add_id(struct practice *p, const struct record_type *t, int64_t id,
    struct buf *out)
{
	struct err e;
	AUTO_RECORD struct record *r = db_get(p->db, t, id, &e);

	if (r != NULL)
		naming_add(p, r, out);
	return r != NULL;
}
