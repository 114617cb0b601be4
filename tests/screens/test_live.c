/*
 * What a colleague changes is on each page at the next look, a second later, as it is on the page
 * opened anew; a new kind of page or record wants its pair here. No key waits for it, and what
 * it cannot concern is not read again.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "tests/support/driven_visits.h"
#include "tests/support/planted.h"

#define HISTORY "2 Enter Tab Tab Tab Tab Tab"
#define PAPERS "2 Enter Shift-Tab"

/* A field that is shown on the page, and what a colleague makes of it. */
static const struct {
	const char *page;
	const struct record_type *type;
	const char *field, *text;
} shown[] = {
	{ "1", &record_service, "name", "Peel" }, { "1", &record_client, "given", "Ada" },
	{ "1", &record_session, "start", "16:10" },
	{ "2", &record_client, "family", "Okafor" },
	{ "3", &record_service, "name", "Led" }, { "3", &record_client, "given", "Eve" },
	{ "3", &record_session, "start", "16:20" }, { "4", &record_client, "given", "Ida" },
	{ "Tab", &record_client, "given", "Una" }, { "2 Enter", &record_client, "phone", "555 01" },
	{ "2 Enter", &record_service, "name", "Wax" },
	{ "2 Enter Tab", &record_session, "start", "16:40" },
	{ "2 Enter Tab", &record_service, "name", "Gel" },
	{ HISTORY, &record_client, "phone", "555 02" }, { PAPERS, &record_permission, "basis", "asked" },
	{ PAPERS, &record_treatment_order, "ordered_by", "Dr Ito" },
	{ PAPERS, &record_clearance, "given_by", "Dr Ito" },
	{ "8 Enter", &record_service, "name", "Tint" }, { "8 j j Enter", &record_staff, "code", "bo" },
	{ "8 / everybody Enter", &record_client, "given", "Lea" },
	{ "^G cannot Enter", &record_client, "given", "Mia" },
};

/* The rows above the messages, whichever is selected; the caller frees. */
static char *
rows_seen(void)
{
	AUTO_FREE char *all = seen();
	struct buf rows = BUF_INIT;
	char *end = strstr(all, "\n--\n");
	const char *at;
	int i;

	for (i = 0; i < 4 && end != NULL; i++) {
		*end = '\0';
		end = strrchr(all, '\n');
	}
	for (at = all; *at != '\0'; at++) {
		bool mark = strncmp(at, "\xE2\x96\xBA", 3) == 0;

		buf_addc(&rows, mark ? ' ' : *at);
		at += mark ? 2 : 0;
	}
	return buf_steal(&rows);
}

static char *
opened(const char *page)
{
	driven_begin(v.mara, v.path, false);
	driven_size(43, 132);
	keys(page);
	return rows_seen();
}

static bool
update(struct db *db, void *arg, struct err *e)
{
	return db_update(db, arg, e);
}

/* By a colleague, of the first rows; which of them are on the page does not matter. */
static bool
change(const struct record_type *t, const char *field, const char *text)
{
	bool done = false;
	struct err err;
	int64_t id;

	for (id = 1; id <= 4; id++) {
		AUTO_RECORD struct record *r = db_get(v.ruth->db, t, id, &err);

		done |= r != NULL && record_parse(r, &field_context_plain, field, text, &err) &&
		    db_write(v.ruth->db, "change", "change it", update, r, &err);
	}
	if (!done)
		print_message("# %s.%s: %s\n", t->name, field, err.text);
	return done;
}

static void
every_page_shows_it(void **state)
{
	long wrong = 0;
	size_t i;

	planted_fill(false);
	driven_begin(v.mara, v.path, false);
	keys("y");		/* the look in an emergency is read */
	driven_end();
	for (i = 0; i < ARRAY_LEN(shown); i++) {
		AUTO_FREE char *before = opened(shown[i].page), *live = NULL, *anew = NULL;
		size_t k, row = 0;

		wrong += !change(shown[i].type, shown[i].field, shown[i].text);
		desk_catch_up(d);
		live = rows_seen();
		driven_end();
		anew = opened(shown[i].page);
		driven_end();
		for (k = 0; live[k] != '\0' && live[k] == anew[k]; k++)
			if (live[k] == '\n')
				row = k + 1;
		if (live[k] == anew[k] && strcmp(before, anew) != 0)
			continue;
		print_message("# %s.%s on \"%s\" is \"%.132s\", not \"%.132s\"\n",
		    shown[i].type->name, shown[i].field, shown[i].page, live + row,
		    live[k] == anew[k] ? "another" : anew + row);
		wrong++;
	}
	assert_int_equal(wrong, 0);
	planted_end();
}

/* By Mara, beside Ruth's desk. */
static void
add_client(const char *family)
{
	visits_new(&record_client, "given", "Ada", "family", family, NULL);
}

/* It is shown by the next second, and by one's own write. */
static void
a_key_does_not_wait_for_it(void **state)
{
	driven_begin(v.ruth, v.path, false);
	keys("2");
	add_client("Aaby");
	driven_tick(0, true);
	sees_not("Aaby");
	driven_tick(0, false);
	sees("Aaby");
	add_client("Aadland");
	keys("n O n Tab O n ^S");
	driven_tick(0, true);
	keys("2");
	sees("Aadland");
}

/* The day's visits and what is due are asked for again only when a change may concern them. */
static void
who_was_only_added_is_in_no_visit(void **state)
{
	int64_t added, renamed;

	driven_begin(v.ruth, v.path, false);
	desk_catch_up(d);
	practice_work(v.ruth);
	add_client("Aaby");
	desk_catch_up(d);
	added = practice_work(v.ruth).statements;
	visits_set(&record_client, v.anna, "given", "Una");
	desk_catch_up(d);
	renamed = practice_work(v.ruth).statements;
	assert_true(added * 2 < renamed);
}

/* Today is read again where something was changed while another tab was shown. */
static void
what_changed_meanwhile_is_there(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, 0, "2026-03-12", "16:10", "booked");

	driven_begin(v.ruth, v.path, false);
	sees("16:10");
	keys("2");
	visits_set(&record_session, id, "start", "16:40");
	desk_catch_up(d);
	keys("1");
	sees("16:40");
}

TEST_MAIN(
    CASE(every_page_shows_it),
    CASE(a_key_does_not_wait_for_it),
    CASE(who_was_only_added_is_in_no_visit),
    CASE(what_changed_meanwhile_is_there))
