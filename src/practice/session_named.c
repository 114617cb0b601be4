/*
 * session_named.c - the visit that somebody means: "lang anna 12 mar 10:00".
 */
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/picks.h"
#include "practice/sessions.h"

/* Joins words[from] to words[to - 1]. */
static char *
joined(const char *const *words, size_t from, size_t to)
{
	struct buf all = BUF_INIT;
	size_t i;

	for (i = from; i < to; i++)
		buf_addf(&all, "%s%s", i > from ? " " : "", words[i]);
	return buf_steal(&all);
}

/* Takes a day of up to four words from the end. */
static date_day
take_day(struct practice *p, const char *const *words, size_t *n)
{
	const struct field_context *c = &p->context;
	size_t most = *n - 1 < 4 ? *n - 1 : 4, k;

	for (k = most; k > 0; k--) {
		AUTO_FREE char *text = joined(words, *n - k, *n);
		date_day day = date_parse(text, c->date_order, c->today, true);

		if (day != DATE_NONE) {
			*n -= k;
			return day;
		}
	}
	return DATE_NONE;
}

/* The newest of the client's visits on that day, or of all that were begun. */
static bool
visit_of(struct practice *p, int64_t client, date_day day, int start, int64_t *session,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "session_named");
	AUTO_BUF struct buf who = BUF_INIT;
	char iso[DATE_ISO_SIZE], words[24];
	int64_t first = 0;
	size_t n = 0;

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "date", date_to_iso(day, iso));
	if (start >= 0)
		stmt_set_int(st, "start", start);
	while (stmt_next(st))
		if (n++ == 0)
			first = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	naming_add_id(p, &record_client, client, &who);
	if (n == 0)
		return err_set(e, ERR_NOTFOUND, NULL, "%s has no visit%s%s%s.", who.s,
		    day != DATE_NONE ? " on " : " that was begun", date_to_words(day, true, words),
		    start >= 0 ? " at that time" : "");
	if (n > 1 && day != DATE_NONE)
		return err_set(e, ERR_INVALID, NULL, "%s has %zu visits on %s: add at what time.",
		    who.s, n, date_to_words(day, true, words));
	*session = first;
	return true;
}

bool
session_named(struct practice *p, const char *const *words, size_t n, int64_t *session,
    struct err *e)
{
	date_day day;
	int64_t client = 0;
	int start = -1;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	if (n > 2 && (start = date_parse_time(words[n - 1])) >= 0 &&
	    strchr(words[n - 1], ':') != NULL)
		n--;
	else
		start = -1;
	day = take_day(p, words, &n);
	if (start >= 0 && day == DATE_NONE)
		return err_set(e, ERR_USAGE, NULL, "On which day was that visit?");
	AUTO_FREE char *who = joined(words, 0, n);
	return pick_resolve(p, &record_client, who, &client, e) &&
	    visit_of(p, client, day, start, session, e);
}
