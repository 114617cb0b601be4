/*
 * journal.c - see journal.h.
 */
#include "practice/journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/history.h"
#include "practice/naming.h"
#include "practice/picks.h"
#include "practice/undo_words.h"

#define NAMED_MAX 3	/* clients of one entry by name */
#define CHANGES_MAX 200	/* records on the page of one entry */

static const struct {
	const char *stored, *shown;
} kinds[] = {
	{ "change", "change" }, { "read", "look" }, { "login", "login" },
	{ "denied", "refused" }, { "export", "export" }, { "undo", "undo" },
	{ "redo", "redo" }, { "import", "import" }, { "pin", "PIN" },
	{ "backup", "backup" }, { "restore", "restore" }, { "older", "older copy" },
	{ "load", "begin" }, { "fetch", "fetch" }, { "rescue", "rescue page" },
	{ "print", "print" }, { "erase", "erase" }, { "move", "move" },
	{ "migrate", "update" },
};

const char *
journal_kind(size_t i)
{
	return i < ARRAY_LEN(kinds) ? kinds[i].shown : NULL;
}

const char *
journal_kind_shown(const char *stored)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].stored, stored) == 0)
			return kinds[i].shown;
	return stored;
}

/* --- filters ------------------------------------------------------------------------- */

void
journal_filter_add(const struct journal_filter *f, struct buf *out)
{
	buf_addf(out, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %s", f->who, f->client,
	    (int64_t)f->from, (int64_t)f->to, f->kind != NULL ? f->kind : "-");
}

void
journal_filter_read(const char *word, struct journal_filter *f)
{
	int64_t from, to;
	char kind[16] = "";
	size_t i;

	*f = (struct journal_filter){ .from = DATE_NONE, .to = DATE_NONE };
	if (word == NULL || sscanf(word, "%" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64
	    " %15[^\n]", &f->who, &f->client, &from, &to, kind) != 5)
		return;
	f->from = (date_day)from;
	f->to = (date_day)to;
	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].shown, kind) == 0)
			f->kind = kinds[i].shown;
}

static void
add_part(const char *before, const char *words, struct buf *out)
{
	buf_addf(out, "%s%s%s", out->len > 0 ? ", " : "", before, words);
}

void
journal_filter_words(struct practice *p, const struct journal_filter *f, struct buf *out)
{
	AUTO_BUF struct buf who = BUF_INIT, client = BUF_INIT;
	char day[24];

	if (f->who != 0 && naming_add_id(p, &record_staff, f->who, &who))
		add_part("", who.s, out);
	if (f->client != 0 && naming_add_id(p, &record_client, f->client, &client))
		add_part("about ", client.s, out);
	if (f->kind != NULL)
		add_part("only ", f->kind, out);
	if (f->from != DATE_NONE && f->from == f->to) {
		add_part("", date_to_words(f->from, true, day), out);
		return;
	}
	if (f->from != DATE_NONE)
		add_part("from ", date_to_words(f->from, true, day), out);
	if (f->to != DATE_NONE)
		add_part("up to ", date_to_words(f->to, true, day), out);
}

static bool
parse_kind(const char *word, struct journal_filter *f, struct err *e)
{
	AUTO_BUF struct buf all = BUF_INIT, shown = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		if (text_fold_cmp(kinds[i].shown, word) == 0) {
			f->kind = kinds[i].shown;
			return true;
		}
		buf_addf(&all, "%s%s", i > 0 ? ", " : "", kinds[i].shown);
	}
	field_quote(&shown, word);
	return err_set(e, ERR_USAGE, "kind", "The journal has no entries of the kind \"%s\"; "
	    "there are %s.", shown.s, all.s);
}

static bool
parse_day(struct practice *p, const char *field, const char *text, date_day *day, struct err *e)
{
	const struct field at = { .name = field, .type = FIELD_DATE };
	struct value v = VALUE_INIT;
	bool ok = field_parse(&at, &p->context, text, &v, e);

	*day = ok && v.kind == VALUE_TEXT ? date_from_iso(v.s) : DATE_NONE;
	value_clear(&v);
	return ok;
}

bool
journal_filter_parse(struct practice *p, const char *who, const char *client,
    const char *kind, const char *from, const char *to, struct journal_filter *f,
    struct err *e)
{
	return (who == NULL || pick_resolve(p, &record_staff, who, &f->who, e)) &&
	    (client == NULL || pick_resolve(p, &record_client, client, &f->client, e)) &&
	    (kind == NULL || parse_kind(kind, f, e)) &&
	    (from == NULL || parse_day(p, "from", from, &f->from, e)) &&
	    (to == NULL || parse_day(p, "to", to, &f->to, e));
}

