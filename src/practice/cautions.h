/*
 * cautions.h - what must not meet: a product, and what its client has, takes or answered.
 *
 * A caution (record product_caution) is about products that have one of its ingredients in
 * their own or in their name, and are of its kind and strength, where it says those. It warns
 * where one of its words is on the client's card, or one of its answers is the newest that the
 * client's screenings have to that item. An allergy that names an ingredient, or stands in the
 * product's name, warns without a caution. Words are whole and folded (words.h). A caution
 * warns and never refuses.
 */
#ifndef CHAIRSIDE_PRACTICE_CAUTIONS_H
#define CHAIRSIDE_PRACTICE_CAUTIONS_H

#include "practice/practice.h"

struct caution_answer {
	char *item, *answer;
	date_day on;			/* answered that day */
};

/* What decides for one client; all blank: nothing warns. */
struct cautions {
	struct record *card;		/* NULL: not read yet, or nobody's */
	struct record **rows;		/* those in force */
	size_t n_rows;
	struct caution_answer *answers;	/* one an item */
	size_t n_answers;
	struct caution_told {
		int64_t product;
		char *words;		/* "" nothing */
	} *told;			/* by cautions_look() */
	size_t n_told, cap_told;
};

/* Reads the client's card, newest answers and what is in force; client 0: nobody's. Shows
 * nothing, so it asks no right. Free with cautions_free(). */
bool cautions_read(struct practice *p, int64_t client, struct cautions *out, struct err *e);
void cautions_free(struct cautions *c);

/* Adds why, and what to do, a line each: "allergies, propolis: Leave out bee products." Pure:
 * from the card, the answers, the cautions and the product alone. False: nothing warns. */
bool caution_words(const struct cautions *c, const struct record *product, struct buf *out);

/* Looks at the products that it has not looked at yet, in one statement; the first time it
 * reads the client's side. */
bool cautions_look(struct practice *p, int64_t client, struct cautions *c,
    const int64_t *products, size_t n, struct err *e);
/* What is told of that product to this login, a line each: without medical rights whom to ask,
 * never why. "" nothing. Borrowed until the next look. */
const char *cautions_of(const struct cautions *c, int64_t product);

/* Adds what of it can never warn: an item that no published checklist asks, an answer that
 * nobody can give. */
bool caution_doubts(struct practice *p, const struct record *caution, struct buf *out,
    struct err *e);

/* Inside db_write() or db_load(): adds each shipped caution that is not there yet. */
bool cautions_install(struct db *db, struct err *e);
/* The same of a practice that was made before they shipped, switched off, in a write of its own
 * that is not undone; nothing is written where none is lacking. */
bool cautions_offer(struct practice *p, struct err *e);

#endif
