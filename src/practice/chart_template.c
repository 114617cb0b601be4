/*
 * chart_template.c - templates of charts: kept, asked, published. See chart_template.h.
 */
#include "practice/chart_inside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/shipped.h"

#define TEXT_DEFAULT 200	/* characters of an ask that is text */

/* --- kept ------------------------------------------------------------------------------- */

static struct chart_template *
of_record(struct db *db, const struct record *r, struct err *e)
{
	struct chart_template *t = chart_template_parse(db, record_text(r, "body"), e);

	if (t != NULL)
		t->id = r->id;
	return t;
}

static struct chart_template *
read_edition(struct db *db, int64_t id, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, &record_chart_template, id, e);

	return r != NULL ? of_record(db, r, e) : NULL;
}

const struct chart_template *
chart_template_kept(struct practice *p, int64_t id, struct err *e)
{
	struct chart_template *t;

	for (t = p->templates; t != NULL; t = t->next)
		if (t->id == id)
			return t;
	t = read_edition(p->db, id, e);
	if (t != NULL) {
		t->next = p->templates;
		p->templates = t;
	}
	return t;
}

const struct chart_template *
chart_template_newest(struct practice *p, const char *code, struct err *e)
{
	struct stmt *st = db_finder(p->db, &record_chart_template, NULL);
	int64_t id = 0;

	stmt_set_text(st, "key", code);
	if (stmt_next(st))
		id = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return NULL;
	if (id != 0)
		return chart_template_kept(p, id, e);
	err_set(e, ERR_NOTFOUND, NULL, "There is no published chart called %s.", code);
	return NULL;
}

void
chart_templates_free(struct practice *p)
{
	struct chart_template *next;

	for (; p->templates != NULL; p->templates = next) {
		next = p->templates->next;
		chart_template_free(p->templates);
	}
}

/* --- items ---------------------------------------------------------------------------------- */

const struct chart_item *
chart_item(const struct chart_template *t, enum chart_part part, const char *code)
{
	const struct chart_list *list = &t->parts[part];
	size_t i;

	for (i = 0; i < list->n; i++)
		if (list->items[i].code != NULL && strcmp(list->items[i].code, code) == 0)
			return &list->items[i];
	return NULL;
}

const struct chart_item *
chart_zone_of_key(const struct chart_template *t, char key)
{
	const struct chart_list *zones = &t->parts[CHART_ZONES];
	size_t i;

	if (key >= 'a' && key <= 'z')
		key = (char)(key - 'a' + 'A');
	for (i = 0; i < zones->n; i++)
		if (zones->items[i].key == key)
			return &zones->items[i];
	return NULL;
}

static char *
parse_answer(const struct chart_item *ask, const char *typed, struct err *e)
{
	AUTO_BUF struct buf all = BUF_INIT;
	size_t i;

	for (i = 0; i < ask->n_answers; i++) {
		const struct chart_answer *a = &ask->answers[i];

		if (strcmp(typed, a->key) == 0 || strcmp(typed, a->value) == 0 ||
		    text_fold_cmp(typed, a->label) == 0)
			return xstrdup(a->value);
		buf_addf(&all, "%s%s %s", i > 0 ? ", " : "", a->key, a->label);
	}
	err_set(e, ERR_INVALID, ask->code, "%s: %s.", ask->label, all.s);
	return NULL;
}

char *
chart_item_parse(const struct chart_item *ask, const char *typed, struct err *e)
{
	int64_t n = -1, max = ask->max > 0 ? ask->max : TEXT_DEFAULT;

	if (*typed == '\0')
		return xstrdup("");
	if (ask->kind == CHART_CHOICE)
		return parse_answer(ask, typed, e);
	if (ask->kind != CHART_NUMBER) {
		if (text_bad_byte(typed, strlen(typed)) < 0 && strchr(typed, '\n') == NULL &&
		    (int64_t)text_count(typed) <= max)
			return xstrdup(typed);
		err_set(e, ERR_INVALID, ask->code, "%s: one line of at most %" PRId64
		    " characters.", ask->label, max);
		return NULL;
	}
	if (chart_read_number(typed, &n) && n >= ask->min && n <= ask->max)
		return xasprintf("%" PRId64, n);
	err_set(e, ERR_INVALID, ask->code, "%s: a whole number from %" PRId64 " to %" PRId64 ".",
	    ask->label, ask->min, ask->max);
	return NULL;
}

const char *
chart_item_show(const struct chart_item *ask, const char *value)
{
	size_t i;

	for (i = 0; i < ask->n_answers; i++)
		if (strcmp(ask->answers[i].value, value) == 0)
			return ask->answers[i].label;
	return value;
}

/* --- those that ship ------------------------------------------------------------------------ */

/* Is there an edition of that code, published or not? */
static bool
is_there(struct db *db, const char *code, bool *there, struct err *e)
{
	struct stmt *st = db_stmt(db, "chart_template_there");

	stmt_set_text(st, "code", code);
	*there = stmt_next(st) && stmt_int(st, "there") != 0;
	return stmt_end(st, e);
}

static bool
install(const char *code, const char *json, void *arg, struct err *e)
{
	struct db *db = arg;
	AUTO_RECORD struct record *r = record_new(&record_chart_template);
	AUTO_FREE char *body = xstrdup(json);
	struct chart_template *t;
	bool there;

	if (!is_there(db, code, &there, e) || there)
		return there;
	t = chart_template_parse(db, json, e);
	if (t == NULL)
		return false;
	record_set_text(r, "code", code);
	record_set_int(r, "edition", 1);
	record_set_text(r, "title", t->title);
	record_set_text(r, "state", "published");
	record_set_text(r, "body", text_trim(body));
	chart_template_free(t);
	return db_insert(db, r, e);
}

bool
chart_templates_install(struct db *db, struct err *e)
{
	return shipped_each("charts/", install, db, e);
}

static bool
install_inside(struct db *db, UNUSED void *arg, struct err *e)
{
	return chart_templates_install(db, e);
}

/* Stops at the first that is lacking: false without an error. */
static bool
is_published(const char *code, UNUSED const char *json, void *arg, struct err *e)
{
	bool there;

	return is_there(arg, code, &there, e) && there;
}

bool
chart_templates_publish(struct practice *p, struct err *e)
{
	err_clear(e);
	if (shipped_each("charts/", is_published, p->db, e))
		return true;
	/* a note is not undone: charts that name them would be in the way */
	return e->code == ERR_NONE &&
	    db_write(p->db, "note", "add chart templates", install_inside, NULL, e);
}
