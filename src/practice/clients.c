/*
 * clients.c - finding, showing, adding and changing clients.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/json_record.h"
#include "practice/asked.h"
#include "practice/clients.h"
#include "practice/duplicates.h"
#include "practice/found.h"
#include "practice/search.h"

static void
read_line(struct stmt *st, struct client_line *l)
{
	l->id = stmt_int(st, "id");
	l->given = stmt_text(st, "given");
	l->family = stmt_text(st, "family");
	l->preferred = stmt_text(st, "preferred");
	l->phone = stmt_text(st, "phone");
	l->email = stmt_text(st, "email");
	l->born = stmt_text(st, "born");
	l->archived = stmt_int(st, "archived") != 0;
	l->sessions_done = stmt_int(st, "sessions_done");
	l->no_shows = stmt_int(st, "no_shows");
	l->first_visit = stmt_text(st, "first_visit");
	l->last_visit = stmt_text(st, "last_visit");
	l->sort_key = stmt_text(st, "sort_key");
}

/* Binds the start and length of a page: one line more than wanted. */
static void
set_page(struct stmt *st, const struct client_query *q)
{
	stmt_set_int(st, "archived", q->archived);
	stmt_set_text(st, "after", q->after);
	stmt_set_int(st, "after_id", q->after != NULL ? q->after_id : 0);
	stmt_set_int(st, "limit", q->limit > 0 ? q->limit + 1 : -1);
}

static bool
run_page(struct stmt *st, const struct client_query *q,
    bool (*fn)(const struct client_line *, void *), void *arg, bool *more,
    struct err *e)
{
	struct client_line line;
	long n = 0;

	while (stmt_next(st)) {
		if (q->limit > 0 && n++ == q->limit) {
			*more = true;
			break;
		}
		read_line(st, &line);
		if (!fn(&line, arg))
			break;
	}
	return stmt_end(st, e);
}

struct matches {
	struct db *db;
	const struct client_query *q;
	bool (*fn)(const struct client_line *, void *);
	void *arg;
	bool *more;
	long n;
	struct err *e;
	bool ok;
};

static bool
give_match(int64_t id, UNUSED const char *key, void *arg)
{
	struct matches *m = arg;
	struct stmt *st;
	struct client_line line;
	bool go_on = true;

	if (m->q->limit > 0 && m->n++ == m->q->limit) {
		*m->more = true;
		return false;
	}
	st = db_stmt(m->db, "client_line");
	stmt_set_int(st, "client", id);
	if (stmt_next(st)) {
		read_line(st, &line);
		go_on = m->fn(&line, m->arg);
	}
	m->ok = stmt_end(st, m->e);
	return m->ok && go_on;
}

static bool
list_matches(struct practice *p, const struct client_query *q,
    const char *folded, bool (*fn)(const struct client_line *, void *),
    void *arg, bool *more, struct err *e)
{
	AUTO_BUF struct buf match = BUF_INIT;
	struct found_query found = {
		.begins = folded, .archived = q->archived, .key = q->after,
		.id = q->after_id, .limit = q->limit > 0 ? q->limit + 1 : -1,
	};
	struct matches m = { p->db, q, fn, arg, more, 0, e, true };

	if (!search_expression(folded, record_text(p->settings, "phone_prefix"),
	    &match))
		return true;
	found.match = match.s;
	return found_clients(p->db, &found, give_match, &m, e) && m.ok;
}

/* All, or those whose sort key begins with `prefix`. */
static bool
list_from(struct practice *p, const struct client_query *q, const char *prefix,
    bool (*fn)(const struct client_line *, void *), void *arg, bool *more,
    struct err *e)
{
	AUTO_FREE char *until = xasprintf("%s" TEXT_LAST, prefix);
	struct client_query page = *q;
	struct stmt *st = db_stmt(p->db, "client_page");

	if (*prefix != '\0' && (q->after == NULL || strcmp(q->after, prefix) < 0)) {
		page.after = prefix;
		page.after_id = 0;
	}
	set_page(st, &page);
	stmt_set_text(st, "until", *prefix != '\0' ? until : NULL);
	return run_page(st, &page, fn, arg, more, e);
}

bool
clients_list(struct practice *p, const struct client_query *q,
    bool (*fn)(const struct client_line *, void *), void *arg, bool *more,
    struct err *e)
{
	AUTO_FREE char *words = text_trim(xstrdup(q->words != NULL ? q->words : ""));
	AUTO_BUF struct buf folded = BUF_INIT;
	bool others;

	if (more == NULL)
		more = &others;
	*more = false;
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	text_fold(&folded, words);
	/* a screen shows the names of one letter at once; all matches come from the
	 * search index */
	if (*words == '\0' || (q->limit > 0 && search_one_letter(folded.s)))
		return list_from(p, q, folded.s, fn, arg, more, e);
	return list_matches(p, q, folded.s, fn, arg, more, e);
}

