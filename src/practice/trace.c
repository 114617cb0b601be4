/*
 * trace.c - see trace.h.
 */
#include "practice/trace.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/chart_template.h"
#include "practice/contact.h"
#include "practice/lots.h"
#include "practice/naming.h"
#include "practice/picks.h"

#define PLAN_SIZE 64

static const struct {
	const char *word;	/* a parameter of the statement too */
	const struct record_type *type;
} kinds[TRACES] = {
	[TRACE_LOT] = { "lot", &record_lot },
	[TRACE_PRODUCT] = { "product", &record_product },
	[TRACE_DEVICE] = { "device", &record_device },
	[TRACE_ROOM] = { "room", &record_room },
	[TRACE_STAFF] = { "staff", &record_staff },
	[TRACE_CLIENT] = { "client", &record_client },
};

/* --- what is asked about ---------------------------------------------------------------- */

static bool
read_day(const char *word, size_t n, date_day *day, struct err *e)
{
	AUTO_FREE char *text = xstrndup(word, n);

	*day = strcmp(text, "-") == 0 || n == 0 ? DATE_NONE : date_from_iso(text);
	return n == 0 || strcmp(text, "-") == 0 || *day != DATE_NONE ||
	    err_set(e, ERR_USAGE, "which", "A day is as in 2026-03-12, not \"%.20s\".", text);
}

bool
trace_cause_read(const char *words, int64_t id, struct trace_cause *out, struct err *e)
{
	size_t n = strcspn(words, " "), i;
	const char *from = words + n + strspn(words + n, " "), *to;

	to = from + strcspn(from, " ");
	for (i = 0; i < TRACES; i++)
		if (strlen(kinds[i].word) == n && memcmp(kinds[i].word, words, n) == 0)
			break;
	if (i == TRACES)
		return err_set(e, ERR_USAGE, "which", "A lot, product, device, room, staff or client "
		    "is traced, not \"%.*s\".", (int)(n < 20 ? n : 20), words);
	*out = (struct trace_cause){ .by = (enum trace_by)i, .id = id };
	return read_day(from, (size_t)(to - from), &out->from, e) &&
	    read_day(to + strspn(to, " "), strlen(to + strspn(to, " ")), &out->to, e);
}

static bool
find_lot(struct practice *p, const char *word, int64_t *id, struct err *e)
{
	struct lot_reading readings[LOT_READINGS];
	AUTO_BUF struct buf of = BUF_INIT;
	struct stmt *st;
	size_t n, i, found = 0;

	if (!lot_read(p, word, 0, readings, &n, e))
		return false;
	for (i = 0; i < n && *id == 0; i++)
		*id = readings[i].lot;
	if (*id != 0)
		return true;
	st = db_stmt(p->db, "trace_lots");
	stmt_set_text(st, "number", n > 0 ? readings[0].number : word);
	for (; stmt_next(st); found++) {
		if (found == 0)
			*id = stmt_int(st, "id");
		buf_addf(&of, "%s%s", found > 0 ? ", " : "", stmt_text(st, "name"));
	}
	if (!stmt_end(st, e))
		return false;
	return found == 1 || (found == 0 ?
	    err_set(e, ERR_NOTFOUND, "lot", "No lot is called \"%.60s\".", word) :
	    err_set(e, ERR_INVALID, "lot", "%zu lots have the number %.60s, of %s: scan the code on "
	    "the box, which says the product too.", found, word, of.s));
}

bool
trace_find(struct practice *p, enum trace_by by, const char *word, int64_t *id, struct err *e)
{
	*id = 0;
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	if (by == TRACE_LOT)
		return find_lot(p, word, id, e);
	return pick_resolve(p, kinds[by].type, word, id, e) && (*id != 0 ||
	    err_set(e, ERR_NOTFOUND, kinds[by].word, "Which %s?", kinds[by].word));
}

/* The cause in words. */
static bool
plan_of(struct practice *p, const struct trace_cause *c, char plan[PLAN_SIZE], struct err *e)
{
	AUTO_RECORD struct record *r = db_get(p->db, kinds[c->by].type, c->id, e);
	AUTO_BUF struct buf words = BUF_INIT;

	if (r == NULL)
		return false;
	buf_addf(&words, "%s ", kinds[c->by].word);
	naming_own(p, r, &words);
	text_copy(plan, PLAN_SIZE, words.s);
	return true;
}

/* The note of a try: the cause with its number, by which it is found again when it is called
 * otherwise; as a pattern of its words with `words` "%". */
static char *
note_of(const struct trace_cause *c, const char *words)
{
	return xasprintf("%s, #%" PRId64, words, c->id);
}

