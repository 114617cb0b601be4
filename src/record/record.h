/*
 * record.h - record types and records.
 *
 * A record type is a name (= its table), its fields and what ties it to a
 * client. Every record table also has `id` (never reused, the number shown and
 * typed) and `version` (number of the journal entry that last wrote the row).
 * A `struct record` owns its values; values[i] belongs to type->fields[i].
 */
#ifndef CHAIRSIDE_RECORD_RECORD_H
#define CHAIRSIDE_RECORD_RECORD_H

#include "record/field.h"

struct record;

struct record_type {
	const char *name;	/* "client": the table, the word in labels */
	const char *plural;	/* "clients": the KIND of import and export */
	const char *label;	/* "Client" */
	const char *help;	/* one sentence on what it holds */
	const struct field *fields;
	size_t n_fields;
	const char *set_by;	/* what sets its fields; NULL: each says that, or its place
				 * in the type's form */
	/* Column that says whose record it is: "id" for client itself, a link to a
	 * client, or a link to a record that has one (a line's receipt); NULL: none. */
	const char *client;
	const char *key;	/* field by which other programs know it ("code",
				 * "external_id"), or NULL */
	bool medical;		/* all of it is hidden as FIELD_MEDICAL hides a field */
	const char *name_field;	/* field shown as its name; NULL: the client's name, or
				 * the number */
	/* Rules across fields (at least one name…). May be NULL. */
	bool (*check)(const struct record *r, struct err *e);
};

struct record {
	const struct record_type *type;
	int64_t id;		/* 0: not saved yet */
	int64_t version;
	struct value *values;	/* type->n_fields of them */
};

extern const struct record_type record_practice, record_staff, record_service,
    record_product, record_client, record_session, record_receipt,
    record_receipt_line, record_payment, record_checklist,
    record_checklist_item, record_checklist_rule, record_screening,
    record_review, record_subscriber, record_consent_event, record_import_row,
    record_staff_setting, record_emergency_view, record_room, record_device,
    record_service_use, record_hours, record_block, record_waiting, record_contact,
    record_certificate, record_device_label, record_log_entry, record_lot, record_lot_move,
    record_document, record_consent, record_permission, record_permission_use,
    record_treatment_order,
    record_clearance, record_patch_test, record_rule_override, record_chart_template, record_chart, record_chart_line,
    record_chart_product, record_signature, record_attachment, record_follow_up,
    record_adverse_event, record_event_report, record_product_caution, record_second_look,
    record_staff_key,
    record_hold, record_erasure, record_client_merge, record_client_apart;

/* Every type, parents before children, NULL at the end. */
extern const struct record_type *const record_types[];

const struct record_type *record_type_find(const char *name);	/* or plural; NULL */
int record_field_index(const struct record_type *t, const char *name);	/* -1 */
const struct field *record_field(const struct record_type *t, const char *name);
/* The field after `f` in the type's form; NULL: the first, and past the last. */
const struct field *record_next_typed(const struct record_type *t,
    const struct field *f);

/* Fields hold their `initial` values. */
struct record *record_new(const struct record_type *t);
struct record *record_copy(const struct record *r);
void record_free(struct record *r);
void record_auto_free(struct record **r);
#define AUTO_RECORD __attribute__((cleanup(record_auto_free)))
/* Are the values the same? Ids and versions are not compared; both have the same
 * type. */
bool record_equal(const struct record *a, const struct record *b);

/* By field name; an unknown name is a bug(). */
struct value *record_value(const struct record *r, const char *name);
int64_t record_int(const struct record *r, const char *name);	/* NULL: 0 */
const char *record_text(const struct record *r, const char *name);	/* NULL: "" */
bool record_is_null(const struct record *r, const char *name);
void record_set_int(struct record *r, const char *name, int64_t i);
void record_set_text(struct record *r, const char *name, const char *s);
void record_set_day(struct record *r, const char *name, date_day day);	/* DATE_NONE: blank */
void record_set_null(struct record *r, const char *name);

/* field_parse() into the field of that name; ERR_INVALID for an unknown name. */
bool record_parse(struct record *r, const struct field_context *c,
    const char *name, const char *text, struct err *e);

/* Checks required fields, each field with field_check(), then the type's own rules. */
bool record_check(const struct record *r, struct err *e);

/* The days in practice.open_days, bit 0 for Monday; 0 when none is named. False when a
 * word is not a day of the week. */
bool practice_open_days(const char *text, unsigned *days, struct err *e);

/* Adds what the reviewer wrote, without the platform's translation. */
void review_original(struct buf *out, const char *text);
/* Adds both, the original first. False, adding nothing, when the text is not a
 * translation. */
bool review_original_first(struct buf *out, const char *text);

/* Adds "Family, Given" (preferred in quotes where it differs), as lists show a
 * client; "#12" for one without any name. */
void client_display_name(const struct record *client, struct buf *out);
/* Adds the sort key, to be compared by bytes: folded family name, U+0001, folded given
 * or preferred name. Without a family name the other name takes its place. NULL counts
 * as "". */
void client_sort_key(const char *family, const char *given,
    const char *preferred, struct buf *out);

/* How a whole name was split. */
enum client_name {
	CLIENT_NAME_WHOLE,	/* one word, firm, couple or code: all family name */
	CLIENT_NAME_COMMA,	/* Doe, Jane */
	CLIENT_NAME_TWO_WORDS,	/* Jane Doe */
	CLIENT_NAME_FAMILY_FIRST,	/* a script that writes the family name first */
	CLIENT_NAME_LAST_WORD,	/* a guess: the last word and its particles */
	CLIENT_NAMES
};
/* Adds the two parts of `whole`; every word goes into one of them. */
enum client_name client_name_split(const char *whole, struct buf *given,
    struct buf *family);

#endif
