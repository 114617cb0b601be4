/*
 * Proves that a visit whose chart is signed stays as it was signed, whichever door a change
 * comes by: the form, the keys, undo, redo, an import, its chart's rows, a second signature;
 * that each is refused with a sentence that names the visit and who signed; and that what is
 * left free, and what is invalid, may still change. (What SQL can do is tried by
 * tests/db/test_kept.c.)
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/history.h"
#include "practice/sessions.h"
#include "tests/support/importing.h"

#define SIGNED "The visit of Lang, Anna on 12 Mar 2026 is signed (mara, 12 Mar 2026): what " \
    "it says stays; write an addendum instead."

static struct practice *p;
static int64_t visit, chart, line, screening, consent;

static int64_t
add(const struct record_type *t, ...)
{
	AUTO_RECORD struct record *r = record_new(t);
	const char *name;
	struct err err;
	va_list ap;

	va_start(ap, t);
	while ((name = va_arg(ap, const char *)) != NULL)
		OK(record_parse(r, &field_context_plain, name, va_arg(ap, const char *), &err));
	va_end(ap);
	OK(practice_add(p, ACTION_WRITE_SETTINGS, r, NULL, &err));
	return r->id;
}

static bool
change(const struct record_type *t, int64_t id, const char *field, const char *text,
    struct err *e)
{
	AUTO_RECORD struct record *base = db_get(p->db, t, id, e), *mine = NULL;

	assert_non_null(base);
	mine = record_copy(base);
	assert_true(record_parse(mine, &field_context_plain, field, text, e));
	return practice_save(p, ACTION_WRITE_SETTINGS, mine, base, NULL, NULL, e);
}

static void
act(const char *what)
{
	AUTO_FREE char *of = xasprintf("%lld", (long long)visit);

	add(&record_signature, "session", of, "act", what, "staff", "1", "at",
	    "2026-03-12T11:00:00Z", "form", "1", "text", "x", "digest", "x", NULL);
}

static int
begin(void **state)
{
	static int n;
	AUTO_FREE char *name = xasprintf("signed-%d.db", n++);

	(void)state;
	p = importing_new(name);
	clinic_client(p, "given", "Anna", "family", "Lang", NULL);
	add(&record_service, "name", "Microneedling", NULL);
	visit = add(&record_session, "client", "1", "service", "1", "staff", "1", "date",
	    "2026-03-12", "start", "10:00", "minutes", "60", "status", "done", "external_id",
	    "V1", NULL);
	screening = add(&record_screening, "client", "1", "checklist", "1", "date", "2026-03-12",
	    "answers", "{}", "verdict", "ok", "valid_until", "2026-09-12", NULL);
	add(&record_document, "code", "needling", "edition", "1", "title", "Consent", "body",
	    "I agree.", "state", "published", NULL);
	consent = add(&record_consent, "client", "1", "document", "1", "name", "Anna Lang",
	    "signed_on", "2026-03-12", NULL);
	add(&record_chart_template, "code", "xx", "edition", "1", "title", "Needling", "body",
	    "{}", "state", "published", NULL);
	AUTO_FREE char *of = xasprintf("%lld", (long long)visit);
	chart = add(&record_chart, "session", of, "template", "1", "screening", "1", "consent",
	    "1", NULL);
	AUTO_FREE char *in = xasprintf("%lld", (long long)chart);
	line = add(&record_chart_line, "chart", in, "position", "1", "zone", "chin", "depth",
	    "100", NULL);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	practice_close(p);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* `call` fails with the sentence, and changes nothing. */
#define KEPT(call)                                                                  \
	do {                                                                        \
		AUTO_FREE char *was_ = dbfile_dump(importing_path());               \
		if (call)                                                           \
			fail_msg("went through: %s", #call);                        \
		AUTO_FREE char *is_ = dbfile_dump(importing_path());                \
		assert_string_equal(err.text, SIGNED);                              \
		assert_int_equal(err.code, ERR_INVALID);                            \
		assert_string_equal(was_, is_);                                     \
	} while (0)

static void
what_is_signed_is_not_saved_otherwise(void **state)
{
	struct err err;

	(void)state;
	act("sign");
	KEPT(change(&record_session, visit, "minutes", "90", &err));
	KEPT(change(&record_session, visit, "client", "", &err));
	KEPT(change(&record_chart, chart, "note", "more", &err));
	KEPT(change(&record_chart_line, line, "depth", "150", &err));
	KEPT(change(&record_screening, screening, "answers", "{\"x\":1}", &err));
	KEPT(change(&record_consent, consent, "name", "Anne", &err));
	KEPT(session_end(p, visit, 0, SESSION_STOPPED, NULL, "fainted", &err) ||
	    change(&record_session, visit, "stopped", "fainted", &err));
}

static bool
add_line(const char *in, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_chart_line);

	record_set_int(r, "chart", strtoll(in, NULL, 10));
	record_set_int(r, "position", 2);
	record_set_text(r, "zone", "jaw");
	return practice_add(p, ACTION_WRITE_SETTINGS, r, NULL, e);
}

