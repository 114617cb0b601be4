/*
 * driven_visits.h - cases that drive the screens on the practice of visits.h.
 *
 * A case begins the desk itself, as the login it is about; what is begun is ended.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_DRIVEN_VISITS_H
#define CHAIRSIDE_TESTS_SUPPORT_DRIVEN_VISITS_H

#include "tests/support/driven.h"
#include "tests/support/visits.h"

/* Keys from Today to each page of the practice. */
#define DRIVEN_PAGES (TABS + 23)
extern const char *const driven_pages[DRIVEN_PAGES];

int driven_visits_end(void **state);
#define CASE(name) \
	cmocka_unit_test_setup_teardown(name, visits_begin, driven_visits_end)

#endif
