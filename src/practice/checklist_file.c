/*
 * checklist_file.c - see checklist_file.h.
 */
#include "practice/checklist_file.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/checklist_look.h"
#include "practice/editions.h"
#include "practice/shipped.h"

/* --- reading ------------------------------------------------------------------------------ */

static const struct list {
	const char *name, *one;
	const struct record_type *type;
	size_t most;
} lists[] = {
	{ "items", "item", &record_checklist_item, CHECKLIST_ITEMS_MAX },
	{ "rules", "rule", &record_checklist_rule, CHECKLIST_RULES_MAX },
};

struct reading {
	struct checklist *c;
	struct record **rows[ARRAY_LEN(lists)];
	size_t n[ARRAY_LEN(lists)], cap[ARRAY_LEN(lists)];
	struct err *e;
	bool ok;
};

/* Fails once, with the place and what is wrong there; false, so that reading ends. */
static bool __attribute__((format(printf, 3, 4)))
wrong(struct reading *r, const char *place, const char *fmt, ...)
{
	char text[200];
	va_list ap;

	r->ok = false;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(r->e, ERR_INVALID, NULL, "The checklist at %.80s: %s", place, text);
}

/* Members of a record of that name which the file does not say. */
static bool
is_ours(const char *member)
{
	return strcmp(member, "checklist") == 0 || strcmp(member, "position") == 0 ||
	    strcmp(member, "state") == 0 || strcmp(member, "edition") == 0;
}

static bool
set_member(struct reading *r, struct record *row, const char *member, const char *place,
    const char *text)
{
	const struct field *f = record_field(row->type, member);
	struct err e = { 0 };

	if (f == NULL || (is_ours(member) && row->type != &record_checklist))
		return wrong(r, place, "nothing there is known by that name.");
	if (text == NULL || is_ours(member))
		return true;
	if (f->type == FIELD_BOOL)
		text = strcmp(text, "true") == 0 || strcmp(text, "1") == 0 ? "yes" :
		    strcmp(text, "false") == 0 || strcmp(text, "0") == 0 ? "no" : text;
	return record_parse(row, &field_context_plain, member, text, &e) ||
	    wrong(r, place, "%s", e.text);
}

/* "rules[2].window_n" */
static bool
read_leaf(const char *path, const char *text, void *arg)
{
	struct reading *r = arg;
	size_t bracket = strcspn(path, "["), k;
	unsigned long n;
	char place[80], *end;

	if (path[bracket] == '\0')
		return set_member(r, r->c->head, path, path, text);
	for (k = 0; k < ARRAY_LEN(lists); k++)
		if (strlen(lists[k].name) == bracket && strncmp(path, lists[k].name, bracket) == 0)
			break;
	n = strtoul(path + bracket + 1, &end, 10);
	if (k == ARRAY_LEN(lists) || strncmp(end, "].", 2) != 0 || n > r->n[k])
		return wrong(r, path, "nothing there is known by that name.");
	snprintf(place, sizeof(place), "%s %lu, %.40s", lists[k].one, n + 1, end + 2);
	if (n >= lists[k].most)
		return wrong(r, place, "there are more than %zu %s.", lists[k].most, lists[k].name);
	if (n == r->n[k]) {
		GROW(r->rows[k], r->cap[k], n + 1);
		r->rows[k][n] = record_new(lists[k].type);
		record_set_int(r->rows[k][n], "checklist", 1);	/* until it is added */
		record_set_int(r->rows[k][n], "position", (int64_t)n + 1);
		r->n[k]++;
	}
	return set_member(r, r->rows[k][n], end + 2, place, text);
}

/* Each row by its own rules. */
static bool
check_rows(struct reading *r)
{
	struct err e = { 0 };
	size_t k, i;

	if (!record_check(r->c->head, &e))
		return wrong(r, "its head", "%s.", e.text);
	for (k = 0; k < ARRAY_LEN(lists); k++)
		for (i = 0; i < r->n[k]; i++)
			if (!record_check(r->rows[k][i], &e)) {
				char place[40];

				snprintf(place, sizeof(place), "%s %zu", lists[k].one, i + 1);
				return wrong(r, place, "%s.", e.text);
			}
	return true;
}

