/*
 * What a pick field offers for a few typed letters, what it shows for a number, and
 * what it takes a person to mean: accents, codes, namesakes, what is no longer
 * offered, and text that is meant to do harm.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/offer.h"
#include "practice/picks.h"
#include "tests/support/clinic.h"

static struct practice *mara;
static char *path;
static int64_t peel, peeling, old_peel, needle, ada, ada2;

static int64_t
sells(const struct record_type *type, const char *code, const char *name,
    const char *price, bool active)
{
	AUTO_RECORD struct record *r = record_new(type);
	struct err err;

	OK(record_parse(r, &mara->context, "code", code, &err));
	OK(record_parse(r, &mara->context, "name", name, &err));
	OK(record_parse(r, &mara->context, "price", price, &err));
	record_set_int(r, "active", active);
	OK(offer_add(mara, r, NULL, &err));
	return r->id;
}

static void
place(const struct record_type *type, const char *name)
{
	AUTO_RECORD struct record *r = record_new(type);
	struct err err;

	record_set_text(r, "name", name);
	OK(offer_add(mara, r, NULL, &err));
}

static int
begin(void **state)
{
	path = clinic_new("picks.db");
	mara = clinic_open(path, "mara");
	clinic_staff(mara, "books", "bookkeeper");
	needle = sells(&record_service, "MNF", "Microneedling face", "250", true);
	peel = sells(&record_service, "PL", "Peel", "90", true);
	peeling = sells(&record_service, "PM", "Crème peel, médium", "120", true);
	old_peel = sells(&record_service, "PX", "Peel deep", "180", false);
	sells(&record_service, "", "Acne facial", "", true);
	sells(&record_product, "4006381333931", "SPF 50", "38", true);
	sells(&record_product, "1", "Balm", "12.99", true);
	sells(&record_product, "", "SPF", "30", false);
	sells(&record_service, "", "Microneedling body", "300", false);
	place(&record_room, "Blue room");
	place(&record_room, "Red room");
	place(&record_device, "pen 2");
	ada = clinic_client(mara, "given", "Ada", "family", "Byrne", "phone",
	    "555 0100", "born", "1990-04-03", NULL);
	ada2 = clinic_client(mara, "given", "Ada", "family", "Byrne", NULL);
	clinic_client(mara, "given", "Ada Mary", "family", "Byrne", NULL);
	clinic_client(mara, "given", "José", "family", "García", NULL);
	return 0;
}

static int
end(void **state)
{
	practice_close(mara);
	free(path);
	return 0;
}

static bool
see(const struct pick *pick, void *arg)
{
	buf_addf(arg, "%s (%s)%s\n", pick->text, pick->note,
	    pick->active ? "" : " no longer");
	return true;
}

static void
offers(const struct record_type *type, const char *typed, long limit,
    const char *expected)
{
	AUTO_BUF struct buf list = BUF_INIT;
	struct err err;
	bool more;

	OK(picks_list(mara, type, typed, limit, see, &list, &more, &err));
	if (more)
		buf_adds(&list, "…");
	assert_string_equal(list.s, expected);
}

static void
what_is_offered(void **state)
{
	offers(&record_service, "", 2, "Acne facial ()\n"
	    "Crème peel, médium (PM · 120.00)\n…");
	offers(&record_service, "peel", 0, "Peel (PL · 90.00)\n"
	    "Crème peel, médium (PM · 120.00)\n"
	    "Peel deep (PX · 180.00) no longer\n");
	offers(&record_service, "MEDIUM creme", 0,
	    "Crème peel, médium (PM · 120.00)\n");
	offers(&record_service, "pee", 1, "Peel (PL · 90.00)\n…");
	offers(&record_service, "face micro", 0,
	    "Microneedling face (MNF · 250.00)\n");
	offers(&record_service, "mn", 0, "Microneedling face (MNF · 250.00)\n");
	offers(&record_service, "eedling", 0, "");
	offers(&record_product, "spf50", 0, "SPF 50 (4006381333931 · 38.00)\n");
	offers(&record_product, "50", 0, "SPF 50 (4006381333931 · 38.00)\n");
	offers(&record_staff, "MARA", 0, "mara (Owner)\n");
	offers(&record_room, "blu", 0, "Blue room ()\n");
	offers(&record_device, "", 0, "pen 2 ()\n");
	offers(&record_session, "1", 0, "");
	offers(&record_client, "garc jos", 0, "García, José ()\n");
	offers(&record_client, "ada", 1, "Byrne, Ada (555 0100 · 3 Apr 1990)\n…");
}

static int64_t
means(const struct record_type *type, const char *typed)
{
	struct err err;
	int64_t id = -1;

	OK(pick_resolve(mara, type, typed, &id, &err));
	return id;
}

static void
not_clear(const struct record_type *type, const char *typed, const char *says)
{
	struct err err;
	int64_t id = -1;

	err_clear(&err);
	assert_false(pick_resolve(mara, type, typed, &id, &err));
	assert_int_equal(id, -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, type->name);
	if (strstr(err.text, says) == NULL)
		fail_msg("%s", err.text);
}

static void
what_is_meant(void **state)
{
	assert_int_equal(means(&record_service, " "), 0);
	assert_int_equal(means(&record_service, "mnf"), needle);
	assert_int_equal(means(&record_room, "RED"), 2);
	assert_int_equal(means(&record_device, "2"), 1);
	assert_int_equal(means(&record_service, "#1"), needle);
	assert_int_equal(means(&record_service, "1"), needle);
	assert_int_equal(means(&record_service, " Micro "), needle);
	/* a whole name, though others begin with it */
	assert_int_equal(means(&record_service, "PEEL"), peel);
	assert_int_equal(means(&record_service, "creme"), peeling);
	/* no longer offered: by its name, or where nothing else fits */
	assert_int_equal(means(&record_service, "peel deep"), old_peel);
	assert_int_equal(means(&record_service, "deep"), old_peel);
	assert_int_equal(means(&record_product, "spf"), 3);
	/* a code of digits before a number */
	assert_int_equal(means(&record_product, "1"), 2);
	assert_int_equal(means(&record_product, "4006381333931"), 1);
	assert_int_equal(means(&record_product, "#1"), 1);
	assert_int_equal(means(&record_client, "#2"), ada2);
	assert_int_equal(means(&record_client, "1"), ada);
	assert_int_equal(means(&record_client, "5550100"), ada);
	assert_int_equal(means(&record_client, "ada mary byrne"), 3);
	assert_int_equal(means(&record_client, "José García"), 4);
	assert_int_equal(means(&record_client, "garcia, jose"), 4);
}

