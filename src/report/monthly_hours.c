/*
 * monthly_hours.c - the hours of a month that people were open, and those that they filled.
 */
#include <string.h>

#include "report/monthly.h"

/* The columns of hours_by_practitioner. */
enum { OF_NAME, OF_OPEN, OF_DONE, OF_RATE };

struct open {
	struct report_table *t;
	int64_t minutes, done;
	bool known;
};

/* A row of the sheet Hours. */
static bool
add_person(struct stmt *row, void *arg)
{
	struct open *o = arg;
	int64_t minutes = stmt_int(row, "minutes");
	char key[32];

	snprintf(key, sizeof(key), "%lld", (long long)stmt_int(row, "staff"));
	report_row(o->t, key)[OF_OPEN].q.num = minutes;
	o->minutes += minutes;
	o->known = true;
	return true;
}

/* Hours done are those of the sessions, counted already. */
static void
add_done(struct report_period *p, struct open *o)
{
	const struct report_table *from = report_table(p, "sessions_by_practitioner");
	size_t hours = report_column_index(from->decl, "hours"), i;

	for (i = 0; i < from->n_rows; i++) {
		int64_t minutes = from->cells[i * from->decl->n_columns + hours].q.num;

		if (minutes == 0)
			continue;
		report_row(o->t, from->keys[i])[OF_DONE].q.num = minutes;
		o->done += minutes;
	}
}

static void
set_rates(struct open *o)
{
	size_t i, n = o->t->decl->n_columns;

	for (i = 0; i < o->t->n_rows; i++) {
		struct report_cell *row = &o->t->cells[i * n];

		row[OF_RATE].q = (struct quantity){ 100 * row[OF_DONE].q.num,
		    row[OF_OPEN].q.num };
		if (!o->known)
			row[OF_OPEN].q.den = 0;
	}
}

bool
monthly_hours(struct report_period *p, struct err *e)
{
	static const char figure[] = "hours_open";
	struct open o = { .t = report_table(p, "hours_by_practitioner") };

	add_done(p, &o);
	if (!report_rows(p, report_figure_named(p->report, figure, strlen(figure)), add_person,
	    &o, e))
		return false;
	set_rates(&o);
	report_set(p, figure, o.minutes);
	report_ratio(p, "utilisation_percent", o.done, o.minutes);
	if (!o.known)
		report_none(p, figure, NULL);
	if (!monthly_names(p, o.t, &record_staff, "name", "practitioner", e))
		return false;
	report_sort(o.t, "open");
	return true;
}
