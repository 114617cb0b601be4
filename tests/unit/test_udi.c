/*
 * Proves that the code on a box says its item, lot and dates as GS1 and HIBC write them,
 * that a code that is wrong or cut is refused with what is wrong, that a code which could
 * say two things says both, and that a lot as it is typed is none of them.
 *
 * The items are of the range that GS1 keeps for examples (952), the labelers invented.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "exchange/udi.h"
#include "tests/support/test.h"

#define TODAY date_make(2026, 11, 29)
#define ITEM "09521101530001"

static void
add_day(struct buf *out, const char *name, date_day d)
{
	char iso[DATE_ISO_SIZE];

	if (d != DATE_NONE)
		buf_addf(out, " %s=%s", name, date_to_iso(d, iso));
}

static void
add_text(struct buf *out, const char *name, const char *text)
{
	if (*text != '\0')
		buf_addf(out, " %s=%s", name, text);
}

/* All that is read of the code, " | " between readings; "" for a lot as typed. */
static void
assert_reads(const char *code, const char *expected)
{
	AUTO_BUF struct buf all = BUF_INIT;
	struct udi readings[UDI_READINGS];
	struct err e = { 0 };
	size_t n, i;

	if (!udi_read(code, TODAY, readings, &n, &e))
		fail_msg("%s: %s", code, e.text);
	for (i = 0; i < n; i++) {
		const struct udi *u = &readings[i];

		buf_adds(&all, i > 0 ? " |" : "");
		add_text(&all, "item", u->item);
		add_text(&all, "lot", u->lot);
		add_text(&all, "serial", u->serial);
		add_day(&all, "to", u->expires);
		add_day(&all, "made", u->made);
		add_text(&all, "check", (char[2]){ u->check, '\0' });
		add_text(&all, "link", (char[2]){ u->link, '\0' });
		if (u->quantity > 0)
			buf_addf(&all, " of=%d", u->quantity);
	}
	if (strcmp(all.s, expected) != 0)
		fail_msg("%s\n  is read as  %s\n  and not     %s", code, all.s, expected);
}

static void
assert_refused(const char *code, const char *words)
{
	struct udi readings[UDI_READINGS];
	struct err e = { 0 };
	size_t n = 1;

	if (udi_read(code, TODAY, readings, &n, &e))
		fail_msg("%s is taken", code);
	assert_int_equal(n, 0);
	assert_int_equal(e.code, ERR_INVALID);
	if (strstr(e.text, words) == NULL)
		fail_msg("%s\n  says     %s\n  and not  %s", code, e.text, words);
}

static void
gs1_with_separators(void **state)
{
	assert_reads("]d201" ITEM "10B77\x1d" "17271130", " item=" ITEM " lot=B77 to=2027-11-30");
	assert_reads("]C101" ITEM "1727113010ABCDEFGHIJ0123456789\x1d" "21S-1",
	    " item=" ITEM " lot=ABCDEFGHIJ0123456789 serial=S-1 to=2027-11-30");
	assert_reads("]Q301" ITEM "10B77", " item=" ITEM " lot=B77");
	/* One in front and one behind add nothing. */
	assert_reads("\x1d" "01" ITEM "1727113010B77\x1d", " item=" ITEM " lot=B77 to=2027-11-30");
	/* In any order, with others in between. */
	assert_reads("10B77\x1d" "240REF-9\x1d" "3012\x1d" "3102001250" "01" ITEM,
	    " item=" ITEM " lot=B77 of=12");
	assert_reads("21S1\x1d" "1726010111250601" "01" ITEM "10b%7/a",
	    " item=" ITEM " lot=b%7/a serial=S1 to=2026-01-01 made=2025-06-01");
	/* As a field shows it. */
	assert_reads("01" ITEM "10B77^]17271130", " item=" ITEM " lot=B77 to=2027-11-30");
	/* A separator says where the lot ends, whatever its digits could be. */
	assert_reads("01" ITEM "10AB1217270228\x1d" "21S1",
	    " item=" ITEM " lot=AB1217270228 serial=S1");
}

