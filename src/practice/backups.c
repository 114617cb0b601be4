/*
 * backups.c - see backups.h.
 */
#include "practice/backups.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup.h"
#include "exchange/json.h"
#include "practice/naming.h"

#define STALE_SECONDS (BACKUP_STALE_HOURS * (int64_t)3600)
#define DRILL_SECONDS (BACKUP_DRILL_DAYS * (int64_t)86400)

/* --- a list ------------------------------------------------------------------------------ */

static struct backup_row
row_of(const struct backup_kept *k)
{
	const struct backup *b = &k->backup;
	const bool sealed = b->sealed[0] != '\0';

	return (struct backup_row){ .path = b->path, .made = b->made, .bytes = b->bytes,
	    .files = b->files, .files_bytes = b->files_bytes, .entry = b->entry,
	    .elsewhere = k->elsewhere, .sealed = sealed, .whole = k->whole,
	    .clients = sealed ? -1 : backup_rows(b, &record_client),
	    .sessions = sealed ? -1 : backup_rows(b, &record_session),
	    .tier = k->tier != NULL ? k->tier : k->elsewhere ? "elsewhere" :
	        !k->whole ? "damaged" : b->made > clock_now() ? "dated later than now" : "none" };
}

static void
add_count(struct json *j, const char *name, int64_t n)
{
	json_key(j, name);
	if (n < 0)
		json_null(j);
	else
		json_int(j, n);
}

static bool
add_json(const struct backup_row *row, void *arg)
{
	struct json *j = arg;
	char at[CLOCK_ISO_SIZE];

	json_object(j);
	json_key(j, "path");
	json_text(j, row->path);
	json_key(j, "made");
	json_text(j, clock_iso(row->made, at));
	json_key(j, "tier");
	json_text(j, row->tier);
	add_count(j, "bytes", row->bytes);
	add_count(j, "entry", row->entry);
	add_count(j, "clients", row->clients);
	add_count(j, "sessions", row->sessions);
	add_count(j, "files", row->files);
	add_count(j, "files_bytes", row->files_bytes);
	json_key(j, "sealed");
	json_bool(j, row->sealed);
	json_key(j, "verified");
	json_bool(j, row->whole);
	json_close(j);
	return true;
}

bool
practice_backups_json(struct practice *p, FILE *out, struct err *e)
{
	struct json j;
	bool ok;

	json_start(&j, out, false);
	json_array(&j);
	ok = practice_backups(p, add_json, &j, NULL, e);
	json_close(&j);
	json_finish(&j);
	return ok;
}

/* --- are they what they were? ----------------------------------------------------------- */

void
backups_add_file(struct practice *p, const char *digest, struct buf *out)
{
	struct stmt *st = db_stmt(p->db, "file_of_digest");
	int64_t id = 0;

	stmt_set_text(st, "digest", digest);
	if (stmt_next(st))
		id = stmt_int(st, "id");
	stmt_end(st, NULL);
	if (id == 0 || !naming_add_id(p, &record_attachment, id, out))
		buf_adds(out, "a file that no record has");
}

struct looking {
	struct practice *p;
	const struct backup *b;
	void (*say)(const char *, void *);
	void *arg;
	long *problems;
};

static void
spoilt(const char *digest, void *arg)
{
	struct looking *l = arg;
	AUTO_BUF struct buf line = BUF_INIT;

	buf_adds(&line, "The backup of ");
	naming_add_moment(l->p, l->b->made, &line);
	if (digest == NULL) {
		buf_adds(&line, " lacks files that its note tells of.");
	} else {
		buf_adds(&line, ", and each that shares it: altered, and left out when it is "
		    "restored: ");
		backups_add_file(l->p, digest, &line);
		buf_addc(&line, '.');
	}
	l->say(line.s, l->arg);
	++*l->problems;
}

bool
backups_check(struct practice *p, void (*say)(const char *, void *), void *arg, long *problems,
    struct err *e)
{
	struct looking l = { .p = p, .say = say, .arg = arg, .problems = problems };
	const struct backup *read = NULL;
	struct backup_kept *list;
	size_t n = backup_list(p->db, &list), i;
	struct err removed;	/* meanwhile: then it is no concern any more */
	bool ok = true;

	for (i = 0; ok && i < n; i++)
		if (list[i].whole) {
			int hold = backup_hold(list[i].backup.path, &removed);

			if (hold < 0)
				continue;
			l.b = &list[i].backup;
			ok = backup_files_sound(l.b, read, spoilt, &l, e);
			read = l.b;
			close(hold);
		}
	backup_list_free(list, n);
	return ok;
}

