/*
 * csv.c - RFC 4180 rows, read as a stream.
 *
 * The reader keeps a window of the file, already UTF-8, that always holds one whole row
 * of the largest size (or the rest of the file). A row is first scanned without
 * touching it, so that a bad quote can be given up and reading can resume after the
 * line it opened on; only a good row is cut into cells in place.
 */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/csv.h"

/* A row, its CRLF, and as much again so that the window rarely moves. */
#define WINDOW (2 * (size_t)CSV_ROW_MAX + 4096)
#define NEED ((size_t)CSV_ROW_MAX + 2)
#define RAW 65536

struct cell {
	size_t at, len;		/* in the row, without its quotes */
	bool quoted, doubled;
	long line;
};

struct csv_reader {
	FILE *f;
	char delimiter;
	bool stop[256];		/* what ends a cell without quotes */

	char *buf;		/* WINDOW + 1 bytes, NUL after the last one */
	size_t start, end;	/* what is not consumed yet */
	bool eof;
	int failed;		/* errno of a read that failed */
	long long fetched;	/* bytes taken from the stream */

	bool converts;
	iconv_t cd;
	size_t unit;		/* bytes to skip where the input is invalid */
	char *raw;		/* RAW bytes waiting for iconv */
	size_t raw_len;
	bool raw_eof;

	long next_line;		/* the line of `start` */
	long line, column;	/* of the last row or fault returned */
	const char *row;
	struct cell *cells;	/* CSV_CELLS_MAX of them */
	size_t n;		/* cells of the row; counted beyond the limit */
	size_t overflow_at;	/* where the first cell too many begins */
};

/* ---- bytes in ---------------------------------------------------------- */

static size_t
fetch(struct csv_reader *r, char *to, size_t room)
{
	size_t n = fread(to, 1, room, r->f);

	r->fetched += (long long)n;
	if (n < room && ferror(r->f))
		r->failed = errno ? errno : EIO;
	return n;
}

/* One call of iconv. What it cannot read becomes a byte that is never UTF-8, so that
 * the row is refused there. */
static size_t
convert(struct csv_reader *r, char *to, size_t room)
{
	char *in = r->raw, *out = to;
	size_t left, free_bytes = room;

	if (!r->raw_eof) {
		size_t want = RAW - r->raw_len;
		size_t got = fetch(r, r->raw + r->raw_len, want);

		r->raw_eof = got < want;
		r->raw_len += got;
	}
	left = r->raw_len;
	while (left > 0 && iconv(r->cd, &in, &left, &out, &free_bytes) == (size_t)-1) {
		if (errno == E2BIG || free_bytes == 0 || (errno == EINVAL && !r->raw_eof))
			break;
		size_t skip = left < r->unit ? left : r->unit;

		*out++ = '\xff';
		free_bytes--;
		in += skip;
		left -= skip;
	}
	memmove(r->raw, in, left);
	r->raw_len = left;
	if (r->raw_eof && left == 0)
		(void)iconv(r->cd, NULL, NULL, &out, &free_bytes);
	return room - free_bytes;
}

/* Fills the window; afterwards it holds NEED bytes or all that is left. */
static void
fill(struct csv_reader *r)
{
	if (r->eof || r->failed || r->end - r->start >= NEED)
		return;
	memmove(r->buf, r->buf + r->start, r->end - r->start);
	r->end -= r->start;
	r->start = 0;
	while (r->end < NEED && !r->eof && !r->failed) {
		size_t room = WINDOW - r->end, got;

		if (r->converts) {
			got = convert(r, r->buf + r->end, room);
			r->eof = r->raw_eof && r->raw_len == 0;
		} else {
			got = fetch(r, r->buf + r->end, room);
			r->eof = got < room;
		}
		r->end += got;
	}
	r->buf[r->end] = '\0';
}

/* ---- the place of a byte ------------------------------------------------- */

/* Length of the line end at `p`, 0 when there is none. */
static size_t
line_end(const char *p)
{
	if (*p == '\r')
		return p[1] == '\n' ? 2 : 1;
	return *p == '\n' ? 1 : 0;
}

/* Offset after the first line end at or after `at`; 0 when there is none. */
static size_t
behind_line(const char *s, size_t at, size_t len)
{
	for (; at < len; at++)
		if (s[at] == '\n' || s[at] == '\r')
			return at + line_end(s + at);
	return 0;
}

/* Counts the lines of the row up to offset `at` and the column there. */
static void
place(struct csv_reader *r, size_t at)
{
	const char *row = r->buf + r->start;
	size_t begin = 0, next;

	r->line = r->next_line;
	while ((next = behind_line(row, begin, at)) != 0 && next <= at) {
		begin = next;
		r->line++;
	}
	r->column = (long)(at - begin) + 1;
}

