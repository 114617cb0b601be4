/*
 * planted.h - a practice with a mark in every field that is medical.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_PLANTED_H
#define CHAIRSIDE_TESTS_SUPPORT_PLANTED_H

#include "tests/support/visits.h"

/* A field in which something was planted. */
struct planted {
	const struct record_type *type;
	const struct field *field;
};

#define PLANTED_MAX 120

extern struct planted planted[PLANTED_MAX];
extern size_t n_planted;

/*
 * Fills the practice of visits.h: visits of today, screenings with their reasons, one
 * overridden, a look in an emergency, a receipt, a review, an address, a colleague's
 * half-typed form; and in every field of the record table that is medical, and every
 * text of a record that is as a whole, a value that nothing else has, after another one
 * that its history keeps. `other`: everything the same but those values.
 *
 * Who runs the test logs in as "vera", front desk, who was a practitioner when she left a
 * form of Anna's behind.
 */
void planted_fill(bool other);
extern struct practice *planted_vera;
/* The value that field has in the one practice and in the other; "": none to search for. */
void planted_text(size_t k, bool other, char text[40]);
void planted_end(void);

#endif
