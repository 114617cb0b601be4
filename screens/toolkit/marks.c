/*
 * marks.c - see marks.h.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "screens/toolkit/marks.h"

bool
marks_has(const struct marks *m, int64_t id)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->ids[i] == id)
			return true;
	return false;
}

void
marks_turn(struct marks *m, int64_t id)
{
	size_t i;

	for (i = 0; i < m->n && m->ids[i] != id; i++)
		;
	if (i < m->n) {
		for (m->n--; i < m->n; i++)
			m->ids[i] = m->ids[i + 1];
		return;
	}
	GROW(m->ids, m->cap, m->n + 1);
	m->ids[m->n++] = id;
}

void
marks_clear(struct marks *m)
{
	free(m->ids);
	*m = (struct marks){ NULL, 0, 0 };
}
