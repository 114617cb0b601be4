/*
 * Proves that a mapping file says what its header promises, whatever inih makes
 * of long lines, comments and indents; that each mistake is named with its
 * line; and that the shipped presets can be read.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "exchange/mapping.h"
#include "tests/support/test.h"

static struct mapping *
read_good(const char *text, const char *kind)
{
	struct err e;
	struct mapping *m = mapping_read(text, "test.ini", kind, &e);

	if (m == NULL)
		fail_msg("%s", e.text);
	return m;
}

/* By name, without case; NULL: it is not mapped. */
static const struct mapping_field *
field_of(const struct mapping *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->n_fields; i++)
		if (strcasecmp(m->fields[i].field, name) == 0)
			return &m->fields[i];
	return NULL;
}

/* A field as `c:column q:constant …`, its values behind it; owned. */
static char *
shown(const struct mapping *m, const char *name)
{
	const struct mapping_field *f = field_of(m, name);
	struct buf b = BUF_INIT;
	size_t i;

	if (f == NULL)
		return xstrdup("-");
	for (i = 0; i < f->n_parts; i++)
		buf_addf(&b, "%s%c:%s", b.len ? " " : "",
		    f->parts[i].kind == MAPPING_COLUMN ? 'c' : 'q', f->parts[i].text);
	for (i = 0; i < f->n_values; i++)
		buf_addf(&b, " {%s|%s}", f->values[i].from, f->values[i].to);
	return buf_steal(&b);
}

static void
assert_field(const char *text, const char *name, const char *expected)
{
	struct mapping *m = read_good(text, "clients");
	AUTO_FREE char *s = shown(m, name);

	assert_string_equal(s, expected);
	mapping_free(m);
}

static void
reads_a_whole_mapping(void **state)
{
	struct mapping *m = read_good(
	    "; a comment\n"
	    "# another\n"
	    "[sessions]\n"
	    "date-format = %m/%d/%Y\n"
	    "time-format = %I:%M %p\n"
	    "date-order = mdy\n"
	    "encoding = windows-1252\n"
	    "delimiter = \";\"\n"
	    "client = Code\n"
	    "status = \"done\"\n"
	    "notes = Comment + Remark\n"
	    "create = client, staff\n"
	    "ignore = Days, 'A, B'\n"
	    "key = Code + Date\n"
	    "format = json\n"
	    "items = $.visits\n"
	    "\n"
	    "[sessions.values.status]\n"
	    "NS = no_show\n", "sessions");
	AUTO_FREE char *status = shown(m, "status"), *notes = shown(m, "notes");

	assert_string_equal(m->kind, "sessions");
	assert_string_equal(m->date_format, "%m/%d/%Y");
	assert_string_equal(m->time_format, "%I:%M %p");
	assert_string_equal(m->date_order, "mdy");
	assert_string_equal(m->encoding, "windows-1252");
	assert_int_equal(m->delimiter, ';');
	assert_int_equal(m->n_create, 2);
	assert_string_equal(m->create[0], "client");
	assert_string_equal(m->create[1], "staff");
	assert_int_equal(m->n_ignore, 2);
	assert_string_equal(m->ignore[1], "A, B");
	assert_int_equal(m->n_key, 2);
	assert_string_equal(m->key[1].text, "Date");
	assert_string_equal(m->format, "json");
	assert_string_equal(m->items, "$.visits");
	assert_int_equal(m->n_fields, 3);
	assert_string_equal(m->fields[0].field, "client");
	assert_int_equal(m->fields[0].line, 9);
	assert_string_equal(status, "q:done {NS|no_show}");
	assert_string_equal(notes, "c:Comment c:Remark");
	mapping_free(m);
}

static void
may_be_empty(void **state)
{
	struct mapping *m = read_good("[clients]", "clients");

	assert_int_equal(m->n_fields, 0);
	assert_int_equal(m->delimiter, 0);
	assert_null(m->date_format);
	assert_null(m->key);
	assert_null(field_of(m, "given"));
	mapping_free(m);
	m = mapping_new("clients");
	assert_string_equal(m->kind, "clients");
	assert_int_equal(m->n_fields, 0);
	mapping_free(m);
	mapping_free(NULL);
	/* Options without a value are as if they were not there. */
	m = read_good("[clients]\ndelimiter =\nencoding=\ndate-format = ; later\n"
	    "create =\nignore = ; none\n", "clients");
	assert_int_equal(m->delimiter, 0);
	assert_null(m->encoding);
	assert_null(m->date_format);
	assert_int_equal(m->n_create + m->n_ignore, 0);
	mapping_free(m);
}

