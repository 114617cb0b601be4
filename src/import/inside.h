/*
 * inside.h - what the files of the importer share.
 *
 * A file is a *source* of rows with named columns. The *plan* assigns columns to the
 * fields of a kind, by the mapping, the headers and the table of known headers. Each
 * row is read into values, looked up under its identity, and applied by its kind inside
 * one db_attempt(). Texts of a row are borrowed until the next row.
 */
#ifndef CHAIRSIDE_IMPORT_INSIDE_H
#define CHAIRSIDE_IMPORT_INSIDE_H

#include <stdio.h>

#include "base/buf.h"
#include "base/digest.h"
#include "db/db.h"
#include "exchange/mapping.h"
#include "import/import.h"
#include "practice/slot.h"

struct import;
struct import_target;

/* --- source.c: CSV, JSON or a calendar as rows of cells --------------------------- */

struct import_source;

enum import_next { IMPORT_ROW, IMPORT_BAD, IMPORT_END, IMPORT_FAIL };

struct import_source *import_source_open(struct import *im, const char *path,
    const struct mapping *m, struct err *e);
void import_source_free(struct import_source *s);
/* A calendar's columns are ours, as those of JSON need not be there. */
bool import_source_is_json(const struct import_source *s);
bool import_source_is_calendar(const struct import_source *s);
/* The session of this practice that the row of a calendar is; 0: none. */
int64_t import_source_own(const struct import_source *s);
size_t import_source_width(const struct import_source *s);
/* How many columns the file itself has; the rest are derived from them. */
size_t import_source_told(const struct import_source *s);
/* The column that this one is derived from; NO_COLUMN: none. */
size_t import_source_made(const struct import_source *s, size_t column);
const char *import_source_header(const struct import_source *s, size_t column);
bool import_source_rewind(struct import_source *s, struct err *e);
enum import_next import_source_next(struct import_source *s, struct err *e);
/* The cell's text, trimmed. */
const char *import_source_cell(const struct import_source *s, size_t column);
/* Of the row, or of a cell in it; for JSON the number of the entry. */
long import_source_line(const struct import_source *s);
long import_source_cell_line(const struct import_source *s, size_t column);
/* How many cells the row has in the file, trailing blank ones too; and what separates
 * them. For JSON 0. */
size_t import_source_row_cells(const struct import_source *s);
char import_source_delimiter(const struct import_source *s);
/* Of an IMPORT_BAD: byte in its line, 0 unknown. */
long import_source_fault(const struct import_source *s);
int import_source_permille(const struct import_source *s);

/* --- file.c --- */

/* Input that cannot be read twice is first copied to an unlinked file beside the
 * practice file. NULL on failure. */
FILE *import_file_open(struct db *db, const char *path, long long *size, struct err *e);

/* --- mapping.c: which column is which, by a mapping file or preset ----- */

/* Sets im->map. */
bool import_mapping_read(struct import *im, struct err *e);
/* Whether a mapping takes the two headers for one column. */
bool import_same_column(const char *a, const char *b);
/* The text of a mapping file, and its path as it is shown. */
bool import_mapping_text(const char *path, struct buf *text, struct buf *shown,
    struct err *e);
/* A mapping file without its preset. NULL: refused. */
struct mapping *import_mapping_file(const char *path, const char *kind, struct err *e);

/* --- other.c ------------------------------------------------------------ */

/* False, with a sentence, for a workbook, an address card and other formats that are
 * not read. Reads the stream from its beginning and rewinds it. */
bool import_is_ours(FILE *f, const struct mapping *m, struct err *e);

/* --- alias.c: headers of other programs -------------------------------- */

/* How well a header fits a field, and what beats it: see match.c. */
enum import_fit {
	IMPORT_NEVER = 0,	/* only the first release matched it */
	IMPORT_NO_FIT = 200,	/* below this a column is kept as a note */
	IMPORT_LOOSE = 400, IMPORT_USUAL = 600, IMPORT_SURE = 800,
	IMPORT_LABEL = 900, IMPORT_NAME = 1000,
	IMPORT_JOINED = 1050	/* two columns say more than either */
};
/* Marks of an alias. */
enum { IMPORT_FIRST = 1, IMPORT_ALONE = 2, IMPORT_UNDATED = 4 };

