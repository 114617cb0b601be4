/*
 * Proves that what a scanner sends is told from typing, however it arrives: a scan is
 * never keys, and typing, at once or by and by, is never lost nor a scan.
 */
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/toolkit/scan.h"
#include "tests/support/test.h"

static const char *prefix = "";

/* Keys as the loop takes them: what is typed as it stands, what was scanned in
 * brackets, a pause by '~', Enter by '\r'. */
static void
run(const char *bytes, struct buf *out)
{
	struct keys_in *in = keys_in_new();
	struct scan *s = scan_new();
	struct key key, held;
	enum scan_is is;
	bool typing = false;
	char name[16];

	keys_feed(in, bytes, strlen(bytes));
	while (keys_next(in, true, &key)) {
		bool pause = key.code == KEYS_TEXT && key.text[0] == '~';

		if (pause && scan_patience(s, prefix) == 0)
			continue;
		if (typing) {	/* / and : have opened a line to type in */
			buf_adds(out, key_label(&key, name));
			continue;
		}
		is = pause ? scan_pause(s, prefix) : scan_key(s, prefix, &key);
		if (is == SCAN_WHOLE)
			buf_addf(out, "[%s]", scan_text(s));
		if (is == SCAN_NO_END)
			buf_adds(out, "[no end]");
		while (is == SCAN_NOT && scan_release(s, &held))
			buf_adds(out, key_label(&held, name));
		if (is == SCAN_NOT && !pause)
			buf_adds(out, key_label(&key, name));
		typing = is == SCAN_NOT && (key.text[0] == '/' || key.text[0] == ':');
	}
	if (scan_patience(s, prefix) > 0)
		buf_adds(out, "...");
	scan_free(s);
	keys_in_free(in);
}

static void
is(const char *bytes, const char *seen)
{
	AUTO_BUF struct buf out = BUF_INIT;

	run(bytes, &out);
	assert_string_equal(out.s, seen);
}

static void
scans_are_scans(void **state)
{
	is("4006381333931\r", "[4006381333931]");
	is("12345678\r", "[12345678]");
	is("ABC-123456\r", "[ABC-123456]");
	is("UUQQ123456\r", "[UUQQ123456]");
	is("+15550100\r", "[+15550100]");
	is("0109506000134352\r", "[0109506000134352]");
	is("01095060001343521725\x1d" "10AB\r", "[01095060001343521725\x1d" "10AB]");
	is("]C10109506000134352\r", "[0109506000134352]");
	is("]d2lower case 1\r", "[lower case 1]");
	is("]E04006381333931\r4006381333931\r", "[4006381333931][4006381333931]");
}

static void
the_practice_has_a_prefix(void **state)
{
	prefix = "%S";
	is("%S12\r", "[12]");
	is("%Seva lind\r", "[eva lind]");
	is("%Q\r", "%QEnter");
	is("%S\r", "%SEnter");
	is("%~", "%");
	is("%S12~", "[no end]");
	is("12345678\r", "[12345678]");
	prefix = "b";
	is("bu\r", "[u]");
	is("b~u", "bu");
	prefix = "";
}

static void
typing_is_typing(void **state)
{
	is("jjjjjj\r", "jjjjjjEnter");
	is("2\r", "2Enter");
	is("2eZ~", "2eZ");
	is("1234567\r", "1234567Enter");
	is("ABCDEFGH\r", "ABCDEFGHEnter");
	is("ABC12345\r", "ABC12345Enter");
	is("QQ~", "QQ");
	is("GGGGGGGGGG~", "GGGGGGGGGG");
	is("/0171 2345678\r", "/0171Space2345678Enter");
	is("2/0171 2345678\r", "2/0171Space2345678Enter");
	is(":01712345678\r", ":01712345678Enter");
	is("1234567890x\r", "1234567890xEnter");
	is("12345678\033[B\r", "12345678DownEnter");
	is("12345678\t\r", "12345678TabEnter");
	is("1~2~3~4~5~6~7~8~\r", "12345678Enter");
}

#define SLOW_SCANNER_MS 60	/* a key, by radio or where much else goes on */

/* While a scan comes in, no pause of its scanner ends it: there is room for half as long
 * again between any two keys, for the line. */
static void
a_slow_scanner_is_waited_for(void **state)
{
	static const char *const scans[] = {
		"4006381333931", "ABC-123456", "+15550100", "]C10109506000134352",
		("01095060001343521725\x1d" "10AB"), "UUQQ123456",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(scans); i++) {
		struct scan *s = scan_new();
		const char *c;

		for (c = scans[i]; *c != '\0'; c++) {
			struct key key = { .code = *c == '\x1d' ? KEYS_SEPARATOR :
			    KEYS_TEXT };

			if (*c != '\x1d')
				key.text[0] = *c;
			assert_int_equal(scan_key(s, "", &key), SCAN_HELD);
			assert_true(scan_patience(s, "") >= SLOW_SCANNER_MS * 3 / 2);
			/* longer where what came first means nothing here */
			assert_true(scan_patience(s, "") >= SLOW_SCANNER_MS * 4 ||
			    strchr("]0+", scans[i][0]) == NULL);
		}
		scan_free(s);
	}
}

/* A digit is held, and only for a moment; letters that act are not. */
static void
a_typist_never_waits(void **state)
{
	struct scan *s = scan_new();
	const char *c;
	struct key key;

	for (c = "jkabcdefghilmnopqrstuvwxyz/?:,.= "; *c != '\0'; c++) {
		key = (struct key){ .code = KEYS_TEXT, .text = { *c } };
		assert_int_equal(scan_key(s, "", &key), SCAN_NOT);
		assert_int_equal(scan_patience(s, ""), 0);
	}
	key = (struct key){ .code = KEYS_TEXT, .text = "1" };
	assert_int_equal(scan_key(s, "", &key), SCAN_HELD);
	assert_true(scan_patience(s, "") <= 90);
	scan_free(s);
}

static void
what_a_scanner_leaves_open_is_not_typed(void **state)
{
	is("4006381333931~", "[no end]");
	is("4006381333931", "...");
	is("0123~", "0123");
}

TEST_MAIN(
	cmocka_unit_test(scans_are_scans),
	cmocka_unit_test(the_practice_has_a_prefix),
	cmocka_unit_test(typing_is_typing),
	cmocka_unit_test(a_slow_scanner_is_waited_for),
	cmocka_unit_test(a_typist_never_waits),
	cmocka_unit_test(what_a_scanner_leaves_open_is_not_typed))
