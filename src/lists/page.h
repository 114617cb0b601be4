/*
 * page.h - every list of records, read in one way: a page at a time, by key.
 *
 * A list is a `const struct page_list`: its columns, and how its rows are found.
 * Rows have a place, their key and then their id; a page begins behind a place, or
 * before it, and steps at most one row more than it is asked for. Cells are as people
 * read them, in the practice's dates and clock; not yet harmless for a terminal.
 *
 * Words: clients as in clients_list(); receipts by their client, their state or the
 * beginning of their number or day, subscribers by any part of the address, their client
 * or state, each at most 1,000 from an index; the others by what stands in a row's
 * cells, looking at 2,000 rows at most.
 *
 * The list's own right is asked for first (practice_may); nothing medical stands in
 * lists that a role without it may read.
 */
#ifndef CHAIRSIDE_LISTS_PAGE_H
#define CHAIRSIDE_LISTS_PAGE_H

#include "base/buf.h"
#include "practice/practice.h"

#define PAGE_CELLS 10

struct page_column {
	const char *name, *title;
	int width;		/* columns it wants */
	bool right;		/* a number */
	bool grow;		/* takes what is left */
	int drop;		/* where it is narrow the highest goes first; 0: never */
};

/* What a cell shows, for a file. */
struct page_typed {
	const struct field *field;	/* NULL: it is the cell's text */
	struct value value;
};

/* Borrowed until the callback returns. */
struct page_row {
	int64_t id;
	int64_t version;	/* of the record; 0 where the list tells none */
	const char *key;
	const char *cells[PAGE_CELLS];	/* as many as there are columns */
	const struct page_typed *typed;	/* as many; NULL: texts alone */
	bool dim;		/* archived, not in force */
};

struct page_query {
	const char *words;	/* NULL or blank: all. Folded, in any order */
	int64_t of;		/* whose rows: a client's, a record's history */
	const char *of_text;	/* history: the record type's name; a day: 2026-03-12 */
	bool all;		/* archived, no longer offered ones too */
	const char *key;	/* with id: the place; NULL: at the end that is behind */
	int64_t id;
	bool with;		/* the row at that place too */
	bool backwards;		/* before the place: the nearest first */
	long limit;		/* ≥ 1 */
	bool file;		/* for a file: all that the words find, however many */
	const int64_t *rows;	/* for a file: of these numbers alone, in any order; NULL: all */
	size_t n_rows;
};

struct page_reader;		/* inside.h */

struct page_list {
	const char *name;	/* "clients" */
	const char *title;
	const char *none;	/* what to press where there is nothing */
	const struct record_type *type;	/* of a row's id; NULL: of no record */
	const struct page_column *columns;
	size_t n_columns;
	const char *const *tables;	/* whose change may change it; NULL ends; NULL: any */
	enum action may;	/* ACTIONS: everybody */
	bool newest_first;
	const struct page_reader *reader;
};

/* Calls fn for each row; false stops. *more (may be NULL): there are others. */
bool page_read(const struct page_list *l, struct practice *p,
    const struct page_query *q, bool (*fn)(const struct page_row *, void *),
    void *arg, bool *more, struct err *e);
/* Calls fn with the row of that id. ERR_NOTFOUND: it is gone, or of somebody else,
 * or the words hide it. Of the query its words, of, of_text and all are read. */
bool page_find(const struct page_list *l, struct practice *p,
    const struct page_query *q, int64_t id,
    bool (*fn)(const struct page_row *, void *), void *arg, struct err *e);
/* How many there are, counted up to `max`. */
bool page_count(const struct page_list *l, struct practice *p,
    const struct page_query *q, long max, long *n, struct err *e);

/* By name. */
extern const struct page_list page_clients;
/* Of one day (`of_text`), by the clock. */
extern const struct page_list page_day_visits;
/* Of one client (`of`), newest first. */
extern const struct page_list page_client_visits, page_client_screenings,
    page_client_receipts, page_client_reviews;
/* Field by field, newest first, of the record `of` of the type `of_text`. */
extern const struct page_list page_history;
/* The log of one newsletter address (`of`), newest first. */
extern const struct page_list page_consents;
/* What is offered and who works there: those in force first, by name. */
extern const struct page_list page_services, page_products, page_staff,
    page_checklists;
/* The rules of one edition of a checklist (`of`), in their order. */
extern const struct page_list page_checklist_rules;
/* Everybody's, newest first; subscribers by address. Reviews are those that came, the
 * requests whoever was asked for one. */
extern const struct page_list page_receipts, page_reviews, page_review_requests,
    page_subscribers;

struct export_options;
/* Writes what a list shows for the query's words, of, of_text and all into a file, its
 * columns and the rows' numbers, of all rows or of `rows`; of the options format, target and progress are read.
 * ACTION_EXPORT besides the list's own right. *rows counts. ERR_USAGE where `of` or
 * `of_text` lacks. */
bool page_export(const struct page_list *l, struct practice *p,
    const struct page_query *q, const struct export_options *o, long *rows,
    struct err *e);

/* All of them, NULL at the end; and one by its name, NULL: there is none. */
extern const struct page_list *const page_lists[];
const struct page_list *page_list_named(const char *name);

#endif
