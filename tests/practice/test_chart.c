/*
 * Proves that a chart is saved and taken back whole, that limits refuse at their boundary
 * and not before, that what is unusual or outside the label is told, that lots are used only
 * where they may be, and that two people lose nothing. The clinic's day is 12 March 2026.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/chart.h"
#include "practice/history.h"
#include "tests/support/visits.h"

static int64_t visit, pen;
static struct err err;

static int
begin(void **state)
{
	visits_begin(state);
	pen = visits_new(&record_device, "name", "Pen 2", "max_depth", "200", NULL);
	visits_set(&record_service, v.needling, "chart", "microneedling");
	visit = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12", "09:00",
	    "in_treatment");
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, visits_end)

/* With the pen, unless it is none. */
static struct chart *
open_chart(struct practice *p, int64_t session)
{
	struct chart *c;

	if (session == visit) {
		AUTO_FREE char *id = xasprintf("%lld", (long long)pen);

		visits_set(&record_session, visit, "device", id);
	}
	c = chart_open(p, session, &err);
	OK(c != NULL);
	return c;
}

/* A line of zone, depth, passes…: "R 100 3". */
static struct record *
line(struct chart *c, const char *zone, const char *depth, const char *passes)
{
	struct record *r = chart_add_line(c);

	OK(chart_set(c, r, CHART_COLUMNS, "zone", zone, &err));
	OK(chart_set(c, r, CHART_COLUMNS, "depth", depth, &err));
	OK(chart_set(c, r, CHART_COLUMNS, "passes", passes, &err));
	return r;
}

static void
save(struct practice *p, struct chart *c)
{
	AUTO_BUF struct buf note = BUF_INIT;

	OK(chart_save(p, c, NULL, &note, &err));
}

/* "forehead 0.50 3, cheek_r 1.00 4" */
static void
lines_are(const struct chart *c, const char *expected)
{
	AUTO_BUF struct buf all = BUF_INIT, value = BUF_INIT;
	size_t i;

	for (i = 0; i < c->now.n_lines; i++) {
		const struct record *r = c->now.lines[i];

		buf_addf(&all, "%s%s ", i > 0 ? ", " : "", record_text(r, "zone"));
		buf_addf(&all, "%s ", chart_value(r, "depth", &value));
		buf_adds(&all, chart_value(r, "passes", &value));
	}
	assert_string_equal(all.s, expected);
}

/* --- whole ----------------------------------------------------------------------------------- */

static void
test_a_chart_is_saved_and_taken_back_whole(void **state)
{
	struct chart *c = open_chart(v.ruth, visit);
	AUTO_BUF struct buf said = BUF_INIT, value = BUF_INIT;
	struct undone undone;
	int64_t before, after;

	assert_null(c->base.head);
	assert_int_equal(record_int(c->now.head, "device"), pen);
	line(c, "F", "50", "3");
	line(c, "r", "1,0", "4");
	line(c, "R", "1.50", "2");
	OK(chart_set(c, c->now.lines[1], CHART_COLUMNS, "endpoint", "p", &err));
	OK(chart_set(c, c->now.lines[1], CHART_COLUMNS, "direction", "x", &err));
	OK(chart_set(c, c->now.head, CHART_OUTCOME, "pain", "3", &err));
	OK(chart_set(c, c->now.head, CHART_HEAD, "skin_prep", "alcohol", &err));
	/* in the order of the template, whichever came first */
	assert_string_equal(record_text(c->now.head, "more"), "skin_prep=alcohol\npain=3");
	assert_string_equal(record_text(c->now.lines[1], "more"),
	    "direction=cross\nendpoint=pinpoint");
	OK(db_journal_head(v.ruth->db, &before, NULL, &err));
	save(v.ruth, c);
	OK(db_journal_head(v.ruth->db, &after, NULL, &err));
	assert_int_equal(after, before + 1);
	assert_false(chart_is_changed(c));
	chart_free(c);

	c = open_chart(v.ruth, visit);
	lines_are(c, "forehead 0.50 3, cheek_r 1.00 4, cheek_r 1.50 2");
	assert_int_equal(chart_nth_of_zone(c, 1), 0);
	assert_int_equal(chart_nth_of_zone(c, 2), 1);
	assert_string_equal(chart_value(c->now.lines[1], "endpoint", &value), "pinpoint");
	assert_string_equal(chart_value(c->now.head, "pain", &value), "3");
	/* moved and taken out */
	assert_true(chart_move_line(c, 2, -1));
	assert_false(chart_move_line(c, 0, -1));
	assert_false(chart_move_line(c, 2, 1));
	chart_remove_line(c, 0);
	save(v.ruth, c);
	chart_free(c);
	c = open_chart(v.ruth, visit);
	lines_are(c, "cheek_r 1.50 2, cheek_r 1.00 4");
	chart_free(c);

	OK(practice_undo(v.ruth, &undone, &said, &err));
	c = open_chart(v.ruth, visit);
	lines_are(c, "forehead 0.50 3, cheek_r 1.00 4, cheek_r 1.50 2");
	chart_free(c);
	OK(practice_undo(v.ruth, &undone, &said, &err));
	c = open_chart(v.ruth, visit);
	assert_null(c->base.head);
	assert_int_equal(c->now.n_lines, 0);
	chart_free(c);
}

