/*
 * editions.c - see editions.h.
 */
#include "practice/editions.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"

struct turn {
	const struct record_type *type;
	int64_t id;
	const char *to, *not_from;
};

static bool
turn_inside(struct db *db, void *arg, struct err *e)
{
	const struct turn *t = arg;
	AUTO_RECORD struct record *r = db_get(db, t->type, t->id, e);

	if (r == NULL)
		return false;
	if (strcmp(record_text(r, "state"), t->to) == 0 ||
	    strcmp(record_text(r, "state"), t->not_from) == 0)
		return err_set(e, ERR_INVALID, NULL, "This edition is %s.",
		    record_text(r, "state"));
	record_set_text(r, "state", t->to);
	return db_update(db, r, e);
}

bool
edition_turn(struct practice *p, const struct record_type *type, int64_t id, const char *verb,
    const char *to, const char *not_from, struct err *e)
{
	AUTO_FREE char *label = xasprintf("%s %s %" PRId64, verb, type->name, id);
	struct turn t = { type, id, to, not_from };

	return practice_may(p, ACTION_WRITE_SETTINGS, e) &&
	    db_write(p->db, "change", label, turn_inside, &t, e);
}
