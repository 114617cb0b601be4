/*
 * dbfile.h - practice files for tests of the storage layer.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_DBFILE_H
#define CHAIRSIDE_TESTS_SUPPORT_DBFILE_H

#include "db/db.h"
#include "tests/support/test.h"

/* Fails the case with the sentence when `ok` is false. */
#define OK(ok) dbfile_ok((ok), &err, #ok, __FILE__, __LINE__)
void dbfile_ok(bool ok, const struct err *e, const char *what, const char *file,
    int line);

/* A new file in the test's folder with a practice and two staff (1 mara, 2 jon);
 * the path is owned by the caller. Those of one program are copies of the first: to make one
 * takes a hundred times as long. dbfile_make() makes one with a history of its own. */
char *dbfile_new(const char *name);
char *dbfile_make(const char *name);

/* A practice that was made, for copies of it. */
struct dbfile_made {
	char *file, *key;
	size_t size, key_size;
};
void dbfile_keep(struct dbfile_made *made, const char *path);
/* Writes it as another file; false: none is kept. */
bool dbfile_again(const struct dbfile_made *made, const char *path);
/* A file as a program of migration `number` could leave it: the migrations up to it,
 * after each the rows of tests/db/landed/NNNN.sql where there are such. */
char *dbfile_landed(const char *name, int number);
/* Opens it as staff `who`. */
struct db *dbfile_open(const char *path, int64_t who);

/* One ordinary write each. 0 when it failed; `e` may be NULL. */
int64_t dbfile_add_client(struct db *db, const char *given, const char *family,
    struct err *e);
bool dbfile_set(struct db *db, const struct record_type *t, int64_t id,
    const char *field, const char *text, struct err *e);

/* Every row of every record table but its version, as text; owned. */
char *dbfile_dump(const char *path);
struct sqlite3;
char *dbfile_dump_of(struct sqlite3 *raw);
/* Runs SQL behind chairside's back, past its triggers too; fails the case when it
 * cannot. */
void dbfile_sql(const char *path, const char *sql);
/* Stores the changes up to entry n as the releases before migration 0009 did: each with its
 * header and its mac. Macs and head stay. */
void dbfile_older_changes(const char *path, int64_t n);
/* Bytes that it holds of what SQLITE_DBSTATUS_… names. */
int dbfile_held(const struct db *db, int what);
/* Gives the file another key of 32 bytes, its fingerprint with it. */
void dbfile_rekey(const char *path, const char *key);
int64_t dbfile_int(const char *path, const char *sql);
/* Runs db_check(); the sentences joined with newlines; owned. */
char *dbfile_check(const char *path, bool deep);

#endif
