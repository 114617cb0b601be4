/*
 * backups.c - see backups.h.
 */
#include "screens/backups.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/seal.h"
#include "practice/backups.h"
#include "practice/files.h"
#include "practice/naming.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

#define HEAD (BACKUPS_LINES + 2)	/* rows above the list */

/* What is asked about when one is opened. */
struct one {
	char *path;
	bool sealed;
};

struct backups {
	struct list_screen ls;
	struct backups_line stand[BACKUPS_LINES];
	struct one *all;		/* row i + 1 is all[i] */
	size_t n, cap;
};

static const struct list_column columns[] = {
	{ .title = "made", .min = 16, .max = 26 },
	{ .title = "kept as", .min = 14, .max = 22 },
	{ .title = "size", .min = 7, .max = 9, .right = true },
	{ .title = "checked", .min = 7, .max = 7 },
	{ .title = "", .min = 6, .max = 6 },
};

static struct backups *
of(struct screen *s)
{
	return (struct backups *)s;
}

static void
forget(struct backups *o)
{
	while (o->n > 0)
		free(o->all[--o->n].path);
	backups_lines_free(o->stand);
}

static bool
add_row(const struct backup_row *row, void *arg)
{
	struct backups *o = arg;
	AUTO_BUF struct buf when = BUF_INIT, size = BUF_INIT;

	GROW(o->all, o->cap, o->n + 1);
	o->all[o->n++] = (struct one){ xstrdup(row->path), row->sealed };
	naming_add_moment(practice_of(&o->ls.screen), row->made, &when);
	file_size_words(row->bytes, &size);
	list_rows_add(&o->ls.rows, (int64_t)o->n, "");
	list_rows_cell(&o->ls.rows, STYLE_TEXT, when.s);
	list_rows_cell(&o->ls.rows, STYLE_TEXT, row->tier);
	list_rows_cell(&o->ls.rows, STYLE_TEXT, size.s);
	list_rows_cell(&o->ls.rows, row->whole ? STYLE_TEXT : STYLE_WARN,
	    row->whole ? "yes" : "no");
	list_rows_cell(&o->ls.rows, STYLE_DIM, row->sealed ? "sealed" : "plain");
	return true;
}

static void
shown(struct screen *s)
{
	struct backups *o = of(s);
	struct err e;

	list_rows_clear(&o->ls.rows);
	forget(o);
	if (!practice_backups(practice_of(s), add_row, o, o->stand, &e))
		ui_err(s->ui, &e);
	if (o->ls.list != NULL)
		list_reload(o->ls.list);
}

/* --- what is done with them ----------------------------------------------------------------- */

static bool look_again(struct screen *s, void *arg);

static void
ended(struct desk *d, UNUSED int status, UNUSED const char *said)
{
	ui_each(d->ui, look_again, NULL);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	const char *const words[] = { "backup", NULL };

	child_start(desk_of(s), words, &(struct child_words){
	    .title = "A backup of the practice", .at_work = "Making a backup",
	    .done = "The backup is made and checked.", .ended = ended });
}

/* `key`: the private one, for its standard input; NULL: it is not sealed. */
static void
drill(struct desk *d, const char *path, const char *key)
{
	const char *const words[] = { "restore", "--drill", path, key != NULL ? "--key" : NULL,
	    "-", NULL };

	child_start(d, words, &(struct child_words){
	    .title = "A backup, tried out", .at_work = "Restoring it beside the practice",
	    .done = "The backup is good; what was tried out is thrown away.", .input = key,
	    .ended = ended });
}

static bool
key_typed(struct ui *ui, const char *text, void *path)
{
	struct seal_secret secret;
	bool good = seal_secret_read(text, &secret);

	seal_forget(&secret, sizeof(secret));
	if (good)
		drill(ui_arg(ui), path, text);
	else
		ui_complain(ui, "That is no private key as backup keygen prints it, or a letter of "
		    "it is wrong.");
	return good;
}

static void
verify(struct desk *d, const char *path)
{
	const char *const words[] = { "backup", "verify", path, NULL };

	child_start(d, words, &(struct child_words){
	    .title = "Is the backup what was made?", .at_work = "Reading the backup",
	    .done = "The backup is what was made." });
}

static void
answered(struct ui *ui, char key, void *arg)
{
	const struct one *one = arg;

	if (key == 'v')
		verify(ui_arg(ui), one->path);
	else if (one->sealed)
		secret_push(ui, "The private key from the safe",
		    "It begins with secret- and is kept nowhere here.", key_typed,
		    xstrdup(one->path), free);
	else
		drill(ui_arg(ui), one->path, NULL);
}

static void
one_free(void *arg)
{
	struct one *one = arg;

	free(one->path);
	free(one);
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	static const struct ask_answer answers[] = {
		{ 'v', "verify: is it what was made?" },
		{ 'd', "a drill: restore it beside the practice, check it, throw it away" },
		{ 0, NULL }
	};
	int64_t row = list_selected(of(s)->ls.list);
	struct one *one;

	if (row <= 0) {
		ui_say(s->ui, "There is no backup yet; n makes one.");
		return;
	}
	one = xmalloc(sizeof(*one));
	*one = of(s)->all[row - 1];
	one->path = xstrdup(one->path);
	ask_push(s->ui, one->path, answers, answered, one, one_free);
}

/* --- the screen ------------------------------------------------------------------------------- */

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct backups *o = (const struct backups *)s;
	int y;

	canvas_hline(c, a, 0, 0, a.cols);
	for (y = 0; y < BACKUPS_LINES; y++) {
		const struct backups_line *l = &o->stand[y];

		if (l->what == NULL)	/* whose right to see it was taken away meanwhile */
			continue;
		canvas_text(c, a, y + 1, 2, STYLE_DIM, l->what);
		canvas_fit(c, a, y + 1, 18, a.cols - 18, l->warns ? STYLE_WARN : STYLE_TEXT,
		    l->words);
	}
	canvas_hline(c, a, HEAD - 1, 0, a.cols);
	list_draw(o->ls.list, c, (struct area){ a.y + HEAD, a.x, a.rows - HEAD, a.cols }, true);
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Backups");
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->ls.list, body.rows - HEAD);
}

static void
backups_free(struct screen *s)
{
	list_screen_end(&of(s)->ls);
	forget(of(s));
	free(of(s)->all);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "check, try out", run_open },
	{ ACT_new, "make one", run_new },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "backups", LIST_SCREEN, .bindings = bindings, .draw = draw, .title = title,
	.sized = sized, .shown = shown, .free = backups_free,
};

static bool
look_again(struct screen *s, UNUSED void *arg)
{
	if (s->ops == &ops)
		shown(s);
	return true;
}

void
backups_push(struct desk *d)
{
	struct backups *o;

	if (!desk_may(d, ACTION_BACKUP))
		return;
	o = xcalloc(1, sizeof(*o));
	o->ls.screen.ops = &ops;
	o->ls.screen.ui = d->ui;
	shown(&o->ls.screen);
	list_screen_begin(&o->ls, columns, ARRAY_LEN(columns), true,
	    "There is no backup yet; n makes one.");
	ui_push(d->ui, &o->ls.screen);
}
