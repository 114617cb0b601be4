/*
 * Proves that a file's people are who they are: whole names are parted and told,
 * somebody named twice in a file is one client, a newer export without ids finds those
 * who are here, and nobody is taken for somebody else.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

static const char people[] = "SELECT group_concat(coalesce(family, '-') || '/' || "
    "coalesce(given, '-') || '/' || coalesce(phone, '-') || '/' || coalesce(notes, '-'), "
    "'; ') FROM (SELECT * FROM client ORDER BY id)";

/* --- whole names ------------------------------------------------------------------ */

static void
whole_names_are_parted(void **state)
{
	struct practice *p = importing_new("whole.db");

	importing(p, "clients", "Name,Email\n\"Doe, Jane\",jd@x.example\n"
	    "Elena Vasquez,ev@x.example\nMary Ann Smith,\nCher,\nAcme GmbH,\n", NULL);
	counted(5, 5, 0, 0, 0);
	is_text(people, "Doe/Jane/-/-; Vasquez/Elena/-/-; Smith/Mary Ann/-/"
	    "Name: Mary Ann Smith; Cher/-/-/-; Acme GmbH/-/-/-");
	said("noted 0 Full names were split: 1 as \"Family, Given\"; 1 as \"Given "
	    "Family\"; 1 by the last word, the whole kept in the notes; 2 not split, "
	    "all of it as the family name.");
	/* a mapping can say it too, and a family name with a comma is a whole name */
	importing(p, "clients", "Who\nLee Poe\n", "[clients]\nname = Who\n");
	counted(1, 1, 0, 0, 0);
	importing(p, "clients", "Who\n\"Poe, Bo\"\n", "[clients]\nfamily = Who\n");
	counted(1, 1, 0, 0, 0);
	is_text("SELECT group_concat(given, ' ') FROM client WHERE family = 'Poe'",
	    "Lee Bo");
	practice_close(p);
}

/* Beside its parts a whole name says nothing new, or what they lack. */
static void
whole_names_beside_their_parts(void **state)
{
	struct practice *p = importing_new("beside.db");

	importing(p, "clients", "First Name,Last Name,Full Name\nAnn,Lee,Ann Lee\n"
	    "Bo,Poe,\"Poe, Bo\"\nCy,Roe,Cyril Roe\n,,Di Fox\n", NULL);
	counted(4, 4, 0, 0, 0);
	is_text(people, "Lee/Ann/-/-; Poe/Bo/-/-; Roe/Cy/-/Name: Cyril Roe; Fox/Di/-/-");
	importing(p, "clients", "First Name,Name\nEd,Ed Gray\nFay,Hill\n", NULL);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT group_concat(given || family, ' ') FROM client WHERE id > 4",
	    "EdGray FayHill");
	practice_close(p);
}

/* --- somebody named in other files -------------------------------------------------- */

