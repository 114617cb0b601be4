/*
 * Proves that a list steps no more rows than it shows, holds no more than three
 * screenfuls of a hundred thousand, keeps its selection by id whatever comes and
 * goes, filters while one types, and paints columns that fit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/toolkit/list_inside.h"
#include "tests/support/golden.h"
#include "tests/support/test.h"

#define MANY 100000
#define HEIGHT 21	/* with its header: 20 rows */
#define SHOWN 20

/* --- a source that counts ------------------------------------------------------- */

struct book {
	struct { int64_t id; char key[16]; bool gone; } *rows;
	size_t n;
	size_t stepped;
	bool fails;
};

static bool
name_matches(const char *key, const char *filter)
{
	return strstr(key, filter) != NULL;
}

static bool
behind(const struct book *b, size_t i, const struct list_seek *from, bool backwards)
{
	int c = strcmp(b->rows[i].key, from->key);

	if (c == 0)
		c = (b->rows[i].id > from->id) - (b->rows[i].id < from->id);
	return c == 0 ? from->with : (c < 0) == backwards;
}

static bool
book_page(void *arg, const char *filter, const struct list_seek *from,
    bool backwards, size_t n, struct list_rows *into, bool *more, struct err *e)
{
	struct book *b = arg;
	size_t k, i, taken = 0;

	if (b->fails)
		return err_set(e, ERR_IO, NULL, "The disk is gone.");
	for (k = 0; k < b->n; k++) {
		i = backwards ? b->n - 1 - k : k;
		if (b->rows[i].gone || !name_matches(b->rows[i].key, filter) ||
		    (from->key != NULL && !behind(b, i, from, backwards)))
			continue;
		*more = taken == n;
		if (taken == n)
			break;
		taken++;
		b->stepped++;
		list_rows_add(into, b->rows[i].id, b->rows[i].key);
		list_rows_cell(into, STYLE_TEXT, b->rows[i].key);
	}
	return true;
}

static bool
book_find(void *arg, const char *filter, int64_t id, struct buf *key, struct err *e)
{
	struct book *b = arg;
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->rows[i].id == id && !b->rows[i].gone &&
		    name_matches(b->rows[i].key, filter)) {
			buf_adds(key, b->rows[i].key);
			return true;
		}
	return err_set(e, ERR_NOTFOUND, NULL, "No such row.");
}

static bool
book_count(void *arg, const char *filter, size_t max, size_t *n, struct err *e)
{
	struct book *b = arg;
	size_t i;

	for (i = *n = 0; i < b->n && *n < max; i++)
		*n += !b->rows[i].gone && name_matches(b->rows[i].key, filter);
	return true;
}

static const struct list_source book = { book_page, book_find, book_count };

static const struct list_column one_column[] = { { "Name", 10, 0, 0, false } };

static struct list *
open_book(struct book *b, size_t n)
{
	const struct list_spec spec = { .source = &book, .arg = b,
	    .columns = one_column, .n_columns = 1, .header = true,
	    .empty = "n makes the first." };
	struct list *l;
	size_t i;

	*b = (struct book){ .rows = xcalloc(n + 1, sizeof(*b->rows)), .n = n };
	for (i = 0; i < n; i++) {
		b->rows[i].id = (int64_t)(2 * i + 2);
		snprintf(b->rows[i].key, sizeof(b->rows[i].key), "row %06zu", i);
	}
	l = list_new(&spec);
	list_sized(l, HEIGHT);
	return l;
}

static void
close_book(struct book *b, struct list *l)
{
	list_free(l);
	free(b->rows);
}

/* A key; rows it stepped. */
static size_t
press(struct book *b, struct list *l, enum act a)
{
	b->stepped = 0;
	assert_true(list_act(l, NULL, a));
	return b->stepped;
}

static void
type(struct list *l, const char *text)
{
	assert_true(list_text(l, NULL, text, strlen(text)));
}

/* --- moving ------------------------------------------------------------------------- */

