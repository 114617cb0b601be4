/*
 * Proves that a file's rows become clients: which column feeds which field, what a
 * mapping says, what is kept as notes, and what identifies a row, so that the same
 * file read again changes nothing, not even the journal.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/inside.h"
#include "export/export.h"
#include "tests/support/importing.h"

static const char journal_size[] = "SELECT count(*) FROM journal";

/* Headers match by name, by label, without case, blanks, hyphens, underscores. */
static void
matches_headers(void **state)
{
	struct practice *p = importing_new("headers.db");

	importing(p, "clients",
	    "Other ID,GIVEN,family-name,E-mail,Post_Code,Skin type,first visit elsewhere\n"
	    "k1,Ann,O'Brien,ann@example.org,01234,iv,2020-02-01\n", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT external_id || given || family || email || postcode || "
	    "fitzpatrick || first_visit || coalesce(notes, '-') FROM client",
	    "k1AnnO'Brienann@example.org01234IV2020-02-01-");
	practice_close(p);
}

static void
knows_fresha(void **state)
{
	struct practice *p = importing_new("fresha.db");

	importing(p, "clients",
	    "ID,First Name,Last Name,Full Name,Blocked,Block reason,Gender,"
	    "Mobile Number,Telephone,Email,Accepts Marketing,Accepts SMS,"
	    "Marketing Address,Address,Post Code,DOB,Added,Staff Alert,"
	    "Referral source,Tags\n"
	    "F1,Ann,Lee,Ann Lee,Yes,Never pays,F,+1 604 555 0001,604 555 0002,"
	    "ann@example.org,Yes,No,,1 Elm St,V5K,1984-03-12,2019-01-02,Nickel,Walk-in,vip\n"
	    "F2,Bo,Lee,Bo Lee,Yes,,M,,604 555 0003,,,,,,,,,,,\n"
	    "F3,Cy,Lee,Cy Lee,No,,,,,,,,,,,,,,,\n", NULL);
	counted(3, 3, 0, 0, 0);
	is_text("SELECT external_id || given || family || do_not_book || phone || email "
	    "|| address || postcode || born || alert || referral || tags FROM client "
	    "WHERE id = 1", "F1AnnLeeNever pays+1 604 555 0001ann@example.org1 Elm St"
	    "V5K1984-03-12NickelWalk-invip");
	is_text("SELECT notes FROM client WHERE id = 1", "Gender: F\n"
	    "Accepts Marketing: Yes\nAccepts SMS: No\nAdded: 2019-01-02\n"
	    "Telephone: 604 555 0002");
	is_text("SELECT do_not_book || phone FROM client WHERE id = 2",
	    "Blocked604 555 0003");
	is_text("SELECT coalesce(do_not_book, '-') FROM client WHERE id = 3", "-");
	said("noted 0 Kept as notes: Gender, Accepts Marketing, Accepts SMS, "
	    "Marketing Address, Added.");
	practice_close(p);
}

static void
knows_jane_square_synthea(void **state)
{
	struct practice *p = importing_new("known.db");

	importing(p, "clients", "patient_guid,First Name,Last Name,Preferred Name,Email,"
	    "Mobile Phone,Birth Date,Street Address,City,Province/State,Postal,"
	    "First Visit,Last Visit,Active\n"
	    "g1,Ann,Lee,Annie,a@example.org,1,1984-03-12,1 Elm,Hope,BC,V5K,2019-05-01,"
	    "2020-06-02,No\ng2,Bo,Lee,,,,,,,,,,,Yes\n", NULL);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT external_id || preferred || phone || born || address || city || "
	    "region || postcode || first_visit || archived || notes FROM client "
	    "WHERE id = 1",
	    "g1Annie11984-03-121 ElmHopeBCV5K2019-05-011Last Visit: 2020-06-02");
	assert_int_equal(number_of("SELECT archived FROM client WHERE id = 2"), 0);
	importing(p, "clients", "Reference ID,First Name,Last Name,Email Address,"
	    "Phone Number,Birthday,Memo,Email Subscription Status\n"
	    "s1,Cy,Poe,c@example.org,555,05-14,Likes tea,Subscribed\n"
	    "s2,Di,Poe,,,1990-05-14,,Unknown\n", NULL);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT coalesce(born, '-') || '|' || notes FROM client "
	    "WHERE external_id = 's1'", "-|Likes tea\n"
	    "Email Subscription Status: Subscribed\nBirthday: 05-14");
	is_text("SELECT born FROM client WHERE external_id = 's2'", "1990-05-14");
	importing(p, "clients", "Id,BIRTHDATE,DEATHDATE,FIRST,LAST,ADDRESS,CITY,STATE,ZIP\n"
	    "b9,1962-07-01,,Jos\xc3\xa9""12,M\xc3\xbcller3,9 Oak,Ware,MA,01082\n", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT born || given || family || address || city || region || postcode "
	    "FROM client WHERE external_id = 'b9'",
	    "1962-07-01Jos\xc3\xa9""12M\xc3\xbcller39 OakWareMA01082");
	practice_close(p);
}

