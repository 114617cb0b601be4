/*
 * Nothing typed is ever lost: every form, left in the middle in every way, is taken up
 * again with what was typed and the cursor where it was. tests/screens/test_parked.c has
 * every form in every state.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

#define OFFERED "1 draft kept: "
#define BODY_FIRST 2		/* rows of the screen that are the form's */
#define BODY_LAST 21

static const struct form {
	const char *name;
	const char *keys;	/* from Today into it, and something typed */
	const char *typed[4];	/* what stands there then */
	bool parked;		/* leaving it is no draft: it is a record already */
} forms[] = {
	{ "client, new", "2nNgozi<Tab>Okafor<Tab><Tab>3/4/99x<Tab>555",
	    { "Ngozi", "Okafor", "3/4/99x", "555" }, false },
	{ "client, changed", "2jje<Tab><Tab>Nan<Tab><Tab><Tab>nan@example.org",
	    { "Nan", "nan@example.org" }, false },
	{ "visit", "2b13/3<Tab>9<Tab>4x", { "13", "4x" }, false },
	{ "screening", "2cnynn", { "4 of 26 answered" }, false },
	{ "service", "8<Enter>nPEEL9<Tab>Almond peel<Tab>", { "PEEL9", "Almond peel" }, false },
	{ "product", "8j<Enter>nX1<Tab>Sun hat", { "X1", "Sun hat" }, false },
	{ "staff", "8jj<Enter>nKai<Tab>", { "Kai" }, false },
	{ "settings", "8jjjjj<Enter><C-e> & Daughters", { "& Daughters" }, false },
	{ "visit, a new client", "1bAda Lind<Up><Enter>+1416", { "Lind", "+1416" }, false },
	{ "visit, an error in focus", "2b13/99<Enter><S-Tab>", { "Date must be" },
	    false },
	{ "time off", "8jjj<Enter>j<Enter>nill<Tab>", { "ill" }, false },
	{ "payment", "p<Enter>a8", { "card" }, true },
	{ "receipt", "pmineral<Enter>", { "Mineral sunscreen", "150.95" }, true },
};

static char *
body(struct term *t)
{
	struct buf b = BUF_INIT;
	int y;

	for (y = BODY_FIRST; y <= BODY_LAST; y++)
		buf_addf(&b, "%s\n", term_row(t, y));
	return buf_steal(&b);
}

enum way { WAY_HANGUP, WAY_SIGHUP, WAY_SIGTERM, WAY_ESC, WAY_ELSEWHERE, WAYS };

/* Leaves the form, and the program. */
static void
leave(struct term *t, enum way way)
{
	switch (way) {
	case WAY_HANGUP:
		assert_int_equal(term_hangup(t), 0);
		return;
	case WAY_SIGHUP:
		term_signal(t, SIGHUP);
		assert_int_equal(term_leave(t, NULL), 0);
		return;
	case WAY_SIGTERM:
		assert_int_equal(term_stop(t), 0);
		return;
	case WAY_ESC:
		term_keys(t, "<Esc>");
		term_shows(t, "Kept as a draft");
		break;
	case WAY_ELSEWHERE:
		term_keys(t, "<C-g>reports<Enter>");
		assert_non_null(strstr(term_row(t, 0), "Report of"));
		break;
	case WAYS:
		break;
	}
	assert_int_equal(term_leave(t, "QQ"), 0);
}

static struct term *
begin(const char *db, const struct form *f)
{
	struct term *t = front_login(db, NULL, NULL);
	size_t i;

	term_keys(t, f->keys);
	for (i = 0; i < ARRAY_LEN(f->typed) && f->typed[i] != NULL; i++)
		term_shows(t, f->typed[i]);
	return t;
}

/* Logs in again and takes the draft up. */
static struct term *
take_up(const char *db)
{
	struct term *t = front_login(db, NULL, NULL);

	term_shows(t, OFFERED);
	term_shows(t, "Enter opens it");
	term_keys(t, "<Enter>");
	return t;
}

