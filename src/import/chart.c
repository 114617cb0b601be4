/*
 * chart.c - charts of treatments that were written elsewhere: a row a zone, or a row a
 * product that was used.
 *
 * A row is of a visit that is here: the one it names, else the client's on that day. What was
 * done is history and comes in as it is: a depth beyond a limit is kept and told. A column
 * that no field has is an item of the chart's template by its code or label (Technique,
 * Pain), and else stands in the chart's note. What is on hand stays: a lot's pieces come with
 * the lots, and what was used is fewer there already.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"
#include "practice/chart.h"
#include "practice/lots.h"
#include "practice/rows.h"

const struct field import_chart_extra[IMPORT_CHART_EXTRA] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .help = "Whose visit it is of." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE, .help = "The day of the visit." },
	{ .name = "start", .label = "Start", .type = FIELD_TIME,
	  .help = "When the visit began, where there are several." },
	{ .name = "service", .label = "Service", .type = FIELD_LINK, .link = "service",
	  .help = "The treatment, where there are several." },
	{ .name = "position", .label = "Position", .type = FIELD_INTEGER, .min = 1, .max = 1000,
	  .help = "Order among the lines, or the products of its use; blank: behind the last." },
	{ .name = "zone", .label = "Zone", .type = FIELD_TEXT, .max = 100,
	  .help = "Where: a zone of the template." },
	{ .name = "depth", .label = "Depth", .type = FIELD_TEXT, .max = 20,
	  .help = "In millimetres." },
	{ .name = "passes", .label = "Passes", .type = FIELD_INTEGER, .min = 0, .max = 99,
	  .help = "How many times over the zone." },
	{ .name = "cartridge", .label = "Cartridge", .type = FIELD_INTEGER, .min = 1, .max = 99,
	  .help = "Its number among the chart's." },
	{ .name = "details", .label = "Details", .type = FIELD_NOTE,
	  .help = "Other values of the line, CODE=VALUE each." },
	{ .name = "ended_at", .label = "Ended at", .type = FIELD_INSTANT,
	  .help = "When the client ended it." },
	{ .name = "used_as", .label = "Used as", .type = FIELD_TEXT, .max = 100,
	  .help = "The use of a product, such as cartridge; blank: the row is a zone." },
	{ .name = "product", .label = "Product", .type = FIELD_LINK, .link = "product",
	  .help = "What was used." },
	{ .name = "lot", .label = "Lot", .type = FIELD_CODE,
	  .help = "Of which lot; beside a zone it is the cartridge's." },
	{ .name = "serial", .label = "Serial", .type = FIELD_CODE, .help = "Its own number." },
	{ .name = "used_on", .label = "Used on", .type = FIELD_TEXT, .max = 100,
	  .help = "Where it was used." },
	{ .name = "began", .label = "On at", .type = FIELD_INSTANT, .help = "When it was put on." },
	{ .name = "ended", .label = "Off at", .type = FIELD_INSTANT,
	  .help = "When it was taken off." },
	{ .name = "insisted", .label = "Insisted", .type = FIELD_TEXT, .max = 200,
	  .help = "Why it was used although none was on hand." },
	{ .name = "notes", .label = "Notes", .type = FIELD_NOTE, .help = "Anything else." },
};

struct charting {
	struct import *im;
	struct chart c;			/* template, visit and client of chart_set() */
	struct record *head, *was;	/* the chart as it will be, and as it is */
	struct record *said;		/* the columns of a line that no field has */
};

static bool
find_visit(struct charting *h, struct err *e)
{
	if (!import_visit(h->im, &h->c.session, e))
		return false;
	if (record_is_null(h->c.session, "client"))
		return err_set(e, ERR_INVALID, "session", "A visit without a client has no chart");
	h->c.client = db_get(h->im->db, &record_client, record_int(h->c.session, "client"), e);
	return h->c.client != NULL;
}

/* --- the template and its items ------------------------------------------------------------- */