/* A line that comes in, or goes over from another chart, would change it as well. */
static void
nothing_comes_in(void **state)
{
	AUTO_FREE char *in = xasprintf("%lld", (long long)chart);
	struct err err;

	(void)state;
	AUTO_FREE char *later = xasprintf("%lld", (long long)add(&record_session, "client", "1",
	    "date", "2026-03-13", "minutes", "60", NULL));
	AUTO_FREE char *other = xasprintf("%lld", (long long)add(&record_chart, "session", later,
	    "template", "1", NULL));
	OK(add_line(other, &err));
	act("sign");
	KEPT(add_line(in, &err));
	KEPT(change(&record_chart_line, line + 1, "chart", in, &err));
	KEPT(change(&record_chart, chart + 1, "session", "1", &err));
}

static void
what_is_free_still_changes(void **state)
{
	struct err err;

	(void)state;
	act("sign");
	OK(change(&record_session, visit, "price", "120", &err));
	OK(change(&record_session, visit, "notes", "came back well", &err));
	OK(change(&record_consent, consent, "revoked_on", "2026-03-12", &err));
	OK(change(&record_screening, screening, "reviewed_by", "1", &err));
	/* and of what it names */
	OK(change(&record_client, 1, "family", "Long", &err));
	OK(change(&record_service, 1, "name", "Needling", &err));
}

static void
neither_undo_nor_redo_takes_it_back(void **state)
{
	struct undone u;
	struct err err;

	(void)state;
	OK(change(&record_chart_line, line, "depth", "150", &err));
	OK(practice_undo(p, &u, NULL, &err));
	OK(change(&record_session, visit, "price", "120", &err));
	OK(practice_undo(p, &u, NULL, &err));
	act("sign");
	/* by its number, past what may be undone next */
	KEPT(db_undo(p->db, db_last_entry(p->db) - 5, NULL, NULL, NULL, &err));
	assert_false(db_undo(p->db, 0, NULL, NULL, NULL, &err));
	assert_string_equal(err.text, "A signature is not undone: write an addendum instead.");
}

static void
redo_does_not_bring_a_change_back(void **state)
{
	struct undone u;
	struct err err;

	(void)state;
	OK(change(&record_session, visit, "minutes", "90", &err));
	OK(practice_undo(p, &u, NULL, &err));
	dbfile_sql(importing_path(), "INSERT INTO signature(version, session, act, staff, at, form, "
	    "text, digest) VALUES (1, 1, 'sign', 1, 1773313200, 1, 'x', 'x')");
	KEPT(practice_redo(p, &u, NULL, &err));
}

static void
an_import_does_not_change_it(void **state)
{
	AUTO_FREE char *was = NULL, *is = NULL;

	(void)state;
	act("sign");
	was = dbfile_dump(importing_path());
	importing(p, "sessions", "external_id,client,date,start,minutes\n"
	    "V1,\"Lang, Anna\",2026-03-12,10:00,90\n", NULL);
	assert_int_equal(imported.r.refused, 1);
	said("is signed (mara, 12 Mar 2026)");
	is = dbfile_dump(importing_path());
	assert_string_equal(was, is);
}

static void
it_is_signed_once_until_it_is_invalid(void **state)
{
	struct err err;

	(void)state;
	act("sign");
	act("addendum");
	AUTO_RECORD struct record *again = record_new(&record_signature);
	record_set_int(again, "session", visit);
	record_set_text(again, "act", "sign");
	record_set_int(again, "staff", 1);
	record_set_int(again, "at", 1773313200);
	record_set_int(again, "form", 1);
	record_set_text(again, "text", "x");
	record_set_text(again, "digest", "x");
	KEPT(practice_add(p, ACTION_WRITE_SETTINGS, again, NULL, &err));
	act("wrong_client");
	KEPT(change(&record_session, visit, "minutes", "90", &err));
	act("invalid");
	OK(change(&record_session, visit, "minutes", "90", &err));
	OK(change(&record_chart_line, line, "depth", "150", &err));
	act("sign");
	KEPT(change(&record_session, visit, "minutes", "60", &err));
}

TEST_MAIN(
    CASE(what_is_signed_is_not_saved_otherwise),
    CASE(nothing_comes_in),
    CASE(what_is_free_still_changes),
    CASE(neither_undo_nor_redo_takes_it_back),
    CASE(redo_does_not_bring_a_change_back),
    CASE(an_import_does_not_change_it),
    CASE(it_is_signed_once_until_it_is_invalid))