/* --- the visits ---------------------------------------------------------------------------- */

struct tracing {
	struct practice *p;
	const struct trace_cause *cause;
	const char *plan, *like;
	struct arena *arena;
	struct trace_row *rows;
	size_t n, cap;
	bool to_come;		/* those that are added are bookings */
};

static const char *
outcome_of(struct tracing *t, struct stmt *st)
{
	const char *stopped = stmt_is_null(st, "stopped") ? "" : "stopped";
	const char *events = stmt_text(st, "events");

	return arena_printf(t->arena, "%s%s%s", stopped, *stopped != '\0' && *events != '\0' ?
	    "; " : "", events);
}

/* The newest try's outcome, and its day. */
static const char *
told_of(struct stmt *st, date_day *on)
{
	const char *outcome = stmt_text(st, "told");
	int minutes, seconds;

	*on = DATE_NONE;
	if (*outcome == '\0')
		return "";
	clock_local(stmt_int(st, "told_at"), on, &minutes, &seconds);
	return strcmp(outcome, "reached") == 0 ? "told" : strcmp(outcome, "message") == 0 ?
	    "letter" : "no answer";
}

/* "cheek_l 1.25, chin" with the zones as their template calls them: "cheek L 1.25, chin". */
static const char *
zones_of(struct tracing *t, struct stmt *st)
{
	const char *codes = stmt_text(st, "zones");
	const struct chart_template *template;
	AUTO_BUF struct buf out = BUF_INIT;
	struct err none;
	size_t n;

	if (*codes == '\0')
		return "";
	template = chart_template_kept(t->p, stmt_int(st, "template"), &none);
	for (; *codes != '\0'; codes += n) {
		AUTO_FREE char *code = xstrndup(codes, strcspn(codes, " ,"));
		const struct chart_item *zone = template == NULL ? NULL :
		    chart_item(template, CHART_ZONES, code);

		buf_adds(&out, zone != NULL ? zone->label : code);
		codes += strlen(code);
		n = strcspn(codes, ",");
		n += strspn(codes + n, ", ");
		buf_add(&out, codes, n);
	}
	return arena_strdup(t->arena, out.s);
}

static void
add_row(struct tracing *t, struct stmt *st)
{
	bool medical = practice_allows(t->p, ACTION_READ_MEDICAL);
	AUTO_BUF struct buf name = BUF_INIT;
	struct trace_row *r;

	GROW(t->rows, t->cap, t->n + 1);
	r = &t->rows[t->n++];
	*r = (struct trace_row){ .session = stmt_int(st, "session"),
	    .client = stmt_int(st, "client_id"), .date = stmt_date(st, "date"),
	    .start = stmt_is_null(st, "start") ? -1 : (int)stmt_int_in(st, "start", 0, 1439),
	    .booked = t->to_come };
	naming_add_row(st, r->client, &name);
	r->name = arena_strdup(t->arena, name.s);
	r->phone = arena_strdup(t->arena, stmt_text(st, "phone"));
	r->email = arena_strdup(t->arena, stmt_text(st, "email"));
	r->service = arena_strdup(t->arena, stmt_text(st, "service"));
	r->staff = arena_strdup(t->arena, stmt_text(st, "staff"));
	r->zones = medical ? zones_of(t, st) : "";
	r->outcome = medical ? outcome_of(t, st) : "";
	r->told = told_of(st, &r->told_on);
}

/* Adds the visits of a cause, or the one visit of that number. */
static bool
add_visits(struct tracing *t, int64_t session, struct err *e)
{
	const struct trace_cause *c = t->cause;
	struct stmt *st = db_stmt(t->p->db, "trace");
	char from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];

	if (session != 0)
		stmt_set_int(st, "session", session);
	else
		stmt_set_int(st, kinds[c->by].word, c->id);
	stmt_set_text(st, "plan", t->plan);
	stmt_set_text(st, "like", t->like);
	stmt_set_text(st, "from", c->from == DATE_NONE ? "0000" : date_to_iso(c->from, from));
	stmt_set_text(st, "to", c->to == DATE_NONE ? "9999-99" : date_to_iso(c->to, to));
	while (stmt_next(st))
		add_row(t, st);
	return stmt_end(st, e);
}

static int
by_session(const void *a, const void *b)
{
	const struct trace_row *x = a, *y = b;

	return x->session < y->session ? -1 : x->session > y->session;
}

