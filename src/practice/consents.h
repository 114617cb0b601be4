/*
 * consents.h - has a client agreed to a treatment, on a day?
 *
 * A service names its consent by a code (service.consent); whoever signed any edition or
 * language of it has agreed, until the consent's last day or the document's valid_months
 * after it was signed, whichever is earlier; both last days still count. An edition that was
 * retired counts no more: its words had to be signed anew. Of several the newest decides; an
 * older one counts only where the newer ones ended, are for another treatment or are a
 * minor's. What is revoked takes all that were signed before it along, from that day on.
 *
 * A client under 18 agrees through a guardian, where the practice says that its law allows
 * that (practice.guardians); from the 18th birthday on the client signs again. Somebody whose
 * birth date is not known counts as of age: the screening asks for it.
 */
#ifndef CHAIRSIDE_PRACTICE_CONSENTS_H
#define CHAIRSIDE_PRACTICE_CONSENTS_H

#include "base/date.h"
#include "practice/practice.h"

#define CONSENT_AGE 18		/* from this birthday on one signs for oneself */

enum consent_state {
	CONSENT_NOT_ASKED,	/* the service names none */
	CONSENT_IN_FORCE,
	CONSENT_NONE, CONSENT_ENDED, CONSENT_REVOKED, CONSENT_RETIRED,
	CONSENT_OTHER,		/* for another treatment */
	CONSENT_MINOR		/* under 18, and no guardian's counts */
};

struct consent_answer {
	enum consent_state state;
	bool met;		/* in force, or none is asked for */
	int64_t consent;	/* the one that `state` is about; 0: none */
	int64_t document;	/* the edition to sign now; 0: none is published */
	date_day until;		/* in force: its last day; DATE_NONE: until it is revoked */
	int edition;		/* the signed one's; 0: none */
	char off_label[401];	/* what outside the label it names; "" nothing */
	char withdrawn[2001];	/* for which zones it was withdrawn, as it stands there */
	char sentence[200];	/* "to 1 Mar 2027", "consent ended 11 Mar 2026"; no final stop */
};

/* Checks no right: it is part of use cases that do. May be called inside a write. */
bool consent_of(struct practice *p, const struct record *client,
    const struct record *service, date_day on, struct consent_answer *out, struct err *e);

/* Was this zone (its code in the chart) withdrawn, by consent_answer's or the record's
 * words? */
bool consent_without(const char *withdrawn, const char *zone);
/* Is somebody born on that day a minor on the other? Not where the birth is not known. */
bool consent_under_age(date_day born, date_day on);

/* Has a guardian's consent in force on that day: what lifts the screening's age rule. */
bool consent_by_guardian(struct db *db, int64_t client, date_day on, bool *has,
    struct err *e);

#endif
