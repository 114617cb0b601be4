/*
 * history.c - see history.h.
 */
#include "practice/backups.h"
#include "practice/history.h"
#include "practice/sign.h"

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/json_record.h"
#include "practice/files.h"
#include "practice/undo_consents.h"
#include "practice/undo_words.h"

struct history_sink {
	struct practice *p;
	const struct record_type *type;
	bool medical;
	long n;
	/* lines or JSON, one of them */
	bool (*fn)(const struct history_line *, void *);
	void *arg;
	struct json *json;
};

/* Adds the name of a member of staff. */
static void
add_person(struct practice *p, int64_t who, struct buf *out)
{
	AUTO_RECORD struct record *staff = NULL;

	if (who == 0) {
		buf_adds(out, "chairside");
		return;
	}
	staff = db_get(p->db, &record_staff, who, NULL);
	if (staff != NULL)
		buf_adds(out, record_text(staff, "name"));
	else
		buf_adds(out, "somebody who is gone");
}

static bool
hidden(const struct history_sink *t, const struct history_change *ch)
{
	return ch->field == NULL ||
	    (!t->medical && (ch->field->flags & FIELD_MEDICAL) != 0);
}

static bool
tell_lines(const struct history_entry *en, void *arg)
{
	struct history_sink *t = arg;
	AUTO_BUF struct buf who = BUF_INIT;
	struct history_line line = { .entry = en->n, .at = en->at, .op = en->op };
	size_t i;
	bool any = false, go_on = true;

	add_person(t->p, en->who, &who);
	line.who = who.s;
	t->n++;
	for (i = 0; go_on && i < en->n_changes; i++) {
		if (hidden(t, &en->changes[i]))
			continue;
		line.field = en->changes[i].field;
		line.before = &en->changes[i].before;
		line.after = &en->changes[i].after;
		go_on = t->fn(&line, t->arg);
		any = true;
	}
	return any ? go_on : t->fn(&line, t->arg);
}

static const char *
op_word(char op)
{
	return op == 'I' ? "made" : op == 'U' ? "changed" : op == 'D' ? "removed" :
	    "erased";
}

static bool
tell_json(const struct history_entry *en, void *arg)
{
	struct history_sink *t = arg;
	struct json *j = t->json;
	AUTO_BUF struct buf who = BUF_INIT;
	char at[CLOCK_ISO_SIZE];
	size_t i;

	add_person(t->p, en->who, &who);
	if (t->n++ == 0)
		json_array(j);
	json_object(j);
	json_key(j, "entry");
	json_int(j, en->n);
	json_key(j, "at");
	json_text(j, clock_iso(en->at, at));
	json_key(j, "who");
	json_text(j, who.s);
	json_key(j, "staff");
	json_int(j, en->who);
	json_key(j, "kind");
	json_text(j, en->kind);
	json_key(j, "label");
	json_text(j, en->label);
	json_key(j, "record");
	json_text(j, op_word(en->op));
	json_key(j, "changes");
	json_array(j);
	for (i = 0; i < en->n_changes; i++) {
		const struct history_change *ch = &en->changes[i];

		if (hidden(t, ch))
			continue;
		json_object(j);
		json_key(j, "field");
		json_text(j, ch->field->name);
		json_key(j, "before");
		json_field(j, ch->field, &ch->before);
		json_key(j, "after");
		json_field(j, ch->field, &ch->after);
		json_close(j);
	}
	json_close(j);
	json_close(j);
	return true;
}

static bool
type_words(const char *name, struct err *e)
{
	AUTO_BUF struct buf names = BUF_INIT, shown = BUF_INIT;
	size_t i;

	for (i = 0; record_types[i] != NULL; i++)
		buf_addf(&names, "%s%s", i > 0 ? ", " : "", record_types[i]->name);
	text_show(&shown, name, false);
	return err_set(e, ERR_USAGE, NULL,
	    "There are no records called \"%.80s\"; there are %s.", shown.s,
	    names.s);
}

