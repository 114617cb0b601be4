/*
 * rescreen.c - a stored screening, evaluated again for a day.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/orders.h"
#include "practice/rescreen.h"
#include "practice/screening_form.h"
#include "record/checklist.h"

/* Who may override, weakest first: the index is the rank. */
static const char *const ranks[] = { "anyone", "practitioner", "owner", "never" };
#define RANK_NEVER 3

static int
rank_of(const char *word)
{
	int rank = 0;

	if (strcmp(word, "cleared") == 0)
		word = "practitioner";
	while (rank < RANK_NEVER && strcmp(ranks[rank], word) != 0)
		rank++;
	return rank;
}

/* The newest screening not after `on`; without one `screening` stays NULL. */
static bool
newest(struct db *db, int64_t client, const char *code, struct rescreen *r,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "screening_newest");
	char iso[DATE_ISO_SIZE];

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "code", code);
	stmt_set_text(st, "on", date_to_iso(r->on, iso));
	if (stmt_next(st)) {
		r->screening = record_new(&record_screening);
		db_read_record(st, r->screening);
	}
	return stmt_end(st, e);
}

/* A role that has lost the right since does not override any more. */
static int
rank_of_role(const char *role)
{
	int rank = rank_of(role);

	return rank == RANK_NEVER ? 0 : rank;
}

static bool
read_overrides(struct db *db, struct rescreen *r, struct err *e)
{
	struct stmt *st = db_stmt(db, "rule_overrides");
	size_t cap = 0;

	stmt_set_int(st, "screening", r->screening->id);
	while (stmt_next(st)) {
		struct rescreen_override *o;

		GROW(r->overrides, cap, r->n_overrides + 1);
		o = &r->overrides[r->n_overrides++];
		o->rank = rank_of_role(stmt_text(st, "role"));
		o->on = stmt_date(st, "date");
		o->by = xstrdup(stmt_text(st, "name"));
		o->reason = xstrdup(stmt_text(st, "reason"));
		text_copy(o->item, sizeof(o->item), stmt_text(st, "item"));
		text_copy(o->answer, sizeof(o->answer), stmt_text(st, "answer"));
		text_copy(o->verdict, sizeof(o->verdict), stmt_text(st, "verdict"));
		if (o->rank > r->overridden)
			r->overridden = o->rank;
	}
	return stmt_end(st, e);
}

static bool
who_overrode(struct db *db, struct rescreen *r, struct err *e)
{
	int64_t by = record_int(r->screening, "override_by");
	AUTO_RECORD struct record *staff = NULL;

	if (!read_overrides(db, r, e))
		return false;
	r->whole = by != 0 && r->n_overrides == 0;
	if (!r->whole)
		return true;
	staff = db_get(db, &record_staff, by, e);
	if (staff != NULL)
		r->overridden = rank_of_role(record_text(staff, "role"));
	return staff != NULL;
}

bool
rescreen_clearable(const struct screening_finding *f)
{
	return f->verdict == VERDICT_REFER || (f->rule != NULL &&
	    strcmp(record_text(f->rule, "override"), "cleared") == 0);
}

bool
rescreen_cleared(const struct rescreen *r, const struct screening_finding *f)
{
	return r->cleared != NULL && rescreen_clearable(f) &&
	    text_has_word(r->cleared, ',', r->checklist->fields[f->item].name);
}

/* Where one would lift a finding. */
static bool
read_clearances(struct db *db, int64_t client, struct rescreen *r, struct err *e)
{
	AUTO_BUF struct buf items = BUF_INIT;
	size_t i = 0;

	while (i < r->result.n_findings && !rescreen_clearable(&r->result.findings[i]))
		i++;
	if (i == r->result.n_findings || r->cleared != NULL)
		return true;
	if (!clearances_of(db, client, r->on, &items, e))
		return false;
	r->cleared = xstrdup(items.s);
	return true;
}

/* Evaluates the rules for the day, by answers, facts and overrides that are there. */
static bool
conclude(struct practice *p, const struct record *client, struct rescreen *r, struct err *e)
{
	r->valid = date_from_iso(record_text(r->screening, "valid_until")) >= r->on;
	screening_evaluate(r->checklist, (const char *const *)r->answers, &r->facts, &r->result);
	return read_clearances(p->db, client->id, r, e);
}

/* Reads the answers and the facts of out->on, and evaluates the rules of the edition it was made
 * with. */
