/*
 * act.h - actions: what keys do, as one table (actions.def).
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_ACT_H
#define CHAIRSIDE_SCREENS_TOOLKIT_ACT_H

#include <stdbool.h>
#include <stddef.h>

#include "screens/toolkit/key.h"

/* LIST: letters act, digits are tabs. TYPE: printable keys are text. */
enum mode { MODE_LIST, MODE_TYPE };

enum act {
	ACT_NONE,
#define ACTION(name, modes, keys, hint, help) ACT_##name,
#include "screens/toolkit/actions.def"
#undef ACTION
	ACTS
};

struct act_entry {
	const char *name;	/* "page_up": for the palette and the manual "page up" */
	unsigned modes;		/* 1 << enum mode */
	const char *keys;
	const char *hint;	/* one or two words, for the hint line */
	const char *help;	/* one sentence, without its full stop */
};

/* By enum act; [ACT_NONE] is blank. */
extern const struct act_entry act_table[ACTS];

/* What a key does in that mode; ACT_NONE for text and for keys without meaning. */
enum act act_of(enum mode mode, const struct key *key);
/* The key that is shown for it: "n", "^S". */
const char *act_key(enum act a, char out[16]);

/* Rows that a moving action of LIST goes: ±1, ±page, or ACT_ROWS_ALL either way, to be
 * cut to what there is. False: it is no such action. */
#define ACT_ROWS_ALL 100000
bool act_rows(enum act a, int page, int *by);
/* The row so far from `at`, cut to the `n` there are; 0 where there is none. */
size_t act_row(size_t at, long by, size_t n);

#endif
