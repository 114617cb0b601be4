/*
 * derive.c - derived data, made from the records after every write.
 *
 * Sort keys, phone digits, the search index, one row of counts a client, row totals, the
 * newsletter's (consents.c) and when clients are due (due.c). Save, import, undo, redo and load all update them here;
 * nothing else writes these tables. `check` computes them again and compares.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

/* What the records say the derived rows of one client should be. */
struct derived {
	bool archived;
	struct buf sort_key, phone_key;
	struct buf names, digits, other;
};

#define DERIVED_INIT (struct derived){ false, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT }

static void
derived_free(struct derived *d)
{
	buf_free(&d->sort_key);
	buf_free(&d->phone_key);
	buf_free(&d->names);
	buf_free(&d->digits);
	buf_free(&d->other);
}

/* A name's folded words, and once more joined where marks divide them: O'Brien is found
 * as obrien and as o brien. */
static void
add_name(struct buf *out, const char *name)
{
	AUTO_BUF struct buf joined = BUF_INIT;
	size_t at;

	if (*name == '\0')
		return;
	if (out->len > 0)
		buf_addc(out, ' ');
	at = out->len;
	text_fold(out, name);
	text_fold_joined(&joined, name);
	if (strcmp(out->s + at, joined.s) != 0)
		buf_addf(out, " %s", joined.s);
}

/* The forms people search for: whole number, national number, last 7, last 4 digits. */
static void
add_digits(struct buf *out, const char *phone, const char *key)
{
	AUTO_BUF struct buf typed = BUF_INIT;
	size_t n = strlen(key);

	if (n == 0)
		return;
	text_digits(&typed, phone);
	buf_adds(out, key);
	if (strcmp(typed.s, key) != 0)
		buf_addf(out, " %s", typed.s);
	if (n > 10)
		buf_addf(out, " %s", key + n - 10);
	if (n > 7)
		buf_addf(out, " %s", key + n - 7);
	if (n > 4)
		buf_addf(out, " %s", key + n - 4);
}

/* Who was merged into a client is found by the old name, number and address too. */
static void
add_merged(struct db *db, int64_t client, const char *prefix, struct derived *d)
{
	struct stmt *st = db_stmt(db, "merge_names");

	stmt_set_int(st, "client", client);
	while (stmt_next(st)) {
		AUTO_BUF struct buf key = BUF_INIT;

		add_name(&d->names, stmt_text(st, "given"));
		add_name(&d->names, stmt_text(st, "family"));
		add_name(&d->names, stmt_text(st, "preferred"));
		text_phone_key(&key, stmt_text(st, "phone"), prefix);
		buf_addc(&d->digits, ' ');
		add_digits(&d->digits, stmt_text(st, "phone"), key.s);
		buf_addc(&d->other, ' ');
		text_fold(&d->other, stmt_text(st, "email"));
		buf_addc(&d->other, ' ');
		text_fold(&d->other, stmt_text(st, "external_id"));
	}
	stmt_end(st, NULL);
}

/* From a row with the client's fields. */
static void
derived_make(struct db *db, struct stmt *st, struct derived *d)
{
	d->archived = stmt_int(st, "archived") != 0;
	client_sort_key(stmt_text(st, "family"), stmt_text(st, "given"),
	    stmt_text(st, "preferred"), &d->sort_key);
	text_phone_key(&d->phone_key, stmt_text(st, "phone"), stmt_text(st, "phone_prefix"));
	add_name(&d->names, stmt_text(st, "given"));
	add_name(&d->names, stmt_text(st, "family"));
	add_name(&d->names, stmt_text(st, "preferred"));
	add_digits(&d->digits, stmt_text(st, "phone"), d->phone_key.s);
	text_fold(&d->other, stmt_text(st, "email"));
	buf_addc(&d->other, ' ');
	text_fold(&d->other, stmt_text(st, "external_id"));
	buf_addc(&d->other, ' ');
	text_fold(&d->other, stmt_text(st, "tags"));
	if (stmt_int(st, "merged") != 0)
		add_merged(db, stmt_int(st, "id"), stmt_text(st, "phone_prefix"), d);
}

static bool
derived_compute(struct db *db, int64_t client, struct derived *d, bool *found,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_client_names");

	*d = DERIVED_INIT;
	stmt_set_int(st, "client", client);
	*found = stmt_next(st);
	if (*found)
		derived_make(db, st, d);
	return stmt_end(st, e);
}

