/*
 * source.c - CSV, JSON or a calendar as rows of cells under named columns.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/csv.h"
#include "import/calendar.h"
#include "import/inside.h"

#define NESTED_MAX 3		/* accounts, places, entries */
#define JSON_MAX ((size_t)48 * 1024 * 1024)

struct import_source {
	struct db *db;
	const char *name;	/* for messages */
	const struct mapping *map;
	FILE *f;
	long long size;
	struct csv_reader *csv;	/* NULL: JSON or a calendar */
	struct import_calendar *calendar;
	char **items;		/* the entries; NULL is null */
	size_t n_items, cap_items, at;
	char **headers;
	size_t width, cap_width;
	size_t told;		/* columns of the file itself; the rest are derived */
	const char **cells;
	struct arena *words;
	size_t hint;		/* JSON: where the next column is likely to be */
	long fault;		/* column of a bad row */
	bool too_wide;
};

/* --- headers ------------------------------------------------------------------- */

static bool
add_header(struct import_source *s, const char *text)
{
	if (s->width >= CSV_CELLS_MAX) {
		s->too_wide = true;
		return false;
	}
	GROW(s->headers, s->cap_width, s->width + 1);
	s->headers[s->width] = *text != '\0' ? text_trim(xstrdup(text)) :
	    xasprintf("Column %zu", s->width + 1);
	s->width++;
	return true;
}

/* --- CSV ------------------------------------------------------------------------- */

/* ="Phone" is Phone. Borrowed until the next call. */
static const char *
plain_header(const char *cell)
{
	size_t n = strlen(cell);
	static char plain[256];

	if (n < 3 || n >= sizeof(plain) || strncmp(cell, "=\"", 2) != 0 || cell[n - 1] != '"')
		return cell;
	snprintf(plain, sizeof(plain), "%.*s", (int)n - 3, cell + 2);
	return plain;
}

static bool
csv_open(struct import_source *s, bool keep, struct err *e)
{
	enum csv_result got;
	size_t i;

	s->csv = csv_reader_new(s->f, s->map->delimiter, s->map->encoding, e);
	if (s->csv == NULL)
		return false;
	got = csv_read(s->csv, e);
	if (got == CSV_END)
		return err_set(e, ERR_INVALID, NULL, "The file is empty: its first "
		    "line must name the columns.");
	if (got == CSV_BAD)
		return err_prefix(e, "The line that names the columns (line %ld, "
		    "column %ld)", csv_line(s->csv), csv_column(s->csv));
	if (got != CSV_ROW)
		return false;
	for (i = 0; keep && i < csv_cells(s->csv); i++)
		add_header(s, plain_header(csv_unguard(csv_cell(s->csv, i))));
	return true;
}

static const char *
tidy(struct import_source *s, const char *cell)
{
	size_t n = strlen(cell);

	cell = csv_unguard(cell);
	if (n == 0 || ((unsigned char)(*cell - '!') < 94 &&
	    (unsigned char)(cell[strlen(cell) - 1] - '!') < 94))
		return cell;
	return text_trim(arena_strdup(s->words, cell));
}

/* Stores the cells of a row; *blank when all are. */
static enum import_next
csv_take(struct import_source *s, bool *blank, struct err *e)
{
	size_t i, n = csv_cells(s->csv);

	for (i = s->width; i < n; i++)
		if (*csv_cell(s->csv, i) != '\0') {
			s->fault = 0;
			err_set(e, ERR_INVALID, NULL, "The row has %zu cells and the "
			    "file %zu column%s: is a cell with the separator in it "
			    "not in quotes?", n, s->width, text_plural(s->width));
			return IMPORT_BAD;
		}
	arena_reset(s->words);
	*blank = true;
	for (i = 0; i < s->width; i++) {
		s->cells[i] = tidy(s, csv_cell(s->csv, i));
		*blank = *blank && *s->cells[i] == '\0';
	}
	return IMPORT_ROW;
}

static enum import_next
csv_next(struct import_source *s, struct err *e)
{
	enum import_next got = IMPORT_ROW;
	bool blank = true;

	/* a line of separators alone is a blank line */
	while (got == IMPORT_ROW && blank)
		switch (csv_read(s->csv, e)) {
		case CSV_END:
			return IMPORT_END;
		case CSV_FAIL:
			return IMPORT_FAIL;
		case CSV_BAD:
			s->fault = csv_column(s->csv);
			return IMPORT_BAD;
		case CSV_ROW:
			got = csv_take(s, &blank, e);
		}
	return got;
}

