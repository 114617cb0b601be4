/*
 * erasing.c - what of an erasure is beside the file: the plan, its steps, and the list of
 * erasures. See erase.h.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup_inside.h"
#include "db/erase_inside.h"

#define PLAN_MAX (16 << 20)
#define LIST_MAX (16 << 20)
#define FILE_MAX ((size_t)64 << 20)
#define PERSON "client "
#define REMOVE "remove "
#define SEAL " seal "
#define WAL_HEADER 32
#define FRAME_HEADER 24

/* What a plan may remove, by how it goes on behind the practice file's name; all of it where
 * it is planned whole. */
static const struct {
	const char *begin;
	bool whole;
} reach[] = {
	{ ".files/", false }, { ".drafts/", false }, { ".inbox/", false }, { ".exports/", true },
	{ ".before-", true }, { ".replaced-", true }, { ".old-wal-", true },
};

/* --- the list ------------------------------------------------------------------------------- */

struct people {
	struct db *db;
	int64_t client;
	struct buf *out;
};

/* "client 12 made 345 0123456789abcdef", by which a person is the same in another copy of the
 * file, where the number may be another's: the entry that made them, else the first, which is
 * the load that they came with. */
static bool
add_person(struct db *db, int64_t client, struct buf *out, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_row_history");
	AUTO_BUF struct buf room = BUF_INIT;
	struct change_reader r;
	char mark[DB_MARK_SIZE];
	const void *bytes;
	size_t size;
	int64_t n = 1;

	stmt_set_text(st, "tbl", "client");
	stmt_set_int(st, "row", client);
	if (stmt_next(st) && (bytes = journal_change(st, &room, &size)) != NULL &&
	    change_reader_begin(&r, bytes, size) && r.op == 'I')
		n = stmt_int(st, "n");
	if (!stmt_end(st, e) || !db_journal_mark(db, n, mark, e))
		return false;
	buf_addf(out, "client %" PRId64 " made %" PRId64 " %s", client, n, mark);
	return true;
}

static bool
add_card(struct record *card, void *arg, struct err *e)
{
	struct people *all = arg;

	if (card->id == all->client)
		return true;
	if (!add_person(all->db, card->id, all->out, e))
		return false;
	buf_addc(all->out, '\n');
	return true;
}

/* A line for the client and one for each card that was merged into theirs: a copy made before
 * has them as clients of their own. */
static bool
add_people(struct db *db, int64_t client, struct buf *out, struct err *e)
{
	struct people all = { db, client, out };

	if (!add_person(db, client, out, e))
		return false;
	buf_addc(out, '\n');
	return db_owned(db, &record_client, client, add_card, &all, e);
}

/* Puts the lines that are not in the list into it. */
static bool
list_add(const char *list, const char *lines, struct err *e)
{
	AUTO_BUF struct buf all = BUF_INIT;
	struct file_out *o;
	const char *line, *end;
	size_t before;

	if (access(list, F_OK) == 0 && !file_read(list, LIST_MAX, &all, e))
		return false;
	before = all.len;
	for (line = lines; *line != '\0'; line = end + 1) {
		AUTO_FREE char *one = NULL;

		end = strchr(line, '\n');
		if (end == NULL)
			break;
		one = xstrndup(line, (size_t)(end - line + 1));
		if (all.s == NULL || strstr(all.s, one) == NULL)
			buf_adds(&all, one);
	}
	if (all.len == before)
		return true;
	o = file_out_open_own(list, e);
	if (o == NULL)
		return false;
	file_out_shared(o);
	fwrite(all.s, 1, all.len, file_out_stream(o));
	return file_out_commit(o, e);
}

static char *
list_path(const char *path)
{
	return companion_path(path, COMPANION_ERASED);
}

bool
erase_copy_list(const char *path, const char *folder, struct err *e)
{
	AUTO_FREE char *list = list_path(path);
	AUTO_FREE char *copy = xasprintf("%s/%s", folder, path_name(list));
	AUTO_BUF struct buf lines = BUF_INIT;
	struct stat st;

	return lstat(list, &st) != 0 || stat(folder, &st) != 0 ||
	    (file_read(list, LIST_MAX, &lines, e) && list_add(copy, lines.s, e));
}

