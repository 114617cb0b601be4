/*
 * A person is erased: what was planted about them is found in no byte beside the practice, what
 * is counted stays, the journal says what was blanked, and no restore brings them back.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "db/backup.h"
#include "practice/client_merge.h"
#include "practice/drafts.h"
#include "practice/files.h"
#include "practice/history.h"
#include "practice/rights.h"
#include "practice/sign.h"
#include "tests/support/steps.h"
#include "tests/support/visits.h"

/* A name, a note, the bytes of a file, a draft, a word of the search. */
static const char *const markers[] = {
	"Zqnamewort", "zqnotewort", "zqfilewort", "zqdraftwort", "zqsearchwort",
	"zqsearch", "zqmailwort@example.org", "7070123456",
};

static bool
has(const char *bytes, size_t n, const char *marker)
{
	return memmem(bytes, n, marker, strlen(marker)) != NULL;
}

/* Adds each file below the folder whose name begins so and that has a marker; one folder is
 * passed over. */
static void
search(const char *folder, const char *begin, const char *passed, struct buf *found)
{
	DIR *dir = opendir(folder);
	const struct dirent *d;
	size_t i, n;

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		AUTO_FREE char *path = xasprintf("%s/%s", folder, d->d_name), *bytes = NULL;
		struct stat st;

		if (d->d_name[0] == '.' || strncmp(d->d_name, begin, strlen(begin)) != 0 ||
		    lstat(path, &st) != 0 ||
		    (passed != NULL && strcmp(path, passed) == 0))
			continue;
		if (S_ISDIR(st.st_mode)) {
			search(path, "", passed, found);
			continue;
		}
		bytes = test_read(path, &n);
		for (i = 0; i < ARRAY_LEN(markers); i++)
			if (has(bytes, n, markers[i]))
				buf_addf(found, "%s in %s\n", markers[i], path);
	}
	if (dir != NULL)
		closedir(dir);
}

/* Everybody logs out, and in again. */
static void
all_out(void)
{
	practice_close(v.ruth);
	practice_close(v.desk);
	practice_close(v.books);
	practice_close(v.mara);
}

static void
all_in(void)
{
	v.mara = sheet_clinic = clinic_open(v.path, "mara");
	v.ruth = clinic_open(v.path, "ruth");
	v.desk = clinic_open(v.path, "desk");
	v.books = clinic_open(v.path, "books");
}

static void
nothing_is_left(const char *passed)
{
	AUTO_BUF struct buf found = BUF_INIT;

	search(test_folder(), path_name(v.path), passed, &found);
	if (found.len > 0)
		fail_msg("%s", found.s);
}

static void
whole(const char *path)
{
	AUTO_FREE char *said = dbfile_check(path, true);

	assert_string_equal(said, "");
}

static void
put_file(const char *path, const char *text)
{
	AUTO_FREE char *folder = path_folder(path);

	mkdir(folder, 0700);
	test_write(path, text, strlen(text));
}

static void
take(struct practice *p, int64_t client, const char *text, const char *note)
{
	AUTO_FREE char *name = xasprintf("%s.inbox/form.txt", v.path);
	const struct take t = { .inbox = "form.txt", .client = client, .kind = "form",
	    .date = DATE_NONE, .note = note };
	struct err err;

	put_file(name, text);
	OK(files_take(p, &t, NULL, NULL, &err));
	put_file(name, text);	/* the same again, not taken in */
}

static void
draft(struct practice *p, int64_t record, bool beside, const char *text)
{
	AUTO_DRAFT struct draft d = DRAFT_INIT;
	struct err err;

	draft_set_string(&d.form, "client");
	draft_set_string(&d.type, "client");
	draft_set_string(&d.title, "client");
	d.record = record;
	draft_set(&d, "notes", text);
	OK(beside ? practice_draft_beside(p, &d, &err) : practice_draft_save(p, &d, &err));
}

