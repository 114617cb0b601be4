/*
 * inside.h - what the screening screen's files share.
 */
#ifndef CHAIRSIDE_SCREENS_SCREENING_INSIDE_H
#define CHAIRSIDE_SCREENS_SCREENING_INSIDE_H

#include "practice/screening_form.h"
#include "screens/draft.h"

#define TYPED_MAX 40

struct screening_screen {
	struct screen screen;
	int64_t client, session;
	struct record *card;
	char *name, *alerts;
	struct checklist *checklist;
	struct screening_form *form;
	char **answers;		/* by the checklist's item, owned */
	struct screening_facts facts;
	struct screening_result result;
	struct buf bar;
	size_t at, top, height;	/* of the form's items */
	bool only_open;		/* after "=": what is answered already is passed over */
	bool changed;		/* since it was opened */
	char typed[TYPED_MAX + 8];	/* the date being typed */
	struct draft draft;	/* as kept last; form NULL: never */
};

/* Item i of the form. */
const struct screening_item *screening_item_at(const struct screening_screen *s,
    size_t i);
/* It is asked, by the other answers. */
bool screening_asks(const struct screening_screen *s, size_t i);

void screening_draw(const struct screen *screen, struct canvas *c, struct area a);
int screening_focus_rows(struct area a);	/* below the list */

#endif
