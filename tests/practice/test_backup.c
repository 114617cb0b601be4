/*
 * Backups as use cases: how old the newest is, in words; who may restore, asked of the
 * practice, and where that is gone or damaged, of the backup; sealed where the settings say
 * so, and made by a timer without a login.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/seal.h"
#include "db/backup.h"
#include "practice/backup.h"
#include "practice/backups.h"
#include "practice/files.h"
#include "practice/history.h"
#include "practice/save.h"
#include "tests/support/clinic.h"

static const struct backup_ask plain = { .folder = NULL };

static void
at(const char *now)
{
	struct err err = { 0 };

	OK(clock_fix(now, &err));
}

static void
says(struct practice *p, bool well, const char *words)
{
	AUTO_BUF struct buf out = BUF_INIT;

	assert_int_equal(practice_backup_words(p, &out), well);
	assert_string_equal(out.s, words);
}

static void
drill(const char *path)
{
	const struct restore_ask ask = { .path = path, .login = "mara", .drill = true };
	struct backup_told t;
	struct err err = { 0 };

	OK(practice_restore(&ask, &t, &err));
	backup_told_clear(&t);
}

static void
age_in_words(void **state)
{
	AUTO_FREE char *path = clinic_new("age.db");
	struct practice *p = clinic_open(path, "mara");
	struct backup_told t;
	struct err err = { 0 };

	says(p, true, "none yet; Backup makes one");
	at("2026-03-13T10:00");
	says(p, true, "none yet; Backup makes one");
	at("2026-03-13T10:01");
	says(p, false, "none yet; Backup makes one");
	OK(practice_backup(p, &plain, &t, &err));
	backup_told_clear(&t);
	says(p, false, "Fri 13 Mar 10:01, just now, quarter-hourly; drill due");
	drill(path);
	says(p, true, "Fri 13 Mar 10:01, just now, quarter-hourly");
	at("2026-03-13T10:02");
	says(p, true, "Fri 13 Mar 10:01, 1 minute ago, quarter-hourly");
	at("2026-03-13T13:00");
	says(p, true, "Fri 13 Mar 10:01, 2 hours ago, quarter-hourly");
	at("2026-03-14T10:01");
	says(p, true, "Fri 13 Mar 10:01, 1 day ago, quarter-hourly");
	at("2026-03-14T10:02");
	says(p, true, "Fri 13 Mar 10:01, 1 day ago; nothing has changed since");
	assert_true(dbfile_add_client(p->db, "Ada", "Byrne", &err) > 0);
	says(p, false, "Fri 13 Mar 10:01, 1 day ago; Backup makes a new one");
	at("2026-03-20T10:02");
	says(p, false, "Fri 13 Mar 10:01, 7 days ago; Backup makes a new one");
	at("2026-03-01T10:00");
	says(p, false, "Fri 13 Mar 10:01, later than now: is the clock right?");
	practice_close(p);
	at("2026-03-12T10:00");
}

static void
says_of_drills(struct practice *p, const char *words)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err = { 0 };

	OK(practice_drill_words(p, &out, &err));
	assert_string_equal(out.len > 0 ? out.s : "", words);
}

/* A drill is remembered for three months, and whose backups are none of theirs hear nothing. */
static void
a_drill_is_due(void **state)
{
	AUTO_FREE char *path = clinic_new("drill.db");
	struct practice *p = clinic_open(path, "mara"), *desk;
	struct backups_line lines[BACKUPS_LINES];
	struct backup_told t;
	struct err err = { 0 };

	clinic_staff(p, "frieda", "front_desk");
	desk = clinic_open(path, "frieda");
	says_of_drills(p, "");
	at("2026-03-14T10:00");
	says_of_drills(p, "none was tried out yet: Enter on one, then d");
	says_of_drills(desk, "");
	assert_false(practice_backups(desk, NULL, NULL, lines, &err));
	assert_int_equal(err.code, ERR_DENIED);
	backups_lines_free(lines);
	OK(practice_backup(p, &plain, &t, &err));
	backup_told_clear(&t);
	drill(path);
	assert_int_equal(dbfile_int(path, "SELECT who FROM journal WHERE label = 'drill practice 1, "
	    "a backup of 2026-03-14T10:00:00Z' AND kind = 'backup'"), p->staff->id);
	says_of_drills(p, "");
	OK(practice_backups(p, NULL, NULL, lines, &err));
	assert_string_equal(lines[4].words, "Sat 14 Mar 10:00, just now");
	backups_lines_free(lines);
	at("2026-06-14T10:00");
	says_of_drills(p, "");
	at("2026-06-15T10:00");
	says_of_drills(p, "one was tried out 93 days ago: Enter on one, then d");
	OK(practice_backups(p, NULL, NULL, lines, &err));
	assert_true(lines[4].warns);
	backups_lines_free(lines);
	practice_close(desk);
	practice_close(p);
	at("2026-03-12T10:00");
}

