/*
 * text_page.c - the words to read to a client, or to send, alone on the window: what the
 * terminal copies from there is one line. What came of it is written from here too.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/reads.h"
#include "screens/due/due.h"
#include "screens/toolkit/terminal.h"

#define BELOW 5			/* rows: a blank one, whom, the keys, and a message */

struct text_page {
	struct screen screen;
	struct due_screen *due;	/* NULL: it is about no row of Due */
	int64_t row;
	char *words, *to;	/* "604 555 0199 (text)" */
};

static struct text_page *
of(struct screen *s)
{
	return (struct text_page *)s;
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct text_page *t = (const struct text_page *)s;
	char open[16], follow_up[16], copy[16];
	int y = canvas_flow(c, a, 0, a.rows - BELOW, t->words);

	canvas_fit(c, a, y + 1, 0, a.cols, STYLE_DIM, t->to);
	canvas_textf(c, a, y + 2, 0, STYLE_DIM, "%s goes back.  %s%s%s copies it.",
	    act_key(ACT_open, open), t->due != NULL ? act_key(ACT_follow_up, follow_up) : "",
	    t->due != NULL ? " writes what came of it.  " : "", act_key(ACT_copy, copy));
	canvas_fold(c, a, y + 3, 0, a.cols, 2, STYLE_STRONG, ui_message(s->ui));
	canvas_cursor(c, a, y + 2, 0);
}

static bool
is_whole(UNUSED const struct screen *s)
{
	return true;
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Text to read or send");
}

static void
page_free(struct screen *s)
{
	free(of(s)->words);
	free(of(s)->to);
	free(s);
}

static void
run_back(struct screen *s, UNUSED enum act a)
{
	ui_pop(s);
}

static void
run_copy(struct screen *s, UNUSED enum act a)
{
	struct terminal *t = desk_of(s)->terminal;

	if (t != NULL && terminal_copy(t, of(s)->words)) {
		if (s->client != 0)
			reads_note_always(practice_of(s), s->client, "copied");
		ui_say(s->ui, "Sent to the terminal's clipboard; not every terminal takes it.");
	} else
		ui_complain(s->ui, "This terminal has no clipboard to send it to: mark the text "
		    "with the mouse, it is one line.");
}

static void
run_try(struct screen *s, UNUSED enum act a)
{
	due_try(of(s)->due, of(s)->row, s);
}

static const struct binding bindings[] = {
	{ ACT_open, "back", run_back },
	{ ACT_follow_up, "outcome", run_try },
	{ ACT_copy, "copy", run_copy },
	{ ACT_NONE, NULL, NULL }
};

static const struct binding words_bindings[] = {
	{ ACT_open, "back", run_back },
	{ ACT_copy, "copy", run_copy },
	{ ACT_NONE, NULL, NULL }
};

#define TEXT_PAGE \
	.name = "due_text", .mode = MODE_LIST, .whole = is_whole, .draw = draw, .title = title, \
	.free = page_free

static const struct screen_ops ops = { TEXT_PAGE, .bindings = bindings };
static const struct screen_ops words_ops = { TEXT_PAGE, .bindings = words_bindings };

static void
push(struct ui *ui, struct due_screen *due, int64_t row, int64_t client, const char *words,
    const char *to)
{
	struct text_page *t = xcalloc(1, sizeof(*t));

	t->screen.ops = due != NULL ? &ops : &words_ops;
	t->screen.ui = ui;
	t->screen.client = client;
	t->due = due;
	t->row = row;
	t->words = xstrdup(words);
	t->to = xstrdup(to);
	ui_push(ui, &t->screen);
}

void
due_text_push(struct due_screen *s, const struct due_row *r)
{
	AUTO_BUF struct buf words = BUF_INIT, to = BUF_INIT;

	due_text(practice_of(&s->screen), r, &words);
	buf_addf(&to, "To %s  %s  %s", r->name, r->phone, r->email);
	push(s->screen.ui, s, due_row_id(r), r->client, words.s, to.s);
}

void
due_words_push(struct desk *d, int64_t client, const char *words, const char *to)
{
	push(d->ui, NULL, 0, client, words, to);
}
