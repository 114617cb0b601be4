/*
 * xlsx_inside.h - what the files of xlsx.h share: a workbook is a list of sheets, a sheet a
 * list of parts, each a worksheet of the library.
 */
#ifndef CHAIRSIDE_EXCHANGE_XLSX_INSIDE_H
#define CHAIRSIDE_EXCHANGE_XLSX_INSIDE_H

#include <stdio.h>

#include "exchange/xlsx.h"
#include "exchange/xlsx_module.h"
#include "exchange/xlsx_text.h"

enum {
	SHEET_ROWS = 1048576,	/* limit of the file format, header included */
	DECIMALS = 4
};

/* Formats: the styles of text first, then those of values. */
enum {
	F_INT = XLSX_STYLES, F_PERCENT, F_POINTS, F_DATE, F_TIME, F_INSTANT,
	F_DECIMALS,		/* one for each number of decimals */
	FORMATS = F_DECIMALS + DECIMALS + 1
};

struct xlsx_part {
	lxw_worksheet *ws;	/* the book's */
	char *name;
	size_t number;		/* in the book, from 0 */
	long row;		/* the next cell's */
	long filled;		/* rows that hold a cell */
};

struct xlsx_sheet {
	char *name;
	char **titles;		/* NULL: a free sheet */
	size_t ntitles;
	double *widths;
	size_t nwidths;
	bool filter;
	bool row_filled;
	int col;		/* the next cell's */
	uint64_t text_columns;	/* the first 64 that hold text below the header */
	struct xlsx_part *parts;
	size_t nparts, parts_cap;
};

struct xlsx {
	const struct xlsx_module *lxw;
	struct file_out *out;
	char *path;		/* where the library writes */
	char *folder;		/* of its temporary files */
	int fd;			/* the nameless file, or -1 */
	lxw_workbook *book;
	lxw_format *format[FORMATS];	/* the book's */
	struct xlsx_sheet *sheets;
	size_t nsheets, sheets_cap;
	size_t current;
	size_t numbered;	/* worksheets in the book */
	long limit;		/* data rows in a part */
	struct buf text;	/* the string being cleaned */
	bool failed;
	struct err err;
};

/* Keeps the first failure; later calls do nothing. */
void xlsx_fail(struct xlsx *x);
/* Around what may meet a full disk: the library would print to stderr. */
FILE *xlsx_hush(void);
void xlsx_unhush(FILE *was);

struct xlsx_sheet *xlsx_current(const struct xlsx *x);
struct xlsx_part *xlsx_last_part(const struct xlsx_sheet *s);
long xlsx_header_rows(const struct xlsx_sheet *s);
/* The next worksheet of the book for `s`: the first part, or "Name 2". */
void xlsx_add_part(struct xlsx *x, struct xlsx_sheet *s);
void xlsx_sheet_free(struct xlsx_sheet *s);

#endif
