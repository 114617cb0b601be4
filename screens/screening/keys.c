/*
 * keys.c - what keys do on the screening screen: answering, moving, saving, leaving.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/verify.h"
#include "screens/barred.h"
#include "screens/screening/inside.h"
#include "screens/toolkit/dialog.h"

static struct screening_screen *
of(struct screen *s)
{
	return (struct screening_screen *)s;
}

/* Moves to the next or previous item that is asked; stays if there is none. */
static void
step(struct screening_screen *s, int way)
{
	size_t i = s->at;

	while (way > 0 ? i + 1 < s->form->n_items : i > 0) {
		i += (size_t)way;
		if (screening_asks(s, i)) {
			s->at = i;
			break;
		}
	}
	s->typed[0] = '\0';
	screening_in_view(s);
}

/* After an answer: moves to the next row, or with `only_open` to the next open one. */
static void
step_on(struct screening_screen *s)
{
	if (!s->only_open) {
		step(s, 1);
		return;
	}
	s->typed[0] = '\0';
	if (!screening_step_open(s, s->at + 1))
		ui_say(s->screen.ui, "Everything is answered. ^S saves.");
}

static void
put_answer(struct screening_screen *s, char *answer)
{
	char **to = &s->answers[screening_item_at(s, s->at)->item];

	free(*to);
	*to = answer;
	s->changed = true;
	screening_judge(s);
}

/* Parses the date typed, if any. False, with a message, when it is not a date. */
static bool
read_typed(struct screening_screen *s)
{
	const struct screening_item *it = screening_item_at(s, s->at);
	struct field_context context = practice_of(&s->screen)->context;
	struct err e;
	char *answer;

	if (s->typed[0] == '\0')
		return true;
	context.today = s->facts.on;	/* on paper "3 weeks ago" was said that day */
	answer = screening_form_parse(s->form, it, &context, s->typed, &e);
	if (answer == NULL) {
		ui_err(s->screen.ui, &e);
		return false;
	}
	s->typed[0] = '\0';
	put_answer(s, answer);
	return true;
}

/* Fills open items with last time's answers; today's answers stay. */
static void
same_as_last(struct screening_screen *s)
{
	size_t i, n = s->checklist->n_items;
	AUTO_FREE char **last = xcalloc(n, sizeof(*last));
	struct err e;
	bool found, ok;

	if (s->again != 0) {
		ui_complain(s->screen.ui, "Each is keyed again, without the first answers.");
		return;
	}
	ok = screening_last(practice_of(&s->screen), s->checklist,
	    s->client, last, &found, &e);

	for (i = 0; ok && i < n; i++)
		if (s->answers[i] == NULL && last[i] != NULL)
			s->answers[i] = xstrdup(last[i]);
	screening_answers_free(s->checklist, last);
	if (!ok) {
		ui_err(s->screen.ui, &e);
		return;
	}
	screening_judge(s);
	if (found)
		s->changed = s->only_open = true;
	if (!screening_step_open(s, 0))
		s->at = 0;
	screening_in_view(s);
	ui_say(s->screen.ui, found ? "Last time's answers; questions for every visit "
	    "are open." : "There is no earlier screening to copy.");
}

static void
say_why(struct screening_screen *s)
{
	AUTO_BUF struct buf why = BUF_INIT;

	screening_form_why(s->form, screening_item_at(s, s->at), &why);
	text_page_push(s->screen.ui, screening_item_at(s, s->at)->ask, why.s);
}

bool
screening_type(struct screening_screen *s, const char *text, size_t n)
{
	size_t len = strlen(s->typed);

	if (len + n > TYPED_MAX || memchr(text, '\n', n) != NULL ||
	    text_bad_byte(text, n) >= 0)
		return false;
	memcpy(s->typed + len, text, n);
	s->typed[len + n] = '\0';
	return true;
}

bool
screening_text(struct screen *screen, const char *text, size_t n, bool paste)
{
	struct screening_screen *s = of(screen);
	const struct screening_item *it = screening_item_at(s, s->at);
	AUTO_FREE char *word = xstrndup(text, n);
	const struct screening_choice *choice;

	if (!paste && s->typed[0] == '\0' && strcmp(word, "=") == 0) {
		same_as_last(s);
		return true;
	}
	if (!paste && s->typed[0] == '\0' && strcmp(word, "?") == 0) {
		say_why(s);
		return true;
	}
	choice = !paste && s->typed[0] == '\0' ?
	    screening_form_choice(it, word) : NULL;
	if (choice != NULL) {
		put_answer(s, xstrdup(choice->value));
		step_on(s);
		return true;
	}
	if (it->is_date && screening_type(s, text, n))
		return true;
	ui_complain(screen->ui, it->is_date && it->n_choices > 1 ?
	    "A day, a month or a year, x for never, - for not known." :
	    it->is_date ? "A day, a month or a year, - for not known." :
	    "Answer with one of the keys shown; - is not known.");
	return true;
}

