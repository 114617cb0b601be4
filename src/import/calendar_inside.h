/*
 * calendar_inside.h - what the files of the calendar's import share: what the words of an
 * event say.
 */
#ifndef CHAIRSIDE_IMPORT_CALENDAR_INSIDE_H
#define CHAIRSIDE_IMPORT_CALENDAR_INSIDE_H

#include "exchange/ics.h"
#include "import/inside.h"
#include "practice/slot.h"

struct calendar_words {
	struct import *im;
	struct slot_book book;	/* people, rooms and devices by name */
	bool makes_services;	/* the mapping has those made that are not known */
};

bool calendar_words_begin(struct calendar_words *w, struct import *im, struct err *e);
void calendar_words_end(struct calendar_words *w);

struct calendar_visit {
	bool is_visit;
	struct buf client, service;	/* as the title or who attends says; "" unknown */
	bool all_said;			/* these are all that the title says */
};
/* `v` with empty buffers, which the caller frees. False when the file cannot be read. */
bool calendar_words_visit(struct calendar_words *w, const struct ics_event *ev,
    struct calendar_visit *v, struct err *e);

/* By the organizer, the calendar's name or a line "Practitioner: NAME"; NULL: unknown. */
const struct slot_place *calendar_words_staff(const struct calendar_words *w,
    const struct ics_event *ev);
/* The only one of that kind that the first of the texts which names any names. */
const struct slot_place *calendar_words_place(const struct calendar_words *w,
    enum slot_kind kind, const char *first, const char *second);

struct calendar_whose {
	const struct slot_place *place;	/* NULL: not said */
	enum slot_kind kind;
};
struct calendar_whose calendar_words_whose(const struct calendar_words *w,
    const struct ics_event *ev);
const char *calendar_words_field(enum slot_kind kind);	/* of a block */
/* What time off is for, in its title or, where that says nothing, its description. */
const char *calendar_words_reason(const struct ics_event *ev);
/* Do the words say that the whole practice is closed? */
bool calendar_words_closes(const char *text);

#endif
