/*
 * The harness itself: what is typed arrives, what is written is seen, waiting ends
 * when it should, and a program that crashes, hangs or leaves a mess is found out.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/term.h"
#include "tests/support/test.h"

static struct term *
start(const struct term_setup *setup)
{
	AUTO_FREE char *path = xasprintf("%s/tests/terminal/echoer",
	    getenv("CHAIRSIDE_BUILD"));
	const char *const argv[] = { path, NULL };

	return term_start(setup, argv);
}

static void
what_is_typed_is_seen(void **state)
{
	struct term *t = start(NULL);
	int y, x;

	term_keys(t, "ab<lt><Space>C<C-g><Enter>");
	assert_string_equal(term_row(t, 0), "ab< C??");
	assert_true(term_cursor(t, &y, &x));
	assert_int_equal(y, 0);
	assert_int_equal(x, 7);
	term_shows(t, "24x80");
	term_shows_not(t, "25x80");
	assert_int_equal(term_find(t, "back"), 1);
	assert_int_equal(term_stop(t), 0);
}

static void
keys_are_bytes_of_a_terminal(void **state)
{
	struct term *t = start(NULL);

	term_keys(t, "<S-Tab><Paste:xy><F1><Esc>");
	assert_string_equal(term_row(t, 0), "?[Z?[200~xy?[201~?OP?");
	assert_int_equal(term_leave(t, "$"), 0);
}

static void
looks_are_told(void **state)
{
	struct term *t = start(NULL);
	struct term_look look = term_look(t, 1, 0);

	assert_int_equal(look.colour, 1);
	assert_int_equal(look.ground, -1);
	assert_false(look.reverse || look.bold || look.underline);
	assert_true(term_look(t, 1, 4).reverse);
	term_keys(t, "A");
	assert_true(term_look(t, 0, 0).bold);
	assert_string_equal(term_row(t, 1), "red back é 日");
	term_golden(t, "harness");
	assert_int_equal(term_stop(t), 0);
}

static void
bytes_are_counted_without_marks(void **state)
{
	struct term *t = start(NULL);

	term_written(t);
	term_keys(t, "xyz");
	assert_int_equal(term_written(t), 3);
	assert_int_equal(term_written(t), 0);
	assert_int_equal(term_stop(t), 0);
}

static void
a_resize_is_waited_for(void **state)
{
	struct term *t = start(&(struct term_setup){ .rows = 10, .cols = 30 });

	term_shows(t, "10x30");
	term_resize(t, 5, 20);
	term_shows(t, "5x20");
	term_resize(t, 5, 20);
	term_resize(t, 300, 500);
	term_shows(t, "300x500");
	assert_int_equal(term_stop(t), 0);
}

static void
much_is_typed_at_once(void **state)
{
	struct term *t = start(NULL);
	AUTO_FREE char *much = xmalloc(300001);

	memset(much, 'm', 300000);
	term_raw(t, much, 300000);
	assert_string_equal(term_row(t, 23) + 80 - 16, "mmmmmmmmmmmmmmmm");
	assert_int_equal(term_stop(t), 0);
}

static void
ends_are_told_apart(void **state)
{
	struct term *t = start(NULL);

	assert_int_equal(term_leave(t, "%"), 128 + SIGABRT);
	t = start(NULL);
	assert_int_equal(term_hangup(t), 128 + SIGHUP);
	t = start(NULL);
	term_signal(t, SIGTERM);
	assert_int_equal(term_leave(t, NULL), 0);
}

/* --- what must fail a case ----------------------------------------------------- */

static void
types_an_unknown_key(void **state)
{
	term_keys(start(NULL), "<Nope>");
}

static void
goes_on_after_a_crash(void **state)
{
	term_keys(start(NULL), "a%");
}

static void
leaves_a_mess(void **state)
{
	term_leave(start(NULL), "#");
}

static void
waits_for_nothing(void **state)
{
	term_shows(start(NULL), "nothing");
}

static void
looks_otherwise(void **state)
{
	struct term *t = start(NULL);

	unsetenv("UPDATE_GOLDEN");
	term_keys(t, "B");
	term_golden(t, "harness");
}

/* The case fails, in a child whose words are no results of ours. */
static void
fails(CMUnitTestFunction fn)
{
	const struct CMUnitTest cases[] = { { "fails", fn, NULL, NULL, NULL } };
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		if (freopen("/dev/null", "w", stdout) == NULL ||
		    freopen("/dev/null", "w", stderr) == NULL)
			_exit(99);
		_exit(cmocka_run_group_tests(cases, NULL, NULL));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
}

static void
what_goes_wrong_is_found(void **state)
{
	fails(types_an_unknown_key);
	fails(goes_on_after_a_crash);
	fails(leaves_a_mess);
	fails(waits_for_nothing);
	fails(looks_otherwise);
}

TEST_MAIN(
	cmocka_unit_test(what_is_typed_is_seen),
	cmocka_unit_test(keys_are_bytes_of_a_terminal),
	cmocka_unit_test(looks_are_told),
	cmocka_unit_test(bytes_are_counted_without_marks),
	cmocka_unit_test(a_resize_is_waited_for),
	cmocka_unit_test(much_is_typed_at_once),
	cmocka_unit_test(ends_are_told_apart),
	cmocka_unit_test(what_goes_wrong_is_found)
)
