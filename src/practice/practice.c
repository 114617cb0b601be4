/*
 * practice.c - opening a practice and logging in; making a new one.
 */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/cautions.h"
#include "practice/chart_template.h"
#include "practice/checklists.h"
#include "practice/checklist_file.h"
#include "practice/drafts_place.h"
#include "practice/journal.h"
#include "practice/papers.h"
#include "practice/preflight_chart.h"
#include "practice/practice.h"
#include "practice/reads.h"
#include "practice/slot.h"
#include "practice/stops.h"

#define SETTINGS_ID 1

/* --- opening -------------------------------------------------------------- */

/* The operating-system user's account name; the caller frees. */
static char *
os_login(void)
{
	const struct passwd *pw = getpwuid(geteuid());

	return pw != NULL ? xstrdup(pw->pw_name) :
	    xasprintf("%lu", (unsigned long)geteuid());
}

static bool
log_in(struct practice *p, const char *login, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	struct err note;

	if (text_bad_byte(login, strlen(login)) < 0)
		p->staff = db_find(p->db, &record_staff, "login", login, e);
	else
		err_clear(e);
	if (p->staff == NULL) {
		if (e->code != ERR_NONE)
			return false;
		text_show(&shown, login, false);
		err_set(e, ERR_DENIED, "login", "Nobody in this practice has the login "
		    "\"%.80s\". The owner adds it on the page Staff. On a file of your own, "
		    "--login NAME says who you are.", shown.s);
		if (!db_note_counted(p->db, "denied", "denied: log in", &note))
			err_prefix(e, "Not in the journal (%s)", note.text);
		return false;
	}
	p->role = role_of(record_text(p->staff, "role"));
	if (record_int(p->staff, "room") != 0)
		p->room = record_copy(p->staff);
	db_set_who(p->db, p->staff->id, record_text(p->staff, "name"));
	return true;
}

static void
set_context(struct practice *p)
{
	static const struct { const char *word; enum date_order order; } orders[] = {
		{ "ymd", DATE_YMD }, { "dmy", DATE_DMY }, { "mdy", DATE_MDY }
	};
	const char *word = record_text(p->settings, "date_order");
	size_t i;

	for (i = 0; i < ARRAY_LEN(orders); i++)
		if (strcmp(word, orders[i].word) == 0)
			p->context.date_order = orders[i].order;
	p->context.twelve_hour = record_int(p->settings, "twelve_hour") != 0;
	p->context.today = clock_today();
}

bool
practice_reload(struct practice *p, struct err *e)
{
	struct record *settings = db_get(p->db, &record_practice, SETTINGS_ID, e);

	if (settings == NULL || !clock_set_zone(record_text(settings, "timezone"), e)) {
		record_free(settings);
		return false;
	}
	record_free(p->settings);
	p->settings = settings;
	set_context(p);
	return true;
}

bool
practice_moved(struct practice *p, struct practice_seen *s)
{
	struct practice_seen now = { db_data_version(p->db), db_last_entry(p->db) };

	if (now.version == s->version && now.entry == s->entry)
		return false;
	*s = now;
	return true;
}

bool
practice_nobody(const struct practice *p)
{
	return p->room != NULL && p->room->id == p->staff->id;
}

/* Is the room by whose login somebody works still open? */
static bool
room_stands(struct practice *p)
{
	AUTO_RECORD struct record *room = p->room == NULL ? NULL :
	    db_get(p->db, &record_staff, p->room->id, NULL);

	return p->room == NULL || (room != NULL && record_int(room, "active") != 0 &&
	    record_int(room, "room") != 0);
}