static void
subscribe(int64_t client)
{
	AUTO_FREE char *whose = xasprintf("%lld", (long long)client), *list = NULL;
	int64_t address = visits_new(&record_subscriber, "email", "zqmailwort@example.org", "client",
	    whose, "state", "subscribed", NULL);

	list = xasprintf("%lld", (long long)address);
	visits_new(&record_consent_event, "subscriber", list, "state", "subscribed", "source",
	    "form", "at", "2015-02-01T10:00:00Z", "reason", "zqnotewort", NULL);
}

static bool
sign_inside(struct db *db, void *arg, struct err *e)
{
	return sign_insert(db, *(const int64_t *)arg, 1, clock_now(), e);
}

/* Somebody about whom everything is known (`charted`: a signed chart too), and who came eleven
 * years ago, each on another day. */
static int64_t
plant(bool charted)
{
	static int day;
	char on[DATE_ISO_SIZE];
	int64_t client = clinic_client(v.mara, "given", "Zqnamewort", "family", "Langhals",
	    "notes", "zqnotewort at first", "tags", "zqsearchwort", "email",
	    "zqmailwort@example.org", "phone", "7070123456", "external_id", "zqsearch", NULL);
	int64_t visit = visits_add(client, v.facial, 1, date_to_iso(date_add_days(
	    date_make(2015, 2, 2), day++), on), "10:00", "done");
	static const char *const beside[] = { ".exports/list.csv", ".before-0001",
	    ".replaced-20250101T000000Z-01", ".replaced-20250101T000000Z-01.drafts/1-1.json",
	    ".old-wal-1" };
	struct err err;
	size_t i;

	OK(clinic_set(v.mara, client, "notes", "zqnotewort, and more of it", &err));
	visits_set(&record_session, visit, "notes", "zqnotewort");
	subscribe(client);
	if (charted) {
		visits_chart(visit);
		visits_screen(client, NULL);
		OK(db_write(v.mara->db, "change", "sign", sign_inside, &visit, &err));
	}
	take(v.mara, client, "zqfilewort, the whole form", "zqnotewort");
	draft(v.mara, client, false, "zqdraftwort in the file");
	draft(v.ruth, client, true, "zqdraftwort beside it");
	for (i = 0; i < ARRAY_LEN(beside); i++) {
		AUTO_FREE char *path = xasprintf("%s%s", v.path, beside[i]);

		put_file(path, "Zqnamewort");
	}
	return client;
}

static bool
erase(int64_t client, struct err *e)
{
	AUTO_BUF struct buf later = BUF_INIT;
	bool ok = rights_erase(v.mara, client, client, "asked for", &later, e);

	if (later.len > 0)
		fail_msg("later: %s", later.s);
	return ok;
}

static char *
counts(void)
{
	AUTO_BUF struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; record_types[i] != NULL; i++) {
		const struct record_type *t = record_types[i];
		AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM \"%s\"", t->name);

		if (t != &record_attachment && t != &record_erasure && t != &record_consent_event)
			buf_addf(&out, "%s %lld\n", t->name, (long long)dbfile_int(v.path, sql));
	}
	buf_addf(&out, "days %lld", (long long)dbfile_int(v.path, "SELECT sum(julianday(date)) + "
	    "sum(status = 'done') FROM session"));
	return buf_steal(&out);
}

static void
no_byte_is_left(void **state)
{
	int64_t client = plant(true);
	AUTO_FREE char *before = counts(), *after = NULL, *other = NULL, *kept = NULL;
	struct err err;

	draft(v.mara, v.anna, false, "hers stays");
	take(v.mara, v.anna, "the form of another", NULL);
	OK(erase(client, &err));
	nothing_is_left(NULL);
	after = counts();
	assert_string_equal(after, before);
	whole(v.path);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 1);
	kept = xasprintf("%s.inbox/form.txt", v.path);
	other = test_read(kept, NULL);
	assert_string_equal(other, "the form of another");
	visits_label("end erasing in the log");
	/* others go on, and so does the log */
	OK(clinic_set(v.ruth, v.anna, "notes", "seen", &err));
	assert_true(practice_still_there(v.ruth));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE archived AND "
	    "family = 'Erased client' AND given IS NULL AND notes IS NULL"), 1);
	REFUSED(erase(client, &err), ERR_INVALID, "erased already");
	/* the newsletter ends, and the address is taken up by nobody */
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM subscriber WHERE state = "
	    "'unsubscribed' AND email LIKE '%@erased.invalid'"), 1);
}

