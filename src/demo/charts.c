/*
 * charts.c - the charts of the demo's last year: where, how deep, with what of which lot, and
 * how it went. They are as chart_save() writes them (practice/chart.h).
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "demo/inside.h"
#include "practice/sign.h"

#define CHARTED_DAYS 365
#define UNSIGNED_DAYS 2
#define LICENCE 100		/* some licences end here, in hundredths of a millimetre */
#define ZONES_MAX 7

/* What a service's visits are written down as. Depth 0: none. */
static const struct service_chart {
	const char *indication, *more, *outcome;
	struct { const char *zone; int depth, passes; } zones[ZONES_MAX];
} charts[SERVICES] = {
#define NEEDLES "direction=cross\ntechnique=glide\nendpoint=even_erythema"
	[SERVICE_FACE] = { "fine_lines", NEEDLES, "needled", {
		{ "forehead", 50, 3 }, { "cheek_r", 75, 4 }, { "cheek_l", 75, 4 },
		{ "nose", 25, 2 }, { "chin", 75, 4 }, { "upper_lip", 50, 2 } } },
	[SERVICE_NECK] = { "wrinkles", NEEDLES, "needled", {
		{ "neck", 50, 3 }, { "decolletage", 50, 4 } } },
	[SERVICE_SCARS] = { "acne_scars", NEEDLES, "needled", {
		{ "forehead", 50, 3 }, { "cheek_r", 100, 4 }, { "cheek_r", 150, 2 },
		{ "cheek_l", 100, 4 }, { "cheek_l", 150, 2 }, { "chin", 100, 4 } } },
	[SERVICE_STRIAE] = { "stretch_marks", NEEDLES, "needled", {
		{ "abdomen", 150, 5 }, { "thighs", 150, 5 } } },
	[SERVICE_EYES] = { "wrinkles", NEEDLES, "needled", {
		{ "periorbital_r", 25, 2 }, { "periorbital_l", 25, 2 }, { "glabella", 50, 3 } } },
	[SERVICE_FACIAL] = { "care", "step=cleanse\nminutes=15", "care", {
		{ "forehead", 0, 0 }, { "cheek_r", 0, 0 }, { "cheek_l", 0, 0 } } },
	[SERVICE_LED] = { "acne", "colour=red\nminutes=20\ndistance=15", "care", {
		{ "forehead", 0, 0 }, { "cheek_r", 0, 0 }, { "cheek_l", 0, 0 } } },
	[SERVICE_PEEL] = { "pigment", "minutes=3\nendpoint=erythema", "peel", {
		{ "forehead", 0, 1 }, { "cheek_r", 0, 1 }, { "cheek_l", 0, 1 }, { "chin", 0, 1 } } },
};

/* The lots of a use, from a day on; pieces each treatment takes of it. */
static const struct {
	const char *use, *product, *number;
	int from, pieces;
} stock[DEMO_LOTS] = {
	{ "cartridge", "CART12", "24C102", -400, 1 }, { "cartridge", "CART12", "25B044", -60, 1 },
	{ "anaesthetic", "LIDO", "L61", -400, 0 }, { "anaesthetic", "LIDO", "L77", -40, 0 },
	{ "glide", "GLIDE", "H177", -400, 0 }, { "glide", "GLIDE", "H204", -90, 0 },
};

static bool
is_charted(const struct demo *d, const struct demo_visit *v)
{
	return v->date > d->today - CHARTED_DAYS && charts[v->service].indication != NULL;
}

static bool
find_template(struct demo *d, size_t service, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;

	if (d->templates[service] != 0)
		return true;
	r = db_find(d->db, &record_chart_template, NULL, demo_services[service].chart, e);
	d->templates[service] = r != NULL ? r->id : 0;
	return r != NULL;
}

static bool
find_lots(struct demo *d, struct err *e)
{
	size_t i;

	for (i = 0; i < DEMO_LOTS; i++) {
		AUTO_RECORD struct record *product = db_find(d->db, &record_product, NULL,
		    stock[i].product, e);
		struct stmt *st;

		if (product == NULL)
			return false;
		st = db_stmt(d->db, "lot_named");
		stmt_set_int(st, "product", product->id);
		stmt_set_text(st, "number", stock[i].number);
		if (stmt_next(st))
			d->lots[i] = stmt_int(st, "id");
		if (!stmt_end(st, e))
			return false;
	}
	return true;
}

/* How it was: more red the deeper it went. */
static void
set_outcome(const struct service_chart *s, struct demo_rng *r, struct record *head)
{
	char more[120];
	long pain = demo_between(r, 1, 4), red = demo_between(r, 1, 2);

	if (strcmp(s->outcome, "needled") == 0)
		snprintf(more, sizeof(more), "skin_prep=chlorhexidine\npain=%ld\nerythema=%ld\n"
		    "oedema=%ld\nbleeding=%s", pain, red, red - 1, pain > 2 ? "pinpoint" : "none");
	else if (strcmp(s->outcome, "peel") == 0)
		snprintf(more, sizeof(more), "skin_prep=alcohol\npain=%ld\nerythema=%ld\noedema=0",
		    pain - 1, red);
	else
		snprintf(more, sizeof(more), "erythema=%ld", red - 1);
	record_set_text(head, "more", more);
}

static void
set_ticks(const struct demo_client *c, bool needled, struct demo_rng *r, struct record *head)
{
	AUTO_BUF struct buf ticks = BUF_INIT;

	buf_addf(&ticks, "hist%s%s\nzones\nlots\noutcome%s", c->consent != 0 && needled ?
	    "\nconsent" : "", c->screening != 0 && needled ? "\nscreen" : "",
	    !needled ? "" : demo_chance(r, 850) ? "\nphotos" : "\nphotos=the client declined");
	if (demo_chance(r, 950))	/* some charts are not complete */
		buf_adds(&ticks, "\nafter");
	record_set_text(head, "ticks", ticks.s);
}

