/*
 * The program in terminals of every kind and size: it shows its frame, survives
 * whatever comes along the line, and gives the terminal back.
 */
#include <ctype.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/desk.h"
#include "tests/support/front.h"
#include "tests/support/term_inside.h"
#include "tests/support/test.h"

/* A demo, made once. */
static const char *
demo(void)
{
	static char *path;

	if (path == NULL)
		path = front_demo();
	return path;
}

static struct term *
start(const struct term_setup *setup)
{
	const char *const argv[] = { term_program(), "--db", demo(), NULL };

	return term_start(setup, argv);
}

/* What stands on the screen is what a repaint puts there. */
static void
screen_is_true(struct term *t)
{
	AUTO_FREE char *before = NULL, *after = NULL;

	term_keys(t, "<C-l>");
	before = term_text(t);
	term_keys(t, "<C-l>");
	after = term_text(t);
	assert_string_equal(before, after);
}

static void
frame_is_shown(void **state)
{
	struct term *t = start(NULL);

	assert_non_null(strstr(term_row(t, 0), "Today"));
	assert_non_null(strstr(term_row(t, 0), "12 Mar 2026"));
	assert_non_null(strstr(term_row(t, 1), "1Today"));
	assert_non_null(strstr(term_row(t, 23), "LIST"));
	term_keys(t, "2");
	assert_non_null(strstr(term_row(t, 0), "Clients"));
	assert_int_equal(term_leave(t, "QQ"), 0);
}

static void
any_size_is_painted(void **state)
{
	static const int sizes[][2] = {
		{ 1, 1 }, { 1, 80 }, { 24, 1 }, { 2, 2 }, { 5, 300 }, { 9, 39 },
		{ 10, 40 }, { 20, 60 }, { 43, 132 }, { 300, 500 }, { 301, 501 },
		{ 400, 700 }, { 24, 80 },
	};
	struct term *t = start(NULL);
	AUTO_FREE char *first = term_text(t), *last = NULL;
	int tab;
	size_t i;

	for (tab = '1'; tab < '1' + TABS; tab++) {
		term_raw(t, &(char){ (char)tab }, 1);
		for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			term_resize(t, sizes[i][0], sizes[i][1]);
			term_keys(t, "j");
		}
	}
	term_keys(t, "1");
	screen_is_true(t);
	last = term_text(t);
	assert_memory_equal(last, first, strcspn(first, "\n"));
	assert_int_equal(term_stop(t), 0);
}

static void
window_too_small_says_so(void **state)
{
	struct term *t = start(&(struct term_setup){ .rows = 9, .cols = 80 });

	assert_null(strstr(term_row(t, 1), "1Today"));
	assert_true(*term_row(t, 0) != '\0');
	term_resize(t, 24, 80);
	term_shows(t, "1Today");
	assert_int_equal(term_stop(t), 0);
}

/* Sizes one after the other, without waiting, and keys among them. */
static void
resize_storm_is_weathered(void **state)
{
	struct term *t = start(NULL);
	int i;

	term_stall(t, true);
	for (i = 0; i < 200; i++) {
		term_resize(t, 1 + i * 37 % 90, 1 + i * 53 % 230);
		term_send(t, "2j1", 3);
	}
	term_resize(t, 24, 80);
	term_stall(t, false);
	term_settle(t);
	screen_is_true(t);
	term_shows(t, "1Today");
	assert_int_equal(term_stop(t), 0);
}

static void
kinds_of_terminal_are_served(void **state)
{
	static const char *const kinds[] = {
		"vt100", "linux", "screen", "tmux", "xterm", "xterm-256color"
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct term *t = start(&(struct term_setup){ .term = kinds[i] });

		term_keys(t, "2jj<Down><Up>");
		term_shows(t, "2Clients");
		assert_int_equal(term_stop(t), 0);
	}
}

/* Where there is no second screen to come back from, what was shown of a client must
 * not stay for who sits down next. */
