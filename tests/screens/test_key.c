/*
 * Proves that every form in which terminals send a key is read, that what nobody
 * knows is taken whole, that Esc is Esc, and that a paste is a paste, however the
 * bytes are cut.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/toolkit/key.h"
#include "tests/support/test.h"

static void
add_key(const struct key *key, struct buf *out)
{
	char name[16];

	if (out->len > 0)
		buf_addc(out, ' ');
	if (key->code == KEYS_PASTE)
		buf_addf(out, "paste(%.*s)%s", (int)key->n_paste, key->paste,
		    key->cut ? "cut" : "");
	else if (key->code == KEYS_UNKNOWN)
		buf_adds(out, "unknown");
	else if (key->code == KEYS_SEPARATOR)
		buf_adds(out, "separator");
	else if (key->code == KEYS_NONE)
		buf_adds(out, "none");
	else
		buf_adds(out, key_label(key, name));
}

/* All keys of the bytes, fed in pieces of `piece`; what waits then is flushed. */
static void
read_keys(const char *bytes, size_t n, size_t piece, struct buf *out)
{
	struct keys_in *k = keys_in_new();
	struct key key;
	size_t i;

	keys_learn(k, "\033[[A", KEYS_F1);
	keys_learn(k, "\033q", KEYS_F12);
	keys_learn(k, NULL, KEYS_F2);
	keys_learn(k, "", KEYS_F2);
	for (i = 0; i < n; i += piece) {
		keys_feed(k, bytes + i, n - i < piece ? n - i : piece);
		while (keys_next(k, false, &key))
			add_key(&key, out);
	}
	while (keys_next(k, true, &key))
		add_key(&key, out);
	keys_in_free(k);
}

static void
is(const char *bytes, const char *keys)
{
	size_t piece;

	for (piece = 1; piece <= 7; piece += 2) {
		AUTO_BUF struct buf out = BUF_INIT;

		read_keys(bytes, strlen(bytes), piece, &out);
		assert_string_equal(out.s, keys);
	}
}

static void
at_once(const char *bytes, const char *keys)
{
	AUTO_BUF struct buf out = BUF_INIT;

	read_keys(bytes, strlen(bytes), strlen(bytes), &out);
	assert_string_equal(out.s, keys);
}

/* `after` comes with the next read, before anything is flushed. */
static void
apart(const char *bytes, const char *after, const char *keys)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct keys_in *k = keys_in_new();
	struct key key;

	keys_learn(k, "\033[[A", KEYS_F1);
	keys_learn(k, "\033q", KEYS_F12);
	keys_feed(k, bytes, strlen(bytes));
	while (keys_next(k, false, &key))
		add_key(&key, &out);
	keys_feed(k, after, strlen(after));
	while (keys_next(k, false, &key))
		add_key(&key, &out);
	while (keys_next(k, true, &key))
		add_key(&key, &out);
	assert_string_equal(out.s, keys);
	keys_in_free(k);
}

static void
knows_every_form(void **state)
{
	is("\033[A\033[B\033[C\033[D", "Up Down Right Left");
	is("\033OA\033OB\033OC\033OD", "Up Down Right Left");
	is("\033[H\033[F\033OH\033OF\033[1~\033[4~\033[7~\033[8~",
	    "Home End Home End Home End Home End");
	is("\033[5~\033[6~\033[2~\033[3~", "PgUp PgDn Ins Del");
	is("\033OP\033OQ\033OR\033OS\033[11~\033[12~\033[13~\033[14~",
	    "F1 F2 F3 F4 F1 F2 F3 F4");
	is("\033[[A\033[[B\033[[E", "F1 F2 F5");
	is("\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~",
	    "F5 F6 F7 F8 F9 F10 F11 F12");
	is("\033[Z\t\r\n", "Shift-Tab Tab Enter Enter");
	is("\x7f\x08\x01\x07\x1a", "Backspace Backspace ^A ^G ^Z");
	is("\033q", "F12");
	is("n N \xc3\xa9 \xe5\xb1\xb1 \xf0\x9f\x98\x80",
	    "n Space N Space é Space 山 Space 😀");
}

static void
shift_is_left_out(void **state)
{
	is("\033[1;2H\033[3;2~\033[1;2P\033[15;2~\033O2A", "Home Del F1 F5 Up");
	is("\033[1;5Dx\033[3;3~x\033[1;6Px\033[15;5~x\033O5Dx",
	    "unknown x unknown x unknown x unknown x unknown x");
}

