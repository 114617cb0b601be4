/*
 * report.h - a report is data: figures, tables, and the rows behind them.
 *
 * A `const struct report` declares figures and tables with their names, units and
 * definitions, the detail sheets of its workbook, and one function that computes a
 * period. The engine runs it for the month and the month before and hands the result to
 * a renderer: text, JSON, CSV, workbook. All four show the same numbers, because
 * numbers are rounded in one place, here.
 *
 * Numbers are exact fractions until they are shown: `num / den` in the unit that is
 * shown (a sum of money is ten-thousandths / 10000, hours are minutes / 60, a
 * percentage is 100 × part / whole). A fraction with den 0 is no number: null in JSON,
 * blank in CSV, "—" on paper, or the word in `instead`.
 *
 * The caller opens one read transaction around report_make() and the renderer: the
 * workbook reads its detail rows while it is written.
 */
#ifndef CHAIRSIDE_REPORT_REPORT_H
#define CHAIRSIDE_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"

enum report_unit {
	REPORT_TEXT, REPORT_DATE,
	REPORT_COUNT,
	REPORT_MONEY,		/* from ten-thousandths; two decimals */
	REPORT_PERCENT,		/* one decimal */
	REPORT_HOURS,		/* from minutes; two decimals */
	REPORT_STARS,		/* two decimals */
	REPORT_DAYS,		/* one decimal */
	/* in detail sheets only */
	REPORT_TIME, REPORT_INSTANT, REPORT_BOOL, REPORT_NUMBER,
	REPORT_UNITS
};

struct quantity {
	int64_t num, den;	/* den 0: there is none */
};

/* --- declarations --------------------------------------------------------- */

struct report_figure {
	const char *name;	/* "sales_net": JSON and CSV */
	const char *label;	/* "Net sales" */
	const char *section;	/* heading; figures with the same one are adjacent */
	enum report_unit unit;
	const char *definition;	/* one sentence */
	/* The rows behind it: a detail sheet, and which of its rows (rows.c). NULL:
	 * none. */
	const char *sheet, *rows;
	/* Columns of the sheet, with a blank between them: it is their sum over its rows.
	 * NULL: it is how many rows there are. */
	const char *sum;
	/* For a figure that is neither: a formula that recomputes it from the detail
	 * sheets. `#` is how many rows it has, `#[late=TRUE]` those of them that fit this
	 * too, `#[+amount]` the sum of a column over them, `#[visits+net]` the same over
	 * the rows of another figure; further marks in workbook_checks.c. */
	const char *formula;
};

struct report_column {
	const char *name, *title;
	enum report_unit unit;
	const char *sum_of;	/* figure that equals the column's sum, or NULL */
	/* for a stored word: the record type and field whose choices have its label */
	const struct record_type *of;
	const char *field;
};

struct report_table_decl {
	const char *name, *title;
	const char *section;
	const struct report_column *columns;
	size_t n_columns;
	bool medical;		/* left out where the role may not see it */
	/* In the workbook, this column is charted by the first one; NULL: no chart. */
	const char *chart;
};

/* What a request may not see. */
enum report_flags {
	REPORT_NAMES = 1 << 0,	/* names people */
	REPORT_MEDICAL = 1 << 1
};

struct report_sheet_column {
	const char *name;	/* column of the query; [name] in formulas */
	const char *title;
	enum report_unit unit;
	double width;		/* characters */
	unsigned flags;		/* enum report_flags: left out where that is hidden */
	/* On the screen: its title; NULL: it is not there. A stored word is shown by the
	 * label that a field's choices have for it: of `word`, named like the column or
	 * `field`. */
	const char *screen;
	const struct record_type *word;
	const char *field;
};

/* One row of the query is one row of the sheet. */
struct report_sheet {
	const char *name;
	const char *query;
	const char *parameters;	/* parameters for report_stmt() */
	const struct report_sheet_column *columns;
	size_t n_columns;
	/* The query has :hours, what the request's hours() adds. */
	bool hours;
	/* On the screen: a row opens a record of this type, whose id is in the query's
	 * column of that name; enum report_flags of those who see no rows; and the column
	 * whose text puts the rows in order, NULL: as in the sheet. */
	const struct record_type *opens;
	unsigned needs;
	const char *order;
};