/* Lists the people that a plan begins with. */
static bool
list_erasure(struct db *db, const char *plan, instant at, struct err *e)
{
	AUTO_FREE char *list = list_path(db->path);
	AUTO_FREE char *backups = companion_path(db->path, COMPANION_BACKUPS);
	AUTO_BUF struct buf lines = BUF_INIT;
	char iso[CLOCK_ISO_SIZE], hex[DB_KEYED_SIZE];

	clock_iso(at, iso);
	while (strncmp(plan, PERSON, strlen(PERSON)) == 0) {
		size_t n = strcspn(plan, "\n");
		AUTO_FREE char *line = xasprintf("%.*s erased %s", (int)n, plan, iso);

		plan += n + (plan[n] != '\0');
		buf_addf(&lines, "%s" SEAL "%s\n", line, db_keyed(db, line, hex));
	}
	return list_add(list, lines.s, e) && erase_copy_list(db->path, backups, e);
}

/* --- the plan ------------------------------------------------------------------------------- */

static char *
plan_path(const char *path)
{
	return companion_path(path, COMPANION_ERASING);
}

/* Is the folder in which `ending` is one of the practice itself, or none? Behind a link are
 * somebody else's files. */
static bool
is_own_folder(const char *path, const char *ending, struct err *e)
{
	AUTO_FREE char *folder = xasprintf("%s%.*s", path, (int)strcspn(ending, "/"), ending);
	AUTO_BUF struct buf shown = BUF_INIT;
	struct stat st;

	if (strchr(ending, '/') == NULL || lstat(folder, &st) != 0 || S_ISDIR(st.st_mode))
		return true;
	text_show(&shown, folder, false);
	return err_set(e, ERR_IO, NULL, "%s is no folder of the practice: nothing behind it is "
	    "removed. Make it one.", shown.s);
}

/* Adds what there is of one part, or (`may` not NULL) what of it may go. */
static bool
plan_part(struct db *db, const char *begin, bool (*may)(struct db *, const struct erasing *,
    const char *path), const struct erasing *x, struct buf *plan)
{
	AUTO_FREE char *stem = xasprintf("%s%s", db->path, begin);
	AUTO_FREE char *folder = path_folder(stem);
	const char *name = path_name(stem);
	DIR *dir = opendir(folder);
	const struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		AUTO_FREE char *path = xasprintf("%s/%s", folder, d->d_name);

		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0 &&
		    strncmp(d->d_name, name, strlen(name)) == 0 &&
		    strchr(d->d_name, '\n') == NULL && (may == NULL || may(db, x, path)))
			buf_addf(plan, REMOVE "%s%s\n", begin, d->d_name + strlen(name));
	}
	if (dir != NULL)
		closedir(dir);
	return true;
}

/* A draft that cannot be read may be about anybody: whose it is. */
static void
add_unread(const char *path, struct buf *out)
{
	const char *name = path_name(path), *at;
	size_t n = strspn(name, "0123456789");

	if (n == 0 || name[n] != '-')
		return;
	for (at = out->len > 0 ? out->s : ""; *at != '\0'; at += strcspn(at, " ") + 1)
		if (strncmp(at, name, n) == 0 && at[n] == ' ')
			return;
	buf_addf(out, "%.*s ", (int)n, name);
}

static void
tell_unread(const struct buf *unread, struct buf *later)
{
	size_t i, n = 0;

	for (i = 0; i < unread->len; i++)
		n += unread->s[i] == ' ';
	if (n > 0)
		buf_addf(later, "%sDrafts of %zu other account%s cannot be read here and may hold "
		    "this person: have each log in and throw them away.", later->len > 0 ? " " : "",
		    n, text_plural(n));
}

static bool
is_their_draft(struct db *db, const struct erasing *x, const char *path)
{
	AUTO_BUF struct buf text = BUF_INIT;
	AUTO_FREE char *type = NULL;
	struct stmt *st;
	int64_t record = 0;

	if (!file_read(path, FILE_MAX, &text, NULL)) {
		if (x->unread != NULL && access(path, F_OK) == 0)
			add_unread(path, x->unread);
		return false;
	}
	if (text.len == 0)
		return false;
	st = db_stmt(db, "erase_draft_file");
	stmt_set_text(st, "json", text.s);
	if (stmt_next(st)) {
		type = xstrdup(stmt_text(st, "type"));
		record = stmt_int(st, "record");
	}
	stmt_end(st, NULL);
	return erasing_is_draft(db, x, type != NULL ? type : "", record, text.s);
}

