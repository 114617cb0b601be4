/*
 * Proves that a person is not lost over what their program wrote into a cell: what it
 * says where there is no value, what it puts around one, digits that a spreadsheet has
 * rounded away, names longer than a field; that names, answers and money stay what they
 * are; and that the same file read by a newer program changes nothing.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "tests/support/importing.h"

static void
no_value_is_blank(void **state)
{
	struct practice *p = importing_new("nothing.db");

	importing(p, "clients", "external_id,family,born,phone,email,city,postcode,country\n"
	    "1,Roe,0/0/00,-,N/A,--,n/a,NULL\n"
	    "2,Poe,0000-00-00,000-000-0000,null,(none),#N/A,none\n"
	    "3,Lee,00/00/0000,unknown,none,#REF!,null,N.A.\n"
	    "4,Bee,1/0/1900,None,\xe2\x80\x94,.,-,nil\n"
	    "5,Dee,1899-12-30 00:00:00,\"(none)\",nil,undefined,--,aucun\n"
	    "6,Fay,__/__/____,n/a,no email,\\N,?,n\xc3\xa9" "ant\n"
	    "7,Gay,0001-01-01T00:00:00,NaN,-,(null),unknown,-none-\n"
	    "N/A,Hay,,,,,,\nN/A,May,,,,,,\n", NULL);
	counted(9, 9, 0, 0, 0);
	assert_int_equal(number_of("SELECT count(*) FROM client WHERE coalesce(born, "
	    "phone, email, city, postcode, country, notes) IS NOT NULL"), 0);
	/* an id that is none makes nobody the same */
	assert_int_equal(number_of("SELECT count(*) FROM client WHERE external_id IS NULL"), 2);
	said("noted 0 Born: 7 cells say that there is none, such as \"0/0/00\".");
	said("noted 0 Other id: 2 cells say that there is none, such as \"N/A\".");
	importing(p, "clients", "Last Name,Phone,Mobile Phone\nZoe,N/A,0412345678\n", NULL);
	is_text("SELECT phone FROM client WHERE family = 'Zoe'", "0412345678");
	said("noted 0 Phone: 1 cell says that there is none, such as \"N/A\".");
	practice_close(p);
}

/* None and Null are families, Unknown may be a city; "None" under allergies is an
 * answer; a blank line of strokes is none. */
static void
names_and_answers_stay(void **state)
{
	struct practice *p = importing_new("stay.db");

	importing(p, "clients", "external_id,given,family,allergies,city,notes\n"
	    "1,Chris,Null,None,Unknown,-\n2,Na,NONE,nil,Nil,None\n3,Ana,-,N/A,NA,--\n"
	    "4,Bo,#N/A,#N/A,\"=\"\"Truro\"\"\",n/a\n", NULL);
	counted(4, 4, 0, 0, 0);
	is_text("SELECT group_concat(given || coalesce(family, '')) FROM client",
	    "ChrisNull,NaNONE,Ana,Bo");
	is_text("SELECT group_concat(coalesce(allergies, '') || '/' || coalesce(city, '')) "
	    "FROM client", "None/Unknown,nil/,N/A/NA,/Truro");
	is_text("SELECT group_concat(notes) FROM client", "");
	practice_close(p);
}

static void
guards_are_taken_off(void **state)
{
	struct practice *p = importing_new("guards.db");
	static const char rows[] =
	    "Customer ID,First Name,Last Name,Birthday,Zip,Phone\n"
	    "'7210448301122,Ana,Poe,'1990-05-02,'02139,'+15550101\n"
	    "'7210448301123,Bea,Roe,,'02140,'(416) 555-0134\n"
	    "=\"0072\",'Cy,'t Hooft,=\"19730412\",=\"02141\",=\"0412 345 678\"\n"
	    "K9,Di,Lee,'4/12/1973,'K1A 0B1,'555\n";

	importing(p, "clients", rows, NULL);
	counted(4, 4, 0, 0, 0);
	is_text("SELECT group_concat(external_id) FROM client",
	    "7210448301122,7210448301123,0072,K9");
	is_text("SELECT group_concat(postcode) FROM client", "02139,02140,02141,'K1A 0B1");
	is_text("SELECT group_concat(born) FROM client", "1990-05-02,1973-04-12,1973-04-12");
	is_text("SELECT group_concat(phone) FROM client",
	    "+15550101,(416) 555-0134,0412 345 678,555");
	is_text("SELECT given || family FROM client WHERE external_id = '0072'",
	    "'Cy't Hooft");
	importing(p, "clients", rows, NULL);
	counted(4, 0, 0, 4, 0);
	practice_close(p);
}

