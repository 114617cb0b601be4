/*
 * json.h - JSON, written. (It is read through SQLite's JSON functions in db/.)
 *
 * The writer keeps track of commas and nesting. All of it is in the stream once it is
 * finished; after a failure ferror() of that is set. Strings must be valid UTF-8; control
 * characters and direction marks are escaped, so the output is harmless on a terminal;
 * invalid bytes become U+FFFD. Indented two spaces a level, arrays of scalars on one line.
 * A misplaced value or key and a level too many are a bug().
 */
#ifndef CHAIRSIDE_EXCHANGE_JSON_H
#define CHAIRSIDE_EXCHANGE_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/money.h"
#include "base/sink.h"

#define JSON_DEPTH_MAX 32

struct json {
	struct sink sink;
	int depth;
	bool compact;			/* all on one line */
	bool is_array[JSON_DEPTH_MAX];
	bool begun[JSON_DEPTH_MAX];	/* this level has an item */
	bool broken[JSON_DEPTH_MAX];	/* an array with objects or arrays in it */
	bool named;			/* a key was written, its value is next */
};

void json_start(struct json *j, FILE *f, bool compact);
void json_object(struct json *j);
void json_array(struct json *j);
void json_close(struct json *j);	/* the innermost object or array */
void json_key(struct json *j, const char *key);
void json_text(struct json *j, const char *s);	/* NULL: null */
void json_int(struct json *j, int64_t i);
void json_money(struct json *j, money m);	/* exact decimal number, ≥ 2 decimals */
void json_decimal(struct json *j, double d, int decimals);	/* NaN, ∞: null */
void json_bool(struct json *j, bool b);
void json_null(struct json *j);
void json_finish(struct json *j);	/* final newline; open levels are a bug() */

#endif
