/*
 * pictures.c - see pictures.h.
 */
#include "practice/pictures.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/permissions.h"
#include "practice/save.h"

bool
pictures_pair(struct practice *p, const struct record *of, int64_t *before, int64_t *after,
    struct err *e)
{
	bool is_before = strcmp(record_text(of, "kind"), "before") == 0;
	int64_t other = 0;
	struct stmt *st;

	if (record_is_null(of, "picture"))
		return err_set(e, ERR_INVALID, NULL, "This is no picture that can be shown.");
	st = db_stmt(p->db, "picture_other");
	stmt_set_int(st, "id", of->id);
	if (stmt_next(st))
		other = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	*before = is_before ? of->id : other;
	*after = is_before ? other : of->id;
	return other != 0 || err_set(e, ERR_INVALID, NULL, "There is no photo %s from the same "
	    "angle: e says what a photo shows, and from where.", is_before ? "after it" :
	    "before it");
}

static bool
is_of_pictures(const char *purpose)
{
	static const char *const purposes[] = { "record", "teach", "publish" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(purposes); i++)
		if (strcmp(purposes[i], purpose) == 0)
			return true;
	return false;
}

static bool
check(const struct pictures *x, struct err *e)
{
	if (!is_of_pictures(x->purpose))
		return err_set(e, ERR_INVALID, "purpose", "For what are the pictures? Choose record, "
		    "teach or publish.");
	if (record_int(x->before, "client") != record_int(x->after, "client"))
		return err_set(e, ERR_INVALID, NULL, "These are pictures of two clients.");
	if (x->before->id == x->after->id)
		return err_set(e, ERR_INVALID, NULL, "That is one picture: before and after are two.");
	if (strcmp(record_text(x->before, "date"), record_text(x->after, "date")) > 0)
		return err_set(e, ERR_INVALID, NULL, "The picture before is the younger one.");
	if (*x->what == '\0')
		return err_set(e, ERR_INVALID, "what", "Where are they used, such as a talk or the "
		    "practice's page?");
	return true;
}

/* Under the lock, so that a permission withdrawn meanwhile is noticed. */
static bool
ask(struct practice *p, struct record *next, UNUSED const struct record *was, void *arg,
    struct err *e)
{
	const struct pictures *x = arg;
	int64_t permission;

	if (!permission_need(p, record_int(next, "client"), x->purpose, clock_today(),
	    &permission, e))
		return false;
	record_set_int(next, "permission", permission);
	return true;
}

bool
pictures_use(struct practice *p, const struct pictures *x, struct err *e)
{
	AUTO_RECORD struct record *use = record_new(&record_permission_use);
	struct pictures kept = *x;
	struct save_rules rules = { .ask = ask, .arg = &kept };

	if (!practice_may(p, ACTION_WRITE_SCREENINGS, e) || !check(x, e))
		return false;
	record_set_int(use, "client", record_int(x->after, "client"));
	record_set_int(use, "photo_before", x->before->id);
	record_set_int(use, "photo_after", x->after->id);
	record_set_day(use, "used_on", clock_today());
	record_set_int(use, "staff", p->staff->id);
	record_set_text(use, "what", x->what);
	return practice_add(p, ACTION_WRITE_SCREENINGS, use, &rules, e);
}

bool
pictures_services(struct practice *p, const struct pictures *x, struct buf *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "picture_services");

	stmt_set_int(st, "client", record_int(x->after, "client"));
	stmt_set_text(st, "from", record_text(x->before, "date"));
	stmt_set_text(st, "to", record_text(x->after, "date"));
	while (stmt_next(st)) {
		buf_addf(out, "%s%s", out->len > 0 ? "; " : "", stmt_text(st, "service"));
		if (stmt_int(st, "n") > 1)
			buf_addf(out, ", %lld visits", (long long)stmt_int(st, "n"));
	}
	return stmt_end(st, e);
}
