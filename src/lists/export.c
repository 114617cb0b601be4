/*
 * export.c - writing all rows of a list to a file.
 *
 * Read in one transaction and written row by row. As with every export, a journal entry
 * comes before the first row; it names the list, never the words searched for.
 */
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lists/inside.h"
#include "export/export_file.h"

static const struct field id_field = { .name = "id", .type = FIELD_INTEGER };

struct list_writer {
	const struct page_list *list;
	const struct export_options *o;
	struct export_file *file;
	long rows, total;
};

static bool
write_row(const struct page_row *row, void *arg)
{
	struct list_writer *w = arg;
	struct value id = VALUE_INIT;
	size_t i;

	if (w->list->type != NULL) {
		value_set_int(&id, row->id);
		export_file_cell(w->file, &id_field, &id);
	}
	for (i = 0; i < row->n_cells; i++)
		if (row->typed != NULL && row->typed[i].field != NULL)
			export_file_cell(w->file, row->typed[i].field,
			    &row->typed[i].value);
		else
			export_file_text(w->file, row->cells[i]);
	export_file_end_row(w->file);
	export_progress(w->o, ++w->rows, w->total);
	return export_file_ok(w->file);
}

static size_t
make_columns(const struct page_list *l, const struct practice *p,
    struct export_column *columns)
{
	struct page_column all[PAGE_CELLS];
	size_t n = 0, i, n_all = page_columns(l, p, all);

	if (l->type != NULL)
		columns[n++] = (struct export_column){ "id", "Number", 10 };
	for (i = 0; i < n_all; i++)
		columns[n++] = (struct export_column){ all[i].name, all[i].title,
		    all[i].grow ? 40 : all[i].width + 4 };
	return n;
}

static bool
write_list(struct list_writer *w, struct practice *p, const struct page_query *q,
    const struct export_format *format, struct err *e)
{
	struct export_column columns[PAGE_CELLS + 1];
	size_t n = make_columns(w->list, p, columns);

	w->file = export_file_begin(p, format, w->o->target, w->list->name, columns, n,
	    e);
	if (w->file == NULL)
		return false;
	if (!page_rows(w->list, p, q, write_row, w, NULL, e)) {
		export_file_give_up(w->file);
		return false;
	}
	return export_file_finish(w->file, e);
}

/* Is the first word a type's name? */
static bool
names_type(const char *words)
{
	AUTO_FREE char *type = xstrndup(words, strcspn(words, " "));

	return record_type_find(type) != NULL;
}

/* ERR_USAGE when the list needs `of` or `of_text` and it is missing. */
static bool
asks_well(const struct page_list *l, const struct page_query *q, struct err *e)
{
	bool of_record = l->reader->whole != NULL && !l->reader->alone;

	if (l->reader->of_text && (q->of_text == NULL ||
	    date_from_iso(q->of_text) == DATE_NONE))
		return err_set(e, ERR_USAGE, "which", "Of which day? Write it like "
		    "2026-03-12.");
	if ((l->reader->of || of_record) && q->of == 0)
		return err_set(e, ERR_USAGE, "of", "Whose %s? The list is of one record.",
		    l->title);
	if (of_record && (q->of_text == NULL || !names_type(q->of_text)))
		return err_set(e, ERR_USAGE, "which", "Of which type is that record? "
		    "Such as client, session or receipt.");
	return true;
}

bool
page_export(const struct page_list *l, struct practice *p,
    const struct page_query *q, const struct export_options *o, long *rows,
    struct err *e)
{
	AUTO_FREE int64_t *only = NULL;
	struct list_writer w = { .list = l, .o = o };
	struct page_query all = *q;
	const struct export_format *format = export_format_named(o->format, e);
	AUTO_BUF struct buf label = BUF_INIT;
	bool ok;

	*rows = 0;
	if (format == NULL || !asks_well(l, q, e) ||
	    !practice_may(p, ACTION_EXPORT, e) ||
	    (l->may != ACTIONS && !practice_may(p, l->may, e)))
		return false;
	all.file = true;
	all.key = NULL;
	all.backwards = false;
	all.limit = LONG_MAX;
	buf_addf(&label, "export list %s", l->name);
	if (q->of != 0)
		buf_addf(&label, " %" PRId64, q->of);
	if (!db_note(p->db, "export", label.s, e) || !db_read_begin(p->db, e))
		return false;
	if (q->rows != NULL) {
		only = xreallocarray(NULL, q->n_rows + 1, sizeof(*only));
		memcpy(only, q->rows, q->n_rows * sizeof(*only));
		qsort(only, q->n_rows, sizeof(*only), page_by_id);
		all.rows = only;
		w.total = (long)q->n_rows;
	} else if (q->of == 0 && q->of_text == NULL && l->type != NULL)
		w.total = export_total(p->db, l->type);
	ok = write_list(&w, p, &all, format, e);
	db_read_end(p->db);
	*rows = w.rows;
	return ok;
}
