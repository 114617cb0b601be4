/*
 * Proves that bad input gets a clear sentence: rows are refused alone, with line and
 * column, and the others go in; a person is not lost over a cell that need not be there; a file or mapping that cannot be read at all leaves
 * nothing.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/importing.h"

static void
bad_rows_are_refused_alone(void **state)
{
	static const char rows[] = "external_id,family,born,email\n"
	    "a,Lee,1980-01-01,a@example.org\n"
	    "b,\"Lee\"x,,\n"
	    "c,\xff\xfe,,\n"
	    "d,L\0e,,\n"
	    "e,Lee,1980-02-31,\n"
	    "f,Lee,,nonsense\n"
	    "g,Lee,,,too,many\n"
	    "h,Lee,,,,,\n"
	    "i\n"
	    ",,,\n"
	    "j,\"L\x1b[31mee\",,\n"
	    "k,\"two\nlines\",\"\n1980-13-01\",\n"
	    "l,Lee,,l@example.org\n"
	    "m,\"Lee,,\n";
	struct practice *p = importing_new("rows.db");
	struct import_options o = { .kind = "clients" };

	importing_as(p, &o, rows, sizeof(rows) - 1, NULL);
	counted(13, 6, 0, 0, 7);
	is_text("SELECT group_concat(external_id, '') FROM client", "aefhkl");
	said("refused 3:");
	said("refused 4:3 ");
	said("refused 5:4 ");
	said("noted 6 Born must be a date that exists, such as 2026-03-12, not "
	    "\"1980-02-31\" (column 3): left blank, kept in the notes.");
	said("noted 7 E-mail must be an address such as name@example.org, not "
	    "\"nonsense\" (column 4): left blank, kept in the notes.");
	is_text("SELECT notes FROM client WHERE external_id = 'f'", "email: nonsense");
	said("refused 8:0 The row has 6 cells and the file 4 columns");
	said("refused 10:2 A client needs at least one name");
	said("refused 12:2 Family name must not hold control characters such as U+001B");
	said("noted 14 Born must be a date that exists");
	said("refused 17:");
	/* the same again: nothing new, the same refusals */
	importing_as(p, &o, rows, sizeof(rows) - 1, NULL);
	counted(13, 0, 0, 6, 7);
	practice_close(p);
}

static void
a_million_characters(void **state)
{
	struct practice *p = importing_new("million.db");
	struct import_options o = { .kind = "clients" };
	AUTO_BUF struct buf rows = BUF_INIT;
	long i;

	buf_adds(&rows, "external_id,notes,family\na,");
	for (i = 0; i < 1000000; i++)
		buf_addc(&rows, 'x');
	buf_adds(&rows, ",Lee\nb,");
	for (i = 0; i < 2000000; i++)
		buf_addc(&rows, 'x');
	buf_adds(&rows, ",Lee\nc,short,Lee\n");
	importing_as(p, &o, rows.s, rows.len, NULL);
	counted(3, 1, 0, 0, 2);
	said("refused 2:2 Notes must have at most 100000 characters, not 1000000");
	said("refused 3:");
	is_text("SELECT external_id FROM client", "c");
	practice_close(p);
}