static void
last_picture_is_taken_away(void **state)
{
	struct term *t = start(&(struct term_setup){ .one_screen = true });

	term_keys(t, "2");
	term_shows(t, "LIST");
	assert_int_equal(term_leave(t, "QQ"), 0);
	t = start(&(struct term_setup){ .one_screen = true });
	assert_int_equal(term_stop(t), 0);
}

static void
terminal_that_cannot_is_told(void **state)
{
	static const char *const kinds[] = { "dumb", "unknown", "" };
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct term *t = start(&(struct term_setup){ .term = kinds[i],
		    .no_sync = true });

		term_await(t, "TERM");
		assert_int_equal(term_leave(t, NULL), 2);
	}
}

/* A key is one round trip on a slow line: keys that wait together are painted together. */
static void
keys_typed_ahead_are_painted_at_once(void **state)
{
	struct term *t = start(NULL);
	unsigned before;

	term_keys(t, "2");
	before = t->marks;		/* one for each painting */
	term_send(t, "jjjjjjjjjjjjjjjjjjjj", 20);
	term_settle(t);
	assert_in_range(t->marks - before, 1, 2);
	assert_int_equal(term_stop(t), 0);
}

/* An answer would be waited for a whole round trip, and a terminal without one for ever. */
static void
nothing_is_asked_of_the_terminal(void **state)
{
	static const char *const questions[] = { "\033[6n", "\033[5n", "\033[c", "\033[0c",
	    "\033[>c", "\033[>0c", "\033[>q", "\033[14t", "\033[18t", "\033P+q", "\033P$q",
	    ";?\a", ";?\033\\", "\033[?u", "\005" };
	struct term *t = start(NULL);
	AUTO_FREE char *sent = NULL;
	size_t i;

	term_keys(t, "2jj<Enter>q3456781?<Esc><C-g>new<Esc><C-l>");
	sent = term_output(t);
	for (i = 0; i < ARRAY_LEN(questions); i++)
		assert_null(strstr(sent, questions[i]));
	assert_int_equal(term_stop(t), 0);
}

