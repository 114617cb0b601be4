/*
 * Proves that a form reads what is typed when its field is left and never traps the
 * cursor, that picks narrow and are taken, that drafts come back as they were typed,
 * and how the form of a client looks at each size.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/form.h"
#include "tests/support/golden.h"
#include "tests/support/test.h"

/* --- a desk with three clients ---------------------------------------------------- */

static const char *const people[] = { "Okafor, Ngozi", "Tan, Mei", "Tan, Mei" };

struct desk {
	struct form *form;
	char left[80];		/* names of the fields left, in order */
	const char *refuse;	/* a field whose value is refused */
	char offered[40];
};

static void
matches(void *arg, const struct field *f, const char *typed,
    struct choice_rows *into)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(people); i++)
		if (strncmp(people[i], typed, strlen(typed)) == 0)
			choice_add(into, (int64_t)i + 1, people[i], "07700 900123");
	if (into->n == 0)
		choice_add(into, FORM_NEW, "new client", NULL);
}

static void
offered(void *arg, struct form *form, const struct field *f, const char *typed)
{
	struct desk *d = arg;

	snprintf(d->offered, sizeof(d->offered), "%s", typed);
}

static bool
resolve(void *arg, const struct field *f, const char *typed, struct value *v,
    struct err *e)
{
	if (*typed != '#' || strchr("123", typed[1]) == NULL || typed[1] == '\0')
		return err_set(e, ERR_INVALID, f->name, "No one client is \"%s\".", typed);
	value_set_int(v, strtol(typed + 1, NULL, 10));
	return true;
}

static void
name(void *arg, const struct field *f, const struct value *v, struct buf *out)
{
	buf_adds(out, v->i == FORM_NEW ? "new client" : people[v->i - 1]);
}

static void
repeat(void *arg, const struct field *f, struct buf *out)
{
	if (strcmp(f->name, "city") == 0)
		buf_adds(out, "Leeds");
	else if (strcmp(f->name, "born") == 0)
		buf_adds(out, "1990-02-03");
}

static bool
left(void *arg, struct form *form, const struct field *f, struct err *e)
{
	struct desk *d = arg;

	snprintf(d->left + strlen(d->left), sizeof(d->left) - strlen(d->left), "%s ",
	    f->name);
	if (d->refuse != NULL && strcmp(f->name, d->refuse) == 0)
		return err_set(e, ERR_INVALID, f->name, "%s is refused.", f->label);
	return true;
}

static const struct form_ops ops = {
	.matches = matches, .offered = offered, .resolve = resolve, .name = name,
	.repeat = repeat, .left = left,
};

static const char *const client_names[] = {
	"given", "family", "born", "phone", "email", "address", "city",
	"\tWhat must not be missed", "fitzpatrick",
	"allergies", "medicines", "alert", "archived", "notes", NULL
};
static const char *const review_names[] = { "client", "asked_on", NULL };

static struct field_context context;

static void
desk_open(struct desk *d, const struct record *r, const char *const *names)
{
	context = field_context_plain;
	context.date_order = DATE_DMY;
	context.today = date_from_iso("2026-11-23");
	*d = (struct desk){ .form = form_new(r, names, &context, &ops, d) };
	form_sized(d->form, (struct area){ 0, 0, 20, 80 });
}

/* As a terminal gives it: a code point at a time. */
static void
type(struct desk *d, const char *s)
{
	size_t n;

	for (; *s != '\0'; s += n) {
		n = 1;
		while (((unsigned char)s[n] & 0xC0) == 0x80)
			n++;
		assert_true(form_text(d->form, s, n));
	}
}

static enum form_event
act(struct desk *d, enum act a)
{
	return form_act(d->form, a);
}

static void
in_field(const struct desk *d, const char *field)
{
	assert_string_equal(form_field(d->form)->name, field);
}

struct wanted {
	const char *name;
	char *text;
};

static void
find_text(const char *field, const char *text, void *arg)
{
	struct wanted *w = arg;

	if (strcmp(field, w->name) == 0)
		w->text = xstrdup(text);
}

static void
text_is_now(const struct desk *d, const char *field, const char *text)
{
	struct wanted w = { field, NULL };

	form_each(d->form, find_text, &w);
	assert_non_null(w.text);
	assert_string_equal(w.text, text);
	free(w.text);
}

