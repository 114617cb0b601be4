/*
 * The screen shows the month as paper does: the same texts, the same rows; bars add up
 * to the figures, twelve months are those of twelve reports. The records behind a
 * figure are as many as it counts, and roles see no more than they may.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "demo/demo.h"
#include "practice/clients.h"
#include "figures/reports.h"
#include "figures/figures.h"
#include "tests/support/dbfile.h"
#include "tests/support/month.h"

#define NOW "2026-05-20T12:00"

static struct practice *
open_as(const char *path, const char *login)
{
	struct err err;
	struct practice *p;

	OK(clock_fix(NOW, &err));
	p = practice_open(path, login, &err);
	OK(p != NULL);
	return p;
}

static void
make_demo(const char *path)
{
	struct practice_init init = { .timezone = "Europe/Vienna",
	    .login = MONTH_LOGIN, .fill = demo_fill,
	    .fill_arg = &(struct demo_options){ .clients = 60, .seed = 3 } };
	struct err err;

	OK(clock_fix(NOW, &err));
	OK(practice_make(path, &init, &err));
}

static struct practice *
a_practice(const char *name, char **path)
{
	struct month_random how = { .seed = 7, .clients = 400, .sessions = 600,
	    .receipts = 300, .reviews = 60, .subscribers = 60, .wishes = 60, .paid = true };

	static int n;

	*path = test_path("%s-%d.db", name, n++);
	if (strcmp(name, "small") == 0)
		month_small(*path);
	else if (strcmp(name, "demo") == 0)
		make_demo(*path);
	else
		month_random(*path, &how);
	return open_as(*path, MONTH_LOGIN);
}

static const char *const practices[] = { "small", "random", "demo" };
static const char *const months[] = { "2026-02", "2026-03", "2026-04", "2026-05" };

/* The report in a file of the test's folder; the path is owned. */
static char *
in_format(struct practice *p, const char *month, const char *format)
{
	char *target = test_path("%s.%s", month, format);
	struct err err = { 0 };

	OK(practice_report(p, &(struct report_options){ .name = "monthly",
	    .month = month, .format = format, .target = target }, &err));
	return target;
}

static char *
on_paper(struct practice *p, const char *month)
{
	AUTO_FREE char *target = in_format(p, month, "text");

	return test_read(target, NULL);
}

/* --- texts ------------------------------------------------------------------------- */

static void
add_line(const struct figure *f, struct buf *out)
{
	const char *const numbers[] = { f->now, f->before };
	int i;

	buf_adds(out, "  ");
	text_fit(out, f->label, 80 - 2 - 2 * 14, false);
	for (i = 0; i < 2; i++)
		buf_addf(out, "%*s%s", 14 - text_width(numbers[i]), "", numbers[i]);
	buf_addc(out, '\n');
}

static void
says_what_paper_says(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(practices); i++) {
		char *path;
		struct practice *p = a_practice(practices[i], &path);
		size_t m;

		for (m = 0; m < ARRAY_LEN(months); m++) {
			AUTO_FREE char *paper = on_paper(p, months[m]);
			struct figures f;
			struct err err;
			size_t k;

			OK(figures_make(p, NULL, months[m], &f, &err));
			assert_string_equal(f.month, months[m]);
			assert_true(f.n_figures > 40);
			for (k = 0; k < f.n_figures; k++) {
				AUTO_BUF struct buf line = BUF_INIT;

				add_line(&f.figures[k], &line);
				if (strstr(paper, line.s) == NULL)
					fail_msg("%s: %s", months[m], line.s);
			}
			for (k = 0; k < f.n_tables; k++)
				if (f.tables[k].n_rows > 0 &&
				    strstr(paper, f.tables[k].title) == NULL)
					fail_msg("%s", f.tables[k].title);
			figures_free(&f);
		}
		practice_close(p);
		free(path);
	}
}

static const struct figure *
figure(const struct figures *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->n_figures; i++)
		if (strcmp(f->figures[i].name, name) == 0)
			return &f->figures[i];
	fail_msg("no figure %s", name);
	return NULL;
}

