/*
 * import.c - imports another program's file: asks which file, what it holds and how to
 * read it, shows a dry run, then asks whether to write.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "import/columns.h"
#include "import/import.h"
#include "screens/child.h"
#include "screens/import_columns.h"
#include "screens/offer.h"
#include "screens/toolkit/dialog.h"
#include "server/outbox.h"

/* The import being asked about; one at a time. */
struct import_asked {
	char *path, *kind, *preset;	/* preset "" : by the file's own headers */
	char *map;		/* mapping file, or NULL */
	char *refused;		/* file for refused rows, or NULL */
};

static struct import_asked *
asked_free(struct import_asked *i)
{
	if (i != NULL) {
		free(i->path);
		free(i->kind);
		free(i->preset);
		free(i->map);
		free(i->refused);
		free(i);
	}
	return NULL;
}

static void dry_run_ended(struct desk *d, int status, const char *said);
static void import_done(struct desk *d, int status, const char *said);

/* The file's name without its extension; the caller frees it. */
static char *
stem(const char *path)
{
	char *name = xstrdup(path_name(path)), *dot = strrchr(name, '.');

	if (dot != NULL && dot != name)
		*dot = '\0';
	return name;
}

/* NAME-refused.csv in the exports folder, for the file NAME.csv. */
static char *
refused_target(struct desk *d, const char *path)
{
	AUTO_FREE char *name = stem(path);
	AUTO_FREE char *file = xasprintf("%s-refused.csv", name);

	return child_target(d, strlen(file) < 200 ? file : "import-refused.csv");
}

static void
run(struct desk *d, bool dry)
{
	struct import_asked *i = d->import;
	const char *words[12] = { "import", i->kind, i->path };
	size_t n = 3;

	free(i->refused);
	i->refused = NULL;
	if (!dry && (i->refused = refused_target(d, i->path)) == NULL)
		return;
	if (i->refused != NULL) {
		words[n++] = "--refused";
		words[n++] = i->refused;
	}

	if (i->map != NULL) {
		words[n++] = "--map";
		words[n++] = i->map;
	} else if (*i->preset != '\0') {
		words[n++] = "--preset";
		words[n++] = i->preset;
	}
	if (dry)
		words[n++] = "--dry-run";
	words[n] = NULL;
	child_start(d, words, &(struct child_words){
	    .at_work = dry ? "Reading the file" : "Importing",
	    .done = dry ? "Nothing was written yet." : "Imported.",
	    .title = dry ? "What would be imported" : "What was imported",
	    .ended = dry ? dry_run_ended : import_done });
}

/* --- chosen columns --------------------------------------------------------------- */

/* A mapping to be kept under a name, while a question is open. */
struct mapping_name {
	char *name, *mapping;
};

static void
naming_free(void *arg)
{
	struct mapping_name *n = arg;

	free(n->name);
	free(n->mapping);
	free(n);
}

static void columns_chosen(struct desk *d, const char *mapping);