static void
it_is_not_undone(void **state)
{
	int64_t client = plant(true);
	struct undone u;
	struct err err;

	OK(erase(client, &err));
	REFUSED(practice_undo(v.mara, &u, NULL, &err), ERR_INVALID, "what was erased is gone");
	whole(v.path);
}

static void
it_is_refused(void **state)
{
	int64_t client = plant(true);
	AUTO_BUF struct buf later = BUF_INIT;
	AUTO_FREE char *plan = xasprintf("%s.erasing", v.path);
	struct err err;

	REFUSED(rights_erase(v.mara, client, client + 1, "asked", &later, &err), ERR_INVALID,
	    "not the client's number");
	REFUSED(rights_erase(v.mara, client, client, " ", &later, &err), ERR_INVALID, "Say why");
	REFUSED(rights_erase(v.mara, client, client, "zqnamewort asked", &later, &err), ERR_INVALID,
	    "without the name");
	REFUSED(rights_erase(v.mara, 99, 99, "asked", &later, &err), ERR_NOTFOUND, "99");
	REFUSED(rights_erase(v.ruth, client, client, "asked", &later, &err), ERR_DENIED, "owner");
	OK(rights_hold(v.mara, client, "a claim", &err));
	REFUSED(erase(client, &err), ERR_INVALID, "Not erased. On hold since 12 Mar 2026: a claim.");
	assert_int_not_equal(access(plan, F_OK), 0);
	OK(rights_release(v.mara, client, "settled", &err));
	visits_add(client, v.facial, 1, "2020-02-02", "10:00", "done");
	REFUSED(erase(client, &err), ERR_INVALID, "records are kept 10 years");
	whole(v.path);
}

/* A link that somebody planted leads an erasure nowhere, neither its plan nor its steps. */
static void
a_planted_link_is_not_followed(void **state)
{
	int64_t client = plant(true);
	AUTO_FREE char *home = xasprintf("%s/home", test_folder());
	AUTO_FREE char *theirs = xasprintf("%s/letter", home);
	AUTO_FREE char *exports = xasprintf("%s.exports", v.path);
	AUTO_FREE char *list = xasprintf("%s/list.csv", exports);
	AUTO_FREE char *plan = xasprintf("%s.erasing", v.path);
	AUTO_FREE char *words = xasprintf("client %lld made 1 0\nremove .exports/letter\n",
	    (long long)client);
	struct err err;

	(void)state;
	put_file(theirs, "a letter");
	assert_int_equal(unlink(list), 0);
	assert_int_equal(rmdir(exports), 0);
	assert_int_equal(symlink(home, exports), 0);
	REFUSED(erase(client, &err), ERR_IO, "is no folder of the practice");
	assert_int_equal(access(theirs, F_OK), 0);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM erasure"), 0);
	assert_int_equal(unlink(exports), 0);
	OK(erase(client, &err));
	/* planted between the plan and its steps */
	assert_int_equal(symlink(home, exports), 0);
	put_file(plan, words);
	all_out();
	practice_close(clinic_open(v.path, "mara"));
	assert_int_equal(access(theirs, F_OK), 0);
	assert_int_equal(access(plan, F_OK), 0);
	assert_int_equal(unlink(exports), 0);
	all_in();
	assert_int_not_equal(access(plan, F_OK), 0);
}