static void
one_person_is_made_once(void **state)
{
	static const char rows[] = "client,service,date,start\n"
	    "\"Roe, Ann\",Peel,2026-01-10,10:00\nAnn Roe,Peel,2026-01-11,10:00\n"
	    "ann  ROE,Peel,2026-01-12,10:00\n\"ROE ,  Ann\",Peel,2026-01-13,10:00\n"
	    "\xc3\x81nn Roe,Peel,2026-01-14,10:00\nK7,Peel,2026-01-15,10:00\n"
	    "k7,peel,2026-01-16,10:00\n"
	    "Jane van der Berg,Peel,2026-01-17,10:00\n"
	    "\"van der Berg, Jane\",Peel,2026-01-18,10:00\n";
	static const char ini[] = "[sessions]\ncreate = client, service\n"
	    "[receipts]\ncreate = client\n";
	struct practice *p = importing_new("once.db");

	importing(p, "sessions", rows, ini);
	counted(9, 9, 0, 0, 0);
	assert_int_equal(imported.r.made_clients, 3);
	assert_int_equal(imported.r.made_services, 1);
	is_text("SELECT group_concat(family || '/' || coalesce(given, '-') || '/' || "
	    "coalesce(external_id, '-'), '; ') FROM client",
	    "Roe/Ann/-; K7/-/K7; van der Berg/Jane/-");
	is_text("SELECT group_concat(client, '') FROM (SELECT client FROM session "
	    "ORDER BY date)", "111112233");
	said("Full names were split: 1 as \"Family, Given\"; 1 by the last word");
	/* in the next file too, and in a file of another kind */
	importing(p, "sessions", "client,date\nANN ROE,2026-02-01\n", ini);
	importing(p, "receipts", "number,client,date,description,amount\n"
	    "1,\"roe, ann\",2026-02-01,Peel,10\n", ini);
	counted(1, 1, 0, 0, 0);
	assert_int_equal(number_of("SELECT count(*) FROM client"), 3);
	is_text("SELECT client FROM receipt", "1");
	/* what was refused leaves nobody behind who could be found */
	importing(p, "sessions", "client,service,date,start\nZed New,Peel,2026-02-01,99:00\n"
	    "Zed New,Peel,2026-02-02,9:00\n", ini);
	counted(2, 1, 0, 0, 1);
	is_text("SELECT count(*) FROM client WHERE family = 'New'", "1");
	practice_close(p);
}

/* A client whom an older build read whole into the family name. */
static void
whole_family_names_are_found(void **state)
{
	struct practice *p = importing_new("older.db");

	clinic_client(p, "family", "Roe, Ann", NULL);
	clinic_client(p, "family", "Bo Poe", NULL);
	importing(p, "sessions", "client,date\nAnn Roe,2026-02-01\n\"Roe, Ann\",2026-02-02\n"
	    "\"Poe, Bo\",2026-02-03\nBo Poe,2026-02-04\n", NULL);
	counted(4, 4, 0, 0, 0);
	is_text("SELECT group_concat(client, '') FROM (SELECT client FROM session "
	    "ORDER BY date)", "1122");
	practice_close(p);
}

/* --- a newer export ------------------------------------------------------------------- */

static void
a_newer_export_finds_them(void **state)
{
	static const char newer[] = "First Name,Last Name,Email,Phone\n"
	    "Ada,Byrne,ADA@x.example,416 555 0199\nBo,Lee,bo@x.example,\n"
	    "Cy,Fox,cy@x.example,\n";
	struct import_options dry = { .kind = "clients", .dry_run = true };
	struct practice *p = importing_new("newer.db");
	AUTO_FREE char *before = NULL, *after = NULL;

	importing(p, "clients", "First Name,Last Name,Email,Phone\n"
	    "Ada,Byrne,ada@x.example,416 555 0101\nBo,Lee,bo@x.example,\n", NULL);
	before = dbfile_dump(importing_path());
	importing_as(p, &dry, newer, strlen(newer), NULL);
	counted(3, 1, 1, 1, 0);
	said("noted 2 This looks like client 1 Byrne, Ada (same names and e-mail): "
	    "treated as the same person, the earlier values are in the notes.");
	after = dbfile_dump(importing_path());
	assert_string_equal(before, after);
	importing(p, "clients", newer, NULL);
	counted(3, 1, 1, 1, 0);
	said("This looks like client 1 Byrne, Ada");
	is_text(people, "Byrne/Ada/416 555 0199/"
	    "Phone before: 416 555 0101; Lee/Bo/-/-; Fox/Cy/-/-");
	importing(p, "clients", newer, NULL);
	counted(3, 0, 0, 3, 0);
	practice_close(p);
}

