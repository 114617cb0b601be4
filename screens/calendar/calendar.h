/*
 * calendar.h - the calendar: what calendar.c (where the cell is), draw.c, facts.c (the line
 * below), keys.c, carry.c (visits picked up) and ill.c share.
 *
 * The cell is a day, a person or room and a time, not a place on the screen: when the page is
 * read again, by a colleague's change too, it stays where it was. Where several things lie in
 * one cell, up and down go through them.
 */
#ifndef CHAIRSIDE_SCREENS_CALENDAR_CALENDAR_H
#define CHAIRSIDE_SCREENS_CALENDAR_CALENDAR_H

#include "practice/calendar.h"
#include "screens/desk.h"
#include "screens/toolkit/marks.h"

#define CALENDAR_TIMES 7	/* columns of the window with the time of a row */

/* A visit that was picked up, as it stood. */
struct carried {
	int64_t session, version;
	struct slot_want stood;
	char name[96];		/* harmless */
};

struct calendar_screen {
	struct screen screen;
	struct calendar page;
	enum calendar_view view;
	date_day day;
	int64_t staff, room;	/* whose column; 0: of no one */
	int minute;		/* the first of the row, since the day's midnight */
	int64_t exact;		/* a moment in the cell that was found; 0: none */
	size_t nth;		/* of several things in the cell */
	size_t left;		/* first column shown */
	int top;		/* first row shown */
	struct marks marks;
	struct carried *carried;	/* NULL: none; the first is the one in hand */
	size_t n_carried;
	bool may;		/* the login sees visits */
};

/* --- the cell (calendar.c) ----------------------------------------------------------- */

/* Goes to a day and time, of a person or room where that is not 0. */
void calendar_go(struct calendar_screen *s, date_day day, int minute, int64_t staff,
    int64_t room);
/* Moves the cell; false: not an action that moves it. */
bool calendar_move(struct calendar_screen *s, enum act a);
/* The column of the cell, or NULL: there is none, and in a month. */
const struct calendar_column *calendar_column(const struct calendar_screen *s);
/* What lies in a row of a column, what begins there first; how many, at most CALENDAR_IN_CELL. */
#define CALENDAR_IN_CELL 8
size_t calendar_items(const struct calendar *c, const struct calendar_column *col, int minute,
    const struct calendar_item *in[CALENDAR_IN_CELL]);
/* The thing in the cell, or NULL. */
const struct calendar_item *calendar_item(const struct calendar_screen *s);
/* The visit in the cell, or NULL. */
const struct calendar_visit *calendar_visit(const struct calendar_screen *s);
/* The moment that the cell means: its row, or where free time begins in it. */
int64_t calendar_moment(const struct calendar_screen *s);
/* The same, in the row of now from the next quarter of an hour on; 0: that is past. */
int64_t calendar_from_now(const struct calendar_screen *s);
/* The columns shown, and the width of one with the line on its left. */
size_t calendar_shown(const struct calendar_screen *s, int *width);

/* --- painting ------------------------------------------------------------------------ */

void calendar_draw(const struct screen *s, struct canvas *c, struct area a);
/* What the line below says of the cell. */
void calendar_facts(const struct screen *s, struct buf *out);
/* "30 min", "2 h", "1 h 30"; "4.5 h" */
void calendar_add_hours(struct buf *out, int64_t minutes);
/* "2:00p" of a moment. */
void calendar_add_time(const struct calendar_screen *s, struct buf *out, int64_t moment);
/* The state of a visit as a word. */
enum style calendar_state(const struct calendar_visit *v, const char **word);

/* --- keys ------------------------------------------------------------------------------ */

extern const struct binding calendar_bindings[];
/* Picks up the visit in the cell, or all marked ones. */
void calendar_pick_up(struct screen *s, enum act a);
/* Marks the visits of the column from the cell on, and asks what becomes of them. */
void calendar_ill(struct screen *s, enum act a);
/* What the line below says meanwhile. */
void calendar_carried(const struct calendar_screen *s, struct buf *out);
/* Goes to the next free time after the cell that fits; a message when there is none. */
void calendar_find(struct calendar_screen *s, struct slot_search *search);
extern const struct screen_ops calendar_ops;

/* What the two tables of the screen share. */
void calendar_title(const struct screen *s, struct buf *out);
void calendar_sized(struct screen *s, struct area body);
/* Whether a page of it may look otherwise now (screen_ops.changed). */
bool calendar_touches(const void *what);
void calendar_changed(struct screen *s, const void *what);
void calendar_screen_shown(struct screen *s);
bool calendar_shows(const struct screen *s, const struct record_type *t, int64_t id);
void calendar_screen_free(struct screen *s);

#define CALENDAR_SCREEN \
	.mode = MODE_LIST, .draw = calendar_draw, .facts = calendar_facts, \
	.title = calendar_title, .sized = calendar_sized, .changed = calendar_changed, \
	.shown = calendar_screen_shown, .shows = calendar_shows, .free = calendar_screen_free

#endif