static void
test_only_who_is_here_has_a_chart(void **state)
{
	int64_t booked = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12",
	    "14:00", "booked");
	int64_t facial = visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-11", "09:00",
	    "done");
	struct chart *c;
	AUTO_BUF struct buf note = BUF_INIT;

	assert_null(chart_open(v.ruth, booked, &err));
	assert_non_null(strstr(err.text, "has a chart once the client is here"));
	assert_null(chart_open(v.ruth, facial, &err));
	assert_non_null(strstr(err.text, "Its service has no chart"));
	assert_null(chart_open(v.desk, visit, &err));
	assert_int_equal(err.code, ERR_DENIED);
	c = open_chart(v.ruth, visit);
	line(c, "F", "50", "3");
	REFUSED(chart_save(v.books, c, NULL, &note, &err), ERR_DENIED, "");
	chart_free(c);
}

static void
test_what_cannot_be_is_refused_with_a_sentence(void **state)
{
	static const struct { const char *code, *typed, *words; } wrong[] = {
		{ "zone", "1", "No zone has the letter 1" },
		{ "zone", "M", "No zone has the letter M" },
		{ "depth", "deep", "A depth is digits" },
		{ "depth", "1.234", "A depth is digits" },
		{ "depth", "99999", "A depth is digits" },
		{ "passes", "31", "a whole number from 1 to 30" },
		{ "passes", "0", "a whole number from 1 to 30" },
		{ "direction", "q", "dir: x cross, o one way, c circles." },
		{ "note", "two\nlines", "one line" },
	};
	struct chart *c = open_chart(v.ruth, visit);
	struct record *r = line(c, "F", "50", "3");
	AUTO_RECORD struct record *was = record_copy(r);
	AUTO_BUF struct buf note = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		assert_false(chart_set(c, r, CHART_COLUMNS, wrong[i].code, wrong[i].typed, &err));
		if (strstr(err.text, wrong[i].words) == NULL)
			fail_msg("%s: %s", wrong[i].typed, err.text);
		assert_true(record_equal(r, was));
	}
	OK(chart_set(c, r, CHART_COLUMNS, "cartridge", "2", &err));
	REFUSED(chart_save(v.ruth, c, NULL, &note, &err), ERR_INVALID,
	    "There is no cartridge 2");
	OK(chart_set(c, r, CHART_COLUMNS, "cartridge", "", &err));
	chart_add_line(c);
	REFUSED(chart_save(v.ruth, c, NULL, &note, &err), ERR_INVALID, "Line 2 has no zone");
	chart_free(c);
}

/* --- limits ---------------------------------------------------------------------------------- */

/* "" allowed, else words of the sentence. */
static void
depth_is(const char *typed, const char *words)
{
	struct chart *c = open_chart(v.ruth, visit);
	struct record *r = chart_add_line(c);
	bool ok;

	OK(chart_set(c, r, CHART_COLUMNS, "zone", "R", &err));
	ok = chart_set(c, r, CHART_COLUMNS, "depth", typed, &err);
	if (ok != (*words == '\0') || (!ok && strstr(err.text, words) == NULL))
		fail_msg("%s: %s", typed, ok ? "allowed" : err.text);
	chart_free(c);
}

static void
test_limits_refuse_at_their_boundary(void **state)
{
	int64_t ruth = v.ruth->staff->id;

	depth_is("200", "");
	depth_is("225", "2.25 mm is deeper than Pen 2 goes: at most 2.00 mm");
	depth_is("110", "in steps of 0.25, so 1.00 or 1.25");
	visits_set(&record_device, pen, "depth_step", "10");
	depth_is("110", "");
	depth_is("125", "in steps of 0.10, so 1.20 or 1.30");
	visits_set(&record_staff, ruth, "max_depth", "150");
	depth_is("150", "");
	depth_is("160", "1.60 mm is deeper than the licence of Ruth Aoki allows: up to and "
	    "including 1.50 mm");
	visits_set(&record_staff, ruth, "depth_below", "below");
	depth_is("140", "");
	depth_is("150", "allows: below 1.50 mm");
	visits_set(&record_staff, ruth, "depth_below", "including");
	visits_set(&record_staff, ruth, "supervised_depth", "200");
	depth_is("160", "deeper than the licence");
	visits_set(&record_staff, ruth, "supervisor", "1");
	depth_is("160", "");
	depth_is("200", "");
	visits_set(&record_device, pen, "max_depth", "300");
	depth_is("210", "allows under supervision: up to and including 2.00 mm");
}

/* The licence may have been cut since it was typed. */
static void
test_limits_hold_when_it_is_saved(void **state)
{
	struct chart *c = open_chart(v.ruth, visit);
	AUTO_BUF struct buf note = BUF_INIT;

	line(c, "R", "150", "3");
	save(v.ruth, c);
	chart_free(c);
	visits_set(&record_staff, v.ruth->staff->id, "max_depth", "100");
	c = open_chart(v.ruth, visit);
	REFUSED(chart_save(v.ruth, c, NULL, &note, &err), ERR_INVALID, "including 1.00 mm");
	visits_set(&record_staff, v.ruth->staff->id, "max_depth", "150");
	visits_set(&record_staff, v.ruth->staff->id, "modalities", "rf light");
	chart_free(c);
	c = open_chart(v.ruth, visit);
	REFUSED(chart_save(v.ruth, c, NULL, &note, &err), ERR_INVALID,
	    "The licence of Ruth Aoki does not cover this kind of treatment: mechanical");
	chart_free(c);
}

