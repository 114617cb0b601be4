/*
 * fetch_backup.c - see fetch_backup.h.
 */
#include "server/fetch_backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/digest.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup.h"

#define BLOCK 512
#define SIZE_MAX_TAR ((int64_t)8 << 30)		/* eleven octal digits */
#define CHUNK ((size_t)1 << 16)

struct sending {
	FILE *out;
	const char *name;	/* of the backup */
	char **had;		/* names of attachments, in order; in the caller's text */
	size_t n_had;
	struct buf sums, list;
	struct err *e;
};

/* --- an archive ---------------------------------------------------------------------------- */

/* A header as POSIX ustar has it: octal numbers, and a sum of its bytes. */
struct ustar {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, link[100],
	    magic[6], version[2], user[32], group[32], major[8], minor[8], prefix[155], rest[12];
};
_Static_assert(sizeof(struct ustar) == BLOCK, "a header is a block");

static bool
cannot(struct err *e, const char *verb, const char *path)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	const char *why = strerror(errno);

	text_show(&shown, path, false);
	return err_set(e, ERR_IO, NULL, "Cannot %s %s: %s.", verb, shown.s, why);
}

static bool
put(struct sending *s, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, s->out) == n || cannot(s->e, "send", s->name);
}

static void
octal(char *to, size_t digits, uint64_t n)
{
	for (; digits > 0; n >>= 3)
		to[--digits] = (char)('0' + (n & 7));
}

static bool
put_header(struct sending *s, const char *folder, const char *name, int64_t size)
{
	struct ustar h = { .mode = "0000600", .uid = "0000000", .gid = "0000000",
	    .type = '0', .magic = "ustar", .version = "00" };
	const unsigned char *bytes = (const unsigned char *)&h;
	unsigned sum = 0;
	size_t i;

	if (strlen(name) > sizeof(h.name) || strlen(folder) > sizeof(h.prefix) ||
	    size >= SIZE_MAX_TAR)
		return err_set(s->e, ERR_INVALID, NULL, "The practice's name is too long, or the "
		    "file too large, for an archive.");
	memcpy(h.name, name, strlen(name));
	memcpy(h.prefix, folder, strlen(folder));
	octal(h.size, sizeof(h.size) - 1, (uint64_t)size);
	octal(h.mtime, sizeof(h.mtime) - 1, 0);
	memset(h.sum, ' ', sizeof(h.sum));
	for (i = 0; i < sizeof(h); i++)
		sum += bytes[i];
	octal(h.sum, sizeof(h.sum) - 2, sum);
	h.sum[sizeof(h.sum) - 2] = '\0';
	return put(s, &h, sizeof(h));
}

static bool
put_rest(struct sending *s, int64_t size)
{
	static const char zeros[BLOCK];

	return put(s, zeros, (size_t)(-size & (BLOCK - 1)));
}

/* Adds the line that sha256sum -c reads. */
static void
add_sum(struct sending *s, const char *hex, const char *folder, const char *name)
{
	buf_addf(&s->sums, "%s  %s%s%s\n", hex, folder, *folder != '\0' ? "/" : "", name);
}

static bool
put_text(struct sending *s, const char *ending, const struct buf *text)
{
	AUTO_FREE char *name = xasprintf("%s%s", s->name, ending);

	return put_header(s, "", name, (int64_t)text->len) && put(s, text->s, text->len) &&
	    put_rest(s, (int64_t)text->len);
}

static bool
put_bytes(struct sending *s, int fd, const char *path, int64_t size, char hex[DIGEST_HEX_SIZE])
{
	AUTO_FREE char *chunk = xmalloc(CHUNK);
	struct digest_sha sha;
	int64_t left = size;

	digest_sha_begin(&sha);
	while (left > 0) {
		ssize_t n = read(fd, chunk, left < (int64_t)CHUNK ? (size_t)left : CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return cannot(s->e, "read", path);
		digest_sha_add(&sha, chunk, (size_t)n);
		if (!put(s, chunk, (size_t)n))
			return false;
		left -= n;
	}
	digest_sha_end(&sha, hex);
	return put_rest(s, size);
}

static bool
put_file(struct sending *s, const char *path, const char *folder, const char *name)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	char hex[DIGEST_HEX_SIZE];
	struct stat st;
	bool ok;

	if (fd < 0 || fstat(fd, &st) != 0) {
		cannot(s->e, "read", path);
		if (fd >= 0)
			close(fd);
		return false;
	}
	ok = S_ISREG(st.st_mode) && put_header(s, folder, name, st.st_size) &&
	    put_bytes(s, fd, path, st.st_size, hex);
	close(fd);
	if (ok)
		add_sum(s, hex, folder, name);
	return ok;
}

