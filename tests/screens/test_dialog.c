/*
 * Proves that questions, choices, the palette and the page of keys look as they
 * should at every size, answer only to their own keys, and give back what lies
 * beneath untouched.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/help.h"
#include "screens/toolkit/list.h"
#include "screens/toolkit/palette.h"
#include "tests/support/golden.h"
#include "tests/support/test.h"

/* --- a program of one page ------------------------------------------------------- */

static char ran[64];		/* what was done last */

static void
run_act(struct screen *s, enum act a)
{
	snprintf(ran, sizeof(ran), "%s", act_table[a].name);
}

static const struct binding page_bindings[] = {
	{ ACT_open, "open", run_act }, { ACT_book, "book", run_act },
	{ ACT_new, "new client", run_act }, { ACT_history, NULL, run_act },
	{ ACT_NONE, NULL, NULL }
};

static void
page_draw(const struct screen *s, struct canvas *c, struct area a)
{
	int y;

	for (y = 0; y < a.rows; y++)
		canvas_textf(c, a, y, 0, STYLE_TEXT, "the page beneath, line %d", y);
}

static const struct screen_ops page_ops = {
	.name = "page", .mode = MODE_LIST, .bindings = page_bindings,
	.widget_acts = list_acts, .draw = page_draw,
};

/* A form, for what one is while typing. */
static char typed[64];

static bool
form_text(struct screen *s, const char *text, size_t n, bool paste)
{
	snprintf(typed + strlen(typed), sizeof(typed) - strlen(typed), "%.*s", (int)n,
	    text);
	return true;
}

