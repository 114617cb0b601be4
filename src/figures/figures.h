/*
 * figures.h - the monthly report for the screen: its figures as text, tables and bars,
 * and the records behind a figure.
 *
 * figures_make() computes the month and the one before; figures_year() reads the days of
 * twelve months. What a login has computed of both is in its `struct figures_kept`, so
 * that the next month costs one month and one that was seen costs nothing; what a write
 * has changed since, or midnight, is computed again. NULL: nothing is kept.
 */
#ifndef CHAIRSIDE_FIGURES_FIGURES_H
#define CHAIRSIDE_FIGURES_FIGURES_H

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
};

/* Bounded: about half a megabyte at most (report/kept.c). */
/* Is something of that type counted? */
bool figures_count(const struct record_type *t);

struct figures_kept *figures_kept_new(void);
void figures_kept_free(struct figures_kept *k);

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
bool figures_make(struct practice *p, struct figures_kept *kept, const char *month,
    struct figures *out, struct err *e);
void figures_free(struct figures *f);

/* Twelve months, the oldest first, the last one `month`. */
#define FIGURES_MONTHS 12
struct figures_month {
	char month[8];
	int64_t sessions;	/* done */
};
bool figures_year(struct practice *p, struct figures_kept *kept, const char *month,
    struct figures_month out[FIGURES_MONTHS], struct err *e);

/* --- the records behind a figure ------------------------------------------------ */

#define FIGURES_CELLS 7
/* The columns of figures_rows() for a figure; widths as in a list. */
struct figures_column {
	const char *title;
	int min, max;	/* columns on the screen; max 0: takes the rest */
	int drop;	/* the highest is left out first; 0: never */
	bool right;	/* a number or a time: set flush right */
};
/* How many; 0: it has no rows, or this role may not see them. */
size_t figures_columns(const struct practice *p, const char *figure,
    struct figures_column out[FIGURES_CELLS]);

/* One record. Borrowed until the callback returns. */
struct figures_row {
	const struct record_type *type;
	int64_t id;		/* of a record of `type`: what Enter opens */
	/* as people read them, not yet harmless for a terminal; NULL past the last */
	const char *cells[FIGURES_CELLS];
};
struct figures_query {
	const char *figure, *month;
	long limit;		/* ≥ 1 */
};
/* The rows of the month's workbook that are behind the figure. Columns with names are
 * left out for a role that may not read clients. *more: there are others. It reads the
 * month's sheet, so a screen calls it when a figure is opened and keeps the rows. */
bool figures_rows(struct practice *p, const struct figures_query *q,
    bool (*fn)(const struct figures_row *, void *), void *arg, bool *more,
    struct err *e);

#endif
