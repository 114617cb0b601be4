/*
 * Proves that the columns of a file are seen with their first values and the field of
 * each, and that what a person chooses is what an import then does: by the file's own
 * headers, over a preset, and over a mapping that was kept; that a field has one column;
 * and that what no mapping can say is refused and changes nothing.
 */
#include <string.h>

#include "base/mem.h"
#include "import/columns.h"
#include "tests/support/importing.h"

static struct practice *p;
static struct import_columns_seen *seen;
static struct err err;

static void
open_columns(const char *kind, const char *text, const char *preset, const char *map)
{
	AUTO_FREE char *path = test_path("chosen.csv");

	import_columns_free(seen);
	test_write(path, text, strlen(text));
	seen = practice_import_columns(p, kind, path, preset, map, &err);
	if (seen == NULL)
		fail_msg("%s", err.text);
}

static size_t
column(const char *name)
{
	size_t i;

	for (i = 0; i < seen->n; i++)
		if (strcmp(seen->columns[i].name, name) == 0)
			return i;
	fail_msg("no column %s", name);
	return 0;
}

static void
is_field(const char *name, const char *label)
{
	assert_string_equal(seen->columns[column(name)].label, label);
}

static void
choose(const char *name, const char *field)
{
	OK(practice_import_choose(p, seen, column(name), field, &err));
}

/* The file comes in as it was chosen. */
static void
comes_in(const char *kind, const char *text)
{
	AUTO_BUF struct buf mapping = BUF_INIT;

	practice_import_mapping(seen, &mapping);
	importing(p, kind, text, mapping.s);
	if (!imported.ok)
		fail_msg("%s: %s", mapping.s, imported.e.text);
}

static int
begin(void **state)
{
	static int n;
	AUTO_FREE char *name = xasprintf("choose-%d.db", ++n);

	p = importing_new(name);
	return 0;
}

static int
end(void **state)
{
	import_columns_free(seen);
	seen = NULL;
	practice_close(p);
	return 0;
}

/* --- by the file's own headers ---------------------------------------------------------- */

static void
columns_are_seen_and_chosen(void **state)
{
	static const char text[] = "Vorne,Last Name,Draht,Extra\n"
	    "Ada,Moss,555 0142,x\nBea,,555 0143,y\n\"\x1b[31mCy\",Moss,,z\nDot,Moss,,w\n";

	open_columns("clients", text, NULL, NULL);
	assert_int_equal(seen->n, 4);
	is_field("Last Name", "Family name");
	is_field("Draht", "");
	assert_string_equal(seen->columns[column("Extra")].samples, "x | y | z");
	/* three rows, blanks left out, harmless */
	assert_string_equal(seen->columns[column("Last Name")].samples, "Moss | Moss");
	assert_null(strchr(seen->columns[0].samples, '\x1b'));
	assert_string_equal(seen->missing, "");
	choose("Vorne", "given");
	choose("Draht", "phone");
	choose("Extra", IMPORT_LEAVE_OUT);
	is_field("Vorne", "Given name");
	comes_in("clients", text);
	counted(4, 3, 0, 0, 1);
	is_text("SELECT phone FROM client WHERE given = 'Bea'", "555 0143");
	assert_int_equal(number_of("SELECT count(*) FROM client WHERE notes IS NOT NULL"), 0);
}

static void
what_is_missing_is_named(void **state)
{
	open_columns("clients", "Eins,Zwei\nAda,Moss\n", NULL, NULL);
	assert_non_null(strstr(seen->missing, "Family name"));
	choose("Zwei", "family");
	assert_string_equal(seen->missing, "");
	/* a field has one column: chosen for another, the first is free again */
	choose("Eins", "family");
	is_field("Eins", "Family name");
	is_field("Zwei", "");
	assert_null(seen->columns[column("Zwei")].chosen);
}

static void
refuses(size_t at, const char *field, const char *why)
{
	if (practice_import_choose(p, seen, at, field, &err))
		fail_msg("%zu as %s was taken", at + 1, field);
	assert_int_equal(err.code, ERR_INVALID);
	if (strstr(err.text, why) == NULL)
		fail_msg("%s", err.text);
}