/* Skips the rest of the line that `start` is in, however long. */
static void
skip_line(struct csv_reader *r)
{
	for (;;) {
		size_t next = behind_line(r->buf, r->start, r->end);

		/* The LF of a CR that ends the window may not be read yet. */
		if (next != 0 && (next < r->end || r->eof || r->failed)) {
			r->start = next;
			r->next_line++;
			return;
		}
		r->start = next != 0 ? next - 1 : r->end;
		if (r->eof || r->failed)
			return;
		fill(r);
	}
}

/* ---- what kind of file -------------------------------------------------- */

static bool
open_iconv(struct csv_reader *r, const char *encoding, struct err *e)
{
	char a[] = "AA", out[32];
	char *in = a, *to = out;
	size_t left = 1, room = sizeof(out), before;
	iconv_t back = iconv_open(encoding, "UTF-8");

	if (back != (iconv_t)-1) {
		/* The first letter may write a byte-order mark, the second does not. */
		(void)iconv(back, &in, &left, &to, &room);
		before = room;
		left = 1;
		(void)iconv(back, &in, &left, &to, &room);
		r->unit = before > room ? before - room : 1;
		iconv_close(back);
		r->cd = iconv_open("UTF-8", encoding);
	}
	if (back == (iconv_t)-1 || r->cd == (iconv_t)-1)
		return err_set(e, ERR_USAGE, "encoding", "there is no encoding "
		    "named \"%s\" (iconv -l lists those there are)", encoding);
	r->converts = true;
	return true;
}

/* A byte-order mark takes precedence over the mapping, since it is in the file. */
static bool
open_encoding(struct csv_reader *r, const char *encoding, struct err *e)
{
	static const struct { const char *mark; size_t n; const char *encoding; } marks[] = {
		{ "\xff\xfe", 2, "UTF-16LE" }, { "\xfe\xff", 2, "UTF-16BE" },
		{ "\xef\xbb\xbf", 3, NULL }
	};
	char head[3];
	size_t n = fetch(r, head, sizeof(head)), skip = 0, i;

	for (i = 0; i < ARRAY_LEN(marks) && skip == 0; i++)
		if (n >= marks[i].n && memcmp(head, marks[i].mark, marks[i].n) == 0) {
			encoding = marks[i].encoding;
			skip = marks[i].n;
		}
	if (encoding != NULL && *encoding != '\0' && !text_is(encoding, "utf-8") &&
	    !text_is(encoding, "utf8") && !open_iconv(r, encoding, e))
		return false;
	if (r->converts) {
		r->raw = xmalloc(RAW);
		memcpy(r->raw, head + skip, n - skip);
		r->raw_len = n - skip;
	} else {
		memcpy(r->buf, head + skip, n - skip);
		r->end = n - skip;
	}
	fill(r);
	if (r->end - r->start >= 3 && memcmp(r->buf, "\xef\xbb\xbf", 3) == 0)
		r->start += 3;
	if (r->failed)
		return err_set(e, ERR_IO, NULL, "cannot be read: %s", strerror(r->failed));
	return true;
}

/* The candidate found most often outside quotes in the first row. */
static char
recognise(const char *s, size_t len)
{
	static const char candidates[] = ",;\t|";
	size_t count[sizeof(candidates) - 1] = { 0 }, best = 0;
	bool quoted = false, at_start = true, begun = false;
	size_t i;

	for (i = 0; i < len && i < CSV_ROW_MAX; i++) {
		const char *c = s[i] != '\0' ? strchr(candidates, s[i]) : NULL;

		if (s[i] == '"' && (quoted || at_start))
			quoted = !quoted;
		else if (!quoted && (s[i] == '\n' || s[i] == '\r') && begun)
			break;
		else if (!quoted && c != NULL)
			count[c - candidates]++;
		begun = begun || (s[i] != '\n' && s[i] != '\r');
		at_start = c != NULL || s[i] == '\n' || s[i] == '\r';
	}
	for (i = 1; i < ARRAY_LEN(count); i++)
		if (count[i] > count[best])
			best = i;
	return candidates[best];
}

/* Reads a first line `sep=;`, with which spreadsheets name their delimiter. */
static char
take_separator_line(struct csv_reader *r)
{
	const char *s = r->buf + r->start;
	size_t len = r->end - r->start;

	if (len < 6 || strncmp(s, "sep=", 4) != 0 || line_end(s + 5) == 0)
		return 0;
	r->start += 5 + line_end(s + 5);
	r->next_line++;
	return s[4];
}

