/*
 * backup.c - see backup.h.
 */
#include "practice/backup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/seal.h"
#include "base/text.h"
#include "db/backup.h"
#include "practice/backups.h"

#define SETTINGS_ID 1

void
backup_told_clear(struct backup_told *t)
{
	free(t->path);
	free(t->holds);
	free(t->kept);
	free(t->drill);
	memset(t, 0, sizeof(*t));
}

/* --- what it holds ------------------------------------------------------------------ */

static void
add_instant(instant t, struct buf *out)
{
	char day[24], at[DATE_TIME_SIZE];
	int minutes, seconds;
	date_day d;

	clock_local(t, &d, &minutes, &seconds);
	buf_addf(out, "%s %s", date_to_words(d, true, day),
	    date_format_time(minutes, false, at));
}

static void
add_rows(const struct backup *b, const struct record_type *t, const char *one,
    const char *many, struct buf *out)
{
	int64_t n = backup_rows(b, t);

	buf_addf(out, "%" PRId64 " %s", n, n == 1 ? one : many);
}

static char *
holds(const struct backup *b)
{
	struct buf out = BUF_INIT;
	char day[24];

	buf_adds(&out, "As of ");
	add_instant(b->made != 0 ? b->made : b->entry_at, &out);
	buf_addf(&out, ": journal entry %" PRId64 ", its digest\n%s.\n", b->entry, b->head);
	add_rows(b, &record_client, "client", "clients", &out);
	buf_adds(&out, ", ");
	add_rows(b, &record_session, "visit", "visits", &out);
	if (b->newest_visit != DATE_NONE)
		buf_addf(&out, " (the newest done on %s)",
		    date_to_words(b->newest_visit, true, day));
	buf_adds(&out, ", ");
	add_rows(b, &record_receipt, "receipt", "receipts", &out);
	if (b->files > 0)
		buf_addf(&out, ", %" PRId64 " file%s", b->files, text_plural(b->files));
	buf_adds(&out, ".\n");
	return buf_steal(&out);
}

/* --- making ------------------------------------------------------------------------- */

/* The public key in the settings, into *key; NULL: there is none. */
static bool
wanted_seal(const struct record *settings, struct seal_public *key,
    const struct seal_public **seal, struct err *e)
{
	const char *text = record_text(settings, "backup_key");

	*seal = NULL;
	if (*text == '\0')
		return true;
	if (!seal_public_read(text, key))
		return err_set(e, ERR_DB, "backup_key", "The backup key in the settings is "
		    "damaged; no backup is made until it is right.");
	*seal = key;
	return true;
}

/* Writes into the journal what was done; the backup is good without that too. */
static bool
note_made(struct db *db, const struct backup *b, const char *by, int removed, struct err *e)
{
	AUTO_BUF struct buf label = BUF_INIT;

	buf_addf(&label, "back up practice 1%s%s%s", b->sealed[0] != '\0' ? ", sealed" : "",
	    by != NULL ? ", by " : "", by != NULL ? by : "");
	if (removed > 0)
		buf_addf(&label, ", %d older removed", removed);
	if (backup_note(db, b, label.s, e))
		return true;
	err_prefix(e, "The backup is good, but the journal does not say so");
	return false;
}

static bool
make(struct db *db, const struct record *settings, const struct backup_ask *ask,
    struct backup_told *t, struct err *e)
{
	struct backup b = { .path = NULL };
	struct seal_public key;
	const struct seal_public *seal;
	bool current = false, ok = wanted_seal(settings, &key, &seal, e);

	if (ok && ask->if_changed && backup_newest(db, &b)) {
		ok = backup_is_current(db, &b, &current, e);
		backup_clear(&b);
	}
	if (!ok || current)
		return ok;
	ok = backup_make(db, ask->folder, seal, ask->say, ask->arg, &b, e);
	if (ok) {
		t->path = xstrdup(b.path);
		t->holds = holds(&b);
		t->sealed = seal != NULL;
		ok = (!ask->thin || backup_thin(db, &b, &t->removed, e)) &&
		    note_made(db, &b, ask->by, t->removed, e);
	}
	backup_clear(&b);
	return ok;
}

bool
practice_backup(struct practice *p, const struct backup_ask *ask, struct backup_told *t,
    struct err *e)
{
	*t = (struct backup_told){ .path = NULL };
	return practice_may(p, ACTION_BACKUP, e) && make(p->db, p->settings, ask, t, e);
}

bool
practice_backup_alone(struct db *db, const struct backup_ask *ask, struct backup_told *t,
    struct err *e)
{
	AUTO_RECORD struct record *settings = db_get(db, &record_practice, SETTINGS_ID, e);

	*t = (struct backup_told){ .path = NULL };
	return settings != NULL && make(db, settings, ask, t, e);
}

