/*
 * data.c - a report for programs: JSON and CSV.
 *
 * JSON is one object: report, month, figures by name, tables by name as arrays of
 * objects. Money has two decimals; a missing number is null.
 *
 * CSV has four columns, section, row, name and value, one value a line:
 *
 *	report,,month,2018-05
 *	figures,,sales_net,34472.64
 *	sales_by_day,1,date,2018-05-01
 *	sales_by_day,1,net,1375.00
 *
 * Rows of a table count from 1; a missing number is an empty cell.
 */
#include "exchange/csv.h"
#include "exchange/json.h"
#include "report/report.h"

static bool
is_word(enum report_unit unit)
{
	return unit == REPORT_TEXT || unit == REPORT_DATE;
}

static void
json_quantity(struct json *j, struct quantity q, enum report_unit unit)
{
	static const double tens[] = { 1, 10, 100 };
	int decimals = report_decimals(unit);
	int64_t scaled;

	if (!report_rounded(q, unit, &scaled))
		json_null(j);
	else
		json_decimal(j, (double)scaled / tens[decimals], decimals);
}

static void
json_table(struct json *j, const struct report_table *t)
{
	const struct report_column *columns = t->decl->columns;
	size_t i;

	json_array(j);
	for (i = 0; i < t->n_rows; i++) {
		const struct report_cell *row = &t->cells[i * t->decl->n_columns];
		size_t k;

		json_object(j);
		for (k = 0; k < t->decl->n_columns; k++) {
			json_key(j, columns[k].name);
			if (is_word(columns[k].unit))
				json_text(j, *row[k].text != '\0' ?
				    row[k].text : NULL);
			else
				json_quantity(j, row[k].q, columns[k].unit);
		}
		json_close(j);
	}
	json_close(j);
}

void
report_json(const struct report_result *r, FILE *f)
{
	const struct report *report = r->report;
	struct json j;
	size_t i;

	json_start(&j, f, false);
	json_object(&j);
	json_key(&j, "report");
	json_text(&j, report->name);
	json_key(&j, "month");
	json_text(&j, r->month);
	json_key(&j, "figures");
	json_object(&j);
	for (i = 0; i < report->n_figures; i++) {
		json_key(&j, report->figures[i].name);
		json_quantity(&j, r->now.values[i].q, report->figures[i].unit);
	}
	json_close(&j);
	json_key(&j, "tables");
	json_object(&j);
	for (i = 0; i < report->n_tables; i++) {
		if (!report_table_shown(r, &r->now.tables[i]))
			continue;
		json_key(&j, report->tables[i].name);
		json_table(&j, &r->now.tables[i]);
	}
	json_close(&j);
	json_close(&j);
	json_finish(&j);
}

static void
csv_begin(struct csv_writer *w, const char *section, size_t row, const char *name)
{
	char number[24] = "";

	if (row != 0)
		snprintf(number, sizeof(number), "%zu", row);
	csv_write_plain(w, section);
	csv_write_plain(w, number);
	csv_write_plain(w, name);
}

static void
csv_word(struct csv_writer *w, const char *section, size_t row, const char *name,
    const char *word)
{
	csv_begin(w, section, row, name);
	csv_write_text(w, word);
	csv_write_end(w);
}

static void
csv_quantity(struct csv_writer *w, const char *section, size_t row,
    const char *name, struct quantity q, enum report_unit unit)
{
	AUTO_BUF struct buf s = BUF_INIT;

	report_format(q, unit, &s);
	csv_begin(w, section, row, name);
	csv_write_plain(w, s.s);
	csv_write_end(w);
}

static void
csv_table(struct csv_writer *w, const struct report_table *t)
{
	size_t i, k;

	for (i = 0; i < t->n_rows; i++) {
		for (k = 0; k < t->decl->n_columns; k++) {
			const struct report_column *c = &t->decl->columns[k];
			const struct report_cell *cell =
			    &t->cells[i * t->decl->n_columns + k];

			if (is_word(c->unit))
				csv_word(w, t->decl->name, i + 1, c->name, cell->text);
			else
				csv_quantity(w, t->decl->name, i + 1, c->name,
				    cell->q, c->unit);
		}
	}
}

void
report_csv(const struct report_result *r, FILE *f)
{
	const struct report *report = r->report;
	static const char *const header[] = { "section", "row", "name", "value" };
	struct csv_writer w = { .sink.f = f };
	size_t i;

	for (i = 0; i < ARRAY_LEN(header); i++)
		csv_write_plain(&w, header[i]);
	csv_write_end(&w);
	csv_word(&w, "report", 0, "name", report->name);
	csv_word(&w, "report", 0, "month", r->month);
	for (i = 0; i < report->n_figures; i++)
		csv_quantity(&w, "figures", 0, report->figures[i].name,
		    r->now.values[i].q, report->figures[i].unit);
	for (i = 0; i < report->n_tables; i++) {
		if (report_table_shown(r, &r->now.tables[i]))
			csv_table(&w, &r->now.tables[i]);
	}
}