/* Fails with a sentence that holds `part` and leaves nothing. */
static void
fails(struct practice *p, const char *kind, const char *rows, const char *ini,
    const char *part)
{
	int64_t before = number_of("SELECT count(*) FROM journal");

	if (importing(p, kind, rows, ini))
		fail_msg("it went in, instead of: %s", part);
	if (strstr(imported.e.text, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", imported.e.text, part);
	assert_int_equal(number_of("SELECT count(*) FROM journal"), before);
	assert_int_equal(imported.r.rows, 0);
}

static void
bad_files_are_said(void **state)
{
	struct practice *p = importing_new("files.db");

	fails(p, "clients", "", NULL, "The file is empty");
	fails(p, "clients", "\xef\xbb\xbf\r\n\r\n", NULL, "The file is empty");
	fails(p, "clients", "family,\"x\"y\nLee\n", NULL,
	    "The line that names the columns (line 1, column");
	fails(p, "clients", "one,two\n1,2\n", NULL,
	    "None of the file's columns is a field of clients; it has: one, two.");
	fails(p, "sessions", "client,start_of\n1,2\n", NULL,
	    "The file has no column for date; it has: client, start_of.");
	fails(p, "receipts", "number,date\n1,2018-01-01\n", NULL,
	    "The file has no column for amount");
	fails(p, "cats", "name\nTom\n", NULL,
	    "There is no kind \"cats\" to import; there are clients, staff, services,");
	/* the header alone is a file without rows; names twice that nobody reads */
	importing(p, "clients", "family,x,x\n", NULL);
	counted(0, 0, 0, 0, 0);
	said("noted 0 The file has no rows.");
	importing(p, "clients", "family,,\nLee,1,2\n", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT notes FROM client", "Column 2: 1\nColumn 3: 2");
	practice_close(p);
}

static void
other_files_are_called_by_their_name(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *part;
	} files[] = {
#define FILE_OF(s) s, sizeof(s) - 1
		{ FILE_OF("BEGIN:VCARD\r\nVERSION:3.0\r\n"), "This is an address card file "
		    "(vCard); chairside reads CSV and JSON: " },
		{ FILE_OF("\xef\xbb\xbf\r\nbegin:vcard\r\n"), "an address card file" },
		{ FILE_OF("B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0"), "an address card file" },
		{ FILE_OF("BEGIN:VCALENDAR\r\n"), "a calendar file" },
		{ FILE_OF("PK\3\4\24\0\0\0\10\0........xl/worksheets/sheet1.xml"), "a workbook" },
		{ FILE_OF("PK\3\4mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
		    "an OpenDocument workbook" },
		{ FILE_OF("PK\3\4\24\0\0\0\10\0........clients.csv"), "a zip archive" },
		{ FILE_OF("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), "an old workbook" },
		{ FILE_OF("SQLite format 3\0"), "a database (SQLite)" },
		{ FILE_OF("\x1f\x8b\10\0"), "a compressed file (gzip)" },
		{ FILE_OF("%PDF-1.7\n"), "a PDF document" },
		{ FILE_OF("{\\rtf1\\ansi"), "a text document (RTF)" },
		{ FILE_OF("\n<!DOCTYPE HTML><table>"), "a web page" },
		{ FILE_OF("<html xmlns:x=\"x\">"), "a web page" },
		{ FILE_OF("<?xml version=\"1.0\"?><a>"), "an XML file" },
		{ FILE_OF("{\"id\":\"1\"}\n{\"id\":\"2\"}\n"), "JSON lines" },
		{ FILE_OF("f\0a\0m\0i\0l\0y\0\n\0L\0e\0e\0"), "encoding = UTF-16LE" },
		{ FILE_OF("\0f\0a\0m\0i\0l\0y\0\n\0L\0e\0e"), "encoding = UTF-16BE" },
#undef FILE_OF
	};
	struct practice *p = importing_new("others.db");
	struct import_options o = { .kind = "clients" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(files); i++) {
		if (importing_as(p, &o, files[i].bytes, files[i].n, NULL))
			fail_msg("it went in, instead of: %s", files[i].part);
		if (strstr(imported.e.text, files[i].part) == NULL)
			fail_msg("\"%s\" does not say \"%s\"", imported.e.text, files[i].part);
	}
	importing_as(p, &o, "f\0a\0m\0i\0l\0y\0\n\0L\0e\0e\0", 20,
	    "[clients]\nencoding = UTF-16LE\n");
	counted(1, 1, 0, 0, 0);
	is_text("SELECT family FROM client", "Lee");
	/* headers that begin like another file, or stand as a formula */
	importing(p, "clients", "PK,\"=\"\"family\"\"\"\n1,Lee\n", NULL);
	counted(1, 1, 0, 0, 0);
	importing(p, "clients", "ID;Phone;family\n1;0412;Poe\n", NULL);
	counted(1, 1, 0, 0, 0);
	importing(p, "clients", "[{\"family\":\"A\"},\n{\"family\":\"B\"}]", NULL);
	counted(2, 2, 0, 0, 0);
	practice_close(p);
}

static void
bad_mappings_are_said(void **state)
{
	static const char rows[] = "a,b\n1,2\n";
	struct practice *p = importing_new("mappings.db");

	fails(p, "clients", rows, "[clients]\nsurname = a\n",
	    "Line 2 of the mapping: clients have no field \"surname\"; they have given, "
	    "family, preferred,");
	fails(p, "clients", rows, "[clients]\nfamily = c\n",
	    "The file has no column \"c\", which the mapping wants for family; it has: a, b.");
	fails(p, "clients", rows, "[services]\nname = a\n",
	    "has no section [clients]; it has [services]");
	fails(p, "clients", rows, "[clients]\nfamily = a\ncreate = cats\n",
	    "create = accepts client, staff, service, product, room, device, not \"cats\".");
	fails(p, "clients", rows, "[clients]\nfamily = a\nkey = z\n",
	    "The file has no column \"z\", which the mapping wants for the key");
	fails(p, "staff", rows, "[staff]\nphone = a\n", "staff have no field \"phone\"");
	fails(p, "sessions", "date\n2018-01-01\n", "[sessions]\nstatus = \"gone\"\n",
	    "Status must be one of");
	practice_close(p);
}

static void
bad_options_are_said(void **state)
{
	struct practice *p = importing_new("options.db");
	AUTO_FREE char *folder = test_path("folder");
	struct import_options none = { .kind = "clients", .path = "/nonexistent/x.csv" };
	struct import_options dir = { .kind = "clients", .path = folder };
	struct import_options device = { .kind = "clients", .path = "/dev/zero" };
	struct import_options preset = { .kind = "clients", .preset = "../x" };
	struct import_options other = { .kind = "clients", .preset = "salon-services" };
	struct import_options both = { .kind = "services", .preset = "salon-services" };
	struct import_options status = { .kind = "clients", .status = "done" };
	struct import_options wrong = { .kind = "sessions", .status = "gone" };
	static const char rows[] = "family,date\nLee,2018-01-01\n";

	assert_int_equal(mkdir(folder, 0700), 0);
	assert_false(importing_as(p, &none, NULL, 0, NULL));
	assert_int_equal(imported.e.code, ERR_NOTFOUND);
	assert_false(importing_as(p, &dir, NULL, 0, NULL));
	assert_non_null(strstr(imported.e.text, "is a folder"));
	assert_false(importing_as(p, &device, NULL, 0, NULL));
	assert_non_null(strstr(imported.e.text, "is a device"));
	assert_false(importing_as(p, &preset, rows, strlen(rows), NULL));
	assert_non_null(strstr(imported.e.text, "There is no preset \"../x\"."));
	assert_false(importing_as(p, &other, rows, strlen(rows), NULL));
	assert_int_equal(imported.e.code, ERR_NOTFOUND);
	assert_false(importing_as(p, &both, rows, strlen(rows), "[services]\nname = x\n"));
	assert_int_equal(imported.e.code, ERR_USAGE);
	assert_false(importing_as(p, &status, rows, strlen(rows), NULL));
	assert_int_equal(imported.e.code, ERR_USAGE);
	assert_false(importing_as(p, &wrong, rows, strlen(rows), NULL));
	assert_non_null(strstr(imported.e.text, "Status must be one of"));
	/* a preset for another file of the same program says what it misses */
	preset = (struct import_options){ .kind = "sessions", .preset = "salon-bookings" };
	assert_false(importing_as(p, &preset, "Code,Staff\nA,B\n", 15, NULL));
	assert_non_null(strstr(imported.e.text, "no column \"Date\""));
	practice_close(p);
}

/* Files in the test's folder whose names have `part` after a practice file's. */
static int
count_files(const char *part)
{
	AUTO_FREE char *ending = xasprintf(".db.%s", part);
	DIR *dir = opendir(test_folder());
	struct dirent *entry;
	int n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		n += strstr(entry->d_name, ending) != NULL;
	closedir(dir);
	return n;
}

/* What cannot be read twice is first copied aside: the column still tells the
 * order of its dates. Nothing stays beside the practice file. */
static void
a_pipe_is_read(void **state)
{
	struct practice *p = importing_new("pipe.db");
	AUTO_FREE char *fifo = test_path("fifo");
	struct import_options o = { .kind = "clients", .path = fifo };
	static const char rows[] = "family,born\nLee,3/4/1980\nPoe,14/3/1980\n";
	pid_t writer;
	int status;

	assert_int_equal(mkfifo(fifo, 0600), 0);
	writer = fork();
	if (writer == 0) {
		int fd = open(fifo, O_WRONLY);

		_exit(write(fd, rows, sizeof(rows) - 1) != sizeof(rows) - 1);
	}
	importing_as(p, &o, NULL, 0, NULL);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_int_equal(status, 0);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT group_concat(born, ' ') FROM client", "1980-04-03 1980-03-14");
	practice_close(p);
	assert_int_equal(count_files("import"), 0);
}

TEST_MAIN(
    cmocka_unit_test(bad_rows_are_refused_alone),
    cmocka_unit_test(a_million_characters),
    cmocka_unit_test(bad_files_are_said),
    cmocka_unit_test(other_files_are_called_by_their_name),
    cmocka_unit_test(bad_mappings_are_said),
    cmocka_unit_test(bad_options_are_said),
    cmocka_unit_test(a_pipe_is_read))