/* A name in one piece is parted, unless its parts are there. */
static void
names_may_be_whole(void **state)
{
	struct practice *p = importing_new("whole.db");

	importing(p, "clients", "Name,Address\nAnn Lee,\"1 Elm St\r\nApt 2\"\n", NULL);
	counted(1, 1, 0, 0, 0);
	importing(p, "clients", "Name,Last,First\nBo Poe,Poe,Bo\nCy,,Cy\n", NULL);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT group_concat(family || coalesce(given, '-') || coalesce(address, '-') "
	    "|| coalesce(notes, '-'), ';') FROM client WHERE family IS NOT NULL",
	    "LeeAnn1 Elm St Apt 2-;PoeBo--");
	is_text("SELECT coalesce(family, '-') || given FROM client WHERE id = 3", "-Cy");
	practice_close(p);
}

/* Every header in the table feeds a field that its kind has. */
static void
aliases_are_whole(void **state)
{
	const struct import_alias *a;
	size_t k;

	for (k = 0; (a = import_alias_at(k)) != NULL; k++) {
		const struct import_kind *kind = import_kind_find(a->kind);
		AUTO_BUF struct buf key = BUF_INIT;
		bool known = false;
		size_t i;

		assert_non_null(kind);
		known = known || record_field(kind->type, a->field) != NULL ||
		    (kind->lines != NULL &&
		    record_field(kind->lines, a->field) != NULL);
		for (i = 0; i < kind->n_extra; i++)
			known = known || strcmp(kind->extra[i].name, a->field) == 0;
		if (!known)
			fail_msg("%s: %s feeds no field %s", a->kind, a->header,
			    a->field);
		import_header_key(&key, a->header);
		assert_string_equal(key.s, a->header);
	}
}

static void
obeys_a_mapping(void **state)
{
	struct practice *p = importing_new("mapping.db");

	importing(p, "clients",
	    "nr;first;second;last;where;kind;secret;given\n"
	    "1;Ann;May;Lee;V5K;A;x;wrong\n2;Bo;;Poe;;B;y;\n",
	    "; somebody's program\n[clients]\ndelimiter = \";\"\nexternal_id = nr\n"
	    "given = first + second\nfamily = last\npostcode = where\n"
	    "country = \"Canada\"\ntags = kind\nignore = secret\n"
	    "[clients.values.tags]\nA = regular\n\"b\" = once\n");
	counted(2, 2, 0, 0, 0);
	is_text("SELECT given || family || postcode || country || tags || notes "
	    "FROM client WHERE id = 1", "Ann MayLeeV5KCanadaregulargiven: wrong");
	is_text("SELECT given || country || tags || coalesce(notes, '-') "
	    "FROM client WHERE id = 2", "BoCanadaonce-");
	practice_close(p);
}

static const char first[] = "external_id,given,family,phone,tags\n"
    "a,Ann,Lee,555 1,vip\nb,Bo,Poe,,\n";

static void
again_changes_nothing(void **state)
{
	struct practice *p = importing_new("again.db");
	char *before, *after;
	int64_t entries;

	importing(p, "clients", first, NULL);
	counted(2, 2, 0, 0, 0);
	assert_true(imported.r.first_entry > 0);
	before = dbfile_dump(importing_path());
	entries = number_of(journal_size);
	importing(p, "clients", first, NULL);
	counted(2, 0, 0, 2, 0);
	assert_int_equal(imported.r.first_entry, 0);
	/* comments and what stands elsewhere in a mapping are no part of a row */
	importing(p, "clients", first, "; new\n[clients]\n[services]\nname = x\n");
	counted(2, 0, 0, 2, 0);
	after = dbfile_dump(importing_path());
	assert_string_equal(before, after);
	assert_int_equal(number_of(journal_size), entries);
	free(before);
	free(after);
	practice_close(p);
}

