/*
 * visits.h - a practice with an offer, staff and a client, for tests of visits.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_VISITS_H
#define CHAIRSIDE_TESTS_SUPPORT_VISITS_H

#include "practice/sessions.h"
#include "tests/support/sheet.h"

/*
 * Thursday 12 March 2026, 10:00 (the clock of clinic.h). Logged in: mara, the
 * owner (code MR); ruth, Ruth Aoki without a code, a practitioner; desk, the front
 * desk; books, a bookkeeper. Microneedling needs the shipped checklist, takes 60
 * minutes and is one of a series of 3, 28 days apart; a facial takes 45 and needs
 * nothing. Anna Lang is 40, of skin type II.
 */
extern struct visits {
	char *path;
	struct practice *mara, *ruth, *desk, *books;
	int64_t needling, facial;
	int64_t anna;
} v;
int visits_begin(void **state);
int visits_end(void **state);
#define VISITS_CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, visits_end)

/* Sets the clock: "2026-03-12T14:05". */
void visits_now(const char *now);

/* A record added by its owner: name, value, name, value, …, NULL. */
int64_t visits_new(const struct record_type *t, ...) __attribute__((sentinel));
/* A visit as it stands in the file, past every rule: date, time ("" none), status. */
int64_t visits_add(int64_t client, int64_t service, int64_t staff,
    const char *date, const char *time, const char *status);
/* The visit with every field, as its owner sees it. */
struct record *visits_get(int64_t id);
int64_t visits_version(int64_t id);
void visits_is(int64_t id, const char *field, const char *text);

/* One field of any record, set past every rule. */
void visits_set(const struct record_type *t, int64_t id, const char *field,
    const char *text);

/* Screens a client today as in sheet_well[], but for item, answer, …, NULL. */
int64_t visits_screen(int64_t client, ...) __attribute__((sentinel));

/* A chart of it by the shipped template, of two zones, with a device and a cartridge's lot; all
 * is ticked but the photos. Its number. */
int64_t visits_chart(int64_t session);

/* The newest entry of the journal has this label. */
void visits_label(const char *label);

/* `call` (with &err of the caller) fails with that code, `words` stand in its sentence, and no
 * record has changed. */
#define REFUSED(call, wanted, words)                                          \
	do {                                                                  \
		char *was_ = dbfile_dump(v.path), *is_;                       \
                                                                              \
		err_clear(&err);                                              \
		if (call)                                                     \
			fail_msg("went through: %s", #call);                  \
		if (err.code != (wanted) || strstr(err.text, (words)) == NULL) \
			fail_msg("%d: %s", err.code, err.text);               \
		is_ = dbfile_dump(v.path);                                    \
		assert_string_equal(was_, is_);                               \
		free(was_);                                                   \
		free(is_);                                                    \
	} while (0)

#endif
