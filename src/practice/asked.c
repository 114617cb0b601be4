/*
 * asked.c - see asked.h.
 */
#include "practice/asked.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

static const struct {
	const char *field, *on, *by;
} asks[] = {
	{ "allergies", "allergies_on", "allergies_by" },
	{ "medicines", "medicines_on", "medicines_by" },
};

bool
asked_is_none(const char *text)
{
	static const char *const words[] = { "none", "nothing", "nkda", "nka", "nil",
	    "no known", "none known", "nothing known", "no known allergies",
	    "no known drug allergies", "no known medicines", "no allergies",
	    "no medicines", "no medication", "no medications" };
	AUTO_FREE char *typed = text_trim(xstrdup(text));
	size_t i, n = strlen(typed);

	if (n > 0 && typed[n - 1] == '.')
		typed[n - 1] = '\0';
	for (i = 0; i < ARRAY_LEN(words); i++)
		if (text_fold_cmp(typed, words[i]) == 0)
			return true;
	return false;
}

static date_day
asked_on(const struct record *card, size_t i)
{
	return date_from_iso(record_text(card, asks[i].on));
}

/* True when there is an answer, however old. */
static bool
is_answered(const struct record *card, size_t i)
{
	return asked_on(card, i) != DATE_NONE || !record_is_null(card, asks[i].field);
}

bool
asked_words(struct practice *p, const struct record *card, const char *field,
    struct buf *out)
{
	size_t i = strcmp(field, asks[0].field) != 0;
	const char *text = record_text(card, field);
	date_day on = asked_on(card, i);
	AUTO_RECORD struct record *by = NULL;
	struct err e;
	char day[24];

	if (!is_answered(card, i)) {
		buf_adds(out, "not asked");
		return false;
	}
	buf_adds(out, *text == '\0' || asked_is_none(text) ? "none known" : text);
	if (on == DATE_NONE)
		return true;
	buf_addf(out, " (asked %s", date_to_words(on, false, day));
	if (!record_is_null(card, asks[i].by))
		by = db_get(p->db, &record_staff, record_int(card, asks[i].by), &e);
	if (by != NULL)
		buf_addf(out, ", %s", record_text(by, "name"));
	buf_addc(out, ')');
	return true;
}

bool
asked_due(const struct record *card, date_day today, struct buf *out)
{
	bool due = false;
	char day[24];
	size_t i;

	for (i = 0; i < ARRAY_LEN(asks); i++) {
		date_day on = asked_on(card, i);

		due = due || on == DATE_NONE || date_add_months(on, ASKED_MONTHS) < today;
		buf_addf(out, "%s%s ", i > 0 ? ", " : "", asks[i].field);
		if (on != DATE_NONE)
			buf_addf(out, "asked %s", date_to_words(on, false, day));
		else
			buf_adds(out, is_answered(card, i) ? "asked, day not known" :
			    "not asked");
	}
	return due;
}

static void
stamp(struct practice *p, struct record *card, size_t i)
{
	record_set_day(card, asks[i].on, clock_today());
	record_set_int(card, asks[i].by, p->staff->id);
}

static bool
differs(const struct record *next, const struct record *was, const char *field)
{
	return was != NULL ? !value_equal(record_value(next, field),
	    record_value(was, field)) : !record_is_null(next, field);
}

/* Another birth date was not verified. */
static void
settle_age(struct record *next, const struct record *was)
{
	static const char *const fields[] = { "age_seen_on", "age_seen_by", "age_seen_how" };
	size_t i;

	if (was == NULL || !differs(next, was, "born") || differs(next, was, "age_seen_how"))
		return;
	for (i = 0; i < ARRAY_LEN(fields); i++)
		record_set_null(next, fields[i]);
}

void
asked_settle(struct practice *p, struct record *next, const struct record *was)
{
	size_t i;

	settle_age(next, was);
	for (i = 0; i < ARRAY_LEN(asks); i++) {
		bool told_day = differs(next, was, asks[i].on);
		bool changed = differs(next, was, asks[i].field);

		if (changed && asked_is_none(record_text(next, asks[i].field))) {
			record_set_text(next, asks[i].field, NULL);
			if (!told_day)
				stamp(p, next, i);
		} else if (changed && !told_day) {
			/* blanked without another answer: not asked */
			if (record_is_null(next, asks[i].field)) {
				value_clear(record_value(next, asks[i].on));
				value_clear(record_value(next, asks[i].by));
			} else {
				stamp(p, next, i);
			}
		} else if (told_day && record_is_null(next, asks[i].on)) {
			value_clear(record_value(next, asks[i].by));
		} else if (told_day && !differs(next, was, asks[i].by)) {
			record_set_int(next, asks[i].by, p->staff->id);
		}
	}
}

static bool
confirm(struct practice *p, struct record *next, UNUSED const struct record *was, UNUSED void *arg,
    struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(asks); i++) {
		if (!is_answered(next, i))
			return err_set(e, ERR_INVALID, asks[i].field, "The %s were "
			    "never asked. e opens the card; type none if there are "
			    "none.",
			    asks[i].field);
		stamp(p, next, i);
	}
	return true;
}

static bool
see_age(struct practice *p, struct record *next, UNUSED const struct record *was, void *arg,
    struct err *e)
{
	if (record_is_null(next, "born"))
		return err_set(e, ERR_INVALID, "born", "The birth date is not known: e opens the "
		    "card.");
	record_set_day(next, "age_seen_on", clock_today());
	record_set_int(next, "age_seen_by", p->staff->id);
	return record_parse(next, &p->context, "age_seen_how", arg, e);
}

bool
asked_age(struct practice *p, int64_t client, const char *paper, struct err *e)
{
	AUTO_FREE char *word = xstrdup(paper);
	const struct save_rules rules = { .ask = see_age, .arg = word };
	AUTO_RECORD struct record *base = client_get(p, client, e);
	AUTO_RECORD struct record *mine = base != NULL ? record_copy(base) : NULL;

	return mine != NULL && practice_save(p, ACTION_WRITE_CLIENTS, mine, base, NULL, &rules, e);
}

bool
asked_still_true(struct practice *p, int64_t client, struct err *e)
{
	const struct save_rules rules = { .ask = confirm };
	AUTO_RECORD struct record *base = NULL, *mine = NULL;

	if (!practice_may(p, ACTION_READ_MEDICAL, e) ||
	    (base = client_get(p, client, e)) == NULL)
		return false;
	mine = record_copy(base);
	return practice_save(p, ACTION_WRITE_CLIENTS, mine, base, NULL, &rules, e);
}