/* Who only may be one is made new and told; who cannot be is not. */
static void
who_may_be_one_is_told(void **state)
{
	struct practice *p = importing_new("may.db");

	clinic_client(p, "family", "Byrne", "given", "Ada", "phone", "416 555 0101",
	    "born", "1980-01-02", "email", "ada@x.example", "external_id", "A1", NULL);
	importing(p, "clients", "given,family,phone,email,born,external_id\n"
	    "Ada,Byrne,,,,\nAda,Fox,(416) 555-0101,,,\nBo,Byrne,4165550101,,,\n"
	    "Ada,Byrne,416 555 0101,,1999-01-02,\nAda,Byrne,416 555 0101,,1980-01-02,A2\n"
	    "Cy,Roe,,,,\nDi,Moss,4165550101,,,\n", NULL);
	counted(7, 7, 0, 0, 0);
	said("noted 2 This looks like client 1 Byrne, Ada (same names): added as a new "
	    "one anyway.");
	said("noted 3 This looks like client 1 Byrne, Ada (same given name and phone): ");
	said("noted 4 This looks like client 1 Byrne, Ada (same family name and phone): ");
	said("noted 5 This looks like client 1 Byrne, Ada (same names and phone): added as a new");
	said("noted 6 This looks like client 1 Byrne, Ada (same names, phone and birth date)");
	assert_null(strstr(imported.said.s, "noted 7"));
	said("noted 8 This looks like client 1 Byrne, Ada (same phone): added as a new one anyway.");
	practice_close(p);
	/* born on one day, and nothing else is the same */
	p = importing_new("born.db");
	clinic_client(p, "family", "Byrne", "given", "Ada", "phone", "416 555 0101",
	    "born", "1980-01-02", "email", "ada@x.example", NULL);
	importing(p, "clients", "given,family,phone,email,born\n"
	    "Ada,Byrne,604 555 0101,b@x.example,1980-01-02\n", NULL);
	counted(1, 1, 0, 0, 0);
	said("(same names and birth date): added as a new");
	importing(p, "clients", "given,family,phone,email,born\n"
	    "Ada,Byrne,,c@x.example,1980-01-02\n", NULL);
	said("added as a new");
	practice_close(p);
}

/* Two who both surely are: neither is taken. */
static void
two_alike_are_not_guessed(void **state)
{
	struct practice *p = importing_new("two.db");

	clinic_client(p, "family", "Lee", "given", "Ann", "phone", "555 0101 99", NULL);
	clinic_client(p, "family", "Lee", "given", "Ann", "phone", "555 0101 99", NULL);
	importing(p, "clients", "given,family,phone\nAnn,Lee,555010199\n", NULL);
	counted(1, 1, 0, 0, 0);
	said("added as a new one anyway");
	/* a number that nobody has for their own says nothing */
	importing(p, "clients", "given,family,phone\nBo,Roe,000 000 0000\n"
	    "Bo,Fox,000 000 0000\n", NULL);
	assert_null(strstr(imported.said.s, "looks like"));
	practice_close(p);
}

/* The same person twice in one file; an archived one; a client made from a visit. */
static void
those_of_one_file_and_the_archived(void **state)
{
	struct practice *p = importing_new("onefile.db");

	importing(p, "clients", "given,family,phone,city\nAnn,Lee,604 555 0101,\n"
	    "ANN,lee,604-555-0101,Hope\n", NULL);
	counted(2, 1, 1, 0, 0);
	is_text("SELECT given || family || city || phone FROM client",
	    "ANNleeHope604-555-0101");
	clinic_client(p, "family", "Old", "given", "Cy", "email", "cy@x.example",
	    "archived", "yes", NULL);
	importing(p, "clients", "given,family,email,city\nCy,Old,cy@x.example,Hope\n", NULL);
	counted(1, 0, 1, 0, 0);
	said("This looks like client 2 Old, Cy, who is archived (same names and e-mail)");
	is_text("SELECT archived || city FROM client WHERE id = 2", "1Hope");
	importing(p, "sessions", "client,date\nDi Fox,2026-02-01\n",
	    "[sessions]\ncreate = client\n");
	importing(p, "clients", "id,given,family,email\nX1,Di,Fox,di@x.example\n", NULL);
	said("This looks like client 3 Fox, Di (same names): added as a new one anyway.");
	practice_close(p);
}

