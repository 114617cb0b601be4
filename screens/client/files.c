/*
 * files.c - see files.h.
 */
#include "screens/client/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/files.h"
#include "practice/history.h"
#include "practice/naming.h"
#include "screens/child.h"
#include "screens/client/pictures.h"
#include "screens/draft.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

#define SHOWN 60		/* of what waits; typing narrows it */

/* --- what is taken in --------------------------------------------------------------------- */

/* What was answered so far. */
struct picking {
	struct inbox in;	/* while it is chosen from */
	int64_t client, session;
	char *name;		/* in the inbox */
	char *angle;
	const char *kind;
};

static void
picking_free(void *arg)
{
	struct picking *x = arg;

	inbox_free(&x->in);
	free(x->name);
	free(x->angle);
	free(x);
}

/* For the next question; the inbox is not asked again. */
static struct picking *
picking_next(const struct picking *x)
{
	struct picking *next = xcalloc(1, sizeof(*next));

	next->client = x->client;
	next->session = x->session;
	next->name = xstrdup(x->name);
	next->kind = x->kind;
	next->angle = x->angle != NULL ? xstrdup(x->angle) : NULL;
	return next;
}

static void take_in(struct desk *d, const struct picking *x, bool again);

static void
again_answered(struct ui *ui, char key, void *arg)
{
	if (key == 'y')
		take_in(ui_arg(ui), arg, true);
}

static void
ask_again(struct desk *d, const struct picking *x, const struct err *e)
{
	static const struct ask_answer answers[] = {
		{ 'y', "take it in all the same" }, { 'n', "leave it in the inbox" }, { 0, NULL }
	};

	ask_push(d->ui, e->text, answers, again_answered, picking_next(x), picking_free);
}

static void
say_taken(struct desk *d, int64_t id, const char *as, const char *said)
{
	AUTO_BUF struct buf name = BUF_INIT;

	desk_catch_up(d);
	naming_add_id(d->p, &record_attachment, id, &name);
	ui_say(d->ui, "Taken in: %s%s. u undoes it.%s", name.s, as, said);
}

static void
take_in(struct desk *d, const struct picking *x, bool again)
{
	const struct take t = { .inbox = x->name, .client = x->client, .session = x->session,
	    .by_day = true, .kind = x->kind, .angle = x->angle, .date = DATE_NONE,
	    .again = again };
	AUTO_BUF struct buf said = BUF_INIT;
	struct err e;
	int64_t id;

	err_clear(&e);
	if (files_take(d->p, &t, &id, &said, &e))
		say_taken(d, id, "", said.s);
	else if (strcmp(e.field, "again") == 0)
		ask_again(d, x, &e);
	else
		ui_err(d->ui, &e);
}

static bool
angle_typed(struct ui *ui, const char *text, void *arg)
{
	struct picking *x = arg;

	free(x->angle);
	x->angle = xstrdup(text);
	take_in(ui_arg(ui), x, false);
	return true;
}

static void
kind_answered(struct ui *ui, char key, void *arg)
{
	struct picking *x = picking_next(arg);

	x->kind = key == 'b' ? "before" : key == 'a' ? "after" : key == 'f' ? "form" : "other";
	if (key == 'b' || key == 'a') {
		line_push(ui, "From which angle?", "Such as front, left or right; Enter alone: none.",
		    "", angle_typed, x, picking_free);
		return;
	}
	take_in(ui_arg(ui), x, false);
	picking_free(x);
}

static void
ask_kind(struct desk *d, const struct picking *x, const struct inbox_entry *en)
{
	static const struct ask_answer answers[] = {
		{ 'b', "a photo before the treatment" }, { 'a', "a photo after it" },
		{ 'f', "a form or another paper that was signed" }, { 'o', "something else" },
		{ 0, NULL }
	};
	struct picking *next;
	AUTO_BUF struct buf question = BUF_INIT;

	buf_addf(&question, "%s: what is it?", en->shown);
	next = xcalloc(1, sizeof(*next));
	next->client = x->client;
	next->session = x->session;
	next->name = xstrdup(en->name);
	ask_push(d->ui, question.s, answers, kind_answered, next, picking_free);
}

/* --- what waits ----------------------------------------------------------------------------- */

/* "JPEG, 1.4 MB, taken Mon 23 Nov 1:58p" */
static void
add_note(const struct practice *p, const struct inbox_entry *en, struct buf *out)
{
	bool known;
	instant at;

	if (en->refused != NULL) {
		buf_addf(out, "cannot be taken: %s", en->refused);
		return;
	}
	buf_addf(out, "%s, ", en->format);
	file_size_words(en->size, out);
	known = inbox_taken(&en->photo, &at);
	buf_adds(out, known ? ", taken " : ", came ");
	naming_add_moment(p, known ? at : en->came, out);
}

static void
matches(struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	const struct picking *x = arg;
	AUTO_BUF struct buf want = BUF_INIT;
	size_t i;

	text_fold(&want, typed);
	for (i = 0; i < x->in.n && into->n < SHOWN; i++) {
		AUTO_BUF struct buf folded = BUF_INIT, note = BUF_INIT;

		text_fold(&folded, x->in.entries[i].shown);
		if (strstr(folded.s, want.s) == NULL)
			continue;
		add_note(((struct desk *)ui_arg(ui))->p, &x->in.entries[i], &note);
		choice_add(into, (int64_t)i + 1, x->in.entries[i].shown, note.s);
	}
	into->more = i < x->in.n;
}

static void
chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	const struct picking *x = arg;
	const struct inbox_entry *en = &x->in.entries[row->id - 1];

	if (en->refused != NULL)
		ui_complain(ui, "%s cannot be taken in: %s.", en->shown, en->refused);
	else
		ask_kind(ui_arg(ui), x, en);
}