/* Refused, and all is as it was. */
static void
what_no_mapping_can_say(void **state)
{
	static const char text[] = "Last Name,Twin,twin,,\"two\nlines\"\n"
	    "Moss,,,Graz,\n";

	open_columns("clients", text, NULL, NULL);
	refuses(1, "city", "Columns 2 and 3 have the same name");
	refuses(4, "city", "more than one line");
	refuses(0, "no_such_field", "no field");
	is_field("Last Name", "Family name");
	assert_null(seen->columns[0].chosen);
	assert_null(seen->columns[1].chosen);
	/* one without a name is called by its place */
	OK(practice_import_choose(p, seen, 3, "city", &err));
	comes_in("clients", text);
	is_text("SELECT city FROM client", "Graz");
}

/* --- over a preset --------------------------------------------------------------------- */

static const char salon[] = "Code,Staff,Service,Date,Time,TimeInt,Anlass\n"
    "JUNJ01,JJ,CON,03/14/2018,3:50:00 PM,950,Hochzeit\n"
    "CORS01,JJ,SHCW,03/15/2018,2:10:00 PM,850,\n";

/* A known export with a column nobody knows: the rest stays as the preset has it. */
static void
one_column_over_a_preset(void **state)
{
	open_columns("sessions", salon, "salon-bookings", NULL);
	is_field("Code", "Client");
	is_field("Time", "Start");
	is_field("Anlass", "");
	assert_string_equal(seen->columns[column("Time")].why, "by the preset");
	choose("Anlass", "reason");
	is_field("Anlass", "Reason");
	is_field("Code", "Client");
	comes_in("sessions", salon);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT reason FROM session WHERE date = '2018-03-14' AND start = 950",
	    "Hochzeit");
	assert_int_equal(number_of("SELECT count(*) FROM client WHERE external_id IN "
	    "('JUNJ01', 'CORS01') OR family IN ('JUNJ01', 'CORS01')"), 2);
	assert_int_equal(number_of("SELECT count(*) FROM session WHERE notes IS NOT NULL"), 0);
}

/* A column that is called otherwise, and one that the preset takes for something else. */
static void
what_is_chosen_goes_before_the_preset(void **state)
{
	static const char text[] = "Kunde,Staff,Service,Date,Time,TimeInt\n"
	    "JUNJ01,with care,CON,03/14/2018,3:50:00 PM,7\n";

	open_columns("sessions", text, "salon-bookings", NULL);
	assert_string_equal(seen->missing, "Client");
	choose("Kunde", "client");
	assert_string_equal(seen->missing, "");
	choose("Staff", "reason");
	choose("TimeInt", IMPORT_AS_NOTE);
	is_field("Staff", "Reason");
	comes_in("sessions", text);
	counted(1, 1, 0, 0, 0);
	assert_int_equal(number_of("SELECT count(*) FROM session WHERE reason = 'with care' "
	    "AND staff IS NULL AND start = 950 AND notes LIKE '%7%'"), 1);
	assert_int_equal(number_of("SELECT count(*) FROM staff WHERE name = 'with care'"), 0);
}

static void
a_preset_of_another_kind_is_refused(void **state)
{
	AUTO_FREE char *path = test_path("chosen.csv");

	test_write(path, salon, strlen(salon));
	assert_null(practice_import_columns(p, "sessions", path, "no-such", NULL, &err));
	assert_string_equal(err.text, "There is no preset \"no-such\".");
	assert_null(practice_import_columns(p, "clients", path, "salon-bookings", NULL, &err));
	assert_non_null(strstr(err.text, "[sessions]"));
	importing(p, "sessions", salon, "[sessions]\npreset = no-such\n");
	assert_false(imported.ok);
	assert_string_equal(imported.e.text, "There is no preset \"no-such\".");
}

/* --- over a mapping that was kept ------------------------------------------------------- */

static void
a_kept_mapping_begins_with_its_choices(void **state)
{
	AUTO_FREE char *map = test_path("kept.ini");
	AUTO_BUF struct buf kept = BUF_INIT, again = BUF_INIT, words = BUF_INIT;

	open_columns("sessions", salon, "salon-bookings", NULL);
	choose("Anlass", "reason");
	choose("TimeInt", IMPORT_AS_NOTE);
	practice_import_mapping(seen, &kept);
	test_write(map, kept.s, kept.len);
	open_columns("sessions", salon, NULL, map);
	assert_string_equal(seen->columns[column("Anlass")].chosen, "reason");
	is_field("Code", "Client");
	practice_import_mapping(seen, &again);
	assert_string_equal(again.s, kept.s);
	/* one that is not in this file is left, the others count */
	open_columns("sessions", "Code,Date,Time,TimeInt\nA,03/14/2018,3:50:00 PM,1\n", NULL,
	    map);
	assert_string_equal(seen->columns[column("TimeInt")].chosen, IMPORT_AS_NOTE);
	practice_import_mapping_words(map, &words);
	assert_string_equal(words.s, "sessions: reason = Anlass; 1 kept as notes; the rest "
	    "as salon-bookings");
}