#define WITH(d, r, t, names)                                                  \
	struct desk d;                                                        \
	AUTO_RECORD struct record *r = record_new(t);                         \
	desk_open(&d, r, names)

/* --- moving and reading ---------------------------------------------------------------- */

static void
a_field_is_read_when_left(void **state)
{
	struct err e;

	WITH(d, r, &record_client, client_names);
	form_focus(d.form, "born", NULL);
	type(&d, "3/2/90");
	assert_int_equal(form_value(d.form, "born")->kind, VALUE_NULL);
	assert_int_equal(act(&d, ACT_next_field), FORM_DONE);
	assert_string_equal(form_value(d.form, "born")->s, "1990-02-03");
	in_field(&d, "phone");
	assert_string_equal(d.left, "born ");
	/* not to be understood: said, kept, left all the same */
	form_focus(d.form, "born", NULL);
	act(&d, ACT_delete_line);
	type(&d, "soon");
	act(&d, ACT_prev_field);
	in_field(&d, "family");
	assert_int_equal(form_value(d.form, "born")->kind, VALUE_NULL);
	text_is_now(&d, "born", "soon");
	assert_false(form_read(d.form, r, &e));
	assert_int_equal(e.code, ERR_INVALID);
	in_field(&d, "born");
	assert_true(record_is_null(r, "born"));
	form_free(d.form);
}

static void
keys_go_round(void **state)
{
	struct err e;

	WITH(d, r, &record_client, client_names);
	assert_false(form_changed(d.form));
	act(&d, ACT_prev_field);
	in_field(&d, "notes");
	type(&d, "one");
	assert_int_equal(act(&d, ACT_accept), FORM_DONE);
	type(&d, "two");
	in_field(&d, "notes");
	act(&d, ACT_line_up);
	in_field(&d, "notes");
	act(&d, ACT_line_up);
	in_field(&d, "archived");
	act(&d, ACT_line_down);
	act(&d, ACT_next_field);
	in_field(&d, "given");
	type(&d, "Eva");
	assert_int_equal(act(&d, ACT_save), FORM_SAVE);
	assert_true(form_read(d.form, r, &e));
	assert_string_equal(record_text(r, "notes"), "one\ntwo");
	assert_string_equal(record_text(r, "given"), "Eva");
	assert_true(form_changed(d.form));
	act(&d, ACT_type_page_down);
	in_field(&d, "allergies");
	act(&d, ACT_type_page_up);
	in_field(&d, "given");
	assert_int_equal(act(&d, ACT_leave), FORM_LEAVE);
	assert_int_equal(act(&d, ACT_discard), FORM_DISCARD);
	assert_int_equal(act(&d, ACT_type_help), FORM_IGNORED);
	assert_int_equal(act(&d, ACT_pick), FORM_BEEP);
	form_free(d.form);
}

static void
enter_in_the_last_field_saves(void **state)
{
	WITH(d, r, &record_review, review_names);
	act(&d, ACT_accept);
	in_field(&d, "asked_on");
	type(&d, "never");
	assert_int_equal(act(&d, ACT_accept), FORM_BEEP);
	act(&d, ACT_delete_line);
	type(&d, "t");
	assert_int_equal(act(&d, ACT_accept), FORM_SAVE);
	assert_string_equal(form_value(d.form, "asked_on")->s, "2026-11-23");
	form_free(d.form);
}

static void
a_use_case_refuses_a_field(void **state)
{
	struct err e;

	WITH(d, r, &record_client, client_names);
	assert_true(form_focus(d.form, "family", "A client needs at least one name."));
	assert_false(form_focus(d.form, "tags", "None."));
	in_field(&d, "family");
	act(&d, ACT_next_field);
	assert_true(form_read(d.form, r, &e));
	/* and what the screen refuses stays refused until it is another */
	d.refuse = "city";
	form_focus(d.form, "city", NULL);
	type(&d, "Hull");
	act(&d, ACT_next_field);
	in_field(&d, "fitzpatrick");
	assert_false(form_read(d.form, r, &e));
	assert_string_equal(e.text, "City is refused.");
	in_field(&d, "city");
	form_free(d.form);
}