static void
tells_the_difference(void **state)
{
	struct practice *p;
	struct figures f;
	struct err err;
	char *path;
	size_t i;

	p = a_practice("random", &path);
	OK(figures_make(p, NULL, "2026-03", &f, &err));
	for (i = 0; i < f.n_figures; i++) {
		const struct figure *g = &f.figures[i];
		double now, before, d;

		if (strcmp(g->difference, "") == 0) {
			assert_true(strcmp(g->now, "—") == 0 ||
			    strcmp(g->now, "incomplete") == 0 ||
			    strcmp(g->before, "—") == 0);
			continue;
		}
		now = strtod(g->now, NULL);
		before = strtod(g->before, NULL);
		d = strtod(g->difference, NULL);
		if (now - before - d > 0.001 || now - before - d < -0.001)
			fail_msg("%s: %s is %s less %s", g->name, g->difference, g->now,
			    g->before);
		assert_int_equal(*g->difference == '+', d > 0);
		assert_int_equal(strstr(g->difference, " points") != NULL,
		    strchr(g->now, '%') != NULL);
		assert_null(strchr(g->difference, '%'));
		if (strchr(g->now, '.') == NULL)
			assert_true(g->value == now);
	}
	figures_free(&f);
	practice_close(p);
	free(path);
}

/* --- bars -------------------------------------------------------------------------- */

static bool
near(double a, double b)
{
	return a - b < 0.006 && b - a < 0.006;
}

static void
bars_add_up(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(practices); i++) {
		struct figures_month year[FIGURES_MONTHS];
		char *path;
		struct practice *p = a_practice(practices[i], &path);
		struct err err;
		size_t m;

		OK(figures_year(p, NULL, "2026-05", year, &err));
		assert_string_equal(year[0].month, "2025-06");
		for (m = 0; m < ARRAY_LEN(months); m++) {
			int64_t sessions = 0;
			struct figures f;
			size_t w;

			OK(figures_make(p, NULL, months[m], &f, &err));
			for (w = 0; w < f.n_weeks; w++) {
				assert_true(f.weeks[w].first <= f.weeks[w].last);
				if (w > 0) {
					assert_int_equal(f.weeks[w].first,
					    f.weeks[w - 1].last + 1);
					assert_int_equal(date_weekday(f.weeks[w].first),
					    strcmp(practices[i], "demo") == 0 ? 6 : 0);
				}
				sessions += f.weeks[w].sessions;
			}
			assert_true(near(figure(&f, "sessions_done")->value, sessions));
			assert_string_equal(year[8 + m].month, months[m]);
			assert_int_equal(year[8 + m].sessions, sessions);
			figures_free(&f);
		}
		practice_close(p);
		free(path);
	}
}

static void
weeks_begin_as_the_practice_says(void **state)
{
	static const struct { const char *start; size_t n; const char *second; } cases[] = {
		{ "mon", 6, "2026-03-02" }, { "sat", 5, "2026-03-07" },
		{ "sun", 5, "2026-03-08" },
	};
	char *path;
	struct practice *p = a_practice("small", &path);
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct figures f;
		struct err err;

		record_set_text(p->settings, "week_start", cases[i].start);
		OK(figures_make(p, NULL, "2026-03", &f, &err));	/* its 1st is a Sunday */
		assert_int_equal(f.n_weeks, cases[i].n);
		assert_int_equal(f.weeks[0].first, date_from_iso("2026-03-01"));
		assert_int_equal(f.weeks[1].first, date_from_iso(cases[i].second));
		assert_int_equal(f.weeks[f.n_weeks - 1].last, date_from_iso("2026-03-31"));
		figures_free(&f);
	}
	practice_close(p);
	free(path);
}

/* --- the records behind ------------------------------------------------------------------ */

struct counted {
	struct figures_column columns[FIGURES_CELLS];
	size_t n_columns;
	long rows;
	char last[200];		/* the cell that the rows are in order of */
};

