/*
 * chart_file.c - opening and saving a chart, and bringing in what was saved meanwhile.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/chart_inside.h"
#include "practice/naming.h"
#include "practice/rows.h"
#include "practice/screening_form.h"
#include "practice/sessions.h"
#include "practice/write.h"

/* --- reading -------------------------------------------------------------------------------- */

static bool
read_rows(struct db *db, const char *query, const struct record_type *t, int64_t chart,
    struct record ***rows, size_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, query);

	stmt_set_int(st, "chart", chart);
	while (stmt_next(st)) {
		struct record *r = record_new(t);

		db_read_record(st, r);
		chart_row_add(rows, n, r);
	}
	return stmt_end(st, e);
}

static bool
read_lines(struct db *db, int64_t chart, struct chart_rows *out, struct err *e)
{
	return read_rows(db, "chart_lines", &record_chart_line, chart, &out->lines,
	    &out->n_lines, e);
}

/* The rows of the chart of that visit; head NULL: there is none. */
static bool
read_chart(struct db *db, int64_t session, struct chart_rows *out, struct err *e)
{
	struct stmt *st = db_stmt(db, "chart_of_session");

	*out = (struct chart_rows){ .head = NULL };
	stmt_set_int(st, "session", session);
	if (stmt_next(st)) {
		out->head = record_new(&record_chart);
		db_read_record(st, out->head);
	}
	if (stmt_end(st, e) && (out->head == NULL ||
	    (read_lines(db, out->head->id, out, e) &&
	    read_rows(db, "chart_products", &record_chart_product, out->head->id, &out->products,
	    &out->n_products, e))))
		return true;
	chart_rows_free(out);
	return false;
}

/* The newest `most` earlier charts, their lines too. */
static bool
read_past(struct practice *p, struct chart *c, size_t most, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "chart_past");
	size_t i;

	for (i = 0; i < c->n_past; i++)
		chart_rows_free(&c->past[i].rows);
	c->n_past = 0;
	stmt_set_int(st, "client", c->client->id);
	stmt_set_text(st, "code", c->t->code);
	stmt_set_text(st, "date", record_text(c->session, "date"));
	stmt_set_int(st, "start", record_int(c->session, "start"));
	while (c->n_past < most && stmt_next(st)) {
		struct chart_past *past = &c->past[c->n_past++];
		AUTO_BUF struct buf by = BUF_INIT;

		*past = (struct chart_past){ .date = stmt_date(st, "date") };
		past->rows.head = record_new(&record_chart);
		db_read_record(st, past->rows.head);
		naming_add_given(stmt_text(st, "by"), &by);
		text_copy(past->by, sizeof(past->by), by.s);
		text_copy(past->healed, sizeof(past->healed), stmt_text(st, "healed"));
	}
	if (!stmt_end(st, e))
		return false;
	for (i = 0; i < c->n_past; i++)
		if (!read_lines(p->db, c->past[i].rows.head->id, &c->past[i].rows, e))
			return false;
	return true;
}

bool
chart_read_past(struct practice *p, struct chart *c, struct err *e)
{
	return practice_may(p, ACTION_READ_MEDICAL, e) && read_past(p, c, CHART_PAST, e);
}

bool
chart_count_photos(struct practice *p, struct chart *c, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "chart_photos");

	stmt_set_int(st, "session", c->session->id);
	c->photos = stmt_next(st) ? (long)stmt_int(st, "n") : 0;
	return stmt_end(st, e);
}

/* The sheet of the service, as it is given now. */
static bool
find_sheet(struct practice *p, struct chart *c, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "chart_sheet");

	stmt_set_text(st, "code", record_text(c->service, "aftercare"));
	c->sheet = stmt_next(st) ? stmt_int(st, "id") : 0;
	return stmt_end(st, e);
}

/* --- opening -------------------------------------------------------------------------------- */

