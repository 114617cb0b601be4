/*
 * chart_merge.c - two who chart the same visit: what one saved comes into what the other has
 * typed, value by value.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/chart_inside.h"
#include "practice/rows.h"

#define WORDS_MAX 200		/* bytes of a text that both wrote in */

/* --- is it the same? ------------------------------------------------------------------------- */

/* Versions apart, did somebody write it? */
static bool
same_row(const struct record *a, const struct record *b)
{
	return a->version == b->version && record_equal(a, b);
}

static bool
same_rows(struct record *const *a, size_t n, struct record *const *b, size_t m)
{
	size_t i;

	for (i = 0; n == m && i < n; i++)
		if (a[i]->id != b[i]->id || !same_row(a[i], b[i]))
			return false;
	return n == m;
}

bool
chart_same(const struct chart_rows *a, const struct chart_rows *b)
{
	if (a->head == NULL || b->head == NULL)
		return a->head == b->head;
	return same_row(a->head, b->head) && same_rows(a->lines, a->n_lines, b->lines,
	    b->n_lines) && same_rows(a->products, a->n_products, b->products, b->n_products);
}

int64_t
chart_newest_entry(const struct chart_rows *rows)
{
	return rows_newest(rows->lines, rows->n_lines, rows_newest(rows->products,
	    rows->n_products, rows->head != NULL ? rows->head->version : 0));
}

int64_t
chart_entry_since(const struct chart_rows *base, const struct chart_rows *now)
{
	int64_t entry = chart_newest_entry(now);

	return entry > chart_newest_entry(base) ? entry : 0;
}

/* --- what both changed ----------------------------------------------------------------------- */

struct meeting {
	struct practice *p;
	struct chart *c;
	const struct chart_rows *theirs;
	size_t n;		/* that both changed, differently */
	struct buf *first;	/* of them, with theirs: "Forehead, Depth 0.75" */
};

static void
add_words(struct meeting *m, const struct record *row, const char *what, const char *theirs)
{
	const struct chart_item *zone = row->type == &record_chart_line ?
	    chart_item(m->c->t, CHART_ZONES, record_text(row, "zone")) : NULL;

	if (m->n++ > 0)
		return;
	if (zone != NULL) {
		text_show(m->first, zone->label, false);
		buf_adds(m->first, ", ");
	}
	text_show(m->first, what, false);
	buf_adds(m->first, " ");
	text_show(m->first, theirs, false);
}

/* The item of a value, and what it is called. */
static const struct chart_item *
item_of(const struct meeting *m, const struct record *row, const char *code)
{
	static const enum chart_part parts[] = { CHART_COLUMNS, CHART_HEAD, CHART_OUTCOME,
	    CHART_TICKS };
	const struct chart_item *item = NULL;
	size_t i;

	for (i = row->type == &record_chart_line ? 0 : 1; i < ARRAY_LEN(parts) && item == NULL; i++)
		item = chart_item(m->c->t, parts[i], code);
	return item;
}

/* --- a text of lines: CODE=VALUE ------------------------------------------------------------- */

/* What stands behind a code: NULL: it is not there; "" it is there alone; owned. */
static char *
behind(const char *lines, const char *code)
{
	const char *value = NULL;
	size_t n = 0;

	if (chart_find_line(lines, code, &value, &n) == NULL)
		return NULL;
	return xstrndup(value != NULL ? value : "", n);
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Both wrote words: both stay. False: there is no room, or it is no text. */
static bool
join(const struct chart_item *item, const char *mine, const char *theirs, struct buf *out)
{
	size_t max = item != NULL && item->max > 0 ? (size_t)item->max : WORDS_MAX;

	if (item == NULL || item->kind != CHART_TEXT || mine == NULL || theirs == NULL ||
	    strlen(mine) + strlen(theirs) + 3 > max)
		return false;
	buf_addf(out, "%s / %s", mine, theirs);
	return true;
}

/* One code of the lines; adds it to `out` as it is to be. */
static void
meet_code(struct meeting *m, const struct record *row, const char *code, const char *const texts[3],
    struct buf *out)
{
	AUTO_FREE char *mine = behind(texts[0], code), *base = behind(texts[1], code);
	AUTO_FREE char *theirs = behind(texts[2], code);
	const struct chart_item *item = item_of(m, row, code);
	const char *is = same(theirs, base) ? mine : same(mine, base) ? theirs : mine;
	AUTO_BUF struct buf joined = BUF_INIT;

	if (!same(theirs, base) && !same(mine, base) && !same(mine, theirs)) {
		if (join(item, mine, theirs, &joined))
			is = joined.s;
		add_words(m, row, item != NULL ? item->label : code, theirs == NULL ? "is blank" :
		    item != NULL ? chart_item_show(item, theirs) : theirs);
	}
	if (is != NULL)
		buf_addf(out, *is != '\0' ? "%s%s=%s" : "%s%s", out->len > 0 ? "\n" : "", code, is);
}

static void
meet_lines(struct meeting *m, struct record *mine, const struct record *base,
    const struct record *theirs, const char *field)
{
	const char *const texts[3] = { record_text(mine, field), record_text(base, field),
	    record_text(theirs, field) };
	AUTO_BUF struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++) {
		const char *at = texts[i];

		for (; *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n') {
			AUTO_FREE char *code = xstrndup(at, strcspn(at, "=\n"));
			const char *value;
			size_t n, earlier;

			for (earlier = 0; earlier < i; earlier++)
				if (chart_find_line(texts[earlier], code, &value, &n) != NULL)
					break;
			if (earlier == i)
				meet_code(m, mine, code, texts, &out);
		}
	}
	record_set_text(mine, field, out.s);
}