struct import_word {
	const char *from, *to;	/* `from` is compared without case */
};
struct import_alias {
	const char *kind;
	const char *header;	/* as from import_header_key(); A+B joins two */
	const char *field;
	enum import_fit fit;
	const struct import_word *words;	/* `from` NULL at the end; or NULL */
	unsigned marks;
};
/* Line i of the tables; NULL past the end. */
const struct import_alias *import_alias_at(size_t i);

/* --- words.c: words of other programs ----------------------------------- */

/* Adds a header without case, accents, blanks, hyphens, dots, underscores. */
void import_header_key(struct buf *out, const char *header);
/* The same without any marks: "No-Show (charged)" is noshowcharged. */
void import_word_key(struct buf *out, const char *word);
/* The choice that a cell means: by its stored word or label, punctuation ignored, else
 * by another program's word; NULL: none. */
const char *import_choice_of(const char *kind, const struct field *f,
    const char *word);

/* --- consent.c: whether an address may have the newsletter ------------------ */

/* The strictest state that the row's consent columns give; "" when all are blank, the
 * cell itself when one is not understood. */
const char *import_consent(const struct import *im, const struct import_target *t);
/* Reads the whole file: false, with the words found, when a consent column is not
 * understood. Only for subscribers. */
bool import_consent_check(struct import *im, struct err *e);

/* --- outcome.c: how a visit ended, in other programs' words --------------- */

struct import_outcome {
	const char *status;	/* NULL: the word is not known */
	const char *by;		/* client, clinic, or NULL: not known */
	const char *passed;	/* why the row is skipped as no visit, or NULL */
	bool late;		/* the client cancelled inside the notice period */
	bool more;		/* it means more than the fields can hold */
};
struct import_outcome import_outcome_of(const char *word);

/* --- kinds.c: the kinds ------------------------------------------------ */

struct import_row;

struct import_kind {
	const char *name;		/* the KIND */
	const struct record_type *type;
	const struct record_type *lines;	/* receipts: what a row becomes */
	const struct field *extra;	/* what a file may have beside the record's fields */
	size_t n_extra;
	const char *usual;		/* "a|b", without which most rows are refused; or NULL */
	const char *const *needs;	/* fields a file must have; NULL at the end */
	bool extra_only;		/* a row is a part of the record: its fields are no targets */
	const char *headers;		/* the kind whose lines of alias.c it has; NULL: its own */
	const char *const *leaves_out;	/* fields the program sets itself; same */
	const char *state;		/* field that the whole file may share, or NULL */
	const char *const *identity;	/* fields that identify a row where neither an id nor
					 * the mapping's key does; NULL: the whole row */
	bool several;			/* rows of our export have one id together */
	const char *const *newer;	/* fields that the first release did not have; same */
	bool clock;			/* instants become dates in clinic time */
	/* Fields whose unreadable cell refuses the row; "*": all. Other optional fields
	 * are then left blank, with the cell in the notes and a message. NULL at the
	 * end. */
	const char *const *exact;
	/* Rewrites a cell into words of the field before it is read; or NULL. */
	const char *(*clean)(struct import *im, const struct import_target *t,
	    const char *text);
	/* Derives values from others after the cells have been read. Its changes are
	 * not in the row's digest or identity. */
	bool (*finish)(struct import *im, struct import_row *row, struct err *e);
	bool (*apply)(struct import *im, struct import_row *row, struct err *e);
	/* Of a row taken in before and unchanged since: links its record (row.record) to what
	 * it names that has come since, and counts the row. NULL: nothing comes later. */
	bool (*again)(struct import *im, struct err *e);
};
const struct import_kind *import_kind_find(const char *name);
void import_kind_names(struct buf *out);

/* --- clean.c: what is around a value, or in place of one ------------ */

enum import_cleaned {
	IMPORT_AS_IT_IS,
	IMPORT_NOTHING,		/* a word for no value */
	IMPORT_TAKEN_OFF,	/* something around the value was removed */
	IMPORT_SPOILT,		/* digits are lost; blank now */
	IMPORT_LEFT,		/* not understood; blank now */
	IMPORT_CLEANED		/* how many there are */
};
#define IMPORT_TOLD 20	/* messages on cells left blank, for each field */

struct import_tally {
	long n[IMPORT_CLEANED];
	char such[IMPORT_CLEANED][40];	/* the first of each */
};

/* `text` without anything around the value; "" where there is no value. */
const char *import_clean(struct arena *arena, const struct field *f,
    const char *text, enum import_cleaned *how);
