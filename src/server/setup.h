/*
 * setup.h - makes a Debian machine the server of one practice: account, folders, the
 * practice file, timers and the logins over ssh (setup_logins.h).
 *
 * What is there already is found by looking, not remembered: only what is missing is done,
 * in a fixed order with the logins last, so that a set-up that was cut off goes on when it
 * is run again, and one that is whole has nothing to do. An account, folder or file of
 * another kind is refused before anything is done. Nothing of a practice is ever removed.
 */
#ifndef CHAIRSIDE_SERVER_SETUP_H
#define CHAIRSIDE_SERVER_SETUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define SERVER_PRACTICE "/var/lib/chairside/practice/practice.db"
#define SERVER_MINUTES 10	/* until what is not confirmed is taken back */

struct server_wish {
	const char *root;	/* "", or the folder that stands for / */
	const char *owner;	/* the login that `owner_key` is for */
	const char *owner_key, *rescue_key;	/* a line each, as OpenSSH writes it; or NULL */
	const char *name, *timezone;	/* of a new practice; NULL: as `init` */
	int minutes;
};

struct server_setup;

/* Looks at the machine. ERR_DENIED: not root. ERR_INVALID: something is in the way. The
 * wish is borrowed until server_setup_end(). NULL on failure. */
struct server_setup *server_setup_begin(const struct server_wish *w, struct err *e);
void server_setup_end(struct server_setup *s);	/* NULL is fine */
/* Is there no practice yet, so that nobody could log in without the owner's key? */
bool server_setup_is_new(const struct server_setup *s);
/* How many steps are to be done, and what step i does, a line. With `whole` the texts of
 * its files follow. */
size_t server_setup_steps(const struct server_setup *s);
void server_setup_words(const struct server_setup *s, size_t i, bool whole, struct buf *out);
bool server_setup_step(struct server_setup *s, size_t i, struct err *e);
/* Are the logins placed, and wait to be confirmed? */
bool server_setup_waits(const struct server_setup *s);

/* The logins stay. ERR_DENIED: not root, or this connection is older than they are.
 * ERR_NOTFOUND: nothing waits. */
bool server_setup_confirm(const char *root, struct err *e);
/* Removes logins and timers; account and practice stay. With the token of a change only
 * its logins, and only while they are not confirmed. */
bool server_setup_undo(const char *root, const char *token, struct err *e);
/* Does the change with that token still wait to be confirmed? */
bool server_setup_pending(const char *root, const char *token);
/* Adds the fingerprint of the machine's own key, which people compare at their first
 * login; false: it has none of that kind. */
bool server_host_key(const char *root, struct buf *out);

#endif
