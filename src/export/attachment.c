/*
 * attachment.c - see attachment.h.
 */
#include "export/attachment.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "export/export_file.h"
#include "practice/files.h"

bool
attachment_write(struct practice *p, int64_t attachment, bool copy, const char *target,
    struct err *e)
{
	AUTO_FREE char *label = xasprintf("export attachment %" PRId64 "%s", attachment,
	    copy ? ", copy" : "");
	AUTO_RECORD struct record *r = file_get(p, attachment, e);
	AUTO_BUF struct buf bytes = BUF_INIT;
	struct file_out *out;

	if (r == NULL || !(copy ? file_copy : file_bytes)(p, r, &bytes, e) ||
	    !db_note(p->db, "export", label, e) || (out = file_out_open(target, e)) == NULL)
		return false;
	file_out_private(out);
	fwrite(bytes.s, 1, bytes.len, file_out_stream(out));
	return file_out_commit(out, e);
}

/* --- the inbox ------------------------------------------------------------------------------ */

static const struct field instant_field = { .name = "at", .type = FIELD_INSTANT };
static const struct field number_field = { .name = "size", .type = FIELD_INTEGER };

static const struct export_column columns[] = {
	{ "name", "Name", 30 }, { "size", "Size", 12 }, { "came", "Came", 20 },
	{ "format", "Format", 10 }, { "taken", "Taken", 24 }, { "refused", "Refused", 30 },
};

static void
cell_int(struct export_file *file, const struct field *f, int64_t i)
{
	struct value v = VALUE_INIT;

	value_set_int(&v, i);
	export_file_cell(file, f, &v);
}

bool
inbox_export(struct practice *p, const char *format, struct err *e)
{
	const struct export_format *f = export_format_named(format, e);
	struct export_file *file = NULL;
	struct inbox in;
	bool ok = inbox_look(p, &in, e) && f != NULL &&
	    db_note(p->db, "export", "export inbox", e) && (file = export_file_begin(p, f, NULL,
	    "inbox", columns, ARRAY_LEN(columns), e)) != NULL;
	size_t i;

	for (i = 0; ok && i < in.n; i++) {
		const struct inbox_entry *en = &in.entries[i];

		export_file_text(file, en->shown);
		cell_int(file, &number_field, en->size);
		cell_int(file, &instant_field, en->came);
		export_file_text(file, en->refused == NULL ?
		    photo_media_type(en->photo.format) : "");
		export_file_text(file, en->refused == NULL ? en->photo.taken : "");
		export_file_text(file, en->refused != NULL ? en->refused : "");
		export_file_end_row(file);
	}
	inbox_free(&in);
	return ok && export_file_finish(file, e);
}