static bool
history(struct history_sink *t, const char *type, int64_t id,
    bool (*tell)(const struct history_entry *, void *), struct err *e)
{
	t->type = record_type_find(type);
	if (t->type == NULL)
		return type_words(type, e);
	t->medical = practice_allows(t->p, ACTION_READ_MEDICAL);
	return practice_may(t->p, t->type->medical ? ACTION_READ_MEDICAL :
	    ACTION_READ_CLIENTS, e) &&
	    db_history(t->p->db, t->type, id, tell, t, e);
}

/* No journal entry: there is no such record, or it is unchanged since the file was
 * made. */
static bool
nothing_told(const struct history_sink *t, int64_t id, struct err *e)
{
	AUTO_RECORD struct record *r = t->n > 0 ? NULL :
	    db_get(t->p->db, t->type, id, e);

	return t->n > 0 || r != NULL;
}

bool
practice_history(struct practice *p, const char *type, int64_t id,
    bool (*fn)(const struct history_line *, void *), void *arg, struct err *e)
{
	struct history_sink t = { .p = p, .fn = fn, .arg = arg };

	return history(&t, type, id, tell_lines, e) && nothing_told(&t, id, e);
}

bool
practice_history_json(struct practice *p, const char *type, int64_t id, FILE *f,
    struct err *e)
{
	struct json json;
	struct history_sink t = { .p = p, .json = &json };

	/* write nothing before there is a line */
	json_start(&json, f, false);
	if (!history(&t, type, id, tell_json, e) || !nothing_told(&t, id, e))
		return false;
	if (t.n == 0)
		json_array(&json);
	json_close(&json);
	json_finish(&json);
	return true;
}

/* --- undo and redo ------------------------------------------------------------ */

bool
practice_undo(struct practice *p, struct undone *u, struct buf *label,
    struct err *e)
{
	*u = (struct undone){ .entry = 0 };
	if (!practice_may(p, ACTION_UNDO, e) ||
	    !undo_entry(p, 0, u, label, e))
		return false;
	u->batch = db_batch_of(p->db, u->entry, &u->left);
	u->entries = 1;
	return true;
}

bool
practice_undo_batch(struct practice *p, struct undone *u, struct buf *label,
    struct err *e)
{
	int64_t n;

	if (!practice_undo(p, u, label, e))
		return false;
	while (u->batch != 0 && (n = db_batch_newest(p->db, u->batch)) != 0) {
		if (!undo_entry(p, n, u, NULL, e))
			return false;
		u->entries++;
		u->left--;
	}
	return true;
}

bool
practice_redo(struct practice *p, struct undone *u, struct buf *label,
    struct err *e)
{
	*u = (struct undone){ .entry = 0 };
	if (!practice_may(p, ACTION_UNDO, e))
		return false;
	if (!db_redo(p->db, &u->entry, label, e))
		return e->code == ERR_STALE && undo_tell_stale(p, u->entry, e);
	u->entries = 1;
	return true;
}

/* --- checks --------------------------------------------------------------------- */

bool
practice_check(struct practice *p, bool deep,
    void (*say)(const char *, void *), void *arg, long *problems, struct err *e)
{
	long signatures = 0;

	return practice_may(p, ACTION_CHECK, e) &&
	    db_check(p->db, deep, say, arg, problems, e) &&
	    db_check_rules(p->db, say, arg, problems, e) &&
	    files_check(p, deep, say, arg, problems, e) &&
	    (!deep || backups_check(p, say, arg, problems, e)) &&
	    (deep ? sign_verify(p, 0, say, arg, &signatures, problems, e) :
	    sign_digests(p, say, arg, problems, e));
}

bool
practice_rebuild(struct practice *p, struct err *e)
{
	return practice_may(p, ACTION_CHECK, e) && db_rebuild(p->db, e);
}
