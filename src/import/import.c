/*
 * import.c - the importer: a file's rows in batches, each a write of its own.
 *
 * A batch is sized to hold the lock for less than 100 ms; messages wait until it is
 * released. A refused row is rolled back alone. Each row is written with an import_row
 * that says which record it became: running an interrupted import again finishes it,
 * and running a complete one again changes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/embed.h"
#include "import/inside.h"

#define BATCH_AIM_MS 50		/* target for a batch: well below 100 */
#define BATCH_FILL_MS 35	/* no new row after this time */
#define BATCH_ROWS_MAX 4000
#define MESSAGES_MAX 10000	/* kept while the lock is held */

struct import_message {
	bool refused;
	long line, column;
	char *text;
};

/* --- what is said ---------------------------------------------------------------- */

static void
keep_message(struct import *im, bool refused, long line, long column,
    const char *text)
{
	if (im->n_messages >= MESSAGES_MAX) {
		im->messages_left_out++;
		return;
	}
	GROW(im->messages, im->cap_messages, im->n_messages + 1);
	im->messages[im->n_messages++] = (struct import_message){ refused, line,
	    column, xstrdup(text) };
}

void
import_note(struct import *im, long line, const char *fmt, ...)
{
	AUTO_BUF struct buf text = BUF_INIT;
	va_list ap;

	if (im->as_older)
		return;
	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	keep_message(im, false, line, 0, text.s);
}

static void
cut_messages(struct import *im, size_t n)
{
	while (im->n_messages > n)
		free(im->messages[--im->n_messages].text);
}

static void
say_messages(struct import *im)
{
	const struct import_options *o = im->o;
	size_t i;

	if (im->messages_left_out > 0) {
		cut_messages(im, MESSAGES_MAX - 1);
		im->messages_left_out++;
		import_note(im, 0, "%ld further remarks are left out.",
		    im->messages_left_out);
		im->messages_left_out = 0;
	}
	for (i = 0; i < im->n_messages; i++) {
		const struct import_message *m = &im->messages[i];

		if (m->refused && o->refused != NULL)
			o->refused(m->line, m->column, m->text, o->arg);
		else if (!m->refused && o->noted != NULL)
			o->noted(m->line, m->text, o->arg);
	}
	cut_messages(im, 0);
}

void
import_place(const struct import *im, const struct import_target *t, long *line,
    long *column)
{
	size_t i;

	*line = import_source_line(im->source);
	*column = 0;
	for (i = 0; *column == 0 && i < t->n_parts; i++)
		if (!t->parts[i].constant && t->parts[i].column != NO_COLUMN) {
			*column = (long)t->parts[i].column + 1;
			*line = import_source_cell_line(im->source,
			    t->parts[i].column);
		}
}

static void
refuse_row(struct import *im, const struct err *e)
{
	int at = import_target_find(&im->plan, e->field);
	long line = import_source_line(im->source), column = 0;

	if (at >= 0)
		import_place(im, &im->plan.targets[at], &line, &column);
	im->r->refused++;
	keep_message(im, true, line, column, e->text);
	import_refused_row(im, true, line, e->text);
}

/* --- rows ---------------------------------------------------------------------------- */

static bool
apply_part(UNUSED struct db *db, void *arg, struct err *e)
{
	struct import *im = arg;

	return im->plan.kind->apply(im, &im->row, e);
}

static bool
again_part(UNUSED struct db *db, void *arg, struct err *e)
{
	struct import *im = arg;

	return im->plan.kind->again(im, e);
}

/* True for a failure that the other rows would have too. */
static bool
is_fatal(const struct err *e)
{
	return e->code != ERR_INVALID && e->code != ERR_NOTFOUND;
}

/* Imports a row. False: it is refused, or the import cannot go on. */
static bool
try_row(struct import *im, struct err *e)
{
	bool same, before_too;

	if (!import_older_said(im, &before_too, e) || !import_row_read(im, e))
		return false;
	if (im->row.passed != NULL) {
		im->r->passed++;
		import_note(im, import_source_line(im->source), "%s", im->row.passed);
		return true;
	}
	if (!import_identify(im, &same, e))
		return false;
	if (same && im->plan.kind->again != NULL && im->row.record != 0) {
		if (!db_attempt(im->db, again_part, im, e))
			return false;
	} else if (same || before_too) {
		im->r->unchanged++;
		im->as_before += !same;
	} else if (!db_attempt(im->db, apply_part, im, e)) {
		return false;
	}
	import_count_cleaned(im);
	return true;
}