bool
practice_login_again(struct practice *p, bool *changed, struct err *e)
{
	struct practice_seen before = p->staff_seen;
	const char *login = record_text(p->staff, "login");
	AUTO_BUF struct buf shown = BUF_INIT;
	struct record *staff;

	if (changed != NULL)
		*changed = false;
	if (!practice_moved(p, &p->staff_seen))
		return true;
	staff = db_get(p->db, &record_staff, p->staff->id, e);
	if (staff != NULL && record_int(staff, "active") != 0 &&
	    strcmp(record_text(staff, "login"), login) == 0 && room_stands(p)) {
		if (changed != NULL)
			*changed = staff->version != p->staff->version;
		record_free(p->staff);
		p->staff = staff;
		p->role = role_of(record_text(staff, "role"));
		return true;
	}
	p->staff_seen = before;	/* so that the next call refuses too */
	if (staff == NULL)
		return false;
	record_free(staff);
	text_show(&shown, login, false);
	return err_set(e, ERR_DENIED, NULL, "%s may not log in to this practice any "
	    "more; the owner can allow it again.", shown.s);
}

/* Notes the newest journal entry and the state of the file at login. */
static bool
begin(struct practice *p, struct err *e)
{
	practice_moved(p, &p->staff_seen);
	p->settings_seen = p->staff_seen;
	return db_journal_head(p->db, &p->began, NULL, e);
}

struct practice *
practice_begin(struct db *db, const char *login, struct err *e)
{
	AUTO_FREE char *user = login != NULL ? xstrdup(login) : os_login();
	struct practice *p = xcalloc(1, sizeof(*p));
	struct err local;

	if (e == NULL)
		e = &local;
	p->db = db;
	if (practice_reload(p, e) && log_in(p, user, e) && begin(p, e))
		return p;
	/* what an altered file lacks is said by what was altered */
	if (e->code == ERR_DB && db_refusal(db) != NULL)
		err_set(e, ERR_DB, NULL, "%s", db_refusal(db));
	practice_end(p);
	return NULL;
}

void
practice_end(struct practice *p)
{
	if (p == NULL)
		return;
	reads_end(p);
	journal_head_due(p, 0, true);
	drafts_places_free(p);
	chart_templates_free(p);
	checklists_free(p);
	stops_free(p);
	preflight_stock_free(p);
	slot_kept_free(p);
	record_free(p->settings);
	record_free(p->staff);
	record_free(p->room);
	free(p);
}

struct practice *
practice_open(const char *path, const char *login, struct err *e)
{
	struct db *db = db_open(path, e);
	struct practice *p = db != NULL ? practice_begin(db, login, e) : NULL;

	if (p == NULL)
		db_close(db);
	return p;
}

void
practice_close(struct practice *p)
{
	struct db *db = p != NULL ? p->db : NULL;

	practice_end(p);
	db_close(db);
}

const char *
practice_refusal(const struct practice *p)
{
	return db_refusal(p->db);
}

bool
practice_still_there(struct practice *p)
{
	return db_still_there(p->db);
}

bool
practice_outgrown(const struct practice *p)
{
	return db_outgrown(p->db);
}

const char *
practice_notice(const struct practice *p)
{
	return db_notice(p->db);
}

void
practice_patience(struct practice *p, int seconds)
{
	db_set_wait(p->db, seconds);
}

/* "Mara Lind has been saving since 2:05p (12 s); trying for 8 s more." */
static bool
say_waiting(const struct db_holder *h, int left, void *arg)
{
	struct practice *p = arg;
	AUTO_BUF struct buf said = BUF_INIT;
	char time[DATE_TIME_SIZE];
	date_day day;
	int minutes, seconds;

	text_show(&said, h->who, false);
	buf_adds(&said, h->state == PROCESS_STOPPED ? "'s program was stopped while saving" :
	    h->since != 0 ? " has been saving" : " is saving");
	if (h->since != 0) {
		clock_local(h->since, &day, &minutes, &seconds);
		buf_addf(&said, " since %s (%lld s)", date_format_time(minutes,
		    p->context.twelve_hour, time), (long long)(clock_now() - h->since));
	}
	buf_addf(&said, "; trying for %d s more.", left);
	return p->waiting.fn(said.s, p->waiting.arg);
}

void
practice_waiting(struct practice *p, practice_waiting_fn fn, void *arg)
{
	p->waiting.fn = fn;
	p->waiting.arg = arg;
	db_set_waiting(p->db, fn != NULL ? say_waiting : NULL, p);
}

