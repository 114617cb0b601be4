/*
 * client_papers.h - what a client agreed to, allows, was ordered, was cleared for and was
 * tested with: one list of five kinds of records, and how they are written down.
 *
 * Consents and permissions are for whoever writes clients (ACTION_WRITE_CLIENTS), to be read
 * with ACTION_READ_CLIENTS; orders, clearances and patch tests are medical.
 */
#ifndef CHAIRSIDE_PRACTICE_CLIENT_PAPERS_H
#define CHAIRSIDE_PRACTICE_CLIENT_PAPERS_H

#include "base/date.h"
#include "practice/save.h"

enum client_paper_kind {
	CLIENT_PAPER_CONSENT, CLIENT_PAPER_PERMISSION, CLIENT_PAPER_ORDER,
	CLIENT_PAPER_CLEARANCE, CLIENT_PAPER_PATCH_TEST, CLIENT_PAPERS
};

const struct record_type *client_paper_type(enum client_paper_kind kind);
enum action client_paper_write(enum client_paper_kind kind);
/* Who it is in a list of all kinds, and back. CLIENT_PAPERS for any other type. */
int64_t client_paper_row(enum client_paper_kind kind, int64_t id);
enum client_paper_kind client_paper_of(int64_t row, int64_t *id);
enum client_paper_kind client_paper_kind(const struct record_type *t);

/* Borrowed until the callback returns; not yet harmless. */
struct client_paper {
	enum client_paper_kind kind;
	int64_t id;
	date_day on, until, revoked;	/* DATE_NONE: no such day */
	const char *what;	/* title, purpose's word, treatment, item, product or note */
	const char *by;		/* who witnessed, ordered, cleared, tested; the basis */
	const char *result;	/* of a patch test that was read; else "" */
	const char *without;	/* zones for which it was withdrawn */
	bool retired;		/* its words are */
};
/* Newest first; those that this login may see. fn returns false to stop. */
bool client_papers_list(struct practice *p, int64_t client,
    bool (*fn)(const struct client_paper *, void *), void *arg, struct err *e);

/* One of them. ERR_NOTFOUND, ERR_DENIED. */
struct record *client_paper_get(struct practice *p, enum client_paper_kind kind, int64_t id,
    struct err *e);
/*
 * A consent gets its last day from the months of its document where none is given, and the
 * digest of the words that were signed. ERR_INVALID: words that are not published or no
 * consent; other words than were signed; a client under age without a guardian, or with one
 * where the practice allows none; a name typed at the desk that nobody witnessed. A
 * clearance is for an item that a checklist has. A patch test has the product of its lot.
 */
bool client_paper_add(struct practice *p, struct record *r, struct draft *draft,
    struct err *e);
bool client_paper_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);

/* A patch test is read today, with that word of `result`. ERR_INVALID: it was read before. */
bool patch_test_read(struct practice *p, int64_t id, const char *result, struct err *e);

/* From now on a consent does not count, or (`zone`) not for that zone; a permission does not.
 * ERR_INVALID where it has ended so already, or for any other. */
bool client_paper_withdraw(struct practice *p, enum client_paper_kind kind, int64_t id,
    const char *zone, struct err *e);

#endif
