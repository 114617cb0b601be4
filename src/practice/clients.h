/*
 * clients.h - finding, showing, adding and changing clients.
 */
#ifndef CHAIRSIDE_PRACTICE_CLIENTS_H
#define CHAIRSIDE_PRACTICE_CLIENTS_H

#include "practice/practice.h"

/* One line of a list. Borrowed until the callback returns. */
struct client_line {
	int64_t id;
	const char *given, *family, *preferred;
	const char *phone, *email, *born;
	bool archived;
	int64_t sessions_done, no_shows;
	const char *first_visit, *last_visit;	/* ISO, "" for none */
	const char *sort_key;
};

/*
 * Calls fn for each client, by sort key. `words`: words in any order, prefixes,
 * accents and case folded, digits of phone numbers, e-mail, other id; NULL or
 * blank: all. `after` and `after_id` continue a page (NULL: from the start);
 * `limit` 0: all. With a limit, one letter gives those whose sort key begins with
 * it, and more letters at most 1,000 matches. With `archived` the archived clients
 * too. fn returns false to stop. *more (may be NULL) says that there are others.
 */
struct client_query {
	const char *words;
	const char *after;
	int64_t after_id;
	long limit;
	bool archived;
};
bool clients_list(struct practice *p, const struct client_query *q,
    bool (*fn)(const struct client_line *, void *), void *arg, bool *more,
    struct err *e);

/* A client with every field (medical ones blank for a role that may not see
 * them). ERR_NOTFOUND. Free with record_free(). */
struct record *client_get(struct practice *p, int64_t id, struct err *e);
/* One array of objects with `id` and every field; or one such object. Errors of
 * the stream are left in it (ferror). */
bool clients_write_json(struct practice *p, const struct client_query *q,
    FILE *f, struct err *e);
bool client_write_json(struct practice *p, int64_t id, FILE *f, struct err *e);
/* Saves a new client; sets its id. */
bool client_add(struct practice *p, struct record *client, struct err *e);
/*
 * The same for somebody who has looked who is like them (clients_alike()), having asked
 * clients_known() before: ERR_STALE, with the other's name, when somebody like them was
 * added or changed since. Of two who add the same person in the same second the second
 * is shown the first.
 */
int64_t clients_known(struct practice *p);
bool client_add_unlike(struct practice *p, struct record *client, int64_t known,
    struct err *e);
/* Inside a write: that of another record, which the new client is of. */
bool client_add_inside(struct practice *p, struct record *client, int64_t known,
    struct err *e);

/* What happened to one field when two people saved. */
struct merge_field {
	const struct field *field;
	struct value original, mine, theirs;
	bool conflict;		/* both changed it, differently */
};
struct merge {
	struct merge_field *fields;	/* those that either changed */
	size_t n;
	size_t conflicts;
};
void merge_free(struct merge *m);

/*
 * Saves `mine`, begun from `base` (the record as it was loaded). When somebody
 * saved meanwhile, different fields merge by themselves; the same field changed
 * differently is ERR_STALE with one sentence that names each such field, and `m`
 * (may be NULL) tells field by field. Nothing is then written.
 */
bool client_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct err *e);
/* Archives all of them in one write; one that is archived already is refused by name,
 * and then none is. */
bool clients_archive(struct practice *p, const int64_t *ids, size_t n, struct err *e);
/* The same for any record type, used by client_save(). */
bool practice_save(struct practice *p, enum action a, struct record *mine,
    const struct record *base, struct merge *m, struct err *e);
/* Saves a new record of any type; sets its id. */
bool practice_add(struct practice *p, enum action a, struct record *r,
    struct err *e);

/*
 * Rules asked inside the write, under the lock, of what is about to be saved:
 * `was` is what stands in the file, NULL for a new record. They may fill `next`
 * in, and say better what is done (db_label()).
 */
struct save_rules {
	bool (*ask)(struct practice *p, struct record *next,
	    const struct record *was, void *arg, struct err *e);
	void *arg;
	const char *verb;	/* "book": of a new record's label */
};
bool practice_save_by(struct practice *p, enum action a, struct record *mine,
    const struct record *base, struct merge *m, const struct save_rules *rules,
    struct err *e);
bool practice_add_by(struct practice *p, enum action a, struct record *r,
    const struct save_rules *rules, struct err *e);
/* Takes out what the role may not see. */
void practice_hide_medical(const struct practice *p, struct record *r);

#endif
