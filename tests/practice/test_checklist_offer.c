/*
 * What ships anew arrives in an older practice as a draft, once: whatever its owner makes of it,
 * by whom it is opened and however often, and whatever stops it midway.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/checklist_file.h"
#include "tests/support/visits.h"

static struct err err;

/* An older one: microneedling had another wait, LED was not there; the rest is as it ships. */
static void
make_older(void)
{
	dbfile_sql(v.path, "UPDATE checklist_rule SET window_n = 21 WHERE item = 'filler_date' AND "
	    "checklist = (SELECT id FROM checklist WHERE code = 'microneedling');"
	    "DELETE FROM checklist_rule WHERE checklist = (SELECT id FROM checklist WHERE "
	    "code = 'led'); DELETE FROM checklist_item WHERE checklist = (SELECT id FROM checklist "
	    "WHERE code = 'led'); DELETE FROM checklist WHERE code = 'led'");
}

static long
count(const char *where)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM checklist WHERE %s", where);

	return (long)dbfile_int(v.path, sql);
}

static int64_t
head(void)
{
	int64_t n;

	OK(db_journal_head(v.mara->db, &n, NULL, &err));
	return n;
}

/* Nothing is written by it. */
static void
offers_nothing(struct practice *p)
{
	int64_t before = head();

	OK(checklists_offer(p, &err));
	assert_int_equal(head(), before);
}

static void
a_new_practice_has_them_all(void **state)
{
	offers_nothing(v.mara);
	assert_int_equal(count("state = 'draft'"), 0);
}

static void
an_older_practice_gets_drafts_once(void **state)
{
	struct checklist *c;
	int64_t undo, undone;

	make_older();
	OK(db_undo_next(v.mara->db, v.mara->staff->id, 0, &undo, &err));
	OK(checklists_offer(v.mara, &err));
	assert_int_equal(count("state = 'draft'"), 2);
	assert_int_equal(count("state = 'draft' AND code = 'microneedling' AND edition = 2"), 1);
	assert_int_equal(count("state = 'draft' AND code = 'led' AND edition = 1"), 1);
	/* nothing is asked by it */
	OK((c = checklist_named(v.mara, "microneedling", 0, &err)) != NULL);
	assert_int_equal(record_int(c->head, "edition"), 1);
	checklist_free(c);
	assert_null(checklist_named(v.mara, "led", 0, &err));
	offers_nothing(v.mara);
	/* undo does not mean it */
	OK(db_undo_next(v.mara->db, v.mara->staff->id, 0, &undone, &err));
	assert_int_equal(undone, undo);
}

/* Published, thrown away, changed: it does not come again. */
static void
whatever_becomes_of_it_it_comes_no_more(void **state)
{
	int64_t id, led;

	make_older();
	OK(checklists_offer(v.mara, &err));
	id = dbfile_int(v.path, "SELECT id FROM checklist WHERE code = 'microneedling' AND "
	    "edition = 2");
	led = dbfile_int(v.path, "SELECT id FROM checklist WHERE code = 'led'");
	visits_set(&record_checklist, led, "title", "Before light");
	offers_nothing(v.mara);
	visits_set(&record_checklist, led, "state", "retired");
	offers_nothing(v.mara);
	visits_set(&record_checklist, id, "title", "Before needles");
	offers_nothing(v.mara);
	OK(checklist_publish(v.mara, id, &err));
	offers_nothing(v.mara);
	assert_int_equal(count("1"), 7);
}

/* The next program ships another text: that one comes, once. */
static void
another_text_comes_in_its_turn(void **state)
{
	make_older();
	OK(checklists_offer(v.mara, &err));
	dbfile_sql(v.path, "UPDATE journal SET label = 'add checklist led as it ships, 00000000' "
	    "WHERE label LIKE 'add checklist led%'; UPDATE checklist SET title = 'Older' WHERE "
	    "code = 'led'");
	OK(checklists_offer(v.mara, &err));
	assert_int_equal(count("state = 'draft' AND code = 'led'"), 2);
	offers_nothing(v.mara);
}

static void
who_may_not_set_up_the_practice_brings_none(void **state)
{
	make_older();
	offers_nothing(v.desk);
	offers_nothing(v.ruth);
	assert_int_equal(count("state = 'draft'"), 0);
	OK(checklists_offer(v.mara, &err));
	assert_int_equal(count("state = 'draft'"), 2);
}

/* Killed before a write ends, the next login brings the rest. */
static void
what_was_stopped_is_brought_by_the_next_login(void **state)
{
	make_older();
	dbfile_sql(v.path, "CREATE TRIGGER stop BEFORE INSERT ON checklist_rule WHEN NEW.item = "
	    "'keloid' BEGIN SELECT RAISE(ABORT, 'stopped'); END");
	err_clear(&err);
	assert_false(checklists_offer(v.mara, &err));
	dbfile_sql(v.path, "DROP TRIGGER stop");
	assert_int_equal(count("code = 'microneedling'"), 1);
	err_clear(&err);
	OK(checklists_offer(v.mara, &err));
	assert_int_equal(count("state = 'draft'"), 2);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM checklist_rule r JOIN checklist c "
	    "ON c.id = r.checklist WHERE c.code = 'microneedling' AND c.edition = 2"),
	    dbfile_int(v.path, "SELECT count(*) FROM checklist_rule r JOIN checklist c "
	    "ON c.id = r.checklist WHERE c.code = 'microneedling' AND c.edition = 1"));
	offers_nothing(v.mara);
}

TEST_MAIN(
    VISITS_CASE(a_new_practice_has_them_all),
    VISITS_CASE(an_older_practice_gets_drafts_once),
    VISITS_CASE(whatever_becomes_of_it_it_comes_no_more),
    VISITS_CASE(another_text_comes_in_its_turn),
    VISITS_CASE(who_may_not_set_up_the_practice_brings_none),
    VISITS_CASE(what_was_stopped_is_brought_by_the_next_login))