/* Kinds that no machine has a description of. */
static void
unknown_terminal_is_taken_for_the_nearest(void **state)
{
	static const struct { const char *name, *taken; } kinds[] = {
		{ "xterm-kitty-of-ours", "xterm-256color" }, { "foot-of-ours", "xterm-256color" },
		{ "screen.of-ours", "screen-256color" }, { "no-such-terminal", "xterm" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		AUTO_FREE char *said = xasprintf("The terminal %s is not known here; taken for %s.",
		    kinds[i].name, kinds[i].taken);
		struct term *t = start(&(struct term_setup){ .term = kinds[i].name });

		term_shows(t, said);
		term_keys(t, "2jj<Down><Up>");
		term_shows(t, "2Clients");
		screen_is_true(t);
		assert_int_equal(term_stop(t), 0);
	}
}

static bool
only_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

static void
locale_without_utf8_is_ascii(void **state)
{
	struct term *t = start(&(struct term_setup){ .locale = "C" });
	int tab;

	for (tab = '1'; tab < '1' + TABS; tab++) {
		AUTO_FREE char *text = NULL;

		term_raw(t, &(char){ (char)tab }, 1);
		text = term_text(t);
		assert_true(only_ascii(text));
	}
	term_raw(t, "/\303\251\r", 4);
	assert_int_equal(term_stop(t), 0);
}

static void
no_colour_means_none(void **state)
{
	static const char *const env[] = { "NO_COLOR=1", NULL };
	struct term *t = start(&(struct term_setup){ .env = env });
	int y, x;

	for (y = 0; y < 24; y++)
		for (x = 0; x < 80; x++) {
			struct term_look look = term_look(t, y, x);

			assert_int_equal(look.colour, -1);
			assert_int_equal(look.ground, -1);
		}
	assert_int_equal(term_stop(t), 0);
}

/* The line takes nothing more, while keys and a resize come. */
static void
stalled_line_does_not_stall_the_program(void **state)
{
	struct term *t = start(&(struct term_setup){ .rows = 100, .cols = 200 });
	int i;

	term_stall(t, true);
	for (i = 0; i < 2000; i++)
		term_send(t, "2\f1\f8\fj\f", 8);
	term_resize(t, 30, 90);
	term_send(t, "2", 1);
	term_stall(t, false);
	term_settle(t);
	screen_is_true(t);
	term_shows(t, "2Clients");
	assert_int_equal(term_stop(t), 0);
}

static void
stalled_line_does_not_keep_it_from_ending(void **state)
{
	struct term *t = start(&(struct term_setup){ .rows = 100, .cols = 200 });
	int i;

	term_stall(t, true);
	for (i = 0; i < 2000; i++)
		term_send(t, "2\f1\f", 4);
	assert_int_equal(term_hangup(t), 0);
}

static void
long_paste_is_taken(void **state)
{
	struct term *t = start(NULL);
	size_t n = 1 << 20, i;
	AUTO_FREE char *much = xmalloc(n);

	for (i = 0; i < n; i++)
		much[i] = "paste QQ\r\n"[i % 10];
	term_keys(t, "2");
	term_send(t, "\033[200~", 6);
	term_send(t, much, n);
	term_raw(t, "\033[201~", 6);
	term_shows(t, "2Clients");	/* a list takes no paste */
	term_keys(t, "/");
	term_send(t, "\033[200~", 6);
	term_send(t, much, n);
	term_raw(t, "\033[201~", 6);
	term_keys(t, "<Esc>");
	screen_is_true(t);
	assert_int_equal(term_stop(t), 0);
}

/* Alt and what terminals send that nobody knows: no letter of it acts on the list
 * behind a form, and the form stays. */
static void
no_sequence_leaves_a_form(void **state)
{
	static const char *const all[] = { "<A-d>", "<A-D>", "<A-Q>", "<A-[>", "\033Od",
	    "\033[1;5D", "\033[7$", "\033[100;5u", "\033[<lt>0;3;3M", "\033[I", "\033[M !!",
	    "\033\033[A", "\033[E" };
	struct term *t = start(NULL);
	size_t i;

	term_keys(t, "2eZq");
	for (i = 0; i < ARRAY_LEN(all); i++) {
		term_keys(t, all[i]);
		term_shows(t, "Client's card");
		term_shows(t, "Zq");
		assert_memory_equal(term_row(t, 23), " TYPE", 5);
	}
	term_keys(t, "<A-d>");
	term_shows(t, "Alt-d means nothing here");
	term_keys(t, "<Esc>");
	assert_memory_equal(term_row(t, 23), " LIST", 5);
	assert_int_equal(term_stop(t), 0);
}

/* It comes at once, as from a stalled line; typing that does the same is typing. */
static void
a_scan_is_no_keys(void **state)
{
	struct term *t = start(NULL);

	term_keys(t, "2");
	term_shows(t, "· Clients");
	term_keys(t, "UZ2QQ4006381333931<Enter>");
	term_shows(t, "Scanned UZ2QQ4006381333931: no client");
	term_shows(t, "· Clients");
	term_keys(t, "jjjjjj<Enter>");
	term_shows(t, "Who they are");
	term_keys(t, "1");
	term_shows(t, "· Today");
	assert_int_equal(term_stop(t), 0);
}

/* Bytes without sense, always the same. 'Q' would leave. */
static void
random_bytes_are_survived(void **state)
{
	struct term *t = start(NULL);
	size_t n = 200 * 1000, i;
	AUTO_FREE char *noise = xmalloc(n);
	uint32_t x = 2026;

	for (i = 0; i < n; i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (char)(x >> 24);
		if (noise[i] == 'Q')
			noise[i] = 'q';
	}
	for (i = 0; i < n; i += 2000)
		term_raw(t, noise + i, 2000);
	term_keys(t, "<Esc>");
	screen_is_true(t);
	assert_int_equal(term_stop(t), 0);
}

static void
signals_end_it(void **state)
{
	static const int numbers[] = { SIGHUP, SIGTERM, SIGINT };
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct term *t = start(NULL);

		term_signal(t, numbers[i]);
		assert_int_equal(term_leave(t, NULL), 0);
	}
	assert_int_equal(term_hangup(start(NULL)), 0);
}

