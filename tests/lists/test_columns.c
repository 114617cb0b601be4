/*
 * What a field's entry says of lists is so: a list's table has no title or width twice,
 * and a field that is a column of its type's lists is one without a line in them: on
 * screen, in their files, among the cells that words are looked for in, for those who may
 * see it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lists/inside.h"
#include "export/export.h"
#include "tests/support/visits.h"

/* --- the tables ----------------------------------------------------------------------- */

static const struct field *
field_of(const struct page_list *l, const struct page_column *c)
{
	const struct record_type *t = c->of != NULL ? c->of : l->type;

	return t != NULL ? record_field(t, c->name) : NULL;
}

static void
column_is_said_once(const struct page_list *l, const struct page_column *c)
{
	const struct field *f = field_of(l, c);
	const char *title;

	if (f == NULL) {
		if (c->of != NULL || c->title == NULL || c->width == 0)
			fail_msg("%s: %s is no field, and has no title or width", l->name, c->name);
		return;
	}
	title = f->heading != NULL ? f->heading : f->label;
	if (f->list == 0)
		fail_msg("%s: the field %s has no .list", l->name, c->name);
	if (c->right || c->width == f->list ||
	    (c->title != NULL && strcmp(c->title, title) == 0))
		fail_msg("%s: what the field %s says is said again", l->name, c->name);
}

