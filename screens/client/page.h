/*
 * page.h - one client: what page.c, page_keys.c and overview.c share.
 *
 * What is drawn is loaded when the page opens, is shown again or gets a change; a
 * section's list when the section is first opened.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_PAGE_H
#define CHAIRSIDE_SCREENS_CLIENT_PAGE_H

#include "practice/standing.h"
#include "screens/page_source.h"

enum client_section {
	SECTION_OVERVIEW, SECTION_VISITS, SECTION_SCREENING, SECTION_RECEIPTS,
	SECTION_REVIEWS, SECTION_HISTORY, SECTION_FILES, SECTION_PAPERS, SECTIONS
};

/* A line of the overview; a label that starts with TAB is a heading. */
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
	int top, rows;		/* of the overview, for scrolling */
	struct page_view views[SECTIONS];
	char *counts[SECTIONS];	/* "12", "1000+"; NULL: not shown */
};

/* --- sections (page.c) ------------------------------------------------------- */

/* The section's list; NULL on the overview or without the right to see it. */
struct list *client_page_list(const struct client_page *c);
/* The type of its rows; NULL on the overview and the history. */
const struct record_type *client_page_type(const struct client_page *c);
bool client_page_may_see(const struct client_page *c, enum client_section sec);
/* Adds who may see it: "Screening is for the owner or a practitioner." */
void client_page_add_whose(enum client_section sec, struct buf *out);
void client_page_go(struct client_page *c, enum client_section sec);
/* Shows another client, in the same section. */
void client_page_show(struct client_page *c, int64_t client);

/* The page's keys (page_keys.c). */
extern const struct binding client_page_bindings[];

/* --- the overview (overview.c) ------------------------------------------------ */

/* Loads the panes again; false, with `e`, leaves them as they are. */
bool client_overview_load(struct client_page *c, struct err *e);
void client_overview_free(struct client_page *c);
void client_overview_draw(const struct client_page *p, struct canvas *c,
    struct area a);
/* The rows it takes in that area. */
int client_overview_rows(const struct client_page *p, struct area a);

#endif