static void
escape_is_a_key_of_its_own(void **state)
{
	is("\033", "Esc");
	apart("\033", "x", "Esc x");
	apart("\033", "\r", "Esc Enter");
	apart("\033", "\033", "Esc Esc");
	apart("\033", "\033[A", "Esc Up");
	apart("\033", "[", "Esc [");
	apart("\033", "O", "Esc O");
	at_once("\033\033", "Esc Esc");
}

/* Alt, as terminals send it: the letter never acts by itself. */
static void
escape_and_a_character_are_one_key(void **state)
{
	at_once("\033d", "Alt-d");
	at_once("\033D\033 x", "Alt-D Alt-Space x");
	at_once("\033\r\033\tx\033\x7f\033\x04y", "unknown unknown x unknown unknown y");
	at_once("\033\xc3\xa9x", "unknown x");
	at_once("\033[", "Alt-[");
	at_once("\033O", "Alt-O");
	at_once("\033Pay", "Alt-P a y");
	at_once("\033]x\033^x\033_x\033Xx", "Alt-] x Alt-^ x Alt-_ x Alt-X x");
	at_once("\033\033[Ax\033\033OBx", "unknown x unknown x");
	at_once("\033\033x", "Esc Alt-x");
	apart("\033\xc3", "\xa9x", "unknown x");
}

/* Cut anywhere, with the rest a moment later. */
static void
a_sequence_that_comes_in_two_is_one(void **state)
{
	static const char *const all[] = { "\033[A", "\033OA", "\033[1;5D", "\033Od",
	    "\033[15~", "\033[[B", "\033[97;5u", "\033]11;rgb:0/0/0\a", "\033[200~a\033[201~" };
	char first[32];
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(all); i++) {
		AUTO_BUF struct buf whole = BUF_INIT;

		read_keys(all[i], strlen(all[i]), 100, &whole);
		for (n = 1; n < strlen(all[i]); n++) {
			memcpy(first, all[i], n);
			first[n] = '\0';
			apart(first, all[i] + n, whole.s);
		}
	}
}

/* What the end of the line, or a long pause, has cut off. */
static void
what_is_broken_off_is_one_key(void **state)
{
	at_once("\033[1;5", "unknown");
	at_once("\033O5", "unknown");
	at_once("\033]0;title", "unknown");
	at_once("\033[M !", "unknown");
}

static void
the_keypad_types_digits(void **state)
{
	is("\033Op\033Oq\033Ou\033Oy\033On\033Ok\033OM", "0 1 5 9 . + Enter");
}

static void
unknown_sequences_are_taken_whole(void **state)
{
	is("\033[97;5ux", "unknown x");
	is("\033[?1;2cx\033[>0;276;0cy", "none x none y");
	is("\033[Ix\033[Oy", "none x none y");
	is("\033[<0;10;20Mx\033[<0;10;20my", "none x none y");
	is("\033[32;10;20Mx\033[M !!x", "none x none x");
	is("\033]0;title\ax\033]11;rgb:0/0/0\033\\y", "none x none y");
	is("\033P1$r0m\033\\x\033_Gi=1;OK\033\\y", "none x none y");
	is("\033[99~x", "unknown x");
	/* rxvt with Ctrl and Shift, st's Del, Ins and Ctrl-Del, keypad 5 without digits */
	is("\033Odx\033[ax\033[7$x\033[7^x\033[3@x",
	    "unknown x unknown x unknown x unknown x unknown x");
	is("\033[Px\033[4hx\033[2Kx", "Del x Ins x unknown x");
	at_once("\033[M", "unknown");
	is("\033[Ex\033OEx\033OXx", "unknown x unknown x = x");
	is("\033[1;1:3Ax", "unknown x");
	is("\033[200;5x", "none");
	is("\x1c\x1f\x1d", "unknown unknown separator");
}

static void
a_sequence_without_end_ends(void **state)
{
	AUTO_BUF struct buf in = BUF_INIT, out = BUF_INIT;
	size_t i;

	buf_adds(&in, "\033[");
	for (i = 0; i < 5000; i++)
		buf_adds(&in, "1;");
	buf_adds(&in, "Az");
	read_keys(in.s, in.len, 100, &out);
	assert_string_equal(out.s + out.len - 2, " z");
	buf_cut(&in, 0);
	buf_cut(&out, 0);
	buf_adds(&in, "\033]");
	for (i = 0; i < 10000; i++)
		buf_addc(&in, 'a');
	read_keys(in.s, in.len, 100, &out);
	assert_true(out.len > 0);
}