/* --- several values in a cell ------------------------------------------------------- */

static void
the_first_of_several_counts(void **state)
{
	static const char rows[] = "given,family,email,phone,city\n"
	    "Ann,Lee,a@x.example ::: b@x.example,+1 415 555 0134 ::: +1 415 555 0135,"
	    "Hope ::: Ware\n"
	    "Bo,Poe,\"c@x.example; d@x.example, e@x.example\",\"604 555 0101\n604 555 0102\",\n"
	    "Cy,Fox,f@x.example;,604 555 0103;home,\n"
	    "Di,Roe,g@x.example;nobody,,\n";
	struct practice *p = importing_new("several.db");

	importing(p, "clients", rows, NULL);
	counted(4, 4, 0, 0, 0);
	said("6 cells hold several values: the first is in the field, the others in the "
	    "notes.");
	is_text("SELECT email || '/' || phone || '/' || city || '/' || notes FROM client "
	    "WHERE id = 1", "a@x.example/+1 415 555 0134/Hope/phone: +1 415 555 0135\n"
	    "email: b@x.example\ncity: Ware");
	is_text("SELECT email || '/' || phone || '/' || notes FROM client WHERE id = 2",
	    "c@x.example/604 555 0101/phone: 604 555 0102\n"
	    "email: d@x.example, e@x.example");
	is_text("SELECT email || '/' || phone || '/' || coalesce(notes, '-') FROM client "
	    "WHERE id = 3", "f@x.example/604 555 0103;home/-");
	importing(p, "clients", rows, NULL);
	counted(4, 0, 0, 4, 0);
	is_text("SELECT email || '/' || notes FROM client WHERE id = 4",
	    "g@x.example/email: nobody");
	practice_close(p);
}

/* --- address books and shops ---------------------------------------------------------- */

static void
is_client(const char *expected)
{
	is_text("SELECT group_concat(concat, '; ') FROM (SELECT coalesce(given, '-') || '/' || "
	    "coalesce(family, '-') || '/' || coalesce(born, '-') || '/' || "
	    "coalesce(phone, '-') || '/' || coalesce(email, '-') || '/' || "
	    "coalesce(address, '-') || '/' || coalesce(city, '-') || '/' || "
	    "coalesce(region, '-') || '/' || coalesce(postcode, '-') || '/' || "
	    "coalesce(country, '-') AS concat FROM client ORDER BY id)", expected);
}

static void
knows_address_books(void **state)
{
	struct practice *p = importing_new("google.db");

	importing(p, "clients", "First Name,Middle Name,Last Name,Nickname,Organization Name,"
	    "Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
	    "Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - Postal Code\n"
	    "Roberta,Jane,Smith,Bobbie,Acme,--03-07,,* myContacts,* Work,"
	    "rob@acme.example ::: bobbie@mail.example,Mobile,"
	    "+1 415 555 0134 ::: +1 415 555 0135,12 Elm St,Springfield,94110\n"
	    ",,,,Acme GmbH,,,* myContacts,* ,info@acme.example,,,,,\n", NULL);
	counted(2, 2, 0, 0, 0);
	is_client("Roberta Jane/Smith/-/+1 415 555 0134/rob@acme.example/12 Elm St/"
	    "Springfield/-/94110/-; -/Acme GmbH/-/-/info@acme.example/-/-/-/-/-");
	is_text("SELECT notes FROM client WHERE id = 1", "Labels: * myContacts\n"
	    "E-mail 1 - Label: * Work\nPhone 1 - Label: Mobile\nBirthday: --03-07\n"
	    "Phone 1 - Value: +1 415 555 0135\nE-mail 1 - Value: bobbie@mail.example\n"
	    "Company: Acme");
	practice_close(p);
	p = importing_new("google-older.db");
	importing(p, "clients", "Name,Given Name,Additional Name,Family Name,Name Suffix,"
	    "Birthday,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value,Address 1 - Street,"
	    "Address 1 - Region,Address 1 - Country\nIda May Moe Jr.,Ida,May,Moe,Jr.,"
	    "1987-10-06,*,ida@mail.example,604 555 0136,1 Elm,BC,Canada\n", NULL);
	is_client("Ida May/Moe Jr./1987-10-06/604 555 0136/ida@mail.example/1 Elm/-/BC/-/"
	    "Canada");
	practice_close(p);
	p = importing_new("outlook.db");
	importing(p, "clients", "First Name,Middle Name,Last Name,Title,Suffix,E-mail Address,"
	    "E-mail 2 Address,Home Phone,Mobile Phone,Home Street,Home City,Home State,"
	    "Home Postal Code,Home Country/Region,Company,Birthday\n"
	    "Ann,,Lee,,,a@x.example,,604 555 0101,604 555 0102,1 Elm,Hope,BC,V5K,Canada,,\n",
	    NULL);
	is_client("Ann/Lee/-/604 555 0102/a@x.example/1 Elm/Hope/BC/V5K/Canada");
	practice_close(p);
}