/* --- JSON ------------------------------------------------------------------------ */

static size_t
column_of(struct import_source *s, const char *path)
{
	size_t i, at;

	for (i = 0; i < s->width; i++) {
		at = (s->hint + i) % s->width;
		if (strcmp(s->headers[at], path) == 0) {
			s->hint = at + 1;
			return at;
		}
	}
	return NO_COLUMN;
}

/*
 * A comment may be an object: {"comment": {"text": "…", "languageCode": "en"}}; its
 * text is then the comment. Returns the path of the object; NULL for any other path.
 */
static char *
object_of(const struct import_source *s, const char *path)
{
	static const char *const names[] = { ".text", ".value", ".content", ".original",
	    NULL };
	size_t i, n, all = strlen(path);

	for (i = 0; strcmp(s->map->kind, "reviews") == 0 && names[i] != NULL; i++) {
		n = strlen(names[i]);
		if (all > n && strcmp(path + all - n, names[i]) == 0)
			return xstrndup(path, all - n);
	}
	return NULL;
}

static bool
learn_leaf(const char *path, UNUSED const char *text, void *arg)
{
	struct import_source *s = arg;

	return column_of(s, path) != NO_COLUMN || add_header(s, path);
}

/* Adds derived columns after the file's own, for objects that are read as their
 * text. */
static void
learn_object(struct import_source *s, const char *path)
{
	AUTO_FREE char *object = object_of(s, path);

	if (object != NULL && column_of(s, object) == NO_COLUMN)
		add_header(s, object);
}

static bool
take_leaf(const char *path, const char *text, void *arg)
{
	struct import_source *s = arg;
	AUTO_FREE char *object = object_of(s, path);
	size_t at = column_of(s, path);

	if (at != NO_COLUMN && text != NULL)
		s->cells[at] = text_trim(arena_strdup(s->words, text));
	at = object != NULL ? column_of(s, object) : NO_COLUMN;
	if (at != NO_COLUMN && text != NULL && *s->cells[at] == '\0')
		s->cells[at] = text_trim(arena_strdup(s->words, text));
	return true;
}

static bool
take_item(const char *item, void *arg)
{
	struct import_source *s = arg;

	GROW(s->items, s->cap_items, s->n_items + 1);
	s->items[s->n_items++] = item != NULL ? xstrdup(item) : NULL;
	return true;
}

/* Other paths where the list of entries may be. */
static bool
take_items(struct import_source *s, const char *json, const char *items,
    struct err *e)
{
	static const char *const under[] = { "$.locations", "$.accounts", "$.data",
	    "$.results", "$.items", NULL };
	struct err none;
	size_t i;

	if (db_json_items(s->db, json, items, take_item, s, e))
		return true;
	for (i = 0; e->code == ERR_INVALID && under[i] != NULL; i++)
		if (db_json_items(s->db, json, under[i], take_item, s, &none)) {
			err_clear(e);
			return true;
		}
	return false;
}

/*
 * Joins the entries of a list of places, each with its own list of entries; a place
 * without a list has none. False: there were no places.
 */
static bool
take_nested(struct import_source *s, const char *items)
{
	AUTO_FREE char *key = xasprintf("\"%s\"", strrchr(items, '.') != NULL ?
	    strrchr(items, '.') + 1 : items);
	char **outer = s->items;
	size_t i, n = s->n_items, nested = 0;
	struct err none;

	s->items = NULL;
	s->n_items = s->cap_items = 0;
	for (i = 0; i < n; i++)
		if (outer[i] != NULL && strstr(outer[i], key) != NULL &&
		    take_items(s, outer[i], items, &none))
			nested++;
	if (nested == 0) {
		s->items = outer;
		s->n_items = s->cap_items = n;
		return false;
	}
	for (i = 0; i < n; i++)
		free(outer[i]);
	free(outer);
	return true;
}

