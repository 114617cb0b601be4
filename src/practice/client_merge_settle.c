/*
 * client_merge_settle.c - of two cards that become one: what stands in each field. See
 * client_merge.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/asked.h"
#include "practice/client_merge_inside.h"

enum settle { SETTLE_CHOOSE, SETTLE_WORDS, SETTLE_BOTH, SETTLE_EARLIER, SETTLE_NONE_WINS,
	SETTLE_ARCHIVED, SETTLE_OWN, SETTLE_WITH };

static const struct {
	const char *name;
	enum settle how;
	const char *with;	/* SETTLE_WITH: is whose that field is */
} settles[] = {
	{ "allergies", SETTLE_WORDS, NULL }, { "medicines", SETTLE_WORDS, NULL },
	{ "conditions", SETTLE_WORDS, NULL }, { "tags", SETTLE_WORDS, NULL },
	{ "alert", SETTLE_BOTH, NULL }, { "notes", SETTLE_BOTH, NULL },
	{ "do_not_book", SETTLE_BOTH, NULL }, { "do_not_ask_review", SETTLE_BOTH, NULL },
	{ "allergies_on", SETTLE_EARLIER, NULL }, { "medicines_on", SETTLE_EARLIER, NULL },
	{ "allergies_by", SETTLE_WITH, "allergies_on" },
	{ "medicines_by", SETTLE_WITH, "medicines_on" },
	{ "age_seen_on", SETTLE_WITH, "born" }, { "age_seen_by", SETTLE_WITH, "born" },
	{ "age_seen_how", SETTLE_WITH, "born" },
	{ "first_visit", SETTLE_EARLIER, NULL }, { "channel", SETTLE_NONE_WINS, NULL },
	{ "archived", SETTLE_ARCHIVED, NULL }, { "external_id", SETTLE_OWN, NULL },
};

static enum settle
settle_of(const struct field *f, const char **with)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(settles); i++)
		if (strcmp(settles[i].name, f->name) == 0) {
			*with = settles[i].with;
			return settles[i].how;
		}
	return SETTLE_CHOOSE;
}

bool
merge_is_noted(const struct merged_field *f)
{
	const char *with = NULL;

	return f->how == MERGED_CHOICE && settle_of(f->field, &with) == SETTLE_BOTH;
}

bool
merge_goes_along(const struct field *f)
{
	const char *with = NULL;

	return settle_of(f, &with) == SETTLE_WITH;
}

/* Is each item of `part` one of `all`? Whole items are compared: "tin" is not in "gelatin". */
static bool
has_whole(const char *all, const char *part, const char *between)
{
	size_t n, k;

	for (; *part != '\0'; part += n + (part[n] != '\0')) {
		AUTO_FREE char *one = text_trim(xstrndup(part, n = strcspn(part, between)));
		const char *at = all;
		bool found = *one == '\0';

		for (; !found && *at != '\0'; at += k + (at[k] != '\0')) {
			AUTO_FREE char *item = text_trim(xstrndup(at, k = strcspn(at, between)));

			found = text_fold_cmp(item, one) == 0;
		}
		if (!found)
			return false;
	}
	return true;
}

/* Adds what `list` has and `out` has not, item by item. */
static void
add_words(struct buf *out, const char *list)
{
	while (*list != '\0') {
		size_t n = strcspn(list, ",;");
		AUTO_FREE char *item = text_trim(xstrndup(list, n));

		if (!has_whole(out->len > 0 ? out->s : "", item, ",;"))
			buf_addf(out, "%s%s", out->len > 0 ? ", " : "", item);
		list += n + (list[n] != '\0');
	}
}

bool
merge_fits(const struct field *f, const char *text)
{
	int64_t min, max;

	field_limits(f, &min, &max);
	return (int64_t)text_count(text) <= max;
}

/* False: both are too long together, and `to` is the first alone. */
static bool
set_both(const struct field *f, const struct value *a, const struct value *b,
    struct value *to)
{
	AUTO_BUF struct buf text = BUF_INIT;
	bool fit;

	buf_adds(&text, a->s);
	if (!has_whole(a->s, b->s, ";\n"))
		buf_addf(&text, "%s%s", f->type == FIELD_NOTE ? "\n" : "; ", b->s);
	fit = merge_fits(f, text.s);
	value_set_text(to, fit ? text.s : a->s);
	return fit;
}

