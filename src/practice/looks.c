/*
 * looks.c - see looks.h.
 */
#include "practice/looks.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/write.h"

/* --- drawing ---------------------------------------------------------------------------------- */

/* So many times of a hundred, and never foreseen. */
static bool
is_drawn(int64_t percent)
{
	unsigned char byte;

	do
		digest_random(&byte, sizeof(byte));
	while (byte >= 200);
	return byte % 100 < percent;
}

bool
looks_draw(struct db *db, int64_t session, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_second_look);
	struct stmt *st = db_stmt(db, "look_draw");
	bool drawn = false;

	stmt_set_int(st, "session", session);
	if (stmt_next(st)) {
		drawn = is_drawn(stmt_int(st, "percent"));
		record_set_int(r, "client", stmt_int(st, "client"));
		record_set_int(r, "signature", stmt_int(st, "signature"));
		record_set_int(r, "staff", stmt_int(st, "staff"));
	}
	if (!stmt_end(st, e) || !drawn)
		return e->code == ERR_NONE;
	record_set_text(r, "act", "drawn");
	record_set_int(r, "at", clock_now());
	return db_insert(db, r, e);
}

/* --- what waits ------------------------------------------------------------------------------- */

static void
read_look(struct practice *p, struct stmt *st, struct look *l)
{
	AUTO_BUF struct buf name = BUF_INIT, by = BUF_INIT, reason = BUF_INIT;

	*l = (struct look){ .signature = stmt_int(st, "signature"),
	    .session = stmt_int(st, "session"), .screening = stmt_int(st, "screening"),
	    .client = stmt_int(st, "client"), .staff = stmt_int(st, "staff") };
	naming_add_id(p, l->session != 0 ? &record_session : &record_screening,
	    l->session != 0 ? l->session : l->screening, &name);
	text_show(&by, stmt_text(st, "by"), false);
	text_show(&reason, stmt_text(st, "reason"), false);
	text_copy(l->name, sizeof(l->name), name.s);
	text_copy(l->by, sizeof(l->by), by.s);
	text_copy(l->reason, sizeof(l->reason), reason.s);
}

/* Asks no right. */
static bool
each_waiting(struct practice *p, bool (*fn)(const struct look *, void *), void *arg,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "look_waiting");
	bool more = true;

	stmt_set_int(st, "staff", p->staff->id);
	while (more && stmt_next(st)) {
		struct look l;

		read_look(p, st, &l);
		more = fn(&l, arg);
	}
	return stmt_end(st, e);
}

bool
looks_waiting(struct practice *p, bool (*fn)(const struct look *, void *), void *arg,
    struct err *e)
{
	return practice_may(p, ACTION_TREAT, e) && each_waiting(p, fn, arg, e);
}

bool
looks_count(struct practice *p, long *n, struct err *e)
{
	struct stmt *st;

	*n = 0;
	err_clear(e);
	if (!practice_allows(p, ACTION_TREAT))
		return true;
	st = db_stmt(p->db, "look_count");
	stmt_set_int(st, "staff", p->staff->id);
	if (stmt_next(st))
		*n = (long)stmt_int(st, "n");
	return stmt_end(st, e);
}

bool
looks_waiting_words(struct practice *p, struct buf *out, struct err *e)
{
	long n;

	if (!looks_count(p, &n, e))
		return false;
	if (n > 0)
		buf_addf(out, "%ld second look%s", n, text_plural(n));
	return true;
}

/* --- saying ----------------------------------------------------------------------------------- */

struct saying {
	struct practice *p;
	const struct look *l;
	bool agrees, waits;
	const char *words;
};

static bool
is_it(const struct look *waiting, void *arg)
{
	struct saying *s = arg;

	s->waits = waiting->signature == s->l->signature &&
	    waiting->screening == s->l->screening;
	return !s->waits;
}

static bool
say_inside(struct db *db, void *arg, struct err *e)
{
	struct saying *s = arg;
	const struct look *l = s->l;
	AUTO_RECORD struct record *r = record_new(&record_second_look);

	if (!each_waiting(s->p, is_it, s, e))
		return false;
	if (!s->waits)
		return err_set(e, ERR_INVALID, NULL, "%s does not wait for a second look of yours: "
		    "it was looked at, or the supervisor of %s looks.", l->name, l->by);
	db_label(db, "%s %s %" PRId64, s->agrees ? "agree with" : "disagree with",
	    l->session != 0 ? "session" : "screening",
	    l->session != 0 ? l->session : l->screening);
	record_set_int(r, "client", l->client);
	if (l->signature != 0)
		record_set_int(r, "signature", l->signature);
	if (l->screening != 0)
		record_set_int(r, "screening", l->screening);
	record_set_text(r, "act", s->agrees ? "agreed" : "disagreed");
	record_set_int(r, "staff", l->staff);
	record_set_int(r, "at", clock_now());
	record_set_int(r, "looked_by", s->p->staff->id);
	return (s->words == NULL || record_parse(r, &s->p->context, "words", s->words, e)) &&
	    record_check(r, e) && db_insert(db, r, e);
}

bool
look_say(struct practice *p, const struct look *l, bool agrees, const char *words,
    struct err *e)
{
	struct saying s = { .p = p, .l = l, .agrees = agrees, .words = agrees ? NULL : words };

	if (!practice_may(p, ACTION_TREAT, e))
		return false;
	if (!agrees && (words == NULL || words[strspn(words, " \n")] == '\0'))
		return err_set(e, ERR_INVALID, "words", "Why do you not agree?");
	return practice_write(p, "second look", say_inside, &s, NULL, e);
}
