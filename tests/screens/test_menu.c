/*
 * The tab Practice, driven by keys: what it reads of the file system, and when.
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
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
    CASE(mappings_are_read_once))