/* "Left cheek" and "cheek (L)" are cheekl: the side stands behind. */
static void
add_key(struct buf *out, const char *words)
{
	AUTO_FREE char *rest = xstrdup(words);
	char *word, *at = NULL, side = '\0';

	for (word = strtok_r(rest, " ()_-,.", &at); word != NULL;
	    word = strtok_r(NULL, " ()_-,.", &at)) {
		if (text_is(word, "left") || text_is(word, "l"))
			side = 'l';
		else if (text_is(word, "right") || text_is(word, "r"))
			side = 'r';
		else
			import_word_key(out, word);
	}
	if (side != '\0')
		buf_addc(out, side);
}

/* The item that a word of another program means: by code or label. */
static const struct chart_item *
item_called(const struct chart_template *t, enum chart_part part, const char *word)
{
	const struct chart_list *list = &t->parts[part];
	AUTO_BUF struct buf wanted = BUF_INIT;
	size_t i;

	add_key(&wanted, word);
	for (i = 0; wanted.len > 0 && i < list->n; i++) {
		AUTO_BUF struct buf code = BUF_INIT, label = BUF_INIT;

		add_key(&code, list->items[i].code);
		add_key(&label, list->items[i].label);
		if (strcmp(wanted.s, code.s) == 0 || strcmp(wanted.s, label.s) == 0)
			return &list->items[i];
	}
	return NULL;
}

static bool
no_item(const struct charting *h, const char *field, const char *what, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT, title = BUF_INIT;

	text_show(&shown, import_text(h->im, field), false);
	text_show(&title, h->c.t->title, false);
	return err_set(e, ERR_INVALID, field, "A chart of %.80s has no %s \"%.80s\"", title.s,
	    what, shown.s);
}

/* What the chart has already, else what the row says, else what the service asks for. */
static bool
find_template(struct charting *h, struct err *e)
{
	AUTO_RECORD struct record *service = NULL;
	int64_t id;

	if (h->head->id == 0 && import_given(h->im, "template")) {
		if (!import_link(h->im, &record_chart_template, "template",
		    import_text(h->im, "template"), &id, e))
			return false;
		record_set_int(h->head, "template", id);
	}
	if (!record_is_null(h->head, "template")) {
		h->c.t = chart_template_kept(h->im->p, record_int(h->head, "template"), e);
		return h->c.t != NULL;
	}
	if (!record_is_null(h->c.session, "service")) {
		service = db_get(h->im->db, &record_service, record_int(h->c.session, "service"), e);
		if (service == NULL)
			return false;
	}
	if (service == NULL || record_is_null(service, "chart"))
		return err_set(e, ERR_INVALID, "template", "The visit's service has no chart: its "
		    "form says which");
	h->c.t = chart_template_newest(h->im->p, record_text(service, "chart"), e);
	if (h->c.t != NULL)
		record_set_int(h->head, "template", h->c.t->id);
	return h->c.t != NULL;
}

/* --- the head ------------------------------------------------------------------------------- */

static bool
read_head(struct charting *h, struct err *e)
{
	struct stmt *st = db_stmt(h->im->db, "chart_of_session");

	h->head = record_new(&record_chart);
	stmt_set_int(st, "session", h->c.session->id);
	if (stmt_next(st))
		db_read_record(st, h->head);
	h->was = record_copy(h->head);
	record_set_int(h->head, "session", h->c.session->id);
	return stmt_end(st, e);
}

/* Adds a text to the chart's note, once. */
static void
add_note(struct charting *h, const char *text)
{
	const char *was = record_text(h->head, "note");
	AUTO_FREE char *all = NULL;

	if (*text == '\0' || strstr(was, text) != NULL)
		return;
	all = xasprintf("%s%s%s", was, *was != '\0' ? "\n" : "", text);
	record_set_text(h->head, "note", all);
}

/* Only a consent of this client: its number may be another practice's. */
static bool
put_consent(struct charting *h, struct err *e)
{
	AUTO_RECORD struct record *consent = NULL;
	int64_t id;

	if (!import_given(h->im, "consent"))
		return true;
	if (!import_link(h->im, &record_consent, "consent", import_text(h->im, "consent"), &id, e) &&
	    e->code != ERR_INVALID)
		return false;
	err_clear(e);
	if (id != 0 && (consent = db_get(h->im->db, &record_consent, id, e)) == NULL)
		return false;
	if (consent != NULL && record_int(consent, "client") == h->c.client->id)
		record_set_int(h->head, "consent", id);
	else
		import_note(h->im, import_source_line(h->im->source), "Its consent is not here: the "
		    "chart comes in without.");
	return true;
}