/* True when other programs write this for no value. */
bool import_says_nothing(const struct field *f, const char *text);
bool import_is_spoilt(const char *text);
/* True when `text` is not too long for the field. Longer text is cut between letters,
 * and a message says so; the whole text goes into the notes or, without any, the
 * message. */
bool import_fits(const struct field *f, const char *text);
const char *import_cut(struct arena *arena, const struct field *f, const char *text);
void import_tell_cut(struct import *im, const struct import_target *t,
    const struct field *f, const char *whole);
/* Counts what was cleaned in an imported row; and adds messages for the whole file. */
void import_count_cleaned(struct import *im);
void import_say_cleaned(struct import *im);

/* --- plan.c: which column feeds which field ---------------------------- */

struct import_part {
	bool constant;
	const char *text;	/* the constant */
	size_t column;
};

struct import_also {
	size_t column;
	const struct import_word *words;
};

struct import_target {
	const struct field *field;
	int main, line;		/* index in the type's fields, in the lines'; or -1 */
	struct import_part *parts;
	size_t n_parts;		/* 0: nothing in the file feeds it */
	struct import_also *also;	/* columns read where the first is blank */
	size_t n_also;
	bool strict;		/* instead: all are read, and the strictest counts */
	const struct mapping_field *mapped;	/* for its table of values, or NULL */
	const struct import_word *words;	/* of an alias, or NULL */
	size_t name;		/* of a link: the column with its name */
	enum date_order order;
	struct import_tally tally;
};
#define NO_COLUMN ((size_t)-1)

/* What became of a column, and why. */
enum import_why {
	IMPORT_KEPT,		/* as a note, where the record has notes */
	IMPORT_TIED,		/* the same, because it fits two fields equally */
	IMPORT_BY_NAME, IMPORT_BY_ALIAS, IMPORT_BY_CONTENT, IMPORT_BY_MAPPING,
	IMPORT_WHERE_BLANK,	/* read where the field's own column is blank */
	IMPORT_STRICTER,	/* read with others, the strictest counts */
	IMPORT_SAID_ALREADY,	/* other columns have the same */
	IMPORT_IGNORED,		/* the mapping or preset leaves it out */
	IMPORT_OWN		/* the program sets it itself, or it names a link */
};
struct import_fate {
	enum import_why why;
	int target;		/* -1: none */
};

struct import_plan {
	const struct import_kind *kind;
	const struct mapping *map;
	struct import_target *targets;
	size_t n_targets;
	size_t *kept;		/* columns that become notes */
	size_t n_kept;
	struct import_fate *fates;	/* one for each column */
	unsigned *twins;	/* for each column: how many of its name come before it */
	size_t n_columns;
	size_t *sorted;		/* all columns by header, for digests */
	size_t n_sorted;
	struct import_part *key;
	size_t n_key;
	int notes;		/* the target for notes, or -1 */
	size_t own;		/* column of our own ids, or NO_COLUMN */
	bool ours;		/* our own JSON: links are our ids */
	bool own_export;	/* it looks like an export of ours */
	bool create_client, create_staff, create_service, create_product, create_room,
	    create_device;
	bool list;		/* sessions: a list of visits that did not take place */
	char state[32];		/* that the whole file shares, or "" */
	char row_kind[64];	/* kind of its import_rows */
};
/* Into im->plan, whose kind and map are set. */
bool import_plan_make(struct import *im, struct err *e);
void import_plan_free(struct import_plan *plan);
int import_target_find(const struct import_plan *plan, const char *field);	/* -1 */
/* True when a field of kind->needs has a source; of "date|start_at" any one will do. */
bool import_has_need(const struct import *im, const char *need);
void import_target_also(struct import_target *t, size_t column,
    const struct import_word *words);

/* Working data while a plan is made. */
struct import_columns {
	struct import *im;
	size_t n;
	char **keys;		/* of their headers */
	bool *used;		/* already assigned */
	struct import_fate *fates;	/* the plan's */
	struct err *e;
};
void import_columns_use(struct import_columns *c, size_t column,
    enum import_why why, size_t target);
/* Skips the columns of our own exports that are no fields. */
void import_columns_pass(struct import_columns *c);

/* --- tell.c: what became of the columns, in words ------------------------- */

/* Adds notes on columns that feed no field, and calls o->matched for every column. */
void import_tell_columns(struct import *im);

/* --- match.c: matching by headers and cells ---------------- */

bool import_match(struct import_columns *c);

/* --- place.c --------------------------------------------------------------- */

/* A state or province, by its letters or its name. */
bool import_is_place(const char *cell);