static bool
run_for(struct db *db, const char *name, int64_t client, struct err *e)
{
	struct stmt *st = db_stmt(db, name);

	stmt_set_int(st, "client", client);
	return stmt_run(st, e);
}

static bool
put_key(struct db *db, int64_t client, const struct derived *d, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_key_put");

	stmt_set_int(st, "client", client);
	stmt_set_int(st, "archived", d->archived);
	stmt_set_text(st, "sort_key", d->sort_key.s);
	stmt_set_text(st, "phone_key", d->phone_key.s);
	return stmt_run(st, e);
}

static bool
put_search(struct db *db, int64_t client, const struct derived *d, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_search_insert");

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "names", d->names.s);
	stmt_set_text(st, "digits", d->digits.s);
	stmt_set_text(st, "other", d->other.s);
	return stmt_run(st, e);
}

/* Is it in the search index with these words? */
static bool
search_has(struct db *db, int64_t client, const struct derived *d)
{
	struct stmt *st = db_stmt(db, "derive_search_get");
	bool same;

	stmt_set_int(st, "client", client);
	same = stmt_next(st) && strcmp(stmt_text(st, "names"), d->names.s) == 0 &&
	    strcmp(stmt_text(st, "digits"), d->digits.s) == 0 &&
	    strcmp(stmt_text(st, "other"), d->other.s) == 0;
	return stmt_end(st, NULL) && same;
}

/* Most changes of a client change no word of it. */
static bool
put_names(struct db *db, int64_t client, struct err *e)
{
	struct derived d;
	bool found, ok;

	ok = derived_compute(db, client, &d, &found, e);
	if (ok && !found)
		ok = run_for(db, "derive_search_delete", client, e) &&
		    run_for(db, "derive_key_delete", client, e);
	else if (ok)
		ok = put_key(db, client, &d, e) && (search_has(db, client, &d) ||
		    (run_for(db, "derive_search_delete", client, e) &&
		    put_search(db, client, &d, e)));
	derived_free(&d);
	return ok;
}

bool
db_key_now(struct db *db, int64_t client, struct err *e)
{
	struct derived d;
	bool found, ok;

	BUG_IF(db->entry == 0);
	ok = derived_compute(db, client, &d, &found, e) && found &&
	    put_key(db, client, &d, e);
	derived_free(&d);
	return ok;
}

static const char *const stat_counts[] = {
	"sessions_done", "no_shows", "late_cancels", "visits"
};
static const char *const stat_days[] = { "first_visit", "last_visit" };

static bool
put_stat(struct db *db, int64_t client, struct err *e)
{
	struct stmt *from = db_stmt(db, "derive_stat_compute");
	struct stmt *to = db_stmt(db, "derive_stat_put");
	size_t i;
	bool ok;

	stmt_set_int(from, "client", client);
	if (!stmt_next(from))
		return stmt_end(from, e) &&
		    run_for(db, "derive_stat_delete", client, e);
	stmt_set_int(to, "client", client);
	for (i = 0; i < ARRAY_LEN(stat_counts); i++)
		stmt_set_int(to, stat_counts[i], stmt_int(from, stat_counts[i]));
	for (i = 0; i < ARRAY_LEN(stat_days); i++)
		stmt_set_text(to, stat_days[i], stmt_text(from, stat_days[i]));
	ok = stmt_run(to, e);
	return stmt_end(from, ok ? e : NULL) && ok;
}

bool
derive_total(struct db *db, const char *name, int64_t n, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_total_add");

	stmt_set_text(st, "name", name);
	stmt_set_int(st, "n", n);
	return stmt_run(st, e);
}

bool
db_total(struct db *db, const struct record_type *t, int64_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_total_get");

	stmt_set_text(st, "name", t->name);
	*n = stmt_next(st) ? stmt_int(st, "n") : 0;
	return stmt_end(st, e);
}

/* --- of all clients ------------------------------------------------------------ */

/* The earlier of the first visit that was imported and the first one here; "": none. */
static const char *
first_visit(struct stmt *st, const struct stat_counts *now, char iso[DATE_ISO_SIZE])
{
	const char *said = stmt_text(st, "said_first");

	date_to_iso(now->first_visit, iso);
	return *said == '\0' || (*iso != '\0' && strcmp(said, iso) >= 0) ? iso : said;
}

