/*
 * due_file.c - see due_file.h.
 */
#include "export/due_file.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "exchange/csv.h"

static const char *const titles[] = { "name", "phone", "email", "channel", "day", "comes_at",
    "text" };

static bool
is_call(const struct due_row *r)
{
	return r->kind == DUE_CALLS || r->kind == DUE_MOVES;
}

/* False: it is left out, and counted. */
static bool
goes_out(const struct due_row *r, struct due_file_counts *out)
{
	if (r->kind == DUE_REVIEWS || r->kind == DUE_ENDS)
		return false;
	if (strcmp(r->channel, "none") == 0 && !is_call(r)) {
		out->refused++;
		return false;
	}
	if (*r->phone == '\0' && *r->email == '\0') {
		out->unreachable++;
		return false;
	}
	return true;
}

static void
write_row(struct csv_writer *w, const struct practice *p, const struct due_row *r)
{
	AUTO_BUF struct buf text = BUF_INIT;
	char iso[DATE_ISO_SIZE], time[DATE_TIME_SIZE];
	bool has_day = is_call(r) || r->kind == DUE_WAITING;

	due_text(p, r, &text);
	csv_write_text(w, r->name);
	csv_write_contact(w, r->phone);
	csv_write_contact(w, r->email);
	csv_write_plain(w, r->channel);
	csv_write_plain(w, has_day ? date_to_iso(r->day, iso) : "");
	csv_write_plain(w, has_day && r->start >= 0 ? date_format_time(r->start, false, time) :
	    "");
	csv_write_text(w, text.s);
	csv_write_end(w);
}

bool
due_file_write(struct practice *p, const struct due_row *const *rows, size_t n,
    const char *target, struct due_file_counts *out, struct err *e)
{
	struct file_out *file;
	struct csv_writer w = { .begun = false };
	size_t i;

	*out = (struct due_file_counts){ 0 };
	if (!practice_may(p, ACTION_WRITE_SESSIONS, e) ||
	    !db_note(p->db, "export", "export reminders", e) ||
	    (file = file_out_open(target, e)) == NULL)
		return false;
	file_out_private(file);
	w.sink.f = file_out_stream(file);
	for (i = 0; i < ARRAY_LEN(titles); i++)
		csv_write_plain(&w, titles[i]);
	csv_write_end(&w);
	for (i = 0; i < n; i++)
		if (goes_out(rows[i], out)) {
			write_row(&w, p, rows[i]);
			out->written++;
		}
	return file_out_commit(file, e);
}