/* --- older.c: as the first release understood the file --------------------- */

/*
 * A row that the first release imported is not written again just because it would be
 * understood better today. im->older is the plan that release would have made, if it
 * differs from today's.
 */
bool import_older_match(struct import_columns *c);
bool import_older_make(struct import *im, struct err *e);
void import_older_free(struct import *im);
/* Before the row is read: *same when that release imported the current row with the
 * same contents. */
bool import_older_said(struct import *im, bool *same, struct err *e);

/* --- value.c: cells to values ------------------------------------------- */

struct import_value {
	struct value v;
	const char *text;	/* as mapped and cleaned; "" blank */
	const char *said;	/* as mapped; "" blank. Used for digests */
	enum import_cleaned cleaned;
	int minutes;		/* time of day found with a date; -1: none */
	date_day day;		/* day found with a time; DATE_NONE: none */
	bool zoned;		/* both had a zone, and `at` is set */
	instant at;
	const char *whole;	/* the cell, if it held several values; or NULL */
	const char *rest;	/* those after the first; or NULL */
};

/* Reads the current row of the source. False: e->field names the wrong field. */
bool import_row_read(struct import *im, struct err *e);
/* Adds an id in the form that identifies rows. */
void import_id_text(struct buf *out, const struct record_type *t, const char *id);
void import_row_clear(struct import *im);
struct import_value *import_value(struct import *im, const char *field);
/* Adds a "Header: text" line to the row's notes; called from `finish`, it is not in the
 * row's digest. */
void import_row_note(struct import *im, size_t column, const char *text);
/* The column that alone feeds the field; NO_COLUMN. */
size_t import_column_of(const struct import *im, const char *field);
/* "" where the file has nothing. */
const char *import_text(struct import *im, const char *field);
bool import_given(struct import *im, const char *field);
/* True when anything in the file feeds the field. */
bool import_bound(const struct import *im, const char *field);

/* --- several.c -------------------------------------------------------------- */

/* Splits a cell of several values: the first stays in v->text. */
void import_several_part(struct import *im, const struct import_target *t,
    struct import_value *v);
/* Puts the others into the row's notes, after the row's digest is made. */
void import_several_keep(struct import *im);

/* --- date.c --------------------------------------------------------------- */

struct import_when {
	date_day day;
	int minutes;		/* -1: none */
	bool zoned;		/* it had a zone, and `at` is set */
	instant at;
};
/* `past`: a two-digit year is not in the future. `clinic`: a time with a zone is
 * converted to clinic time; else its date is used as written. */
bool import_read_when(const struct mapping *m, const char *text,
    enum date_order order, date_day today, bool past, bool clinic,
    struct import_when *when);
int import_read_time(const struct mapping *m, const char *text);	/* -1 */
bool import_read_instant(const struct mapping *m, const char *text,
    enum date_order order, date_day today, instant *t);
/* A birthday such as 05-14 or --05-14, or with the year 0000. */
bool import_is_yearless(const char *text);

/* --- survey.c ------------------------------------------------------------- */

/* Reads the whole file once, sets each target's date order, and refuses a file whose
 * unclosed quote turns rows into text or text into rows. */
bool import_survey(struct import *im, struct err *e);

/* --- seen.c: how often an identity has come up in this file ------------- */

struct import_seen;
struct import_seen *import_seen_new(void);
void import_seen_free(struct import_seen *s);
/* The counter for this digest; the caller increments it. */
unsigned *import_seen_count(struct import_seen *s,
    const unsigned char digest[DIGEST_SIZE]);

/* --- columns.c ------------------------------------------------------------- */

/* Finds kind and mapping and opens the source; call import_end() also after a
 * failure. */
bool import_open(struct import *im, struct err *e);
void import_end(struct import *im);

/* --- refused.c: refused rows in a file of their own ------------------------ */

/* The columns added after the file's own; an import ignores them. */
extern const char *const import_refused_columns[];	/* NULL at the end */

struct import_refused;

/* Starts the file o->refused_to, if given; call it before the rows. */
bool import_refused_begin(struct import *im, struct err *e);
/* Adds the current row of the source; `whole`: its cells can be read. */
void import_refused_row(struct import *im, bool whole, long line, const char *why);
/* Frees it; without a refused row there is no file. */
bool import_refused_end(struct import *im, struct err *e);

/* --- link.c ------------------------------------------------------------------ */

/* Finds the record that a link's cell names, or adds it if the mapping allows; 0:
 * blank. */
