/*
 * backups.c - see backups.h.
 */
#include "practice/backups.h"

#include "db/backup.h"
#include "exchange/json.h"

static struct backup_row
row_of(const struct backup_kept *k)
{
	const struct backup *b = &k->backup;
	const bool sealed = b->sealed[0] != '\0';

	return (struct backup_row){ .path = b->path, .made = b->made, .bytes = b->bytes,
	    .files = b->files, .files_bytes = b->files_bytes, .entry = b->entry,
	    .sealed = sealed, .whole = k->whole,
	    .clients = sealed ? -1 : backup_rows(b, &record_client),
	    .sessions = sealed ? -1 : backup_rows(b, &record_session),
	    .tier = k->tier != NULL ? k->tier : k->elsewhere ? "elsewhere" :
	        !k->whole ? "damaged" : b->made > clock_now() ? "dated later than now" : "none" };
}

bool
practice_backups(struct practice *p, backup_fn fn, void *arg, struct err *e)
{
	struct backup_kept *list;
	size_t n, i;
	bool on = true;

	if (!practice_may(p, ACTION_BACKUP, e))
		return false;
	n = backup_list(p->db, &list);
	for (i = 0; on && i < n; i++) {
		const struct backup_row row = row_of(&list[i]);

		on = fn(&row, arg);
	}
	backup_list_free(list, n);
	return true;
}

static void
add_count(struct json *j, const char *name, int64_t n)
{
	json_key(j, name);
	if (n < 0)
		json_null(j);
	else
		json_int(j, n);
}

static bool
add_json(const struct backup_row *row, void *arg)
{
	struct json *j = arg;
	char at[CLOCK_ISO_SIZE];

	json_object(j);
	json_key(j, "path");
	json_text(j, row->path);
	json_key(j, "made");
	json_text(j, clock_iso(row->made, at));
	json_key(j, "tier");
	json_text(j, row->tier);
	add_count(j, "bytes", row->bytes);
	add_count(j, "entry", row->entry);
	add_count(j, "clients", row->clients);
	add_count(j, "sessions", row->sessions);
	add_count(j, "files", row->files);
	add_count(j, "files_bytes", row->files_bytes);
	json_key(j, "sealed");
	json_bool(j, row->sealed);
	json_key(j, "verified");
	json_bool(j, row->whole);
	json_close(j);
	return true;
}

bool
practice_backups_json(struct practice *p, FILE *out, struct err *e)
{
	struct json j;
	bool ok;

	json_start(&j, out, false);
	json_array(&j);
	ok = practice_backups(p, add_json, &j, e);
	json_close(&j);
	json_finish(&j);
	return ok;
}
