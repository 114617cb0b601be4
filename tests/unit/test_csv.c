/*
 * Proves that the CSV reader takes what spreadsheets and other programs write,
 * names the line and column of what it refuses and goes on behind it, keeps its
 * memory whatever the file, and that what the writer writes is read back.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/mem.h"
#include "exchange/csv.h"
#include "tests/support/test.h"

/* All of a stream on a line each: `line[cell][cell]`, `line:column!` for a row
 * refused, `fail` and the like at the end. Owned. */
static char *
dump_stream(FILE *f, char delimiter, const char *encoding)
{
	struct buf out = BUF_INIT;
	struct err e;
	struct csv_reader *r = csv_reader_new(f, delimiter, encoding, &e);
	size_t i;

	if (r == NULL) {
		buf_addf(&out, "no reader: %s", e.text);
		return buf_steal(&out);
	}
	for (;;) {
		switch (csv_read(r, &e)) {
		case CSV_ROW:
			buf_addf(&out, "%ld", csv_line(r));
			for (i = 0; i < csv_cells(r); i++)
				buf_addf(&out, "[%s]", csv_cell(r, i));
			buf_addc(&out, '\n');
			break;
		case CSV_BAD:
			assert_int_equal(e.code, ERR_INVALID);
			assert_true(strlen(e.text) > 0);
			assert_int_equal(csv_cells(r), 0);
			buf_addf(&out, "%ld:%ld!\n", csv_line(r), csv_column(r));
			break;
		case CSV_FAIL:
			assert_int_equal(e.code, ERR_IO);
			buf_adds(&out, "fail\n");
			csv_reader_free(r);
			return buf_steal(&out);
		case CSV_END:
			csv_reader_free(r);
			return buf_steal(&out);
		}
	}
}

static char *
dump(const void *bytes, size_t size, char delimiter, const char *encoding)
{
	FILE *f = tmpfile();
	char *s;

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, size, f), size);
	rewind(f);
	s = dump_stream(f, delimiter, encoding);
	fclose(f);
	return s;
}

#define assert_rows(text, expected)                                           \
	assert_dump(text, sizeof(text) - 1, 0, NULL, expected)

static void
assert_dump(const void *bytes, size_t size, char delimiter, const char *encoding,
    const char *expected)
{
	AUTO_FREE char *s = dump(bytes, size, delimiter, encoding);

	assert_string_equal(s, expected);
}

static void
takes_cells(void **state)
{
	assert_rows("", "");
	assert_rows("a", "1[a]\n");
	assert_rows("a,b\n1,2\n", "1[a][b]\n2[1][2]\n");
	assert_rows("a,b\n1,2", "1[a][b]\n2[1][2]\n");
	assert_rows(",\n,,", "1[][]\n2[][][]\n");
	assert_rows("\"a\",\"b\"\n", "1[a][b]\n");
	assert_rows("\"a,b\",\"\",c\n", "1[a,b][][c]\n");
	assert_rows("\"say \"\"hi\"\"\",\"\"\"\"\n", "1[say \"hi\"][\"]\n");
	assert_rows("\"\"", "1[]\n");
	/* A quote that is not the first byte of its cell is text. */
	assert_rows("5\" nail, \"x\n", "1[5\" nail][ \"x]\n");
	assert_rows(" a , b \n", "1[ a ][ b ]\n");
}

static void
takes_every_line_end(void **state)
{
	assert_rows("a\nb\n", "1[a]\n2[b]\n");
	assert_rows("a\r\nb\r\n", "1[a]\n2[b]\n");
	assert_rows("a\rb\r", "1[a]\n2[b]\n");
	assert_rows("a,\r\nb,\"\"\r\n", "1[a][]\n2[b][]\n");
	assert_rows("a\r\rb\n\r\nc", "1[a]\n3[b]\n5[c]\n");
}

