/*
 * logins.c - who came and went on the screens, in the journal. See reads.h.
 *
 * A login and its end are two entries that name the process. One of which the process
 * neither logged out nor has the practice open any more was killed.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/reads.h"

#define LOOKED_MAX 20		/* logins and ends of one person, newest first */
#define ENTRIES_MAX 5000	/* of theirs among which these are looked for */
#define ADDRESS_MAX 45		/* of IPv6, written out */
#define IN "log in"
#define PROCESS ", process "

static const char *const whys[] = {
	[LOGOUT_LEFT] = "left", [LOGOUT_IDLE] = "idle", [LOGOUT_HANG_UP] = "line lost",
	[LOGOUT_STOPPED] = "stopped", [LOGOUT_REFUSED] = "refused",
};

/* The process that a label names; 0: none. */
static long
process_of(const char *label)
{
	const char *at = strstr(label, PROCESS);

	return at != NULL ? strtol(at + strlen(PROCESS), NULL, 10) : 0;
}

/* Takes the number out of the list; false: it is not there. */
static bool
take(long *list, size_t *n, long number)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (list[i] == number) {
			list[i] = list[--*n];
			return true;
		}
	return false;
}

/* The processes of this person's logins that have not ended and are gone. */
static bool
find_killed(struct practice *p, long killed[LOOKED_MAX], size_t *n, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "watch_logins");
	long ended[LOOKED_MAX];
	size_t n_ended = 0;

	*n = 0;
	stmt_set_int(st, "who", p->staff->id);
	stmt_set_int(st, "entries", ENTRIES_MAX);
	stmt_set_int(st, "most", LOOKED_MAX);
	while (stmt_next(st)) {
		const char *label = stmt_text(st, "label");
		long process = process_of(label);

		if (process == 0)
			continue;
		if (strncmp(label, IN, strlen(IN)) != 0)
			ended[n_ended++] = process;
		else if (!take(ended, &n_ended, process) && !db_is_open_by(p->db, process))
			killed[(*n)++] = process;
	}
	return stmt_end(st, e);
}

/* Adds " from 192.0.2.7"; nothing where what comes first cannot be an address. */
static void
add_from(const char *from, struct buf *out)
{
	size_t n = from != NULL ? strspn(from, "0123456789abcdefABCDEF.:") : 0;

	if (n > 0 && n <= ADDRESS_MAX && from[n] == ' ' && strcspn(from, ".:") < n)
		buf_addf(out, " from %.*s", (int)n, from);
}

bool
login_begin(struct practice *p, const char *from, struct err *e)
{
	AUTO_BUF struct buf label = BUF_INIT;
	long killed[LOOKED_MAX];
	size_t n, i;

	if (!find_killed(p, killed, &n, e))
		return false;
	for (i = n; i-- > 0;) {
		AUTO_FREE char *gone = xasprintf("no log out" PROCESS "%ld", killed[i]);

		if (!db_note(p->db, "login", gone, e))
			return false;
	}
	buf_adds(&label, IN);
	if (p->room != NULL && !practice_nobody(p))
		buf_addf(&label, " at %s", record_text(p->room, "login"));
	add_from(from, &label);
	buf_addf(&label, PROCESS "%ld", (long)getpid());
	return db_note(p->db, "login", label.s, e);
}

bool
login_end(struct practice *p, enum logout why, struct err *e)
{
	AUTO_FREE char *label = xasprintf("log out, %s" PROCESS "%ld", whys[why],
	    (long)getpid());

	return db_note(p->db, "login", label, e);
}
