#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

struct imported imported = { .said = BUF_INIT };
static char *path;

static void
on_refused(long line, long column, const char *sentence, void *arg)
{
	buf_addf(&imported.said, "refused %ld:%ld %s\n", line, column, sentence);
}

static void
on_noted(long line, const char *sentence, void *arg)
{
	buf_addf(&imported.said, "noted %ld %s\n", line, sentence);
}

bool
importing_as(struct practice *p, struct import_options *o, const void *text,
    size_t size, const char *ini)
{
	AUTO_FREE char *file = test_path("import.csv");
	AUTO_FREE char *map = test_path("import.ini");

	if (text != NULL) {
		test_write(file, text, size);
		o->path = file;
	}
	if (ini != NULL) {
		test_write(map, ini, strlen(ini));
		o->map = map;
	}
	o->refused = on_refused;
	o->noted = on_noted;
	buf_cut(&imported.said, 0);
	err_clear(&imported.e);
	imported.ok = practice_import(p, o, &imported.r, &imported.e);
	db_idle(p->db);
	return imported.ok;
}

bool
importing(struct practice *p, const char *kind, const char *text, const char *ini)
{
	struct import_options o = { .kind = kind };

	return importing_as(p, &o, text, strlen(text), ini);
}

void
counted(long rows, long added, long changed, long unchanged, long refused)
{
	const struct import_result *r = &imported.r;

	if (!imported.ok)
		fail_msg("the import failed: %s", imported.e.text);
	if (r->rows != rows || r->added != added || r->changed != changed ||
	    r->unchanged != unchanged || r->refused != refused)
		fail_msg("%ld rows, %ld added, %ld changed, %ld unchanged, %ld "
		    "refused; said:\n%s", r->rows, r->added, r->changed,
		    r->unchanged, r->refused, imported.said.s);
}

void
said(const char *part)
{
	if (strstr(imported.said.s, part) == NULL)
		fail_msg("\"%s\" was not said, but:\n%s", part, imported.said.s);
}

struct practice *
importing_new(const char *name)
{
	free(path);
	path = NULL;
	path = clinic_new(name);
	return clinic_open(path, "mara");
}

const char *
importing_path(void)
{
	return path;
}

int64_t
number_of(const char *sql)
{
	return dbfile_int(path, sql);
}

char *
text_of(const char *sql)
{
	sqlite3 *raw;
	sqlite3_stmt *st;
	char *text;

	assert_int_equal(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READWRITE, NULL),
	    SQLITE_OK);
	sqlite3_busy_timeout(raw, 5000);
	if (sqlite3_prepare_v2(raw, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
	if (sqlite3_step(st) != SQLITE_ROW)
		fail_msg("%s: no row", sql);
	text = (char *)(uintptr_t)sqlite3_column_text(st, 0);
	text = xstrdup(text != NULL ? text : "");
	sqlite3_finalize(st);
	sqlite3_close(raw);
	return text;
}

void
is_text(const char *sql, const char *expected)
{
	AUTO_FREE char *got = text_of(sql);

	assert_string_equal(got, expected);
}
