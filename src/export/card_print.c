/*
 * card_print.c - see card_print.h.
 */
#include "export/card_print.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "export/paper.h"
#include "practice/clients.h"

static void
put_visit(struct paper *x, const struct practice *p, struct stmt *st)
{
	const char *service = stmt_text(st, "service_name"), *staff = stmt_text(st, "staff_name");
	const char *before = stmt_text(st, "preparation");
	AUTO_BUF struct buf what = BUF_INIT;
	char day[24], time[DATE_TIME_SIZE] = "";

	if (!stmt_is_null(st, "start"))
		date_format_time((int)stmt_int(st, "start"), p->context.twelve_hour, time);
	paper_block(x, time, date_to_words(date_from_iso(stmt_text(st, "date")), true, day), "");
	buf_addf(&what, "%s%s%s", service, *service != '\0' && *staff != '\0' ? ", with " : "",
	    staff);
	if (what.len > 0)
		paper_line(x, what.s);
	if (*before != '\0') {
		paper_line(x, "Before it:");
		paper_lines(x, before, paper_line);
	}
}

/* Returns how many there are. */
static long
put_visits(struct paper *x, struct practice *p, int64_t client, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "session_card");
	char today[DATE_ISO_SIZE];
	long n = 0;

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "today", date_to_iso(clock_today(), today));
	for (; stmt_next(st); n++)
		put_visit(x, p, st);
	return stmt_end(st, e) ? n : -1;
}

static void
put_end(struct paper *x, const struct record *settings)
{
	const char *phone = record_text(settings, "phone");
	const int64_t hours = record_int(settings, "notice_hours");
	AUTO_BUF struct buf words = BUF_INIT;

	buf_adds(&words, "If you cannot come, please tell us");
	if (hours > 0)
		buf_addf(&words, " at least %" PRId64 " hour%s before", hours,
		    text_plural(hours));
	buf_addf(&words, "%s%s.", *phone != '\0' ? ": " : "", phone);
	paper_prose(x, words.s);
}

static bool
write_card(struct practice *p, const struct record *client, const struct paper_format *f,
    const char *target, struct err *e)
{
	struct file_out *out = file_out_open(target, e);
	AUTO_BUF struct buf name = BUF_INIT;
	struct paper x;
	long n;

	if (out == NULL)
		return false;
	client_display_name(client, &name);
	paper_begin(&x, f, file_out_stream(out), "Your next visits");
	paper_letterhead(&x, p->settings);
	paper_block(&x, "", "Your next visits", "");
	paper_line(&x, name.s);
	n = put_visits(&x, p, client->id, e);
	if (n == 0)
		paper_block(&x, "", "No visit is booked.", "");
	else
		put_end(&x, p->settings);
	paper_end(&x);
	if (n < 0)
		file_out_abort(out);
	return n >= 0 && file_out_commit(out, e);
}

bool
card_print(struct practice *p, int64_t client, const char *format, const char *target,
    struct err *e)
{
	AUTO_FREE char *label = xasprintf("print client %" PRId64, client);
	const struct paper_format *f = paper_format_named(format, e);
	AUTO_RECORD struct record *r = f != NULL ? client_get(p, client, e) : NULL;

	return r != NULL && db_note(p->db, "export", label, e) && write_card(p, r, f, target, e);
}
