/*
 * Proves that a chart is typed without looking in few keys, that what is refused says why and
 * loses nothing, that the map's right is the client's left, and that a key in the grid asks
 * the practice file nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/chart.h"
#include "practice/sign.h"
#include "screens/chart/chart.h"
#include "tests/support/driven_visits.h"

static int64_t visit, pen;

/* Ruth's first visit of the day, with a pen to 2.00 mm; her licence goes to 1.50. */
static void
desk(void)
{
	AUTO_FREE char *device = NULL;

	pen = visits_new(&record_device, "name", "Pen 2", "max_depth", "200", NULL);
	device = xasprintf("%lld", (long long)pen);
	visits_set(&record_service, v.needling, "chart", "microneedling");
	visits_set(&record_staff, v.ruth->staff->id, "max_depth", "150");
	visits_screen(v.anna, NULL);
	visit = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12", "09:00",
	    "in_treatment");
	visits_set(&record_session, visit, "device", device);
	driven_begin(v.ruth, v.path, false);
}

static void
stock(const char *pieces)
{
	int64_t product = visits_new(&record_product, "name", "Cartridge 12", "kind",
	    "cartridge", NULL), lot;
	AUTO_FREE char *of = xasprintf("%lld", (long long)product), *link = NULL;

	lot = visits_new(&record_lot, "product", of, "number", "A1", "expires", "2027-01-31",
	    NULL);
	link = xasprintf("%lld", (long long)lot);
	visits_new(&record_lot_move, "lot", link, "date", "2026-01-02", "kind", "received",
	    "quantity", pieces, NULL);
}

/* The saved chart's lines, "forehead 0.50 3 cross glide pinpoint 1\n…". */
static void
is_saved(const char *lines, const char *ticks)
{
	struct err err;
	struct chart *c = chart_open(v.ruth, visit, &err);
	AUTO_BUF struct buf all = BUF_INIT, value = BUF_INIT;
	size_t i, j;

	OK(c != NULL);
	for (i = 0; i < c->now.n_lines; i++) {
		for (j = 0; j < c->t->parts[CHART_COLUMNS].n; j++) {
			chart_value(c->now.lines[i], c->t->parts[CHART_COLUMNS].items[j].code,
			    &value);
			if (value.len > 0)
				buf_addf(&all, "%s%s", j > 0 ? " " : "", value.s);
		}
		buf_addc(&all, '\n');
	}
	assert_string_equal(all.s, lines);
	assert_string_equal(record_text(c->base.head, "ticks"), ticks);
	chart_free(c);
}

#define SIX \
	"forehead 0.50 5 cross glide pinpoint 1\n" \
	"cheek_r 1.00 5 cross glide pinpoint 1\n" \
	"cheek_l 1.00 5 cross glide pinpoint 1\n" \
	"nose 0.25 5 cross glide pinpoint 1\n" \
	"chin 0.75 5 cross glide pinpoint 1\n" \
	"upper_lip 0.50 5 cross glide pinpoint 1\n"
#define TICKS "hist\nconsent\nscreen\nzones\nlots\noutcome\nphotos=the client declined\nafter"

static void
six_zones_are_typed_without_looking(void **state)
{
	desk();
	stock("9");
	keys("g Enter");
	in_front("chart");
	driven_pressed();
	keys("f50 Enter 5xgp r100 Down l100 Down n25 Down c75 Down u50 Down");
	keys("Tab Enter Tab 311n d y ^S");
	assert_in_range(driven_pressed(), 1, 60);
	says("Chart saved: Lang, Anna");
	is_saved(SIX, TICKS);
}

static void
a_repeat_takes_few_keys(void **state)
{
	six_zones_are_typed_without_looking(state);
	keys("Esc");
	visit = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12", "11:15",
	    "here");
	chart_push(d, visit);
	driven_pressed();
	keys("=");
	says("As on 12 Mar 2026");
	/* dim until it is passed over; what was seen then is not taken */
	looks("charting-again-80x24");
	keys("pppppp Tab Enter Tab 311n d y ^S");
	assert_in_range(driven_pressed(), 1, 25);
	is_saved(SIX, TICKS);
}

