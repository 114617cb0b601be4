/*
 * Proves that receipts come in a line a row: several clients on one number, equal
 * lines, exact amounts, items found by name or code, and that nothing sold is lost.
 * Services and products come in as codes and prices.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

#define MAKE "[receipts]\ncreate = client, staff\n"

static void
offer(struct practice *p)
{
	importing(p, "services", "IsActive,Code,Desc,Cate,Price,Cost\n"
	    "TRUE,PL,Peel,FACE,82,10\nFALSE,CON,Consultation,,0,\nTRUE,MIS,,MISC,0,0\n",
	    NULL);
	counted(3, 3, 0, 0, 0);
	importing(p, "products", "SKU,Description,Retail price,Stock,Supplier\n"
	    "BALM,Balm 30ml,\"$1,030.50\",3,VENUS\nPL2,Peel,5,,\n", NULL);
	counted(2, 2, 0, 0, 0);
}

static void
the_offer_comes_in(void **state)
{
	struct practice *p = importing_new("offer.db");

	offer(p);
	is_text("SELECT group_concat(code || ' ' || name || ' ' || active || ' ' || price, "
	    "'; ') FROM service", "PL Peel 1 820000; CON Consultation 0 0; MIS MIS 1 0");
	is_text("SELECT name || price || on_hand || supplier || kind FROM product "
	    "WHERE code = 'BALM'", "Balm 30ml103050003VENUSretail");
	/* a code without case is the same service; blanks leave */
	importing(p, "services", "Code,Desc,Price\npl,Peel deep,\n", NULL);
	counted(1, 0, 1, 0, 0);
	is_text("SELECT code || name || price FROM service WHERE id = 1",
	    "plPeel deep820000");
	practice_close(p);
}

static const char lines[] = "Receipt,Date,Description,Client,Staff,Quantity,Amount,GST,PST\n"
    "10,03/15/2018,Peel,A,JJ,1,82,4.1,6.56\n"
    "10,03/15/2018,Balm 30ml,A,JJ,2,60.5,3.025,4.84\n"
    "10,03/15/2018,Peel,B,JJ,1,82,4.1,6.56\n"
    "10,03/16/2018,con,A,,1,0,0,0\n"
    "11,03/16/2018,Balm 30ml,B,JJ,-1,-30.25,-1.5125,-2.42\n"
    "11,03/16/2018,Gift wrap,,JJ,1,1.2345,,\n"
    "11,03/16/2018,,,JJ,1,5,,\n"
    "11,03/16/2018,Gift wrap,,JJ,1,1.2345,,\n";

static void
a_row_is_a_line(void **state)
{
	struct practice *p = importing_new("lines.db");
	int64_t entries;

	offer(p);
	importing(p, "receipts", lines, MAKE "item = Description\n");
	counted(8, 8, 0, 0, 0);
	is_text("SELECT group_concat(number || ' ' || coalesce(client, '-') || ' ' || date || "
	    "' ' || state || ' ' || origin, '; ') FROM (SELECT * FROM receipt ORDER BY id)",
	    "10 1 2018-03-15 closed import; 10 2 2018-03-15 closed import; "
	    "10 1 2018-03-16 closed import; 11 2 2018-03-16 closed import; "
	    "11 - 2018-03-16 closed import");
	is_text("SELECT group_concat(receipt || '.' || position || ' ' || quantity || ' ' || "
	    "amount || ' ' || tax || ' ' || tax2 || ' ' || coalesce('s' || service, 'p' || "
	    "product, '-') || ' ' || description, '; ') FROM (SELECT * FROM receipt_line "
	    "ORDER BY id)",
	    "1.1 1 820000 41000 65600 s1 Peel; 1.2 2 605000 30250 48400 p1 Balm 30ml; "
	    "2.1 1 820000 41000 65600 s1 Peel; 3.1 1 0 0 0 s2 con; "
	    "4.1 -1 -302500 -15125 -24200 p1 Balm 30ml; 5.1 1 12345 0 0 - Gift wrap; "
	    "5.2 1 50000 0 0 - (no description); 5.3 1 12345 0 0 - Gift wrap");
	entries = number_of("SELECT count(*) FROM journal");
	importing(p, "receipts", lines, MAKE "item = Description\n");
	counted(8, 0, 0, 8, 0);
	assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	practice_close(p);
}

/* Receipts that come before what they sold find it when their file is read once more; what
 * somebody has linked by hand meanwhile stays. */
