/*
 * model.h - a model of the practice: people work at random, what must hold is asked.
 *
 * Several people of different roles have one practice file open. One operation after
 * another is drawn by a seed, goes through the use cases of src/practice, src/import and
 * src/lists, and is judged (test_model.c): refused, it has changed nothing; denied, and
 * only where the role may not, it left at most an entry that says so; done, it is in the
 * journal. Then every invariant is asked. Some operations run in a program of their own
 * that is killed in the middle, some meet a call to the system that fails.
 *
 * An operation is a function here and a line of the table in operations.c; an invariant
 * the same in invariants.c. A fault is told with its seed and the number of the
 * operation, and comes again with
 *
 *	CHAIRSIDE_SEED=7 make check TESTS=tests/model/test_model
 *
 * CHAIRSIDE_OPERATIONS says how many operations are tried, PRACTICE_OPERATIONS in each
 * practice, whose seed is one more than that of the practice before; a practice goes on a
 * little while there is an operation that nobody has done. `make soak` tries
 * many, from another seed each time.
 */
#ifndef CHAIRSIDE_TESTS_MODEL_MODEL_H
#define CHAIRSIDE_TESTS_MODEL_MODEL_H

#include <sqlite3.h>

#include "practice/sessions.h"
#include "tests/support/clinic.h"

#define PRACTICE_OPERATIONS 500
#define STOCK 1000		/* of each product that is counted, when all begins */
#define MEDICAL "zinnober"	/* in whatever is medical, and in nothing else */

/* Somebody at work. What they have looked at is what they save later: meanwhile others
 * may have saved it. */
struct login {
	const char *name;
	struct practice *p;
	struct record *client, *session;	/* NULL: nothing is looked at */
};
#define LOGINS 6
#define OWNER 0			/* logins[OWNER] */
extern const struct person {
	const char *name, *role;
	int weight;		/* how often it is they who do something */
} people[LOGINS];

/* The file at one moment. */
struct model_seen {
	int64_t head;		/* newest entry of the journal */
	char *records;		/* all records as text */
};

/* A visit as its record has it, and in moments, minutes since 1970, when the client comes,
 * is treated, is done, and the room is clean; 0: none of that. */
struct model_visit {
	int64_t id, client, service, staff, room, device, joined;
	enum session_status status;
	date_day day;
	int64_t start;		/* -1: not known */
	int64_t comes, treated, ends, leaves;
	bool let_in;		/* may overlap */
	bool imported;
};
struct model_visits {
	struct model_visit *list;	/* by id */
	size_t n, cap;
};

/* Who waits; 0: anybody, each day, no booking. */
struct model_wish {
	int64_t id, client, service, staff, sooner;
	int days, after, before;
	date_day until;		/* DATE_NONE: without an end */
	date_day added;
};
struct model_wishes {
	struct model_wish *list;
	size_t n, cap;
};

struct model {
	uint64_t seed, state;	/* of the practice; of the dice */
	long n;			/* number of the operation, from 1 */
	const char *name;	/* what it is called */
	char *path;
	date_day day;		/* the clock */
	int minutes;
	struct login logins[LOGINS];
	sqlite3 *raw;		/* looks into the file apart from the program */
	bool nothing;		/* the operation found nothing to be done with */
	bool parts;		/* refused, it may have done a part that stays */

	struct login *undid;	/* who undid something last; NULL: nobody */
	struct model_seen seen;	/* after the newest operation */
	/* what the newest write changed, for an undo that follows it at once */
	int64_t newest;		/* its entry; 0: not known */
	char *before;		/* all records as they were */

	/* the book before the newest operation */
	struct model_visits visits;
	struct model_wishes wishes;
	int64_t looked_at;	/* the newest entry then */

	char **closed;		/* receipts closed here, by id, as they were first seen */
	size_t n_closed;
};

/* A new practice file of that name in the test's folder. */
void model_make(struct model *m, const char *file);
/* Sets the clock. */
void model_now(struct model *m);
/* Opens m->raw; logs one in, all of them, or closes all and m->raw. */
void model_look(struct model *m);
void model_log_in(struct model *m, struct login *l);
void model_everybody_in(struct model *m);
void model_everybody_out(struct model *m);

/* 0 … n - 1. */
unsigned dice(struct model *m, unsigned n);
#define ONE_OF(m, list) ((list)[dice((m), ARRAY_LEN(list))])