void
journal_filter_set(struct stmt *st, const struct journal_filter *f)
{
	size_t i;

	if (f->who != 0)
		stmt_set_int(st, "who", f->who);
	if (f->client != 0)
		stmt_set_int(st, "client", f->client);
	for (i = 0; f->kind != NULL && i < ARRAY_LEN(kinds); i++)
		if (f->kind == kinds[i].shown)
			stmt_set_text(st, "kind", kinds[i].stored);
	stmt_set_int(st, "from", f->from != DATE_NONE ? clock_instant(f->from, 0) : INT64_MIN);
	stmt_set_int(st, "until", f->to != DATE_NONE ? clock_instant(f->to + 1, 0) : INT64_MAX);
}

/* --- words --------------------------------------------------------------------------- */

/* Adds the rest of a label: "TYPE NUMBER" as the record's name, no other number. */
static void
add_named(struct practice *p, const char *label, struct buf *out)
{
	AUTO_FREE char *copy = xstrdup(label);
	char *rest = NULL, *word, *next, *end;

	for (word = strtok_r(copy, " ", &rest); word != NULL; word = next) {
		AUTO_FREE char *bare = xstrndup(word, strcspn(word, ":"));
		const struct record_type *t = record_type_find(bare);
		AUTO_BUF struct buf name = BUF_INIT;
		int64_t id;

		next = strtok_r(NULL, " ", &rest);
		id = next != NULL ? strtoll(next, &end, 10) : 0;
		if (t == NULL || strcmp(t->name, bare) != 0 || id == 0 ||
		    (*end != '\0' && *end != ',')) {
			if (word[strspn(word, "0123456789")] != '\0' || next != NULL) {
				buf_addc(out, ' ');
				text_show(out, word, false);
			}
			continue;
		}
		if (!naming_add_id(p, t, id, &name))
			buf_addf(&name, "%s that is gone", word);
		buf_addf(out, " %s", name.s);
		next = strtok_r(NULL, " ", &rest);
	}
}

static void
add_label(struct practice *p, const char *label, struct buf *out)
{
	undo_label_done(label, out);
	add_named(p, label + strcspn(label, " "), out);
}

/* "Looked at Allen, Claire; Peel, Ben and 3 others". */
static void
add_looked(struct practice *p, int64_t n, struct buf *out)
{
	struct stmt *st = db_stmt(p->db, "journal_looks");
	long named = 0, others = 0;

	buf_adds(out, "Looked at");
	stmt_set_int(st, "n", n);
	while (stmt_next(st)) {
		AUTO_BUF struct buf name = BUF_INIT;

		if (named == NAMED_MAX) {
			others++;
			continue;
		}
		if (stmt_is_null(st, "known"))
			buf_adds(&name, "a client who is erased");
		else
			naming_add_row(st, stmt_int(st, "client"), &name);
		buf_adds(out, named++ > 0 ? "; " : " ");
		text_show(out, name.s, false);
	}
	stmt_end(st, NULL);
	if (others > 0)
		buf_addf(out, " and %ld other%s", others, text_plural(others));
}

/* Without the process, which is for the program. */
static void
add_login(const char *label, struct buf *out)
{
	AUTO_FREE char *words = xstrndup(label, strstr(label, ", process ") != NULL ?
	    (size_t)(strstr(label, ", process ") - label) : strlen(label));

	if (strncmp(words, "log in", 6) == 0)
		buf_addf(out, "Logged in%s", words + 6);
	else if (strncmp(words, "log out, ", 9) == 0)
		buf_addf(out, "Logged out: %s", words + 9);
	else if (strcmp(words, "no log out") == 0)
		buf_adds(out, "An earlier login ended without a log out: killed, or the "
		    "machine stopped");
	else
		text_show(out, words, false);
}

void
journal_add_words(struct practice *p, int64_t n, const char *stored, const char *label,
    struct buf *out)
{
	struct undoable u;
	struct err none;

	if (strcmp(stored, "read") == 0 && strcmp(label, "read clients") == 0)
		add_looked(p, n, out);
	else if (strcmp(stored, "login") == 0)
		add_login(label, out);
	else if (strcmp(stored, "denied") == 0) {
		buf_adds(out, "Refused:");
		add_named(p, label + strcspn(label, " "), out);
	} else if (strcmp(stored, "load") == 0)
		buf_adds(out, "Made the practice file");
	else if ((strcmp(stored, "change") == 0 || strcmp(stored, "import") == 0 ||
	    strcmp(stored, "undo") == 0 || strcmp(stored, "redo") == 0) &&
	    undoable_of(p, n, &u, &none)) {
		buf_adds(out, strcmp(stored, "undo") == 0 ? "Took back: " :
		    strcmp(stored, "redo") == 0 ? "Did again: " : "");
		undoable_words(p, &u, out);
	} else
		add_label(p, label, out);
}

