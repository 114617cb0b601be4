/*
 * screening.c - one item a line, its answer keys beside it, the verdict above.
 *
 * The mode is TYPE, yet a letter answers: the key printed beside the item. A date is
 * typed, and parsed when the item is left. With an item unanswered the verdict is never
 * OK.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/clients.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "practice/rescreen.h"
#include "practice/sessions.h"
#include "practice/verify.h"
#include "screens/barred.h"
#include "screens/screening/inside.h"
#include "screens/screening/screening.h"
#include "screens/toolkit/dialog.h"
#include "screens/visit.h"

#define CHECKLIST "microneedling"
static struct screening_screen *
of(struct screen *s)
{
	return (struct screening_screen *)s;
}

/* "9 of 20 keyed again" */
static void
count_again(struct screening_screen *s)
{
	size_t i, asked = 0, answered = 0;

	for (i = 0; i < s->form->n_items; i++)
		if (screening_asks(s, i)) {
			asked++;
			answered += s->answers[screening_item_at(s, i)->item] != NULL;
		}
	buf_addf(&s->count, "%zu of %zu keyed again", answered, asked);
}

static void
evaluate(struct screening_screen *s)
{
	screening_result_free(&s->result);
	screening_evaluate(s->checklist, (const char *const *)s->answers, &s->facts,
	    &s->result);
	buf_cut(&s->bar, 0);
	buf_cut(&s->count, 0);
	screening_bar(&s->result, s->checklist, (const char *const *)s->answers, s->facts.on,
	    &s->bar);
	if (s->again != 0)
		count_again(s);
	else
		screening_count(&s->result, &s->count);
	buf_cut(&s->touched, 0);
	screening_tried_words(&s->tried, s->checklist, (const char *const *)s->answers,
	    &s->touched);
}

/* --- moving --------------------------------------------------------------------- */

/* With no row left empty below the last item. */
static void
keep_in_view(struct screening_screen *s)
{
	size_t n = s->form->n_items, last = n > s->height ? n - s->height : 0;

	if (s->at < s->top)
		s->top = s->at;
	if (s->at >= s->top + s->height)
		s->top = s->at - s->height + 1;
	if (s->top > last)
		s->top = last;
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
	keep_in_view(s);
}

/* Is item i unanswered or, with `unknown`, answered as not known? Either keeps the
 * screening INCOMPLETE. */
static bool
is_open(const struct screening_screen *s, size_t i, bool unknown)
{
	const char *answer = s->answers[screening_item_at(s, i)->item];

	return screening_asks(s, i) && (answer == NULL ||
	    (unknown && strcmp(answer, ANSWER_UNKNOWN) == 0));
}

/* Moves to the next open row, else to the first one above that is unanswered, not to
 * those not known; false when there is none. */
static bool
step_open(struct screening_screen *s, size_t from)
{
	size_t n = s->form->n_items, i = from;

	while (i < n && !is_open(s, i, true))
		i++;
	for (i = i < n ? i : 0; i < n && !is_open(s, i, i >= from); i++)
		;
	if (i >= n)
		return false;
	s->at = i;
	s->typed[0] = '\0';
	keep_in_view(s);
	return true;
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
	if (!step_open(s, s->at + 1))
		ui_say(s->screen.ui, "Everything is answered. ^S saves.");
}

