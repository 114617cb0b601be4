/*
 * Checklists are data: an owner's edition is applied as it says, a published one
 * stays as it was asked. Answers are read, kept and saved as they were given.
 */
#include <sqlite3.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/checklist_file.h"
#include "tests/support/sheet.h"

/* --- another edition: rules are data -------------------------------------------------- */

struct edition {
	int64_t number;
	const char *item, *field, *text;	/* a rule's field is set to this */
};

static bool
publish(struct db *db, void *arg, struct err *e)
{
	const struct edition *ed = arg;
	AUTO_RECORD struct record *head = record_copy(sheet_shipped->head);
	bool ok;
	size_t i;

	head->id = 0;
	record_set_int(head, "edition", ed->number);
	record_set_text(head, "state", "draft");
	ok = db_insert(db, head, e);
	for (i = 0; ok && i < sheet_shipped->n_items + sheet_shipped->n_rules; i++) {
		bool rule = i >= sheet_shipped->n_items;
		AUTO_RECORD struct record *r = record_copy(rule ?
		    sheet_shipped->rules[i - sheet_shipped->n_items] : sheet_shipped->items[i]);

		r->id = 0;
		record_set_int(r, "checklist", head->id);
		if (rule && strcmp(record_text(r, "item"), ed->item) == 0)
			ok = record_parse(r, &field_context_plain, ed->field,
			    ed->text, e);
		ok = ok && db_insert(db, r, e);
	}
	record_set_text(head, "state", "published");
	return ok && db_update(db, head, e);
}

static struct checklist *
new_edition(struct edition ed)
{
	struct checklist *c;
	struct err err;

	OK(db_write(sheet_clinic->db, "change", "publish", publish, &ed, &err));
	c = checklist_load(sheet_clinic->db, "microneedling", &err);
	OK(c != NULL);
	assert_int_equal(record_int(c->head, "edition"), ed.number);
	return c;
}

static void
wants_a_patch_test_where_switched_on(void **state)
{
	static const struct {
		const char *date;
		enum verdict verdict;
		const char *eligible;
	} tests[] = {
		{ ANSWER_NEVER, D, NULL },
		{ "2026-03-12", D, "2026-03-14" },
		{ "2026-03-11", D, "2026-03-13" },
		{ "2026-03-10", K, NULL },		/* 48 hours */
		{ "2025-09-12", K, NULL },		/* six months */
		{ "2025-09-11", D, NULL },		/* to be repeated */
		/* a month or a year counts as its worse end: the first for what is too
		 * old, the last (here today) for what is too fresh */
		{ "2025-09", D, NULL }, { "2025-10", K, NULL }, { "2025", D, NULL },
		{ "2026-02", K, NULL }, { "2026-03", D, "2026-03-14" },
		{ "2026", D, "2026-03-14" },
		{ NULL, I, NULL }, { ANSWER_UNKNOWN, I, NULL },
	};
	struct checklist *c;
	struct screening_result r;
	struct sheet s = well_sheet();
	size_t i;

	/* as sheet_shipped it is not asked, whatever stands there */
	for (i = 0; i < ARRAY_LEN(tests); i++) {
		put(&s, "patch_test_date", tests[i].date);
		expect(&s, "patch test switched off", K);
	}
	c = new_edition((struct edition){ 2, "patch_test_date", "enabled", "yes" });
	s = sheet_of(c);
	for (i = 0; i < ARRAY_LEN(tests); i++) {
		put(&s, "patch_test_date", tests[i].date);
		expect_until(&s, tests[i].date != NULL ? tests[i].date :
		    "unanswered", tests[i].verdict,
		    tests[i].eligible);
		r = evaluate(&s);
		assert_int_equal(r.n_findings, tests[i].verdict != K);
		assert_int_equal(r.asked, SHEET_ASKED - 4 + 1);
		screening_result_free(&r);
	}
	checklist_free(c);
}

/* The owner may refer where the template blocks, and may say what not known
 * means; never is it OK. */
static void
applies_an_owners_edition(void **state)
{
	struct checklist *c = new_edition((struct edition){ 3, "blood_thinner",
	    "verdict", "refer" });
	struct sheet s = sheet_of(c);

	put(&s, "blood_thinner", "yes");
	expect(&s, "blood thinner, referred", R);
	checklist_free(c);
	c = new_edition((struct edition){ 4, "keloid", "answer", "yes,-" });
	s = sheet_of(c);
	expect(&s, "no keloid", K);
	put(&s, "keloid", ANSWER_UNKNOWN);
	expect(&s, "keloid not known", B);
	put(&s, "keloid", NULL);
	expect(&s, "keloid unanswered", I);
	checklist_free(c);
}