static void
put_indication(struct charting *h)
{
	const char *said = import_text(h->im, "indication");
	const struct chart_item *is = item_called(h->c.t, CHART_INDICATIONS, said);
	AUTO_FREE char *line = xasprintf("Indication: %s", said);

	if (is != NULL)
		record_set_text(h->head, "indication", is->code);
	else if (*said != '\0')
		add_note(h, line);
}

/* Sets the item of the template that "Pain: 3" is about; what none takes stands in the note. */
static void
put_other(struct charting *h, const char *said)
{
	static const enum chart_part parts[] = { CHART_COLUMNS, CHART_HEAD, CHART_OUTCOME };
	AUTO_FREE char *header = xstrndup(said, strcspn(said, ":"));
	const char *value = said + strlen(header);
	const struct chart_item *item = NULL;
	size_t i;
	struct err e;

	value += strspn(value, ": ");
	for (i = 0; item == NULL && i < ARRAY_LEN(parts); i++)
		item = item_called(h->c.t, parts[i], header);
	if (item != NULL && chart_set(&h->c, parts[i - 1] == CHART_COLUMNS ? h->said : h->head,
	    parts[i - 1], item->code, value, &e))
		return;
	add_note(h, said);
	if (item != NULL)
		import_note(h->im, import_source_line(h->im->source), "%s It stands in the chart's "
		    "note.", e.text);
}

static void
put_others(struct charting *h)
{
	const char *text = h->im->row.notes.s;
	size_t n;

	for (; *text != '\0'; text += n + (text[n] == '\n')) {
		AUTO_FREE char *said = NULL;

		n = strcspn(text, "\n");
		said = xstrndup(text, n);
		put_other(h, said);
	}
}

/* What they said of the line. */
static void
put_columns(struct charting *h, struct record *line)
{
	const struct chart_list *columns = &h->c.t->parts[CHART_COLUMNS];
	AUTO_BUF struct buf value = BUF_INIT;
	size_t i;
	struct err e;

	for (i = 0; i < columns->n; i++)
		if (*chart_value(h->said, columns->items[i].code, &value) != '\0')
			chart_set(&h->c, line, CHART_COLUMNS, columns->items[i].code, value.s, &e);
}

static bool
is_set_here(UNUSED const struct record *r, const char *field, UNUSED void *arg)
{
	return text_has_word("session template indication consent note", ' ', field);
}

static bool
put_head(struct charting *h, struct err *e)
{
	bool changed = false;

	if (!import_put(h->im, h->head, false, is_set_here, NULL, &changed, e) || !put_consent(h, e))
		return false;
	put_indication(h);
	add_note(h, import_text(h->im, "note"));
	add_note(h, import_text(h->im, "notes"));
	put_others(h);
	return true;
}

/* --- lines and products --------------------------------------------------------------------- */

/* Sets of a new row which it is: its place and its use. */
static struct record *
new_row(struct charting *h, const struct record_type *t, const struct chart_item *use,
    int64_t position)
{
	struct record *r = record_new(t);

	record_set_int(r, "chart", h->head->id);
	record_set_int(r, "position", position);
	if (use != NULL) {
		record_set_text(r, "used_as", use->code);
		record_set_int(r, "quantity", 0);
	}
	return r;
}

/* The row at its own place, else the one as which it came in before, else one behind the
 * last. NULL: with `e`. */
static struct record *
find_row(struct charting *h, const struct record_type *t, struct err *e)
{
	const struct value *said = &import_value(h->im, "position")->v;
	const struct chart_item *use = NULL;
	struct stmt *st;
	struct record *r;
	int64_t id, last;

	if (t == &record_chart_product) {
		use = item_called(h->c.t, CHART_USES, import_text(h->im, "used_as"));
		if (use == NULL) {
			no_item(h, "used_as", "use", e);
			return NULL;
		}
	}
	st = db_stmt(h->im->db, use == NULL ? "import_chart_line" : "import_chart_product");
	stmt_set_int(st, "chart", h->head->id);
	stmt_set_value(st, "position", said);
	if (use != NULL)
		stmt_set_text(st, "used_as", use->code);
	stmt_next(st);
	id = stmt_int(st, "id");
	last = stmt_int(st, "last");
	if (!stmt_end(st, e))
		return NULL;
	if (id == 0 && said->kind == VALUE_NULL)
		id = h->im->row.record;
	err_clear(e);
	r = id != 0 ? db_get(h->im->db, t, id, e) : NULL;
	if (r != NULL || (e->code != ERR_NONE && e->code != ERR_NOTFOUND))
		return r;
	return new_row(h, t, use, said->kind == VALUE_INT ? said->i : last + 1);
}

