/*
 * undo_words.c - describing an undo or redo in words. See history.h.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/undo_words.h"

const struct record_type *
undo_label_type(const char *label)
{
	const struct record_type *t = NULL;
	const char *at = strchr(label, ' ');

	for (; t == NULL && at != NULL; at = strchr(at + 1, ' ')) {
		AUTO_FREE char *word = xstrndup(at + 1, strcspn(at + 1, " "));

		t = record_type_find(word);
	}
	return t;
}

void
undo_label_done(const char *label, struct buf *out)
{
	static const struct { const char *verb, *done; } odd[] = {
		{ "arrive", "Here" }, { "ask", "Asked for" },
		{ "bring", "Brought" }, { "cancel", "Cancelled" }, { "choose", "Chose" },
		{ "end", "Not treated" }, { "finish", "Done" },
		{ "forget", "Forgot" }, { "give", "Gave" }, { "miss", "No-show" },
		{ "older", "Found an older" }, { "override", "Overridden" }, { "pay", "Paid" },
		{ "read", "Read" }, { "reply", "Replied to" }, { "report", "Wrote report" },
		{ "second", "Second" }, { "start", "In treatment" }, { "tell", "Told apart:" },
		{ "took", "Took" }, { "withdraw", "Withdrew" }, { "write", "Kept open" },
	};
	size_t i, n = strcspn(label, " "), at = out->len;
	AUTO_FREE char *verb = xstrndup(label, n);

	for (i = 0; i < ARRAY_LEN(odd); i++)
		if (strlen(odd[i].verb) == n && strncmp(odd[i].verb, label, n) == 0) {
			buf_adds(out, odd[i].done);
			return;
		}
	text_show(out, verb, false);
	if (n > 0 && label[n - 1] != ':')	/* "rescue: backup": no verb */
		buf_adds(out, label[n - 1] == 'e' ? "d" : "ed");
	if (out->s[at] >= 'a' && out->s[at] <= 'z')
		out->s[at] = (char)(out->s[at] - 'a' + 'A');
}

struct gone {
	struct record *r;
	char op;
};

static bool
keep_last(const struct history_entry *en, void *arg)
{
	struct gone *g = arg;
	size_t i;

	g->op = en->op;
	for (i = 0; en->op == 'D' && i < en->n_changes; i++)
		value_copy(record_value(g->r, en->changes[i].field->name),
		    &en->changes[i].before);
	return true;
}

/* A record that is gone is named as it was. */
static void
add_gone(struct practice *p, const struct undoable *u, struct buf *out)
{
	AUTO_RECORD struct record *r = record_new(u->type);
	struct gone g = { r, '-' };
	struct err e;

	r->id = u->row;
	if (db_history(p->db, u->type, u->row, keep_last, &g, &e) && g.op == 'D')
		naming_add(p, r, out);
}

void
undoable_words(struct practice *p, const struct undoable *u, struct buf *out)
{
	AUTO_BUF struct buf name = BUF_INIT, kind = BUF_INIT;
	const struct record_type *t = undo_label_type(u->label);

	if (t == NULL) {
		text_show(out, u->label, false);
		return;
	}
	undo_label_done(u->label, out);
	if (u->merged != 0) {
		buf_adds(out, " the card of ");
		naming_add_id(p, &record_client, u->merged, out);
		return;
	}
	if (strncmp(u->label, "import ", 7) == 0) {
		text_fold(&kind, u->rows == 1 ? t->label : t->plural);
		if (u->rows > 0)
			buf_addf(out, " %ld", u->rows);
		buf_addf(out, " %s", kind.s);
		return;
	}
	if (u->type == t && !naming_add_id(p, t, u->row, &name))
		add_gone(p, u, &name);
	/* a name alone does not show the type */
	if (name.len == 0 || t == &record_client || (t->name_field != NULL &&
	    t != &record_session && t != &record_receipt)) {
		text_fold(&kind, t->label);
		buf_addf(out, " %s", kind.s);
	}
	buf_addf(out, "%s%s", name.len > 0 ? " " : "", name.s);
	if (u->rows > 1)
		buf_addf(out, " and %ld other%s", u->rows - 1, u->rows > 2 ? "s" : "");
}

bool
undo_tell_stale(struct practice *p, int64_t n, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "journal_changed_since");
	AUTO_BUF struct buf who = BUF_INIT, name = BUF_INIT, when = BUF_INIT;
	bool found;

	stmt_set_int(st, "n", n);
	found = stmt_next(st);
	if (found) {
		naming_add_moment(p, stmt_int(st, "at"), &when);
		text_show(&who, stmt_text(st, "name"), false);
		naming_add_id(p, record_type_find(stmt_text(st, "tbl")),
		    stmt_int(st, "row"), &name);
	}
	if (!stmt_end(st, NULL) || !found)
		return false;	/* keep the sentence in `e` */
	return err_set(e, ERR_STALE, NULL, "Not undone: %s has changed %s since, %s.",
	    who.len > 0 ? who.s : "chairside", name.len > 0 ? name.s : "it", when.s);
}