static void
reads_columns_and_constants(void **state)
{
	static const struct {
		const char *line, *shown;
	} cases[] = {
		{ "given = First Name", "c:First Name" },
		{ "given=First Name", "c:First Name" },
		{ "given : First Name", "c:First Name" },
		{ "  \tgiven  =\t First Name \t", "c:First Name" },
		{ "given = First Name ; the first", "c:First Name" },
		{ "given = First;Name", "c:First;Name" },
		{ "given = 'A + B'", "c:A + B" },
		{ "given = 'A ; B' ; note", "c:A ; B" },
		{ "given = 'it''s'", "c:it's" },
		{ "given = it's + O'Brien", "c:it's c:O'Brien" },
		{ "given = A+B", "c:A c:B" },
		{ "given = A + \" / \" + 'B'", "c:A q: /  c:B" },
		{ "given = \"x ; y\"", "q:x ; y" },
		{ "given = \"say \"\"hi\"\"\"", "q:say \"hi\"" },
		{ "given = \"\"", "q:" },
		{ "given = a = b : c", "c:a = b : c" },
		{ "given = #1", "c:#1" },
		{ "given = [x]", "c:[x]" },
		{ "given = reviewer.displayName", "c:reviewer.displayName" },
		{ "given = Prénom", "c:Prénom" },
		{ "Given = X", "c:X" },
		{ "\"given\" = X", "c:X" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *text = xasprintf("[clients]\nfamily = F\n%s\n",
		    cases[i].line);

		assert_field(text, "given", cases[i].shown);
	}
}

static void
reads_every_line_end(void **state)
{
	assert_field("[clients]\r\ngiven = A\r\nfamily = B\r\n", "family", "c:B");
	assert_field("[clients]\rgiven = A\rfamily = B", "family", "c:B");
	assert_field("\xef\xbb\xbf[clients]\ngiven = A\n", "given", "c:A");
	/* An indented line is a line of its own. */
	assert_field("[clients]\n  given = A\n\tfamily = B\n", "given", "c:A");
	assert_field("[clients]\ngiven = A\n\f\v family = B\n", "family", "c:B");
}

static void
reads_long_lines(void **state)
{
	struct buf text AUTO_BUF = BUF_INIT, expected AUTO_BUF = BUF_INIT;
	int i;

	buf_adds(&text, "[clients]\nnotes = ");
	for (i = 0; i < 1000; i++) {
		buf_addf(&text, "%sColumn %d", i ? " + " : "", i);
		buf_addf(&expected, "%sc:Column %d", i ? " " : "", i);
	}
	buf_adds(&text, " ; and a comment\ngiven = A\n");
	assert_field(text.s, "notes", expected.s);
	assert_field(text.s, "given", "c:A");
}

static void
reads_delimiters(void **state)
{
	static const struct {
		const char *text;
		char c;
	} cases[] = {
		{ "\";\"", ';' }, { "','", ',' }, { "\"\t\"", '\t' }, { "tab", '\t' },
		{ "Tab", '\t' }, { "\\t", '\t' }, { "comma", ',' }, { "semicolon", ';' },
		{ "pipe", '|' }, { "|", '|' }, { ",", ',' }, { "\"^\" ; odd", '^' },
		{ "", 0 }, { "\"\"", 0 }, { "; a comment", 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *text = xasprintf("[clients]\ndelimiter = %s\n",
		    cases[i].text);
		struct mapping *m = read_good(text, "clients");

		assert_int_equal(m->delimiter, cases[i].c);
		mapping_free(m);
	}
}

static void
translates_values(void **state)
{
	struct mapping *m = read_good(
	    "[sessions.values.status]\n"	/* before its section, too */
	    "No Show = no_show ; missed\n"
	    "\"a = b\" = x\n"
	    "\"\"\"q\"\"\" = \"to ; be\"\n"
	    "\"\" = booked\n"
	    "gone =\n"
	    "10:30 = late\n"
	    "\"10:45\" = later\n"
	    "ÄRGER = trouble\n"
	    "[sessions.values.staff]\n"
	    "B = Bea\n"
	    "[clients.values.status]\n"
	    "No Show = wrong\n"
	    "[sessions]\n"
	    "status = Status\n", "sessions");
	const struct mapping_field *f = field_of(m, "status");
	AUTO_FREE char *own = NULL;

	assert_non_null(f);
	assert_int_equal(f->n_parts, 1);
	assert_string_equal(mapping_value_of(f, "No Show"), "no_show");
	assert_string_equal(mapping_value_of(f, "no show"), "no_show");
	assert_string_equal(mapping_value_of(f, "a = b"), "x");
	assert_string_equal(mapping_value_of(f, "\"Q\""), "to ; be");
	assert_string_equal(mapping_value_of(f, ""), "booked");
	assert_string_equal(mapping_value_of(f, "Gone"), "");
	assert_string_equal(mapping_value_of(f, "10"), "30 = late");
	assert_string_equal(mapping_value_of(f, "10:45"), "later");
	assert_string_equal(mapping_value_of(f, "ärger"), "trouble");
	/* What is not in the table stays as it is. */
	own = xstrdup("other");
	assert_ptr_equal(mapping_value_of(f, own), own);
	assert_string_equal(mapping_value_of(f, "No  Show"), "No  Show");
	/* A table alone: the header matches by itself. */
	f = field_of(m, "staff");
	assert_non_null(f);
	assert_int_equal(f->n_parts, 0);
	assert_string_equal(mapping_value_of(f, "b"), "Bea");
	mapping_free(m);
}

static void
finds_its_section(void **state)
{
	static const char text[] =
	    "stray = 1\n[clients]\ngiven = A\n[Sessions]\nnotes = B\n[clients.values.x]\na = b\n";
	struct err e;
	struct mapping *m = read_good(text, "sessions");
	AUTO_FREE char *notes = shown(m, "notes"), *given = shown(m, "given");

	assert_string_equal(notes, "c:B");
	assert_string_equal(given, "-");
	mapping_free(m);
	assert_null(mapping_read(text, "a.ini", "receipts", &e));
	assert_int_equal(e.code, ERR_NOTFOUND);
	assert_string_equal(e.text, "a.ini has no section [receipts]; it has "
	    "[clients], [Sessions]");
	assert_null(mapping_read("", "a.ini", "clients", &e));
	assert_string_equal(e.text, "a.ini has no section [clients]; it has none");
	/* A kind that begins like another is not that one. */
	m = read_good("[clients]\n[clientsx]\ngiven = A\n", "clients");
	assert_int_equal(m->n_fields, 0);
	mapping_free(m);
}

static void
names_each_mistake(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "[clients]\ngiven\n", "line 2: neither" },
		{ "[clients\ngiven = A\n", "line 1: neither" },
		{ "[clients]\n\n\ngiven = \n", "line 4: given: the name of a column" },
		{ "[clients]\ngiven = A +\n", "line 2: given: the name of a column" },
		{ "[clients]\ngiven = + A\n", "line 2: given: the name of a column" },
		{ "[clients]\ngiven = ''\n", "line 2: given: the name of a column" },
		{ "[clients]\ngiven = \"A\n", "line 2: the quote \" is not closed" },
		{ "[clients]\ngiven = 'A''\n", "line 2: the quote ' is not closed" },
		{ "[clients]\ngiven = \"A\" B\n", "line 2: text follows a closing \"" },
		{ "[clients]\n= A\n", "line 2: before = comes the name" },
		{ "[clients]\n\"given\" x = A\n", "line 2: after a name in quotes comes =" },
		{ "[clients]\ngiven = A\nfamily = B\ngiven = C\n", "line 4: given is given twice, first on line 2" },
		{ "[clients]\nkey = A\nkey = B\n", "line 3: key is given twice, first on line 2" },
		{ "[clients]\nkey =\n", "line 2: key: the name of a column" },
		{ "[clients]\ndelimiter = ab\n", "line 2: delimiter is one character" },
		{ "[clients]\ndelimiter = '\"'\n", "line 2: delimiter is one character" },
		{ "[clients]\ndelimiter = é\n", "line 2: delimiter is one character" },
		{ "[clients]\ndate-format = mm/dd/yyyy\n", "line 2: date-format is a strptime form" },
		{ "[clients]\ntime-format = hh\n", "line 2: time-format is a strptime form" },
		{ "[clients]\ndate-order = us\n", "line 2: date-order is ymd, dmy or mdy, not \"us\"" },
		{ "[clients]\nformat = xml\n", "line 2: format is csv or json" },
		{ "[clients]\nitems = reviews\n", "line 2: items is a JSON path" },
		{ "[clients]\ncreate = client,,staff\n", "line 2: a word is missing" },
		{ "[clients]\nignore = A,\n", "line 2: a word is missing" },
		{ "[clients.value.given]\na = b\n", "line 1: a section of this kind is [clients] or" },
		{ "[clients.values.]\na = b\n", "line 1: a section of this kind is [clients] or" },
		{ "[clients.values.given]\na = b\nA = c\n", "line 3: \"A\" stands twice" },
		{ "[clients.values.given]\na = 'b\n", "line 2: the quote ' is not closed" },
		{ "[clients]\n[clients.values.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]\n",
		    "line 2: the name of a section has at most 49 bytes" },
		{ "[clients]\ngiven = A\n\xff\n", "line 3: not UTF-8" },
		{ "a,b\n1,2\n", "line 1: neither" },
		{ "{\"a\": 1}\n", "" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct err e;
		struct mapping *m = mapping_read(cases[i].text, "a.ini", "clients", &e);

		if (m != NULL)
			fail_msg("was read: %s", cases[i].text);
		if (*cases[i].says == '\0') {
			assert_int_equal(e.code, ERR_NOTFOUND);
			continue;
		}
		assert_int_equal(e.code, ERR_INVALID);
		if (strncmp(e.text, "a.ini, ", 7) != 0 ||
		    strncmp(e.text + 7, cases[i].says, strlen(cases[i].says)) != 0)
			fail_msg("\"%s\" instead of \"%s\"", e.text, cases[i].says);
	}
}

static void
reads_the_shipped_presets(void **state)
{
	static const struct {
		const char *start, *kind, *field, *shown;
	} presets[] = {
		{ "google-reviews", "reviews", "author", "c:reviewer.displayName" },
		{ "mailchimp-cleaned", "subscribers", "state", "q:cleaned" },
		{ "mailchimp-subscribed", "subscribers", "state", "q:subscribed" },
		{ "mailchimp-unsubscribed", "subscribers", "state", "q:unsubscribed" },
		{ "salon-bookings", "sessions", "start", "c:Time" },
		{ "salon-cancellations", "sessions", "notes", "q:Cancellation entered by c:Canceled By" },
		{ "salon-no-shows", "sessions", "status", "q:no_show" },
		{ "salon-products", "products", "on_hand", "c:On Hand" },
		{ "salon-receipts", "receipts", "item", "c:Description" },
		{ "salon-services", "services", "active", "c:IsActive {TRUE|yes} {FALSE|no}" },
	};
	AUTO_FREE char *folder = test_source("db/presets");
	DIR *d = opendir(folder);
	struct dirent *entry;
	size_t i;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL) {
		char *end = strstr(entry->d_name, ".ini");

		if (end == NULL)
			continue;
		*end = '\0';
		for (i = 0; i < ARRAY_LEN(presets) &&
		    strcmp(presets[i].start, entry->d_name) != 0; i++)
			;
		if (i == ARRAY_LEN(presets))
			fail_msg("%s.ini is a preset that this case does not list", entry->d_name);
	}
	closedir(d);
	for (i = 0; i < ARRAY_LEN(presets); i++) {
		AUTO_FREE char *name = xasprintf("%s/%s.ini", folder, presets[i].start);
		AUTO_FREE char *text = test_read(name, NULL), *s = NULL;
		struct mapping *m = read_good(text, presets[i].kind);

		s = shown(m, presets[i].field);
		assert_string_equal(s, presets[i].shown);
		mapping_free(m);
	}
}

TEST_MAIN(
    cmocka_unit_test(reads_a_whole_mapping),
    cmocka_unit_test(may_be_empty),
    cmocka_unit_test(reads_columns_and_constants),
    cmocka_unit_test(reads_every_line_end),
    cmocka_unit_test(reads_long_lines),
    cmocka_unit_test(reads_delimiters),
    cmocka_unit_test(translates_values),
    cmocka_unit_test(finds_its_section),
    cmocka_unit_test(names_each_mistake),
    cmocka_unit_test(reads_the_shipped_presets))