struct report_period;

struct report {
	const char *name, *title, *help;
	const struct report_figure *figures;
	size_t n_figures;
	const struct report_table_decl *tables;
	size_t n_tables;
	const struct report_sheet *sheets;
	size_t n_sheets;
	/* Called for the month, then for the month before, whose tables are not shown;
	 * what a login has kept of them is not computed again. A figure that is its rows,
	 * or a sum over them, and that it does not set is counted from them. */
	bool (*compute)(struct report_period *p, struct err *e);
	/* The record tables whose rows reach into its figures, each between blanks. */
	const char *reads;
};

/* --- asking for one -------------------------------------------------------- */

struct report_request {
	struct db *db;
	const struct record *settings;	/* record_practice */
	date_day first, last;	/* the month. The first and last of the calendar have no
				 * neighbour and cannot be reported */
	date_day today;
	int minutes;		/* minutes since midnight, clinic time */
	unsigned hides;		/* enum report_flags */
	/* Adds who works here, and how long on the days from `first` to `last`: a JSON array
	 * of [staff, minutes, days, whether they treat clients]. NULL: nobody does. */
	bool (*hours)(void *arg, date_day first, date_day last, struct buf *out, struct err *e);
	void *arg;
	struct report_kept *kept;	/* what this login has computed; NULL: nothing */
};

/*
 * The months that a login has computed (kept.c). A result made with them is valid until
 * the next one is.
 */
struct report_kept *report_kept_new(void);
void report_kept_free(struct report_kept *k);
/* Inside a read transaction: drops what is no longer true, as the newest entry that
 * changed a record is `entry`. *gone: all of it. */
bool report_kept_check(struct report_kept *k, const struct report *report, struct db *db,
    int64_t entry, bool *gone, struct err *e);
/* That entry, 0 none, and its digest in hex where one is asked for. */
bool report_newest(struct db *db, int64_t *n, char digest[DIGEST_HEX_SIZE],
    struct err *e);

/* Report i of reports.def; NULL past the end. */
const struct report *report_at(size_t i);
const struct report *report_find(const char *name);

/* --- computing -------------------------------------------------------------- */

struct report_value {
	struct quantity q;
	const char *instead;	/* shown when there is no number; NULL: "—" */
	bool set;
};

struct report_cell {
	struct quantity q;
	const char *text;	/* REPORT_TEXT and REPORT_DATE (ISO); arena */
};

struct report_table {
	const struct report_table_decl *decl;
	struct arena *arena;
	struct report_cell *cells;	/* n_rows × decl->n_columns */
	size_t n_rows, cap;
	const char **keys;
	size_t keys_cap;
	size_t *index;		/* hash index of the keys */
	size_t index_size;
};

/* A month being computed. */
struct report_period {
	const struct report *report;
	const struct report_request *request;
	struct db *db;
	date_day first, last;
	instant from, until;	/* first second of the month, and of the next */
	struct report_value *values;	/* by figure */
	struct report_table *tables;	/* by table */
	struct arena *arena;
	/* What compute() made for the month before (arena), and the month after, whose
	 * `handed` it may use: NULL where that is not kept. */
	void *handed;
	const struct report_period *next;
	/* Minutes since 1970, clinic time: when a figure changes by itself. Midnight,
	 * where compute() names no earlier one. */
	int64_t good_until;
};

/* The statement of that name with the parameters that `words` lists: first, last (ISO
 * days), now (minutes since 1970, clinic wall time), from, until (instants). */
struct stmt *report_stmt(const struct report_period *p, const char *name,
    const char *words);
/* The query of a sheet. NULL on failure. */
struct stmt *report_sheet_stmt(const struct report_period *p, const struct report_sheet *s,
    struct err *e);
/* That now: the minute at which the month is asked for. */
int64_t report_now(const struct report_period *p);

/* By the figure's name; an unknown one is a bug(). report_set() takes the number as the
 * database holds it (money, minutes), report_ratio() part and whole. */
void report_set(struct report_period *p, const char *figure, int64_t n);
void report_ratio(struct report_period *p, const char *figure, int64_t part,
    int64_t whole);