static void
a_limit_refuses_and_traps_nobody(void **state)
{
	desk();
	chart_push(d, visit);
	keys("r175 Enter");
	says("1.75 mm is deeper than the licence of Ruth Aoki allows");
	sees("175");
	keys("Backspace Backspace Backspace 150 Enter 3 Enter");
	sees("1.50    3");
	keys("Left Left 999 Enter");
	says("9.99 mm is deeper than Pen 2 goes");
	keys("Enter");
	says("999 was not taken");
	sees("1.50    3");
	keys("^S");
	is_saved("cheek_r 1.50 3\n", "hist\nconsent\nscreen\nzones");
}

static void
the_usual_depth_and_the_limits_are_told(void **state)
{
	desk();
	chart_push(d, visit);
	keys("l");
	sees("up to and including 1.50 (licence); usual 0.50 to 1.50");
	keys("25 Enter Left");
	sees("below the usual 0.50 to 1.50");
	keys(";");
	says("below the usual");
}

/* The column at which the text stands in the window; -1: nowhere. */
static int
column_of(const char *text)
{
	const struct canvas *c = ui_draw(d->ui);
	struct area a = canvas_area(c);
	int y, x, i, n = (int)strlen(text);

	for (y = 3; y < a.rows; y++)
		for (x = a.cols - n; x >= 0; x--) {
			for (i = 0; i < n && canvas_cell(c, y, x + i)->text[0] == text[i]; i++)
				;
			if (i == n)
				return x;
		}
	return -1;
}

static void
the_clients_left_is_at_the_right(void **state)
{
	int middle;

	desk();
	driven_size(24, 100);
	chart_push(d, visit);
	middle = column_of("client's R") + 14;
	assert_true(middle > 60);
	keys("l100 Enter");
	assert_true(column_of("L 1.00") > middle);
	keys("5xgp R150 Enter");
	assert_in_range(column_of("R 1.50"), 60, middle);
	keys("2 Enter xsp R175");
	looks("charting-100x24");
	keys("^U a");
	assert_int_equal(column_of("abdomen"), 4);
	assert_true(column_of("A x") > 60);
}

/* Beside the table stands the side of the body that the line in focus is on. */
static void
the_map_turns_to_the_line(void **state)
{
	desk();
	driven_size(24, 100);
	chart_push(d, visit);
	keys("f50 Enter");
	sees_not("'   back");
	keys("a150 Enter");
	sees("'   back");
	keys("Up");
	sees_not("'   back");
	keys("Down M");		/* M goes on to the other */
	sees_not("'   back");
	keys("Down");		/* where a line is begun it is that of the last */
	sees("'   back");
	keys("Tab M");
	driven_size(24, 80);
	sees("cart.");
}

static void
it_looks_calm_at_each_size(void **state)
{
	desk();
	stock("9");
	chart_push(d, visit);
	keys("f50 Enter 5xgp r100 Down r150 Enter 2 Enter xs Tab Enter Tab 31 Tab");
	looks_at_each_size("charting");
	driven_size(24, 80);
	keys("Shift-Tab Shift-Tab Shift-Tab M");
	looks("charting-map-80x24");
	keys("M");
	looks("charting-body-80x24");
}

static void
what_is_typed_comes_back(void **state)
{
	desk();
	keys("g o");
	in_front("chart");
	keys("f50 Enter 5xgp r10 Esc");
	says("Kept as a draft");
	keys("1");
	sees("Chart, Lang, Anna");
	keys("Tab Enter");
	in_front("chart");
	sees("forehead");
	says("As you left it");
	keys("0 Enter");
	sees("1.00");
	keys("^S");
	is_saved("forehead 0.50 5 cross glide pinpoint\ncheek_r 1.00\n", "hist\nconsent\nscreen\nzones");
}

static void
a_line_is_taken_out_and_back(void **state)
{
	desk();
	chart_push(d, visit);
	keys("f50 Down n25 Down Up Up Del");
	sees_not("forehead");
	keys("^Z");
	sees("forehead");
	/* moved down, and ended by the client */
	keys("Up + /");
	sees("ended");
	keys("^S");
	is_saved("nose 0.25\nforehead 0.50\n", "hist\nconsent\nscreen\nzones");
	keys("^Z");
	sees_not("ended");
}

