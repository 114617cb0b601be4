/*
 * text.c - a report on paper: 80 columns, sections, the month before beside each
 * figure.
 */
#include <string.h>

#include "base/text.h"
#include "report/report.h"

#define PAGE 80
#define NUMBER 14	/* columns of a figure */
#define GAP 2		/* columns before a column of a table */
#define ROWS_MAX 25	/* rows of a table; further ones are summed */

static void
fit(FILE *f, const char *s, int columns)
{
	AUTO_BUF struct buf harmless = BUF_INIT, out = BUF_INIT;

	text_show(&harmless, s, false);
	text_fit(&out, harmless.s, columns, false);
	fputs(out.s, f);
}

static void
fit_right(FILE *f, const char *s, int columns)
{
	int width = text_width(s);

	fprintf(f, "%*s%s", width < columns ? columns - width : 0, "", s);
}

void
report_say(struct quantity q, enum report_unit unit, const char *instead,
    struct buf *out)
{
	if (!report_format(q, unit, out))
		buf_adds(out, instead != NULL ? instead : "—");
	else if (unit == REPORT_PERCENT)
		buf_adds(out, " %");
}

static void
figure_line(FILE *f, const struct report_result *r, size_t i)
{
	const struct report_figure *fig = &r->report->figures[i];
	const struct report_value *values[] = { &r->now.values[i], &r->before.values[i] };
	size_t k;

	fputs("  ", f);
	fit(f, fig->label, PAGE - 2 - 2 * NUMBER);
	for (k = 0; k < ARRAY_LEN(values); k++) {
		AUTO_BUF struct buf s = BUF_INIT;

		report_say(values[k]->q, fig->unit, values[k]->instead, &s);
		fit_right(f, s.s, NUMBER);
	}
	fputc('\n', f);
}

/* --- tables --------------------------------------------------------------------- */

/* A table as strings, with the width of each column. */
struct grid {
	const struct report_table_decl *decl;
	struct buf *cells;	/* the first row is the titles */
	size_t n_rows;
	int *widths;
};

static bool
is_word(enum report_unit unit)
{
	return unit == REPORT_TEXT || unit == REPORT_DATE;
}

void
report_say_cell(const struct report_column *c, const struct report_cell *from,
    struct buf *out)
{
	if (!is_word(c->unit))
		report_say(from->q, c->unit, NULL, out);
	else if (*from->text == '\0')
		buf_adds(out, "—");
	else
		text_show(out, report_word(c, from->text), false);
}

bool
report_row_is_empty(const struct report_table_decl *t, const struct report_cell *row)
{
	bool counts = false;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		if (is_word(t->columns[i].unit))
			continue;
		counts = true;
		if (row[i].q.num != 0)
			return false;
	}
	return counts;
}

static void
grid_row(struct grid *g, const struct report_cell *row)
{
	struct buf *to = &g->cells[g->n_rows++ * g->decl->n_columns];
	size_t i;

	for (i = 0; i < g->decl->n_columns; i++)
		report_say_cell(&g->decl->columns[i], &row[i], &to[i]);
}

/* Sums the rows from `from` on in one row: numbers of the same unit are added. */
static void
grid_rest(struct grid *g, const struct report_table *t, size_t from, size_t rows)
{
	size_t n = t->decl->n_columns;
	AUTO_FREE struct report_cell *sum = xcalloc(n, sizeof(*sum));
	AUTO_FREE char *text = xasprintf("and %zu more", rows);
	size_t c, i;

	for (c = 0; c < n; c++) {
		sum[c].text = c == 0 ? text : " ";
		sum[c].q.den = t->cells[from * n + c].q.den;
		for (i = from; i < t->n_rows; i++)
			sum[c].q.num += t->cells[i * n + c].q.num;
	}
	grid_row(g, sum);
}

#define HIDDEN (-GAP)	/* width of a column that is not printed */

/* Is the column all zeros? Then it is not printed. */
static bool
grid_is_empty(const struct grid *g, size_t column)
{
	size_t n = g->decl->n_columns;
	size_t r;

	if (is_word(g->decl->columns[column].unit))
		return false;
	for (r = 1; r < g->n_rows; r++) {
		if (strpbrk(g->cells[r * n + column].s, "123456789") != NULL)
			return false;
	}
	return true;
}

/* Makes each column as wide as its widest cell. When they exceed the page, the widest
 * text column is narrowed; a cell of the first column that no longer fits gets a line
 * of its own. */
static void
grid_measure(struct grid *g)
{
	size_t n = g->decl->n_columns, widest = 0;
	int total = 0;
	size_t i;

	for (i = 0; i < n * g->n_rows; i++) {
		int width = text_width(g->cells[i].s);

		if (width > g->widths[i % n])
			g->widths[i % n] = width;
	}
	for (i = 0; i < n; i++) {
		if (grid_is_empty(g, i))
			g->widths[i] = HIDDEN;
		total += g->widths[i] + GAP;
	}
	for (; total > PAGE; total--) {
		for (i = 0; i < n; i++) {
			if (g->decl->columns[i].unit == REPORT_TEXT &&
			    (g->decl->columns[widest].unit != REPORT_TEXT ||
			    g->widths[i] > g->widths[widest]))
				widest = i;
		}
		g->widths[widest]--;
	}
}

