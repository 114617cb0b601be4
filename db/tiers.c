/*
 * tiers.c - the backups there are: the newest, and which are kept.
 *
 * A tier keeps the newest backup of each of so many steps of time, and counts only steps
 * that have one: a clock that was a year ahead for a day takes the places of a day, and
 * three weeks off take none. A backup dated later than now stands behind all others, takes
 * no place and is kept.
 *
 * To be removed, a backup is locked by its note, as whoever restores or fetches one has it,
 * and loses its name first: what a killed program leaves is swept like a backup that was
 * not finished.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/companion.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup_inside.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define QUIET ((instant)31 * DAY)

/*
 * Why these: what goes wrong is mostly seen within the day, and then an hour of work is much;
 * a wrong import or a merge comes to light within two weeks, at the end of the month when the
 * figures are read, or, for the rest, when the books of the year are closed, which may be well
 * into the next. Whatever was made within a day of the newest is kept besides, so that
 * one made by hand stays.
 */
static const struct {
	const char *name;
	instant step;
	int many;		/* steps that have a backup */
} tiers[] = {
	{ "quarter-hourly", 15 * MINUTE, 96 },	/* 24 hours */
	{ "hourly", HOUR, 48 },			/* 2 days */
	{ "daily", DAY, 14 },			/* 2 weeks */
	{ "weekly", 7 * DAY, 9 },		/* 2 months */
	{ "monthly", 2629800, 24 },		/* 2 years: a twelfth of 365.25 days each */
};

instant
backup_gone_by(instant made)
{
	return made + tiers[ARRAY_LEN(tiers) - 1].step * tiers[ARRAY_LEN(tiers) - 1].many;
}

/* --- those that are there ------------------------------------------------------------ */

bool
backup_is_note(const char *name, const char *practice)
{
	static const char ending[] = BACKUP_ENDING NOTE_ENDING;
	const char *base = path_name(practice);
	size_t n = strlen(base), len = strlen(name);

	return strncmp(name, base, n) == 0 && name[n] == '-' && len > n + sizeof(ending) &&
	    strcmp(name + len - (sizeof(ending) - 1), ending) == 0;
}

/* Newest first; those dated later than now were made with a wrong clock and are last. */
static int
newest_first(const void *x, const void *y)
{
	const struct backup *a = &((const struct backup_kept *)x)->backup;
	const struct backup *b = &((const struct backup_kept *)y)->backup;
	instant now = clock_now();
	bool a_ahead = a->made > now, b_ahead = b->made > now;

	if (a_ahead != b_ahead)
		return a_ahead ? 1 : -1;
	if (a->made != b->made)
		return a->made > b->made ? -1 : 1;
	return -strcmp(a->path, b->path);
}

/* Reads a note; false when it is none with a valid seal. */
static bool
take_note(const char *folder, const char *name, const unsigned char *key,
    struct backup_kept *k)
{
	AUTO_FREE char *path = xasprintf("%s/%s", folder, name);
	AUTO_BUF struct buf text = BUF_INIT;
	struct stat st;
	bool there;

	*k = (struct backup_kept){ .elsewhere = strcmp(name, BACKUP_ELSEWHERE) == 0 };
	if (!file_read(path, NOTE_MAX, &text, NULL) || !note_read(text.s, key, &k->backup))
		return false;
	if (!k->elsewhere) {
		free(k->backup.path);
		k->backup.path = xstrndup(path, strlen(path) - strlen(NOTE_ENDING));
	}
	there = stat(k->backup.path, &st) == 0;
	k->whole = there && S_ISREG(st.st_mode) && st.st_size == k->backup.bytes;
	/* a disk that is not mounted still holds its backup */
	k->away = !there && k->elsewhere;
	return true;
}

static size_t
list_folder(const char *folder, const char *practice,
    const unsigned char key[DIGEST_KEY_SIZE], struct backup_kept **list)
{
	DIR *dir = opendir(folder);
	const struct dirent *d;
	size_t n = 0, cap = 0;

	*list = NULL;
	while (dir != NULL && (d = readdir(dir)) != NULL) {
		if (!backup_is_note(d->d_name, practice) &&
		    strcmp(d->d_name, BACKUP_ELSEWHERE) != 0)
			continue;
		GROW(*list, cap, n + 1);
		if (take_note(folder, d->d_name, key, &(*list)[n]))
			n++;
	}
	if (dir != NULL)
		closedir(dir);
	if (n > 0)
		qsort(*list, n, sizeof(**list), newest_first);
	return n;
}

static size_t
list_all(const char *practice, const unsigned char key[DIGEST_KEY_SIZE],
    struct backup_kept **list)
{
	AUTO_FREE char *folder = companion_path(practice, COMPANION_BACKUPS);

	return list_folder(folder, practice, key, list);
}

char *
backup_like(const char *folder, const struct db *db, const char *sealed, instant *made)
{
	struct backup_kept *list;
	size_t n = list_folder(folder, db->path, db->key, &list), i;
	char *like = NULL;

	*made = 0;
	for (i = 0; i < n && like == NULL; i++)
		if (list[i].whole && !list[i].elsewhere &&
		    strcmp(list[i].backup.sealed, sealed) == 0) {
			like = xstrdup(list[i].backup.path);
			*made = list[i].backup.made;
		}
	backup_list_free(list, n);
	return like;
}

void
backup_list_free(struct backup_kept *list, size_t n)
{
	while (n > 0)
		backup_clear(&list[--n].backup);
	free(list);
}

bool
backup_find(const char *path, const unsigned char key[DIGEST_KEY_SIZE], bool there,
    struct backup *b)
{
	struct backup_kept *list;
	size_t n = list_all(path, key, &list), i;