static bool
take_row(struct import *im, struct err *e)
{
	struct import_result before;
	size_t messages = im->n_messages;
	struct import_told told = im->told;

	im->r->rows++;
	before = *im->r;
	err_clear(e);
	if (try_row(im, e))
		return true;
	if (is_fatal(e))
		return false;
	*im->r = before;
	im->told = told;
	cut_messages(im, messages);
	refuse_row(im, e);
	return true;
}

static bool
stopped(const struct import *im)
{
	return im->o->stop != NULL && *im->o->stop != 0;
}

/* True when this batch may take one more row. */
static bool
has_place(const struct import *im, long n)
{
	return !stopped(im) && (im->o->dry_run || (n < im->budget &&
	    clock_monotonic_ms() - im->began < BATCH_FILL_MS));
}

/* Imports rows until the batch is full or the file ends. */
static bool
take_rows(struct import *im, struct err *e)
{
	long n = 0;

	while (has_place(im, n)) {
		switch (import_source_next(im->source, e)) {
		case IMPORT_ROW:
			if (!take_row(im, e))
				return false;
			break;
		case IMPORT_BAD:
			im->r->rows++;
			im->r->refused++;
			keep_message(im, true, import_source_line(im->source),
			    import_source_fault(im->source), e->text);
			import_refused_row(im, false,
			    import_source_line(im->source), e->text);
			break;
		case IMPORT_END:
			im->done = true;
			return true;
		case IMPORT_FAIL:
			return false;
		}
		n++;
	}
	return true;
}

static bool
write_batch(UNUSED struct db *db, void *arg, struct err *e)
{
	struct import *im = arg;

	im->began = clock_monotonic_ms();
	import_book_forget(im);
	if (!take_rows(im, e))
		return false;
	/* a dry run writes everything and rolls it back */
	return !im->o->dry_run;
}

/* Sets the size of the next batch; writing journal and disk comes on top of the
 * rows. */
static void
size_batch(struct import *im, int64_t took)
{
	if (took > BATCH_AIM_MS)
		im->budget = im->budget * BATCH_AIM_MS / took;
	else if (took < BATCH_AIM_MS / 2)
		im->budget *= 2;
	if (im->budget < 1)
		im->budget = 1;
	if (im->budget > BATCH_ROWS_MAX)
		im->budget = BATCH_ROWS_MAX;
}

static bool
run_batch(struct import *im, const char *label, struct err *e)
{
	struct import_result before = *im->r;
	int64_t last = db_last_entry(im->db);
	bool ok = db_write(im->db, "import", label, write_batch, im, e);

	if (!ok && im->o->dry_run && im->done)
		ok = true;
	if (!ok) {
		*im->r = before;
		cut_messages(im, 0);
		return false;
	}
	size_batch(im, clock_monotonic_ms() - im->began);
	if (db_last_entry(im->db) != last) {
		im->r->last_entry = db_last_entry(im->db);
		if (im->r->first_entry == 0)
			im->r->first_entry = im->r->last_entry;
	}
	say_messages(im);
	if (im->o->progress != NULL)
		im->o->progress(im->done ? 1000 :
		    import_source_permille(im->source), im->o->arg);
	return true;
}

