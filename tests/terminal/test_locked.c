/*
 * Proves that a locked screen leaves nothing of a client in the terminal, not in what has
 * scrolled away either, also where a program has no screen of its own; that a form goes on in
 * the middle of its word; and that one who kills the program while it is locked finds the draft.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

#define CHOOSE_PIN "8/PIN<Enter>m2580<Enter>2580<Enter>"

/* A new client's form, in the middle of a name. */
static struct term *
begin(const char *db, const struct term_setup *setup)
{
	struct term *t = front_login(db, NULL, setup);

	term_keys(t, CHOOSE_PIN);
	term_shows(t, "From now on your PIN");
	term_keys(t, "2nNgozi<Tab>Oka");
	term_shows(t, "Ngozi");
	free(term_output(t));
	return t;
}

static void
locked_and_unlocked(const struct term_setup *setup, bool scrolls)
{
	static const char *const gone[] = { "Ngozi", "Oka", "Family", "Clients" };
	AUTO_FREE char *db = front_demo(), *sent = NULL;
	struct term *t = begin(db, setup);
	size_t i;

	term_keys(t, "<C-t>");
	term_shows(t, "Locked");
	for (i = 0; i < ARRAY_LEN(gone); i++)
		term_shows_not(t, gone[i]);
	sent = term_output(t);
	assert_int_equal(strstr(sent, "\033[3J") != NULL, scrolls);
	/* nothing that has scrolled away, and no title, is made of what stood there */
	for (i = 0; i < ARRAY_LEN(gone); i++)
		assert_null(strstr(sent, gone[i]));
	term_keys(t, "25<C-l>80<Enter>");
	term_shows(t, "Ngozi");
	term_keys(t, "for<C-s>");
	term_shows(t, "Okafor, Ngozi");
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

static void
nothing_of_a_client_stays(void **state)
{
	(void)state;
	locked_and_unlocked(NULL, true);
	locked_and_unlocked(&(struct term_setup){ .one_screen = true }, true);
	locked_and_unlocked(&(struct term_setup){ .term = "vt100", .rows = 20, .cols = 60 },
	    false);
}

static void
killed_while_locked(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = begin(db, NULL);

	(void)state;
	term_keys(t, "<C-t>");
	term_signal(t, SIGKILL);
	assert_int_equal(term_leave(t, NULL), 128 + SIGKILL);
	t = front_login(db, NULL, NULL);
	term_shows(t, "1 draft kept: ");
	term_keys(t, "<Enter>");
	term_shows(t, "Ngozi");
	term_shows(t, "Oka");
	assert_int_equal(term_stop(t), 0);
}

TEST_MAIN(
    cmocka_unit_test(nothing_of_a_client_stays),
    cmocka_unit_test(killed_while_locked))