static void
saved_again_says_what_is_missing(void **state)
{
	desk();
	chart_push(d, visit);
	keys("f50 Enter ^S");
	says("Chart saved");
	keys("^S");
	says("Nothing changed since it was saved; missing: lots, outcome, photos, after.");
}

/* Whatever is missing takes its reason here, and signing does not ask for it again. */
static void
why_something_is_missing_is_typed_here(void **state)
{
	AUTO_BUF struct buf summary = BUF_INIT;
	struct sign_visit look;
	struct err err;

	desk();
	visits_set(&record_service, v.needling, "consent", "microneedling");
	chart_push(d, visit);
	keys("f50 Enter Shift-Tab");
	sees("consent: why is it missing? Else signing asks.");
	keys("yearly Down");
	sees("lots: why is it missing?");
	keys("none-here Enter ^S");
	is_saved("forehead 0.50\n", "hist\nconsent=yearly\nscreen\nzones\nlots=none-here");
	OK(sign_look(v.ruth, visit, &look, &err));
	assert_int_equal(look.n_missing, 3);
	assert_string_equal(look.missing[0].code, "outcome");
	/* whoever signs sees them */
	OK(sign_summary(v.ruth, &look, &summary, &err));
	assert_non_null(strstr(summary.s,
	    "\nwithout consent: yearly\nwithout lots: none-here\n"));
	keys("Up Up ^U Enter ^S");
	is_saved("forehead 0.50\n", "hist\nscreen\nzones\nlots=none-here");
}

static void
used_up_by_the_book_asks_why(void **state)
{
	desk();
	stock("0");
	chart_push(d, visit);
	keys("f50 Enter Tab Enter");
	says("no lot is on hand and in date");
	keys("A1 Enter ^S");
	sees("None is left by the book");
	keys("two Enter");
	says("Chart saved");
	is_saved("forehead 0.50 1\n", "hist\nconsent\nscreen\nzones\nlots");
}

static void
a_lot_is_chosen_from_those_on_hand(void **state)
{
	AUTO_FREE char *of = NULL;

	desk();
	stock("4");
	of = xasprintf("%lld", (long long)visits_new(&record_product, "name", "Cartridge 36", "kind",
	    "cartridge", NULL));
	chart_push(d, visit);
	/* typed, the number of two would be asked about */
	visits_new(&record_lot, "product", of, "number", "A1", NULL);
	keys("f50 Enter Tab A1 Enter");
	says("Several products have a lot A1");
	keys("^U ^P");
	sees("lot A1, 4 on hand, to 31 Jan 2027");
	keys("Enter");
	sees("Cartridge 12, lot A1, to 31 Jan 2027");
	keys("Backspace");
	sees_not("lot A1");
}

/* The owner receives; others are told. */
static void
a_lot_that_is_not_here_is_received_on_the_way(void **state)
{
	int64_t product;

	desk();
	stock("4");
	product = visits_new(&record_product, "name", "Cartridge 36", "kind", "cartridge", "gtin",
	    "09521101530001", NULL);
	assert_true(product > 0);
	chart_push(d, visit);
	keys("f50 Enter Tab Z9 Enter");
	says("Cartridge: no lot Z9 is here yet. ruth is logged in as a practitioner");
	says("the owner may");
	driven_end();
	driven_begin(v.mara, v.path, false);
	chart_push(d, visit);
	keys("f50 Enter Tab Z9 Enter");
	sees("Cartridge: no lot Z9 is here yet.");
	keys("Esc Enter");
	says("Z9 was not taken");
	keys("Up");
	/* scanned: the code says the product and the day */
	keys("(01)09521101530001(17)270131(10)C3 Enter");
	sees("Lot C3 is not here yet.");
	keys("r Enter");
	sees("Cartridge 36");
	sees("31 Jan 2027");
	keys("^S 5 ^S");
	in_front("chart");
	sees("Cartridge 36, lot C3, to 31 Jan 2027");
	sees("forehead         0.50");
	/* typed: the product is asked for */
	keys("Down Z9 Enter r Enter Cartridge Space 12 Enter ^S 3 ^S");
	sees("Cartridge 12, lot Z9");
	/* a code names its product, which is none to numb with */
	keys("Down Down (01)09521101530001(17)270131(10)C3 Enter");
	says("is not for that: its kind is Cartridge.");
	keys("Enter");
	keys("^P");
	sees("that came in: it is received first");
	keys("Esc ^S");
	is_saved("forehead 0.50\n", "hist\nconsent\nscreen\nzones");
}