static void
passes_over_blank_lines(void **state)
{
	assert_rows("\n\n\r\na\n\n\nb\n\n", "4[a]\n7[b]\n");
	assert_rows("a\n  \t \nb\n   ", "1[a]\n3[b]\n");
	/* Where the delimiter itself is white space, the line is a row. */
	assert_rows("a\tb\n\t\nc\td\n", "1[a][b]\n2[][]\n3[c][d]\n");
	assert_rows("\n", "");
}

static void
breaks_lines_inside_cells(void **state)
{
	static const char text[] = "a,b\n\"x\n\ny\",\"p\r\nq\rr\",z\nlast,\n";
	FILE *f = fmemopen((void *)(uintptr_t)text, sizeof(text) - 1, "r");
	struct csv_reader *r = csv_reader_new(f, 0, NULL, NULL);

	assert_int_equal(csv_read(r, NULL), CSV_ROW);
	assert_int_equal(csv_read(r, NULL), CSV_ROW);
	assert_string_equal(csv_cell(r, 0), "x\n\ny");
	assert_string_equal(csv_cell(r, 1), "p\nq\nr");
	assert_string_equal(csv_cell(r, 2), "z");
	assert_string_equal(csv_cell(r, 3), "");
	assert_int_equal(csv_line(r), 2);
	assert_int_equal(csv_cell_line(r, 0), 2);
	assert_int_equal(csv_cell_line(r, 1), 4);
	assert_int_equal(csv_cell_line(r, 2), 6);
	assert_int_equal(csv_read(r, NULL), CSV_ROW);
	assert_int_equal(csv_line(r), 7);
	assert_int_equal(csv_read(r, NULL), CSV_END);
	assert_int_equal(csv_read(r, NULL), CSV_END);
	assert_int_equal(csv_bytes(r), sizeof(text) - 1);
	csv_reader_free(r);
	fclose(f);
}

static void
recognises_the_delimiter(void **state)
{
	assert_rows("a;b\n1,5;2\n", "1[a][b]\n2[1,5][2]\n");
	assert_rows("a\tb\tc,d\n", "1[a][b][c,d]\n");
	assert_rows("a|b\n", "1[a][b]\n");
	assert_rows("Name, first;Phone;E-mail\n", "1[Name, first][Phone][E-mail]\n");
	/* What stands in quotes does not count, nor do later rows. */
	assert_rows("\"a,b,c\";d\n1,2;3\n", "1[a,b,c][d]\n2[1,2][3]\n");
	assert_rows("\"a\n,,\";d\n", "1[a\n,,][d]\n");
	assert_rows("\n\na;b\n", "3[a][b]\n");
	assert_rows("size 5\";a;b,c\n", "1[size 5\"][a][b,c]\n");
	assert_rows("one\n1;2\n", "1[one]\n2[1;2]\n");
	assert_rows("sep=;\na,b;c\n", "2[a,b][c]\n");
	assert_rows("sep=|\r\na,b|c\r\n", "2[a,b][c]\n");
	assert_rows("sep=", "1[sep=]\n");
	assert_dump("a;b,c\n", 6, ',', NULL, "1[a;b][c]\n");
	assert_dump("a b\n", 4, ' ', NULL, "1[a][b]\n");
}

static void
refuses_delimiters_that_cannot_be(void **state)
{
	static const char bad[] = { '"', '\n', '\r', '\xe9' };
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(bad); i++) {
		FILE *f = fmemopen((void *)(uintptr_t)"a,b\n", 4, "r");

		err_clear(&e);
		assert_null(csv_reader_new(f, bad[i], NULL, &e));
		assert_int_equal(e.code, ERR_USAGE);
		fclose(f);
	}
	assert_rows("sep=\"\na\n", "no reader: a quote, a line break or a letter "
	    "beyond ASCII cannot be the delimiter");
}