static void
usual_is(const struct chart *c, const char *zone, const char *indication, int64_t depth,
    bool outside, const char *expected)
{
	AUTO_BUF struct buf words = BUF_INIT;

	assert_int_equal(usual_words(c->t, zone, indication, depth, &words), outside);
	assert_string_equal(words.s, expected);
}

static void
stop_is(const char *expected)
{
	struct chart *c = open_chart(v.ruth, visit);
	AUTO_BUF struct buf words = BUF_INIT;

	limits_words(&c->limits, &words);
	assert_string_equal(words.s, expected);
	chart_free(c);
}

static void
test_the_lowest_limit_is_said(void **state)
{
	stop_is("up to and including 2.00 (device)");
	visits_set(&record_staff, v.ruth->staff->id, "max_depth", "200");
	stop_is("up to and including 2.00 (device, licence)");
	visits_set(&record_staff, v.ruth->staff->id, "max_depth", "150");
	visits_set(&record_staff, v.ruth->staff->id, "depth_below", "below");
	stop_is("below 1.50 (licence)");
}

static void
test_the_usual_depth_warns_on_both_sides(void **state)
{
	struct chart *c = open_chart(v.ruth, visit);

	usual_is(c, "cheek_l", "", 50, false, "usual 0.50 to 1.50");
	usual_is(c, "cheek_l", "", 150, false, "usual 0.50 to 1.50");
	usual_is(c, "cheek_l", "", -1, false, "usual 0.50 to 1.50");
	usual_is(c, "cheek_l", "", 49, true,
	    "below the usual 0.50 to 1.50");
	usual_is(c, "cheek_l", "", 151, true,
	    "above the usual 0.50 to 1.50");
	usual_is(c, "cheek_l", "acne_scars", 200, false, "usual 0.50 to 2.00");
	usual_is(c, "nose", "acne_scars", 100, true,
	    "above the usual 0.25 to 0.75");
	usual_is(c, "abdomen", "stretch_marks", 150, false, "usual 1.50 to 2.00");
	usual_is(c, "abdomen", "", 150, false, "");
	chart_free(c);
}

static void
label(const char *indication, const char *zones, const char *age, const char *skin,
    const char *depth)
{
	AUTO_FREE char *device = xasprintf("%lld", (long long)pen);

	visits_new(&record_device_label, "device", device, "indication", indication, "zones",
	    zones, "age_from", age, "skin_types", skin, "max_depth", depth, "source",
	    "K202243", NULL);
}

static void
off_label_is(const char *indication, const char *zone, const char *depth, const char *expected)
{
	struct chart *c = open_chart(v.ruth, visit);
	AUTO_BUF struct buf note = BUF_INIT;

	while (c->now.n_lines > 0)
		chart_remove_line(c, 0);
	record_set_text(c->now.head, "indication", indication);
	line(c, zone, depth, "3");
	OK(chart_save(v.ruth, c, NULL, &note, &err));
	assert_string_equal(record_text(c->now.head, "off_label"), expected);
	assert_int_equal(*expected != '\0', strstr(note.s, "does not name it") != NULL);
	chart_free(c);
}

/* As K202243: acne scars of the face from 22 years, wrinkles of the neck for types II to IV. */
static void
test_outside_the_label_is_told_and_kept(void **state)
{
	off_label_is("pores", "K", "50", "");
	label("acne_scars", "forehead cheek_r cheek_l", "22", "", "150");
	label("wrinkles", "neck", "22", "II III IV", "");
	off_label_is("acne_scars", "R", "150", "");
	off_label_is("acne_scars", "R", "175", "cheek R 1.75 mm");
	off_label_is("acne_scars", "N", "50", "nose");
	off_label_is("pores", "R", "50", "pores");
	off_label_is("wrinkles", "K", "50", "");
	visits_set(&record_client, v.anna, "fitzpatrick", "V");
	off_label_is("wrinkles", "K", "50", "skin type V");
	visits_set(&record_client, v.anna, "born", "2006-03-12");
	off_label_is("acne_scars", "R", "50", "age 20");
}

/* --- last time ------------------------------------------------------------------------------- */