static void
repeat_and_undo(void **state)
{
	WITH(d, r, &record_client, client_names);
	assert_int_equal(act(&d, ACT_repeat), FORM_BEEP);
	form_focus(d.form, "born", NULL);
	assert_int_equal(act(&d, ACT_repeat), FORM_DONE);
	assert_string_equal(form_value(d.form, "born")->s, "1990-02-03");
	form_focus(d.form, "city", NULL);
	type(&d, "York");
	act(&d, ACT_repeat);
	text_is_now(&d, "city", "Leeds");
	act(&d, ACT_text_undo);
	text_is_now(&d, "city", "York");
	form_free(d.form);
}

/* --- picks ------------------------------------------------------------------------------- */

static void
a_choice_is_narrowed(void **state)
{
	WITH(d, r, &record_client, client_names);
	form_focus(d.form, "fitzpatrick", NULL);
	type(&d, "v");
	act(&d, ACT_line_down);
	assert_int_equal(act(&d, ACT_accept), FORM_DONE);
	assert_string_equal(form_value(d.form, "fitzpatrick")->s, "VI");
	in_field(&d, "allergies");
	/* the list opens at what stands there: looking changes nothing */
	form_focus(d.form, "fitzpatrick", NULL);
	act(&d, ACT_pick);
	act(&d, ACT_next_field);
	assert_string_equal(form_value(d.form, "fitzpatrick")->s, "VI");
	/* typing over replaces it whole; what is typed whole goes first */
	form_focus(d.form, "fitzpatrick", NULL);
	type(&d, "iv");
	act(&d, ACT_save);
	assert_string_equal(form_value(d.form, "fitzpatrick")->s, "IV");
	form_focus(d.form, "fitzpatrick", NULL);
	act(&d, ACT_delete_line);
	act(&d, ACT_next_field);
	assert_int_equal(form_value(d.form, "fitzpatrick")->kind, VALUE_NULL);
	/* looking at the list and going back chooses nothing; Enter does */
	form_focus(d.form, "fitzpatrick", NULL);
	act(&d, ACT_pick);
	act(&d, ACT_prev_field);
	assert_int_equal(form_value(d.form, "fitzpatrick")->kind, VALUE_NULL);
	act(&d, ACT_next_field);
	act(&d, ACT_pick);
	act(&d, ACT_accept);
	assert_string_equal(form_value(d.form, "fitzpatrick")->s, "I");
	form_focus(d.form, "archived", NULL);
	type(&d, "y");
	act(&d, ACT_next_field);
	assert_int_equal(form_value(d.form, "archived")->i, 1);
	form_focus(d.form, "archived", NULL);
	act(&d, ACT_pick);
	assert_int_equal(act(&d, ACT_leave), FORM_DONE);
	in_field(&d, "archived");
	form_free(d.form);
}

static void
a_link_is_picked(void **state)
{
	struct err e;

	WITH(d, r, &record_review, review_names);
	type(&d, "Tan");
	act(&d, ACT_line_down);
	act(&d, ACT_next_field);
	assert_int_equal(form_value(d.form, "client")->i, 3);
	assert_string_equal(d.left, "client ");
	/* two have that name: the number goes into the draft, and is kept when read */
	text_is_now(&d, "client", "#3");
	assert_true(form_read(d.form, r, &e));
	assert_int_equal(record_int(r, "client"), 3);
	form_focus(d.form, "client", "This client has one already.");
	act(&d, ACT_next_field);
	assert_int_equal(form_value(d.form, "client")->i, 3);
	form_focus(d.form, "client", NULL);
	type(&d, "Zoe");
	act(&d, ACT_accept);
	/* an offer is gone to before it is taken */
	assert_string_equal(d.offered, "");
	form_focus(d.form, "client", NULL);
	act(&d, ACT_delete_left);
	type(&d, "e");
	act(&d, ACT_line_down);
	act(&d, ACT_accept);
	assert_string_equal(d.offered, "Zoe");
	text_is_now(&d, "client", "#new");
	/* nobody types that */
	form_focus(d.form, "client", NULL);
	type(&d, "#new");
	act(&d, ACT_next_field);
	assert_int_equal(form_value(d.form, "client")->i, 0);
	form_free(d.form);
}