/* Rows that an older program took with the apostrophe are the same rows. */
static void
what_was_read_before_stays(void **state)
{
	struct practice *p = importing_new("before.db");
	static const char rows[] = "external_id,family,email\n"
	    "'721,Poe,a@x.example\n'722,Roe,b@x.example\n";

	importing(p, "clients", rows, NULL);
	dbfile_sql(importing_path(), "UPDATE client SET external_id = '''' || external_id;"
	    "UPDATE import_row SET identity = replace(identity, 'id:', 'id:''')");
	importing(p, "clients", rows, NULL);
	counted(2, 0, 0, 2, 0);
	importing(p, "clients", "external_id,family,email\n'721,Poe,c@x.example\n", NULL);
	counted(1, 0, 1, 0, 0);
	is_text("SELECT external_id || email FROM client WHERE id = 1", "721c@x.example");
	assert_int_equal(number_of("SELECT count(*) FROM client"), 2);
	/* a visit that names one as the older program did */
	importing(p, "sessions", "client,date\n'722,2026-01-05\n", NULL);
	counted(1, 1, 0, 0, 0);
	/* it read the lines of a cell as one */
	importing(p, "clients", "external_id,family,phone\n723,Lee,0412345678 0412345679\n",
	    NULL);
	importing(p, "clients", "external_id,family,phone\n723,Lee,\"0412345678\n0412345679\"\n",
	    NULL);
	counted(1, 0, 0, 1, 0);
	practice_close(p);
}

static void
spoilt_numbers_are_not_kept(void **state)
{
	struct practice *p = importing_new("spoilt.db");

	importing(p, "clients", "external_id,given,phone,postcode\n"
	    "1,Ada,4.47701E+11,1E5\n2,Bea,\"4,47701E+11\",1E+05\n"
	    "7.21045E+12,Cy,0412,2139\n7.21045E+12,Di,4165550134.0,\n", NULL);
	counted(4, 4, 0, 0, 0);
	is_text("SELECT group_concat(phone) FROM client", "0412,4165550134");
	is_text("SELECT group_concat(postcode) FROM client", "1E5,2139");
	is_text("SELECT group_concat(external_id) FROM client", "1,2");
	said("noted 0 Phone: 2 cells have numbers whose digits a spreadsheet has rounded "
	    "away: left blank, such as \"4.47701E+11\".");
	importing(p, "sessions", "client,date\n7.21045E+12,2026-01-05\n",
	    "[sessions]\ncreate = client\n");
	counted(1, 0, 0, 0, 1);
	said("refused 2:1 Client \"7.21045E+12\" is a number whose digits");
	practice_close(p);
}

static void
addresses_are_taken_out(void **state)
{
	struct practice *p = importing_new("addresses.db");

	importing(p, "clients", "family,phone,email\n"
	    "A,tel:+1-416-555-0134,mailto:ada@x.example\n"
	    "B,\xe2\x80\xaa+1 416 555 0135\xe2\x80\xac,\"Bea Roe <bea@x.example>\"\n"
	    "C,p:+14165550136,<cy@x.example>;\n"
	    "D,Tel: 555 0137,MAILTO:di@x.example?subject=Hi\n", NULL);
	counted(4, 4, 0, 0, 0);
	is_text("SELECT group_concat(email) FROM client",
	    "ada@x.example,bea@x.example,cy@x.example,di@x.example");
	is_text("SELECT group_concat(phone) FROM client",
	    "+1-416-555-0134,+1 416 555 0135,+14165550136,555 0137");
	practice_close(p);
}

static void
born_is(struct practice *p, const char *cell, const char *expected)
{
	AUTO_BUF struct buf rows = BUF_INIT;
	AUTO_FREE char *born = NULL;

	dbfile_sql(importing_path(), "DELETE FROM client; DELETE FROM import_row");
	buf_addf(&rows, "family,born\nLee,\"%s\"\n", cell);
	importing(p, "clients", rows.s, NULL);
	counted(1, 1, 0, 0, 0);
	born = text_of("SELECT born FROM client");
	if (strcmp(born, expected) != 0)
		fail_msg("%s was read as %s; said:\n%s", cell, born, imported.said.s);
}

