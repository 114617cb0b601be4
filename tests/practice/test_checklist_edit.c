/*
 * Proves that a draft of a checklist is edited a row at a time: answers are read as people write
 * them, a row that makes the whole worse is refused with nothing kept, items keep their order,
 * and what is published is written by nobody.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/checklist_edit.h"
#include "practice/checklist_file.h"
#include "practice/checklist_words.h"
#include "practice/history.h"
#include "tests/support/visits.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, visits_end)

static struct err err;

/* --- words --------------------------------------------------------------------------------- */

static void
answers_are_as_people_write_them(void **state)
{
	static const struct { const char *typed, *was, *stored; } cases[] = {
		{ "n No; y Yes, now", "", "no=n=No|yes_now=y=Yes, now" },
		{ " n  No ;; y Yes; ", "", "no=n=No|yes=y=Yes" },
		{ "n No | y Yes; now", "", "no=n=No|yes_now=y=Yes; now" },
		/* what rules name stays when words or keys change, and is not taken twice */
		{ "n Never; y Ever", "no=n=No|yes=y=Yes", "no=n=Never|yes=y=Ever" },
		{ "a No; b Yes", "no=n=No|yes=y=Yes", "no=a=No|yes=b=Yes" },
		{ "y No; n Yes", "no=n=No|yes=y=Yes", "no=y=No|yes=n=Yes" },
		{ "n No; x No", "no=n=No", "no=n=No|no_2=x=No" },
		/* other scripts, and the stored form itself */
		{ "1 Да; 2 Нет", "", "answer=1=Да|answer_2=2=Нет" },
		{ "III=3=grade III|4=4=grade IV", "", "III=3=grade III|4=4=grade IV" },
		{ "", "no=n=No", "" },
	};
	static const struct { const char *typed, *why; } wrong[] = {
		{ "n No; N Never", "Two answers have the key N: \"No\" and \"Never\"." },
		{ "no=n=No|yes=n=Yes", "Two answers have the key n" },
		{ "- Perhaps", "The key - says not known" },
		{ "No", "\"No\" is none." }, { "n", "\"n\" is none." }, { "= No", "\"= No\" is none." },
		{ "é Non", "is none." },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf out = BUF_INIT, words = BUF_INIT, again = BUF_INIT;

		OK(checklist_answers_parse(cases[i].typed, cases[i].was, &out, &err));
		assert_string_equal(out.s, cases[i].stored);
		checklist_answers_words(out.s, &words);
		OK(checklist_answers_parse(words.s, out.s, &again, &err));
		assert_string_equal(again.s, out.s);
	}
	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		AUTO_BUF struct buf out = BUF_INIT;

		REFUSED(checklist_answers_parse(wrong[i].typed, "", &out, &err), ERR_INVALID,
		    wrong[i].why);
		assert_string_equal(err.field, "answers");
	}
}

/* --- rows ---------------------------------------------------------------------------------- */

/* A draft of the next edition of what ships. */
static struct checklist *
draft(int64_t *id)
{
	struct checklist *c = checklist_load(v.mara->db, "waxing", &err);

	OK(c != NULL);
	OK(checklist_next(v.mara, c->head->id, id, &err));
	checklist_free(c);
	c = checklist_load_edition(v.mara->db, *id, &err);
	OK(c != NULL);
	return c;
}

static struct record *
item(const struct checklist *c, const char *code, int64_t position)
{
	struct record *r = checklist_row_new(c, &record_checklist_item);

	record_set_text(r, "code", code);
	record_set_text(r, "ask", "Asked?");
	record_set_text(r, "answers", "no=n=No|yes=y=Yes");
	if (position != 0)
		record_set_int(r, "position", position);
	return r;
}

static void
is_at(int64_t edition, size_t at, const char *code)
{
	struct checklist *c = checklist_load_edition(v.mara->db, edition, &err);

	OK(c != NULL);
	assert_string_equal(record_text(c->items[at - 1], "code"), code);
	assert_int_equal(record_int(c->items[at - 1], "position"), at);
	checklist_free(c);
}