/* What the page cannot say would be lost: it is left to the file. */
static void
a_mapping_by_hand_is_left_alone(void **state)
{
	static const char *const by_hand[] = { "status = \"done\"\n", "notes = A + B\n",
	    "date-format = %d.%m.%Y\n", "create = client\n",
	    "client = Code\n\n[sessions.values.status]\nNS = no_show\n" };
	AUTO_FREE char *map = test_path("hand.ini"), *path = test_path("chosen.csv");
	AUTO_BUF struct buf words = BUF_INIT;
	size_t i;

	test_write(path, salon, strlen(salon));
	for (i = 0; i < ARRAY_LEN(by_hand); i++) {
		AUTO_FREE char *text = xasprintf("[sessions]\n%s", by_hand[i]);

		test_write(map, text, strlen(text));
		assert_null(practice_import_columns(p, "sessions", path, NULL, map, &err));
		assert_non_null(strstr(err.text, "change it in its file"));
	}
	test_write(map, "\x1b[31m", 5);
	practice_import_mapping_words(map, &words);
	assert_string_equal(words.s, "nothing that can be read as a mapping");
}

static void
only_who_may_import(void **state)
{
	AUTO_FREE char *path = test_path("chosen.csv");
	struct practice *desk;

	assert_true(clinic_staff(p, "dana", "front_desk") > 0);
	desk = clinic_open(importing_path(), "dana");
	test_write(path, salon, strlen(salon));
	assert_null(practice_import_columns(desk, "sessions", path, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(desk);
}

/* Columns of a file: all fields of a type. */
static void
add_names(const struct record_type *t, struct buf *head, struct buf *blanks)
{
	size_t i;

	for (i = 0; i < t->n_fields; i++) {
		buf_addf(head, "%s%s", head->len > 0 ? "," : "", t->fields[i].name);
		buf_adds(blanks, blanks->len > 0 ? "," : "-");
	}
}

static void
each_is_its_field(const struct record_type *t, const char *sets_itself)
{
	AUTO_FREE char *words = xasprintf(" %s ", sets_itself);
	size_t i;

	for (i = 0; i < t->n_fields; i++) {
		const struct field *f = &t->fields[i];
		AUTO_FREE char *word = xasprintf(" %s ", f->name);
		const char *taken = seen->columns[column(f->name)].label;
		bool wanted = (f->flags & FIELD_NO_IMPORT) == 0 && strstr(words, word) == NULL;

		if (strcmp(taken, wanted ? f->label : "") != 0)
			fail_msg("the column %s.%s is taken for \"%s\"", t->name, f->name,
			    taken);
	}
}

static void
a_field_is_imported_from_its_column(void **state)
{
	static const struct {
		const char *kind, *sets_itself;
		const struct record_type *type, *lines;
	} all[] = {
		{ "clients", "", &record_client, NULL }, { "staff", "", &record_staff, NULL },
		{ "services", "", &record_service, NULL },
		{ "products", "", &record_product, NULL },
		{ "sessions", "origin overlap_ok", &record_session, NULL },
		{ "receipts", "origin receipt", &record_receipt, &record_receipt_line },
		{ "subscribers", "", &record_subscriber, NULL },
		{ "reviews", "", &record_review, NULL },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(all); i++) {
		AUTO_BUF struct buf head = BUF_INIT, blanks = BUF_INIT;

		add_names(all[i].type, &head, &blanks);
		if (all[i].lines != NULL)
			add_names(all[i].lines, &head, &blanks);
		buf_addf(&head, "\n%s\n", blanks.s);
		open_columns(all[i].kind, head.s, NULL, NULL);
		each_is_its_field(all[i].type, all[i].sets_itself);
		if (all[i].lines != NULL)
			each_is_its_field(all[i].lines, all[i].sets_itself);
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

TEST_MAIN(
    CASE(columns_are_seen_and_chosen),
    CASE(a_field_is_imported_from_its_column),
    CASE(what_is_missing_is_named),
    CASE(what_no_mapping_can_say),
    CASE(one_column_over_a_preset),
    CASE(what_is_chosen_goes_before_the_preset),
    CASE(a_preset_of_another_kind_is_refused),
    CASE(a_kept_mapping_begins_with_its_choices),
    CASE(a_mapping_by_hand_is_left_alone),
    CASE(only_who_may_import))
