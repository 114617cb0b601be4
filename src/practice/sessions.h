/*
 * sessions.h - visits: the day's agenda, booking, moving, and how they end.
 *
 * States: booked → confirmed → here → in treatment → done. A walk-in starts as here.
 * Other ends: cancelled (by the client or the clinic; late when the client does it
 * inside the notice period), no-show, not treated. A booking past its end has no
 * outcome and waits for one. No step goes back: a wrong one is undone.
 *
 * A day is a clinic day, a start is minutes since midnight, clinic time; "now" is
 * base/clock.h's. Rules across rows are checked inside the write, under the lock.
 * Every write is a compare and swap on the version that the caller saw.
 */
#ifndef CHAIRSIDE_PRACTICE_SESSIONS_H
#define CHAIRSIDE_PRACTICE_SESSIONS_H

#include "base/date.h"
#include "base/money.h"
#include "practice/clients.h"

/* In the order of the field's choices in record/session.c. */
enum session_status {
	SESSION_BOOKED, SESSION_CONFIRMED, SESSION_HERE, SESSION_IN_TREATMENT,
	SESSION_DONE, SESSION_CANCELLED, SESSION_NO_SHOW, SESSION_NOT_TREATED,
	SESSION_STATUSES
};
/* "in_treatment", as stored; "in treatment", as shown. */
const char *session_status_name(enum session_status s);
const char *session_status_label(enum session_status s);
enum session_status session_status_of(const struct record *session);
/* Is somebody busy with it, or was: visit.takes_time? Not of one that did not take place. */
bool session_takes_time(enum session_status s);

/* --- lists ------------------------------------------------------------------ */

/* One visit of a day: what its order and the counts need. */
struct session_line {
	int64_t id, version;
	int64_t client, staff;		/* 0: none (an import) */
	date_day date;
	int start;			/* when the client comes; -1: none (an import) */
	int numbing, minutes;		/* first the one, then the other */
	enum session_status status;
	bool before;		/* among a day's: it began on the day before */
	/* Computed for the present time: */
	int late;		/* booked and not here: minutes since its start, else 0 */
	bool to_pay;		/* done, and on no closed receipt */
	bool unscreened;	/* still to come, and no screening is valid on its day */
	bool blocked;		/* a valid screening does not allow it; medical */
	bool alert;		/* the same, for any role: `blocked` is false without
				 * medical rights */
};
/* The visits of a day by time, those without a start first, cancelled and missed ones
 * too, and before them those of the day before that go on past midnight (`before`). */
struct session_lines {
	date_day day;
	int64_t staff;
	struct session_line *list;
	size_t n, cap;
};
#define SESSION_LINES_INIT { 0, 0, NULL, 0, 0 }
/* `staff` 0: everybody's. `out` may hold another day, and is freed with
 * session_lines_free(). */
bool sessions_day(struct practice *p, date_day day, int64_t staff,
    struct session_lines *out, struct err *e);
void session_lines_free(struct session_lines *lines);
#define AUTO_LINES __attribute__((cleanup(session_lines_free)))

/* What is read only of a visit that is shown. Texts are borrowed until the callback
 * returns, "" for none, and not yet harmless for a terminal. */
struct session_shown {
	const char *client_name;	/* "Family, Given", as client_display_name() */
	const char *service_name, *service_code;
	const char *staff_code;		/* short code, else initials */
	const char *insisted;		/* why it was booked all the same (slot.h) */
	const char *entered;	/* "entered late, Tue 24 Nov 9:10a, Mara Okafor" */
	const char *signed_by;	/* "signed, Mara Okafor, Tue 24 Nov"; whose chart is of the
				 * wrong client says so */
	bool no_outcome;	/* a booking past its end, or open on a past day */
	/* The client has an alert or allergies, or the visit is `blocked`; without
	 * medical rights alert_text is "". */
	bool alert;
	const char *alert_text;
};
/* Calls fn unless the visit is gone. */
bool session_show(struct practice *p, const struct session_line *l,
    void (*fn)(const struct session_shown *, void *), void *arg, struct err *e);

/* Free time of one practitioner: working hours less time off and visits; of today only what
 * is to come, from the next quarter of an hour on, and none on a past day. */
struct session_gap {
	int64_t staff;
	const char *staff_code;		/* borrowed until the callback returns */
	int start, minutes;
};
/* Those of a day's practitioners of at least `least` minutes, by their start. *open:
 * whether anybody works on that day, and how long in all. */
