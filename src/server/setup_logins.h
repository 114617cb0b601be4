/*
 * setup_logins.h - sshd is told of the account, and told to forget it again.
 *
 * The drop-in is the one thing that could keep an administrator out, so it is the one
 * thing that takes itself back: it is tried with the whole configuration before it is
 * placed, it must leave what sshd says of the administrator as it was, and a plan
 * (SERVER_HOME/unconfirmed) says that it goes again after some minutes unless somebody
 * who connected after the change confirms it. A timer of systemd carries the plan out,
 * also after a restart of the machine; where systemd does not run, a process does. Each
 * step may be done again: whatever is killed, the next run goes on.
 */
#ifndef CHAIRSIDE_SERVER_SETUP_LOGINS_H
#define CHAIRSIDE_SERVER_SETUP_LOGINS_H

#include "base/err.h"
#include "server/setup_files.h"

/* Would sshd let the account in, and is the drop-in's place free? Reads only. ERR_INVALID
 * with what the administrator has to change. */
bool logins_look(const char *root, struct err *e);
/* Must the drop-in be placed or placed anew? */
bool logins_wanted(const char *root, const struct server_facts *facts);
/* Is a change placed that nobody has confirmed yet? */
bool logins_waiting(const char *root);
/* Is it the one with that token? */
bool logins_pending(const char *root, const char *token);
/* Tries the drop-in, arms the plan, places the drop-in, tries again, and has sshd read it.
 * On false sshd reads what it read before. */
bool logins_place(const char *root, const struct server_facts *facts, struct err *e);
/* The change stays. ERR_DENIED: this connection is older than the change. ERR_NOTFOUND:
 * nothing waits. */
bool logins_confirm(const char *root, struct err *e);
/* Without a token everything of setup_files.h is removed. With one, only the logins are as
 * they were before that change, and only while it is not confirmed. */
bool logins_undo(const char *root, const char *token, struct err *e);

#endif