static void
knows_shops(void **state)
{
	struct practice *p = importing_new("shopify.db");

	importing(p, "clients", "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,"
	    "Default Address Company,Default Address Address1,Default Address Address2,"
	    "Default Address City,Default Address Province Code,"
	    "Default Address Country Code,Default Address Zip,Default Address Phone,Phone,"
	    "Total Spent,Note,Tags\n'77,Ann,Lee,a@x.example,yes,,1 Elm,Apt 2,Hope,BC,CA,V5K,"
	    "604 555 0102,,0.00,,vip\n", NULL);
	is_client("Ann/Lee/-/604 555 0102/a@x.example/1 Elm Apt 2/Hope/BC/V5K/CA");
	practice_close(p);
	p = importing_new("klaviyo.db");
	importing(p, "clients", "Email,Klaviyo ID,First Name,Last Name,Organization,Title,"
	    "Phone Number,Address,Address 2,City,State / Region,Zip Code,Country\n"
	    "a@x.example,01A,Ann,Lee,,,604 555 0102,1 Elm,Apt 2,Hope,BC,V5K,Canada\n", NULL);
	is_client("Ann/Lee/-/604 555 0102/a@x.example/1 Elm Apt 2/Hope/BC/V5K/Canada");
	is_text("SELECT external_id FROM client", "01A");
	practice_close(p);
	p = importing_new("square.db");
	importing(p, "clients", "Reference ID,First Name,Last Name,Email Address,Phone Number,"
	    "Nickname,Company Name,Street Address 1,Street Address 2,City,State,Postal Code,"
	    "Birthday,Memo,Square Customer ID,Creation Source,Email Subscription Status\n"
	    ",Ann,Lee,a@x.example,604 555 0102,,,1 Elm,Apt 2,Hope,WA,98101,1990-05-14,,SQ1,"
	    "Manual,Subscribed\n", NULL);
	is_client("Ann/Lee/1990-05-14/604 555 0102/a@x.example/1 Elm Apt 2/Hope/WA/98101/-");
	is_text("SELECT external_id FROM client", "SQ1");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(whole_names_are_parted),
    cmocka_unit_test(whole_names_beside_their_parts),
    cmocka_unit_test(one_person_is_made_once),
    cmocka_unit_test(whole_family_names_are_found),
    cmocka_unit_test(a_newer_export_finds_them),
    cmocka_unit_test(who_may_be_one_is_told),
    cmocka_unit_test(two_alike_are_not_guessed),
    cmocka_unit_test(those_of_one_file_and_the_archived),
    cmocka_unit_test(the_first_of_several_counts),
    cmocka_unit_test(knows_address_books),
    cmocka_unit_test(knows_shops))
