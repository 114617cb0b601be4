/*
 * screens.c - opens the practice and the terminal, runs the screens, closes both.
 */
#include <stdlib.h>
#include <string.h>

#include "practice/cautions.h"
#include "practice/chart_template.h"
#include "practice/checklist_file.h"
#include "practice/papers.h"
#include "practice/reads.h"
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

bool
screens_run(const char *db, const char *login, bool ascii, struct err *e)
{
	const char *sync = getenv("CHAIRSIDE_SYNC");
	struct practice *p = practice_open(db, login, e);
	struct terminal *t;
	struct desk *d;
	struct err local;
	unsigned ended;
	bool kept;

	if (p == NULL)
		return false;
	t = terminal_open(sync != NULL && strcmp(sync, "1") == 0, e);
	if (t == NULL) {
		practice_close(p);
		return false;
	}
	d = desk_new(p, t, ascii || terminal_wants_ascii(t));
	d->db = db;
	d->login = login;
	login_begin(p, getenv("SSH_CONNECTION"), &local);
	/* where it cannot be written now, the next login does it */
	chart_templates_publish(p, &local);
	documents_offer(p, &local);
	checklists_offer(p, &local);
	cautions_offer(p, &local);
	kept = ui_loop(d->ui, desk_app(), t, &ended);
	if (!kept)
		err_set(e, ERR_IO, NULL, "%s", ui_message(d->ui));
	else if (d->ended.code != ERR_NONE)
		*e = d->ended;
	kept = kept && d->ended.code == ERR_NONE;
	terminal_close(t);
	login_end(p, why(d, ended), &local);
	desk_free(d);
	practice_close(p);
	return kept;
}

const char *
screens_library(void)
{
	return terminal_library();
}