static void
cursor_inside_the_window_steps_nothing(void **state)
{
	struct book b;
	struct list *l = open_book(&b, MANY);
	int i;

	assert_int_equal(b.stepped, SHOWN);
	for (i = 1; i < SHOWN; i++)
		assert_int_equal(press(&b, l, ACT_down), 0);
	assert_int_equal(list_selected(l), b.rows[SHOWN - 1].id);
	for (i = 1; i < SHOWN; i++)
		assert_int_equal(press(&b, l, ACT_up), 0);
	assert_int_equal(list_selected(l), b.rows[0].id);
	close_book(&b, l);
}

static void
walks_every_row_a_screenful_at_most(void **state)
{
	struct book b;
	struct list *l = open_book(&b, 500);
	size_t i, all = 0, n;

	for (i = 1; i < 500; i++) {
		all += n = press(&b, l, ACT_down);
		assert_in_range(n, 0, SHOWN);
		assert_int_equal(list_selected(l), b.rows[i].id);
		assert_in_range(l->rows.n, 1, 3 * SHOWN);
	}
	assert_int_equal(all, 500 - SHOWN);
	assert_int_equal(press(&b, l, ACT_down), 0);
	assert_int_equal(list_selected(l), b.rows[499].id);
	for (i = 499; i-- > 0; ) {
		assert_in_range(press(&b, l, ACT_up), 0, SHOWN);
		assert_int_equal(list_selected(l), b.rows[i].id);
		assert_in_range(l->rows.n, 1, 3 * SHOWN);
	}
	close_book(&b, l);
}

static void
pages_and_ends(void **state)
{
	struct book b;
	struct list *l = open_book(&b, MANY);
	size_t i;

	for (i = 1; i <= 10; i++) {
		assert_in_range(press(&b, l, ACT_page_down), 0, SHOWN);
		assert_int_equal(list_selected(l), b.rows[i * SHOWN].id);
	}
	assert_int_equal(press(&b, l, ACT_last), SHOWN);
	assert_int_equal(list_selected(l), b.rows[MANY - 1].id);
	assert_in_range(press(&b, l, ACT_page_up), 0, SHOWN);
	assert_int_equal(list_selected(l), b.rows[MANY - 1 - SHOWN].id);
	assert_int_equal(press(&b, l, ACT_first), SHOWN);
	assert_int_equal(list_selected(l), b.rows[0].id);
	assert_int_equal(press(&b, l, ACT_page_up), 0);
	assert_int_equal(list_selected(l), b.rows[0].id);
	close_book(&b, l);
}

/* --- others write ------------------------------------------------------------------------ */

static void
selection_stays_when_rows_come_and_go(void **state)
{
	struct book b;
	struct list *l = open_book(&b, 200);
	size_t i;

	for (i = 0; i < 30; i++)
		press(&b, l, ACT_down);
	for (i = 0; i < 25; i++)
		b.rows[i].gone = true;
	b.rows[40].gone = true;
	list_reload(l);
	assert_int_equal(list_selected(l), b.rows[30].id);
	for (i = 0; i < 25; i++)
		b.rows[i].gone = false;
	list_reload(l);
	assert_int_equal(list_selected(l), b.rows[30].id);
	for (i = 30; i-- > 0; ) {
		press(&b, l, ACT_up);
		assert_int_equal(list_selected(l), b.rows[i].id);
	}
	close_book(&b, l);
}

static void
rows_before_the_first_appear(void **state)
{
	struct book b;
	struct list *l;

	l = open_book(&b, 50);
	b.rows[0].gone = true;
	list_reload(l);
	assert_int_equal(list_selected(l), b.rows[1].id);
	b.rows[0].gone = false;
	list_reload(l);
	assert_int_equal(list_selected(l), b.rows[1].id);
	press(&b, l, ACT_up);
	assert_int_equal(list_selected(l), b.rows[0].id);
	close_book(&b, l);
}