static void
put_answer(struct screening_screen *s, char *answer)
{
	char **to = &s->answers[screening_item_at(s, s->at)->item];

	free(*to);
	*to = answer;
	s->changed = true;
	evaluate(s);
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

/* --- keys ------------------------------------------------------------------------- */

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
	evaluate(s);
	if (found)
		s->changed = s->only_open = true;
	if (!step_open(s, 0))
		s->at = 0;
	keep_in_view(s);
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

static bool
add_typed(struct screening_screen *s, const char *text, size_t n)
{
	size_t len = strlen(s->typed);

	if (len + n > TYPED_MAX || memchr(text, '\n', n) != NULL ||
	    text_bad_byte(text, n) >= 0)
		return false;
	memcpy(s->typed + len, text, n);
	s->typed[len + n] = '\0';
	return true;
}

static bool
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
	if (it->is_date && add_typed(s, text, n))
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

	if (step_open(s, 0) && s->answers[screening_item_at(s, s->at)->item] == NULL) {
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

/* --- drafts -------------------------------------------------------------------- */

/* Answers are kept by item code; a date being typed, the visit and the day on paper by names
 * no item has. */
#define DRAFT_TYPED "(typed)"
#define DRAFT_SESSION "(session)"
#define DRAFT_PAPER "(paper)"
#define DRAFT_AGAIN "(again)"

static void
put_all(const struct screening_screen *s, struct draft *d)
{
	AUTO_BUF struct buf title = BUF_INIT;
	AUTO_FREE char *session = xasprintf("%lld", (long long)s->session);
	AUTO_FREE char *again = xasprintf("%lld", (long long)s->again);
	char paper[DATE_ISO_SIZE];
	size_t i;

	buf_adds(&title, "Screening, ");
	client_display_name(s->card, &title);
	buf_addf(&title, ", %zu of %zu", s->result.answered, s->result.asked);
	draft_set_string(&d->form, "screening");
	draft_set_string(&d->title, title.s);
	draft_set_string(&d->type, "client");
	draft_set_string(&d->extra, record_text(s->checklist->head, "code"));
	d->record = s->client;
	draft_set(d, DRAFT_SESSION, session);
	draft_set(d, DRAFT_AGAIN, again);
	draft_set(d, DRAFT_PAPER, date_to_iso(s->paper, paper));
	draft_set(d, DRAFT_TYPED, s->typed);
	for (i = 0; i < s->form->n_items; i++) {
		size_t item = s->form->items[i].item;

		draft_set(d, record_text(s->checklist->items[item], "code"),
		    s->answers[item]);
	}
	draft_set_string(&d->place,
	    record_text(s->checklist->items[screening_item_at(s, s->at)->item], "code"));
}

static bool
is_blank(const struct screening_screen *s)
{
	size_t i;

	for (i = 0; s->changed && i < s->checklist->n_items; i++)
		if (s->answers[i] != NULL)
			return false;
	return s->typed[0] == '\0';
}

static bool
keep(struct screen *screen, enum keep why, struct err *e)
{
	struct screening_screen *s = of(screen);
	struct draft now = DRAFT_INIT;

	if (!is_blank(s))
		put_all(s, &now);
	return draft_keep(practice_of(screen), &s->draft, is_blank(s) ? NULL : &now,
	    why, e);
}

static void
run_leave(struct screen *screen, UNUSED enum act a)
{
	struct screening_screen *s = of(screen);
	struct ui *ui = screen->ui;
	struct err e;

	if (!keep(screen, KEEP_LEFT, &e)) {
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
	bool typed = !is_blank(of(screen));

	if (!draft_leave(screen, &of(screen)->draft))
		return;
	ui_pop(screen);
	ui_say(ui, typed ? "Thrown away. u brings it back." : "Nothing was answered.");
}

static const struct binding bindings[] = {
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

/* --- the screen ------------------------------------------------------------------ */

static void
screening_title(const struct screen *screen, struct buf *out)
{
	const struct screening_screen *s = (const struct screening_screen *)screen;

	char day[24];

	buf_addf(out, "Screening%s%s%s, %s", s->again != 0 ? " again" : "", s->paper != DATE_NONE ? " " : "",
	    s->paper != DATE_NONE ? naming_day(s->paper, day) : "", s->name);
}

static void
screening_alert(const struct screen *screen, struct buf *out)
{
	buf_adds(out, ((const struct screening_screen *)screen)->alerts);
}

static void
screening_touched(const struct screen *screen, struct buf *out)
{
	buf_adds(out, ((const struct screening_screen *)screen)->touched.s);
}

static void
screening_sized(struct screen *screen, struct area body)
{
	struct screening_screen *s = of(screen);
	int rows;

	s->focus = screening_focus_rows(s, body);
	rows = body.rows - 2 - s->focus;
	s->height = rows > 1 ? (size_t)rows : 1;
	keep_in_view(s);
}

static void
screening_free(struct screen *screen)
{
	struct screening_screen *s = of(screen);

	screening_result_free(&s->result);
	if (s->checklist != NULL && s->answers != NULL)
		screening_answers_free(s->checklist, s->answers);
	free(s->answers);
	screening_form_free(s->form);
	checklist_free(s->checklist);
	record_free(s->card);
	free(s->name);
	free(s->alerts);
	buf_free(&s->bar);
	buf_free(&s->touched);
	screening_tried_free(&s->tried);
	buf_free(&s->count);
	draft_free(&s->draft);
	free(s);
}

/* A screening that is asked again shows none: they tell the first answers. */
static void
show_alerts(struct screening_screen *s, struct desk *d)
{
	free(s->alerts);
	s->alerts = desk_alerts(d, s->again == 0 ? s->client : 0);
}

/* Answers never merge: each who asked saves a screening of their own. */
static void
say_another(struct screen *screen, const struct desk_changes *all)
{
	size_t i;

	for (i = all != NULL ? all->n : 0; i-- > 0;) {
		AUTO_BUF struct buf said = BUF_INIT;

		if (all->list[i].type != &record_screening || all->list[i].client != screen->client)
			continue;
		naming_add_done(practice_of(screen), all->list[i].entry,
		    "saved a screening of this client", &said);
		ui_say(screen->ui, "%s; yours stays one of its own.", said.s);
		return;
	}
}

static void
changed(struct screen *screen, const void *what)
{
	struct screening_screen *s = (struct screening_screen *)screen;

	if (desk_touches_client(what, s->client))
		show_alerts(s, desk_of(screen));
	say_another(screen, what);
}

static const struct screen_ops ops = {
	.name = "screening", .mode = MODE_TYPE, .bindings = bindings, .facts = screening_touched,
	.text = screening_text, .draw = screening_draw, .title = screening_title,
	.alert = screening_alert, .sized = screening_sized, .keep = keep,
	.changed = changed, .free = screening_free,
};

/* --- opening ------------------------------------------------------------------------ */

/* The edition that the screening was made with, for its own day. */
static struct checklist *
load_again(struct screening_screen *s, struct practice *p, struct err *e)
{
	struct checklist *c = NULL;
	struct rescreen seen;

	if (rescreen_of(p, s->again, &seen, e)) {
		s->version = seen.screening->version;
		s->paper = seen.on < clock_today() ? seen.on : DATE_NONE;
		c = checklist_load_edition(p->db, record_int(seen.screening, "checklist"), e);
	}
	rescreen_free(&seen);
	return c;
}

static bool
load(struct screening_screen *s, struct practice *p, const char *code,
    struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;

	if (!practice_may(p, ACTION_WRITE_SCREENINGS, e))
		return false;
	s->card = client_get(p, s->client, e);
	if (s->card == NULL)
		return false;
	s->checklist = s->again != 0 ? load_again(s, p, e) : checklist_load(p->db, code, e);
	if (s->checklist == NULL || !screening_facts(p->db, s->checklist, s->card,
	    s->paper != DATE_NONE ? s->paper : clock_today(), &s->facts, e))
		return false;
	if (!screening_tried_begin(p, s->checklist, s->card, s->facts.on, &s->tried,
	    e))
		return false;
	client_display_name(s->card, &name);
	s->name = buf_steal(&name);
	s->form = screening_form_new(s->checklist);
	s->answers = xcalloc(s->checklist->n_items, sizeof(*s->answers));
	return true;
}

static struct screening_screen *
make(struct desk *d, int64_t client, int64_t session, date_day paper, const char *code,
    int64_t again)
{
	struct screening_screen *s = xcalloc(1, sizeof(*s));
	struct err e;

	s->screen.ops = &ops;
	s->screen.client = s->client = client;
	s->session = session;
	s->again = again;
	s->paper = paper;
	s->bar = s->count = s->touched = (struct buf)BUF_INIT;
	s->draft = (struct draft)DRAFT_INIT;
	s->height = 1;
	if (!load(s, d->p, code != NULL ? code : CHECKLIST, &e)) {
		screening_free(&s->screen);
		ui_err(d->ui, &e);
		return NULL;
	}
	show_alerts(s, d);
	return s;
}

/* Moves to the item of that code, if it is asked. */
static void
focus(struct screening_screen *s, const char *code)
{
	size_t i;

	for (i = 0; i < s->form->n_items; i++)
		if (strcmp(record_text(s->checklist->items[screening_item_at(s, i)->item],
		    "code"), code) == 0)
			s->at = i;
	keep_in_view(s);
}

/* The service of the visit, which says what is asked before it; a blank one without a visit or
 * a service. */
static struct record *
service_of(struct practice *p, int64_t session, struct err *e)
{
	AUTO_RECORD struct record *visit = session != 0 ? session_get(p, session, e) : NULL;

	if (session != 0 && visit == NULL)
		return NULL;
	return visit == NULL || record_is_null(visit, "service") ? record_new(&record_service) :
	    offer_get(p, &record_service, record_int(visit, "service"), e);
}

void
screening_push(struct desk *d, int64_t client, int64_t session, const char *code,
    const char *item)
{
	struct err e;
	AUTO_RECORD struct record *service = service_of(d->p, session, &e);
	struct screening_screen *s;
	bool found;

	if (service == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	if (code == NULL && *record_text(service, "checklist") != '\0')
		code = record_text(service, "checklist");
	s = make(d, client, session, visit_is_on_paper(d, session) ? d->paper_day : DATE_NONE,
	    code, 0);
	if (s == NULL)
		return;
	if (!screening_unfinished(d->p, s->checklist, client, s->answers, &found, &e)) {
		screening_free(&s->screen);
		ui_err(d->ui, &e);
		return;
	}
	evaluate(s);
	ui_push(d->ui, &s->screen);
	s->only_open = found;
	if (item != NULL)
		focus(s, item);
	else if (found)
		step_open(s, 0);
	if (found)
		ui_say(d->ui, "Continued where it was left: the open questions.");
}

void
screening_push_again(struct desk *d, int64_t screening)
{
	struct screening_screen *s;
	struct rescreen seen;
	struct err e;

	if (!rescreen_of(d->p, screening, &seen, &e)) {
		rescreen_free(&seen);
		ui_err(d->ui, &e);
		return;
	}
	s = make(d, record_int(seen.screening, "client"), 0, DATE_NONE, NULL, screening);
	if (s != NULL && record_int(seen.screening, "entered_by") == d->p->staff->id) {
		screening_free(&s->screen);
		ui_complain(d->ui, "You entered it: somebody else keys it again.");
	} else if (s != NULL) {
		s->only_open = true;
		evaluate(s);
		ui_push(d->ui, &s->screen);
		step_open(s, 0);
		ui_say(d->ui, "Keyed again by a second person: what can keep from treating.");
	}
	rescreen_free(&seen);
}

void
screening_resume(struct desk *d, struct draft *draft)
{
	const char *session = draft_get(draft, DRAFT_SESSION);
	const char *typed = draft_get(draft, DRAFT_TYPED);
	const char *paper = draft_get(draft, DRAFT_PAPER);
	const char *again = draft_get(draft, DRAFT_AGAIN);
	struct screening_screen *s = make(d, draft->record,
	    session != NULL ? strtoll(session, NULL, 10) : 0,
	    paper != NULL ? date_from_iso(paper) : DATE_NONE, draft->extra,
	    again != NULL ? strtoll(again, NULL, 10) : 0);
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->form->n_items; i++) {
		size_t item = s->form->items[i].item;
		const char *code = record_text(s->checklist->items[item], "code");
		const char *text = draft_get(draft, code);
		struct err e;

		if (text != NULL && *text != '\0')
			s->answers[item] = screening_form_parse(s->form,
			    &s->form->items[i], &field_context_plain, text, &e);
		if (draft->place != NULL && strcmp(code, draft->place) == 0)
			s->at = i;
	}
	if (typed != NULL)
		add_typed(s, typed, strlen(typed));
	draft_copy(&s->draft, draft);
	s->changed = true;
	evaluate(s);
	ui_push(d->ui, &s->screen);
	ui_say(d->ui, DRAFT_AS_LEFT);
}
