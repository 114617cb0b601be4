/*
 * permissions.c - see permissions.h.
 */
#include "practice/permissions.h"

#include <string.h>

#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"

struct newest {
	int64_t id;		/* 0: never asked */
	date_day ends, revoked;
};

static bool
find_newest(struct practice *p, int64_t client, const char *purpose, date_day on,
    struct newest *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "permission_newest");
	char iso[DATE_ISO_SIZE];

	*out = (struct newest){ 0, DATE_NONE, DATE_NONE };
	stmt_set_int(st, "client", client);
	stmt_set_text(st, "purpose", purpose);
	stmt_set_text(st, "on", date_to_iso(on, iso));
	if (stmt_next(st))
		*out = (struct newest){ stmt_int(st, "id"), stmt_date(st, "ends"),
		    stmt_date(st, "revoked_on") };
	return stmt_end(st, e);
}

static enum permission_state
state_of(const struct newest *n, date_day on)
{
	if (n->id == 0)
		return PERMISSION_NOT_ASKED;
	return (n->ends != DATE_NONE && n->ends < on) ||
	    (n->revoked != DATE_NONE && n->revoked <= on) ? PERMISSION_ENDED : PERMISSION_GIVEN;
}

bool
permission_of(struct practice *p, int64_t client, const char *purpose, date_day on,
    enum permission_state *out, struct err *e)
{
	struct newest n;

	if (!find_newest(p, client, purpose, on, &n, e))
		return false;
	*out = state_of(&n, on);
	return true;
}

bool
permission_need(struct practice *p, int64_t client, const char *purpose, date_day on,
    int64_t *id, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;
	const char *words = choice_label(record_field(&record_permission, "purpose")->choices,
	    purpose);
	struct newest n;
	char day[24];

	if (!find_newest(p, client, purpose, on, &n, e))
		return false;
	*id = n.id;
	if (state_of(&n, on) == PERMISSION_GIVEN)
		return true;
	naming_add_id(p, &record_client, client, &name);
	if (n.id == 0)
		return err_set(e, ERR_INVALID, "purpose", "%s has given no permission for %s: it is "
		    "written down among the papers. A consent to a treatment is none.", name.s, words);
	if (n.revoked != DATE_NONE && n.revoked <= on)
		return err_set(e, ERR_INVALID, "purpose", "The permission of %s for %s was "
		    "withdrawn on %s.", name.s, words, date_to_words(n.revoked, false, day));
	return err_set(e, ERR_INVALID, "purpose", "The permission of %s for %s has ended: its last "
	    "day was %s.", name.s, words, date_to_words(n.ends, false, day));
}

bool
permission_uses(struct practice *p, const struct record *permission, struct buf *out,
    struct err *e)
{
	struct stmt *st;
	char day[24];

	if (!practice_allows(p, ACTION_READ_MEDICAL))
		return true;
	st = db_stmt(p->db, "permission_uses");
	stmt_set_int(st, "client", record_int(permission, "client"));
	stmt_set_int(st, "permission", permission->id);
	while (stmt_next(st)) {
		buf_addf(out, "Used on %s by ", date_to_words(stmt_date(st, "used_on"), false, day));
		text_show(out, stmt_text(st, "by"), false);
		buf_adds(out, ": ");
		text_show(out, stmt_text(st, "what"), false);
		buf_addc(out, '\n');
	}
	return stmt_end(st, e);
}
