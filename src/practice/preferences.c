/*
 * preferences.c - see preferences.h.
 */
#include "practice/preferences.h"

#include <stdio.h>

#include "base/bug.h"
#include "db/db.h"
#include "practice/write.h"

struct record *
preferences_get(struct practice *p, struct err *e)
{
	struct record *r;
	struct err local;
	char key[24];

	if (e == NULL)
		e = &local;
	snprintf(key, sizeof(key), "%lld", (long long)p->staff->id);
	r = db_find(p->db, &record_staff_setting, "staff", key, e);
	if (r == NULL && e->code == ERR_NONE) {
		r = record_new(&record_staff_setting);
		record_set_int(r, "staff", p->staff->id);
	}
	return r;
}

/* The same person may have saved in another program meanwhile. */
static bool
save_inside(struct db *db, void *arg, struct err *e)
{
	struct record *r = arg;
	AUTO_RECORD struct record *there = NULL;
	char key[24];

	snprintf(key, sizeof(key), "%lld", (long long)record_int(r, "staff"));
	there = db_find(db, r->type, "staff", key, e);
	if (there == NULL)
		return e->code == ERR_NONE && db_insert(db, r, e);
	r->id = there->id;
	r->version = there->version;
	return record_equal(r, there) || db_update(db, r, e);
}

bool
preferences_save(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	struct err local;

	BUG_IF(r->type != &record_staff_setting ||
	    record_int(r, "staff") != p->staff->id);
	return practice_login_again(p, NULL, e) &&
	    practice_write(p, "change staff_setting", save_inside, r, draft,
	    e != NULL ? e : &local);
}