struct session_open {
	bool works;
	long minutes;		/* of the lines' practitioners, less time off (slot_open()) */
};
bool sessions_gaps(struct practice *p, const struct session_lines *lines, int least,
    bool (*fn)(const struct session_gap *, void *), void *arg,
    struct session_open *open, struct err *e);

/* What waits to be done, counted up to the maximum, and the day in numbers. */
#define SESSIONS_WAITING_MAX 99
struct sessions_todo {
	long no_outcome;	/* up to now, past days too */
	date_day first_open;	/* day of the earliest of these; DATE_NONE: none */
	long to_pay;		/* done on `day` and not paid */
	long late;		/* of `day`: start passed, client not here */
	long unscreened;	/* of `day`: to come without a valid screening */
	/* of those that begin on `day`, without cancelled, missed and not treated ones: */
	long visits;
	long booked, here, done;	/* to come; here or in treatment; done */
	long minutes;			/* sum of their lengths */
};
bool sessions_todo(struct practice *p, const struct session_lines *lines,
    struct sessions_todo *out, struct err *e);

/* --- one visit --------------------------------------------------------------- */

/* With every field, the medical ones blank for a role that may not see them.
 * ERR_NOTFOUND. Free with record_free(). */
struct record *session_get(struct practice *p, int64_t id, struct err *e);

/* The visit that is meant by a client's name, a day and a time: "lang", "anna", "12", "mar",
 * "10:00". Without a day the newest that was begun. ERR_NOTFOUND; ERR_INVALID where it could
 * be several. */
bool session_named(struct practice *p, const char *const *words, size_t n, int64_t *session,
    struct err *e);

/*
 * A new visit of today, not saved, with the client (0: not known yet) and, if they
 * treat, whoever is logged in. A walk-in starts now.
 */
struct record *session_new(struct practice *p, int64_t client, bool walk_in);

/*
 * A client's likely next visit, not saved, judging by earlier ones: the next of an
 * unfinished series, as those of it that are done and booked, else the last service, with
 * the usual practitioner, weekday and hour, on a day the practice is open. Service, staff, date and start are each blank
 * when nothing suggests one.
 */
struct record *session_propose(struct practice *p, int64_t client, struct err *e);
/* With whom that would be; 0: nothing suggests anybody. */
bool session_usual_staff(struct practice *p, int64_t client, int64_t *staff, struct err *e);

/* Fills blank minutes, price, numbing and clean-up from the service. Without minutes there,
 * the practice's usual ones are used and marked as assumed. For forms; session_book() and
 * session_save() do it too. */
bool session_fill(struct practice *p, struct record *session, struct err *e);

/*
 * Books a visit and sets its id. A walk-in (origin walk_in) is here at once.
 * ERR_INVALID with the field and one sentence for:
 *   - client, service, date or start missing;
 *   - a day or time that is past (a walk-in must be today, at any time);
 *   - a client who is archived or not to be booked, with the reason;
 *   - a service or practitioner no longer active;
 *   - another visit that has the practitioner, the room or the device at that time, or no
 *     room or device free that it needs, unless `overlap_ok` is yes (slot.h);
 *   - a day before the first eligible day of a DEFER in the client's newest screening by
 *     the service's checklist;
 *   - anything unusual (slot.h), with the field "insisted", unless that has a reason: a
 *     word such as "yes" will do, and what was unusual is then put before it.
 *
 * `note` (may be NULL) gets a sentence when the visit is booked but something is worth
 * knowing: another visit that day, no valid screening, or one that does not allow the
 * treatment yet.
 *
 * A new `client` (NULL: an existing one) is added in the same write: one undo takes both
 * back. `known` as for client_add_unlike(). The ids of both are set; an error about the
 * client has a field of the client.
 */
bool session_book(struct practice *p, struct record *session,
    struct record *client, int64_t known, struct buf *note, struct draft *draft,
    struct err *e);

/*
 * A visit that was done on paper on a past day, while the line was down, entered now: booked
 * or a walk-in, and in whichever state up to done it was left there. As session_book(), but:
 *   - the day is past (ERR_INVALID otherwise) and counts as that of the booking;
 *   - nobody can be refused any more, as not to be booked or by the screening, nor the hours:
 *     that is noted, and kept as what was unusual of it.
 */
bool session_book_on_paper(struct practice *p, struct record *session,
    struct record *client, int64_t known, struct buf *note, struct draft *draft,
    struct err *e);

/* Books several visits in one write, or none: a series, or services on one coming, of which
 * those whose `joined` is SESSION_JOINS_FIRST are joined to the first. A refusal begins with
 * the visit that cannot be booked. */