/* What a column has a width for is whole on the screen: a date, a time, a status. */
static bool
count_row(const struct figures_row *row, void *arg)
{
	struct counted *c = arg;
	size_t i;

	assert_true(row->id > 0);
	for (i = 0; i < c->n_columns; i++)
		if (c->columns[i].min == c->columns[i].max &&
		    text_width(row->cells[i]) > c->columns[i].min)
			fail_msg("%s: %s", c->columns[i].title, row->cells[i]);
	if (row->type == &record_client) {
		assert_true(text_fold_cmp(c->last, row->cells[0]) <= 0);
		snprintf(c->last, sizeof(c->last), "%s", row->cells[0]);
	}
	c->rows++;
	return true;
}

static long
count_rows(struct practice *p, const char *name, const char *month)
{
	struct figures_query q = { .figure = name, .month = month, .limit = 100000 };
	struct counted all = { .rows = 0 }, few;
	struct err err;
	bool more;

	all.n_columns = figures_columns(p, name, all.columns);
	assert_true(all.n_columns > 0);
	few = all;
	OK(figures_rows(p, &q, count_row, &all, &more, &err));
	assert_false(more);
	q.limit = 3;
	OK(figures_rows(p, &q, count_row, &few, &more, &err));
	assert_int_equal(few.rows, all.rows < 3 ? all.rows : 3);
	assert_int_equal(more, all.rows > 3);
	return all.rows;
}

/* Writes "name rows" of all figures of a month, for workbook_check.py. */
static char *
rows_of_all(struct practice *p, const char *month, const struct figures *f)
{
	AUTO_BUF struct buf all = BUF_INIT;
	char *path = test_path("%s.rows", month);
	size_t k;

	for (k = 0; k < f->n_figures; k++) {
		assert_true(f->figures[k].has_rows);
		buf_addf(&all, "%s %ld\n", f->figures[k].name,
		    count_rows(p, f->figures[k].name, month));
	}
	test_write(path, all.s, all.len);
	return path;
}

static void
check(const char *xlsx, const char *json, const char *rows)
{
	AUTO_FREE char *script = test_source("tests/support/workbook_check.py");
	const char *const argv[] = { "python3", script, xlsx, json, rows, NULL };
	AUTO_FREE char *out = NULL;
	int status;

	out = test_run(argv, &status);
	if (status != 0)
		fail_msg("%s", out);
}

/* Each figure, its rows and its formula agree; workbook_check.py names one that does
 * not. */
static void
value_rows_and_formula(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(practices); i++) {
		char *path;
		struct practice *p = a_practice(practices[i], &path);
		size_t m;

		for (m = 0; m < ARRAY_LEN(months); m++) {
			AUTO_FREE char *json = in_format(p, months[m], "json");
			AUTO_FREE char *xlsx = in_format(p, months[m], "xlsx");
			AUTO_FREE char *rows = NULL;
			struct figures f;
			struct err err;

			OK(figures_make(p, NULL, months[m], &f, &err));
			rows = rows_of_all(p, months[m], &f);
			figures_free(&f);
			check(xlsx, json, rows);
		}
		practice_close(p);
		free(path);
	}
}

static bool
add_cells(const struct figures_row *row, void *arg)
{
	size_t i;

	buf_addf(arg, "%s:", row->type->name);
	for (i = 0; i < FIGURES_CELLS && row->cells[i] != NULL; i++)
		buf_addf(arg, "%s%s", i == 0 ? " " : " | ", row->cells[i]);
	buf_addc(arg, '\n');
	return true;
}

static void
cells_are(struct practice *p, const char *name, long limit, const char *expected)
{
	struct figures_query q = { .figure = name, .month = "2026-03", .limit = limit };
	AUTO_BUF struct buf all = BUF_INIT;
	struct err err;
	bool more;

	OK(figures_rows(p, &q, add_cells, &all, &more, &err));
	if (strcmp(all.s, expected) != 0)
		fail_msg("%s:\n%s", name, all.s);
}

static int64_t
staff(struct practice *p, const char *login, const char *role)
{
	AUTO_RECORD struct record *r = record_new(&record_staff);
	struct err err;

	record_set_text(r, "name", login);
	record_set_text(r, "login", login);
	record_set_text(r, "role", role);
	OK(practice_add(p, ACTION_WRITE_SETTINGS, r, NULL, &err));
	return r->id;
}

