/*
 * calls.c - who waits in the model, who is called, and who takes a time that is free.
 */
#include "base/mem.h"
#include "practice/due.h"
#include "practice/waiting.h"
#include "tests/model/model.h"

#define OPEN "waiting WHERE ended_on IS NULL"
#define DAYS 4

/* Sets what somebody may wish for, or no longer. */
static void
wish(struct model *m, struct record *r)
{
	char iso[DATE_ISO_SIZE];

	record_set_null(r, "staff");
	record_set_null(r, "days");
	record_set_null(r, "after");
	record_set_null(r, "before");
	if (dice(m, 3) == 0)
		record_set_int(r, "staff", model_any(m,
		    "staff WHERE role IN ('owner', 'practitioner')"));
	if (dice(m, 4) == 0)
		record_set_int(r, "days", 1 + dice(m, 127));
	if (dice(m, 4) == 0)
		record_set_int(r, "after", 60 * (int64_t)(9 + dice(m, 4)));
	if (dice(m, 4) == 0)
		record_set_int(r, "before", 60 * (int64_t)(14 + dice(m, 5)));
	if (dice(m, 4) == 0)
		record_set_text(r, "until", date_to_iso(m->day + (date_day)dice(m, DAYS), iso));
	record_set_int(r, "urgent", dice(m, 4) == 0);
}

bool
op_wait(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_waiting);

	record_set_int(r, "client", model_any(m, "client"));
	record_set_int(r, "service", model_any(m, "service WHERE active"));
	wish(m, r);
	return waiting_add(l->p, r, NULL, e);
}

bool
op_wait_edit(struct model *m, struct login *l, struct err *e)
{
	int64_t id = model_any(m, dice(m, 6) == 0 ? "waiting" : OPEN);
	AUTO_RECORD struct record *base = NULL, *mine = NULL;

	if (id == 0)
		return model_nothing(m);
	base = waiting_get(l->p, id, e);
	if (base == NULL)
		return false;
	mine = record_copy(base);
	wish(m, mine);
	return waiting_save(l->p, mine, base, NULL, NULL, e);
}

bool
op_wait_end(struct model *m, struct login *l, struct err *e)
{
	int64_t ids[2] = { model_any(m, OPEN), model_any(m, OPEN) };

	return ids[0] == 0 ? model_nothing(m) :
	    waiting_end(l->p, ids, 1 + dice(m, ARRAY_LEN(ids)), "not_wanted", e);
}

/* A row of Due, copied out of the list; 0: there is none of those kinds. */
static bool
any_row(struct model *m, struct login *l, unsigned kinds, struct due_list *list,
    const struct due_row **row, struct err *e)
{
	size_t i, n = 0, at;

	*row = NULL;
	if (!due_read(l->p, false, NULL, list, e))
		return false;
	for (i = 0; i < list->n; i++)
		n += kinds >> list->rows[i].kind & 1;
	at = n > 0 ? dice(m, (unsigned)n) : 0;
	for (i = 0; n > 0; i++)
		if ((kinds >> list->rows[i].kind & 1) != 0 && at-- == 0) {
			*row = &list->rows[i];
			break;
		}
	return true;
}

/* The booking that is wanted sooner goes to the free time. */
static bool
move_there(struct model *m, struct login *l, const struct due_row *row, struct err *e)
{
	AUTO_RECORD struct record *base = session_get(l->p, row->session, e);
	AUTO_RECORD struct record *mine = base != NULL ? record_copy(base) : NULL;
	char iso[DATE_ISO_SIZE];
	bool alone = model_int(m, "SELECT count(*) FROM session WHERE %lld IN (id, joined) OR "
	    "id = (SELECT joined FROM session WHERE id = %lld)", (long long)row->session,
	    (long long)row->session) == 1;

	if (mine == NULL)
		return false;
	record_set_text(mine, "date", date_to_iso(row->day, iso));
	record_set_int(mine, "start", row->start);
	record_set_int(mine, "staff", row->staff);
	if (session_save(l->p, mine, base, NULL, NULL, NULL, e))
		return true;
	return alone && record_is_null(base, "room") && record_is_null(base, "device") ?
	    model_offered(m, false, e) : false;
}

static bool
book_there(struct model *m, struct login *l, const struct due_row *row, struct err *e)
{
	AUTO_RECORD struct record *r = session_new(l->p, row->client, false);
	char iso[DATE_ISO_SIZE];

	record_set_int(r, "service", row->service);
	record_set_int(r, "staff", row->staff);
	record_set_text(r, "date", date_to_iso(row->day, iso));
	record_set_int(r, "start", row->start);
	return model_offered(m, session_book(l->p, r, NULL, 0, NULL, NULL, e), e);
}

/* Who waits takes the time that Due offers. */
bool
op_take(struct model *m, struct login *l, struct err *e)
{
	struct due_list list = { .rows = NULL };
	const struct due_row *row;
	bool ok = any_row(m, l, 1u << DUE_WAITING, &list, &row, e);

	if (ok && row == NULL)
		ok = model_nothing(m);
	else if (ok)
		ok = row->session != 0 ? move_there(m, l, row, e) : book_there(m, l, row, e);
	due_list_free(&list);
	return ok;
}

bool
op_try(struct model *m, struct login *l, struct err *e)
{
	struct due_list list = { .rows = NULL };
	struct contact_cause cause;
	const struct due_row *row;
	bool ok = practice_may(l->p, ACTION_WRITE_SESSIONS, e) &&
	    any_row(m, l, (1u << DUE_KINDS) - 1, &list, &row, e);

	if (ok && row == NULL)
		ok = model_nothing(m);
	else if (ok)
		ok = due_cause(row, &cause, e) && contact_write(l->p, &cause, 1,
		    (enum contact_outcome)dice(m, CONTACT_OUTCOMES), NULL, e);
	due_list_free(&list);
	return ok;
}