static void
bad_bytes_stop_nothing(void **state)
{
	is("a\xff" "b", "a none b");
	is("\xc0\xaf" "a", "none none a");
	is("\xed\xa0\x80" "a", "none none none a");
	is("\xe2\x82" "a", "none none a");
	is("\xc2\x9b" "A", "none A");
	is("\x9b" "A", "none A");
	is("\xe2\x82", "none none");
}

static void
a_lone_escape_waits(void **state)
{
	struct keys_in *k = keys_in_new();
	struct key key;

	assert_false(keys_patience(k) > 0);
	keys_feed(k, "\033", 1);
	assert_false(keys_next(k, false, &key));
	assert_true(keys_patience(k) > 0);
	keys_feed(k, "[B", 2);
	assert_true(keys_next(k, false, &key));
	assert_int_equal(key.code, KEYS_DOWN);
	assert_false(keys_patience(k) > 0);
	keys_feed(k, "\xe5\xb1", 2);
	assert_false(keys_next(k, false, &key));
	keys_feed(k, "\xb1", 1);
	assert_true(keys_next(k, false, &key));
	assert_string_equal(key.text, "山");
	keys_in_free(k);
}

static void
a_paste_is_one_key(void **state)
{
	is("\033[200~a\rb\nc\033[201~x", "paste(a\rb\nc) x");
	is("\033[200~\033[201~x", "paste() x");
	is("\033[200~\033[20\033[A\033[201~q", "paste(\033[20\033[A) q");
	is("\033[200~a\033[200~b\033[201~q", "paste(a\033[200~b) q");
	is("a\033[201~b", "a none b");
	at_once("\033\033[200~d\033[201~q", "Esc paste(d) q");
}

static void
a_long_paste_is_cut_and_said(void **state)
{
	struct keys_in *k = keys_in_new();
	char block[4096];
	struct key key;
	size_t i;

	memset(block, 'x', sizeof(block));
	keys_feed(k, "\033[200~", 6);
	for (i = 0; i < KEYS_PASTE_MAX / sizeof(block) + 2; i++) {
		keys_feed(k, block, sizeof(block));
		assert_false(keys_next(k, true, &key));
	}
	assert_true(keys_patience(k) > 0);
	keys_feed(k, "\033[201~n", 7);
	assert_true(keys_next(k, false, &key));
	assert_int_equal(key.code, KEYS_PASTE);
	assert_int_equal(key.n_paste, KEYS_PASTE_MAX);
	assert_true(key.cut);
	assert_true(keys_next(k, false, &key));
	assert_string_equal(key.text, "n");
	keys_in_free(k);
}

static void
names_go_there_and_back(void **state)
{
	static const char *const names[] = { "n", "G", "?", "/", "=", "é", "Space",
	    "^A", "^G", "^Z", "Enter", "Tab", "Shift-Tab", "Esc", "Backspace", "Del",
	    "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Ins",
	    "F1", "F12", "Alt-d", "Alt-Space" };
	static const char *const twins[][2] = { { "^H", "Backspace" }, { "^I", "Tab" },
	    { "^M", "Enter" }, { "^J", "Enter" }, { "^[", "Esc" } };
	struct key key, other;
	char label[16];
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		assert_true(key_named(names[i], &key));
		assert_string_equal(key_label(&key, label), names[i]);
		assert_true(key_same(&key, &key));
	}
	for (i = 0; i < ARRAY_LEN(twins); i++) {
		assert_true(key_named(twins[i][0], &key));
		assert_true(key_named(twins[i][1], &other));
		assert_true(key_same(&key, &other));
	}
	assert_false(key_named("", &key));
	assert_false(key_named("Nope", &key));
}

TEST_MAIN(
	cmocka_unit_test(knows_every_form),
	cmocka_unit_test(shift_is_left_out),
	cmocka_unit_test(escape_is_a_key_of_its_own),
	cmocka_unit_test(escape_and_a_character_are_one_key),
	cmocka_unit_test(a_sequence_that_comes_in_two_is_one),
	cmocka_unit_test(what_is_broken_off_is_one_key),
	cmocka_unit_test(the_keypad_types_digits),
	cmocka_unit_test(unknown_sequences_are_taken_whole),
	cmocka_unit_test(a_sequence_without_end_ends),
	cmocka_unit_test(bad_bytes_stop_nothing),
	cmocka_unit_test(a_lone_escape_waits),
	cmocka_unit_test(a_paste_is_one_key),
	cmocka_unit_test(a_long_paste_is_cut_and_said),
	cmocka_unit_test(names_go_there_and_back))