/* --- what is sent ---------------------------------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
not_hidden(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static bool
has(const struct sending *s, const char *name)
{
	return s->n_had > 0 &&
	    bsearch(&name, s->had, s->n_had, sizeof(*s->had), by_text) != NULL;
}

/* The attachments that the second machine has not; all of them go into the list. */
static bool
put_attachments(struct sending *s, const char *path)
{
	AUTO_FREE char *from = xasprintf("%s.files", path);
	AUTO_FREE char *folder = xasprintf("%s.files", s->name);
	struct dirent **list = NULL;
	int i, n = scandir(from, &list, not_hidden, by_name);
	bool ok = n >= 0 || errno == ENOENT || cannot(s->e, "read", from);

	for (i = 0; i < n; i++) {
		AUTO_FREE char *file = xasprintf("%s/%s", from, list[i]->d_name);

		buf_addf(&s->list, "%s\n", list[i]->d_name);
		ok = ok && (has(s, list[i]->d_name) ||
		    put_file(s, file, folder, list[i]->d_name));
		free(list[i]);
	}
	free(list);
	return ok;
}

/* The list of erasures comes each time: what is restored from there is erased again by it. */
static bool
put_erasures(struct sending *s, const char *practice)
{
	AUTO_FREE char *list = companion_path(practice, COMPANION_ERASED);

	return access(list, F_OK) != 0 || put_file(s, list, "", path_name(list));
}

static bool
put_backup(struct sending *s, const char *path)
{
	AUTO_FREE char *note = xasprintf("%s.txt", path);
	AUTO_FREE char *note_name = xasprintf("%s.txt", s->name);
	AUTO_FREE char *list_name = xasprintf("%s.list", s->name);
	char hex[DIGEST_HEX_SIZE];

	if (!put_attachments(s, path))
		return false;
	add_sum(s, digest_sha256(s->list.s, s->list.len, hex), "", list_name);
	return put_text(s, ".list", &s->list) &&
	    put_file(s, note, "", note_name) && put_file(s, path, "", s->name) &&
	    put_text(s, ".sha256", &s->sums);
}

/* Cuts the lines; they stay in the text. */
static void
read_had(struct sending *s, char *text)
{
	size_t cap = 0;
	char *line, *rest;

	for (line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		GROW(s->had, cap, s->n_had + 1);
		s->had[s->n_had++] = line;
	}
	if (s->n_had > 0)
		qsort(s->had, s->n_had, sizeof(*s->had), by_text);
}

/* --- from beginning to end ---------------------------------------------------------------------- */

/* The newest in FILE.backups. */
static bool
find_newest(const struct db *db, struct backup *b, struct err *e)
{
	struct backup_kept *list;
	size_t n = backup_list(db, &list), i;

	for (i = 0; i < n && b->path == NULL; i++)
		if (list[i].whole && !list[i].elsewhere) {
			*b = list[i].backup;
			list[i].backup.path = NULL;
		}
	backup_list_free(list, n);
	if (b->path == NULL)
		return err_set(e, ERR_NOTFOUND, NULL, "There is no backup yet.");
	return b->sealed[0] != '\0' || err_set(e, ERR_INVALID, NULL, "The newest backup is not "
	    "sealed, and only sealed ones leave this machine: put a public key of `chairside backup "
	    "keygen` into Practice, Settings, Backup key, and make another.");
}

static bool
send_newest(struct db *db, const struct buf *had, FILE *out, struct err *e)
{
	struct backup b = { .path = NULL };
	AUTO_FREE char *text = xstrndup(had->len > 0 ? had->s : "", had->len);
	struct sending s = { .out = out, .sums = BUF_INIT, .list = BUF_INIT, .e = e };
	static const char end[2 * BLOCK];
	int hold = -1;
	bool ok = find_newest(db, &b, e) && (hold = backup_hold(b.path, e)) >= 0;

	if (ok) {
		s.name = path_name(b.path);
		read_had(&s, text);
		ok = put_erasures(&s, db_path(db)) &&
		    (has(&s, s.name) || put_backup(&s, b.path)) && put(&s, end, sizeof(end)) &&
		    (fflush(out) == 0 || cannot(e, "send", s.name)) &&
		    backup_did(db_path(db), BACKUP_FETCHED, e) && (has(&s, s.name) || backup_note(db, &b,
		    "fetch a backup of practice 1, by a second machine", e));
	}
	if (hold >= 0)
		close(hold);
	free(s.had);
	buf_free(&s.sums);
	buf_free(&s.list);
	backup_clear(&b);
	return ok;
}

bool
fetch_backup(const char *practice, const struct buf *had, FILE *out, struct err *e)
{
	struct stat st;
	struct db *db;
	bool ok;

	if (stat(practice, &st) == 0 && st.st_uid != geteuid())
		return err_set(e, ERR_DENIED, NULL, "fetch-backup is for the account that the "
		    "practice file belongs to.");
	db = db_open(practice, e);
	if (db == NULL)
		return false;
	db_set_who(db, 0, "a second machine");
	ok = send_newest(db, had, out, e);
	db_close(db);
	return ok;
}
