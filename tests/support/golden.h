/*
 * golden.h - what was looked at once and must stay as it is.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_GOLDEN_H
#define CHAIRSIDE_TESTS_SUPPORT_GOLDEN_H

/* Fails unless tests/golden/NAME holds exactly `whole`; of a screen without its line of
 * tabs, but for NAME `screens/clients-`. With UPDATE_GOLDEN=1 it is written: read the
 * difference. */
void golden_same(const char *name, const char *whole);

#endif
