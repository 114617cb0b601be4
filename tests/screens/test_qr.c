/*
 * A QR code: its margin is light, its finders stand in three corners, what is drawn
 * is what was encoded, and what does not fit is not drawn.
 */
#include <qrencode.h>
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

/* The module as the colour of its half of a cell. */
static bool
drawn_dark(const struct canvas *c, bool whole, int y, int x)
{
	const struct cell *cell = canvas_cell(c, whole ? y : y / 2, whole ? 2 * x : x);

	assert_true(cell->style == STYLE_INK || cell->style == STYLE_PAPER);
	if (strcmp(cell->text, " ") == 0)
		return cell->style == STYLE_INK;
	assert_false(whole);
	assert_string_equal(cell->text, canvas_mark_text(false, MARK_LOWER));
	return y % 2 == 0 ? cell->style == STYLE_INK : cell->style == STYLE_PAPER;
}

/* As libqrencode has it: margin and all. */
static void
same_as_encoded(const struct canvas *c, bool whole, int size, const char *text)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
	int y, x, w = code->width;

	assert_int_equal(size, w + 2 * QR_MARGIN);
	for (y = 0; y < size; y++)
		for (x = 0; x < size; x++) {
			int cy = y - QR_MARGIN, cx = x - QR_MARGIN;
			bool dark = cy >= 0 && cx >= 0 && cy < w && cx < w &&
			    (code->data[cy * w + cx] & 1) != 0;

			assert_int_equal(drawn_dark(c, whole, y, x), dark);
		}
	QRcode_free(code);
}

static void
what_is_drawn_is_the_code(void **state)
{
	static const struct { int rows, cols; bool ascii, whole; } windows[] = {
		{ 19, 37, false, false }, { 37, 74, true, true }, { 37, 74, false, true },
	};
	struct qr *q = qr_new(LINK, NULL);
	size_t i;

	for (i = 0; i < ARRAY_LEN(windows); i++) {
		struct canvas *c = canvas_new(windows[i].rows, windows[i].cols,
		    windows[i].ascii);

		assert_true(qr_draw(q, c, canvas_area(c)));
		same_as_encoded(c, windows[i].whole, qr_size(q), LINK);
		canvas_free(c);
	}
	qr_free(q);
}

/* What the whole window of 24 rows holds, with its margin: 106 bytes, and more of a
 * link that says the same in capitals. */
static void
a_long_link_gets_a_smaller_code(void **state)
{
	static const struct { const char *link, *encoded; int rows; } cases[] = {
		{ "https://example.org/a", "HTTPS://EXAMPLE.ORG/a", 15 },
		{ "https://example.org/review/a", "https://example.org/review/a", 17 },
		{ "https://search.google.com/local/writereview?placeid=abcd",
		  "HTTPS://SEARCH.GOOGLE.COM/local/writereview?placeid=abcd", 19 },
		{ "https://search.google.com/local/writereview?placeid=ChIJN1t_tDeuEmsRUsoyG83frY4",
		  "HTTPS://SEARCH.GOOGLE.COM/local/writereview?placeid=ChIJN1t_tDeuEmsRUsoyG83frY4",
		  21 },
		{ "https://ann@search.google.com/local/writereview?place=A",
		  "https://ann@search.google.com/local/writereview?place=A", 21 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct qr *q = qr_new(cases[i].link, NULL);
		struct canvas *c = canvas_new(24, 80, false);
		int rows, cols;

		assert_true(qr_cells(q, false, canvas_area(c), &rows, &cols));
		assert_int_equal(rows, cases[i].rows);
		assert_true(qr_draw(q, c, (struct area){ 0, 0, rows, cols }));
		same_as_encoded(c, false, qr_size(q), cases[i].encoded);
		canvas_free(c);
		qr_free(q);
	}
}

static void
what_does_not_fit_is_not_drawn(void **state)
{
	struct qr *q = qr_new(LINK, NULL);
	struct canvas *c = canvas_new(24, 80, false);
	struct canvas *ascii = canvas_new(24, 80, true);
	int rows, cols, i;

	assert_true(qr_cells(q, false, canvas_area(c), &rows, &cols));
	assert_int_equal(rows, 19);
	assert_int_equal(cols, 37);
	assert_false(qr_draw(q, c, (struct area){ 0, 0, rows - 1, 80 }));
	assert_false(qr_draw(q, c, (struct area){ 0, 0, 24, cols - 1 }));
	assert_false(qr_draw(q, ascii, canvas_area(ascii)));
	for (i = 0; i < 24 * 80; i++)
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
	cmocka_unit_test(a_long_link_gets_a_smaller_code),
	cmocka_unit_test(what_does_not_fit_is_not_drawn),
	cmocka_unit_test(what_cannot_be_encoded_is_told)
)
