/*
 * test_pack.c - a change, packed, comes back byte by byte.
 *
 * Proves it of changes that SQLite cut, with each kind of value at its bounds; that they
 * become small; that what a file has already can be read for ever; and that damaged ones
 * are refused.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

#define ENTRY 4711

struct packs {
	struct buf packed;
	char op;
	int64_t row;
	size_t n_body, n;
};

static bool
pack_one(const struct change *ch, void *arg)
{
	struct packs *p = arg;
	AUTO_BUF struct buf back = BUF_INIT;

	change_pack(ch, ENTRY, &p->packed);
	assert_true(change_unpack(ch->bytes, ch->n_header, p->packed.s, p->packed.len,
	    ch->row, ENTRY, &back));
	assert_int_equal(back.len, ch->n_header + ch->n_body);
	assert_memory_equal(back.s, ch->bytes, ch->n_header);
	assert_memory_equal(back.s + ch->n_header, ch->body, ch->n_body);
	p->op = ch->op;
	p->row = ch->row;
	p->n_body = ch->n_body;
	p->n++;
	return true;
}

/* Packs what SQLite's session makes of the SQL; returns how many changes. */
static size_t
packed_of(const char *sql, struct packs *p)
{
	sqlite3_session *session;
	sqlite3 *raw;
	void *bytes;
	int n;

	*p = (struct packs){ .packed = BUF_INIT };
	assert_int_equal(sqlite3_open(":memory:", &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, "CREATE TABLE t(id INTEGER PRIMARY KEY, version, a, "
	    "b, c, d); INSERT INTO t VALUES(1, 4000, 'old', 5, NULL, 2.5),"
	    "(2, 1, 'here', NULL, NULL, NULL)", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3session_create(raw, "main", &session), SQLITE_OK);
	assert_int_equal(sqlite3session_attach(session, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3session_changeset(session, &n, &bytes), SQLITE_OK);
	sqlite3session_delete(session);
	assert_true(changeset_split(bytes, (size_t)n, pack_one, p));
	sqlite3_free(bytes);
	sqlite3_close(raw);
	return p->n;
}

static void
every_value_comes_back(void **state)
{
	static const char *const values[] = { "NULL", "''", "'x'", "0", "15", "16", "-1", "127",
	    "128", "-128", "-129", "32767", "32768", "8388607", "8388608", "-8388609",
	    "2147483648", "549755813888", "140737488355328", "36028797018963968",
	    "9223372036854775807", "-9223372036854775807 - 1", "4711", "9", "1.5", "-0.0",
	    "1e300", "zeroblob(0)", "x'00ff'", "zeroblob(300)", "'booked'", "'bookedx'", "'book'",
	    "'yelp'", "'anaesthetic'", "'2026-03-12'", "'0001-01-01'", "'9999-12-31'",
	    "'2026-02-30'", "'2026-3-012'", "'20260312AB'", "'0123456789012345678901'",
	    "'AAAAAAAAAAAAAAAAAAAAAA'", "'row:0123456789_-abcdefghiA'", "'AAAAAAAAAAAAAAAAAAAAAB'",
	    "'1234567890123456789012345678901'", "'12345678901234567890123456789012'",
	    "printf('%.400c', 'y')", "CAST(x'626f6f6b656400' AS TEXT)", "'Zo\xc3\xab'" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(values); i++) {
		AUTO_FREE char *insert = xasprintf("INSERT INTO t VALUES(9, 4711, %s, 1, %s, NULL)",
		    values[i], values[i]);
		AUTO_FREE char *update = xasprintf("UPDATE t SET version = 4711, a = %s, d = %s "
		    "WHERE id = 1", values[i], values[i]);
		struct packs p;

		assert_int_equal(packed_of(insert, &p), 1);
		assert_int_equal(p.op, 'I');
		buf_free(&p.packed);
		assert_int_equal(packed_of(update, &p), 1);
		assert_int_equal(p.op, 'U');
		buf_free(&p.packed);
	}
}

static void
other_changes_come_back(void **state)
{
	struct packs p;

	(void)state;
	assert_int_equal(packed_of("DELETE FROM t; INSERT INTO t(id) VALUES(-5), (0)", &p), 4);
	buf_free(&p.packed);
	assert_int_equal(packed_of("CREATE TRIGGER x AFTER DELETE ON t BEGIN UPDATE t SET a = 1; "
	    "END; DELETE FROM t WHERE id = 2", &p), 2);
	buf_free(&p.packed);
}

/* The bytes of files that are there: they never change. */
static void
what_files_have_is_frozen(void **state)
{
	#define BYTES(text) text, sizeof(text) - 1
	static const struct { const char *sql, *bytes; size_t n; } cases[] = {
		{ "INSERT INTO t VALUES(9, 4711, 'booked', 300, NULL, 'Zoe')",
		  BYTES("\x01\x58\x59\x83\x51\x01\x2c\x20\x63Zoe") },
		{ "INSERT INTO t VALUES(9, 4711, '2026-03-12', 3, 'yelp', 'row:AAAAAAAAAAAAAAAAAAAAAA')",
		  BYTES("\x01\x58\x59\x5a\x00\x50\x2c\x43\xd4\x5b\x04row:\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") },
		{ "UPDATE t SET a = NULL WHERE id = 1", BYTES("\x02\x58\x00\x63old\x02\x01\x20\x02") },
		{ "DELETE FROM t WHERE id = 2", BYTES("\x03\x58\x41\x9e\x22") },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct packs p;

		assert_int_equal(packed_of(cases[i].sql, &p), 1);
		assert_int_equal(p.packed.len, cases[i].n);
		assert_memory_equal(p.packed.s, cases[i].bytes, cases[i].n);
		buf_free(&p.packed);
	}
}

/* Cut short or with one more byte it is refused. With any byte another it may be another
 * change, which its digest tells, or the same; sanitizers see what is read behind it. */
static void
damaged_ones_are_refused(void **state)
{
	static const char header[] = "T\006\001\000\000\000\000\000t";
	AUTO_BUF struct buf back = BUF_INIT;
	struct packs p;
	size_t i;
	int c;

	(void)state;
	assert_int_equal(packed_of("UPDATE t SET version = 4711, a = '2026-03-12', b = NULL, "
	    "c = printf('%.40c', 'z'), d = 'row:AAAAAAAAAAAAAAAAAAAAAA' WHERE id = 1", &p), 1);
	for (i = 0; i < p.packed.len; i++)
		assert_false(change_unpack(header, sizeof(header), p.packed.s, i, 1, ENTRY, &back));
	for (i = 0; i < p.packed.len; i++)
		for (c = 0; c < 256; c++) {
			AUTO_BUF struct buf other = BUF_INIT;

			buf_add(&other, p.packed.s, p.packed.len);
			other.s[i] = (char)c;
			change_unpack(header, sizeof(header), other.s, other.len, 1, ENTRY, &back);
		}
	buf_addc(&p.packed, '\x40');
	assert_false(change_unpack(header, sizeof(header), p.packed.s, p.packed.len, 1, ENTRY,
	    &back));
	p.packed.s[0] = '\x07' + 1;
	assert_false(change_unpack(header, sizeof(header), p.packed.s, p.packed.len, 1, ENTRY,
	    &back));
	assert_false(change_unpack("X", 1, p.packed.s, p.packed.len, 1, ENTRY, &back));
	assert_false(change_unpack("T\x7f", 2, p.packed.s, p.packed.len, 1, ENTRY, &back));
	assert_false(change_unpack(NULL, 0, p.packed.s, p.packed.len, 1, ENTRY, &back));
	buf_free(&p.packed);
}

TEST_MAIN(
    cmocka_unit_test(every_value_comes_back),
    cmocka_unit_test(other_changes_come_back),
    cmocka_unit_test(what_files_have_is_frozen),
    cmocka_unit_test(damaged_ones_are_refused))
