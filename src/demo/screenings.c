/*
 * screenings.c - screenings of the demo: answers, verdict, overrides.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "demo/inside.h"

/* Recent events: an answer, and a date that many days ago. */
static const struct {
	unsigned permille;
	const char *item, *answer, *date;
	int low, high;
} lately[] = {
	{ 800, NULL, NULL, NULL, 0, 0 },
	{ 40, "sun", "tan", "sun_date", 2, 30 },
	{ 8, "sun", "sunburn", NULL, 0, 0 },
	{ 10, "sun", "self_tan", "sun_date", 0, 6 },
	{ 25, NULL, NULL, "retinoid_date", 1, 14 },
	{ 15, NULL, NULL, "waxing_date", 2, 20 },
	{ 22, NULL, NULL, "toxin_date", 5, 90 },
	{ 15, NULL, NULL, "filler_date", 10, 200 },
	{ 10, NULL, NULL, "peel_laser_date", 10, 120 },
	{ 6, "skin_in_area", "cold_sore", NULL, 0, 0 },
	{ 5, "skin_in_area", "irritation", NULL, 0, 0 },
	{ 5, "dermatitis", "in_area", NULL, 0, 0 },
	{ 3, "pregnancy", "nursing", NULL, 0, 0 },
	{ 8, "young_scar", "yes", NULL, 0, 0 },
	{ 8, "isotretinoin", "stopped", "isotretinoin_date", 60, 900 },
	{ 4, "immune", "radiation_past", "radiation_date", 30, 900 },
	{ 16, "diabetes", ANSWER_UNKNOWN, NULL, 0, 0 },
};

struct answers {
	const char **by_item;
	char day[DATE_ISO_SIZE];
};

static void
answer(struct demo *d, struct answers *a, const char *item, const char *value)
{
	int at = checklist_item(d->checklist, item);

	if (at >= 0)
		a->by_item[at] = value;
}

/* No findings: the first choice of each item, "never" for dates. */
static void
answer_well(struct demo *d, struct answers *a)
{
	const struct checklist *c = d->checklist;
	size_t i;

	for (i = 0; i < c->n_items; i++)
		if (!checklist_is_asked(c, i) ||
		    !record_is_null(c->items[i], "only_if"))
			a->by_item[i] = NULL;
		else
			a->by_item[i] = c->fields[i].type == FIELD_CHOICE ?
			    c->fields[i].choices[0].value : ANSWER_NEVER;
}

static void
answer_lately(struct demo *d, struct answers *a, struct demo_rng *r,
    date_day day)
{
	unsigned weights[ARRAY_LEN(lately)];
	size_t i;

	for (i = 0; i < ARRAY_LEN(lately); i++)
		weights[i] = lately[i].permille;
	i = demo_weighted(r, weights, ARRAY_LEN(lately));
	if (lately[i].item != NULL)
		answer(d, a, lately[i].item, lately[i].answer);
	if (lately[i].date != NULL) {
		date_to_iso(day - (date_day)demo_between(r, lately[i].low,
		    lately[i].high), a->day);
		answer(d, a, lately[i].date, a->day);
	}
}

/* Overrides the verdict, with a reason, as somebody whom the rules allow. */
static bool
overridden(struct demo *d, const struct demo_visit *v, struct record *screening,
    struct demo_rng *r)
{
	const char *verdict = record_text(screening, "verdict");
	const char *item =
	    demo_conditions[d->clients[v->client].condition].item;
	int64_t who = d->staff[v->staff].id;
	const char *why;

	if (strcmp(verdict, "refer") == 0 && demo_chance(r, 700)) {
		why = "Written clearance of the treating physician on file";
	} else if (strcmp(verdict, "defer") == 0 && demo_chance(r, 80)) {
		why = "One day short of the window; skin looked at, calm";
	} else if (strcmp(verdict, "block") == 0 && item != NULL &&
	    strcmp(item, "blood_thinner") == 0 && demo_chance(r, 350)) {
		who = d->staff[0].id;
		why = "Agreed with the prescriber in writing, shallow depth only";
	} else {
		return false;
	}
	record_set_int(screening, "override_by", who);
	record_set_text(screening, "override_reason", why);
	return true;
}

static bool
may_treat(const struct record *screening)
{
	const char *verdict = record_text(screening, "verdict");

	return strcmp(verdict, "ok") == 0 || strcmp(verdict, "caution") == 0;
}

static enum verdict
verdict_word(const char *word)
{
	int v = VERDICT_BLOCK;

	while (v < VERDICT_OK && strcmp(verdict_name((enum verdict)v), word) != 0)
		v++;
	return (enum verdict)v;
}

