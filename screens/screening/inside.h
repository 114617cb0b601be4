/*
 * inside.h - what the screening screen's files share.
 */
#ifndef CHAIRSIDE_SCREENS_SCREENING_INSIDE_H
#define CHAIRSIDE_SCREENS_SCREENING_INSIDE_H

#include "practice/screening_form.h"
#include "practice/screening_tried.h"
#include "screens/draft.h"

#define TYPED_MAX 40

struct screening_screen {
	struct screen screen;
	int64_t client, session;
	int64_t again, version;	/* it keys that screening again, blind; 0: it is a new one */
	date_day paper;		/* it was answered on paper then; DATE_NONE: it is asked now */
	struct record *card;
	char *name, *alerts;
	struct checklist *checklist;
	struct screening_form *form;
	char **answers;		/* by index of the checklist's items, owned */
	struct screening_facts facts;
	struct screening_result result;
	struct buf bar, count;
	struct screening_tried tried;	/* the client's open bookings, and … */
	struct buf touched;		/* … which of them the answers bar */
	size_t at, top, height;	/* in items of the form */
	int focus;		/* rows below the list */
	bool only_open;		/* after "=": moves over answered items */
	bool changed;		/* since it was opened */
	char typed[TYPED_MAX + 8];	/* the date being typed */
	struct draft draft;	/* as kept last; form NULL: never */
};

/* Item i of the form. */
const struct screening_item *screening_item_at(const struct screening_screen *s,
    size_t i);
/* Do the other answers call for item i? */
bool screening_asks(const struct screening_screen *s, size_t i);

/* Applies the rules to the answers as they are. */
void screening_judge(struct screening_screen *s);
/* Scrolls to the item in focus, with no row left empty below the last one. */
void screening_in_view(struct screening_screen *s);
/* Moves to the next open row from `from` on, else to the first one above that is unanswered,
 * not to those not known; false when there is none. */
bool screening_step_open(struct screening_screen *s, size_t from);
/* Nothing that a draft would keep. */
bool screening_is_blank(const struct screening_screen *s);
bool screening_keep(struct screen *screen, enum keep why, struct err *e);

/* keys.c */
extern const struct binding screening_bindings[];
bool screening_text(struct screen *screen, const char *text, size_t n, bool paste);
/* Adds to the date being typed; false: it has no room, or that is no text of one line. */
bool screening_type(struct screening_screen *s, const char *text, size_t n);

/* Paints the bar in row y from x on, and behind it how many are answered, which stays whole
 * where the row is too short for both. */
void screening_draw_bar(struct canvas *c, struct area a, int y, int x,
    const struct screening_result *r, const char *bar, const char *count);
void screening_draw(const struct screen *screen, struct canvas *c, struct area a);
/* The rows below the list, so many that each question and its keys are whole; fewer in a
 * low window, for the keys only. */
int screening_focus_rows(const struct screening_screen *s, struct area a);

#endif
