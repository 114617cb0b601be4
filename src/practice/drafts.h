/*
 * drafts.h - what was typed and not yet saved.
 *
 * A draft belongs to the person who typed it and holds texts as typed, valid or not.
 * While typing goes on it stands in a file of its own beside the practice file,
 * FILE.drafts/STAFF-N.json, readable by its owner alone, so that nobody waits for
 * anybody (practice_draft_beside()). When the form is left it goes into the practice
 * file, outside the journal (practice_draft_save()). Where that refuses (full disk,
 * another file under its name, somebody writing for long) the file beside it stays, is
 * offered like the others and goes in when it can. Where it stands in both, the newer
 * counts.
 *
 * A draft ends in the transaction that saves its record, or when the person discards it;
 * nothing else removes one. What a form saves by (client_save(), receipt_close()…) takes
 * the draft that ends with it, or NULL; saved, its id and slot are 0.
 *
 * Of a client who was erased nothing is kept any more: what is kept of such a draft is removed,
 * and its id and slot are 0.
 *
 * Drafts are a person's own: nobody sees another's. A role is asked for one thing: whoever
 * may no longer see what is medical is not shown what they typed of it before.
 */
#ifndef CHAIRSIDE_PRACTICE_DRAFTS_H
#define CHAIRSIDE_PRACTICE_DRAFTS_H

#include "base/clock.h"
#include "practice/practice.h"

struct draft_field {
	char *name, *text;	/* text as typed, several lines in a note; UTF-8 */
};

struct draft {
	int64_t id;		/* in the practice file; 0: not there */
	int64_t slot;		/* N of the file beside it; 0: none */
	instant at;		/* set when it is saved */
	char *form;		/* which form: "client", "screening"…; required */
	char *type;		/* record type's name, or NULL */
	int64_t record;		/* 0: a new one */
	int64_t base_version;	/* of the record when typing began */
	char *title;		/* what an offer calls it: "new client" */
	char *place;		/* field the cursor stood in, or NULL */
	char *extra;		/* what only this form understands, or NULL */
	struct draft_field *fields;
	size_t n_fields, cap_fields;
};
#define DRAFT_INIT { 0, 0, 0, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, 0, 0 }

/* Replaces one of the texts of `d` (copied; NULL is ""). */
void draft_set(struct draft *d, const char *name, const char *text);
const char *draft_get(const struct draft *d, const char *name);	/* NULL: none */
void draft_set_string(char **to, const char *text);	/* form, type, title, … */
/* The client whom line `i` names: "#12", or "12" of what it had when typing began; 0: none. */
int64_t draft_client(const struct draft *d, size_t i);
void draft_copy(struct draft *to, const struct draft *from);
void draft_free(struct draft *d);	/* what it holds; DRAFT_INIT afterwards */
#define AUTO_DRAFT __attribute__((cleanup(draft_free)))

/* Writes it into the practice file, in place of what was kept of it before; sets id.
 * Waits a second at most. Where the practice file refuses it goes beside it. False when
 * neither took it. */
bool practice_draft_save(struct practice *p, struct draft *d, struct err *e);
/* Keeps it although the practice file cannot be written, or need not be: in a file of
 * its own, without a lock and without touching the practice file; sets slot. Where there
 * is no room beside the practice file it goes into the folder that the machine keeps for
 * the account ($XDG_RUNTIME_DIR). */
bool practice_draft_beside(struct practice *p, struct draft *d, struct err *e);
/* Is it about a client who was erased, or does a line name one? */
bool practice_draft_erased(struct practice *p, const struct draft *d);
/* Removes what is kept of it. d->id and d->slot are 0 afterwards. */
bool practice_draft_discard(struct practice *p, struct draft *d, struct err *e);

struct drafts {
	struct draft *list;	/* newest first */
	size_t n;
};
#define DRAFTS_INIT { NULL, 0 }
#define DRAFTS_MAX 100

/* This login's newest drafts, those beside the file too; they are taken into it
 * where it lets them. A file there that cannot be read is left alone. */
bool practice_drafts(struct practice *p, struct drafts *out, struct err *e);
void drafts_free(struct drafts *ds);
/* May its texts be shown to this login? ERR_DENIED where one is of a field that the role
 * may not see: it stays kept as it is. */
bool practice_draft_shown(struct practice *p, const struct draft *d, struct err *e);

#endif
