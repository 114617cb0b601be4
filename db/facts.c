/*
 * facts.c - facts of the file for a support question: numbers, nothing of a record.
 */
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "db/internal.h"

const char *
db_library(void)
{
	static char text[32];

	snprintf(text, sizeof(text), "SQLite %s", sqlite3_libversion());
	return text;
}

static void
tell_number(const char *name, int64_t n, db_fact_fn fn, void *arg)
{
	AUTO_FREE char *text = xasprintf("%" PRId64, n);

	fn(name, text, arg);
}

static int64_t
bytes_of(const struct db *db, enum companion c)
{
	AUTO_FREE char *path = companion_path(db->path, c);
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

bool
db_facts(struct db *db, db_fact_fn fn, void *arg, struct err *e)
{
	struct statvfs disk;
	struct stat st;
	int64_t entries;
	size_t newest;

	if (!db_journal_head(db, &entries, NULL, e))
		return false;
	migrations(&newest);
	tell_number("schema", db_schema_version(db), fn, arg);
	tell_number("newest schema known", (int64_t)newest, fn, arg);
	fn("may be written", db->refusal == NULL ? "yes" : "no", arg);
	tell_number("journal entries", entries, fn, arg);
	tell_number("page size", db_pragma_int(db, "page_size"), fn, arg);
	tell_number("free pages", db_pragma_int(db, "freelist_count"), fn, arg);
	tell_number("bytes of the file", bytes_of(db, COMPANION_FILE), fn, arg);
	tell_number("bytes of its log", bytes_of(db, COMPANION_WAL), fn, arg);
	if (statvfs(db->path, &disk) == 0)
		tell_number("bytes free on its disk",
		    (int64_t)disk.f_bavail * (int64_t)disk.f_frsize, fn, arg);
	if (stat(db->path, &st) == 0) {
		AUTO_FREE char *mode = xasprintf("%04o", (unsigned)st.st_mode & 07777);

		fn("mode of the file", mode, arg);
	}
	fn("shared by a group", file_is_shared(db->path) ? "yes" : "no", arg);
	return true;
}
