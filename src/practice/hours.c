/*
 * hours.c - see hours.h.
 */
#include "practice/hours.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/rules.h"

bool
hours_open_on(const struct practice *p, date_day day)
{
	unsigned days = 0;
	struct err e;

	return !practice_open_days(record_text(p->settings, "open_days"), &days, &e) ||
	    days == 0 || (days >> date_weekday(day) & 1) != 0;
}

static void
add(struct buf *out, const char *words)
{
	if (out->len > 0)
		buf_adds(out, ", ");
	buf_adds(out, words);
}

static void
add_hours(const struct practice *p, const struct record *r, struct buf *out)
{
	int64_t start = record_int(r, "start");
	int64_t opens = record_int(p->settings, "opens");
	int64_t closes = record_int(p->settings, "closes");
	AUTO_FREE char *words = NULL;
	char time[DATE_TIME_SIZE];
	bool twelve = p->context.twelve_hour;

	if (record_is_null(r, "start"))
		return;
	if (start < opens)
		words = xasprintf("before %s", date_format_time((int)opens, twelve,
		    time));
	else if (start + record_int(r, "minutes") > closes)
		words = xasprintf("after %s", date_format_time((int)closes, twelve,
		    time));
	if (words != NULL)
		add(out, words);
}

static bool
add_staff(struct practice *p, const struct record *r, struct buf *out, struct err *e)
{
	AUTO_RECORD struct record *staff = NULL;
	AUTO_BUF struct buf words = BUF_INIT;

	if (record_is_null(r, "staff"))
		return true;
	staff = db_get(p->db, &record_staff, record_int(r, "staff"), e);
	if (staff == NULL)
		return false;
	if (rules_treats(staff))
		return true;
	naming_add_given(record_text(staff, "name"), &words);
	buf_adds(&words, " does not treat");
	add(out, words.s);
	return true;
}

bool
hours_unusual(struct practice *p, const struct record *session, struct buf *out,
    struct err *e)
{
	date_day day = date_from_iso(record_text(session, "date"));
	AUTO_BUF struct buf words = BUF_INIT;

	if (day != DATE_NONE && !hours_open_on(p, day)) {
		AUTO_FREE char *closed = xasprintf("closed on %s",
		    date_weekday_name(date_weekday(day)));

		add(&words, closed);
	}
	add_hours(p, session, &words);
	if (!add_staff(p, session, &words, e))
		return false;
	buf_add(out, words.s, words.len);
	return true;
}

void
hours_insisted(const char *unusual, const char *reason, struct buf *out)
{
	AUTO_FREE char *said = text_trim(xstrdup(reason));
	AUTO_BUF struct buf all = BUF_INIT;
	char kept[200];		/* the field's length */

	buf_adds(&all, unusual);
	if (text_fold_cmp(said, "yes") != 0 && text_fold_cmp(said, "y") != 0 &&
	    strcmp(said, unusual) != 0)
		buf_addf(&all, ": %s", said);
	text_copy(kept, sizeof(kept), all.s);
	buf_adds(out, kept);
}