static void
gs1_without_separators(void **state)
{
	assert_reads("01" ITEM "1727113010B77", " item=" ITEM " lot=B77 to=2027-11-30");
	assert_reads("01" ITEM "172711301024060115", " item=" ITEM " lot=24060115 to=2027-11-30");
	assert_reads("01" ITEM "10B7717271130", " item=" ITEM " lot=B7717271130 |"
	    " item=" ITEM " lot=B77 to=2027-11-30");
	assert_reads("01" ITEM "10B7721S9", " item=" ITEM " lot=B7721S9 |"
	    " item=" ITEM " lot=B77 serial=S9");
	/* No month 13 and no second expiry: one reading. */
	assert_reads("01" ITEM "10B7717271330", " item=" ITEM " lot=B7717271330");
	assert_reads("01" ITEM "1728010110B7717271130",
	    " item=" ITEM " lot=B7717271130 to=2028-01-01");
	/* The second code of a box, or a lot that looks like it. */
	assert_reads("1727113010B77", " lot=1727113010B77 | lot=B77 to=2027-11-30");
}

static void
gs1_as_typed(void **state)
{
	assert_reads("(01)" ITEM "(17)271130(10)B77", " item=" ITEM " lot=B77 to=2027-11-30");
	assert_reads("(10)B(77)(01)" ITEM, " item=" ITEM " lot=B(77)");
	assert_refused("(01" ITEM "(10)B77", "parentheses");
	assert_refused("(01)" ITEM "(10)", "its lot is missing");
}

static void
gs1_days(void **state)
{
	assert_reads("01" ITEM "1727020010B", " item=" ITEM " lot=B to=2027-02-28");
	assert_reads("01" ITEM "1728020010B", " item=" ITEM " lot=B to=2028-02-29");
	assert_reads("01" ITEM "1727120010B", " item=" ITEM " lot=B to=2027-12-31");
	assert_refused("01" ITEM "1727023010B", "expiry, 2027-02-30");
	assert_refused("01" ITEM "1727130110B", "expiry, 2027-13-01");
	assert_refused("01" ITEM "1727000010B", "expiry, 2027-00-00");
	assert_refused("01" ITEM "172A113010B", "expiry holds \"A\"");
	/* Fifty years ahead is this century, 51 the last; 50 back would be the next. */
	assert_reads("01" ITEM "1776010110B", " item=" ITEM " lot=B to=2076-01-01");
	assert_reads("01" ITEM "1777010110B", " item=" ITEM " lot=B to=1977-01-01");
	assert_reads("01" ITEM "1700010110B", " item=" ITEM " lot=B to=2000-01-01");
	/* Made is never to; best before stands where nothing says to. */
	assert_reads("01" ITEM "1127022110B", " item=" ITEM " lot=B made=2027-02-21");
	assert_reads("01" ITEM "1527113010B", " item=" ITEM " lot=B to=2027-11-30");
	assert_reads("01" ITEM "15271130" "1728010110B", " item=" ITEM " lot=B to=2028-01-01");
	assert_reads("01" ITEM "70032711301400\x1d" "10B", " item=" ITEM " lot=B to=2027-11-30");
}

static void
gs1_wrong_or_cut(void **state)
{
	char lot[] = "01" ITEM "10ABCDEFGHIJ0123456789X";

	assert_refused("010952110153000410B77", "is 4 and should be 1");
	assert_refused("01095211015300", "item has 12 of 14");
	assert_refused("]d201" ITEM "172711", "expiry has 4 of 6");
	assert_refused(lot, "21 characters; 20 is the most");
	lot[sizeof(lot) - 2] = '\0';
	assert_reads(lot, " item=" ITEM " lot=ABCDEFGHIJ0123456789");
	assert_refused("]d201" ITEM "10", "its lot is missing");
	assert_refused("]d201" ITEM "10A B\x1d", "which it cannot");
	assert_refused("]d201" ITEM "5512", "no field begins");
	assert_refused("]d201" ITEM "10A\x1d" "10B\x1d", "two things of its lot");
	assert_reads("]d201" ITEM "10A\x1d" "10A\x1d", " item=" ITEM " lot=A");
	assert_refused("]d2", "empty");
}

static void
retail_boxes(void **state)
{
	assert_reads("9521101530001", " item=" ITEM);
	assert_reads("]E09521101530001", " item=" ITEM);
	assert_reads("012345678905", " item=00012345678905");
	/* Of another check digit it is a lot of thirteen digits. */
	assert_reads("9521101530002", "");
}

static void
hibc_primary(void **state)
{
	/* The example of the standard, its check character G. */
	assert_reads("+A123BJC5D6E71G", " item=A123BJC5D6E71 check=G");
	assert_reads("*+A123BJC5D6E71G*", " item=A123BJC5D6E71 check=G");
	assert_reads("+a123bjc5d6e71g", " item=A123BJC5D6E71 check=G");
	/* A blank may be one, and is not trimmed. */
	assert_reads("+A999TIPA70 ", " item=A999TIPA70 check= ");
	assert_refused("+A999TIPA70", "check character of the code is \"0\"");
	assert_refused("+A123BJC5D6E71H", "is \"H\" and should be \"G\"");
	assert_refused("+A123BJC5D6E", "check character");
	assert_refused("+A1", "only 3 characters");
	assert_refused("+A123_JC5D6E71G", "holds a character");
}