#define WRAPPED "SELECT more = 'wrap=yes' FROM chart_product"

static void
numbing_under_wrap_warns(void **state)
{
	int64_t cream, lot;
	AUTO_FREE char *of = NULL, *link = NULL;

	desk();
	cream = visits_new(&record_product, "name", "Lidocaine cream 4 %, tube of 30 g", "kind",
	    "anaesthetic", NULL);
	of = xasprintf("%lld", (long long)cream);
	lot = visits_new(&record_lot, "product", of, "number", "L77", NULL);
	link = xasprintf("%lld", (long long)lot);
	visits_new(&record_lot_move, "lot", link, "date", "2026-01-02", "kind", "received",
	    "quantity", "3", NULL);
	chart_push(d, visit);
	sees_not("wrapped");
	keys("f50 Enter Tab Down L77 Enter");
	sees("Did it lie under wrap?");
	keys("y");
	says("CAUTION Under wrap more of it is taken up, above all on a large area (FDA");
	keys("^S Esc");
	assert_int_equal(dbfile_int(v.path, WRAPPED), 1);
	chart_push(d, visit);
	sees("…, lot L77");	/* its name is cut, the lot is not */
	keys("Tab Down Down n ^S");
	assert_int_equal(dbfile_int(v.path, WRAPPED), 0);
}

static void
past_charts_stand_side_by_side(void **state)
{
	six_zones_are_typed_without_looking(state);
	keys("Esc");
	visit = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12", "11:15",
	    "in_treatment");
	chart_push(d, visit);
	keys("r125 Enter Shift-Tab");
	looks("charting-hist-80x24");
	keys("Tab");
	sees_not("Ruth: ");
	sees("[x]hist");
}

static void
a_key_asks_nothing(void **state)
{
	static const char *const typed[] = { "f", "5", "0", "Enter", "5", "x", "g", "p", "R",
	    "1", "Down" };
	size_t i;

	desk();
	chart_push(d, visit);
	for (i = 0; i < ARRAY_LEN(typed); i++) {
		practice_work(v.ruth);
		keys(typed[i]);
		assert_int_equal(practice_work(v.ruth).statements, 0);
	}
}

#define DERMAPLANING \
	"{\"code\": \"dermaplaning\", \"title\": \"Dermaplaning\", \"modality\": \"other\"," \
	"\"uses\": [{\"code\": \"blade\", \"label\": \"Blade\", \"kind\": \"any\"," \
	" \"needed\": true, \"single_use\": true}]," \
	"\"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"}," \
	"{\"code\": \"angle\", \"label\": \"angle\", \"type\": \"number\", \"min\": 30," \
	" \"max\": 60, \"again\": true}," \
	"{\"code\": \"hair\", \"label\": \"hair\", \"answers\": \"vellus=v=vellus|none=n=none\"}]," \
	"\"outcome\": [{\"code\": \"nicks\", \"label\": \"Nicks\", \"type\": \"number\"," \
	" \"min\": 0, \"max\": 9}]," \
	"\"ticks\": [{\"code\": \"zones\", \"label\": \"zones\"}," \
	"{\"code\": \"lots\", \"label\": \"lots\"}," \
	"{\"code\": \"outcome\", \"label\": \"outcome\"}]," \
	"\"zones\": [{\"code\": \"upper_face\", \"label\": \"upper face\", \"key\": \"U\"," \
	" \"map\": \"face 2 10\"}," \
	"{\"code\": \"cheeks\", \"label\": \"cheeks\", \"key\": \"C\"}]}"

static bool
publish(struct db *db, UNUSED void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_chart_template);

	record_set_text(r, "code", "dermaplaning");
	record_set_int(r, "edition", 1);
	record_set_text(r, "title", "Dermaplaning");
	record_set_text(r, "state", "published");
	record_set_text(r, "body", DERMAPLANING);
	return db_insert(db, r, e);
}