static bool
restores(const char *path, const char *login, struct err *e)
{
	struct restore_ask ask = { .path = path, .login = login };
	struct backup_told t;
	bool ok = practice_restore(&ask, &t, e);

	backup_told_clear(&t);
	return ok;
}

static void
who_may_restore(void **state)
{
	AUTO_FREE char *path = clinic_new("who.db");
	struct practice *p = clinic_open(path, "mara");
	struct backup_told t;
	struct err err = { 0 };
	int64_t denied;

	clinic_staff(p, "frieda", "front_desk");
	OK(practice_backup(p, &plain, &t, &err));
	backup_told_clear(&t);
	clinic_staff(p, "late", "owner");	/* whom the backup does not know */
	practice_close(p);

	denied = dbfile_int(path, "SELECT count(*) FROM journal WHERE kind = 'denied'");
	assert_false(restores(path, "frieda", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(restores(path, "stranger", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal WHERE kind = "
	    "'denied'"), denied + 2);
	OK(restores(path, "late", &err));
	assert_int_equal(dbfile_int(path, "SELECT who FROM journal WHERE kind = "
	    "'restore'"), 0);
	OK(restores(path, "mara", &err));
	assert_int_equal(dbfile_int(path, "SELECT who FROM journal WHERE kind = "
	    "'restore'"), 1);

	/* nobody can be asked but the backup */
	assert_int_equal(unlink(path), 0);
	assert_false(restores(path, "frieda", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(restores(path, "late", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_int_not_equal(access(path, F_OK), 0);
	OK(restores(path, "mara", &err));
	assert_int_equal(dbfile_int(path, "SELECT who FROM journal WHERE kind = "
	    "'restore'"), 1);
}

static bool
set_backup_key(struct practice *p, const char *text, struct err *e)
{
	AUTO_RECORD struct record *mine = record_copy(p->settings);

	return record_parse(mine, &p->context, "backup_key", text, e) &&
	    practice_save(p, ACTION_WRITE_SETTINGS, mine, p->settings, NULL, NULL, e) &&
	    practice_reload(p, e);
}

/* The setting alone decides; a letter of it typed wrong is refused, not sealed to nobody. */
static void
sealed_to_the_setting(void **state)
{
	AUTO_FREE char *path = clinic_new("sealed.db");
	struct practice *p = clinic_open(path, "mara");
	struct restore_ask ask = { .path = path, .login = "mara", .drill = true };
	char text[SEAL_TEXT_SIZE], wrong[SEAL_TEXT_SIZE];
	struct seal_public pub;
	struct seal_secret secret;
	struct backup_told t;
	struct err err = { 0 };

	seal_pair(&pub, &secret);
	seal_public_text(&pub, text);
	memcpy(wrong, text, sizeof(wrong));
	wrong[20] = wrong[20] == 'x' ? 'y' : 'x';
	assert_false(set_backup_key(p, wrong, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "backup_key");
	OK(set_backup_key(p, text, &err));
	OK(practice_backup(p, &plain, &t, &err));
	assert_true(t.sealed);
	backup_told_clear(&t);
	says(p, true, "Thu 12 Mar 10:00, just now, quarter-hourly, sealed");
	practice_close(p);
	assert_false(practice_restore(&ask, &t, &err));
	backup_told_clear(&t);
	ask.key = &secret;
	OK(practice_restore(&ask, &t, &err));
	assert_true(t.sealed);
	assert_false(t.key);
	assert_non_null(strstr(t.holds, "0 clients"));
	backup_told_clear(&t);
}

static void
keep_words(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

/* One byte of a sealed photo where it lies: check and verify name whose it is, and a restore
 * brings back all but that. */
static void
a_spoilt_file_is_named(void **state)
{
	AUTO_FREE char *path = clinic_new("spoilt.db"), *file = test_path("form.txt");
	AUTO_FREE char *bytes = NULL, *in = NULL;
	struct practice *p = clinic_open(path, "mara");
	struct take take = { .path = file, .kind = "form", .date = DATE_NONE };
	AUTO_BUF struct buf said = BUF_INIT, which = BUF_INIT;
	struct restore_ask ask = { .path = path, .login = "mara", .say = keep_words, .arg = &said };
	char text[SEAL_TEXT_SIZE], hex[DIGEST_HEX_SIZE];
	struct seal_public pub;
	struct seal_secret secret;
	struct backup_told t;
	struct err err = { 0 };
	long problems = 0;
	size_t n;

	seal_pair(&pub, &secret);
	OK(set_backup_key(p, seal_public_text(&pub, text), &err));
	test_write(file, "I agree.", 8);
	take.client = clinic_client(p, "given", "Anna", "family", "Lang", NULL);
	OK(files_take(p, &take, NULL, &which, &err));
	OK(practice_backup(p, &plain, &t, &err));
	in = xasprintf("%s.files/%s", t.path, digest_sha256("I agree.", 8, hex));
	backup_told_clear(&t);
	buf_cut(&which, 0);
	OK(practice_backup_verify(p, NULL, &which, keep_words, &said, &problems, &err));
	OK(practice_check(p, true, keep_words, &said, &problems, &err));
	assert_int_equal(problems, 0);
	assert_int_equal(said.len, 0);

	bytes = test_read(in, &n);
	bytes[n / 2] ^= 1;
	test_write(in, bytes, n);
	OK(practice_backup_verify(p, path_name(which.s), &which, keep_words, &said, &problems,
	    &err));
	assert_int_equal(problems, 1);
	assert_non_null(strstr(said.s, "file (form) of Lang, Anna, Thu 12 Mar"));
	buf_cut(&said, 0);
	OK(practice_check(p, true, keep_words, &said, &problems, &err));
	assert_int_equal(problems, 1);
	assert_non_null(strstr(said.s, "left out when it is restored: file (form) of Lang, Anna"));
	buf_cut(&said, 0);
	assert_false(practice_backup_verify(p, "nothing", &which, keep_words, &said, &problems,
	    &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	practice_close(p);

	ask.key = &secret;
	OK(practice_restore(&ask, &t, &err));
	assert_int_equal(t.left_out, 1);
	assert_string_equal(said.s, "Altered in the backup, and left out: file (form) of Lang, "
	    "Anna, Thu 12 Mar. Another backup may have it as it was.\n");
	backup_told_clear(&t);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), 1);
	p = clinic_open(path, "mara");
	buf_cut(&said, 0);
	OK(practice_check(p, false, keep_words, &said, &problems, &err));
	assert_int_equal(problems, 1);
	assert_non_null(strstr(said.s, "its bytes are missing"));
	practice_close(p);
}

/* Without a person, for the owner of the file; what it did stands in the journal. */
static void
by_a_timer(void **state)
{
	AUTO_FREE char *path = clinic_new("timer.db");
	const struct backup_ask timer = { .if_changed = true, .thin = true };
	struct practice *p = clinic_open(path, "mara");
	struct backup_told t;
	struct err err = { 0 };

	OK(practice_backup_timer(path, &timer, &t, &err));
	assert_non_null(t.path);
	backup_told_clear(&t);
	assert_int_equal(dbfile_int(path, "SELECT who FROM journal WHERE kind = 'backup' AND "
	    "label = 'back up practice 1, by the timer'"), 0);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal WHERE kind = "
	    "'backup'"), 1);
	OK(practice_backup_timer(path, &timer, &t, &err));
	assert_null(t.path);
	/* a login that is refused is no reason for another; a client is */
	OK(db_note(p->db, "denied", "denied: log in", &err));
	OK(practice_backup_timer(path, &timer, &t, &err));
	assert_null(t.path);
	assert_true(dbfile_add_client(p->db, "Ada", "Byrne", &err) > 0);
	OK(practice_backup_timer(path, &timer, &t, &err));
	assert_non_null(t.path);
	backup_told_clear(&t);
	/* a clock that is years ahead backs up, and writes nothing that would keep anybody from
	 * saving when it is right again */
	at("2031-03-12T10:00");
	assert_true(dbfile_int(path, "SELECT max(at) FROM journal") < clock_now() - 86400);
	OK(practice_backup(p, &plain, &t, &err));
	backup_told_clear(&t);
	assert_true(dbfile_int(path, "SELECT max(at) FROM journal") < clock_now() - 86400);
	practice_close(p);
	assert_int_equal(chown(path, 4711, (gid_t)-1), geteuid() == 0 ? 0 : -1);
	if (geteuid() == 0) {
		assert_false(practice_backup_timer(path, &timer, &t, &err));
		assert_int_equal(err.code, ERR_DENIED);
	}
	at("2026-03-12T10:00");
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(age_in_words),
		cmocka_unit_test(a_drill_is_due),
		cmocka_unit_test(who_may_restore),
		cmocka_unit_test(sealed_to_the_setting),
		cmocka_unit_test(a_spoilt_file_is_named),
		cmocka_unit_test(by_a_timer),
	};

	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
