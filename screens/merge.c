/*
 * merge.c - yours, theirs and the original side by side.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/naming.h"
#include "screens/merge.h"

enum choice_made { OPEN, MINE, THEIRS };

struct merge_screen {
	struct screen screen;
	struct merge merge;
	enum choice_made *choices;	/* by field */
	size_t at;
	struct buf said;	/* who saved it, and when */
	void (*decided)(struct desk *d, const struct merge *m, const bool *mine,
	    void *arg);
	void *arg;
};

static struct merge_screen *
of(struct screen *s)
{
	return (struct merge_screen *)s;
}

/* Moves to the next conflict in a direction; stays if there is none. */
static void
step(struct merge_screen *s, int way)
{
	size_t i = s->at;

	while (way > 0 ? i + 1 < s->merge.n : i > 0) {
		i += (size_t)way;
		if (s->merge.fields[i].conflict) {
			s->at = i;
			return;
		}
	}
}

static size_t
open_ones(const struct merge_screen *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->merge.n; i++)
		n += s->merge.fields[i].conflict && s->choices[i] == OPEN;
	return n;
}

static void
run_move(struct screen *s, enum act a)
{
	step(of(s), a == ACT_line_up || a == ACT_prev_field ? -1 : 1);
}

static bool
text(struct screen *screen, const char *typed, size_t n, UNUSED bool paste)
{
	struct merge_screen *s = of(screen);

	if (n != 1 || (*typed != 'y' && *typed != 't'))
		return false;
	s->choices[s->at] = *typed == 'y' ? MINE : THEIRS;
	step(s, 1);
	return true;
}

static void
run_accept(struct screen *screen, UNUSED enum act a)
{
	struct merge_screen *s = of(screen);
	struct desk *d = desk_of(screen);
	bool *mine;
	size_t i;

	if (open_ones(s) > 0) {
		ui_complain(screen->ui, "%zu still to choose: y yours, t theirs.",
		    open_ones(s));
		return;
	}
	mine = xcalloc(s->merge.n + 1, sizeof(*mine));
	for (i = 0; i < s->merge.n; i++) {
		const struct merge_field *f = &s->merge.fields[i];

		mine[i] = f->conflict ? s->choices[i] == MINE :
		    !value_equal(&f->original, &f->mine);
	}
	ui_pop(screen);
	s->decided(d, &s->merge, mine, s->arg);
	free(mine);
}

static void
run_leave(struct screen *screen, UNUSED enum act a)
{
	ui_pop(screen);
}

static void
draw_value(const struct merge_screen *s, const struct merge_field *f,
    const struct value *v, const char *word, bool on, struct canvas *c,
    struct area a, int *y)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	field_show(f->field, &practice_of(&s->screen)->context, v, &shown);
	canvas_fit(c, a, *y, 4, 9, on ? STYLE_STRONG : STYLE_DIM, word);
	*y += canvas_fold(c, a, *y, 14, a.cols - 15, 2, on ? STYLE_STRONG :
	    STYLE_TEXT, shown.len > 0 ? shown.s : "(blank)");
}

static void
draw(const struct screen *screen, struct canvas *c, struct area a)
{
	const struct merge_screen *s = (const struct merge_screen *)screen;
	struct area in = a;
	int y = 0;
	size_t i;

	canvas_fold(c, a, 0, 1, a.cols - 2, 2, STYLE_STRONG, s->said.s);
	canvas_hline(c, a, 2, 0, a.cols);
	in.y += 3;
	in.rows -= 3;
	/* in a low window starts at the selected conflict */
	for (i = in.rows >= 12 ? 0 : s->at; i < s->merge.n && y < in.rows; i++) {
		const struct merge_field *f = &s->merge.fields[i];

		if (!f->conflict)
			continue;
		if (i == s->at) {
			canvas_select(c, in, y, 0);
			canvas_cursor(c, in, y, 0);
		}
		canvas_fit(c, in, y++, 2, in.cols - 3, i == s->at ? STYLE_SELECTED :
		    STYLE_TEXT, f->field->label);
		draw_value(s, f, &f->mine, "y yours", s->choices[i] == MINE, c, in,
		    &y);
		draw_value(s, f, &f->theirs, "t theirs", s->choices[i] == THEIRS, c,
		    in, &y);
		draw_value(s, f, &f->original, "before", false, c, in, &y);
	}
}

static void
title(UNUSED const struct screen *screen, struct buf *out)
{
	buf_adds(out, "Whose value?");
}

static void
merge_screen_free(struct screen *screen)
{
	struct merge_screen *s = of(screen);

	merge_free(&s->merge);
	free(s->choices);
	buf_free(&s->said);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_line_down, "next", run_move },
	{ ACT_accept, "save", run_accept },
	{ ACT_leave, "back to the form", run_leave },
	{ ACT_line_up, NULL, run_move },
	{ ACT_next_field, NULL, run_move },
	{ ACT_prev_field, NULL, run_move },
	{ ACT_save, NULL, run_accept },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "merge", .mode = MODE_TYPE, .bindings = bindings, .text = text,
	.draw = draw, .title = title, .free = merge_screen_free,
};

void
merge_push(struct desk *d, struct merge *m,
    void (*decided)(struct desk *d, const struct merge *m, const bool *mine,
    void *arg), void *arg)
{
	struct merge_screen *s = xcalloc(1, sizeof(*s));

	s->screen.ops = &ops;
	s->merge = *m;
	*m = (struct merge){ .fields = NULL };
	s->said = (struct buf)BUF_INIT;
	naming_add_done(d->p, s->merge.entry, "saved this while you were typing", &s->said);
	buf_adds(&s->said, ". Nothing is lost: choose for each field.");
	s->choices = xcalloc(s->merge.n + 1, sizeof(*s->choices));
	s->decided = decided;
	s->arg = arg;
	while (s->at < s->merge.n && !s->merge.fields[s->at].conflict)
		s->at++;
	ui_push(d->ui, &s->screen);
}
