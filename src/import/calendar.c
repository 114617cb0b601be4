/*
 * calendar.c - see calendar.h. What an event is, is decided in calendar_words.c.
 */
#include "import/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/ics.h"
#include "import/calendar_inside.h"

#define DAYS_BESIDE 366		/* of a series, before today and after */

static const char *const visit_headers[] = { "external_id", "date", "start", "minutes",
    "client", "service", "staff", "room", "status", "notes" };
static const char *const block_headers[] = { "external_id", "reason", "staff", "room",
    "device", "date", "until", "start", "minutes", "active" };
#define COLUMNS 10

struct row {
	long line;
	int64_t own;
	const char *cells[COLUMNS];
};

struct import_calendar {
	struct import *im;
	struct arena *arena;
	bool blocks;
	const char *const *headers;
	struct row *rows;
	size_t n, cap;
	struct calendar_words words;
	struct buf identity;	/* of this practice */
	struct err *e;
	bool failed;
};

/* --- rows ------------------------------------------------------------------------------ */

static struct row *
add_row(struct import_calendar *c, const struct ics_event *ev)
{
	struct row *row;
	size_t i;

	GROW(c->rows, c->cap, c->n + 1);
	row = &c->rows[c->n++];
	*row = (struct row){ .line = ev->line };
	for (i = 0; i < COLUMNS; i++)
		row->cells[i] = "";
	return row;
}

static void
put(const struct import_calendar *c, struct row *row, const char *header, const char *text)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		if (strcmp(c->headers[i], header) == 0)
			row->cells[i] = arena_strdup(c->arena, text);
}

static void
put_day(const struct import_calendar *c, struct row *row, const char *header, date_day day)
{
	char iso[DATE_ISO_SIZE];

	put(c, row, header, date_to_iso(day, iso));
}

static void
put_time(const struct import_calendar *c, struct row *row, int start, int64_t minutes)
{
	char text[DATE_TIME_SIZE];

	put(c, row, "start", date_format_time(start, false, text));
	if (minutes > 0)
		put(c, row, "minutes", arena_printf(c->arena, "%lld", (long long)minutes));
}

/* UID and which of its series; one that is longer than the field by its digest. `part` of
 * what is cut at midnights, from 1; 0 for the whole. */
static void
put_identity(const struct import_calendar *c, struct row *row, const struct ics_event *ev,
    int part)
{
	AUTO_BUF struct buf id = BUF_INIT;
	unsigned char bytes[DIGEST_SIZE];
	char letters[DIGEST_LETTERS + 1];
	const char *uid = ev->uid;
	struct digest d;
	int pass;

	for (pass = 0; pass < 2; pass++) {
		buf_cut(&id, 0);
		buf_addf(&id, "%s%s%s", uid, *ev->recurrence != '\0' ? "/" : "", ev->recurrence);
		if (part > 1)
			buf_addf(&id, "/%d", part);
		if (import_fits(record_field(c->im->plan.kind->type, "external_id"), id.s))
			break;
		digest_begin(&d, NULL);
		digest_text(&d, ev->uid);
		digest_end(&d, bytes);
		uid = digest_letters(bytes, letters);
	}
	put(c, row, "external_id", id.s);
}

/* What was cancelled takes no time either, but was a visit or time off. */
static bool
is_free(const struct ics_event *ev)
{
	return ev->busy == ICS_FREE && ev->status != ICS_CANCELLED;
}

static void
pass_over(struct import_calendar *c, const struct ics_event *ev, const char *why)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	char day[24];

	text_show(&shown, ev->summary, false);
	c->im->r->rows++;
	c->im->r->passed++;
	import_note(c->im, ev->line, "\"%.60s\" on %s %s.", shown.s,
	    date_to_words(ev->day, false, day), why);
}

/* --- visits ------------------------------------------------------------------------------ */

