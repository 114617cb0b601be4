/*
 * due_moves.c - whose visit cannot stand: who was to treat them is away, or the practice is
 * closed, since they booked.
 *
 * Nothing of it is kept: it follows from the time off that was written (once, not each week)
 * and the visits that still stand in it. What was booked in spite of it, with a reason,
 * stands.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/due_inside.h"
#include "practice/ill.h"
#include "practice/naming.h"
#include "practice/rules.h"

void
due_take_visit(struct stmt *st, struct due_row *r)
{
	AUTO_BUF struct buf code = BUF_INIT;

	due_take_person(st, r);
	due_take_service(st, r);
	r->session = stmt_int(st, "session");
	r->day = stmt_date(st, "date");
	r->start = stmt_is_null(st, "start") ? -1 : (int)stmt_int(st, "start");
	r->numbing = (int)stmt_int(st, "numbing");
	naming_add_code(stmt_text(st, "staff_code"), stmt_text(st, "staff_name"), &code);
	r->staff_code = buf_steal(&code);
}

bool
due_cannot_stand(const struct due_reading *x, int64_t session)
{
	size_t i;

	for (i = 0; i < x->n_cannot; i++)
		if (x->cannot[i] == session)
			return true;
	return false;
}

/* --- does it stand? --------------------------------------------------------------------- */

/* A booking on a day on which somebody is off. */
struct booking {
	struct due_row row;
	char hidden[DATE_ISO_SIZE];	/* as the statement says it */
};

/* Sets why it does not stand; NULL: it does, or is over. */
static bool
ask(struct due_reading *x, struct due_row *row, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(x->p->db, &record_session, row->session, e);
	AUTO_BUF struct buf unusual = BUF_INIT;
	struct slot_want w;
	char kept[200];		/* the length of `insisted` */

	if (r == NULL)
		return false;
	w = slot_want_of(r);
	if (!slot_away(&x->book, &w) || slot_moment(&w) + w.numbing + w.minutes <= rules_now())
		return true;
	slot_unusual(&x->book, &w, &unusual);
	text_copy(kept, sizeof(kept), unusual.s);
	if (strncmp(record_text(r, "insisted"), kept, strlen(kept)) != 0)
		row->why = buf_steal(&unusual);
	return true;
}

/* Lists what does not stand, unless a try hides it. */
static bool
take(struct due_reading *x, struct booking *b, struct err *e)
{
	bool ok = ask(x, &b->row, e);

	if (ok && b->row.why != NULL) {
		GROW(x->cannot, x->cap_cannot, x->n_cannot + 1);
		x->cannot[x->n_cannot++] = b->row.session;
		if (!due_is_hidden(x, b->hidden) &&
		    !due_full(x->out, DUE_MOVES, x->out->counts[DUE_MOVES])) {
			*due_add(x->out, DUE_MOVES) = b->row;
			return true;
		}
	}
	due_row_free(&b->row);
	return ok;
}

/* --- who could take it ------------------------------------------------------------------ */

/* Adds "; nobody else does it", "; Jonas, room B is free". */
static void
add_offer(const struct ill_offer *o, struct due_row *r)
{
	char *why = xasprintf("%s; %s%s", r->why, o->to, o->goes ? " could" : "");

	free(r->why);
	r->why = why;
}

static bool
add_offers(struct due_reading *x, struct err *e)
{
	struct due_list *l = x->out;
	AUTO_FREE struct ill_offer *offers = xcalloc(l->n + 1, sizeof(*offers));
	AUTO_FREE int64_t *ids = xcalloc(l->n + 1, sizeof(*ids));
	size_t i, k;

	for (i = 0; i < l->n; i++)
		ids[i] = l->rows[i].session;
	if (l->n == 0 || !practice_allows(x->p, ACTION_WRITE_SESSIONS))
		return true;
	if (!ill_offers(x->p, ids, l->n, 0, offers, e))
		return false;
	for (i = 0; i < l->n; i++)
		for (k = 0; k < l->n; k++)
			if (offers[k].move.session == l->rows[i].session)
				add_offer(&offers[k], &l->rows[i]);
	return true;
}

/* --- all of them ------------------------------------------------------------------------ */

bool
due_read_moves(struct due_reading *x, bool why, struct err *e)
{
	struct stmt *st = db_stmt(x->p->db, "due_moves");
	struct booking *list = NULL;
	char iso[DATE_ISO_SIZE];
	size_t n = 0, cap = 0, i;
	bool ok;

	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	stmt_set_int(st, "staff", x->staff);
	while (stmt_next(st)) {
		GROW(list, cap, n + 1);
		list[n] = (struct booking){ .row = { .kind = DUE_MOVES, .seen = DATE_NONE,
		    .last.hidden_until = DATE_NONE, .since = stmt_int(st, "since") } };
		due_take_visit(st, &list[n].row);
		text_copy(list[n++].hidden, DATE_ISO_SIZE, stmt_text(st, "hidden"));
	}
	ok = stmt_end(st, e);
	for (i = 0; i < n; i++)
		if (!ok)
			due_row_free(&list[i].row);
		else
			ok = take(x, &list[i], e);
	free(list);
	return ok && (!why || add_offers(x, e));
}
