/*
 * Proves that every field of a record has a line in its type's form, or says what sets it;
 * and that the page to read has a line for each that is not blank.
 */
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/contact.h"
#include "screens/client/files.h"
#include "screens/client/papers.h"
#include "screens/forms.h"
#include "screens/offer.h"
#include "screens/papers.h"
#include "screens/record_form_inside.h"
#include "tests/support/driven_visits.h"

static void
open_client(void)
{
	client_form_new(d);
}

static void
open_visit(void)
{
	form_session_new(d, &(struct session_preset){ .day = DATE_NONE, .start = -1 });
}

static void
open_review(void)
{
	form_review_new(d, 0);
}

static void
open_settings(void)
{
	settings_push(d);
}

static void
open_preferences(void)
{
	preferences_push(d);
}

static void
open_waiting(void)
{
	waiting_form_new(d, 0);
}

/* Only a try that was made has a form. */
static void
open_contact(void)
{
	struct contact_cause cause = { .about = CONTACT_DUE, .client = v.anna,
	    .service = v.facial };
	struct err err;

	OK(contact_write(v.mara, &cause, 1, CONTACT_REACHED, NULL, &err));
	contact_form_edit(d, 1);
}

/* The pieces of a new lot are asked about once it is saved. */
static void
open_lot_move(void)
{
	static int n;
	AUTO_FREE char *typed = xasprintf("L%d Tab serum%d Tab ^S", n, n);
	AUTO_FREE char *name = xasprintf("serum%d", n++);

	visits_new(&record_product, "name", name, NULL);
	offer_new(d, &record_lot);
	keys(typed);
}

static void
open_document(void)
{
	papers_push(d);
	keys("n");
}

static void
open_checklist(void)
{
	checklists_push(d);
	keys("n");
}

/* In a draft, which is there only once it is begun. */
static void
open_checklist_row(const char *typed)
{
	checklists_push(d);
	keys("=");
	keys(typed);
}

static void
open_checklist_item(void)
{
	open_checklist_row("e");
}

static void
open_checklist_rule(void)
{
	open_checklist_row("Tab e");
}

static void
open_event(void)
{
	event_form_new(d, v.anna, 0);
}

/* From the page of one, in the list of all. */
static void
open_event_report(void)
{
	visits_new(&record_adverse_event, "client", "1", "what", "rash", "grade", "1", "serious", "no",
	    "onset", "2026-03-11", NULL);
	events_push(d);
	keys("Enter n");
}

static void
open_follow_up(void)
{
	AUTO_FREE char *visit = xasprintf("%lld", (long long)visits_add(v.anna, v.facial, 0,
	    SHEET_TODAY, "09:00", "done"));

	follow_up_form_edit(d, visits_new(&record_follow_up, "session", visit, "plan", "2d", "due",
	    "2026-03-14", NULL));
}

static void
open_consent(void)
{
	consent_take(d, v.anna, 0);
	keys("q");		/* the words */
}

static void
open_permission(void)
{
	client_papers_new(d, v.anna);
	keys("a");
}

static void
open_order(void)
{
	order_take(d, v.anna, 0);
}

static void
open_clearance(void)
{
	clearance_take(d, v.anna, "");
}

static void
open_patch_test(void)
{
	patch_test_take(d, v.anna, 0);
}

static void
open_file(void)
{
	client_file_edit(d, visits_new(&record_attachment, "client", "1", "date", "2026-03-05",
	    "format", "image/jpeg", "size", "5", "digest", "00", NULL));
}

static void (*const forms[])(void) = {
	open_client, open_visit, open_review, open_settings, open_preferences,
	open_waiting, open_contact, open_lot_move, open_document, open_event,
	open_follow_up, open_event_report, open_consent, open_permission, open_order,
	open_clearance, open_file, open_patch_test,
	open_checklist, open_checklist_item, open_checklist_rule,
};

static const struct record_type *const offered[] = {
	&record_service, &record_product, &record_staff, &record_room, &record_device,
	&record_hours, &record_block, &record_lot, &record_certificate, &record_device_label,
	&record_log_entry, &record_product_caution,
};

static bool
is_of(const struct record_type *t)
{
	in_front("form");
	if (((const struct record_form *)ui_top(d->ui))->kind->type == t)
		return true;
	ui_pop(ui_top(d->ui));
	return false;
}

/* Opens each of the forms; which is the one of `t`, or none. */
static bool
open_form_of(const struct record_type *t)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++) {
		forms[i]();
		if (is_of(t))
			return true;
	}
	for (i = 0; i < ARRAY_LEN(offered); i++) {
		offer_new(d, offered[i]);
		if (is_of(t))
			return true;
	}
	return false;
}

/* How many fields with a place are no line of the form. */
static long
lines_of(const struct record_type *t, struct form *form)
{
	const struct field *f = NULL;
	long wrong = 0;

	while ((f = record_next_typed(t, f)) != NULL)
		if (!form_focus(form, f->name, NULL)) {
			print_message("# %s.%s is not in its form\n", t->name, f->name);
			wrong++;
		}
	return wrong;
}