/* A treatment that nobody thought of is data alone. */
static void
another_treatment_is_typed_like_any(void **state)
{
	struct err err;

	desk();
	stock("9");
	OK(db_write(v.mara->db, "change", "add chart_template", publish, NULL, &err));
	visits_set(&record_service, v.needling, "chart", "dermaplaning");
	chart_push(d, visit);
	keys("u45v c30n Tab Enter Tab 0 ^S");
	says("Chart saved");
	looks("charting-another-80x24");
	is_saved("upper_face 45 vellus\ncheeks 30 none\n", "zones\nlots\noutcome");
}

/* What a colleague saved meanwhile is told at once, comes in value by value, and is not typed
 * over unseen: words that both wrote stay. */
static void
a_colleague_saves_the_same_chart(void **state)
{
	struct err err;
	AUTO_BUF struct buf note = BUF_INIT;
	struct chart *theirs;

	desk();
	chart_push(d, visit);
	keys("f50 Enter ^S");
	theirs = chart_open(v.ruth, visit, &err);
	OK(theirs != NULL);
	OK(chart_set(theirs, chart_add_line(theirs), CHART_COLUMNS, "zone", "N", &err));
	OK(chart_set(theirs, theirs->now.lines[1], CHART_COLUMNS, "depth", "25", &err));
	OK(chart_set(theirs, theirs->now.lines[0], CHART_COLUMNS, "depth", "75", &err));
	OK(chart_set(theirs, theirs->now.lines[0], CHART_COLUMNS, "passes", "3", &err));
	OK(chart_set(theirs, theirs->now.head, CHART_OUTCOME, "pain", "2", &err));
	record_set_text(theirs->now.head, "note", "calm");
	OK(chart_save(v.ruth, theirs, NULL, &note, &err));
	chart_free(theirs);
	keys("Up Left 25 Enter");
	desk_catch_up(d);
	says("Ruth Aoki changed this chart, 10:00; ^S brings both together.");
	keys("^S");
	says("Ruth Aoki saved this chart meanwhile, 10:00, and changed the same: forehead, mm 0.75. "
	    "Nothing was saved; ^S again saves what you see.");
	sees("nose");
	sees("0.25");
	keys("^S");
	is_saved("forehead 0.25 3\nnose 0.25\n", "hist\nconsent\nscreen\nzones");
	/* where nothing is typed theirs is shown without a key */
	theirs = chart_open(v.ruth, visit, &err);
	OK(chart_set(theirs, theirs->now.lines[1], CHART_COLUMNS, "depth", "50", &err));
	OK(chart_save(v.ruth, theirs, NULL, &note, &err));
	chart_free(theirs);
	desk_catch_up(d);
	sees("0.50");
}

/* The colleague's line N, without a key here. */
static void
theirs_adds_nose(void)
{
	struct err err;
	AUTO_BUF struct buf note = BUF_INIT;
	struct chart *theirs = chart_open(v.ruth, visit, &err);

	OK(theirs != NULL);
	OK(chart_set(theirs, chart_add_line(theirs), CHART_COLUMNS, "zone", "N", &err));
	OK(chart_set(theirs, theirs->now.lines[theirs->now.n_lines - 1], CHART_COLUMNS, "depth",
	    "25", &err));
	OK(chart_save(v.ruth, theirs, NULL, &note, &err));
	chart_free(theirs);
}

/* ^Z goes back to nothing from before theirs came in: their rows would be taken out. */
static void
what_came_in_is_not_undone(void **state)
{
	desk();
	chart_push(d, visit);
	keys("f50 Enter ^S");
	theirs_adds_nose();
	desk_catch_up(d);
	sees("nose");
	keys("^Z ^S");
	is_saved("forehead 0.50\nnose 0.25\n", "hist\nconsent\nscreen\nzones");
	/* brought in by a save */
	keys("Up Up Left 75 Enter");
	theirs_adds_nose();
	keys("^S");
	says("Chart saved");
	keys("^Z ^S");
	is_saved("forehead 0.75\nnose 0.25\nnose 0.25\n", "hist\nconsent\nscreen\nzones");
}

