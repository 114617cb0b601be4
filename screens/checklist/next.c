/*
 * next.c - the next edition of a checklist, begun from one that stays as it is.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "practice/checklist_edit.h"
#include "screens/checklist/inside.h"
#include "screens/toolkit/dialog.h"

void
checklist_begin_next(struct desk *d, int64_t edition)
{
	int64_t draft;
	struct err e;

	if (!checklist_next(d->p, edition, &draft, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	desk_catch_up(d);
	checklist_push(d, draft);
	ui_say(d->ui, "A draft with the same items and rules: nobody is asked by it before it is "
	    "published.");
}

static void
answered(struct ui *ui, UNUSED char key, void *arg)
{
	checklist_begin_next(ui_arg(ui), *(const int64_t *)arg);
}

void
checklist_ask_next(struct desk *d, const struct record *head)
{
	static const struct ask_answer answers[] = {
		{ 'b', "begin the next edition from it, a draft" }, { 0, NULL }
	};
	AUTO_FREE char *question = xasprintf("Edition %" PRId64 " of %s is %s and stays as it is: "
	    "screenings were made by it.", record_int(head, "edition"), record_text(head, "title"),
	    record_text(head, "state"));
	int64_t *id = xmalloc(sizeof(*id));

	*id = head->id;
	ask_push(d->ui, question, answers, answered, id, free);
}
