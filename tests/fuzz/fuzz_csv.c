/*
 * fuzz_csv.c - any bytes as a CSV file, in several encodings.
 *
 * Whatever the file, reading ends, each call moves on, places make sense, and
 * cells are text; and rows written by the writer are read back as they were.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "exchange/csv.h"
#include "tests/fuzz/fuzz.h"

static FILE *
open_bytes(const void *data, size_t size)
{
	/* fmemopen() writes only where the mode says so. */
	FILE *f = fmemopen((void *)(uintptr_t)data, size, "r");

	BUG_IF(f == NULL);
	return f;
}

static void
check_bad(const struct csv_reader *r, const struct err *e)
{
	BUG_IF(e->code != ERR_INVALID || e->text[0] == '\0');
	BUG_IF(text_bad_byte(e->text, strlen(e->text)) >= 0);
	BUG_IF(csv_column(r) < 1 || csv_cells(r) != 0);
}

static void
check_row(const struct csv_reader *r, struct csv_writer *w)
{
	size_t n = csv_cells(r);
	long line = csv_line(r);
	size_t i;

	BUG_IF(n < 1 || n > CSV_CELLS_MAX);
	for (i = 0; i < n; i++) {
		const char *cell = csv_cell(r, i);

		BUG_IF(text_bad_byte(cell, strlen(cell)) >= 0);
		BUG_IF(strchr(cell, '\r') != NULL);
		BUG_IF(csv_cell_line(r, i) < line);
		line = csv_cell_line(r, i);
		csv_write_text(w, cell);
	}
	csv_write_end(w);
}

/* Writes the good rows once more to `w`; their number. */
static size_t
read_rows(struct csv_reader *r, size_t size, struct csv_writer *w)
{
	size_t rows = 0, calls = 0;
	long line = 0;

	for (;; calls++) {
		struct err e = { 0 };
		enum csv_result got = csv_read(r, &e);

		BUG_IF(got == CSV_FAIL);
		if (got == CSV_END)
			return rows;
		BUG_IF(calls > size);
		BUG_IF(got == CSV_ROW && csv_line(r) <= line);
		BUG_IF(got == CSV_BAD && csv_line(r) < line);
		line = csv_line(r);
		if (got == CSV_BAD) {
			check_bad(r, &e);
			continue;
		}
		check_row(r, w);
		rows++;
	}
}

/* Reads what was written beside the first text: same cells, same rows. */
static void
check_again(const uint8_t *data, size_t size, char delimiter,
    const char *encoding, const char *again, size_t again_size, size_t rows)
{
	size_t k, i;

	FILE *f = open_bytes(data, size), *g = open_bytes(again, again_size);
	struct csv_reader *r = csv_reader_new(f, delimiter, encoding, NULL);
	struct csv_reader *s = csv_reader_new(g, ',', NULL, NULL);

	BUG_IF(csv_read(s, NULL) != CSV_ROW);
	for (k = 0; k < rows; k++) {
		while (csv_read(r, NULL) != CSV_ROW)
			;
		/* A quote, a guard and a doubled quote make a row longer. */
		if (csv_read(s, NULL) != CSV_ROW) {
			BUG_IF(size < CSV_ROW_MAX / 4);
			break;
		}
		BUG_IF(csv_cells(s) != csv_cells(r));
		for (i = 0; i < csv_cells(r); i++)
			BUG_IF(strcmp(csv_unguard(csv_cell(s, i)), csv_cell(r, i)) != 0);
	}
	csv_reader_free(r);
	csv_reader_free(s);
	fclose(f);
	fclose(g);
}

static void
read_as(const uint8_t *data, size_t size, char delimiter, const char *encoding)
{
	FILE *f = open_bytes(data, size);
	struct err e = { 0 };
	struct csv_reader *r = csv_reader_new(f, delimiter, encoding, &e);
	char *again = NULL;
	size_t again_size = 0, rows;
	struct csv_writer w = { 0 };

	if (r == NULL) {
		/* Only a line that says `sep="` and the like. */
		BUG_IF(e.code != ERR_USAGE || delimiter != 0);
		fclose(f);
		return;
	}
	w.sink.f = open_memstream(&again, &again_size);
	BUG_IF(w.sink.f == NULL);
	/* A first row of ours: a BOM or `sep=` in the data is then no more one. */
	csv_write_plain(&w, "first");
	csv_write_end(&w);
	rows = read_rows(r, size, &w);
	fclose(w.sink.f);
	csv_reader_free(r);
	fclose(f);
	check_again(data, size, delimiter, encoding, again, again_size, rows);
	free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_as(data, size, 0, NULL);
	read_as(data, size, ';', NULL);
	read_as(data, size, 0, "UTF-16LE");
	read_as(data, size, ',', "windows-1252");
	return 0;
}