static bool
alone_there(const struct record_type *t, const struct field *f)
{
	size_t i;

	for (i = 0; i < t->n_fields; i++)
		if (&t->fields[i] != f && t->fields[i].form == f->form)
			return false;
	return true;
}

static void
each_is_typed_or_says_what_sets_it(void **state)
{
	const struct record_type *const *t;
	long wrong = 0;
	size_t i;

	for (t = record_types; *t != NULL; t++)
		for (i = 0; i < (*t)->n_fields; i++) {
			const struct field *f = &(*t)->fields[i];
			bool set = f->set_by != NULL || (*t)->set_by != NULL;

			if ((f->form > 0) == set || (f->form > 0 && !alone_there(*t, f))) {
				print_message("# %s.%s %s\n", (*t)->name, f->name, !set ?
				    f->form > 0 ? "has the place of another in the form" :
				    "has no .form and no .set_by" :
				    "has a .form, and a .set_by");
				wrong++;
			}
		}
	assert_int_equal(wrong, 0);
}

static void
what_has_a_place_is_in_the_form(void **state)
{
	const struct record_type *const *t;
	long wrong = 0;

	driven_begin(v.mara, v.path, false);
	for (t = record_types; *t != NULL; t++) {
		if (record_next_typed(*t, NULL) == NULL)
			continue;
		if (!open_form_of(*t))
			fail_msg("%s has no form", (*t)->name);
		wrong += lines_of(*t, ((struct record_form *)ui_top(d->ui))->form);
		ui_pop(ui_top(d->ui));
	}
	assert_int_equal(wrong, 0);
}

/* A value other than blank for a field; a text is the field's name. */
static void
fill(struct record *r, const struct field *f)
{
	static const struct { enum field_type type; const char *text; } texts[] = {
		{ FIELD_EMAIL, "x@example.org" }, { FIELD_PHONE, "1" }, { FIELD_BOOL, "yes" },
		{ FIELD_DATE, "2026-03-01" }, { FIELD_BIRTHDAY, "1986-03-12" },
		{ FIELD_LINK, "1" }, { FIELD_INTEGER, "1" }, { FIELD_MINUTES, "1" },
		{ FIELD_MONEY, "1" }, { FIELD_PERCENT, "1" }, { FIELD_TIME, "09:00" },
		{ FIELD_INSTANT, "2026-03-01T09:00:00Z" }, { FIELD_DAYS, "mon" },
	};
	const char *text = f->type == FIELD_CHOICE ? f->choices->value : f->name;
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		if (texts[i].type == f->type)
			text = texts[i].text;
	OK(record_parse(r, &field_context_plain, f->name, text, &err));
}

/* --- two at once --------------------------------------------------------------------- */

static bool
add_row(struct db *db, void *arg, struct err *e)
{
	return db_insert(db, arg, e);
}

/* A row with what it must have, past every rule. */
static int64_t
row_of(const struct record_type *t)
{
	static const struct { const struct record_type *type; const char *field, *text; } more[] = {
		{ &record_product_caution, "ingredients", "propolis" },
		{ &record_product_caution, "meets", "propolis" },
		{ &record_client, "given", "Ida" }, { &record_clearance, "item", "keloid" },
		{ &record_consent, "witness", "1" }, { &record_patch_test, "product", "1" },
		{ &record_review, "received_at", "2026-03-01T09:00:00Z" },
		{ &record_review, "platform", "google" }, { &record_review, "stars", "5" },
	};
	AUTO_RECORD struct record *r = record_new(t);
	struct err err;
	size_t i;

	if (t == &record_practice)
		return 1;		/* there is one */
	/* of a draft, the newest checklist by now */
	if (t == &record_checklist_item || t == &record_checklist_rule)
		record_set_int(r, "checklist", dbfile_int(v.path, "SELECT max(id) FROM checklist"));
	if (t == &record_consent)
		record_set_int(r, "document", dbfile_int(v.path,
		    "SELECT min(id) FROM document WHERE kind = 'consent'"));
	for (i = 0; i < ARRAY_LEN(more); i++)
		if (more[i].type == t)
			OK(record_parse(r, &field_context_plain, more[i].field, more[i].text,
			    &err));
	for (i = 0; i < t->n_fields; i++)
		if ((t->fields[i].flags & FIELD_REQUIRED) && value_equal(&r->values[i],
		    &(struct value)VALUE_INIT))
			fill(r, &t->fields[i]);
	if (!db_write(v.mara->db, "change", "add a row", add_row, r, &err))
		fail_msg("%s: %s", t->name, err.text);
	return r->id;
}

/* What is typed into a text at two logins, one after the other. In some not every word may
 * stand. */