static void
put_notes(struct import_calendar *c, struct row *row, const struct ics_event *ev,
    const struct calendar_visit *v, bool room)
{
	AUTO_BUF struct buf notes = BUF_INIT;

	if (!v->all_said)
		buf_addf(&notes, "%s\n", ev->summary);
	if (ev->status == ICS_TENTATIVE)
		buf_adds(&notes, "Tentative in its calendar.\n");
	if (*ev->description != '\0')
		buf_addf(&notes, "%s\n", ev->description);
	if (*ev->location != '\0' && !room)
		buf_addf(&notes, "%s\n", ev->location);
	put(c, row, "notes", text_trim(notes.s));
}

/* When it is. One that nobody moved there keeps its time on the wall, though clocks skip it,
 * and its length, which may be assumed. */
static void
put_own_time(struct import_calendar *c, struct row *row, const struct ics_event *ev,
    const struct record *r)
{
	date_day day = date_from_iso(record_text(r, "date"));
	int start = (int)record_int(r, "start");
	int64_t minutes = ev->minutes - record_int(r, "numbing");
	bool stands = !ev->all_day && !record_is_null(r, "start") &&
	    clock_instant(day, start) == ev->at;

	put_day(c, row, "date", stands ? day : ev->day);
	if (!ev->all_day)
		put_time(c, row, stands ? start : ev->start,
		    minutes == record_int(r, "minutes") ? 0 : minutes);
}

/* A visit that this practice has exported: its client, service and notes stay here, and
 * so does how it ended. */
static bool
add_own(struct import_calendar *c, const struct ics_event *ev, int64_t id)
{
	struct err none;
	AUTO_RECORD struct record *r = db_get(c->im->db, &record_session, id, &none);
	const char *status;
	struct row *row;

	if (r == NULL)
		return false;
	row = add_row(c, ev);
	row->own = id;
	put_own_time(c, row, ev, r);
	status = record_text(r, "status");
	if (ev->status == ICS_CANCELLED && strcmp(status, "no_show") != 0 &&
	    strcmp(status, "not_treated") != 0)
		put(c, row, "status", "cancelled");
	return true;
}

static void
add_visit(struct import_calendar *c, const struct ics_event *ev)
{
	struct calendar_visit v = { .client = BUF_INIT, .service = BUF_INIT };
	const struct slot_place *staff, *room;
	int64_t own = ics_uid_number(ev->uid, c->identity.s, "session");
	struct row *row;

	if (own != 0 && add_own(c, ev, own))
		return;
	if (!calendar_words_visit(&c->words, ev, &v, c->e)) {
		c->failed = true;
	} else if (is_free(ev)) {
		pass_over(c, ev, "is marked as free time: it is not taken");
	} else if (!v.is_visit) {
		pass_over(c, ev, "names no client and no service: no visit; time off is read "
		    "by `import blocks`");
	} else if (ev->all_day && ev->last_day != ev->day) {
		pass_over(c, ev, "goes over several days: no visit");
	} else {
		staff = calendar_words_staff(&c->words, ev);
		room = calendar_words_place(&c->words, SLOT_ROOM, ev->location, ev->calendar);
		row = add_row(c, ev);
		put_identity(c, row, ev, 0);
		put_day(c, row, "date", ev->day);
		if (!ev->all_day)
			put_time(c, row, ev->start, ev->minutes);
		put(c, row, "client", v.client.s);
		put(c, row, "service", v.service.s);
		put(c, row, "staff", staff != NULL ? staff->name : "");
		put(c, row, "room", room != NULL ? room->name : "");
		put(c, row, "status", ev->status == ICS_CANCELLED ? "cancelled" : "");
		put_notes(c, row, ev, &v, room != NULL);
		if (v.service.len == 0 && !v.all_said)
			import_note(c->im, ev->line, "No service is known by the words of "
			    "\"%.60s\": they are in the notes.", ev->summary);
		if (ev->status == ICS_TENTATIVE)
			import_note(c->im, ev->line, "The visit is only tentative in its calendar; "
			    "its notes say so.");
	}
	buf_free(&v.client);
	buf_free(&v.service);
}

/* --- time off ------------------------------------------------------------------------------ */

