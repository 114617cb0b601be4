/*
 * papers.c - see papers.h.
 */
#include "practice/papers.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/editions.h"
#include "practice/shipped.h"

/* --- saving -------------------------------------------------------------------------------- */

static bool
ask_document(struct practice *p, struct record *next, UNUSED const struct record *was,
    UNUSED void *arg, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "document_editions");
	const char *code = record_text(next, "code"), *language = record_text(next, "language");
	bool twice = false, other = false;

	stmt_set_text(st, "code", code);
	while (stmt_next(st)) {
		if (stmt_int(st, "id") == next->id)
			continue;
		twice |= stmt_int(st, "edition") == record_int(next, "edition") &&
		    strcmp(stmt_text(st, "language"), language) == 0;
		other |= strcmp(stmt_text(st, "kind"), record_text(next, "kind")) != 0;
	}
	if (!stmt_end(st, e))
		return false;
	if (twice)
		return err_set(e, ERR_INVALID, "edition", "Edition %" PRId64 " of %s in %s is here "
		    "already; its list begins the next one from it.", record_int(next, "edition"),
		    code, language);
	return !other || err_set(e, ERR_INVALID, "kind",
	    "The other editions of %s are of another kind.", code);
}

bool
document_add(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask_document, .draft = draft };

	return practice_add(p, ACTION_WRITE_SETTINGS, r, &rules, e);
}

bool
document_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask_document, .draft = draft };

	return practice_save(p, ACTION_WRITE_SETTINGS, mine, base, m, &rules, e);
}

struct record *
document_next(struct practice *p, int64_t id, struct err *e)
{
	struct record *r = db_get(p->db, &record_document, id, e);
	struct stmt *st;
	int64_t newest = 0;

	if (r == NULL)
		return NULL;
	st = db_stmt(p->db, "document_editions");
	stmt_set_text(st, "code", record_text(r, "code"));
	if (stmt_next(st))
		newest = stmt_int(st, "edition");
	if (!stmt_end(st, e)) {
		record_free(r);
		return NULL;
	}
	r->id = r->version = 0;
	record_set_int(r, "edition", newest + 1);
	record_set_text(r, "state", "draft");
	return r;
}

/* --- publishing ------------------------------------------------------------------------------ */

bool
document_publish(struct practice *p, int64_t id, struct err *e)
{
	return edition_turn(p, &record_document, id, "publish", "published", "", e);
}

bool
document_retire(struct practice *p, int64_t id, struct err *e)
{
	return edition_turn(p, &record_document, id, "retire", "retired", "draft", e);
}

static bool
each(struct stmt *st, bool (*fn)(const struct record *, void *), void *arg, struct err *e)
{
	bool more = true;

	while (more && stmt_next(st)) {
		AUTO_RECORD struct record *r = record_new(&record_document);

		db_read_record(st, r);
		more = fn(r, arg);
	}
	return stmt_end(st, e);
}

bool
documents_list(struct practice *p, bool (*fn)(const struct record *, void *), void *arg,
    struct err *e)
{
	return each(db_stmt(p->db, "documents_all"), fn, arg, e);
}

bool
documents_to_sign(struct practice *p, const char *code,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "documents_to_sign");

	stmt_set_text(st, "code", code);
	return each(st, fn, arg, e);
}

/* --- services ---------------------------------------------------------------------------------- */

static bool
is_published(struct practice *p, const struct record *service, const char *field, struct err *e)
{
	const char *code = record_text(service, field);
	AUTO_BUF struct buf quoted = BUF_INIT;
	AUTO_RECORD struct record *r = NULL;

	if (*code == '\0')
		return true;
	r = db_find(p->db, &record_document, NULL, code, e);
	if (r == NULL && e->code != ERR_NONE)
		return false;
	if (r != NULL && strcmp(record_text(r, "kind"), field) == 0)
		return true;
	field_quote(&quoted, code);
	return r == NULL ? err_set(e, ERR_INVALID, field, "There is no published document called "
	    "\"%s\"; Practice, Papers has them all.", quoted.s) :
	    err_set(e, ERR_INVALID, field, "\"%s\" is of another kind.", quoted.s);
}

bool
document_ask_service(struct practice *p, const struct record *service, struct err *e)
{
	return is_published(p, service, "consent", e) && is_published(p, service, "aftercare", e);
}

/* --- what ships -------------------------------------------------------------------------------- */

struct papers {
	struct db *db;
	const char *state;	/* that they come in as; NULL: one that is lacking stops it */
};

static bool
is_here(struct db *db, const char *code, bool *here, struct err *e)
{
	struct stmt *st = db_stmt(db, "document_editions");

	stmt_set_text(st, "code", code);
	*here = stmt_next(st);
	return stmt_end(st, e);
}

static bool
install(UNUSED const char *name, const char *json, void *arg, struct err *e)
{
	const struct papers *papers = arg;
	AUTO_RECORD struct record *r = record_new(&record_document);
	struct stmt *st = db_stmt(papers->db, "document_of_json");
	bool here;

	stmt_set_text(st, "json", json);
	if (stmt_next(st))
		db_read_record(st, r);
	if (!stmt_end(st, e) || !is_here(papers->db, record_text(r, "code"), &here, e))
		return false;
	if (here || papers->state == NULL)
		return here;
	record_set_text(r, "state", papers->state);
	return db_insert(papers->db, r, e);
}

bool
documents_install(struct db *db, struct err *e)
{
	return shipped_each("papers/", install, &(struct papers){ db, "published" }, e);
}

static bool
offer_inside(struct db *db, UNUSED void *arg, struct err *e)
{
	return shipped_each("papers/", install, &(struct papers){ db, "draft" }, e);
}

bool
documents_offer(struct practice *p, struct err *e)
{
	err_clear(e);
	if (shipped_each("papers/", install, &(struct papers){ p->db, NULL }, e))
		return true;
	return e->code == ERR_NONE &&
	    db_write(p->db, "note", "add sample papers as drafts", offer_inside, NULL, e);
}