static void
reads_encodings(void **state)
{
	assert_rows("\xef\xbb\xbf" "a,b\n", "1[a][b]\n");
	assert_rows("\xef\xbb\xbf", "");
	assert_rows("\xff\xfe" "a\0,\0\xf1\0\n\0", "1[a][ñ]\n");
	assert_rows("\xfe\xff" "\0a\0,\0\xf1\0\n", "1[a][ñ]\n");
	assert_rows("\xff\xfe" "\x3d\xd8\x00\xde\n\0", "1[😀]\n");
	assert_dump("a\0,\0b\0", 6, 0, "UTF-16LE", "1[a][b]\n");
	assert_dump("\xc4pfel;\x80\n", 8, 0, "windows-1252", "1[Äpfel][€]\n");
	assert_dump("\xc4", 1, 0, "latin1", "1[Ä]\n");
	/* The file knows better than the mapping. */
	assert_dump("\xef\xbb\xbf\xc3\x84\n", 6, 0, "latin1", "1[Ä]\n");
	assert_dump("\xff\xfe" "a\0", 4, 0, "latin1", "1[a]\n");
	assert_dump("\xc3\x84\n", 3, 0, "utf-8", "1[Ä]\n");
	assert_dump("\xc3\x84\n", 3, 0, "", "1[Ä]\n");
	assert_dump("a\n", 2, 0, "no-such-encoding", "no reader: there is no encoding "
	    "named \"no-such-encoding\" (iconv -l lists those there are)");
}

static void
refuses_bad_quotes_and_goes_on(void **state)
{
	/* Text behind a closing quote. */
	assert_rows("a,b\n1,\"x\"y\n2,3\n", "1[a][b]\n2:3!\n3[2][3]\n");
	assert_rows("\"x\" ,b\n1\n", "1:1!\n2[1]\n");
	/* Never closed: the line it opened on is lost, those behind are not. */
	assert_rows("a\n1,\"x\n2\n3", "1[a]\n2:3!\n3[2]\n4[3]\n");
	assert_rows("\"", "1:1!\n");
	assert_rows("a\r\n\"\"\"\r\nb\r\n", "1[a]\n2:1!\n3[b]\n");
	assert_rows("a\r\"x\rb\r", "1[a]\n2:1!\n3[b]\n");
	/* It closes where the next quoted cell opens. */
	assert_rows("1,\"bad\n2,\"good\"\n3\n", "1:3!\n2[2][good]\n3[3]\n");
	/* A good cell with line breaks before the bad one moves its line. */
	assert_rows("\"a\nb\nc\",\"x\ny\"z\nq\n", "3:4!\n4[y\"z]\n5[q]\n");
	/* The column counts bytes. */
	assert_rows("ä,\"x\"y\n", "1:4!\n");
}

static void
refuses_what_is_not_text(void **state)
{
	assert_rows("a\n\xff\nb\n", "1[a]\n2:1!\n3[b]\n");
	assert_rows("a,\xc0\xaf\n", "1:3!\n");		/* overlong */
	assert_rows("ab\xed\xa0\x80\n", "1:3!\n");	/* surrogate */
	assert_rows("a,b\xc3\nc\n", "1:4!\n2[c]\n");	/* cut short */
	assert_rows("a,\"x\ny\xff\",z\nb\n", "2:2!\n3[b]\n");
	assert_rows("a\n1,\0\nb\n", "1[a]\n2:3!\n3[b]\n");
	assert_rows("longer than a word, then\0", "1:25!\n");
	/* UTF-16 without a mark, taken for UTF-8. */
	assert_rows("a\0,\0b\0", "1:2!\n");
	/* Half a pair, and half a unit at the end. */
	assert_rows("\xff\xfe" "a\0\n\0\x00\xd8\n\0b\0\n\0", "1[a]\n2:1!\n3[b]\n");
	assert_rows("\xff\xfe" "a\0\n\0b", "1[a]\n2:1!\n");
	assert_dump("a\n\x81\nb\n", 6, 0, "windows-1252", "1[a]\n2:1!\n3[b]\n");
}

