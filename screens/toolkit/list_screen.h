/*
 * list_screen.h - a screen that is one list of fixed rows.
 *
 * Such a screen starts with a `struct list_screen`, adds its rows, calls
 * list_screen_begin() and puts LIST_SCREEN into its screen_ops; it still supplies keys,
 * title, drawing, size and free, for which those below serve too.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_LIST_SCREEN_H
#define CHAIRSIDE_SCREENS_TOOLKIT_LIST_SCREEN_H

#include "screens/toolkit/list.h"

struct list_screen {
	struct screen screen;
	struct list_rows rows;
	struct list *list;
};

/* `columns` and `empty` are borrowed; `empty` is shown when there are no rows. */
void list_screen_begin(struct list_screen *ls, const struct list_column *columns,
    size_t n_columns, bool header, const char *empty);
void list_screen_end(struct list_screen *ls);	/* frees rows and list, not itself */

bool list_screen_act(struct screen *s, enum act a);
bool list_screen_text(struct screen *s, const char *text, size_t n, bool paste);
enum mode list_screen_mode(const struct screen *s);
void list_screen_draw(const struct screen *s, struct canvas *c, struct area a);
void list_screen_root(struct screen *s);
void list_screen_sized(struct screen *s, struct area body);
/* The same below a rule across the screen. */
void list_screen_draw_ruled(const struct screen *s, struct canvas *c, struct area a);
void list_screen_sized_ruled(struct screen *s, struct area body);
void list_screen_free(struct screen *s);	/* of a screen that owns nothing else */

#define LIST_SCREEN \
	.mode = MODE_LIST, .mode_now = list_screen_mode, .widget_acts = list_acts, \
	.act = list_screen_act, .text = list_screen_text, .root = list_screen_root

#endif