static bool
evaluate(struct practice *p, const struct record *client, struct rescreen *out, struct err *e)
{
	date_day answered = date_from_iso(record_text(out->screening, "date"));
	const struct checklist *by = checklist_kept(p, record_int(out->screening, "checklist"), e);

	out->checklist = by;
	if (by == NULL)
		return false;
	out->answers = xcalloc(by->n_items, sizeof(*out->answers));
	if (!screening_answers_read(p->db, by, out->screening, out->answers, e) ||
	    !screening_facts(p->db, by, client, out->on, &out->facts, e))
		return false;
	if (answered != DATE_NONE)	/* missing only in a damaged file */
		out->facts.days_since = out->on - answered;
	return who_overrode(p->db, out, e) && conclude(p, client, out, e);
}

bool
rescreen_own(struct practice *p, const struct record *client, const char *code, date_day on,
    struct rescreen *out, struct err *e)
{
	*out = (struct rescreen){ .on = on };
	return newest(p->db, client->id, code, out, e) &&
	    (out->screening == NULL || evaluate(p, client, out, e));
}

static void
copy_overrides(const struct rescreen *from, struct rescreen *to)
{
	to->overrides = xcalloc(from->n_overrides + 1, sizeof(*to->overrides));
	for (; to->n_overrides < from->n_overrides; to->n_overrides++) {
		struct rescreen_override *o = &to->overrides[to->n_overrides];

		*o = from->overrides[to->n_overrides];
		o->by = xstrdup(o->by);
		o->reason = xstrdup(o->reason);
	}
}

bool
rescreen_other(struct practice *p, const struct record *client, const struct rescreen *first,
    const struct checklist *by, struct rescreen *out, struct err *e)
{
	size_t i;

	*out = (struct rescreen){ .on = first->on, .checklist = by, .facts = first->facts,
	    .screening = record_copy(first->screening), .overridden = first->overridden,
	    .whole = first->whole,
	    .cleared = first->cleared != NULL ? xstrdup(first->cleared) : NULL };
	copy_overrides(first, out);
	out->answers = xcalloc(by->n_items, sizeof(*out->answers));
	for (i = 0; i < by->n_items; i++) {
		int was = checklist_item(first->checklist, by->fields[i].name);

		if (was >= 0 && first->answers[was] != NULL)
			out->answers[i] = xstrdup(first->answers[was]);
	}
	return conclude(p, client, out, e);
}

/* --- what the card says since ------------------------------------------------------ */

static const char *const health[] = { "allergies", "medicines", "conditions" };

/* The card as it was when the screening was written: of each field the first value that a
 * later entry changed. */
struct card_then {
	int64_t asked;		/* the entry that wrote the screening */
	struct value was[ARRAY_LEN(health)];
	bool changed[ARRAY_LEN(health)];
};

static bool
take_entry(const struct history_entry *en, void *arg)
{
	struct card_then *then = arg;
	size_t i, k;

	for (i = 0; en->n > then->asked && i < en->n_changes; i++)
		for (k = 0; k < ARRAY_LEN(health); k++)
			if (en->changes[i].field != NULL && !then->changed[k] &&
			    strcmp(en->changes[i].field->name, health[k]) == 0) {
				then->changed[k] = true;
				value_copy(&then->was[k], &en->changes[i].before);
			}
	return true;
}

/* Which entry of the journal wrote it; 0: it came with the file. */
static bool
entry_of(struct db *db, int64_t screening, int64_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, "screening_began");

	stmt_set_int(st, "screening", screening);
	*n = stmt_next(st) ? stmt_int(st, "n") : 0;
	return stmt_end(st, e);
}

/* A card that no entry has written since is not asked about. */
static bool
ask_card(struct db *db, const struct record *client, struct rescreen *r, struct err *e)
{
	struct card_then then = { .asked = 0 };
	bool ok;
	size_t k;

	if (!entry_of(db, r->screening->id, &then.asked, e))
		return false;
	if (client->version <= then.asked)
		return true;
	ok = db_history(db, &record_client, client->id, take_entry, &then, e);
	for (k = 0; k < ARRAY_LEN(health); k++) {
		if (then.changed[k] && r->changed == NULL &&
		    !value_equal(&then.was[k], record_value(client, health[k])))
			r->changed = health[k];
		value_clear(&then.was[k]);
	}
	r->valid = r->valid && r->changed == NULL;
	return ok;
}

/* --- what is in force since ---------------------------------------------------------- */

/* Does one of its rules keep from treating? */
static bool
is_stopped(const struct rescreen *r)
{
	size_t i;

	for (i = 0; i < r->result.n_findings; i++)
		if (r->result.findings[i].rule != NULL && rescreen_stops(r, &r->result.findings[i]))
			return true;
	return false;
}

/* What the answers do not know is asked when the client is screened again. */
static void
leave_unanswered(struct screening_result *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->n_findings; i++)
		if (r->findings[i].rule != NULL)
			r->findings[n++] = r->findings[i];
	r->n_findings = n;
	if (n > 0)
		r->verdict = r->findings[0].verdict;
}

/* Where the edition in force is another one, and stops what the edition that was asked lets
 * pass, it counts. */
