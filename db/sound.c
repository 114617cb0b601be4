/*
 * sound.c - is a backup still what was made? Seen without the private key.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/backup_inside.h"

static int
not_hidden(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

/* Is it the same file under two names? */
static bool
same_file(const char *a, const char *b)
{
	struct stat one, other;

	return lstat(a, &one) == 0 && lstat(b, &other) == 0 && one.st_ino == other.st_ino &&
	    one.st_dev == other.st_dev;
}

bool
backup_files_sound(const struct backup *b, const struct backup *read,
    void (*spoilt)(const char *digest, void *arg), void *arg, struct err *e)
{
	AUTO_FREE char *folder = xasprintf("%s" BACKUP_FILES, b->path);
	struct dirent **list = NULL;
	int i, n = scandir(folder, &list, not_hidden, alphasort);

	if (n < 0 && errno != ENOENT)
		return carry_fail(e, "read the folder", folder);
	if (b->files > (n > 0 ? n : 0))
		spoilt(NULL, arg);
	for (i = 0; i < n; i++) {
		const char *name = list[i]->d_name;
		AUTO_FREE char *path = xasprintf("%s/%s", folder, name);
		AUTO_FREE char *other = read != NULL ?
		    xasprintf("%s" BACKUP_FILES "/%s", read->path, name) : NULL;

		if ((other == NULL || !same_file(path, other)) &&
		    !carry_sound(path, name, b->sealed[0] != '\0'))
			spoilt(name, arg);
		free(list[i]);
	}
	free(list);
	return true;
}

bool
backup_file_sound(const struct backup *b, bool *sound, struct err *e)
{
	int fd = open(b->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	char hex[DIGEST_HEX_SIZE];
	int64_t size = 0;
	bool ok = fd >= 0 && carry_file(fd, -1, &size, hex);

	if (!ok)
		carry_fail(e, "read", b->path);
	if (fd >= 0)
		close(fd);
	*sound = ok && size == b->bytes && strcmp(hex, b->digest) == 0;
	return ok;
}
