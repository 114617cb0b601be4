/*
 * picks.h - what a pick field offers, shows and accepts.
 *
 * For a link to a service, product, staff, client, room or device, and for the code of a
 * checklist or a chart; a link to any other type is typed as a number. What is typed is folded, and each word
 * matches the beginning of a word of code, name or brand; clients as in clients_list().
 * Active records come first. Texts are not yet harmless for a terminal: use
 * text_show(). Clients need ACTION_READ_CLIENTS, the rest no right.
 */
#ifndef CHAIRSIDE_PRACTICE_PICKS_H
#define CHAIRSIDE_PRACTICE_PICKS_H

#include "base/buf.h"
#include "practice/practice.h"

/* Borrowed until the callback returns. */
struct pick {
	int64_t id;
	const char *text;	/* "Microneedling face", "Byrne, Ada" */
	const char *note;	/* "MNF · 250.00 · 1 h", "555 0100 · 3 Apr 1990" */
	const char *code;	/* for a field that holds the code; "" none */
	bool active;
};

/* True for a type that the functions below know. */
bool pick_has(const struct record_type *type);

/* Calls fn for at most `limit` matches (0: all); `typed` NULL or blank: any record.
 * Exact codes and names first, then those that begin with `typed`, then the others,
 * each by name. Clients: at most 50, by sort key, archived ones not. *more (may be
 * NULL): there are others. fn returns false to stop. */
bool picks_list(struct practice *p, const struct record_type *type,
    const char *typed, long limit, bool (*fn)(const struct pick *, void *),
    void *arg, bool *more, struct err *e);

/* Adds the text shown for a link to any record type: the record's name, "#12" for a
 * record without one, nothing for 0. ERR_NOTFOUND. */
bool pick_name(struct practice *p, const struct record_type *type, int64_t id,
    struct buf *out, struct err *e);

/* Sets *id from what a person typed: "#12", a code, a number, a whole name, or words
 * that match only one (of the active ones, else of the others). Blank is 0.
 * ERR_INVALID, with the type's name as field and, where several match, a sentence that
 * lists the first few and their numbers; *id is then unchanged. */
bool pick_resolve(struct practice *p, const struct record_type *type,
    const char *typed, int64_t *id, struct err *e);

/* The same for a field that holds the code of such a record. */
bool pick_code(struct practice *p, const struct record_type *type,
    const char *typed, struct buf *code, struct err *e);
/* Adds the name of the record with that code, or the code where there is none. */
void pick_code_name(struct practice *p, const struct record_type *type,
    const char *code, struct buf *out);

/* Calls fn for values already used in a FIELD_IN_USE that have a word beginning with
 * what is typed, the most used first. */
bool pick_in_use(struct practice *p, const struct record_type *type,
    const struct field *f, const char *typed, bool (*fn)(const char *text, void *arg),
    void *arg, struct err *e);

#endif