static const struct binding form_bindings[] = {
	{ ACT_accept, "next", run_act }, { ACT_save, "save", run_act },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops form_ops = {
	.name = "form", .mode = MODE_TYPE, .bindings = form_bindings,
	.text = form_text, .draw = page_draw,
};

static void
open_palette(struct screen *s, enum act a);

static void
open_help(struct screen *s, enum act a)
{
	help_push(s->ui);
}

static void
go_back(struct screen *s, enum act a)
{
	ui_say(s->ui, "That is the first page.");
}

static const struct binding everywhere[] = {
	{ ACT_palette, NULL, open_palette }, { ACT_palette_list, NULL, open_palette },
	{ ACT_help, NULL, open_help }, { ACT_back, NULL, go_back },
	{ ACT_NONE, NULL, NULL }
};

static struct screen *
page_open(void *arg, struct ui *ui, size_t tab)
{
	struct screen *s = xcalloc(1, sizeof(*s));

	s->ops = arg;
	return s;
}

static const char *const tabs[] = { "Today", "Clients" };

static struct ui_app app = {
	.n_tabs = ARRAY_LEN(tabs), .tabs = tabs, .tab_open = page_open,
	.everywhere = everywhere,
};

static struct ui *
program(const struct screen_ops *ops, int rows, int cols)
{
	union { const void *in; void *out; } through = { .in = ops };
	struct ui *ui;

	app.arg = through.out;
	ran[0] = typed[0] = '\0';
	ui = ui_new(&app, false);
	ui_resize(ui, rows, cols);
	ui_go(ui, 0);
	ui_draw(ui);
	return ui;
}

/* Keys by name, separated by blanks. */
static void
press(struct ui *ui, const char *keys)
{
	AUTO_FREE char *all = xstrdup(keys);
	char *save = NULL, *word;
	struct key key;

	for (word = strtok_r(all, " ", &save); word != NULL;
	    word = strtok_r(NULL, " ", &save)) {
		assert_true(key_named(word, &key));
		ui_key(ui, &key);
		ui_draw(ui);
	}
}

static void
same_as(struct ui *ui, const char *golden)
{
	AUTO_BUF struct buf dump = BUF_INIT;

	canvas_dump(ui_draw(ui), &dump);
	golden_same(golden, dump.s);
}

/* --- the palette --------------------------------------------------------------------- */

static void
run_entry(struct ui *ui, int64_t id, void *arg)
{
	snprintf(ran, sizeof(ran), "entry %d", (int)id);
}

static void
always(struct ui *ui, struct palette *p, void *arg)
{
	palette_add(p, "Today", "1", "The day's visits", run_entry, 1);
	palette_add(p, "Clients", "2", "Everybody who was ever here", run_entry, 2);
}

static void
found(struct ui *ui, const char *words, struct palette *p, void *arg)
{
	if (strcmp(words, "gar") == 0) {
		palette_add(p, "García, José", NULL, "020 7946 0019", run_entry, 40);
		palette_add(p, "Garland, Ann", NULL, NULL, run_entry, 41);
	}
}

static const struct palette_source palette_source = {
	.always = always, .found = found,
};

static void
open_palette(struct screen *s, enum act a)
{
	palette_push(s->ui, &palette_source, "", NULL);
}

static void
palette_runs_what_is_named(void **state)
{
	struct ui *ui = program(&page_ops, 24, 80);

	press(ui, "^G c l i Enter");
	assert_string_equal(ran, "entry 2");
	press(ui, ": b o o k Enter");
	assert_string_equal(ran, "book");
	press(ui, "^G g a r Down Enter");
	assert_string_equal(ran, "entry 41");
	press(ui, "^G n w c l Enter");		/* letters in order: new client */
	assert_string_equal(ran, "new");
	press(ui, "^G k e y s Enter");
	assert_string_equal(ui_top(ui)->ops->name, "text");
	ui_free(ui);
}

static void
palette_leaves_all_as_it_was(void **state)
{
	struct ui *ui = program(&form_ops, 24, 80);
	AUTO_BUF struct buf before = BUF_INIT, after = BUF_INIT;

	press(ui, "a b");
	canvas_dump(ui_draw(ui), &before);
	press(ui, "^G x y z z y");
	assert_string_equal(ui_top(ui)->ops->name, "choose");
	press(ui, "Enter");		/* nothing is called that */
	assert_string_equal(ui_top(ui)->ops->name, "choose");
	press(ui, "Esc");
	canvas_dump(ui_draw(ui), &after);
	assert_string_equal(before.s, after.s);
	press(ui, "c");
	assert_string_equal(typed, "abc");
	assert_string_equal(ran, "");
	press(ui, "^G s a v e Enter");	/* what works while typing */
	assert_string_equal(ran, "save");
	ui_free(ui);
}

static void
ranks_by_how_it_matches(void **state)
{
	static const char *const better_first[][2] = {
		{ "Book a visit", "Notebook" }, { "New book", "Notebook" },
		{ "Notebook", "Bolt on oak" }, { "Bolt on oak", "" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(better_first); i++)
		assert_true(palette_rank("book", better_first[i][0], "") <
		    palette_rank("book", better_first[i][1], "a book"));
	assert_int_equal(palette_rank("JOSE", "José", ""), palette_rank("", "", ""));
	assert_int_equal(palette_rank("zz", "zebra", "stripes"), -1);
}

/* --- looks ------------------------------------------------------------------------------ */

static const struct { const char *name; int rows, cols; } sizes[] = {
	{ "80x24", 24, 80 }, { "60x20", 20, 60 }, { "132x43", 43, 132 },
};

static void
look_at(const char *what, const char *keys)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		struct ui *ui = program(&page_ops, sizes[i].rows, sizes[i].cols);
		AUTO_FREE char *golden = xasprintf("screens/%s-%s.txt", what,
		    sizes[i].name);

		press(ui, keys);
		same_as(ui, golden);
		ui_free(ui);
	}
}

static void
palette_looks_right(void **state)
{
	look_at("palette", "^G");
	look_at("palette-found", "^G g a r");
}

static void
help_looks_right(void **state)
{
	look_at("help", "?");
}

/* Every action is on the page once, whatever is in front. */
static void
help_names_every_action(void **state)
{
	const struct screen_ops *both[] = { &page_ops, &form_ops };
	size_t i;

	for (i = 0; i < 2; i++) {
		struct ui *ui = program(both[i], 24, 80);
		AUTO_BUF struct buf text = BUF_INIT;
		enum act a;

		help_text(ui, &text);
		for (a = ACT_NONE + 1; a < ACTS; a++) {
			AUTO_FREE char *keys = xasprintf("%s\t", act_table[a].keys);
			AUTO_FREE char *end = xasprintf("%s.\n", act_table[a].help);

			assert_non_null(strstr(text.s, keys));
			assert_non_null(strstr(text.s, end));
		}
		ui_free(ui);
	}
}

static void
help_scrolls_and_leaves(void **state)
{
	struct ui *ui = program(&page_ops, 10, 40);

	press(ui, "? G");
	same_as(ui, "screens/help-end-40x10.txt");
	press(ui, "g j k ^F PgDn PgUp ^L q");
	assert_string_equal(ui_top(ui)->ops->name, "page");
	ui_free(ui);
}

