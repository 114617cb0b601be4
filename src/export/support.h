/*
 * support.h - what a practice may send to whoever helps it: facts of its file and its
 * settings, without a person, a path or a text that somebody typed.
 */
#ifndef CHAIRSIDE_EXPORT_SUPPORT_H
#define CHAIRSIDE_EXPORT_SUPPORT_H

#include "practice/practice.h"

typedef void (*support_fn)(const char *name, const char *value, void *arg);

/* Calls fn for each fact of the file, each record type with how many there are, and each
 * setting of the practice; of one that holds free text only whether it is set. */
bool practice_support(struct practice *p, support_fn fn, void *arg, struct err *e);
/* The libraries below this layer, each with its version. NULL past the end. */
const char *support_library(size_t i);

#endif
