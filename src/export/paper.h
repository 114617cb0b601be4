/*
 * paper.h - a document to be printed, as plain text or as a web page of its own.
 *
 * Text is PAPER_COLUMNS wide, its pages end with a form feed and each begins with its heading;
 * a web page holds no script and asks for nothing, and its tables repeat their heading on each
 * sheet, A4 or Letter. All texts may be raw: they pass text_show() here, and in a web page what
 * means something to a browser is escaped.
 */
#ifndef CHAIRSIDE_EXPORT_PAPER_H
#define CHAIRSIDE_EXPORT_PAPER_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "record/record.h"

#define PAPER_COLUMNS 78
#define PAPER_ROWS 60		/* of a page of text; both sizes of sheet hold them */

struct paper_format;

/* "text" (NULL too) or "html"; NULL and ERR_USAGE for any other. */
const struct paper_format *paper_format_named(const char *name, struct err *e);

struct paper {
	const struct paper_format *format;
	FILE *out;
	bool begun;		/* a page was begun */
	/* of text: */
	struct buf heading, below;	/* repeated on each page */
	struct buf block;	/* lines of the block at hand, which is kept together */
	int rows, page;		/* rows on this page so far; its number */
};

/* Writes a text, which may be raw, into a web page that is made elsewhere. */
void paper_put_html(FILE *out, const char *text);

void paper_begin(struct paper *x, const struct paper_format *format, FILE *out,
    const char *title);
/* Begins a sheet. */
void paper_page(struct paper *x, const char *heading, const char *below);
/* Begins a block, which is kept on one sheet: what stands at its left, its first line, and
 * what stands at the right end of that ("" nothing). */
void paper_block(struct paper *x, const char *left, const char *title, const char *right);
/* A line of the block. */
void paper_line(struct paper *x, const char *text);
/* A line of the block with a blank to write on after each of the words, NULL at the end. */
void paper_blanks(struct paper *x, const char *const *words);
/* A paragraph of its own, as wide as the sheet. */
void paper_prose(struct paper *x, const char *text);
/* Each line of a text that is not blank by itself, by one of the two above. */
void paper_lines(struct paper *x, const char *text,
    void (*put)(struct paper *x, const char *line));
/* Begins a sheet headed by the practice: its name, address and phone. */
void paper_letterhead(struct paper *x, const struct record *settings);
/* Ends the document; the stream is the caller's. */
void paper_end(struct paper *x);

#endif
