/*
 * What is written can be read: the contrast of every style of every theme on the
 * backgrounds it is made for, by the colours that xterm gives its sixteen, as WCAG 2.1
 * measures it; bold text may come out in the bright colour of its number.
 */
#include "base/mem.h"
#include "screens/toolkit/theme.h"
#include "tests/support/test.h"

/* Steps of xterm's colours and their share of light: ((v/255 + 0.055) / 1.055)^2.4 */
enum { V0, V92, V127, V205, V229, V238, V255 };
static const double light[] = { 0.0, 0.10702, 0.21223, 0.6105, 0.78354, 0.85499, 1.0 };

static const unsigned char xterm[16][3] = {
	{ V0, V0, V0 }, { V205, V0, V0 }, { V0, V205, V0 }, { V205, V205, V0 },
	{ V0, V0, V238 }, { V205, V0, V205 }, { V0, V205, V205 }, { V229, V229, V229 },
	{ V127, V127, V127 }, { V255, V0, V0 }, { V0, V255, V0 }, { V255, V255, V0 },
	{ V92, V92, V255 }, { V255, V0, V255 }, { V0, V255, V255 }, { V255, V255, V255 },
};

#define BLACK 0
#define WHITE 15

static double
luminance(int colour)
{
	const unsigned char *c = xterm[colour];

	return 0.2126 * light[c[0]] + 0.7152 * light[c[1]] + 0.0722 * light[c[2]];
}

static double
contrast(int a, int b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

	return x > y ? x / y : y / x;
}

/* The least of a style on a background, whose text is black or the grey of xterm. */
static double
least(enum theme theme, enum style st, int background)
{
	struct look look = theme_look(theme, st);
	int text = look.colour != LOOK_PLAIN ? look.colour : background == BLACK ? 7 : BLACK;
	int ground = look.ground != LOOK_PLAIN ? look.ground : background;
	double plain = contrast(text, ground), bright;

	if (!(look.looks & LOOK_BOLD) || look.colour == LOOK_PLAIN)
		return plain;
	bright = contrast(text + 8, ground);
	return bright < plain ? bright : plain;
}

static void
text_can_be_read(void **state)
{
	static const struct { enum theme theme; int backgrounds[2]; } made_for[] = {
		{ THEME_DEFAULT, { BLACK, WHITE } }, { THEME_LIGHT, { WHITE, WHITE } },
		{ THEME_DARK, { BLACK, BLACK } }, { THEME_MONO, { BLACK, WHITE } },
	};
	size_t i;
	int st, k;

	for (i = 0; i < ARRAY_LEN(made_for); i++)
		for (st = 0; st < STYLES; st++)
			for (k = 0; k < 2; k++) {
				int ground = made_for[i].backgrounds[k];
				double c = least(made_for[i].theme, (enum style)st, ground);

				if (c < 4.5)
					fail_msg("theme %zu, style %d: %.2f:1", i, st, c);
			}
}

/* What must not be missed is more than bold, with colours and without. */
static void
bold_is_never_the_only_mark(void **state)
{
	static const enum style matters[] = { STYLE_ALERT, STYLE_BAD, STYLE_WARN,
	    STYLE_SELECTED, STYLE_FIELD_ON, STYLE_TAB_ON };
	int theme;
	size_t i;

	for (theme = 0; theme < THEMES; theme++)
		for (i = 0; i < ARRAY_LEN(matters); i++) {
			struct look look = theme_look((enum theme)theme, matters[i]);

			assert_true(look.colour != LOOK_PLAIN || look.ground != LOOK_PLAIN ||
			    (look.looks & (LOOK_REVERSE | LOOK_UNDERLINE)));
		}
}

/* A band where there are colours, a line under it where there are none. */
static void
selected_row_is_a_band(void **state)
{
	int theme;

	for (theme = 0; theme < THEMES; theme++) {
		struct look look = theme_look((enum theme)theme, STYLE_SELECTED);

		assert_true(look.looks & LOOK_FILL);
		assert_true(theme == THEME_MONO ? (look.looks & LOOK_UNDERLINE) != 0 :
		    look.ground != LOOK_PLAIN);
	}
}

TEST_MAIN(
	cmocka_unit_test(text_can_be_read),
	cmocka_unit_test(bold_is_never_the_only_mark),
	cmocka_unit_test(selected_row_is_a_band)
)