static void
neighbour_of_a_row_that_went(void **state)
{
	struct book b;
	struct list *l = open_book(&b, 200);
	size_t i;

	for (i = 0; i < 5; i++)
		press(&b, l, ACT_down);
	b.rows[5].gone = true;
	list_reload(l);
	assert_int_equal(list_selected(l), b.rows[6].id);
	press(&b, l, ACT_last);
	b.rows[199].gone = true;
	list_reload(l);
	assert_int_equal(list_selected(l), b.rows[198].id);
	for (i = 0; i < 200; i++)
		b.rows[i].gone = true;
	list_reload(l);
	assert_int_equal(list_selected(l), 0);
	assert_null(list_row(l));
	assert_true(list_act(l, NULL, ACT_down));
	assert_true(list_act(l, NULL, ACT_page_up));
	close_book(&b, l);
}

static void
follows_a_row_to_its_new_place(void **state)
{
	struct book b;
	struct list *l = open_book(&b, 200);

	press(&b, l, ACT_down);
	b.rows[1].gone = true;
	b.rows[150].id = b.rows[1].id;	/* renamed: it stands further down now */
	list_reload(l);
	assert_int_equal(list_selected(l), b.rows[150].id);
	press(&b, l, ACT_up);
	assert_int_equal(list_selected(l), b.rows[149].id);
	assert_true(list_select(l, b.rows[3].id));
	assert_int_equal(list_selected(l), b.rows[3].id);
	assert_false(list_select(l, 7));
	assert_int_equal(list_selected(l), b.rows[3].id);
	close_book(&b, l);
}

/* --- filter, errors ------------------------------------------------------------------------- */

static void
filters_while_typing(void **state)
{
	struct book b;
	struct list *l = open_book(&b, MANY);

	assert_false(list_text(l, NULL, "x", 1));
	press(&b, l, ACT_down);
	assert_int_equal(list_mode(l), MODE_LIST);
	press(&b, l, ACT_filter);
	assert_int_equal(list_mode(l), MODE_TYPE);
	b.stepped = 0;
	type(l, "99");
	assert_in_range(b.stepped, 1, SHOWN);
	type(l, "7");
	assert_string_equal(list_filter(l), "997");
	assert_int_equal(list_selected(l), b.rows[997].id);
	press(&b, l, ACT_line_down);
	assert_int_equal(list_selected(l), b.rows[1997].id);
	press(&b, l, ACT_accept);
	assert_int_equal(list_mode(l), MODE_LIST);
	press(&b, l, ACT_down);
	assert_int_equal(list_selected(l), b.rows[2997].id);
	press(&b, l, ACT_back);		/* the filter goes, the row stays */
	assert_string_equal(list_filter(l), "");
	assert_int_equal(list_selected(l), b.rows[2997].id);
	press(&b, l, ACT_up);
	assert_int_equal(list_selected(l), b.rows[2996].id);
	assert_false(list_act(l, NULL, ACT_back));
	close_book(&b, l);
}

/* Up brings back what was kept, the newest first, and Down goes the other way; what is
 * typed behind it is one's own, and stays. */
static void
earlier_filters_come_back(void **state)
{
	struct book b;
	struct list *l = open_book(&b, 300);

	press(&b, l, ACT_filter);
	type(l, "12");
	press(&b, l, ACT_accept);
	press(&b, l, ACT_filter);
	assert_string_equal(list_filter(l), "");
	type(l, "4");
	press(&b, l, ACT_accept);
	press(&b, l, ACT_filter);
	press(&b, l, ACT_line_up);
	assert_string_equal(list_filter(l), "4");
	press(&b, l, ACT_line_up);
	assert_string_equal(list_filter(l), "12");
	press(&b, l, ACT_line_up);
	assert_string_equal(list_filter(l), "12");
	press(&b, l, ACT_line_down);
	press(&b, l, ACT_line_down);
	assert_string_equal(list_filter(l), "");
	press(&b, l, ACT_line_up);
	type(l, "5");
	press(&b, l, ACT_line_up);
	assert_string_equal(list_filter(l), "45");
	assert_int_equal(list_selected(l), b.rows[45].id);
	close_book(&b, l);
}

