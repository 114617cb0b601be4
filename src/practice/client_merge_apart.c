/*
 * client_merge_apart.c - a merge taken apart, and where a number leads. See client_merge.h.
 */
#include "practice/client_merge.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"

struct merging {
	int64_t entry;		/* by which the two became one */
	bool apart;
};

/* The merge in which the client went that stands, else the one taken apart last. */
static struct record *
last_merge(struct practice *p, int64_t gone, struct merging *g, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "merge_last");
	struct record *r;
	int64_t id = 0;

	stmt_set_int(st, "client", gone);
	if (stmt_next(st))
		id = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return NULL;
	if (id == 0) {
		AUTO_BUF struct buf name = BUF_INIT;

		if (!naming_add_id(p, &record_client, gone, &name))
			err_set(e, ERR_NOTFOUND, NULL, "There is no client %" PRId64 ".", gone);
		else
			err_set(e, ERR_INVALID, NULL, "%s was never merged into another client.",
			    name.s);
		return NULL;
	}
	r = db_get(p->db, &record_client_merge, id, e);
	if (r != NULL && !db_merge_entry(p->db, id, &g->entry, &g->apart, e)) {
		record_free(r);
		return NULL;
	}
	return r;
}

/* How rows of a type belong to a client; false: they do not. */
static bool
link_of(const struct record_type *t, struct client_link *link)
{
	size_t i;

	for (i = 0; db_client_link(i, link); i++)
		if (link->type == t)
			return true;
	return false;
}

int64_t
merge_left_client(struct practice *p, const struct merge_left *l)
{
	AUTO_RECORD struct record *r = NULL;
	struct client_link link;

	if (!link_of(l->type, &link) || (r = db_get(p->db, l->type, l->row, NULL)) == NULL)
		return 0;
	return record_int(r, link.field->name);
}

bool
merge_left_gives(const struct merge_left *l)
{
	return l->why == LEFT_SIGNED || l->why == LEFT_MADE;
}

void
merge_left_words(struct practice *p, const struct merge_left *l, struct buf *why,
    struct buf *what)
{
	static const char *const words[] = {
		[LEFT_GONE] = "gone since", [LEFT_CHANGED] = "changed since",
		[LEFT_SIGNED] = "signed since", [LEFT_MADE] = "made since",
	};

	AUTO_BUF struct buf kind = BUF_INIT, name = BUF_INIT;

	naming_add_id(p, l->type, l->row, &name);
	text_fold(&kind, l->type->label);
	buf_adds(why, words[l->why]);
	/* the name of what has none says what it is: "hold of Lang, Anna" */
	if (l->why == LEFT_CHANGED)
		buf_addf(what, "%s of ", l->field->label);
	else if (strncmp(name.s, kind.s, kind.len) != 0)
		buf_addf(what, "%s ", l->type == &record_session ? "Visit" : l->type->label);
	buf_adds(what, name.s);
}

struct left {
	struct practice *p;
	void (*fn)(const struct merge_left *, void *);
	void *arg;
	int64_t stays;
};

static void
tell_field(const struct record_type *t, int64_t row, const struct field *f, void *arg)
{
	const struct left *l = arg;
	struct merge_left one = { f != NULL ? LEFT_CHANGED : LEFT_GONE, t, row, f };

	/* nobody moved it: it was signed for who stays */
	if (t == &record_session && f == record_field(t, "client") &&
	    merge_left_client(l->p, &one) == l->stays)
		one.why = LEFT_SIGNED;
	if (l->fn != NULL)
		l->fn(&one, l->arg);
}

static void
tell_row(const struct record_type *t, int64_t row, void *arg)
{
	const struct left *l = arg;

	if (l->fn != NULL)
		l->fn(&(struct merge_left){ LEFT_MADE, t, row, NULL }, l->arg);
}

/* The entry in which the two were made one first; a redo may have done it again since. */
static bool
first_entry(const struct history_entry *en, void *arg)
{
	*(int64_t *)arg = en->n;
	return false;
}

bool
client_unmerge(struct practice *p, int64_t gone, void (*fn)(const struct merge_left *, void *),
    void *arg, struct err *e)
{
	struct merging g;
	struct left l = { p, fn, arg, 0 };
	const struct db_merge_told told = { tell_field, &l };
	AUTO_RECORD struct record *r = NULL;
	int64_t made = 0;

	if (!client_merge_may(p, e) || !practice_may(p, ACTION_UNDO, e) ||
	    (r = last_merge(p, gone, &g, e)) == NULL)
		return false;
	if (g.apart)
		return err_set(e, ERR_INVALID, NULL, "The two were taken apart already.");
	l.stays = record_int(r, "stays");
	return db_history(p->db, &record_client_merge, r->id, first_entry, &made, e) &&
	    db_unmerge(p->db, g.entry, &told, e) &&
	    db_client_made_since(p->db, l.stays, made, tell_row, &l, e);
}