static void
what_is_not_clear(void **state)
{
	int64_t id = 0;
	struct err err;

	not_clear(&record_service, "pe", "\"pe\" fits Peel, Crème peel, médium and "
	    "Peel deep: ");
	not_clear(&record_service, "xyz", "no service called \"xyz\"");
	not_clear(&record_service, "#99", "such as #12");
	not_clear(&record_service, "99", "no service called");
	not_clear(&record_service, "#", "such as #12");
	not_clear(&record_service, "#9999999999999999999999", "such as #12");
	not_clear(&record_client, "ada byrne", "Byrne, Ada (5");
	not_clear(&record_session, "peel", "such as #12");
	/* what is meant to do harm is shown as marks */
	not_clear(&record_service, "\033]0;x\a", "^[]0;x^G");
	not_clear(&record_service, "\xff\xfe", "<FF><FE>");
	not_clear(&record_client, "' OR 1=1 --", "no client called");
	not_clear(&record_client, "\" NEAR(", "no client called");
	not_clear(&record_service, "%", "no service");
	{
		AUTO_FREE char *long_text = xmalloc(100001);

		memset(long_text, 'a', 100000);
		long_text[100000] = '\0';
		not_clear(&record_service, long_text, "no service called");
		assert_false(pick_resolve(mara, &record_client, long_text, &id, &err));
	}
}

static void
what_is_shown(void **state)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err;

	OK(pick_name(mara, &record_service, needle, &out, &err));
	OK(pick_name(mara, &record_client, 4, &out, &err));
	OK(pick_name(mara, &record_staff, 0, &out, &err));
	assert_string_equal(out.s, "Microneedling faceGarcía, José");
	assert_false(pick_name(mara, &record_service, 99, &out, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	assert_true(pick_has(&record_client));
	assert_false(pick_has(&record_session));
}

static void
who_may(void **state)
{
	struct practice *books = clinic_open(path, "books");
	AUTO_BUF struct buf out = BUF_INIT;
	int64_t id = -1;
	struct err err;

	OK(pick_name(books, &record_service, needle, &out, &err));
	OK(pick_resolve(books, &record_service, "mnf", &id, &err));
	assert_false(pick_name(books, &record_client, ada, &out, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(pick_resolve(books, &record_client, "#1", &id, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(pick_resolve(books, &record_client, "ada", &id, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(picks_list(books, &record_client, "ada", 5, see, &out, NULL,
	    &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_string_equal(out.s, "Microneedling face");
	practice_close(books);
}

static bool
take(const char *text, void *arg)
{
	buf_addf(arg, "%s|", text);
	return true;
}

/* Every field that is picked from values in use lists them. */
static void
values_in_use_are_listed(void **state)
{
	AUTO_BUF struct buf out = BUF_INIT;
	const struct record_type *const *t;
	struct practice *books = clinic_open(path, "books");
	size_t i, n = 0;
	struct err err;

	for (t = record_types; *t != NULL; t++)
		for (i = 0; i < (*t)->n_fields; i++)
			if (((*t)->fields[i].flags & FIELD_IN_USE) != 0) {
				OK(pick_in_use(mara, *t, &(*t)->fields[i], "", take, &out, &err));
				n++;
			}
	assert_true(n > 5);
	buf_cut(&out, 0);
	AUTO_RECORD struct record *pen = record_new(&record_device);
	record_set_text(pen, "name", "pen 3");
	record_set_text(pen, "make", "Crown");
	OK(offer_add(mara, pen, NULL, &err));
	OK(pick_in_use(mara, &record_device, record_field(&record_device, "make"), "cro", take,
	    &out, &err));
	assert_string_equal(out.s, "Crown|");
	/* what went wrong with clients is not for everybody */
	assert_false(pick_in_use(books, &record_adverse_event,
	    record_field(&record_adverse_event, "what"), "", take, &out, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(books);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(what_is_offered),
		cmocka_unit_test(what_is_meant),
		cmocka_unit_test(what_is_not_clear),
		cmocka_unit_test(what_is_shown),
		cmocka_unit_test(who_may),
		cmocka_unit_test(values_in_use_are_listed),
	};

	return test_end(cmocka_run_group_tests(cases, begin, end));
}
