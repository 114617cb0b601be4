/*
 * describe.h - doc/records.md: the declarations, written out for people.
 *
 * A test compares the document with what this writes; UPDATE_GOLDEN=1 rewrites
 * it.
 */
#ifndef CHAIRSIDE_RECORD_DESCRIBE_H
#define CHAIRSIDE_RECORD_DESCRIBE_H

#include <stdio.h>

/* Writes Markdown; after a failure ferror() is set. */
void record_describe(FILE *f);

#endif