/* What this account may not read is told, once of each. (A folder is not read by root either.) */
static void
unread_drafts_are_told(void **state)
{
	int64_t client = plant(true);
	AUTO_BUF struct buf later = BUF_INIT;
	AUTO_FREE char *one = xasprintf("%s.drafts/77-1.json", v.path);
	AUTO_FREE char *two = xasprintf("%s.drafts/77-2.json", v.path);
	AUTO_FREE char *three = xasprintf("%s.drafts/7-1.json", v.path);
	struct err err;

	(void)state;
	assert_int_equal(mkdir(one, 0700), 0);
	assert_int_equal(mkdir(two, 0700), 0);
	assert_int_equal(mkdir(three, 0700), 0);
	OK(rights_erase(v.mara, client, client, "asked for", &later, &err));
	assert_string_equal(later.s, "Drafts of 2 other accounts cannot be read here and may hold "
	    "this person: have each log in and throw them away.");
}

/* Also where there was no room beside the practice. */
static void
own_drafts_in_memory_go(void **state)
{
	AUTO_FREE char *folder = xasprintf("%s.drafts", v.path);
	AUTO_FREE char *elsewhere = test_path("elsewhere"), *runtime = test_path("runtime");
	AUTO_BUF struct buf before = BUF_INIT, after = BUF_INIT;
	struct drafts offered = DRAFTS_INIT;
	struct err err;

	(void)state;
	mkdir(elsewhere, 0700);
	mkdir(runtime, 0700);
	assert_int_equal(symlink(elsewhere, folder), 0);
	setenv("XDG_RUNTIME_DIR", runtime, 1);
	draft(v.mara, v.anna, true, "zqdraftwort");
	draft(v.ruth, v.anna, true, "zqdraftwort");
	search(runtime, "", NULL, &before);
	assert_true(before.len > 0);
	assert_int_equal(unlink(folder), 0);
	all_out();
	all_in();
	OK(erase(v.anna, &err));
	/* a colleague's at their next login, before it is offered */
	OK(practice_drafts(v.ruth, &offered, &err));
	assert_int_equal(offered.n, 0);
	drafts_free(&offered);
	search(runtime, "", NULL, &after);
	assert_int_equal(after.len, 0);
	nothing_is_left(NULL);
	unsetenv("XDG_RUNTIME_DIR");
}

/* Else what is written could never be erased. */
static void
nothing_is_written_for_the_erased(void **state)
{
	int64_t client = plant(true);
	AUTO_RECORD struct record *late = NULL;
	struct client_merge m;
	struct err err;

	(void)state;
	OK(erase(client, &err));
	REFUSED(clinic_set(v.mara, client, "notes", "came again", &err), ERR_INVALID,
	    "Not saved: this client was erased");
	REFUSED(client_merge_begin(v.mara, client, v.anna, &m, &err), ERR_INVALID, "was erased");
	client_merge_end(&m);
	REFUSED(client_merge_begin(v.mara, v.anna, client, &m, &err), ERR_INVALID, "was erased");
	client_merge_end(&m);
	late = db_get(v.mara->db, &record_session, 1, &err);
	OK(late != NULL);
	late->id = 0;
	record_set_int(late, "client", client);
	record_set_text(late, "date", "2026-03-27");
	REFUSED(practice_add(v.mara, ACTION_WRITE_SESSIONS, late, NULL, &err), ERR_INVALID,
	    "a new client");
	whole(v.path);
}

