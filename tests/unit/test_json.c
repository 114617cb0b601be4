/*
 * Proves that what the JSON writer writes is JSON: commas and nesting, escapes
 * and numbers; that nothing in it can steer a terminal; and that writing it in
 * the wrong order is stopped.
 */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/json.h"
#include "exchange/json_record.h"
#include "tests/support/test.h"

/* Runs `write` and compares what it wrote. */
static void
assert_json(void (*write)(struct json *), bool compact, const char *expected)
{
	char *out = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&out, &size);
	struct json j;

	json_start(&j, f, compact);
	write(&j);
	json_finish(&j);
	fclose(f);
	assert_string_equal(out, expected);
	free(out);
}

static void
a_report(struct json *j)
{
	json_object(j);
	json_key(j, "report");
	json_text(j, "monthly");
	json_key(j, "figures");
	json_object(j);
	json_key(j, "none");
	json_null(j);
	json_key(j, "open");
	json_bool(j, false);
	json_close(j);
	json_key(j, "days");
	json_array(j);
	json_int(j, 1);
	json_int(j, -2);
	json_text(j, "three");
	json_close(j);
	json_key(j, "rows");
	json_array(j);
	json_object(j);
	json_key(j, "a");
	json_int(j, 1);
	json_close(j);
	json_object(j);
	json_close(j);
	json_array(j);
	json_close(j);
	json_bool(j, true);
	json_close(j);
	json_close(j);
}

static void
nests(void **state)
{
	assert_json(a_report, true, "{\"report\":\"monthly\",\"figures\":{\"none\":null,"
	    "\"open\":false},\"days\":[1,-2,\"three\"],\"rows\":[{\"a\":1},{},[],true]}\n");
	assert_json(a_report, false,
	    "{\n"
	    "  \"report\": \"monthly\",\n"
	    "  \"figures\": {\n"
	    "    \"none\": null,\n"
	    "    \"open\": false\n"
	    "  },\n"
	    "  \"days\": [1, -2, \"three\"],\n"
	    "  \"rows\": [\n"
	    "    {\n"
	    "      \"a\": 1\n"
	    "    },\n"
	    "    {},\n"
	    "    [], true\n"
	    "  ]\n"
	    "}\n");
}

static void
an_empty_array(struct json *j)
{
	json_array(j);
	json_close(j);
}

static void
a_word(struct json *j)
{
	json_text(j, "x");
}

static void
takes_any_value_at_the_top(void **state)
{
	assert_json(an_empty_array, false, "[]\n");
	assert_json(a_word, false, "\"x\"\n");
}

static const char *text_to_write;

static void
the_text(struct json *j)
{
	json_text(j, text_to_write);
}

static void
assert_text(const char *text, const char *expected)
{
	AUTO_FREE char *line = xasprintf("%s\n", expected);

	text_to_write = text;
	assert_json(the_text, true, line);
}

