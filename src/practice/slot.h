/*
 * slot.h - when and where: whether time is free and, if not, why and by whom.
 *
 * Booking, moving, series, the waiting list, imports, free time and the calendar ask here
 * and nowhere else; the view visit_overlap says the same of visits that stand in the file
 * and is judged after every write (db/judge.c).
 *
 * A visit takes its practitioner and its device for the treatment, and its room from when
 * the client comes, through the numbing and the treatment, until it is clean again. Two
 * that take the same at one time overlap: that is refused, unless one has `overlap_ok`.
 * Hours, time off, who treats and what is done by whom and where are only unusual: a person
 * may insist, with a reason.
 *
 *   hours    of a person those rows of `hours` whose `since` is the newest up to the day;
 *            without any the practice's, and without these its settings
 *   time off `block`: of a person, a room, a device, or of the practice
 *   places   a service needs one of the rooms and one of the devices that `service_use`
 *            names for it, and none where it names none; done by those it names, else by
 *            everybody who treats
 *
 * Moments are minutes since 1970, clinic wall time (rules.h). An hour that a clock change
 * skips or repeats counts as the wall shows it.
 */
#ifndef CHAIRSIDE_PRACTICE_SLOT_H
#define CHAIRSIDE_PRACTICE_SLOT_H

#include "base/buf.h"
#include "base/date.h"
#include "practice/practice.h"

enum slot_kind { SLOT_STAFF, SLOT_ROOM, SLOT_DEVICE, SLOT_KINDS };

struct slot_span {
	int64_t from, until;	/* moments */
};

/* A person, a room or a device. */
struct slot_place {
	enum slot_kind kind;
	int64_t id;
	char *name;
	char *code;		/* of a person: the short one, else initials; else the name */
	bool treats;		/* of a person */
	bool offered;		/* active; a person treats, too */
};

/* Working hours, time off, places and who does what: read once, then asked in memory. A login
 * reads them again only after one of them has changed (watch.h). */
struct slot_book {
	struct slot_place *places;	/* people, rooms, devices, each in the order of lists */
	size_t n_places, cap_places;
	struct slot_hours *hours;
	size_t n_hours, cap_hours;
	struct slot_block *blocks;
	size_t n_blocks, cap_blocks;
	struct slot_may *may;
	size_t n_may, cap_may;
	struct {		/* of the settings, where the practice has no rows of hours */
		int opens, closes;
		unsigned days;
	} usual;
	bool twelve_hour;
	struct slot_kept *of;	/* the lists are kept there; NULL: they are the book's own */
};
/* Time off that ended before `first` may be left out. Free with slot_book_free(). */
bool slot_book_read(struct practice *p, date_day first, struct slot_book *book, struct err *e);
void slot_book_free(struct slot_book *book);
void slot_kept_free(struct practice *p);	/* what the login keeps */
#define AUTO_BOOK __attribute__((cleanup(slot_book_free)))

/* NULL: none of that kind and number. */
const struct slot_place *slot_place(const struct slot_book *b, enum slot_kind kind, int64_t id);
/* Whether a service may be done by that person, in that room, with that device; without a
 * service: always. */
bool slot_may(const struct slot_book *b, int64_t service, enum slot_kind kind, int64_t place);
/* Whether it needs one of that kind; it always needs a person. */
bool slot_needs(const struct slot_book *b, int64_t service, enum slot_kind kind);

/* The working hours of a day, by time; how many. `staff` 0: the practice's. Those of the day
 * before that go on past midnight are the first, and the last may end on the next day. */
#define SLOT_SPANS 8
size_t slot_hours(const struct slot_book *b, int64_t staff, date_day day,
    struct slot_span spans[SLOT_SPANS]);
/* Time off on a day of somebody or something, the practice's too where `place` is of that
 * kind a person's or 0; calls fn with each, or `once` only with what does not repeat. */
void slot_off(const struct slot_book *b, enum slot_kind kind, int64_t place, date_day day,
    bool once, void (*fn)(const struct slot_span *, const char *reason, void *), void *arg);
/* True when the practice or one of its people works on that day. */
bool slot_open_on(const struct slot_book *b, date_day day);

/* What is taken. */
struct slot_use {
	enum slot_kind kind;
	int64_t place;
	int64_t begins, ends;
	int64_t comes;		/* the client: of a person and a device, before it begins */
	int64_t session, client, service;
	int64_t coming;		/* the first visit of its coming */
};
struct slot_uses {
	struct slot_use *list;	/* in no order */
	size_t n, cap;
};
/* All that is taken from `first` to `last`. `uses` may hold others and is freed with
 * slot_uses_free(). */
bool slot_uses_read(struct practice *p, date_day first, date_day last, struct slot_uses *uses,
    struct err *e);
struct slot_visit;
/* The same, and calls fn with each visit, in no order; one that the day before `first` has
 * left over too. */