/* A cell overwrites, a blank one leaves; what people changed here stands while the
 * file says what it said. */
static void
only_news_are_written(void **state)
{
	struct practice *p = importing_new("news.db");
	struct err err;

	importing(p, "clients", first, NULL);
	OK(clinic_set(p, 1, "phone", "777", &err));
	importing(p, "clients", first, NULL);
	counted(2, 0, 0, 2, 0);
	is_text("SELECT phone FROM client WHERE id = 1", "777");
	importing(p, "clients", "external_id,given,family,phone,tags\n"
	    "a,Anna,Lee,,vip\nb,Bo,Poe,555 2,\n", NULL);
	counted(2, 0, 2, 0, 0);
	is_text("SELECT given || phone || tags FROM client WHERE id = 1", "Anna777vip");
	is_text("SELECT phone FROM client WHERE id = 2", "555 2");
	/* made here, with the other program's number typed in */
	clinic_client(p, "family", "Roe", "external_id", "c", NULL);
	importing(p, "clients", "external_id,given,family\nc,Cy,\n", NULL);
	counted(1, 0, 1, 0, 0);
	is_text("SELECT given || family FROM client WHERE external_id = 'c'", "CyRoe");
	practice_close(p);
}

/* Notes of columns are replaced line by line; what people wrote among them stays. */
static void
notes_are_kept(void **state)
{
	struct practice *p = importing_new("notes.db");
	struct err err;

	importing(p, "clients", "external_id,family,Dog\na,Lee,Rex\n", NULL);
	counted(1, 1, 0, 0, 0);
	OK(clinic_set(p, 1, "notes", "Dog: Rex\nLikes tea", &err));
	importing(p, "clients", "external_id,family,Dog\na,Lee,\"Max\nand Moritz\"\n",
	    NULL);
	counted(1, 0, 1, 0, 0);
	is_text("SELECT notes FROM client", "Dog: Max and Moritz\nLikes tea");
	practice_close(p);
}

static void
rows_have_identities(void **state)
{
	struct practice *p = importing_new("identity.db");

	/* alike in everything: two people; in another order of columns too */
	importing(p, "clients", "given,family\nAnn,Lee\nAnn,Lee\nBo,Lee\n", NULL);
	counted(3, 3, 0, 0, 0);
	importing(p, "clients", "family,given\nLee,Bo\nLee,Ann\nLee,Ann\nLee,Ann\n", NULL);
	counted(4, 1, 0, 3, 0);
	assert_int_equal(number_of("SELECT count(*) FROM client"), 4);
	/* a key: the second row is news of the first one's client */
	importing(p, "clients", "nr,given,family\n7,Cy,Poe\n7,Cyril,Poe\n",
	    "[clients]\nkey = nr + family\n");
	counted(2, 1, 1, 0, 0);
	is_text("SELECT given FROM client WHERE family = 'Poe'", "Cyril");
	importing(p, "clients", "nr,given,family\n7,Cy,Poe\n7,Cyril,Poe\n",
	    "[clients]\nkey = nr + family\n");
	counted(2, 0, 0, 2, 0);
	importing(p, "clients", "nr,given,family\n7,Cyrus,Poe\n8,Di,Poe\n",
	    "[clients]\nkey = nr + family\n");
	counted(2, 1, 1, 0, 0);
	practice_close(p);
}

/* The same id several times in one file: the last word stands, and the file read
 * again finds each of them said before. */
static void
one_id_many_rows(void **state)
{
	static const char rows[] = "external_id,given,family\n"
	    "a,Ann,Lee\na,Ann,Lee\na,Anna,Lee\na,Ann,Lee\na,Annie,Lee\n";
	struct practice *p = importing_new("many.db");
	int64_t entries;

	importing(p, "clients", rows, NULL);
	counted(5, 1, 3, 1, 0);
	is_text("SELECT given FROM client", "Annie");
	entries = number_of(journal_size);
	importing(p, "clients", rows, NULL);
	counted(5, 0, 0, 5, 0);
	is_text("SELECT given FROM client", "Annie");
	assert_int_equal(number_of(journal_size), entries);
	practice_close(p);
}

