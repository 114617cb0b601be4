/*
 * newsletter_files.c - the files for whoever sends the newsletter.
 *
 * CSV with the column names of Mailchimp's own exports, so that they come back by its
 * presets. The journal entry of an export comes before its first row. Once a file of
 * addresses to remove is written, a second entry records the newest journal entry it
 * covers: later opt-outs go into the next file, whatever else failed.
 */
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "exchange/csv.h"
#include "export/newsletter_files.h"
#include "practice/newsletter.h"

#define WAITING_MAX 1000
#define OVERDUE_DAYS 5

struct file_column {
	const char *title, *from;
	enum field_type type;
};

static const struct file_column consent_columns[] = {
	{ "Email Address", "email", FIELD_EMAIL }, { "First Name", "given", FIELD_TEXT },
	{ "Last Name", "family", FIELD_TEXT }, { "OPTIN_TIME", "opt_in_at", FIELD_INSTANT },
	{ "CONFIRM_TIME", "confirmed_at", FIELD_INSTANT }, { "TAGS", "tags", FIELD_TEXT },
};
static const struct file_column remove_columns[] = {
	{ "Email Address", "email", FIELD_EMAIL }, { "First Name", "given", FIELD_TEXT },
	{ "Last Name", "family", FIELD_TEXT },
	{ "UNSUB_TIME", "unsubscribed_at", FIELD_INSTANT },
	{ "UNSUB_REASON", "reason", FIELD_TEXT },
};

static const struct {
	const char *name, *query, *state;
	const struct file_column *columns;
	size_t n_columns;
} files[NEWSLETTER_FILES] = {
	[NEWSLETTER_FILE_MAILABLE] = { "mailable", "export_newsletter_state",
	    "subscribed", consent_columns, ARRAY_LEN(consent_columns) },
	[NEWSLETTER_FILE_PENDING] = { "pending", "export_newsletter_state",
	    "pending", consent_columns, ARRAY_LEN(consent_columns) },
	[NEWSLETTER_FILE_REMOVE] = { "remove", "export_newsletter_remove",
	    NULL, remove_columns, ARRAY_LEN(remove_columns) },
};

const char *
newsletter_file_name(enum newsletter_file f)
{
	return files[f].name;
}

static void
write_cell(struct csv_writer *w, const struct file_column *c, struct stmt *st)
{
	char iso[CLOCK_ISO_SIZE];

	if (c->type == FIELD_EMAIL)
		csv_write_contact(w, stmt_text(st, c->from));
	else if (c->type != FIELD_INSTANT)
		csv_write_text(w, stmt_text(st, c->from));
	else
		csv_write_plain(w, stmt_is_null(st, c->from) ? "" :
		    clock_iso(stmt_int(st, c->from), iso));
}

/* Frees the file, also on failure. */
static bool
write_file(struct db *db, enum newsletter_file which, int64_t since,
    struct file_out *out, long *rows, struct err *e)
{
	const struct file_column *columns = files[which].columns;
	struct csv_writer w = { .sink.f = file_out_stream(out) };
	struct stmt *st = db_stmt(db, files[which].query);
	size_t i;

	if (files[which].state != NULL)
		stmt_set_text(st, "state", files[which].state);
	else
		stmt_set_int(st, "since", since);
	for (i = 0; i < files[which].n_columns; i++)
		csv_write_plain(&w, columns[i].title);
	csv_write_end(&w);
	while (ferror(w.sink.f) == 0 && stmt_next(st)) {
		for (i = 0; i < files[which].n_columns; i++)
			write_cell(&w, &columns[i], st);
		csv_write_end(&w);
		++*rows;
	}
	if (!stmt_end(st, e)) {
		file_out_abort(out);
		return false;
	}
	return file_out_commit(out, e);
}

/* The newest journal entry that the last file of addresses to remove covers; 0:
 * none. */
static bool
last_taken(struct db *db, int64_t *upto, instant *at, struct err *e)
{
	struct stmt *st = db_stmt(db, "newsletter_taken");

	*upto = 0;
	*at = 0;
	if (stmt_next(st)) {
		*upto = stmt_int(st, "upto");
		*at = stmt_int(st, "at");
	}
	return stmt_end(st, e);
}

static bool
export_file(struct practice *p, enum newsletter_file which, const char *target,
    long *rows, struct err *e)
{
	struct file_out *out;
	int64_t since;
	instant at;
	bool ok;

	if (!db_read_begin(p->db, e))
		return false;
	ok = last_taken(p->db, &since, &at, e) &&
	    (out = file_out_open(target, e)) != NULL &&
	    write_file(p->db, which, since, out, rows, e);
	db_read_end(p->db);
	return ok;
}

bool
newsletter_export(struct practice *p, enum newsletter_file which,
    const char *target, long *rows, struct err *e)
{
	AUTO_FREE char *label = xasprintf("export newsletter %s", files[which].name);
	AUTO_FREE char *taken = NULL;
	long n = 0;

	if (rows == NULL)
		rows = &n;
	*rows = 0;
	if (!practice_may(p, ACTION_EXPORT, e) ||
	    !db_note(p->db, "export", label, e))
		return false;
	taken = xasprintf("took newsletter remove %lld",
	    (long long)db_last_entry(p->db));
	if (!export_file(p, which, target, rows, e))
		return false;
	return which != NEWSLETTER_FILE_REMOVE ||
	    db_note(p->db, "export", taken, e) ||
	    err_prefix(e, "The file is written, and the next one will hold the same "
	    "addresses again");
}

/* Mondays to Fridays after `from`, up to and including `to`. */
static int
business_days(date_day from, date_day to)
{
	int weeks = to > from ? (to - from) / 7 : 0, n = 5 * weeks;
	date_day d;

	for (d = from + 7 * weeks + 1; d <= to; d++)
		n += date_weekday(d) < 5;
	return n;
}

bool
newsletter_waiting(struct practice *p, struct newsletter_waiting *out,
    struct err *e)
{
	struct stmt *st;
	int64_t since;
	date_day day;
	int minutes, seconds;

	*out = (struct newsletter_waiting){ 0 };
	if (!practice_may(p, ACTION_READ_CLIENTS, e) ||
	    !last_taken(p->db, &since, &out->taken_at, e))
		return false;
	st = db_stmt(p->db, "newsletter_opt_outs");
	stmt_set_int(st, "before", INT64_MAX);
	while (out->n < WAITING_MAX && stmt_next(st) &&
	    stmt_int(st, "version") > since) {
		out->n++;
		if (out->oldest == 0 || stmt_int(st, "at") < out->oldest)
			out->oldest = stmt_int(st, "at");
	}
	if (out->n > 0) {
		clock_local(out->oldest, &day, &minutes, &seconds);
		out->business_days = business_days(day, clock_today());
		out->overdue = out->business_days >= OVERDUE_DAYS;
	}
	return stmt_end(st, e);
}
