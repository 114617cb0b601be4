/*
 * hours.c - the time that people are open, for a report.
 */
#include <inttypes.h>

#include "figures/report.h"
#include "practice/slot.h"

bool
report_hours(void *practice, date_day first, date_day last, struct buf *out, struct err *e)
{
	AUTO_BOOK struct slot_book book = { .places = NULL };
	const char *comma = "";
	size_t i;

	if (!slot_book_read(practice, first, &book, e))
		return false;
	buf_addc(out, '[');
	for (i = 0; i < book.n_places; i++) {
		const struct slot_place *who = &book.places[i];
		int minutes = 0, days = 0;
		date_day day;

		for (day = first; who->kind == SLOT_STAFF && day <= last; day++) {
			int open = slot_open(&book, who->id, day);

			minutes += open;
			days += open > 0;
		}
		if (minutes == 0)
			continue;
		buf_addf(out, "%s[%" PRId64 ",%d,%d,%s]", comma, who->id, minutes, days,
		    who->offered ? "true" : "false");
		comma = ",";
	}
	buf_addc(out, ']');
	return true;
}
