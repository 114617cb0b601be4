/*
 * backup.c - `chairside backup`: a verified copy of the practice; those there are; the
 * keys that they can be sealed with.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/seal.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/backup.h"
#include "practice/backups.h"
#include "practice/files.h"
#include "practice/own_files.h"

static const struct option_spec options[] = {
	{ "to", 0, "DIR", "into that folder, such as one on another disk" },
	{ "if-changed", 0, NULL, "only if a record has changed since the newest; older ones "
	    "are thinned out" },
	{ "timer", 0, NULL, "the same as a timer does it, without a login" },
	{ "list", 0, NULL, "make none, list those there are" },
	{ "format", 0, "text|json", "of the list; text when not given" },
	{ NULL, 0, NULL, NULL }
};

/* --- making one ------------------------------------------------------------------------ */

static void
tell(const struct backup_told *t)
{
	if (t->path == NULL) {
		printf("Nothing has changed since the newest backup; none was made.\n");
		return;
	}
	printf("Backup made%s and checked: ", t->sealed ? ", sealed" : "");
	print_shown(stdout, t->path);
	printf("\n%s", t->holds);
	if (t->removed > 0)
		printf("%d older backup%s removed.\n", t->removed,
		    text_plural(t->removed));
}

static bool
make_one(struct call *c, struct err *e)
{
	const bool timer = call_option(c, "timer") != NULL;
	const bool if_changed = timer || call_option(c, "if-changed") != NULL;
	const struct backup_ask ask = { .folder = call_option(c, "to"),
	    .if_changed = if_changed, .thin = if_changed, .say = print_sentence };
	struct practice *p = NULL;
	struct backup_told t;
	bool ok;

	if (ask.thin && ask.folder != NULL)
		return err_set(e, ERR_USAGE, "to", "--to does not go with --if-changed or "
		    "--timer, which care for FILE.backups.");
	if (timer && c->login != NULL)
		return err_set(e, ERR_USAGE, "timer", "--timer does not go with --login.");
	if (timer) {
		ok = practice_backup_timer(c->db, &ask, &t, e);
		own_files_sweep(c->db);
	} else {
		if ((p = call_open(c, e)) == NULL)
			return false;
		ok = practice_backup(p, &ask, &t, e);
		practice_close(p);
	}
	if (ok)
		tell(&t);
	backup_told_clear(&t);
	return ok;
}

/* --- those there are --------------------------------------------------------------------- */

struct listing {
	struct practice *p;
	struct table *table;
};

static void
add_size(struct table *t, int64_t bytes)
{
	AUTO_BUF struct buf size = BUF_INIT;

	file_size_words(bytes, &size);
	table_add(t, size.s);
}

static bool
list_row(const struct backup_row *row, void *arg)
{
	struct listing *l = arg;
	AUTO_BUF struct buf when = BUF_INIT, holds = BUF_INIT;

	field_show_instant(&l->p->context, row->made, &when);
	if (row->clients >= 0)
		buf_addf(&holds, "%" PRId64 " client%s, %" PRId64 " visit%s, ", row->clients,
		    text_plural(row->clients), row->sessions, text_plural(row->sessions));
	buf_addf(&holds, "entry %" PRId64, row->entry);
	if (row->files > 0)
		buf_addf(&holds, ", %" PRId64 " file%s", row->files,
		    text_plural(row->files));
	table_add(l->table, when.s);
	table_add(l->table, row->tier);
	add_size(l->table, row->bytes);
	table_add(l->table, holds.s);
	table_add(l->table, row->sealed ? "sealed" : "plain");
	table_add(l->table, row->whole ? "yes" : "no");
	table_add(l->table, row->elsewhere ? row->path : path_name(row->path));
	return true;
}

static bool
list_all(struct call *c, struct err *e)
{
	static const char *const headings[] = { "made", "tier", ">size", "holds", "sealed",
	    "verified", "name" };
	struct listing l = { .p = NULL };
	struct backups_line stand[BACKUPS_LINES] = { { .what = NULL } };
	bool json, ok;
	size_t i;

	if (!call_json(c, &json, e) || (l.p = call_open(c, e)) == NULL)
		return false;
	if (json) {
		ok = practice_backups_json(l.p, stdout, e);
	} else {
		l.table = table_new(headings, ARRAY_LEN(headings));
		ok = table_print(l.table, practice_backups(l.p, list_row, &l, stand, e), NULL);
		for (i = 0; ok && i < BACKUPS_LINES; i++)
			printf("%-16s%s\n", stand[i].what, stand[i].words);
		backups_lines_free(stand);
	}
	practice_close(l.p);
	return ok;
}

/* --- is one what was made? ------------------------------------------------------------------ */

static bool
verify(struct call *c, const char *which, struct err *e)
{
	struct practice *p = call_open(c, e);
	AUTO_BUF struct buf path = BUF_INIT;
	long problems = 0;
	bool ok;

	if (p == NULL)
		return false;
	ok = practice_backup_verify(p, which, &path, print_sentence, NULL, &problems, e);
	practice_close(p);
	if (ok && problems > 0)
		return err_set(e, ERR_PROBLEMS, NULL, "%s has %ld problem%s.", path.s, problems,
		    text_plural(problems));
	if (ok)
		printf("It is what was made: %s\n", path.s);
	return ok;
}

/* --- keys --------------------------------------------------------------------------------- */

/* Prints a new pair, which is written nowhere. */
static bool
keygen(void)
{
	struct seal_public pub;
	struct seal_secret secret;
	char text[SEAL_TEXT_SIZE];

	seal_pair(&pub, &secret);
	printf("Backups are sealed to this key; put it into Practice, Settings, Backup key:\n"
	    "  %s\n\n", seal_public_text(&pub, text));
	printf("Only this one opens them; it is shown this once and kept nowhere. Print it, put "
	    "it\ninto a safe, and try it with `chairside restore --drill --key -`:\n  %s\n",
	    seal_secret_text(&secret, text));
	seal_forget(text, sizeof(text));
	seal_forget(&secret, sizeof(secret));
	return true;
}

static bool
backup_run(struct call *c, struct err *e)
{
	const bool list = call_option(c, "list") != NULL;
	const char *word = c->n_words > 0 ? c->words[0] : "";

	if (strcmp(word, "verify") == 0)
		return verify(c, c->words[1], e);
	if (c->n_words > 1 || (c->n_words > 0 && strcmp(word, "keygen") != 0))
		return err_set(e, ERR_USAGE, NULL, "It is written chairside backup, chairside "
		    "backup verify, or chairside backup keygen.");
	if (!list && call_option(c, "format") != NULL)
		return err_set(e, ERR_USAGE, "format", "--format goes with --list.");
	return c->n_words > 0 ? keygen() : list ? list_all(c, e) : make_one(c, e);
}

const struct command command_backup = {
	.name = "backup", .words = "[verify [FILE]|keygen]", .max_words = 2,
	.help = "Make a verified copy of the practice; work goes on meanwhile.",
	.more = "  backup verify [FILE]           is it, or the newest, what was made?\n"
	    "  backup keygen                  print two keys: backups are sealed to the one,\n"
	    "                                 and opened with the other\n",
	.options = options, .run = backup_run,
};