/* The one of that path or name; NULL: the newest that is there. */
static const struct backup_kept *
which_of(const struct backup_kept *list, size_t n, const char *which)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (which == NULL ? list[i].whole : strcmp(list[i].backup.path, which) == 0 ||
		    strcmp(path_name(list[i].backup.path), which) == 0)
			return &list[i];
	return NULL;
}

static bool
verify(struct looking *l, struct err *e)
{
	int hold = backup_hold(l->b->path, e);
	bool sound = false, ok = hold >= 0 && backup_file_sound(l->b, &sound, e);
	AUTO_BUF struct buf line = BUF_INIT;

	if (ok && !sound) {
		text_show(&line, l->b->path, false);
		buf_adds(&line, " is damaged: it is not the file that its note tells of.");
		l->say(line.s, l->arg);
		++*l->problems;
	}
	ok = ok && backup_files_sound(l->b, NULL, spoilt, l, e);
	if (hold >= 0)
		close(hold);
	return ok;
}

bool
practice_backup_verify(struct practice *p, const char *which, struct buf *path,
    void (*say)(const char *, void *), void *arg, long *problems, struct err *e)
{
	struct looking l = { .p = p, .say = say, .arg = arg, .problems = problems };
	struct backup_kept *list;
	const struct backup_kept *one;
	size_t n;
	bool ok;

	if (!practice_may(p, ACTION_BACKUP, e))
		return false;
	n = backup_list(p->db, &list);
	one = which_of(list, n, which);
	ok = one != NULL || err_set(e, ERR_NOTFOUND, NULL, "There is no such backup of this "
	    "practice, or its note is missing or damaged.");
	if (ok) {
		l.b = &one->backup;
		text_show(path, one->backup.path, false);
		ok = verify(&l, e);
	}
	backup_list_free(list, n);
	return ok;
}

/* --- how they stand ---------------------------------------------------------------------- */

void
backups_add_span(int64_t seconds, struct buf *out)
{
	static const struct { int64_t seconds; const char *unit; } units[] = {
		{ 86400, "day" }, { 3600, "hour" }, { 60, "minute" }, { 1, "second" },
	};
	int64_t n;
	size_t i;

	for (i = 0; i + 1 < ARRAY_LEN(units) && seconds < units[i].seconds; i++)
		;
	n = seconds / units[i].seconds;
	buf_addf(out, "%" PRId64 " %s%s", n, units[i].unit, text_plural(n));
}

static void
add_ago(instant at, struct buf *out)
{
	const int64_t age = clock_now() - at;

	if (age < 60) {
		buf_adds(out, "just now");
		return;
	}
	backups_add_span(age, out);
	buf_adds(out, " ago");
}

/* Adds when it was, or `never`. */
static void
add_when(const struct practice *p, instant at, const char *never, struct buf *out)
{
	if (at == 0) {
		buf_adds(out, never);
		return;
	}
	naming_add_moment(p, at, out);
	buf_adds(out, ", ");
	if (at > clock_now())
		buf_adds(out, "later than now: is the clock right?");
	else
		add_ago(at, out);
}

/* A practice made within the last day gets no warning. */
static int64_t
age_of_practice(const struct practice *p)
{
	struct stmt *st = db_stmt(p->db, "journal_entry");
	int64_t age = 0;

	stmt_set_int(st, "n", 1);
	if (stmt_next(st))
		age = clock_now() - stmt_int(st, "at");
	stmt_end(st, NULL);
	return age;
}

/* Was none tried out for three months, or ever? *last: when one was; 0: never. */
static bool
drill_is_due(const struct practice *p, instant *last)
{
	*last = backup_last(db_path(p->db), BACKUP_DRILLED);
	return practice_allows(p, ACTION_BACKUP) && (*last == 0 ?
	    age_of_practice(p) > STALE_SECONDS : clock_now() - *last > DRILL_SECONDS);
}

bool
practice_drill_words(struct practice *p, struct buf *out, UNUSED struct err *e)
{
	instant last;

	if (!drill_is_due(p, &last))
		return true;
	if (last == 0) {
		buf_adds(out, "none was tried out yet: Enter on one, then d");
		return true;
	}
	buf_adds(out, "one was tried out ");
	add_ago(last, out);
	buf_adds(out, ": Enter on one, then d");
	return true;
}