struct first {
	struct checklist_flaw flaw;
	bool found;
};

static void
keep_first(const struct checklist_flaw *flaw, void *arg)
{
	struct first *f = arg;

	if (flaw->refused && !f->found)
		*f = (struct first){ *flaw, true };
}

/* The first thing that is refused in it, as a sentence. */
static bool
is_sound(const struct checklist *c, struct err *e)
{
	struct first f = { .found = false };

	return checklist_look(c, keep_first, &f) == 0 ||
	    err_set(e, ERR_INVALID, NULL, "The checklist at %s: %s", f.flaw.place, f.flaw.text);
}

struct checklist *
checklist_parse(struct db *db, const char *json, struct err *e)
{
	struct checklist *c = xcalloc(1, sizeof(*c));
	struct reading r = { .c = c, .e = e, .ok = true };
	bool ok;

	c->head = record_new(&record_checklist);
	ok = db_json_leaves(db, json, read_leaf, &r, e) && r.ok && check_rows(&r);
	c->items = r.rows[0];
	c->n_items = r.n[0];
	c->rules = r.rows[1];
	c->n_rules = r.n[1];
	if (ok)
		checklist_finish(c);
	else if (r.ok)
		err_set(e, ERR_INVALID, NULL, "This is not a checklist: it is not JSON.");
	if (ok && is_sound(c, e))
		return c;
	checklist_free(c);
	return NULL;
}

/* --- adding, publishing ------------------------------------------------------------------- */

static bool
insert_copies(struct db *db, struct record *const *rows, size_t n, int64_t checklist,
    struct err *e)
{
	size_t i;

	for (i = 0; i < n; i++) {
		AUTO_RECORD struct record *r = record_copy(rows[i]);

		r->id = r->version = 0;
		record_set_int(r, "checklist", checklist);
		if (!db_insert(db, r, e))
			return false;
	}
	return true;
}

/* *edition: the newest of that code; 0: there is none. */
static bool
newest_edition(struct db *db, const char *code, int64_t *edition, struct err *e)
{
	struct stmt *st = db_stmt(db, "checklist_editions");

	stmt_set_text(st, "code", code);
	*edition = stmt_next(st) ? stmt_int(st, "edition") : 0;
	return stmt_end(st, e);
}

/* Adds it as a draft, the next edition; the head that was added, or NULL. */
static struct record *
insert_draft(struct db *db, const struct checklist *c, struct err *e)
{
	struct record *head = record_copy(c->head);
	int64_t edition;
	bool ok = newest_edition(db, record_text(head, "code"), &edition, e);

	head->id = head->version = 0;
	record_set_int(head, "edition", edition + 1);
	record_set_text(head, "state", "draft");
	if (ok && db_insert(db, head, e) && insert_copies(db, c->items, c->n_items, head->id, e) &&
	    insert_copies(db, c->rules, c->n_rules, head->id, e))
		return head;
	record_free(head);
	return NULL;
}

struct adding {
	const struct checklist *c;
	int64_t id;
};

static bool
add_inside(struct db *db, void *arg, struct err *e)
{
	struct adding *a = arg;
	AUTO_RECORD struct record *head = insert_draft(db, a->c, e);

	if (head == NULL)
		return false;
	a->id = head->id;
	db_label(db, "add checklist %" PRId64, head->id);
	return true;
}

bool
checklist_add(struct practice *p, const struct checklist *c, int64_t *id, struct err *e)
{
	struct adding a = { .c = c };

	if (!practice_may(p, ACTION_WRITE_SETTINGS, e) ||
	    !db_write(p->db, "change", "add checklist", add_inside, &a, e))
		return false;
	*id = a.id;
	return true;
}

bool
checklist_publish(struct practice *p, int64_t id, struct err *e)
{
	struct checklist *c = checklist_load_edition(p->db, id, e);
	bool ok = c != NULL && is_sound(c, e) &&
	    edition_turn(p, &record_checklist, id, "publish", "published", "retired", e);

	checklist_free(c);
	return ok;
}