/* Has the client a file with these bytes? */
static bool
is_their_file(struct db *db, const struct erasing *x, const char *path)
{
	AUTO_BUF struct buf bytes = BUF_INIT;
	char hex[DIGEST_HEX_SIZE];
	struct stmt *st;
	bool found;

	if (!file_read(path, FILE_MAX, &bytes, NULL) || bytes.len == 0)
		return false;
	st = db_stmt(db, "erase_has_file");
	stmt_set_int(st, "client", x->client);
	stmt_set_text(st, "digest", digest_sha256(bytes.s, bytes.len, hex));
	found = stmt_next(st);
	return stmt_end(st, NULL) && found;
}

/* The files that are theirs alone. */
static bool
plan_files(struct db *db, int64_t client, const char *begin, struct buf *plan, struct err *e)
{
	struct stmt *st = db_stmt(db, "erase_files");

	stmt_set_int(st, "client", client);
	while (stmt_next(st))
		buf_addf(plan, REMOVE "%s%s\n", begin, stmt_text(st, "digest"));
	return stmt_end(st, e);
}

static bool
plan_write(struct db *db, const struct erasing *x, struct err *e)
{
	AUTO_FREE char *path = plan_path(db->path);
	AUTO_BUF struct buf plan = BUF_INIT;
	struct file_out *o;
	size_t i;

	for (i = 0; i < ARRAY_LEN(reach); i++)
		if (!is_own_folder(db->path, reach[i].begin, e))
			return false;
	if (!add_people(db, x->client, &plan, e) || !plan_files(db, x->client, ".files/", &plan, e))
		return false;
	plan_part(db, ".drafts/", is_their_draft, x, &plan);
	plan_part(db, ".inbox/", is_their_file, x, &plan);
	for (i = 0; i < ARRAY_LEN(reach); i++)
		if (reach[i].whole)
			plan_part(db, reach[i].begin, NULL, x, &plan);
	o = file_out_open_own(path, e);
	if (o == NULL)
		return false;
	file_out_shared(o);
	fwrite(plan.s, 1, plan.len, file_out_stream(o));
	return file_out_commit(o, e);
}

/* --- its steps ------------------------------------------------------------------------------ */

/* Only what an erasure reaches, wherever the plan comes from. */
static bool
may_remove(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(reach); i++) {
		size_t n = strlen(reach[i].begin);

		if (strncmp(name, reach[i].begin, n) == 0)
			return name[n] != '\0' && strchr(name + n, '/') == NULL &&
			    strcmp(name + n, ".") != 0 && strcmp(name + n, "..") != 0;
	}
	return false;
}

static bool
remove_planned(const char *path, const char *plan, struct err *e)
{
	const char *line;
	struct stat st;

	for (line = plan; (line = strstr(line, "\n" REMOVE)) != NULL; line++) {
		const char *name = line + strlen("\n" REMOVE);
		AUTO_FREE char *ending = xstrndup(name, strcspn(name, "\n"));
		AUTO_FREE char *target = xasprintf("%s%s", path, ending);

		if (!may_remove(ending))
			continue;
		if (!is_own_folder(path, ending, e))
			return false;
		carry_remove(target);
		if (lstat(target, &st) == 0)
			return carry_fail(e, "remove", target);
	}
	return true;
}

/* Writes zeros over the pages that the log holds behind its newest one. */
static bool
wipe_log(struct db *db, struct err *e)
{
	static const char zeros[4096];
	AUTO_FREE char *path = companion_path(db->path, COMPANION_WAL);
	AUTO_FREE char *label = NULL;
	int64_t page = db_pragma_int(db, "page_size");
	struct stat st;
	int left = 0, moved = 0, rc, fd;
	off_t at;
	bool ok;

	if (!identity_checkpoint_begin(db))
		return err_set(e, ERR_DB, NULL, "%s", db->refusal);
	rc = sqlite3_wal_checkpoint_v2(db->raw, "main", SQLITE_CHECKPOINT_RESTART, &left, &moved);
	identity_checkpoint_end(db);
	if (rc != SQLITE_OK || left != moved)
		return err_set(e, ERR_BUSY, NULL, "Somebody is reading the former state.");
	/* the next write begins the log anew: what is behind it is nobody's */
	label = xasprintf("end erasing in the log");
	if (!db_note(db, "erase", label, e))
		return false;
	fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	ok = fd >= 0 && fstat(fd, &st) == 0;
	at = WAL_HEADER + (off_t)db->wal_pages * (off_t)(page + FRAME_HEADER);
	for (; ok && at < st.st_size; at += (off_t)sizeof(zeros))
		ok = pwrite(fd, zeros, (size_t)(st.st_size - at < (off_t)sizeof(zeros) ?
		    st.st_size - at : (off_t)sizeof(zeros)), at) > 0;
	ok = ok && fsync(fd) == 0;
	if (!ok)
		carry_fail(e, "write over the former pages in", path);
	if (fd >= 0)
		close(fd);
	return ok;
}

