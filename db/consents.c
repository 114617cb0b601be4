/*
 * consents.c - derived data of the newsletter.
 *
 * How many addresses are in each state (kept_total), by how much the number of those
 * subscribed changed in each quarter of an hour (kept_subscribed), and the opt-outs that
 * stand (kept_opt_out). The views subscribed_change and opt_out say what these are.
 */
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

static const struct choice *
state_choices(void)
{
	return record_field(&record_subscriber, "state")->choices;
}

/* Adds `by` to the state that the value names. */
static void
add_state(int64_t states[CONSENT_STATES], const struct change_cell *cell, int by)
{
	const struct choice *all = state_choices();
	size_t i;

	for (i = 0; cell != NULL && i < CONSENT_STATES && all[i].value != NULL; i++)
		if (cell->type == SQLITE_TEXT && cell->n == strlen(all[i].value) &&
		    memcmp(cell->bytes, all[i].value, cell->n) == 0)
			states[i] += by;
}

void
consents_count(const struct change *ch, int64_t states[CONSENT_STATES])
{
	int column = COLUMN_FIELDS + record_field_index(&record_subscriber, "state");
	struct change_reader r;

	change_read(&r, ch);
	add_state(states, change_old(&r, column), -1);
	add_state(states, change_new(&r, column), 1);
}

bool
consents_put_states(struct db *db, const int64_t states[CONSENT_STATES], struct err *e)
{
	const struct choice *all = state_choices();
	size_t i;

	for (i = 0; i < CONSENT_STATES && all[i].value != NULL; i++) {
		struct stmt *st;

		if (states[i] == 0)
			continue;
		st = db_stmt(db, "derive_state_add");
		stmt_set_text(st, "state", all[i].value);
		stmt_set_int(st, "n", states[i]);
		if (!stmt_run(st, e))
			return false;
	}
	return true;
}

static bool
run_with(struct db *db, const char *name, const char *parameter, int64_t id, struct err *e)
{
	struct stmt *st = db_stmt(db, name);

	stmt_set_int(st, parameter, id);
	return stmt_run(st, e);
}

bool
consents_put_address(struct db *db, int64_t address, struct err *e)
{
	return run_with(db, "derive_opt_out_clear", "subscriber", address, e) &&
	    run_with(db, "derive_opt_out_put", "subscriber", address, e);
}

bool
consents_put_event(struct db *db, int64_t event, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_consent_of");
	int64_t address = 0;

	stmt_set_int(st, "event", event);
	if (stmt_next(st))
		address = stmt_int(st, "subscriber");
	return stmt_end(st, e) && run_with(db, "derive_subscribed_add", "event", event, e) &&
	    consents_put_address(db, address, e);
}

bool
consents_all(struct db *db, struct err *e)
{
	static const char *const names[] = { "derive_clear_subscribed",
	    "derive_clear_opt_outs", "derive_all_states", "derive_all_subscribed",
	    "derive_all_opt_outs" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (!stmt_run(db_stmt(db, names[i]), e))
			return false;
	return true;
}

bool
consents_compare(struct db *db, const struct finder *f, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_consents_differ");
	int64_t n = stmt_next(st) ? stmt_int(st, "n") : 0;

	if (!stmt_end(st, e))
		return false;
	if (n > 0)
		finder_say(f, "What is kept of the newsletter is not what its records say.");
	return true;
}
