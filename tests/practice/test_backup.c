/*
 * Backups as use cases: how old the newest is, in words; who may restore, asked of the
 * practice, and where that is gone or damaged, of the backup.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "practice/backup.h"
#include "tests/support/clinic.h"

static void
at(const char *now)
{
	struct err err = { 0 };

	OK(clock_fix(now, &err));
}

static void
says(const struct practice *p, bool well, const char *words)
{
	AUTO_BUF struct buf out = BUF_INIT;

	assert_int_equal(practice_backup_words(p, &out), well);
	assert_string_equal(out.s, words);
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
	OK(practice_backup(p, NULL, NULL, NULL, &t, &err));
	backup_told_clear(&t);
	says(p, true, "Fri 13 Mar 2026 10:01, just now");
	at("2026-03-13T10:02");
	says(p, true, "Fri 13 Mar 2026 10:01, 1 minute ago");
	at("2026-03-13T13:00");
	says(p, true, "Fri 13 Mar 2026 10:01, 2 hours ago");
	at("2026-03-14T10:01");
	says(p, true, "Fri 13 Mar 2026 10:01, 1 day ago");
	at("2026-03-14T10:02");
	says(p, false, "Fri 13 Mar 2026 10:01, 1 day ago; Backup makes a new one");
	at("2026-03-20T10:02");
	says(p, false, "Fri 13 Mar 2026 10:01, 7 days ago; Backup makes a new one");
	at("2026-03-01T10:00");
	says(p, false, "Fri 13 Mar 2026 10:01, later than now: is the clock right?");
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
	OK(practice_backup(p, NULL, NULL, NULL, &t, &err));
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

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(age_in_words),
		cmocka_unit_test(who_may_restore),
	};

	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