static const char *
words_for(const struct field *f, size_t turn)
{
	static const char *const any[] = { "theirs", "mine", "theirs too", "mine too", "theirs last",
	    "theirs beside" };
	static const struct { const char *name, *words[ARRAY_LEN(any)]; } strict[] = {
		{ "open_days", { "mon-fri", "mon-sat", "tue-fri", "wed-fri", "mon-thu", "tue-sat" } },
		{ "answers", { "no=n=No|yes=y=Yes", "no=n=No|yes=j=Yes", "no=n=Never|yes=y=Yes",
		    "no=n=No|yes=y=Often", "no=n=Not|yes=y=Yes", "no=n=No|yes=y=Ever" } },
		{ "languages", { "fr=Oui", "de=Ja", "es=Si", "it=Si", "pl=Tak", "nl=Ja" } },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(strict); i++)
		if (strcmp(f->name, strict[i].name) == 0)
			return strict[i].words[turn];
	return any[turn];
}

/* The lines of the form in which words may be typed, two at most; but what fires a rule, which is
 * an answer of its item's. */
static size_t
texts_of(const struct record_form *rf, const struct field *texts[2])
{
	const struct field *f = NULL;
	size_t n = 0;

	while (n < 2 && (f = record_next_typed(rf->kind->type, f)) != NULL)
		if ((f->type == FIELD_TEXT || f->type == FIELD_NOTE) &&
		    !(f->flags & FIELD_UNIQUE) && strcmp(f->name, "answer") != 0 &&
		    form_focus(rf->form, f->name, NULL))
			texts[n++] = f;
	return n;
}

/* The program may have put words before it, "closed on Sun: " for instance. */
static void
is_kept(const struct record_type *t, int64_t id, const struct field *f, const char *text)
{
	struct err err;
	AUTO_RECORD struct record *r = db_get(v.mara->db, t, id, &err);
	const char *is = r != NULL ? record_text(r, f->name) : err.text;

	if (strlen(is) < strlen(text) || strcmp(is + strlen(is) - strlen(text), text) != 0)
		fail_msg("%s.%s is \"%s\", not \"%s\": %s", t->name, f->name, is, text, seen());
}

/* One changes a line while a colleague has the form open, who then changes another, and then
 * the same one. */
static void
two_type(const struct record_form_kind *kind, int64_t id)
{
	const struct record_type *t = kind->type;
	const struct field *texts[2];
	size_t n;

	record_form_edit(d, kind, id, "Both");
	in_front("form");
	n = texts_of((const struct record_form *)ui_top(d->ui), texts);
	if (n == 2) {
		visits_set(t, id, texts[0]->name, words_for(texts[0], 0));
		record_form_type(d, texts[1]->name, words_for(texts[1], 1));
		keys("^S");
		is_kept(t, id, texts[0], words_for(texts[0], 0));
		is_kept(t, id, texts[1], words_for(texts[1], 1));
		record_form_edit(d, kind, id, "Both");
	}
	if (n == 0)
		keys("Esc");
	if (n > 0) {
		visits_set(t, id, texts[0]->name, words_for(texts[0], 2));
		desk_catch_up(d);
		record_form_type(d, texts[0]->name, words_for(texts[0], 3));
		keys("^S");
		in_front("merge");
		keys("Esc");
		in_front("form");
		sees(words_for(texts[0], 3));
		keys("^S");
		/* while the question stands: what was never shown is asked for again */
		visits_set(t, id, texts[0]->name, words_for(texts[0], 4));
		if (n == 2)
			visits_set(t, id, texts[1]->name, words_for(texts[1], 5));
		keys("y ^S");
		in_front("merge");
		sees(words_for(texts[0], 4));
		keys("y ^S");
		is_kept(t, id, texts[0], words_for(texts[0], 3));
		if (n == 2)
			is_kept(t, id, texts[1], words_for(texts[1], 5));
	}
}

static void
what_two_type_at_once_is_kept(void **state)
{
	const struct record_form_kind *kinds[80];
	const struct record_type *const *t;
	size_t n = 0, i;

	driven_begin(v.mara, v.path, false);
	for (t = record_types; *t != NULL; t++) {
		if (record_next_typed(*t, NULL) == NULL)
			continue;
		assert_true(n < ARRAY_LEN(kinds) && open_form_of(*t));
		kinds[n++] = ((const struct record_form *)ui_top(d->ui))->kind;
		ui_pop(ui_top(d->ui));
	}
	for (i = 0; i < n; i++)
		two_type(kinds[i], row_of(kinds[i]->type));
}

static void
what_is_not_blank_is_on_the_page_to_read(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_client);
	size_t i;

	driven_begin(v.mara, v.path, false);
	driven_size(60, 100);
	for (i = 0; i < r->type->n_fields; i++)
		fill(r, &r->type->fields[i]);
	record_read(d, r, "A client");
	for (i = 0; i < r->type->n_fields; i++) {
		const struct field *f = &r->type->fields[i];
		AUTO_FREE char *label = xasprintf("%.10s", f->label);	/* it is cut */

		if (!shows(label) || (f->type == FIELD_TEXT && !shows(f->name)))
			fail_msg("%s is not on the page", f->name);
	}
}

TEST_MAIN(
    CASE(each_is_typed_or_says_what_sets_it),
    CASE(what_has_a_place_is_in_the_form),
    CASE(what_two_type_at_once_is_kept),
    CASE(what_is_not_blank_is_on_the_page_to_read))