static void
roles_see_no_more(void **state)
{
	char *path;
	struct practice *p = a_practice("small", &path), *book, *desk;
	struct figures_query q = { .month = "2026-03", .limit = 5 };
	AUTO_BUF struct buf all = BUF_INIT;
	struct figures f;
	struct err err;
	bool more;
	size_t i;

	staff(p, "bob", "bookkeeper");
	staff(p, "ann", "front_desk");
	book = open_as(path, "bob");
	desk = open_as(path, "ann");
	assert_false(figures_make(desk, NULL, "2026-03", &f, &err));
	assert_int_equal(err.code, ERR_DENIED);
	figures_free(&f);
	OK(figures_make(book, NULL, "2026-03", &f, &err));
	assert_true(figure(&f, "sales_net")->has_rows);
	assert_false(figure(&f, "clients_new")->has_rows);
	assert_false(figure(&f, "screenings_done")->has_rows);
	for (i = 0; i < f.n_tables; i++)
		assert_string_not_equal(f.tables[i].name, "screening_overrides");
	figures_free(&f);
	q.figure = "clients_new";
	assert_false(figures_rows(book, &q, add_cells, &all, &more, &err));
	assert_int_equal(err.code, ERR_DENIED);
	q.figure = "no_such_figure";
	assert_false(figures_rows(p, &q, add_cells, &all, &more, &err));
	assert_int_equal(err.code, ERR_INVALID);
	q.figure = "sales_net";
	q.month = "2026-13";
	assert_false(figures_rows(p, &q, add_cells, &all, &more, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_string_equal(all.s, "");
	cells_are(book, "sales_net", 1,
	    "receipt: 1 | 1 Mar 2026 | Microneedling | Mara Lind | 180.00\n");
	practice_close(book);
	practice_close(desk);
	practice_close(p);
	free(path);
}

static void
cells_are_for_people(void **state)
{
	char *path;
	struct practice *p = a_practice("small", &path);

	cells_are(p, "sessions_no_show", 9, "session: 11 Mar 2026 | 10:00 | "
	    "O'Neil, =Eve | Microneedling | Jo Park | no-show\n");
	cells_are(p, "reviews_rated", 2,
	    "review: Berg, Ana | 1 Mar 2026 | 1 Mar 2026 21:00 | 5 |  |  | 2 Mar 2026 09:30\n"
	    "review:  |  | 1 Mar 2026 00:00 | 4 |  |  | \n");
	cells_are(p, "utilisation_percent", 9, "staff: Jo Park | 8 | 12.00\n"
	    "staff: Mara Lind | 20 | 145.00\n");
	cells_are(p, "late_fees", 9,
	    "session: 11 Mar 2026 | 10:00 | O'Neil, =Eve | Microneedling | Jo Park | no-show\n"
	    "session: 12 Mar 2026 | 10:00 | O'Neil, =Eve | Microneedling | Jo Park | cancelled\n");
	cells_are(p, "sessions_stopped", 9,
	    "session: 10 Mar 2026 | 10:00 | Dräger, Zoë | Microneedling | Mara Lind | done\n");
	cells_are(p, "collected", 1,
	    "receipt: 1 Mar 2026 | 1 | card | 200.00\n");
	cells_are(p, "clients_new", 1,
	    "client: Ito, Finn |  | 1 | 15 Mar 2026 | 15 Mar 2026\n");
	cells_are(p, "screenings_blocked", 1,
	    "screening: 16 Mar 2026 | O'Neil, =Eve | BLOCK |  |  |  | \n");
	cells_are(p, "newsletter_subscribed", 1,
	    "subscriber: ana@example.org | subscribed | 31 Mar 2026 23:59 | desk |  | \n");
	practice_close(p);
	free(path);
}

TEST_MAIN(
    cmocka_unit_test(says_what_paper_says),
    cmocka_unit_test(tells_the_difference),
    cmocka_unit_test(bars_add_up),
    cmocka_unit_test(weeks_begin_as_the_practice_says),
    cmocka_unit_test(value_rows_and_formula),
    cmocka_unit_test(roles_see_no_more),
    cmocka_unit_test(cells_are_for_people))