static void
add_client(const char *family, const char *given, const char *phone)
{
	free(front_run(0, "--db", demo(), "client", "add", family, given, phone,
	    "born=1990-03-01", (char *)NULL));
}

#define WALL "\xE2\xA0\x80"	/* a blank that counts as a letter */

/* What a terminal that turns letters from right to left round makes of a row: a number
 * that no letter parts from such a run goes with it, and without a letter before it the
 * row is read from the right. */
static void
row_is_not_turned(struct term *t, int y)
{
	bool rtl = false, begun = false;
	size_t n;
	const char *s;

	for (s = term_row(t, y); *s != '\0'; s += n) {
		char one[5] = "";

		n = (unsigned char)*s < 0x80 ? 1 : (unsigned char)*s < 0xE0 ? 2 :
		    (unsigned char)*s < 0xF0 ? 3 : 4;
		memcpy(one, s, n);
		if (text_is_rtl(one) && !begun)
			fail_msg("begins from the right: %s", term_row(t, y));
		if (text_is_rtl(one))
			rtl = true;
		else if (isalpha((unsigned char)*one) || strcmp(one, WALL) == 0)
			rtl = !(begun = true);
		else if (rtl && isdigit((unsigned char)*one))
			fail_msg("a number is turned: %s", term_row(t, y));
	}
}

static void
no_row_is_turned(struct term *t)
{
	int y;

	for (y = 0; y < 24; y++)
		row_is_not_turned(t, y);
}

/* Letters from right to left stand between walls, so that a terminal turns them round and
 * not the row; signs beside a letter come whole. */
static void
names_of_any_script_keep_their_row(void **state)
{
	static const char *const kinds[] = { "vt100", "screen", "putty", "linux" };
	/* a form, a page, the palette, a message with a name and numbers, a calendar */
	static const char *const keys[] = {
		"e", "<Esc>", "<Enter>", ":book כהן peel mon 2p", "<Enter>",
		"<C-p>", "<Enter>", "<C-s>",
	};
	struct term *t;
	int y;
	size_t i;

	add_client("family=כהן", "given=נועה", "phone=050-123-4567");
	add_client("family=शर्मा", "given=किरण", "phone=050-123-4568");
	add_client("family=سعيد", "given=ليلى", "phone=050-123-4569");
	t = start(NULL);
	term_keys(t, "2/0501234<Enter>");
	y = term_find(t, "050-123-4567");
	assert_true(y >= 0);
	assert_non_null(strstr(term_row(t, y), "►" WALL "כהן, נועה" WALL " "));
	assert_non_null(strstr(term_row(t, y), "050-123-4567      1 Mar 1990"));
	term_shows(t, "शर्मा, किरण");
	no_row_is_turned(t);
	screen_is_true(t);
	for (i = 0; i < ARRAY_LEN(keys); i++) {
		term_keys(t, keys[i]);
		no_row_is_turned(t);
	}
	term_shows(t, "Booked:" WALL "כהן, נועה," WALL "Mon 16 Mar 2:00p");
	assert_int_equal(term_stop(t), 0);
	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		bool plain = strcmp(kinds[i], "linux") == 0;	/* it has no such glyph */

		t = start(&(struct term_setup){ .term = kinds[i] });
		term_keys(t, "2/0501234<Enter>");
		term_shows(t, plain ? "► כהן, נועה  " : "►" WALL "כהן, נועה" WALL " ");
		assert_int_equal(term_stop(t), 0);
	}
}

/* Terminals disagree on whether a vowel sign has a cell: none keeps a letter of what was
 * there before, and what follows stands in its column. */