/* From the tally, and the row of derive_clients. */
static bool
put_told_stat(struct db *db, struct stmt *st, int64_t client, const struct stat_counts *now,
    struct err *e)
{
	struct stmt *to = db_stmt(db, "derive_stat_put");
	char first[DATE_ISO_SIZE], last[DATE_ISO_SIZE];

	stmt_set_int(to, "client", client);
	stmt_set_int(to, "sessions_done", now->sessions_done);
	stmt_set_int(to, "no_shows", now->no_shows);
	stmt_set_int(to, "late_cancels", now->late_cancels);
	stmt_set_int(to, "visits", now->visits);
	stmt_set_text(to, "first_visit", first_visit(st, now, first));
	stmt_set_text(to, "last_visit", date_to_iso(now->last_visit, last));
	return stmt_run(to, e);
}

/* Of the client in the row of derive_clients; nothing is there yet. */
static bool
put_all_of(struct db *db, struct stmt *st, const struct tally *t, struct err *e)
{
	int64_t client = stmt_int(st, "id");
	const struct stat_counts *now = tally_of(t, client);
	struct derived d = DERIVED_INIT;
	bool ok;

	derived_make(db, st, &d);
	ok = put_key(db, client, &d, e) && put_search(db, client, &d, e) &&
	    (now != NULL ? put_told_stat(db, st, client, now, e) : put_stat(db, client, e));
	derived_free(&d);
	return ok;
}

/* --- after a write ---------------------------------------------------------- */

struct touched {
	struct db *db;
	int64_t *names, *stats;		/* clients */
	int64_t *dues, *services;	/* clients; services whose clients are due otherwise */
	int64_t *events, *addresses;	/* of the newsletter */
	size_t n_names, cap_names, n_stats, cap_stats;
	size_t n_dues, cap_dues, n_services, cap_services;
	size_t n_events, cap_events, n_addresses, cap_addresses;
	int64_t states[CONSENT_STATES];	/* change of addresses in each */
	int64_t *totals;		/* change of row count, as record_types */
	bool all;
};

static void
touch(int64_t **list, size_t *n, size_t *cap, int64_t client)
{
	if (client == 0 || (*n > 0 && (*list)[*n - 1] == client))
		return;
	GROW(*list, *cap, *n + 1);
	(*list)[(*n)++] = client;
}

/* The fields of a client that its names are derived from, and its counts. */
static const char *const names_from[] = { "given", "family", "preferred", "phone", "email",
    "external_id", "tags", "archived", NULL };
static const char *const stats_from[] = { "first_visit", NULL };

bool
change_touches(const struct change_reader *r, const struct record_type *type,
    const char *const *fields)
{
	for (; r->op == 'U' && *fields != NULL; fields++)
		if (change_new(r, COLUMN_FIELDS + record_field_index(type, *fields)) != NULL)
			return true;
	return r->op != 'U';
}

static bool
touch_change(const struct change *ch, void *arg)
{
	struct touched *t = arg;
	struct change_reader r;
	int64_t owner, former;
	const struct record_type *type = record_type_find(ch->table);

	if (ch->op != 'U')
		t->totals[type_index(type)] += ch->op == 'I' ? 1 : -1;
	if (type == &record_practice)	/* the phone prefix may have changed */
		t->all = true;
	if (type == &record_client) {
		change_read(&r, ch);
		if (change_touches(&r, type, names_from)) {
			touch(&t->names, &t->n_names, &t->cap_names, ch->row);
			touch(&t->names, &t->n_names, &t->cap_names,
			    db_client_leads_to(t->db, ch->row));
		}
		if (change_touches(&r, type, stats_from))
			touch(&t->stats, &t->n_stats, &t->cap_stats, ch->row);
		if (due_depends(&r, type))
			touch(&t->dues, &t->n_dues, &t->cap_dues, ch->row);
	} else if (type == &record_service) {
		change_read(&r, ch);
		if (due_depends(&r, type))
			touch(&t->services, &t->n_services, &t->cap_services, ch->row);
	} else if (type == &record_session || type == &record_receipt ||
	    type == &record_receipt_line) {
		change_owner(t->db, ch, &owner, &former);
		touch(&t->stats, &t->n_stats, &t->cap_stats, owner);
		touch(&t->stats, &t->n_stats, &t->cap_stats, former);
		if (type == &record_session) {
			touch(&t->dues, &t->n_dues, &t->cap_dues, owner);
			touch(&t->dues, &t->n_dues, &t->cap_dues, former);
		}
	} else if (type == &record_client_merge) {
		change_owner(t->db, ch, &owner, &former);
		touch(&t->names, &t->n_names, &t->cap_names, owner);
	} else if (type == &record_consent_event) {
		/* they are only added; an erasure changes words of theirs, which do not count */
		if (ch->op == 'I')
			touch(&t->events, &t->n_events, &t->cap_events, ch->row);
	} else if (type == &record_subscriber) {
		touch(&t->addresses, &t->n_addresses, &t->cap_addresses, ch->row);
		consents_count(ch, t->states);
	}
	return true;
}