/* The code with its right check character, found by the refusals of the others. */
static const char *
checked(const char *code)
{
	static char whole[80];
	static const char all[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
	struct udi readings[UDI_READINGS];
	struct err e;
	size_t n, i;

	for (i = 0; all[i] != '\0'; i++) {
		snprintf(whole, sizeof(whole), "%s%c", code, all[i]);
		err_clear(&e);
		if (udi_read(whole, TODAY, readings, &n, &e) ||
		    strstr(e.text, "check character") == NULL)
			return whole;
	}
	fail_msg("%s has no check character", code);
	return NULL;
}

static void
hibc_secondary(void **state)
{
	assert_reads("+$$3270228LOT7AH-", " lot=LOT7A to=2027-02-28 link=H");
	assert_reads("+$$0227LOT7AHN", " lot=LOT7A to=2027-02-28 link=H");
	assert_reads("+$$527059LOT7AH/", " lot=LOT7A to=2027-02-28 link=H");
	assert_reads("+$LOT7AHG", " lot=LOT7A link=H");
	assert_reads(checked("+$$2022827LOT7AH"), " lot=LOT7A to=2027-02-28 link=H");
	assert_reads(checked("+$$427022813LOT7AH"), " lot=LOT7A to=2027-02-28 link=H");
	assert_reads(checked("+$$62705913LOT7AH"), " lot=LOT7A to=2027-02-28 link=H");
	assert_reads(checked("+$$7LOT7AH"), " lot=LOT7A link=H");
	assert_reads(checked("+$$8243270228LOT7AH"), " lot=LOT7A to=2027-02-28 link=H of=24");
	assert_reads(checked("+$$9000120227LOT7AH"), " lot=LOT7A to=2027-02-28 link=H of=12");
	assert_reads(checked("+$+S0042H"), " serial=S0042 link=H");
	assert_reads(checked("+$$+3270228S0042H"), " serial=S0042 to=2027-02-28 link=H");
	assert_reads(checked("+27059LOT7AH"), " lot=LOT7A to=2027-02-28 link=H");
	assert_refused("+$$3270228LOT7AHA", "is \"A\" and should be \"-\"");
	assert_refused(checked("+$$3270230LOT7AH"), "expiry, 2027-02-30");
	assert_refused(checked("+$$527366LOT7AH"), "day 366 of 2027");
	assert_refused(checked("+$$32702H"), "date should have 6 digits");
	assert_refused(checked("+$$81H"), "quantity should have 2 digits");
	assert_refused(checked("+$$XLOT7AH"), "sign X");
	assert_refused(checked("+$ABCDEFGHIJ012345678H"), "19 characters");
}

static void
hibc_in_one(void **state)
{
	assert_reads("+A999PEN1230/$$3270228LOT7AZ", " item=A999PEN1230 lot=LOT7A to=2027-02-28");
	assert_reads("+A999PEN1230/$$7LOT7A/S00042/16D20260301.",
	    " item=A999PEN1230 lot=LOT7A serial=00042 made=2026-03-01");
	assert_reads(checked("+A999PEN1230/$LOT7A/14D20270228/Q12"),
	    " item=A999PEN1230 lot=LOT7A to=2027-02-28 of=12");
	assert_refused(checked("+A999PEN1230/$$7LOT7A/16D20260231"), "2026-02-31");
	assert_refused(checked("+9999PEN1230/$$7LOT7A"), "");
}

static void
lots_as_typed(void **state)
{
	assert_reads("24K118", "");
	assert_reads("", "");
	assert_reads("10", "");
	assert_reads("0112345", "");
	assert_reads("17-A", "");
	assert_reads("24118023", "");
}

TEST_MAIN(
	cmocka_unit_test(gs1_with_separators),
	cmocka_unit_test(gs1_without_separators),
	cmocka_unit_test(gs1_as_typed),
	cmocka_unit_test(gs1_days),
	cmocka_unit_test(gs1_wrong_or_cut),
	cmocka_unit_test(retail_boxes),
	cmocka_unit_test(hibc_primary),
	cmocka_unit_test(hibc_secondary),
	cmocka_unit_test(hibc_in_one),
	cmocka_unit_test(lots_as_typed))