static void
test_last_time_gives_depth_and_technique_alone(void **state)
{
	int64_t before = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-02-12", "09:00",
	    "done"), between;
	struct chart *c = open_chart(v.ruth, before);
	struct record *r = line(c, "R", "100", "4");
	AUTO_BUF struct buf value = BUF_INIT;

	OK(chart_set(c, r, CHART_COLUMNS, "technique", "g", &err));
	OK(chart_set(c, r, CHART_COLUMNS, "endpoint", "p", &err));
	OK(chart_set(c, r, CHART_COLUMNS, "note", "sore", &err));
	r = line(c, "R", "150", "2");
	OK(chart_set(c, r, CHART_COLUMNS, "technique", "s", &err));
	assert_int_equal(c->n_past, 0);
	save(v.ruth, c);
	chart_free(c);

	c = open_chart(v.ruth, visit);
	assert_int_equal(c->n_past, 1);
	assert_string_equal(c->past[0].by, "Ruth");
	assert_ptr_equal(chart_last_line(c, "cheek_r", 1), c->past[0].rows.lines[1]);
	assert_null(chart_last_line(c, "cheek_r", 2));
	r = chart_add_line(c);
	OK(chart_set(c, r, CHART_COLUMNS, "zone", "R", &err));
	assert_true(chart_again(c, 0));
	assert_string_equal(chart_value(r, "depth", &value), "1.00");
	assert_string_equal(chart_value(r, "technique", &value), "glide");
	assert_string_equal(chart_value(r, "endpoint", &value), "");
	assert_string_equal(chart_value(r, "note", &value), "");
	/* the second line of a zone has the second one's */
	r = chart_add_line(c);
	OK(chart_set(c, r, CHART_COLUMNS, "zone", "R", &err));
	OK(chart_set(c, r, CHART_COLUMNS, "passes", "7", &err));
	assert_true(chart_again(c, 1));
	assert_string_equal(chart_value(r, "technique", &value), "stamp");
	assert_string_equal(chart_value(r, "passes", &value), "7");
	r = chart_add_line(c);
	OK(chart_set(c, r, CHART_COLUMNS, "zone", "L", &err));
	assert_false(chart_again(c, 2));
	/* the rest as in the line above, but for the depth */
	chart_as_above(c, 2);
	assert_string_equal(chart_value(r, "technique", &value), "stamp");
	assert_string_equal(chart_value(r, "depth", &value), "");
	chart_free(c);

	/* those before that visit alone, the newest first */
	between = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "08:30", "done");
	c = open_chart(v.ruth, between);
	line(c, "N", "50", "2");
	save(v.ruth, c);
	chart_free(c);
	c = open_chart(v.ruth, visit);
	OK(chart_read_past(v.ruth, c, &err));
	assert_int_equal(c->n_past, 2);
	assert_int_equal(c->past[0].rows.n_lines, 1);
	assert_int_equal(c->past[1].rows.n_lines, 2);
	chart_free(c);
}

/* --- lots ------------------------------------------------------------------------------------ */

static int64_t cartridge;

static int64_t
new_lot(const char *number, const char *expires, const char *pieces)
{
	AUTO_FREE char *product = xasprintf("%lld", (long long)cartridge);
	int64_t lot = visits_new(&record_lot, "product", product, "number", number, "expires",
	    expires, NULL);
	AUTO_FREE char *link = xasprintf("%lld", (long long)lot);

	visits_new(&record_lot_move, "lot", link, "date", "2026-01-02", "kind", "received",
	    "quantity", pieces, NULL);
	return lot;
}

static const struct chart_item *
use_of(const struct chart *c)
{
	return chart_item(c->t, CHART_USES, "cartridge");
}

static void
take_fails(struct chart *c, const char *typed, const char *words)
{
	AUTO_BUF struct buf note = BUF_INIT;
	struct record *row;
	size_t n = c->now.n_products;

	if (chart_take(v.ruth, c, use_of(c), NULL, typed, &row, &note, &err))
		fail_msg("taken: %s", typed);
	if (strstr(err.text, words) == NULL)
		fail_msg("%s: %s", typed, err.text);
	assert_int_equal(c->now.n_products, n);
}

static struct record *
take(struct chart *c, const char *typed, const char *warns)
{
	AUTO_BUF struct buf note = BUF_INIT;
	struct record *row = NULL;

	OK(chart_take(v.ruth, c, use_of(c), NULL, typed, &row, &note, &err));
	if (*warns == '\0' ? note.len > 0 : strstr(note.s, warns) == NULL)
		fail_msg("%s", note.s);
	return row;
}

static bool
add_number(const struct chart_lot *l, void *arg)
{
	buf_addf(arg, "%s ", l->number);
	return true;
}

static void
test_lots_are_used_only_where_they_may_be(void **state)
{
	struct chart *c;
	int64_t first, later;
	AUTO_BUF struct buf note = BUF_INIT;

	cartridge = visits_new(&record_product, "name", "Cartridge 12", "kind", "cartridge",
	    "gtin", "09521101530001", NULL);
	new_lot("OLD", "2026-03-11", "5");
	later = new_lot("B2", "2027-01-31", "1");
	first = new_lot("A1", "2026-03-12", "1");
	visits_set(&record_lot, new_lot("BAD", "2027-01-31", "5"), "recalled_on", "2026-03-01");
	c = open_chart(v.ruth, visit);
	take_fails(c, "OLD", "Lot OLD of Cartridge 12 is not used: expired 11 Mar 2026.");
	take_fails(c, "BAD", "Lot BAD of Cartridge 12 is not used: recalled 1 Mar 2026.");
	take_fails(c, "a1", "no lot a1 is here");
	take_fails(c, "(01)09521101530001(17)270131(10)C3", "Lot C3 is not here yet");
	take_fails(c, "(01)09521101530018(17)270131(10)C3", "No product has the item");
	OK(chart_lots(v.ruth, c, use_of(c), add_number, &note, &err));
	assert_string_equal(note.s, "A1 B2 ");
	/* what expires first, its last day included */
	assert_int_equal(record_int(take(c, "", ""), "lot"), first);
	assert_int_equal(record_int(take(c, "(01)09521101530001(17)270131(10)B2(21)0031", ""),
	    "lot"), later);
	assert_string_equal(record_text(chart_product_at(&c->now, "cartridge", 2), "serial"), "0031");
	assert_null(chart_product_at(&c->now, "cartridge", 3));
	take_fails(c, "(01)09521101530001(17)270131(10)B2(21)0031", "in the chart already");
	line(c, "F", "50", "3");
	OK(chart_set(c, c->now.lines[0], CHART_COLUMNS, "cartridge", "2", &err));
	assert_true(chart_ticked(c, "lots", NULL));
	save(v.ruth, c);
	chart_free(c);
	c = open_chart(v.ruth, visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12",
	    "08:00", "done"));
	take_fails(c, "(01)09521101530001(17)270131(10)B2(21)0031",
	    "Number 0031 was used on 12 Mar 2026");
	take_fails(c, "", "no lot is on hand and in date");
	/* typed all the same: by the book there is none */
	take(c, "A1", "");
	line(c, "F", "50", "3");
	REFUSED(chart_save(v.ruth, c, NULL, &note, &err), ERR_INVALID, "by the book none is left");
	assert_string_equal(err.field, "insisted");
	record_set_text(c->now.products[0], "insisted", "two were in the box");
	save(v.ruth, c);
	/* saved again it is not asked again */
	chart_move_line(c, 0, 1);
	save(v.ruth, c);
	chart_free(c);
}

