/*
 * client_files.c - one client's photos and papers.
 */
#include <string.h>

#include "base/mem.h"
#include "lists/inside.h"
#include "practice/files.h"

static const struct page_column columns[] = {
	{ .name = "date" },
	{ .name = "kind" },
	{ .name = "angle", .grow = true },
	{ .name = "service", .title = "Visit", .width = 20, .drop = 2 },
	{ .name = "format", .drop = 3 },
	{ .name = "size", .drop = 1 },
};

/* "jpeg" of "image/jpeg"; blank where nobody knows what it is. */
static const char *
short_format(const char *media_type)
{
	const char *slash = strchr(media_type, '/');

	return strcmp(media_type, "application/octet-stream") == 0 ? "" :
	    slash != NULL ? slash + 1 : media_type;
}

static bool
add_row(const struct file_line *l, void *into)
{
	char on[24], key[DATE_ISO_SIZE];
	AUTO_BUF struct buf size = BUF_INIT;

	file_size_words(l->size, &size);
	page_whole_add(into, &(struct page_row){ .id = l->id, .key = date_to_iso(l->date, key),
	    .cells = { date_to_words(l->date, true, on), l->kind,
	    *l->angle != '\0' ? l->angle : l->note, l->service, short_format(l->format), size.s } },
	    ARRAY_LEN(columns));
	return true;
}

static bool
read_all(struct practice *p, const struct page_query *q, struct page_whole *into,
    struct err *e)
{
	return files_list(p, q->of, 0, add_row, into, e);
}

static const struct page_reader reader = { .of = true, .whole = read_all };

static const char *const tables[] = { "attachment", "session", "service", NULL };

const struct page_list page_client_files = {
	.name = "client_files", .title = "Files",
	.none = "No photos or papers yet. A takes one from the inbox, into which they come by "
	    "scp or a shared folder; chairside attach takes one in by itself.",
	.columns = columns, .n_columns = ARRAY_LEN(columns), .tables = tables,
	.type = &record_attachment, .may = ACTION_READ_MEDICAL, .newest_first = true,
	.reader = &reader,
};