static void
escapes_what_could_do_harm(void **state)
{
	assert_text(NULL, "null");
	assert_text("", "\"\"");
	assert_text("a \"b\" \\ c/d", "\"a \\\"b\\\" \\\\ c/d\"");
	assert_text("\b\f\n\r\t\v", "\"\\b\\f\\n\\r\\t\\u000b\"");
	assert_text("\x1b[2J\x7f", "\"\\u001b[2J\\u007f\"");
	assert_text("\xc2\x9b" "2J", "\"\\u009b2J\"");
	assert_text("\xe2\x80\xae" "x\xe2\x81\xa6\xe2\x80\xa8", "\"\\u202ex\\u2066\\u2028\"");
	assert_text("Zoë 日本 👩‍⚕️", "\"Zoë 日本 👩‍⚕️\"");
	assert_text("\xff" "a\xc3", "\"\xef\xbf\xbd" "a\xef\xbf\xbd\"");
	assert_text("\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

/* A character that is escaped or replaced, and one that is neither, at each place of
 * texts of each length up to three machine words, and about what the writer gathers. */
static void
escapes_wherever_it_is(void **state)
{
	static const struct {
		const char *text, *written;
	} odd[] = {
		{ "\"", "\\\"" }, { "\\", "\\\\" }, { "\n", "\\n" }, { "\x01", "\\u0001" },
		{ "\x1f", "\\u001f" }, { "\x7f", "\\u007f" }, { "\xff", "\xef\xbf\xbd" },
		{ "\xc3", "\xef\xbf\xbd" }, { "\xf0\x9f\x98", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\u202e", "\\u202e" }, { "é", "é" }, { "日", "日" }, { "😀", "😀" },
		{ " ", " " }, { "~", "~" }, { "!", "!" }, { "#", "#" }, { "[", "[" }, { "]", "]" },
	};
	size_t i, n, at;

	for (i = 0; i < ARRAY_LEN(odd); i++)
		for (n = 0; n < SINK_ROOM + 5; n += n == 24 ? SINK_ROOM - 30 : 1)
			for (at = 0; at <= n; at += n > 24 && at < n - 2 ? n - 2 : 1) {
				AUTO_BUF struct buf text = BUF_INIT, written = BUF_INIT;
				AUTO_FREE char *plain = xmalloc(n + 1);

				memset(plain, 'w', n);
				plain[n] = '\0';
				buf_add(&text, plain, at);
				buf_adds(&text, odd[i].text);
				buf_adds(&text, plain + at);
				buf_addc(&written, '"');
				buf_add(&written, plain, at);
				buf_adds(&written, odd[i].written);
				buf_adds(&written, plain + at);
				buf_addc(&written, '"');
				assert_text(text.s, written.s);
			}
}

static ssize_t
count_write(void *cookie, UNUSED const char *bytes, size_t n)
{
	++*(int *)cookie;
	return (ssize_t)n;
}

/* The stream gets a few large pieces, not one for each word. */
static void
writes_in_large_pieces(void **state)
{
	int writes = 0, i;
	FILE *f = fopencookie(&writes, "w", (cookie_io_functions_t){ .write = count_write });
	struct json j;

	setvbuf(f, NULL, _IONBF, 0);
	json_start(&j, f, true);
	json_array(&j);
	for (i = 0; i < 10000; i++)
		json_text(&j, "ten bytes");	/* 12 with quotes and comma */
	json_close(&j);
	json_finish(&j);
	assert_in_range(writes, 1, 12 * 10000 / (SINK_ROOM - 12) + 1);
	fclose(f);
}

static void
an_odd_key(struct json *j)
{
	json_object(j);
	json_key(j, "a\"b\n");
	json_int(j, 1);
	json_close(j);
}

static void
escapes_keys_too(void **state)
{
	assert_json(an_odd_key, true, "{\"a\\\"b\\n\":1}\n");
}

static void
numbers(struct json *j)
{
	json_array(j);
	json_int(j, INT64_MIN);
	json_int(j, INT64_MAX);
	json_money(j, 344726400);
	json_money(j, -5 * MONEY_UNIT);
	json_money(j, 40320);
	json_money(j, 0);
	json_decimal(j, 12.345, 1);
	json_decimal(j, -0.04, 1);
	json_decimal(j, -0.05001, 1);
	json_decimal(j, 3, 0);
	json_decimal(j, -0.0, 2);
	json_decimal(j, NAN, 2);
	json_decimal(j, -INFINITY, 2);
	json_close(j);
}

static void
writes_exact_numbers(void **state)
{
	assert_json(numbers, true, "[-9223372036854775808,9223372036854775807,"
	    "34472.64,-5.00,4.032,0.00,12.3,0.0,-0.1,3,0.00,null,null]\n");
}

static void
the_largest(struct json *j)
{
	json_decimal(j, -1.7976931348623157e308, 17);
}

static void
has_room_for_the_largest_number(void **state)
{
	char *out = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&out, &size);
	struct json j;

	json_start(&j, f, true);
	the_largest(&j);
	json_finish(&j);
	fclose(f);
	assert_int_equal(strlen(out), 1 + 309 + 1 + 17 + 1);
	assert_true(strtod(out, NULL) < -1.797e308);
	free(out);
}

/* ---- out of order ------------------------------------------------------ */

static void
close_at_the_top(struct json *j)
{
	json_close(j);
}

static void
value_without_key(struct json *j)
{
	json_object(j);
	json_int(j, 1);
}

static void
key_in_array(struct json *j)
{
	json_array(j);
	json_key(j, "a");
}

static void
two_keys(struct json *j)
{
	json_object(j);
	json_key(j, "a");
	json_key(j, "b");
}

static void
key_without_value(struct json *j)
{
	json_object(j);
	json_key(j, "a");
	json_close(j);
}

static void
two_values_at_the_top(struct json *j)
{
	json_int(j, 1);
	json_int(j, 2);
}

static void
left_open(struct json *j)
{
	json_array(j);
	json_finish(j);
}

static void
nothing_at_all(struct json *j)
{
	json_finish(j);
}

static void
too_deep(struct json *j)
{
	int i;

	for (i = 0; i < JSON_DEPTH_MAX; i++)
		json_array(j);
}

static void
stops_what_would_not_be_json(void **state)
{
	static void (*const wrong[])(struct json *) = {
		close_at_the_top, value_without_key, key_in_array, two_keys,
		key_without_value, two_values_at_the_top, left_open,
		nothing_at_all, too_deep,
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		int status;
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			struct json j;

			dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
			signal(SIGABRT, SIG_DFL);
			json_start(&j, fopen("/dev/null", "w"), true);
			wrong[i](&j);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	}
}

static void
as_deep_as_it_goes(struct json *j)
{
	int i;

	for (i = 0; i < JSON_DEPTH_MAX - 1; i++)
		json_array(j);
	for (i = 0; i < JSON_DEPTH_MAX - 1; i++)
		json_close(j);
}

static void
goes_deep_enough(void **state)
{
	char expected[2 * JSON_DEPTH_MAX] = "";
	size_t n = JSON_DEPTH_MAX - 1;

	memset(expected, '[', n);
	memset(expected + n, ']', n);
	expected[2 * n] = '\n';
	assert_json(as_deep_as_it_goes, true, expected);
}

static void
leaves_errors_in_the_stream(void **state)
{
	FILE *f = fopen("/dev/full", "w");
	struct json j;

	assert_non_null(f);
	json_start(&j, f, false);
	a_report(&j);
	json_finish(&j);
	assert_true(fflush(f) != 0 || ferror(f));
	fclose(f);
}

/* Hundredths, or negative thousandths where the third decimal counts. */
static void
some_rates(struct json *j)
{
	static const struct field rate = { .name = "rate", .label = "Rate",
	    .type = FIELD_PERCENT };
	static const int64_t stored[] = { 0, 625, 500, -9975, -5, 10000 };
	struct value v = VALUE_INIT;
	size_t i;

	json_array(j);
	json_field(j, &rate, &v);
	for (i = 0; i < ARRAY_LEN(stored); i++) {
		value_set_int(&v, stored[i]);
		json_field(j, &rate, &v);
	}
	json_close(j);
}

static void
writes_rates(void **state)
{
	assert_json(some_rates, true, "[null,0.00,6.25,5.00,9.975,0.005,100.00]\n");
}

TEST_MAIN(
    cmocka_unit_test(nests),
    cmocka_unit_test(takes_any_value_at_the_top),
    cmocka_unit_test(escapes_what_could_do_harm),
    cmocka_unit_test(escapes_wherever_it_is),
    cmocka_unit_test(writes_in_large_pieces),
    cmocka_unit_test(escapes_keys_too),
    cmocka_unit_test(writes_exact_numbers),
    cmocka_unit_test(writes_rates),
    cmocka_unit_test(has_room_for_the_largest_number),
    cmocka_unit_test(stops_what_would_not_be_json),
    cmocka_unit_test(goes_deep_enough),
    cmocka_unit_test(leaves_errors_in_the_stream))
