/*
 * Every role with every action: what is allowed goes through and leaves no
 * `denied` entry; what is denied changes no record and leaves exactly one. And the
 * use cases ask for the action they are: the table below is written by hand,
 * apart from that of roles.c.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "import/import.h"
#include "practice/backup.h"
#include "export/export.h"
#include "figures/reports.h"
#include "practice/history.h"
#include "tests/support/clinic.h"

/*
 * The whole table as the practice wants it, by hand: one letter for each role that may,
 * a dot for one that may not. Owner, Practitioner, Front desk, Bookkeeper, Read only.
 */
static const char letters[ROLES + 1] = "OPFBR";
static const struct {
	const char *name;	/* as in "... may not NAME" */
	const char *may;
} expected[ACTIONS] = {
	/* who comes, and what is medical: nothing of it for the front desk, nobody's name
	 * for a bookkeeper */
	[ACTION_READ_CLIENTS] = { "see clients", "OPF.R" },
	[ACTION_READ_MEDICAL] = { "see medical records", "OP..R" },
	[ACTION_EMERGENCY] = { "use the emergency view", "O.F.." },
	[ACTION_EMERGENCY_SEEN] = { "see who used the emergency view", "O...." },
	/* the day's work; to look at everything is to write nothing */
	[ACTION_WRITE_CLIENTS] = { "change clients", "OPF.." },
	[ACTION_WRITE_SESSIONS] = { "change sessions", "OPF.." },
	[ACTION_WRITE_RECEIPTS] = { "change receipts", "OPF.." },
	[ACTION_WRITE_REVIEWS] = { "change reviews", "OPF.." },
	[ACTION_WRITE_NEWSLETTER] = { "change newsletter consents", "OPF.." },
	[ACTION_UNDO] = { "undo changes", "OPF.." },
	/* treatment: REFER and DEFER are a practitioner's to override, BLOCK an owner's */
	[ACTION_WRITE_SCREENINGS] = { "screen clients", "OP..." },
	[ACTION_TREAT] = { "treat clients", "OP..." },
	[ACTION_OVERRIDE] = { "override what blocks a treatment", "O...." },
	/* figures */
	[ACTION_REPORT] = { "see reports", "OP.BR" },
	/* what concerns the whole file */
	[ACTION_WRITE_OFFER] = { "change services, products and checklists", "O...." },
	[ACTION_WRITE_SETTINGS] = { "change settings and staff", "O...." },
	[ACTION_IMPORT] = { "import files", "O...." },
	[ACTION_EXPORT] = { "export records", "O...." },
	[ACTION_CHECK] = { "check the practice file", "O...." },
	[ACTION_JOURNAL] = { "read the journal", "O...." },
	[ACTION_BACKUP] = { "make and restore backups", "O...." },
	[ACTION_ERASE] = { "hold or erase a person's records", "O...." },
};

static char *path;
static struct practice *people[ROLES];
static int64_t client;

static bool
expect(enum role r, enum action a)
{
	return expected[a].may[r] == letters[r];
}

static int
roles_begin(void **state)
{
	struct practice *owner;
	int r;

	path = clinic_new("roles.db");
	owner = clinic_open(path, "mara");
	for (r = 0; r < ROLES; r++)
		clinic_staff(owner, role_name((enum role)r),
		    role_name((enum role)r));
	client = clinic_client(owner, "given", "Anna", "notes", "private", NULL);
	practice_close(owner);
	for (r = 0; r < ROLES; r++) {
		people[r] = clinic_open(path, role_name((enum role)r));
		assert_int_equal(people[r]->role, r);
	}
	return 0;
}

static int
roles_end(void **state)
{
	int r;

	for (r = 0; r < ROLES; r++)
		practice_close(people[r]);
	free(path);
	return 0;
}

static int64_t
denied_entries(void)
{
	return dbfile_int(path, "SELECT count(*) FROM journal WHERE kind = 'denied'");
}

/* No action and no role without its cell: neither can be added and forgotten here. */
static void
every_cell_is_written(void **state)
{
	int r, a;

	for (a = 0; a < ACTIONS; a++) {
		if (expected[a].may == NULL)
			fail_msg("no line for action %d", a);
		assert_int_equal(strlen(expected[a].may), ROLES);
		for (r = 0; r < ROLES; r++)
			assert_true(expected[a].may[r] == '.' ||
			    expected[a].may[r] == letters[r]);
	}
}

/* Of a role that is stored, and of a word that no role has: that of least rights. */
static void
stored_words_are_roles(void **state)
{
	AUTO_RECORD struct record *staff = record_new(&record_staff);
	int r, a;

	for (r = 0; r < ROLES; r++) {
		assert_int_equal(role_of(role_name((enum role)r)), r);
		record_set_text(staff, "role", role_name((enum role)r));
		for (a = 0; a < ACTIONS; a++)
			assert_int_equal(staff_may(staff, (enum action)a),
			    expect((enum role)r, (enum action)a));
	}
	assert_int_equal(role_of("Owner"), ROLE_READ_ONLY);
	assert_int_equal(role_of(""), ROLE_READ_ONLY);
}

