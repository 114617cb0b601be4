/*
 * map.c - the face and the body with the depth of each zone.
 *
 * The client's right is at the screen's left, as one who treats sees it. The number is what
 * counts; the shade below it only repeats it.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/chart/inside.h"

static const char *const face[] = {
	"client's R        client's L",
	"     __________________",
	"   /                    \\",
	"  |                      |",
	" |                        |",
	" |                        |",
	" |                        |",
	" |                        |",
	" |                        |",
	"  \\                      /",
	"   \\                    /",
	"    '--.            .--'",
	"        '----------'",
	"         |        |",
	"   ______|        |______",
};

static const char *const body[] = {
	"client's R        client's L",
	"        .--------.",
	"        '--------'   back",
	"      .-'        '-.",
	"      |            |",
	"      |            |",
	"      |            |",
	"      |            |",
	"      |            |",
	"      |            |",
	"      |     ||     |",
	"      |     ||     |",
	"      |     ||     |",
	"      |_____||_____|",
};

/* Shades of a depth, in hundredths of a millimetre. */
#define LIGHT 75
#define MIDDLE 125

static void
draw_shade(struct canvas *c, struct area a, int y, int x, int64_t depth)
{
	enum mark m = depth <= LIGHT ? MARK_SHADE : depth <= MIDDLE ? MARK_HALF : MARK_BLOCK;
	int i;

	for (i = 0; i < 6; i++)
		canvas_mark(c, a, y, x + i, STYLE_BAR, m);
}

/* The zone's lines, one below the other: "R 1.00", "+ 1.50". */
static void
draw_zone(const struct chart_page *p, const struct chart_item *z, bool lit, struct canvas *c,
    struct area a)
{
	const struct chart *chart = p->chart;
	int y = z->row, n = 0;
	int64_t depth = -1;
	size_t i;

	for (i = 0; i < chart->now.n_lines; i++) {
		const struct record *line = chart->now.lines[i];
		AUTO_BUF struct buf value = BUF_INIT;

		if (strcmp(record_text(line, "zone"), z->code) != 0)
			continue;
		chart_value(line, "depth", &value);
		canvas_textf(c, a, y++, z->column, lit ? STYLE_SELECTED : STYLE_STRONG, "%c %s",
		    n++ == 0 ? z->key : '+', value.len > 0 ? value.s : "x");
		if (!record_is_null(line, "depth") && record_int(line, "depth") > depth)
			depth = record_int(line, "depth");
	}
	if (n == 0)
		canvas_textf(c, a, y, z->column, STYLE_DIM, "%c", z->key);
	else if (depth >= 0)
		draw_shade(c, a, y, z->column, depth);
}

void
chart_map_draw(const struct chart_page *p, struct canvas *c, struct area a, bool of_body)
{
	const struct chart_list *zones = &p->chart->t->parts[CHART_ZONES];
	const char *const *art = of_body ? body : face;
	size_t n = of_body ? ARRAY_LEN(body) : ARRAY_LEN(face), i;
	const struct chart_row *r = chart_page_row(p);
	const char *lit = r->kind == CHART_ROW_LINE ?
	    record_text(p->chart->now.lines[r->line], "zone") : "";

	for (i = 0; i < n; i++)
		canvas_text(c, a, (int)i, 0, i == 0 ? STYLE_DIM : STYLE_RULE, art[i]);
	for (i = 0; i < zones->n; i++)
		if (zones->items[i].row >= 0 && zones->items[i].body == of_body)
			draw_zone(p, &zones->items[i], strcmp(lit, zones->items[i].code) == 0, c, a);
	canvas_mark(c, a, (int)n, 0, STYLE_DIM, MARK_SHADE);
	canvas_text(c, a, (int)n, 1, STYLE_DIM, " to 0.75");
	canvas_mark(c, a, (int)n, 10, STYLE_DIM, MARK_HALF);
	canvas_text(c, a, (int)n, 11, STYLE_DIM, " to 1.25");
	canvas_mark(c, a, (int)n, 20, STYLE_DIM, MARK_BLOCK);
	canvas_text(c, a, (int)n, 21, STYLE_DIM, " above");
}
