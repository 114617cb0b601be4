/*
 * csv.h - RFC 4180 rows, read and written as streams.
 *
 * The reader takes LF, CRLF and CR, any one-byte delimiter, quoted cells with doubled
 * quotes and line breaks inside (which become LF), a UTF-8 BOM, UTF-16 with a BOM
 * (turned into UTF-8), and a first line `sep=;`. A cell is quoted when its very first
 * byte is a quote; a quote further on is text. A row is at most CSV_ROW_MAX bytes and
 * CSV_CELLS_MAX cells; memory does not depend on the file. A bad row is reported with
 * the line and column where it went wrong. Reading resumes after the line of a bad
 * opening quote, after a too long row at the next line, otherwise at the next row.
 */
#ifndef CHAIRSIDE_EXCHANGE_CSV_H
#define CHAIRSIDE_EXCHANGE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "base/sink.h"

#ifndef CSV_ROW_MAX	/* fuzzing makes it small, to reach the limits sooner */
#define CSV_ROW_MAX (1024 * 1024)
#endif
#define CSV_CELLS_MAX 4096

struct csv_reader;

enum csv_result {
	CSV_ROW,	/* a row; blank lines are skipped */
	CSV_BAD,	/* this row is refused; `e` says why, reading goes on */
	CSV_END,
	CSV_FAIL	/* the file cannot be read further; `e` says why */
};

/* `delimiter` 0: taken from a `sep=` line, else recognised in the first row (comma,
 * semicolon, tab, |). `encoding` NULL: UTF-8; else an iconv(3) name, ERR_USAGE when
 * unknown; a BOM in the file takes precedence. The stream is borrowed. NULL on
 * failure. */
struct csv_reader *csv_reader_new(FILE *f, char delimiter,
    const char *encoding, struct err *e);
void csv_reader_free(struct csv_reader *r);
char csv_reader_delimiter(const struct csv_reader *r);

/* Cells are valid UTF-8 without NUL and borrowed until the next call. Invalid
 * UTF-8 or a NUL makes the row CSV_BAD. */
enum csv_result csv_read(struct csv_reader *r, struct err *e);
size_t csv_cells(const struct csv_reader *r);
const char *csv_cell(const struct csv_reader *r, size_t i);	/* "" past the end */
/* Line (from 1) on which the current row, or the fault, stands; and for a
 * CSV_BAD the column in bytes from 1. The sentence in `e` does not repeat them. */
long csv_line(const struct csv_reader *r);
long csv_column(const struct csv_reader *r);
/* Line on which cell `i` of the current row begins. */
long csv_cell_line(const struct csv_reader *r, size_t i);
/* Bytes read so far, for progress. */
long long csv_bytes(const struct csv_reader *r);

/* Removes the ' that csv_write_text() puts before text a spreadsheet would run. */
const char *csv_unguard(const char *cell);

/* Writer: CRLF line ends as in RFC 4180, quotes where needed. A row is in the stream
 * once it is ended; after a failure ferror() of that is set. A writer with `sink.f` set
 * and the rest zero is ready for use. */
struct csv_writer {
	struct sink sink;
	bool begun;	/* this line has a cell */
	bool blank;	/* its only cell so far is empty */
};
/* A cell a person wrote: guarded with ' when it begins with = + - @ (full-width ones
 * too), tab, CR or LF. */
void csv_write_text(struct csv_writer *w, const char *s);
/* A phone number or e-mail address for a program that sends: that takes the ' for a part of
 * it, so one whose characters can run nothing goes out as it is. */
void csv_write_contact(struct csv_writer *w, const char *s);
/* A number, date or word of ours: never guarded. NULL is an empty cell. */
void csv_write_plain(struct csv_writer *w, const char *s);
void csv_write_end(struct csv_writer *w);

#endif
