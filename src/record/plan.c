/*
 * plan.c - see plan.h.
 */
#include "record/plan.h"

#include <stdlib.h>
#include <string.h>

#define MOST 730		/* of any unit: two years of days */

bool
plan_next(const char **plan, struct plan_step *out)
{
	const char *from = *plan + strspn(*plan, " ,");
	size_t digits = strspn(from, "0123456789"), end;
	char unit = from[digits];

	*plan = from;
	if (digits == 0 || digits > 3 || unit == '\0' || strchr("dwm", unit) == NULL)
		return false;
	end = digits + 1;
	if (from[end] != '\0' && strchr(" ,", from[end]) == NULL)
		return false;
	*out = (struct plan_step){ .n = (int)strtol(from, NULL, 10), .unit = unit };
	if (out->n < 1 || out->n > MOST)
		return false;
	memcpy(out->word, from, end);
	*plan = from + end;
	return true;
}

date_day
plan_day(const struct plan_step *s, date_day visit)
{
	return s->unit == 'm' ? date_add_months(visit, s->n) :
	    date_add_days(visit, s->unit == 'w' ? 7 * s->n : s->n);
}
