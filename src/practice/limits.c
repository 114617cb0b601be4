/*
 * limits.c - see limits.h.
 */
#include "practice/limits.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"

/* --- reading ------------------------------------------------------------------------------- */

static bool
read_labels(struct db *db, int64_t device, struct limits *out, struct err *e)
{
	struct stmt *st = db_stmt(db, "device_labels");
	size_t cap = 0;

	stmt_set_int(st, "device", device);
	while (stmt_next(st)) {
		GROW(out->labels, cap, out->n_labels + 1);
		out->labels[out->n_labels] = record_new(&record_device_label);
		db_read_record(st, out->labels[out->n_labels++]);
	}
	return stmt_end(st, e);
}

static bool
get(struct practice *p, const struct record_type *t, int64_t id, struct record **out,
    struct err *e)
{
	return id == 0 || (*out = db_get(p->db, t, id, e)) != NULL;
}

bool
limits_read(struct practice *p, int64_t staff, int64_t device, const struct record *client,
    date_day on, int64_t step, struct limits *out, struct err *e)
{
	date_day born = date_from_iso(record_text(client, "born"));

	*out = (struct limits){ .age = -1, .step = step };
	if (born != DATE_NONE)
		out->age = date_years_between(born, on);
	text_copy(out->skin, sizeof(out->skin), record_text(client, "fitzpatrick"));
	if (!get(p, &record_staff, staff, &out->staff, e) ||
	    !get(p, &record_device, device, &out->device, e) ||
	    !read_labels(p->db, device, out, e)) {
		limits_free(out);
		return false;
	}
	if (out->device != NULL && !record_is_null(out->device, "depth_step"))
		out->step = record_int(out->device, "depth_step");
	return true;
}

void
limits_free(struct limits *l)
{
	size_t i;

	for (i = 0; i < l->n_labels; i++)
		record_free(l->labels[i]);
	free(l->labels);
	record_free(l->staff);
	record_free(l->device);
	*l = (struct limits){ .age = -1, .step = 25 };
}

const char *
depth_text(int64_t depth, char out[DEPTH_SIZE])
{
	snprintf(out, DEPTH_SIZE, "%" PRId64 ".%02" PRId64, depth / 100, depth % 100);
	return out;
}

/* --- the maximum --------------------------------------------------------------------------- */

/* False: the licence says none. */
static bool
licence_limit(const struct limits *l, int64_t *max, bool *below, bool *supervised)
{
	const struct record *s = l->staff;

	if (s == NULL || record_is_null(s, "max_depth"))
		return false;
	*supervised = !record_is_null(s, "supervisor") &&
	    !record_is_null(s, "supervised_depth");
	*max = record_int(s, *supervised ? "supervised_depth" : "max_depth");
	*below = strcmp(record_text(s, "depth_below"), "below") == 0;
	return true;
}

static bool
allow_licence(const struct limits *l, int64_t depth, struct err *e)
{
	AUTO_BUF struct buf who = BUF_INIT;
	char typed[DEPTH_SIZE], limit[DEPTH_SIZE];
	bool below, supervised;
	int64_t max;

	if (!licence_limit(l, &max, &below, &supervised) || depth < max ||
	    (depth == max && !below))
		return true;
	field_quote(&who, record_text(l->staff, "name"));
	return err_set(e, ERR_INVALID, "depth", "%s mm is deeper than the licence of %s allows%s: "
	    "%s %s mm (Staff, Depth limit).", depth_text(depth, typed), who.s,
	    supervised ? " under supervision" : "", below ? "below" : "up to and including",
	    depth_text(max, limit));
}

static bool
allow_device(const struct limits *l, int64_t depth, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;
	char typed[DEPTH_SIZE], a[DEPTH_SIZE], b[DEPTH_SIZE];
	int64_t under = depth - depth % l->step;

	if (l->device != NULL)
		field_quote(&name, record_text(l->device, "name"));
	if (l->device != NULL && !record_is_null(l->device, "max_depth") &&
	    depth > record_int(l->device, "max_depth"))
		return err_set(e, ERR_INVALID, "depth", "%s mm is deeper than %s goes: at most "
		    "%s mm (Devices, Depth limit).", depth_text(depth, typed), name.s,
		    depth_text(record_int(l->device, "max_depth"), a));
	return depth == under || err_set(e, ERR_INVALID, "depth", "%s mm cannot be set%s%s: in "
	    "steps of 0.%02" PRId64 ", so %s or %s.", depth_text(depth, typed),
	    name.len > 0 ? " on " : "", name.s, l->step, depth_text(under, a),
	    depth_text(under + l->step, b));
}

