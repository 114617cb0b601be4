/*
 * people.c - the demo's clients and their cards.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "demo/inside.h"
#include "demo/names.h"

const struct demo_condition demo_conditions[] = {
	{ 712, NULL, NULL, NULL, NULL, NULL, NULL },
	{ 60, "cold_sores", "yes", "Cold sores once or twice a year", NULL, NULL, NULL },
	{ 35, "acne", "2", "Acne, grade II", "adapalene gel", NULL, NULL },
	{ 20, "acne", "1", "Acne, grade I", NULL, NULL, NULL },
	{ 25, "diabetes", "controlled", "Type 2 diabetes", "metformin", NULL, NULL },
	{ 22, "rosacea", "controlled", "Rosacea", "metronidazole gel", NULL, NULL },
	{ 20, "dermatitis", "elsewhere", "Eczema on the hands", NULL, NULL, NULL },
	{ 18, "site_lesion", "mole", "Raised mole on the left cheek", NULL, NULL, NULL },
	{ 15, "anaesthetic", "contraindicated", NULL, NULL, "Lidocaine", "No numbing cream" },
	{ 14, "connective_cardiac", "yes", "Heart valve replaced", NULL, NULL, "Clearance needed" },
	{ 12, "immune", "suppressed", "Rheumatoid arthritis", "methotrexate", NULL, "Clearance needed" },
	{ 14, "blood_thinner", "yes", "Atrial fibrillation", "apixaban", NULL, "Blood thinner" },
	{ 9, "keloid", "yes", "Keloid on the shoulder", NULL, NULL, "Keloids: no needling" },
	{ 10, "metal_allergy", "yes", NULL, NULL, "Nickel", "Nickel allergy: no needling" },
	{ 3, "bleeding_disorder", "yes", "Von Willebrand disease", NULL, NULL, "Bleeding disorder" },
	{ 3, "isotretinoin", "now", "Acne", "isotretinoin", NULL, "Isotretinoin" },
	{ 8, "immune", "none", "Hypothyroidism", "levothyroxine", NULL, NULL },
};

static const char *const allergies[] = { "Penicillin", "Latex", "Fragrance",
    "Lanolin", "Adhesive plasters", "Aspirin", "Pollen, peanuts" };
static const char *const referrals[] = { "Friend", "Web search", "Walked past",
    "Instagram", "Physician", "Gift card", "Newsletter" };
static const char *const tags[] = { "evenings", "Saturdays only", "student",
    "teacher", "VIP", "winter, gift", "prefers text messages" };
static const char *const notes[] = {
	"Likes the room a little warmer.",
	"Parking behind the house; comes by train in winter.",
	"Asked for photos on her own phone too.\nSent by e-mail once.",
	"Sensitive around the eyes; start with the cheeks.",
	"Prefers not to talk during the treatment.",
	"Comes with her daughter, who waits at the desk.",
};
static const char *const blocked_for[] = { "Three no-shows in a row",
    "Unpaid invoice; owner decides" };
static const int area_codes[] = { 617, 857, 781, 339, 978, 351, 508, 774, 413,
    401, 603, 207, 860 };

#define ONE_OF(rng, list) (list)[demo_below((rng), (long)ARRAY_LEN(list))]

static date_day
draw_birth(struct demo_rng *r, date_day joined)
{
	static const unsigned weights[] = { 12, 38, 938, 12 };
	long years;

	switch (demo_weighted(r, weights, ARRAY_LEN(weights))) {
	case 0:
		years = 16 + demo_below(r, 2);
		break;
	case 1:
		years = 18 + demo_below(r, 4);
		break;
	case 2:
		years = 22 + demo_below(r, 26) + demo_below(r, 24);
		break;
	default:
		return DATE_NONE;
	}
	return date_add_months(joined, (int)-years * 12) -
	    (date_day)demo_below(r, 365);
}

void
demo_draw_client(struct demo *d, size_t i)
{
	static const unsigned skins[] = { 8, 102, 300, 280, 160, 100, 50 };
	struct demo_rng r = demo_rng(d->seed, DEMO_CLIENT, i);
	struct demo_client *c = &d->clients[i];
	int64_t span = d->today - d->first;
	long at = (long)((i * 617 + d->seed % 1000) % 1000);
	size_t k;

	*c = (struct demo_client){ .screened_until = DATE_NONE,
	    .verdict = VERDICT_OK, .needled = { DATE_NONE, DATE_NONE,
	    DATE_NONE, DATE_NONE }, .ask_after = DATE_NONE };
	c->joined = d->first + (date_day)(span * (int64_t)i /
	    (int64_t)d->n_clients);
	c->born = draw_birth(&r, c->joined);
	c->skin = (uint8_t)demo_weighted(&r, skins, ARRAY_LEN(skins));
	c->practitioner = (uint16_t)demo_below(&r, (long)d->n_practitioners);
	c->has_email = demo_chance(&r, 860);
	/* evenly spread, so that a small demo has each of them too */
	for (k = 0; k + 1 < ARRAY_LEN(demo_conditions) &&
	    at >= (long)demo_conditions[k].permille; k++)
		at -= (long)demo_conditions[k].permille;
	c->condition = (uint8_t)k;
}

/* --- the card ---------------------------------------------------------------------- */

