/*
 * page.h - one client: what page.c, its keys and overview.c share.
 *
 * Everything drawn is read when the page opens, is shown again or hears of a change;
 * a section's list when it is first gone to.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_PAGE_H
#define CHAIRSIDE_SCREENS_CLIENT_PAGE_H

#include "practice/standing.h"
#include "screens/page_source.h"

enum client_section {
	SECTION_OVERVIEW, SECTION_VISITS, SECTION_SCREENING, SECTION_RECEIPTS,
	SECTION_REVIEWS, SECTION_HISTORY, SECTIONS
};

/* A line of the overview; a label that begins with TAB heads those below it. */
struct overview_line {
	char *label, *text;	/* owned */
	enum style style;
};
struct client_pane {
	struct overview_line *lines;
	size_t n, cap;
};

struct client_page {
	struct screen screen;
	int64_t client;
	enum client_section section;
	struct client_standing standing;
	struct client_pane left, right;
	int top, rows;		/* of the overview, where it does not fit */
	struct page_view views[SECTIONS];
	char *counts[SECTIONS];	/* "12", "1000+"; NULL: none is shown */
};

/* --- sections (page.c) ------------------------------------------------------- */

/* The list on show; NULL: the overview, or not to be seen. */
struct list *client_page_list(const struct client_page *c);
/* Of its rows; NULL: the overview, and the history. */
const struct record_type *client_page_type(const struct client_page *c);
bool client_page_may_see(const struct client_page *c, enum client_section sec);
/* "Screening is for the owner or a practitioner." */
void client_page_add_whose(enum client_section sec, struct buf *out);
void client_page_go(struct client_page *c, enum client_section sec);
/* Another client in the same section. */
void client_page_show(struct client_page *c, int64_t client);

/* What keys do (page_keys.c). */
extern const struct binding client_page_bindings[];

/* --- the overview (overview.c) ------------------------------------------------ */

/* Reads the panes anew; false: told in `e`, and nothing has changed. */
bool client_overview_load(struct client_page *c, struct err *e);
void client_overview_free(struct client_page *c);
void client_overview_draw(const struct client_page *p, struct canvas *c,
    struct area a);
/* Rows it takes in that area. */
int client_overview_rows(const struct client_page *p, struct area a);

#endif