static void
run_next(struct screen *screen, UNUSED enum act a)
{
	struct screening_screen *s = of(screen);
	size_t before = s->at;
	bool answered = s->typed[0] != '\0';

	if (!read_typed(s))
		return;
	if (answered && s->only_open) {
		step_on(s);
		return;
	}
	step(s, 1);
	if (s->at == before)
		ui_say(screen->ui, "That was the last one. ^S saves.");
}

static void
run_before(struct screen *screen, UNUSED enum act a)
{
	if (read_typed(of(screen)))
		step(of(screen), -1);
}

static void
run_page(struct screen *screen, enum act a)
{
	struct screening_screen *s = of(screen);
	size_t i;

	if (read_typed(s))
		for (i = 1; i < s->height; i++)
			step(s, a == ACT_type_page_down ? 1 : -1);
}

static void
run_delete(struct screen *screen, enum act a)
{
	struct screening_screen *s = of(screen);
	size_t n = strlen(s->typed);

	if (n > 0 && a == ACT_delete_left)
		s->typed[text_prev(s->typed, n, n)] = '\0';
	else if (n > 0)
		s->typed[0] = '\0';
	else if (s->answers[screening_item_at(s, s->at)->item] != NULL)
		put_answer(s, NULL);
}

static void
run_why(struct screen *screen, UNUSED enum act a)
{
	say_why(of(screen));
}

static void
save_again(struct screening_screen *s)
{
	struct ui *ui = s->screen.ui;
	struct err e;

	if (screening_step_open(s, 0) && s->answers[screening_item_at(s, s->at)->item] == NULL) {
		ui_complain(ui, "Something is not answered yet.");
		return;
	}
	if (!verify_save(practice_of(&s->screen), s->checklist, s->again, s->version,
	    (const char *const *)s->answers, &s->draft, &e)) {
		ui_err(ui, &e);
		return;
	}
	ui_pop(&s->screen);
	desk_catch_up(desk_of(&s->screen));
	desk_done(desk_of(&s->screen), &record_screening, s->again, "Keyed again", "u undoes it.");
}

static void
run_save(struct screen *screen, UNUSED enum act a)
{
	struct screening_screen *s = of(screen);
	AUTO_BUF struct buf barred = BUF_INIT;
	enum verdict verdict;
	struct err e;
	int64_t id;

	if (!read_typed(s))
		return;
	if (s->again != 0) {
		save_again(s);
		return;
	}
	if (!screening_save(practice_of(screen), s->checklist, s->client, s->session,
	    s->facts.on, (const char *const *)s->answers, &id, &verdict, &s->draft, &e)) {
		ui_err(screen->ui, &e);
		return;
	}
	ui_pop(screen);
	desk_catch_up(desk_of(screen));
	barred_add(desk_of(screen), &barred);
	ui_say(screen->ui, "Saved: %s%s%s%s. u undoes it.%s",
	    verdict == VERDICT_INCOMPLETE ? "INCOMPLETE, " : "", s->bar.s,
	    s->bar.len > 0 ? ", " : "", s->count.s, barred.s);
}

static void
run_leave(struct screen *screen, UNUSED enum act a)
{
	struct screening_screen *s = of(screen);
	struct ui *ui = screen->ui;
	struct err e;

	if (!screening_keep(screen, KEEP_LEFT, &e)) {
		ui_err(ui, &e);
		return;
	}
	ui_pop(screen);
	if (s->draft.form != NULL)
		ui_say(ui, "Kept as a draft; Today opens it again.");
}

static void
run_discard(struct screen *screen, UNUSED enum act a)
{
	struct ui *ui = screen->ui;
	bool typed = !screening_is_blank(of(screen));

	if (!draft_leave(screen, &of(screen)->draft))
		return;
	ui_pop(screen);
	ui_say(ui, typed ? "Thrown away. u brings it back." : "Nothing was answered.");
}

const struct binding screening_bindings[] = {
	{ ACT_accept, "next", run_next },
	{ ACT_save, "save", run_save },
	{ ACT_leave, "leave", run_leave },
	{ ACT_prev_field, "before", run_before },
	{ ACT_type_help, NULL, run_why },
	{ ACT_next_field, NULL, run_next },
	{ ACT_line_down, NULL, run_next },
	{ ACT_line_up, NULL, run_before },
	{ ACT_type_page_down, NULL, run_page },
	{ ACT_type_page_up, NULL, run_page },
	{ ACT_delete_left, NULL, run_delete },
	{ ACT_delete_line, NULL, run_delete },
	{ ACT_discard, NULL, run_discard },
	{ ACT_NONE, NULL, NULL }
};
