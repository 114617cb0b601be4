/*
 * offer.c - the demo's settings, staff, services and products.
 */
#include <string.h>

#include "base/mem.h"
#include "demo/inside.h"
#include "demo/names.h"

/* Series as practice's defaults: rejuvenation 3 × 4 weeks, acne scars 4 × 4,
 * striae 4–6 × 4–6 weeks, due back after 6 months. */
const struct demo_service demo_services[SERVICES] = {
	[SERVICE_CONSULTATION] = { "CONS", "Consultation", "Consultation", 50, 30, 0, 5, AREA_NONE, 0, 0, 0, NULL },
	[SERVICE_FACE] = { "MN-FACE", "Microneedling face", "Microneedling", 300, 60, 30, 10, AREA_FACE, 3, 28, 6, "microneedling" },
	[SERVICE_NECK] = { "MN-NECK", "Microneedling neck and décolletage", "Microneedling", 250, 45, 30, 10, AREA_NECK, 3, 28, 6, "microneedling" },
	[SERVICE_SCARS] = { "MN-SCAR", "Microneedling acne scars", "Microneedling", 350, 75, 30, 10, AREA_FACE, 4, 28, 6, "microneedling" },
	[SERVICE_STRIAE] = { "MN-STRIAE", "Microneedling stretch marks", "Microneedling", 380, 75, 30, 10, AREA_BODY, 5, 35, 6, "microneedling" },
	[SERVICE_EYES] = { "MN-EYE", "Microneedling around the eyes", "Microneedling", 180, 30, 20, 10, AREA_FACE, 3, 28, 6, "microneedling" },
	[SERVICE_FACIAL] = { "FACIAL", "Facial", "Facials", 110, 60, 0, 10, AREA_NONE, 0, 0, 2, "facial" },
	[SERVICE_LED] = { "LED", "LED light therapy", "Facials", 65, 30, 0, 5, AREA_NONE, 6, 7, 0, "led" },
	[SERVICE_PEEL] = { "PEEL", "Mild chemical peel", "Peels", 130, 45, 0, 10, AREA_NONE, 3, 28, 6, "peel" },
	[SERVICE_DERMAPLANING] = { "DERMA", "Dermaplaning", "Facials", 95, 45, 0, 10, AREA_NONE, 0, 0, 2, NULL },
};

const struct demo_product demo_products[] = {
	{ "SPF50", "Mineral sunscreen SPF 50, 50 ml", "Halden", "retail", "Sun care", 3800, 1700, 64,
	  "Zinc Oxide, Caprylic/Capric Triglyceride, Glycerin, Tocopherol" },
	{ "SPF30T", "Tinted sunscreen SPF 30, 50 ml", "Halden", "retail", "Sun care", 4200, 1900, 38,
	  "Zinc Oxide, Titanium Dioxide, Glycerin, Iron Oxides" },
	{ "HA30", "Hyaluronic serum, 30 ml", "Ostra", "retail", "Serums", 5600, 2500, 42,
	  "Aqua, Sodium Hyaluronate, Glycerin, Panthenol" },
	{ "VITC", "Vitamin C serum, 30 ml", "Ostra", "retail", "Serums", 7400, 3300, 25,
	  "Aqua, Ascorbic Acid, Tocopherol, Ferulic Acid" },
	{ "NIA", "Niacinamide serum, 30 ml", "Ostra", "retail", "Serums", 4900, 2100, 31,
	  "Aqua, Niacinamide, Zinc PCA, Glycerin" },
	{ "BALM", "Recovery balm, 40 ml", "Halden", "retail", "Aftercare", 2900, 1200, 57,
	  "Petrolatum, Panthenol, Lanolin, Cera Alba" },
	{ "CLEAN", "Gentle cleanser, 200 ml", "Halden", "retail", "Cleansers", 2600, 1050, 49,
	  "Aqua, Coco-Glucoside, Glycerin, Parfum (Fragrance)" },
	{ "CERA", "Ceramide cream, 50 ml", "Ostra", "retail", "Creams", 4500, 1950, 36,
	  "Aqua, Glycerin, Ceramide NP, Cholesterol" },
	{ "MASK", "Soothing sheet mask", "Halden", "retail", "Aftercare", 850, 300, 120,
	  "Aqua, Aloe Barbadensis Leaf Juice, Panthenol" },
	{ "CART12", "Needle cartridge, 12 needles", "Dermatek", "cartridge", "Supplies", 0, 850, 140, "" },
	{ "CART36", "Needle cartridge, 36 needles", "Dermatek", "cartridge", "Supplies", 0, 1100, 90, "" },
	{ "GLIDE", "Hyaluronic glide, 100 ml", "Ostra", "serum", "Supplies", 0, 2400, 18,
	  "Aqua, Sodium Hyaluronate" },
	{ "LIDO", "Lidocaine cream 4 %, 30 g", "Numera", "anaesthetic", "Supplies", 0, 1600, 22,
	  "Lidocaine, Propylene Glycol, Aqua" },
	{ "CHX", "Chlorhexidine swabs, box of 100", "Clinipad", "other", "Supplies", 0, 900, 15, "" },
	{ "GLOVES", "Nitrile gloves, box of 100", "Clinipad", "other", "Supplies", 0, 1100, 24, "" },
};
const size_t demo_n_retail = 9;