/* The client of a plan; 0: it is none. *at: when they were erased, 0: not. */
static int64_t
plan_client(struct db *db, const char *plan, instant *at)
{
	struct stmt *st;
	int64_t client = 0;

	*at = 0;
	if (sscanf(plan, "client %" SCNd64 " made ", &client) != 1)
		return 0;
	st = db_stmt(db, "erasure_of_client");
	stmt_set_int(st, "client", client);
	if (stmt_next(st))
		*at = stmt_int(st, "at");
	stmt_end(st, NULL);
	return client;
}

/* Does all steps, whichever are already done; without a record of the erasure none. */
static bool
finish(struct db *db, struct err *e)
{
	AUTO_FREE char *path = plan_path(db->path);
	AUTO_FREE char *folder = path_folder(db->path);
	AUTO_BUF struct buf plan = BUF_INIT;
	instant at;

	if (!file_read(path, PLAN_MAX, &plan, e))
		return false;
	if (plan.len > 0 && plan_client(db, plan.s, &at) != 0 && at != 0 &&
	    (!list_erasure(db, plan.s, at, e) || !remove_planned(db->path, plan.s, e) ||
	    !wipe_log(db, e)))
		return false;
	return (unlink(path) == 0 && carry_sync_folder(folder)) ||
	    carry_fail(e, "end the erasure, whose plan is", path);
}

void
erase_settle(struct db *db)
{
	AUTO_FREE char *path = plan_path(db->path);
	struct err e;
	struct stat st;

	if (lstat(path, &st) != 0 || db->refusal != NULL || !db_try_lock(db))
		return;
	if (!finish(db, &e) && db->notice == NULL)
		db->notice = xasprintf("An erasure is not finished yet: %s", e.text);
	db_unlock(db);
}

static bool
may_begin(struct db *db, int64_t client, struct err *e)
{
	AUTO_RECORD struct record *card = db_get(db, &record_client, client, e);
	struct stmt *st;
	bool erased, merged;

	if (card == NULL)
		return false;
	st = db_stmt(db, "erasure_of_client");
	stmt_set_int(st, "client", client);
	erased = stmt_next(st);
	if (!stmt_end(st, e))
		return false;
	st = db_stmt(db, "erase_merged_into");
	stmt_set_int(st, "client", client);
	merged = stmt_next(st);
	return stmt_end(st, e) && (!erased || err_set(e, ERR_INVALID, NULL,
	    "This client was erased already.")) && (!merged || err_set(e, ERR_INVALID, NULL,
	    "This card was merged into another one: erase the client who has that one."));
}

bool
db_erase(struct db *db, const struct erase_wish *w, struct buf *later, struct err *e)
{
	AUTO_FREE char *path = plan_path(db->path);
	AUTO_BUF struct buf unread = BUF_INIT;
	struct erasing x;
	struct err why;
	bool ok;

	if (!db_lock(db, e))
		return false;
	erase_settle(db);
	erasing_begin(&x, db, w->client);
	x.staff = db->who;
	x.reason = w->reason;
	x.ask = w->ask;
	x.arg = w->arg;
	x.unread = &unread;
	ok = may_begin(db, w->client, e) && plan_write(db, &x, e);
	if (ok && !erase_write(db, &x, e)) {
		unlink(path);
		ok = false;
	}
	if (ok && !finish(db, &why))
		buf_addf(later, "%s The rest is removed when the practice is opened next.",
		    why.text);
	if (ok)
		tell_unread(&unread, later);
	erasing_end(&x);
	db_unlock(db);
	return ok;
}

/* --- after a restore ------------------------------------------------------------------------ */

struct again {
	struct db *db;
	const struct erase_again *wish;
	const char *into;	/* the list that gets the lines too */
};

static bool
part(struct db *db, int64_t merge, struct err *e)
{
	int64_t entry;
	bool apart;

	return db_merge_entry(db, merge, &entry, &apart, e) &&
	    (apart || db_unmerge(db, entry, NULL, e));
}

