/*
 * import_row.c - what became of a row of a file.
 *
 * The identity of a source row, the digest of its last content and the record it
 * became: a row with the same identity and content writes nothing, even when the record
 * has changed since. It is a record like others, so that undoing an import removes its
 * rows too.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct field import_row_fields[] = {
	{ .name = "kind", .label = "Kind", .type = FIELD_CODE, .flags = FIELD_REQUIRED,
	  .help = "What was imported." },
	{ .name = "identity", .label = "Identity", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .help = "External id, key, or digest and ordinal of the row." },
	{ .name = "digest", .label = "Digest", .type = FIELD_CODE, .flags = FIELD_REQUIRED, .max = 64,
	  .help = "Digest of what the row said when it was last imported." },
	{ .name = "row_table", .label = "Table", .type = FIELD_CODE, .flags = FIELD_REQUIRED,
	  .help = "Type of the record it became." },
	{ .name = "row_id", .label = "Row", .type = FIELD_INTEGER, .flags = FIELD_REQUIRED,
	  .min = 1, .max = INT64_MAX, .help = "Number of the record it became." },
};

const struct record_type record_import_row = {
	.name = "import_row", .plural = "import_rows", .label = "Imported row",
	.help = "Where a row of an imported file went.",
	.fields = import_row_fields, .n_fields = ARRAY_LEN(import_row_fields),
	.set_by = "an import",
};
