/*
 * log.c - see log.h.
 */
#include "import/log.h"

#include <stdlib.h>

#include "base/mem.h"
#include "exchange/json.h"

void
import_log_refused(long line, long column, const char *sentence, void *arg)
{
	struct import_log *log = arg;

	GROW(log->refused, log->cap_refused, log->n_refused + 1);
	log->refused[log->n_refused++] = (struct import_said){ line, column,
	    xstrdup(sentence) };
}

void
import_log_noted(long line, const char *sentence, void *arg)
{
	struct import_log *log = arg;

	GROW(log->noted, log->cap_noted, log->n_noted + 1);
	log->noted[log->n_noted++] = (struct import_said){ line, 0,
	    xstrdup(sentence) };
}

void
import_log_matched(const char *column, const char *field, const char *reason,
    void *arg)
{
	struct import_log *log = arg;

	GROW(log->matched, log->cap_matched, log->n_matched + 1);
	log->matched[log->n_matched++] = (struct import_matched){ xstrdup(column),
	    xstrdup(field), xstrdup(reason) };
}

void
import_log_free(struct import_log *log)
{
	while (log->n_refused > 0)
		free(log->refused[--log->n_refused].sentence);
	while (log->n_noted > 0)
		free(log->noted[--log->n_noted].sentence);
	while (log->n_matched > 0) {
		struct import_matched *m = &log->matched[--log->n_matched];

		free(m->column);
		free(m->field);
		free(m->reason);
	}
	free(log->matched);
	free(log->refused);
	free(log->noted);
	*log = (struct import_log)IMPORT_LOG_INIT;
}

static void
write_said(struct json *j, const char *key, const struct import_said *said,
    size_t n)
{
	size_t i;

	json_key(j, key);
	json_array(j);
	for (i = 0; i < n; i++) {
		json_object(j);
		json_key(j, "line");
		json_int(j, said[i].line);
		if (said[i].column > 0) {
			json_key(j, "column");
			json_int(j, said[i].column);
		}
		json_key(j, "sentence");
		json_text(j, said[i].sentence);
		json_close(j);
	}
	json_close(j);
}

static void
write_matched(struct json *j, const struct import_log *log)
{
	size_t i;

	json_key(j, "columns");
	json_array(j);
	for (i = 0; i < log->n_matched; i++) {
		const struct import_matched *m = &log->matched[i];

		json_object(j);
		json_key(j, "column");
		json_text(j, m->column);
		json_key(j, "field");
		json_text(j, *m->field != '\0' ? m->field : NULL);
		json_key(j, "reason");
		json_text(j, m->reason);
		json_close(j);
	}
	json_close(j);
}

void
import_log_json(const struct import_log *log, const struct import_options *o,
    const struct import_result *r, const char *error, FILE *f)
{
	const struct { const char *name; long n; } counts[] = {
		{ "rows", r->rows }, { "added", r->added },
		{ "changed", r->changed }, { "unchanged", r->unchanged },
		{ "refused", r->refused }, { "passed", r->passed }, { "made_clients", r->made_clients },
		{ "made_staff", r->made_staff },
		{ "made_services", r->made_services },
		{ "made_products", r->made_products }, { "made_rooms", r->made_rooms },
		{ "made_devices", r->made_devices }, { "overlaps", r->overlaps },
	};
	struct json j;
	size_t i;

	json_start(&j, f, false);
	json_object(&j);
	json_key(&j, "kind");
	json_text(&j, o->kind);
	json_key(&j, "dry_run");
	json_bool(&j, o->dry_run);
	for (i = 0; i < ARRAY_LEN(counts); i++) {
		json_key(&j, counts[i].name);
		json_int(&j, counts[i].n);
	}
	json_key(&j, "error");
	json_text(&j, error);
	write_matched(&j, log);
	write_said(&j, "refusals", log->refused, log->n_refused);
	write_said(&j, "notes", log->noted, log->n_noted);
	json_close(&j);
	json_finish(&j);
}