/* What is asked silently is the same and writes nothing. */
static void
what_is_shown_is_asked_silently(void **state)
{
	int64_t n = denied_entries();
	int r, a;

	for (r = 0; r < ROLES; r++) {
		for (a = 0; a < ACTIONS; a++)
			assert_int_equal(practice_allows(people[r], (enum action)a),
			    expect((enum role)r, (enum action)a));
		assert_int_equal((practice_hides(people[r]) & FIELD_MEDICAL) == 0,
		    expect((enum role)r, ACTION_READ_MEDICAL));
		assert_true((practice_hides(people[r]) & FIELD_SECRET) != 0);
	}
	assert_int_equal(denied_entries(), n);
}

static void
every_cell(void **state)
{
	int r, a;

	for (r = 0; r < ROLES; r++) {
		for (a = 0; a < ACTIONS; a++) {
			int64_t n = denied_entries();
			char *before = dbfile_dump(path), *after;
			struct err err;
			bool may;

			err_clear(&err);
			may = practice_may(people[r], (enum action)a, &err);
			if (may != expect((enum role)r, (enum action)a))
				fail_msg("%s: %s", role_name((enum role)r),
				    expected[a].name);
			assert_int_equal(role_may((enum role)r, (enum action)a), may);
			after = dbfile_dump(path);
			assert_string_equal(before, after);
			assert_int_equal(denied_entries(), n + !may);
			assert_int_equal(err.code, may ? ERR_NONE : ERR_DENIED);
			/* the sentence says what, and who may: the owner always */
			if (!may) {
				assert_non_null(strstr(err.text, expected[a].name));
				assert_non_null(strstr(err.text, "the owner"));
			}
			free(before);
			free(after);
		}
	}
}

/* --- use cases ---------------------------------------------------------------- */

static bool
try_list(struct practice *p, struct err *e)
{
	struct client_query q = { .words = NULL };
	char *json = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&json, &n);
	bool ok = clients_write_json(p, &q, f, e);

	fclose(f);
	if (!ok)
		assert_int_equal(n, 0);
	free(json);
	return ok;
}

static bool
try_get(struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *r = client_get(p, client, e);

	return r != NULL;
}

static bool
try_add(struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_client);

	record_set_text(r, "given", "New");
	return client_add(p, r, e);
}

static bool
try_save(struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *base = client_get(people[ROLE_OWNER], client, NULL);
	AUTO_RECORD struct record *mine = record_copy(base);

	record_set_text(mine, "city", role_name(p->role));
	return client_save(p, mine, base, NULL, NULL, e);
}

static bool
try_add_service(struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_service);

	record_set_text(r, "name", "Peel");
	return practice_add(p, ACTION_WRITE_OFFER, r, NULL, e);
}

static bool
try_undo(struct practice *p, struct err *e)
{
	struct undone u;

	return practice_undo(p, &u, NULL, e);
}

static bool
try_redo(struct practice *p, struct err *e)
{
	struct undone u;

	return practice_redo(p, &u, NULL, e);
}

static bool
ignore_line(const struct history_line *l, void *arg)
{
	return true;
}

static bool
try_history(struct practice *p, struct err *e)
{
	return practice_history(p, "client", client, ignore_line, NULL, e);
}

static void
ignore_sentence(const char *sentence, void *arg)
{
}

static bool
try_check(struct practice *p, struct err *e)
{
	long problems;

	return practice_check(p, false, ignore_sentence, NULL, &problems, e);
}

static bool
try_import(struct practice *p, struct err *e)
{
	AUTO_FREE char *file = test_path("clients.csv");
	struct import_options o = { .kind = "clients", .path = file };
	struct import_result r;

	test_write(file, "given\nAda\n", 10);
	return practice_import(p, &o, &r, e);
}

static bool
try_export(struct practice *p, struct err *e)
{
	AUTO_FREE char *file = test_path("exported-%d.csv", (int)p->role);
	struct export_options o = { .kind = "clients", .target = file };
	long rows;
	bool ok = practice_export(p, &o, &rows, e);

	/* who may not export leaves no file either */
	assert_int_equal(access(file, F_OK) == 0, ok);
	return ok;
}

static bool
try_report(struct practice *p, struct err *e)
{
	AUTO_FREE char *file = test_path("report-%d.json", (int)p->role);
	struct report_options o = { .name = "monthly", .month = "2026-03",
	    .format = "json", .target = file };
	bool ok = practice_report(p, &o, e);

	assert_int_equal(access(file, F_OK) == 0, ok);
	return ok;
}

static bool
try_backup(struct practice *p, struct err *e)
{
	const struct backup_ask ask = { .folder = NULL };
	struct backup_told t;
	bool ok = practice_backup(p, &ask, &t, e);

	assert_int_equal(t.path != NULL, ok);
	backup_told_clear(&t);
	return ok;
}

