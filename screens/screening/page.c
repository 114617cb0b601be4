/*
 * page.c - a saved screening: its answers, what follows from them, and who reviewed it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/picks.h"
#include "practice/rescreen.h"
#include "practice/screening_form.h"
#include "practice/screening_override.h"
#include "practice/standing.h"
#include "practice/verify.h"
#include "record/checklist.h"
#include "screens/client/client.h"
#include "screens/screening/inside.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list.h"

#define HEAD_ROWS 4
#define UNASKED 100000	/* first id of rows for items nobody is asked */

struct screening_page {
	struct screen screen;
	int64_t id;
	struct rescreen seen;
	struct verify verify;		/* by its checklist */
	struct screening_form *form;
	struct list_rows rows;		/* one an item, ids from 1 */
	struct list *list;
	struct buf heads[HEAD_ROWS], count;
	char *name, *alerts;
};

static struct screening_page *
of(struct screen *s)
{
	return (struct screening_page *)s;
}

/* --- reading ------------------------------------------------------------------------ */

static void
add_person(struct practice *p, const struct record *r, const char *field,
    const char *before, const char *none, struct buf *out)
{
	struct err e;

	if (record_is_null(r, field)) {
		buf_adds(out, none);
		return;
	}
	buf_adds(out, before);
	pick_name(p, &record_staff, record_int(r, field), out, &e);
}

static void
load_heads(struct screening_page *s, struct practice *p)
{
	const struct record *r = s->seen.screening;
	const struct checklist *c = s->seen.checklist;
	char day[24];
	size_t i;

	for (i = 0; i < HEAD_ROWS; i++)
		buf_cut(&s->heads[i], 0);
	buf_cut(&s->count, 0);
	screening_bar(&s->seen.result, c, (const char *const *)s->seen.answers, clock_today(),
	    &s->heads[0]);
	screening_count(&s->seen.result, &s->count);
	buf_addf(&s->heads[1], "%s, edition %lld, %s",
	    record_text(c->head, "title"), (long long)record_int(c->head, "edition"),
	    date_to_words(s->seen.on, true, day));
	buf_addf(&s->heads[1], ", until %s",
	    date_to_words(date_from_iso(record_text(r, "valid_until")), false, day));
	add_person(p, r, "entered_by", "Entered by ", "", &s->heads[2]);
	if (s->heads[2].len > 0)
		buf_adds(&s->heads[2], ", ");
	add_person(p, r, "reviewed_by", "reviewed by ",
	    "not reviewed by a practitioner yet (e)", &s->heads[2]);
	add_person(p, r, "again_by", ", keyed again by ", "", &s->heads[2]);
	add_person(p, r, "settled_by", ", settled by ", "", &s->heads[2]);
	add_person(p, r, "override_by", "Overridden by ", "", &s->heads[3]);
	if (!record_is_null(r, "override_by"))
		buf_addf(&s->heads[3], ": %s", record_text(r, "override_reason"));
}

/* What the rules say about an item; "" for nothing. */
static void
add_findings(const struct screening_page *s, size_t item, struct buf *out,
    enum verdict *worst)
{
	const struct screening_result *r = &s->seen.result;
	char words[24];
	size_t i;

	*worst = VERDICT_OK;
	for (i = 0; i < r->n_findings; i++) {
		if (r->findings[i].item != item)
			continue;
		if (r->findings[i].verdict < *worst)
			*worst = r->findings[i].verdict;
		buf_addf(out, "%s%s", out->len > 0 ? ", " : "",
		    checklist_verdicts[r->findings[i].verdict].label);
		if (r->findings[i].until != DATE_NONE)
			buf_addf(out, " until %s", date_to_words(r->findings[i].until, false,
			    words));
		if (r->findings[i].verdict < VERDICT_CAUTION &&
		    !rescreen_stops(&s->seen, &r->findings[i]))
			buf_adds(out, rescreen_clearable(&r->findings[i]) &&
			    s->seen.cleared[item] ? ", cleared" : ", overridden");
	}
}