bool
limits_allow(const struct limits *l, int64_t depth, struct err *e)
{
	return allow_device(l, depth, e) && allow_licence(l, depth, e);
}

bool
limits_allow_modality(const struct limits *l, const struct chart_template *t, struct err *e)
{
	const char *covers = l->staff != NULL ? record_text(l->staff, "modalities") : "";
	AUTO_BUF struct buf who = BUF_INIT;

	if (*covers == '\0' || t->modality == NULL || text_has_word(covers, ' ', t->modality))
		return true;
	field_quote(&who, record_text(l->staff, "name"));
	return err_set(e, ERR_INVALID, NULL, "The licence of %s does not cover this kind of "
	    "treatment: %s (Staff, Modalities).", who.s,
	    choice_label(record_field(&record_device, "modality")->choices, t->modality));
}

/* A depth that something allows; max -1: it says none. */
struct limit {
	int64_t max;
	bool below;		/* less than that, not up to and including */
	const char *whose;
};

/* Adds the lowest, and all that say the same: "up to and including 1.50 (device, licence)". */
static void
add_lowest(const struct limit *limits, size_t n, struct buf *out)
{
	const struct limit *lowest = NULL;
	char text[DEPTH_SIZE];
	size_t i, said = 0;

	for (i = 0; i < n; i++)
		if (limits[i].max >= 0 && (lowest == NULL || limits[i].max < lowest->max ||
		    (limits[i].max == lowest->max && limits[i].below)))
			lowest = &limits[i];
	if (lowest == NULL)
		return;
	buf_addf(out, "%s %s (", lowest->below ? "below" : "up to and including",
	    depth_text(lowest->max, text));
	for (i = 0; i < n; i++)
		if (limits[i].max == lowest->max && limits[i].below == lowest->below)
			buf_addf(out, "%s%s", said++ > 0 ? ", " : "", limits[i].whose);
	buf_addc(out, ')');
}

static struct limit
of_device(const struct limits *l)
{
	return (struct limit){ l->device != NULL && !record_is_null(l->device, "max_depth") ?
	    record_int(l->device, "max_depth") : -1, false, "device" };
}

static struct limit
of_licence(const struct limits *l)
{
	struct limit out = { -1, false, "licence" };
	bool supervised;

	licence_limit(l, &out.max, &out.below, &supervised);
	return out;
}

/* The deepest that a line of the label covers. */
static struct limit
of_label(const struct limits *l)
{
	struct limit out = { -1, false, "label of the device" };
	size_t i;

	for (i = 0; i < l->n_labels; i++) {
		if (record_is_null(l->labels[i], "max_depth"))
			return (struct limit){ -1, false, out.whose };
		if (record_int(l->labels[i], "max_depth") > out.max)
			out.max = record_int(l->labels[i], "max_depth");
	}
	return out;
}

void
limits_words(const struct limits *l, struct buf *out)
{
	const struct limit limits[] = { of_device(l), of_licence(l) };

	add_lowest(limits, ARRAY_LEN(limits), out);
}

void
limits_words_with(const struct limits *l, int64_t order, struct buf *out)
{
	const struct limit limits[] = { of_device(l), of_licence(l), of_label(l),
	    { order, false, "order" } };

	add_lowest(limits, ARRAY_LEN(limits), out);
}

/* --- the usual depth ----------------------------------------------------------------------- */

/* from > to: none is known */
struct usual {
	int64_t from, to;
};

static struct usual
usual_depth(const struct chart_template *t, const char *zone, const char *indication)
{
	const struct chart_item *z = chart_item(t, CHART_ZONES, zone);
	const struct chart_item *i = chart_item(t, CHART_INDICATIONS, indication);
	struct usual u = { 1, 0 };

	if (z != NULL && z->from <= z->to)
		u = (struct usual){ z->from, z->to };
	if (i == NULL || i->from > i->to || (i->zones != NULL && !text_has_word(i->zones, ' ', zone)))
		return u;
	if (u.from > u.to)
		return (struct usual){ i->from, i->to };
	if (i->to > u.to)	/* what is deeper for it is usual too */
		u.to = i->to;
	return u;
}