bool
checklist_retire(struct practice *p, int64_t id, struct err *e)
{
	return edition_turn(p, &record_checklist, id, "retire", "retired", "draft", e);
}

struct checklist *
checklist_named(struct practice *p, const char *code, int64_t edition, struct err *e)
{
	struct stmt *st;
	int64_t id = 0;

	if (edition == 0)
		return checklist_load(p->db, code, e);
	st = db_stmt(p->db, "checklist_edition");
	stmt_set_text(st, "code", code);
	stmt_set_int(st, "edition", edition);
	if (stmt_next(st))
		id = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return NULL;
	if (id != 0)
		return checklist_load_edition(p->db, id, e);
	err_set(e, ERR_NOTFOUND, NULL, "There is no edition %" PRId64 " of a checklist called %s.",
	    edition, code);
	return NULL;
}

/* --- those that ship ---------------------------------------------------------------------- */

static bool
install(const char *code, const char *json, void *arg, struct err *e)
{
	struct db *db = arg;
	struct record *head = NULL;
	struct checklist *c;
	int64_t edition;
	bool ok;

	if (!newest_edition(db, code, &edition, e) || edition != 0)
		return edition != 0;
	c = checklist_parse(db, json, e);
	ok = c != NULL && (head = insert_draft(db, c, e)) != NULL;
	/* items and rules need a draft; published, it never changes again */
	if (ok)
		record_set_text(head, "state", "published");
	ok = ok && db_update(db, head, e);
	record_free(head);
	checklist_free(c);
	return ok;
}

bool
checklists_install(struct db *db, struct err *e)
{
	return shipped_each("checklists/", install, db, e);
}

/* Do they say the same, in the same order? */
static bool
same_rows(struct record *const *a, size_t n_a, struct record *const *b, size_t n_b)
{
	size_t i, k;

	if (n_a != n_b)
		return false;
	for (i = 0; i < n_a; i++)
		for (k = 0; k < a[i]->type->n_fields; k++)
			if (!is_ours(a[i]->type->fields[k].name) &&
			    !value_equal(&a[i]->values[k], &b[i]->values[k]))
				return false;
	return true;
}

static bool
says_the_same(const struct checklist *a, const struct checklist *b)
{
	return same_rows(&a->head, 1, &b->head, 1) &&
	    same_rows(a->items, a->n_items, b->items, b->n_items) &&
	    same_rows(a->rules, a->n_rules, b->rules, b->n_rules);
}

struct offering {
	const struct checklist *c;
	const char *label;		/* of the entry that brings it: which checklist, which text */
};

/* *known: an edition says the same, or said so when it came in. */
static bool
is_known(struct db *db, const struct offering *o, bool *known, struct err *e)
{
	const char *code = record_text(o->c->head, "code");
	struct stmt *st = db_stmt(db, "checklist_ids");
	int64_t ids[100];
	size_t n = 0, i;

	stmt_set_text(st, "code", code);
	while (n < ARRAY_LEN(ids) && stmt_next(st))
		ids[n++] = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	for (*known = false, i = 0; i < n && !*known; i++) {
		struct checklist *edition = checklist_load_edition(db, ids[i], e);

		if (edition == NULL)
			return false;
		*known = says_the_same(o->c, edition);
		checklist_free(edition);
	}
	if (*known || n == 0)
		return true;
	st = db_stmt(db, "checklist_brought");
	stmt_set_text(st, "code", code);
	stmt_set_text(st, "label", o->label);
	*known = stmt_next(st);
	return stmt_end(st, e);
}

/* Asked again inside: another login may have been first. */
static bool
offer_inside(struct db *db, void *arg, struct err *e)
{
	const struct offering *o = arg;
	AUTO_RECORD struct record *head = NULL;
	bool known;

	return is_known(db, o, &known, e) && (known ||
	    (head = insert_draft(db, o->c, e)) != NULL);
}

