/*
 * Bars and columns: lengths beside the greatest, nothing above 0 lost, nothing outside
 * its area, in both alphabets.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/toolkit/chart.h"
#include "tests/support/test.h"

static const char *
dumped(const struct canvas *c, struct buf *out)
{
	char *end;

	buf_cut(out, 0);
	canvas_dump(c, out);
	end = strstr(out->s, "--\n");
	buf_cut(out, (size_t)(end - out->s));
	return out->s;
}

static void
steps_are_rounded(void **state)
{
	assert_int_equal(chart_steps(0, 10, 8), 0);
	assert_int_equal(chart_steps(-3, 10, 8), 0);
	assert_int_equal(chart_steps(CHART_NONE, 10, 8), 0);
	assert_int_equal(chart_steps(1, 1000000, 8), 1);
	assert_int_equal(chart_steps(10, 10, 8), 8);
	assert_int_equal(chart_steps(5, 10, 8), 4);
	assert_int_equal(chart_steps(9, 16, 8), 5);
	assert_int_equal(chart_steps(INT64_MAX, INT64_MAX, 8), 8);
	assert_int_equal(chart_steps(INT64_MAX - 1, INT64_MAX, 8), 8);
	assert_int_equal(chart_steps(3, 0, 8), 0);
	assert_int_equal(chart_steps(3, 4, 0), 0);
}

static const struct chart_bar bars[] = {
	{ "Microneedling", "12", 12 }, { "Peel", "3", 3 }, { "日本", "0", 0 },
	{ "Not said", "-", CHART_NONE },
};

static void
bars_stand_beside_their_figures(void **state)
{
	struct canvas *c = canvas_new(6, 28, false);
	AUTO_BUF struct buf out = BUF_INIT;

	assert_int_equal(chart_bars(c, canvas_area(c), 1, bars, 4), 4);
	assert_string_equal(dumped(c, &out),
	    "\n"
	    "Microneedling  12  ▄▄▄▄▄▄▄▄▄\n"
	    "Peel            3  ▄▄\n"
	    "日本            0\n"
	    "Not said        -  ░\n"
	    "\n");
	canvas_free(c);
	c = canvas_new(3, 28, true);
	assert_int_equal(chart_bars(c, canvas_area(c), 0, bars, 4), 3);
	assert_string_equal(dumped(c, &out),
	    "Microneedling  12  #########\n"
	    "Peel            3  ##\n"
	    "and 2 more\n");
	canvas_free(c);
}

static void
columns_end_with_the_newest(void **state)
{
	static const int64_t values[] = { 90, 1, 4, 0, CHART_NONE, 8 };
	static const char *const labels[] = { "J", "F", "M", "A", "M", "J" };
	struct canvas *c = canvas_new(3, 11, false);
	AUTO_BUF struct buf out = BUF_INIT;

	/* five fit: the 90 is out, and no measure for the others */
	assert_int_equal(chart_columns(c, canvas_area(c), 0, 1, 2, 2, values, labels, 6),
	    3);
	assert_string_equal(dumped(c, &out),
	    "         █\n"
	    " ▄ █   ░ █\n"
	    " F M A M J\n");
	canvas_free(c);
	c = canvas_new(1, 11, true);
	assert_int_equal(chart_columns(c, canvas_area(c), 0, 0, 1, 1, values, NULL, 6),
	    1);
	assert_string_equal(dumped(c, &out), "#__ ._\n");
	canvas_free(c);
}

/* Any area, however small: what stands around it stays. */
static void
nothing_leaves_its_area(void **state)
{
	static const int64_t values[] = { 3, 2, 1 };
	static const char *const labels[] = { "Jan", "Feb", "Mar" };
	int rows, cols;

	for (rows = -1; rows < 6; rows++)
		for (cols = -1; cols < 30; cols++) {
			struct canvas *c = canvas_new(8, 32, false);
			struct area a = { 1, 1, rows, cols };
			int y, x;

			assert_true(chart_bars(c, a, 0, bars, 4) <= (rows > 0 ? rows : 0));
			chart_columns(c, a, 0, 0, 3, 4, values, labels, 3);
			for (y = 0; y < 8; y++)
				for (x = 0; x < 32; x++)
					if (y < 1 || x < 1 || y > rows || x > cols)
						assert_string_equal(
						    canvas_cell(c, y, x)->text, " ");
			canvas_free(c);
		}
}

TEST_MAIN(
	cmocka_unit_test(steps_are_rounded),
	cmocka_unit_test(bars_stand_beside_their_figures),
	cmocka_unit_test(columns_end_with_the_newest),
	cmocka_unit_test(nothing_leaves_its_area)
)