/* "0.5", "0,50 mm" and "500 um" are half a millimetre; a number without a point is one of
 * millimetres as well, since nobody needles ten of them. */
static bool
read_depth(struct import *im, struct record *line, struct err *e)
{
	const char *said = import_text(im, "depth");
	AUTO_BUF struct buf shown = BUF_INIT;
	char *end;
	AUTO_FREE char *text = xstrdup(said);
	double depth;

	if (*said == '\0')
		return true;
	if (strchr(text, ',') != NULL)
		*strchr(text, ',') = '.';
	depth = strtod(text, &end) * 100;
	end += strspn(end, " ");
	if (text_is(end, "um") || text_is(end, "µm") || text_is(end, "microns"))
		depth /= 1000;
	else if (*end != '\0' && !text_is(end, "mm"))
		end = text;
	text_show(&shown, said, false);
	if (end == text || !(depth >= 1 && depth <= 1000))
		return err_set(e, ERR_INVALID, "depth", "\"%.40s\" is no depth: millimetres, such "
		    "as 0.50", shown.s);
	record_set_int(line, "depth", (int64_t)(depth + 0.5));
	return true;
}

/* What was deeper than is allowed was so: it is told. */
static bool
tell_depth(struct charting *h, const struct record *line, struct err *e)
{
	date_day on = date_from_iso(record_text(h->c.session, "date"));
	struct err why;

	if (record_is_null(line, "depth"))
		return true;
	if (!limits_read(h->im->p, record_int(h->c.session, "staff"), record_int(h->head, "device"),
	    h->c.client, on, h->c.t->step, &h->c.limits, e))
		return false;
	if (!limits_allow(&h->c.limits, record_int(line, "depth"), &why))
		import_note(h->im, import_source_line(h->im->source), "%s The chart says so, and "
		    "keeps it.", why.text);
	limits_free(&h->c.limits);
	return true;
}

/* Puts the row's value of a field that it has under another name. */
static void
put_value(struct import *im, struct record *r, const char *field, const char *from)
{
	const struct value *v = &import_value(im, from)->v;

	if (v->kind != VALUE_NULL)
		value_copy(record_value(r, field), v);
}

static bool
find_lot(struct import *im, int64_t product, int64_t *lot, struct err *e)
{
	const char *number = import_text(im, "lot");
	AUTO_BUF struct buf shown = BUF_INIT;
	struct stmt *st;
	int64_t other = 0;

	*lot = 0;
	if (*number == '\0')
		return true;
	if (product != 0) {
		if (!lot_named(im->p, product, number, lot, e))
			return false;
	} else {
		st = db_stmt(im->db, "import_lots_named");
		stmt_set_text(st, "key", number);
		if (stmt_next(st))
			*lot = stmt_int(st, "id");
		if (stmt_next(st))
			other = stmt_int(st, "id");
		if (!stmt_end(st, e))
			return false;
	}
	text_show(&shown, number, false);
	if (other != 0)
		return err_set(e, ERR_INVALID, "lot", "Several products have a lot \"%.40s\": the "
		    "product is missing", shown.s);
	return *lot != 0 || err_set(e, ERR_INVALID, "lot", "There is no lot \"%.40s\"%s: lots are "
	    "imported first", shown.s, product != 0 ? " of that product" : "");
}

/* The chart's cartridge of that lot; 0: none. *last: the position of the last cartridge. */
static bool
find_cartridge(struct charting *h, int64_t lot, int64_t *position, int64_t *last, struct err *e)
{
	struct stmt *st = db_stmt(h->im->db, "chart_products");

	*position = *last = 0;
	stmt_set_int(st, "chart", h->head->id);
	while (stmt_next(st)) {
		if (strcmp(stmt_text(st, "used_as"), "cartridge") != 0)
			continue;
		*last = stmt_int(st, "position");
		if (stmt_int(st, "lot") == lot)
			*position = *last;
	}
	return stmt_end(st, e);
}