static void
test_what_is_not_for_needled_skin_or_strong_warns(void **state)
{
	struct chart *c;
	AUTO_BUF struct buf note = BUF_INIT;
	struct record *row;
	int64_t cream, serum;

	serum = cartridge = visits_new(&record_product, "name", "Vitamin C", "kind", "serum",
	    "not_for_needled", "yes", NULL);
	new_lot("V1", "2027-01-31", "3");
	cream = cartridge = visits_new(&record_product, "name", "Strong cream", "kind",
	    "anaesthetic", "strength", "4.01", NULL);
	new_lot("N1", "2027-01-31", "3");
	c = open_chart(v.ruth, visit);
	OK(chart_take(v.ruth, c, chart_item(c->t, CHART_USES, "serum"), NULL, "V1", &row, &note,
	    &err));
	assert_string_equal(note.s, "Vitamin C is not meant for needled skin "
	    "(JAMA Dermatology 2014;150:68).");
	assert_int_equal(record_int(row, "product"), serum);
	buf_cut(&note, 0);
	OK(chart_take(v.ruth, c, chart_item(c->t, CHART_USES, "anaesthetic"), NULL, "N1", &row,
	    &note, &err));
	assert_non_null(strstr(note.s, "Strong cream is stronger than 4 % (FDA"));
	assert_int_equal(record_int(row, "product"), cream);
	/* a tube is not used up */
	assert_int_equal(record_int(row, "quantity"), 0);
	visits_set(&record_product, cream, "strength", "4");
	buf_cut(&note, 0);
	OK(chart_take(v.ruth, c, chart_item(c->t, CHART_USES, "anaesthetic"), NULL, "N1", &row,
	    &note, &err));
	assert_string_equal(note.s, "");
	assert_int_equal(chart_used(c, "anaesthetic"), 1);
	chart_remove_product(c, row);
	assert_int_equal(chart_used(c, "anaesthetic"), 0);
	chart_free(c);
}

/* What the client has against it is told too, behind what it is. */
static void
test_what_the_client_must_not_meet_warns(void **state)
{
	AUTO_BUF struct buf note = BUF_INIT;
	struct record *row;
	struct chart *c;

	cartridge = visits_new(&record_product, "name", "Numb", "kind", "anaesthetic", "strength",
	    "5", "ingredients", "AQUA, LIDOCAINE", NULL);
	new_lot("N1", "2027-01-31", "3");
	OK(clinic_set(v.mara, v.anna, "allergies", "Lidocaine", &err));
	c = open_chart(v.ruth, visit);
	OK(chart_take(v.ruth, c, chart_item(c->t, CHART_USES, "anaesthetic"), NULL, "N1", &row,
	    &note, &err));
	assert_ptr_equal(strstr(note.s, "Numb, Lang, Anna: allergies, lidocaine: Contraindicated "
	    "after a reaction to an anaesthetic of the amide type. Numb is stronger than 4 %"),
	    note.s);
	assert_int_equal(record_int(row, "product"), cartridge);
	chart_free(c);
}

/* --- two people ------------------------------------------------------------------------------ */

static void
value_is(const struct record *r, const char *code, const char *value)
{
	AUTO_BUF struct buf is = BUF_INIT;

	assert_string_equal(chart_value(r, code, &is), value);
}