static bool
may_open(const struct record *session, const struct record *service, struct err *e)
{
	enum session_status is = session_status_of(session);

	if (record_is_null(session, "client"))
		return err_set(e, ERR_INVALID, "client", "A visit without a client has no chart.");
	if (service == NULL || record_is_null(service, "chart"))
		return err_set(e, ERR_INVALID, "chart", "Its service has no chart: the service's "
		    "form says which.");
	return is == SESSION_HERE || is == SESSION_IN_TREATMENT || is == SESSION_DONE ||
	    err_set(e, ERR_INVALID, "status", "The visit is %s: it has a chart once the client "
	    "is here.", session_status_label(is));
}

/* The head of a new chart: device, the screening and the consent of the visit's day. */
static bool
begin(struct practice *p, struct chart *c, struct err *e)
{
	struct record *head = record_new(&record_chart);
	const char *checklist = record_text(c->service, "checklist");
	date_day on = date_from_iso(record_text(c->session, "date"));
	struct screening_state s = { .id = 0 };

	c->now.head = head;
	record_set_int(head, "session", c->session->id);
	record_set_int(head, "template", c->t->id);
	if (!record_is_null(c->session, "device"))
		record_set_int(head, "device", record_int(c->session, "device"));
	if (*checklist != '\0' &&
	    !screening_latest(p, c->client->id, checklist, on, &s, e))
		return false;
	if (s.id != 0 && s.holds)
		record_set_int(head, "screening", s.id);
	if (c->consent.state == CONSENT_IN_FORCE)
		record_set_int(head, "consent", c->consent.consent);
	return true;
}

static bool
load(struct practice *p, struct chart *c, struct err *e)
{
	date_day on = date_from_iso(record_text(c->session, "date"));

	if (!consent_of(p, c->client, c->service, on, &c->consent, e) ||
	    !read_chart(p->db, c->session->id, &c->base, e))
		return false;
	c->t = c->base.head != NULL ?
	    chart_template_kept(p, record_int(c->base.head, "template"), e) :
	    chart_template_newest(p, record_text(c->service, "chart"), e);
	if (c->t == NULL)
		return false;
	if (c->base.head != NULL)
		chart_rows_copy(&c->now, &c->base);
	else if (!begin(p, c, e))
		return false;
	if (!limits_read(p, record_int(c->session, "staff"), record_int(c->now.head, "device"),
	    c->client, on, c->t->step, &c->limits, e) || !read_past(p, c, 1, e) ||
	    !chart_count_photos(p, c, e) || !find_sheet(p, c, e))
		return false;
	if (c->base.head == NULL && c->n_past > 0)
		value_copy(record_value(c->now.head, "indication"),
		    record_value(c->past[0].rows.head, "indication"));
	return true;
}

struct chart *
chart_open(struct practice *p, int64_t session, struct err *e)
{
	struct chart *c;

	if (!practice_may(p, ACTION_READ_MEDICAL, e))
		return NULL;
	c = xcalloc(1, sizeof(*c));
	c->limits.age = -1;
	c->session = db_get(p->db, &record_session, session, e);
	if (c->session != NULL && (record_is_null(c->session, "service") || (c->service =
	    db_get(p->db, &record_service, record_int(c->session, "service"), e)) != NULL) &&
	    may_open(c->session, c->service, e) && (c->client = db_get(p->db,
	    &record_client, record_int(c->session, "client"), e)) != NULL && load(p, c, e))
		return c;
	chart_free(c);
	return NULL;
}

bool
chart_is_behind(struct practice *p, const struct chart *c, int64_t *entry)
{
	struct chart_rows now = { .head = NULL };
	struct err e;
	bool behind = read_chart(p->db, c->session->id, &now, &e) && now.head != NULL &&
	    !chart_same(&c->base, &now);

	if (behind)
		*entry = chart_entry_since(&c->base, &now);
	chart_rows_free(&now);
	return behind;
}

/* --- saving --------------------------------------------------------------------------------- */

/* Positions as they stand, of products among those of their use; one cartridge is that of
 * every line. */
