/*
 * outbox.c - see outbox.h.
 */
#include "server/outbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/own_files.h"

#define MAPPING_MAX 65536	/* bytes */
#define NAME_SIZE 200

bool
outbox_serves(const char *login)
{
	return login != NULL && getenv("SSH_CONNECTION") != NULL;
}

/* --- the folder ------------------------------------------------------------------------------ */

static bool
is_name(const char *name)
{
	return *name != '\0' && *name != '.' && strchr(name, '/') == NULL &&
	    strlen(name) < NAME_SIZE;
}

char *
outbox_path(struct practice *p, const char *name, struct err *e)
{
	AUTO_FREE char *folder = own_files_make(p, OWN_EXPORTS, e);

	return folder != NULL ? xasprintf("%s/%s", folder, name) : NULL;
}

/* --- fetching -------------------------------------------------------------------------------- */

/* The server's own address, the third word of SSH_CONNECTION. */
static void
add_host(struct buf *out)
{
	const char *at = getenv("SSH_CONNECTION");
	int i;

	for (i = 0; at != NULL && i < 2; i++)
		at = strchr(at, ' ') != NULL ? strchr(at, ' ') + 1 : NULL;
	if (at == NULL)
		buf_adds(out, "SERVER");
	else
		buf_add(out, at, strcspn(at, " "));
}

static void
add_line(const char *program, const char *words, struct buf *out)
{
	const struct passwd *pw = getpwuid(geteuid());

	buf_addf(out, "  %s %s@", program, pw != NULL ? pw->pw_name : "ACCOUNT");
	add_host(out);
	buf_addf(out, " %s\n", words);
}

void
outbox_tell(const char *name, struct buf *out)
{
	AUTO_FREE char *words = xasprintf("fetch %s > %s", name, name);

	buf_adds(out, "It lies on the server, for you alone and for a week. On your own machine, in a "
	    "terminal:\n\n");
	add_line("ssh", words, out);
	buf_adds(out, "\nOn Windows, in cmd.exe and not in PowerShell, the same, or with PuTTY:\n\n");
	add_line("plink", words, out);
}

void
outbox_tell_import(struct buf *out)
{
	static const char brought[] = "import clients - < clients.csv";

	buf_adds(out, "No file of the server is opened from here. Yours comes from your own machine, by "
	    "a line in a terminal there. The first tries it and changes nothing:\n\n");
	add_line("ssh", "import clients - --dry-run < clients.csv", out);
	add_line("ssh", brought, out);
	buf_adds(out, "\nOn Windows, in cmd.exe and not in PowerShell, the same, or with PuTTY:\n\n");
	add_line("plink", brought, out);
	buf_adds(out, "\nWhat else it may hold, and how columns are told, this says:\n\n");
	add_line("ssh", "help import", out);
}

static bool
none_called(const char *folder, const char *name, struct err *e)
{
	AUTO_BUF struct buf names = BUF_INIT, shown = BUF_INIT;
	DIR *dir = opendir(folder);
	const struct dirent *en;

	while (dir != NULL && (en = readdir(dir)) != NULL)
		if (is_name(en->d_name)) {
			buf_adds(&names, names.len > 0 ? ", " : "");
			text_show(&names, en->d_name, false);
		}
	if (dir != NULL)
		closedir(dir);
	text_show(&shown, name, false);
	return err_set(e, ERR_NOTFOUND, NULL, "No file of yours is called \"%.60s\"; %s%.500s.",
	    shown.s, names.len > 0 ? "there is " : "x in a list of the screens writes one, which "
	    "stays a week", names.s);
}

bool
outbox_fetch(struct practice *p, const char *name, struct err *e)
{
	AUTO_FREE char *folder = own_files_folder(p, OWN_EXPORTS), *path = xasprintf("%s/%s", folder, name);
	struct stat st;
	bool ok;
	int fd;

	own_files_tidy(folder);
	fd = is_name(name) ? open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK) : -1;
	if (fd < 0)
		return none_called(folder, name, e);
	ok = (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) || none_called(folder, name, e);
	ok = ok && db_note(p->db, "fetch", "fetch a file", e) && file_hand_out(fd, "", e);
	close(fd);
	return ok;
}

/* --- mappings ---------------------------------------------------------------------------------- */

char *
outbox_mapping(const char *practice, const char *name, struct err *e)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	AUTO_FREE char *folder = companion_path(practice, COMPANION_EXPORTS);
	size_t n = strlen(name);

	if (n > 0 && n < NAME_SIZE && strspn(name, letters) == n)
		return xasprintf("%s/%s.ini", folder, name);
	err_set(e, ERR_USAGE, "map", "A mapping is called by letters, digits, - and _, such as "
	    "salon-2026.");
	return NULL;
}

bool
outbox_take_mapping(struct practice *p, const char *name, struct err *e)
{
	AUTO_FREE char *path = outbox_mapping(db_path(p->db), name, e);
	AUTO_FREE char *folder = companion_path(db_path(p->db), COMPANION_EXPORTS);
	AUTO_BUF struct buf text = BUF_INIT;
	struct file_out *o;

	if (path == NULL || !practice_may(p, ACTION_IMPORT, e) ||
	    !file_read("-", MAPPING_MAX, &text, e) || !file_make_own_folder(folder, e) ||
	    (o = file_out_open(path, e)) == NULL)
		return false;
	fwrite(text.s, 1, text.len, file_out_stream(o));
	return file_out_commit(o, e);
}
