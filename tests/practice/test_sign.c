/*
 * Proves that a signature is of all that it keeps: the text of a visit is the same from the
 * same rows, whichever way they came into the file, and every frozen field is in it; that
 * what is signed verifies whatever things are called later, and that what was changed behind
 * the triggers is named; who may sign what, and why not.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/history.h"
#include "practice/pin.h"
#include "practice/sign.h"
#include "practice/sign_text.h"
#include "tests/support/visits.h"

static int64_t visit;

/* A visit of mara's, done, with a chart of two zones. */
static int
begin(void **state)
{
	visits_begin(state);
	visits_now("2026-03-12T12:00");
	visit = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "10:00", "done");
	visits_chart(visit);
	return 0;
}

static int
end(void **state)
{
	return visits_end(state);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static char *
text_now(struct practice *p)
{
	struct buf text = BUF_INIT;
	struct err err;

	OK(sign_text(p->db, visit, NULL, &text, &err));
	return buf_steal(&text);
}

static void
the_text_says_what_was_done(void **state)
{
	AUTO_FREE char *text = text_now(v.mara);

	(void)state;
	assert_non_null(strstr(text, "\nsession: client@=Lang, Anna; service@1=Microneedling; "
	    "staff@1=mara; date=2026-03-12; start=600; minutes=60; "));
	assert_non_null(strstr(text, "; device@1=Dermapen; "));
	assert_non_null(strstr(text, "; note=red\\; even\\\\calm\n"));
	assert_non_null(strstr(text, "\nchart_line: chart@1=; position=1; zone@cheek_l=cheek L; "
	    "depth=100; passes=4\nchart_line: chart@1=; position=2; zone@chin=chin\n"));
	assert_non_null(strstr(text, "product@1=Cartridge 12; lot@1=24K118; quantity=1\n"));
}

static void
the_same_rows_are_the_same_text(void **state)
{
	AUTO_FREE char *was = text_now(v.mara);
	struct practice *again = clinic_open(v.path, "mara");
	AUTO_FREE char *reopened = text_now(again);
	struct err err;

	(void)state;
	assert_string_equal(was, reopened);
	practice_close(again);
	OK(practice_rebuild(v.mara, &err));
	AUTO_FREE char *rebuilt = text_now(v.mara);
	assert_string_equal(was, rebuilt);
	/* neither the order in which rows came nor how a person wants to read them counts */
	dbfile_sql(v.path, "UPDATE chart_line SET id = id + 10 WHERE position = 1;"
	    "UPDATE practice SET date_order = 'mdy', timezone = 'America/New_York'");
	struct practice *elsewhere = clinic_open(v.path, "mara");
	AUTO_FREE char *moved = text_now(elsewhere);
	assert_string_equal(was, moved);
	practice_close(elsewhere);
}

/* SQL of another value that the field may have. */
static char *
other_value(const struct field *f)
{
	switch (f->type) {
	case FIELD_DATE:
		return xstrdup("'2020-02-02'");
	case FIELD_CHOICE:
		return xasprintf("CASE \"%s\" WHEN '%s' THEN '%s' ELSE '%s' END", f->name,
		    f->choices[0].value, f->choices[1].value, f->choices[0].value);
	case FIELD_BOOL:
		return xasprintf("1 - coalesce(\"%s\", 0)", f->name);
	default:
		return xasprintf("CASE typeof(\"%s\") WHEN 'integer' THEN \"%s\" + %d "
		    "ELSE coalesce(\"%s\", '') || '7' END", f->name, f->name,
		    f->type == FIELD_LINK ? 100 : 1, f->name);
	}
}

/* A file of the newest schema in which every field of every record has a value. */
static void
every_frozen_field_is_in_it(void **state)
{
	static const struct record_type *const types[] = { &record_session, &record_chart,
	    &record_chart_line, &record_chart_product, &record_screening, &record_consent };
	AUTO_FREE char *path = dbfile_landed("every.db", 17);
	struct practice *p = clinic_open(path, "mara");
	AUTO_BUF struct buf was = BUF_INIT;
	struct err err;
	size_t i, j, n = 0;

	(void)state;
	OK(sign_text(p->db, 1, NULL, &was, &err));
	for (i = 0; i < ARRAY_LEN(types); i++)
		for (j = 0; j < types[i]->n_fields; j++) {
			const struct field *f = &types[i]->fields[j];
			AUTO_FREE char *value = other_value(f);
			AUTO_FREE char *set = xasprintf("CREATE TABLE kept AS SELECT * FROM \"%s\";"
			    "UPDATE \"%s\" SET \"%s\" = %s WHERE id = 1", types[i]->name,
			    types[i]->name, f->name, value);
			AUTO_FREE char *back = xasprintf("UPDATE \"%s\" SET \"%s\" = (SELECT \"%s\" "
			    "FROM kept k WHERE k.id = 1) WHERE id = 1; DROP TABLE kept",
			    types[i]->name, f->name, f->name);
			AUTO_BUF struct buf is = BUF_INIT;
			bool ok, same;

			dbfile_sql(path, set);
			ok = sign_text(p->db, 1, NULL, &is, &err);
			same = ok && strcmp(was.s, is.s) == 0;
			/* a link to what is not there cannot be put into words */
			if (!ok && !(f->type == FIELD_LINK && err.code == ERR_NOTFOUND))
				fail_msg("%s.%s: %s", types[i]->name, f->name, err.text);
			if (same != ((f->flags & FIELD_FREE) != 0))
				fail_msg("%s.%s", types[i]->name, f->name);
			n++;
			dbfile_sql(path, back);
		}
	assert_true(n > 80);
	practice_close(p);
}

static void
differences_are_named(void **state)
{
	static const struct { const char *was, *is, *where; } cases[] = {
		{ "a: x=1; y@2=Ann\nb: z=1\n", "a: x=1; y@2=Bea\nb: z=1\n", "" },
		{ "a: x=1; y@2=Ann\n", "a: x=1; y@3=Ann\n", "a: y" },
		{ "a: x=1\n", "a: x=2\n", "a: x" },
		{ "a: x=1\nb: z=1\n", "a: x=1; y=2\nb: z=1\n", "a: y" },
		{ "a: x=1; y=2\nb: z=1\n", "a: x=1\nb: z=1\n", "a: y" },
		{ "a: x=1\n", "a: x=1\nb: z=1\n", "b: z" },
		{ "a: x=1\nb: z=1\n", "a: x=1\n", "b: z" },
		{ "a: x=1\\; y@2=3\n", "a: x=1\\; y@2=4\n", "a: x" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf where = BUF_INIT;

		sign_text_difference(cases[i].was, cases[i].is, &where);
		assert_string_equal(where.s, cases[i].where);
	}
}

static struct sign_visit
looked(struct practice *p)
{
	struct sign_visit out;
	struct err err;

	OK(sign_look(p, visit, &out, &err));
	return out;
}

static const char *const why[] = { "the client did not want any" };

static void
signed_by(struct practice *p)
{
	struct sign_visit look = looked(p);
	struct err err;

	OK(sign_do(p, &look, SIGN_SIGN, NULL, why, NULL, &err));
}

static void
whoever_treated_signs_what_is_whole(void **state)
{
	struct sign_visit look = looked(v.mara);
	static const char *const blank[] = { "  " }, *const lines[] = { "a\nb" };
	AUTO_BUF struct buf words = BUF_INIT;
	struct err err;

	(void)state;
	assert_int_equal(look.n_missing, 1);
	assert_string_equal(look.missing[0].code, "photos");
	REFUSED(sign_do(v.mara, &look, SIGN_SIGN, NULL, NULL, NULL, &err), ERR_INVALID,
	    "Why is this missing: photos?");
	REFUSED(sign_do(v.mara, &look, SIGN_SIGN, NULL, blank, NULL, &err), ERR_INVALID, "photos?");
	REFUSED(sign_do(v.mara, &look, SIGN_SIGN, NULL, lines, NULL, &err), ERR_INVALID, "one line");
	assert_string_equal(err.field, "photos");
	REFUSED(sign_do(v.ruth, &look, SIGN_SIGN, NULL, why, NULL, &err), ERR_INVALID,
	    "is signed by mara, who treated");
	REFUSED(sign_do(v.mara, &look, SIGN_ADDENDUM, "more", NULL, NULL, &err), ERR_INVALID,
	    "is not signed");
	assert_false(sign_do(v.desk, &look, SIGN_SIGN, NULL, why, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	sign_words(&look, &words);
	assert_string_equal(words.s, "");
	signed_by(v.mara);
	look = looked(v.ruth);
	sign_words(&look, &words);
	assert_string_equal(words.s, "signed by mara, 12 Mar 2026");
	assert_int_equal(look.n_missing, 0);
	REFUSED(sign_do(v.mara, &look, SIGN_SIGN, NULL, NULL, NULL, &err), ERR_INVALID,
	    "is signed already (mara, 12 Mar 2026)");
	REFUSED(session_end(v.mara, visit, 0, SESSION_SENT_AWAY, "unwell", NULL, &err),
	    ERR_INVALID, "done");
}

static void
what_is_not_done_is_not_signed(void **state)
{
	struct sign_visit look;
	struct err err;

	(void)state;
	visits_set(&record_session, visit, "status", "in_treatment");
	look = looked(v.mara);
	REFUSED(sign_do(v.mara, &look, SIGN_SIGN, NULL, why, NULL, &err), ERR_INVALID,
	    "when the treatment is done");
	visits_set(&record_session, visit, "status", "done");
	visit = visits_add(v.anna, v.needling, 0, "2026-03-12", "11:00", "done");
	look = looked(v.mara);
	REFUSED(sign_do(v.mara, &look, SIGN_SIGN, NULL, why, NULL, &err), ERR_INVALID, "no chart yet");
}

/* --- verifying -------------------------------------------------------------------------- */

static void
hear(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

static void
verifies(const char *fault)
{
	AUTO_BUF struct buf heard = BUF_INIT;
	long signatures = 0, problems = 0;
	struct err err;

	OK(sign_verify(v.mara, visit, hear, &heard, &signatures, &problems, &err));
	if (*fault == '\0')
		assert_string_equal(heard.s, "");
	else if (problems != 1 || strstr(heard.s, fault) == NULL)
		fail_msg("%ld: %s", problems, heard.s);
	assert_true(signatures > 0);
}

static void
what_is_signed_verifies(void **state)
{
	struct sign_visit look;
	struct err err;

	(void)state;
	signed_by(v.mara);
	verifies("");
	/* whatever things and people are called, and what is free says, later */
	visits_set(&record_client, v.anna, "family", "Long");
	visits_set(&record_product, 1, "name", "Needle tip");
	visits_set(&record_device, 1, "name", "Pen 4");
	visits_set(&record_staff, v.mara->staff->id, "name", "Mara Reyes");
	visits_set(&record_session, visit, "price", "120");
	look = looked(v.mara);
	OK(sign_do(v.mara, &look, SIGN_ADDENDUM, "She called: well.\nNo redness.", NULL, NULL, &err));
	verifies("");
	visits_now("2026-06-12T12:00");
	verifies("");
}

static void
what_was_changed_behind_the_triggers_is_named(void **state)
{
	static const struct { const char *change, *back, *fault; } cases[] = {
		{ "UPDATE chart_line SET depth = 150 WHERE position = 1",
		  "UPDATE chart_line SET depth = 100 WHERE position = 1",
		  "Lang, Anna, Thu 12 Mar 10:00, mara, signed 12 Mar 2026: the file no longer says "
		  "what was signed, at chart_line: depth." },
		{ "UPDATE session SET device = 1", "UPDATE session SET device = NULL",
		  "at session: device." },
		{ "UPDATE chart SET session = 99", "UPDATE chart SET session = 1",
		  "cannot be compared: This visit has no chart yet." },
		{ "UPDATE signature SET text = replace(text, 'depth=100', 'depth=150')",
		  "UPDATE signature SET text = replace(text, 'depth=150', 'depth=100')",
		  "its text is not the one that was signed." },
		{ "UPDATE signature SET form = 2 WHERE act = 'sign'",
		  "UPDATE signature SET form = 1 WHERE act = 'sign'", "by a newer program" },
		{ "UPDATE signature SET staff = 2 WHERE act = 'sign'",
		  "UPDATE signature SET staff = 1 WHERE act = 'sign'", "who did it, or when" },
		{ "UPDATE signature SET at = at + 60 WHERE act = 'sign'",
		  "UPDATE signature SET at = at - 60 WHERE act = 'sign'", "who did it, or when" },
		{ "UPDATE signature SET session = 99 WHERE act = 'sign'",
		  "UPDATE signature SET session = 1 WHERE act = 'sign'",
		  "it is about no signature of this visit." },
	};
	struct sign_visit look;
	struct err err;
	size_t i;

	(void)state;
	signed_by(v.mara);
	look = looked(v.mara);
	OK(sign_do(v.mara, &look, SIGN_ADDENDUM, "more", NULL, NULL, &err));
	assert_int_equal(visit, 1);
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		dbfile_sql(v.path, cases[i].change);
		verifies(cases[i].fault);
		dbfile_sql(v.path, cases[i].back);
		verifies("");
	}
}

static void
check_reads_the_digests(void **state)
{
	AUTO_BUF struct buf heard = BUF_INIT;
	long problems = 0;
	struct err err;

	(void)state;
	signed_by(v.mara);
	OK(practice_check(v.mara, false, hear, &heard, &problems, &err));
	assert_string_equal(heard.s, "");
	dbfile_sql(v.path, "UPDATE signature SET text = replace(text, 'depth=100', 'depth=150')");
	OK(practice_check(v.mara, false, hear, &heard, &problems, &err));
	assert_non_null(strstr(heard.s, "signed 12 Mar 2026: its text is not the one"));
	buf_cut(&heard, 0);
	problems = 0;
	OK(practice_check(v.mara, true, hear, &heard, &problems, &err));
	assert_non_null(strstr(heard.s, "signed 12 Mar 2026: its text is not the one"));
}

/* --- later acts -------------------------------------------------------------------------- */

static void
an_invalid_chart_is_changed_and_signed_again(void **state)
{
	struct sign_visit look;
	AUTO_BUF struct buf words = BUF_INIT;
	struct err err;

	(void)state;
	signed_by(v.mara);
	look = looked(v.mara);
	REFUSED(sign_do(v.mara, &look, SIGN_INVALID, " \n", NULL, NULL, &err), ERR_INVALID,
	    "Why is it invalid?");
	OK(sign_do(v.mara, &look, SIGN_INVALID, "wrong depth", NULL, NULL, &err));
	look = looked(v.mara);
	assert_int_equal(look.signature, 0);
	verifies("");
	dbfile_sql(v.path, "UPDATE chart_line SET depth = 150 WHERE position = 1");
	verifies("");
	signed_by(v.mara);
	verifies("");
	look = looked(v.mara);
	OK(sign_do(v.mara, &look, SIGN_WRONG_CLIENT, "Langer, Anne", NULL, NULL, &err));
	look = looked(v.mara);
	sign_words(&look, &words);
	assert_string_equal(words.s, "signed by mara, 12 Mar 2026, WRONG CLIENT");
	verifies("");
}

static int
waiting(struct practice *p)
{
	struct sign_counts n;
	struct err err;

	OK(sign_count(p, &n, &err));
	return (int)(n.sign + n.cosign);
}

static void
the_supervisor_co_signs(void **state)
{
	struct sign_visit look;
	struct err err;

	(void)state;
	dbfile_sql(v.path, "UPDATE staff SET supervisor = (SELECT id FROM staff WHERE login = "
	    "'ruth') WHERE login = 'mara'");
	assert_int_equal(waiting(v.mara), 1);
	assert_int_equal(waiting(v.ruth), 0);
	signed_by(v.mara);
	assert_int_equal(waiting(v.mara), 0);
	assert_int_equal(waiting(v.ruth), 1);
	look = looked(v.mara);
	REFUSED(sign_do(v.mara, &look, SIGN_COSIGN, NULL, NULL, NULL, &err), ERR_INVALID,
	    "by the supervisor of mara");
	OK(sign_do(v.ruth, &look, SIGN_COSIGN, NULL, NULL, NULL, &err));
	assert_int_equal(waiting(v.ruth), 0);
	REFUSED(sign_do(v.ruth, &look, SIGN_COSIGN, NULL, NULL, NULL, &err), ERR_INVALID,
	    "co-signed already");
	look = looked(v.mara);
	assert_true(look.cosigned);
	verifies("");
	/* an invalid one waits again, an old one no more */
	OK(sign_do(v.mara, &look, SIGN_INVALID, "wrong depth", NULL, NULL, &err));
	assert_int_equal(waiting(v.mara), 1);
	visits_now("2026-06-12T12:00");
	assert_int_equal(waiting(v.mara), 1);
	visits_now("2026-06-13T12:00");
	assert_int_equal(waiting(v.mara), 0);
}

/* --- PIN ----------------------------------------------------------------------------------- */

static void
bad_pin(struct practice *p, const char *pin, const char *words)
{
	struct err err;

	if (pin_give(p, pin, &err))
		fail_msg("%s went through", pin);
	assert_string_equal(err.field, "pin");
	if (strstr(err.text, words) == NULL)
		fail_msg("%s", err.text);
}

static void
who_has_a_pin_gives_it(void **state)
{
	static const char *const bad[] = { "", "123", "123456789", "12a4", "1111", "12 4" };
	struct sign_visit look = looked(v.mara);
	struct err err;
	size_t i;
	bool has;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad); i++)
		REFUSED(pin_set(v.mara, NULL, bad[i], &err), ERR_INVALID, "");
	OK(pin_has(v.mara, &has, &err));
	assert_false(has);
	OK(pin_set(v.mara, NULL, "2580", &err));
	OK(pin_has(v.mara, &has, &err));
	assert_true(has);
	OK(pin_has(v.ruth, &has, &err));
	assert_false(has);
	REFUSED(pin_set(v.mara, NULL, "2581", &err), ERR_INVALID, "so far");
	REFUSED(pin_set(v.mara, "2581", "2582", &err), ERR_INVALID, "not your PIN");
	OK(pin_set(v.mara, "2580", "46802468", &err));
	REFUSED(sign_do(v.mara, &look, SIGN_SIGN, NULL, why, NULL, &err), ERR_INVALID, "PIN is needed");
	assert_string_equal(err.field, "pin");
	bad_pin(v.mara, "2580", "not your PIN");
	OK(pin_give(v.mara, "46802468", &err));
	OK(sign_do(v.mara, &look, SIGN_SIGN, NULL, why, NULL, &err));
	look = looked(v.mara);
	OK(sign_do(v.mara, &look, SIGN_ADDENDUM, "once a queue", NULL, NULL, &err));
	pin_end(v.mara);
	REFUSED(sign_do(v.mara, &look, SIGN_ADDENDUM, "more", NULL, NULL, &err), ERR_INVALID,
	    "PIN is needed");
	/* nobody but who may change settings makes it forgotten */
	assert_false(pin_forget(v.ruth, v.mara->staff->id, &err));
	OK(pin_forget(v.mara, v.mara->staff->id, &err));
	OK(sign_do(v.mara, &look, SIGN_ADDENDUM, "more", NULL, NULL, &err));
}

static void
wrong_pins_wait_longer_each_time(void **state)
{
	struct err err;

	(void)state;
	OK(pin_set(v.mara, NULL, "2580", &err));
	bad_pin(v.mara, "2581", "not your PIN");
	bad_pin(v.mara, "2582", "not your PIN");
	OK(pin_give(v.mara, "2580", &err));	/* two do not count on */
	bad_pin(v.mara, "2581", "not your PIN");
	bad_pin(v.mara, "2581", "not your PIN");
	bad_pin(v.mara, "2581", "not your PIN");
	bad_pin(v.mara, "2580", "try again in 30 seconds");
	visits_now("2026-03-12T12:00:29");
	bad_pin(v.mara, "2580", "try again in 1 second");
	visits_now("2026-03-12T12:00:30");
	bad_pin(v.mara, "2581", "not your PIN");
	bad_pin(v.mara, "2580", "try again in 60 seconds");
	/* another program of the same person waits too, and a clock set back does not help */
	struct practice *other = clinic_open(v.path, "mara");
	visits_now("2026-03-11T12:00");
	bad_pin(other, "2580", "try again in 60 seconds");
	practice_close(other);
	visits_now("2026-03-12T12:01:30");
	OK(pin_give(v.mara, "2580", &err));
}

static void
a_pin_is_nowhere_but_hashed(void **state)
{
	struct err err;

	(void)state;
	OK(pin_set(v.mara, NULL, "25807193", &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM pin WHERE hash LIKE '$y$%'"), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM journal_change WHERE instr("
	    "change, '25807193') OR instr(change, '$y$')"), 0);
	AUTO_FREE char *dump = dbfile_dump(v.path);
	assert_null(strstr(dump, "25807193"));
	assert_null(strstr(dump, "$y$"));
}

TEST_MAIN(
    CASE(the_text_says_what_was_done),
    CASE(the_same_rows_are_the_same_text),
    CASE(every_frozen_field_is_in_it),
    CASE(differences_are_named),
    CASE(whoever_treated_signs_what_is_whole),
    CASE(what_is_not_done_is_not_signed),
    CASE(what_is_signed_verifies),
    CASE(what_was_changed_behind_the_triggers_is_named),
    CASE(check_reads_the_digests),
    CASE(an_invalid_chart_is_changed_and_signed_again),
    CASE(the_supervisor_co_signs),
    CASE(who_has_a_pin_gives_it),
    CASE(wrong_pins_wait_longer_each_time),
    CASE(a_pin_is_nowhere_but_hashed))