static void
nothing_matches_and_back(void **state)
{
	struct book b;
	struct list *l = open_book(&b, 300);

	press(&b, l, ACT_page_down);
	press(&b, l, ACT_filter);
	type(l, "zebra");
	assert_int_equal(list_selected(l), 0);
	press(&b, l, ACT_line_down);
	press(&b, l, ACT_leave);
	assert_int_equal(list_selected(l), b.rows[SHOWN].id);
	press(&b, l, ACT_filter);
	type(l, "é\xcc\x81");
	press(&b, l, ACT_delete_left);
	assert_string_equal(list_filter(l), "");
	assert_int_equal(list_selected(l), b.rows[0].id);
	close_book(&b, l);
}

static void
keeps_what_it_has_when_the_source_fails(void **state)
{
	struct book b;
	struct list *l = open_book(&b, MANY);

	assert_int_equal(l->err.code, ERR_NONE);
	b.fails = true;
	assert_true(list_act(l, NULL, ACT_last));
	assert_string_equal(l->err.text, "The disk is gone.");
	assert_int_equal(list_selected(l), b.rows[0].id);
	list_reload(l);
	assert_int_not_equal(l->err.code, ERR_NONE);
	assert_int_equal(l->rows.n, SHOWN);
	b.fails = false;
	press(&b, l, ACT_last);
	assert_int_equal(l->err.code, ERR_NONE);
	assert_int_equal(list_selected(l), b.rows[MANY - 1].id);
	close_book(&b, l);
}

/* Keys, sizes, arrivals and departures by chance: the cursor is always on a row that
 * is shown, and no row is shown twice or out of order. */
static void
any_order_of_keys(void **state)
{
	static const enum act acts[] = { ACT_up, ACT_down, ACT_page_up, ACT_page_down,
	    ACT_first, ACT_last, ACT_down, ACT_page_down };
	struct book b;
	struct list *l = open_book(&b, 400);
	unsigned seed = 7;
	int i;

	for (i = 0; i < 4000; i++) {
		struct canvas *c;
		int y, x;

		seed = seed * 1103515245 + 12345;
		if (seed >> 16 & 7)
			press(&b, l, acts[seed >> 20 & 7]);
		else if (seed >> 20 & 1)
			list_sized(l, (int)(seed >> 21 & 31) + 1);
		else {
			b.rows[(seed >> 21) % 400].gone ^= true;
			list_reload(l);
		}
		assert_non_null(list_row(l));
		c = canvas_new(40, 20, true);
		list_draw(l, c, (struct area){ 0, 0, 40, 20 }, true);
		assert_true(canvas_where(c, &y, &x));
		assert_string_equal(canvas_cell(c, y, x)->text, ">");
		assert_int_equal(canvas_cell(c, y, 11)->text[0],
		    list_row(l)->key[9]);
		canvas_free(c);
	}
	close_book(&b, l);
}

/* --- how it looks ------------------------------------------------------------------------------ */

static const struct list_column client_columns[] = {
	{ "Name", 12, 28, 0, false }, { "Phone", 14, 16, 3, false },
	{ "Next visit", 10, 12, 1, false }, { "Open", 8, 10, 2, true },
	{ "Note", 10, 0, 4, false },
};

static void
add_client(struct list_rows *r, const char *name, const char *phone,
    const char *next, const char *open, const char *note)
{
	list_rows_add(r, (int64_t)r->n + 1, "");
	list_rows_cell(r, STYLE_TEXT, name);
	list_rows_cell(r, STYLE_TEXT, phone);
	list_rows_cell(r, STYLE_TEXT, next);
	list_rows_cell(r, *open != '\0' ? STYLE_WARN : STYLE_TEXT, open);
	list_rows_cell(r, STYLE_DIM, note);
}

static void
clients(struct list_rows *r)
{
	add_client(r, "Byrne, Ada", "+44 20 7946 0018", "23 Nov 2026", "", "");
	add_client(r, "García, José", "020 7946 0019", "", "120.00", "");
	add_client(r, "Garci\xcc\x81" "a, Jose\xcc\x81", "", "", "", "combining");
	add_client(r, "山田 花子さんのとても長い名前です", "03-1234-5678", "", "9.50", "");
	add_client(r, "Evil \033[31m\xe2\x80\xaeName", "", "", "", "escape and bidi");
	add_client(r, "Lind, Eva", "", "1 Dec 2026", "", "archived");
	list_rows_dim(r);
}

