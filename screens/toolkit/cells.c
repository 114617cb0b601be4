/*
 * cells.c - see cells.h.
 */
#include <string.h>

#include "base/text.h"
#include "screens/toolkit/cells.h"

#define EMOJI_SELECTOR 0xFE0F
#define EMOJI_FROM 0x1F000

char
cells_plain(const char *s)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	char c;

	text_fold(&folded, s);
	if (folded.len == 0 || (unsigned char)folded.s[0] >= 0x80)
		return '?';
	c = folded.s[0];
	return c >= 'a' && c <= 'z' && text_is_capital(s) ? (char)(c - ('a' - 'A')) : c;
}

size_t
cells_wide(const char *s, bool utf8, wchar_t *wide, size_t max)
{
	char cell[CANVAS_CLUSTER];
	const char *at = cell;
	mbstate_t state;
	size_t n = 0, used;

	if (s[0] >= ' ' && s[0] <= '~' && s[1] == '\0') {
		wide[0] = (wchar_t)s[0];
		return 1;
	}
	if (!utf8 && (unsigned char)s[0] >= 0x80) {
		wide[0] = (wchar_t)cells_plain(s);
		return 1;
	}
	text_cell(cell, sizeof(cell), s, strlen(s));
	memset(&state, 0, sizeof(state));
	while (n < max && *at != '\0') {
		used = mbrtowc(&wide[n], at, strlen(at), &state);
		if (used == 0 || used > strlen(at))
			break;
		at += used;
		n++;
	}
	if (n == 0 || wcwidth(wide[0]) < 1) {
		wide[0] = L'?';
		n = n > 0 ? n : 1;
	}
	return n;
}

size_t
cells_take(const wchar_t *wide, size_t n, wchar_t *out, size_t max)
{
	size_t i, kept = 1;

	out[0] = wide[0];
	for (i = 1; i < n && wcwidth(wide[i]) == 0; i++)
		if (kept < max)
			out[kept++] = wide[i];
	out[kept] = L'\0';
	return i;
}

/* One character before the combining ones: of sure width, and no letter from right to
 * left. */
static bool
is_plain(const char *s)
{
	return (unsigned char)s[0] < 0xCC && (s[0] == '\0' || s[1] == '\0' || s[2] == '\0');
}

bool
cells_unsure(const char *s)
{
	wchar_t wide[CANVAS_CLUSTER];
	size_t n, i;

	if (is_plain(s))
		return false;
	n = cells_wide(s, true, wide, CANVAS_CLUSTER);
	for (i = 1; i < n; i++)
		if (wcwidth(wide[i]) != 0 || wide[i] == EMOJI_SELECTOR)
			return true;
	return wide[0] >= EMOJI_FROM;
}

int
cells_first_unsure(const struct cell *row, int cols)
{
	int x;

	for (x = 0; x < cols; x++)
		if (!is_plain(row[x].text) && cells_unsure(row[x].text))
			break;
	return x;
}

/* May it be between two words of one name? */
static bool
joins_words(const char *s)
{
	return s[0] != '\0' && s[1] == '\0' && strchr(" ,.-'\"()/", s[0]) != NULL;
}

/* Marks the first blank from x in that direction, if there is one. */
static void
wall_at(const struct cell *row, int cols, int x, int step, bool *walls)
{
	for (; x >= 0 && x < cols; x += step)
		if (strcmp(row[x].text, " ") == 0) {
			walls[x] = true;
			return;
		}
}

void
cells_find_walls(const struct cell *row, int cols, bool *walls)
{
	int x, last = -1;

	memset(walls, 0, (size_t)cols * sizeof(walls[0]));
	for (x = 0; x < cols; x++) {
		const struct cell *cell = &row[x];
		bool rtl = !is_plain(cell->text) && text_is_rtl(cell->text);

		if (last >= 0 && (cell->begins || (!rtl && cell->text[0] != '\0' &&
		    !joins_words(cell->text)))) {
			wall_at(row, cols, last, 1, walls);
			last = -1;
		}
		if (rtl && last < 0)
			wall_at(row, cols, x, -1, walls);
		if (rtl)
			last = x;
	}
	if (last >= 0)
		wall_at(row, cols, last, 1, walls);
}