/* The backup that is the newest, as the list has it; NULL: there is none. */
static const struct backup_kept *
first_good(const struct backup_kept *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (list[i].whole || list[i].away)
			return &list[i];
	return NULL;
}

/* Adds what is known of the newest; false: it is a warning. */
static bool
add_newest(const struct practice *p, const struct backup_kept *k, struct buf *out)
{
	bool stale = clock_now() - k->backup.made > STALE_SECONDS, current = false;

	add_when(p, k->backup.made, "", out);
	if (k->backup.made > clock_now())
		return false;
	if (stale && backup_is_current(p->db, &k->backup, &current, NULL) && current) {
		buf_adds(out, "; nothing has changed since");
		return true;
	}
	if (stale)
		buf_adds(out, "; Backup makes a new one");
	else
		buf_addf(out, ", %s%s", row_of(k).tier, k->backup.sealed[0] != '\0' ? ", sealed" :
		    "");
	return !stale;
}

bool
practice_backup_words(struct practice *p, struct buf *out)
{
	struct backup_kept *list;
	size_t n = backup_list(p->db, &list);
	const struct backup_kept *newest = first_good(list, n);
	const instant fetched = backup_last(db_path(p->db), BACKUP_FETCHED);
	instant drilled;
	bool well;

	if (newest != NULL) {
		well = add_newest(p, newest, out);
	} else {
		buf_adds(out, "none yet; Backup makes one");
		well = age_of_practice(p) <= STALE_SECONDS;
	}
	if (well && newest != NULL && drill_is_due(p, &drilled)) {
		buf_adds(out, "; drill due");
		well = false;
	}
	backup_list_free(list, n);
	if (fetched != 0) {
		buf_adds(out, "; fetched ");
		add_ago(fetched, out);
	}
	return well;
}

/* Fills the lines. `verified`: when the newest was made that is as it was verified; 0: none is. */
static void
tell_stand(struct practice *p, instant verified, struct backups_line lines[BACKUPS_LINES])
{
	const char *path = db_path(p->db), *key = record_text(p->settings, "backup_key");
	AUTO_FREE char *folder = companion_path(path, COMPANION_BACKUPS);
	struct buf words[BACKUPS_LINES];
	instant drilled;
	size_t i;

	for (i = 0; i < BACKUPS_LINES; i++)
		words[i] = (struct buf)BUF_INIT;
	add_when(p, verified, "none yet", &words[0]);
	text_show(&words[1], folder, false);
	buf_adds(&words[2], *key != '\0' ? key : "no key: whoever has one reads all that is in it");
	add_when(p, backup_last(path, BACKUP_FETCHED), "has fetched none", &words[3]);
	lines[0] = (struct backups_line){ "last verified", NULL,
	    (verified != 0 ? clock_now() - verified : age_of_practice(p)) > STALE_SECONDS };
	lines[1] = (struct backups_line){ "kept in", NULL, false };
	lines[2] = (struct backups_line){ "sealed to", NULL, *key == '\0' };
	lines[3] = (struct backups_line){ "second machine", NULL, false };
	lines[4] = (struct backups_line){ "tried out", NULL, drill_is_due(p, &drilled) };
	add_when(p, drilled, "none yet", &words[4]);
	buf_adds(&words[4], lines[4].warns ? ": a drill is due" : "");
	for (i = 0; i < BACKUPS_LINES; i++)
		lines[i].words = buf_steal(&words[i]);
}

bool
practice_backups(struct practice *p, backup_fn fn, void *arg,
    struct backups_line stand[BACKUPS_LINES], struct err *e)
{
	struct backup_kept *list;
	instant verified = 0;
	size_t n, i;
	bool on = fn != NULL;

	if (stand != NULL)
		memset(stand, 0, BACKUPS_LINES * sizeof(*stand));
	if (!practice_may(p, ACTION_BACKUP, e))
		return false;
	n = backup_list(p->db, &list);
	for (i = 0; i < n; i++) {
		const struct backup_row row = row_of(&list[i]);

		if (verified == 0 && row.whole)
			verified = row.made;
		on = on && fn(&row, arg);
	}
	backup_list_free(list, n);
	if (stand != NULL)
		tell_stand(p, verified, stand);
	return true;
}

void
backups_lines_free(struct backups_line lines[BACKUPS_LINES])
{
	size_t i;

	for (i = 0; i < BACKUPS_LINES; i++)
		free(lines[i].words);
}
