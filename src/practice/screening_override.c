/*
 * screening_override.c - see screening_override.h.
 */
#include "practice/screening_override.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"

#define REASON_CHARS 10

/* The least override a verdict needs, whatever its rules allow. */
static const enum screening_override least[] = {
	[VERDICT_BLOCK] = OVERRIDE_OWNER, [VERDICT_INCOMPLETE] = OVERRIDE_NEVER,
	[VERDICT_REFER] = OVERRIDE_PRACTITIONER,
	[VERDICT_DEFER] = OVERRIDE_PRACTITIONER,
	[VERDICT_CAUTION] = OVERRIDE_NOT_NEEDED, [VERDICT_OK] = OVERRIDE_NOT_NEEDED,
};

static enum screening_override
of_finding(const struct screening_finding *f)
{
	const char *by = f->rule != NULL ? record_text(f->rule, "override") : "never";

	if (least[f->verdict] == OVERRIDE_NOT_NEEDED)
		return OVERRIDE_NOT_NEEDED;
	return strcmp(by, "owner") == 0 ? OVERRIDE_OWNER :
	    strcmp(by, "never") == 0 ? OVERRIDE_NEVER : OVERRIDE_PRACTITIONER;
}

/* --- what is next ------------------------------------------------------------------------ */

static bool
may(const struct practice *p, enum screening_override by)
{
	return by == OVERRIDE_PRACTITIONER || (by == OVERRIDE_OWNER &&
	    practice_allows(p, ACTION_OVERRIDE));
}

struct screening_next
screening_next_override(const struct practice *p, const struct rescreen *r)
{
	enum verdict stored = verdict_of(record_text(r->screening, "verdict"));
	struct screening_next next = { .by = OVERRIDE_NOT_NEEDED };
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];
		enum screening_override by = of_finding(f);

		if (!rescreen_stops(r, f))
			continue;
		if (by == OVERRIDE_NEVER)
			return (struct screening_next){ .by = by };
		if (next.finding == NULL || (!may(p, next.by) && may(p, by)))
			next = (struct screening_next){ by, f, f->rule->id };
	}
	if (next.finding == NULL && stored < r->result.verdict &&
	    record_is_null(r->screening, "override_by"))
		next.by = least[stored];
	return next;
}

/* --- a reason of substance ------------------------------------------------------------------ */

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

/* "ok", "xxx" and "." say nothing, nor does "ok ok ok ok". */
static bool
has_substance(const char *reason)
{
	const char *first = NULL, *at;
	size_t n = 0, size = 0, chars = 0;

	for (at = reason; *at != '\0'; at++)
		chars += ((unsigned char)*at & 0xc0) != 0x80;
	for (at = reason; *at != '\0'; at += n > 0 ? n : 1) {
		for (n = 0; is_letter(at[n]); n++)
			;
		if (n < 2)
			continue;
		if (first != NULL && (n != size || strncmp(at, first, n) != 0))
			return chars >= REASON_CHARS;
		first = at;
		size = n;
	}
	return false;
}

/* --- writing --------------------------------------------------------------------------------- */

static bool
only_the_owner(struct practice *p, const struct record *r, const char *name, struct err *e)
{
	AUTO_FREE char *label = xasprintf("denied: override screening %lld",
	    (long long)r->id);
	struct err note;

	err_set(e, ERR_DENIED, NULL, "Only the owner may override the %s.", name);
	if (!db_note_counted(p->db, "denied", label, &note))
		err_prefix(e, "Not in the journal (%s)", note.text);
	return false;
}

static bool
ask(struct practice *p, const struct rescreen *r, const struct screening_next *next,
    int64_t rule, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;

	naming_add(p, r->screening, &name);
	if (next->by == OVERRIDE_NOT_NEEDED)
		return err_set(e, ERR_INVALID, NULL, r->overridden > 0 ?
		    "The %s is overridden already; screen the client again instead." :
		    "The %s lets the client be treated; there is nothing to override.", name.s);
	if (next->by == OVERRIDE_NEVER)
		return err_set(e, ERR_INVALID, NULL, "Nobody may override the %s: a rule in it "
		    "says never, or something is not known.", name.s);
	if (!may(p, next->by))
		return only_the_owner(p, r->screening, name.s, e);
	return rule == next->rule || err_set(e, ERR_STALE, NULL, "Meanwhile something else of the "
	    "%s is in the way; look at it again.", name.s);
}

/* Does anything else keep from treating, but what a clearance may still lift? */
static bool
more_stops(const struct rescreen *r, const struct screening_next *next)
{
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (f != next->finding && rescreen_stops(r, f) && !rescreen_clearable(f))
			return true;
	}
	return false;
}

struct overriding {
	struct record *row;
	struct record *screening;	/* NULL: it is not all, or it is written there already */
};

static bool
write_both(struct db *db, void *arg, struct err *e)
{
	const struct overriding *o = arg;

	return db_insert(db, o->row, e) && (o->screening == NULL ||
	    db_update(db, o->screening, e));
}

static bool
override(struct practice *p, struct rescreen *r, const struct screening_next *next,
    const char *reason, struct err *e)
{
	AUTO_RECORD struct record *row = record_new(&record_rule_override);
	AUTO_FREE char *label = xasprintf("override screening %lld", (long long)r->screening->id);
	struct overriding o = { .row = row };

	if (!record_parse(row, &p->context, "reason", reason, e))
		return false;
	if (!has_substance(record_text(row, "reason")))
		return err_set(e, ERR_INVALID, "override_reason", "Say in words why the client may be "
		    "treated anyway: two different words and %d characters at least.", REASON_CHARS);
	record_set_int(row, "screening", r->screening->id);
	if (next->rule != 0)
		record_set_int(row, "rule", next->rule);
	record_set_int(row, "staff", p->staff->id);
	record_set_day(row, "date", clock_today());
	if (record_is_null(r->screening, "override_by") && !more_stops(r, next)) {
		record_set_int(r->screening, "override_by", p->staff->id);
		record_set_text(r->screening, "override_reason", record_text(row, "reason"));
		o.screening = r->screening;
	}
	return db_write(p->db, "change", label, write_both, &o, e);
}

bool
screening_override(struct practice *p, int64_t id, int64_t version, int64_t rule,
    const char *reason, struct err *e)
{
	struct rescreen r = { .screening = NULL };
	struct screening_next next;
	bool ok = practice_may(p, ACTION_WRITE_SCREENINGS, e) && rescreen_of(p, id, &r, e);

	if (ok) {
		r.screening->version = version;
		next = screening_next_override(p, &r);
		ok = ask(p, &r, &next, rule, e) && override(p, &r, &next, reason, e);
	}
	rescreen_free(&r);
	return ok;
}
