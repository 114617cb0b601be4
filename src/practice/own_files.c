/*
 * own_files.c - see own_files.h.
 */
#include "practice/own_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"

#define WEEK_SECONDS ((instant)7 * 86400)

/* Before the number of whose it is, since a login may be called anything. */
static const char *const begins[] = { [OWN_EXPORTS] = "staff-", [OWN_PAPERS] = "print-" };

char *
own_files_folder(const struct practice *p, enum own_files which)
{
	AUTO_FREE char *exports = companion_path(db_path(p->db), COMPANION_EXPORTS);

	return xasprintf("%s/%s%" PRId64, exports, begins[which], p->staff->id);
}

char *
own_files_make(const struct practice *p, enum own_files which, struct err *e)
{
	AUTO_FREE char *exports = companion_path(db_path(p->db), COMPANION_EXPORTS);
	AUTO_FREE char *folder = own_files_folder(p, which);

	if (!file_make_own_folder(exports, e) || !file_make_own_folder(folder, e))
		return NULL;
	chmod(folder, 0700);
	own_files_tidy(folder);
	return xstrdup(folder);
}

void
own_files_tidy(const char *folder)
{
	DIR *dir = opendir(folder);
	const instant before = clock_now() - WEEK_SECONDS;
	const struct dirent *en;
	struct stat st;

	while (dir != NULL && (en = readdir(dir)) != NULL)
		if (fstatat(dirfd(dir), en->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode) && st.st_mtime < before)
			unlinkat(dirfd(dir), en->d_name, 0);
	if (dir != NULL)
		closedir(dir);
}

static bool
is_own(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(begins); i++)
		if (strncmp(name, begins[i], strlen(begins[i])) == 0)
			return true;
	return false;
}

void
own_files_sweep(const char *practice)
{
	AUTO_FREE char *exports = companion_path(practice, COMPANION_EXPORTS);
	DIR *dir = opendir(exports);
	const struct dirent *en;
	struct stat st;

	while (dir != NULL && (en = readdir(dir)) != NULL)
		if (is_own(en->d_name) &&
		    fstatat(dirfd(dir), en->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISDIR(st.st_mode)) {
			AUTO_FREE char *folder = xasprintf("%s/%s", exports, en->d_name);

			own_files_tidy(folder);
		}
	if (dir != NULL)
		closedir(dir);
}
