/*
 * The frame around a screen: a message is never cut, takes the rows it needs from the
 * screen and gives them back, leaves alerts and the selected row where they can be seen,
 * and one row at most is marked as that which has the keys.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list.h"
#include "tests/support/test.h"

#define MESSAGE \
	"Cannot start the visit of Okafor, Ngozi on Tuesday 1 December at 2:00p: the " \
	"screening says BLOCK because of keloid scars, said today; c opens it."

struct page {
	struct screen screen;
	struct list *list;
	struct list_rows rows;
};

static struct page *
of(struct screen *s)
{
	return (struct page *)s;
}

static void
run_say(struct screen *s, enum act a)
{
	ui_complain(s->ui, "%s", MESSAGE);
}

static const struct ask_answer answers[] = { { 'y', "yes" }, { 0, NULL } };

static void
answered(struct ui *ui, char key, void *arg)
{
}

static void
run_ask(struct screen *s, enum act a)
{
	ask_push(s->ui, "Really?", answers, answered, NULL, NULL);
}

static const struct binding bindings[] = {
	{ ACT_book, "say", run_say }, { ACT_new, "ask", run_ask },
	{ ACT_NONE, NULL, NULL }
};

static bool
page_act(struct screen *s, enum act a)
{
	return list_act(of(s)->list, s->ui, a);
}

static void
page_draw(const struct screen *s, struct canvas *c, struct area a)
{
	list_draw(((const struct page *)s)->list, c, a, true);
}

static void
page_sized(struct screen *s, struct area body)
{
	list_sized(of(s)->list, body.rows);
}

static void
page_alert(const struct screen *s, struct buf *out)
{
	buf_adds(out, "! ALLERGY latex");
}

static void
page_free(struct screen *s)
{
	list_free(of(s)->list);
	list_rows_clear(&of(s)->rows);
	free(of(s)->rows.rows);
	free(s);
}

static const struct screen_ops ops = {
	.name = "page", .mode = MODE_LIST, .bindings = bindings, .widget_acts = list_acts,
	.act = page_act, .draw = page_draw, .sized = page_sized, .alert = page_alert,
	.free = page_free,
};

static struct screen *
page_open(void *arg, struct ui *ui, size_t tab)
{
	static const struct list_column columns[] = { { "Name", 10, 20, 0, false } };
	struct page *p = xcalloc(1, sizeof(*p));
	char name[16];
	int i;

	p->screen.ops = &ops;
	for (i = 1; i <= 40; i++) {
		snprintf(name, sizeof(name), "client %02d", i);
		list_rows_add(&p->rows, i, name);
		list_rows_cell(&p->rows, STYLE_TEXT, name);
	}
	p->list = list_new(&(struct list_spec){ .source = &list_fixed, .arg = &p->rows,
	    .columns = columns, .n_columns = 1 });
	return &p->screen;
}

static const char *const tabs[] = { "Today" };
static const struct ui_app app = { .n_tabs = 1, .tabs = tabs, .tab_open = page_open };

static struct ui *
program(int rows, int cols)
{
	struct ui *ui = ui_new(&app, false);

	ui_resize(ui, rows, cols);
	ui_go(ui, 0);
	ui_draw(ui);
	return ui;
}

static void
press(struct ui *ui, const char *name)
{
	struct key key;

	assert_true(key_named(name, &key));
	ui_key(ui, &key);
	ui_draw(ui);
}

/* The words of one row. */
static void
row_of(const struct canvas *c, int y, struct buf *out)
{
	int x;

	buf_cut(out, 0);
	for (x = 0; x < canvas_area(c).cols; x++)
		buf_adds(out, canvas_cell(c, y, x)->text);
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
}

/* The rows from y to the one above the keys, joined by a blank. */
static void
message_of(const struct canvas *c, int y, struct buf *out)
{
	AUTO_BUF struct buf row = BUF_INIT;

	for (; y < canvas_area(c).rows - 1; y++) {
		row_of(c, y, &row);
		buf_addf(out, "%s%s", out->len > 0 ? " " : "", row.s + 1);
	}
}