/* A backup made before has the person; restored, it has not. */
static void
a_restore_erases_again(void **state)
{
	int64_t client = plant(true);
	struct backup b = { .path = NULL };
	struct restore_wish w = { .path = v.path };
	struct restore *r;
	AUTO_FREE char *kept = NULL, *copy = NULL, *list = NULL, *backups = NULL;
	AUTO_FREE char *lines = NULL, *torn = NULL;
	int64_t folder_client = v.anna;
	struct err err;

	OK(backup_make(v.mara->db, NULL, NULL, NULL, NULL, &b, &err));
	OK(erase(client, &err));
	all_out();
	/* without the list beside the practice its copy among the backups counts */
	list = xasprintf("%s.erased", v.path);
	backups = path_folder(b.path);
	copy = xasprintf("%s/%s", backups, path_name(list));
	assert_int_equal(access(copy, F_OK), 0);
	assert_int_equal(unlink(list), 0);
	/* a line that cannot be read hides none behind it */
	lines = test_read(copy, NULL);
	torn = xasprintf("client 1 ma\n\n%s", lines);
	test_write(copy, torn, strlen(torn));
	w.source = b.path;
	r = restore_begin(&w, &err);
	OK(r != NULL);
	OK(restore_finish(r, &kept, &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM erasure"), 1);
	assert_int_equal(access(list, F_OK), 0);
	nothing_is_left(backups);
	whole(v.path);
	assert_true(dbfile_int(v.path, "SELECT count(*) FROM client WHERE family = 'Lang'") ==
	    (folder_client > 0));
	backup_clear(&b);
	all_in();
}

/* The second card of somebody, with a draft on it. */
static int64_t
other_card(void)
{
	int64_t other = clinic_client(v.mara, "given", "Zqnamewort", "family", "Kurzhals", "notes",
	    "zqnotewort of the other", "email", "zqmailwort@example.org", "phone", "7070123456",
	    NULL);

	draft(v.ruth, other, true, "zqdraftwort on the other card");
	return other;
}

static void
merge(int64_t stays, int64_t gone)
{
	AUTO_FREE char *number = xasprintf("%lld", (long long)gone);
	struct client_merge m;
	struct err err;

	OK(client_merge_begin(v.mara, stays, gone, &m, &err));
	OK(client_merge_do(&m, number, &err));
	client_merge_end(&m);
}

static void
restore_from(const char *source)
{
	struct restore_wish w = { .path = v.path, .source = source };
	AUTO_FREE char *kept = NULL;
	struct restore *r;
	struct err err;

	all_out();
	r = restore_begin(&w, &err);
	OK(r != NULL);
	OK(restore_finish(r, &kept, &err));
	all_in();
}

/* Both cards go, and are not taken apart any more; of a backup from before the merge, each. */
static void
a_merged_pair_is_erased(void **state)
{
	int64_t client = plant(true), other = other_card();
	struct backup apart = { .path = NULL }, one = { .path = NULL };
	AUTO_BUF struct buf said = BUF_INIT;
	AUTO_FREE char *backups = NULL;
	struct err err;

	(void)state;
	OK(backup_make(v.mara->db, NULL, NULL, NULL, NULL, &apart, &err));
	backups = path_folder(apart.path);
	merge(client, other);
	OK(backup_make(v.mara->db, NULL, NULL, NULL, NULL, &one, &err));
	REFUSED(rights_erase(v.mara, other, other, "asked", &said, &err), ERR_INVALID,
	    "erase the client who has that one");
	OK(erase(client, &err));
	nothing_is_left(backups);
	whole(v.path);
	REFUSED(client_unmerge(v.mara, other, NULL, NULL, &err), ERR_INVALID, "was erased");
	restore_from(one.path);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM erasure"), 2);
	nothing_is_left(backups);
	restore_from(apart.path);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM erasure"), 2);
	nothing_is_left(backups);
	whole(v.path);
	backup_clear(&apart);
	backup_clear(&one);
}

/* Counts what was told of two texts. */
static bool
find_hers(const struct history_entry *en, void *told)
{
	static const char *const hers[] = { "aspirin", "hers, later" };
	size_t i, k;

	for (i = 0; i < en->n_changes; i++)
		for (k = 0; k < ARRAY_LEN(hers); k++)
			if (en->changes[i].after.kind == VALUE_TEXT &&
			    strcmp(en->changes[i].after.s, hers[k]) == 0)
				(*(int *)told)++;
	return true;
}

/* Two who were one by mistake: what the other's card had meanwhile goes with the person. */
static void
what_a_merge_copied_is_erased(void **state)
{
	int64_t other = other_card(), visit;
	int told = 0;
	struct err err;

	(void)state;
	visit = visits_add(v.anna, v.facial, 0, "2026-03-02", "10:00", "done");
	merge(v.anna, other);
	OK(clinic_set(v.mara, v.anna, "notes", "zqnotewort, more of it", &err));
	OK(clinic_set(v.mara, v.anna, "notes", "hers", &err));
	OK(clinic_set(v.mara, v.anna, "medicines", "aspirin", &err));
	OK(client_unmerge(v.mara, other, NULL, NULL, &err));
	/* a visit that is given there and back does not make the merge longer */
	OK(clinic_set(v.mara, v.anna, "notes", "hers, later", &err));
	OK(client_merge_give(v.mara, other, "session", visit, &err));
	OK(client_merge_give(v.mara, other, "session", visit, &err));
	OK(erase(other, &err));
	nothing_is_left(NULL);
	whole(v.path);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE family = 'Lang' "
	    "AND notes = 'hers, later'"), 1);
	/* what the merge did not put there is about Anna, and told */
	OK(db_history(v.mara->db, &record_client, v.anna, find_hers, &told, &err));
	assert_int_equal(told, 2);
}