static bool
json_open(struct import_source *s, struct err *e)
{
	AUTO_BUF struct buf text = BUF_INIT;
	AUTO_FREE char *bytes = xmalloc(65536), *items = NULL;
	const char *json;
	size_t n, i;
	long bad;
	bool ok;

	while (text.len <= JSON_MAX && (n = fread(bytes, 1, 65536, s->f)) > 0)
		buf_add(&text, bytes, n);
	if (text.len > JSON_MAX)
		return err_set(e, ERR_INVALID, NULL,
		    "The file is larger than %zu MB.", JSON_MAX / 1024 / 1024);
	bad = text_bad_byte(text.s, text.len);
	if (bad >= 0)
		return err_set(e, ERR_INVALID, NULL,
		    "The file is not valid UTF-8 text: byte %ld is wrong.", bad + 1);
	json = strncmp(text.s, "\xef\xbb\xbf", 3) == 0 ? text.s + 3 : text.s;
	if (json[strspn(json, " \t\r\n")] == '\0')
		return err_set(e, ERR_INVALID, NULL, "The file is empty.");
	items = s->map->items != NULL ? xstrdup(s->map->items) :
	    xasprintf("$.%s", s->map->kind);
	ok = take_items(s, json, items, e);
	for (i = 0; ok && i < NESTED_MAX && take_nested(s, items); i++)
		;
	for (i = 0; ok && i < s->n_items && !s->too_wide; i++)
		if (s->items[i] != NULL && *s->items[i] != '\0')
			ok = db_json_leaves(s->db, s->items[i], learn_leaf, s, e);
	s->told = s->width;
	for (i = 0; i < s->told && !s->too_wide; i++)
		learn_object(s, s->headers[i]);
	if (ok && s->too_wide)
		return err_set(e, ERR_INVALID, NULL,
		    "The entries have more than %d different names.", CSV_CELLS_MAX);
	return ok;
}

static enum import_next
json_next(struct import_source *s, struct err *e)
{
	size_t i;

	while (s->at < s->n_items && s->items[s->at] == NULL)
		s->at++;
	if (s->at >= s->n_items)
		return IMPORT_END;
	if (*s->items[s->at++] == '\0') {
		err_set(e, ERR_INVALID, NULL, "This entry is not an object.");
		return IMPORT_BAD;
	}
	arena_reset(s->words);
	for (i = 0; i < s->width; i++)
		s->cells[i] = "";
	return db_json_leaves(s->db, s->items[s->at - 1], take_leaf, s, e) ?
	    IMPORT_ROW : IMPORT_FAIL;
}

/* --- calendars --------------------------------------------------------------------- */

static bool
calendar_open(struct import_source *s, struct import *im, struct err *e)
{
	size_t i;

	s->calendar = import_calendar_read(im, s->f, e);
	for (i = 0; s->calendar != NULL && i < import_calendar_width(s->calendar); i++)
		add_header(s, import_calendar_header(s->calendar, i));
	s->told = s->width;
	return s->calendar != NULL;
}

static enum import_next
calendar_next(struct import_source *s)
{
	size_t i;

	if (s->at >= import_calendar_rows(s->calendar))
		return IMPORT_END;
	for (i = 0; i < s->width; i++)
		s->cells[i] = import_calendar_cell(s->calendar, s->at, i);
	s->at++;
	return IMPORT_ROW;
}

/* Unless the mapping says so, a file that begins with a bracket is JSON. */
static bool
looks_json(FILE *f)
{
	int c = getc(f);

	if (c == 0xef && getc(f) == 0xbb && getc(f) == 0xbf)
		c = getc(f);
	while (c == ' ' || c == '\t' || c == '\r' || c == '\n')
		c = getc(f);
	rewind(f);
	return c == '[' || c == '{';
}

/* --- both -------------------------------------------------------------------------- */

struct import_source *
import_source_open(struct import *im, const char *path, const struct mapping *m,
    struct err *e)
{
	struct import_source *s = xcalloc(1, sizeof(*s));
	AUTO_BUF struct buf shown = BUF_INIT;
	bool json, calendar, opened;