static void
takes_rows_up_to_the_limit(void **state)
{
	size_t max = CSV_ROW_MAX;
	struct buf in AUTO_BUF = BUF_INIT;
	AUTO_FREE char *long_text = xmalloc(max + 2), *s = NULL;
	int i;

	memset(long_text, 'x', max + 2);
	buf_add(&in, long_text, max);			/* line 1: just fits */
	buf_adds(&in, "\r\n");
	buf_add(&in, long_text, max + 1);		/* line 2: does not */
	buf_adds(&in, "\nafter\n\"");
	buf_add(&in, long_text, max - 2);		/* line 4: fits, quoted */
	buf_adds(&in, "\"\n\"");
	buf_add(&in, long_text, max - 1);		/* line 5: does not */
	buf_adds(&in, "\"\nafter\n1,\"open\nb\n");	/* line 7: never closed */
	for (i = 0; i < 20; i++) {
		buf_add(&in, long_text, max / 10);
		buf_addc(&in, '\n');
	}
	s = dump(in.s, in.len, ',', NULL);
	assert_int_equal(strlen(strstr(s, "2:1!")) + max + 4, strlen(s));
	assert_non_null(strstr(s, "2:1!\n3[after]\n4[x"));
	assert_non_null(strstr(s, "x]\n5:1!\n6[after]\n7:3!\n8[b]\n9[x"));
	assert_non_null(strstr(s, "x]\n28[x"));
	assert_null(strstr(s, "\n29["));
}

static void
takes_a_million_characters(void **state)
{
	size_t n = 1000000;
	AUTO_FREE char *text = xmalloc(n + 3), *s = NULL;

	memset(text, 'x', n);
	memcpy(text + n, ",b", 3);
	s = dump(text, n + 2, 0, NULL);
	assert_int_equal(strlen(s), 1 + (n + 2) + 3 + 1);
}

static void
counts_columns(void **state)
{
	struct buf in AUTO_BUF = BUF_INIT;
	AUTO_FREE char *s = NULL;
	int i;

	for (i = 0; i < CSV_CELLS_MAX - 1; i++)
		buf_addc(&in, ',');
	buf_adds(&in, "last\n");
	for (i = 0; i < CSV_CELLS_MAX; i++)
		buf_addc(&in, ',');
	buf_adds(&in, "\"more\nof it\"\nb\n");
	for (i = 0; i < 1000000; i++)
		buf_addc(&in, ',');
	buf_adds(&in, "\nc\n");
	s = dump(in.s, in.len, 0, NULL);
	assert_string_equal(strstr(s, "[last]"),
	    "[last]\n2:4097!\n4[b]\n5:4097!\n6[c]\n");
}

/* A stream that is made while it is read: `size` bytes of 'x' between a first
 * row and a last one; with `broken`, the disk fails in the middle instead. */
struct made {
	long long at, size;
	bool quote, broken;
};

static ssize_t
made_read(void *cookie, char *to, size_t n)
{
	struct made *m = cookie;
	static const char tail[] = "\nlast\n";
	size_t k = 0;

	for (; k < n && m->at < m->size + (long long)strlen(tail); k++, m->at++) {
		if (m->at == 0)
			to[k] = m->quote ? '"' : 'x';
		else if (m->at < m->size)
			to[k] = 'x';
		else if (m->broken) {
			errno = EIO;
			return k > 0 ? (ssize_t)k : -1;
		} else
			to[k] = tail[m->at - m->size];
	}
	return (ssize_t)k;
}

static char *
dump_made(struct made m)
{
	FILE *f = fopencookie(&m, "r", (cookie_io_functions_t){ .read = made_read });
	char *s = dump_stream(f, 0, NULL);

	fclose(f);
	return s;
}

static long
peak_kb(void)
{
	struct rusage u;

	assert_int_equal(getrusage(RUSAGE_SELF, &u), 0);
	return u.ru_maxrss;
}

static void
keeps_its_memory(void **state)
{
	long long size = 100 * 1024 * 1024;
	long before = peak_kb();
	AUTO_FREE char *plain = dump_made((struct made){ .size = size });
	AUTO_FREE char *quoted = dump_made((struct made){ .size = size, .quote = true });

	assert_string_equal(plain, "1:1!\n2[last]\n");
	assert_string_equal(quoted, "1:1!\n2[last]\n");
	assert_true(peak_kb() - before < 50 * 1024);
}

