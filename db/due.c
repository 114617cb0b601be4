/*
 * due.c - derived data: when clients are due for a service they have had (client_due), and
 * which visits of a series they have had (client_series).
 *
 * The views due_now and series_now say so; a visit, a client who is archived or not to be
 * booked any more, and a service with another interval change it.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

/* The fields it is made from. A visit's are all. */
static const char *const client_from[] = { "archived", "do_not_book", NULL };
static const char *const service_from[] = { "series_count", "series_days", "return_months",
    "active", NULL };

bool
due_depends(const struct change_reader *r, const struct record_type *type)
{
	return type == &record_client ? change_touches(r, type, client_from) :
	    type == &record_service && change_touches(r, type, service_from);
}

static bool
count_of(struct db *db, int64_t client, int64_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_due_count");

	stmt_set_int(st, "client", client);
	*n = stmt_next(st) ? stmt_int(st, "n") : 0;
	return stmt_end(st, e);
}

bool
due_put_client(struct db *db, int64_t client, struct err *e)
{
	static const char *const names[] = { "derive_due_gone", "derive_due_put",
	    "derive_series_gone", "derive_series_put" };
	int64_t before, after;
	size_t i;

	if (!count_of(db, client, &before, e))
		return false;
	for (i = 0; i < ARRAY_LEN(names); i++) {
		struct stmt *st = db_stmt(db, names[i]);

		stmt_set_int(st, "client", client);
		if (!stmt_run(st, e))
			return false;
	}
	return count_of(db, client, &after, e) &&
	    (after == before || derive_total(db, "client_due", after - before, e));
}

/* By its clients: asked about a service, the view would be made whole. */
bool
due_put_service(struct db *db, int64_t service, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_due_clients_of");
	int64_t *clients = NULL;
	size_t n = 0, cap = 0, i;
	bool ok;

	stmt_set_int(st, "service", service);
	while (stmt_next(st)) {
		GROW(clients, cap, n + 1);
		clients[n++] = stmt_int(st, "client");
	}
	ok = stmt_end(st, e);
	for (i = 0; ok && i < n; i++)
		ok = due_put_client(db, clients[i], e);
	free(clients);
	return ok;
}

bool
due_all(struct db *db, struct err *e)
{
	static const char *const names[] = { "derive_clear_due", "derive_all_due",
	    "derive_all_due_total", "derive_clear_series", "derive_all_series" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (!stmt_run(db_stmt(db, names[i]), e))
			return false;
	return true;
}

bool
due_compare(struct db *db, const struct finder *f, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_due_differ");

	while (stmt_next(st))
		finder_say(f, "When client %lld is due for service %lld is not what the visits "
		    "say.", (long long)stmt_int(st, "client"),
		    (long long)stmt_int(st, "service"));
	if (!stmt_end(st, e))
		return false;
	st = db_stmt(db, "derive_due_total_differs");
	if (stmt_next(st))
		finder_say(f, "How many clients are due is not what is kept of it.");
	if (!stmt_end(st, e))
		return false;
	st = db_stmt(db, "derive_series_differ");
	if (stmt_next(st) && stmt_int(st, "n") != 0)
		finder_say(f, "Of %lld visit%s of a series, which one of it they are is not what "
		    "the visits say.", (long long)stmt_int(st, "n"),
		    text_plural(stmt_int(st, "n")));
	return stmt_end(st, e);
}
