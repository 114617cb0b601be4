/*
 * A QR code: its margin is light, its finders stand in three corners, what is drawn
 * is what was encoded, and what does not fit is not drawn.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/toolkit/qr.h"
#include "tests/support/test.h"

#define LINK "https://example.org/review/beauty-made-simply"

static void
a_code_has_margin_and_finders(void **state)
{
	struct qr *q = qr_new(LINK, NULL);
	int size = qr_size(q), i, dark = 0;

	assert_int_equal(size, 17 + 4 * 3 + 8);	/* version 3 holds 53 bytes at L */
	for (i = 0; i < size * QR_MARGIN; i++) {
		assert_false(qr_dark(q, i % QR_MARGIN, i / QR_MARGIN));
		assert_false(qr_dark(q, i / QR_MARGIN, i % QR_MARGIN));
		assert_false(qr_dark(q, size - 1 - i % QR_MARGIN, i / QR_MARGIN));
		assert_false(qr_dark(q, i / QR_MARGIN, size - 1 - i % QR_MARGIN));
	}
	for (i = 0; i < 7; i++) {
		assert_true(qr_dark(q, QR_MARGIN, QR_MARGIN + i));
		assert_true(qr_dark(q, QR_MARGIN, size - 1 - QR_MARGIN - i));
		assert_true(qr_dark(q, size - 1 - QR_MARGIN, QR_MARGIN + i));
		dark += qr_dark(q, size - 1 - QR_MARGIN, size - 1 - QR_MARGIN - i);
	}
	assert_true(dark < 7);
	qr_free(q);
}

/* The module as it stands in a cell. */
static bool
drawn_dark(const struct canvas *c, bool ascii, int y, int x)
{
	const struct cell *cell = canvas_cell(c, ascii ? y : y / 2, ascii ? 2 * x : x);
	enum mark half = y % 2 == 0 ? MARK_UPPER : MARK_LOWER;

	assert_int_equal(cell->style, STYLE_PAPER);
	if (ascii)
		return strcmp(cell->text, "#") == 0;
	return strcmp(cell->text, canvas_mark_text(false, MARK_BLOCK)) == 0 ||
	    strcmp(cell->text, canvas_mark_text(false, half)) == 0;
}

static void
what_is_drawn_is_the_code(void **state)
{
	struct qr *q = qr_new(LINK, NULL);
	int rows, cols, y, x;

	for (int ascii = 0; ascii < 2; ascii++) {
		struct canvas *c;

		qr_cells(q, ascii != 0, &rows, &cols);
		c = canvas_new(rows, cols, ascii != 0);
		assert_true(qr_draw(q, c, canvas_area(c)));
		for (y = 0; y < qr_size(q); y++)
			for (x = 0; x < qr_size(q); x++)
				assert_int_equal(drawn_dark(c, ascii != 0, y, x),
				    qr_dark(q, y, x));
		canvas_free(c);
	}
	qr_free(q);
}

static void
what_does_not_fit_is_not_drawn(void **state)
{
	struct qr *q = qr_new(LINK, NULL);
	struct canvas *c = canvas_new(24, 80, false);
	struct canvas *ascii = canvas_new(24, 80, true);
	int rows, cols;

	qr_cells(q, false, &rows, &cols);
	assert_int_equal(rows, 19);
	assert_int_equal(cols, 37);
	assert_false(qr_draw(q, c, (struct area){ 0, 0, rows - 1, 80 }));
	assert_false(qr_draw(q, c, (struct area){ 0, 0, 24, cols - 1 }));
	assert_false(qr_draw(q, ascii, canvas_area(ascii)));
	for (int i = 0; i < 24 * 80; i++)
		assert_int_equal(canvas_cell(c, i / 80, i % 80)->style, STYLE_TEXT);
	assert_true(qr_draw(q, c, (struct area){ 2, 0, 20, 80 }));
	assert_int_equal(canvas_cell(c, 2, 20)->style, STYLE_TEXT);
	assert_int_equal(canvas_cell(c, 2, 21)->style, STYLE_PAPER);
	canvas_free(c);
	canvas_free(ascii);
	qr_free(q);
}

static void
what_cannot_be_encoded_is_told(void **state)
{
	AUTO_FREE char *text = xmalloc(5001);
	struct err e = { .code = ERR_NONE };
	struct qr *q;

	memset(text, 'a', 5000);
	text[5000] = '\0';
	assert_null(qr_new(text, &e));
	assert_int_equal(e.code, ERR_INVALID);
	text[2954] = '\0';
	assert_null(qr_new(text, &e));
	text[2953] = '\0';	/* the most a code holds */
	q = qr_new(text, &e);
	assert_non_null(q);
	assert_int_equal(qr_size(q), 177 + 8);
	qr_free(q);
	assert_null(qr_new("", &e));
	assert_string_equal(e.text, "There is no text for a QR code.");
}

TEST_MAIN(
	cmocka_unit_test(a_code_has_margin_and_finders),
	cmocka_unit_test(what_is_drawn_is_the_code),
	cmocka_unit_test(what_does_not_fit_is_not_drawn),
	cmocka_unit_test(what_cannot_be_encoded_is_told)
)
