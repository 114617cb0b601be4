/*
 * import_columns.c - the page that assigns an import file's columns to fields.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/columns.h"
#include "screens/import_columns.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

#define HEAD 3		/* rows above the list */
#define GO_ON 1		/* id of the row "go on"; the columns follow */

struct columns_screen {
	struct list_screen ls;
	struct import_columns_seen *seen;
	void (*go_on)(struct desk *d, const char *mapping);
};

static struct columns_screen *
of(struct screen *s)
{
	return (struct columns_screen *)s;
}

static const struct list_column columns[] = {
	{ .title = "Column", .min = 14, .max = 24 },
	{ .title = "Field", .min = 14, .max = 22 },
	{ .title = "First values", .min = 16, .max = 0, .drop = 1 },
};

static void
add_cell(struct list_rows *rows, enum style st, const char *text)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, text, false);
	list_rows_cell(rows, st, shown.s);
}

static void
fill(struct columns_screen *s)
{
	const struct import_columns_seen *seen = s->seen;
	size_t i;

	list_rows_clear(&s->ls.rows);
	list_rows_add(&s->ls.rows, GO_ON, "");
	list_rows_cell(&s->ls.rows, STYLE_STRONG, "Continue");
	list_rows_cell(&s->ls.rows, STYLE_TEXT, "what would be imported");
	list_rows_cell(&s->ls.rows, STYLE_TEXT, "");
	for (i = 0; i < seen->n; i++) {
		const struct import_column *c = &seen->columns[i];

		list_rows_add(&s->ls.rows, GO_ON + 1 + (int64_t)i, "");
		add_cell(&s->ls.rows, STYLE_TEXT, *c->name != '\0' ? c->name : "(no name)");
		if (*c->label != '\0')
			add_cell(&s->ls.rows, c->chosen != NULL ? STYLE_STRONG : STYLE_TEXT,
			    c->label);
		else
			add_cell(&s->ls.rows, STYLE_DIM, c->chosen == NULL ? c->why :
			    strcmp(c->chosen, IMPORT_LEAVE_OUT) == 0 ? "left out" :
			    "a note");
		add_cell(&s->ls.rows, STYLE_DIM, c->samples);
	}
}

/* --- choosing a field ------------------------------------------------------------- */

struct column_choice {
	struct columns_screen *screen;
	size_t column;
};

enum { AS_NOTE = 1, LEAVE_OUT, FIELDS };

static bool
says(const char *label, const char *typed)
{
	AUTO_BUF struct buf a = BUF_INIT, b = BUF_INIT;

	text_fold(&a, label);
	text_fold(&b, typed);
	return b.len == 0 || (a.len > 0 && strstr(a.s, b.s) != NULL);
}

static void
field_matches(UNUSED struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	const struct import_columns_seen *seen = ((struct column_choice *)arg)->screen->seen;
	size_t i;

	for (i = 0; i < seen->n_fields; i++)
		if (says(seen->fields[i]->label, typed))
			choice_add(into, FIELDS + (int64_t)i, seen->fields[i]->label, NULL);
	if (says("keep as a note", typed))
		choice_add(into, AS_NOTE, "keep as a note", NULL);
	if (says("leave out", typed))
		choice_add(into, LEAVE_OUT, "leave out", NULL);
}

static void
field_chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	struct column_choice *c = arg;
	struct columns_screen *s = c->screen;
	const char *field = row->id == AS_NOTE ? IMPORT_AS_NOTE : row->id == LEAVE_OUT ?
	    IMPORT_LEAVE_OUT : s->seen->fields[row->id - FIELDS]->name;
	struct err e;

	if (!practice_import_choose(practice_of(&s->ls.screen), s->seen, c->column, field,
	    &e)) {
		ui_err(ui, &e);
		return;
	}
	fill(s);
	list_reload(s->ls.list);
}

static const struct choose_source fields = {
	.title = "Which field is it?", .none = "No field has that name.",
	.matches = field_matches, .chosen = field_chosen, .arg_free = free,
};

static void
run_open(struct screen *screen, UNUSED enum act a)
{
	struct columns_screen *s = of(screen);
	int64_t id = list_selected(s->ls.list);
	AUTO_BUF struct buf mapping = BUF_INIT;
	struct column_choice *c;

	if (id > GO_ON) {
		c = xcalloc(1, sizeof(*c));
		*c = (struct column_choice){ s, (size_t)(id - GO_ON - 1) };
		choose_push(screen->ui, &fields, c);
	} else if (*s->seen->missing != '\0') {
		ui_complain(screen->ui, "No column is %s yet: press Enter on the one "
		    "that is.",
		    s->seen->missing);
	} else {
		practice_import_mapping(s->seen, &mapping);
		s->go_on(desk_of(screen), mapping.s);
	}
}

/* --- the screen -------------------------------------------------------------------- */

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct columns_screen *screen = (const struct columns_screen *)s;
	struct area in = { a.y + HEAD, a.x, a.rows - HEAD, a.cols };

	canvas_hline(c, a, 0, 0, a.cols);
	if (*screen->seen->missing != '\0')
		canvas_textf(c, a, 1, 2, STYLE_WARN, "Missing: %s", screen->seen->missing);
	else
		canvas_textf(c, a, 1, 2, STYLE_TEXT, "%zu columns. Enter chooses the field "
		    "of one.", screen->seen->n);
	list_draw(screen->ls.list, c, in, true);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_addf(out, "Columns of %s", ((const struct columns_screen *)s)->seen->kind);
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->ls.list, body.rows - HEAD);
}

static void
columns_free(struct screen *s)
{
	import_columns_free(of(s)->seen);
	list_screen_end(&of(s)->ls);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "choose", run_open },
	{ ACT_prev_pane, NULL, run_open },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "import columns", LIST_SCREEN, .bindings = bindings, .draw = draw,
	.title = title, .sized = sized, .free = columns_free,
};

bool
import_columns_push(struct desk *d, const char *kind, const char *path,
    const char *preset, const char *map, void (*go_on)(struct desk *d, const char *mapping))
{
	struct columns_screen *s;
	struct err e;
	struct import_columns_seen *seen = practice_import_columns(d->p, kind, path, preset,
	    map, &e);

	if (seen == NULL) {
		ui_err(d->ui, &e);
		return false;
	}
	s = xcalloc(1, sizeof(*s));
	s->ls.screen.ops = &ops;
	s->seen = seen;
	s->go_on = go_on;
	fill(s);
	list_screen_begin(&s->ls, columns, ARRAY_LEN(columns), true, "");
	ui_push(d->ui, &s->ls.screen);
	return true;
}