static void
a_sign_without_a_cell_leaves_nothing(void **state)
{
	struct term *t;
	const char *row;
	int y;

	add_client("family=Anil", "given=Yildizlilililililil", "phone=070-123-4567");
	add_client("family=किरण", "given=किकाकि", "phone=070-123-4568");
	t = start(&(struct term_setup){ .signs_within = true });
	term_keys(t, "2/0701234567");
	y = term_find(t, "070-123-4567");
	assert_true(y >= 0);
	term_keys(t, "<BS>8");
	row = term_row(t, y);
	assert_non_null(strstr(row, "070-123-4568      1 Mar 1990"));
	assert_null(strpbrk(row, "il"));
	screen_is_true(t);
	term_keys(t, "<BS><Enter>");
	screen_is_true(t);
	term_keys(t, "jjk");
	screen_is_true(t);
	term_keys(t, "e<S-Tab><Up><Down>x");
	screen_is_true(t);
	assert_int_equal(term_stop(t), 0);
}

/* Where nothing is known of the terminal's two colours the code has its margin in either:
 * Tab goes on to the other way round, and then to the words. */
static void
a_code_without_colours_can_be_swapped(void **state)
{
	static const char *const env[] = { "NO_COLOR=1", NULL };
	struct term *t;

	add_client("family=Swap", "given=Sue", "phone=060-123-4570");
	t = start(&(struct term_setup){ .env = env });
	term_keys(t, "2/0601234570<Enter>");
	term_keys(t, "rq");
	term_shows(t, "swaps dark and light.");
	assert_true(term_look(t, 10, 79).reverse);
	term_keys(t, "<Tab>");
	term_shows(t, "Tab the words");
	assert_false(term_look(t, 10, 79).reverse);
	term_keys(t, "<Tab>");
	term_shows(t, "placeid=ChIJexample");
	term_keys(t, "<Tab>");
	assert_true(term_look(t, 10, 79).reverse);
	assert_int_equal(term_stop(t), 0);
}

static void
cursor_key_costs_little(void **state)
{
	struct term *t = start(NULL);
	int i;

	term_keys(t, "2jj");
	term_written(t);
	for (i = 0; i < 8; i++) {
		size_t n;

		term_keys(t, "j");
		n = term_written(t);
		if (n > 120)
			fail_msg("a cursor key costs %zu bytes", n);
	}
	assert_int_equal(term_stop(t), 0);
}

TEST_MAIN(
	cmocka_unit_test(frame_is_shown),
	cmocka_unit_test(any_size_is_painted),
	cmocka_unit_test(window_too_small_says_so),
	cmocka_unit_test(resize_storm_is_weathered),
	cmocka_unit_test(kinds_of_terminal_are_served),
	cmocka_unit_test(last_picture_is_taken_away),
	cmocka_unit_test(terminal_that_cannot_is_told),
	cmocka_unit_test(keys_typed_ahead_are_painted_at_once),
	cmocka_unit_test(nothing_is_asked_of_the_terminal),
	cmocka_unit_test(unknown_terminal_is_taken_for_the_nearest),
	cmocka_unit_test(locale_without_utf8_is_ascii),
	cmocka_unit_test(no_colour_means_none),
	cmocka_unit_test(a_code_without_colours_can_be_swapped),
	cmocka_unit_test(stalled_line_does_not_stall_the_program),
	cmocka_unit_test(stalled_line_does_not_keep_it_from_ending),
	cmocka_unit_test(long_paste_is_taken),
	cmocka_unit_test(no_sequence_leaves_a_form),
	cmocka_unit_test(a_scan_is_no_keys),
	cmocka_unit_test(random_bytes_are_survived),
	cmocka_unit_test(signals_end_it),
	cmocka_unit_test(names_of_any_script_keep_their_row),
	cmocka_unit_test(a_sign_without_a_cell_leaves_nothing),
	cmocka_unit_test(cursor_key_costs_little)
)
