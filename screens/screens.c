/*
 * screens.c - opens the practice and the terminal, runs the screens, closes both.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/cautions.h"
#include "practice/chart_template.h"
#include "practice/checklist_file.h"
#include "practice/papers.h"
#include "practice/reads.h"
#include "practice/room.h"
#include "screens/desk.h"
#include "screens/screens.h"
#include "screens/toolkit/terminal.h"

static enum logout
why(const struct desk *d, unsigned ended)
{
	if (d->ended.code != ERR_NONE)
		return LOGOUT_REFUSED;
	return (ended & WAIT_HANGUP) != 0 ? LOGOUT_HANG_UP : ended != 0 ? LOGOUT_STOPPED : d->why;
}

/* What a newer chairside brings; where it cannot be written now, the next login does it. */
static void
take_in_what_is_new(struct practice *p)
{
	struct err none;

	chart_templates_publish(p, &none);
	documents_offer(p, &none);
	checklists_offer(p, &none);
	cautions_offer(p, &none);
}

/* One person at the desk, until they leave. *next: who goes on in this room; 0: nobody. */
static bool
sit(struct practice *p, const char *db, const char *login, struct terminal *t, bool ascii,
    int64_t *next, struct err *e)
{
	AUTO_FREE char *own = login == NULL && p->room == NULL ? NULL :
	    xstrdup(record_text(p->staff, "login"));
	struct desk *d = desk_new(p, t, ascii || terminal_wants_ascii(t));
	struct err none;
	unsigned ended;
	bool kept;

	d->db = db;
	d->login = own;
	login_begin(p, getenv("SSH_CONNECTION"), &none);
	take_in_what_is_new(p);
	kept = ui_loop(d->ui, desk_app(), t, &ended);
	if (!kept)
		err_set(e, ERR_IO, NULL, "%s", ui_message(d->ui));
	else if (d->ended.code != ERR_NONE)
		*e = d->ended;
	kept = kept && d->ended.code == ERR_NONE;
	*next = kept && ended == 0 ? d->next : 0;
	if (*next == 0)
		terminal_close(t);
	login_end(p, why(d, ended), &none);
	desk_free(d);
	return kept;
}

bool
screens_run(const char *db, const char *login, bool ascii, struct err *e)
{
	const char *sync = getenv("CHAIRSIDE_SYNC");
	struct practice *p = practice_open(db, login, e), *on;
	struct terminal *t;
	int64_t next;
	bool kept;

	if (p == NULL)
		return false;
	t = terminal_open(sync != NULL && strcmp(sync, "1") == 0, e);
	if (t == NULL) {
		practice_close(p);
		return false;
	}
	while ((kept = sit(p, db, login, t, ascii, &next, e)) && next != 0) {
		on = room_pass_on(p, next, e);
		if (on == NULL) {
			terminal_close(t);
			kept = false;
			break;
		}
		p = on;
	}
	practice_close(p);
	return kept;
}

const char *
screens_library(void)
{
	return terminal_library();
}