/* --- a published edition stays -------------------------------------------------------- */

static bool
update(struct db *db, void *arg, struct err *e)
{
	return db_update(db, arg, e);
}

static bool
insert(struct db *db, void *arg, struct err *e)
{
	return db_insert(db, arg, e);
}

static void
refused(db_write_fn fn, struct record *r)
{
	struct err err;

	assert_false(db_write(sheet_clinic->db, "change", "edit", fn, r, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "published"));
}

static void
keeps_a_published_edition(void **state)
{
	static const char *const deletes[] = {
		"DELETE FROM checklist_item WHERE id = 1",
		"DELETE FROM checklist_rule WHERE id = 1",
	};
	AUTO_RECORD struct record *item = record_copy(sheet_shipped->items[0]);
	AUTO_RECORD struct record *rule = record_copy(sheet_shipped->rules[0]);
	AUTO_RECORD struct record *head = record_copy(sheet_shipped->head);
	struct err err;
	sqlite3 *raw;
	size_t i;

	record_set_text(item, "ask", "Something else?");
	refused(update, item);
	item->id = 0;
	record_set_text(item, "code", "another");
	refused(insert, item);
	record_set_text(rule, "verdict", "ok");
	refused(update, rule);
	rule->id = 0;
	record_set_int(rule, "position", 900);
	refused(insert, rule);
	record_set_int(head, "valid_months", 60);
	refused(update, head);
	record_set_int(head, "valid_months", 6);
	record_set_text(head, "state", "draft");
	refused(update, head);
	assert_int_equal(sqlite3_open(sheet_path, &raw), SQLITE_OK);
	for (i = 0; i < ARRAY_LEN(deletes); i++)
		assert_int_equal(sqlite3_exec(raw, deletes[i], NULL, NULL, NULL),
		    SQLITE_CONSTRAINT);
	sqlite3_close(raw);
	/* it may be taken out of use, and that may be taken back */
	record_set_text(head, "state", "retired");
	OK(db_write(sheet_clinic->db, "change", "retire", update, head, &err));
	record_set_text(head, "state", "published");
	OK(db_write(sheet_clinic->db, "change", "publish", update, head, &err));
}

/* --- answers as typed and as kept ------------------------------------------------------- */

static void
reads_answers(void **state)
{
	static const struct {
		const char *item, *typed, *stored;	/* stored NULL: refused */
	} typed[] = {
		{ "keloid", "yes", "yes" }, { "keloid", " no ", "no" },
		{ "keloid", "-", "-" }, { "keloid", "maybe", NULL },
		{ "keloid", "", NULL }, { "keloid", "never", NULL },
		{ "acne", "3", "3" }, { "acne", "grade III", "3" },
		{ "acne", "5", NULL },
		{ "toxin_date", "2026-03-01", "2026-03-01" },
		{ "toxin_date", "t", "2026-03-12" },
		{ "toxin_date", "t-7", "2026-03-05" },
		{ "toxin_date", "never", "never" }, { "toxin_date", "Never", "never" },
		{ "toxin_date", "-", "-" }, { "toxin_date", "", NULL },
		{ "toxin_date", "2026-03-13", NULL },	/* to come */
		{ "toxin_date", "2026-02-31", NULL },
		{ "toxin_date", "last week", NULL },
		{ "toxin_date", "\xff", NULL },
	};
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(typed); i++) {
		AUTO_FREE char *answer = NULL;

		err_clear(&err);
		answer = screening_parse(sheet_shipped,
		    (size_t)checklist_item(sheet_shipped, typed[i].item),
		    &sheet_clinic->context, typed[i].typed, &err);
		if (typed[i].stored == NULL) {
			if (answer != NULL)
				fail_msg("%s: \"%s\" was taken as \"%s\"",
				    typed[i].item, typed[i].typed, answer);
			assert_int_equal(err.code, ERR_INVALID);
			assert_string_equal(err.field, typed[i].item);
			assert_true(strlen(err.text) > 10);
		} else {
			OK(answer != NULL);
			assert_string_equal(answer, typed[i].stored);
		}
	}
}

static void
writes_answers_as_json(void **state)
{
	struct sheet s = { .c = sheet_shipped };
	AUTO_FREE char *none = screening_answers_json(sheet_shipped, s.answers);
	AUTO_FREE char *some = NULL;

	assert_string_equal(none, "{}");
	put(&s, "toxin_date", "2026-03-01");
	put(&s, "pregnancy", "no");
	put(&s, "keloid", ANSWER_UNKNOWN);
	/* in the template's order */
	some = screening_answers_json(sheet_shipped, s.answers);
	assert_string_equal(some, "{\"pregnancy\":\"no\",\"keloid\":\"-\","
	    "\"toxin_date\":\"2026-03-01\"}");
}