/* "None known" of one is no answer beside words of the other. */
static enum merged_how
set_words(const struct value *a, const struct value *b, struct value *to)
{
	AUTO_BUF struct buf text = BUF_INIT;

	if (asked_is_none(a->s) || asked_is_none(b->s)) {
		value_copy(to, asked_is_none(a->s) ? b : a);
		return MERGED_TAKEN;
	}
	buf_adds(&text, a->s);
	add_words(&text, b->s);
	value_set_text(to, text.s);
	return MERGED_BOTH;
}

/* Both have a value, and not the same one. */
static enum merged_how
settle(struct client_merge *m, size_t i, enum settle how, const char *with)
{
	const struct field *f = &record_client.fields[i];
	const struct value *a = &m->stays->values[i], *b = &m->gone->values[i];
	struct value *to = &m->merged->values[i];

	switch (how) {
	case SETTLE_WORDS:
		return set_words(a, b, to);
	case SETTLE_BOTH:
		return set_both(f, a, b, to) ? MERGED_BOTH : MERGED_CHOICE;
	case SETTLE_EARLIER:
		value_copy(to, strcmp(a->s, b->s) <= 0 ? a : b);
		return MERGED_TAKEN;
	case SETTLE_NONE_WINS:
		if (strcmp(a->s, "none") != 0 && strcmp(b->s, "none") != 0)
			return MERGED_CHOICE;
		value_set_text(to, "none");
		return MERGED_TAKEN;
	case SETTLE_ARCHIVED:
		value_set_int(to, a->i != 0 && b->i != 0);
		return MERGED_TAKEN;
	case SETTLE_WITH:	/* declared behind it, so that it is settled */
		value_copy(to, value_equal(record_value(m->merged, with),
		    record_value(m->stays, with)) ? a : b);
		return MERGED_TAKEN;
	case SETTLE_OWN:
		return MERGED_TAKEN;
	case SETTLE_CHOOSE:
		break;
	}
	return MERGED_CHOICE;
}

void
merge_settle_age(struct client_merge *m)
{
	static const char *const fields[] = { "age_seen_on", "age_seen_by", "age_seen_how" };
	const struct value *born = record_value(m->merged, "born");
	bool theirs = value_equal(born, record_value(m->gone, "born"));
	bool ours = value_equal(born, record_value(m->stays, "born"));
	struct record *of = ours && (!theirs || !record_is_null(m->stays, "age_seen_how")) ?
	    m->stays : m->gone;
	size_t i;

	for (i = 0; i < ARRAY_LEN(fields); i++)
		value_copy(record_value(m->merged, fields[i]), record_value(of, fields[i]));
}

/* An answer without a day may be older than the day on the other card. */
static void
settle_asked(struct client_merge *m, const char *field, const char *on, const char *by)
{
	const struct record *const cards[] = { m->stays, m->gone };
	size_t i;

	for (i = 0; i < ARRAY_LEN(cards); i++)
		if (!record_is_null(cards[i], field) && record_is_null(cards[i], on)) {
			record_set_null(m->merged, on);
			record_set_null(m->merged, by);
		}
}

void
merge_settle(struct client_merge *m)
{
	size_t i;

	m->fields = xcalloc(record_client.n_fields, sizeof(*m->fields));
	for (i = 0; i < record_client.n_fields; i++) {
		const struct value *a = &m->stays->values[i], *b = &m->gone->values[i];
		const char *with = NULL;
		enum settle how = settle_of(&record_client.fields[i], &with);
		struct merged_field *to = &m->fields[m->n];

		if (value_equal(a, b) || (how == SETTLE_OWN))
			continue;
		*to = (struct merged_field){ &record_client.fields[i], MERGED_TAKEN, a, b,
		    &m->merged->values[i] };
		if (a->kind == VALUE_NULL)
			value_copy(&m->merged->values[i], b);
		else if (b->kind != VALUE_NULL)
			to->how = settle(m, i, how, with);
		else
			continue;
		m->n++;
	}
	merge_settle_age(m);
	settle_asked(m, "allergies", "allergies_on", "allergies_by");
	settle_asked(m, "medicines", "medicines_on", "medicines_by");
}

bool
merge_has_room(const struct record *merged, struct err *e)
{
	size_t i;

	for (i = 0; i < record_client.n_fields; i++) {
		const struct field *f = &record_client.fields[i];
		int64_t min, max;

		field_limits(f, &min, &max);
		if ((f->type == FIELD_TEXT || f->type == FIELD_NOTE) &&
		    !record_is_null(merged, f->name) && !merge_fits(f, merged->values[i].s))
			return err_set(e, ERR_INVALID, NULL, "Not merged: %s of both cards are "
			    "longer than the %lld letters that fit. Shorten one of the two first.",
			    f->label, (long long)max);
	}
	return true;
}
