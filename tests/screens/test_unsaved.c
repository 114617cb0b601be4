/*
 * test_unsaved.c - a practice file that must not be written.
 *
 * Its key is missing: proves that every page says so, whole and folded where it is
 * narrow, that clients, reports and lists are read all the same, and that what is
 * typed is refused with the same sentence and kept as a draft until the key is back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/drafts.h"
#include "screens/client/client.h"
#include "tests/support/driven.h"
#include "tests/support/visits.h"

#define SENTENCE "Nothing can be saved. The key "

static char *key, *away;
static struct practice *p;

static int
begin(void **state)
{
	int rc = visits_begin(state);

	key = xasprintf("%s.key", v.path);
	away = xasprintf("%s.away", key);
	assert_int_equal(rename(key, away), 0);
	p = clinic_open(v.path, "mara");
	driven_begin(p, v.path, false);
	return rc;
}

static int
end(void **state)
{
	driven_end();
	practice_close(p);
	free(key);
	free(away);
	return visits_end(state);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void
every_page_says_so(void **state)
{
	char tab[] = "1";

	(void)state;
	for (; tab[0] <= '8'; tab[0]++) {
		keys(tab);
		if (!shows(SENTENCE))
			fail_msg("tab %s does not say it", tab);
	}
	keys("2");
	client_push(d, v.anna);
	sees("Lang");
	looks_at_each_size("unsaved-client");
	/* never cut, but in the smallest window, where it leaves the page its least */
	driven_size(10, 40);
	sees("Nothing can be saved.");
	sees("…");
}

static void
what_is_typed_is_refused_and_kept(void **state)
{
	struct drafts all = DRAFTS_INIT;
	struct err err;

	(void)state;
	client_push(d, v.anna);
	keys("e Tab -Brown ^S");
	says(SENTENCE);
	sees("-Brown");
	OK(ui_keep(d->ui));
	driven_end();
	AUTO_RECORD struct record *r = client_get(p, v.anna, &err);
	assert_string_equal(record_text(r, "family"), "Lang");
	practice_close(p);

	/* the key is put back: the draft is offered and saved */
	assert_int_equal(rename(away, key), 0);
	p = clinic_open(v.path, "mara");
	driven_begin(p, v.path, false);
	assert_false(shows(SENTENCE));
	says("1 draft kept");
	keys("Enter ^S");
	AUTO_RECORD struct record *now = client_get(p, v.anna, &err);
	assert_non_null(strstr(record_text(now, "family"), "-Brown"));
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 0);
	drafts_free(&all);
}

TEST_MAIN(
	CASE(every_page_says_so), CASE(what_is_typed_is_refused_and_kept))