	backup_clear(b);
	for (i = 0; i < n && b->path == NULL; i++)
		if (list[i].whole || (list[i].away && !there)) {
			*b = list[i].backup;
			list[i].backup.path = NULL;
		}
	backup_list_free(list, n);
	return b->path != NULL;
}

bool
backup_newest(const struct db *db, struct backup *b)
{
	return backup_find(db->path, db->key, false, b);
}

/* --- which are kept ------------------------------------------------------------------- */

/* Does it take part in the tiers? */
static bool
counts(const struct backup_kept *k, instant now)
{
	return k->whole && !k->elsewhere && k->backup.made <= now;
}

static void
set_tiers(struct backup_kept *list, size_t n)
{
	instant now = clock_now(), newest = 0;
	size_t t, i;

	for (t = 0; t < ARRAY_LEN(tiers); t++) {
		instant step = 0;
		int many = 0;

		for (i = 0; i < n; i++) {
			const instant made = list[i].backup.made;
			bool first;

			if (!counts(&list[i], now))
				continue;
			if (newest == 0)
				newest = made;
			first = many == 0 || made / tiers[t].step != step;
			step = made / tiers[t].step;
			many += first;
			if (list[i].tier == NULL && ((first && many <= tiers[t].many) ||
			    (t == 0 && newest - made < DAY)))
				list[i].tier = tiers[t].name;
		}
	}
}

size_t
backup_list(const struct db *db, struct backup_kept **list)
{
	size_t n = list_all(db->path, db->key, list);

	set_tiers(*list, n);
	return n;
}

int
backup_hold(const char *path, struct err *e)
{
	AUTO_FREE char *note = xasprintf("%s" NOTE_ENDING, path);
	AUTO_BUF struct buf shown = BUF_INIT;
	int fd = open(note, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0) {
		carry_fail(e, "read", note);
	} else if (flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
		text_show(&shown, path, false);
		err_set(e, ERR_BUSY, NULL, "%s is just being made or removed. Try again.",
		    shown.s);
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Removes one, unless somebody has it. */
static bool
remove_one(const struct backup *b, bool *removed, struct err *e)
{
	AUTO_FREE char *note = xasprintf("%s" NOTE_ENDING, b->path);
	AUTO_FREE char *part = xasprintf("%s" BACKUP_PART, b->path);
	AUTO_FREE char *files = xasprintf("%s" BACKUP_FILES, b->path);
	int fd = open(note, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool ok = true;

	*removed = false;
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
		ok = rename(b->path, part) == 0 && ftruncate(fd, 0) == 0;
		if (ok) {
			carry_remove(files);
			ok = unlink(part) == 0 && unlink(note) == 0;
		}
		*removed = ok;
		if (!ok)
			carry_fail(e, "remove the older backup", b->path);
	}
	if (fd >= 0)
		close(fd);
	return ok;
}

bool
backup_thin(const struct db *db, const struct backup *newest, int *removed, struct err *e)
{
	struct backup_kept *list;
	size_t n = backup_list(db, &list), i;
	instant now = clock_now();
	bool ok = true, one;

	*removed = 0;
	/* only while the one just made is there, and is the newest of all */
	for (i = 0; i < n && !counts(&list[i], now); i++)
		;
	if (i < n && strcmp(path_name(list[i].backup.path), path_name(newest->path)) == 0)
		for (; ok && i < n; i++)
			if (counts(&list[i], now) && list[i].tier == NULL) {
				ok = remove_one(&list[i].backup, &one, e);
				*removed += one;
			}
	backup_list_free(list, n);
	return ok;
}

/* --- what was done with one ---------------------------------------------------------------- */

bool
backup_note(struct db *db, const struct backup *b, const char *label, struct err *e)
{
	return clock_now() - b->entry_at > QUIET || db_note(db, "backup", label, e);
}

/* FILE.backups/WHAT: a line, the instant. */
static char *
last_path(const char *practice, const char *what)
{
	AUTO_FREE char *folder = companion_path(practice, COMPANION_BACKUPS);

	return xasprintf("%s/%s", folder, what);
}

bool
backup_did(const char *practice, const char *what, struct err *e)
{
	AUTO_FREE char *path = last_path(practice, what);
	struct file_out *o = file_out_open_own(path, e);
	char at[CLOCK_ISO_SIZE];

	if (o == NULL)
		return false;
	file_out_shared(o);
	fprintf(file_out_stream(o), "%s\n", clock_iso(clock_now(), at));
	return file_out_commit(o, e);
}

instant
backup_last(const char *practice, const char *what)
{
	AUTO_FREE char *path = last_path(practice, what);
	AUTO_BUF struct buf text = BUF_INIT;
	instant at = 0;

	if (!file_read(path, CLOCK_ISO_SIZE, &text, NULL))
		return 0;
	buf_cut(&text, strcspn(text.s, "\n"));
	return clock_from_iso(text.s, &at) ? at : 0;
}

/* --- is there anything new? --------------------------------------------------------------- */

bool
backup_is_current(struct db *db, const struct backup *b, bool *current, struct err *e)
{
	char head[DIGEST_HEX_SIZE];
	struct stmt *st;

	*current = false;
	if (b->path == NULL || b->schema != db_schema_version(db))
		return true;
	if (!journal_head_at(db, b->entry, head, e))
		return false;
	if (strcmp(head, b->head) != 0)
		return true;
	st = db_stmt(db, "backup_changed_since");
	stmt_set_int(st, "n", b->entry);
	*current = !stmt_next(st);
	return stmt_end(st, e);
}
