/*
 * Proves that a form printed for the waiting room, filled in on paper, is typed straight down:
 * each checklist that ships is printed, its letters are read from the print alone, and typing
 * them leads to the verdict; and that a key in a screening costs few bytes of the line, at
 * every row and where the list moves on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

/* --- paper -------------------------------------------------------------------------------- */

#define ITEMS_MAX 64

struct printed {
	char question[200];
	char answers[600];	/* "n no   y yes   - not known" */
	char given;		/* 0: it is not asked */
};

/* Copies a line and those it is folded into, three blanks where the next answer begins. */
static const char *
unfold(const char *at, bool answers, char *out, size_t size)
{
	size_t n = 0;

	while (*at != '\0' && n + 4 < size) {
		if (*at != '\n') {
			out[n++] = *at++;
			continue;
		}
		at += 1 + strspn(at + 1, " ");
		if (*at == '\n' || *at == '\0' || *at == '\f' || (!answers && at[1] == ' '))
			break;
		memset(out + n, ' ', 3);
		n += at[1] == ' ' ? 3 : 1;
	}
	out[n] = '\0';
	return at;
}

/* The items of a form as printed, in order; how many. */
static size_t
read_form(const char *form, struct printed *items)
{
	size_t n = 0;

	while ((form = strstr(form, "____   ")) != NULL) {
		assert_true(n < ITEMS_MAX);
		form = unfold(form + strlen("____   "), false, items[n].question,
		    sizeof(items[n].question));
		form = unfold(form, true, items[n].answers, sizeof(items[n].answers));
		n++;
	}
	return n;
}

static char
key_of(const struct printed *item, const char *label)
{
	const char *at = strstr(item->answers, label);

	if (at == NULL || at < item->answers + 2)
		fail_msg("no answer \"%s\" is printed: %s", label, item->answers);
	return at[-2];
}

/* The answer that was given to the item a condition is about is among those it names. */
static bool
is_asked(const struct printed *items, const char *answers)
{
	const struct printed *other;
	char label[200], words[220];
	const char *at;
	int number;

	if (sscanf(answers, "only if %d = ", &number) != 1)
		return true;
	other = &items[number - 1];
	for (at = other->answers; at[0] != other->given || at[1] != ' '; at++)
		at = strstr(at, "   ") + 2;
	snprintf(label, sizeof(label), "%.*s", (int)(strstr(at, "   ") - at - 2), at + 2);
	snprintf(words, sizeof(words), "= %s:", label);
	if (strstr(answers, words) != NULL)
		return true;
	snprintf(words, sizeof(words), " or %s", label);
	return strstr(answers, words) != NULL;
}

/* What is typed for a form on which all is well but one answer; `keys` gets it. */
static void
fill_in(const char *form, const char *question, const char *label, char *keys)
{
	struct printed items[ITEMS_MAX] = { 0 };
	size_t n = read_form(form, items), i;
	bool found = false;

	for (i = 0; i < n; i++) {
		struct printed *item = &items[i];

		if (strstr(item->question, question) != NULL) {
			item->given = key_of(item, label);
			found = true;
		} else if (strstr(item->answers, "x never") != NULL) {
			item->given = 'x';
		} else if (is_asked(items, item->answers)) {
			item->given = item->answers[0];
		}
		if (item->given != '\0')
			*keys++ = item->given;
	}
	*keys = '\0';
	if (!found)
		fail_msg("\"%s\" is not asked on paper:\n%s", question, form);
}

static void
a_form_on_paper_is_typed(const char *code, const char *question, const char *label,
    const char *verdict)
{
	AUTO_FREE char *db = front_demo(), *csv = test_path("asked.csv");
	AUTO_FREE char *rows = xasprintf("code,name,checklist\nMN-FACE,Microneedling face,%s\n",
	    code);
	AUTO_FREE char *form = NULL;
	char keys[ITEMS_MAX + 1];
	struct term *t;
	int i;

	test_write(csv, rows, strlen(rows));
	free(front_run(0, "--db", db, "import", "services", csv, (char *)NULL));
	form = front_run(0, "--db", db, "checklist", "print", code, (char *)NULL);
	fill_in(form, question, label, keys);
	t = front_login(db, NULL, NULL);
	term_keys(t, "Gabro<Tab>");
	term_keys(t, "face<Tab><Tab><Tab>1230<C-s>");
	term_shows(t, "Here: Brown");
	term_keys(t, "g");
	for (i = 0; i < 20 && !term_has(t, "► 12:30p  here"); i++)
		term_keys(t, "j");
	term_keys(t, "c");
	term_shows(t, "0 of ");
	term_keys(t, keys);
	term_shows(t, verdict);
	term_keys(t, "<C-s>");
	term_shows(t, "Saved: BLOCK");
	term_shows_not(t, "INCOMPLETE, ");
	assert_int_equal(term_leave(t, "QQ"), 0);
}

static void
what_is_on_paper_is_typed(void **state)
{
	static const struct { const char *code, *question, *label, *verdict; } forms[] = {
		{ "lash", "Hard to keep the eyes", "yes", "BLOCK cannot close" },
		{ "led", "Epilepsy", "within 5 years", "BLOCK epilepsy" },
		{ "microneedling", "Bleeding disorder", "yes", "BLOCK bleeding disorder" },
		{ "peel", "Allergy to aspirin", "yes", "BLOCK peel allergy" },
		{ "rf_microneedling", "Pacemaker", "yes", "BLOCK electronic implant" },
		{ "waxing", "Immune system", "chemotherapy", "BLOCK immune" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++)
		a_form_on_paper_is_typed(forms[i].code, forms[i].question, forms[i].label,
		    forms[i].verdict);
}

/* --- bytes -------------------------------------------------------------------------------- */

static void
a_key_of_a_screening_costs_little(void **state)
{
	static const char keys[] = "nnyn3cnnnnyn-nnnnnnxxxxxxn";
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);
	char key[2] = "";
	size_t i, n;

	term_keys(t, "2/bro<Enter>");
	term_shows(t, "q shows all");
	term_keys(t, "c");
	term_shows(t, "0 of ");
	term_written(t);
	for (i = 0; i + 1 < sizeof(keys); i++) {
		key[0] = keys[i];
		term_keys(t, key);
		n = term_written(t);
		if (n > 600)
			fail_msg("key %zu, %s, costs %zu bytes", i + 1, key, n);
	}
	term_shows(t, " answered");
	term_keys(t, "<C-x>");
	assert_int_equal(term_leave(t, "QQ"), 0);
}

TEST_MAIN(
	cmocka_unit_test(what_is_on_paper_is_typed),
	cmocka_unit_test(a_key_of_a_screening_costs_little)
)
