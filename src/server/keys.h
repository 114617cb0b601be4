/*
 * keys.h - the public keys by which people log in; people by their login.
 *
 * For whoever may write settings. A key is one person's for good: removed, it stays as a record
 * and nobody else may have it. A key given or removed counts from the next login.
 */
#ifndef CHAIRSIDE_SERVER_KEYS_H
#define CHAIRSIDE_SERVER_KEYS_H

#include "practice/practice.h"

/* The person of that login, else of that code, also one who may not log in now. ERR_NOTFOUND,
 * with who there is not. Free with record_free(). */
struct record *keys_person(struct practice *p, const char *login, struct err *e);

/* Gives the person the key in `line`, as a .pub file has it (public_key.h); `said` gets what was
 * done. ERR_INVALID: it is no such key, or is somebody else's, or a rescue key. */
bool keys_add(struct practice *p, int64_t staff, const char *line, struct buf *said,
    struct err *e);
/* Takes one away: by its fingerprint, with or without SHA256:, or by its label where only one
 * has that. */
bool keys_remove(struct practice *p, int64_t staff, const char *which, struct buf *said,
    struct err *e);
/* By its id: takes it away, or gives it again. */
bool keys_switch(struct practice *p, int64_t id, struct buf *said, struct err *e);

#endif