static enum style
finding_style(enum verdict worst)
{
	return worst == VERDICT_BLOCK ? STYLE_BAD : worst < VERDICT_OK ? STYLE_WARN :
	    STYLE_TEXT;
}

static void
add_item(struct screening_page *s, const struct screening_item *it)
{
	AUTO_BUF struct buf answer = BUF_INIT, finding = BUF_INIT, number = BUF_INIT;
	enum verdict worst;

	buf_addf(&number, "%d", it->number);
	screening_form_label(it, s->seen.answers[it->item], &answer);
	if (s->verify.differs[it->item]) {
		buf_adds(&finding, "again: ");
		screening_form_label(it, s->verify.again[it->item], &finding);
	}
	add_findings(s, it->item, &finding, &worst);
	list_rows_add(&s->rows, it->number, "");
	list_rows_cell(&s->rows, STYLE_TEXT, number.s);
	list_rows_cell(&s->rows, STYLE_TEXT, it->ask);
	list_rows_cell(&s->rows, answer.len > 0 ? STYLE_TEXT : STYLE_WARN,
	    answer.len > 0 ? answer.s : "not answered");
	list_rows_cell(&s->rows, finding_style(worst), finding.s);
}

/* Adds the items nobody is asked: they follow from the card and the records. */
static void
add_unasked(struct screening_page *s)
{
	const struct checklist *c = s->seen.checklist;
	enum verdict worst;
	size_t i;

	for (i = 0; i < c->n_items; i++) {
		AUTO_BUF struct buf finding = BUF_INIT;

		if (checklist_is_asked(c, i))
			continue;
		add_findings(s, i, &finding, &worst);
		if (finding.len == 0)
			continue;
		list_rows_add(&s->rows, UNASKED + (int64_t)i, "");
		list_rows_cell(&s->rows, STYLE_TEXT, "");
		list_rows_cell(&s->rows, STYLE_TEXT, record_text(c->items[i], "ask"));
		list_rows_cell(&s->rows, STYLE_DIM, "from the records");
		list_rows_cell(&s->rows, finding_style(worst), finding.s);
	}
}

static void
load_items(struct screening_page *s)
{
	size_t i;

	list_rows_clear(&s->rows);
	screening_form_free(s->form);
	s->form = screening_form_new(s->seen.checklist);
	for (i = 0; i < s->form->n_items; i++)
		if (screening_item_applies(s->seen.checklist,
		    (const char *const *)s->seen.answers, s->form->items[i].item))
			add_item(s, &s->form->items[i]);
	add_unasked(s);
}

static void
forget(struct screening_page *s)
{
	screening_form_free(s->form);
	s->form = NULL;
	if (s->seen.checklist != NULL)
		verify_free(s->seen.checklist, &s->verify);
	rescreen_free(&s->seen);
}

static bool
load(struct screening_page *s, struct practice *p, struct err *e)
{
	struct client_standing standing;
	struct verify verify = { .again = NULL };
	struct rescreen fresh;

	if (!rescreen_of(p, s->id, &fresh, e) ||
	    !verify_of(p, fresh.checklist, fresh.screening, fresh.answers, &verify, e) ||
	    !client_standing(p, record_int(fresh.screening, "client"), &standing, e)) {
		if (fresh.checklist != NULL)
			verify_free(fresh.checklist, &verify);
		rescreen_free(&fresh);
		return false;
	}
	forget(s);
	s->seen = fresh;
	s->verify = verify;
	free(s->name);
	free(s->alerts);
	s->screen.client = record_int(fresh.screening, "client");
	s->name = xstrdup(standing.name);
	s->alerts = xstrdup(standing.alerts);
	load_heads(s, p);
	load_items(s);
	return true;
}

/* --- review and override ------------------------------------------------------------------ */

