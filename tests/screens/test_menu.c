/*
 * The tab Practice, driven by keys: what it reads of the file system, and when.
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "practice/backup.h"
#include "tests/support/driven_visits.h"

static void
the_tab_alone_looks_for_a_backup(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("8");
	sees("last backup    none yet");
	keys("j j j Enter");
	in_front("practice");
	sees("Working hours");
	sees_not("last backup");
	keys("q");
	sees("last backup    none yet");
}

/* The backups that are kept, and how they stand; of nobody but who may make them. */
static void
backups_are_listed(void **state)
{
	const struct backup_ask ask = { .folder = NULL };
	struct backup_told t;
	struct err err = { 0 };

	driven_begin(v.mara, v.path, false);
	keys("8 / tried Enter");
	in_front("backups");
	sees("There is no backup yet; n makes one.");
	sees("last verified   none yet");
	sees("sealed to       no key: whoever has one reads all");
	sees("tried out       none yet");
	keys("Enter");
	says("There is no backup yet; n makes one.");
	OK(practice_backup(v.mara, &ask, &t, &err));
	backup_told_clear(&t);
	keys("q 8");
	sees("just now, quarter-hourly");
	keys("/ tried Enter");
	in_front("backups");
	sees("quarter-hourly");
	sees("yes      plain");
	driven_size(20, 60);
	sees("yes      plain");
	driven_size(24, 80);
	keys("Enter");
	sees("d  a drill: restore it beside");
	/* and whose right is taken away meanwhile sees nothing of them */
	visits_new(&record_staff, "name", "Olga", "login", "olga", "role", "owner", NULL);
	visits_set(&record_staff, v.mara->staff->id, "role", "front_desk");
	driven_tick(2000, false);
	keys("Esc");
	says("may not make and restore backups");
	sees_not("last verified");
	driven_end();
	driven_begin(v.desk, v.path, false);
	keys("8 / tried Enter");
	says("may not make and restore backups");
	in_front("practice");
}

/* A mapping that is kept is read as the question comes up: typing reads nothing. */
static void
mappings_are_read_once(void **state)
{
	static const char mapping[] = "[clients]\nfamily = 'Nachname'\n";
	AUTO_FREE char *folder = xasprintf("%s.exports", v.path);
	AUTO_FREE char *path = xasprintf("%s/salon.ini", folder);

	assert_int_equal(mkdir(folder, 0700), 0);
	test_write(path, mapping, sizeof(mapping) - 1);
	driven_begin(v.mara, v.path, false);
	keys("8 j j j j j j j Enter any.csv Enter clients Enter");
	sees("salon");
	sees("kept from an earlier file");
	assert_int_equal(unlink(path), 0);
	keys("sal");
	sees("kept from an earlier file");
	keys("x");
	sees("No mapping of this kind has that name.");
	keys("Esc Esc Esc 8 Enter any.csv Enter clients Enter");
	sees("by the file's own headers");
	sees_not("kept from an earlier file");
}

TEST_MAIN(
    CASE(the_tab_alone_looks_for_a_backup),
    CASE(backups_are_listed),
    CASE(mappings_are_read_once))