static struct row *
add_piece(struct import_calendar *c, const struct ics_event *ev, int part)
{
	struct calendar_whose whose = calendar_words_whose(&c->words, ev);
	const char *ending = ev->status == ICS_TENTATIVE ? " (tentative)" : "";
	const char *reason = calendar_words_reason(ev);
	struct row *row = add_row(c, ev);
	size_t i;

	put_identity(c, row, ev, part);
	put(c, row, "reason", arena_printf(c->arena, "%.*s%s", (int)strcspn(reason, "\r\n"),
	    reason, ending));
	put(c, row, "active", ev->status == ICS_CANCELLED ? "no" : "yes");
	for (i = 0; i < SLOT_KINDS; i++)
		if (whose.kind == i && whose.place != NULL)
			put(c, row, calendar_words_field(whose.kind), whose.place->name);
	return row;
}

/* Time off has whole days or hours of one day: what goes over midnight is cut there. */
static void
add_hours(struct import_calendar *c, const struct ics_event *ev)
{
	date_day last, day = ev->day;
	int end, seconds, start = ev->start, part;
	struct row *row;

	clock_local(ev->at + (ev->minutes > 0 ? ev->minutes : 0) * 60, &last, &end, &seconds);
	for (part = 1; day < last || (day == last && (end > start || part == 1)); part++) {
		row = add_piece(c, ev, part);
		put_day(c, row, "date", day);
		if (day == last) {
			/* where clocks went back meanwhile, the end on the wall may come first */
			put_time(c, row, start, end > start ? end - start : ev->minutes);
			return;
		}
		if (start > 0) {
			put_time(c, row, start, 0);
			day++;
		} else {
			put_day(c, row, "until", last - 1);
			day = last;
		}
		start = 0;
	}
}

static void
add_time_off(struct import_calendar *c, const struct ics_event *ev)
{
	struct calendar_visit v = { .client = BUF_INIT, .service = BUF_INIT };
	struct row *row;

	if (ics_uid_number(ev->uid, c->identity.s, "session") != 0)
		pass_over(c, ev, "is a visit of this practice");
	else if (!calendar_words_visit(&c->words, ev, &v, c->e))
		c->failed = true;
	else if (is_free(ev))
		pass_over(c, ev, "is marked as free time: it is not taken");
	else if (v.is_visit)
		pass_over(c, ev, "is a visit: `import sessions` takes it");
	else if (!ev->all_day)
		add_hours(c, ev);
	else {
		row = add_piece(c, ev, 0);
		put_day(c, row, "date", ev->day);
		if (ev->last_day != ev->day)
			put_day(c, row, "until", ev->last_day);
	}
	if (!c->failed && ev->status == ICS_TENTATIVE && !is_free(ev) && !v.is_visit)
		import_note(c->im, ev->line, "The time off is only tentative in its calendar; "
		    "its reason says so.");
	buf_free(&v.client);
	buf_free(&v.service);
}

static const char *
own_cell(const struct import *im, const char *header)
{
	size_t i = 0;

	while (strcmp(block_headers[i], header) != 0)
		i++;
	return import_source_cell(im->source, i);
}

/* A mapping's word on whose time it is ("…") is for what the calendar says nothing of: who or
 * what is named there is who it is, and closed is everybody. */
static void
calendar_first(struct import *im, bool closes)
{
	static const char *const fields[] = { "staff", "room", "device" };
	bool named = closes;
	size_t i;

	for (i = 0; i < ARRAY_LEN(fields); i++)
		named = named || *own_cell(im, fields[i]) != '\0';
	for (i = 0; named && i < ARRAY_LEN(fields); i++)
		if (import_bound(im, fields[i]) && import_column_of(im, fields[i]) == NO_COLUMN)
			import_value(im, fields[i])->text = own_cell(im, fields[i]);
}

