/*
 * screening_override.h - treating anyway: rules of a screening that were overridden.
 *
 * Each rule that keeps from treating is overridden by itself, by a role that it allows, with a
 * reason of substance: two different words and ten characters at least. Never overridden: what
 * says so, and what is unanswered or not known. It is final: neither an edit nor an undo
 * removes it; screen the client again instead.
 */
#ifndef CHAIRSIDE_PRACTICE_SCREENING_OVERRIDE_H
#define CHAIRSIDE_PRACTICE_SCREENING_OVERRIDE_H

#include "practice/rescreen.h"

/* Who may override. */
enum screening_override {
	OVERRIDE_NOT_NEEDED,	/* OK, or CAUTION, which is acknowledged */
	OVERRIDE_PRACTITIONER, OVERRIDE_OWNER,
	OVERRIDE_NEVER		/* a rule forbids it, or something is not known */
};

/* What would be overridden next: the worst that this login may override, else the worst.
 * Nobody overrides anything where something is in the way that is never overridden. */
struct screening_next {
	enum screening_override by;
	/* Borrowed from the rescreen. NULL: nothing; or what was known on its day alone, which
	 * only the stored verdict says. */
	const struct screening_finding *finding;
	int64_t rule;		/* of the finding; 0 without one */
};
struct screening_next screening_next_override(const struct practice *p, const struct rescreen *r);

/* Overrides that rule of the screening, as whoever is logged in. `version` is that of the
 * screening seen. ERR_DENIED for a role that the rule does not allow; ERR_STALE: meanwhile
 * another rule is next. */
bool screening_override(struct practice *p, int64_t id, int64_t version, int64_t rule,
    const char *reason, struct err *e);

#endif