static bool
keep_mapping(struct desk *d, const char *target, const char *mapping)
{
	struct file_out *out;
	struct err e;

	if ((out = file_out_open(target, &e)) == NULL) {
		ui_err(d->ui, &e);
		return false;
	}
	fputs(mapping, file_out_stream(out));
	if (!file_out_commit(out, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	free(d->import->map);
	d->import->map = xstrdup(target);
	run(d, true);
	return true;
}

static char *
mapping_target(struct desk *d, const char *name)
{
	AUTO_FREE char *file = xasprintf("%s.ini", name);

	return child_target(d, file);
}

static void
replace_answered(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	const struct mapping_name *n = arg;
	AUTO_FREE char *target = NULL;

	if (key == 'n')
		columns_chosen(d, n->mapping);
	else if (key == 'r' && (target = mapping_target(d, n->name)) != NULL)
		keep_mapping(d, target, n->mapping);
}

/* Another mapping has that name: shows what would be lost. */
static void
ask_replace(struct desk *d, const char *target, const char *name, const char *mapping)
{
	static const struct ask_answer answers[] = {
		{ 'r', "replace it by the columns chosen now" },
		{ 'n', "keep it, and give these another name" },
		{ 0, NULL }
	};
	struct mapping_name *n = xmalloc(sizeof(*n));
	AUTO_BUF struct buf question = BUF_INIT;

	*n = (struct mapping_name){ xstrdup(name), xstrdup(mapping) };
	text_show(&question, name, false);
	buf_adds(&question, " is kept from before, with ");
	practice_import_mapping_words(target, &question);
	buf_adds(&question, ". Replace it?");
	ask_push(d->ui, question.s, answers, replace_answered, n, naming_free);
}

static bool
map_named(struct ui *ui, const char *name, void *mapping)
{
	struct desk *d = ui_arg(ui);
	AUTO_BUF struct buf there = BUF_INIT;
	struct err e;

	if (*name == '\0' || *name == '.' || strchr(name, '/') != NULL ||
	    strlen(name) > 100) {
		ui_complain(ui, "A short name without a slash, such as salon-clients.");
		return false;
	}
	AUTO_FREE char *target = mapping_target(d, name);

	if (target == NULL)
		return false;
	if (access(target, F_OK) != 0 || (file_read(target, strlen(mapping), &there, &e) &&
	    strcmp(there.s != NULL ? there.s : "", mapping) == 0))
		return keep_mapping(d, target, mapping);
	ask_replace(d, target, name, mapping);
	return true;
}

static void
columns_chosen(struct desk *d, const char *mapping)
{
	AUTO_FREE char *name = stem(d->import->map != NULL ? d->import->map :
	    d->import->path);

	line_push(d->ui, "A name for these columns?", "A mapping file in "
	    "FILE.exports, offered for the next file of this kind", name, map_named,
	    xstrdup(mapping), free);
}

/* Opens the page of columns; NULL as `why`, or why it could not be read as it is. */
static void
choose_columns(struct desk *d, const char *why)
{
	const struct import_asked *i = d->import;

	if (!import_columns_push(d, i->kind, i->path, *i->preset != '\0' ? i->preset : NULL,
	    i->map, columns_chosen))
		return;
	if (why != NULL && *why != '\0')
		ui_complain(d->ui, "%s", why);
	else
		ui_say(d->ui, "Enter sets the field of a column; the first row "
		    "continues.");
}

static void
answered(struct ui *ui, char key, UNUSED void *arg)
{
	if (key == 'i')
		run(ui_arg(ui), false);
	else if (key == 'c')
		choose_columns(ui_arg(ui), NULL);
}

/* Refused rows are left out and do not stop the others. */
static bool
some_refused(int status)
{
	return status == err_exit_status(ERR_REFUSED);
}

static void
dry_run_ended(struct desk *d, int status, const char *said)
{
	static const struct ask_answer answers[] = {
		{ 'c', "choose the field of each column first" },
		{ 'i', "import it now" },
		{ 'l', "first show what would be imported; Import asks again" },
		{ 0, NULL }
	};

	const char *counts = strstr(said, ": ");
	AUTO_FREE char *question = some_refused(status) ? xasprintf("%s They stay out; "
	    "the list behind shows why. Import the others?",
	    counts != NULL ? counts + 2 : said) : xstrdup("The file can be read. Import it?");

	if ((status == 0 || some_refused(status)) && ui_mode(d->ui) == MODE_LIST)
		ask_push(d->ui, question, answers, answered, NULL, NULL);
	else if (status == 1 && ui_mode(d->ui) == MODE_LIST)
		choose_columns(d, said);
}

static void
import_done(struct desk *d, int status, UNUSED const char *said)
{
	desk_catch_up(d);
	if (some_refused(status))
		ui_say(d->ui, "Imported, but for the refused rows: they are in %s.",
		    d->import->refused);
}

/* --- which mapping ------------------------------------------------------------------ */

#define KEPT (-1)		/* id of a row */

static char *
kept_path(const struct desk *d, const char *name)
{
	AUTO_FREE char *folder = companion_path(d->db, COMPANION_EXPORTS);

	return xasprintf("%s/%s.ini", folder, name);
}

/* Adds the mapping files of this kind kept from the page of columns. */
static void
add_kept(const struct desk *d, struct choice_rows *into)
{
	AUTO_FREE char *folder = companion_path(d->db, COMPANION_EXPORTS);
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		AUTO_FREE char *name = xstrdup(entry->d_name), *path = NULL;
		size_t n = strlen(name);

		if (n < 5 || *name == '.' || strcmp(name + n - 4, ".ini") != 0 ||
		    text_bad_byte(name, n) >= 0)
			continue;
		name[n - 4] = '\0';
		path = kept_path(d, name);
		if (practice_mapping_tells(NULL, path, d->import->kind))
			choice_add(into, KEPT, name, "kept from an earlier file");
	}
	if (dir != NULL)
		closedir(dir);
}

/* All mappings of this kind: their files are read once, not at each key. */
static struct choice_rows *
all_presets(const struct desk *d)
{
	struct choice_rows *all = xcalloc(1, sizeof(*all));
	const char *name;
	int64_t i;

	add_kept(d, all);
	for (i = 0; (name = practice_preset((size_t)i)) != NULL; i++)
		if (practice_mapping_tells(name, NULL, d->import->kind))
			choice_add(all, i + 1, name, "shipped mapping");
	return all;
}

static void
presets_free(void *arg)
{
	struct choice_rows *all = arg;

	choice_rows_clear(all);
	free(all->rows);
	free(all);
}

static void
preset_matches(UNUSED struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	const struct choice_rows *all = arg;
	size_t i;

	if (*typed == '\0')
		choice_add(into, 0, "by the file's own headers", NULL);
	for (i = 0; i < all->n; i++)
		if (strstr(all->rows[i].text, typed) != NULL)
			choice_add(into, all->rows[i].id, all->rows[i].text, all->rows[i].note);
}

static void
preset_chosen(struct ui *ui, const struct choice_row *row, UNUSED void *arg)
{
	struct desk *d = ui_arg(ui);

	free(d->import->preset);
	free(d->import->map);
	d->import->preset = xstrdup(row->id <= 0 ? "" : row->text);
	d->import->map = row->id == KEPT ? kept_path(d, row->text) : NULL;
	run(d, true);
}

static const struct choose_source presets = {
	.title = "How is it read?", .none = "No mapping of this kind has that name.",
	.matches = preset_matches, .chosen = preset_chosen, .arg_free = presets_free,
};

/* --- what it holds -------------------------------------------------------------------- */

static void
kind_matches(UNUSED struct ui *ui, const char *typed, struct choice_rows *into, UNUSED void *arg)
{
	const char *kind;
	int64_t i;

	for (i = 0; (kind = practice_import_kind((size_t)i)) != NULL; i++)
		if (strstr(kind, typed) != NULL)
			choice_add(into, i, kind, NULL);
}

static void
kind_chosen(struct ui *ui, const struct choice_row *row, UNUSED void *arg)
{
	struct desk *d = ui_arg(ui);

	free(d->import->kind);
	d->import->kind = xstrdup(row->text);
	choose_push(ui, &presets, all_presets(d));
}

static const struct choose_source kinds = {
	.title = "What does the file hold?", .none = "One of the kinds shown.",
	.matches = kind_matches, .chosen = kind_chosen,
};

/* --- which file --------------------------------------------------------------------------- */

static bool
path_typed(struct ui *ui, const char *path, UNUSED void *arg)
{
	struct desk *d = ui_arg(ui);

	if (*path == '\0') {
		ui_complain(ui, "Which file? Esc leaves.");
		return false;
	}
	asked_free(d->import);
	d->import = xcalloc(1, sizeof(*d->import));
	d->import->path = xstrdup(path);
	choose_push(ui, &kinds, NULL);
	return true;
}

static void
ask_path(struct desk *d)
{
	const char *last = d->import != NULL ? d->import->path : d->db;
	AUTO_FREE char *folder = last != NULL ?
	    xstrndup(last, (size_t)(path_name(last) - last)) : xstrdup("");

	path_push(d->ui, "Which file?", "A CSV, JSON or calendar file on this machine; "
	    "Tab completes its name", folder, path_typed, NULL, NULL);
}

/* Over SSH no file of the server is named: it may be anybody's. */
void
import_push(struct desk *d)
{
	AUTO_BUF struct buf how = BUF_INIT;

	if (!desk_may(d, ACTION_IMPORT))
		return;
	if (outbox_serves(d->login)) {
		outbox_tell_import(&how);
		text_page_push(d->ui, "To import a file", how.s);
		return;
	}
	ask_path(d);
}

void
import_forget(struct desk *d)
{
	d->import = asked_free(d->import);
}
