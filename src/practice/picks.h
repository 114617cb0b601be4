/*
 * picks.h - what a pick field offers, shows and understands.
 *
 * For a link to a service, product, staff or client, and for the code of a checklist;
 * of any other type only its number is typed. What is typed is matched folded, each word
 * as the beginning of a word of code, name or brand; a client's as in clients_list().
 * Active ones come first. Texts are not yet harmless for a terminal: text_show() comes
 * after. Clients are ACTION_READ_CLIENTS, the rest is everybody's.
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
	const char *code;	/* what a field of its code holds; "" where it has none */
	bool active;
};

/* Is this a type that the functions below know? */
bool pick_has(const struct record_type *type);

/* Calls fn for at most `limit` matches; 0: all; typed NULL or blank: any. A whole code
 * or name comes first, then what begins with it, then the others, each by name.
 * Clients: at most 50, by sort key; archived ones are not offered. *more (may be
 * NULL): there are others. fn returns false to stop. */
bool picks_list(struct practice *p, const struct record_type *type,
    const char *typed, long limit, bool (*fn)(const struct pick *, void *),
    void *arg, bool *more, struct err *e);

/* Adds the text shown for a link's value, of any record type: its name, "#12" for a
 * record without one, nothing for 0. ERR_NOTFOUND. */
bool pick_name(struct practice *p, const struct record_type *type, int64_t id,
    struct buf *out, struct err *e);

/* What a person typed, as an id: "#12", a code, a number, a whole name, words that
 * only one fits (of the active ones, else of the others). Blank is 0. ERR_INVALID,
 * its field the type's name, with a sentence that lists the first few and their
 * numbers where several fit. `id` is unchanged when refused. */
bool pick_resolve(struct practice *p, const struct record_type *type,
    const char *typed, int64_t *id, struct err *e);

/* The same for a field that holds the code of such a record. */
bool pick_code(struct practice *p, const struct record_type *type,
    const char *typed, struct buf *code, struct err *e);
/* Adds what people call it: the code itself where nothing has it (any more). */
void pick_code_name(struct practice *p, const struct record_type *type,
    const char *code, struct buf *out);

/* Values of a FIELD_IN_USE that begin, or of which words begin, with what is typed;
 * the most used first. */
bool pick_in_use(struct practice *p, const struct record_type *type,
    const struct field *f, const char *typed, bool (*fn)(const char *text, void *arg),
    void *arg, struct err *e);

#endif