struct looked_at {
	int64_t id, version;
	int64_t rule;			/* to be overridden; 0: what its day alone said */
	char what[100];			/* "BLOCK keloid" */
};

static struct looked_at *
copy_of(const struct looked_at *l)
{
	struct looked_at *copy = xmalloc(sizeof(*copy));

	*copy = *l;
	return copy;
}

static bool
override(struct ui *ui, const char *reason, void *arg)
{
	struct desk *d = ui_arg(ui);
	const struct looked_at *l = arg;
	AUTO_FREE char *done = NULL;
	struct err e;

	if (*reason == '\0') {
		ui_complain(ui, "An override needs a reason.");
		return false;
	}
	if (!screening_override(d->p, l->id, l->version, l->rule, reason, &e)) {
		/* the reason may be mended */
		return !dialog_again(ui, &e) && e.field[0] == '\0';
	}
	done = xasprintf("Overridden: %s", l->what);
	desk_done(d, &record_screening, l->id, done,
	    "It stays; if it was wrong, c screens again.");
	return true;
}

static void
review(struct ui *ui, int64_t id, int64_t version)
{
	struct desk *d = ui_arg(ui);
	struct err e;

	if (screening_review(d->p, id, version, &e))
		desk_done(d, &record_screening, id, "Reviewed", "u undoes it.");
	else
		ui_err(ui, &e);
}

static void
answered(struct ui *ui, char key, void *arg)
{
	const struct looked_at *l = arg;

	if (key == 'o') {
		AUTO_FREE char *title = xasprintf("Override %s", l->what);

		line_push(ui, title, "Why the client may be treated "
		    "anyway. It is kept, with your name.", "", override, copy_of(l), free);
	} else {
		review(ui, l->id, l->version);
	}
}

/* --- what was keyed twice -------------------------------------------------------------------- */

/* Item by item: which of the two is right. */
struct settling {
	int64_t id, version;
	size_t at;		/* the item that is asked about */
	bool *second;		/* by item, so far */
	size_t n;
};

static void
settling_free(void *arg)
{
	struct settling *w = arg;

	free(w->second);
	free(w);
}

static void ask_which(struct ui *ui, struct settling *w);

static void
which(struct ui *ui, char key, void *arg)
{
	const struct settling *was = arg;
	struct settling *w = xmalloc(sizeof(*w));

	*w = *was;
	w->second = xcalloc(w->n, sizeof(*w->second));
	memcpy(w->second, was->second, w->n * sizeof(*w->second));
	w->second[w->at++] = key == '2';
	ask_which(ui, w);
}

/* "keloid: 1 yes, Mara Roth; 2 no, Jonas Albrecht" */
static void
add_both(struct practice *p, const struct rescreen *seen, const struct verify *v, size_t item,
    struct buf *out)
{
	struct screening_form *f = screening_form_new(seen->checklist);
	size_t i = 0;

	while (i + 1 < f->n_items && f->items[i].item != item)
		i++;
	checklist_item_name(seen->checklist, item, out);
	buf_adds(out, ": 1 ");
	screening_form_label(&f->items[i], seen->answers[item], out);
	buf_adds(out, seen->answers[item] == NULL ? "not answered" : "");
	add_person(p, seen->screening, "entered_by", ", ", "", out);
	buf_adds(out, "; 2 ");
	screening_form_label(&f->items[i], v->again[item], out);
	buf_adds(out, v->again[item] == NULL ? "not answered" : "");
	add_person(p, seen->screening, "again_by", ", ", "", out);
	screening_form_free(f);
}

