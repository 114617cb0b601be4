/*
 * term_screen.c - what a person would see.
 */
#include <stdint.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/support/golden.h"
#include "tests/support/term_inside.h"
#include "tests/support/test.h"

static int
on_property(VTermProp property, VTermValue *value, void *arg)
{
	struct term *t = arg;

	if (property == VTERM_PROP_CURSORVISIBLE)
		t->cursor_shown = value->boolean;
	if (property == VTERM_PROP_ALTSCREEN)
		t->other_screen = value->boolean;
	return 1;
}

static int
on_bell(void *arg)
{
	struct term *t = arg;

	t->bells++;
	return 1;
}

static const VTermScreenCallbacks callbacks = {
	.settermprop = on_property, .bell = on_bell,
};

void
term_screen_begin(struct term *t, bool utf8, bool one_screen)
{
	t->vt = vterm_new(t->rows, t->cols);
	vterm_set_utf8(t->vt, utf8);
	t->screen = vterm_obtain_screen(t->vt);
	t->cursor_shown = true;
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_enable_altscreen(t->screen, !one_screen);
	vterm_screen_reset(t->screen, 1);
}

void
term_screen_resize(struct term *t, int rows, int cols)
{
	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
}

/* --- cells ------------------------------------------------------------------- */

static void
add_character(struct buf *out, uint32_t c)
{
	if (c < 0x80) {
		buf_addc(out, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_addc(out, (char)(0xc0 | c >> 6));
	} else {
		if (c < 0x10000) {
			buf_addc(out, (char)(0xe0 | c >> 12));
		} else {
			buf_addc(out, (char)(0xf0 | c >> 18));
			buf_addc(out, (char)(0x80 | (c >> 12 & 0x3f)));
		}
		buf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_addc(out, (char)(0x80 | (c & 0x3f)));
}

static VTermScreenCell
cell_at(struct term *t, int y, int x)
{
	VTermScreenCell cell;

	memset(&cell, 0, sizeof(cell));
	if (!vterm_screen_get_cell(t->screen, (VTermPos){ y, x }, &cell))
		fail_msg("there is no cell %d:%d", y, x);
	return cell;
}

static void
add_row(struct term *t, int y, struct buf *out)
{
	size_t end = out->len;
	int x, i;

	for (x = 0; x < t->cols; x++) {
		VTermScreenCell cell = cell_at(t, y, x);

		if (cell.chars[0] == (uint32_t)-1)	/* behind a wide one */
			continue;
		if (cell.chars[0] == 0) {
			buf_addc(out, ' ');
			continue;
		}
		for (i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
			add_character(out, cell.chars[i]);
		if (cell.chars[0] != ' ')
			end = out->len;
	}
	buf_cut(out, end);
}

const char *
term_row(struct term *t, int y)
{
	buf_cut(&t->row, 0);
	add_row(t, y, &t->row);
	return t->row.s;
}

char *
term_text(struct term *t)
{
	struct buf all = BUF_INIT;
	int y;

	for (y = 0; y < t->rows; y++) {
		add_row(t, y, &all);
		buf_addc(&all, '\n');
	}
	return buf_steal(&all);
}

int
term_find(struct term *t, const char *text)
{
	int y;

	for (y = 0; y < t->rows; y++)
		if (strstr(term_row(t, y), text) != NULL)
			return y;
	return -1;
}

bool
term_has(struct term *t, const char *text)
{
	return term_find(t, text) >= 0;
}

void
term_shows(struct term *t, const char *text)
{
	if (!term_has(t, text))
		term_fail(t, "the screen does not show \"%s\"", text);
}

void
term_shows_folded(struct term *t, const char *text)
{
	AUTO_BUF struct buf all = BUF_INIT;
	int y;

	for (y = 0; y < t->rows; y++) {
		const char *row = term_row(t, y);

		buf_adds(&all, row + strspn(row, " "));
	}
	if (strstr(all.s, text) == NULL)
		term_fail(t, "the screen does not show \"%s\"", text);
}

void
term_shows_not(struct term *t, const char *text)
{
	if (term_has(t, text))
		term_fail(t, "the screen shows \"%s\"", text);
}

void
term_fail(struct term *t, const char *fmt, ...)
{
	AUTO_BUF struct buf why = BUF_INIT;
	va_list ap;
	int y, last;

	va_start(ap, fmt);
	buf_vaddf(&why, fmt, ap);
	va_end(ap);
	for (last = t->rows - 1; last > 0 && *term_row(t, last) == '\0'; )
		last--;
	for (y = 0; y <= last; y++)
		print_message("# |%s\n", term_row(t, y));
	fail_msg("%s", why.s);
	bug("a failed case goes on");
}

/* --- looks ----------------------------------------------------------------------- */

static int
colour_of(const VTermColor *c, int own)
{
	if ((c->type & own) != 0)
		return -1;
	return VTERM_COLOR_IS_INDEXED(c) ? c->indexed.idx : -1;
}

struct term_look
term_look(struct term *t, int y, int x)
{
	VTermScreenCell cell = cell_at(t, y, x);

	return (struct term_look){
		.bold = cell.attrs.bold, .underline = cell.attrs.underline != 0,
		.reverse = cell.attrs.reverse,
		.colour = colour_of(&cell.fg, VTERM_COLOR_DEFAULT_FG),
		.ground = colour_of(&cell.bg, VTERM_COLOR_DEFAULT_BG),
	};
}

static bool
same_look(struct term_look a, struct term_look b)
{
	return a.bold == b.bold && a.underline == b.underline &&
	    a.reverse == b.reverse && a.colour == b.colour && a.ground == b.ground;
}

static bool
is_plain(struct term_look l)
{
	return same_look(l, (struct term_look){ .colour = -1, .ground = -1 });
}

static void
add_look(struct buf *out, struct term_look l)
{
	buf_adds(out, l.bold ? " bold" : "");
	buf_adds(out, l.underline ? " underline" : "");
	buf_adds(out, l.reverse ? " reverse" : "");
	if (l.colour >= 0)
		buf_addf(out, " colour %d", l.colour);
	if (l.ground >= 0)
		buf_addf(out, " on %d", l.ground);
	buf_addc(out, '\n');
}

static void
add_looks(struct term *t, int y, struct buf *out)
{
	struct term_look look;
	int x, from;

	for (x = 0; x < t->cols; ) {
		look = term_look(t, y, x);
		for (from = x++; x < t->cols && same_look(look, term_look(t, y, x)); )
			x++;
		if (is_plain(look))
			continue;
		buf_addf(out, "%d:%d-%d", y, from, x - 1);
		add_look(out, look);
	}
}

bool
term_cursor(struct term *t, int *y, int *x)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
	*y = at.row;
	*x = at.col;
	return t->cursor_shown;
}

void
term_golden(struct term *t, const char *name)
{
	AUTO_FREE char *file = xasprintf("screens/%s.txt", name);
	AUTO_FREE char *text = term_text(t);
	AUTO_BUF struct buf all = BUF_INIT;
	int y, x;

	buf_addf(&all, "%s--\n", text);
	for (y = 0; y < t->rows; y++)
		add_looks(t, y, &all);
	if (term_cursor(t, &y, &x))
		buf_addf(&all, "cursor %d:%d\n", y, x);
	golden_same(file, all.s);
}
