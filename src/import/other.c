/*
 * other.c - recognising files that are neither CSV nor JSON by their first bytes.
 *
 * People try what their program saved: an address card, a calendar, a workbook, a web
 * page. The message names the format and how to make a CSV file of it.
 */
#include <string.h>

#include "base/mem.h"
#include "import/inside.h"

#define HEAD 4096

static const char as_csv[] = "open it in a spreadsheet and save it as CSV (UTF-8)";
static const char first_out[] = "take the file out of it first";

/* `at` -1: after blanks, case ignored. `inside` (may be NULL) must come further on in
 * the head. The first match counts. */
static const struct {
	int at;
	const char *bytes;
	size_t n;
	const char *inside;
	const char *what, *advice;
} others[] = {
#define BYTES(s) s, sizeof(s) - 1
	{ -1, BYTES("begin:vcard"), NULL, "an address card file (vCard)",
	    "export the contacts as CSV (Google or Outlook), or open it in a program that "
	    "does" },
	{ -1, BYTES("begin:vcalendar"), NULL, "a calendar file (iCalendar)",
	    "`import sessions` reads it, and `import blocks` the time off in it" },
	{ 0, BYTES("PK\x03\x04"), "application/vnd.oasis.opendocument.spreadsheet",
	    "an OpenDocument workbook (ods)", as_csv },
	{ 0, BYTES("PK\x03\x04"), "xl/", "a workbook (Excel, xlsx)", as_csv },
	{ 0, BYTES("PK\x03\x04"), "word/", "a text document (Word, docx)",
	    "copy its table into a spreadsheet and save that as CSV (UTF-8)" },
	{ 0, BYTES("PK\x03\x04"), "[Content_Types].xml", "a workbook (Excel, xlsx)", as_csv },
	{ 0, BYTES("PK\x03\x04"), "Index/", "a workbook (Numbers)",
	    "open it in Numbers and export it as CSV" },
	{ 0, BYTES("PK\x05\x06"), NULL, "an empty zip archive", first_out },
	{ 0, BYTES("PK\x03\x04"), NULL, "a zip archive", first_out },
	{ 0, BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), NULL, "an old workbook (Excel, xls)",
	    as_csv },
	{ 0, BYTES("SQLite format 3"), NULL, "a database (SQLite)",
	    "a practice file is opened with --db, and another program exports its own as CSV" },
	{ 0, BYTES("\x1f\x8b"), NULL, "a compressed file (gzip)", first_out },
	{ 0, BYTES("BZh91AY&SY"), NULL, "a compressed file (bzip2)", first_out },
	{ 0, BYTES("\xfd" "7zXZ"), NULL, "a compressed file (xz)", first_out },
	{ 0, BYTES("\x28\xb5\x2f\xfd"), NULL, "a compressed file (zstd)", first_out },
	{ 0, BYTES("7z\xbc\xaf\x27\x1c"), NULL, "an archive (7z)", first_out },
	{ 0, BYTES("Rar!\x1a\x07"), NULL, "an archive (rar)", first_out },
	{ -1, BYTES("%pdf"), NULL, "a PDF document",
	    "ask the program it comes from for CSV: what is printed cannot be read back" },
	{ -1, BYTES("{\\rtf"), NULL, "a text document (RTF)",
	    "copy its table into a spreadsheet and save that as CSV (UTF-8)" },
	{ -1, BYTES("<?xml"), "urn:schemas-microsoft-com:office:spreadsheet",
	    "a workbook (Excel, XML)", as_csv },
	{ -1, BYTES("<!doctype html"), NULL, "a web page (HTML)", as_csv },
	{ -1, BYTES("<html"), NULL, "a web page (HTML)", as_csv },
	{ -1, BYTES("<table"), NULL, "a web page (HTML)", as_csv },
	{ -1, BYTES("<meta"), NULL, "a web page (HTML)", as_csv },
	{ -1, BYTES("<?xml"), NULL, "an XML file", as_csv },
	{ 0, BYTES("ID;PWXL"), NULL, "a workbook (SYLK)", as_csv },
	{ 0, BYTES("PAR1\x15"), NULL, "a table (Parquet)", "save it as CSV (UTF-8)" },
	{ 0, BYTES("bplist00"), NULL, "a property list", "export it as CSV" },
	{ 4, BYTES("Standard Jet DB"), NULL, "a database (Access)",
	    "export its table as CSV" },
	{ 4, BYTES("Standard ACE DB"), NULL, "a database (Access)",
	    "export its table as CSV" },
	{ 0, BYTES("\x89PNG"), NULL, "a picture (PNG)", "ask for the data as CSV" },
	{ 0, BYTES("\xff\xd8\xff"), NULL, "a picture (JPEG)", "ask for the data as CSV" },
	{ 0, BYTES("GIF89a"), NULL, "a picture (GIF)", "ask for the data as CSV" },
	{ 0, BYTES("!BDN"), NULL, "an Outlook mailbox (pst)",
	    "export the contacts from Outlook as CSV" },
