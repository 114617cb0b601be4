/*
 * reads.c - see reads.h.
 */
#include "practice/reads.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"

#define READ_SECONDS (10 * 60)
#define WRITE_MS 3000		/* gathered for so long */
#define TELL_MS 60000		/* waiting for so long is told */

struct reads {
	struct db_read *list;	/* of the last ten minutes, and what waits */
	size_t n, cap;
	size_t waiting;		/* the last so many are not written */
	int64_t since;		/* monotonic: the first of them */
	bool told;
};

/* Forgets those that are written and ten minutes old. */
static void
forget_old(struct reads *r, instant now)
{
	size_t i, kept = 0, written = r->n - r->waiting;

	for (i = 0; i < r->n; i++)
		if (i >= written || (r->list[i].at > now - READ_SECONDS && r->list[i].at <= now))
			r->list[kept++] = r->list[i];
	r->n = kept;
}

static void
gather(struct practice *p, int64_t client, const char *what, bool always)
{
	instant now = clock_now();
	struct reads *r;
	size_t i;

	if (client == 0)
		return;
	if (p->reads == NULL)
		p->reads = xcalloc(1, sizeof(*p->reads));
	r = p->reads;
	for (i = r->n; i-- > 0 && !always;)
		if (r->list[i].client == client && r->list[i].at > now - READ_SECONDS &&
		    r->list[i].at <= now)
			return;
	forget_old(r, now);
	GROW(r->list, r->cap, r->n + 1);
	r->list[r->n++] = (struct db_read){ client, now, what, always };
	if (r->waiting++ == 0)
		r->since = clock_monotonic_ms();
}

void
reads_note(struct practice *p, int64_t client, const char *what)
{
	gather(p, client, what, false);
}

void
reads_note_always(struct practice *p, int64_t client, const char *what)
{
	gather(p, client, what, true);
}

static bool
write_waiting(struct practice *p, bool wait, struct err *e)
{
	struct reads *r = p->reads;

	if (!db_note_reads(p->db, r->list + r->n - r->waiting, r->waiting, READ_SECONDS, wait,
	    e))
		return false;
	r->waiting = 0;
	r->told = false;
	return true;
}

bool
reads_write(struct practice *p, int64_t now, struct err *e)
{
	struct reads *r = p->reads;
	int64_t waited;

	if (r == NULL || r->waiting == 0)
		return true;
	waited = now - r->since;
	if (waited < WRITE_MS || write_waiting(p, false, e) || r->told ||
	    (e->code == ERR_BUSY && waited < TELL_MS))
		return true;
	r->told = true;
	return err_prefix(e, "Whom you look at is not in the journal yet; it will be "
	    "written when that is possible");
}

void
reads_end(struct practice *p)
{
	if (p->reads == NULL)
		return;
	if (p->reads->waiting > 0)
		write_waiting(p, true, NULL);
	free(p->reads->list);
	free(p->reads);
	p->reads = NULL;
}