static void
items_keep_their_order(void **state)
{
	int64_t id;
	struct checklist *c = draft(&id);
	AUTO_FREE char *second = xstrdup(record_text(c->items[1], "code"));
	AUTO_FREE char *last = xstrdup(record_text(c->items[c->n_items - 1], "code"));
	AUTO_RECORD struct record *r = item(c, "one", 2), *moved = NULL;
	AUTO_BUF struct buf said = BUF_INIT;
	struct undone undone;

	OK(checklist_row_save(v.mara, r, NULL, NULL, NULL, &err));
	is_at(id, 2, "one");
	is_at(id, 3, second);
	is_at(id, c->n_items + 1, last);
	/* to the end, however far is typed */
	moved = record_copy(r);
	record_set_int(moved, "position", 900);
	OK(checklist_row_save(v.mara, moved, r, NULL, NULL, &err));
	is_at(id, 2, second);
	is_at(id, c->n_items + 1, "one");
	/* one write each, taken back whole */
	OK(practice_undo(v.mara, &undone, &said, &err));
	is_at(id, 2, "one");
	OK(practice_undo(v.mara, &undone, &said, &err));
	is_at(id, 2, second);
	is_at(id, c->n_items, last);
	checklist_free(c);
}

static void
no_more_are_taken_than_a_file_has(void **state)
{
	int64_t id;
	struct checklist *c = draft(&id);
	size_t i;

	for (i = c->n_items; i < CHECKLIST_ITEMS_MAX; i++) {
		AUTO_FREE char *code = xasprintf("more_%zu", i);
		AUTO_RECORD struct record *r = item(c, code, 0);

		OK(checklist_row_save(v.mara, r, NULL, NULL, NULL, &err));
	}
	AUTO_RECORD struct record *r = item(c, "too_many", 0);
	REFUSED(checklist_row_save(v.mara, r, NULL, NULL, NULL, &err), ERR_INVALID,
	    "There are 200 of them already");
	checklist_free(c);
}

static void
what_is_published_is_written_by_nobody(void **state)
{
	struct checklist *c = checklist_load(v.mara->db, "waxing", &err);
	AUTO_RECORD struct record *r = NULL, *was = NULL, *head = NULL;
	int64_t id;
	size_t rules;

	OK(c != NULL);
	r = item(c, "late", 0);
	REFUSED(checklist_row_save(v.mara, r, NULL, NULL, NULL, &err), ERR_INVALID,
	    "is published and stays as it is; begin the next edition from it.");
	record_free(r);
	was = record_copy(c->rules[0]);
	r = record_copy(was);
	record_set_text(r, "guidance", "Otherwise.");
	REFUSED(checklist_row_save(v.mara, r, was, NULL, NULL, &err), ERR_INVALID, "published");
	REFUSED(checklist_row_remove(v.mara, r->type, r->id, &rules, &err), ERR_INVALID, "published");
	head = record_copy(c->head);
	record_set_text(head, "title", "Otherwise");
	REFUSED(checklist_save(v.mara, head, c->head, NULL, NULL, &err), ERR_INVALID, "published");
	/* the database holds it too */
	REFUSED(practice_save(v.mara, ACTION_WRITE_SETTINGS, r, was, NULL, NULL, &err), ERR_INVALID,
	    "published");
	/* and whoever may not set up the practice begins nothing */
	REFUSED(checklist_next(v.desk, c->head->id, &id, &err), ERR_DENIED, "");
	checklist_free(c);
}

/* A draft that came with something refused, by an older program, is mended a row at a time. */
static void
a_draft_gets_no_worse(void **state)
{
	int64_t id;
	struct checklist *c = draft(&id);
	const struct record *rule = c->rules[0];
	AUTO_RECORD struct record *r = item(c, "fine", 0), *bad = NULL, *was = NULL;
	size_t rules;

	visits_set(&record_checklist_rule, rule->id, "item", "nothing");
	OK(checklist_row_save(v.mara, r, NULL, NULL, NULL, &err));
	bad = checklist_row_new(c, &record_checklist_rule);
	record_set_text(bad, "item", "fine");
	record_set_text(bad, "answer", "maybe");
	record_set_text(bad, "verdict", "block");
	REFUSED(checklist_row_save(v.mara, bad, NULL, NULL, NULL, &err), ERR_INVALID,
	    "fine has no answer \"maybe\".");
	was = db_get(v.mara->db, &record_checklist_rule, rule->id, &err);
	OK(was != NULL);
	record_free(r);
	r = record_copy(was);
	record_set_text(r, "item", record_text(rule, "item"));
	OK(checklist_row_save(v.mara, r, was, NULL, NULL, &err));
	OK(checklist_row_remove(v.mara, r->type, r->id, &rules, &err));
	assert_int_equal(rules, 0);
	checklist_free(c);
}

TEST_MAIN(CASE(answers_are_as_people_write_them), CASE(items_keep_their_order),
    CASE(no_more_are_taken_than_a_file_has), CASE(what_is_published_is_written_by_nobody),
    CASE(a_draft_gets_no_worse))