static void
nothing_is_offered(const char *db)
{
	struct term *t = front_login(db, NULL, NULL);

	term_shows_not(t, OFFERED);
	term_shows_not(t, "  New client");
	assert_int_equal(term_leave(t, "QQ"), 0);
}

static void
left_and_taken_up(const struct form *f, enum way way)
{
	AUTO_FREE char *db = front_demo(), *before = NULL, *after = NULL;
	int row = -1, col = -1, row_now = -2, col_now = -2;
	struct term *t = begin(db, f);

	print_message("# %s\n", f->name);	/* in the log of a failure */
	before = body(t);
	assert_true(term_cursor(t, &row, &col));
	leave(t, way);
	t = take_up(db);
	after = body(t);
	assert_string_equal(after, before);
	assert_true(term_cursor(t, &row_now, &col_now));
	assert_int_equal(row_now, row);
	assert_int_equal(col_now, col);
	term_keys(t, "<C-x>");
	term_shows(t, "Thrown away");
	assert_int_equal(term_leave(t, "QQ"), 0);
	nothing_is_offered(db);
}

static void
every_form_by(enum way way)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++)
		if (!forms[i].parked || way < WAY_ESC)
			left_and_taken_up(&forms[i], way);
}

static void
line_drops(void **state)
{
	every_form_by(WAY_HANGUP);
}

static void
hangup_signal(void **state)
{
	every_form_by(WAY_SIGHUP);
}

static void
told_to_end(void **state)
{
	every_form_by(WAY_SIGTERM);
}

static void
escape_keeps(void **state)
{
	every_form_by(WAY_ESC);
}

static void
going_elsewhere_keeps(void **state)
{
	every_form_by(WAY_ELSEWHERE);
}

/* A receipt that is left is parked, open; its visit's p takes it up again. */
static void
receipt_is_parked(void **state)
{
	static const char *const ways[] = { "<Esc>", "<C-g>today<Enter>" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(ways); i++) {
		AUTO_FREE char *db = front_demo();
		struct term *t = front_login(db, NULL, NULL);

		term_keys(t, "pmineral<Enter>");
		term_keys(t, ways[i]);
		term_shows(t, "parked");
		assert_int_equal(term_leave(t, "QQ"), 0);
		t = front_login(db, NULL, NULL);
		term_keys(t, "p");
		term_shows(t, "Mineral sunscreen");
		term_shows(t, "150.95");
		assert_int_equal(term_stop(t), 0);
		front_check(db);
	}
}

/* Keys that come without a pause put nothing off: two seconds after the first of them it
 * is kept. */
static void
killed_while_typing(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++) {
		AUTO_FREE char *db = front_demo();
		AUTO_FREE char *file = xasprintf("%s.drafts/1-1.json", db);
		struct term *t = begin(db, &forms[i]);
		int keys;
		size_t k;

		print_message("# %s\n", forms[i].name);
		for (keys = 0; keys < 20000 && access(file, F_OK) != 0; keys++)
			term_keys(t, keys % 2 == 0 ? "<Tab>" : "<S-Tab>");
		assert_int_equal(access(file, F_OK), 0);
		term_signal(t, SIGKILL);
		assert_int_equal(term_leave(t, NULL), 128 + SIGKILL);
		t = take_up(db);
		for (k = 0; k < ARRAY_LEN(forms[i].typed) &&
		    forms[i].typed[k] != NULL; k++)
			term_shows(t, forms[i].typed[k]);
		term_keys(t, "<C-x>");
		assert_int_equal(term_leave(t, "QQ"), 0);
		nothing_is_offered(db);
	}
}

