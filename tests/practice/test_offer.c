/*
 * The offer and the settings are the owner's to change, and nobody locks everyone
 * out: the last owner who can log in stays one, also where two people save at once.
 * New settings hold at once; refused ones change nothing, the clock's zone neither.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/offer.h"
#include "tests/support/clinic.h"

static char *path;
static struct practice *p;

static int
begin(void **state)
{
	static int n;
	AUTO_FREE char *name = xasprintf("offer-%d.db", n++);

	path = clinic_new(name);
	p = clinic_open(path, "mara");
	return 0;
}

static int
end(void **state)
{
	struct err err;

	practice_close(p);
	free(path);
	OK(clock_set_zone("UTC", &err));
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static bool
add_name(const struct record *r, void *arg)
{
	buf_addf(arg, "%s ", record_text(r, "name"));
	return true;
}

static void
lists(const struct record_type *type, bool all, const char *expected)
{
	AUTO_BUF struct buf names = BUF_INIT;
	struct err err;

	OK(offer_list(p, type, all, add_name, &names, &err));
	assert_string_equal(names.s, expected);
}

static struct record *
new_service(const char *name, const char *active)
{
	struct record *r = record_new(&record_service);
	struct err err;

	record_set_text(r, "name", name);
	OK(record_parse(r, &p->context, "active", active, &err));
	return r;
}

static bool
set(struct practice *by, const struct record_type *type, int64_t id, const char *field,
    const char *text, struct err *e)
{
	AUTO_RECORD struct record *base = offer_get(by, type, id, e);
	AUTO_RECORD struct record *mine = record_copy(base);

	assert_true(record_parse(mine, &by->context, field, text, e));
	return type == &record_practice ? settings_save(by, mine, base, NULL, NULL, e) :
	    offer_save(by, mine, base, NULL, NULL, e);
}

static void
lists_what_is_offered(void **state)
{
	static const char *const names[] = { "peel", "Facial", "Old wrap" };
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_RECORD struct record *r = new_service(names[i], i == 2 ? "no" : "yes");

		OK(offer_add(p, r, NULL, &err));
	}
	lists(&record_service, false, "Facial peel ");
	lists(&record_service, true, "Facial peel Old wrap ");
	lists(&record_product, true, "");
	OK(set(p, &record_service, 1, "active", "no", &err));
	lists(&record_service, false, "Facial ");
}

/* Places and hours are the owner's, time off is part of the book. */
static void
places_are_the_owners_and_time_off_is_the_books(void **state)
{
	static const struct { const struct record_type *type; const char *field, *text; } each[] = {
		{ &record_room, "name", "A" }, { &record_device, "name", "Pen" },
		{ &record_hours, "days", "mon-fri" }, { &record_block, "date", "2026-03-13" },
	};
	struct practice *desk, *books;
	struct err err;
	size_t i;

	clinic_staff(p, "desk", "front_desk");
	clinic_staff(p, "books", "bookkeeper");
	desk = clinic_open(path, "desk");
	books = clinic_open(path, "books");
	for (i = 0; i < ARRAY_LEN(each); i++) {
		AUTO_RECORD struct record *r = record_new(each[i].type);
		bool of_the_book = each[i].type == &record_block;

		OK(record_parse(r, &p->context, each[i].field, each[i].text, &err));
		assert_false(offer_add(books, r, NULL, &err));
		assert_int_equal(err.code, ERR_DENIED);
		assert_int_equal(offer_add(desk, r, NULL, &err), of_the_book);
		if (!of_the_book)
			OK(offer_add(p, r, NULL, &err));
	}
	lists(&record_room, false, "A ");
	OK(set(p, &record_room, 1, "active", "no", &err));
	lists(&record_room, false, "");
	lists(&record_room, true, "A ");
	practice_close(desk);
	practice_close(books);
}