static void
looks(const char *name, int rows, int cols, bool ascii, const char *typed)
{
	struct list_rows r = { NULL, 0, 0 };
	const struct list_spec spec = { .source = &list_fixed, .arg = &r,
	    .columns = client_columns, .n_columns = ARRAY_LEN(client_columns),
	    .header = true, .empty = "No clients yet: n makes the first." };
	struct canvas *c = canvas_new(rows, cols, ascii);
	struct list *l = list_new(&spec);
	AUTO_BUF struct buf dump = BUF_INIT;

	if (typed != NULL)
		clients(&r);
	list_sized(l, rows);
	if (typed != NULL)
		list_act(l, NULL, ACT_down);
	if (typed != NULL && *typed != '\0') {
		list_act(l, NULL, ACT_filter);
		type(l, typed);
	}
	list_draw(l, c, canvas_area(c), true);
	canvas_dump(c, &dump);
	golden_same(name, dump.s);
	list_free(l);
	canvas_free(c);
	list_rows_clear(&r);
}

static void
looks_right(void **state)
{
	looks("screens/list-80x24.txt", 24, 80, false, "");
	looks("screens/list-60x20.txt", 20, 60, false, "");
	looks("screens/list-132x43.txt", 43, 132, false, "");
	looks("screens/list-40x10-ascii.txt", 10, 40, true, "");
	looks("screens/list-filter.txt", 24, 80, false, "jose gar");
	looks("screens/list-none-match.txt", 24, 80, false, "zebra");
	looks("screens/list-empty.txt", 24, 80, false, NULL);
}

static void
tells_how_many_match(void **state)
{
	struct book b;
	struct list *l = open_book(&b, MANY);
	struct canvas *c = canvas_new(6, 40, false);
	AUTO_BUF struct buf dump = BUF_INIT;

	press(&b, l, ACT_filter);
	type(l, "0");
	list_draw(l, c, (struct area){ 0, 0, 3, 40 }, true);
	type(l, "1234");
	list_draw(l, c, (struct area){ 3, 0, 3, 40 }, true);
	canvas_dump(c, &dump);
	golden_same("screens/list-count.txt", dump.s);
	canvas_free(c);
	close_book(&b, l);
}

/* What a cursor key changes on the screen is two marks and two names. */
static void
cursor_key_changes_little(void **state)
{
	struct book b;
	struct list *l = open_book(&b, MANY);
	struct canvas *was = canvas_new(24, 80, false), *now = canvas_new(24, 80, false);
	int y, x, n = 0;

	list_draw(l, was, canvas_area(was), true);
	press(&b, l, ACT_down);
	list_draw(l, now, canvas_area(now), true);
	for (y = 0; y < 24; y++)
		for (x = 0; x < 80; x++)
			if (strcmp(canvas_cell(was, y, x)->text,
			    canvas_cell(now, y, x)->text) != 0)
				n++;
	assert_int_equal(n, 2);
	canvas_free(was);
	canvas_free(now);
	close_book(&b, l);
}

TEST_MAIN(
	cmocka_unit_test(cursor_inside_the_window_steps_nothing),
	cmocka_unit_test(walks_every_row_a_screenful_at_most),
	cmocka_unit_test(pages_and_ends),
	cmocka_unit_test(selection_stays_when_rows_come_and_go),
	cmocka_unit_test(rows_before_the_first_appear),
	cmocka_unit_test(neighbour_of_a_row_that_went),
	cmocka_unit_test(follows_a_row_to_its_new_place),
	cmocka_unit_test(filters_while_typing),
	cmocka_unit_test(earlier_filters_come_back),
	cmocka_unit_test(nothing_matches_and_back),
	cmocka_unit_test(keeps_what_it_has_when_the_source_fails),
	cmocka_unit_test(any_order_of_keys),
	cmocka_unit_test(looks_right),
	cmocka_unit_test(tells_how_many_match),
	cmocka_unit_test(cursor_key_changes_little))
