/*
 * screening.c - one item a line, its answer keys beside it, the verdict above.
 *
 * The mode is TYPE, yet a letter answers: the key printed beside the item. A date is
 * typed, and parsed when the item is left. With an item unanswered the verdict is never
 * OK.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/clients.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "practice/rescreen.h"
#include "practice/sessions.h"
#include "screens/screening/inside.h"
#include "screens/screening/screening.h"
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

void
screening_judge(struct screening_screen *s)
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

void
screening_in_view(struct screening_screen *s)
{
	size_t n = s->form->n_items, last = n > s->height ? n - s->height : 0;

	if (s->at < s->top)
		s->top = s->at;
	if (s->at >= s->top + s->height)
		s->top = s->at - s->height + 1;
	if (s->top > last)
		s->top = last;
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

bool
screening_step_open(struct screening_screen *s, size_t from)
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
	screening_in_view(s);
	return true;
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

bool
screening_is_blank(const struct screening_screen *s)
{
	size_t i;

	for (i = 0; s->changed && i < s->checklist->n_items; i++)
		if (s->answers[i] != NULL)
			return false;
	return s->typed[0] == '\0';
}

bool
screening_keep(struct screen *screen, enum keep why, struct err *e)
{
	struct screening_screen *s = of(screen);
	struct draft now = DRAFT_INIT;

	if (!screening_is_blank(s))
		put_all(s, &now);
	return draft_keep(desk_of(screen), &s->draft, screening_is_blank(s) ? NULL : &now,
	    why, e);
}

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
	screening_in_view(s);
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
	.name = "screening", .mode = MODE_TYPE, .bindings = screening_bindings, .facts = screening_touched,
	.text = screening_text, .draw = screening_draw, .title = screening_title,
	.alert = screening_alert, .sized = screening_sized, .keep = screening_keep,
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
	screening_in_view(s);
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
	screening_judge(s);
	ui_push(d->ui, &s->screen);
	s->only_open = found;
	if (item != NULL)
		focus(s, item);
	else if (found)
		screening_step_open(s, 0);
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
		screening_judge(s);
		ui_push(d->ui, &s->screen);
		screening_step_open(s, 0);
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
		screening_type(s, typed, strlen(typed));
	draft_copy(&s->draft, draft);
	s->changed = true;
	screening_judge(s);
	ui_push(d->ui, &s->screen);
	ui_say(d->ui, DRAFT_AS_LEFT);
}