/* Asks about the next item that differs, or settles all; takes `w`. */
static void
ask_which(struct ui *ui, struct settling *w)
{
	static const struct ask_answer answers[] = {
		{ '1', "what was keyed first" }, { '2', "what was keyed second" }, { 0, NULL }
	};
	struct desk *d = ui_arg(ui);
	AUTO_BUF struct buf both = BUF_INIT;
	struct verify v = { .again = NULL };
	struct rescreen seen;
	struct err e;
	bool ok = rescreen_of(d->p, w->id, &seen, &e) &&
	    verify_of(d->p, seen.checklist, seen.screening, seen.answers, &v, &e);

	while (ok && w->at < w->n && !v.differs[w->at])
		w->at++;
	if (ok && w->at < w->n)
		add_both(d->p, &seen, &v, w->at, &both);
	if (seen.checklist != NULL)
		verify_free(seen.checklist, &v);
	rescreen_free(&seen);
	if (both.len > 0) {
		ask_push(ui, both.s, answers, which, w, settling_free);
		return;
	}
	if (ok && verify_settle(d->p, w->id, w->version, w->second, &e))
		desk_done(d, &record_screening, w->id, "Settled", "Both stay in it. u undoes it.");
	else
		ui_err(ui, &e);
	settling_free(w);
}

static void
settle(struct screening_page *s)
{
	struct settling *w = xcalloc(1, sizeof(*w));

	w->id = s->id;
	w->version = s->seen.screening->version;
	w->n = s->seen.checklist->n_items;
	w->second = xcalloc(w->n, sizeof(*w->second));
	ask_which(s->screen.ui, w);
}

#define REVIEW { 'r', "reviewed: I have looked at the answers" }
#define OVERRIDE { 'o', "override what stops it, with a reason" }

/* Does at once what alone applies, and asks where two do. */
static void
run_edit(struct screen *screen, UNUSED enum act a)
{
	static const struct ask_answer both[] = { REVIEW, OVERRIDE, { 0, NULL } };
	static const struct ask_answer over[] = { OVERRIDE, { 0, NULL } };
	struct screening_page *s = of(screen);
	const struct record *r = s->seen.screening;
	struct screening_next next = screening_next_override(practice_of(screen), &s->seen);
	struct looked_at l = { r->id, r->version, next.rule, "" };
	bool may_review = record_is_null(r, "reviewed_by");
	bool may_override = next.by != OVERRIDE_NOT_NEEDED && next.by != OVERRIDE_NEVER;
	AUTO_BUF struct buf what = BUF_INIT;

	if (!practice_allows(practice_of(screen), ACTION_WRITE_SCREENINGS))
		ui_complain(screen->ui, "A practitioner reviews screenings.");
	else if (s->verify.state == VERIFY_DIFFERS)
		settle(s);
	else if (may_review && !may_override)
		review(screen->ui, r->id, r->version);
	else if (!may_review && !may_override)
		ui_complain(screen->ui, "It is reviewed, and %s.", next.by == OVERRIDE_NEVER ?
		    "nobody may override it; c on the client screens again" :
		    "there is nothing to override");
	else {
		if (next.finding != NULL)
			rescreen_words(s->seen.checklist, next.finding, &what);
		else
			buf_adds(&what, record_text(r, "verdict"));
		text_copy(l.what, sizeof(l.what), what.s);
		ask_push(screen->ui, "This screening?", !may_review ? over : both, answered, copy_of(&l), free);
	}
}

/* --- keys ---------------------------------------------------------------------------------- */

/* Opens an item in full, with its rules. */
static void
run_open(struct screen *screen, UNUSED enum act a)
{
	struct screening_page *s = of(screen);
	int64_t number = list_selected(s->list);
	AUTO_BUF struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < s->form->n_items; i++) {
		const struct screening_item *it = &s->form->items[i];

		if (it->number != number)
			continue;
		buf_adds(&b, "Answer\t");
		screening_form_label(it, s->seen.answers[it->item], &b);
		buf_adds(&b, "\n\n");
		rescreen_override_words(&s->seen, it->item, &b);
		screening_form_why(s->form, it, &b);
		text_page_push(screen->ui, it->ask, b.s);
	}
}

static void
run_history(struct screen *screen, UNUSED enum act a)
{
	history_push(desk_of(screen), &record_screening, of(screen)->id);
}