struct csv_reader *
csv_reader_new(FILE *f, char delimiter, const char *encoding, struct err *e)
{
	struct csv_reader *r = xcalloc(1, sizeof(*r));
	char said;

	r->f = f;
	r->next_line = r->line = r->column = 1;
	r->buf = xmalloc(WINDOW + 1);
	r->cells = xmalloc(CSV_CELLS_MAX * sizeof(*r->cells));
	if (!open_encoding(r, encoding, e)) {
		csv_reader_free(r);
		return NULL;
	}
	said = take_separator_line(r);
	r->delimiter = delimiter ? delimiter : said ? said :
	    recognise(r->buf + r->start, r->end - r->start);
	if (r->delimiter == '"' || r->delimiter == '\r' || r->delimiter == '\n' ||
	    (unsigned char)r->delimiter >= 0x80) {
		err_set(e, ERR_USAGE, "delimiter", "a quote, a line break or a "
		    "letter beyond ASCII cannot be the delimiter");
		csv_reader_free(r);
		return NULL;
	}
	r->stop[(unsigned char)r->delimiter] = true;
	r->stop['\n'] = r->stop['\r'] = true;
	return r;
}

void
csv_reader_free(struct csv_reader *r)
{
	if (r == NULL)
		return;
	if (r->converts)
		iconv_close(r->cd);
	free(r->raw);
	free(r->cells);
	free(r->buf);
	free(r);
}

char
csv_reader_delimiter(const struct csv_reader *r)
{
	return r->delimiter;
}

/* ---- rows ---------------------------------------------------------------- */

enum scan { SCAN_ROW, SCAN_LONG, SCAN_UNCLOSED, SCAN_AFTER };

/* Offset after the closing quote of a cell whose text begins at `at`; 0 when it is not
 * closed before `limit`. */
static size_t
scan_quoted(const char *row, size_t at, size_t limit, bool *doubled)
{
	const char *q;

	*doubled = false;
	while (at < limit && (q = memchr(row + at, '"', limit - at)) != NULL) {
		at = (size_t)(q - row) + 1;
		if (at >= limit || row[at] != '"')
			return at;
		*doubled = true;
		at++;
	}
	return 0;
}

/* Notes where the cells of the row begin and end; the caller has put a line end at
 * row[limit]. Sets *at to the offset of the row's end, or of the faulty quote. */
static enum scan
scan_cells(struct csv_reader *r, const char *row, size_t limit, size_t *at)
{
	size_t p = 0;

	for (r->n = 0;; p++) {
		struct cell c = { .at = p };

		if (row[p] == '"') {
			*at = p;
			p = scan_quoted(row, p + 1, limit, &c.doubled);
			if (p == 0)
				return SCAN_UNCLOSED;
			if (!r->stop[(unsigned char)row[p]])
				return SCAN_AFTER;
			c.quoted = true;
			c.len = p - c.at - 2;
			c.at++;
		} else {
			while (!r->stop[(unsigned char)row[p]])
				p++;
			c.len = p - c.at;
		}
		if (r->n < CSV_CELLS_MAX)
			r->cells[r->n] = c;
		else if (r->n == CSV_CELLS_MAX)
			r->overflow_at = c.at - c.quoted;
		r->n++;
		if (p == limit || row[p] != r->delimiter)
			break;
	}
	*at = p;
	return p > CSV_ROW_MAX ? SCAN_LONG : SCAN_ROW;
}

static enum scan
scan_row(struct csv_reader *r, size_t *at)
{
	char *row = r->buf + r->start;
	size_t limit = r->end - r->start;
	enum scan found;
	char kept;

	if (limit > CSV_ROW_MAX + 1)
		limit = CSV_ROW_MAX + 1;
	kept = row[limit];
	row[limit] = '\n';
	found = scan_cells(r, row, limit, at);
	row[limit] = kept;
	return found;
}

/* Is there a NUL or a byte that is not ASCII? */
static bool
has_odd(const char *s, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t highs = ones << 7;
	uint64_t odd = 0;

	for (; n >= 8; s += 8, n -= 8) {
		uint64_t w;

		memcpy(&w, s, 8);
		odd |= (w | (w - ones)) & highs;	/* high bit, or a zero byte */
	}
	for (; n > 0; s++, n--)
		odd |= (*s & 0x80) != 0 || *s == '\0';
	return odd != 0;
}

/* Removes doubled quotes from a quoted cell and turns CRLF and CR into LF; returns its
 * new length. */
static size_t
tidy(char *s, size_t len)
{
	size_t to = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] == '\r') {
			s[to++] = '\n';
			i += i + 1 < len && s[i + 1] == '\n';
		} else {
			s[to++] = s[i];
			i += s[i] == '"';
		}
	}
	return to;
}

