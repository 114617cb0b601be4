/*
 * month.c - the month a page shows.
 */
#include <stdio.h>

#include "base/clock.h"
#include "screens/month.h"

date_day
month_now(void)
{
	int year, month, day;

	date_split(clock_today(), &year, &month, &day);
	return date_make(year, month, 1);
}

const char *
month_iso(date_day first, char out[8])
{
	char iso[DATE_ISO_SIZE];

	snprintf(out, 8, "%.7s", date_to_iso(first, iso));
	return out;
}

void
month_words(date_day first, struct buf *out)
{
	int year, month, day;

	date_split(first, &year, &month, &day);
	buf_addf(out, "%s %d", date_month_name(month), year);
}

bool
month_step(struct ui *ui, enum act a, date_day *first)
{
	date_day to = a == ACT_today ? month_now() :
	    date_add_months(*first, a == ACT_earlier ? -1 : 1);

	if (to == DATE_NONE || to > clock_today()) {
		ui_complain(ui, "That month is in the future.");
		return false;
	}
	if (to == *first)
		ui_say(ui, "This is the current month.");
	*first = to;
	return true;
}
