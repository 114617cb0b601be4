/*
 * watch.c - see watch.h.
 */
#include "practice/watch.h"

#include "base/clock.h"
#include "db/db.h"

bool
watch_begin(struct practice *p, struct watch *w, struct err *e)
{
	/* the counter first: a commit in between is reported twice, not missed */
	w->data_version = db_data_version(p->db);
	return db_journal_head(p->db, &w->entry, NULL, e);
}

/* Reads one row; false: nothing to report. */
static bool
read_change(struct practice *p, struct stmt *st, struct watch_change *ch)
{
	*ch = (struct watch_change){
		.entry = stmt_int(st, "n"), .kind = stmt_text(st, "kind"),
		.mine = stmt_int(st, "who") == p->staff->id,
		.who = stmt_int(st, "who") == 0 ? "chairside" :
		    stmt_text(st, "name"),
		.type = record_type_find(stmt_text(st, "tbl")),
		.row = stmt_int(st, "row"), .client = stmt_int(st, "client"),
		.fresh = stmt_int(st, "fresh") != 0,
	};
	return ch->type != NULL;
}

bool
watch_changes(struct practice *p, struct watch *w,
    void (*fn)(const struct watch_change *, void *), void *arg, struct err *e)
{
	struct watch_change ch;
	int64_t version = db_data_version(p->db), newest = w->entry, n = 0;
	struct stmt *st;

	if (version == w->data_version && !watch_wrote(p, w))
		return true;
	st = db_stmt(p->db, "watch_newer");
	stmt_set_int(st, "after", w->entry);
	stmt_set_int(st, "most", WATCH_ROWS_MAX + 1);
	while (stmt_next(st) && n++ < WATCH_ROWS_MAX) {
		newest = stmt_int(st, "n");
		if (read_change(p, st, &ch))
			fn(&ch, arg);
	}
	if (!stmt_end(st, e))
		return false;
	if (n > WATCH_ROWS_MAX) {
		if (!db_journal_head(p->db, &newest, NULL, e))
			return false;
		ch = (struct watch_change){ .entry = newest, .who = "", .kind = "" };
		fn(&ch, arg);
	}
	w->data_version = version;
	w->entry = newest;
	return true;
}

bool
watch_wrote(const struct practice *p, const struct watch *w)
{
	return db_last_entry(p->db) > w->entry;
}

bool
watch_moved(const struct practice *p, const struct watch *w)
{
	return db_version_seen(p->db) != w->data_version || watch_wrote(p, w);
}

bool
practice_refresh(struct practice *p, bool *changed, struct err *e)
{
	struct practice_seen before = p->settings_seen;
	struct record *now;
	bool person, settings = false, day = false;

	if (!practice_login_again(p, &person, e))
		return false;
	if (practice_moved(p, &p->settings_seen)) {
		now = db_get(p->db, &record_practice, p->settings->id, e);
		settings = now != NULL && now->version != p->settings->version;
		if (now == NULL || (settings && !practice_reload(p, e))) {
			p->settings_seen = before;
			record_free(now);
			return false;
		}
		record_free(now);
	}
	if (p->context.today != clock_today()) {
		p->context.today = clock_today();
		day = true;
	}
	if (changed != NULL)
		*changed = person || settings || day;
	return true;
}

struct work
practice_work(struct practice *p)
{
	struct db_work w = db_work(p->db);

	return (struct work){ w.statements, w.rows, w.steps };
}
