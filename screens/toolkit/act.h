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

/* The action of a key in that mode; ACT_NONE for text and keys without one. */
enum act act_of(enum mode mode, const struct key *key);
/* The key shown for it: "n", "^S". */
const char *act_key(enum act a, char out[16]);

/* Which tab the action opens, from 0; -1: none. */
int act_tab(enum act a);

/* How many rows an action of LIST moves: ±1, ±page, or ±ACT_ROWS_ALL, to be limited by
 * act_row(). False when it is not a moving action. */
#define ACT_ROWS_ALL 100000
bool act_rows(enum act a, int page, int *by);
/* `at` + `by`, limited to `n` rows; 0 when there are none. */
size_t act_row(size_t at, long by, size_t n);

#endif
