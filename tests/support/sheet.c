#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/sheet.h"

char *sheet_path;
struct practice *sheet_clinic;
struct checklist *sheet_shipped;

int
sheet_begin(void **state)
{
	static int n;
	char name[32];
	struct err err;

	snprintf(name, sizeof(name), "screening-%d.db", n++);
	sheet_path = clinic_new(name);
	sheet_clinic = clinic_open(sheet_path, "mara");
	sheet_shipped = checklist_load(sheet_clinic->db, "microneedling", &err);
	OK(sheet_shipped != NULL);
	return 0;
}

int
sheet_end(void **state)
{
	checklist_free(sheet_shipped);
	practice_close(sheet_clinic);
	free(sheet_path);
	return 0;
}

const struct sheet_answer sheet_well[SHEET_ASKED] = {
	{ "acne", "none" }, { "rosacea", "none" }, { "blood_thinner", "no" },
	{ "bleeding_disorder", "no" }, { "skin_in_area", "clear" },
	{ "isotretinoin", "never" }, { "isotretinoin_date", NULL },
	{ "healing", "normal" }, { "keloid", "no" },
	{ "hypertrophic_scar", "none" }, { "pregnancy", "no" }, { "metal_allergy", "no" },
	{ "anaesthetic", "ok" }, { "connective_cardiac", "no" },
	{ "immune", "no" }, { "radiation_date", NULL }, { "diabetes", "no" },
	{ "dermatitis", "no" }, { "site_lesion", "none" }, { "cold_sores", "no" },
	{ "antiviral", NULL },
	{ "young_scar", "no" }, { "toxin_date", "never" },
	{ "filler_date", "never" }, { "peel_laser_date", "never" },
	{ "surgery_date", "never" }, { "retinoid_date", "never" },
	{ "waxing_date", "never" }, { "sun", "none" }, { "sun_date", NULL },
};

void
put(struct sheet *s, const char *item, const char *answer)
{
	int at = checklist_item(s->c, item);

	if (at < 0)
		fail_msg("there is no item %s", item);
	s->answers[at] = answer;
}

struct sheet
sheet_of(const struct checklist *c)
{
	struct sheet s = { .c = c, .facts = { .on = date_from_iso(SHEET_TODAY),
	    .born = date_from_iso("1985-05-05"), .fitzpatrick = "II",
	    .last_on_area = DATE_NONE, .patch_tested = DATE_NONE } };
	size_t i;

	assert_true(c->n_items <= SHEET_ITEMS_MAX);
	for (i = 0; i < ARRAY_LEN(sheet_well); i++)
		put(&s, sheet_well[i].item, sheet_well[i].answer);
	return s;
}

struct sheet
well_sheet(void)
{
	return sheet_of(sheet_shipped);
}

struct screening_result
evaluate(const struct sheet *s)
{
	struct screening_result r;

	screening_evaluate(s->c, s->answers, &s->facts, &r);
	return r;
}

void
expect_until(const struct sheet *s, const char *what, enum verdict verdict,
    const char *eligible)
{
	struct screening_result r = evaluate(s);
	char iso[DATE_ISO_SIZE];

	if (r.verdict != verdict)
		fail_msg("%s: %s, not %s", what, verdict_name(r.verdict),
		    verdict_name(verdict));
	date_to_iso(r.eligible_on, iso);
	if (strcmp(iso, eligible != NULL ? eligible : "") != 0)
		fail_msg("%s: eligible on \"%s\"", what, iso);
	screening_result_free(&r);
}

void
expect(const struct sheet *s, const char *what, enum verdict verdict)
{
	expect_until(s, what, verdict, NULL);
}