/* Adds the visits that a statement names, each once, and that are not there yet. */
static bool
add_named(struct tracing *t, struct stmt *st, struct err *e)
{
	struct trace_row key = { .session = 0 };
	size_t n = 0, cap = 0, there = t->n, i;
	int64_t *sessions = NULL;
	bool ok;

	if (there > 0)
		qsort(t->rows, there, sizeof(key), by_session);

	while (stmt_next(st)) {
		GROW(sessions, cap, n + 1);
		sessions[n++] = stmt_int(st, "session");
	}
	ok = stmt_end(st, e);
	for (i = 0; ok && i < n; i++) {
		key.session = sessions[i];
		ok = (there > 0 && bsearch(&key, t->rows, there, sizeof(key), by_session) != NULL) ||
		    add_visits(t, sessions[i], e);
	}
	free(sessions);
	return ok;
}

static bool
add_bookings(struct tracing *t, int64_t product, struct err *e)
{
	struct stmt *st = db_stmt(t->p->db, "trace_bookings");
	char today[DATE_ISO_SIZE];

	stmt_set_int(st, "product", product);
	stmt_set_text(st, "today", date_to_iso(clock_today(), today));
	t->to_come = true;
	return add_named(t, st, e);
}

static bool
add_loose(struct tracing *t, int64_t product, struct err *e)
{
	struct stmt *st = db_stmt(t->p->db, "export_trace_loose");

	stmt_set_int(st, "product", product);
	return add_named(t, st, e);
}

static bool
add_all(struct tracing *t, struct err *e)
{
	const struct trace_cause *c = t->cause;
	AUTO_RECORD struct record *lot = NULL;

	if (!add_visits(t, 0, e) || (c->by == TRACE_PRODUCT && !add_loose(t, c->id, e)))
		return false;
	if (c->by != TRACE_LOT)
		return true;
	lot = db_get(t->p->db, &record_lot, c->id, e);
	return lot != NULL && (record_is_null(lot, "recalled_on") ||
	    add_bookings(t, record_int(lot, "product"), e));
}

static int
newest_first(const void *a, const void *b)
{
	const struct trace_row *x = a, *y = b;

	return x->date != y->date ? (x->date < y->date ? 1 : -1) :
	    x->start != y->start ? (x->start < y->start ? 1 : -1) :
	    x->session < y->session ? 1 : x->session > y->session ? -1 : 0;
}

bool
trace_list(struct practice *p, const struct trace_cause *cause,
    bool (*fn)(const struct trace_row *, void *), void *arg, struct err *e)
{
	char plan[PLAN_SIZE];
	AUTO_FREE char *words = xasprintf("%s %%", kinds[cause->by].word);
	AUTO_FREE char *like = note_of(cause, words);
	struct tracing t = { .p = p, .cause = cause, .plan = plan, .like = like };
	size_t i;
	bool ok;

	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !plan_of(p, cause, plan, e))
		return false;
	t.arena = arena_new();
	ok = add_all(&t, e);
	if (t.n > 0)
		qsort(t.rows, t.n, sizeof(*t.rows), newest_first);
	for (i = 0; ok && i < t.n && fn(&t.rows[i], arg); i++)
		;
	free(t.rows);
	arena_free(t.arena);
	return ok;
}

/* --- who was told --------------------------------------------------------------------------- */

/* Whose visit it is; false, and a sentence: nobody is known. */
static bool
client_of(struct practice *p, int64_t session, int64_t *client, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(p->db, &record_session, session, e);

	*client = r != NULL ? record_int(r, "client") : 0;
	return r != NULL && (*client != 0 || err_set(e, ERR_INVALID, "client",
	    "Nobody is known who came to that visit: there is no one to tell."));
}

bool
trace_tell(struct practice *p, const struct trace_cause *cause, const int64_t *sessions,
    size_t n, enum trace_told told, struct err *e)
{
	AUTO_FREE struct contact_cause *causes = xcalloc(n + 1, sizeof(*causes));
	AUTO_FREE char *note = NULL;
	char plan[PLAN_SIZE];
	size_t i;

	if (!practice_may(p, ACTION_WRITE_SESSIONS, e) || !plan_of(p, cause, plan, e))
		return false;
	note = note_of(cause, plan);
	for (i = 0; i < n; i++) {
		causes[i] = (struct contact_cause){ .about = CONTACT_RECALL, .session = sessions[i],
		    .channel = told == TRACE_LETTER ? "letter" : "call", .note = note };
		if (!client_of(p, sessions[i], &causes[i].client, e))
			return false;
	}
	return contact_write(p, causes, n, told == TRACE_TOLD ? CONTACT_REACHED :
	    told == TRACE_LETTER ? CONTACT_MESSAGE : CONTACT_NO_ANSWER, NULL, e);
}
