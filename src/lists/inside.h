/*
 * inside.h - how a list's rows are found; for the files of this folder alone.
 */
#ifndef CHAIRSIDE_LISTS_INSIDE_H
#define CHAIRSIDE_LISTS_INSIDE_H

#include "db/db.h"
#include "lists/page.h"

/* One row being built. */
struct page_reading {
	struct practice *p;
	const struct page_query *q;
	const struct field *extra[PAGE_CELLS];	/* columns after the list's own */
	size_t n_extra;
	size_t n;			/* cells so far */
	struct buf cells[PAGE_CELLS];
	struct page_typed typed[PAGE_CELLS];
	bool dim;
};

void page_reading_begin(struct page_reading *r, const struct page_list *l,
    struct practice *p, const struct page_query *q);
void page_reading_end(struct page_reading *r);

/* Adds the next cell. */
void page_cell(struct page_reading *r, const char *text);
/* Adds the column `field`, shown as the field of that name of `t`; a link as the name of its
 * record. */
void page_cell_field(struct page_reading *r, struct stmt *st,
    const struct record_type *t, const char *field);
/* Adds a value of the field; a link as the name of its record, if that may be seen. */
void page_cell_value(struct page_reading *r, const struct field *f, const struct value *v);
/* Adds to the last cell why it is dim: "Peel (inactive)". */
void page_cell_mark(struct page_reading *r, const char *word);
void page_cell_count(struct page_reading *r, int64_t n);	/* 0: blank */
/* "Family, Given" from the columns given, family, preferred; blank where
 * client_id is NULL. */
void page_cell_client(struct page_reading *r, struct stmt *st);
/* The day of an instant, clinic time. */
void page_cell_day(struct page_reading *r, struct stmt *st, const char *column);
/* A column that is a date; `weekday`: with the weekday. */
void page_cell_date(struct page_reading *r, struct stmt *st, const char *column,
    bool weekday);
/* A receipt's state, and whether it was refunded wholly or in part, from the columns
 * state, corrects, back and total. */
void page_cell_state(struct page_reading *r, struct stmt *st);
/* Two cells: a receipt's total and what is left to pay, from the columns total, paid
 * and told. An imported receipt without payments does not count as unpaid. */
void page_cells_total(struct page_reading *r, struct stmt *st);

/* The fields of the list's type that are columns after its own; how many (columns.c). */
size_t page_extra(const struct page_list *l, const struct practice *p,
    const struct field *extra[PAGE_CELLS]);
/* Adds their cells from the record; where there are none, it is not read. */
bool page_read_extra(struct page_reading *r, const struct record_type *t, int64_t id,
    struct err *e);

/* Rows of a list that is read whole. */
struct page_whole {
	struct page_row *rows;		/* owned: keys and cells too */
	size_t n, cap;
};
void page_whole_add(struct page_whole *w, const struct page_row *row,
    size_t n_cells);

/* How a list looks up search words in an index. */
struct page_search {
	const char *ahead, *back;	/* statements, as in struct page_reader */
	/* `match` finds clients, whose names begin with `word` for many of them: they are
	 * read and counted by practice/found.h, not by statements. */
	bool clients;
	/* A statement that yields as `n` how many rows :match, :word and :letter find or,
	 * without a match, lie between :from and :until, at most :most; :archived includes
	 * archived ones. NULL: the rows are read and counted. */
	const char *count;
	struct buf from, until;		/* bounds of the keys; until "" none */
	struct buf match;		/* for the search index; "" none */
	struct buf word;		/* compared in other ways; "" none */
	struct buf letter;		/* with word: begins a client's sort key; "" none */
};

#define PAGE_NOTHING "\"\""	/* a `match` that finds nothing */

/* Sets `match` and `word` from the query's words, and `statement` for both directions;
 * false when there are no words. */
bool page_search_words(struct practice *p, const struct page_query *q,
    const char *statement, struct page_search *s);

/*
 * Names of statements. `ahead` and `back` yield `id` and `key` in the list's order and
 * in reverse, after :key and :id (NULL: from that end), at most :limit; `row` yields
 * one record by :id with its `key` and `version`. A key is never empty. A search
 * statement with :match reads at most :most matches, by ascending keys if :up, else
 * descending; one with bounds of keys has :bound for the bound in its direction.
 */
struct page_reader {
	const char *ahead, *back, *row;
	bool of, of_text;	/* all three have :of, :of_text */
	/* Sets what else `ahead` and `back` ask for by the query; NULL: nothing. */
	void (*bind)(struct stmt *st, const struct page_query *q);
	bool all;		/* `ahead` and `back` have :all */
	bool known;		/* `row` has :key, the row's key or NULL */
	void (*cells)(struct page_reading *r, struct stmt *st);
	/* Sets how to search for the words; false: nothing is found. NULL: the words
	 * are compared with each row's cells. */
	bool (*search)(struct practice *p, const struct page_query *q,
	    struct page_search *s);
	/* Instead of statements: reads all rows, in the list's order, of a record whose type
	 * is in of_text; `alone`: of none. */
	bool alone;
	bool (*whole)(struct practice *p, const struct page_query *q,
	    struct page_whole *into, struct err *e);
};

/* page_read() inside the caller's read transaction, for whoever may read the list. */
bool page_rows(const struct page_list *l, struct practice *p, const struct page_query *q,
    bool (*fn)(const struct page_row *, void *), void *arg, bool *more, struct err *e);

/* Orders ids: those of a query's `rows`, which page_export() has sorted. */
int page_by_id(const void *a, const void *b);

#endif
