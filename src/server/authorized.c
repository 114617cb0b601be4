/*
 * authorized.c - see authorized.h.
 */
#include "server/authorized.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "db/db.h"
#include "server/public_key.h"

#define RESCUE_MAX 65536	/* bytes */
#define PATH_SIZE 4096
#define FETCHES "fetch-backup"

/* --- the line ------------------------------------------------------------------------ */

/* Adds a word for the shell by which sshd runs the command: '…', and ' as '\''. A " is
 * written \" besides, as authorized_keys(5) wants it. */
static void
add_word(struct buf *out, const char *word)
{
	buf_addc(out, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addf(out, *word == '"' ? "\\%c" : "%c", *word);
	buf_addc(out, '\'');
}

static bool
fits_line(const char *path, struct err *e)
{
	const char *p;

	for (p = path; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return err_set(e, ERR_INVALID, NULL, "A path with a line break or another "
			    "control character cannot be told to sshd.");
	return true;
}

/* The practice's path from the root; the caller frees. */
static char *
whole_path(const char *practice)
{
	AUTO_FREE char *folder = path_folder(practice), *real = realpath(folder, NULL);

	return real == NULL ? xstrdup(practice) :
	    xasprintf("%s/%s", strcmp(real, "/") == 0 ? "" : real, path_name(practice));
}

/* A line for the key that starts the program with that option or command, and with a terminal
 * where it has screens; `login` NULL: none. */
static bool
add_line(const char *practice, const char *starts, const char *login,
    const struct public_key *k, struct buf *out, struct err *e)
{
	AUTO_FREE char *path = whole_path(practice);
	char program[PATH_SIZE];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program));

	if (n <= 0 || n == sizeof(program))
		return err_set(e, ERR_IO, NULL, "The program does not find itself.");
	program[n] = '\0';
	if (!fits_line(path, e) || !fits_line(program, e))
		return false;
	/* exec: the program is what sshd waits for, with no shell between them */
	buf_addf(out, "restrict,%scommand=\"exec ", strcmp(starts, FETCHES) == 0 ? "" : "pty,");
	add_word(out, program);
	buf_adds(out, " --db ");
	add_word(out, path);
	buf_addf(out, " %s", starts);
	if (login != NULL) {
		buf_addc(out, ' ');
		add_word(out, login);
	}
	buf_addf(out, "\" %s %s\n", k->type, k->base64);
	return true;
}

/* --- whose key it is --------------------------------------------------------------------- */

static bool
same_key(const char *line, const char *type, const char *base64)
{
	struct public_key k;
	bool same = public_key_parse(line, &k, NULL) && strcmp(k.type, type) == 0 &&
	    strcmp(k.base64, base64) == 0;

	public_key_clear(&k);
	return same;
}

/* Does it stand in that file of keys? */
static bool
stands_in(const char *practice, enum companion file, const char *type, const char *base64)
{
	AUTO_FREE char *path = companion_path(practice, file);
	AUTO_BUF struct buf lines = BUF_INIT;
	char *line, *rest;
	struct stat st;
	bool found = false;

	if (!file_read_still(path, RESCUE_MAX, &lines, &st, NULL) ||
	    (st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
		return false;
	for (line = strtok_r(lines.s, "\n", &rest); line != NULL && !found;
	    line = strtok_r(NULL, "\n", &rest))
		found = same_key(line, type, base64);
	return found;
}

bool
authorized_is_rescue(const char *practice, const char *type, const char *base64)
{
	return stands_in(practice, COMPANION_RESCUE, type, base64);
}

bool
authorized_is_fetcher(const char *practice, const char *type, const char *base64)
{
	return stands_in(practice, COMPANION_FETCHERS, type, base64);
}

/* Sets *login to whose key it is, NULL for nobody's; the caller frees. */
static bool
find_login(const char *practice, const struct public_key *k, char **login, struct err *e)
{
	struct db *db = db_look(practice, e);
	struct stmt *st;
	bool ok;

	*login = NULL;
	if (db == NULL)
		return false;
	st = db_stmt(db, "staff_key_login");
	stmt_set_text(st, "fingerprint", k->fingerprint);
	if (stmt_next(st) && strcmp(stmt_text(st, "type"), k->type) == 0 &&
	    strcmp(stmt_text(st, "key"), k->base64) == 0)
		*login = xstrdup(stmt_text(st, "login"));
	ok = stmt_end(st, e);
	db_close(db);
	return ok;
}

bool
authorized_line(const char *practice, const char *type, const char *base64,
    struct buf *out, struct err *e)
{
	AUTO_FREE char *line = xasprintf("%s %s", type, base64), *login = NULL;
	struct public_key k;
	bool ok = true;

	/* what is no key for us opens nothing */
	if (public_key_parse(line, &k, NULL)) {
		if (authorized_is_rescue(practice, k.type, k.base64))
			ok = add_line(practice, "rescue", NULL, &k, out, e);
		else if (authorized_is_fetcher(practice, k.type, k.base64))
			ok = add_line(practice, FETCHES, NULL, &k, out, e);
		else
			ok = find_login(practice, &k, &login, e) && (login == NULL ||
			    add_line(practice, "--login", login, &k, out, e));
	}
	public_key_clear(&k);
	return ok;
}
