/*
 * practice.c - the practice of the model, and who works there.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/lots.h"
#include "practice/offer.h"
#include "practice/places.h"
#include "tests/model/model.h"

const struct person people[LOGINS] = {
	{ "mara", "owner", 6 }, { "ruth", "practitioner", 6 }, { "jon", "practitioner", 2 },
	{ "desk", "front_desk", 6 }, { "books", "bookkeeper", 1 }, { "look", "read_only", 1 }
};

void
model_now(struct model *m)
{
	char day[DATE_ISO_SIZE];
	struct err err;

	AUTO_FREE char *at = xasprintf("%sT%02d:%02d", date_to_iso(m->day, day),
	    m->minutes / 60, m->minutes % 60);
	OK(clock_fix(at, &err));
}

void
model_look(struct model *m)
{
	if (sqlite3_open_v2(m->path, &m->raw, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		model_fault(m, "%s cannot be opened", m->path);
	sqlite3_busy_timeout(m->raw, 5000);
}

void
model_log_in(struct model *m, struct login *l)
{
	struct err err;

	l->p = practice_open(m->path, l->name, &err);
	if (l->p == NULL)
		model_fault(m, "%s cannot log in: %s", l->name, err.text);
}

void
model_everybody_in(struct model *m)
{
	size_t i;

	model_look(m);
	for (i = 0; i < LOGINS; i++)
		model_log_in(m, &m->logins[i]);
}

static void
let_go(struct login *l)
{
	record_free(l->client);
	record_free(l->session);
	practice_close(l->p);
	l->client = l->session = NULL;
	l->p = NULL;
}

void
model_everybody_out(struct model *m)
{
	size_t i;

	for (i = 0; i < LOGINS; i++)
		let_go(&m->logins[i]);
	sqlite3_close(m->raw);
	m->raw = NULL;
}

static void
sells(struct practice *p, const struct record_type *t, const char *const (*to)[2], size_t n)
{
	AUTO_RECORD struct record *r = record_new(t);
	struct err err;
	size_t i;

	for (i = 0; i < n; i++)
		OK(record_parse(r, &p->context, to[i][0], to[i][1], &err));
	OK(offer_add(p, r, NULL, &err));
}

static void
receives(struct practice *p, int64_t lot)
{
	AUTO_RECORD struct record *r = record_new(&record_lot_move);
	struct err err;

	record_set_int(r, "lot", lot);
	record_set_day(r, "date", clock_today());
	record_set_text(r, "kind", "received");
	record_set_int(r, "quantity", STOCK);
	OK(lot_move_add(p, r, NULL, &err));
}

void
model_make(struct model *m, const char *file)
{
	static const char *const needling[][2] = { { "name", "Microneedling" }, { "code", "MN" },
	    { "price", "300" }, { "minutes", "60" }, { "checklist", "microneedling" },
	    { "series_count", "4" }, { "series_days", "2" }, { "numbing_minutes", "30" },
	    { "cleanup_minutes", "15" }, { "notice_hours", "24" }, { "late_fee", "50" },
	    { "chart", "microneedling" } };
	static const char *const facial[][2] = { { "name", "Facial" }, { "minutes", "45" },
	    { "price", "80.25" }, { "return_months", "1" }, { "chart", "facial" } };
	static const char *const light[][2] = { { "name", "LED" }, { "minutes", "30" },
	    { "cleanup_minutes", "15" }, { "price", "60" } };
	static const char *const spf[][2] = { { "name", "SPF 50" }, { "price", "38" },
	    { "on_hand", "1000" } };
	/* by their numbers: needling in A or B with a device, light in B or C */
	static const struct { int64_t service; enum slot_kind kind; int64_t place; } uses[] = {
		{ 1, SLOT_ROOM, 1 }, { 1, SLOT_ROOM, 2 }, { 1, SLOT_DEVICE, 1 },
		{ 3, SLOT_ROOM, 2 }, { 3, SLOT_ROOM, 3 } };
	static const char *const places[] = { "A", "B", "C" };
	static const char *const balm[][2] = { { "name", "Balm" }, { "price", "12.99" } };
	static const char *const tip[][2] = { { "name", "Tip" }, { "kind", "cartridge" } };
	static const char *const lots[] = { "A1", "A2" };
	struct practice *p;
	struct err err;
	size_t i;

	m->path = clinic_new(file);
	m->day = date_from_iso("2026-03-12");
	m->minutes = 10 * 60;	/* as clinic_new() leaves it */
	p = clinic_open(m->path, people[OWNER].name);
	for (i = 1; i < LOGINS; i++)
		clinic_staff(p, people[i].name, people[i].role);
	for (i = 0; i < LOGINS; i++)
		m->logins[i].name = people[i].name;
	sells(p, &record_service, needling, ARRAY_LEN(needling));
	sells(p, &record_service, facial, ARRAY_LEN(facial));
	sells(p, &record_service, light, ARRAY_LEN(light));
	sells(p, &record_product, spf, ARRAY_LEN(spf));
	sells(p, &record_product, balm, ARRAY_LEN(balm));
	sells(p, &record_product, tip, ARRAY_LEN(tip));
	for (i = 0; i < ARRAY_LEN(lots); i++) {
		const char *const lot[][2] = { { "product", "3" }, { "number", lots[i] } };

		sells(p, &record_lot, lot, ARRAY_LEN(lot));
		receives(p, (int64_t)i + 1);
	}
	for (i = 0; i < ARRAY_LEN(places); i++) {
		const char *const name[][2] = { { "name", places[i] } };

		sells(p, &record_room, name, 1);
		sells(p, &record_device, name, 1);
	}
	for (i = 0; i < ARRAY_LEN(uses); i++)
		OK(place_name(p, uses[i].service, uses[i].kind, uses[i].place, true, &err));
	AUTO_RECORD struct record *mine = record_copy(p->settings);
	AUTO_RECORD struct record *base = record_copy(p->settings);
	OK(record_parse(mine, &p->context, "tax_name", "State tax", &err));
	OK(record_parse(mine, &p->context, "tax_percent", "7.375", &err));
	OK(settings_save(p, mine, base, NULL, NULL, &err));
	clinic_client(p, "given", "Anna", "family", "Lang", "born", "1985-05-05",
	    "fitzpatrick", "II", "allergies", MEDICAL, NULL);
	practice_close(p);
}