#undef BYTES
};

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
begins(const char *s, size_t n, const char *with, size_t len)
{
	size_t i;

	for (i = 0; i < len && i < n && lower(s[i]) == with[i]; i++)
		;
	return i == len;
}

static bool
holds(const char *s, size_t n, const char *part)
{
	size_t len = strlen(part), i;

	for (i = 0; i + len <= n; i++)
		if (memcmp(s + i, part, len) == 0)
			return true;
	return false;
}

/* True for text of two bytes a letter (UTF-16): the bytes that are not NUL, and which
 * of the two they are. */
static bool
from_utf16(const char *s, size_t n, char *out, size_t *len, bool *little, bool *marked)
{
	size_t zero[2] = { 0, 0 }, i;

	*marked = n >= 2 && (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0);
	for (i = 0; i < n; i++)
		zero[i % 2] += s[i] == '\0';
	*little = zero[1] > zero[0];
	/* half of the bytes, and nearly all of them on one side */
	if (n < 8 || zero[*little] * 4 < n || zero[!*little] * 8 > zero[*little])
		return false;
	for (i = *marked ? 2 : 0, *len = 0; i < n; i++)
		if (i % 2 == !*little)
			out[(*len)++] = s[i];
	return true;
}

/* True for an object that ends with its line, and another on the next line. */
static bool
is_json_lines(const char *s, size_t n)
{
	const char *end = memchr(s, '\n', n), *next = end;

	if (*s != '{' || end == NULL)
		return false;
	while (end > s && (end[-1] == '\r' || end[-1] == ' '))
		end--;
	while (next < s + n && (*next == '\n' || *next == '\r' || *next == ' '))
		next++;
	return end[-1] == '}' && next < s + n && *next == '{';
}

static bool
refuse(const char *what, const char *advice, struct err *e)
{
	return err_set(e, ERR_INVALID, NULL, "This is %s; chairside reads CSV and JSON: %s.",
	    what, advice);
}

static bool
look(const char *s, size_t n, struct err *e)
{
	size_t blanks = n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	size_t i;

	while (blanks < n && strchr(" \t\r\n", s[blanks]) != NULL && s[blanks] != '\0')
		blanks++;
	for (i = 0; i < ARRAY_LEN(others); i++) {
		size_t at = others[i].at < 0 ? blanks : (size_t)others[i].at;
		bool fits = at < n && (others[i].at < 0 ?
		    begins(s + at, n - at, others[i].bytes, others[i].n) :
		    n - at >= others[i].n &&
		    memcmp(s + at, others[i].bytes, others[i].n) == 0);

		if (fits && (others[i].inside == NULL || holds(s, n, others[i].inside)))
			return refuse(others[i].what, others[i].advice, e);
	}
	if (is_json_lines(s + blanks, n - blanks))
		return refuse("JSON lines, an object on each line",
		    "make one list of them ([ before the first, a comma between two, ] "
		    "after the last)", e);
	return true;
}

bool
import_is_ours(FILE *f, const struct mapping *m, struct err *e)
{
	char head[HEAD], plain[HEAD];
	size_t n = fread(head, 1, sizeof(head), f), len;
	bool little, marked;

	rewind(f);
	if (n == 0)
		return true;
	if (!from_utf16(head, n, plain, &len, &little, &marked))
		return look(head, n, e);
	if (!look(plain, len, e))
		return false;
	if (marked || m->encoding != NULL || (m->format != NULL &&
	    strcmp(m->format, "json") == 0))
		return true;
	return err_set(e, ERR_INVALID, NULL, "This is UTF-16 text without the mark that says "
	    "so: say encoding = %s in a mapping, or save it as UTF-8.",
	    little ? "UTF-16LE" : "UTF-16BE");
}
