/*
 * rows.h - the rows of a whole that is edited in memory and saved at once: the lines and
 * payments of a receipt, the lines and products of a chart.
 */
#ifndef CHAIRSIDE_PRACTICE_ROWS_H
#define CHAIRSIDE_PRACTICE_ROWS_H

#include "base/err.h"
#include "record/record.h"

struct db;

/* The row of that id; NULL: it is not among them. Borrowed. */
struct record *rows_find(struct record *const *rows, size_t n, int64_t id);

/* The newest entry of the journal that wrote one of them; `entry` where none is newer. */
int64_t rows_newest(struct record *const *rows, size_t n, int64_t entry);

/* Inside db_write(): a new row (id 0) is inserted, one that differs from `base` updated. */
bool rows_put_one(struct db *db, struct record *row, const struct record *base, struct err *e);
/* Inside db_write(): the file has the rows of `base` and gets `rows` instead, each of the
 * `owner`, a field, with that id. `away` is the statement that takes out a row by its :id. A
 * sentence about a row begins with which it is, "Line 2". */
bool rows_put(struct db *db, const char *owner, int64_t id, struct record *const *rows, size_t n,
    struct record *const *base, size_t n_base, const char *away, struct err *e);

#endif
