/*
 * later.c - tabs that are not there yet: each says what it will show, and where that is
 * done until then.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "screens/forms.h"

struct later {
	struct screen screen;
	const char *title, *text;
};

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct later *l = (const struct later *)s;

	canvas_fold(c, a, 1, 2, a.cols - 4, a.rows - 2, STYLE_TEXT, l->text);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct later *)s)->title);
}

/* No client is selected here, so the form asks. */
static void
run_book(struct screen *s, UNUSED enum act a)
{
	form_session_new(desk_of(s), &(struct session_preset){ .day = DATE_NONE,
	    .start = -1 });
}

static const struct binding bindings[] = {
	{ ACT_book, "book", run_book },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "later", .mode = MODE_LIST, .bindings = bindings, .draw = draw, .title = title,
};

static struct screen *
later_open(const char *name, const char *text)
{
	struct later *l = xcalloc(1, sizeof(*l));

	l->screen.ops = &ops;
	l->title = name;
	l->text = text;
	return &l->screen;
}

struct screen *
due_open(UNUSED struct desk *d)
{
	return later_open("Due", "Lists of clients due back, of follow-ups and of "
	    "calls are not part of this version.\n\nToday (1) counts what waits: "
	    "bookings without an outcome, visits to check out, and calls for "
	    "tomorrow.");
}
