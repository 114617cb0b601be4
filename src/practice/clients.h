/*
 * clients.h - finding, showing, adding and changing clients.
 */
#ifndef CHAIRSIDE_PRACTICE_CLIENTS_H
#define CHAIRSIDE_PRACTICE_CLIENTS_H

#include "practice/save.h"

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
 * `limit` 0: all. With a limit, one letter finds those whose sort key begins with it,
 * and more letters at most 1,000 matches. `archived` includes archived clients. fn
 * returns false to stop. *more (may be NULL) is set when there are others.
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
/* Writes an array of objects with `id` and every field, or one such object. The caller
 * checks the stream for errors (ferror). */
bool clients_write_json(struct practice *p, const struct client_query *q,
    FILE *f, struct err *e);
bool client_write_json(struct practice *p, int64_t id, FILE *f, struct err *e);
/* Saves a new client; sets its id. */
bool client_add(struct practice *p, struct record *client, struct err *e);
/*
 * The same after a look for clients like the new one: first clients_known(), then
 * clients_alike(), then this. ERR_STALE, with the name, when a client like the new one
 * was added or changed since, so two people cannot both add the same person unwarned.
 */
int64_t clients_known(struct practice *p);
bool client_add_unlike(struct practice *p, struct record *client, int64_t known,
    struct draft *draft, struct err *e);
/* The same inside the write of another record that belongs to the new client. */
bool client_add_inside(struct practice *p, struct record *client, int64_t known,
    struct err *e);

/* As practice_save(), with ACTION_WRITE_CLIENTS. */
bool client_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct draft *draft, struct err *e);
/* Archives all of them in one write, or none: one that is archived already is refused
 * by name. */
bool clients_archive(struct practice *p, const int64_t *ids, size_t n, struct err *e);

#endif
