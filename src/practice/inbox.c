/*
 * inbox.c - see inbox.h.
 */
#include "practice/inbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

#define LOOK_BYTES 262144	/* of a file in the list: its format, and mostly its time */

static char *
inbox_folder(struct practice *p, struct err *e)
{
	char *folder = companion_path(db_path(p->db), COMPANION_INBOX);

	if (file_make_own_folder(folder, e))
		return folder;
	free(folder);
	return NULL;
}

/* --- what waits --------------------------------------------------------------------------- */

static void
add_entry(struct inbox *in, size_t *cap, int folder, const char *name)
{
	struct inbox_entry *en;
	AUTO_BUF struct buf shown = BUF_INIT;
	struct stat st;

	if (*name == '.' || fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return;		/* hidden, or gone since the folder was read */
	GROW(in->entries, *cap, in->n + 1);
	en = &in->entries[in->n++];
	text_show(&shown, name, false);
	*en = (struct inbox_entry){ .name = xstrdup(name), .shown = buf_steal(&shown),
	    .size = st.st_size, .came = st.st_mtim.tv_sec,
	    .format = "",
	    .refused = file_unfit(&st, INBOX_FILE_MAX) };
	*(en->refused == NULL ? &in->waiting : &in->others) += 1;
}

/* Cameras count their names up. */
static int
by_newest(const void *a, const void *b)
{
	const struct inbox_entry *x = a, *y = b;

	if ((x->refused != NULL) != (y->refused != NULL))
		return x->refused != NULL ? 1 : -1;
	if (x->came != y->came)
		return x->came < y->came ? 1 : -1;
	return strcmp(y->name, x->name);
}

static void
entry_free(struct inbox_entry *en)
{
	free(en->name);
	free(en->shown);
}

/* What cannot be read is of no known format. */
static void
look_at(struct inbox *in, struct inbox_entry *en, int folder)
{
	AUTO_FREE char *bytes = xmalloc(LOOK_BYTES);
	int fd = openat(folder, en->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK |
	    O_NOCTTY);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, LOOK_BYTES);

	if (n < 0) {
		en->refused = "it cannot be read";
		in->waiting--;
		in->others++;
	}
	photo_look(bytes, n > 0 ? (size_t)n : 0, &en->photo);
	en->format = photo_format_name(en->photo.format);
	en->can_be_shown = photo_can_be_shown(en->photo.format);
	if (fd >= 0)
		close(fd);
}

bool
inbox_look(struct practice *p, struct inbox *in, struct err *e)
{
	const struct dirent *en;
	size_t cap = 0, i;
	DIR *dir;

	*in = (struct inbox){ .n = 0 };
	if (!practice_may(p, ACTION_WRITE_CLIENTS, e) ||
	    (in->folder = inbox_folder(p, e)) == NULL)
		return false;
	dir = opendir(in->folder);
	if (dir == NULL)
		return err_set(e, ERR_IO, NULL, "The inbox cannot be read: %s.",
		    strerror(errno));
	while ((en = readdir(dir)) != NULL)
		add_entry(in, &cap, dirfd(dir), en->d_name);
	if (in->n > 1)
		qsort(in->entries, in->n, sizeof(*in->entries), by_newest);
	while (in->n > INBOX_LISTED)
		entry_free(&in->entries[--in->n]);
	for (i = 0; i < in->n; i++)
		if (in->entries[i].refused == NULL)
			look_at(in, &in->entries[i], dirfd(dir));
	closedir(dir);
	return true;
}

void
inbox_free(struct inbox *in)
{
	while (in->n > 0)
		entry_free(&in->entries[--in->n]);
	free(in->entries);
	free(in->folder);
	*in = (struct inbox){ .n = 0 };
}

bool
inbox_taken(const struct photo *photo, instant *at)
{
	return *photo->taken != '\0' && clock_from_iso(photo->taken, at);
}

/* --- one of them ---------------------------------------------------------------------------- */

/* A name leads nowhere else. */
static char *
entry_path(struct practice *p, const char *name, struct err *e)
{
	AUTO_FREE char *folder = inbox_folder(p, e);

	if (folder == NULL)
		return NULL;
	if (*name != '\0' && *name != '.' && strchr(name, '/') == NULL)
		return xasprintf("%s/%s", folder, name);
	err_set(e, ERR_NOTFOUND, NULL, "There is no file of that name in the inbox.");
	return NULL;
}

bool
inbox_read(struct practice *p, const char *name, struct buf *bytes, struct stat *was,
    struct err *e)
{
	AUTO_FREE char *path = entry_path(p, name, e);

	return path != NULL && file_read_still(path, INBOX_FILE_MAX, bytes, was, e);
}

void
inbox_remove(struct practice *p, const char *name, const struct stat *was)
{
	AUTO_FREE char *path = entry_path(p, name, NULL);
	struct stat now;

	if (path != NULL && lstat(path, &now) == 0 && file_same(&now, was))
		unlink(path);
}