bool
practice_backup_timer(const char *path, const struct backup_ask *ask,
    struct backup_told *t, struct err *e)
{
	struct backup_ask timer = *ask;
	struct stat st;
	struct db *db;
	bool ok;

	*t = (struct backup_told){ .path = NULL };
	if (stat(path, &st) == 0 && st.st_uid != geteuid())
		return err_set(e, ERR_DENIED, NULL, "--timer is for the account that the "
		    "practice file belongs to; others log in and make a backup without it.");
	db = db_open(path, e);
	if (db == NULL)
		return false;
	timer.by = "the timer";
	db_set_who(db, 0, timer.by);
	ok = practice_backup_alone(db, &timer, t, e);
	db_close(db);
	return ok;
}

/* --- restoring --------------------------------------------------------------------- */

/* Checks the right in the present file; *asked: it could be opened. */
static bool
practice_lets(const struct restore_ask *ask, bool *asked, struct err *e)
{
	struct practice *p = practice_open(ask->path, ask->login, e);
	bool may;

	*asked = p != NULL;
	if (p == NULL)
		return e->code != ERR_DENIED && e->code != ERR_BUSY;
	may = practice_may(p, ACTION_BACKUP, e);
	practice_close(p);
	return may;
}

/* Checks the right in the backup if the present file cannot be opened; else only finds
 * who the journal entry there is by. */
static bool
backup_lets(struct restore *r, const struct restore_ask *ask, bool asked, struct err *e)
{
	struct err unknown;
	struct practice *p = practice_begin(restore_db(r), ask->login,
	    asked ? &unknown : e);
	bool may = p != NULL && (asked || practice_may(p, ACTION_BACKUP, e));

	practice_end(p);
	return may || asked;
}

/* What came of a drill, in a sentence, noted for later where all came back. The journal says so
 * too, where it can be written. */
static bool
drilled(const struct restore_ask *ask, const struct backup *b, int64_t took,
    struct backup_told *t, struct err *e)
{
	const instant made = b->made != 0 ? b->made : b->entry_at;
	AUTO_BUF struct buf said = BUF_INIT;
	char at[CLOCK_ISO_SIZE];
	AUTO_FREE char *label = xasprintf("drill practice 1, a backup of %s", clock_iso(made, at));
	struct practice *p;
	struct err none;

	buf_addf(&said, "It took %" PRId64 ".%" PRId64 " seconds; what was done ", took / 1000,
	    took / 100 % 10);
	if (clock_now() - made >= 60) {
		buf_adds(&said, "in the last ");
		backups_add_span(clock_now() - made, &said);
		buf_adds(&said, " would be missing.\n");
	} else {
		buf_adds(&said, "until now would be there.\n");
	}
	t->drill = buf_steal(&said);
	p = ask->rescue ? NULL : practice_open(ask->path, ask->login, &none);
	if (p != NULL) {
		backup_note(p->db, b, label, &none);
		practice_close(p);
	}
	return t->left_out > 0 || backup_did(ask->path, BACKUP_DRILLED, e);
}

/* Names the attachments that do not come back; how many. */
static size_t
tell_left_out(struct restore *r, const struct restore_ask *ask)
{
	struct practice naming = { .db = restore_db(r) };	/* nobody is logged in there */
	char *const *digests;
	size_t n = restore_left_out(r, &digests), i;

	for (i = 0; i < n && ask->say != NULL; i++) {
		AUTO_BUF struct buf line = BUF_INIT;

		buf_adds(&line, "Altered in the backup, and left out: ");
		backups_add_file(&naming, digests[i], &line);
		buf_adds(&line, ". Another backup may have it as it was.");
		ask->say(line.s, ask->arg);
	}
	return n;
}

bool
practice_restore(const struct restore_ask *ask, struct backup_told *t, struct err *e)
{
	const struct restore_wish w = { .path = ask->path, .source = ask->source,
	    .drill = ask->drill, .key = ask->key, .say = ask->say, .arg = ask->arg };
	const int64_t began = clock_monotonic_ms();
	struct restore *r;
	bool asked = false, ok;

	*t = (struct backup_told){ .path = NULL };
	if (!ask->rescue && !practice_lets(ask, &asked, e))
		return false;
	err_clear(e);
	r = restore_begin(&w, e);
	if (r == NULL)
		return false;
	if (!ask->rescue && !backup_lets(r, ask, asked, e)) {
		restore_end(r);
		return false;
	}
	t->path = xstrdup(restore_backup(r)->path);
	t->holds = holds(restore_backup(r));
	t->noted = restore_noted(r);
	t->key = restore_brings_key(r);
	t->sealed = restore_sealed(r);
	t->left_out = tell_left_out(r, ask);
	if (!ask->drill)
		return restore_finish(r, &t->kept, e);
	ok = drilled(ask, restore_backup(r), clock_monotonic_ms() - began, t, e);
	restore_end(r);
	return ok;
}