/* --- drafts, limits ------------------------------------------------------------------------- */

static void
restore(const char *field, const char *text, void *arg)
{
	form_restore(arg, field, text);
}

static void
a_draft_comes_back_as_typed(void **state)
{
	struct desk again;
	struct err e;

	WITH(d, r, &record_review, review_names);
	form_focus(d.form, "client", NULL);
	type(&d, "#3");
	act(&d, ACT_next_field);
	type(&d, "never");
	act(&d, ACT_leave);
	desk_open(&again, r, review_names);
	form_each(d.form, restore, again.form);
	assert_string_equal(again.left, "");
	assert_int_equal(form_value(again.form, "client")->i, 3);
	text_is_now(&again, "asked_on", "never");
	assert_true(form_changed(again.form));
	assert_false(form_read(again.form, r, &e));
	assert_string_equal(e.field, "asked_on");
	form_restore(again.form, "gone", "nobody knows this field");
	form_free(again.form);
	form_free(d.form);
}

static void
a_megabyte_does_not_fit(void **state)
{
	size_t n = 1 << 20;
	AUTO_FREE char *bytes = xmalloc(n);
	struct wanted w = { "given", NULL };

	WITH(d, r, &record_client, client_names);
	memset(bytes, 'x', n);
	assert_false(form_text(d.form, bytes, n));
	form_each(d.form, find_text, &w);
	assert_int_equal(strlen(w.text), 200);
	free(w.text);
	form_free(d.form);
}

/* --- how it looks ------------------------------------------------------------------------------ */

static void
looks_like(struct desk *d, const char *what, int rows, int cols)
{
	AUTO_FREE char *file = xasprintf("screens/form-%s-%dx%d.txt", what, cols, rows);
	AUTO_BUF struct buf dump = BUF_INIT;
	struct canvas *c = canvas_new(rows, cols, false);
	struct area a = canvas_area(c);

	form_sized(d->form, a);
	form_draw(d->form, c, a);
	canvas_dump(c, &dump);
	canvas_free(c);
	golden_same(file, dump.s);
}

static void
looks(void **state)
{
	WITH(d, r, &record_client, client_names);
	looks_like(&d, "empty", 24, 80);
	type(&d, "字字 e\xCC\x81 \u05D0\u05D1");
	act(&d, ACT_next_field);
	type(&d, "O'Brien-Featherstonehaugh of Upper Heyford and of the Lower one too");
	act(&d, ACT_next_field);
	type(&d, "3 feb 90");
	act(&d, ACT_next_field);
	act(&d, ACT_next_field);
	type(&d, "nobody at nowhere");
	act(&d, ACT_next_field);
	looks_like(&d, "wrong", 24, 80);
	looks_like(&d, "wrong", 20, 60);
	form_focus(d.form, "fitzpatrick", NULL);
	act(&d, ACT_pick);
	looks_like(&d, "choice", 24, 80);
	looks_like(&d, "choice", 20, 60);
	act(&d, ACT_prev_field);
	form_focus(d.form, "notes", NULL);
	type(&d, "Speaks softly and hears badly on the left; likes to be called in the "
	    "evening, after six, and never on a Monday.");
	act(&d, ACT_accept);
	type(&d, "Second line.");
	looks_like(&d, "note", 24, 80);
	looks_like(&d, "note", 20, 60);
	looks_like(&d, "note", 43, 132);
	form_free(d.form);
}

static void
looks_of_a_link(void **state)
{
	WITH(d, r, &record_review, review_names);
	type(&d, "T");
	looks_like(&d, "link", 24, 80);
	form_free(d.form);
}

TEST_MAIN(cmocka_unit_test(a_field_is_read_when_left),
    cmocka_unit_test(keys_go_round),
    cmocka_unit_test(enter_in_the_last_field_saves),
    cmocka_unit_test(a_use_case_refuses_a_field),
    cmocka_unit_test(repeat_and_undo),
    cmocka_unit_test(a_choice_is_narrowed),
    cmocka_unit_test(a_link_is_picked),
    cmocka_unit_test(a_draft_comes_back_as_typed),
    cmocka_unit_test(a_megabyte_does_not_fit),
    cmocka_unit_test(looks),
    cmocka_unit_test(looks_of_a_link))
