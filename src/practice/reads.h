/*
 * reads.h - who looked at whom, and who came and went, in the journal.
 *
 * A client's page, chart or papers in front is a look: noted at most once in ten minutes
 * for each person and client. It costs the key nothing: looks are gathered in memory and
 * written together within five seconds, and when the practice is closed. A program that is
 * killed loses those of its last five seconds. Where they cannot be written (a full disk,
 * a long import) reading goes on, and they wait.
 */
#ifndef CHAIRSIDE_PRACTICE_READS_H
#define CHAIRSIDE_PRACTICE_READS_H

#include "practice/practice.h"

/* Gathers a look by whoever is logged in; `what` was looked at: a word, static. */
void reads_note(struct practice *p, int64_t client, const char *what);
/* The same, but it stands in the journal also if another has just been noted. */
void reads_note_always(struct practice *p, int64_t client, const char *what);
/* Writes what has waited for three seconds at `now` (monotonic), without waiting for
 * anybody; called once a second. False, once until they are written, with why some have waited for long. */
bool reads_write(struct practice *p, int64_t now, struct err *e);
/* Writes the rest, with a second's patience, and frees them: when the practice is closed,
 * and before another person takes over. */
void reads_end(struct practice *p);

/* Why a login ended. */
enum logout {
	LOGOUT_LEFT,		/* by Q */
	LOGOUT_IDLE,		/* nobody typed for too long */
	LOGOUT_HANG_UP,		/* the line or the terminal is gone */
	LOGOUT_STOPPED,		/* the program was told to end */
	LOGOUT_REFUSED		/* the person may not log in any more, or the file went */
};
/*
 * Somebody logs in on the screens: one entry, with the address that `from` begins with
 * (SSH_CONNECTION; NULL or no address: at this machine). Before it one for each earlier
 * login of theirs that neither logged out nor is open: it was killed, or the machine
 * stopped.
 */
bool login_begin(struct practice *p, const char *from, struct err *e);
bool login_end(struct practice *p, enum logout why, struct err *e);

#endif