static void
what_was_sold_may_come_later(void **state)
{
	struct practice *p = importing_new("later.db");
	int64_t entries;

	importing(p, "receipts", lines, MAKE "item = Description\n");
	counted(8, 8, 0, 0, 0);
	said("noted 0 7 lines are of no service or product here, such as \"Peel\"");
	offer(p);
	dbfile_sql(importing_path(), "UPDATE receipt_line SET product = 1 WHERE id = 6");
	importing(p, "receipts", lines, MAKE "item = Description\n");
	counted(8, 0, 5, 3, 0);
	said("noted 0 1 line is of no service or product here, such as \"Gift wrap\"");
	is_text("SELECT group_concat(coalesce('s' || service, 'p' || product, '-'), ' ') "
	    "FROM (SELECT * FROM receipt_line ORDER BY id)", "s1 p1 s1 s2 p1 p1 - -");
	entries = number_of("SELECT count(*) FROM journal");
	importing(p, "receipts", lines, MAKE "item = Description\n");
	counted(8, 0, 0, 8, 0);
	assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	practice_close(p);
}

/* Description by itself finds items too; price and quantity make an amount; taxes
 * in two columns add up. */
static void
amounts_are_made(void **state)
{
	struct practice *p = importing_new("amounts.db");

	offer(p);
	importing(p, "receipts", "number,date,description,unit price,qty,discount,state,t1,t2\n"
	    "1,2018-03-15,Peel,82.00,2,4,,1.1,2.02\n2,2018-03-15,Peel,82,1,,void,1,\n"
	    "3,2018-03-15,Peel,,1,,,,\n", "[receipts]\ntax = t1 + t2\n");
	counted(3, 2, 0, 0, 1);
	said("refused 4:0 Amount is missing");
	is_text("SELECT group_concat(amount || ' ' || tax || ' ' || service || ' ' || state, "
	    "'; ') FROM receipt_line l JOIN receipt r ON r.id = l.receipt",
	    "1600000 31200 1 closed; 820000 10000 1 void");
	/* nothing is left of the row that was refused */
	assert_int_equal(number_of("SELECT count(*) FROM receipt"), 2);
	practice_close(p);
}

/* A row with a key of its own is the same line when its number of receipt changes. */
static void
a_line_may_move(void **state)
{
	static const char ini[] = MAKE "key = line\n";
	struct practice *p = importing_new("move.db");

	importing(p, "receipts", "line,number,date,item,amount\n1,5,2018-03-15,Tea,1\n"
	    "2,6,2018-03-15,Tea,1\n", ini);
	counted(2, 2, 0, 0, 0);
	importing(p, "receipts", "line,number,date,item,amount\n1,6,2018-03-15,Tea,2\n"
	    "2,6,2018-03-15,Tea,1\n", ini);
	counted(2, 0, 1, 1, 0);
	is_text("SELECT group_concat(receipt || '.' || position || ' ' || amount, '; ') "
	    "FROM receipt_line", "2.2 20000; 2.1 10000");
	importing(p, "receipts", "line,number,date,item,amount\n3,7,2018-03-15,Jar,2\n",
	    "[receipts]\ncreate = product\n");
	counted(1, 1, 0, 0, 0);
	assert_int_equal(imported.r.made_products, 1);
	is_text("SELECT code || name FROM product", "JarJar");
	practice_close(p);
}

/* A receipt written here is never added to, whatever its number. */
static void
receipts_of_ours_stay(void **state)
{
	struct practice *p = importing_new("ours.db");

	dbfile_sql(importing_path(), "INSERT INTO receipt(version, number, date, state, origin) "
	    "VALUES (1, '10', '2018-03-15', 'closed', 'here')");
	importing(p, "receipts", "number,date,item,amount\n10,2018-03-15,Tea,1\n", NULL);
	counted(1, 1, 0, 0, 0);
	assert_int_equal(number_of("SELECT receipt FROM receipt_line"), 2);
	practice_close(p);
}

/* A refund is linked to the same client's receipt of that number, once. */
static void
a_refund_knows_its_receipt(void **state)
{
	static const char rows[] = "number,client,date,item,amount,corrects\n"
	    "7,a,2018-03-15,Tea,4,\n7,b,2018-03-15,Tea,5,\n8,b,2018-03-16,Tea,-5,7\n"
	    "9,a,2018-03-16,Tea,-1,12\n10,,2018-03-16,Tea,-1,7\n";
	static const char ini[] = "[receipts]\ncreate = client\n";
	struct practice *p = importing_new("refund.db");

	importing(p, "receipts", rows, ini);
	counted(5, 5, 0, 0, 0);
	said("noted 5 There is no receipt \"12\" of this client before it: it is not linked "
	    "to one.");
	said("noted 6 There is no receipt \"7\" of this client");
	is_text("SELECT group_concat(number || ' ' || corrects, '; ') FROM receipt "
	    "WHERE corrects IS NOT NULL", "8 2");
	importing(p, "receipts", rows, ini);
	counted(5, 0, 0, 5, 0);
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(a_refund_knows_its_receipt),
    cmocka_unit_test(the_offer_comes_in),
    cmocka_unit_test(a_row_is_a_line),
    cmocka_unit_test(what_was_sold_may_come_later),
    cmocka_unit_test(amounts_are_made),
    cmocka_unit_test(a_line_may_move),
    cmocka_unit_test(receipts_of_ours_stay))
