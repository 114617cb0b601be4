/*
 * draft.c - see draft.h.
 */
#include "screens/draft.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/client_merge.h"
#include "practice/rights.h"
#include "screens/record_form.h"

static const struct {
	const char *name;
	const struct record_form_kind *kind;	/* NULL: another kind of form, which has: */
	void (*resume)(struct desk *d, struct draft *draft);
} forms[] = {
#define RECORD_FORM(name) { #name, &name##_form, NULL },
#define FORM(name) { #name, NULL, name##_resume },
#include "screens/forms.def"
#undef FORM
#undef RECORD_FORM
};

/* Where a client went who was merged since; adds who went where, once. */
static int64_t
leads_to(struct desk *d, int64_t client, struct buf *said)
{
	AUTO_BUF struct buf words = BUF_INIT;
	int64_t stays = client_leads_to(d->p, client, &words);

	if (said->len == 0 && words.len > 0)
		buf_adds(said, words.s);
	return stays;
}

static void
lead_line(struct desk *d, struct draft *draft, size_t i, struct buf *said)
{
	struct draft_field *line = &draft->fields[i];
	int64_t client = draft_client(draft, i), stays;
	char *text;

	if (client == 0 || (stays = leads_to(d, client, said)) == client)
		return;
	text = xasprintf("%s%" PRId64, line->text[0] == '#' ? "#" : "", stays);
	free(line->text);
	line->text = text;
}

/* What was typed about a client who was merged since is gone on with for the one who stays; on
 * the card itself as if a colleague had changed it meanwhile. */
static void
lead(struct desk *d, struct draft *draft, struct buf *said)
{
	const struct record_type *t = draft->type != NULL ? record_type_find(draft->type) : NULL;
	int64_t stays;
	size_t i;

	for (i = 0; i < draft->n_fields; i++)
		lead_line(d, draft, i, said);
	if (t != &record_client || draft->record == 0)
		return;
	stays = leads_to(d, draft->record, said);
	if (stays != draft->record)
		draft->base_version = 0;
	draft->record = stays;
}

void
draft_resume(struct desk *d, struct draft *draft)
{
	AUTO_BUF struct buf said = BUF_INIT;
	struct err e;
	size_t i;

	lead(d, draft, &said);
	for (i = 0; i < ARRAY_LEN(forms); i++)
		if (strcmp(forms[i].name, draft->form) == 0)
			break;
	if (i == ARRAY_LEN(forms)) {
		ui_complain(d->ui, "This version of chairside cannot open that draft.");
	} else if (practice_draft_erased(d->p, draft)) {
		ui_complain(d->ui, "Not gone on with: that client was erased.");
		(void)draft_drop(d->p, draft, NULL);
	} else if (!practice_draft_shown(d->p, draft, &e)) {
		ui_err(d->ui, &e);
	} else if (forms[i].kind != NULL) {
		record_form_resume(d, forms[i].kind, draft);
	} else {
		forms[i].resume(d, draft);
	}
	if (said.len > 0)
		ui_say(d->ui, "%s. It is gone on with there.", said.s);
	draft_free(draft);
}

static bool
same_word(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static bool
same_draft(const struct draft *a, const struct draft *b)
{
	size_t i;

	if (b->form == NULL || a->n_fields != b->n_fields ||
	    !same_word(a->place, b->place) || !same_word(a->extra, b->extra))
		return false;
	for (i = 0; i < a->n_fields; i++) {
		const char *other = draft_get(b, a->fields[i].name);

		if (other == NULL || strcmp(a->fields[i].text, other) != 0)
			return false;
	}
	return true;
}

bool
draft_drop(struct practice *p, struct draft *kept, struct err *e)
{
	if (kept->form != NULL && !practice_draft_discard(p, kept, e))
		return false;
	draft_free(kept);
	return true;
}

bool
draft_keep(struct desk *d, struct draft *kept, struct draft *now, enum keep why,
    struct err *e)
{
	struct practice *p = d->p;
	bool ok = true;

	if (now == NULL)
		return why == KEEP_TYPING || draft_drop(p, kept, e);
	if (practice_draft_erased(p, now)) {
		draft_free(now);
		ui_say(d->ui, DRAFT_ERASED);
		return draft_drop(p, kept, e);
	}
	now->id = kept->id;
	now->slot = kept->slot;
	now->at = kept->at;
	/* not again if unchanged and, on leaving, already in the practice file */
	if (!same_draft(now, kept) || (why == KEEP_LEFT && kept->slot != 0)) {
		ok = why == KEEP_THROWN || (why == KEEP_LEFT ? practice_draft_save :
		    practice_draft_beside)(p, now, e);
		if (ok) {
			draft_free(kept);
			/* erased at this moment: nothing is kept */
			if (why == KEEP_THROWN || now->id != 0 || now->slot != 0) {
				*kept = *now;
				*now = (struct draft)DRAFT_INIT;
			}
		}
	}
	draft_free(now);
	return ok;
}

static bool
keep_or_tell(struct screen *s, UNUSED void *arg)
{
	struct err e;

	if (s->ops->keep != NULL && !s->ops->keep(s, KEEP_TYPING, &e))
		ui_err(s->ui, &e);
	return true;
}

void
draft_tell_erased(struct desk *d)
{
	const struct screen *top = ui_top(d->ui);

	ui_each(d->ui, keep_or_tell, NULL);
	/* nothing is typed in it yet */
	if (top->ops->keep != NULL && rights_erased(d->p, top->client))
		ui_complain(d->ui, DRAFT_ERASED);
}

/* --- thrown away ---------------------------------------------------------------------- */

bool
draft_throw(struct desk *d, struct draft *kept, struct err *e)
{
	struct draft thrown = DRAFT_INIT;

	if (kept->form == NULL)
		return true;
	draft_copy(&thrown, kept);
	if (!draft_drop(d->p, kept, e)) {
		draft_free(&thrown);
		return false;
	}
	draft_free(&d->thrown);
	d->thrown = thrown;
	d->thrown.id = d->thrown.slot = 0;
	d->thrown_key = ui_keys(d->ui);
	return true;
}

bool
draft_leave(struct screen *s, struct draft *kept)
{
	struct err e;

	/* what was typed since it was kept last goes into it, and no further */
	(void)s->ops->keep(s, KEEP_THROWN, &e);
	if (draft_throw(desk_of(s), kept, &e))
		return true;
	ui_err(s->ui, &e);
	return false;
}

bool
draft_bring_back(struct desk *d)
{
	struct err e;

	if (d->thrown.form == NULL || d->wrote_key > d->thrown_key)
		return false;
	if (!practice_draft_save(d->p, &d->thrown, &e)) {
		ui_err(d->ui, &e);
		return true;
	}
	if (d->thrown.id == 0 && d->thrown.slot == 0)
		ui_say(d->ui, "Not brought back: that client was erased.");
	else
		ui_say(d->ui, "Back in To do: %s.", d->thrown.title);
	draft_free(&d->thrown);
	return true;
}
