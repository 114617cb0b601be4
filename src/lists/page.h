/*
 * page.h - reading any list of records a page at a time, by key.
 *
 * A list is a `const struct page_list`: its columns, and how its rows are found. Rows
 * are ordered by key and then id, together a row's place. A page starts after a place,
 * or goes back from it, and reads at most one row more than asked for. Cells are
 * formatted for people, with the practice's dates and clock; not yet harmless for a
 * terminal.
 *
 * Search words find: clients as in clients_list(); receipts by client, state or the
 * beginning of number or day, and subscribers by client, state, the beginning of the
 * address or, among the first 10,000 addresses, any part of it, at most 1,000 matches of
 * an index; in other lists, rows with the words in their cells, among the first 1,000 rows.
 * For a file all are looked at.
 *
 * A list's own right is checked first (practice_may()). Lists that a role without
 * medical rights may read show nothing medical.
 */
#ifndef CHAIRSIDE_LISTS_PAGE_H
#define CHAIRSIDE_LISTS_PAGE_H

#include "base/buf.h"
#include "practice/practice.h"

#define PAGE_CELLS 16

/* Of a list's table. What is a field has the field's title and width (field.h), unless
 * it is something else here. */
struct page_column {
	const char *name;
	const struct record_type *of;	/* whose field it is; NULL: the list's type's, or
					 * nobody's */
	const char *title;
	int width;		/* columns it wants */
	bool right;		/* a number; a field knows */
	bool grow;		/* takes the width that is left */
	int drop;		/* where it is narrow the highest goes first; 0: never */
};

/* A cell as a typed value, for a file. */
struct page_typed {
	const struct field *field;	/* NULL: it is the cell's text */
	struct value value;
};

/* Borrowed until the callback returns. */
struct page_row {
	int64_t id;
	int64_t version;	/* of the record; 0 where the list has none */
	const char *key;
	size_t n_cells;		/* as many as there are columns */
	const char *cells[PAGE_CELLS];
	const struct page_typed *typed;	/* as many; NULL: only texts */
	bool dim;		/* archived, not in force */
};

struct page_query {
	const char *words;	/* NULL or blank: all. In any order, case ignored */
	int64_t of;		/* whose rows: a client's, a record's history */
	const char *of_text;	/* history: the record type's name; a day: 2026-03-12 */
	bool all;		/* archived and inactive ones too */
	const char *key;	/* with id: the place; NULL: the first, or last */
	int64_t id;
	bool with;		/* include the row at that place */
	bool backwards;		/* rows before the place, the nearest first */
	long limit;		/* ≥ 1 */
	bool file;		/* for a file: all matches, however many */
	const int64_t *rows;	/* for a file: only these ids; NULL: all */
	size_t n_rows;
};

struct page_reader;		/* inside.h */

struct page_list {
	const char *name;	/* "clients" */
	const char *title;
	const char *none;	/* shown when the list is empty: "No keys.", then what to press */
	const struct record_type *type;	/* of a row's id; NULL: rows are no records */
	const struct page_column *columns;	/* page_columns() adds to them */
	size_t n_columns;
	const char *without;	/* fields of its type that are no columns here */
	const char *const *tables;	/* it depends on these; NULL: on any */
	enum action may;	/* ACTIONS: everybody */
	bool newest_first;
	const struct page_reader *reader;
};

/* All columns, complete: those of the list's table, then the other fields of its type
 * that are columns (`list` in field.h) and shown to this login; how many. */
size_t page_columns(const struct page_list *l, const struct practice *p,
    struct page_column columns[PAGE_CELLS]);
/* Does a row show what is in records of that type? */
bool page_depends(const struct page_list *l, const struct practice *p,
    const struct record_type *t);

/* Calls fn for each row; fn returns false to stop. *more (may be NULL): there are
 * others. */
bool page_read(const struct page_list *l, struct practice *p,
    const struct page_query *q, bool (*fn)(const struct page_row *, void *),
    void *arg, bool *more, struct err *e);
/* Calls fn with the row of that id. ERR_NOTFOUND when it is gone, or when the query
 * leaves it out. Of the query only words, of, of_text and all are used. */
bool page_find(const struct page_list *l, struct practice *p,
    const struct page_query *q, int64_t id,
    bool (*fn)(const struct page_row *, void *), void *arg, struct err *e);
/* The number of rows, counted up to `max`. */
bool page_count(const struct page_list *l, struct practice *p,
    const struct page_query *q, long max, long *n, struct err *e);

/* By name. */
extern const struct page_list page_clients;
/* Of one day (`of_text`), by time. */
extern const struct page_list page_day_visits;
/* Of one client (`of`), newest first. */
extern const struct page_list page_client_visits, page_client_screenings,
    page_client_receipts, page_client_reviews, page_client_papers, page_client_files;
/* The changed fields of the record `of` of the type `of_text`, newest first. */
extern const struct page_list page_history;
/* The journal, newest first, as `of_text` filters it (practice/journal.h); and who looked at
 * the client `of`. */
extern const struct page_list page_journal, page_client_looks;
/* The log of one newsletter address (`of`), newest first. */
extern const struct page_list page_consents;
/* Active ones first, by name. */
extern const struct page_list page_services, page_products, page_staff,
    page_checklists, page_documents, page_rooms, page_devices;
/* The practice's, then each person's; time off by its day, newest first. */
extern const struct page_list page_hours, page_blocks;
/* Lots by product; what came in and went out of one (`of`), newest first. */
extern const struct page_list page_lots, page_lot_moves;
/* Adverse events, those that are open first; to whom one (`of`) was told. */
extern const struct page_list page_events, page_event_reports;
/* Of each person, by name; what devices are cleared for; the logs, newest first. */
extern const struct page_list page_certificates, page_device_labels, page_log_entries;
/* The keys of one person (`of`), or everybody's by name (0). */
extern const struct page_list page_staff_keys;
/* What must not meet, by what it is about. */
extern const struct page_list page_product_cautions;
/* The visits that had the record `of`; `of_text`: its type and the days (practice/trace.h). */
extern const struct page_list page_trace;
/* Open bookings that cannot stand, by day and time (practice/stops.h). */
extern const struct page_list page_stops;
/* The rules of one edition of a checklist (`of`), in their order. */
extern const struct page_list page_checklist_rules;
/* Everybody's, newest first; subscribers by address. Reviews are those received,
 * requests all that were asked for. */
extern const struct page_list page_receipts, page_reviews, page_review_requests,
    page_subscribers;

struct export_options;
/* Writes the rows of a list to a file: its columns and the ids, for the query's words,
 * of, of_text, all and rows. Of the options only format, target and progress are used.
 * Needs ACTION_EXPORT besides the list's own right. *rows counts. ERR_USAGE when the
 * list needs `of` or `of_text` and it is missing. */
bool page_export(const struct page_list *l, struct practice *p,
    const struct page_query *q, const struct export_options *o, long *rows,
    struct err *e);

/* All lists, NULL at the end; and one by its name, or NULL. */
extern const struct page_list *const page_lists[];
const struct page_list *page_list_named(const char *name);

#endif
