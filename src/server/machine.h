/*
 * machine.h - the machine that becomes a server: its files, accounts and programs.
 *
 * Only root's commands (setup.h, move.h) come here, never a login. The programs are those
 * of a table, found at their usual places and run without a shell, with an environment of
 * their own. `root` is "", or the folder that stands for / (--root): every path given here
 * is below it, the programs too, which is how tests see what is run.
 */
#ifndef CHAIRSIDE_SERVER_MACHINE_H
#define CHAIRSIDE_SERVER_MACHINE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

enum machine_program { MACHINE_USERADD, MACHINE_SYSTEMCTL, MACHINE_SSHD, MACHINE_PROGRAMS };

struct machine_account {
	uid_t uid;
	gid_t gid;
	char home[256], shell[256];
};

/* The path below `root`; the caller frees. */
char *machine_path(const char *root, const char *path);

/* Runs it with `words` (NULL ends them); what it prints is added to `out` (may be NULL).
 * False: it is missing or did not end well, with what it printed. */
bool machine_run(const char *root, enum machine_program which, const char *const *words,
    struct buf *out, struct err *e);

/* The account of that name in /etc/passwd; false: there is none. */
bool machine_account(const char *root, const char *name, struct machine_account *a);

/* Calls fn in a child process that has the account's rights and an empty environment; the
 * practice file is opened by no other. False with the sentence of `fn`. */
bool machine_as(const struct machine_account *a, bool (*fn)(void *arg, struct err *e),
    void *arg, struct err *e);

/* Adds a small file; false: it is not there or cannot be read. */
bool machine_read(const char *root, const char *path, struct buf *out);
/* Writes a file whole or not at all. */
bool machine_write(const char *root, const char *path, const char *text, mode_t mode,
    struct err *e);
/* Removes a file; one that is not there is fine. */
bool machine_remove(const char *root, const char *path, struct err *e);
bool machine_stands(const char *root, const char *path);

/* Does systemd run here? */
bool machine_has_systemd(const char *root);
/* Hundredths of a second since the machine was started, and which start that was. */
bool machine_boot(const char *root, int64_t *since, char boot[64]);
/* The same moment for the ssh connection in which this program runs: when its sshd began;
 * 0: it runs in none (the console). */
bool machine_connected(const char *root, int64_t *since);

#endif
