/*
 * kind.h - kinds of terminal (TERM) that a machine has no description of.
 *
 * A person's own machine names its terminal; the server may never have heard of it. Only the
 * descriptions of a plain Debian (ncurses-base) are counted on.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_KIND_H
#define CHAIRSIDE_SCREENS_TOOLKIT_KIND_H

#include <stdbool.h>

/* The nearest kind that `known` knows; NULL: none. */
const char *kind_nearest(const char *name, bool (*known)(const char *name));

#endif