static void
set_phone(struct record *card, struct demo_rng *r, size_t i)
{
	int area = area_codes[i / 10000 % ARRAY_LEN(area_codes)];
	size_t number = (i * 7919 + 143) % 10000;
	char phone[32];

	if (demo_chance(r, 25))
		return;
	switch (demo_below(r, 20)) {
	case 0:
		snprintf(phone, sizeof(phone), "+44 20 7946 0%03zu", number % 1000);
		break;
	case 1:
		snprintf(phone, sizeof(phone), "+49 30 23125 %03zu", number % 1000);
		break;
	case 2:
	case 3:
	case 4:
		snprintf(phone, sizeof(phone), "+1 %d 555 %04zu", area, number);
		break;
	case 5:
	case 6:
	case 7:
	case 8:
		snprintf(phone, sizeof(phone), "%d-555-%04zu", area, number);
		break;
	default:
		snprintf(phone, sizeof(phone), "(%d) 555-%04zu", area, number);
	}
	record_set_text(card, "phone", phone);
}

static void
set_address(struct record *card, struct demo_rng *r)
{
	const struct demo_town *town =
	    &demo_towns[demo_below(r, (long)demo_n_towns)];
	char street[80];

	if (demo_chance(r, 150))
		return;
	snprintf(street, sizeof(street), "%ld %s", demo_between(r, 1, 480),
	    demo_streets[demo_below(r, (long)demo_n_streets)]);
	record_set_text(card, "address", street);
	record_set_text(card, "city", town->city);
	record_set_text(card, "region", town->region);
	record_set_text(card, "postcode", town->postcode);
	record_set_text(card, "country", "USA");
}

static void
set_medical(struct record *card, struct demo_rng *r, const struct demo_client *c)
{
	static const char *const skins[] = { "", "I", "II", "III", "IV", "V", "VI" };
	const struct demo_condition *k = &demo_conditions[c->condition];

	record_set_text(card, "fitzpatrick", skins[c->skin]);
	record_set_text(card, "conditions", k->conditions);
	record_set_text(card, "medicines", k->medicines);
	record_set_text(card, "alert", k->alert);
	if (k->allergies != NULL)
		record_set_text(card, "allergies", k->allergies);
	else if (demo_chance(r, 90))
		record_set_text(card, "allergies", ONE_OF(r, allergies));
}

static void
set_rest(struct demo *d, struct record *card, struct demo_rng *r,
    const struct demo_client *c)
{
	char text[120];

	record_set_text(card, "referral", ONE_OF(r, referrals));
	if (demo_chance(r, 80))
		record_set_text(card, "tags", ONE_OF(r, tags));
	if (demo_chance(r, 60))
		record_set_text(card, "notes", ONE_OF(r, notes));
	if (demo_chance(r, 250)) {
		snprintf(text, sizeof(text), "%s, 617-555-%04ld",
		    demo_chance(r, 500) ? "Husband" : "Sister",
		    demo_below(r, 10000));
		record_set_text(card, "emergency", text);
	}
	if (demo_chance(r, 4))
		record_set_text(card, "do_not_book", ONE_OF(r, blocked_for));
	/* a few joined before the practice kept these records */
	if (c->joined < d->first + 60 && demo_chance(r, 300))
		record_set_day(card, "first_visit", c->joined - (date_day)demo_between(r, 40, 900));
	if (c->joined < d->today - 700 && demo_chance(r, 25))
		record_set_int(card, "archived", 1);
}

static void
set_names(struct record *card, struct demo_rng *r, const struct demo_client *c,
    size_t i)
{
	static const char *const domains[] = { "example.org", "example.com",
	    "example.net", "mail.example.org" };
	long at = demo_below(r, 1000);
	const struct demo_people *people = demo_peoples;
	const struct demo_name *given, *family;
	AUTO_BUF struct buf email = BUF_INIT;

	while (at >= (long)people->weight &&
	    people + 1 < demo_peoples + demo_n_peoples)
		at -= (long)people++->weight;
	given = &people->given[demo_below(r, (long)people->n_given)];
	family = &people->family[demo_below(r, (long)people->n_family)];
	record_set_text(card, "given", given->text);
	record_set_text(card, "family", family->text);
	if (given->latin != NULL && demo_chance(r, 200)) {
		buf_adds(&email, given->latin);
		if (email.s[0] >= 'a' && email.s[0] <= 'z')
			email.s[0] = (char)(email.s[0] - 'a' + 'A');
		record_set_text(card, "preferred", email.s);
		buf_cut(&email, 0);
	}
	if (!c->has_email)
		return;
	text_fold_joined(&email, given->latin != NULL ? given->latin : given->text);
	buf_addc(&email, '.');
	text_fold_joined(&email, family->latin != NULL ? family->latin : family->text);
	buf_addf(&email, "%zu@%s", i + 1, ONE_OF(r, domains));
	record_set_text(card, "email", email.s);
}

bool
demo_person(struct demo *d, size_t i, struct err *e)
{
	AUTO_RECORD struct record *card = record_new(&record_client);
	struct demo_client *c = &d->clients[i];
	struct demo_rng r = demo_rng(d->seed, DEMO_CLIENT, i + (UINT64_C(1) << 40));

	set_names(card, &r, c, i);
	if (c->born != DATE_NONE)
		record_set_day(card, "born", c->born);
	set_phone(card, &r, i);
	set_address(card, &r);
	set_medical(card, &r, c);
	set_rest(d, card, &r, c);
	if (!db_insert(d->db, card, e))
		return false;
	c->id = card->id;
	return demo_subscribe(d, c, card, e);
}