/* --- questions ------------------------------------------------------------------------------ */

static void
answered(struct ui *ui, char key, void *arg)
{
	snprintf(ran, sizeof(ran), "answer %c", key);
}

static const struct ask_answer answers[] = {
	{ 'y', "yes, put them together" }, { 'l', "look at both first" }, { 0, NULL },
};

static void
a_question_takes_its_own_keys(void **state)
{
	struct ui *ui = program(&page_ops, 24, 80);

	ask_push(ui, "Two clients have this phone number. Are they one?", answers,
	    answered, NULL, NULL);
	same_as(ui, "screens/ask-80x24.txt");
	press(ui, "Enter b n q 1");
	assert_string_equal(ui_top(ui)->ops->name, "question");
	press(ui, "y");
	assert_string_equal(ran, "answer y");
	ask_push(ui, "Again?", answers, answered, NULL, NULL);
	ran[0] = '\0';
	press(ui, "^C");
	assert_string_equal(ui_top(ui)->ops->name, "page");
	assert_string_equal(ran, "");
	ui_free(ui);
}

static bool
line_done(struct ui *ui, const char *text, void *arg)
{
	if (*text == '\0') {
		ui_complain(ui, "A name, please.");
		return false;
	}
	snprintf(ran, sizeof(ran), "line %s", text);
	return true;
}

static void
a_line_is_typed(void **state)
{
	struct ui *ui = program(&page_ops, 24, 80);

	line_push(ui, "Name of the file", "It is made in your own folder.", "a",
	    line_done, NULL, NULL);
	press(ui, "b é Backspace c");
	same_as(ui, "screens/line-80x24.txt");
	press(ui, "^U Enter");
	assert_string_equal(ui_message(ui), "A name, please.");
	press(ui, "x y Enter");
	assert_string_equal(ran, "line xy");
	assert_string_equal(ui_top(ui)->ops->name, "page");
	ui_free(ui);
}

/* What is said below the line is whole at 60 columns too. */
static void
a_long_hint_is_folded(void **state)
{
	struct ui *ui = program(&page_ops, 20, 60);
	AUTO_BUF struct buf dump = BUF_INIT;

	line_push(ui, "Emergency: what happened?", "Allergies, medicines and whom to "
	    "call are shown once; the owner is informed.", NULL, line_done, NULL, NULL);
	canvas_dump(ui_draw(ui), &dump);
	assert_non_null(strstr(dump.s, "the owner is informed."));
	ui_free(ui);
}

/* The end of what is typed stays in sight, wherever the cursor goes. */
static void
a_long_line_scrolls(void **state)
{
	struct ui *ui = program(&page_ops, 10, 40);
	int y, x, first, i;
	char digit[] = "0";

	line_push(ui, "Words", NULL, NULL, line_done, NULL, NULL);
	assert_true(canvas_where(ui_draw(ui), &first, &x));
	for (i = 0; i < 100; i++) {
		digit[0] = (char)('0' + i % 10);
		press(ui, digit);
	}
	assert_true(canvas_where(ui_draw(ui), &y, &x));
	assert_int_equal(y, first);
	assert_string_equal(canvas_cell(ui_draw(ui), y, x - 1)->text, "9");
	press(ui, "^A");
	assert_true(canvas_where(ui_draw(ui), &y, &x));
	assert_string_equal(canvas_cell(ui_draw(ui), y, x)->text, "0");
	press(ui, "x Enter");
	assert_memory_equal(ran, "line x0123456789", 16);
	ui_free(ui);
}

TEST_MAIN(
	cmocka_unit_test(palette_runs_what_is_named),
	cmocka_unit_test(palette_leaves_all_as_it_was),
	cmocka_unit_test(ranks_by_how_it_matches),
	cmocka_unit_test(palette_looks_right),
	cmocka_unit_test(help_looks_right),
	cmocka_unit_test(help_names_every_action),
	cmocka_unit_test(help_scrolls_and_leaves),
	cmocka_unit_test(a_question_takes_its_own_keys),
	cmocka_unit_test(a_line_is_typed),
	cmocka_unit_test(a_long_hint_is_folded),
	cmocka_unit_test(a_long_line_scrolls))
