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
	return record_int(staff, "treats") != 0 && record_int(staff, "room") == 0 &&
	    staff_may(staff, ACTION_TREAT);
}

bool
rules_treats_row(struct stmt *st)
{
	return stmt_int(st, "treats") != 0 && stmt_int(st, "room") == 0 &&
	    staff_row_may(st, ACTION_TREAT);
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
rules_cancels_late(struct practice *p, const struct record *session, instant when)
{
	date_day day = date_from_iso(record_text(session, "date"));
	int start = record_is_null(session, "start") ? DAY_MINUTES :
	    (int)record_int(session, "start");
	AUTO_RECORD struct record *service = NULL;
	struct err none;
	int64_t hours = record_int(p->settings, "notice_hours");

	if (!record_is_null(session, "service"))
		service = db_get(p->db, &record_service, record_int(session, "service"), &none);
	if (service != NULL && !record_is_null(service, "notice_hours"))
		hours = record_int(service, "notice_hours");
	return clock_instant(day, start) - when < (instant)hours * 3600;
}

/* --- time ----------------------------------------------------------------------------------- */

bool
rules_takes_time(const struct record *session)
{
	return session_takes_time(session_status_of(session));
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