static int
id_cmp(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static bool
put_each(struct db *db, int64_t *list, size_t n,
    bool (*put)(struct db *, int64_t, struct err *), struct err *e)
{
	size_t i;

	if (n > 1)
		qsort(list, n, sizeof(*list), id_cmp);
	for (i = 0; i < n; i++)
		if ((i == 0 || list[i] != list[i - 1]) && !put(db, list[i], e))
			return false;
	return true;
}

bool
derive_from(struct db *db, const void *changeset, size_t n, struct err *e)
{
	struct touched t = { .db = db };
	size_t i, types = type_count();
	bool ok = true;

	if (n == 0)
		return true;
	t.totals = xcalloc(types, sizeof(*t.totals));
	if (!changeset_split(changeset, n, touch_change, &t)) {
		ok = changeset_unread(e);
	} else if (t.all) {
		ok = derive_all(db, e);
	} else {
		ok = put_each(db, t.names, t.n_names, put_names, e) &&
		    put_each(db, t.stats, t.n_stats, put_stat, e) &&
		    put_each(db, t.dues, t.n_dues, due_put_client, e) &&
		    put_each(db, t.services, t.n_services, due_put_service, e) &&
		    put_each(db, t.events, t.n_events, consents_put_event, e) &&
		    put_each(db, t.addresses, t.n_addresses, consents_put_address, e) &&
		    consents_put_states(db, t.states, e);
		for (i = 0; ok && i < types; i++)
			if (t.totals[i] != 0)
				ok = derive_total(db, record_types[i]->name,
				    t.totals[i], e);
	}
	free(t.names);
	free(t.stats);
	free(t.dues);
	free(t.services);
	free(t.events);
	free(t.addresses);
	free(t.totals);
	return ok;
}

bool
count_table(struct db *db, const char *table, int64_t *n, struct err *e)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) AS n FROM \"%s\"", table);
	struct stmt st = { .name = table };
	bool ok;

	*n = 0;
	if (!stmt_prepare(db, &st, sql, e))
		return false;
	if (stmt_next(&st))
		*n = stmt_int(&st, "n");
	ok = stmt_end(&st, e);
	stmt_close(&st);
	return ok;
}

bool
derive_all(struct db *db, struct err *e)
{
	static const char *const clears[] = { "derive_clear_keys",
	    "derive_clear_search", "derive_clear_stats", "derive_clear_totals" };
	struct stmt *st;
	struct tally t;
	int64_t n;
	size_t i;
	bool ok = true;

	for (i = 0; ok && i < ARRAY_LEN(clears); i++)
		ok = stmt_run(db_stmt(db, clears[i]), e);
	ok = ok && consents_all(db, e) && due_all(db, e);
	for (i = 0; ok && record_types[i] != NULL; i++)
		ok = count_table(db, record_types[i]->name, &n, e) &&
		    derive_total(db, record_types[i]->name, n, e);
	if (!ok)
		return false;
	ok = tally_begin(db, &t, e);
	st = db_stmt(db, "derive_clients");
	while (ok && stmt_next(st))
		ok = put_all_of(db, st, &t, e);
	tally_end(&t);
	return stmt_end(st, ok ? e : NULL) && ok;
}

/* --- comparing ---------------------------------------------------------------- */

/* Each against the row of derive_clients. */