static bool
settle(struct chart *c, struct err *e)
{
	int64_t cartridges = (int64_t)chart_used(c, "cartridge");
	size_t i, j;

	for (i = 0; i < c->now.n_products; i++) {
		int64_t position = 1;

		for (j = 0; j < i; j++)
			position += strcmp(record_text(c->now.products[j], "used_as"),
			    record_text(c->now.products[i], "used_as")) == 0;
		record_set_int(c->now.products[i], "position", position);
	}
	for (i = 0; i < c->now.n_lines; i++) {
		struct record *line = c->now.lines[i];

		record_set_int(line, "position", (int64_t)i + 1);
		if (record_is_null(line, "zone"))
			return err_set(e, ERR_INVALID, "zone", "Line %zu has no zone: a letter, "
			    "or Del takes the line out.", i + 1);
		if (cartridges == 1 && record_is_null(line, "cartridge") &&
		    chart_item(c->t, CHART_COLUMNS, "cartridge") != NULL)
			record_set_int(line, "cartridge", 1);
		if (record_int(line, "cartridge") > cartridges)
			return err_set(e, ERR_INVALID, "cartridge", "There is no cartridge %"
			    PRId64 ": its lot is added below.", record_int(line, "cartridge"));
	}
	chart_settle_ticks(c);
	return true;
}

/* Every depth again: device, licence or person may have changed since it was typed. */
static bool
within_limits(const struct chart *c, struct err *e)
{
	size_t i;

	if (!limits_allow_modality(&c->limits, c->t, e))
		return false;
	for (i = 0; i < c->now.n_lines; i++)
		if (!record_is_null(c->now.lines[i], "depth") &&
		    !limits_allow(&c->limits, record_int(c->now.lines[i], "depth"), e))
			return false;
	return true;
}

static void
settle_label(struct chart *c, struct buf *note)
{
	AUTO_BUF struct buf outside = BUF_INIT;
	size_t i;

	for (i = 0; i < c->now.n_lines; i++) {
		const struct record *line = c->now.lines[i];

		limits_off_label(&c->limits, c->t, record_text(c->now.head, "indication"),
		    record_text(line, "zone"), record_is_null(line, "depth") ? -1 :
		    record_int(line, "depth"), &outside);
	}
	record_set_text(c->now.head, "off_label", outside.s);
	if (outside.len > 0)
		buf_addf(note, "Outside the device's label: %s%s.", outside.s,
		    strcmp(c->consent.off_label, outside.s) == 0 ? "" :
		    c->consent.off_label[0] != '\0' ? "; the consent names other words" :
		    "; the consent does not name it");
}

struct chart_write {
	struct practice *p;
	struct chart *c;
	struct chart_rows work;		/* what is written: on failure nothing has changed */
	struct chart_rows theirs;	/* read where somebody saved meanwhile */
};

static bool
save_inside(struct db *db, void *arg, struct err *e)
{
	struct chart_write *w = arg;
	const struct chart_rows *base = &w->c->base;
	struct chart_rows *work = &w->work;

	chart_rows_free(&w->theirs);
	if (!read_chart(db, w->c->session->id, &w->theirs, e))
		return false;
	if (!chart_same(base, &w->theirs))
		return err_set(e, ERR_STALE, NULL, "Somebody else has saved this chart.");
	if (!rows_put_one(db, work->head, base->head, e) ||
	    !rows_put(db, "chart", work->head->id, work->lines, work->n_lines, base->lines, base->n_lines,
	    "chart_line_delete", e) ||
	    !rows_put(db, "chart", work->head->id, work->products, work->n_products, base->products,
	    base->n_products, "chart_product_delete", e))
		return false;
	db_label(db, "save chart %" PRId64, work->head->id);
	return chart_check_on_hand(w->p, w->c, e);
}