static void
grid_print(const struct grid *g, FILE *f)
{
	size_t n = g->decl->n_columns;
	size_t r;

	for (r = 0; r < g->n_rows; r++) {
		AUTO_BUF struct buf line = BUF_INIT;
		size_t i;

		for (i = 0; i < n; i++) {
			const char *s = g->cells[r * n + i].s;
			int width = text_width(s), room = g->widths[i];

			if (room == HIDDEN)
				continue;
			buf_addf(&line, "%*s", GAP, "");
			if (i == 0 && width > room) {
				text_fit(&line, s, width < PAGE - GAP ? width :
				    PAGE - GAP, false);
				buf_addf(&line, "\n%*s", GAP, "");
				s = "";
			}
			if (is_word(g->decl->columns[i].unit))
				text_fit(&line, s, room, false);
			else
				buf_addf(&line, "%*s%s", width < room ? room - width : 0,
				    "", s);
		}
		while (line.len > 0 && line.s[line.len - 1] == ' ')
			buf_cut(&line, line.len - 1);
		fprintf(f, "%s\n", line.s);
	}
}

/* Leaves out empty rows, and ends a long table with a sum. */
static void
grid_fill(struct grid *g, const struct report_table *t)
{
	size_t n = t->decl->n_columns, left = 0;
	size_t i;

	for (i = 0; i < n; i++)
		buf_adds(&g->cells[i], t->decl->columns[i].title);
	g->n_rows = 1;
	for (i = 0; i < t->n_rows; i++)
		left += !report_row_is_empty(t->decl, &t->cells[i * n]);
	for (i = 0; i < t->n_rows; i++) {
		if (report_row_is_empty(t->decl, &t->cells[i * n]))
			continue;
		/* days are never summed up, nor is a single row */
		if (g->n_rows > ROWS_MAX && left > 1 &&
		    t->decl->columns[0].unit != REPORT_DATE) {
			grid_rest(g, t, i, left);
			return;
		}
		grid_row(g, &t->cells[i * n]);
		left--;
	}
}

static void
table(FILE *f, const struct report_table *t)
{
	size_t n = t->decl->n_columns, cells = (t->n_rows + 1) * n;
	AUTO_FREE struct buf *strings = xcalloc(cells, sizeof(*strings));
	AUTO_FREE int *widths = xcalloc(n, sizeof(*widths));
	struct grid g = { .decl = t->decl, .cells = strings, .widths = widths };
	size_t i;

	for (i = 0; i < cells; i++)
		strings[i] = (struct buf)BUF_INIT;
	grid_fill(&g, t);
	if (g.n_rows > 1) {
		grid_measure(&g);
		fprintf(f, "\n  %s\n", t->decl->title);
		grid_print(&g, f);
	}
	for (i = 0; i < cells; i++)
		buf_free(&strings[i]);
}

static void
month_words(date_day first, char out[16])
{
	int year, month, day;

	date_split(first, &year, &month, &day);
	snprintf(out, 16, "%s %d", date_month_name(month), year);
}

static void
head(const struct report_result *r, FILE *f)
{
	AUTO_BUF struct buf name = BUF_INIT;
	char now[16], before[16];

	month_words(r->now.first, now);
	month_words(r->before.first, before);
	text_show(&name, record_text(r->request.settings, "name"), false);
	fprintf(f, "%s\n%s, %s\n\n", name.s, r->report->title, now);
	fprintf(f, "%*s%*s%*s\n", PAGE - 2 * NUMBER, "", NUMBER, now, NUMBER, before);
}

static void
foot(const struct report_result *r, FILE *f)
{
	char day[24], time[DATE_TIME_SIZE];

	fprintf(f, "\nMade %s at %s, clinic time (%s). Amounts in %s.\n",
	    date_to_words(r->request.today, false, day),
	    date_format_time(r->request.minutes, false, time),
	    record_text(r->request.settings, "timezone"),
	    record_text(r->request.settings, "currency"));
	if (r->journal_entry != 0)
		fprintf(f, "Newest change: journal entry %lld, its digest\n%s.\n",
		    (long long)r->journal_entry, r->journal_digest);
}

void
report_text(const struct report_result *r, FILE *f)
{
	const struct report *report = r->report;
	size_t i;

	head(r, f);
	for (i = 0; i < report->n_figures; i++) {
		const char *section = report->figures[i].section;
		size_t k;

		if (i == 0 || strcmp(report->figures[i - 1].section, section) != 0)
			fprintf(f, "%s%s\n", i == 0 ? "" : "\n", section);
		figure_line(f, r, i);
		if (i + 1 < report->n_figures &&
		    strcmp(report->figures[i + 1].section, section) == 0)
			continue;
		for (k = 0; k < report->n_tables; k++) {
			const struct report_table *t = &r->now.tables[k];

			if (strcmp(t->decl->section, section) == 0 &&
			    report_table_shown(r, t))
				table(f, t);
		}
	}
	foot(r, f);
}