	s->db = im->db;
	s->map = m;
	s->words = arena_new();
	s->f = import_file_open(s->db, path, &s->size, e);
	if (s->f == NULL) {
		import_source_free(s);
		return NULL;
	}
	calendar = import_calendar_is(s->f, m->kind);
	if (!calendar && !import_is_ours(s->f, m, e)) {
		text_show(&shown, strcmp(path, "-") == 0 ? "standard input" : path, false);
		err_prefix(e, "%s", shown.s);
		import_source_free(s);
		return NULL;
	}
	json = m->format != NULL ? strcmp(m->format, "json") == 0 : looks_json(s->f);
	opened = calendar ? calendar_open(s, im, e) : json ? json_open(s, e) :
	    csv_open(s, true, e);
	if (!opened) {
		text_show(&shown, strcmp(path, "-") == 0 ? "standard input" : path,
		    false);
		err_prefix(e, "%s", shown.s);
		import_source_free(s);
		return NULL;
	}
	s->cells = xcalloc(s->width + 1, sizeof(*s->cells));
	return s;
}

void
import_source_free(struct import_source *s)
{
	size_t i;

	if (s == NULL)
		return;
	csv_reader_free(s->csv);
	import_calendar_free(s->calendar);
	for (i = 0; i < s->width; i++)
		free(s->headers[i]);
	for (i = 0; i < s->n_items; i++)
		free(s->items[i]);
	if (s->f != NULL)
		fclose(s->f);
	arena_free(s->words);
	free(s->headers);
	free(s->items);
	free(s->cells);
	free(s);
}

bool
import_source_rewind(struct import_source *s, struct err *e)
{
	s->at = 0;
	if (s->csv == NULL)
		return true;
	csv_reader_free(s->csv);
	s->csv = NULL;
	if (fseek(s->f, 0, SEEK_SET) != 0)
		return err_set(e, ERR_IO, NULL, "The file cannot be read again: %s.",
		    strerror(errno));
	clearerr(s->f);
	return csv_open(s, false, e);
}

enum import_next
import_source_next(struct import_source *s, struct err *e)
{
	return s->csv != NULL ? csv_next(s, e) : s->calendar != NULL ? calendar_next(s) :
	    json_next(s, e);
}

bool
import_source_is_json(const struct import_source *s)
{
	return s->csv == NULL;
}

bool
import_source_is_calendar(const struct import_source *s)
{
	return s->calendar != NULL;
}

int64_t
import_source_own(const struct import_source *s)
{
	return s->calendar != NULL ? import_calendar_own(s->calendar, s->at - 1) : 0;
}

size_t
import_source_told(const struct import_source *s)
{
	return s->csv != NULL ? s->width : s->told;
}

size_t
import_source_made(const struct import_source *s, size_t column)
{
	AUTO_FREE char *object = s->csv != NULL ? NULL :
	    object_of(s, s->headers[column]);
	size_t i;

	for (i = 0; object != NULL && i < s->width; i++)
		if (strcmp(s->headers[i], object) == 0)
			return i;
	return NO_COLUMN;
}

size_t
import_source_width(const struct import_source *s)
{
	return s->width;
}

const char *
import_source_header(const struct import_source *s, size_t column)
{
	return s->headers[column];
}

const char *
import_source_cell(const struct import_source *s, size_t column)
{
	return s->cells[column];
}

long
import_source_line(const struct import_source *s)
{
	if (s->csv != NULL)
		return csv_line(s->csv);
	return s->calendar != NULL && s->at > 0 ?
	    import_calendar_line(s->calendar, s->at - 1) : (long)s->at;
}

long
import_source_cell_line(const struct import_source *s, size_t column)
{
	return s->csv != NULL ? csv_cell_line(s->csv, column) : import_source_line(s);
}

size_t
import_source_row_cells(const struct import_source *s)
{
	return s->csv != NULL ? csv_cells(s->csv) : 0;
}

char
import_source_delimiter(const struct import_source *s)
{
	return s->csv != NULL ? csv_reader_delimiter(s->csv) : '\0';
}

long
import_source_fault(const struct import_source *s)
{
	return s->fault;
}

int
import_source_permille(const struct import_source *s)
{
	if (s->calendar != NULL)
		return (int)(s->at * 1000 / (import_calendar_rows(s->calendar) + 1));
	if (s->csv == NULL)
		return s->n_items == 0 ? 1000 : (int)(s->at * 1000 / s->n_items);
	return s->size <= 0 ? 0 : (int)(csv_bytes(s->csv) * 1000 / s->size);
}