struct giving {
	struct practice *p;
	struct record *merge;
	struct client_link link;
	int64_t row;
};

static bool
give_inside(struct db *db, void *arg, struct err *e)
{
	struct giving *g = arg;
	AUTO_RECORD struct record *r = db_get(db, g->link.type, g->row, e);
	int64_t stays = record_int(g->merge, "stays"), gone = record_int(g->merge, "gone");
	int64_t is = r != NULL ? record_int(r, g->link.field->name) : 0;
	AUTO_BUF struct buf name = BUF_INIT;

	if (r == NULL)
		return false;
	if (is != stays && is != gone) {
		naming_add(g->p, r, &name);
		return err_set(e, ERR_INVALID, NULL, "%s is of neither of the two.", name.s);
	}
	/* its record in the same entry: what is signed moves so alone */
	record_set_int(r, g->link.field->name, is == stays ? gone : stays);
	return db_update(db, g->merge, e) && db_update(db, r, e) &&
	    db_client_part(db, stays, gone, e);
}

bool
client_merge_give(struct practice *p, int64_t gone, const char *type, int64_t row,
    struct err *e)
{
	const struct record_type *t = record_type_find(type);
	struct giving g = { .p = p, .row = row };
	struct merging how;
	AUTO_FREE char *label = NULL;
	bool ok;

	if (!client_merge_may(p, e))
		return false;
	if (t == NULL || !link_of(t, &g.link))
		return err_set(e, ERR_USAGE, NULL, "\"%.80s\" is no record that belongs to a "
		    "client.", type);
	if ((g.merge = last_merge(p, gone, &how, e)) == NULL)
		return false;
	label = xasprintf("give %s %" PRId64, t->name, row);
	ok = how.apart ? db_write(p->db, "change", label, give_inside, &g, e) :
	    err_set(e, ERR_INVALID, NULL, "The two are one: take them apart first.");
	record_free(g.merge);
	return ok;
}

/* --- where a number leads -------------------------------------------------------------------- */

/* "Lang, Anna was merged into Lange, Anna on 12 Mar 2026", or without the middle. */
static void
add_merge(struct practice *p, const struct record *r, bool brief, struct buf *out)
{
	AUTO_BUF struct buf gone = BUF_INIT, stays = BUF_INIT;
	date_day day;
	int minutes, seconds;
	char words[24];

	naming_add_id(p, &record_client, record_int(r, "gone"), &gone);
	naming_add_id(p, &record_client, record_int(r, "stays"), &stays);
	clock_local(record_int(r, "at"), &day, &minutes, &seconds);
	buf_addf(out, "%s%s%s on %s", gone.s, brief ? "" : " was merged into ",
	    brief ? "" : stays.s, date_to_words(day, false, words));
}

int64_t
client_leads_to(struct practice *p, int64_t client, struct buf *said)
{
	int64_t to = db_client_leads_to(p->db, client);
	struct err e;
	struct merging g;
	AUTO_RECORD struct record *r = to != client ? last_merge(p, client, &g, &e) : NULL;

	if (r != NULL && said != NULL)
		add_merge(p, r, false, said);
	return to;
}

bool
client_merges(struct practice *p, void (*fn)(const struct merge_line *, void *), void *arg,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "merge_standing");

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	while (stmt_next(st)) {
		struct merge_line l = { stmt_int(st, "stays"), stmt_int(st, "gone"),
		    stmt_int(st, "at") };

		fn(&l, arg);
	}
	return stmt_end(st, e);
}

bool
client_merged_words(struct practice *p, int64_t client, bool brief, struct buf *out,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "merge_came");
	int64_t ids[16];
	size_t i, n = 0;

	stmt_set_int(st, "client", client);
	while (n < ARRAY_LEN(ids) && stmt_next(st))
		ids[n++] = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	for (i = 0; i < n; i++) {
		AUTO_RECORD struct record *r = db_get(p->db, &record_client_merge, ids[i], e);

		if (r == NULL)
			return false;
		if (brief && i > 0)
			buf_adds(out, "; ");
		add_merge(p, r, brief, out);
		if (!brief)
			buf_addc(out, '\n');
	}
	return true;
}
