/*
 * backup.c - see backup.h.
 */
#include "practice/backup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/backup.h"

void
backup_told_clear(struct backup_told *t)
{
	free(t->path);
	free(t->holds);
	free(t->kept);
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
		buf_addf(&out, ", %" PRId64 " file%s", b->files, b->files == 1 ? "" : "s");
	buf_adds(&out, ".\n");
	return buf_steal(&out);
}

/* --- making ------------------------------------------------------------------------- */

bool
practice_backup(struct practice *p, const char *folder,
    void (*say)(const char *, void *), void *arg, struct backup_told *t, struct err *e)
{
	struct backup b = { .path = NULL };
	bool ok;

	*t = (struct backup_told){ .path = NULL };
	ok = practice_may(p, ACTION_BACKUP, e) &&
	    backup_make(p->db, folder, say, arg, &b, e);
	if (ok) {
		t->path = xstrdup(b.path);
		t->holds = holds(&b);
	}
	backup_clear(&b);
	return ok;
}

/* "3 hours ago" */
static void
add_age(int64_t seconds, struct buf *out)
{
	static const struct { int64_t seconds; const char *unit; } units[] = {
		{ 86400, "day" }, { 3600, "hour" }, { 60, "minute" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(units); i++)
		if (seconds >= units[i].seconds) {
			int64_t n = seconds / units[i].seconds;

			buf_addf(out, "%" PRId64 " %s%s ago", n, units[i].unit,
			    n == 1 ? "" : "s");
			return;
		}
	buf_adds(out, "just now");
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

bool
practice_backup_words(const struct practice *p, struct buf *out)
{
	const int64_t stale = BACKUP_STALE_HOURS * (int64_t)3600;
	struct backup b = { .path = NULL };
	int64_t age;

	if (!backup_newest(p->db, &b)) {
		buf_adds(out, "none yet; Backup makes one");
		return age_of_practice(p) <= stale;
	}
	age = clock_now() - b.made;
	add_instant(b.made, out);
	backup_clear(&b);
	buf_adds(out, ", ");
	if (age < 0)
		buf_adds(out, "later than now: is the clock right?");
	else
		add_age(age, out);
	if (age > stale)
		buf_adds(out, "; Backup makes a new one");
	return age >= 0 && age <= stale;
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

bool
practice_restore(const struct restore_ask *ask, struct backup_told *t, struct err *e)
{
	const struct restore_wish w = { .path = ask->path, .source = ask->source,
	    .drill = ask->drill, .say = ask->say, .arg = ask->arg };
	struct restore *r;
	bool asked = false, ok = true;

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
	if (ask->drill)
		restore_end(r);
	else
		ok = restore_finish(r, &t->kept, e);
	return ok;
}