static void
test_two_people_lose_nothing(void **state)
{
	struct chart *mine = open_chart(v.ruth, visit), *theirs;
	AUTO_BUF struct buf note = BUF_INIT;

	line(mine, "F", "50", "3");
	line(mine, "R", "100", "4");
	save(v.ruth, mine);
	theirs = open_chart(v.mara, visit);
	line(theirs, "L", "100", "4");
	OK(chart_set(theirs, theirs->now.lines[0], CHART_COLUMNS, "passes", "5", &err));
	save(v.mara, theirs);
	/* other rows: both stand */
	OK(chart_set(mine, mine->now.lines[1], CHART_COLUMNS, "depth", "75", &err));
	OK(chart_set(mine, mine->now.head, CHART_OUTCOME, "pain", "2", &err));
	save(v.ruth, mine);
	lines_are(mine, "forehead 0.50 5, cheek_r 0.75 4, cheek_l 1.00 4");
	/* values of one row, and words of one head, meet one by one */
	OK(chart_set(theirs, theirs->now.head, CHART_OUTCOME, "erythema", "1", &err));
	chart_tick(theirs, "photos", true, "not wanted");
	record_set_text(theirs->now.head, "note", "calm");
	save(v.mara, theirs);
	value_is(theirs->now.head, "pain", "2");
	OK(chart_set(mine, mine->now.head, CHART_OUTCOME, "oedema", "1", &err));
	chart_tick(mine, "after", true, "by phone");
	record_set_text(mine->now.head, "note", "red");
	REFUSED(chart_save(v.ruth, mine, NULL, &note, &err), ERR_STALE,
	    "and changed the same: Note calm");
	save(v.ruth, mine);
	value_is(mine->now.head, "pain", "2");
	value_is(mine->now.head, "erythema", "1");
	value_is(mine->now.head, "oedema", "1");
	assert_string_equal(record_text(mine->now.head, "note"), "red / calm");
	assert_non_null(strstr(record_text(mine->now.head, "ticks"), "photos=not wanted"));
	assert_non_null(strstr(record_text(mine->now.head, "ticks"), "after=by phone"));
	/* the same value: told, and the second time it is meant */
	OK(chart_set(mine, mine->now.lines[1], CHART_COLUMNS, "depth", "150", &err));
	save(v.ruth, mine);
	OK(chart_set(theirs, theirs->now.lines[1], CHART_COLUMNS, "depth", "50", &err));
	REFUSED(chart_save(v.mara, theirs, NULL, &note, &err), ERR_STALE,
	    "and changed the same: cheek R, mm 1.50.");
	lines_are(theirs, "forehead 0.50 5, cheek_r 0.50 4, cheek_l 1.00 4");
	save(v.mara, theirs);
	/* one takes a line out, the other leaves it as it was */
	OK(chart_set(mine, mine->now.head, CHART_OUTCOME, "pain", "3", &err));
	chart_remove_line(mine, 0);
	save(v.ruth, mine);
	lines_are(mine, "cheek_r 0.50 4, cheek_l 1.00 4");
	chart_free(mine);
	chart_free(theirs);
}

static void
test_both_begin_it(void **state)
{
	struct chart *mine = open_chart(v.ruth, visit), *theirs = open_chart(v.mara, visit);

	line(mine, "F", "50", "3");
	line(theirs, "N", "25", "2");
	save(v.ruth, mine);
	save(v.mara, theirs);
	lines_are(theirs, "nose 0.25 2, forehead 0.50 3");
	chart_free(mine);
	chart_free(theirs);
}

/* "forehead A1, nose B2": the lot of each line's cartridge. */
static void
lots_are(const struct chart *c, const char *expected)
{
	AUTO_BUF struct buf all = BUF_INIT;
	size_t i;

	for (i = 0; i < c->now.n_lines; i++) {
		const struct record *line = c->now.lines[i];
		const struct record *product = chart_product_at(&c->now, "cartridge",
		    record_int(line, "cartridge"));
		AUTO_RECORD struct record *lot = product == NULL ? NULL : db_get(v.ruth->db,
		    &record_lot, record_int(product, "lot"), &err);

		buf_addf(&all, "%s%s %s", i > 0 ? ", " : "", record_text(line, "zone"),
		    lot != NULL ? record_text(lot, "number") : "none");
	}
	assert_string_equal(all.s, expected);
}

/* A line that names the newest cartridge, of that lot. */
static void
line_with(struct chart *c, const char *zone, const char *lot)
{
	AUTO_FREE char *number = NULL;
	struct record *r;

	take(c, lot, "");
	number = xasprintf("%zu", chart_used(c, "cartridge"));
	r = line(c, zone, "50", "3");
	OK(chart_set(c, r, CHART_COLUMNS, "cartridge", number, &err));
}

/* Each line keeps the lot it was charted with, whichever number that has when both are
 * brought together. */
static void
test_a_line_keeps_its_cartridge(void **state)
{
	struct chart *mine, *theirs;
	AUTO_DRAFT struct draft d = DRAFT_INIT;
	bool newer;

	cartridge = visits_new(&record_product, "name", "Cartridge 12", "kind", "cartridge", NULL);
	new_lot("A1", "2027-01-31", "9");
	new_lot("B2", "2027-01-31", "9");
	new_lot("C3", "2027-01-31", "9");
	new_lot("D4", "2027-01-31", "9");
	mine = open_chart(v.ruth, visit);
	theirs = open_chart(v.mara, visit);
	line_with(mine, "F", "A1");
	line_with(theirs, "N", "B2");
	save(v.mara, theirs);
	save(v.ruth, mine);
	lots_are(mine, "forehead A1, nose B2");
	chart_free(theirs);
	/* a draft */
	line_with(mine, "R", "C3");
	chart_keep(mine, &d);
	theirs = open_chart(v.mara, visit);
	line_with(theirs, "L", "D4");
	save(v.mara, theirs);
	chart_free(mine);
	mine = open_chart(v.ruth, visit);
	chart_take_up(mine, &d, &newer);
	assert_true(newer);
	save(v.ruth, mine);
	lots_are(mine, "forehead A1, nose B2, cheek_r C3, cheek_l D4");
	chart_free(theirs);
	theirs = open_chart(v.mara, visit);
	/* theirs is taken out with its line while one is added here */
	OK(chart_set(theirs, theirs->now.head, CHART_OUTCOME, "pain", "2", &err));
	assert_int_equal(chart_remove_product(theirs, chart_product_at(&theirs->now, "cartridge",
	    1)), 1);
	lots_are(theirs, "forehead none, nose B2, cheek_r C3, cheek_l D4");
	chart_remove_line(theirs, 0);
	save(v.mara, theirs);
	line_with(mine, "C", "A1");
	save(v.ruth, mine);
	lots_are(mine, "nose B2, cheek_r C3, cheek_l D4, chin A1");
	/* the last one has none behind it */
	assert_int_equal(chart_remove_product(mine, chart_product_at(&mine->now, "cartridge", 4)),
	    1);
	lots_are(mine, "nose B2, cheek_r C3, cheek_l D4, chin none");
	chart_free(mine);
	chart_free(theirs);
}