static bool
run(struct import *im, struct err *e)
{
	AUTO_FREE char *label = xasprintf("import %s", im->plan.kind->name);
	bool ok = true;

	im->budget = 64;
	db_batch_begin(im->db);
	while (ok && !im->done && !stopped(im))
		ok = run_batch(im, label, e);
	db_batch_end(im->db);
	if (!ok || !im->done)
		return false;
	if (im->r->rows == 0)
		import_note(im, 0, "The file has no rows.");
	if (im->as_before > 0)
		import_note(im, 0, "%ld row%s that an earlier version took in stay%s as it "
		    "read them, although some columns are understood otherwise now; "
		    "a mapping file reads them anew.", im->as_before, text_plural(im->as_before),
		    im->as_before == 1 ? "s" : "");
	if (im->told.assumed > 0)
		import_note(im, 0, "%ld session%s no length in the file: the "
		    "service's or the practice's usual one is assumed.",
		    im->told.assumed, im->told.assumed == 1 ? " has" : "s have");
	if (im->told.several > 0)
		import_note(im, 0, "%ld cell%s several values: the first is in the "
		    "field, the others in the notes.", im->told.several,
		    im->told.several == 1 ? " holds" : "s hold");
	if (im->told.ended > 0)
		import_note(im, 0, "%ld row%s over by now and not put on a card.", im->told.ended,
		    im->told.ended == 1 ? " is" : "s are");
	import_say_cleaned(im);
	import_tell_names(im);
	import_tell_items(im);
	say_messages(im);
	err_clear(e);
	return true;
}

/* --- beginning and end ------------------------------------------------------------------ */

bool
import_open(struct import *im, struct err *e)
{
	AUTO_BUF struct buf names = BUF_INIT;

	im->plan.kind = import_kind_find(im->o->kind);
	if (im->plan.kind == NULL) {
		import_kind_names(&names);
		return err_set(e, ERR_USAGE, NULL,
		    "There is no kind \"%.40s\" to import; there are %s.",
		    im->o->kind, names.s);
	}
	if (!import_mapping_read(im, e))
		return false;
	im->plan.map = im->map;
	im->source = import_source_open(im, im->o->path, im->map, e);
	return im->source != NULL;
}

static bool
begin(struct import *im, struct err *e)
{
	if (!import_open(im, e) || !import_plan_make(im, e))
		return false;
	im->row.values = xcalloc(im->plan.n_targets, sizeof(*im->row.values));
	return import_known_begin(im, e) && import_survey(im, e) && import_consent_check(im, e) &&
	    import_older_make(im, e) && import_refused_begin(im, e);
}

void
import_end(struct import *im)
{
	import_book_forget(im);
	import_row_clear(im);
	free(im->row.values);
	buf_free(&im->row.notes);
	buf_free(&im->row.identity);
	arena_free(im->row.arena);
	import_older_free(im);
	import_plan_free(&im->plan);
	import_source_free(im->source);
	mapping_free(im->map);
	import_seen_free(im->seen);
	cut_messages(im, 0);
	free(im->messages);
}

/* Adds to the sentence what was imported before the import stopped. */
static void
say_how_far(const struct import *im, struct err *e)
{
	long in = im->r->added + im->r->changed + im->r->unchanged;
	AUTO_FREE char *why = xstrdup(stopped(im) ? "The import was stopped." : e->text);
	enum err_code code = stopped(im) ? ERR_IO : e->code;

	if (im->o->dry_run || in == 0)
		err_set(e, code, NULL, stopped(im) ? "%s Nothing of the file is in." :
		    "%s", why);
	else
		err_set(e, code, NULL, "%s Before that %ld row%s of the file went in; the "
		    "same import run again goes on with the rest.", why, in,
		    text_plural(in));
}

bool
practice_import(struct practice *p, const struct import_options *o,
    struct import_result *r, struct err *e)
{
	struct import im = {
		.p = p, .db = p->db, .o = o, .r = r,
		.row = { .notes = BUF_INIT, .identity = BUF_INIT },
	};
	struct err other;
	bool ok;

	*r = (struct import_result){ .rows = 0 };
	if (!practice_may(p, ACTION_IMPORT, e))
		return false;
	im.row.arena = arena_new();
	im.seen = import_seen_new();
	ok = begin(&im, e) && run(&im, e);
	if (!ok) {
		say_messages(&im);
		say_how_far(&im, e);
	}
	ok = import_refused_end(&im, ok ? e : &other) && ok;
	import_end(&im);
	return ok;
}

const char *
practice_preset(size_t i)
{
	static const char folder[] = "presets/", ending[] = ".ini";
	static char name[80];
	size_t at, n = embed_count();

	for (at = 0; at < n; at++) {
		const char *file = embed_name(at);
		const char *base = strstr(file, folder);

		if (base == NULL || i-- > 0)
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)(strlen(base) -
		    strlen(folder) - strlen(ending)), base + strlen(folder));
		return name;
	}
	return NULL;
}