/* --- rows -------------------------------------------------------------------------------------- */

static void
meet_field(struct meeting *m, struct record *mine, const struct record *theirs, size_t i)
{
	const struct field *f = &mine->type->fields[i];
	const struct chart_item *item = item_of(m, mine, f->name);
	AUTO_BUF struct buf words = BUF_INIT;

	if (mine->type == &record_chart_line && strcmp(f->name, "ended_at") != 0)
		chart_value(theirs, f->name, &words);
	else
		field_show(f, &m->p->context, &theirs->values[i], &words);
	add_words(m, mine, item != NULL ? item->label : f->label,
	    words.len > 0 ? words.s : "is blank");
	if (strcmp(f->name, "note") == 0 && words.len > 0 && !record_is_null(mine, f->name)) {
		AUTO_FREE char *both = xasprintf("%s / %s", record_text(mine, f->name),
		    record_text(theirs, f->name));

		record_set_text(mine, f->name, both);
	}
}

/* One row that both know. What saving makes anew is mine. */
static void
meet_row(struct meeting *m, struct record *mine, const struct record *base,
    const struct record *theirs)
{
	bool coded = mine->type != &record_chart_product;
	size_t i;

	for (i = 0; i < mine->type->n_fields; i++) {
		const char *name = mine->type->fields[i].name;

		if (value_equal(&theirs->values[i], &base->values[i]))
			continue;
		if (value_equal(&mine->values[i], &base->values[i]))
			value_copy(&mine->values[i], &theirs->values[i]);
		else if (coded && text_has_word("ticks more", ' ', name))
			meet_lines(m, mine, base, theirs, name);
		else if (!text_has_word("off_label position", ' ', name) &&
		    !value_equal(&mine->values[i], &theirs->values[i]))
			meet_field(m, mine, theirs, i);
	}
	mine->id = theirs->id;
	mine->version = theirs->version;
	if (coded)
		chart_settle_more(m->c, mine);
}

/* A copy of a row of theirs, with the number its cartridge has among the products of `now`;
 * blank: it is not among them. Owned. */
static struct record *
numbered(const struct chart_rows *now, const struct chart_rows *theirs,
    const struct record *row)
{
	struct record *r = record_copy(row);
	const struct record *named, *is;
	int64_t n;

	if (r->type != &record_chart_line || record_is_null(r, "cartridge"))
		return r;
	named = chart_product_at(theirs, "cartridge", record_int(r, "cartridge"));
	record_set_null(r, "cartridge");
	for (n = 1; named != NULL && (is = chart_product_at(now, "cartridge", n)) != NULL; n++)
		if (is->id == named->id)
			record_set_int(r, "cartridge", n);
	return r;
}

/* A row they took out goes. Was it a cartridge, then those behind it have other numbers in
 * lines that were typed here; lines that were not get theirs. */
static void
drop_row(struct meeting *m, struct record **rows, size_t *n, size_t at)
{
	const struct chart_rows *now = &m->c->now, *base = &m->c->base;
	int64_t number = chart_cartridge(now, rows[at]);
	size_t i;

	for (i = 0; number > 0 && i < now->n_lines; i++) {
		struct record *line = now->lines[i];
		const struct record *was = rows_find(base->lines, base->n_lines, line->id);

		if (was == NULL || record_int(line, "cartridge") != record_int(was, "cartridge"))
			chart_without_cartridge(line, number);
	}
	chart_row_drop(rows, n, at);
}

static void
meet_rows(struct meeting *m, struct record ***mine, size_t *n, struct record *const *base,
    size_t n_base, struct record *const *theirs, size_t n_theirs)
{
	size_t i;

	for (i = *n; i-- > 0;) {
		struct record *r = (*mine)[i], *was, *is;

		if (r->id == 0)
			continue;
		was = rows_find(base, n_base, r->id);
		is = rows_find(theirs, n_theirs, r->id);
		if (is != NULL) {
			AUTO_RECORD struct record *as = numbered(&m->c->now, m->theirs, is);

			meet_row(m, r, was, as);
		} else if (record_equal(r, was)) {
			drop_row(m, *mine, n, i);
		} else {
			r->id = r->version = 0;
			add_words(m, r, "the row", "is taken out");
		}
	}
	for (i = 0; i < n_theirs; i++) {
		const struct record *was = rows_find(base, n_base, theirs[i]->id);

		if (was == NULL)
			chart_row_add(mine, n, numbered(&m->c->now, m->theirs, theirs[i]));
		else if (rows_find(*mine, *n, theirs[i]->id) == NULL &&
		    !record_equal(theirs[i], was))
			add_words(m, theirs[i], "the row", "is another");	/* taken out here */
	}
}

size_t
chart_merge(struct practice *p, struct chart *c, const struct chart_rows *theirs,
    struct buf *first)
{
	struct meeting m = { .p = p, .c = c, .theirs = theirs, .first = first };
	AUTO_RECORD struct record *blank = record_new(&record_chart);
	struct chart_rows *mine = &c->now;
	const struct chart_rows *base = &c->base;

	meet_row(&m, mine->head, base->head != NULL ? base->head : blank, theirs->head);
	meet_rows(&m, &mine->products, &mine->n_products, base->products, base->n_products,
	    theirs->products, theirs->n_products);
	meet_rows(&m, &mine->lines, &mine->n_lines, base->lines, base->n_lines, theirs->lines,
	    theirs->n_lines);
	return m.n;
}