bool
usual_words(const struct chart_template *t, const char *zone, const char *indication,
    int64_t depth, struct buf *out)
{
	struct usual u = usual_depth(t, zone, indication);
	char from[DEPTH_SIZE], to[DEPTH_SIZE];
	bool outside = depth >= 0 && u.from <= u.to && (depth < u.from || depth > u.to);

	if (u.from > u.to)
		return false;
	buf_addf(out, "%susual %s to %s", !outside ? "" : depth < u.from ? "below the " :
	    "above the ", depth_text(u.from, from), depth_text(u.to, to));
	return outside;
}

/* --- the label ----------------------------------------------------------------------------- */

enum label_says { LABEL_INDICATION, LABEL_ZONE, LABEL_AGE, LABEL_SKIN, LABEL_DEPTH, LABEL_SAYS };

struct treated {
	const struct limits *l;
	const char *indication, *zone;
	int64_t depth;
};

/* Does that line of the label cover this of it? What it does not say covers all. */
static bool
covers(const struct record *label, enum label_says what, const struct treated *is)
{
	static const char *const fields[LABEL_SAYS] = {
		[LABEL_INDICATION] = "indication", [LABEL_ZONE] = "zones",
		[LABEL_AGE] = "age_from", [LABEL_SKIN] = "skin_types",
		[LABEL_DEPTH] = "max_depth",
	};
	const char *field = fields[what];

	if (record_is_null(label, field))
		return true;
	switch (what) {
	case LABEL_INDICATION:
		return *is->indication == '\0' ||
		    strcmp(record_text(label, field), is->indication) == 0;
	case LABEL_ZONE:
		return text_has_word(record_text(label, field), ' ', is->zone);
	case LABEL_AGE:
		return is->l->age < 0 || is->l->age >= record_int(label, field);
	case LABEL_SKIN:
		return is->l->skin[0] == '\0' ||
		    text_has_word(record_text(label, field), ' ', is->l->skin);
	case LABEL_DEPTH:
		return is->depth <= record_int(label, field);
	default:
		return true;
	}
}

static void
add_outside(const struct treated *is, const struct chart_template *t, enum label_says what,
    struct buf *out)
{
	const struct chart_item *zone = chart_item(t, CHART_ZONES, is->zone);
	const struct chart_item *for_what = chart_item(t, CHART_INDICATIONS, is->indication);
	AUTO_BUF struct buf word = BUF_INIT;
	char depth[DEPTH_SIZE];

	if (what == LABEL_INDICATION)
		buf_adds(&word, for_what != NULL ? for_what->label : "no indication");
	else if (what == LABEL_AGE)
		buf_addf(&word, "age %d", is->l->age);
	else if (what == LABEL_SKIN)
		buf_addf(&word, "skin type %s", is->l->skin);
	else
		buf_adds(&word, zone != NULL ? zone->label : is->zone);
	if (what == LABEL_DEPTH)
		buf_addf(&word, " %s mm", depth_text(is->depth, depth));
	if (strstr(out->s, word.s) == NULL)
		buf_addf(out, "%s%s", out->len > 0 ? ", " : "", word.s);
}

void
limits_off_label(const struct limits *l, const struct chart_template *t,
    const char *indication, const char *zone, int64_t depth, struct buf *out)
{
	struct treated is = { l, indication, zone, depth };
	uint64_t left = l->n_labels < 64 ? ((uint64_t)1 << l->n_labels) - 1 : ~(uint64_t)0;
	int what;
	size_t i;

	/* the first thing that none of the lines left covers */
	for (what = 0; what < LABEL_SAYS && left != 0; what++) {
		uint64_t before = left;

		for (i = 0; i < l->n_labels && i < 64; i++)
			if (!covers(l->labels[i], (enum label_says)what, &is))
				left &= ~((uint64_t)1 << i);
		if (before != 0 && left == 0)
			add_outside(&is, t, (enum label_says)what, out);
	}
}