/* What both changed and is no note stays as it is typed here, and theirs is said as it is read. */
static void
test_what_is_no_note_is_not_joined(void **state)
{
	struct chart *mine = open_chart(v.ruth, visit), *theirs;
	AUTO_BUF struct buf note = BUF_INIT;

	cartridge = visits_new(&record_product, "name", "Cartridge 12", "kind", "cartridge", NULL);
	new_lot("A1", "2027-01-31", "9");
	line_with(mine, "F", "A1");
	save(v.ruth, mine);
	theirs = open_chart(v.mara, visit);
	chart_set_wrap(theirs->now.products[0], "yes");
	save(v.mara, theirs);
	chart_set_wrap(mine->now.products[0], "no");
	REFUSED(chart_save(v.ruth, mine, NULL, &note, &err), ERR_STALE, "and changed the same: ");
	value_is(mine->now.products[0], "wrap", "no");
	save(v.ruth, mine);
	record_set_int(theirs->now.lines[0], "ended_at", 1773309600);
	save(v.mara, theirs);
	record_set_int(mine->now.lines[0], "ended_at", 1773309660);
	REFUSED(chart_save(v.ruth, mine, NULL, &note, &err), ERR_STALE,
	    "and changed the same: forehead, Ended at 12 Mar 2026 10:00.");
	chart_free(mine);
	chart_free(theirs);
}

/* Who goes on with a draft has what a colleague saved meanwhile, value by value, and is told so;
 * what both changed is said. */
static void
test_a_draft_meets_what_was_saved_meanwhile(void **state)
{
	AUTO_DRAFT struct draft d = DRAFT_INIT, e = DRAFT_INIT;
	struct chart *mine = open_chart(v.ruth, visit), *theirs;
	AUTO_BUF struct buf note = BUF_INIT;
	bool newer;

	line(mine, "F", "50", "3");
	save(v.ruth, mine);
	line(mine, "R", "100", "4");
	OK(chart_set(mine, mine->now.lines[0], CHART_COLUMNS, "depth", "75", &err));
	chart_keep(mine, &d);
	OK(chart_set(mine, mine->now.lines[0], CHART_COLUMNS, "passes", "6", &err));
	chart_keep(mine, &e);
	chart_free(mine);
	theirs = open_chart(v.mara, visit);
	line(theirs, "N", "25", "2");
	OK(chart_set(theirs, theirs->now.lines[0], CHART_COLUMNS, "passes", "5", &err));
	save(v.mara, theirs);
	chart_free(theirs);
	mine = open_chart(v.ruth, visit);
	chart_take_up(mine, &d, &newer);
	assert_true(newer);
	save(v.ruth, mine);
	lines_are(mine, "forehead 0.75 5, cheek_r 1.00 4, nose 0.25 2");
	chart_free(mine);
	mine = open_chart(v.ruth, visit);
	chart_take_up(mine, &e, &newer);
	REFUSED(chart_save(v.ruth, mine, NULL, &note, &err), ERR_STALE,
	    "and changed the same: forehead, pass 5");
	chart_free(mine);
}

static void
test_a_draft_comes_back_as_it_was(void **state)
{
	AUTO_DRAFT struct draft d = DRAFT_INIT;
	struct chart *c = open_chart(v.ruth, visit);
	bool newer;

	line(c, "F", "50", "3");
	line(c, "R", "100", "4");
	save(v.ruth, c);
	chart_remove_line(c, 0);
	line(c, "L", "125", "4");
	OK(chart_set(c, c->now.lines[1], CHART_COLUMNS, "direction", "x", &err));
	OK(chart_set(c, c->now.head, CHART_OUTCOME, "pain", "4", &err));
	chart_tick(c, "photos", true, "declined");
	chart_keep(c, &d);
	chart_free(c);

	c = open_chart(v.ruth, visit);
	chart_take_up(c, &d, &newer);
	assert_false(newer);
	lines_are(c, "cheek_r 1.00 4, cheek_l 1.25 4");
	assert_true(chart_is_changed(c));
	save(v.ruth, c);
	chart_free(c);
	c = open_chart(v.ruth, visit);
	lines_are(c, "cheek_r 1.00 4, cheek_l 1.25 4");
	assert_string_equal(record_text(c->now.lines[1], "more"), "direction=cross");
	chart_take_up(c, &d, &newer);
	assert_true(newer);
	chart_free(c);
	/* a row that it does not know from before is a new one */
	c = open_chart(v.ruth, visit);
	draft_set(&d, "was-line 2 id", "0");
	chart_take_up(c, &d, &newer);
	assert_int_equal(c->now.lines[0]->id, 0);
	chart_free(c);
}