static void
finds_line_ends_across_windows(void **state)
{
	/* The line end of a line given up falls on every place near the end of
	 * what the reader holds at a time. */
	for (long long at = 2 * CSV_ROW_MAX + 4096 - 4; at < 2 * CSV_ROW_MAX + 4096 + 4; at++) {
		AUTO_FREE char *text = xmalloc((size_t)at + 8), *s = NULL;

		memset(text, 'x', (size_t)at);
		memcpy(text + at, "\r\n2\r\r\n4", 7);
		s = dump(text, (size_t)at + 7, 0, NULL);
		assert_string_equal(s, "1:1!\n2[2]\n4[4]\n");
	}
}

static void
says_that_the_disk_fails(void **state)
{
	AUTO_FREE char *early = dump_made((struct made){ .size = 3, .broken = true });
	AUTO_FREE char *late = dump_made((struct made){ .size = 30000000, .broken = true });
	AUTO_FREE char *folder = NULL;
	FILE *f = fopen(test_folder(), "r");

	assert_string_equal(early, "no reader: cannot be read: Input/output error");
	/* What was cut off is not taken for a row. */
	assert_string_equal(late, "1:1!\nfail\n");
	assert_non_null(f);
	folder = dump_stream(f, 0, NULL);
	assert_string_equal(folder, "no reader: cannot be read: Is a directory");
	fclose(f);
}

/* What the writer makes of a row; owned. */
static char *
written(const char *const *cells, size_t n, bool text)
{
	char *out = NULL;
	size_t size = 0;
	struct csv_writer w = { .sink.f = open_memstream(&out, &size) };
	size_t i;

	for (i = 0; i < n; i++)
		(text ? csv_write_text : csv_write_plain)(&w, cells[i]);
	csv_write_end(&w);
	fclose(w.sink.f);
	return out;
}

static void
writes_what_spreadsheets_take(void **state)
{
	static const struct {
		const char *cells[3];
		size_t n;
		bool text;
		const char *expected;
	} cases[] = {
		{ { "a", "b", "c" }, 3, true, "a,b,c\r\n" },
		{ { "", NULL, "c" }, 3, true, ",,c\r\n" },
		{ { "a,b", "say \"hi\"", "x\ny" }, 3, true, "\"a,b\",\"say \"\"hi\"\"\",\"x\ny\"\r\n" },
		{ { " a", "b ", "O'Brien" }, 3, true, "\" a\",b ,O'Brien\r\n" },
		{ { "=1+1", "+44 20", "-5" }, 3, true, "'=1+1,'+44 20,'-5\r\n" },
		{ { "@x", "\tx", "\rx" }, 3, true, "'@x,\"'\tx\",\"'\rx\"\r\n" },
		{ { "\uFF1D1+1", "\uFF0B1", "\uFF0D1" }, 3, true,
		    "'\uFF1D1+1,'\uFF0B1,'\uFF0D1\r\n" },
		{ { "\uFF201", "\uFF21", "\n=1" }, 3, true,
		    "'\uFF201,\uFF21,\"'\n=1\"\r\n" },
		{ { "'=x", "''", "a=b" }, 3, true, "''=x,'',a=b\r\n" },
		{ { "=\"a,b\"", "", "" }, 3, true, "\"'=\"\"a,b\"\"\",,\r\n" },
		{ { "-5.00", "+1", "=x" }, 3, false, "-5.00,+1,=x\r\n" },
		{ { "" }, 1, true, "\"\"\r\n" },
		{ { NULL }, 1, false, "\"\"\r\n" },
		{ { "" }, 0, true, "\r\n" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *s = written(cases[i].cells, cases[i].n, cases[i].text);

		assert_string_equal(s, cases[i].expected);
	}
}

static void
takes_the_guard_off(void **state)
{
	assert_string_equal(csv_unguard("'=x"), "=x");
	assert_string_equal(csv_unguard("''=x"), "'=x");
	assert_string_equal(csv_unguard("'+44 20"), "+44 20");
	assert_string_equal(csv_unguard("'\uFF1Dx"), "\uFF1Dx");
	assert_string_equal(csv_unguard("'\uFF21"), "'\uFF21");
	assert_string_equal(csv_unguard("'tis"), "'tis");
	assert_string_equal(csv_unguard("'"), "'");
	assert_string_equal(csv_unguard("''"), "''");
	assert_string_equal(csv_unguard(""), "");
	assert_string_equal(csv_unguard("=x"), "=x");
}

/* What a sender takes in goes out as it is, unless a spreadsheet could run it. */
static void
a_number_or_address_has_no_guard(void **state)
{
	static const struct { const char *text, *written; } cases[] = {
		{ "+1 (416) 555-0100", "+1 (416) 555-0100" },
		{ "+ann@x.example", "+ann@x.example" }, { "-a=b@x.example", "-a=b@x.example" },
		{ "=cmd|'/c a'!A1@x.example", "'=cmd|'/c a'!A1@x.example" },
		{ "=HYPERLINK(1)@x.example", "'=HYPERLINK(1)@x.example" },
		{ "=a!b@x.example", "'=a!b@x.example" }, { "+1 416 555 0100 ext 3",
		"'+1 416 555 0100 ext 3" },
	};
	char *text = NULL;
	size_t size, i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		FILE *f = open_memstream(&text, &size);
		struct csv_writer w = { .sink.f = f };

		csv_write_contact(&w, cases[i].text);
		csv_write_end(&w);
		fclose(f);
		text[strcspn(text, "\r")] = '\0';
		assert_string_equal(text, cases[i].written);
		free(text);
	}
}

