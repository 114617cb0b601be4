/*
 * Proves that a quote that is not closed neither makes clients of the lines of a text
 * nor a text of the rows of clients: the import stops before anything is written and
 * names the line; and that ragged files and long texts go in.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

#define HEAD "external_id,family,phone,notes\n"

/* Stops with a sentence that holds `part`, having written nothing. */
static void
stops(struct practice *p, const char *rows, const char *part)
{
	struct import_options o = { .kind = "clients" };
	int64_t before = number_of("SELECT count(*) FROM journal");
	int i;

	for (i = 0; i < 2; i++, o.dry_run = true) {
		if (importing_as(p, &o, rows, strlen(rows), NULL))
			fail_msg("it went in, instead of: %s", part);
		if (strstr(imported.e.text, part) == NULL)
			fail_msg("\"%s\" does not say \"%s\"", imported.e.text, part);
		assert_int_equal(number_of("SELECT count(*) FROM journal"), before);
		assert_int_equal(imported.r.rows, 0);
	}
	o = (struct import_options){ .kind = "clients", .keep_going = true };
	importing_as(p, &o, rows, strlen(rows), NULL);
	assert_true(imported.ok);
	said("noted ");
	dbfile_sql(importing_path(), "DELETE FROM client; DELETE FROM import_row");
}

static void
lines_of_a_text_are_no_clients(void **state)
{
	struct practice *p = importing_new("lines.db");
	AUTO_BUF struct buf rows = BUF_INIT;
	int i;

	buf_adds(&rows, HEAD "1,Lee,0412,fine\n2,Poe,0413,\"she said\n");
	for (i = 0; i < 20000; i++)
		buf_adds(&rows, "the skin is calm today\n");
	stops(p, rows.s, "Line 3: a quote that opens here is not closed well: from line 4 on "
	    "the rows have fewer cells than the 4 columns of the header.");
	assert_non_null(strstr(imported.said.s, "refused 3:12 a quote opens here"));
	/* a quote is missing altogether, and commas stand in the lines */
	stops(p, HEAD "1,Lee,0412,she said\nshe came\nshe saw\nshe left\nand\nthen\n2,Poe,,\n",
	    "Line 3: from here on the rows have one cell where the header has 4");
	stops(p, HEAD "1,Lee,0412,\"she\" said\nwell, calm\nsaw\nshe, left\nand\nso\n2,Poe,,\n",
	    "Line 2: a quote that opens here");
	practice_close(p);
}

static void
rows_are_no_text(void **state)
{
	struct practice *p = importing_new("rows.db");

	/* the inch mark at a line's end closes what opens in line 2 */
	stops(p, HEAD "1,Lee,0412,\"fine\n2,A,,\n3,B,,x\n4,C,,y\n5,D,,\n6,E,,\n7,F,,5'11\"\n"
	    "8,Poe,,\n", "Line 2: the quote that opens here is not closed well: the cell "
	    "goes on for 7 lines, 6 of which look like rows of the file.");
	practice_close(p);
}

static void
ragged_files_go_in(void **state)
{
	struct practice *p = importing_new("ragged.db");
	AUTO_BUF struct buf rows = BUF_INIT;
	int i;

	/* blanks at the end left out, or too many of them; four lines with one cell */
	importing(p, "clients", HEAD "1,A\n2,B,,\n3,C,,,,,\n4\n5\n6\n7\n8,D\n9,E\n10,F\n"
	    "11,G\n12,H\n13,I\n", NULL);
	counted(13, 9, 0, 0, 4);
	/* two columns tell nothing, and one cell is all a list may have */
	importing(p, "clients", "family,phone\nJ\nK\nL\nM\nN\nO\n", NULL);
	counted(6, 6, 0, 0, 0);
	/* a long text with line breaks and commas is a text; a very long one is named */
	buf_adds(&rows, HEAD "14,Q,,\"calm, red\nArnica, ice, rest\n\n- one\n- two\n");
	for (i = 0; i < 50; i++)
		buf_adds(&rows, "and so on, as before\n");
	buf_adds(&rows, "\"\n15,R,,\"");
	for (i = 0; i < 150; i++)
		buf_adds(&rows, "and so on\n");
	buf_adds(&rows, "\"\n");
	importing(p, "clients", rows.s, NULL);
	counted(2, 2, 0, 0, 0);
	said("noted 58 The cell under \"notes\" goes on for 150 lines");
	assert_null(strstr(imported.said.s, "noted 2 "));
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(lines_of_a_text_are_no_clients),
    cmocka_unit_test(rows_are_no_text),
    cmocka_unit_test(ragged_files_go_in))
