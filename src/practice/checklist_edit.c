/*
 * checklist_edit.c - see checklist_edit.h.
 */
#include "practice/checklist_edit.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/checklist_file.h"
#include "practice/checklist_look.h"

#define CODE_MAX 40

static bool
is_draft(const struct record *head, struct err *e)
{
	AUTO_BUF struct buf title = BUF_INIT;

	if (strcmp(record_text(head, "state"), "draft") == 0)
		return true;
	field_quote(&title, record_text(head, "title"));
	return err_set(e, ERR_INVALID, NULL, "Edition %" PRId64 " of %s is %s and stays as it is; "
	    "begin the next edition from it.", record_int(head, "edition"), title.s,
	    record_text(head, "state"));
}

/* The edition that a row is of, if it is a draft. */
static struct checklist *
draft_of(struct practice *p, const struct record *row, struct err *e)
{
	struct checklist *c = checklist_load_edition(p->db, record_int(row, "checklist"), e);

	if (c != NULL && is_draft(c->head, e))
		return c;
	checklist_free(c);
	return NULL;
}

/* --- what is refused ---------------------------------------------------------------------- */

/* Flaws of items and rules that are refused, and the one to tell: of the row that was changed,
 * else the last. */
struct flaws {
	const struct record *changed;	/* NULL: none is */
	size_t n;
	struct checklist_flaw told;
	bool own;
};

static void
count(const struct checklist_flaw *flaw, void *arg)
{
	struct flaws *f = arg;
	bool own;

	if (!flaw->refused || flaw->row == NULL)
		return;
	own = f->changed != NULL && flaw->row->type == f->changed->type &&
	    flaw->row->id == f->changed->id;
	f->n++;
	if (own || !f->own)
		f->told = *flaw;
	f->own |= own;
}

static size_t
refused(const struct checklist *c)
{
	struct flaws f = { .changed = NULL };

	checklist_look(c, count, &f);
	return f.n;
}

/* Inside the write, after it: no more is refused than `before`. */
static bool
no_worse(struct practice *p, int64_t checklist, const struct record *changed, size_t before,
    struct err *e)
{
	struct checklist *c = checklist_load_edition(p->db, checklist, e);
	struct flaws f = { .changed = changed };
	bool ok = c != NULL;

	if (ok)
		checklist_look(c, count, &f);
	if (ok && f.n > before) {
		ok = err_set(e, ERR_INVALID, NULL, "%s: %s", f.told.place, f.told.text);
		e->text[0] = e->text[0] == 'i' ? 'I' : 'R';	/* item, rule */
	}
	checklist_free(c);
	return ok;
}

/* --- a row -------------------------------------------------------------------------------- */

static bool
is_item(const struct record *row)
{
	return row->type == &record_checklist_item;
}

static bool
has_code(struct checklist *c, const struct record *item, struct err *e)
{
	const char *code = record_text(item, "code");
	size_t i;

	if (!text_is_code(code, CODE_MAX))
		return err_set(e, ERR_INVALID, "code", "A code is small letters, digits and _, at "
		    "most %d.", CODE_MAX);
	for (i = 0; i < c->n_items; i++)
		if (c->items[i]->id != item->id && strcmp(c->fields[i].name, code) == 0)
			return err_set(e, ERR_INVALID, "code", "Item %zu has the code %s already.",
			    i + 1, code);
	return true;
}

/* A new row finds room; a rule goes behind the others, an item no further than that. */
static bool
put_in(struct checklist *c, struct record *row, bool is_new, struct err *e)
{
	size_t n = is_item(row) ? c->n_items : c->n_rules;

	if (is_new && n >= (is_item(row) ? CHECKLIST_ITEMS_MAX : CHECKLIST_RULES_MAX))
		return err_set(e, ERR_INVALID, NULL, "There are %zu of them already, and no more are "
		    "taken.", n);
	if (is_item(row) && record_int(row, "position") > (int64_t)n + is_new)
		record_set_int(row, "position", (int64_t)n + is_new);
	if (!is_item(row) && is_new)
		record_set_int(row, "position", n == 0 ? 1 :
		    record_int(c->rules[n - 1], "position") + 1);
	return true;
}

static bool
ask_row(struct practice *p, struct record *next, const struct record *was, void *arg,
    struct err *e)
{
	struct checklist *c = draft_of(p, next, e);
	size_t *before = arg;
	bool ok = c != NULL && (!is_item(next) || has_code(c, next, e)) &&
	    put_in(c, next, was == NULL, e);

	if (ok)
		*before = refused(c);
	checklist_free(c);
	return ok;
}

/* The items are numbered anew, with that one at its position. */
static bool
number_items(struct practice *p, const struct record *item, struct err *e)
{
	struct checklist *c = checklist_load_edition(p->db, record_int(item, "checklist"), e);
	int64_t at = 1;
	bool ok = c != NULL;
	size_t i;

	for (i = 0; ok && i < c->n_items; i++) {
		struct record *other = c->items[i];

		if (other->id == item->id)
			continue;
		at += at == record_int(item, "position");
		if (record_int(other, "position") != at) {
			record_set_int(other, "position", at);
			ok = db_update(p->db, other, e);
		}
		at++;
	}
	checklist_free(c);
	return ok;
}

