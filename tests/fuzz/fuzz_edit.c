/*
 * Text edit under arbitrary bytes. The first byte chooses lines, width and the most it
 * takes; after it a byte below 128 of each pair does an editing action, another puts
 * in as many of the bytes behind it. The text stays valid and free of controls, the
 * cursor between clusters and inside the rows; undone to the end it is as it began.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/edit.h"
#include "tests/fuzz/fuzz.h"

static bool
between_clusters(const char *s, size_t len, size_t at)
{
	size_t i = 0;

	while (i < at)
		i = text_next(s, len, i);
	return i == at;
}

/* As shown: a character without a meaning is shown as its number. */
static int
widest_cluster(const char *s, size_t len)
{
	int most = 0, width;
	size_t i, next;

	for (i = 0; i < len; i = next) {
		AUTO_FREE char *cluster = NULL;
		AUTO_BUF struct buf shown = BUF_INIT;

		next = text_next(s, len, i);
		cluster = xstrndup(s + i, next - i);
		text_show(&shown, cluster, false);
		width = text_width(shown.s);
		most = width > most ? width : most;
	}
	return most;
}

static void
check(const struct edit *e, int cols)
{
	const char *s = edit_text(e);
	size_t len = strlen(s), i;
	int row, col;

	BUG_IF(len != e->text.len || text_bad_byte(s, len) >= 0);
	BUG_IF(e->at > len || !between_clusters(s, len, e->at));
	BUG_IF(e->max > 0 && text_count(s) > e->max);
	for (i = 0; i < len; i++)
		BUG_IF((unsigned char)s[i] < ' ' && (s[i] != '\n' || !e->lines));
	edit_where(e, cols, &row, &col);
	BUG_IF(row < 0 || row >= edit_rows(e, cols) || col < 0);
	/* one line is not folded; what is wider than a row stands in one alone */
	BUG_IF(e->lines && col > cols && widest_cluster(s, len) <= cols);
}

static void
paint(const struct edit *e, int cols)
{
	struct canvas *c = canvas_new(3, cols, false);

	edit_draw(e, c, canvas_area(c), STYLE_FIELD, true);
	canvas_free(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t i, n, n_acts = 0;
	struct edit e;
	int cols;

	if (size == 0)
		return 0;
	while (edit_acts[n_acts] != ACT_NONE)
		n_acts++;
	edit_init(&e, data[0] & 1, data[0] & 2 ? 20 : 0);
	cols = 1 + data[0] / 4 % 40;
	for (i = 1; i < size; i++) {
		if (data[i] < 128) {
			edit_act(&e, edit_acts[data[i] % n_acts], cols);
		} else {
			n = data[i] - 128U;
			n = n < size - i - 1 ? n : size - i - 1;
			edit_insert(&e, (const char *)data + i + 1, n);
			i += n;
		}
		check(&e, cols);
	}
	paint(&e, cols);
	while (edit_undo(&e))
		check(&e, cols);
	edit_free(&e);
	return 0;
}