/* Rows that come in above do not move what is typed to another answer. */
static void
the_focus_stays_with_its_answer(void **state)
{
	desk();
	chart_push(d, visit);
	keys("f50 Enter ^S Tab Tab");
	theirs_adds_nose();
	desk_catch_up(d);
	keys("2 ^S");
	says("Chart saved");
	is_saved("forehead 0.50\nnose 0.25\n", "hist\nconsent\nscreen\nzones");
	assert_int_equal(dbfile_int(v.path, "SELECT more = 'pain=2' FROM chart"), 1);
}

/* The same where a save brings them in or takes them out, for a line too that is new by it. */
static void
the_focus_stays_where_a_save_brings_rows_in(void **state)
{
	struct err err;
	AUTO_BUF struct buf note = BUF_INIT;
	struct chart *theirs;

	desk();
	chart_push(d, visit);
	keys("f50 Enter ^S");
	theirs_adds_nose();
	keys("Tab Tab 2 ^S 3 ^S");
	says("Chart saved");
	assert_int_equal(dbfile_int(v.path, "SELECT more = 'pain=2' || char(10) || 'erythema=3' "
	    "FROM chart"), 1);
	keys("Up Up Up Up Up Up Up Up Up c75 Enter");
	theirs = chart_open(v.ruth, visit, &err);
	chart_remove_line(theirs, 0);
	OK(chart_save(v.ruth, theirs, NULL, &note, &err));
	chart_free(theirs);
	keys("^S 4 ^S");
	is_saved("nose 0.25\nchin 0.75 4\n", "hist\nconsent\nscreen\nzones");
}

/* Before anything is typed in vain, and what is typed all the same is refused. */
static void
a_signed_chart_says_so(void **state)
{
	AUTO_FREE char *sql = NULL;

	desk();
	chart_push(d, visit);
	keys("f50 Enter ^S Esc");
	sql = xasprintf("INSERT INTO signature(version, session, act, staff, at, form, text, digest) "
	    "VALUES (1, %lld, 'sign', %lld, 1773309600, 1, 'x', 'x')", (long long)visit,
	    (long long)v.ruth->staff->id);
	dbfile_sql(v.path, sql);
	chart_push(d, visit);
	says("This chart is signed by Ruth Aoki, 12 Mar 2026, and stays as it is.");
	keys("Up Enter 75 Enter ^S");
	says("is signed (Ruth Aoki, 12 Mar 2026)");
	in_front("chart");
	is_saved("forehead 0.50\n", "hist\nconsent\nscreen\nzones");
}

static void
who_may_not_has_none(void **state)
{
	desk();
	driven_end();
	driven_begin(v.desk, v.path, false);
	chart_push(d, visit);
	says("may");
	in_front("today");
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(six_zones_are_typed_without_looking),
		CASE(a_repeat_takes_few_keys),
		CASE(a_limit_refuses_and_traps_nobody),
		CASE(the_usual_depth_and_the_limits_are_told),
		CASE(the_clients_left_is_at_the_right),
		CASE(the_map_turns_to_the_line),
		CASE(it_looks_calm_at_each_size),
		CASE(what_is_typed_comes_back),
		CASE(a_line_is_taken_out_and_back),
		CASE(saved_again_says_what_is_missing),
		CASE(why_something_is_missing_is_typed_here),
		CASE(used_up_by_the_book_asks_why),
		CASE(a_lot_is_chosen_from_those_on_hand),
		CASE(a_lot_that_is_not_here_is_received_on_the_way),
		CASE(numbing_under_wrap_warns),
		CASE(past_charts_stand_side_by_side),
		CASE(a_key_asks_nothing),
		CASE(another_treatment_is_typed_like_any),
		CASE(a_colleague_saves_the_same_chart),
		CASE(what_came_in_is_not_undone),
		CASE(the_focus_stays_with_its_answer),
		CASE(the_focus_stays_where_a_save_brings_rows_in),
		CASE(a_signed_chart_says_so),
		CASE(who_may_not_has_none),
	};

	return cmocka_run_group_tests(cases, NULL, NULL);
}
