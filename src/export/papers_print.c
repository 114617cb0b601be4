/*
 * papers_print.c - see papers_print.h.
 */
#include "export/papers_print.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "export/paper.h"
#include "practice/consent_words.h"

struct sheet {
	struct practice *p;
	const struct record *document;
	const struct record *consent;	/* NULL: a blank one */
};

static void
put_lines(struct paper *x)
{
	static const char *const name[] = { "name", "signed", NULL };
	static const char *const day[] = { "born", "on", NULL };
	static const char *const guardian[] = { "signed as (if for another)", NULL };
	static const char *const staff[] = { "explained by", "seen by", NULL };

	paper_block(x, "", "", "");
	paper_blanks(x, name);
	paper_blanks(x, day);
	paper_blanks(x, guardian);
	paper_blanks(x, staff);
}

static void
put_sheet(struct paper *x, const struct sheet *s)
{
	const struct record *d = s->document;
	AUTO_BUF struct buf below = BUF_INIT, words = BUF_INIT;

	buf_addf(&below, "%s. %s, edition %" PRId64 ", %s%s",
	    record_text(s->p->settings, "name"), record_text(d, "code"),
	    record_int(d, "edition"), record_text(d, "language"),
	    strcmp(record_text(d, "state"), "draft") == 0 ? ", DRAFT" : "");
	paper_page(x, record_text(d, "title"), below.s);
	if (s->consent != NULL) {
		consent_words(s->p, s->consent, d, &words);
		paper_lines(x, words.s, paper_prose);
	}
	paper_lines(x, record_text(d, "body"), paper_prose);
	if (s->consent == NULL && strcmp(record_text(d, "kind"), "consent") == 0)
		put_lines(x);
}

static bool
write_sheet(const struct sheet *s, const char *format, const char *target, struct err *e)
{
	const struct paper_format *f = paper_format_named(format, e);
	struct file_out *out;
	struct paper x;

	if (f == NULL || (out = file_out_open(target, e)) == NULL)
		return false;
	paper_begin(&x, f, file_out_stream(out), record_text(s->document, "title"));
	put_sheet(&x, s);
	paper_end(&x);
	return file_out_commit(out, e);
}

/* Of that edition and language, where they are said. */
static struct record *
find_document(struct practice *p, const char *code, int64_t edition, const char *language,
    struct err *e)
{
	struct stmt *st;
	int64_t id = 0;

	if (edition == 0 && language == NULL)
		return db_find(p->db, &record_document, NULL, code, e);
	st = db_stmt(p->db, "document_editions");
	stmt_set_text(st, "code", code);
	while (id == 0 && stmt_next(st))
		if ((edition == 0 || stmt_int(st, "edition") == edition) &&
		    (language == NULL || strcmp(stmt_text(st, "language"), language) == 0))
			id = stmt_int(st, "id");
	return stmt_end(st, e) && id != 0 ? db_get(p->db, &record_document, id, e) : NULL;
}

bool
document_print(struct practice *p, const char *code, int64_t edition, const char *language,
    const char *format, const char *target, struct err *e)
{
	AUTO_RECORD struct record *d = NULL;
	AUTO_BUF struct buf quoted = BUF_INIT;

	err_clear(e);
	d = find_document(p, code, edition, language, e);
	if (d != NULL)
		return write_sheet(&(struct sheet){ p, d, NULL }, format, target, e);
	field_quote(&quoted, code);
	return e->code != ERR_NONE ? false : err_set(e, ERR_NOTFOUND, NULL,
	    "There is no such edition of a document called \"%s\"; document list has them all.",
	    quoted.s);
}

bool
consent_print(struct practice *p, int64_t consent, const char *format, const char *target,
    struct err *e)
{
	AUTO_FREE char *label = xasprintf("export consent %" PRId64, consent);
	AUTO_RECORD struct record *r = NULL, *d = NULL;

	return practice_may(p, ACTION_READ_CLIENTS, e) &&
	    (r = db_get(p->db, &record_consent, consent, e)) != NULL &&
	    (d = db_get(p->db, &record_document, record_int(r, "document"), e)) != NULL &&
	    db_note(p->db, "export", label, e) &&
	    write_sheet(&(struct sheet){ p, d, r }, format, target, e);
}