static void
compare_names(struct db *db, struct stmt *st, const struct finder *f, int64_t client)
{
	struct derived d = DERIVED_INIT;

	derived_make(db, st, &d);
	if (stmt_is_null(st, "has_key") || stmt_int(st, "key_archived") != d.archived ||
	    strcmp(stmt_text(st, "sort_key"), d.sort_key.s) != 0 ||
	    strcmp(stmt_text(st, "phone_key"), d.phone_key.s) != 0)
		finder_say(f, "Sort key of client %lld is not what its record "
		    "says.", (long long)client);
	if (stmt_is_null(st, "has_words") ||
	    strcmp(stmt_text(st, "names"), d.names.s) != 0 ||
	    strcmp(stmt_text(st, "digits"), d.digits.s) != 0 ||
	    strcmp(stmt_text(st, "other"), d.other.s) != 0)
		finder_say(f, "Search words of client %lld are not what its "
		    "record says.", (long long)client);
	derived_free(&d);
}

/* Are the counts what the tally says? */
static bool
stat_fits(struct stmt *st, const struct stat_counts *now)
{
	const int64_t counts[] = { now->sessions_done, now->no_shows, now->late_cancels,
	    now->visits };
	char first[DATE_ISO_SIZE], last[DATE_ISO_SIZE];
	size_t i;

	for (i = 0; i < ARRAY_LEN(stat_counts); i++)
		if (stmt_int(st, stat_counts[i]) != counts[i])
			return false;
	return strcmp(stmt_text(st, "first_visit"), first_visit(st, now, first)) == 0 &&
	    strcmp(stmt_text(st, "last_visit"), date_to_iso(now->last_visit, last)) == 0;
}

/* The tally does not know this client. */
static bool
stat_fits_asked(struct db *db, struct stmt *st, int64_t client, bool *fits, struct err *e)
{
	struct stmt *from = db_stmt(db, "derive_stat_compute");
	size_t i;

	stmt_set_int(from, "client", client);
	*fits = stmt_next(from);
	for (i = 0; *fits && i < ARRAY_LEN(stat_counts); i++)
		*fits = stmt_int(from, stat_counts[i]) == stmt_int(st, stat_counts[i]);
	for (i = 0; *fits && i < ARRAY_LEN(stat_days); i++)
		*fits = strcmp(stmt_text(from, stat_days[i]), stmt_text(st, stat_days[i])) == 0;
	return stmt_end(from, e);
}

static bool
compare_stat(struct db *db, const struct tally *t, struct stmt *st, const struct finder *f,
    int64_t client, struct err *e)
{
	const struct stat_counts *now = tally_of(t, client);
	bool fits = !stmt_is_null(st, "has_stat");

	if (fits && now != NULL)
		fits = stat_fits(st, now);
	else if (fits && !stat_fits_asked(db, st, client, &fits, e))
		return false;
	if (!fits)
		finder_say(f, "Counts of client %lld are not what its records say.",
		    (long long)client);
	return true;
}

static bool
compare_totals(struct db *db, const struct finder *f, struct err *e)
{
	int64_t n, kept;
	size_t i;

	for (i = 0; record_types[i] != NULL; i++) {
		if (!count_table(db, record_types[i]->name, &n, e) ||
		    !db_total(db, record_types[i], &kept, e))
			return false;
		if (n != kept)
			finder_say(f, "The kept total of %s is %lld and there are %lld.",
			    record_types[i]->plural, (long long)kept, (long long)n);
	}
	return consents_compare(db, f, e) && due_compare(db, f, e);
}

static bool
compare_clients(struct db *db, const struct tally *t, const struct finder *f, struct err *e)
{
	struct stmt *st = db_stmt(db, "derive_clients");
	bool ok = true;

	while (ok && stmt_next(st)) {
		int64_t client = stmt_int(st, "id");

		compare_names(db, st, f, client);
		ok = compare_stat(db, t, st, f, client, e);
	}
	return stmt_end(st, ok ? e : NULL) && ok;
}

bool
derive_compare(struct db *db, const struct finder *f, struct err *e)
{
	struct tally t;
	struct stmt *st;
	bool ok = tally_begin(db, &t, e) && compare_clients(db, &t, f, e) &&
	    compare_totals(db, f, e);

	tally_end(&t);
	if (!ok)
		return false;
	st = db_stmt(db, "derive_orphans");
	while (stmt_next(st))
		finder_say(f, "%s has a row for client %lld, who does not exist.",
		    stmt_text(st, "name"), (long long)stmt_int(st, "client"));
	return stmt_end(st, e);
}