/* Who became one with a third client since, and a card that had theirs at second hand. */
static void
what_former_merges_copied_is_erased(void **state)
{
	int64_t other = other_card(), third = clinic_client(v.mara, "given", "Otto", "family",
	    "Dritt", NULL), late = clinic_client(v.mara, "given", "Ute", "family", "Viert", NULL);
	struct err err;

	(void)state;
	merge(third, other);
	merge(v.anna, third);
	OK(client_unmerge(v.mara, third, NULL, NULL, &err));
	OK(client_unmerge(v.mara, other, NULL, NULL, &err));
	merge(late, other);
	OK(erase(late, &err));
	nothing_is_left(NULL);
	whole(v.path);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE family IN ('Lang', "
	    "'Dritt')"), 2);
}

/* A backup from a day on which the two were one: only the person goes. */
static void
merged_in_the_backup(int64_t stays, int64_t gone, int64_t client)
{
	struct backup b = { .path = NULL };
	AUTO_FREE char *backups = NULL;
	struct err err;

	merge(stays, gone);
	OK(backup_make(v.mara->db, NULL, NULL, NULL, NULL, &b, &err));
	backups = path_folder(b.path);
	OK(client_unmerge(v.mara, gone, NULL, NULL, &err));
	OK(erase(client, &err));
	restore_from(b.path);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM erasure"), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE family = 'Lang'"), 1);
	nothing_is_left(backups);
	whole(v.path);
	backup_clear(&b);
}

static void
whoever_went_by_mistake_is_erased_again(void **state)
{
	int64_t client = plant(true);

	(void)state;
	merged_in_the_backup(v.anna, client, client);
}

static void
whoever_came_by_mistake_is_not_erased(void **state)
{
	int64_t client = plant(true);

	(void)state;
	merged_in_the_backup(client, v.anna, client);
}

/* By a form that was open meanwhile, or by a file of an account that logs in later. */
static void
no_draft_comes_back(void **state)
{
	int64_t client = plant(false);
	AUTO_DRAFT struct draft event = DRAFT_INIT, late = DRAFT_INIT;
	AUTO_FREE char *link = xasprintf("#%lld", (long long)client);
	struct err err;

	(void)state;
	draft_set_string(&late.form, "client");
	draft_set_string(&late.type, "client");
	late.record = client;
	draft_set(&late, "notes", "zqdraftwort");
	OK(practice_draft_save(v.mara, &late, &err));
	OK(erase(client, &err));
	OK(practice_draft_beside(v.mara, &late, &err));
	assert_true(late.id == 0 && late.slot == 0);
	draft(v.ruth, client, true, "zqdraftwort");
	draft(v.mara, client, false, "zqdraftwort");
	draft_set_string(&event.form, "event");
	draft_set_string(&event.type, "adverse_event");
	draft_set(&event, "client", link);
	draft_set(&event, "what", "zqdraftwort");
	OK(practice_draft_save(v.mara, &event, &err));
	nothing_is_left(NULL);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
}

