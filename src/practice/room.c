/*
 * room.c - see room.h.
 */
#include "practice/room.h"

#include "base/bug.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/here.h"
#include "practice/reads.h"

bool
room_who(struct practice *p, const char *initials, int64_t *staff, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	AUTO_RECORD struct record *who = NULL;

	err_clear(e);
	if (*initials != '\0')
		who = db_find(p->db, &record_staff, "code", initials, e);
	if (who == NULL && e->code != ERR_NONE)
		return false;
	if (who != NULL && record_int(who, "active") != 0 && record_int(who, "room") == 0 &&
	    !record_is_null(who, "login")) {
		*staff = who->id;
		return true;
	}
	text_show(&shown, initials, false);
	return err_set(e, ERR_INVALID, "initials", "Nobody logs in with the initials \"%.20s\": they "
	    "are the code on the page Staff.", shown.s);
}

struct practice *
room_pass_on(struct practice *p, int64_t staff, struct err *e)
{
	AUTO_RECORD struct record *who = db_get(p->db, &record_staff, staff, e);
	struct practice *next;

	BUG_IF(p->room == NULL);
	reads_end(p);
	here_is(p, 0, HERE_PAGE);	/* nobody is there any more */
	next = who != NULL ? practice_begin(p->db, record_text(who, "login"), e) : NULL;
	if (next == NULL)
		return NULL;
	record_free(next->room);
	next->room = p->room;
	p->room = NULL;
	practice_end(p);
	return next;
}