static void
days_are_written_in_many_ways(void **state)
{
	static const char *const same[] = { "19730412", "19730412.0", "1973-04-12",
	    "1973-04-12T00:00:00.000Z", "19730412T000000Z", "4/12/1973 0:00",
	    "4/12/1973 12:00:00 AM", "Thu 12 Apr 1973", "Thursday, April 12, 1973",
	    "Thu, 12 Apr 1973 00:00:00 -0400", "April 12th, 1973", "12th of April 1973",
	    "Thu Apr 12 1973 00:00:00 GMT-0400 (Eastern Daylight Time)",
	    "12 avril 1973", "jeudi 12 avril 1973", "12-Apr-73", "12 avr. 1973",
	    "1973-04-12 00:00:00 UTC", "'12 Apr 1973", "1973/04/12" };
	/* six digits, a serial number, a day that is none, another weekday */
	static const char *const none[] = { "730412", "26766", "19731345", "18000101",
	    "Fri 12 Apr 1973", "123456789", "1973", "April 1973" };
	struct practice *p = importing_new("days.db");
	size_t i;

	p->context.date_order = DATE_MDY;
	for (i = 0; i < ARRAY_LEN(same); i++)
		born_is(p, same[i], "1973-04-12");
	for (i = 0; i < ARRAY_LEN(none); i++)
		born_is(p, none[i], "");
	born_is(p, "1er mars 1973", "1973-03-01");
	born_is(p, "15 ao\xc3\xbbt 1973", "1973-08-15");
	/* two digits of a year of birth are never to come */
	born_is(p, "4/12/27", "1927-04-12");
	born_is(p, "12-Apr-26", "1926-04-12");
	born_is(p, "3/12/26", "2026-03-12");
	practice_close(p);
}

static void
length_follows_from_the_instants(void **state)
{
	struct practice *p = importing_new("instants.db");
	struct err e;

	assert_true(clock_set_zone("America/Toronto", &e));
	importing(p, "sessions", "external_id,start_at,end_at,client\n"
	    "1,2026-03-08T06:30:00Z,2026-03-08T07:30:00Z\n"
	    "2,2026-11-01T05:30:00Z,2026-11-01T06:30:00Z\n"
	    "3,2026-11-01 06:30:00 UTC,2026-11-01 08:15:00 UTC\n"
	    "4,2026-03-08T14:00:00-04:00,2026-03-08T15:15:00-04:00\n"
	    "5,2026-03-08T14:00:00-04:00,2026-03-08T13:00:00-04:00\n", NULL);
	counted(5, 4, 0, 0, 1);
	said("refused 6:3 It ends before it starts");
	is_text("SELECT group_concat(minutes) FROM (SELECT * FROM session ORDER BY id)", "60,60,105,75");
	is_text("SELECT group_concat(start) FROM (SELECT * FROM session ORDER BY id)", "90,90,90,840");
	assert_int_equal(number_of("SELECT sum(minutes_assumed) FROM session"), 0);
	importing(p, "sessions", "external_id,start,end,client\n"
	    "6,2026-03-08T06:30:00Z,2026-03-08T07:30:00Z\n"
	    "7,2026-04-08 10:00-11:00,\n", NULL);
	assert_int_equal(number_of("SELECT minutes FROM session WHERE external_id = '6'"), 60);
	assert_true(clock_set_zone("UTC", &e));
	practice_close(p);
}