static unsigned
pseudo_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static void
random_cell(struct buf *b, unsigned *seed)
{
	static const char *const bits[] = {
		"a", "b", " ", ",", ";", "\"", "\"\"", "\n", "'", "=", "+", "-", "@",
		"\t", "é", "日本", "|", "sep=", "\uFF1D", "\uFF20",
	};
	unsigned n = pseudo_random(seed) % 8;
	unsigned i;

	for (i = 0; i < n; i++)
		buf_adds(b, bits[pseudo_random(seed) % ARRAY_LEN(bits)]);
	if (pseudo_random(seed) % 400 == 0)	/* rows that cross the window */
		for (i = 0; i < 50000; i++)
			buf_addc(b, 'w');
}

/* Rows of random cells come back as they were, several windows of them. */
static void
reads_back_what_it_writes(void **state)
{
	enum { ROWS = 20000, CELLS = 4 };
	size_t i, k;
	FILE *f = tmpfile();
	struct csv_writer w = { .sink.f = f };
	struct csv_reader *r;
	unsigned seed = 7, again = 7;

	for (i = 0; i < ROWS; i++) {
		csv_write_plain(&w, "r");
		for (k = 0; k < CELLS; k++) {
			struct buf b AUTO_BUF = BUF_INIT;

			random_cell(&b, &seed);
			csv_write_text(&w, b.s);
		}
		csv_write_end(&w);
	}
	assert_false(ferror(f));
	rewind(f);
	r = csv_reader_new(f, ',', NULL, NULL);
	assert_non_null(r);
	for (i = 0; i < ROWS; i++) {
		assert_int_equal(csv_read(r, NULL), CSV_ROW);
		assert_int_equal(csv_cells(r), CELLS + 1);
		for (k = 1; k <= CELLS; k++) {
			struct buf b AUTO_BUF = BUF_INIT;

			random_cell(&b, &again);
			assert_string_equal(csv_unguard(csv_cell(r, k)), b.s);
		}
	}
	assert_int_equal(csv_read(r, NULL), CSV_END);
	csv_reader_free(r);
	fclose(f);
}

