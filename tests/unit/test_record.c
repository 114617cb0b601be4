/*
 * Records hold values after their type's declaration, and every declaration is
 * complete: names, labels, help, choices, links, initial values.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "record/record.h"
#include "tests/support/test.h"

static void
assert_sentence(const char *s, const char *where)
{
	if (s == NULL || strlen(s) < 4 || s[strlen(s) - 1] != '.')
		fail_msg("%s: the help is not a sentence", where);
}

static void
check_declaration(const struct record_type *t, size_t i)
{
	const struct field *f = &t->fields[i];
	AUTO_FREE char *where = xasprintf("%s.%s", t->name, f->name);
	const struct record_type *target;
	int64_t min, max;
	size_t k;

	if (record_field_index(t, f->name) != (int)i)
		fail_msg("%s is declared twice", where);
	if (strspn(f->name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(f->name))
		fail_msg("%s: no name for a column", where);
	if (f->label == NULL || *f->label == '\0')
		fail_msg("%s has no label", where);
	assert_sentence(f->help, where);
	field_limits(f, &min, &max);
	if (min > max)
		fail_msg("%s: limits the wrong way round", where);
	if ((f->choices != NULL) != (f->type == FIELD_CHOICE))
		fail_msg("%s: choices and type do not agree", where);
	if (f->type == FIELD_LINK ? f->link == NULL : f->link != NULL && f->type != FIELD_CODE)
		fail_msg("%s: link and type do not agree", where);
	target = f->link != NULL ? record_type_find(f->link) : t;
	if (target == NULL)
		fail_msg("%s links to an unknown type", where);
	if (f->type != FIELD_LINK)
		return;
	/* Parents stand before children, so that tables load in this order. */
	for (k = 0; record_types[k] != t; k++) {
		if (record_types[k] == target)
			return;
	}
	if (target != t)
		fail_msg("%s links to a type that comes later", where);
}

static void
declarations_are_complete(void **state)
{
	size_t n;

	for (n = 0; record_types[n] != NULL; n++) {
		const struct record_type *t = record_types[n];
		size_t i;

		assert_ptr_equal(record_type_find(t->name), t);
		assert_ptr_equal(record_type_find(t->plural), t);
		assert_true(t->label != NULL && *t->label != '\0');
		assert_sentence(t->help, t->name);
		for (i = 0; i < t->n_fields; i++)
			check_declaration(t, i);
		if (t->key != NULL)
			assert_non_null(record_field(t, t->key));
		if (t->name_field != NULL)
			assert_non_null(record_field(t, t->name_field));
		if (t->client != NULL && strcmp(t->client, "id") != 0)
			assert_int_equal(record_field(t, t->client)->type, FIELD_LINK);
	}
	assert_null(record_type_find("patient"));
}

/* Every initial value is a good one (else record_new() is a bug()), and what it says. */
static void
new_record_holds_initial_values(void **state)
{
	size_t n;

	for (n = 0; record_types[n] != NULL; n++) {
		const struct record_type *t = record_types[n];
		AUTO_RECORD struct record *r = record_new(t);
		size_t i;

		assert_int_equal(r->id, 0);
		for (i = 0; i < t->n_fields; i++) {
			struct value v = VALUE_INIT;

			if (t->fields[i].initial == NULL) {
				assert_int_equal(r->values[i].kind, VALUE_NULL);
				continue;
			}
			assert_true(field_parse(&t->fields[i], &field_context_plain,
			    t->fields[i].initial, &v, NULL));
			assert_true(value_equal(&r->values[i], &v));
			value_clear(&v);
		}
	}
}

static void
values_by_name(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_client);
	char name[] = "family";		/* not the declaration's own string */

	assert_string_equal(record_text(r, "family"), "");
	assert_true(record_is_null(r, "family"));
	record_set_text(r, name, "Okonjo");
	assert_string_equal(record_text(r, "family"), "Okonjo");
	assert_false(record_is_null(r, name));
	record_set_int(r, "archived", 1);
	assert_int_equal(record_int(r, "archived"), 1);
	record_set_null(r, "archived");
	assert_int_equal(record_int(r, "archived"), 0);
	record_set_text(r, "family", "");
	assert_true(record_is_null(r, "family"));
	assert_int_equal(record_field_index(&record_client, "patient"), -1);
	assert_null(record_field(&record_client, "patient"));
}

