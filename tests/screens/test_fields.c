/*
 * Proves that every field of a record can be typed in a form, or is one that nobody types,
 * for a reason that stands here.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/forms.h"
#include "screens/offer.h"
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
open_service(void)
{
	offer_new(d, &record_service);
}

static void
open_product(void)
{
	offer_new(d, &record_product);
}

static void
open_staff(void)
{
	offer_new(d, &record_staff);
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

static void (*const forms[])(void) = {
	open_client, open_visit, open_review, open_service, open_product, open_staff,
	open_settings, open_preferences,
};
static const struct record_form_kind *kinds[ARRAY_LEN(forms)];

/* Where a field without a line in such a form comes from; "*": all fields of the type. */
static const struct {
	const char *type, *field, *from;
} elsewhere[] = {
	{ "client", "allergies_on", "asked: the question at the start of a visit" },
	{ "client", "allergies_by", "asked: the question at the start of a visit" },
	{ "client", "medicines_on", "asked: the question at the start of a visit" },
	{ "client", "medicines_by", "asked: the question at the start of a visit" },
	{ "session", "minutes_assumed", "an import" },
	{ "session", "origin", "an import" },
	{ "session", "external_id", "an import" },
	{ "session", "status", "the keys of a visit" },
	{ "session", "booked_on", "the keys of a visit" },
	{ "session", "cancelled_on", "the keys of a visit" },
	{ "session", "cancelled_by", "the keys of a visit" },
	{ "session", "late", "the keys of a visit" },
	{ "session", "not_treated_for", "the keys of a visit" },
	{ "session", "reason", "the keys of a visit" },
	{ "receipt", "*", "check-out" },
	{ "receipt_line", "*", "check-out" },
	{ "payment", "*", "check-out" },
	{ "checklist", "*", "an edition that ships" },
	{ "checklist_item", "*", "an edition that ships" },
	{ "checklist_rule", "*", "an edition that ships" },
	{ "screening", "*", "the form of a screening" },
	{ "review", "session", "a request" },
	{ "review", "asked_on", "a request" },
	{ "review", "asked_by", "a request" },
	{ "review", "asked_how", "a request" },
	{ "review", "replied_at", "the reply" },
	{ "review", "external_id", "an import" },
	{ "subscriber", "*", "newsletter: w" },
	{ "consent_event", "*", "newsletter: w" },
	{ "import_row", "*", "an import" },
	{ "staff_setting", "staff", "the login" },
	{ "staff_setting", "mouse", "no mouse is read yet" },
	{ "emergency_view", "*", "the emergency view" },
	{ NULL, NULL, NULL }
};

static size_t used[ARRAY_LEN(elsewhere)];

static bool
is_elsewhere(const struct record_type *t, const struct field *f)
{
	size_t i;

	for (i = 0; elsewhere[i].type != NULL; i++)
		if (strcmp(elsewhere[i].type, t->name) == 0 &&
		    (strcmp(elsewhere[i].field, "*") == 0 ||
		    strcmp(elsewhere[i].field, f->name) == 0)) {
			used[i]++;
			return true;
		}
	return false;
}

static bool
is_in_a_form(const struct record_type *t, const struct field *f)
{
	const char *const *name;
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		for (name = kinds[i]->names; kinds[i]->type == t && *name != NULL; name++)
			if (strcmp(*name, f->name) == 0)
				return true;
	return false;
}

static void
open_each_form(void)
{
	size_t i;

	driven_begin(v.mara, v.path, false);
	for (i = 0; i < ARRAY_LEN(forms); i++) {
		forms[i]();
		in_front("form");
		kinds[i] = ((const struct record_form *)ui_top(d->ui))->kind;
		ui_pop(ui_top(d->ui));
	}
}

static void
each_is_typed_or_has_a_reason(void **state)
{
	const struct record_type *const *t;
	long missing = 0;
	size_t i;

	open_each_form();
	for (t = record_types; *t != NULL; t++)
		for (i = 0; i < (*t)->n_fields; i++) {
			const struct field *f = &(*t)->fields[i];
			bool typed = is_in_a_form(*t, f);

			if (typed == is_elsewhere(*t, f)) {
				print_message("# %s.%s is %s\n", (*t)->name, f->name, typed ?
				    "in a form, and has a reason not to be" :
				    "in no form and has no reason");
				missing++;
			}
		}
	assert_int_equal(missing, 0);
	for (i = 0; elsewhere[i].type != NULL; i++)
		if (used[i] == 0)
			fail_msg("%s.%s is no field", elsewhere[i].type, elsewhere[i].field);
}

TEST_MAIN(
    CASE(each_is_typed_or_has_a_reason))
