/*
 * book.c - see book.h.
 */
#include "export/book.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "exchange/json.h"
#include "practice/slot.h"
#include "practice/standing.h"

#define GAP_MINUTES 30		/* shorter free time is not told, as on Today */

/* --- reading ------------------------------------------------------------------------------ */

struct reading {
	struct practice *p;
	struct slot_book places;	/* for the names */
	struct book *book;
};

static char *
place_name(const struct reading *r, enum slot_kind kind, int64_t id)
{
	const struct slot_place *at = slot_place(&r->places, kind, id);

	return xstrdup(at != NULL ? at->name : "");
}

/* The name, the phone and what must not be missed. */
static bool
read_client(const struct reading *r, struct book_visit *v, struct err *e)
{
	AUTO_RECORD struct record *card = NULL;
	struct client_standing standing;

	if (v->client == 0)
		return true;
	card = db_get(r->p->db, &record_client, v->client, e);
	if (card == NULL || !client_standing(r->p, v->client, &standing, e))
		return false;
	free(v->name);
	free(v->phone);
	free(v->alerts);
	v->name = xstrdup(standing.name);
	v->phone = xstrdup(record_text(card, "phone"));
	v->alerts = xstrdup(standing.alerts);
	return true;
}

static bool
read_visit(struct reading *r, const struct session_line *l, struct err *e)
{
	struct book *b = r->book;
	AUTO_RECORD struct record *session = db_get(r->p->db, &record_session, l->id, e);
	AUTO_RECORD struct record *service = NULL;
	int from = l->before ? l->start - DAY_MINUTES : l->start;
	struct book_visit *v;

	if (session == NULL || (!record_is_null(session, "service") && (service =
	    db_get(r->p->db, &record_service, record_int(session, "service"), e)) == NULL))
		return false;
	GROW(b->visits, b->cap_visits, b->n_visits + 1);
	v = &b->visits[b->n_visits++];
	*v = (struct book_visit){ .id = l->id, .client = l->client, .status = l->status,
	    .timed = l->start >= 0, .comes = from, .treated = from + l->numbing,
	    .until = from + l->numbing + l->minutes,
	    .name = xstrdup(""), .phone = xstrdup(""), .alerts = xstrdup(""),
	    .service = xstrdup(service != NULL ? record_text(service, "name") : ""),
	    .checklist = xstrdup(l->unscreened ? record_text(service, "checklist") : ""),
	    .staff = place_name(r, SLOT_STAFF, l->staff),
	    .room = place_name(r, SLOT_ROOM, record_int(session, "room")),
	    .device = place_name(r, SLOT_DEVICE, record_int(session, "device")) };
	return read_client(r, v, e);
}

static bool
add_gap(const struct session_gap *g, void *arg)
{
	const struct reading *r = arg;
	struct book *b = r->book;

	GROW(b->gaps, b->cap_gaps, b->n_gaps + 1);
	b->gaps[b->n_gaps++] = (struct book_gap){ g->start, g->minutes,
	    place_name(r, SLOT_STAFF, g->staff) };
	return true;
}

bool
book_read(struct practice *p, date_day day, struct book *out, struct err *e)
{
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;
	struct reading r = { .p = p, .book = out };
	struct session_open open = { .works = false };
	size_t i;
	bool ok;

	*out = (struct book){ .day = day, .medical = practice_allows(p, ACTION_READ_MEDICAL) };
	ok = sessions_day(p, day, 0, &lines, e) && slot_book_read(p, day, &r.places, e) &&
	    sessions_gaps(p, &lines, GAP_MINUTES, add_gap, &r, &open, e);
	out->works = open.works;
	for (i = 0; ok && i < lines.n; i++)
		ok = read_visit(&r, &lines.list[i], e);
	slot_book_free(&r.places);
	return ok;
}

void
book_free(struct book *b)
{
	size_t i;

	for (i = 0; i < b->n_visits; i++) {
		struct book_visit *v = &b->visits[i];

		free(v->name);
		free(v->phone);
		free(v->service);
		free(v->staff);
		free(v->room);
		free(v->device);
		free(v->alerts);
		free(v->checklist);
	}
	for (i = 0; i < b->n_gaps; i++)
		free(b->gaps[i].staff);
	free(b->visits);
	free(b->gaps);
	*b = (struct book){ .visits = NULL };
}

void
book_time(const struct practice *p, int minutes, struct buf *out)
{
	char time[DATE_TIME_SIZE];
	int of_day = (minutes % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES;

	buf_adds(out, date_format_time(of_day, p->context.twelve_hour, time));
	if (minutes < 0)
		buf_adds(out, " the day before");
	else if (minutes >= DAY_MINUTES)
		buf_adds(out, " the next day");
}

bool
book_next_day(struct practice *p, date_day *day, struct err *e)
{
	char iso[DATE_ISO_SIZE];
	struct stmt *st;

	*day = DATE_NONE;
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, "session_next_day");
	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	if (stmt_next(st))
		*day = stmt_date(st, "date");
	return stmt_end(st, e) && (*day != DATE_NONE || err_set(e, ERR_NOTFOUND, "day",
	    "Nobody is booked after today."));
}

/* --- JSON --------------------------------------------------------------------------------- */

/* The wall's time, "14:30"; null for none. */
static void
json_time(struct json *j, const char *key, bool timed, int minutes)
{
	char time[DATE_TIME_SIZE];
	int of_day = (minutes % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES;

	json_key(j, key);
	json_text(j, timed ? date_format_time(of_day, false, time) : NULL);
}

static void
json_word(struct json *j, const char *key, const char *s)
{
	json_key(j, key);
	json_text(j, *s != '\0' ? s : NULL);
}

static void
json_visit(struct json *j, const struct book_visit *v)
{
	json_object(j);
	json_key(j, "id");
	json_int(j, v->id);
	json_time(j, "comes_at", v->timed, v->comes);
	json_time(j, "treated_at", v->timed, v->treated);
	json_time(j, "until", v->timed, v->until);
	json_key(j, "client");
	if (v->client != 0)
		json_int(j, v->client);
	else
		json_null(j);
	json_word(j, "client_name", v->name);
	json_word(j, "phone", v->phone);
	json_word(j, "alerts", v->alerts);
	json_word(j, "service", v->service);
	json_word(j, "staff", v->staff);
	json_word(j, "room", v->room);
	json_word(j, "device", v->device);
	json_word(j, "status", session_status_name(v->status));
	json_key(j, "to_screen");
	json_bool(j, *v->checklist != '\0');
	json_close(j);
}

void
book_write_json(const struct book *b, FILE *f)
{
	struct json j;
	char iso[DATE_ISO_SIZE];
	size_t i;

	json_start(&j, f, false);
	json_object(&j);
	json_word(&j, "date", date_to_iso(b->day, iso));
	json_key(&j, "open");
	json_bool(&j, b->works);
	json_key(&j, "visits");
	json_array(&j);
	for (i = 0; i < b->n_visits; i++)
		json_visit(&j, &b->visits[i]);
	json_close(&j);
	json_key(&j, "free");
	json_array(&j);
	for (i = 0; i < b->n_gaps; i++) {
		json_object(&j);
		json_time(&j, "from", true, b->gaps[i].start);
		json_key(&j, "minutes");
		json_int(&j, b->gaps[i].minutes);
		json_word(&j, "staff", b->gaps[i].staff);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	json_finish(&j);
}