static void
a_dry_run_writes_nothing(void **state)
{
	struct practice *p = importing_new("dry.db");
	struct import_options o = { .kind = "clients", .dry_run = true };
	char *before = dbfile_dump(importing_path()), *after;
	int64_t entries = number_of(journal_size);
	static const char rows[] = "external_id,family,email\na,Lee,a@example.org\n"
	    "b,,\nc,Poe,nonsense\na,Lee,a@example.com\n";

	importing_as(p, &o, rows, strlen(rows), NULL);
	counted(4, 2, 1, 0, 1);
	said("refused 3:");
	said("noted 4 E-mail must be");
	after = dbfile_dump(importing_path());
	assert_string_equal(before, after);
	assert_int_equal(number_of(journal_size), entries);
	free(before);
	free(after);
	importing(p, "clients", rows, NULL);
	counted(4, 2, 1, 0, 1);
	practice_close(p);
}

static void
a_batch_is_undone(void **state)
{
	struct practice *p = importing_new("undo.db");
	char *before = dbfile_dump(importing_path()), *after, *found;
	AUTO_BUF struct buf rows = BUF_INIT;
	int64_t undone, left;
	struct err err;
	int i;

	buf_adds(&rows, "external_id,family\n");
	for (i = 0; i < 400; i++)
		buf_addf(&rows, "c%d,Lee%d\n", i, i % 7);
	importing(p, "clients", rows.s, NULL);
	counted(400, 400, 0, 0, 0);
	assert_true(imported.r.last_entry > imported.r.first_entry);
	assert_int_equal(db_batch_of(p->db, imported.r.last_entry, &left),
	    imported.r.first_entry);
	assert_int_equal(left, imported.r.last_entry - imported.r.first_entry + 1);
	for (; left > 0; left--)
		OK(db_undo(p->db, 0, NULL, &undone, NULL, &err));
	assert_int_equal(undone, imported.r.first_entry);
	after = dbfile_dump(importing_path());
	assert_string_equal(before, after);
	free(before);
	free(after);
	/* undone is forgotten: it may come in again */
	importing(p, "clients", rows.s, NULL);
	counted(400, 400, 0, 0, 0);
	practice_close(p);
	found = dbfile_check(importing_path(), true);
	assert_string_equal(found, "");
	free(found);
}

/* Our own export comes back in without a mapping and changes nothing but where
 * rows went; guarded cells lose their guard. */
static void
own_exports_come_back(void **state)
{
	struct practice *p = importing_new("own.db");
	AUTO_FREE char *file = test_path("own.csv");
	struct export_options o = { .kind = "clients", .target = file };
	struct import_options in = { .kind = "clients", .path = file };
	struct err err;
	long rows;
	int64_t version;

	clinic_client(p, "family", "=Lee", "given", "Zo\xc3\xab", "external_id", "a",
	    "phone", "+1 604 555", "notes", "one\ntwo", "born", "1984-03-12", NULL);
	version = number_of("SELECT version FROM client");
	OK(practice_export(p, &o, &rows, &err));
	importing_as(p, &in, NULL, 0, NULL);
	counted(1, 0, 0, 1, 0);
	assert_int_equal(number_of("SELECT version FROM client"), version);
	is_text("SELECT family || phone || notes FROM client", "=Lee+1 604 555one\ntwo");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(matches_headers),
    cmocka_unit_test(knows_fresha),
    cmocka_unit_test(knows_jane_square_synthea),
    cmocka_unit_test(names_may_be_whole),
    cmocka_unit_test(aliases_are_whole),
    cmocka_unit_test(obeys_a_mapping),
    cmocka_unit_test(again_changes_nothing),
    cmocka_unit_test(only_news_are_written),
    cmocka_unit_test(notes_are_kept),
    cmocka_unit_test(rows_have_identities),
    cmocka_unit_test(one_id_many_rows),
    cmocka_unit_test(a_dry_run_writes_nothing),
    cmocka_unit_test(a_batch_is_undone),
    cmocka_unit_test(own_exports_come_back))
