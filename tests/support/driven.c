/*
 * driven.c - keys in, canvases out.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/toolkit/theme.h"
#include "screens/toolkit/ui_inside.h"
#include "tests/support/driven.h"
#include "tests/support/golden.h"
#include "tests/support/test.h"

struct desk *d;
static int pressed;

void
driven_begin(struct practice *p, const char *path, bool ascii)
{
	d = desk_new(p, NULL, ascii);
	d->db = path;
	driven_size(24, 80);
}

void
driven_end(void)
{
	desk_free(d);
	d = NULL;
}

void
driven_full(bool full)
{
	struct rlimit now;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &now);
	now.rlim_cur = full ? 1 : now.rlim_max;
	setrlimit(RLIMIT_FSIZE, &now);
}

void
driven_size(int rows, int cols)
{
	ui_resize(d->ui, rows, cols);
	ui_draw(d->ui);
}

static void
press(const struct key *key)
{
	pressed++;
	ui_key(d->ui, key);
	ui_draw(d->ui);
}

int
driven_pressed(void)
{
	int n = pressed;

	pressed = 0;
	return n;
}

void
keys(const char *names)
{
	AUTO_FREE char *copy = xstrdup(names);
	char *rest, *word;
	struct key key;

	for (word = strtok_r(copy, " ", &rest); word != NULL;
	    word = strtok_r(NULL, " ", &rest)) {
		if (key_named(word, &key)) {
			press(&key);
			continue;
		}
		for (; *word != '\0'; word++) {
			key = (struct key){ .code = KEYS_TEXT, .text = { *word } };
			press(&key);
		}
	}
}

char *
seen(void)
{
	AUTO_BUF struct buf b = BUF_INIT;

	canvas_dump(ui_draw(d->ui), &b);
	return buf_steal(&b);
}

void
driven_tick(int ms, bool typed)
{
	if (d->busy_at != 0)
		d->busy_at -= ms;
	d->idle.key_at -= ms;
	d->ui->app->tick(d, d->ui, typed);
}

bool
shows(const char *text)
{
	AUTO_FREE char *all = seen();

	return strstr(all, text) != NULL;
}

void
sees(const char *text)
{
	AUTO_FREE char *all = seen();

	if (strstr(all, text) == NULL)
		fail_msg("\"%s\" is not on the screen:\n%s", text, all);
}

void
sees_not(const char *text)
{
	AUTO_FREE char *all = seen();

	if (strstr(all, text) != NULL)
		fail_msg("\"%s\" is on the screen:\n%s", text, all);
}

void
in_front(const char *name)
{
	assert_string_equal(ui_top(d->ui)->ops->name, name);
}

void
says(const char *words)
{
	if (strstr(ui_message(d->ui), words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", ui_message(d->ui), words);
}

void
looks(const char *name)
{
	AUTO_FREE char *text = seen();
	AUTO_FREE char *file = xasprintf("screens/%s.txt", name);

	golden_same(file, text);
}

/* The runs of a row that the theme without colours makes anything of. */
static void
add_mono(const struct canvas *c, int y, struct buf *out)
{
	static const char *const words[] = { "bold", "dim", "underline", "reverse", "band" };
	int x, from, cols = canvas_area(c).cols;
	size_t i;

	for (x = 0; x < cols; ) {
		unsigned is = theme_look(THEME_MONO, canvas_cell(c, y, x)->style).looks;

		for (from = x; x < cols &&
		    theme_look(THEME_MONO, canvas_cell(c, y, x)->style).looks == is; )
			x++;
		if (is == 0)
			continue;
		buf_addf(out, "%d:%d-%d", y, from, x - 1);
		for (i = 0; i < ARRAY_LEN(words); i++)
			if ((is >> i & 1) != 0)
				buf_addf(out, " %s", words[i]);
		buf_addc(out, '\n');
	}
}

void
looks_mono(const char *name)
{
	const struct canvas *c = ui_draw(d->ui);
	AUTO_FREE char *file = xasprintf("screens/%s.txt", name), *text = seen();
	AUTO_BUF struct buf all = BUF_INIT;
	int y;

	buf_add(&all, text, (size_t)(strstr(text, "--\n") - text) + 3);
	for (y = 0; y < canvas_area(c).rows; y++)
		add_mono(c, y, &all);
	golden_same(file, all.s);
}

void
looks_at_each_size(const char *name)
{
	static const int sizes[][2] = { { 24, 80 }, { 20, 60 }, { 43, 132 } };
	size_t i;

	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		AUTO_FREE char *sized = xasprintf("%s-%dx%d", name, sizes[i][1],
		    sizes[i][0]);

		driven_size(sizes[i][0], sizes[i][1]);
		looks(sized);
	}
	driven_size(24, 80);
}
