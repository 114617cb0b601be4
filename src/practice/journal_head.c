/*
 * journal_head.c - the journal's head goes to the machine's log. See journal.h.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/systemlog.h"
#include "db/db.h"
#include "practice/journal.h"

#define EVERY_MS (10 * 60 * 1000)
#define NAMED 12	/* digits by which the practice is told from others */

bool
journal_head_tell(struct practice *p, char head[JOURNAL_HEAD_SIZE], struct err *e)
{
	AUTO_BUF struct buf practice = BUF_INIT, line = BUF_INIT;
	char hex[65];
	int64_t n;

	if (!practice_identity(p, &practice, e) || !db_journal_head(p->db, &n, hex, e))
		return false;
	snprintf(head, JOURNAL_HEAD_SIZE, "%lld:%.16s", (long long)n, hex);
	buf_addf(&line, "practice %.*s, journal head %s", NAMED, practice.s, head);
	return systemlog_say(SYSTEMLOG, line.s) || err_set(e, ERR_IO, NULL, "%s",
	    strerror(errno));
}

void
journal_head_due(struct practice *p, int64_t now, bool last)
{
	int64_t entry = db_last_entry(p->db);
	char head[JOURNAL_HEAD_SIZE];
	struct err none;

	if (entry <= p->head_told ||
	    (!last && p->head_told_at != 0 && now - p->head_told_at < EVERY_MS))
		return;
	p->head_told = entry;
	p->head_told_at = now;
	journal_head_tell(p, head, &none);
}
