/*
 * figures.h - the monthly report for the screen: its figures as text, tables and bars,
 * and the records behind a figure.
 *
 * figures_make() computes the month and the one before; figures_year() reads twelve
 * months of two indexes. Both are too slow for a key press: a screen calls them when a
 * month is chosen and keeps the result. figures_rows() reads one page.
 */
#ifndef CHAIRSIDE_PRACTICE_FIGURES_H
#define CHAIRSIDE_PRACTICE_FIGURES_H

#include "base/money.h"
#include "practice/practice.h"

struct figure {
	const char *name, *label, *section, *definition;
	const char *now, *before;	/* as `chairside report monthly` prints them */
	const char *difference;	/* "+3", "-0.5", "+1.5 points" of a percentage; ""
				 * unless both are numbers */
	bool is_number;		/* `value` is `now` as a number */
	double value;
	bool has_rows;		/* figures_rows() lists the records behind it */
};

struct figures_cell {
	const char *text;	/* harmless for a terminal */
	double value;		/* of a number, for bars */
};
struct figures_table {
	const char *name, *title, *section;
	size_t n_columns, n_rows;
	const char *const *titles;
	const bool *is_number;	/* by column: set flush right, has a value */
	const struct figures_cell *cells;	/* n_rows × n_columns */
	int bar;		/* the column a bar chart shows; -1 none */
};

/* A calendar week of the practice, cut to the month. */
#define FIGURES_WEEKS 6
struct figures_week {
	date_day first, last;
	int64_t sessions;	/* done */
	money net;		/* net sales */
};

struct figures {
	char month[8];
	struct figure *figures;
	size_t n_figures;
	struct figures_table *tables;	/* those this role may see */
	size_t n_tables;
	struct figures_week weeks[FIGURES_WEEKS];
	size_t n_weeks;
	struct arena *arena;
};
/* `month` "2026-10". Everything in it lives until figures_free(). */
bool figures_make(struct practice *p, const char *month, struct figures *out,
    struct err *e);
void figures_free(struct figures *f);

/* Twelve months, the oldest first, the last one `month`. */
#define FIGURES_MONTHS 12
struct figures_month {
	char month[8];
	int64_t sessions;	/* done */
	money net;		/* net sales */
};
bool figures_year(struct practice *p, const char *month,
    struct figures_month out[FIGURES_MONTHS], struct err *e);

/* --- the records behind a figure ------------------------------------------------ */

#define FIGURES_CELLS 6
/* Titles of the columns of figures_rows() for that figure, NULL at the end. NULL: there
 * are none, or this role may not see them. */
const char *const *figures_row_titles(const struct practice *p, const char *figure);

/* One record. Borrowed until the callback returns. */
struct figures_row {
	const struct record_type *type;
	int64_t id;		/* of a record of `type`: what Enter opens */
	/* as people read them, not yet harmless for a terminal; NULL past the last */
	const char *cells[FIGURES_CELLS];
	const char *key;	/* with key_id: where the next page goes on */
	int64_t key_id;
};
struct figures_query {
	const char *figure, *month;
	const char *after;	/* a row's key and key_id; NULL: from the start */
	int64_t after_id;
	long limit;		/* ≥ 1 */
};
/* Names stay blank for a role that may not read clients. *more: there are others. */
bool figures_rows(struct practice *p, const struct figures_query *q,
    bool (*fn)(const struct figures_row *, void *), void *arg, bool *more,
    struct err *e);

#endif