/* Where marks of a selected row stand; -1: nowhere. */
static int
marked_row(const struct canvas *c, size_t *n)
{
	int y, x, found = -1;

	for (*n = 0, y = 0; y < canvas_area(c).rows; y++)
		for (x = 0; x < canvas_area(c).cols; x++)
			if (strcmp(canvas_cell(c, y, x)->text, "►") == 0)
				++*n, found = y;
	return found;
}

static void
a_long_message_is_whole(void **state)
{
	static const struct { int rows, cols, lines; } sizes[] = {
		{ 24, 80, 2 }, { 20, 60, 3 }, { 10, 80, 2 },
	};
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		struct ui *ui = program(sizes[i].rows, sizes[i].cols);
		AUTO_BUF struct buf before = BUF_INIT, said = BUF_INIT, row = BUF_INIT,
		    after = BUF_INIT;

		press(ui, "G");
		canvas_dump(ui_draw(ui), &before);
		press(ui, "b");
		message_of(ui_draw(ui), sizes[i].rows - 1 - sizes[i].lines, &said);
		assert_string_equal(said.s, MESSAGE);
		row_of(ui_draw(ui), 2, &row);
		assert_string_equal(row.s, "! ALLERGY latex");
		/* the last row, which was there, still is: above the message */
		assert_int_equal(marked_row(ui_draw(ui), &n),
		    sizes[i].rows - 2 - sizes[i].lines);
		assert_int_equal(n, 1);
		row_of(ui_draw(ui), sizes[i].rows - 2 - sizes[i].lines, &row);
		assert_string_equal(row.s, "► client 40");
		press(ui, "b");		/* a second time nothing has moved */
		message_of(ui_draw(ui), 0, &after);
		press(ui, "G");
		buf_cut(&after, 0);
		canvas_dump(ui_draw(ui), &after);
		assert_string_equal(strstr(after.s, "client 40"),
		    strstr(before.s, "client 40"));
		ui_free(ui);
	}
}

/* What stands there after keys typed ahead is what stands there after the same keys,
 * each painted. */
static void
keys_typed_ahead_see_the_same(void **state)
{
	static const char *const typed[] = { "G", "b", "PgUp", "b", "PgUp", "j" };
	struct ui *slow = program(24, 80), *fast = program(24, 80);
	AUTO_BUF struct buf a = BUF_INIT, b = BUF_INIT;
	struct key key;
	size_t i;

	for (i = 0; i < ARRAY_LEN(typed); i++) {
		press(slow, typed[i]);
		assert_true(key_named(typed[i], &key));
		ui_key(fast, &key);
	}
	canvas_dump(ui_draw(slow), &a);
	canvas_dump(ui_draw(fast), &b);
	assert_string_equal(a.s, b.s);
	ui_free(slow);
	ui_free(fast);
}

static void
one_row_has_the_keys(void **state)
{
	struct ui *ui = program(24, 80);
	struct canvas *c;
	size_t n;

	marked_row(ui_draw(ui), &n);
	assert_int_equal(n, 1);
	press(ui, "n");		/* a question over the list */
	marked_row(ui_draw(ui), &n);
	assert_int_equal(n, 0);
	press(ui, "Esc");
	marked_row(ui_draw(ui), &n);
	assert_int_equal(n, 1);
	ui_free(ui);

	c = canvas_new(3, 10, false);	/* of two panes the one that is painted last */
	canvas_select(c, canvas_area(c), 0, 0);
	canvas_text(c, canvas_area(c), 0, 2, STYLE_SELECTED, "one");
	canvas_select(c, canvas_area(c), 2, 1);
	assert_int_equal(marked_row(c, &n), 2);
	assert_int_equal(n, 1);
	assert_int_equal(canvas_cell(c, 0, 2)->style, STYLE_STRONG);
	canvas_free(c);
}

TEST_MAIN(
	cmocka_unit_test(a_long_message_is_whole),
	cmocka_unit_test(keys_typed_ahead_see_the_same),
	cmocka_unit_test(one_row_has_the_keys)
)