bool
import_calendar_whose(struct import *im, struct err *e)
{
	bool closes;

	if (!import_source_is_calendar(im->source))
		return true;
	closes = calendar_words_closes(import_text(im, "reason"));
	calendar_first(im, closes);
	if (closes || import_given(im, "staff") || import_given(im, "room") ||
	    import_given(im, "device"))
		return true;
	return err_set(e, ERR_INVALID, "reason", "Whose time \"%.60s\" on %s takes is not said: "
	    "neither its title nor the calendar names a person, a room or a device; a mapping "
	    "can (staff = \"...\")", import_text(im, "reason"), import_text(im, "date"));
}

/* --- reading ------------------------------------------------------------------------------- */

static bool
take_event(const struct ics_event *ev, void *arg)
{
	struct import_calendar *c = arg;

	if (c->blocks)
		add_time_off(c, ev);
	else
		add_visit(c, ev);
	return !c->failed;
}

static void
take_told(long line, const char *sentence, void *arg)
{
	struct import_calendar *c = arg;

	import_note(c->im, line, "%s.", sentence);
}

static bool
read_all(struct import_calendar *c, FILE *f, struct err *e)
{
	const struct ics_reader reader = { .zone = clock_zone(),
		.from = clock_today() - DAYS_BESIDE, .until = clock_today() + DAYS_BESIDE,
		.event = take_event, .told = take_told, .arg = c };
	AUTO_FREE char *piece = xmalloc(65536);
	AUTO_BUF struct buf bytes = BUF_INIT;
	size_t n;

	while (bytes.len <= ICS_FILE_MAX && (n = fread(piece, 1, 65536, f)) > 0)
		buf_add(&bytes, piece, n);
	if (bytes.len > ICS_FILE_MAX)
		return err_set(e, ERR_INVALID, NULL, "The file is larger than %d MB.",
		    ICS_FILE_MAX / 1024 / 1024);
	if (ferror(f))
		return err_set(e, ERR_IO, NULL, "The file cannot be read.");
	c->e = e;
	return practice_identity(c->im->p, &c->identity, e) && calendar_words_begin(&c->words, c->im, e) &&
	    ics_read(bytes.s, bytes.len, &reader, e) && !c->failed;
}

bool
import_calendar_is(FILE *f, const char *kind)
{
	static const char begins[] = "begin:vcalendar";
	char head[64];
	size_t n = fread(head, 1, sizeof(head) - 1, f), at;

	rewind(f);
	head[n] = '\0';
	at = strncmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	at += strspn(head + at, " \t\r\n");
	return strncasecmp(head + at, begins, sizeof(begins) - 1) == 0 &&
	    (strcmp(kind, "sessions") == 0 || strcmp(kind, "blocks") == 0);
}

struct import_calendar *
import_calendar_read(struct import *im, FILE *f, struct err *e)
{
	struct import_calendar *c = xcalloc(1, sizeof(*c));

	c->im = im;
	c->arena = arena_new();
	c->identity = (struct buf)BUF_INIT;
	c->blocks = im->plan.kind->type == &record_block;
	c->headers = c->blocks ? block_headers : visit_headers;
	if (read_all(c, f, e))
		return c;
	import_calendar_free(c);
	return NULL;
}

void
import_calendar_free(struct import_calendar *c)
{
	if (c == NULL)
		return;
	calendar_words_end(&c->words);
	buf_free(&c->identity);
	arena_free(c->arena);
	free(c->rows);
	free(c);
}

size_t
import_calendar_width(UNUSED const struct import_calendar *c)
{
	return COLUMNS;
}

const char *
import_calendar_header(const struct import_calendar *c, size_t column)
{
	return c->headers[column];
}

size_t
import_calendar_rows(const struct import_calendar *c)
{
	return c->n;
}

const char *
import_calendar_cell(const struct import_calendar *c, size_t row, size_t column)
{
	return c->rows[row].cells[column];
}

long
import_calendar_line(const struct import_calendar *c, size_t row)
{
	return c->rows[row].line;
}

int64_t
import_calendar_own(const struct import_calendar *c, size_t row)
{
	return c->rows[row].own;
}