/* A visit is not lost over its label: the service is found by it the next time. */
static void
long_names_are_kept(void **state)
{
	struct practice *p = importing_new("long.db");
	AUTO_BUF struct buf rows = BUF_INIT;
	char name[136], longer[301];

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	memset(longer, 's', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	buf_addf(&rows, "external_id,client,service,date\n1,%s,%s,2026-01-05\n"
	    "2,B,%s,2026-01-06\n3,%s,%s,2026-01-05\n4,B,%s,2026-01-06\n", name, name, name,
	    name, longer, longer);
	importing(p, "sessions", rows.s, "[sessions]\ncreate = client, service\n");
	counted(4, 4, 0, 0, 0);
	assert_int_equal(imported.r.made_services, 2);
	/* too long for an id, and known again in the same batch */
	assert_int_equal(imported.r.made_clients, 2);
	is_text("SELECT name FROM service WHERE id = 1", name);
	is_text("SELECT group_concat(coalesce(code, 'blank')) FROM service", "blank,blank");
	is_text("SELECT family FROM client WHERE id = 1", name);
	assert_int_equal(number_of("SELECT length(name) FROM service WHERE id = 2"), 200);
	buf_cut(&rows, 0);
	buf_addf(&rows, "service: %s", longer);
	is_text("SELECT notes FROM session WHERE id = 3", rows.s);
	said("noted 4 Service (column 3) is cut to 200 characters; the whole is in the "
	    "notes.");
	practice_close(p);
}

static void
what_is_too_long_is_cut(void **state)
{
	struct practice *p = importing_new("cut.db");
	AUTO_BUF struct buf rows = BUF_INIT, whole = BUF_INIT;
	int i;

	for (i = 0; i < 50; i++)
		buf_adds(&whole, "12 Long Street, ");
	buf_addf(&rows, "family,address,phone\nLee,\"%s\",\"0412 345 678 (her mother, only "
	    "after five in the evening)\"\n", whole.s);
	importing(p, "clients", rows.s, NULL);
	counted(1, 1, 0, 0, 0);
	assert_true(number_of("SELECT length(address) FROM client") <= 200);
	is_text("SELECT substr(address, -4) FROM client", "ong\xe2\x80\xa6");
	assert_true(number_of("SELECT instr(notes, 'address: 12 Long') > 0 AND "
	    "instr(notes, 'phone: 0412 345 678 (her mother, only after') > 0 FROM client"));
	said("noted 2 Phone must have at most 40 characters");
	practice_close(p);
}

/* Money is read as it stands or not at all. */
static void
money_is_never_guessed(void **state)
{
	struct practice *p = importing_new("money.db");

	importing(p, "receipts", "number,date,description,amount,tax\n"
	    "1,2026-01-05,A,\"1 234,50\xc2\xa0$\",N/A\n2,2026-01-05,B,(6.00),-\n"
	    "3,2026-01-05,C,\"-$1,145.00\",\n4,2026-01-05,D,\"1.234,56\",0\n"
	    "5,2026-01-05,E,1.2E+03,0\n6,2026-01-05,F,N/A,0\n7,2026-01-05,G,12.00,soon\n"
	    "8,2026-01-05,H,\"=\"\"12.50\"\"\",'1.05\n9,2026-01-05,I,AU$ 12.50,\n"
	    "10,2026-01-05,J,CA$12.50,\n11,2026-01-05,K,US$12.50,\n"
	    "12,2026-01-05,L,10 %,\n", NULL);
	counted(12, 8, 0, 0, 4);
	is_text("SELECT group_concat(amount / 100) FROM receipt_line",
	    "123450,-600,-114500,123456,1250,1250,1250,1250");
	said("refused 6:4 Amount must be an amount");
	said("refused 7:4 Amount is missing");
	said("refused 8:5 Tax must be an amount");
	importing(p, "services", "code,name,price\nA,Peel,from $50\nB,Wax,12\n", NULL);
	counted(2, 2, 0, 0, 0);
	said("noted 2 Price must be an amount such as 12.50, below 100,000,000,000, not "
	    "\"from $50\" (column 3): left blank.");
	practice_close(p);
}

/* Many alike are counted, not told one by one. */
static void
many_are_counted(void **state)
{
	struct practice *p = importing_new("many.db");
	AUTO_BUF struct buf rows = BUF_INIT;
	int i;

	buf_adds(&rows, "external_id,family,born\n");
	for (i = 0; i < 500; i++)
		buf_addf(&rows, "%d,Lee,soon\n", i);
	importing(p, "clients", rows.s, NULL);
	counted(500, 500, 0, 0, 0);
	said("noted 0 Born: 500 cells could not be read and were left blank, such as "
	    "\"soon\".");
	assert_true(imported.said.len < 4000);
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(no_value_is_blank),
    cmocka_unit_test(names_and_answers_stay),
    cmocka_unit_test(guards_are_taken_off),
    cmocka_unit_test(what_was_read_before_stays),
    cmocka_unit_test(spoilt_numbers_are_not_kept),
    cmocka_unit_test(addresses_are_taken_out),
    cmocka_unit_test(days_are_written_in_many_ways),
    cmocka_unit_test(length_follows_from_the_instants),
    cmocka_unit_test(long_names_are_kept),
    cmocka_unit_test(what_is_too_long_is_cut),
    cmocka_unit_test(money_is_never_guessed),
    cmocka_unit_test(many_are_counted))