static void
what_is_left_out_is_there(const struct page_list *l)
{
	AUTO_FREE char *words = xstrdup(l->without != NULL ? l->without : "");
	char *rest = NULL, *word;
	size_t i;

	for (word = strtok_r(words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
		const struct field *f = record_field(l->type, word);

		if (f == NULL || f->list == 0)
			fail_msg("%s is without %s, which is no column", l->name, word);
		for (i = 0; i < l->n_columns; i++)
			if (l->columns[i].of == NULL && strcmp(l->columns[i].name, word) == 0)
				fail_msg("%s is without %s, and has it", l->name, word);
	}
}

static void
nothing_is_said_twice(void **state)
{
	size_t i, j;

	for (i = 0; page_lists[i] != NULL; i++) {
		for (j = 0; j < page_lists[i]->n_columns; j++)
			column_is_said_once(page_lists[i], &page_lists[i]->columns[j]);
		what_is_left_out_is_there(page_lists[i]);
	}
}

/* --- a field that asks to be a column --------------------------------------------------- */

static void
name_cell(struct page_reading *r, struct stmt *st)
{
	page_cell(r, stmt_text(st, "name"));
}

static const struct page_column name_column[] = { { .name = "name", .grow = true } };
static const struct page_reader service_reader = {
	.ahead = "page_service_ahead", .back = "page_service_back",
	.row = "page_service_row", .all = true, .cells = name_cell,
};
static const char *const service_tables[] = { "service", NULL };
static const struct page_list bare = {
	.name = "bare", .title = "Bare", .none = "None.", .type = &record_service,
	.columns = name_column, .n_columns = 1, .without = "code minutes",
	.tables = service_tables, .may = ACTIONS, .reader = &service_reader,
};

/* A row's cells by |. */
static bool
take(const struct page_row *row, void *arg)
{
	size_t i;

	for (i = 0; i < row->n_cells; i++)
		buf_addf(arg, "%s|", row->cells[i]);
	buf_addc(arg, '\n');
	return true;
}

static void
rows_are(const struct page_list *l, struct practice *p, const char *words,
    const char *wanted)
{
	struct page_query q = { .words = words, .limit = 20 };
	AUTO_BUF struct buf rows = BUF_INIT;
	struct err err;

	OK(page_read(l, p, &q, take, &rows, NULL, &err));
	assert_string_equal(rows.s != NULL ? rows.s : "", wanted);
}

static void
titles_are(const struct page_list *l, struct practice *p, const char *wanted)
{
	struct page_column columns[PAGE_CELLS];
	AUTO_BUF struct buf titles = BUF_INIT;
	size_t i, n = page_columns(l, p, columns);

	for (i = 0; i < n; i++)
		buf_addf(&titles, "%s%s %d%s", i > 0 ? ", " : "", columns[i].title,
		    columns[i].width, columns[i].right ? " right" : "");
	assert_string_equal(titles.s, wanted);
	/* where it is narrow, the added ones go first, from the end */
	for (i = 0; i + 1 < n; i++)
		assert_true(i < l->n_columns || columns[i].drop < columns[i + 1].drop);
	for (i = l->n_columns; i < n; i++)
		assert_true(columns[i].drop > (int)n);
}

static size_t
columns_of(const struct page_list *l, struct practice *p)
{
	struct page_column columns[PAGE_CELLS];

	return page_columns(l, p, columns);
}

static void
is_one_behind_the_others(void **state)
{
	struct page_query in_words = { .words = "skin 90", .limit = 20 };
	AUTO_BUF struct buf found = BUF_INIT;
	struct err err;

	visits_set(&record_service, v.facial, "category", "Skin");
	visits_set(&record_service, v.facial, "price", "90");
	titles_are(&bare, v.mara,
	    "Name 16, Category 14, Price 9 right, Checklist 14");
	rows_are(&bare, v.mara, "skin 90", "Facial|Skin|90.00||\n");
	rows_are(&bare, v.mara, "skin 91", "");
	OK(page_find(&bare, v.mara, &in_words, v.facial, take, &found, &err));
	assert_string_equal(found.s, "Facial|Skin|90.00||\n");
}

static void
is_in_the_lists_file(void **state)
{
	AUTO_FREE char *target = test_path("bare.csv"), *text = NULL;
	AUTO_FREE char *line = xasprintf("%d,Facial,Skin,90.00,\r\n", (int)v.facial);
	struct export_options o = { .target = target };
	struct page_query q = { .words = "skin" };
	struct err err;
	long rows;

	visits_set(&record_service, v.facial, "category", "Skin");
	visits_set(&record_service, v.facial, "price", "90");
	OK(page_export(&bare, v.mara, &q, &o, &rows, &err));
	text = test_read(target, NULL);
	if (strstr(text, "id,name,category,price,checklist\r\n") == NULL ||
	    strstr(text, line) == NULL)
		fail_msg("%s", text);
}

static void
status_cell(struct page_reading *r, struct stmt *st)
{
	page_cell_field(r, st, &record_session, "status");
}

static void
links_are_names(void **state)
{
	static const struct page_column column[] = { { .name = "status" } };
	struct page_reader reader = { .ahead = "page_visits_ahead", .row = "page_visits_row",
	    .of = true, .cells = status_cell };
	struct page_list l = page_client_visits;
	struct page_query q = { .of = v.anna, .limit = 20 };
	AUTO_BUF struct buf rows = BUF_INIT;
	struct err err;

	l.columns = column;
	l.n_columns = 1;
	l.without = "client date start minutes price reason insisted room device";
	l.reader = &reader;
	visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-12", "11:00", "booked");
	visits_add(v.anna, v.facial, 0, "2026-03-11", "11:00", "done");
	OK(page_read(&l, v.desk, &q, take, &rows, NULL, &err));
	assert_string_equal(rows.s, "booked|Facial|Ruth Aoki|\ndone|Facial||\n");
	assert_true(page_depends(&bare, v.mara, &record_service));
	assert_false(page_depends(&bare, v.mara, &record_staff));
	l.tables = service_tables;	/* the people are in a column that was added */
	assert_true(page_depends(&l, v.mara, &record_staff));
}

/* Clients, as if two more of their fields were columns. */
static void
medical_ones_are_hidden(void **state)
{
	struct field fields[64];
	struct record_type clients = record_client;
	struct page_list l = page_clients;
	size_t n = columns_of(&page_clients, v.mara);

	assert_true(clients.n_fields <= ARRAY_LEN(fields));
	memcpy(fields, clients.fields, clients.n_fields * sizeof(*fields));
	fields[record_field_index(&clients, "allergies")].list = 12;
	fields[record_field_index(&clients, "city")].list = 8;
	clients.fields = fields;
	l.type = &clients;
	assert_int_equal(columns_of(&l, v.mara), n + 2);
	assert_int_equal(columns_of(&l, v.desk), n + 1);
}

TEST_MAIN(
    cmocka_unit_test(nothing_is_said_twice),
    VISITS_CASE(is_one_behind_the_others),
    VISITS_CASE(is_in_the_lists_file),
    VISITS_CASE(links_are_names),
    VISITS_CASE(medical_ones_are_hidden))
