/*
 * rules.c - see rules.h.
 */
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/rules.h"
#include "practice/sessions.h"

int64_t
rules_moment(date_day day, int minutes)
{
	return (int64_t)day * DAY_MINUTES + minutes;
}

int64_t
rules_now(void)
{
	return rules_moment(clock_today(), clock_minutes());
}

/* --- who treats, and how long ---------------------------------------------------------- */

bool
rules_treats(const struct record *staff)
{
	return record_int(staff, "treats") != 0 && staff_may(staff, ACTION_TREAT);
}

bool
rules_treats_row(struct stmt *st)
{
	return stmt_int(st, "treats") != 0 && staff_row_may(st, ACTION_TREAT);
}

int64_t
rules_usual_minutes(const struct practice *p, const struct record *service)
{
	return service != NULL && !record_is_null(service, "minutes") ?
	    record_int(service, "minutes") : record_int(p->settings, "default_minutes");
}

/* --- lateness ------------------------------------------------------------------------------ */

int
rules_minutes_late(int64_t begins, int64_t ends, int64_t now)
{
	bool today = begins / DAY_MINUTES == now / DAY_MINUTES;

	return begins < now && (today || ends > now) ? (int)(now - begins) : 0;
}

bool
rules_cancels_late(const struct practice *p, const struct record *session, instant when)
{
	date_day day = date_from_iso(record_text(session, "date"));
	int start = record_is_null(session, "start") ? DAY_MINUTES :
	    (int)record_int(session, "start");

	return clock_instant(day, start) - when <
	    (instant)record_int(p->settings, "notice_hours") * 3600;
}

/* --- overlap -------------------------------------------------------------------------------- */

bool
rules_takes_time(const struct record *session)
{
	return session_status_of(session) <= SESSION_DONE;
}

/* Two visits with a common minute; one that takes none still lies inside another. */
static bool
overlap(int64_t a_begins, int64_t a_ends, int64_t b_begins, int64_t b_ends)
{
	return a_begins < b_ends && b_begins < a_ends;
}

bool
rules_first_overlap(struct practice *p, const struct record *session, int64_t *other,
    int64_t *ends, struct err *e)
{
	int64_t begins = rules_moment(date_from_iso(record_text(session, "date")),
	    (int)record_int(session, "start"));
	struct stmt *st;

	*other = 0;
	if (record_is_null(session, "start") || record_is_null(session, "staff") ||
	    !rules_takes_time(session))
		return true;
	st = db_stmt(p->db, "session_beside");
	stmt_set_int(st, "staff", record_int(session, "staff"));
	stmt_set_text(st, "date", record_text(session, "date"));
	stmt_set_int(st, "session", session->id);
	while (*other == 0 && stmt_next(st)) {
		if (!overlap(begins, begins + record_int(session, "minutes"),
		    stmt_int(st, "begins"), stmt_int(st, "ends")))
			continue;
		*other = stmt_int(st, "id");
		if (ends != NULL)
			*ends = stmt_int(st, "ends");
	}
	return stmt_end(st, e);
}

/* --- may be treated --------------------------------------------------------------------------- */

enum rules_screening
rules_screening_of(const char *word)
{
	static const char *const words[] = { "", "missing", "stops", "allows" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i], word) == 0)
			return (enum rules_screening)i;
	return RULES_STOPS;	/* an unknown word (a damaged file) allows nothing */
}
