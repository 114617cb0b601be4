/*
 * files_kept.c - FILE.files: bytes kept by their digest. See files.h.
 */
#include "practice/files_inside.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/companion.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/photo.h"
#include "practice/naming.h"

static char *
kept_folder(struct practice *p)
{
	return companion_path(db_path(p->db), COMPANION_FILES);
}

static bool
is_digest(const char *name)
{
	return strlen(name) == DIGEST_HEX_SIZE - 1 && strspn(name, "0123456789abcdef") ==
	    DIGEST_HEX_SIZE - 1;
}

/* --- in ------------------------------------------------------------------------------------- */

bool
kept_put(struct practice *p, const struct buf *bytes, const char *digest, struct err *e)
{
	AUTO_FREE char *folder = kept_folder(p);
	AUTO_FREE char *path = xasprintf("%s/%s", folder, digest);
	AUTO_BUF struct buf there = BUF_INIT;
	struct file_out *o;
	struct stat st;

	if (!file_make_own_folder(folder, e))
		return false;
	if (file_read_still(path, bytes->len, &there, &st, NULL) && there.len == bytes->len &&
	    memcmp(there.s, bytes->s, bytes->len) == 0)
		return true;
	o = file_out_open_own(path, e);
	if (o == NULL)
		return false;
	file_out_shared(o);
	fwrite(bytes->s, 1, bytes->len, file_out_stream(o));
	return file_out_commit(o, e);
}

/* --- out ------------------------------------------------------------------------------------ */

/* Why the bytes of that digest are not whole, for a sentence; NULL: they are. Without `deep`
 * only by size. `out` (may be NULL) gets them. */
static const char *
kept_look(const char *folder, const char *digest, int64_t size, bool deep, struct buf *out)
{
	AUTO_FREE char *path = xasprintf("%s/%s", folder, digest);
	AUTO_BUF struct buf bytes = BUF_INIT;
	char hex[DIGEST_HEX_SIZE];
	struct stat st;

	if (!is_digest(digest))
		return "its digest is none";
	if (lstat(path, &st) != 0)
		return errno == ENOENT ? "its bytes are missing" : "its bytes cannot be reached";
	if (!S_ISREG(st.st_mode) || st.st_size != size)
		return "its bytes are altered";
	if (!deep && out == NULL)
		return NULL;
	if (!file_read_still(path, (size_t)size, &bytes, &st, NULL))
		return "its bytes cannot be read";
	if (strcmp(digest_sha256(bytes.s, bytes.len, hex), digest) != 0)
		return "its bytes are altered";
	if (out != NULL)
		buf_add(out, bytes.s, bytes.len);
	return NULL;
}

bool
file_bytes(struct practice *p, const struct record *r, struct buf *out, struct err *e)
{
	AUTO_FREE char *folder = kept_folder(p);
	AUTO_BUF struct buf name = BUF_INIT;
	const char *why;

	if (!practice_may(p, ACTION_READ_MEDICAL, e))
		return false;
	why = kept_look(folder, record_text(r, "digest"), record_int(r, "size"), true, out);
	if (why == NULL)
		return true;
	naming_add(p, r, &name);
	return err_set(e, ERR_IO, NULL, "This cannot be read, %s: %s. A backup may have it.",
	    why, name.s);
}

bool
file_copy(struct practice *p, const struct record *r, struct buf *jpeg, struct err *e)
{
	AUTO_BUF struct buf bytes = BUF_INIT;

	return file_bytes(p, r, &bytes, e) && photo_copy(bytes.s, bytes.len,
	    (int)(record_int(r, "turn") & 3), jpeg, e);
}

/* --- whole? --------------------------------------------------------------------------------- */

struct names {
	struct dirent **list;
	int n, at;
};

static int
not_hidden(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Names those before `digest` (NULL: all that are left): no record has them. */
static void
tell_left(struct names *x, const char *digest, void (*say)(const char *, void *), void *arg)
{
	for (; x->at < x->n; x->at++) {
		const char *name = x->list[x->at]->d_name;
		int order = digest != NULL ? strcmp(name, digest) : -1;
		AUTO_BUF struct buf line = BUF_INIT;

		if (order > 0)
			return;
		if (order == 0)
			continue;	/* it has one */
		buf_adds(&line, "Left over, no record has it (it was undone, or taking it in was "
		    "cut off): ");
		text_show(&line, name, false);
		buf_adds(&line, " among the files.");
		say(line.s, arg);
	}
}

static void
tell_broken(struct practice *p, int64_t id, const char *why, void (*say)(const char *, void *),
    void *arg, long *problems)
{
	AUTO_BUF struct buf line = BUF_INIT;

	buf_addf(&line, "attachment %lld (", (long long)id);
	naming_add_id(p, &record_attachment, id, &line);
	buf_addf(&line, "): %s.", why);
	say(line.s, arg);
	++*problems;
}

bool
files_check(struct practice *p, bool deep, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e)
{
	AUTO_FREE char *folder = kept_folder(p);
	struct names there = { .list = NULL };
	struct stmt *st;

	there.n = scandir(folder, &there.list, not_hidden, by_name);
	if (there.n < 0 && errno != ENOENT) {
		AUTO_FREE char *line = xasprintf("The files of the practice cannot be listed: %s.",
		    strerror(errno));

		say(line, arg);
		++*problems;
	}
	st = db_stmt(p->db, "check_files");
	while (stmt_next(st)) {
		const char *digest = stmt_text(st, "digest");
		const char *why = kept_look(folder, digest, stmt_int(st, "size"), deep, NULL);

		tell_left(&there, digest, say, arg);
		if (why != NULL)
			tell_broken(p, stmt_int(st, "id"), why, say, arg, problems);
	}
	tell_left(&there, NULL, say, arg);
	while (there.n > 0)
		free(there.list[--there.n]);
	free(there.list);
	return stmt_end(st, e);
}
