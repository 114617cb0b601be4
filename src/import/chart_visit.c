/*
 * chart_visit.c - the visit that a row of a chart is of: the one it names, else the client's
 * on that day.
 */
#include "base/mem.h"
#include "import/inside.h"
#include "practice/naming.h"

/* A time in the date's cell counts where the row has no other. */
static void
set_start(struct import *im)
{
	struct import_value *date = import_value(im, "date"), *start = import_value(im, "start");

	if (start->v.kind == VALUE_NULL && date->minutes > 0)
		value_set_int(&start->v, date->minutes);
}

static bool
agrees(struct import *im, const struct record *visit, int64_t client)
{
	const struct value *date = &import_value(im, "date")->v;

	return (client == 0 || record_int(visit, "client") == client) &&
	    (date->kind == VALUE_NULL || value_equal(date, record_value(visit, "date")));
}

/* The visit of that number or other id, if client and day are those of the row. */
static bool
visit_by_id(struct import *im, int64_t client, struct record **visit, struct err *e)
{
	int64_t id;

	if (!import_given(im, "session"))
		return true;
	if (!import_link(im, &record_session, "session", import_text(im, "session"), &id, e))
		return e->code == ERR_INVALID && client != 0;
	*visit = db_get(im->db, &record_session, id, e);
	if (*visit == NULL)
		return false;
	if (!agrees(im, *visit, client)) {
		record_free(*visit);
		*visit = NULL;
	}
	return *visit != NULL || client != 0 || err_set(e, ERR_INVALID, "session",
	    "That visit is on another day here");
}

static bool
no_visit(struct import *im, int64_t client, const char *what, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;
	char words[24];

	naming_add_id(im->p, &record_client, client, &name);
	return err_set(e, ERR_INVALID, "date", "%s %s on %s%s", name.s, what,
	    date_to_words(date_from_iso(import_value(im, "date")->v.s), false, words),
	    import_value(im, "start")->v.kind == VALUE_INT ? " at that time" : "");
}

static bool
visit_by_day(struct import *im, int64_t client, int64_t service, struct record **visit,
    struct err *e)
{
	const struct value *date = &import_value(im, "date")->v;
	int64_t id = 0, other = 0;
	struct stmt *st;

	if (client == 0 || date->kind != VALUE_TEXT)
		return err_set(e, ERR_INVALID, client == 0 ? "client" : "date", "%s is missing",
		    client == 0 ? "Client" : "Date");
	st = db_stmt(im->db, "import_visit");
	stmt_set_int(st, "client", client);
	stmt_set_value(st, "date", date);
	stmt_set_value(st, "start", &import_value(im, "start")->v);
	if (service != 0)
		stmt_set_int(st, "service", service);
	if (stmt_next(st))
		id = stmt_int(st, "id");
	if (stmt_next(st))
		other = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	if (id == 0)
		return no_visit(im, client, "was not treated", e);
	if (other != 0)
		return no_visit(im, client, "was treated more than once", e);
	*visit = db_get(im->db, &record_session, id, e);
	return *visit != NULL;
}

bool
import_visit(struct import *im, struct record **visit, struct err *e)
{
	int64_t client, service;

	set_start(im);
	return import_link_of(im, &record_client, &client, e) &&
	    import_link_of(im, &record_service, &service, e) && visit_by_id(im, client, visit, e) &&
	    (*visit != NULL || visit_by_day(im, client, service, visit, e));
}
