/*
 * rescue.c - see rescue.h.
 */
#include "server/rescue.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/seal.h"
#include "base/text.h"
#include "base/unseen.h"
#include "db/backup.h"
#include "practice/backup.h"

#define LINE_SIZE 256

static void
say(const char *sentence, UNUSED void *arg)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, sentence, true);
	printf("%s\n", shown.s);
	fflush(stdout);
}

/* A line that was typed, without its end; false when the line is gone. */
static bool
ask(const char *question, char line[LINE_SIZE])
{
	printf("%s", question);
	fflush(stdout);
	if (fgets(line, LINE_SIZE, stdin) == NULL)
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

/* Opens the practice for one act, which is written down; NULL, and said. */
static struct db *
open_for(const char *practice, const char *label)
{
	struct err e;
	struct db *db = db_open(practice, &e);

	if (db == NULL)
		say(e.text, NULL);
	else if (!db_note(db, "rescue", label, &e))
		say(e.text, NULL);
	return db;
}

/* --- acts ------------------------------------------------------------------------------- */

static void
look(const char *practice)
{
	struct db *db = open_for(practice, "rescue: open the page");
	struct backup b = { .path = NULL };

	if (db == NULL)
		return;
	say(db_refusal(db) != NULL ? db_refusal(db) : "The practice can be opened and written.",
	    NULL);
	if (backup_newest(db, &b))
		printf("Newest backup: %s\n", path_name(b.path));
	else
		printf("There is no backup yet.\n");
	backup_clear(&b);
	db_close(db);
}

static void
act_backup(const char *practice)
{
	const struct backup_ask ask = { .say = say, .by = "the rescue page" };
	struct db *db = open_for(practice, "rescue: backup");
	struct backup_told t;
	struct err e;

	if (db == NULL)
		return;
	if (practice_backup_alone(db, &ask, &t, &e))
		printf("Backup made and checked%s: %s\n", t.sealed ? ", sealed" : "",
		    path_name(t.path));
	else
		say(e.text, NULL);
	backup_told_clear(&t);
	db_close(db);
}

static void
act_check(const char *practice)
{
	struct db *db = open_for(practice, "rescue: check");
	long problems = 0;
	struct err e;

	if (db == NULL)
		return;
	if (!db_check(db, true, say, NULL, &problems, &e) ||
	    !db_check_rules(db, say, NULL, &problems, &e))
		say(e.text, NULL);
	else if (problems == 0)
		printf("The practice file is whole.\n");
	else
		printf("The practice file has %ld problem%s.\n", problems, text_plural(problems));
	db_close(db);
}

/* Reads the private key that opens a sealed backup, unseen. */
static bool
ask_key(struct seal_secret *key)
{
	char line[LINE_SIZE] = "";
	struct unseen was;
	bool ok;

	unseen_begin(&was);
	ok = ask("It is sealed. The private key from the safe: ", line) &&
	    seal_secret_read(line, key);
	unseen_end(&was);
	seal_forget(line, sizeof(line));
	if (!ok)
		printf("That is no private key as `chairside backup keygen` prints it, or a letter of "
		    "it is wrong. Nothing was changed.\n");
	return ok;
}

/* Tries the backup first and shows what it holds; then asks. */
static void
restore(const char *practice, const char *name, struct seal_secret *key)
{
	AUTO_FREE char *folder = companion_path(practice, COMPANION_BACKUPS);
	AUTO_FREE char *source = *name != '\0' ? xasprintf("%s/%s", folder, name) : NULL;
	struct restore_ask wish = { .path = practice, .source = source, .rescue = true,
	    .drill = true, .say = say };
	struct backup_told t;
	char line[LINE_SIZE];
	struct err e;
	bool ok;

	if (strchr(name, '/') != NULL) {
		printf("Name a backup as it is called in %s.\n", path_name(folder));
		return;
	}
	ok = practice_restore(&wish, &t, &e);
	if (!ok && strcmp(e.field, "key") == 0) {
		backup_told_clear(&t);
		if (!ask_key(key))
			return;
		wish.key = key;
		ok = practice_restore(&wish, &t, &e);
	}
	if (ok) {
		printf("The backup is good: %s\n%s", path_name(t.path), t.holds);
		backup_told_clear(&t);
		if (!ask("Type yes to put it in the practice's place: ", line) ||
		    strcmp(line, "yes") != 0) {
			printf("Nothing was changed.\n");
			return;
		}
		wish.drill = false;
		ok = practice_restore(&wish, &t, &e);
	}
	if (!ok)
		say(e.text, NULL);
	else
		printf("Restored. What it replaced is kept: %s\n",
		    t.kept != NULL ? path_name(t.kept) : "there was nothing");
	syslog(LOG_NOTICE, "rescue page: restore %s", ok ? "done" : "not done");
	backup_told_clear(&t);
}

static void
act_restore(const char *practice, const char *name)
{
	struct seal_secret key;

	restore(practice, name, &key);
	seal_forget(&key, sizeof(key));
}

/* --- the page --------------------------------------------------------------------------- */

static bool
may_open(const char *practice, struct err *e)
{
	AUTO_FREE char *folder = path_folder(practice);
	struct stat st;

	if (getenv("SSH_ORIGINAL_COMMAND") != NULL)
		return err_set(e, ERR_DENIED, NULL, "This key opens the rescue page and does nothing "
		    "else: leave the command away.");
	if (stat(practice, &st) != 0 && stat(folder, &st) != 0)
		return err_set(e, ERR_NOTFOUND, NULL, "There is no folder %s.", folder);
	return st.st_uid == geteuid() || err_set(e, ERR_DENIED, NULL, "The rescue page is for the "
	    "account to which the practice file belongs.");
}

static void
help(void)
{
	printf("\n  b         make a backup\n"
	    "  c         check the practice file\n"
	    "  r [NAME]  put a backup back, the newest or that one of the folder of backups\n"
	    "  l         leave\n");
}

bool
rescue_run(const char *practice, struct err *e)
{
	char line[LINE_SIZE];

	if (!may_open(practice, e))
		return false;
	openlog("chairside", LOG_PID, LOG_AUTH);
	syslog(LOG_NOTICE, "rescue page opened");
	printf("chairside rescue page of %s\n", path_name(practice));
	look(practice);
	help();
	while (ask("\nrescue> ", line) && strcmp(line, "l") != 0) {
		if (strcmp(line, "b") == 0)
			act_backup(practice);
		else if (strcmp(line, "c") == 0)
			act_check(practice);
		else if (strcmp(line, "r") == 0 || strncmp(line, "r ", 2) == 0)
			act_restore(practice, line + 1 + strspn(line + 1, " "));
		else
			help();
	}
	printf("\n");
	closelog();
	return true;
}