static struct record *
screen(struct demo *d, const struct demo_visit *v, struct demo_rng *r)
{
	static const char *const skins[] = { "", "I", "II", "III", "IV", "V", "VI" };
	const struct demo_client *c = &d->clients[v->client];
	const struct demo_condition *k = &demo_conditions[c->condition];
	struct screening_facts facts = { .on = v->date, .born = c->born,
	    .fitzpatrick = skins[c->skin], .sites_planned = 3,
	    .sites_affected = 1, .patch_tested = DATE_NONE,
	    .last_on_area = c->needled[demo_services[v->service].needled] };
	struct answers a = { xcalloc(d->checklist->n_items,
	    sizeof(*a.by_item)), "" };
	struct record *s;

	answer_well(d, &a);
	answer_lately(d, &a, r, v->date);
	if (k->item != NULL)
		answer(d, &a, k->item, k->answer);
	if (k->item != NULL && strcmp(k->item, "cold_sores") == 0)
		answer(d, &a, "antiviral", v->client % 5 == 0 ? "declined" : "taken_own");
	facts.guardian_consents = demo_chance(r, 600);
	s = screening_record(d->checklist, c->id, a.by_item, &facts);
	free(a.by_item);
	record_set_int(s, "entered_by", d->staff[d->n_practitioners].id);
	if (strcmp(record_text(s, "verdict"), "incomplete") != 0)
		record_set_int(s, "reviewed_by", d->staff[v->staff].id);
	return s;
}

struct record *
demo_screen(struct demo *d, const struct demo_visit *v, bool *treated)
{
	struct demo_client *c = &d->clients[v->client];
	struct demo_rng r = demo_rng(d->seed, DEMO_SCREENING,
	    ((uint64_t)v->client << 32) + (uint64_t)v->date);
	struct record *s;

	*treated = true;
	if (demo_services[v->service].needled == AREA_NONE ||
	    (c->screened_until != DATE_NONE && c->screened_until >= v->date &&
	    c->verdict >= VERDICT_CAUTION))
		return NULL;
	s = screen(d, v, &r);
	*treated = may_treat(s) || overridden(d, v, s, &r);
	c->verdict = (uint8_t)(*treated ? VERDICT_CAUTION :
	    verdict_word(record_text(s, "verdict")));
	c->screened_until = date_from_iso(record_text(s, "valid_until"));
	return s;
}

/* The letter by which a referral was overridden. */
static bool
file_letter(struct demo *d, const struct demo_visit *v, const struct record *screening,
    const struct record *rule, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_clearance);

	record_set_int(r, "client", record_int(screening, "client"));
	record_set_text(r, "item", record_text(rule, "item"));
	record_set_text(r, "given_by", "Dr. H. Osei, dermatology");
	record_set_day(r, "given_on", v->date);
	record_set_day(r, "expires", date_add_months(v->date, 12));
	return db_insert(d->db, r, e);
}

static bool
keep_override(struct demo *d, const struct demo_visit *v, const struct record *screening,
    struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_rule_override);
	AUTO_RECORD struct record *rule = db_get(d->db, &record_checklist_rule,
	    record_int(screening, "rule"), e);

	if (rule == NULL)
		return false;
	record_set_int(r, "screening", screening->id);
	record_set_int(r, "rule", rule->id);
	record_set_int(r, "staff", record_int(screening, "override_by"));
	record_set_day(r, "date", v->date);
	record_set_text(r, "reason", record_text(screening, "override_reason"));
	return db_insert(d->db, r, e) && (strcmp(record_text(rule, "verdict"), "refer") != 0 ||
	    file_letter(d, v, screening, rule, e));
}

bool
demo_screened(struct demo *d, const struct demo_visit *v, struct record *screening,
    struct err *e)
{
	return db_insert(d->db, screening, e) && (record_is_null(screening, "override_by") ||
	    record_is_null(screening, "rule") || keep_override(d, v, screening, e));
}

void
demo_replace_service(const struct demo *d, struct demo_visit *v)
{
	const struct demo_client *c = &d->clients[v->client];
	bool for_good = (c->verdict == VERDICT_BLOCK && c->condition != 0) ||
	    (c->verdict == VERDICT_INCOMPLETE &&
	    (c->born == DATE_NONE || c->skin == 0));
	int minutes = demo_services[v->service].minutes;

	/* not longer than the booked time */
	if (for_good && demo_services[v->service].needled != AREA_NONE)
		v->service = minutes >= 60 ? SERVICE_FACIAL : minutes >= 45 ?
		    SERVICE_DERMAPLANING : SERVICE_LED;
}