static bool
add_lines(struct demo *d, const struct demo_visit *v, int64_t chart, bool deeper,
    struct err *e)
{
	const struct service_chart *s = &charts[v->service];
	size_t i;

	for (i = 0; i < ZONES_MAX && s->zones[i].zone != NULL; i++) {
		AUTO_RECORD struct record *line = record_new(&record_chart_line);
		int depth = s->zones[i].depth + (deeper && s->zones[i].depth == 75 ? 25 : 0);

		record_set_int(line, "chart", chart);
		record_set_int(line, "position", (int64_t)i + 1);
		record_set_text(line, "zone", s->zones[i].zone);
		if (depth > 0) {
			record_set_int(line, "depth", v->staff % 3 == 2 && depth > LICENCE ?
			    LICENCE : depth);
			record_set_int(line, "cartridge", 1);
		}
		if (s->zones[i].passes > 0)
			record_set_int(line, "passes", s->zones[i].passes);
		record_set_text(line, "more", s->more);
		if (!db_insert(d->db, line, e))
			return false;
	}
	return true;
}

/* Of each use the newest lot that was there on that day. */
static bool
add_products(struct demo *d, const struct demo_visit *v, int64_t chart, struct err *e)
{
	size_t i;

	for (i = 0; i < DEMO_LOTS; i++) {
		AUTO_RECORD struct record *row = NULL, *lot = NULL;

		if (v->date < d->today + stock[i].from || (i + 1 < DEMO_LOTS &&
		    strcmp(stock[i].use, stock[i + 1].use) == 0 &&
		    v->date >= d->today + stock[i + 1].from))
			continue;
		lot = db_get(d->db, &record_lot, d->lots[i], e);
		if (lot == NULL)
			return false;
		row = record_new(&record_chart_product);
		record_set_int(row, "chart", chart);
		record_set_int(row, "position", 1);
		record_set_text(row, "used_as", stock[i].use);
		record_set_int(row, "product", record_int(lot, "product"));
		record_set_int(row, "lot", lot->id);
		record_set_int(row, "quantity", stock[i].pieces);
		if (strcmp(stock[i].use, "anaesthetic") == 0) {
			record_set_text(row, "area", "face");
			record_set_int(row, "began", clock_instant(v->date, v->start));
			record_set_int(row, "ended", clock_instant(v->date, v->start) +
			    demo_services[v->service].numbing * 60);
		}
		if (!db_insert(d->db, row, e))
			return false;
		d->used[i] += stock[i].pieces;
	}
	return true;
}

/* At the end of its hour; those of the last days still wait. */
static bool
sign(struct demo *d, const struct demo_visit *v, struct err *e)
{
	return v->date > d->today - UNSIGNED_DAYS || sign_insert(d->db, v->id,
	    d->staff[v->staff].id, clock_instant(v->date, v->start + 90), e);
}

bool
demo_chart(struct demo *d, const struct demo_visit *v, struct err *e)
{
	struct demo_client *c = &d->clients[v->client];
	const struct service_chart *s = &charts[v->service];
	bool needled = demo_services[v->service].needled != AREA_NONE;
	struct demo_rng rng = demo_rng(d->seed, DEMO_CHART, v->id);
	AUTO_RECORD struct record *head = NULL;
	bool again = c->charted != 0;

	if (!is_charted(d, v))
		return true;
	if (!find_template(d, v->service, e) || (d->lots[0] == 0 && !find_lots(d, e)))
		return false;
	head = record_new(&record_chart);
	record_set_int(head, "session", v->id);
	record_set_int(head, "template", d->templates[v->service]);
	record_set_text(head, "indication", s->indication);
	if (needled) {
		record_set_int(head, "device", d->pen_ids[v->staff % d->n_places]);
		if (c->screening != 0)
			record_set_int(head, "screening", c->screening);
		if (c->consent != 0)
			record_set_int(head, "consent", c->consent);
	}
	set_outcome(s, &rng, head);
	set_ticks(c, needled, &rng, head);
	if (!db_insert(d->db, head, e) || !add_lines(d, v, head->id, again, e))
		return false;
	c->charted = v->id;
	/* of what is loaded, once its papers are as they stay: demo_signed() */
	return (!needled || add_products(d, v, head->id, e)) &&
	    (v < d->visits + d->recent || sign(d, v, e));
}

bool
demo_charted(struct demo *d, struct err *e)
{
	size_t i;

	if (d->lots[0] == 0)
		return true;
	for (i = d->recent; i < d->come; i++)
		if (demo_services[d->visits[i].service].needled != AREA_NONE)
			d->used[1]++;
	for (i = 0; i < DEMO_LOTS; i++) {
		AUTO_RECORD struct record *r = record_new(&record_lot_move);

		if (d->used[i] == 0)
			continue;
		record_set_int(r, "lot", d->lots[i]);
		record_set_day(r, "date", d->today + stock[i].from);
		record_set_text(r, "kind", "received");
		record_set_int(r, "quantity", d->used[i]);
		if (!db_insert(d->db, r, e))
			return false;
	}
	return true;
}

bool
demo_signed(struct demo *d, struct err *e)
{
	size_t i;

	for (i = 0; i < d->recent; i++)
		if (d->visits[i].id != 0 && is_charted(d, &d->visits[i]) &&
		    !sign(d, &d->visits[i], e) && e->code != ERR_NOTFOUND)
			return false;
	return true;
}
