/*
 * due.h - the tab Due: what due.c, draw.c and keys.c share.
 *
 * One list with headings. A row keeps its id while the list is read again: its kind and the
 * numbers of what it is about.
 */
#ifndef CHAIRSIDE_SCREENS_DUE_DUE_H
#define CHAIRSIDE_SCREENS_DUE_DUE_H

#include "practice/due.h"
#include "practice/standing.h"
#include "screens/desk.h"
#include "screens/toolkit/list.h"

struct due_screen {
	struct screen screen;
	bool mine;
	struct due_list due;
	struct list_rows rows;
	struct list *list;
	struct err err;			/* why the list could not be read */
	struct client_standing standing;	/* of the selected row's client; client 0: none */
};

/* The row that shows more of a kind has this id less the kind. */
#define DUE_MORE (-1000)

int64_t due_row_id(const struct due_row *r);
const struct due_row *due_row_of(const struct due_screen *s, int64_t id);	/* NULL: none */
/* NULL: none is selected. */
const struct due_row *due_selected(const struct due_screen *s);
/* Where more of a kind are shown: shows twice as many of each. False: another row is
 * selected. */
bool due_show_more(struct due_screen *s);

/* draw.c */
extern const struct list_column due_columns[];
extern const size_t n_due_columns;
void due_add_rows(struct due_screen *s);
void due_draw(const struct screen *s, struct canvas *c, struct area a);

/* keys.c */
extern const struct binding due_bindings[];

/* Asks what came of that row, writes it as a try, and closes `page`, which stands above. */
void due_try(struct due_screen *s, int64_t row, struct screen *page);

/* text_page.c: the words alone on the window. */
void due_text_push(struct due_screen *s, const struct due_row *r);
/* The same of any words; `to` says to whom. */
void due_words_push(struct desk *d, int64_t client, const char *words, const char *to);

#endif