void
journal_add_look(const char *word, struct buf *out)
{
	static const struct { const char *word, *shown; } looks[] = {
		{ "client", "page" }, { "form", "a form" }, { "preflight", "what stops a start" },
		{ "emergency", "emergency view" }, { "due_text", "a text to send" },
		{ "copied", "a text, copied to the terminal" },
		{ "merge", "both cards, to merge them" }, { "history", "the history" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(looks); i++)
		if (strcmp(looks[i].word, word) == 0) {
			buf_adds(out, looks[i].shown);
			return;
		}
	text_show(out, word, false);
}

/* --- one entry ------------------------------------------------------------------------ */

struct entry_sink {
	struct practice *p;
	struct buf *out;
	long n;
};

static void
add_value(struct practice *p, const struct field *f, const struct value *v, struct buf *out)
{
	const struct record_type *to = f->type == FIELD_LINK ? record_type_find(f->link) : NULL;
	AUTO_BUF struct buf plain = BUF_INIT;

	if (v->kind == VALUE_NULL)
		buf_adds(out, "blank");
	else if (to != NULL) {
		if (!naming_add_id(p, to, v->i, out))
			buf_adds(out, "a record that is gone");
	} else {
		field_show(f, &p->context, v, &plain);
		text_show(out, plain.s, false);
	}
}

static void
add_fields(struct entry_sink *t, const struct history_entry *en)
{
	size_t i;

	for (i = 0; i < en->n_changes; i++) {
		const struct history_change *ch = &en->changes[i];

		if ((ch->field->flags & practice_hides(t->p)) != 0)
			continue;
		buf_addf(t->out, "%s\t", ch->field->label);
		add_value(t->p, ch->field, en->op == 'D' ? &ch->before : &ch->after, t->out);
		if (en->op == 'U') {
			buf_adds(t->out, " (was ");
			add_value(t->p, ch->field, &ch->before, t->out);
			buf_addc(t->out, ')');
		}
		buf_addc(t->out, '\n');
	}
}

static bool
add_record(const struct record_type *type, int64_t row, const struct history_entry *en,
    void *arg)
{
	struct entry_sink *t = arg;
	AUTO_BUF struct buf name = BUF_INIT, kind = BUF_INIT;

	if (t->n++ == CHANGES_MAX) {
		buf_adds(t->out, "\n\tand more\n");
		return false;
	}
	naming_add_id(t->p, type, row, &name);
	text_fold(&kind, type->label);
	/* "receipt 12 of Allen, Claire", and a visit's day and time, show the type */
	if (strncmp(name.s, kind.s, kind.len) == 0 || (type == &record_session && name.len > 0))
		buf_cut(&kind, 0);
	buf_addf(t->out, "\n\t%s %s%s%s\n", en->op == 'I' ? "Added" : en->op == 'U' ? "Changed" :
	    en->op == 'D' ? "Removed" : "Erased:", kind.s, kind.len > 0 && name.len > 0 ? " " : "",
	    name.s);
	if (!type->medical || practice_allows(t->p, ACTION_READ_MEDICAL))
		add_fields(t, en);
	return true;
}

static void
add_looks(struct practice *p, int64_t n, struct buf *out)
{
	struct stmt *st = db_stmt(p->db, "journal_looks");
	bool any = false;

	stmt_set_int(st, "n", n);
	while (stmt_next(st)) {
		AUTO_BUF struct buf name = BUF_INIT, when = BUF_INIT;

		buf_adds(out, any ? "" : "\n\tWho was looked at\n");
		any = true;
		if (stmt_is_null(st, "known"))
			buf_adds(&name, "a client who is erased");
		else
			naming_add_row(st, stmt_int(st, "client"), &name);
		field_show_instant(&p->context, stmt_int(st, "at"), &when);
		buf_addf(out, "%s\t", when.s);
		text_show(out, name.s, false);
		buf_adds(out, ": ");
		journal_add_look(stmt_text(st, "what"), out);
		buf_addc(out, '\n');
	}
	stmt_end(st, NULL);
}

bool
journal_entry_page(struct practice *p, int64_t n, struct buf *out, struct err *e)
{
	struct entry_sink t = { p, out, 0 };
	AUTO_BUF struct buf when = BUF_INIT, words = BUF_INIT;
	struct stmt *st;
	bool found;

	if (!practice_may(p, ACTION_JOURNAL, e))
		return false;
	st = db_stmt(p->db, "page_journal_row");
	stmt_set_int(st, "id", n);
	found = stmt_next(st);
	if (found) {
		field_show_instant(&p->context, stmt_int(st, "at"), &when);
		buf_addf(out, "When\t%s\nWho\t", when.s);
		text_show(out, stmt_text(st, "who_name"), false);
		journal_add_words(p, n, stmt_text(st, "kind"), stmt_text(st, "label"), &words);
		buf_addf(out, "\nKind\t%s\nWhat\t%s\n", journal_kind_shown(stmt_text(st, "kind")),
		    words.s);
	}
	if (!stmt_end(st, e))
		return false;
	if (!found)
		return err_set(e, ERR_NOTFOUND, NULL, "That entry is not in the journal.");
	add_looks(p, n, out);
	return db_entry_records(p->db, n, add_record, &t, e);
}
