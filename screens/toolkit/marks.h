/*
 * marks.h - rows marked with Space, by record id, so that they stay marked when a list
 * is read again.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_MARKS_H
#define CHAIRSIDE_SCREENS_TOOLKIT_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct marks {
	int64_t *ids;
	size_t n, cap;
};

bool marks_has(const struct marks *m, int64_t id);
void marks_turn(struct marks *m, int64_t id);	/* on, or off again */
void marks_clear(struct marks *m);	/* frees all */

#endif
