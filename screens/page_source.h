/*
 * page_source.h - a list of records (lists/page.h) on screen.
 *
 * A screen that is one list starts with a `struct page_screen` and puts PAGE_SCREEN
 * into its screen_ops; it supplies only its keys.
 */
#ifndef CHAIRSIDE_SCREENS_PAGE_SOURCE_H
#define CHAIRSIDE_SCREENS_PAGE_SOURCE_H

#include "lists/page.h"
#include "screens/desk.h"
#include "screens/toolkit/list.h"

/* Must not move in memory. */
struct page_view {
	const struct page_list *pages;
	struct practice *p;
	bool marks;			/* set before page_view_begin(): Space marks */
	struct page_query query;	/* of, of_text, all: borrowed, kept */
	struct list_column columns[PAGE_CELLS];
	struct list *list;		/* NULL before page_view_begin() */
};

void page_view_begin(struct page_view *v, struct practice *p,
    const struct page_list *pages, const struct page_query *query);
void page_view_end(struct page_view *v);
/* For x: asks for a format and exports all rows the list's filter shows. */
void page_view_export(struct desk *d, struct page_view *v);
/* If rows are marked: does the action on all of them, or says why not. False when none
 * is marked. */
bool page_view_marked(struct desk *d, struct page_view *v, enum act a);
/* When no row is selected: shows `words`, or why the list cannot be read. */
void page_view_none(struct desk *d, const struct page_view *v, const char *words);
/* The selected record's version as shown; 0: none is selected. */
int64_t page_view_version(const struct page_view *v);

/* Opens the selected change of a history as a page of text (history.c). */
void history_line_open(struct ui *ui, const struct page_view *v);

/* Is that record among the rows on screen? */
bool page_view_shows(const struct page_view *v, const struct record_type *t, int64_t id);
/* Do the changes (struct desk_changes) concern this list? */
bool page_view_touched(const struct page_view *v, const void *changes);

struct page_screen {
	struct screen screen;
	struct page_view view;
};

bool page_screen_act(struct screen *s, enum act a);
bool page_screen_text(struct screen *s, const char *text, size_t n, bool paste);
enum mode page_screen_mode(const struct screen *s);
void page_screen_export(struct screen *s, enum act a);	/* for ACT_export */
void page_screen_retired(struct screen *s, enum act a);	/* for ACT_scope: with them, or not */
void page_screen_draw(const struct screen *s, struct canvas *c, struct area a);
void page_screen_title(const struct screen *s, struct buf *out);
void page_screen_sized(struct screen *s, struct area body);
void page_screen_shown(struct screen *s);
void page_screen_changed(struct screen *s, const void *what);
void page_screen_root(struct screen *s);
bool page_screen_shows(const struct screen *s, const struct record_type *t, int64_t id);
/* Selects a record that was just made, where `s` is such a screen, of its type. */
void page_screen_select(struct screen *s, const struct record_type *t, int64_t id);
void page_screen_free(struct screen *s);	/* and the screen itself */

/* Figures in two halves above a list, if the window has the rows for them. */
#define PAGE_HEAD_ROWS 8
void page_screen_sized_headed(struct screen *s, struct area body);
/* `left` and `right` paint PAGE_HEAD_ROWS - 1 rows each; NULL: no figures yet. */
void page_screen_draw_headed(const struct screen *s, struct canvas *c, struct area a,
    void (*left)(const struct screen *s, struct canvas *c, struct area a),
    void (*right)(const struct screen *s, struct canvas *c, struct area a));

/* For `const struct screen_ops ops = { .name = …, .bindings = …, PAGE_SCREEN }`. */
#define PAGE_SCREEN \
	.mode = MODE_LIST, .mode_now = page_screen_mode, .widget_acts = list_acts, \
	.act = page_screen_act, .text = page_screen_text, .draw = page_screen_draw, \
	.title = page_screen_title, .sized = page_screen_sized, \
	.shown = page_screen_shown, .root = page_screen_root, .changed = page_screen_changed, \
	.shows = page_screen_shows, \
	.free = page_screen_free

#endif