static const struct {
	const char *name;
	enum action action;
	bool (*run)(struct practice *p, struct err *e);
} use_cases[] = {
	{ "list", ACTION_READ_CLIENTS, try_list },
	{ "get", ACTION_READ_CLIENTS, try_get },
	{ "history", ACTION_READ_CLIENTS, try_history },
	{ "add", ACTION_WRITE_CLIENTS, try_add },
	{ "save", ACTION_WRITE_CLIENTS, try_save },
	{ "undo", ACTION_UNDO, try_undo },
	{ "redo", ACTION_UNDO, try_redo },
	{ "service", ACTION_WRITE_OFFER, try_add_service },
	{ "check", ACTION_CHECK, try_check },
	{ "rebuild", ACTION_CHECK, practice_rebuild },
	{ "backup", ACTION_BACKUP, try_backup },
	{ "import", ACTION_IMPORT, try_import },
	{ "export", ACTION_EXPORT, try_export },
	{ "report", ACTION_REPORT, try_report },
};

/* The same denied again within a minute is counted, not written. */
static void
minutes_pass(void)
{
	static int minutes;
	AUTO_FREE char *now = NULL;
	struct err err;

	minutes += 2;
	now = xasprintf("2026-03-12T%02d:%02d", 10 + minutes / 60, minutes % 60);
	OK(clock_fix(now, &err));
}

static void
use_cases_ask(void **state)
{
	size_t i;
	int r;

	for (r = 0; r < ROLES; r++) {
		for (i = 0; i < sizeof(use_cases) / sizeof(*use_cases); i++) {
			bool may = expect((enum role)r, use_cases[i].action);
			int64_t n = denied_entries();
			char *before = dbfile_dump(path), *after;
			struct err err;

			minutes_pass();
			err_clear(&err);
			if (use_cases[i].run(people[r], &err) != may)
				fail_msg("%s: %s: %s", role_name((enum role)r),
				    use_cases[i].name, err.text);
			after = dbfile_dump(path);
			if (!may) {
				assert_int_equal(err.code, ERR_DENIED);
				assert_string_equal(before, after);
			}
			assert_int_equal(denied_entries(), n + !may);
			free(before);
			free(after);
		}
	}
}

static bool
find_notes(const struct history_line *l, void *arg)
{
	if (l->field != NULL && strcmp(l->field->name, "notes") == 0)
		*(bool *)arg = true;
	return true;
}

static void
medical_fields_are_hidden(void **state)
{
	int r;

	for (r = 0; r < ROLES; r++) {
		bool may = expect((enum role)r, ACTION_READ_MEDICAL), told = false;
		AUTO_RECORD struct record *got = NULL;
		char *json = NULL;
		size_t n = 0;
		struct err err;
		FILE *f;

		if (!expect((enum role)r, ACTION_READ_CLIENTS))
			continue;
		got = client_get(people[r], client, &err);
		OK(got != NULL);
		assert_string_equal(record_text(got, "notes"), may ? "private" : "");
		f = open_memstream(&json, &n);
		OK(client_write_json(people[r], client, f, &err));
		fclose(f);
		assert_int_equal(strstr(json, "\"notes\"") != NULL, may);
		free(json);
		OK(practice_history(people[r], "client", client, find_notes, &told,
		    &err));
		assert_int_equal(told, may);
	}
}

static int64_t
login_of(const char *login, struct err *e)
{
	struct practice *p = practice_open(path, login, e);
	int64_t id = p != NULL ? p->staff->id : 0;

	practice_close(p);
	return id;
}

static void
only_active_staff_log_in(void **state)
{
	struct practice *owner = people[ROLE_OWNER];
	AUTO_RECORD struct record *staff = record_copy(owner->staff), *base = NULL;
	int64_t n = denied_entries(), id;
	struct err err;

	assert_int_equal(login_of("nobody-here", &err), 0);
	assert_int_equal(err.code, ERR_DENIED);
	assert_non_null(strstr(err.text, "nobody-here"));
	assert_int_equal(denied_entries(), n + 1);
	assert_int_equal(login_of("\xff\xfe", &err), 0);
	assert_int_equal(err.code, ERR_DENIED);
	assert_int_equal(login_of("", &err), 0);
	assert_int_equal(err.code, ERR_DENIED);

	id = clinic_staff(owner, "leaver", "owner");
	assert_int_equal(login_of("leaver", &err), id);
	record_free(staff);
	staff = record_new(&record_staff);
	record_set_text(staff, "name", "leaver");
	record_set_text(staff, "login", "leaver");
	record_set_text(staff, "role", "owner");
	staff->id = id;
	base = record_copy(staff);
	record_set_int(staff, "active", 0);
	OK(practice_save(owner, ACTION_WRITE_SETTINGS, staff, base, NULL, NULL, &err));
	assert_int_equal(login_of("leaver", &err), 0);
	assert_int_equal(err.code, ERR_DENIED);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(every_cell_is_written),
		cmocka_unit_test(stored_words_are_roles),
		cmocka_unit_test(what_is_shown_is_asked_silently),
		cmocka_unit_test(every_cell),
		cmocka_unit_test(use_cases_ask),
		cmocka_unit_test(medical_fields_are_hidden),
		cmocka_unit_test(only_active_staff_log_in),
	};

	return test_end(cmocka_run_group_tests(cases, roles_begin, roles_end));
}
