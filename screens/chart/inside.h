/*
 * inside.h - what the files of the chart's page share.
 *
 * The page is a list of rows: the lines of the grid and a new one, the products used, the
 * head, the outcome, the photos, the aftercare, the note, and why what is missing is missing. A
 * cell of a row has the focus; what is typed into it is text until the cell is left.
 */
#ifndef CHAIRSIDE_SCREENS_CHART_INSIDE_H
#define CHAIRSIDE_SCREENS_CHART_INSIDE_H

#include "practice/chart.h"
#include "screens/draft.h"

enum chart_row_kind {
	CHART_ROW_LINE, CHART_ROW_NEW,	/* a line, the blank one below them */
	CHART_ROW_USE,			/* a product, or (product NULL) one to take */
	CHART_ROW_WRAP,			/* did that product lie under wrap? */
	CHART_ROW_INDICATION, CHART_ROW_ASK, CHART_ROW_TICK, CHART_ROW_NOTE,
	CHART_ROW_WHY			/* why something is missing that has no row of its own */
};

struct chart_row {
	enum chart_row_kind kind;
	enum chart_part part;		/* of an ask */
	const char *tick;		/* the tick that it is for; "" none */
	const struct chart_item *item;	/* the use, the ask */
	size_t line;			/* index of the line */
	struct record *product;
};

/* What stands in the cells of a row of products. */
enum chart_cell { CHART_CELL_LOT, CHART_CELL_AREA, CHART_CELL_ON, CHART_CELL_OFF, CHART_CELLS };

enum chart_map { CHART_MAP_NONE, CHART_MAP_FACE, CHART_MAP_BODY };

#define CHART_MAP_COLUMNS 30
#define CHART_WIDE 100		/* from so many columns on the map is beside the table */
#define CHART_STATES 40		/* of undoing */

struct chart_page {
	struct screen screen;
	int64_t session;
	struct chart *chart;
	struct chart_row *rows;
	size_t n_rows, cap_rows;
	char **words;			/* of each product: what it is, of which lot */
	size_t n_words;
	size_t at, column, top;		/* the cell in focus; the first row shown */
	struct buf typed;		/* in it, not taken yet */
	char *shown;			/* what stood in it before */
	bool refused;			/* its last try was refused: the next key may leave it */
	size_t waiting;			/* pictures in the inbox, when it was last looked at */
	bool is_signed;			/* when it was opened */
	int64_t chosen;			/* the lot that is taken, from the list; 0: what is typed */
	bool receiving;			/* the lot that is typed, in another form */
	bool begun;			/* the last line was begun and not left */
	bool again;			/* lines came from last time: an answer goes on below */
	bool *dim;			/* lines from last time, until they were passed over */
	size_t n_dim;
	bool hist;			/* past charts are on show */
	enum chart_map map;
	struct chart_rows states[CHART_STATES];	/* before each change */
	size_t n_states;
	char *name, *alerts, *head, *consent;
	struct draft draft;		/* as kept last; form NULL: never */
};

/* --- rows and cells (cells.c) ------------------------------------------------------------- */

void chart_page_rows(struct chart_page *p);
const struct chart_row *chart_page_row(const struct chart_page *p);
size_t chart_page_columns(const struct chart_page *p, const struct chart_row *r);
/* The column's item of a line. */
const struct chart_item *chart_page_column(const struct chart_page *p, size_t column);
enum chart_cell chart_page_cell(const struct chart_row *r, size_t column);
/* Adds what stands in a cell, as people read it. */
void chart_page_value(const struct chart_page *p, const struct chart_row *r, size_t column,
    struct buf *out);
bool chart_page_has_value(const struct chart_page *p, const struct chart_row *r, size_t column);
/* Puts the focus there; what was typed is gone. */
void chart_page_focus(struct chart_page *p, size_t at, size_t column);
/* Reads what the products are called. */
void chart_page_words(struct chart_page *p);
/* Keeps the state for ^Z. */
void chart_page_state(struct chart_page *p);
bool chart_page_undo(struct chart_page *p);
/* Sets the value of the cell in focus. False, with a message: it stays as it was. */
bool chart_page_set(struct chart_page *p, const char *typed);
/* Takes what is typed. False, with a message, where it is refused. */
bool chart_page_commit(struct chart_page *p);
/* Is another key of that number still possible? "3" of at most 30 is, "4" is not. */
bool chart_number_goes_on(const char *typed, int64_t max);
void chart_page_load(struct chart_page *p, struct practice *practice);
/* A colleague's rows came in: a state from before has them not, or rows that are gone. */
void chart_page_forget_states(struct chart_page *p);
/* Takes in rows as they are now: after it was saved or taken up. */
void chart_page_fresh(struct chart_page *p);
/* The cell in focus by what it is of, and back to it: rows above may have come or gone. */
struct chart_place {
	struct chart_row row;
	const struct record *record;	/* of a line or product; may be freed since */
	int64_t id;
	size_t column;
};
struct chart_place chart_page_place(const struct chart_page *p);
void chart_page_return(struct chart_page *p, const struct chart_place *to);

/* --- keys (keys.c, lots.c) ---------------------------------------------------------------- */

extern const struct binding chart_page_bindings[];
bool chart_page_text(struct screen *s, const char *text, size_t n, bool paste);
/* Puts the focus there, in view. */
void chart_page_go(struct chart_page *p, size_t at, size_t column);
void chart_page_in_view(struct chart_page *p);
/* The zones, their letters and usual depths, and the keys of the grid. */
void chart_page_why(struct chart_page *p);
/* The lots in date and on hand, to choose one; at the photos, those. */
void chart_run_pick(struct screen *s, enum act a);
/* Asks whether to receive the lot that is typed, which is not here yet, or says who may; false:
 * it is not that. */
bool chart_page_receive(struct chart_page *p, const struct err *e);
/* A lot was written: is it the one that is typed? Then the cell has it. */
void chart_page_received(struct chart_page *p);

/* --- photos (photos.c) -------------------------------------------------------------------- */

void chart_photos_push(struct chart_page *p);
/* Is it their row, do some wait, and is no reason given why there are none? Then Enter shows
 * them. */
bool chart_photos_offered(const struct chart_page *p, const struct chart_row *r);
/* Counts what waits: it reads a folder, so when something opens, never at a key. */
void chart_photos_look(struct chart_page *p);
/* Photos of some visit were taken in or back: the tick follows. */
void chart_photos_changed(struct chart_page *p);

/* --- saving and drafts (keep.c) ----------------------------------------------------------- */

#define CHART_DRAFT_CELL "cell"		/* of a draft: the cell in focus, and what is typed in it */

/* Is anything typed that is not saved? */
bool chart_page_is_typed(const struct chart_page *p);
bool chart_page_keep(struct screen *s, enum keep why, struct err *e);
void chart_run_save(struct screen *s, enum act a);
void chart_run_leave(struct screen *s, enum act a);
void chart_run_discard(struct screen *s, enum act a);

/* --- painting (draw.c, map.c, hist.c) ----------------------------------------------------- */

void chart_draw(const struct screen *s, struct canvas *c, struct area a);
/* Adds "missing: lots, photos"; false: nothing is. */
bool chart_page_missing(const struct chart_page *p, struct buf *out);
void chart_facts(const struct screen *s, struct buf *out);
int chart_list_rows(struct area body);	/* rows of the page that are shown */
void chart_map_draw(const struct chart_page *p, struct canvas *c, struct area a, bool body);
void chart_hist_draw(const struct chart_page *p, struct canvas *c, struct area a);

#endif