static bool
then_row(struct practice *p, const struct record *now, UNUSED const struct record *was, void *arg,
    struct err *e)
{
	return (!is_item(now) || number_items(p, now, e)) &&
	    no_worse(p, record_int(now, "checklist"), now, *(const size_t *)arg, e);
}

static bool
save(struct practice *p, struct record *mine, const struct record *base, struct merge *m,
    const struct save_rules *rules, struct err *e)
{
	return base != NULL ? practice_save(p, ACTION_WRITE_SETTINGS, mine, base, m, rules, e) :
	    practice_add(p, ACTION_WRITE_SETTINGS, mine, rules, e);
}

bool
checklist_row_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	size_t before;

	return save(p, mine, base, m, &(struct save_rules){ .ask = ask_row, .then = then_row,
	    .arg = &before, .draft = draft }, e);
}

struct record *
checklist_row_new(const struct checklist *c, const struct record_type *t)
{
	struct record *row = record_new(t);

	record_set_int(row, "checklist", c->head->id);
	record_set_int(row, "position", (int64_t)(is_item(row) ? c->n_items : c->n_rules) + 1);
	return row;
}

/* --- removing ------------------------------------------------------------------------------ */

struct removal {
	struct practice *p;
	const struct record_type *type;
	int64_t id;
	size_t rules;
};

static bool
away(struct db *db, const char *statement, int64_t id, struct err *e)
{
	struct stmt *st = db_stmt(db, statement);

	stmt_set_int(st, "id", id);
	return stmt_run(st, e);
}

static bool
rules_away(struct db *db, const struct checklist *c, const char *item, size_t *n, struct err *e)
{
	size_t i;

	for (i = 0; i < c->n_rules; i++) {
		if (strcmp(record_text(c->rules[i], "item"), item) != 0)
			continue;
		++*n;
		if (!away(db, "checklist_rule_away", c->rules[i]->id, e))
			return false;
	}
	return true;
}

static bool
remove_row(struct db *db, void *arg, struct err *e)
{
	struct removal *r = arg;
	AUTO_RECORD struct record *row = db_get(db, r->type, r->id, e);
	struct checklist *c = row != NULL ? draft_of(r->p, row, e) : NULL;
	bool ok = c != NULL;

	if (ok && is_item(row))
		ok = rules_away(db, c, record_text(row, "code"), &r->rules, e) &&
		    away(db, "checklist_item_away", row->id, e);
	else if (ok)
		ok = away(db, "checklist_rule_away", row->id, e);
	ok = ok && no_worse(r->p, record_int(row, "checklist"), NULL, refused(c), e);
	checklist_free(c);
	return ok;
}

bool
checklist_row_remove(struct practice *p, const struct record_type *t, int64_t id, size_t *rules,
    struct err *e)
{
	AUTO_FREE char *label = xasprintf("remove %s %" PRId64, t->name, id);
	struct removal r = { .p = p, .type = t, .id = id };
	bool ok = practice_may(p, ACTION_WRITE_SETTINGS, e) &&
	    db_write(p->db, "change", label, remove_row, &r, e);

	*rules = r.rules;
	return ok;
}

/* --- an edition ----------------------------------------------------------------------------- */

bool
checklist_next(struct practice *p, int64_t id, int64_t *draft, struct err *e)
{
	struct checklist *c = checklist_load_edition(p->db, id, e);
	bool ok = c != NULL && checklist_add(p, c, draft, e);

	checklist_free(c);
	return ok;
}

static bool
ask_head(struct practice *p, struct record *next, const struct record *was,
    UNUSED void *arg, struct err *e)
{
	const char *code = record_text(next, "code");
	struct stmt *st;

	if (was != NULL && !is_draft(was, e))
		return false;
	if (!text_is_code(code, CODE_MAX))
		return err_set(e, ERR_INVALID, "code", "A code is small letters, digits and _, at "
		    "most %d.", CODE_MAX);
	if (was != NULL && strcmp(record_text(was, "code"), code) == 0)
		return true;
	st = db_stmt(p->db, "checklist_editions");
	stmt_set_text(st, "code", code);
	if (stmt_next(st))
		record_set_int(next, "edition", stmt_int(st, "edition") + 1);
	return stmt_end(st, e);
}

bool
checklist_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	return save(p, mine, base, m, &(struct save_rules){ .ask = ask_head, .draft = draft }, e);
}

bool
checklist_services(struct practice *p, const char *code, struct buf *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "checklist_services");

	stmt_set_text(st, "code", code);
	if (stmt_next(st))
		buf_adds(out, stmt_text(st, "names"));
	return stmt_end(st, e);
}
