/*
 * calendar.c - visits as a calendar file.
 *
 * Each has a UID of the practice and its number, so that a calendar which reads the file
 * again moves what was moved; a visit that does not take place is cancelled there. Times
 * are in UTC. What is said of a client is the name alone.
 */
#include "export/calendar.h"

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "exchange/ics.h"
#include "export/export_file.h"

static bool
takes_place(const char *status)
{
	return strcmp(status, "cancelled") != 0 && strcmp(status, "no_show") != 0 &&
	    strcmp(status, "not_treated") != 0;
}

/* "Allen, Claire - Facial" */
static void
add_title(struct buf *out, const char *client, const char *service)
{
	buf_adds(out, client);
	if (*client != '\0' && *service != '\0')
		buf_adds(out, " - ");
	buf_adds(out, service);
	if (out->len == 0)
		buf_adds(out, "Visit");
}

static void
write_visit(struct ics_writer *w, struct stmt *st, const char *practice)
{
	AUTO_BUF struct buf uid = BUF_INIT, title = BUF_INIT, with = BUF_INIT;
	const char *status = stmt_text(st, "status"), *staff = stmt_text(st, "staff_name");
	struct ics_out ev = { .stamp = clock_now(), .sequence = stmt_int(st, "version"),
		.location = stmt_text(st, "room_link"), .all_day = stmt_is_null(st, "start"),
		.day = stmt_date(st, "date") };

	if (ev.day == DATE_NONE)
		return;
	ics_uid(&uid, practice, "session", stmt_int(st, "id"));
	add_title(&title, stmt_text(st, "client_name"), stmt_text(st, "service_name"));
	if (*staff != '\0')
		buf_addf(&with, "Practitioner: %s", staff);
	ev.uid = uid.s;
	ev.summary = title.s;
	ev.description = with.s;
	ev.status = takes_place(status) ? ICS_CONFIRMED : ICS_CANCELLED;
	ev.busy = takes_place(status) ? ICS_BUSY : ICS_FREE;
	ev.last_day = ev.day;
	ev.begins = clock_instant(ev.day, (int)stmt_int_in(st, "start", 0, DAY_MINUTES - 1));
	ev.ends = ev.begins + 60 * (stmt_int_in(st, "numbing", 0, DAY_MINUTES) +
	    stmt_int_in(st, "minutes", 0, DAY_MINUTES));
	ics_write_event(w, &ev);
}

bool
export_calendar(struct practice *p, const struct export_options *o, struct stmt *visits,
    long *rows, struct err *e)
{
	AUTO_BUF struct buf practice = BUF_INIT;
	struct file_out *out = file_out_open(o->target, e);
	struct ics_writer w = { .sink.n = 0 };
	long total = export_total(p->db, &record_session);
	bool good = out != NULL && practice_identity(p, &practice, e);

	if (good) {
		w.sink.f = file_out_stream(out);
		ics_write_begin(&w, "-//chairside//chairside//EN",
		    record_text(p->settings, "name"));
		while (ferror(w.sink.f) == 0 && stmt_next(visits)) {
			write_visit(&w, visits, practice.s);
			export_progress(o, ++*rows, total);
		}
		ics_write_end(&w);
	}
	good = stmt_end(visits, good ? e : NULL) && good;
	if (good)
		return file_out_commit(out, e);
	file_out_abort(out);
	return false;
}