/* Brings theirs in. False: both changed the same, and the sentence says that. */
static bool
bring_in(struct chart_write *w, struct err *e)
{
	struct chart *c = w->c;
	AUTO_BUF struct buf who = BUF_INIT, both = BUF_INIT;
	size_t n;

	c->met = true;
	if (w->theirs.head == NULL) {	/* taken back meanwhile: what is here is new */
		size_t i;

		c->now.head->id = c->now.head->version = 0;
		for (i = 0; i < c->now.n_lines; i++)
			c->now.lines[i]->id = c->now.lines[i]->version = 0;
		for (i = 0; i < c->now.n_products; i++)
			c->now.products[i]->id = c->now.products[i]->version = 0;
		chart_rows_free(&c->base);
		return err_set(e, ERR_STALE, NULL, "This chart was taken back meanwhile; "
		    "nothing was saved. Saved again it is written anew.");
	}
	naming_add_done(w->p, chart_entry_since(&c->base, &w->theirs), "saved this chart meanwhile",
	    &who);
	n = chart_merge(w->p, c, &w->theirs, &both);
	chart_rows_free(&c->base);
	c->base = w->theirs;
	w->theirs = (struct chart_rows){ .head = NULL };
	if (n > 1)
		buf_addf(&both, " and %zu more", n - 1);
	return n == 0 || err_set(e, ERR_STALE, NULL, "%s, and changed the same: %s. Nothing was "
	    "saved; ^S again saves what you see.", who.s, both.s);
}

/* What was written comes into the rows that are there: who looks at one goes on looking at it. */
static void
take_written(struct record **rows, size_t n, struct record **written)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct record was = *rows[i];

		*rows[i] = *written[i];
		*written[i] = was;
	}
}

static bool
try_save(struct chart_write *w, struct draft *draft, struct buf *note, struct err *e)
{
	struct chart *c = w->c;
	bool ok;

	buf_cut(note, 0);
	if (!settle(c, e) || !within_limits(c, e) || !chart_check_lots(w->p, c, e))
		return false;
	settle_label(c, note);
	chart_rows_copy(&w->work, &c->now);
	ok = practice_write(w->p, "save chart", save_inside, w, draft, e);
	if (ok) {
		take_written(&c->now.head, 1, &w->work.head);
		take_written(c->now.lines, c->now.n_lines, w->work.lines);
		take_written(c->now.products, c->now.n_products, w->work.products);
		chart_rows_free(&c->base);
		chart_rows_copy(&c->base, &c->now);
	}
	chart_rows_free(&w->work);
	return ok;
}

bool
chart_save(struct practice *p, struct chart *c, struct draft *draft, struct buf *note,
    struct err *e)
{
	struct chart_write w = { .p = p, .c = c };
	bool ok;

	if (!practice_may(p, ACTION_TREAT, e))
		return false;
	err_clear(e);
	ok = try_save(&w, draft, note, e);
	if (!ok && e->code == ERR_STALE)
		ok = bring_in(&w, e) && try_save(&w, draft, note, e);
	chart_rows_free(&w.theirs);
	return ok;
}

/* --- drafts --------------------------------------------------------------------------------- */

static void
keep_number(struct draft *d, const char *word, size_t at, const char *what, int64_t number)
{
	AUTO_FREE char *name = xasprintf("%s %zu %s", word, at + 1, what);
	AUTO_FREE char *text = xasprintf("%" PRId64, number);

	draft_set(d, name, text);
}

static void
keep_rows(struct draft *d, const char *word, struct record *const *rows, size_t n)
{
	AUTO_BUF struct buf plain = BUF_INIT;
	size_t i, f;

	for (i = 0; i < n; i++) {
		keep_number(d, word, i, "id", rows[i]->id);
		keep_number(d, word, i, "version", rows[i]->version);
		for (f = 0; f < rows[i]->type->n_fields; f++) {
			AUTO_FREE char *name = NULL;

			if (rows[i]->values[f].kind == VALUE_NULL)
				continue;
			name = xasprintf("%s %zu %s", word, i + 1, rows[i]->type->fields[f].name);
			draft_set(d, name, field_plain(&rows[i]->type->fields[f],
			    &rows[i]->values[f], &plain));
		}
	}
}