/* An older program's draft does not say over what it was typed: its rows are those of the file. */
static void
test_an_older_draft_doubles_no_line(void **state)
{
	AUTO_DRAFT struct draft d = DRAFT_INIT, older = DRAFT_INIT;
	struct chart *c = open_chart(v.ruth, visit);
	bool newer;
	size_t i;

	line(c, "F", "50", "3");
	save(v.ruth, c);
	line(c, "R", "100", "4");
	chart_keep(c, &d);
	chart_free(c);
	older.base_version = d.base_version;
	for (i = 0; i < d.n_fields; i++)
		if (strncmp(d.fields[i].name, "was-", 4) != 0)
			draft_set(&older, d.fields[i].name, d.fields[i].text);
	c = open_chart(v.ruth, visit);
	chart_take_up(c, &older, &newer);
	assert_false(newer);
	save(v.ruth, c);
	lines_are(c, "forehead 0.50 3, cheek_r 1.00 4");
	chart_free(c);
}

/* --- ticks ----------------------------------------------------------------------------------- */

static void
test_ticks_say_what_is_missing(void **state)
{
	struct chart *c = open_chart(v.ruth, visit);
	const char *why;

	/* the first chart has no history to look at; nothing else is done */
	assert_true(chart_ticked(c, "hist", NULL));
	assert_false(chart_ticked(c, "zones", NULL));
	assert_false(chart_ticked(c, "screen", NULL));
	assert_true(chart_ticked(c, "consent", NULL));	/* the service names none */
	assert_false(chart_ticked(c, "lots", NULL));
	line(c, "F", "50", "3");
	assert_true(chart_ticked(c, "zones", NULL));
	OK(chart_set(c, c->now.head, CHART_OUTCOME, "pain", "0", &err));
	OK(chart_set(c, c->now.head, CHART_OUTCOME, "erythema", "1", &err));
	OK(chart_set(c, c->now.head, CHART_OUTCOME, "oedema", "1", &err));
	assert_false(chart_ticked(c, "outcome", NULL));
	OK(chart_set(c, c->now.head, CHART_OUTCOME, "bleeding", "n", &err));
	assert_true(chart_ticked(c, "outcome", NULL));
	chart_tick(c, "photos", true, "client declined");
	chart_tick(c, "after", true, "");
	chart_tick(c, "lots", true, "");	/* not by hand */
	save(v.ruth, c);
	assert_string_equal(record_text(c->now.head, "ticks"),
	    "hist\nconsent\nzones\noutcome\nphotos=client declined\nafter");
	assert_false(chart_ticked(c, "photos", &why));
	assert_true(strncmp(why, "client declined", 15) == 0);
	assert_true(chart_ticked(c, "after", NULL));
	chart_free(c);
	visits_set(&record_service, v.needling, "consent", "microneedling");
	c = open_chart(v.ruth, visit);
	assert_false(chart_ticked(c, "consent", NULL));
	visits_set(&record_service, v.needling, "consent", "");
	chart_free(c);
	c = open_chart(v.ruth, visit);
	chart_tick(c, "photos", false, "");
	chart_tick(c, "after", false, "");
	save(v.ruth, c);
	assert_string_equal(record_text(c->now.head, "ticks"), "hist\nconsent\nzones\noutcome");
	chart_free(c);
}

static void
test_the_screening_of_its_day_is_linked(void **state)
{
	int64_t screening = visits_screen(v.anna, NULL);
	struct chart *c = open_chart(v.ruth, visit);

	assert_int_equal(record_int(c->now.head, "screening"), screening);
	assert_true(chart_ticked(c, "screen", NULL));
	chart_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_a_chart_is_saved_and_taken_back_whole),
		CASE(test_only_who_is_here_has_a_chart),
		CASE(test_what_cannot_be_is_refused_with_a_sentence),
		CASE(test_limits_refuse_at_their_boundary),
		CASE(test_limits_hold_when_it_is_saved),
		CASE(test_the_lowest_limit_is_said),
		CASE(test_the_usual_depth_warns_on_both_sides),
		CASE(test_outside_the_label_is_told_and_kept),
		CASE(test_last_time_gives_depth_and_technique_alone),
		CASE(test_lots_are_used_only_where_they_may_be),
		CASE(test_what_is_not_for_needled_skin_or_strong_warns),
		CASE(test_what_the_client_must_not_meet_warns),
		CASE(test_two_people_lose_nothing),
		CASE(test_both_begin_it),
		CASE(test_a_line_keeps_its_cartridge),
		CASE(test_what_is_no_note_is_not_joined),
		CASE(test_a_draft_meets_what_was_saved_meanwhile),
		CASE(test_a_draft_comes_back_as_it_was), CASE(test_an_older_draft_doubles_no_line),
		CASE(test_ticks_say_what_is_missing),
		CASE(test_the_screening_of_its_day_is_linked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