static bool
offer(const char *code, const char *json, void *arg, struct err *e)
{
	struct practice *p = arg;
	char hex[DIGEST_HEX_SIZE];
	struct checklist *c = checklist_parse(p->db, json, e);
	AUTO_FREE char *label = xasprintf("add checklist %s as it ships, %.8s", code,
	    digest_sha256(json, strlen(json), hex));
	struct offering o = { .c = c, .label = label };
	bool known = false, ok = c != NULL && is_known(p->db, &o, &known, e);

	if (ok && !known)
		ok = db_write(p->db, "note", label, offer_inside, &o, e);
	checklist_free(c);
	return ok;
}

bool
checklists_offer(struct practice *p, struct err *e)
{
	return !practice_allows(p, ACTION_WRITE_SETTINGS) ||
	    shipped_each("checklists/", offer, p, e);
}

/* --- comparing ---------------------------------------------------------------------------- */

struct diff {
	void (*fn)(const char *, void *);
	void *arg;
};

static void __attribute__((format(printf, 2, 3)))
say(const struct diff *d, const char *fmt, ...)
{
	AUTO_BUF struct buf text = BUF_INIT;
	char *words;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&words, fmt, ap) < 0)
		words = xstrdup("");
	va_end(ap);
	text_show(&text, words, false);
	free(words);
	d->fn(text.s, d->arg);
}

/* The fields in which two rows differ, each as a sentence. */
static void
diff_fields(const struct diff *d, const char *what, const struct record *a,
    const struct record *b)
{
	size_t i;

	for (i = 0; i < a->type->n_fields; i++) {
		const struct field *f = &a->type->fields[i];
		AUTO_BUF struct buf was = BUF_INIT, is = BUF_INIT;

		if (is_ours(f->name) || value_equal(&a->values[i], &b->values[i]))
			continue;
		field_show(f, &field_context_plain, &a->values[i], &was);
		field_show(f, &field_context_plain, &b->values[i], &is);
		say(d, "%s: %s was %s, is %s.", what, f->label, was.len > 0 ? was.s : "blank",
		    is.len > 0 ? is.s : "blank");
	}
}

/* What a row is called: an item by its code; a rule by item and answer, and which of those
 * it is. */
static char *
name_of(struct record *const *rows, size_t at)
{
	const struct record *r = rows[at];
	size_t nth = 1, i;

	if (r->type == &record_checklist_item)
		return xasprintf("item %s", record_text(r, "code"));
	for (i = 0; i < at; i++)
		nth += strcmp(record_text(rows[i], "item"), record_text(r, "item")) == 0 &&
		    strcmp(record_text(rows[i], "answer"), record_text(r, "answer")) == 0;
	return nth == 1 ? xasprintf("rule %s %s", record_text(r, "item"), record_text(r, "answer")) :
	    xasprintf("rule %s %s (%zu)", record_text(r, "item"), record_text(r, "answer"), nth);
}

static const struct record *
find(struct record *const *rows, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++) {
		AUTO_FREE char *other = name_of(rows, i);

		if (strcmp(other, name) == 0)
			return rows[i];
	}
	return NULL;
}

static void
diff_rows(const struct diff *d, struct record *const *a, size_t n_a, struct record *const *b,
    size_t n_b)
{
	size_t i;

	for (i = 0; i < n_a; i++) {
		AUTO_FREE char *name = name_of(a, i);
		const struct record *other = find(b, n_b, name);

		if (other == NULL)
			say(d, "%s is gone.", name);
		else
			diff_fields(d, name, a[i], other);
	}
	for (i = 0; i < n_b; i++) {
		AUTO_FREE char *name = name_of(b, i);

		if (find(a, n_a, name) == NULL)
			say(d, "%s is new.", name);
	}
}

void
checklist_diff(const struct checklist *a, const struct checklist *b,
    void (*fn)(const char *sentence, void *), void *arg)
{
	struct diff d = { fn, arg };

	diff_fields(&d, "checklist", a->head, b->head);
	diff_rows(&d, a->items, a->n_items, b->items, b->n_items);
	diff_rows(&d, a->rules, a->n_rules, b->rules, b->n_rules);
}
