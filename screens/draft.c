/*
 * draft.c - keeping a form's draft, and offering a login's drafts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/draft.h"
#include "screens/toolkit/dialog.h"

static const struct {
	const char *name;
	bool (*resume)(struct desk *d, struct draft *draft);
} forms[] = {
#define FORM(name) { #name, name##_resume },
#include "screens/forms.def"
#undef FORM
};

/* Opens the draft's form, which takes it over; else it stays kept where it is. */
static void
resume(struct desk *d, struct draft *draft)
{
	struct err e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++)
		if (strcmp(forms[i].name, draft->form) == 0)
			break;
	if (i == ARRAY_LEN(forms))
		ui_complain(d->ui, "This version of chairside cannot open that draft.");
	else if (!practice_draft_shown(d->p, draft, &e))
		ui_err(d->ui, &e);
	else if (forms[i].resume(d, draft))
		ui_say(d->ui, "As you left it. ^S saves, ^X throws it away.");
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
	    !same_word(a->place, b->place))
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
draft_keep(struct practice *p, struct draft *kept, struct draft *now, enum keep why,
    struct err *e)
{
	bool ok = true;

	if (now == NULL)
		return why == KEEP_TYPING || draft_drop(p, kept, e);
	now->id = kept->id;
	now->slot = kept->slot;
	now->at = kept->at;
	/* not again if unchanged and, on leaving, already in the practice file */
	if (!same_draft(now, kept) || (why == KEEP_LEFT && kept->slot != 0)) {
		ok = (why == KEEP_LEFT ? practice_draft_save : practice_draft_beside)(p,
		    now, e);
		if (ok) {
			draft_free(kept);
			*kept = *now;
			*now = (struct draft)DRAFT_INIT;
		}
	}
	draft_free(now);
	return ok;
}

/* Adds when it was kept: "12 Mar 2:05p". */
static void
add_when(const struct desk *d, instant at, struct buf *out)
{
	char day[24], time[DATE_TIME_SIZE];
	date_day date;
	int minutes, seconds;

	clock_local(at, &date, &minutes, &seconds);
	buf_addf(out, "%s %s", date_to_words(date, false, day),
	    date_format_time(minutes, d->p->context.twelve_hour, time));
}

static void
matches(struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	struct desk *d = ui_arg(ui);
	struct drafts *all = arg;
	size_t i;

	for (i = 0; i < all->n; i++) {
		AUTO_BUF struct buf when = BUF_INIT;

		if (strstr(all->list[i].title, typed) == NULL)
			continue;
		add_when(d, all->list[i].at, &when);
		choice_add(into, (int64_t)i, all->list[i].title, when.s);
	}
}

static void
chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	struct drafts *all = arg;
	struct draft draft = DRAFT_INIT;

	draft_copy(&draft, &all->list[row->id]);
	resume(ui_arg(ui), &draft);
}

static void
free_one(void *arg)
{
	draft_free(arg);
	free(arg);
}

/* Discards the draft for good; the list comes back while there are others. */
static void
discarded(struct ui *ui, UNUSED char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	struct draft *draft = arg;
	AUTO_BUF struct buf title = BUF_INIT;
	struct err e;

	text_show(&title, draft->title, false);
	if (!practice_draft_discard(d->p, draft, &e)) {
		ui_err(ui, &e);
		return;
	}
	drafts_count(d);
	if (d->drafts > 1)
		drafts_push(d);
	ui_say(ui, "Thrown away: %s.", title.s);
}

static void
discard(struct ui *ui, const struct choice_row *row, void *arg)
{
	static const struct ask_answer answers[] = {
		{ 't', "throw it away: it cannot be brought back" },
		{ 0, NULL }
	};
	struct drafts *all = arg;
	struct draft *draft = xmalloc(sizeof(*draft));
	AUTO_BUF struct buf question = BUF_INIT;

	*draft = (struct draft)DRAFT_INIT;
	draft_copy(draft, &all->list[row->id]);
	draft->id = all->list[row->id].id;
	draft->slot = all->list[row->id].slot;
	buf_adds(&question, "Throw away ");
	text_show(&question, draft->title, false);
	buf_adds(&question, ", kept ");
	add_when(ui_arg(ui), draft->at, &question);
	buf_addc(&question, '?');
	ask_push(ui, question.s, answers, discarded, draft, free_one);
}

static void
free_all(void *arg)
{
	drafts_free(arg);
	free(arg);
}

static const struct choose_source source = {
	.title = "Drafts: Enter opens one, ^X throws it away", .none = "No draft has "
	    "that name.",
	.matches = matches, .chosen = chosen, .discard = discard, .arg_free = free_all,
};

void
drafts_push(struct desk *d)
{
	struct drafts *all = xmalloc(sizeof(*all));
	struct draft draft = DRAFT_INIT;
	struct err e;

	*all = (struct drafts)DRAFTS_INIT;
	if (!practice_drafts(d->p, all, &e)) {
		ui_err(d->ui, &e);
		free_all(all);
	} else if (all->n == 1 && practice_draft_shown(d->p, &all->list[0], &e)) {
		draft_copy(&draft, &all->list[0]);
		free_all(all);
		resume(d, &draft);
	} else if (all->n == 0) {
		ui_say(d->ui, "There are no drafts.");
		free_all(all);
	} else {
		choose_push(d->ui, &source, all);
	}
}

void
drafts_note(struct desk *d, const struct drafts *all)
{
	d->drafts = all->n;
	text_copy(d->newest_draft, sizeof(d->newest_draft),
	    all->n > 0 ? all->list[0].title : "");
}

void
drafts_count(struct desk *d)
{
	struct drafts all = DRAFTS_INIT;
	struct err e;

	(void)practice_drafts(d->p, &all, &e);
	drafts_note(d, &all);
	drafts_free(&all);
}