void report_none(struct report_period *p, const char *figure, const char *instead);

/* `n` is in the unit the database holds. */
struct quantity report_quantity(int64_t n, enum report_unit u);

struct report_table *report_table(struct report_period *p, const char *table);
/* The row of that key, added when missing with numbers 0 and texts "". Valid until the
 * next call. */
struct report_cell *report_row(struct report_table *t, const char *key);
void report_cell_text(struct report_table *t, struct report_cell *c, const char *s);
/* Sorts rows by that column, largest first when it holds numbers, then by the first
 * text column. No row can be looked up afterwards. */
void report_sort(struct report_table *t, const char *column);
size_t report_column_index(const struct report_table_decl *t, const char *column);

/* --- the rows behind a figure (rows.c) ------------------------------------------- */

/* By name, of `n` bytes; an unknown one is a bug(). */
const struct report_figure *report_figure_named(const struct report *r, const char *s,
    size_t n);
const struct report_sheet_column *report_sheet_column(const struct report_sheet *s,
    const char *name, size_t n);
/* NULL: it has no rows. */
const struct report_sheet *report_figure_sheet(const struct report *r,
    const struct report_figure *f);
/* May this request see the column? */
bool report_column_shown(const struct report_request *q,
    const struct report_sheet_column *c);
/* Calls fn with the rows of the sheet that are behind the figure, in the sheet's order,
 * until it returns false. */
bool report_rows(const struct report_period *p, const struct report_figure *f,
    bool (*fn)(struct stmt *row, void *), void *arg, struct err *e);
/* Sets a figure without a formula of its own from its rows. */
bool report_count(struct report_period *p, const struct report_figure *f,
    struct err *e);
/* Adds the formula that recomputes it, with the marks of workbook_checks.c; false: it
 * has none. */
bool report_formula(const struct report *r, const struct report_figure *f,
    struct buf *out);
/* The month of a request, before anything is computed. */
struct report_period report_period(const struct report *r,
    const struct report_request *q);

/* --- results ---------------------------------------------------------------- */

struct report_result {
	const struct report *report;
	struct report_request request;
	char month[8];			/* YYYY-MM */
	struct report_period now, before;
	struct report_kept *own;	/* NULL: they are the request's */
	int64_t journal_entry;		/* newest entry that changed a record; 0 none */
	char journal_digest[DIGEST_HEX_SIZE];
};

/* NULL on failure. Free with report_free(). */
struct report_result *report_make(const struct report *r,
    const struct report_request *q, struct err *e);
void report_free(struct report_result *r);

/* report_rounded() gives the number times 10^report_decimals(), rounded; false when
 * there is none. */
int report_decimals(enum report_unit u);
bool report_rounded(struct quantity q, enum report_unit u, int64_t *scaled);
double report_real(struct quantity q);
/* Adds the number with its decimals and no separators; false when there is none. */
bool report_format(struct quantity q, enum report_unit u, struct buf *out);
/* The label of a stored word of that column; borrowed. */
const char *report_word(const struct report_column *c, const char *word);
/* Adds a number as on paper: "12.50", "43.1 %", or `instead` or a dash when there is
 * none; report_say_cell() does so for a cell of a table, made harmless for a
 * terminal. */
void report_say(struct quantity q, enum report_unit u, const char *instead,
    struct buf *out);
void report_say_cell(const struct report_column *c, const struct report_cell *cell,
    struct buf *out);
/* Has the row no number other than zero? Paper leaves it out. One of words alone stays. */
bool report_row_is_empty(const struct report_table_decl *t,
    const struct report_cell *row);
/* May this request see the table? */
bool report_table_shown(const struct report_result *r, const struct report_table *t);

/* After a failure ferror() of the stream is set. */
void report_text(const struct report_result *r, FILE *f);
void report_json(const struct report_result *r, FILE *f);
void report_csv(const struct report_result *r, FILE *f);
/* Writes and commits `o`; frees it either way. */
bool report_workbook(const struct report_result *r, struct file_out *o,
    void (*progress)(int permille, void *arg), void *arg, struct err *e);
/* For tests: data rows after which a detail sheet goes on as "Name 2"; 0: the
 * format's own. */
extern long report_workbook_row_limit;

#endif