bool
practice_identity(struct practice *p, struct buf *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "export_identity");

	if (stmt_next(st))
		buf_adds(out, stmt_text(st, "identity"));
	return stmt_end(st, e);
}

void
practice_hold(struct practice *p, int kilobytes)
{
	db_set_held(p->db, kilobytes);
}

void
practice_idle(struct practice *p)
{
	db_idle(p->db);
}

void
practice_rest(struct practice *p)
{
	db_rest(p->db);
}

void
practice_tidy(struct practice *p)
{
	db_tidy(p->db);
}

/* --- making --------------------------------------------------------------- */

/* The machine's time zone, or NULL; the caller frees. */
static char *
machine_zone(void)
{
	static const char zones[] = "zoneinfo/";
	char line[128], *found = NULL;
	FILE *f = fopen("/etc/timezone", "re");
	ssize_t n;

	if (f != NULL) {
		if (fgets(line, sizeof(line), f) != NULL)
			found = text_trim(line);
		fclose(f);
	}
	if (found == NULL || !clock_set_zone(found, NULL)) {
		n = readlink("/etc/localtime", line, sizeof(line) - 1);
		line[n > 0 ? n : 0] = '\0';
		found = strstr(line, zones);
		if (found != NULL)
			found += sizeof(zones) - 1;
	}
	return xstrdup(found != NULL && clock_set_zone(found, NULL) ? found :
	    "UTC");
}

/* A person's name from the account's full name, else the login itself. */
static bool
set_person(struct record *staff, const char *login, struct err *e)
{
	const struct passwd *pw = getpwnam(login);
	AUTO_FREE char *name = NULL;

	if (pw != NULL && pw->pw_gecos != NULL)
		name = xstrndup(pw->pw_gecos, strcspn(pw->pw_gecos, ","));
	if (name != NULL && record_parse(staff, &field_context_plain, "name", name,
	    NULL) && !record_is_null(staff, "name"))
		return true;
	return record_parse(staff, &field_context_plain, "name", login, e);
}

bool
practice_load_basics(struct db *db, const struct practice_init *init,
    struct err *e)
{
	AUTO_RECORD struct record *settings = record_new(&record_practice);
	AUTO_RECORD struct record *owner = record_new(&record_staff);
	const char *name = init->name != NULL ? init->name : "My practice";

	settings->id = SETTINGS_ID;
	record_set_text(owner, "role", role_name(ROLE_OWNER));
	return record_parse(settings, &field_context_plain, "name", name, e) &&
	    record_parse(settings, &field_context_plain, "timezone",
	    init->timezone, e) && db_insert(db, settings, e) &&
	    set_person(owner, init->login, e) &&
	    record_parse(owner, &field_context_plain, "login", init->login, e) &&
	    db_insert(db, owner, e) && checklists_install(db, e) &&
	    chart_templates_install(db, e) && documents_install(db, e) &&
	    cautions_install(db, e);
}

static bool
load_basics(struct db *db, void *arg, struct err *e)
{
	return practice_load_basics(db, arg, e);
}

static bool
fill_basics(struct db *db, const struct practice_init *init, struct err *e)
{
	struct practice_init whole = *init;

	return db_load(db, "make practice 1", load_basics, &whole, e);
}

bool
practice_make(const char *path, const struct practice_init *init, struct err *e)
{
	AUTO_FREE char *zone = init->timezone != NULL ? xstrdup(init->timezone) :
	    machine_zone();
	AUTO_FREE char *login = init->login != NULL ? xstrdup(init->login) :
	    os_login();
	struct practice_init whole = *init;
	struct db *db;

	if (!clock_set_zone(zone, e))
		return false;
	whole.timezone = zone;
	whole.login = login;
	db = db_create(path, e);
	if (db == NULL)
		return false;
	if (!(init->fill != NULL ? init->fill : fill_basics)(db, &whole, e)) {
		db_close(db);
		return false;
	}
	return db_publish(db, e);
}
