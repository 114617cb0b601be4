/*
 * import.c - another program's file comes in: which file, what it holds, how it is
 * read; a dry run is shown, then it is asked whether to write.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "practice/exchange.h"
#include "screens/child.h"
#include "screens/offer.h"
#include "screens/toolkit/dialog.h"

/* One import at a time is being asked about. */
struct import_asked {
	char *path, *kind, *preset;	/* preset "" : by the file's own headers */
	char *refused;		/* where rows that are refused go, or NULL */
};

static struct import_asked *
asked_free(struct import_asked *i)
{
	if (i != NULL) {
		free(i->path);
		free(i->kind);
		free(i->preset);
		free(i->refused);
		free(i);
	}
	return NULL;
}

static void dry_run_ended(struct desk *d, int status, const char *said);
static void import_done(struct desk *d, int status, const char *said);

/* NAME-refused.csv in the exports folder, for the file NAME.csv. */
static char *
refused_target(struct desk *d, const char *path)
{
	AUTO_FREE char *name = xasprintf("%s", path_name(path));
	char *dot = strrchr(name, '.');

	if (dot != NULL && dot != name)
		*dot = '\0';
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

	if (*i->preset != '\0') {
		words[n++] = "--preset";
		words[n++] = i->preset;
	}
	if (dry)
		words[n++] = "--dry-run";
	words[n] = NULL;
	child_start(d, words, &(struct child_words){
	    .at_work = dry ? "Reading the file" : "Importing",
	    .done = dry ? "Nothing was written yet." : "Imported.",
	    .title = dry ? "What would come in" : "What came in",
	    .ended = dry ? dry_run_ended : import_done });
}

static void
answered(struct ui *ui, char key, void *arg)
{
	if (key == 'i')
		run(ui_arg(ui), false);
}

/* Rows that are refused stay out; they do not stop the others. */
static bool
some_refused(int status)
{
	return status == err_exit_status(ERR_REFUSED);
}

static void
dry_run_ended(struct desk *d, int status, const char *said)
{
	static const struct ask_answer answers[] = {
		{ 'i', "import it now" },
		{ 'l', "look at what would come in first; Import asks again" },
		{ 0, NULL }
	};

	AUTO_FREE char *question = some_refused(status) ? xasprintf("%s They stay out, the "
	    "list behind says why. Import the others?", strstr(said, ": ") != NULL ?
	    strstr(said, ": ") + 2 : said) : xstrdup("The file can be read. Import it?");

	if ((status == 0 || some_refused(status)) && ui_mode(d->ui) == MODE_LIST)
		ask_push(d->ui, question, answers, answered, NULL, NULL);
}

static void
import_done(struct desk *d, int status, const char *said)
{
	desk_wrote(d);
	if (some_refused(status))
		ui_say(d->ui, "Imported; refused rows stayed out: %s holds them.",
		    d->import->refused);
}

/* --- which mapping ------------------------------------------------------------------ */

static void
preset_matches(struct ui *ui, const char *typed, struct choice_rows *into,
    void *arg)
{
	const char *name;
	int64_t i;

	if (*typed == '\0')
		choice_add(into, 0, "by the file's own headers", NULL);
	for (i = 0; (name = practice_preset((size_t)i)) != NULL; i++)
		if (strstr(name, typed) != NULL)
			choice_add(into, i + 1, name, "shipped mapping");
}

static void
preset_chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	struct desk *d = ui_arg(ui);

	free(d->import->preset);
	d->import->preset = xstrdup(row->id == 0 ? "" : row->text);
	run(d, true);
}

static const struct choose_source presets = {
	.title = "How is it read?", .none = "No shipped mapping has that name.",
	.matches = preset_matches, .chosen = preset_chosen,
};

/* --- what it holds -------------------------------------------------------------------- */

static void
kind_matches(struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	int64_t i;

	for (i = 0; practice_kinds[i] != NULL; i++)
		if (strstr(practice_kinds[i], typed) != NULL)
			choice_add(into, i, practice_kinds[i], NULL);
}

static void
kind_chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	struct desk *d = ui_arg(ui);

	free(d->import->kind);
	d->import->kind = xstrdup(row->text);
	choose_push(ui, &presets, NULL);
}

static const struct choose_source kinds = {
	.title = "What does the file hold?", .none = "One of the kinds shown.",
	.matches = kind_matches, .chosen = kind_chosen,
};

/* --- which file --------------------------------------------------------------------------- */

static bool
path_typed(struct ui *ui, const char *path, void *arg)
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

void
import_push(struct desk *d)
{
	const char *last = d->import != NULL ? d->import->path : d->db;
	const char *slash = last != NULL ? strrchr(last, '/') : NULL;
	AUTO_FREE char *folder = slash != NULL ?
	    xstrndup(last, (size_t)(slash + 1 - last)) : xstrdup("");
	struct err e;

	if (!practice_may(d->p, ACTION_IMPORT, &e))
		ui_err(d->ui, &e);
	else
		path_push(d->ui, "Which file?", "A CSV or JSON file on this machine; "
		    "Tab completes its name", folder, path_typed, NULL, NULL);
}

void
import_forget(struct desk *d)
{
	d->import = asked_free(d->import);
}
