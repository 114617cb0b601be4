/*
 * Proves that a screening keyed by two people stops a start until both say the same or what
 * differs is settled, that the second is asked what can keep from treating and sees nothing of
 * the first, that nothing keyed is lost, and who may do what.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/preflight.h"
#include "practice/rescreen.h"
#include "practice/verify.h"
#include "screens/client/client.h"
#include "screens/screening/screening.h"
#include "tests/support/driven_visits.h"

static int64_t visit, screening;

/* Mara has screened Anna, who is here. */
static void
begin(void)
{
	struct err err;

	visits_set(&record_practice, 1, "verify", "yes");
	OK(practice_reload(v.mara, &err));
	OK(practice_reload(v.ruth, &err));
	screening = visits_screen(v.anna, NULL);
	visit = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "10:30", "here");
}

/* The pre-flight says so of the second keying, and whether it stops the start. */
static void
preflight_says(const char *sentence, bool stops)
{
	struct preflight f;
	struct err err;
	size_t i;

	OK(session_preflight(v.mara, visit, &f, &err));
	for (i = 0; i < f.n; i++)
		if (strcmp(f.lines[i].code, "verified") == 0) {
			assert_string_equal(f.lines[i].sentence, sentence);
			assert_int_equal(f.lines[i].stops, stops);
			return;
		}
	if (sentence[0] != '\0')
		fail_msg("nothing is said of it");
}

/* Ruth keys again from the pre-flight's line, all well but the answer `odd` to the item that
 * whose row in focus has `words` ("" none). */
static void
key_again(const char *words, const char *odd)
{
	int i;

	driven_begin(v.ruth, v.path, false);
	screening_push_again(d, screening);
	in_front("screening");
	for (i = 0; i < 60 && !shows("Everything is answered"); i++)
		keys(*words != '\0' && shows(words) ? odd :
		    shows("x never") ? "x" : "n");
	keys("^S");
	says("Keyed again: screening of Lang, Anna");
}

static int64_t
count(const char *where)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM screening WHERE %s", where);

	return dbfile_int(v.path, sql);
}

static void
nothing_is_asked_where_it_is_off(void **state)
{
	screening = visits_screen(v.anna, NULL);
	visit = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "10:30", "here");
	preflight_says("", false);
}

static void
two_that_agree_let_start(void **state)
{
	begin();
	preflight_says("not keyed again by a second person", true);
	key_again("", "");
	preflight_says("keyed by two people", false);
	assert_int_equal(count("again_by = 2 AND again_at IS NOT NULL AND settled_by IS NULL"), 1);
	keys("u u");
	preflight_says("not keyed again by a second person", true);
}

/* Nothing of the first is shown, and what only asks for care is not asked. */
static void
the_second_is_blind(void **state)
{
	begin();
	screening = visits_screen(v.anna, "bleeding_disorder", "yes", NULL);
	driven_begin(v.ruth, v.path, false);
	keys("s");
	sees("[ ] Verified");
	while (!shows("► [ ] Verified"))
		keys("Down");
	keys("Enter");
	sees("Screening again, Lang, Anna");
	sees("0 of ");
	sees_not("BLOCK");
	looks("screening-again-80x24");
	keys("=");
	says("without the first answers");
	assert_true(verify_asks(sheet_shipped,
	    (size_t)checklist_item(sheet_shipped, "bleeding_disorder")));
	assert_false(verify_asks(sheet_shipped,
	    (size_t)checklist_item(sheet_shipped, "young_scar")));
	keys("^S");
	says("not answered yet");
}

/* A line that is cut keeps what was typed, and whose it is. */
static void
a_cut_line_keeps_it(void **state)
{
	struct err err;

	begin();
	driven_begin(v.ruth, v.path, false);
	screening_push_again(d, screening);
	keys("n y");
	OK(ui_keep(d->ui));
	driven_end();
	driven_begin(v.ruth, v.path, false);
	says("1 draft kept");
	keys("Enter");
	sees("Screening again, Lang, Anna");
	sees("2 of ");
	keys("^X");
}

static void
differ(void)
{
	begin();
	key_again("►  3 Bleeding disorder", "y");
	preflight_says("1 answer keyed again differs: to be settled", true);
	driven_end();
	driven_begin(v.mara, v.path, false);
	screening_open(d, screening);
	sees("keyed again by Ruth Aoki");
	sees("again: yes");
	keys("e");
	sees("bleeding disorder: 1 no, mara; 2 yes, Ruth Aoki");
}

static void
the_second_was_right(void **state)
{
	differ();
	looks("screening-settle-80x24");
	keys("2");
	says("Settled: screening of Lang, Anna");
	sees("BLOCK bleeding disorder");
	sees("settled by mara");
	preflight_says("keyed by two people", false);
	assert_int_equal(count("verdict = 'block' AND json_extract(answers, '$.bleeding_disorder')"
	    " = 'yes' AND json_extract(settled, '$.bleeding_disorder') = 'no' AND "
	    "json_extract(again, '$.bleeding_disorder') = 'yes' AND settled_by = 1"), 1);
	keys("u u");
	assert_int_equal(count("verdict = 'ok' AND settled IS NULL AND settled_by IS NULL"), 1);
	preflight_says("1 answer keyed again differs: to be settled", true);
}

static void
the_first_was_right(void **state)
{
	differ();
	keys("1");
	says("Settled");
	preflight_says("keyed by two people", false);
	assert_int_equal(count("json_extract(answers, '$.bleeding_disorder') = 'no' AND "
	    "json_extract(again, '$.bleeding_disorder') = 'yes' AND settled IS NULL AND "
	    "settled_by = 1"), 1);
}

static void
who_and_how_often(void **state)
{
	const char **none = xcalloc(sheet_shipped->n_items, sizeof(*none));
	bool *second = xcalloc(sheet_shipped->n_items, sizeof(*second));
	int64_t version;
	struct err err;

	begin();
	version = dbfile_int(v.path, "SELECT version FROM screening");
	REFUSED(verify_save(v.mara, sheet_shipped, screening, version, none, NULL, &err),
	    ERR_INVALID, "Somebody else");
	REFUSED(verify_save(v.desk, sheet_shipped, screening, version, none, NULL, &err),
	    ERR_DENIED, "may not screen");
	REFUSED(verify_settle(v.ruth, screening, version, second, &err), ERR_INVALID,
	    "Nothing in this screening");
	driven_begin(v.mara, v.path, false);
	screening_push_again(d, screening);
	says("You entered it");
	OK(verify_save(v.ruth, sheet_shipped, screening, version, none, NULL, &err));
	version = dbfile_int(v.path, "SELECT version FROM screening");
	REFUSED(verify_save(v.ruth, sheet_shipped, screening, version, none, NULL, &err),
	    ERR_INVALID, "already");
	REFUSED(verify_settle(v.desk, screening, version, second, &err), ERR_DENIED, "may not");
	free(none);
	free(second);
}

TEST_MAIN(
	CASE(nothing_is_asked_where_it_is_off), CASE(two_that_agree_let_start),
	CASE(the_second_is_blind), CASE(a_cut_line_keeps_it), CASE(the_second_was_right),
	CASE(the_first_was_right), CASE(who_and_how_often))
