/*
 * write.c - see write.h.
 */
#include "practice/write.h"

#include "base/clock.h"
#include "db/db.h"
#include "practice/drafts_place.h"

struct ending {
	struct practice *p;
	int64_t slot, entry;
	char mark[17];		/* "": its file was not marked */
};

/* The file beside the practice file cannot be removed in the same transaction. From
 * here until after the COMMIT its name has the journal entry that saves it, so that
 * whoever finds it can look in the journal. */
static void
mark(struct db *db, void *arg)
{
	struct ending *m = arg;

	m->entry = db_entry(db);
	if (db_journal_mark(db, m->entry, m->mark, NULL) && m->mark[0] != '\0')
		drafts_slot_mark(m->p, m->slot, m->entry, m->mark);
}

bool
practice_write(struct practice *p, const char *label,
    bool (*fn)(struct db *db, void *arg, struct err *e), void *arg, struct draft *draft,
    struct err *e)
{
	struct ending m = { .p = p };
	struct db_ending ending = { .before = mark, .arg = &m };
	bool ok;

	if (draft == NULL)
		return db_write(p->db, "change", label, fn, arg, e);
	m.slot = draft->slot;
	ending.draft = draft->id;
	drafts_slot_take(p, draft->slot);
	ok = db_write_ending(p->db, &ending, "change", label, fn, arg, e);
	if (m.mark[0] != '\0')
		drafts_slot_settle(p, m.slot, m.entry, m.mark, ok);
	if (ok) {
		drafts_slot_end(p, draft->slot);
		draft->id = draft->slot = 0;
	}
	return ok;
}

void
practice_enter_late(const struct practice *p, struct record *r)
{
	record_set_int(r, "entered_at", clock_now());
	record_set_int(r, "entered_by", p->staff->id);
}

bool
practice_ask_past(date_day day, struct err *e)
{
	char words[24];

	return day < clock_today() || err_set(e, ERR_INVALID, "date", "%s is not past; what "
	    "was done on paper is of an earlier day.", date_to_words(day, true, words));
}