static const struct binding bindings[] = {
	{ ACT_open, "why", run_open },
	{ ACT_edit, "review, override", run_edit },
	{ ACT_history, "history", run_history },
	{ ACT_NONE, NULL, NULL }
};

static bool
page_act(struct screen *s, enum act a)
{
	return list_act(of(s)->list, s->ui, a);
}

static bool
page_text(struct screen *s, const char *text, size_t n, UNUSED bool paste)
{
	return list_text(of(s)->list, s->ui, text, n);
}

static enum mode
page_mode(const struct screen *s)
{
	return list_mode(((const struct screening_page *)s)->list);
}

/* --- painting ---------------------------------------------------------------------------------- */

static struct area
list_area(struct area a)
{
	a.y += HEAD_ROWS + 1;
	a.rows -= HEAD_ROWS + 1;
	return a;
}

static void
draw(const struct screen *screen, struct canvas *c, struct area a)
{
	const struct screening_page *s = (const struct screening_page *)screen;
	int i;

	screening_draw_bar(c, a, 0, 2, &s->seen.result, s->heads[0].s, s->count.s);
	for (i = 1; i < HEAD_ROWS; i++)
		canvas_fit(c, a, i, 2, a.cols - 2, STYLE_TEXT, s->heads[i].s);
	canvas_hline(c, a, HEAD_ROWS, 0, a.cols);
	list_draw(s->list, c, list_area(a), true);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_addf(out, "Screening, %s", ((const struct screening_page *)s)->name);
}

static void
alert(const struct screen *screen, struct buf *out)
{
	const struct screening_page *s = (const struct screening_page *)screen;

	if (*s->alerts != '\0')
		buf_addf(out, " ! %s", s->alerts);
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->list, list_area(body).rows);
}

static void
changed(struct screen *s, UNUSED const void *what)
{
	struct err e;

	if (load(of(s), practice_of(s), &e))
		list_reload(of(s)->list);
	else
		ui_err(s->ui, &e);
}

static void
page_free(struct screen *screen)
{
	struct screening_page *s = of(screen);
	size_t i;

	list_free(s->list);
	list_rows_clear(&s->rows);
	forget(s);
	for (i = 0; i < HEAD_ROWS; i++)
		buf_free(&s->heads[i]);
	buf_free(&s->count);
	free(s->name);
	free(s->alerts);
	free(s);
}

static const struct screen_ops ops = {
	.name = "answers", .mode = MODE_LIST, .mode_now = page_mode,
	.bindings = bindings, .widget_acts = list_acts, .act = page_act,
	.text = page_text, .draw = draw, .title = title, .alert = alert,
	.sized = sized, .changed = changed, .free = page_free,
};

static const struct list_column columns[] = {
	{ .title = "", .min = 3, .max = 3, .right = true },
	{ .title = "Asked", .min = 20 },
	{ .title = "Answer", .min = 14, .max = 16 },
	{ .title = "What follows", .min = 14, .max = 24, .drop = 1 },
};

void
screening_open(struct desk *d, int64_t screening)
{
	struct screening_page *s = xcalloc(1, sizeof(*s));
	struct list_spec spec = { .source = &list_fixed, .arg = &s->rows,
	    .columns = columns, .n_columns = ARRAY_LEN(columns), .header = true,
	    .empty = "This checklist asks nothing." };
	struct err e;
	size_t i;

	s->screen.ops = &ops;
	s->screen.ui = d->ui;
	s->id = screening;
	for (i = 0; i < HEAD_ROWS; i++)
		s->heads[i] = (struct buf)BUF_INIT;
	s->count = (struct buf)BUF_INIT;
	s->list = list_new(&spec);
	if (!load(s, d->p, &e)) {
		ui_err(d->ui, &e);
		page_free(&s->screen);
		return;
	}
	ui_push(d->ui, &s->screen);
}
