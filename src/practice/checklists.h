/*
 * checklists.h - screening checklists in memory, and the shipped ones.
 *
 * A checklist is an edition of a template: items that are asked, and rules that
 * say what an answer means. From its items it builds a struct field[] at run
 * time, so that answers are typed, checked and shown like any field.
 */
#ifndef CHAIRSIDE_PRACTICE_CHECKLISTS_H
#define CHAIRSIDE_PRACTICE_CHECKLISTS_H

#include "base/err.h"
#include "record/record.h"

struct db;
struct practice;

/* Where an item's answer comes from. */
enum checklist_source {
	SOURCE_ASKED, SOURCE_AGE, SOURCE_SKIN, SOURCE_AREA, SOURCE_ADVERSE_EVENT,
	SOURCE_PATCH_TEST,
	/* a text of the card, in which words are looked for */
	SOURCE_MEDICINES, SOURCE_ALLERGIES, SOURCE_CONDITIONS
};
#define CHECKLIST_CARD_TEXTS 3

/* What evaluating an item or a rule needs, looked up once when it is loaded. Texts are
 * borrowed from the records; items are indexes, -1 none. */
struct checklist_ask {
	enum checklist_source source;
	bool asked;		/* a person answers it, and an enabled rule reads it */
	int only_if;		/* asked only when that item … */
	const char *only_if_answers;	/* … has one of these answers */
};
struct checklist_rule {
	bool enabled, site, months;
	int item, counted_from;
	int verdict;		/* rank in checklist_verdicts[] */
	int window;
	const char *answers;
	int only_if;		/* it counts only when that item … */
	const char *only_if_answers;	/* … has one of these answers; NULL: always */
	char *words, *only_if_words;	/* owned: answers folded, for a text of the card */
};

struct checklist {
	struct record *head;		/* of record_checklist */
	struct record **items;		/* of record_checklist_item, in order */
	size_t n_items;
	struct record **rules;		/* of record_checklist_rule, in order */
	size_t n_rules;
	struct field *fields;		/* one for each item, the same order */
	struct checklist_ask *asks;	/* one for each item */
	struct checklist_rule *plan;	/* one for each rule */
};

/* The newest published edition of `code`; NULL and ERR_NOTFOUND when there is
 * none. Free with checklist_free(). */
struct checklist *checklist_load(struct db *db, const char *code, struct err *e);
/* The edition of that number, published or not: what a screening was made with. */
struct checklist *checklist_load_edition(struct db *db, int64_t id,
    struct err *e);
void checklist_free(struct checklist *c);
/* The same, read once a login: borrowed, until checklists_free(). A published edition does not
 * change; one whose head has been written since is read again. */
const struct checklist *checklist_kept(struct practice *p, int64_t id, struct err *e);
void checklists_free(struct practice *p);	/* those that it keeps */
/* Looks up what evaluating needs, once head, items and rules are there. */
void checklist_finish(struct checklist *c);

/* Which text of the card it is, from 0; -1: none. */
int checklist_card_text(const struct checklist *c, size_t item);
/* Index of an item by its code; -1. */
int checklist_item(const struct checklist *c, const char *code);
/* Adds the item's name as used in a verdict: "filler" for filler_date, "skin in
 * area". */
void checklist_item_name(const struct checklist *c, size_t item, struct buf *out);
/* Some enabled rule reads it. Items filled from the card or the visits are not
 * asked. */
bool checklist_is_asked(const struct checklist *c, size_t item);

#endif