/* A line that nobody made with the key erases nobody. */
static void
a_forged_line_erases_nobody(void **state)
{
	struct backup b = { .path = NULL };
	struct restore_wish w = { .path = v.path };
	AUTO_FREE char *kept = NULL, *list = xasprintf("%s.erased", v.path);
	struct restore *r;
	struct err err;

	put_file(list, "client 1 made 2 0123456789abcdef erased 2026-03-12T10:00:00Z seal "
	    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nclient\n\n");
	OK(backup_make(v.mara->db, NULL, NULL, NULL, NULL, &b, &err));
	all_out();
	w.source = b.path;
	r = restore_begin(&w, &err);
	OK(r != NULL);
	OK(restore_finish(r, &kept, &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM erasure"), 0);
	backup_clear(&b);
	all_in();
}

static void
an_unlisted_blank_is_tampering(void **state)
{
	AUTO_FREE char *said = NULL;
	int64_t client = plant(true);
	struct err err;

	OK(erase(client, &err));
	dbfile_sql(v.path, "UPDATE journal_change SET change = NULL WHERE client = 1 AND n = "
	    "(SELECT min(n) FROM journal_change WHERE client = 1)");
	said = dbfile_check(v.path, false);
	assert_non_null(strstr(said, "was blanked, and no erasure says so."));
}

static int64_t killed_client;

static bool
erase_in_child(void *arg)
{
	struct practice *p = clinic_open(arg, "mara");
	AUTO_BUF struct buf later = BUF_INIT;
	struct err err;
	bool ok = rights_erase(p, killed_client, killed_client, "asked for", &later, &err);

	if (!ok)
		fprintf(stderr, "refused: %s\n", err.text);
	practice_close(p);
	return ok;
}

/* Wherever it is killed, nothing has happened, or the next that opens it has it all done. */
static void
killed_at_each_step(void **state)
{
	int n, none = 0, all = 0;
	bool killed = true, erased = true;

	for (n = 0; killed; n++) {
		AUTO_FREE char *plan = xasprintf("%s.erasing", v.path);

		if (erased)
			killed_client = plant(false);
		all_out();
		killed = steps_killed_at(n, erase_in_child, v.path);
		practice_close(clinic_open(v.path, "mara"));
		assert_int_not_equal(access(plan, F_OK), 0);
		erased = dbfile_int(v.path, "SELECT count(*) FROM erasure") == all + 1;
		if (erased)
			nothing_is_left(NULL);
		whole(v.path);
		none += !erased;
		all += erased;
		all_in();
	}
	assert_true(none > 0);
	assert_true(all > 1);
}

TEST_MAIN(
    VISITS_CASE(no_byte_is_left),
    VISITS_CASE(it_is_not_undone),
    VISITS_CASE(it_is_refused),
    VISITS_CASE(a_planted_link_is_not_followed),
    VISITS_CASE(unread_drafts_are_told),
    VISITS_CASE(own_drafts_in_memory_go),
    VISITS_CASE(nothing_is_written_for_the_erased),
    VISITS_CASE(a_restore_erases_again),
    VISITS_CASE(a_merged_pair_is_erased),
    VISITS_CASE(what_a_merge_copied_is_erased),
    VISITS_CASE(what_former_merges_copied_is_erased),
    VISITS_CASE(whoever_went_by_mistake_is_erased_again),
    VISITS_CASE(whoever_came_by_mistake_is_not_erased),
    VISITS_CASE(no_draft_comes_back),
    VISITS_CASE(a_forged_line_erases_nobody),
    VISITS_CASE(an_unlisted_blank_is_tampering),
    VISITS_CASE(killed_at_each_step))