void
chart_keep(const struct chart *c, struct draft *draft)
{
	size_t i;

	/* what stands in it of lines that are gone */
	for (i = 0; i < draft->n_fields; i++) {
		free(draft->fields[i].name);
		free(draft->fields[i].text);
	}
	draft->n_fields = 0;
	keep_rows(draft, "head", &c->now.head, 1);
	keep_rows(draft, "line", c->now.lines, c->now.n_lines);
	keep_rows(draft, "product", c->now.products, c->now.n_products);
	if (c->base.head != NULL)
		keep_rows(draft, "was-head", &c->base.head, 1);
	keep_rows(draft, "was-line", c->base.lines, c->base.n_lines);
	keep_rows(draft, "was-product", c->base.products, c->base.n_products);
	draft->record = c->session->id;
	draft->base_version = chart_newest_entry(&c->base);
}

/* A field of a row of a draft. */
static void
take_up_field(struct record *r, const char *field, const char *text)
{
	struct err e;

	if (strcmp(field, "id") == 0)
		r->id = strtoll(text, NULL, 10);
	else if (strcmp(field, "version") == 0)
		r->version = strtoll(text, NULL, 10);
	else
		record_parse(r, &field_context_plain, field, text, &e);
}

/* "line 2 depth" of the draft, into the row it belongs to; new ones are added. */
static void
take_up_row(struct chart_rows *rows, const char *word, size_t n, const char *field,
    const char *text)
{
	bool is_line = strcmp(word, "line") == 0;
	struct record ***list = is_line ? &rows->lines : &rows->products;
	size_t *count = is_line ? &rows->n_lines : &rows->n_products;

	if (strcmp(word, "head") == 0 && rows->head == NULL)
		rows->head = record_new(&record_chart);
	if (strcmp(word, "head") == 0) {
		take_up_field(rows->head, field, text);
		return;
	}
	if (n == 0 || n > *count + 1 || n > CHART_LINES_MAX)
		return;
	if (n == *count + 1)
		chart_row_add(list, count, record_new(is_line ? &record_chart_line :
		    &record_chart_product));
	take_up_field((*list)[n - 1], field, text);
}

/* A row that the draft does not know from before is a new one. */
static void
settle_ids(struct record **rows, size_t n, struct record *const *was, size_t n_was)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const struct record *before = rows_find(was, n_was, rows[i]->id);

		rows[i]->id = before != NULL ? before->id : 0;
		rows[i]->version = before != NULL ? before->version : 0;
	}
}

void
chart_take_up(struct chart *c, const struct draft *draft, bool *newer)
{
	struct chart_rows typed = { .head = NULL }, was = { .head = NULL };
	size_t i;

	for (i = 0; i < draft->n_fields; i++) {
		const struct draft_field *f = &draft->fields[i];
		bool before = strncmp(f->name, "was-", 4) == 0;
		char word[8], field[41];
		size_t n;

		if (sscanf(f->name + (before ? 4 : 0), "%7s %3zu %40s", word, &n, field) == 3)
			take_up_row(before ? &was : &typed, word, n, field, f->text);
	}
	*newer = !chart_same(&was, &c->base);
	if (was.head == NULL && draft->base_version != 0) {	/* of an older program */
		*newer = draft->base_version != chart_newest_entry(&c->base);
		chart_rows_free(&was);
		chart_rows_copy(&was, &c->base);
	}
	if (typed.head == NULL)
		typed.head = record_copy(c->now.head);
	value_copy(record_value(typed.head, "template"), record_value(c->now.head, "template"));
	settle_ids(&typed.head, 1, &was.head, was.head != NULL);
	settle_ids(typed.lines, typed.n_lines, was.lines, was.n_lines);
	settle_ids(typed.products, typed.n_products, was.products, was.n_products);
	chart_rows_free(&c->now);
	chart_rows_free(&c->base);
	c->now = typed;
	c->base = was;
}
