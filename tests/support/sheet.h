/*
 * sheet.h - a checklist being answered, for tests of screening.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_SHEET_H
#define CHAIRSIDE_TESTS_SUPPORT_SHEET_H

#include "practice/screening.h"
#include "tests/support/clinic.h"

#define B VERDICT_BLOCK
#define I VERDICT_INCOMPLETE
#define R VERDICT_REFER
#define D VERDICT_DEFER
#define C VERDICT_CAUTION
#define K VERDICT_OK

#define SHEET_TODAY "2026-03-12"
#define SHEET_ITEMS_MAX 64
#define SHEET_ASKED 30		/* items in sheet_well[] */

/* What every case begins with: a new practice and its shipped checklist. */
extern char *sheet_path;
extern struct practice *sheet_clinic;
extern struct checklist *sheet_shipped;
int sheet_begin(void **state);
int sheet_end(void **state);
#define SHEET_CASE(name) cmocka_unit_test_setup_teardown(name, sheet_begin, sheet_end)

/* Nothing the matter, by item. A date that only some answers call for is not
 * asked: NULL. */
extern const struct sheet_answer {
	const char *item, *answer;
} sheet_well[SHEET_ASKED];

struct sheet {
	const struct checklist *c;
	const char *answers[SHEET_ITEMS_MAX];
	struct screening_facts facts;
};

/* Answered as in sheet_well[], by somebody of 40 with skin type II. */
struct sheet sheet_of(const struct checklist *c);
struct sheet well_sheet(void);
void put(struct sheet *s, const char *item, const char *answer);
struct screening_result evaluate(const struct sheet *s);

/* Says which case it was when the verdict is another one; `eligible` NULL: no
 * day is named. */
void expect_until(const struct sheet *s, const char *what, enum verdict verdict,
    const char *eligible);
void expect(const struct sheet *s, const char *what, enum verdict verdict);

#endif