bool slot_visits_read(struct practice *p, date_day first, date_day last,
    struct slot_uses *uses, void (*fn)(const struct slot_visit *, void *), void *arg,
    struct err *e);
void slot_use_add(struct slot_uses *uses, const struct slot_use *use);
/* Without what that visit takes. */
void slot_uses_drop(struct slot_uses *uses, int64_t session);
void slot_uses_free(struct slot_uses *uses);
#define AUTO_USES __attribute__((cleanup(slot_uses_free)))

/* A visit that is to be. */
struct slot_want {
	int64_t session;	/* its own number, 0: none yet; and the first visit of its coming. */
	int64_t coming;		/* These are not in its way. */
	int64_t service;	/* this and the places: 0: none, or none yet */
	union {
		struct {
			int64_t staff, room, device;
		};
		int64_t places[SLOT_KINDS];
	};
	date_day date;
	int start;		/* the client comes; -1: not known */
	int numbing, minutes, cleanup;
};
/* One that stands in the file. */
struct slot_visit {
	struct slot_want want;
	int64_t client, version;
	int status;		/* in the order of the field's choices */
};
/* As a session's record has it. */
struct slot_want slot_want_of(const struct record *session);
/* Of a service: how long it takes, with numbing and clean-up; without day and start. */
struct slot_want slot_want_for(const struct practice *p, const struct record *service);
int64_t slot_moment(const struct slot_want *w);	/* when the client comes */
/* Whether its practitioner is off while it is treated, or the practice, by time off that was
 * written for then: not each week. */
bool slot_away(const struct slot_book *b, const struct slot_want *w);
/* When it takes what it has of that kind. */
struct slot_span slot_span_of(const struct slot_want *w, enum slot_kind kind);
/* Adds what it takes. */
void slot_use_want(struct slot_uses *uses, const struct slot_want *w, int64_t client);
/* Only what is in the way of that one visit. */
bool slot_beside_read(struct practice *p, const struct slot_want *w, struct slot_uses *uses,
    struct err *e);

/* The first that is in its way. False: nothing. A visit without a start, and one without a
 * person, room or device, is in nobody's way. */
bool slot_taken(const struct slot_uses *uses, const struct slot_want *w, struct slot_use *by);
/* Gives up the room and the device that it has where its service needs one and that one is
 * taken, so that another is chosen; not those of the kinds in `keep` (1 << kind). */
void slot_give_up(const struct slot_book *b, const struct slot_uses *uses,
    struct slot_want *w, unsigned keep);
/*
 * Chooses a room and a device where it needs one and has none: the first that is free and
 * not off. False: all are taken; `kind` says which kind, `by` who has the first of them
 * (by->session 0: they are off).
 */
bool slot_choose(const struct slot_book *b, const struct slot_uses *uses, struct slot_want *w,
    enum slot_kind *kind, struct slot_use *by);
/* Adds what is unusual about it, "closed on Sun, Jonas is away: dentist", or nothing. */
void slot_unusual(const struct slot_book *b, const struct slot_want *w, struct buf *out);

/* Is nothing in its way, and nothing unusual about it? Chooses room and device as
 * slot_choose(). */
bool slot_fits(const struct slot_book *b, const struct slot_uses *uses, struct slot_want *w);

/* The free time of a person on a day inside the hours, from `from` on (a moment): hours
 * less time off and what is taken. How many, at most `most`. */
#define SLOT_FREE_SPANS 64	/* of one person on one day */
size_t slot_free(const struct slot_book *b, const struct slot_uses *uses, int64_t staff,
    date_day day, int64_t from, struct slot_span spans[SLOT_FREE_SPANS]);

/* The minutes of that day on which a person works and is not off, whatever is booked: hours
 * past midnight are the next day's, and two lines of hours at one time are one. */
int slot_open(const struct slot_book *b, int64_t staff, date_day day);

/* Until when a person, a room or a device is neither taken nor off, from a moment on and at
 * most until another; that moment itself: it is taken then. Hours are not asked. */
int64_t slot_until(const struct slot_book *b, const struct slot_uses *uses,
    enum slot_kind kind, int64_t place, int64_t from, int64_t until);

/* Which slots are looked for. */
struct slot_search {
	struct slot_want want;	/* without day and start; staff, room, device 0: any that fits */
	date_day first, last;	/* none is found in the past */
	unsigned days;		/* of the week; 0: all */
	int after, before;	/* the client comes from, and before; 0: any time */
};
/* Calls fn with what is free and usual, room and device chosen, by day and time, until it
 * returns false: of each free stretch as many as fit one after the other. */
bool slot_find(struct practice *p, const struct slot_book *book, const struct slot_search *s,
    bool (*fn)(const struct slot_want *, void *), void *arg, struct err *e);

/* Adds the text for session.insisted: what is unusual, then the reason, unless that is
 * a plain "yes". */
void slot_insisted(const char *unusual, const char *reason, struct buf *out);

#endif
