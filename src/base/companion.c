/*
 * companion.c - see companion.h.
 */
#include "base/companion.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/path.h"

static const struct {
	const char *ending;
	bool begins;		/* anything may follow the ending */
	bool folder;		/* files in it are companions too */
} companions[COMPANIONS] = {
	[COMPANION_FILE] = { "", false, false },
	[COMPANION_WAL] = { "-wal", false, false },
	[COMPANION_SHM] = { "-shm", false, false },
	[COMPANION_JOURNAL] = { "-journal", false, false },
	[COMPANION_KEY] = { ".key", true, false },	/* also .key.new-XXXXXX */
	[COMPANION_LOCK] = { ".lock", false, false },
	[COMPANION_HERE] = { ".here", false, false },
	[COMPANION_DRAFTS] = { ".drafts", false, true },
	[COMPANION_FILES] = { ".files", false, true },
	[COMPANION_INBOX] = { ".inbox", false, true },
	[COMPANION_BACKUPS] = { ".backups", false, true },
	[COMPANION_EXPORTS] = { ".exports", false, false },
	[COMPANION_BEFORE] = { ".before-", true, false },
	[COMPANION_OLD_WAL] = { ".old-wal-", true, false },
	[COMPANION_REPLACED] = { ".replaced-", true, false },
	[COMPANION_RESTORING] = { ".restoring", true, false },
	[COMPANION_NEW] = { ".new-", true, false },
	[COMPANION_ERASING] = { ".erasing", false, false },
	[COMPANION_ERASED] = { ".erased", false, false },
	[COMPANION_MISTAKES] = { ".mistakes", false, false },
	[COMPANION_RESCUE] = { ".rescue", false, false },
	[COMPANION_MOVED] = { ".moved", false, false },
	[COMPANION_FETCHERS] = { ".fetchers", false, false },
};

static const char is_file[] = "it is the practice file";
static const char is_beside[] = "it belongs to the practice file";

static char **guarded;
static size_t n_guarded, cap_guarded;

char *
companion_path(const char *practice, enum companion c)
{
	BUG_IF(practice == NULL);
	return xasprintf("%s%s", practice, companions[c].ending);
}

static void
guarded_free(void)
{
	while (n_guarded > 0)
		free(guarded[--n_guarded]);
	free(guarded);
	guarded = NULL;
}

void
companion_guard(const char *practice)
{
	if (guarded == NULL)
		atexit(guarded_free);
	GROW(guarded, cap_guarded, n_guarded + 1);
	guarded[n_guarded++] = xstrdup(practice);
}

void
companion_unguard(const char *practice)
{
	size_t i;

	for (i = n_guarded; i-- > 0; )
		if (strcmp(guarded[i], practice) == 0) {
			free(guarded[i]);
			guarded[i] = guarded[--n_guarded];
			return;
		}
	bug("a practice was not guarded");
}

/* --- names ---------------------------------------------------------------------- */

/* Would a file called `name` beside the practice called `practice` belong to it? */
static const char *
named(const char *practice, const char *name)
{
	size_t n = strlen(practice), i;

	if (strncmp(name, practice, n) != 0)
		return NULL;
	if (name[n] == '\0')
		return is_file;
	for (i = COMPANION_FILE + 1; i < COMPANIONS; i++) {
		const char *ending = companions[i].ending;

		if (companions[i].begins ?
		    strncmp(name + n, ending, strlen(ending)) == 0 :
		    strcmp(name + n, ending) == 0)
			return is_beside;
	}
	return NULL;
}

char *
companion_owner(const char *path)
{
	const char *name = path_name(path), *p;
	struct stat st;

	for (p = name; *p != '\0'; p++) {
		AUTO_FREE char *owner = xstrndup(path, (size_t)(p - path));

		if (p > name && named(path_name(owner), name) != NULL &&
		    lstat(owner, &st) == 0 && S_ISREG(st.st_mode))
			return xstrdup(owner);
	}
	return NULL;
}

/* --- the files that exist --------------------------------------------------------- */

static bool
same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Why `target` is one of the files in the folder, under whatever name, or NULL; with
 * `practice` NULL every file there belongs to one. */
static const char *
is_in(const char *folder, const char *practice, const struct stat *target)
{
	DIR *dir = opendir(folder);
	const struct dirent *en;
	const char *why = NULL;
	struct stat st;

	while (dir != NULL && why == NULL && (en = readdir(dir)) != NULL) {
		const char *belongs = practice == NULL ? is_beside :
		    named(practice, en->d_name);

		if (belongs != NULL && fstatat(dirfd(dir), en->d_name, &st,
		    AT_SYMLINK_NOFOLLOW) == 0 && same(&st, target))
			why = belongs;
	}
	if (dir != NULL)
		closedir(dir);
	return why;
}

/* Why `target` is, under whatever name, a file of this practice, or NULL. */
static const char *
is_entry(const char *practice, const struct stat *target)
{
	AUTO_FREE char *folder = path_folder(practice);
	const char *why = is_in(folder, path_name(practice), target);
	size_t i;

	for (i = 0; i < COMPANIONS && why == NULL && S_ISREG(target->st_mode); i++) {
		AUTO_FREE char *own = companion_path(practice, (enum companion)i);

		if (companions[i].folder)
			why = is_in(own, NULL, target);
	}
	return why;
}

/* Is the folder, or one above it, one of the practice's own folders? */
static bool
inside(const char *practice, const char *folder)
{
	char *path = realpath(folder, NULL), *slash;
	struct stat here, st;
	bool found = false;
	size_t i;

	while (path != NULL && !found && stat(path, &here) == 0) {
		for (i = 0; i < COMPANIONS && !found; i++) {
			AUTO_FREE char *own = companion_path(practice,
			    (enum companion)i);

			found = companions[i].folder && stat(own, &st) == 0 &&
			    same(&st, &here);
		}
		slash = strrchr(path, '/');
		if (slash == NULL || slash == path)
			break;
		*slash = '\0';
	}
	free(path);
	return found;
}

static const char *
belongs_to(const char *practice, const char *target)
{
	AUTO_FREE char *ours = path_folder(practice), *theirs = path_folder(target);
	const char *why = NULL;
	struct stat a, b;

	if (stat(ours, &a) == 0 && stat(theirs, &b) == 0 && same(&a, &b))
		why = named(path_name(practice), path_name(target));
	if (why == NULL && stat(target, &a) == 0)
		why = is_entry(practice, &a);
	if (why == NULL && inside(practice, theirs))
		why = is_beside;
	return why;
}

const char *
companion_is(const char *target)
{
	const char *why = NULL;
	size_t i;

	for (i = 0; i < n_guarded && why == NULL; i++)
		why = belongs_to(guarded[i], target);
	return why;
}

const char *
companion_is_stream(int fd)
{
	const char *why = NULL;
	struct stat st;
	size_t i;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return NULL;
	for (i = 0; i < n_guarded && why == NULL; i++)
		why = is_entry(guarded[i], &st);
	return why;
}