/* A lot that stands beside a zone is its cartridge's. */
static bool
put_cartridge(struct charting *h, struct record *line, struct err *e)
{
	const struct chart_item *use = chart_item(h->c.t, CHART_USES, "cartridge");
	AUTO_RECORD struct record *used = NULL;
	int64_t product, lot, position, last;

	if (!import_link_of(h->im, &record_product, &product, e) || !find_lot(h->im, product, &lot, e))
		return false;
	if (lot == 0)
		return true;
	if (use == NULL)
		return err_set(e, ERR_INVALID, "used_as", "Used as is missing");
	if (!find_cartridge(h, lot, &position, &last, e))
		return false;
	record_set_int(line, "cartridge", position != 0 ? position : last + 1);
	if (position != 0)
		return true;
	used = new_row(h, &record_chart_product, use, last + 1);
	record_set_int(used, "lot", lot);
	return db_insert(h->im->db, used, e);
}

static bool
put_line(struct charting *h, struct record *r, struct err *e)
{
	static const char *const same[] = { "passes", "cartridge", "ended_at" };
	const struct chart_item *zone = item_called(h->c.t, CHART_ZONES, import_text(h->im, "zone"));
	size_t i;

	if (zone == NULL)
		return no_item(h, "zone", "zone", e);
	record_set_text(r, "zone", zone->code);
	for (i = 0; i < ARRAY_LEN(same); i++)
		put_value(h->im, r, same[i], same[i]);
	put_value(h->im, r, "more", "details");
	put_columns(h, r);
	return read_depth(h->im, r, e) && tell_depth(h, r, e) && put_cartridge(h, r, e);
}

static bool
put_product(struct charting *h, struct record *r, struct err *e)
{
	static const char *const same[] = { "serial", "began", "ended", "insisted" };
	int64_t product, lot;
	size_t i;

	if (!import_link_of(h->im, &record_product, &product, e) || !find_lot(h->im, product, &lot, e))
		return false;
	/* a lot says its product */
	if (product != 0 && (lot == 0 || r->id == 0 || !record_is_null(r, "product")))
		record_set_int(r, "product", product);
	if (lot != 0)
		record_set_int(r, "lot", lot);
	for (i = 0; i < ARRAY_LEN(same); i++)
		put_value(h->im, r, same[i], same[i]);
	put_value(h->im, r, "area", "used_on");
	put_value(h->im, r, "more", "details");
	return true;
}

/* --- a row ---------------------------------------------------------------------------------- */

static bool
save_row(struct charting *h, struct record *r, const struct record *was, struct err *e)
{
	bool changed = was == NULL || !record_equal(r, was);

	if (!import_save(h->im, r, changed, e))
		return false;
	if (!changed && !record_equal(h->head, h->was)) {	/* the row is not, its chart is */
		h->im->r->unchanged--;
		h->im->r->changed++;
	}
	return true;
}

/* The chart is saved before its line, which names it. */
static bool
put_row(struct charting *h, struct err *e)
{
	bool used = import_given(h->im, "used_as");
	AUTO_RECORD struct record *r = NULL, *was = NULL;

	if (!put_head(h, e))
		return false;
	if (!used && !import_given(h->im, "zone"))
		return save_row(h, h->head, h->was->id != 0 ? h->was : NULL, e);
	if (!rows_put_one(h->im->db, h->head, h->was, e))
		return false;
	r = find_row(h, used ? &record_chart_product : &record_chart_line, e);
	if (r == NULL)
		return false;
	if (r->id != 0)
		was = record_copy(r);
	return (used ? put_product(h, r, e) : put_line(h, r, e)) && save_row(h, r, was, e);
}

bool
import_apply_chart(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	struct charting h = { .im = im, .said = record_new(&record_chart_line) };
	bool ok = find_visit(&h, e) && read_head(&h, e) && find_template(&h, e) && put_row(&h, e);

	record_free(h.c.session);
	record_free(h.c.client);
	record_free(h.head);
	record_free(h.was);
	record_free(h.said);
	return ok;
}
