/*
 * permissions.c - see permissions.h.
 */
#include "practice/permissions.h"

#include "db/db.h"

bool
permission_of(struct practice *p, int64_t client, const char *purpose, date_day on,
    enum permission_state *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "permission_newest");
	char iso[DATE_ISO_SIZE];

	*out = PERMISSION_NOT_ASKED;
	stmt_set_int(st, "client", client);
	stmt_set_text(st, "purpose", purpose);
	stmt_set_text(st, "on", date_to_iso(on, iso));
	if (stmt_next(st)) {
		date_day ends = stmt_date(st, "ends"), revoked = stmt_date(st, "revoked_on");

		*out = (ends != DATE_NONE && ends < on) || (revoked != DATE_NONE && revoked <= on) ?
		    PERMISSION_ENDED : PERMISSION_GIVEN;
	}
	return stmt_end(st, e);
}
