/*
 * screens.c - opens the practice and the terminal, runs the screens, closes both.
 */
#include <stdlib.h>
#include <string.h>

#include "practice/cautions.h"
#include "practice/chart_template.h"
#include "practice/checklist_file.h"
#include "practice/history.h"
#include "practice/papers.h"
#include "screens/desk.h"
#include "screens/screens.h"
#include "screens/toolkit/terminal.h"

bool
screens_run(const char *db, const char *login, bool ascii, struct err *e)
{
	const char *sync = getenv("CHAIRSIDE_SYNC");
	struct practice *p = practice_open(db, login, e);
	struct terminal *t;
	struct desk *d;
	struct err local;
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
	practice_note_login(p, true, NULL);
	/* where it cannot be written now, the next login does it */
	chart_templates_publish(p, &local);
	documents_offer(p, &local);
	checklists_offer(p, &local);
	cautions_offer(p, &local);
	kept = ui_loop(d->ui, desk_app(), t);
	if (!kept)
		err_set(e, ERR_IO, NULL, "%s", ui_message(d->ui));
	else if (d->ended.code != ERR_NONE)
		*e = d->ended;
	kept = kept && d->ended.code == ERR_NONE;
	terminal_close(t);
	practice_note_login(p, false, NULL);
	desk_free(d);
	practice_close(p);
	return kept;
}

const char *
screens_library(void)
{
	return terminal_library();
}
