/*
 * journal_check.c - is the journal the one that was written, and the one that was known?
 * See journal.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/backup.h"
#include "db/db.h"
#include "practice/journal.h"

#define DIGITS_MIN 8	/* of a head that somebody noted */

struct checking {
	struct practice *p;
	void (*say)(const char *, void *);
	void *arg;
	struct journal_verdict *v;
};

static void
problem(struct checking *k, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void
problem(struct checking *k, const char *fmt, ...)
{
	AUTO_BUF struct buf words = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&words, fmt, ap);
	va_end(ap);
	k->say(words.s, k->arg);
	k->v->problems++;
}

/* A head that was known elsewhere; `whose` begins the sentence. */
static bool
compare(struct checking *k, const char *whose, int64_t n, const char *hex, struct err *e)
{
	enum head_fits fits;

	if (!db_head_fits(k->p->db, n, hex, &fits, e))
		return false;
	if (fits == HEAD_CUT)
		problem(k, "%s knows entry %" PRId64 ", and this journal ends before it: an "
		    "older copy stands in the place of the practice file, or it was cut at its "
		    "end.", whose, n);
	else if (fits == HEAD_OTHER)
		problem(k, "%s knows another entry %" PRId64 " than this journal: something up to "
		    "there was changed by somebody who has the key, or this is another file.",
		    whose, n);
	return true;
}

/* "N:DIGEST" */
static bool
compare_given(struct checking *k, const char *head, struct err *e)
{
	char *end;
	long long n = strtoll(head, &end, 10);
	size_t digits = *end == ':' ? strspn(end + 1, "0123456789abcdef") : 0;

	if (n <= 0 || digits < DIGITS_MIN || digits > 64 || end[1 + digits] != '\0')
		return err_set(e, ERR_USAGE, "head", "A head is an entry's number and a digest, as "
		    "journal verify prints it: 1234:0123456789abcdef.");
	return compare(k, "The head that you give", n, end + 1, e);
}

/* When the practice was restored last; 0: never. */
static bool
restored_at(struct practice *p, instant *at, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "journal_newest_of_kind");

	stmt_set_text(st, "kind", "restore");
	*at = stmt_next(st) ? stmt_int(st, "at") : 0;
	return stmt_end(st, e);
}

/* A backup older than a restore knows what that restore took away. */
static bool
compare_backup(struct checking *k, struct err *e)
{
	AUTO_BUF struct buf whose = BUF_INIT;
	struct backup b = { .path = NULL };
	instant restored;
	bool ok = restored_at(k->p, &restored, e);

	if (ok && backup_newest(k->p->db, &b) && b.made > restored) {
		buf_adds(&whose, "The backup of ");
		field_show_instant(&k->p->context, b.made, &whose);
		ok = compare(k, whose.s, b.entry, b.head, e);
	}
	backup_clear(&b);
	return ok;
}

/* What a login noticed when it opened the file. */
static bool
tell_older(struct checking *k, struct err *e)
{
	struct stmt *st = db_stmt(k->p->db, "journal_newest_of_kind");
	AUTO_BUF struct buf when = BUF_INIT;

	stmt_set_text(st, "kind", "older");
	if (stmt_next(st)) {
		field_show_instant(&k->p->context, stmt_int(st, "at"), &when);
		problem(k, "Until %s, entry %" PRId64 ", another journal stood here (%s): an "
		    "older copy was put in the place of the practice file.", when.s,
		    stmt_int(st, "n"), stmt_text(st, "label"));
	}
	return stmt_end(st, e);
}

bool
journal_check(struct practice *p, const char *head, void (*say)(const char *, void *),
    void *arg, struct journal_verdict *v, struct err *e)
{
	struct checking k = { p, say, arg, v };

	*v = (struct journal_verdict){ 0 };
	if (!practice_may(p, ACTION_CHECK, e) ||
	    !db_check_journal(p->db, say, arg, &v->problems, e) ||
	    (head != NULL && !compare_given(&k, head, e)) || !compare_backup(&k, e) ||
	    !tell_older(&k, e) || !db_journal_head(p->db, &v->entries, NULL, e))
		return false;
	journal_head_tell(p, v->head, &v->log);
	return true;
}