static void
copy_is_its_own(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_client);
	AUTO_RECORD struct record *copy = NULL;

	r->id = 7;
	r->version = 9;
	record_set_text(r, "given", "Ines");
	record_set_null(r, "archived");
	copy = record_copy(r);
	record_set_text(r, "given", "Inez");
	assert_int_equal(copy->id, 7);
	assert_int_equal(copy->version, 9);
	assert_string_equal(record_text(copy, "given"), "Ines");
	assert_true(record_is_null(copy, "archived"));
}

static void
equal_are_those_with_the_same_values(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_client);
	AUTO_RECORD struct record *other = record_copy(r);

	other->id = 7;
	other->version = 9;
	assert_true(record_equal(r, other));
	record_set_int(other, "medicines_by", 1);
	assert_false(record_equal(r, other));
	record_set_null(other, "medicines_by");
	record_set_text(other, "external_id", "K-1");
	assert_false(record_equal(r, other));
}

static void
parse_by_name(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_client);
	struct err e;

	assert_true(record_parse(r, &field_context_plain, "born", "1984-02-29", &e));
	assert_string_equal(record_text(r, "born"), "1984-02-29");
	assert_false(record_parse(r, &field_context_plain, "born", "1985-02-29", &e));
	assert_string_equal(record_text(r, "born"), "1984-02-29");
	assert_string_equal(e.field, "born");
	assert_false(record_parse(r, &field_context_plain, "surname", "X", &e));
	assert_int_equal(e.code, ERR_INVALID);
	assert_string_equal(e.field, "surname");
	assert_string_equal(e.text, "Client has no field \"surname\"");
	/* Whatever stands there instead of a name, the sentence stays harmless. */
	assert_false(record_parse(r, &field_context_plain, "a\033[31m\xff", "X", &e));
	assert_null(strchr(e.text, '\033'));
	assert_null(strchr(e.text, '\xff'));
}

static void
check_asks_for_what_is_missing(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	struct err e;

	record_set_int(r, "minutes", 30);
	assert_false(record_check(r, &e));
	assert_int_equal(e.code, ERR_INVALID);
	assert_string_equal(e.field, "date");
	assert_string_equal(e.text, "Date is missing");
	record_set_text(r, "date", "2026-03-12");
	assert_true(record_check(r, &e));
	/* Values that never came through field_parse() are looked at too. */
	record_set_text(r, "date", "2026-02-30");
	assert_false(record_check(r, &e));
	assert_string_equal(e.field, "date");
	record_set_text(r, "date", "2026-03-12");
	record_set_int(r, "minutes", 100000);
	assert_false(record_check(r, &e));
	assert_string_equal(e.field, "minutes");
	record_set_int(r, "minutes", 30);
	record_set_int(r, "client", 0);
	assert_false(record_check(r, &e));
	assert_string_equal(e.field, "client");
}

static void
check_runs_the_types_own_rule(void **state)
{
	static const char *const names[] = { "given", "family", "preferred" };
	struct err e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_RECORD struct record *r = record_new(&record_client);

		assert_false(record_check(r, &e));
		assert_string_equal(e.field, "family");
		record_set_text(r, names[i], "Ada");
		assert_true(record_check(r, &e));
	}
}

static void
birthday_of_tomorrow_is_refused(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_client);
	struct err e;

	assert_true(clock_fix("2026-03-12T23:59", &e));
	record_set_text(r, "given", "Ada");
	record_set_text(r, "born", "2026-03-12");
	assert_true(record_check(r, &e));
	record_set_text(r, "born", "2026-03-13");
	assert_false(record_check(r, &e));
	assert_string_equal(e.field, "born");
	assert_true(clock_fix(NULL, &e));
}

static void
read_unknown(void)
{
	AUTO_RECORD struct record *r = record_new(&record_client);

	record_text(r, "surname");
}