static void
makes_a_record(void **state)
{
	struct sheet s = well_sheet();
	AUTO_RECORD struct record *ok = NULL, *deferred = NULL, *blocked = NULL;

	s.facts.on = date_from_iso("2025-08-31");
	ok = screening_record(sheet_shipped, 7, s.answers, &s.facts);
	assert_int_equal(record_int(ok, "client"), 7);
	assert_int_equal(record_int(ok, "checklist"), sheet_shipped->head->id);
	assert_string_equal(record_text(ok, "date"), "2025-08-31");
	assert_string_equal(record_text(ok, "verdict"), "ok");
	assert_true(record_is_null(ok, "eligible_on"));
	assert_string_equal(record_text(ok, "valid_until"), "2026-02-28");
	put(&s, "surgery_date", "2025-08-30");
	deferred = screening_record(sheet_shipped, 7, s.answers, &s.facts);
	assert_string_equal(record_text(deferred, "verdict"), "defer");
	assert_string_equal(record_text(deferred, "eligible_on"), "2025-11-30");
	put(&s, "keloid", "yes");
	blocked = screening_record(sheet_shipped, 7, s.answers, &s.facts);
	assert_string_equal(record_text(blocked, "verdict"), "block");
	assert_true(record_is_null(blocked, "eligible_on"));
}

static void
saves_with_what_the_card_says(void **state)
{
	int64_t client = clinic_client(sheet_clinic, "given", "Ida", "family", "Berg",
	    "born", "1990-01-01", "fitzpatrick", "V", NULL), id;
	int64_t bare = clinic_client(sheet_clinic, "given", "Uma", NULL);
	struct sheet s = well_sheet();
	AUTO_RECORD struct record *r = NULL;
	struct practice *desk;
	enum verdict verdict;
	struct err err;

	OK(screening_save(sheet_clinic, sheet_shipped, client, 0, clock_today(), s.answers, &id, &verdict, NULL,
	    &err));
	assert_int_equal(verdict, C);	/* skin type V */
	r = db_get(sheet_clinic->db, &record_screening, id, &err);
	OK(r != NULL);
	assert_int_equal(record_int(r, "client"), client);
	assert_int_equal(record_int(r, "entered_by"), sheet_clinic->staff->id);
	assert_string_equal(record_text(r, "date"), SHEET_TODAY);
	OK(screening_save(sheet_clinic, sheet_shipped, bare, 0, clock_today(), s.answers, &id, &verdict, NULL,
	    &err));
	assert_int_equal(verdict, I);	/* neither birth date nor skin type */
	assert_false(screening_save(sheet_clinic, sheet_shipped, 999, 0, clock_today(), s.answers, &id,
	    &verdict, NULL, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	clinic_staff(sheet_clinic, "books", "bookkeeper");
	desk = clinic_open(sheet_path, "books");
	assert_false(screening_save(desk, sheet_shipped, client, 0, clock_today(), s.answers, &id,
	    &verdict, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(desk);
}

static void
names_a_checklist_that_is_not_there(void **state)
{
	struct err err;

	assert_null(checklist_load(sheet_clinic->db, "tattoo", &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	assert_non_null(strstr(err.text, "tattoo"));
	assert_int_equal(checklist_item(sheet_shipped, "shoe_size"), -1);
}

static bool
install(struct db *db, void *arg, struct err *e)
{
	return checklists_install(db, e);
}

static void
installs_once(void **state)
{
	int64_t before = dbfile_int(sheet_path, "SELECT count(*) FROM checklist");
	struct err err;

	OK(db_write(sheet_clinic->db, "change", "install", install, NULL, &err));
	assert_int_equal(dbfile_int(sheet_path, "SELECT count(*) FROM checklist"),
	    before);
}

TEST_MAIN(
    SHEET_CASE(wants_a_patch_test_where_switched_on),
    SHEET_CASE(applies_an_owners_edition),
    SHEET_CASE(keeps_a_published_edition),
    SHEET_CASE(reads_answers),
    SHEET_CASE(writes_answers_as_json),
    SHEET_CASE(makes_a_record),
    SHEET_CASE(saves_with_what_the_card_says),
    SHEET_CASE(names_a_checklist_that_is_not_there),
    SHEET_CASE(installs_once))