static void
is_the_owners(void **state)
{
	AUTO_RECORD struct record *r = new_service("Facial", "yes");
	AUTO_RECORD struct record *person = record_new(&record_staff);
	struct practice *jon;
	struct err err;

	clinic_staff(p, "jon", "practitioner");
	jon = clinic_open(path, "jon");
	record_set_text(person, "name", "X");
	assert_false(offer_add(jon, r, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(offer_add(jon, person, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(set(jon, &record_staff, 1, "name", "Y", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(set(jon, &record_practice, 1, "name", "Y", &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(jon);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM service"), 0);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM staff"), 2);
}

static void
asks_for_checklists_there_are(void **state)
{
	AUTO_RECORD struct record *r = new_service("Facial", "yes");
	struct err err;

	record_set_text(r, "checklist", "laser");
	assert_false(offer_add(p, r, NULL, &err));
	assert_string_equal(err.field, "checklist");
	record_set_text(r, "checklist", "microneedling");
	OK(offer_add(p, r, NULL, &err));
	assert_false(set(p, &record_service, r->id, "checklist", "laser", &err));
	assert_string_equal(err.field, "checklist");
	OK(set(p, &record_service, r->id, "checklist", "", &err));
}

static bool
add_edition(const struct record *r, void *arg)
{
	buf_addf(arg, "%s %lld ", record_text(r, "code"),
	    (long long)record_int(r, "edition"));
	return true;
}

static void
lists_checklists(void **state)
{
	AUTO_BUF struct buf all = BUF_INIT;
	struct err err;

	OK(offer_checklists(p, add_edition, &all, &err));
	assert_string_equal(all.s,
	    "lash 1 led 1 microneedling 1 peel 1 rf_microneedling 1 waxing 1 ");
}

/* --- people ------------------------------------------------------------------------- */

static void
keeps_the_last_owner(void **state)
{
	static const struct { const char *field, *text; } ways[] = {
		{ "role", "practitioner" }, { "active", "no" }, { "login", "" }, { "room", "yes" },
	};
	struct err err;
	int64_t eve;
	size_t i;

	for (i = 0; i < ARRAY_LEN(ways); i++) {
		assert_false(set(p, &record_staff, 1, ways[i].field, ways[i].text, &err));
		assert_int_equal(err.code, ERR_INVALID);
		assert_string_equal(err.field, ways[i].field);
	}
	OK(set(p, &record_staff, 1, "name", "Mara R.", &err));
	eve = clinic_staff(p, "eve", "owner");
	OK(set(p, &record_staff, eve, "active", "no", &err));
	assert_false(set(p, &record_staff, 1, "active", "no", &err));
	OK(set(p, &record_staff, eve, "room", "yes", &err));
	OK(set(p, &record_staff, eve, "active", "yes", &err));
	assert_false(set(p, &record_staff, 1, "active", "no", &err));
	OK(set(p, &record_staff, eve, "room", "no", &err));
	OK(set(p, &record_staff, 1, "role", "practitioner", &err));
	assert_false(set(p, &record_staff, eve, "role", "read_only", &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM staff WHERE "
	    "role = 'owner' AND active = 1"), 1);
}

/* Two owners, each taking the other's role away with what they saw before. */
static void
keeps_an_owner_when_two_save(void **state)
{
	int64_t eve = clinic_staff(p, "eve", "owner");
	struct practice *other = clinic_open(path, "mara");
	struct err err;
	AUTO_RECORD struct record *base = offer_get(other, &record_staff, 1, &err);
	AUTO_RECORD struct record *mine = record_copy(base);

	record_set_text(mine, "role", "practitioner");
	OK(set(p, &record_staff, eve, "active", "no", &err));
	assert_false(offer_save(other, mine, base, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	practice_close(other);
}

/* Two give the same code or login in the same second: the second learns whose it is. */
static void
a_code_is_one_records_alone(void **state)
{
	AUTO_RECORD struct record *peel = new_service("Peel", "yes");
	AUTO_RECORD struct record *facial = new_service("Facial", "yes");
	AUTO_RECORD struct record *one = record_new(&record_product);
	AUTO_RECORD struct record *two = record_new(&record_product);
	AUTO_RECORD struct record *eve = record_new(&record_staff);
	struct practice *other = clinic_open(path, "mara");
	struct err err;

	record_set_text(peel, "code", "P1");
	record_set_text(facial, "code", "p1");
	OK(offer_add(other, peel, NULL, &err));
	assert_false(offer_add(p, facial, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "code");
	assert_string_equal(err.text, "Code \"p1\" is taken: Peel has it.");
	record_set_text(facial, "code", "f1");
	OK(offer_add(p, facial, NULL, &err));
	assert_false(set(p, &record_service, facial->id, "code", "P1", &err));
	assert_string_equal(err.text, "Code \"P1\" is taken: Peel has it.");
	/* its own is no other's */
	OK(set(p, &record_service, facial->id, "code", "F1", &err));
	record_set_text(one, "name", "Cream");
	record_set_text(one, "code", "C");
	record_set_text(two, "name", "Balm");
	record_set_text(two, "code", "C");
	OK(offer_add(other, one, NULL, &err));
	assert_false(offer_add(p, two, NULL, &err));
	assert_string_equal(err.text, "Code \"C\" is taken: Cream has it.");
	record_set_text(eve, "name", "Eve");
	record_set_text(eve, "role", "owner");
	record_set_text(eve, "login", "mara");
	assert_false(offer_add(p, eve, NULL, &err));
	assert_string_equal(err.field, "login");
	assert_non_null(strstr(err.text, "Login \"mara\" is taken: "));
	/* of one who has left the login is still theirs */
	clinic_staff(p, "ida", "practitioner");
	OK(set(p, &record_staff, 2, "active", "no", &err));
	record_set_text(eve, "login", "ida");
	assert_false(offer_add(p, eve, NULL, &err));
	assert_string_equal(err.field, "login");
	assert_string_equal(err.text, "Not saved: another record of staff has the same "
	    "login.");
	practice_close(other);
}

/* --- settings --------------------------------------------------------------------------- */

static void
new_settings_hold_at_once(void **state)
{
	struct err err;

	OK(set(p, &record_practice, 1, "date_order", "dmy", &err));
	assert_int_equal(p->context.date_order, DATE_DMY);
	OK(set(p, &record_practice, 1, "twelve_hour", "yes", &err));
	assert_true(p->context.twelve_hour);
	OK(clock_fix("2026-03-12T23:30Z", &err));
	OK(set(p, &record_practice, 1, "timezone", "Europe/Vienna", &err));
	assert_int_equal(p->context.today, date_from_iso("2026-03-13"));
	assert_int_equal(clock_minutes(), 30);
	assert_string_equal(record_text(p->settings, "timezone"), "Europe/Vienna");
}

static void
refused_settings_change_nothing(void **state)
{
	static const struct { const char *field, *text; } bad[] = {
		{ "timezone", "Europe/Wien" }, { "timezone", "../etc/passwd" },
		{ "currency", "EU" }, { "currency", "eur" }, { "currency", "€" },
		{ "review_link", "g.page/r/abc" }, { "review_link", "https://a b" },
		{ "review_link", "javascript:alert(1)" },
	};
	AUTO_RECORD struct record *base = record_copy(p->settings);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++) {
		if (set(p, &record_practice, 1, bad[i].field, bad[i].text, &err))
			fail_msg("%s", bad[i].text);
		assert_int_equal(err.code, ERR_INVALID);
	}
	/* the zone is good, something else is not */
	OK(clock_fix("2026-03-12T10:00Z", &err));
	record_set_text(mine, "timezone", "Europe/Vienna");
	record_set_text(mine, "currency", "eur");
	assert_false(settings_save(p, mine, base, NULL, NULL, &err));
	record_set_text(mine, "currency", "EUR");
	record_set_int(mine, "default_minutes", 1);
	assert_false(settings_save(p, mine, base, NULL, NULL, &err));
	assert_int_equal(clock_minutes(), 600);
	assert_string_equal(record_text(p->settings, "timezone"), "UTC");
	record_set_int(mine, "default_minutes", 45);
	record_set_text(mine, "review_link", "https://g.page/r/abc/review");
	OK(settings_save(p, mine, base, NULL, NULL, &err));
}

TEST_MAIN(
    CASE(lists_what_is_offered),
    CASE(places_are_the_owners_and_time_off_is_the_books),
    CASE(is_the_owners),
    CASE(asks_for_checklists_there_are),
    CASE(lists_checklists),
    CASE(keeps_the_last_owner),
    CASE(keeps_an_owner_when_two_save),
    CASE(a_code_is_one_records_alone),
    CASE(new_settings_hold_at_once),
    CASE(refused_settings_change_nothing))