/* --- one client ------------------------------------------------------------ */

void
practice_hide_medical(const struct practice *p, struct record *r)
{
	size_t i;

	if (practice_allows(p, ACTION_READ_MEDICAL))
		return;
	for (i = 0; i < r->type->n_fields; i++)
		if (r->type->fields[i].flags & FIELD_MEDICAL)
			value_clear(&r->values[i]);
}

struct record *
client_get(struct practice *p, int64_t id, struct err *e)
{
	struct record *r;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return NULL;
	r = db_get(p->db, &record_client, id, e);
	if (r != NULL)
		practice_hide_medical(p, r);
	return r;
}

static bool
settle_asked(struct practice *p, struct record *next, const struct record *was, UNUSED void *arg,
    UNUSED struct err *e)
{
	asked_settle(p, next, was);
	return true;
}

static const struct save_rules settle = { .ask = settle_asked };

bool
client_add(struct practice *p, struct record *client, struct err *e)
{
	return practice_add(p, ACTION_WRITE_CLIENTS, client, &settle, e);
}

int64_t
clients_known(struct practice *p)
{
	struct err e;
	int64_t n;

	return db_journal_head(p->db, &n, NULL, &e) ? n : 0;
}

static bool
settle_unlike(struct practice *p, struct record *next, const struct record *was,
    void *arg, struct err *e)
{
	const int64_t *known = arg;

	asked_settle(p, next, was);
	return client_is_unlike(p, next, *known, e);
}

bool
client_add_unlike(struct practice *p, struct record *client, int64_t known,
    struct draft *draft, struct err *e)
{
	struct save_rules unlike = { .ask = settle_unlike, .arg = &known, .draft = draft };

	return practice_add(p, ACTION_WRITE_CLIENTS, client, &unlike, e);
}

bool
client_add_inside(struct practice *p, struct record *client, int64_t known, struct err *e)
{
	return settle_unlike(p, client, NULL, &known, e) && db_insert(p->db, client, e);
}

bool
client_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = settle_asked, .draft = draft };

	return practice_save(p, ACTION_WRITE_CLIENTS, mine, base, m, &rules, e);
}

struct client_archive {
	const int64_t *ids;
	size_t n;
};

static bool
archive_inside(struct db *db, void *arg, struct err *e)
{
	const struct client_archive *a = arg;
	size_t i;

	for (i = 0; i < a->n; i++) {
		AUTO_RECORD struct record *r = db_get(db, &record_client, a->ids[i], e);
		AUTO_BUF struct buf name = BUF_INIT;

		if (r == NULL)
			return false;
		if (record_int(r, "archived") != 0) {
			client_display_name(r, &name);
			return err_set(e, ERR_INVALID, NULL, "%.400s is archived "
			    "already; nothing was changed.", name.s);
		}
		record_set_int(r, "archived", 1);
		if (!db_update(db, r, e))
			return false;
	}
	return true;
}

bool
clients_archive(struct practice *p, const int64_t *ids, size_t n, struct err *e)
{
	struct client_archive a = { ids, n };
	AUTO_FREE char *label = xasprintf("archive client %lld", (long long)ids[0]);

	return practice_may(p, ACTION_WRITE_CLIENTS, e) &&
	    db_write(p->db, "change", label, archive_inside, &a, e);
}

/* --- as JSON --------------------------------------------------------------- */

struct client_write {
	struct practice *p;
	struct json json;
	struct err *e;
	bool failed;
	long n;
};

static void
write_client(struct client_write *w, const struct record *r)
{
	json_record(&w->json, r, practice_hides(w->p));
}

static bool
write_line(const struct client_line *line, void *arg)
{
	struct client_write *w = arg;
	AUTO_RECORD struct record *r = db_get(w->p->db, &record_client, line->id,
	    w->e);

	w->failed = r == NULL;
	if (r == NULL)
		return false;
	if (w->n++ == 0)
		json_array(&w->json);
	write_client(w, r);
	return true;
}

bool
clients_write_json(struct practice *p, const struct client_query *q, FILE *f,
    struct err *e)
{
	struct client_write w = { .p = p, .e = e };

	/* checked before anything is written to the stream */
	json_start(&w.json, f, false);
	if (!clients_list(p, q, write_line, &w, NULL, e) || w.failed)
		return false;
	if (w.n == 0)
		json_array(&w.json);
	json_close(&w.json);
	json_finish(&w.json);
	return true;
}

bool
client_write_json(struct practice *p, int64_t id, FILE *f, struct err *e)
{
	AUTO_RECORD struct record *r = client_get(p, id, e);
	struct client_write w = { .p = p };

	if (r == NULL)
		return false;
	json_start(&w.json, f, false);
	write_client(&w, r);
	json_finish(&w.json);
	return true;
}
