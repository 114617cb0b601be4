/*
 * Proves how a line that somebody asks for over SSH is cut into words, that what only a shell
 * could do is refused, and that nothing passes but the commands and options of the table.
 */
#include <string.h>

#include "base/mem.h"
#include "server/gateway.h"
#include "tests/support/test.h"

static void
lines_are_cut(void **state)
{
	static const struct { const char *line, *words; } lines[] = {
		{ "report monthly", "report|monthly|" },
		{ "  report   monthly  ", "report|monthly|" },
		{ "report monthly --month 'last month'", "report|monthly|--month|last month|" },
		{ "export clients --words \"O'Brien \\\"x\\\"\"", "export|clients|--words|O'Brien \"x\"|" },
		{ "export x --words a'b c'd", "export|x|--words|ab cd|" },
		{ "fetch one\\ two.csv", "fetch|one two.csv|" },
		{ "fetch ''", "fetch||" },
		{ "fetch '$(id) `id` | > *'", "fetch|$(id) `id` | > *|" },
		{ "fetch Zo\u00eb.csv", "fetch|Zo\u00eb.csv|" },
	};
	struct gateway_words w;
	struct err e = { 0 };
	size_t i;
	int n;

	for (i = 0; i < ARRAY_LEN(lines); i++) {
		AUTO_BUF struct buf all = BUF_INIT;

		if (!gateway_cut(lines[i].line, &w, &e))
			fail_msg("%s: %s", lines[i].line, e.text);
		for (n = 1; n < w.n; n++)
			buf_addf(&all, "%s|", w.words[n]);
		assert_string_equal(all.s, lines[i].words);
		assert_null(w.words[w.n]);
		gateway_words_free(&w);
	}
}

static void
what_a_shell_would_do_is_refused(void **state)
{
	static const char *const lines[] = {
		"report monthly; id", "report monthly | sh", "report $(id)", "report `id`",
		"report \"$(id)\"", "report \"`id`\"", "report > x", "import clients - < x",
		"report & id", "report *", "report ?", "report [a]", "report {a,b}", "report ~",
		"report #", "report !1", "report 'monthly", "report \"monthly", "report \\",
		"report\nid", "report\tmonthly", "report \x1b[2J", "", "   ", "report \xff",
	};
	struct gateway_words w;
	struct err e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(lines); i++) {
		err_clear(&e);
		if (gateway_cut(lines[i], &w, &e))
			fail_msg("\"%s\" was taken", lines[i]);
		assert_int_equal(e.code, ERR_USAGE);
		assert_true(strlen(e.text) > 0);
		gateway_words_free(&w);
	}
}

static void
a_line_has_an_end(void **state)
{
	AUTO_BUF struct buf many = BUF_INIT, longer = BUF_INIT;
	struct gateway_words w;
	struct err e;
	int i;

	for (i = 0; i < GATEWAY_WORDS_MAX; i++)
		buf_adds(&many, "a ");
	assert_true(gateway_cut(many.s, &w, &e));
	gateway_words_free(&w);
	buf_adds(&many, "a");
	assert_false(gateway_cut(many.s, &w, &e));
	gateway_words_free(&w);
	for (i = 0; i < 5000; i++)
		buf_addc(&longer, 'a');
	assert_false(gateway_cut(longer.s, &w, &e));
	gateway_words_free(&w);
}

static void
lets(const char *command, const char *option, const char *last, bool wanted)
{
	const char *options[] = { option, NULL };
	struct err e = { 0 };
	bool got = gateway_lets(command, options, last, &e);

	if (got != wanted)
		fail_msg("%s --%s %s: %s", command, option != NULL ? option : "",
		    last != NULL ? last : "", e.text);
	if (!wanted)
		assert_int_equal(e.code, ERR_DENIED);
}

static void
only_the_table_passes(void **state)
{
	static const char *const never[] = { "sh", "bash", "/bin/sh", "sftp-server",
	    "/usr/lib/openssh/sftp-server", "internal-sftp", "scp", "rsync", "--db", "--login", "init",
	    "client", "staff", "key", "undo", "backup", "restore", "rescue", "authorized-keys",
	    "inbox", "support", "check", "history", "", "report ", "Report" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(never); i++)
		lets(never[i], NULL, NULL, false);
	lets("report", NULL, "monthly", true);
	lets("report", "format", "monthly", true);
	lets("report", "output", "monthly", false);
	lets("report", "progress", "monthly", false);
	lets("export", "rows", "clients", true);
	lets("export", "output", "clients", false);
	lets("import", NULL, "-", true);
	lets("import", "refused", "-", false);
	lets("import", NULL, "/etc/passwd", false);
	lets("import", NULL, NULL, false);
	lets("attach", "kind", "-", true);
	lets("attach", "kind", "/etc/passwd", false);
	lets("mapping", NULL, "-", true);
	lets("attachment", "copy", "12", true);
	lets("attachment", "output", "12", false);
	lets("fetch", NULL, "x.csv", true);
}

TEST_MAIN(
	cmocka_unit_test(lines_are_cut),
	cmocka_unit_test(what_a_shell_would_do_is_refused),
	cmocka_unit_test(a_line_has_an_end),
	cmocka_unit_test(only_the_table_passes))
