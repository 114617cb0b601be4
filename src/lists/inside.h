/*
 * inside.h - how a list's rows are found; for page_*.c alone.
 */
#ifndef CHAIRSIDE_LISTS_INSIDE_H
#define CHAIRSIDE_LISTS_INSIDE_H

#include "db/db.h"
#include "lists/page.h"

/* One row being put together. */
struct page_reading {
	struct practice *p;
	const struct page_query *q;
	size_t n;			/* cells so far */
	struct buf cells[PAGE_CELLS];
	struct page_typed typed[PAGE_CELLS];
	bool dim;
};

void page_reading_begin(struct page_reading *r, struct practice *p,
    const struct page_query *q);
void page_reading_end(struct page_reading *r);

/* Adds the next cell. */
void page_cell(struct page_reading *r, const char *text);
/* The column of that name as the field of `t` of that name is shown. */
void page_cell_field(struct page_reading *r, struct stmt *st,
    const struct record_type *t, const char *field);
/* Adds to the newest cell why it is dim: "Peel (inactive)". */
void page_cell_mark(struct page_reading *r, const char *word);
void page_cell_count(struct page_reading *r, int64_t n);	/* 0: blank */
/* "Family, Given" from the columns given, family, preferred; blank where
 * client_id is NULL. */
void page_cell_client(struct page_reading *r, struct stmt *st);
/* The day of an instant, clinic time. */
void page_cell_day(struct page_reading *r, struct stmt *st, const char *column);
/* A column that is a date, with its weekday: what people remember of a visit. */
void page_cell_date(struct page_reading *r, struct stmt *st, const char *column,
    bool weekday);
/* A receipt's state, from the columns state, corrects, back and total: what has come
 * back is said, all of it or a part. */
void page_cell_state(struct page_reading *r, struct stmt *st);
/* Total and what is left to pay of a receipt, from the columns total, paid and told:
 * an import that says nothing of payments is not unpaid. */
void page_cells_total(struct page_reading *r, struct stmt *st);

/* Rows of a list that is read whole. */
struct page_whole {
	struct page_row *rows;		/* owned: keys and cells too */
	size_t n, cap;
};
void page_whole_add(struct page_whole *w, const struct page_row *row,
    size_t n_cells);

/* Words that a list looks up in an index of its own. */
struct page_search {
	const char *ahead, *back;	/* statements */
	/* One that yields as `n` how many :match finds, or lie between :from and :until
	 * where there is no match; with :archived ones too, at :most. NULL: the places
	 * are counted. */
	const char *count;
	struct buf from, until;		/* keys' bounds; until "" none */
	struct buf match;		/* of the search index; "" none */
	struct buf word;		/* what else is compared; "" none */
};

#define PAGE_NOTHING "\"\""	/* a `match` that finds nothing */

/* Fills in `match` and `word` with all that was typed; false where nothing was. The
 * `statement` goes both ways. */
bool page_search_words(struct practice *p, const struct page_query *q,
    const char *statement, struct page_search *s);

/*
 * `ahead` and `back` yield `id` and `key` in the list's order and in the other, behind
 * :key and :id (NULL: from the end), at most :limit; `row` yields one record by :id with
 * its `key` and `version`. A key is never empty. A search's statement that takes :match
 * reads at most :most matches, and goes up in the keys where :up says so, else down; one
 * that has bounds of keys takes the one ahead as :bound.
 */
struct page_reader {
	const char *ahead, *back, *row;
	bool of, of_text;	/* the statements have :of, :of_text; `row` too */
	bool all;		/* they have :all; `row` has not */
	void (*cells)(struct page_reading *r, struct stmt *st);
	/* Fills in where to look for the words; false: nothing is found. NULL: each row's
	 * cells are looked at. */
	bool (*search)(struct practice *p, const struct page_query *q,
	    struct page_search *s);
	/* Reads all rows, in the list's order, instead. */
	bool (*whole)(struct practice *p, const struct page_query *q,
	    struct page_whole *into, struct err *e);
};

#endif