bool import_link(struct import *im, const struct record_type *t,
    const char *field, const char *text, int64_t *id, struct err *e);
/* The same for the row's field that is called as the type, whose value becomes the id. */
bool import_link_of(struct import *im, const struct record_type *t, int64_t *id, struct err *e);
/* The same without adding or refusing: *id is 0 when there is none. */
bool import_look_up(struct import *im, const struct record_type *t,
    const char *text, int64_t *id, struct err *e);

/* --- apply.c ------------------------------------------------------------------ */

/* Before the rows: are any remembered that the first release imported? */
bool import_known_begin(struct import *im, struct err *e);
/* Looks the row up by its identity: *same when its contents have not changed since. */
bool import_identify(struct import *im, bool *same, struct err *e);
/* Puts the file's values and notes into `r`; blanks change nothing. *changed is set
 * when one differs. Fields for which `skip` (may be NULL) returns true are left
 * alone. */
bool import_put(struct import *im, struct record *r, bool append_notes,
    bool (*skip)(const struct record *r, const char *field, void *), void *arg,
    bool *changed, struct err *e);
/* Writes `r` (new or changed) and the row's import_row, and counts. */
bool import_save(struct import *im, struct record *r, bool changed,
    struct err *e);
/* The record of a row of a plain kind: by an earlier import, or by its key; else a new
 * one. NULL on failure. */
struct record *import_find(struct import *im, struct err *e);
/* For our own export read again: the record with the row's own id, if it agrees with
 * everything in the row; else NULL. */
struct record *import_own(struct import *im, const struct record_type *t);
bool import_apply_plain(struct import *im, struct import_row *row, struct err *e);

/* offer.c: staff and services. */
bool import_apply_staff(struct import *im, struct import_row *row, struct err *e);
bool import_apply_service(struct import *im, struct import_row *row, struct err *e);

/* own.c: our own exports, read by another practice of ours. */
/* The number of the current row in the practice that exported it; 0: none, or it is that of
 * several rows. */
int64_t import_own_number(const struct import *im);
/* What an import_row is called by that number. */
#define IMPORT_OWN_SIZE 32
const char *import_own_identity(int64_t n, char out[IMPORT_OWN_SIZE]);
/* Remembers which record here the current row's id there became. */
bool import_own_remember(struct import *im, const struct record_type *t, int64_t id,
    struct err *e);
/* *id gets the record here that had id `n` there; 0: not known. */
bool import_own_look_up(struct import *im, const struct record_type *t, int64_t n,
    int64_t *id, struct err *e);
/* Sets a field of `r` from the export that an import normally decides itself. */
bool import_own_put(struct import *im, struct record *r, const char *field,
    struct err *e);

/* The kinds that need more. */
#define IMPORT_CLIENT_EXTRA 3
#define IMPORT_SESSION_EXTRA 3
#define IMPORT_RECEIPT_EXTRA 1
#define IMPORT_SUBSCRIBER_EXTRA 6
#define IMPORT_REVIEW_EXTRA 2
#define IMPORT_BLOCK_EXTRA 3
#define IMPORT_LOT_EXTRA 2
#define IMPORT_CHART_EXTRA 20
#define IMPORT_CARD_EXTRA 4
extern const struct field import_client_extra[IMPORT_CLIENT_EXTRA],
    import_session_extra[IMPORT_SESSION_EXTRA],
    import_receipt_extra[IMPORT_RECEIPT_EXTRA],
    import_subscriber_extra[IMPORT_SUBSCRIBER_EXTRA],
    import_review_extra[IMPORT_REVIEW_EXTRA],
    import_block_extra[IMPORT_BLOCK_EXTRA], import_lot_extra[IMPORT_LOT_EXTRA],
    import_chart_extra[IMPORT_CHART_EXTRA], import_card_extra[IMPORT_CARD_EXTRA];
const char *import_clean_review(struct import *im, const struct import_target *t,
    const char *text);
bool import_finish_review(struct import *im, struct import_row *row, struct err *e);
/* when.c: working hours and time off. */
const char *import_clean_when(struct import *im, const struct import_target *t,
    const char *text);
bool import_finish_hours(struct import *im, struct import_row *row, struct err *e);
/* lot.c: lots of products. */
/* Yes in place of the day of a recall or of withdrawing is today, and no is none. */
const char *import_clean_day(struct import *im, const struct import_target *t,
    const char *text);
