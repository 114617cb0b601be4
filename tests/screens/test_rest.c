/*
 * A desk at which nobody types gives back what it holds for the next key: half a minute
 * after the last key or change, once, and again half a minute after the next one; while
 * somebody types, what the keys of half a minute did not use. A large block it gives back
 * when it is freed.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/driven_visits.h"

#define LONG 30000	/* milliseconds */

/* Bytes of pages. */
static int
held(void)
{
	return dbfile_held(v.mara->db, SQLITE_DBSTATUS_CACHE_USED);
}

static void
a_key_is_followed_by_half_a_minute(void **state)
{
	int before;

	driven_begin(v.mara, v.path, false);
	driven_tick(0, false);	/* what is counted once a day */
	keys("2");
	driven_tick(LONG, true);
	before = held();
	assert_true(before > 100000);
	driven_tick(LONG / 2, false);
	assert_int_equal(held(), before);
	driven_tick(LONG / 2, false);
	assert_true(held() < before / 4);
	/* what is read meanwhile stays until somebody types */
	keys("1 2");
	before = held();
	driven_tick(LONG, false);
	driven_tick(LONG, false);
	assert_int_equal(held(), before);
	driven_tick(0, true);
	driven_tick(LONG, false);
	assert_true(held() < before / 4);
}

static void
a_change_is_as_good_as_a_key(void **state)
{
	struct err err;
	int before;

	driven_begin(v.mara, v.path, false);
	keys("2");
	driven_tick(0, true);
	OK(clinic_set(v.desk, v.anna, "city", "Graz", &err));
	driven_tick(LONG, false);
	before = held();
	driven_tick(LONG / 2, false);
	assert_int_equal(held(), before);
	driven_tick(LONG / 2, false);
	assert_true(held() < before / 4);
}

/* Statements that are prepared. */
static int
prepared(void)
{
	sqlite3_stmt *st = NULL;
	int n = 0;

	while ((st = sqlite3_next_stmt(v.mara->db->raw, st)) != NULL)
		n += sqlite3_sql(st) != NULL;
	return n;
}

/* Whoever types on keeps the statements of the last half minute's keys, and no key waits for
 * the others to go. */
static void
what_is_not_used_any_more_goes(void **state)
{
	int all, kept;

	driven_begin(v.mara, v.path, false);
	keys("3 4 5 2 Enter");
	driven_tick(0, false);
	all = prepared();
	d->tidied_at -= LONG;
	driven_tick(0, false);		/* all were used since the beginning */
	keys("2 j k Enter");
	d->tidied_at -= LONG;
	driven_tick(0, true);
	assert_int_equal(prepared(), all);
	driven_tick(0, false);
	kept = prepared();
	assert_true(kept < all / 2);
	keys("2 j k Enter");
	assert_int_equal(prepared(), kept);
}

/* The heap does not grow by a block as large as one that was freed before. */
static void
a_large_block_is_not_kept(void **state)
{
	const size_t large = (size_t)24 << 20;
	void *end;

	driven_begin(v.mara, v.path, false);
	free(xmalloc(large));
	end = sbrk(0);
	free(xmalloc(large));
	assert_ptr_equal(sbrk(0), end);
}

TEST_MAIN(
    CASE(a_large_block_is_not_kept),
    CASE(a_key_is_followed_by_half_a_minute),
    CASE(what_is_not_used_any_more_goes),
    CASE(a_change_is_as_good_as_a_key))