static void
read_text_as_number(void)
{
	AUTO_RECORD struct record *r = record_new(&record_client);

	record_int(r, "family");
}

static void
write_number_as_text(void)
{
	AUTO_RECORD struct record *r = record_new(&record_client);

	record_set_text(r, "archived", "yes");
}

/* Our own mistakes stop the program. */
static void
wrong_names_and_kinds_are_bugs(void **state)
{
	static void (*const mistakes[])(void) = { read_unknown,
		read_text_as_number, write_number_as_text };
	int status;
	size_t i;

	for (i = 0; i < ARRAY_LEN(mistakes); i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			signal(SIGABRT, SIG_DFL);
			if (freopen("/dev/null", "w", stderr) == NULL)
				_exit(1);
			mistakes[i]();
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGABRT);
	}
}

static void
names_as_lists_show_them(void **state)
{
	static const struct {
		const char *family, *given, *preferred, *shown, *key;
	} cases[] = {
		{ "Okonjo", "Ada", NULL, "Okonjo, Ada", "okonjo\001ada" },
		{ "Okonjo", "Adaeze", "Ada", "Okonjo, Adaeze \"Ada\"",
		    "okonjo\001adaeze" },
		{ "Okonjo", "Ada", "ada", "Okonjo, Ada", "okonjo\001ada" },
		{ "Øster", NULL, "Bo", "Øster, Bo", "oster\001bo" },
		{ "Łuczak", NULL, NULL, "Łuczak", "luczak\001" },
		{ NULL, "Cher", NULL, "Cher", "cher\001" },
		{ NULL, "Cherilyn", "Cher", "Cherilyn \"Cher\"", "cherilyn\001" },
		{ NULL, NULL, "Cher", "Cher", "cher\001" },
		{ "王", "小明", NULL, "王, 小明", "王\001小明" },
		{ NULL, NULL, NULL, "#12", "\001" }
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_RECORD struct record *r = record_new(&record_client);
		AUTO_BUF struct buf shown = BUF_INIT, key = BUF_INIT;

		r->id = 12;
		record_set_text(r, "family", cases[i].family);
		record_set_text(r, "given", cases[i].given);
		record_set_text(r, "preferred", cases[i].preferred);
		client_display_name(r, &shown);
		assert_string_equal(shown.s, cases[i].shown);
		client_sort_key(cases[i].family, cases[i].given,
		    cases[i].preferred, &key);
		assert_string_equal(key.s, cases[i].key);
	}
}

/* A short family name sorts before a longer one that begins alike. */
static void
sort_keys_keep_families_together(void **state)
{
	AUTO_BUF struct buf a = BUF_INIT, b = BUF_INIT;

	client_sort_key("Lee", "Zoë", NULL, &a);
	client_sort_key("Lee Adams", "Ann", NULL, &b);
	assert_true(strcmp(a.s, b.s) < 0);
}