/* Fails the case with the sentence. */
void model_fault(struct model *m, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), noreturn));
/* A statement on the file, for the caller to step and finalize. */
sqlite3_stmt *model_stmt(struct model *m, const char *sql);
/* One number of the file; and a text, owned, "" for NULL or no row. */
int64_t model_int(struct model *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *model_text(struct model *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Any id that the rest of a statement finds, "client WHERE archived = 0"; 0: none. */
int64_t model_any(struct model *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* All records of the file as text, but their versions; owned. */
char *model_records(struct model *m);
/* The book (book.c, due.c): all visits, all who wait; the caller frees the lists. */
struct model_visits model_visits(struct model *m);
struct model_wishes model_wishes(struct model *m);
const struct model_visit *model_visit(const struct model_visits *all, int64_t id);
bool model_is_booking(const struct model_visit *v);
bool model_takes_time(const struct model_visit *v);
int64_t model_coming(const struct model_visit *v);	/* the first visit of its coming */
/* Keeps it for the next operation. */
void model_look_at_book(struct model *m);
/* For an operation that has nothing to be done with. */
bool model_nothing(struct model *m);

/* What somebody does: one use case. Returns what it returned. */
typedef bool (*operation_fn)(struct model *m, struct login *l, struct err *e);
struct operation {
	const char *name;
	int weight;		/* how often, beside the others */
	operation_fn fn;
	enum action action;	/* whose right it needs; ACTIONS: nobody's */
	bool here;		/* not in a program of its own */
};
extern const struct operation operations[];
extern const size_t n_operations;

struct invariant {
	const char *name;
	int every;		/* asked after each so many operations, and after each that
				 * was killed or met a failing call */
	void (*fn)(struct model *m);	/* model_fault() where it does not hold */
};
extern const struct invariant invariants[];
extern const size_t n_invariants;
/* book.c, due.c */
void model_one_at_a_time(struct model *m);
void model_together(struct model *m);
void model_due(struct model *m);
void model_waits_no_longer(struct model *m);
void model_verifies(struct model *m);	/* signing.c */
void model_traced(struct model *m);

/* The operations, by what they are about. */
bool op_look(struct model *m, struct login *l, struct err *e);
bool op_client_add(struct model *m, struct login *l, struct err *e);
bool op_client_edit(struct model *m, struct login *l, struct err *e);
bool op_client_archive(struct model *m, struct login *l, struct err *e);
bool op_merge(struct model *m, struct login *l, struct err *e);
bool op_unmerge(struct model *m, struct login *l, struct err *e);
bool op_give(struct model *m, struct login *l, struct err *e);
bool op_emergency(struct model *m, struct login *l, struct err *e);
bool op_offer_edit(struct model *m, struct login *l, struct err *e);
bool op_subscribe(struct model *m, struct login *l, struct err *e);
bool op_review_ask(struct model *m, struct login *l, struct err *e);
bool op_review_add(struct model *m, struct login *l, struct err *e);
bool op_review_reply(struct model *m, struct login *l, struct err *e);
bool op_import(struct model *m, struct login *l, struct err *e);
bool op_undo(struct model *m, struct login *l, struct err *e);
bool op_undo_command(struct model *m, struct login *l, struct err *e);
bool op_redo(struct model *m, struct login *l, struct err *e);
bool op_undo_redo(struct model *m, struct login *l, struct err *e);
bool op_login(struct model *m, struct login *l, struct err *e);
bool op_rebuild(struct model *m, struct login *l, struct err *e);
/* visits.c */
bool op_book(struct model *m, struct login *l, struct err *e);
bool op_book_new(struct model *m, struct login *l, struct err *e);
bool op_edit_visit(struct model *m, struct login *l, struct err *e);
bool op_step(struct model *m, struct login *l, struct err *e);
bool op_end(struct model *m, struct login *l, struct err *e);
bool op_confirm(struct model *m, struct login *l, struct err *e);
bool op_screen(struct model *m, struct login *l, struct err *e);
/* several.c */
bool op_move(struct model *m, struct login *l, struct err *e);
bool op_swap(struct model *m, struct login *l, struct err *e);
bool op_ill(struct model *m, struct login *l, struct err *e);
bool op_shift(struct model *m, struct login *l, struct err *e);
bool op_series(struct model *m, struct login *l, struct err *e);
bool op_coming(struct model *m, struct login *l, struct err *e);
/* calls.c */
bool op_wait(struct model *m, struct login *l, struct err *e);
bool op_wait_edit(struct model *m, struct login *l, struct err *e);
bool op_wait_end(struct model *m, struct login *l, struct err *e);
bool op_take(struct model *m, struct login *l, struct err *e);
bool op_try(struct model *m, struct login *l, struct err *e);
/* places.c */
bool op_time_off(struct model *m, struct login *l, struct err *e);
bool op_hours(struct model *m, struct login *l, struct err *e);
bool op_place(struct model *m, struct login *l, struct err *e);
bool op_tick(struct model *m, struct login *l, struct err *e);
/* signing.c */
bool op_chart(struct model *m, struct login *l, struct err *e);
bool op_sign(struct model *m, struct login *l, struct err *e);
bool op_amend(struct model *m, struct login *l, struct err *e);
bool op_recall(struct model *m, struct login *l, struct err *e);
bool op_attach(struct model *m, struct login *l, struct err *e);
/* money.c */
bool op_receipt_save(struct model *m, struct login *l, struct err *e);
bool op_receipt_close(struct model *m, struct login *l, struct err *e);
bool op_pay(struct model *m, struct login *l, struct err *e);
bool op_void(struct model *m, struct login *l, struct err *e);
bool op_refund(struct model *m, struct login *l, struct err *e);

/* What was offered as free can be had: fails where it was refused, unless by a screening that
 * defers the day, which no offer looks at. */
bool model_offered(struct model *m, bool ok, const struct err *e);

/* For edits: what was saved is in the file, and what somebody else saved meanwhile (`was`:
 * the record as it was just before) is not lost. Not asked of the field `ruled`, which
 * rules write; NULL: none is. */
void model_saved(struct model *m, struct login *l, const struct record *mine,
    const struct record *base, const struct record *was, const char *ruled);

#endif