static bool
ask_in_force(struct practice *p, const struct record *client, struct rescreen *out,
    struct err *e)
{
	AUTO_RECORD struct record *head = db_find(p->db, &record_checklist, NULL,
	    record_text(out->checklist->head, "code"), e);
	const struct checklist *now;
	struct rescreen by;
	bool ok;

	if (head == NULL)
		return e->code == ERR_NONE;
	if (head->id == out->checklist->head->id || is_stopped(out))
		return true;
	now = checklist_kept(p, head->id, e);
	if (now == NULL)
		return false;
	ok = rescreen_other(p, client, out, now, &by, e);
	leave_unanswered(&by.result);
	if (ok && is_stopped(&by)) {
		rescreen_free(out);
		*out = by;
	} else {
		rescreen_free(&by);
	}
	return ok;
}

bool
rescreen(struct practice *p, const struct record *client, const char *code,
    date_day on, struct rescreen *out, struct err *e)
{
	return rescreen_own(p, client, code, on, out, e) && (out->screening == NULL ||
	    (ask_in_force(p, client, out, e) && ask_card(p->db, client, out, e)));
}

bool
rescreen_of(struct practice *p, int64_t screening, struct rescreen *out,
    struct err *e)
{
	AUTO_RECORD struct record *client = NULL;

	*out = (struct rescreen){ .screening = NULL };
	if (!practice_may(p, ACTION_READ_MEDICAL, e))
		return false;
	out->screening = db_get(p->db, &record_screening, screening, e);
	if (out->screening == NULL)
		return false;
	out->on = date_from_iso(record_text(out->screening, "date"));
	client = db_get(p->db, &record_client,
	    record_int(out->screening, "client"), e);
	return client != NULL && evaluate(p, client, out, e);
}

void
rescreen_free(struct rescreen *r)
{
	size_t i;

	if (r->answers != NULL)
		screening_answers_free(r->checklist, r->answers);
	free(r->answers);
	free(r->cleared);
	for (i = 0; i < r->n_overrides; i++) {
		free(r->overrides[i].by);
		free(r->overrides[i].reason);
	}
	free(r->overrides);
	screening_result_free(&r->result);
	record_free(r->screening);
	*r = (struct rescreen){ .screening = NULL };
}

/* The highest rank of those who overrode that rule. */
static int
overrode(const struct rescreen *r, const struct record *rule)
{
	int rank = r->whole ? r->overridden : 0;
	size_t i;

	for (i = 0; i < r->n_overrides; i++) {
		const struct rescreen_override *o = &r->overrides[i];

		if (o->rank > rank && strcmp(o->item, record_text(rule, "item")) == 0 &&
		    strcmp(o->verdict, record_text(rule, "verdict")) == 0 &&
		    strncmp(o->answer, record_text(rule, "answer"), sizeof(o->answer) - 1) == 0)
			rank = o->rank;
	}
	return rank;
}

bool
rescreen_stops(const struct rescreen *r, const struct screening_finding *f)
{
	enum checklist_source source = r->checklist->asks[f->item].source;
	bool chart = source == SOURCE_AREA || source == SOURCE_ADVERSE_EVENT;

	if (f->verdict >= VERDICT_CAUTION || rescreen_cleared(r, f))
		return false;
	if (f->rule == NULL || r->overridden == 0 || (chart &&
	    date_from_iso(record_text(r->screening, "date")) != r->on))
		return true;
	return rank_of(record_text(f->rule, "override")) > overrode(r, f->rule);
}

void
rescreen_override_words(const struct rescreen *r, size_t item, struct buf *out)
{
	const char *code = r->checklist->fields[item].name;
	char day[24];
	size_t i;

	for (i = 0; i < r->n_overrides; i++) {
		const struct rescreen_override *o = &r->overrides[i];

		if (strcmp(o->item, code) == 0)
			buf_addf(out, "Overridden by %s on %s: %s\n", o->by,
			    date_to_words(o->on, false, day), o->reason);
	}
}

date_day
rescreen_deferred(const struct rescreen *r)
{
	date_day until = DATE_NONE;
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (f->verdict == VERDICT_DEFER && rescreen_stops(r, f) && f->until > until)
			until = f->until;
	}
	return until;
}

void
rescreen_words(const struct checklist *c, const struct screening_finding *f,
    struct buf *out)
{
	bool dated = f->verdict == VERDICT_DEFER && f->until != DATE_NONE;
	char words[24];

	buf_adds(out, checklist_verdicts[f->verdict].label);
	if (dated)
		buf_addf(out, " until %s", date_to_words(f->until, false, words));
	buf_adds(out, dated ? " (" : " ");
	screening_name(c, f, out);
	buf_adds(out, dated ? ")" : "");
}