static const struct choose_source inbox_source = {
	.title = "Which file of the inbox?", .none = "No file there is called so.",
	.matches = matches, .chosen = chosen, .arg_free = picking_free,
};

static void
say_empty(struct desk *d, const struct inbox *in)
{
	AUTO_BUF struct buf folder = BUF_INIT;

	text_show(&folder, in->folder, false);
	ui_complain(d->ui, "Nothing waits: photos and scans come by chairside attach, or are put "
	    "into %s.", folder.s);
}

void
client_files_take(struct desk *d, int64_t client, int64_t session)
{
	struct picking *x = xcalloc(1, sizeof(*x));
	struct err e;

	x->client = client;
	x->session = session;
	if (!inbox_look(d->p, &x->in, &e))
		ui_err(d->ui, &e);
	else if (x->in.n == 0)
		say_empty(d, &x->in);
	else {
		choose_push(d->ui, &inbox_source, x);
		return;
	}
	picking_free(x);
}

/* --- the scan of a paper ---------------------------------------------------------------------- */

static void
scan(struct desk *d, const struct record *paper, const char *name)
{
	const struct take t = { .inbox = name, .client = record_int(paper, "client"),
	    .kind = "form", .date = DATE_NONE, .paper = paper->type, .paper_id = paper->id };
	AUTO_BUF struct buf as = BUF_INIT, said = BUF_INIT;
	struct err e;
	int64_t id;

	if (!files_take(d->p, &t, &id, &said, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	buf_adds(&as, ", the scan of ");
	naming_add(d->p, paper, &as);
	say_taken(d, id, as.s, said.s);
}

void
client_paper_scan(struct desk *d, enum client_paper_kind kind, int64_t id)
{
	AUTO_RECORD struct record *paper = NULL;
	struct inbox in;
	struct err e;

	if (kind != CLIENT_PAPER_CONSENT && kind != CLIENT_PAPER_CLEARANCE) {
		ui_complain(d->ui, "Select a consent or a clearance: the newest file of the inbox "
		    "becomes its scan.");
		return;
	}
	if (!inbox_look(d->p, &in, &e) || (paper = client_paper_get(d->p, kind, id, &e)) == NULL)
		ui_err(d->ui, &e);
	else if (in.waiting == 0)
		say_empty(d, &in);
	else
		scan(d, paper, in.entries[0].name);
	inbox_free(&in);
}

/* --- one that was taken in ------------------------------------------------------------------ */

const struct record_form_kind attachment_form = {
	.name = "attachment", .type = &record_attachment, .may = ACTION_WRITE_SCREENINGS,
	.change = file_save, .get = file_get,
};

void
client_file_edit(struct desk *d, int64_t id)
{
	record_form_edit(d, &attachment_form, id, "Photo or paper");
}

struct taken_by {
	struct desk *d;
	struct buf *out;
};

/* The first line of its history tells who took it in. */
static bool
add_taken_by(const struct history_line *l, void *arg)
{
	const struct taken_by *x = arg;

	buf_adds(x->out, "Taken in by\t");
	text_show(x->out, l->who, false);
	buf_adds(x->out, ", ");
	naming_add_moment(x->d->p, l->at, x->out);
	buf_addc(x->out, '\n');
	return false;
}

void
client_file_open(struct desk *d, int64_t id)
{
	AUTO_BUF struct buf b = BUF_INIT, name = BUF_INIT;
	struct taken_by by = { d, &b };
	struct err e;
	AUTO_RECORD struct record *r = file_get(d->p, id, &e);

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	record_facts(d, r, &b);
	if (!practice_history(d->p, record_attachment.name, id, add_taken_by, &by, &e))
		ui_err(d->ui, &e);
	buf_addf(&b, "\n%s\n", record_is_null(r, "picture") ?
	    "It cannot be shown, so there is no copy of it; P writes it to a file as it came." :
	    "V turns it a quarter; P writes it to a file, as it came or as an upright copy with "
	    "nothing in it but the picture.");
	buf_adds(&b, "e changes what is said of it; its bytes never change.\n");
	naming_add(d->p, r, &name);
	text_page_push(d->ui, name.s, b.s);
}

void
client_file_turn(struct desk *d, int64_t id)
{
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;

	if (!file_turn(d->p, id, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	desk_catch_up(d);
	naming_add_id(d->p, &record_attachment, id, &name);
	ui_say(d->ui, "Turned a quarter clockwise: %s. u undoes it.", name.s);
}

/* --- out ---------------------------------------------------------------------------------------- */

static void
write_answered(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	struct err e;
	AUTO_RECORD struct record *r = file_get(d->p, *(const int64_t *)arg, &e);
	AUTO_FREE char *id = xasprintf("%lld", (long long)*(const int64_t *)arg);
	AUTO_FREE char *name = NULL, *target = NULL;
	const char *words[] = { "attachment", id, key == 'c' ? "--copy" : NULL, NULL };

	if (key == 'b') {
		client_pictures_push(d, *(const int64_t *)arg);
		return;
	}
	if (r == NULL) {
		ui_err(ui, &e);
		return;
	}
	name = xasprintf("file-%s.%s", id, file_ending(r, key == 'c'));
	target = child_target(d, name);
	if (target != NULL)
		child_write(d, words, target, NULL);
}

void
client_file_write(struct desk *d, int64_t id)
{
	static const struct ask_answer answers[] = {
		{ 'c', "an upright copy with nothing in it but the picture" },
		{ 'o', "the original, with all that the camera wrote" },
		{ 'b', "a page of two, before and after" }, { 0, NULL }
	};
	int64_t *kept = xmalloc(sizeof(*kept));

	*kept = id;
	ask_push(d->ui, "Write it to a file: as what?", answers, write_answered, kept, free);
}