bool import_finish_lot(struct import *im, struct import_row *row, struct err *e);
bool import_apply_lot(struct import *im, struct import_row *row, struct err *e);
/* agreement.c: consents to treatments. */
bool import_apply_consent(struct import *im, struct import_row *row, struct err *e);
/* card.c: allergies, medicines, conditions. */
bool import_apply_card(struct import *im, struct import_row *row, struct err *e);
/* chart_visit.c: *visit, NULL before, becomes the visit that the row is of; the caller frees
 * it. False, with it or without: there is none, or several. */
bool import_visit(struct import *im, struct record **visit, struct err *e);
/* chart.c: charts. */
bool import_apply_chart(struct import *im, struct import_row *row, struct err *e);
/* waiting.c: who waits. */
const char *import_clean_waiting(struct import *im, const struct import_target *t,
    const char *text);
bool import_finish_waiting(struct import *im, struct import_row *row, struct err *e);
bool import_apply_waiting(struct import *im, struct import_row *row, struct err *e);
bool import_finish_client(struct import *im, struct import_row *row, struct err *e);
bool import_apply_client(struct import *im, struct import_row *row, struct err *e);
/* Adds a note on how whole names in the file were split. */
void import_tell_names(struct import *im);
bool import_finish_block(struct import *im, struct import_row *row, struct err *e);
bool import_finish_session(struct import *im, struct import_row *row, struct err *e);
bool import_apply_session(struct import *im, struct import_row *row, struct err *e);
bool import_apply_receipt(struct import *im, struct import_row *row, struct err *e);
bool import_again_receipt(struct import *im, struct err *e);
/* Adds a note on items sold that are no service or product here. */
void import_tell_items(struct import *im);
bool import_apply_subscriber(struct import *im, struct import_row *row, struct err *e);

/* --- import.c: the engine --------------------------------------------------------------- */

struct import_row {
	struct import_value *values;	/* one for each target of the plan */
	struct buf notes;	/* "Header: value" lines of columns that are kept */
	struct arena *arena;	/* its texts */
	unsigned char contents[DIGEST_SIZE], name[DIGEST_SIZE];	/* digests */
	char digest[65];	/* letters of that of its contents, and its change time */
	instant stamp;		/* the change time in it; 0: none */
	char word[8];		/* what identifies it: "id", "key", "row" */
	struct buf identity;	/* without that word and the count: the id, or letters */
	const char *former;	/* the id before it was cleaned; or NULL */
	unsigned nth;		/* how often this identity came up, from 1 */
	long several;		/* cells that held several values */
	bool is_split;		/* its whole name was split, … */
	enum client_name split;	/* … in this way */
	/* found under its identity */
	const char *passed;	/* why it is skipped, or NULL */
	int64_t known;		/* id of its import_row, 0: none */
	int64_t record;		/* what it became, 0: nothing yet */
};

/* Counts for notes on the whole file. */
struct import_told {
	long assumed;		/* sessions whose length was assumed */
	long several;		/* cells that held several values */
	long ended;		/* medicines and the like that are over */
	long names[CLIENT_NAMES];	/* whole names, by how they were split */
	long items;		/* lines whose item is no service or product here … */
	char item[128];		/* … and the first such item */
};

struct import {
	struct practice *p;
	struct db *db;
	const struct import_options *o;
	struct import_result *r;
	struct mapping *map;
	struct import_source *source;
	struct import_plan plan;
	struct import_row row;
	struct import_seen *seen;
	bool hex_rows;		/* rows are remembered that the first release imported */
	struct import_older *older;	/* NULL: the first release had the same plan */
	bool looks;		/* only reads columns: a missing field is no failure */
	bool as_older;		/* reads as the first release did, without messages */
	struct import_refused *refused;	/* NULL: not written to a file */
	struct import_message *messages;
	size_t n_messages, cap_messages;
	long messages_left_out;
	long as_before;		/* unchanged rows that the first release read differently */
	struct import_told told;
	struct slot_book *book;	/* hours and places, as this batch has read them; or NULL */
	long budget;		/* rows of the next batch */
	int64_t began;		/* monotonic, when the lock was taken */
	bool done;
};

/* Forgets the hours and places read: before a batch, and when a place or person is made. */
void import_book_forget(struct import *im);

/* Line and column of the cell that feeds a target; column 0: none. */
void import_place(const struct import *im, const struct import_target *t,
    long *line, long *column);
/* Adds a note, shown after the batch. `line` 0: the whole file. */
void import_note(struct import *im, long line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