static bool
settings(struct demo *d, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(d->db, &record_practice, 1, e);

	if (r == NULL)
		return false;
	record_set_text(r, "currency", "USD");
	record_set_text(r, "date_order", "mdy");
	record_set_text(r, "week_start", "sun");
	record_set_int(r, "twelve_hour", 1);
	record_set_text(r, "phone_prefix", "1");
	record_set_text(r, "phone", "(617) 555-0100");
	record_set_text(r, "address", "12 Beacon Street, Boston, MA 02108");
	record_set_text(r, "tax_name", "State tax");
	record_set_text(r, "tax2_name", "City tax");
	record_set_int(r, "tax_percent", DEMO_TAX_PERCENT_100);
	record_set_int(r, "tax2_percent", DEMO_TAX2_PERCENT_100);
	record_set_text(r, "review_link",
	    "https://search.google.com/local/writereview?placeid=ChIJexample");
	return db_update(d->db, r, e);
}

/* Saves staff member `n`; the owner's row exists already. */
static bool
person(struct demo *d, size_t n, struct err *e)
{
	struct demo_staff *s = &d->staff[n];
	bool treats = n < d->n_practitioners, owner = n == 0;
	const char *given = demo_staff_given[n % demo_n_staff_given];
	const char *family = demo_staff_family[n % demo_n_staff_family];
	AUTO_RECORD struct record *r = owner ?
	    db_find(d->db, &record_staff, "login", d->init->login, e) :
	    record_new(&record_staff);
	AUTO_FREE char *name = xasprintf("%s %s", given, family);
	AUTO_FREE char *code = n < demo_n_staff_given ?
	    xasprintf("%c%c", given[0], family[0]) :
	    xasprintf("%c%c%zu", given[0], family[0], n + 1);
	AUTO_FREE char *licence = xasprintf("ESTH-%zu", 20417 + n * 37);

	if (r == NULL)
		return false;
	record_set_text(r, "name", name);
	record_set_text(r, "code", code);
	if (!owner)
		record_set_text(r, "role", treats ? "practitioner" :
		    n + 1 == d->n_staff ? "bookkeeper" : "front_desk");
	if (treats) {
		record_set_text(r, "licence", licence);
		record_set_int(r, "max_depth", n % 3 == 2 ? 100 : 150);
	}
	record_set_int(r, "active", s->to == DATE_NONE);
	if (!(owner ? db_update(d->db, r, e) : db_insert(d->db, r, e)))
		return false;
	s->id = r->id;
	return true;
}

static bool
services(struct demo *d, struct err *e)
{
	size_t i;

	for (i = 0; i < SERVICES; i++) {
		const struct demo_service *s = &demo_services[i];
		AUTO_RECORD struct record *r = record_new(&record_service);

		record_set_text(r, "code", s->code);
		record_set_text(r, "name", s->name);
		record_set_text(r, "category", s->category);
		record_set_int(r, "price", (money)s->dollars * MONEY_UNIT);
		record_set_int(r, "minutes", s->minutes);
		if (s->numbing > 0)
			record_set_int(r, "numbing_minutes", s->numbing);
		record_set_int(r, "cleanup_minutes", s->cleanup);
		record_set_int(r, "taxed", 0);
		record_set_int(r, "taxed2", 0);
		if (s->needled != AREA_NONE) {
			record_set_text(r, "checklist", "microneedling");
			record_set_text(r, "consent", "microneedling");
			record_set_text(r, "aftercare", "microneedling_aftercare");
		}
		record_set_text(r, "chart", s->chart);
		if (s->needled == AREA_FACE)
			record_set_text(r, "follow_ups", DEMO_FOLLOW_UPS);
		if (s->series > 0) {
			record_set_int(r, "series_count", s->series);
			record_set_int(r, "series_days", s->interval);
		}
		if (s->return_months > 0)
			record_set_int(r, "return_months", s->return_months);
		if (!db_insert(d->db, r, e))
			return false;
		d->service_ids[i] = r->id;
	}
	return true;
}