/* What the writer must make of a cell, a byte at a time. */
static void
expect_cell(struct buf *out, const char *s, bool guard)
{
	bool quote = *s == ' ' || *s == '\t' || strpbrk(s, "\",\r\n") != NULL;

	buf_adds(out, quote ? guard ? "\"'" : "\"" : guard ? "'" : "");
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_addc(out, '"');
		buf_addc(out, *s);
	}
	if (quote)
		buf_addc(out, '"');
}

/* Cells of every length about what the writer gathers, with a quote, a comma or a byte
 * that is not UTF-8 first, in the middle, last or nowhere. */
static void
writes_cells_of_any_length(void **state)
{
	static const size_t lengths[] = { 1, 2, 7, 8, SINK_ROOM - 3, SINK_ROOM - 2,
	    SINK_ROOM - 1, SINK_ROOM, SINK_ROOM + 1, 2 * SINK_ROOM, 65536 };
	static const char odd[] = "\",\n\xffx";
	AUTO_BUF struct buf expected = BUF_INIT;
	AUTO_FREE char *out = NULL;
	size_t size = 0, i, k, at;
	struct csv_writer w = { .sink.f = open_memstream(&out, &size) };

	for (i = 0; i < ARRAY_LEN(lengths) * strlen(odd) * 3; i++) {
		AUTO_BUF struct buf cell = BUF_INIT;

		k = lengths[i / 3 / strlen(odd)];
		at = i % 3 == 0 ? 0 : i % 3 == 1 ? k / 2 : k - 1;
		while (cell.len < k)
			buf_addc(&cell, cell.len == at ? odd[i / 3 % strlen(odd)] : 'w');
		csv_write_plain(&w, "n");
		csv_write_text(&w, cell.s);
		csv_write_end(&w);
		buf_adds(&expected, "n,");
		expect_cell(&expected, cell.s, cell.s[0] == '\n');
		buf_adds(&expected, "\r\n");
	}
	fclose(w.sink.f);
	assert_int_equal(size, expected.len);
	assert_memory_equal(out, expected.s, size);
}

static ssize_t
count_write(void *cookie, UNUSED const char *bytes, size_t n)
{
	++*(int *)cookie;
	return (ssize_t)n;
}

/* However many cells it has, a row goes to the stream in one piece. */
static void
writes_a_row_at_once(void **state)
{
	int writes = 0, i, k;
	struct csv_writer w = { .sink.f = fopencookie(&writes, "w",
	    (cookie_io_functions_t){ .write = count_write }) };

	setvbuf(w.sink.f, NULL, _IONBF, 0);
	for (i = 0; i < 100; i++) {
		for (k = 0; k < 40; k++)
			csv_write_text(&w, k % 2 == 0 ? "some, text" : "=1");
		csv_write_end(&w);
	}
	assert_int_equal(writes, 100);
	fclose(w.sink.f);
}

TEST_MAIN(
    cmocka_unit_test(takes_cells),
    cmocka_unit_test(takes_every_line_end),
    cmocka_unit_test(passes_over_blank_lines),
    cmocka_unit_test(breaks_lines_inside_cells),
    cmocka_unit_test(recognises_the_delimiter),
    cmocka_unit_test(refuses_delimiters_that_cannot_be),
    cmocka_unit_test(reads_encodings),
    cmocka_unit_test(refuses_bad_quotes_and_goes_on),
    cmocka_unit_test(refuses_what_is_not_text),
    cmocka_unit_test(takes_rows_up_to_the_limit),
    cmocka_unit_test(takes_a_million_characters),
    cmocka_unit_test(counts_columns),
    cmocka_unit_test(keeps_its_memory),
    cmocka_unit_test(finds_line_ends_across_windows),
    cmocka_unit_test(says_that_the_disk_fails),
    cmocka_unit_test(writes_what_spreadsheets_take),
    cmocka_unit_test(takes_the_guard_off),
    cmocka_unit_test(a_number_or_address_has_no_guard),
    cmocka_unit_test(writes_cells_of_any_length),
    cmocka_unit_test(writes_a_row_at_once),
    cmocka_unit_test(reads_back_what_it_writes))
