/*
 * patch_test.h - how a patch test is read.
 *
 * The words of a reading are those of the International Contact Dermatitis Research Group, as
 * in the European Society of Contact Dermatitis guideline, Contact Dermatitis 2015;73:195,
 * https://doi.org/10.1111/cod.12432.
 */
#ifndef CHAIRSIDE_RECORD_PATCH_TEST_H
#define CHAIRSIDE_RECORD_PATCH_TEST_H

#include "record/field.h"

/* "negative", "doubtful", "positive", "irritant": a stored result in a word; "": not read. */
const char *patch_test_word(const char *result);

#endif