/* The merges of one statement, as it orders them. */
static bool
part_all(struct db *db, const char *statement, int64_t client, struct err *e)
{
	AUTO_FREE int64_t *ids = NULL;
	struct stmt *st = db_stmt(db, statement);
	size_t i, n;
	bool ok;

	stmt_set_int(st, "client", client);
	ok = stmt_ids(st, &ids, &n, e);
	for (i = 0; ok && i < n; i++)
		ok = part(db, ids[i], e);
	return ok;
}

/* Is it the person of the line, and not erased, neither here nor where their card leads? */
static bool
is_here(struct db *db, int64_t client, const char *line)
{
	AUTO_RECORD struct record *card = db_get(db, &record_client, client, NULL);
	AUTO_BUF struct buf person = BUF_INIT;

	return card != NULL && !db_is_erased(db, &record_client, client) &&
	    add_person(db, client, &person, NULL) &&
	    strncmp(line, person.s, person.len) == 0 && line[person.len] == ' ';
}

static void
remove_bytes(const char *files, const char *plan)
{
	const char *at;

	for (at = plan; (at = strstr(at, REMOVE "/")) != NULL; at++) {
		const char *name = at + strlen(REMOVE "/");
		AUTO_FREE char *target = xasprintf("%s/%.*s", files, (int)strcspn(name, "\n"),
		    name);

		unlink(target);
	}
}

/* Erases the person of a line of the list, if the copy has them. The cards of a pair that was
 * erased as one have a line each; whoever has none was somebody else, merged by mistake. */
static bool
again_line(const struct again *a, const char *line, struct err *e)
{
	AUTO_BUF struct buf plan = BUF_INIT;
	struct erasing x;
	struct err why;
	int64_t client = 0;
	bool ok;

	if (sscanf(line, "client %" SCNd64 " made ", &client) != 1 ||
	    !is_here(a->db, client, line))
		return true;
	if (!part_all(a->db, "erase_merged_into", client, &why) ||
	    !part_all(a->db, "merge_came", client, &why)) {
		AUTO_FREE char *said = xasprintf("Client %" PRId64 " was erased, and is back: one "
		    "with another, and not taken apart. %s", client, why.text);

		if (a->wish->say != NULL)
			a->wish->say(said, a->wish->arg);
		return true;
	}
	erasing_begin(&x, a->db, client);
	x.reason = "erased before this restore";
	buf_addc(&plan, '\n');
	ok = plan_files(a->db, client, "/", &plan, e) && erase_write(a->db, &x, e);
	erasing_end(&x);
	if (ok)
		remove_bytes(a->wish->files, plan.s);
	return ok;
}

/* The lines of a list that were made with the copy's key. */
static bool
again_list(const struct again *a, const char *list, struct err *e)
{
	AUTO_BUF struct buf text = BUF_INIT;
	const char *line, *end;
	bool ok = true;

	if (access(list, F_OK) != 0 || !file_read(list, LIST_MAX, &text, e))
		return access(list, F_OK) != 0;
	for (line = text.s; ok && line != NULL && *line != '\0'; line = end + 1) {
		const char *seal = strstr(line, SEAL);
		AUTO_FREE char *said = NULL, *whole = NULL;
		char hex[DB_KEYED_SIZE];

		end = strchr(line, '\n');
		if (end == NULL)
			break;
		if (seal == NULL || seal > end)
			continue;
		said = xstrndup(line, (size_t)(seal - line));
		whole = xstrndup(line, (size_t)(end - line + 1));
		db_keyed(a->db, said, hex);
		if ((size_t)(end - seal) == strlen(SEAL) + strlen(hex) &&
		    strncmp(seal + strlen(SEAL), hex, strlen(hex)) == 0)
			ok = again_line(a, said, e) && list_add(a->into, whole, e);
	}
	return ok;
}

bool
erase_again(struct db *copy, const struct erase_again *w, struct err *e)
{
	AUTO_FREE char *list = list_path(w->path);
	AUTO_FREE char *folder = path_folder(w->source);
	const struct again a = { copy, w, list };
	DIR *dir = opendir(folder);
	const struct dirent *d;
	const char *ending = ".erased";
	bool ok = again_list(&a, list, e);

	while (ok && dir != NULL && (d = readdir(dir)) != NULL) {
		AUTO_FREE char *beside = xasprintf("%s/%s", folder, d->d_name);
		size_t n = strlen(d->d_name);

		if (n > strlen(ending) && strcmp(d->d_name + n - strlen(ending), ending) == 0)
			ok = again_list(&a, beside, e);
	}
	if (dir != NULL)
		closedir(dir);
	return ok;
}
