/*
 * desk_print.c - see desk_print.h.
 *
 * A paper is called PLACE-NAME, by its place in the row. One that is still being written has
 * a name that begins with a dot (base/file.c).
 */
#include "practice/desk_print.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/own_files.h"

#define LOOK_MS 500
#define PAPER_MAX (16 << 20)	/* bytes; the terminal takes less */

/* Its place in the row; 0: it is none that waits. */
static long
place_of(const char *name)
{
	char *end;
	long place = strtol(name, &end, 10);

	return *end == '-' && *name != '.' ? place : 0;
}

/* Finds the first and the last that waits. *first is the caller's. */
static long
look(const char *folder, char **first)
{
	DIR *dir = opendir(folder);
	const struct dirent *en;
	long at, least = 0, most = 0;
	struct stat st;

	*first = NULL;
	while (dir != NULL && (en = readdir(dir)) != NULL) {
		at = place_of(en->d_name);
		if (fstatat(dirfd(dir), en->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		if (at > most)
			most = at;
		if (at > 0 && (least == 0 || at < least)) {
			least = at;
			free(*first);
			*first = xasprintf("%s/%s", folder, en->d_name);
		}
	}
	if (dir != NULL)
		closedir(dir);
	return most;
}

char *
desk_print_path(struct practice *p, const char *name, struct err *e)
{
	AUTO_FREE char *folder = own_files_make(p, OWN_PAPERS, e), *first = NULL;
	long last;

	if (folder == NULL)
		return NULL;
	last = look(folder, &first);
	return xasprintf("%s/%ld-%s", folder, last + 1, name);
}

/* A paper that could not be handed out stays. */
static bool
hand_out(struct practice *p, const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	bool ok;

	if (fd < 0)
		return err_set(e, ERR_IO, NULL, "Cannot read what waits: %s.", strerror(errno));
	ok = db_note(p->db, "print", "print at the desk", e) &&
	    file_hand_out(fd, " The paper waits.", e);
	close(fd);
	return ok && (unlink(path) == 0 || err_set(e, ERR_IO, NULL,
	    "The paper was handed out and cannot be removed: %s.", strerror(errno)));
}

bool
desk_print_next(struct practice *p, int seconds, struct err *e)
{
	AUTO_FREE char *folder = own_files_folder(p, OWN_PAPERS);
	const struct timespec pause = { 0, LOOK_MS * 1000000L };
	int64_t until = clock_monotonic_ms() + (int64_t)seconds * 1000;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	own_files_tidy(folder);
	for (;;) {
		AUTO_FREE char *first = NULL;

		look(folder, &first);
		if (first != NULL)
			return hand_out(p, first, e);
		if (clock_monotonic_ms() >= until)
			return err_set(e, ERR_BUSY, NULL, "Nothing waits to be printed.");
		nanosleep(&pause, NULL);
	}
}

char *
desk_print_here_path(struct practice *p, struct err *e)
{
	AUTO_FREE char *folder = own_files_make(p, OWN_PAPERS, e);

	return folder != NULL ? xasprintf("%s/here-%ld.txt", folder, (long)getpid()) : NULL;
}

bool
desk_print_take(struct practice *p, struct buf *out, struct err *e)
{
	AUTO_FREE char *path = desk_print_here_path(p, e);
	bool ok = path != NULL && practice_may(p, ACTION_READ_CLIENTS, e) &&
	    file_read(path, PAPER_MAX, out, e) && db_note(p->db, "print", "print at the terminal", e);

	if (path != NULL)
		unlink(path);
	return ok;
}
