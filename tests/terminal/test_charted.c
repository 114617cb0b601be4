/*
 * Proves that a chart of six zones is typed through the terminal without looking, in at most
 * sixty keys with all ticks, and repeated in at most twenty-five, at three sizes, and that a
 * key in a line costs few bytes; and that two photos that wait are taken on the way, a key each.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/snap.h"
#include "tests/support/test.h"

/* "<Enter>" is one key. */
static int
pressed(const char *keys)
{
	int n = 0;

	for (; *keys != '\0'; keys++, n++)
		if (*keys == '<')
			keys = strchr(keys, '>');
	return n;
}

#define FIRST "f50<Enter>5xgpr100<Down>l100<Down>n25<Down>c75<Down>u50<Down>" \
	"<Tab><Enter><Tab>311ndy<C-s>"
#define AGAIN "=pppppp<Tab><Enter><Tab>311ndy<C-s>"

static void
walk_in(struct term *t, const char *keys, const char *row)
{
	int i;

	term_keys(t, "Gabro<Tab>");
	term_keys(t, keys);
	term_shows(t, "Here: Brown");
	term_keys(t, "g");
	for (i = 0; i < 20 && !term_has(t, row); i++)
		term_keys(t, "j");
	term_keys(t, "o");
	term_shows(t, "Chart, Brown");
}

/* The rows of the two visits on Today, selected. */
static void
charted(const struct term_setup *setup, const char *first, const char *second)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, setup);

	assert_in_range(pressed(FIRST), 30, 60);
	assert_in_range(pressed(AGAIN), 10, 25);
	walk_in(t, "face<Tab><Tab><Tab>1230<C-s>", first);
	term_keys(t, FIRST);
	term_shows(t, "Chart saved: Brown");
	term_keys(t, "<Esc>");
	walk_in(t, "nface<Tab><Tab><Tab>3p<C-s>", second);
	term_keys(t, AGAIN);
	term_shows(t, "Chart saved: Brown");
	term_keys(t, "<S-Tab><S-Tab><S-Tab><S-Tab>");
	term_shows(t, "upper lip");
	term_keys(t, "<Esc>");
	term_shows(t, second);
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

static void
six_zones(void **state)
{
	charted(NULL, "► 12:30p  here", "►  3:00p  here");
}

static void
six_zones_in_a_small_old_terminal(void **state)
{
	static const char *const env[] = { "NO_COLOR=1", NULL };

	charted(&(struct term_setup){ .rows = 20, .cols = 60, .term = "vt100", .locale = "C",
	    .env = env }, "> 12:30p  here", ">  3:00p  here");
}

static void
six_zones_in_a_wide_one(void **state)
{
	charted(&(struct term_setup){ .rows = 43, .cols = 132 }, "► 12:30p  here",
	    "►  3:00p  here");
}

#define WITH_PHOTOS "f50<Enter>5xgpr100<Down><Tab><Enter><Tab>311n<Enter> fl<Tab>y<C-s>"

static void
photos_are_taken_on_the_way(const struct term_setup *setup, const char *row)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, setup);

	snap_put(db, "IMG_1.jpg", 1, "2026:03:12 09:41:00", 200);
	snap_put(db, "IMG_2.jpg", 2, "2026:03:12 09:42:00", 100);
	walk_in(t, "face<Tab><Tab><Tab>1230<C-s>", row);
	term_keys(t, WITH_PHOTOS);
	term_shows(t, "Chart saved: Brown");
	term_shows(t, "2 kept");
	term_keys(t, "<Esc>");
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

static void
two_photos(void **state)
{
	photos_are_taken_on_the_way(NULL, "► 12:30p  here");
}

static void
two_photos_in_a_small_old_terminal(void **state)
{
	static const char *const env[] = { "NO_COLOR=1", NULL };

	photos_are_taken_on_the_way(&(struct term_setup){ .rows = 20, .cols = 60,
	    .term = "vt100", .locale = "C", .env = env }, "> 12:30p  here");
}

static void
a_key_in_a_line_costs_little(void **state)
{
	static const char *const keys[] = { "5", "0", "<Enter>", "5", "x", "g", "p", "<Down>",
	    "r", "1", "0", "0", "<Down>", "n", "2", "5", "<Down>", "<Up>", "<Up>", "<Down>" };
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);
	size_t i, n;

	walk_in(t, "face<Tab><Tab><Tab>1230<C-s>", "► 12:30p  here");
	term_keys(t, "f");
	term_written(t);
	for (i = 0; i < ARRAY_LEN(keys); i++) {
		term_keys(t, keys[i]);
		n = term_written(t);
		if (n > 120)
			fail_msg("%s costs %zu bytes", keys[i], n);
	}
	term_keys(t, "<Esc>");
	assert_int_equal(term_leave(t, "QQ"), 0);
}

TEST_MAIN(
	cmocka_unit_test(six_zones),
	cmocka_unit_test(six_zones_in_a_small_old_terminal),
	cmocka_unit_test(six_zones_in_a_wide_one),
	cmocka_unit_test(two_photos),
	cmocka_unit_test(two_photos_in_a_small_old_terminal),
	cmocka_unit_test(a_key_in_a_line_costs_little)
)