#define SESSION_JOINS_FIRST (-1)
bool sessions_book(struct practice *p, struct record *const *list, size_t n,
    struct buf *note, struct draft *draft, struct err *e);

/*
 * Saves an edited visit, as practice_save(): fields merge, then the rules of booking
 * are checked on the result. Only a booking (booked or confirmed) may move to another
 * client, day or time. The state is not edited here: use session_step() and
 * session_end().
 */
bool session_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct buf *note, struct draft *draft,
    struct err *e);

/* --- several -------------------------------------------------------------------- */

/* Where a visit is to go. */
struct session_move {
	int64_t session;
	int64_t version;	/* as it was seen; 0: whichever it is */
	date_day day;
	int start;
	int64_t staff, room;	/* 0: who it was, and where as long as that is free */
};
/*
 * Moves them in one write, all or none; they are judged together, so that they may change
 * places. Others of their comings go as far, and to the same person where they had the same.
 * The rules are those of session_save(); where there are several the sentence of a refusal
 * begins with the name of the visit. `note` as there. `off` (a block; may be NULL, and then
 * n is not 0) is added in the same write: who gives visits away is not booked anew.
 */
bool sessions_move(struct practice *p, const struct session_move *moves, size_t n,
    struct record *off, struct buf *note, struct err *e);

/* --- steps -------------------------------------------------------------------- */

enum session_step {
	SESSION_STEP_CONFIRM,	/* booked → confirmed */
	SESSION_STEP_HERE,	/* booked, confirmed → here; today */
	SESSION_STEP_NUMB,	/* here: the numbing is on; today, where it has numbing */
	SESSION_STEP_START,	/* here → in treatment, when the pre-flight passes; today */
	SESSION_STEP_DONE	/* in treatment → done; on a past day from any open state */
};
/* What is done to a visit after its day is kept in it as entered late, by whom and when. */
enum session_outcome {
	SESSION_CLIENT_CANCELLED,	/* booked, confirmed → cancelled */
	SESSION_CLINIC_CANCELLED,
	SESSION_MISSED,		/* booked, confirmed, start passed → no-show */
	SESSION_SENT_AWAY,	/* here, in treatment; past day: any open → not treated */
	SESSION_STOPPED		/* in treatment → done, with the reason why part-way */
};

/*
 * On failure nothing is written. ERR_INVALID with a sentence when the state does not
 * allow the step; ERR_STALE, with who changed it to what, when `version` is not the
 * newest. NUMB and START run the pre-flight (preflight.h) again inside the write; starting
 * acknowledges its cautions. CONFIRM and HERE, and cancelling and missing, take the other
 * visits of the same coming along, where their state allows it.
 */
bool session_step(struct practice *p, int64_t id, int64_t version,
    enum session_step step, struct err *e);
/* The same for what was done on paper on a past day: who came and was treated then may still
 * arrive and start, and the pre-flight, which was that day's, is not run. */
bool session_step_on_paper(struct practice *p, int64_t id, int64_t version,
    enum session_step step, struct err *e);
/* Whether the state allows the step now, else why not; for keys that do not apply. The
 * pre-flight of START is not run. */
bool session_step_allowed(const struct record *session, enum session_step step,
    struct err *e);

/*
 * Ends a visit without treatment. `not_treated_for` (a choice of that field) is needed
 * for SESSION_SENT_AWAY, else NULL; `reason` may be NULL, but not for SESSION_STOPPED. A
 * client who cancels within the notice hours (the service's, else the practice's) before
 * the start cancels late. A visit of a past day counts as cancelled on that day.
 */
bool session_end(struct practice *p, int64_t id, int64_t version,
    enum session_outcome outcome, const char *not_treated_for,
    const char *reason, struct err *e);
/* The same, and the fee that session_late_fee() proposes is noted on the visit. */
bool session_end_charged(struct practice *p, int64_t id, int64_t version,
    enum session_outcome outcome, const char *reason, struct err *e);
/* True when the service's policy proposes a fee for ending a visit so: who misses it, or
 * cancels late. */
bool session_late_fee(struct practice *p, const struct record *session,
    enum session_outcome outcome, money *fee);
/* Confirms all of them in one write, or none; the sentence of a refusal begins with the
 * name of the visit. */
bool sessions_confirm(struct practice *p, const int64_t *ids, size_t n, struct err *e);
bool session_end_allowed(const struct record *session,
    enum session_outcome outcome, struct err *e);
/* True when a client who cancels it now cancels late. */
bool session_ends_late(struct practice *p, const struct record *session);

#endif
