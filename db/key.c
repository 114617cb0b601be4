/*
 * key.c - FILE.key, with which the journal's digests are made.
 *
 * Writing needs the key that the journal began with, whose fingerprint is in the file.
 * Without it the file can only be read.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/scratch.h"
#include "base/text.h"
#include "db/internal.h"

void
key_fingerprint(const unsigned char key[DIGEST_KEY_SIZE], unsigned char out[DIGEST_SIZE])
{
	struct digest d;

	digest_begin(&d, key);
	digest_text(&d, "chairside journal key");
	digest_end(&d, out);
}

const char *
db_keyed(const struct db *db, const char *text, char hex[DB_KEYED_SIZE])
{
	unsigned char bytes[DIGEST_SIZE];
	struct digest d;

	digest_begin(&d, db->key);
	digest_text(&d, "chairside secret");
	digest_text(&d, text);
	digest_end(&d, bytes);
	return digest_hex(bytes, sizeof(bytes), hex);
}

void
key_hex(const unsigned char key[DIGEST_KEY_SIZE], char hex[DIGEST_HEX_SIZE])
{
	unsigned char print[DIGEST_SIZE];

	key_fingerprint(key, print);
	digest_hex(print, sizeof(print), hex);
}

bool
key_pair(struct db *db, char made[DIGEST_HEX_SIZE], char here[DIGEST_HEX_SIZE],
    struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_head");
	const void *stored;
	size_t n;

	made[0] = '\0';
	if (stmt_next(st) && (stored = stmt_blob(st, "key_fingerprint", &n)) != NULL &&
	    n == DIGEST_SIZE)
		digest_hex(stored, n, made);
	key_hex(db->key, here);
	return stmt_end(st, e);
}

/* Makes FILE.key. It gets its name only when all of it is on the disk: half a key would
 * prevent any practice of that name from being made. */
static bool
key_make(struct db *db, const char *path, struct err *e)
{
	AUTO_FREE char *stem = xasprintf("%s.new-", path), *fresh = NULL;
	int fd = scratch_make(stem, &fresh), error = 0;

	if (fd < 0)
		return err_set(e, ERR_IO, NULL, "Cannot make the key %s: %s.", path,
		    strerror(errno));
	digest_random(db->key, sizeof(db->key));
	errno = ENOSPC;		/* a short write sets no errno */
	if (write(fd, db->key, sizeof(db->key)) != (ssize_t)sizeof(db->key) ||
	    (file_is_shared(path) && fchmod(fd, 0640) != 0) || fsync(fd) != 0 ||
	    link(fresh, path) != 0)
		error = errno;
	close(fd);
	unlink(fresh);
	db->made_key = error == 0;
	return error == 0 || err_set(e, ERR_IO, NULL,
	    "Cannot make the key %s: %s.", path, strerror(error));
}

/* Why FILE.key cannot be read, as a phrase after its name; NULL: it is in db->key. */
static char *
key_take(struct db *db, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	ssize_t n = -1;
	char *why = NULL;

	if (fd < 0 && errno == ENOENT)
		return xstrdup("is missing");
	if (fd < 0 && errno == ELOOP)
		return xstrdup("is a symbolic link");
	if (fd < 0 || fstat(fd, &st) != 0)
		why = xasprintf("cannot be read (%s)", strerror(errno));
	else if (!S_ISREG(st.st_mode))
		why = xstrdup("is not an ordinary file");
	else if (st.st_size != DIGEST_KEY_SIZE)
		why = xasprintf("is %lld bytes long and not %d", (long long)st.st_size,
		    DIGEST_KEY_SIZE);
	else if ((n = read(fd, db->key, sizeof(db->key))) != DIGEST_KEY_SIZE)
		why = xasprintf("cannot be read (%s)", n < 0 ? strerror(errno) :
		    "it ends too early");
	if (fd >= 0)
		close(fd);
	return why;
}

/* Sets *another when the journal was made with another key. */
static bool
is_another(struct db *db, bool *another, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_head");
	unsigned char print[DIGEST_SIZE];
	const void *stored;
	size_t n;

	*another = false;
	key_fingerprint(db->key, print);
	if (stmt_next(st)) {
		stored = stmt_blob(st, "key_fingerprint", &n);
		*another = n != DIGEST_SIZE || !digest_equal(stored, print, n);
	} else {
		db_refuse(db, "Nothing can be saved: the head of the journal is missing. "
		    "`chairside check` tells what else is.");
	}
	return stmt_end(st, e);
}

/* Its name without the folders, since the sentence is shown on every page. */
static void
add_name(const struct db *db, struct buf *out)
{
	text_show(out, path_name(db->path), false);
	buf_adds(out, ".key");
}

bool
key_open(struct db *db, struct err *e)
{
	AUTO_FREE char *path = companion_path(db->path, COMPANION_KEY);
	AUTO_FREE char *why = key_take(db, path);
	AUTO_BUF struct buf shown = BUF_INIT;
	bool another = false;

	if (why == NULL && !is_another(db, &another, e))
		return false;
	if (why == NULL && !another)
		return true;
	add_name(db, &shown);
	db->key_trouble = xasprintf("The key %s, beside the practice file, %s.", shown.s,
	    why != NULL ? why : "is not the one this practice was written with");
	db_refuse(db, "Nothing can be saved. %s Put your copy of that file back and open "
	    "the practice again.", db->key_trouble);
	return true;
}

bool
key_read(struct db *db, struct err *e)
{
	AUTO_FREE char *path = companion_path(db->path, COMPANION_KEY);
	AUTO_FREE char *why = key_take(db, path);
	AUTO_BUF struct buf shown = BUF_INIT;

	add_name(db, &shown);
	return why == NULL || err_set(e, ERR_IO, NULL,
	    "The key %s, beside the practice file, %s.", shown.s, why);
}

bool
key_begin(struct db *db, struct err *e)
{
	AUTO_FREE char *path = companion_path(db->path, COMPANION_KEY);
	struct stat st;

	if (lstat(path, &st) != 0 && errno == ENOENT)
		return key_make(db, path, e);
	return key_read(db, e);
}
