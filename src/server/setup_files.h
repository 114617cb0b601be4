/*
 * setup_files.h - the files that make a machine a server, and what stands in each.
 *
 * Each begins with one line that says whose it is: a file without it is somebody else's
 * and is never changed or removed.
 */
#ifndef CHAIRSIDE_SERVER_SETUP_FILES_H
#define CHAIRSIDE_SERVER_SETUP_FILES_H

#include <stdbool.h>

#include "base/buf.h"

#define SERVER_ACCOUNT "chairside"
#define SERVER_SHELL "/bin/dash"
#define SERVER_HOME "/var/lib/chairside"	/* root's own: nothing in it runs at a login */
#define SERVER_FOLDER SERVER_HOME "/practice"	/* the account's, 2770 */
#define SERVER_FILE SERVER_FOLDER "/practice.db"	/* SERVER_PRACTICE of setup.h */

enum server_file {
	SERVER_LOGINS,		/* the drop-in of sshd */
	SERVER_BACKUP, SERVER_BACKUP_TIMER,
	SERVER_UNDO, SERVER_UNDO_TIMER,	/* while the logins are not confirmed */
	SERVER_FILES
};

struct server_facts {
	const char *program;	/* the path of chairside */
	int minutes;		/* until what is not confirmed is taken back */
	const char *token;	/* which change that is */
};

const char *server_file_path(enum server_file f);
void server_file_text(enum server_file f, const struct server_facts *facts, struct buf *out);
/* Does the text begin with the line that says that it is ours? */
bool server_file_ours(const char *text);

/* A line of `sshd -T` that the drop-in must lead to, such as "permituserrc no"; NULL past
 * the end. The caller frees. */
char *server_login_fact(size_t i, const struct server_facts *facts);

#endif