/* Nobody types any more: it is kept all the same, and no signal can undo that. */
static void
killed_after_a_silence(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = begin(db, &forms[0]), *second;
	bool offered = false;
	int tries;

	for (tries = 0; tries < 200 && !offered; tries++) {
		second = front_login(db, NULL, NULL);
		offered = term_has(second, OFFERED);
		assert_int_equal(term_leave(second, "QQ"), 0);
	}
	assert_true(offered);
	term_signal(t, SIGKILL);
	assert_int_equal(term_leave(t, NULL), 128 + SIGKILL);
	t = take_up(db);
	term_shows(t, "Ngozi");
	term_shows(t, "3/4/99x");
	term_keys(t, "<C-x>");
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

static void
saving_ends_it(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);

	term_keys(t, "2nAda<Tab>Byrne");
	assert_int_equal(term_hangup(t), 0);
	t = take_up(db);
	term_keys(t, "-Hart<C-s>");
	term_shows(t, "Added: ");
	term_shows(t, "Byrne-Hart");
	assert_int_equal(term_leave(t, "QQ"), 0);
	nothing_is_offered(db);
	front_check(db);
}

static void
untouched_leaves_nothing(void **state)
{
	static const char *const opened[] = {
		"2n", "2je", "2b", "2c", "8<Enter>n", "8<Enter><Enter>", "8jj<Enter>n",
		"8jjjjj<Enter>", "8jjjjjj<Enter>", "p",
	};
	AUTO_FREE char *db = front_demo();
	size_t i;

	for (i = 0; i < ARRAY_LEN(opened); i++) {
		struct term *t = front_login(db, NULL, NULL);

		term_keys(t, opened[i]);
		term_shows(t, " TYPE ");
		term_keys(t, "<Tab><Tab><S-Tab>");
		assert_int_equal(term_hangup(t), 0);
		nothing_is_offered(db);
	}
}

/* Each is by its name in the list, and taken up alone. */
static void
several_stand(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);

	term_keys(t, "2nAda<C-c>nEve<C-c>8<Enter>nPEEL9");
	assert_int_equal(term_hangup(t), 0);
	t = front_login(db, NULL, NULL);
	term_shows(t, "3 drafts kept: ");
	term_shows(t, "Enter lists them.");
	term_keys(t, "<Enter>");
	term_shows(t, "New client, Ada");
	term_shows(t, "New client, Eve");
	term_shows(t, "PEEL9");
	term_keys(t, "Eve<Enter>");
	term_shows(t, "New client");
	term_shows(t, "Eve");
	term_keys(t, "<Tab>Stone<C-s>");
	term_shows(t, "Added: ");
	assert_int_equal(term_leave(t, "QQ"), 0);
	t = front_login(db, NULL, NULL);
	term_shows(t, "2 drafts kept: ");
	assert_int_equal(term_leave(t, "QQ"), 0);
}

/* Nobody is offered what somebody else was typing. */
static void
others_do_not_see_it(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);

	term_keys(t, "2nAda");
	assert_int_equal(term_hangup(t), 0);
	front_colleague(db);
	t = front_login(db, "mireille", NULL);
	term_await(t, "Today");
	term_shows_not(t, OFFERED);
	assert_int_equal(term_leave(t, "QQ"), 0);
}

/* In a window of 60 columns, and in ASCII, the offer is whole. */
static void
offer_fits_a_small_window(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);

	term_keys(t, "8jjjjj<Enter><C-e> & Daughters");
	assert_int_equal(term_hangup(t), 0);
	t = front_login(db, NULL, &(struct term_setup){ .rows = 20, .cols = 60,
	    .locale = "C", .term = "vt100" });
	term_shows(t, OFFERED "Settings of the practice, ");
	term_shows(t, "~. Enter");
	term_shows(t, "opens it.");
	assert_int_equal(term_leave(t, "QQ"), 0);
}

TEST_MAIN(
	cmocka_unit_test(killed_while_typing),
	cmocka_unit_test(killed_after_a_silence),
	cmocka_unit_test(saving_ends_it),
	cmocka_unit_test(untouched_leaves_nothing),
	cmocka_unit_test(several_stand),
	cmocka_unit_test(others_do_not_see_it),
	cmocka_unit_test(offer_fits_a_small_window),
	cmocka_unit_test(line_drops),
	cmocka_unit_test(hangup_signal),
	cmocka_unit_test(told_to_end),
	cmocka_unit_test(escape_keeps),
	cmocka_unit_test(going_elsewhere_keeps),
	cmocka_unit_test(receipt_is_parked)
)