/* Cuts a good row of `len` bytes into strings. */
static void
cut_cells(struct csv_reader *r, size_t len)
{
	char *row = r->buf + r->start;
	long line = r->next_line;
	size_t i;

	for (i = 0; i < r->n; i++) {
		struct cell *c = &r->cells[i];
		char *s = row + c->at, *p = s;

		c->line = line;
		if (c->quoted) {
			if (c->doubled || memchr(s, '\r', c->len) != NULL)
				c->len = tidy(s, c->len);
			while ((p = memchr(p, '\n', c->len - (size_t)(p - s))) != NULL) {
				line++;
				p++;
			}
		}
		s[c->len] = '\0';
	}
	r->row = row;
	r->line = r->next_line;
	r->column = 1;
	r->start += len;
	r->next_line = line + 1;
}

/* Skips blank lines; false at the end of the file. */
static bool
skip_blank(struct csv_reader *r)
{
	for (;;) {
		const char *s;
		size_t i = 0, len;

		fill(r);
		if (r->failed)
			return false;
		s = r->buf + r->start;
		len = r->end - r->start;
		while (i < len && (s[i] == ' ' || s[i] == '\t') && s[i] != r->delimiter)
			i++;
		if (i < len && line_end(s + i) == 0)
			return true;
		if (i == len)	/* the end, or a row of blanks too long to skip */
			return !r->eof;
		r->start += i + line_end(s + i);
		r->next_line++;
	}
}

/* Refuses the row for a fault at offset `at`. Reading resumes at offset `resume`, or
 * with `rest_of_line` after the line that offset is in. */
static enum csv_result
refuse(struct csv_reader *r, size_t at, size_t resume, bool rest_of_line,
    const char *why, struct err *e)
{
	long line_after;

	r->n = 0;
	place(r, resume);
	line_after = r->line;
	place(r, at);
	r->next_line = line_after;
	r->start += resume;
	if (rest_of_line)
		skip_line(r);
	err_set(e, ERR_INVALID, NULL, "%s", why);
	return CSV_BAD;
}

enum csv_result
csv_read(struct csv_reader *r, struct err *e)
{
	const char *row;
	size_t at, len;
	long bad;

	r->n = 0;
	if (!skip_blank(r)) {
		if (!r->failed)
			return CSV_END;
		err_set(e, ERR_IO, NULL, "cannot be read further: %s", strerror(r->failed));
		return CSV_FAIL;
	}
	row = r->buf + r->start;
	switch (scan_row(r, &at)) {
	case SCAN_LONG:
		return refuse(r, 0, at, true, "this row is longer than 1 MB", e);
	case SCAN_UNCLOSED:
		return refuse(r, at, at, true, r->end - r->start <= CSV_ROW_MAX ?
		    "a quote opens here and is never closed" :
		    "a quote opens here and is not closed within the 1 MB a row may take", e);
	case SCAN_AFTER:
		return refuse(r, at, at, true, "a quote opens here, and text "
		    "follows the quote that closes it", e);
	case SCAN_ROW:
		break;
	}
	len = at + line_end(row + at);
	if (r->n > CSV_CELLS_MAX)
		return refuse(r, r->overflow_at, len, false,
		    "this row has more than 4,096 columns", e);
	bad = has_odd(row, at) ? text_bad_byte(row, at) : -1;
	if (bad >= 0)
		return refuse(r, (size_t)bad, len, false, row[bad] == '\0' ?
		    "a NUL byte stands here (in UTF-16 without a byte-order mark? "
		    "Then say encoding = UTF-16LE in a mapping)" : r->converts ?
		    "a byte here does not belong to the file's encoding" :
		    "a byte here is not UTF-8 (another encoding? Then say so in "
		    "a mapping, such as encoding = windows-1252)", e);
	cut_cells(r, len);
	return CSV_ROW;
}

size_t
csv_cells(const struct csv_reader *r)
{
	return r->n;
}

const char *
csv_cell(const struct csv_reader *r, size_t i)
{
	return i < r->n ? r->row + r->cells[i].at : "";
}

long
csv_line(const struct csv_reader *r)
{
	return r->line;
}

long
csv_column(const struct csv_reader *r)
{
	return r->column;
}

long
csv_cell_line(const struct csv_reader *r, size_t i)
{
	return i < r->n ? r->cells[i].line : r->line;
}

long long
csv_bytes(const struct csv_reader *r)
{
	return r->converts ? r->fetched : r->fetched - (long long)(r->end - r->start);
}