/* Each word of the whole stands in one of the two. */
static void
whole_names_are_split(void **state)
{
	static const struct {
		const char *whole, *given, *family;
		enum client_name how;
	} cases[] = {
		{ "Doe, Jane", "Jane", "Doe", CLIENT_NAME_COMMA },
		{ "  Doe ,Jane  May ", "Jane May", "Doe", CLIENT_NAME_COMMA },
		{ "van der Berg, Jane", "Jane", "van der Berg", CLIENT_NAME_COMMA },
		{ "Doe, Jane, Jr.", "Jane", "Doe Jr.", CLIENT_NAME_COMMA },
		{ "Doe, RN, BScN", "", "Doe RN BScN", CLIENT_NAME_WHOLE },
		{ "Ann Roe, RN, BScN", "Ann", "Roe RN BScN", CLIENT_NAME_TWO_WORDS },
		{ "Doe III, John", "John", "Doe III", CLIENT_NAME_COMMA },
		{ "Doe, Jane, Kay", "Jane, Kay", "Doe", CLIENT_NAME_COMMA },
		{ ", Jane", "Jane", "", CLIENT_NAME_COMMA },
		{ "Jane Doe", "Jane", "Doe", CLIENT_NAME_TWO_WORDS },
		{ "Jane\xc2\xa0 \tDoe", "Jane", "Doe", CLIENT_NAME_TWO_WORDS },
		{ "Jane Doe,", "Jane", "Doe", CLIENT_NAME_TWO_WORDS },
		{ "Jane Doe, MD", "Jane", "Doe MD", CLIENT_NAME_TWO_WORDS },
		{ "Jane van der Berg", "Jane", "van der Berg", CLIENT_NAME_LAST_WORD },
		{ "JANE VAN DER BERG", "JANE", "VAN DER BERG", CLIENT_NAME_LAST_WORD },
		{ "Van Morrison", "Van", "Morrison", CLIENT_NAME_TWO_WORDS },
		{ "Mary Ann Smith", "Mary Ann", "Smith", CLIENT_NAME_LAST_WORD },
		{ "Mary Ben Smith", "Mary Ben", "Smith", CLIENT_NAME_LAST_WORD },
		{ "Omar bin Said", "Omar", "bin Said", CLIENT_NAME_LAST_WORD },
		{ "John Smith Jr.", "John", "Smith Jr.", CLIENT_NAME_LAST_WORD },
		{ "John Smith III M.D.", "John", "Smith III M.D.", CLIENT_NAME_LAST_WORD },
		{ "Smith Jr.", "", "Smith Jr.", CLIENT_NAME_WHOLE },
		{ "Cher", "", "Cher", CLIENT_NAME_WHOLE },
		{ "C 1001", "", "C 1001", CLIENT_NAME_WHOLE },
		{ "Acme GmbH", "", "Acme GmbH", CLIENT_NAME_WHOLE },
		{ "Acme, Inc.", "", "Acme, Inc.", CLIENT_NAME_WHOLE },
		{ "Ann & Bo Lee", "", "Ann & Bo Lee", CLIENT_NAME_WHOLE },
		{ "Ann and Bo Lee", "", "Ann and Bo Lee", CLIENT_NAME_WHOLE },
		{ "\xe5\xb1\xb1\xe7\x94\xb0\xe3\x80\x80\xe8\x8a\xb1", "\xe8\x8a\xb1",
		  "\xe5\xb1\xb1\xe7\x94\xb0", CLIENT_NAME_FAMILY_FIRST },
		{ "\xe5\xb1\xb1\xe7\x94\xb0\xe8\x8a\xb1", "",
		  "\xe5\xb1\xb1\xe7\x94\xb0\xe8\x8a\xb1", CLIENT_NAME_WHOLE },
		{ "\xd0\x9e\xd0\xbb\xd1\x8f \xd0\x9b\xd0\xb8", "\xd0\x9e\xd0\xbb\xd1\x8f",
		  "\xd0\x9b\xd0\xb8", CLIENT_NAME_TWO_WORDS },
		{ "", "", "", CLIENT_NAME_WHOLE }, { " , ,", "", ", ,", CLIENT_NAME_WHOLE },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		AUTO_BUF struct buf given = BUF_INIT, family = BUF_INIT;
		enum client_name how = client_name_split(cases[i].whole, &given,
		    &family);

		if (strcmp(given.s, cases[i].given) != 0 ||
		    strcmp(family.s, cases[i].family) != 0 || how != cases[i].how)
			fail_msg("\"%s\": given \"%s\", family \"%s\", %d",
			    cases[i].whole, given.s, family.s, how);
	}
}

TEST_MAIN(
	cmocka_unit_test(declarations_are_complete),
	cmocka_unit_test(new_record_holds_initial_values),
	cmocka_unit_test(values_by_name),
	cmocka_unit_test(copy_is_its_own),
	cmocka_unit_test(equal_are_those_with_the_same_values),
	cmocka_unit_test(parse_by_name),
	cmocka_unit_test(check_asks_for_what_is_missing),
	cmocka_unit_test(check_runs_the_types_own_rule),
	cmocka_unit_test(birthday_of_tomorrow_is_refused),
	cmocka_unit_test(wrong_names_and_kinds_are_bugs),
	cmocka_unit_test(names_as_lists_show_them),
	cmocka_unit_test(sort_keys_keep_families_together),
	cmocka_unit_test(whole_names_are_split))