static bool
products(struct demo *d, struct err *e)
{
	size_t i;

	d->product_ids = xcalloc(ARRAY_LEN(demo_products), sizeof(*d->product_ids));
	for (i = 0; i < ARRAY_LEN(demo_products); i++) {
		const struct demo_product *p = &demo_products[i];
		AUTO_RECORD struct record *r = record_new(&record_product);

		record_set_text(r, "code", p->code);
		record_set_text(r, "name", p->name);
		record_set_text(r, "brand", p->brand);
		record_set_text(r, "kind", p->kind);
		record_set_text(r, "category", p->category);
		record_set_text(r, "supplier", "Northgate Supply");
		if (p->cents > 0)
			record_set_int(r, "price", (money)p->cents * (MONEY_UNIT / 100));
		record_set_int(r, "cost", (money)p->cost_cents * (MONEY_UNIT / 100));
		record_set_int(r, "on_hand", p->on_hand);
		if (*p->ingredients != '\0')
			record_set_text(r, "ingredients", p->ingredients);
		if (!db_insert(d->db, r, e))
			return false;
		d->product_ids[i] = r->id;
	}
	return true;
}

/* Lots of the supplies that are traced, by days from today. */
static const struct demo_lot {
	const char *product, *gtin, *number;	/* items of GS1's range for examples */
	int received, expires, pieces, wasted, reorder_at;
} demo_lots[] = {
	{ "CART12", "09521101530124", "24K118", -210, 19, 20, 2, 40 },
	{ "CART12", NULL, "24C102", -400, 150, 4, 0, 0 },
	{ "CART12", NULL, "25B044", -60, 610, 100, 0, 0 },
	{ "CART36", "09521101530360", "24L007", -150, 420, 60, 0, 20 },
	{ "GLIDE", "09521101531008", "H204", -90, 365, 12, 0, 4 },
	{ "LIDO", "09521101530308", "L77", -40, 240, 3, 0, 5 },
	{ "GLIDE", NULL, "H177", -400, -20, 2, 2, 0 },
	{ "LIDO", NULL, "L61", -400, -30, 3, 3, 0 },
};

static const char *
iso_day(const struct demo *d, int days, char iso[DATE_ISO_SIZE])
{
	return date_to_iso(d->today + days, iso);
}

static bool
moved(struct demo *d, int64_t lot, const char *kind, int days, int pieces, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_lot_move);
	char iso[DATE_ISO_SIZE];

	record_set_int(r, "lot", lot);
	record_set_text(r, "date", iso_day(d, days, iso));
	record_set_text(r, "kind", kind);
	record_set_int(r, "quantity", pieces);
	return pieces == 0 || db_insert(d->db, r, e);
}

static bool
lot(struct demo *d, const struct demo_lot *l, struct err *e)
{
	AUTO_RECORD struct record *product = db_find(d->db, &record_product, NULL, l->product, e);
	AUTO_RECORD struct record *r = record_new(&record_lot);
	char iso[DATE_ISO_SIZE];

	if (product == NULL)
		return false;
	if (l->gtin != NULL) {
		record_set_text(product, "gtin", l->gtin);
		record_set_int(product, "reorder_at", l->reorder_at);
		if (!db_update(d->db, product, e))
			return false;
	}
	record_set_int(r, "product", product->id);
	record_set_text(r, "number", l->number);
	record_set_text(r, "expires", iso_day(d, l->expires, iso));
	if (!db_insert(d->db, r, e))
		return false;
	return moved(d, r->id, "received", l->received, l->pieces, e) &&
	    moved(d, r->id, "wasted", l->received + 30, -l->wasted, e);
}

bool
demo_offer(struct demo *d, struct err *e)
{
	size_t i;

	if (!settings(d, e) || !services(d, e) || !products(d, e))
		return false;
	for (i = 0; i < ARRAY_LEN(demo_lots); i++)
		if (!lot(d, &demo_lots[i], e))
			return false;
	for (i = 0; i < d->n_staff; i++)
		if (!person(d, i, e))
			return false;
	return demo_places(d, e);
}
