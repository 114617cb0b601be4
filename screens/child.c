/*
 * child.c - running the program itself, and hearing from it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"

#define WORDS_MAX 24
#define PAGE_MAX 100000	/* bytes of what it says that are kept */

struct child {
	pid_t pid;
	int pipe;
	char *at_work, *done, *title;
	void (*ended)(struct desk *d, int status);
	struct buf heard;	/* a line not yet complete */
	struct buf said;	/* the last line that is no number */
	struct buf all;		/* every such line */
	int permille;
};

char *
child_target(struct desk *d, const char *name)
{
	AUTO_FREE char *folder = xasprintf("%s.exports", d->db);
	struct err e;

	if (file_make_folder(folder, &e))
		return xasprintf("%s/%s", folder, name);
	ui_err(d->ui, &e);
	return NULL;
}

/* In the child: standard input is nothing, all it says goes to the pipe. */
static _Noreturn void
become(int to, const char *const *argv)
{
	union { const char *const *in; char *const *out; } words = { .in = argv };
	int null = open("/dev/null", O_RDONLY);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (null >= 0 && dup2(null, 0) == 0 && dup2(to, 1) == 1 && dup2(to, 2) == 2)
		execv("/proc/self/exe", words.out);
	_exit(127);
}

static bool
start(struct child *ch, const char *const *argv)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) != 0)
		return false;
	ch->pid = fork();
	if (ch->pid == 0)
		become(fds[1], argv);
	close(fds[1]);
	if (ch->pid < 0) {
		close(fds[0]);
		return false;
	}
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	ch->pipe = fds[0];
	return true;
}

static void
child_free(struct desk *d)
{
	struct child *ch = d->child;

	close(ch->pipe);
	free(ch->at_work);
	free(ch->done);
	free(ch->title);
	buf_free(&ch->heard);
	buf_free(&ch->said);
	buf_free(&ch->all);
	free(ch);
	d->child = NULL;
}

bool
child_start(struct desk *d, const char *const *words,
    const struct child_words *say)
{
	const char *argv[WORDS_MAX] = { "chairside", "--db", d->db };
	struct child *ch;
	size_t n = 3;

	if (d->child != NULL) {
		ui_complain(d->ui, "%s is not done yet; then this.",
		    d->child->at_work);
		return false;
	}
	if (d->login != NULL) {
		argv[n++] = "--login";
		argv[n++] = d->login;
	}
	while (*words != NULL && n + 1 < WORDS_MAX)
		argv[n++] = *words++;
	ch = xcalloc(1, sizeof(*ch));
	ch->heard = ch->said = ch->all = (struct buf)BUF_INIT;
	if (!start(ch, argv)) {
		ui_complain(d->ui, "It could not be started: %s.", strerror(errno));
		free(ch);
		return false;
	}
	ch->at_work = xstrdup(say->at_work);
	ch->done = xstrdup(say->done);
	ch->title = say->title != NULL ? xstrdup(say->title) : NULL;
	ch->ended = say->ended;
	d->child = ch;
	ui_say(d->ui, "%s ...", ch->at_work);
	return true;
}

/* A line: how far it is, or a sentence. */
static void
hear_line(struct child *ch, const char *line)
{
	char *end;
	long n = strtol(line, &end, 10);

	if (end != line && *end == '\0') {
		ch->permille = (int)n;
	} else if (*line != '\0') {
		buf_cut(&ch->said, 0);
		text_show(&ch->said, line, false);
		if (ch->all.len < PAGE_MAX)
			buf_addf(&ch->all, "%s\n", ch->said.s);
	}
}

static void
hear(struct child *ch)
{
	char bytes[4096];
	ssize_t i, n;

	while ((n = read(ch->pipe, bytes, sizeof(bytes))) > 0)
		for (i = 0; i < n; i++) {
			if (bytes[i] != '\n' && bytes[i] != '\r') {
				if (ch->heard.len < sizeof(bytes))
					buf_addc(&ch->heard, bytes[i]);
				continue;
			}
			hear_line(ch, ch->heard.s);
			buf_cut(&ch->heard, 0);
		}
}

static void
child_end(struct desk *d, int status)
{
	struct child *ch = d->child;
	void (*ended)(struct desk *, int) = ch->ended;

	/* a page over a form that is being typed in would take its keys */
	if (ch->title != NULL && ch->all.len > 0 && ui_mode(d->ui) == MODE_LIST)
		text_page_push(d->ui, ch->title, ch->all.s);
	if (status == 0)
		ui_say(d->ui, "%s", ch->done);
	else
		ui_complain(d->ui, "%s", ch->said.len > 0 ? ch->said.s :
		    "It was ended before it was done.");
	child_free(d);
	if (ended != NULL)
		ended(d, status);
}

bool
child_tick(struct desk *d)
{
	struct child *ch = d->child;
	int status, before;

	if (ch == NULL)
		return false;
	before = ch->permille;
	hear(ch);
	if (waitpid(ch->pid, &status, WNOHANG) != ch->pid) {
		if (ch->permille != before)
			ui_say(d->ui, "%s, %d %%", ch->at_work,
			    ch->permille / 10);
		return ch->permille != before;
	}
	hear(ch);
	hear_line(ch, ch->heard.s);
	child_end(d, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	return true;
}

void
child_stop(struct desk *d)
{
	if (d->child == NULL)
		return;
	kill(d->child->pid, SIGTERM);
	waitpid(d->child->pid, NULL, 0);
	child_free(d);
}

/* --- exports --------------------------------------------------------------------- */

static void
format_chosen(struct ui *ui, char key, void *kind)
{
	static const struct { char key; const char *name; } formats[] = {
		{ 'c', "csv" }, { 'w', "xlsx" }, { 'j', "json" }
	};
	struct desk *d = ui_arg(ui);
	char day[DATE_ISO_SIZE];
	size_t i = 0;

	while (formats[i].key != key)
		i++;
	date_to_iso(clock_today(), day);
	{
		AUTO_FREE char *name = xasprintf("%s-%s.%s", (char *)kind, day,
		    formats[i].name);
		AUTO_FREE char *target = child_target(d, name);
		const char *const words[] = { "export", kind, "--format",
		    formats[i].name, "-o", target, NULL };

		if (target != NULL)
			child_write(d, words, target);
	}
}

bool
child_write(struct desk *d, const char *const *words, const char *target)
{
	AUTO_FREE char *at_work = xasprintf("Writing %s", target);
	AUTO_FREE char *done = xasprintf("Written: %s", target);

	return child_start(d, words, &(struct child_words){ .at_work = at_work,
	    .done = done });
}

void
child_export(struct desk *d, const char *kind)
{
	static const struct ask_answer answers[] = {
		{ 'c', "CSV, for any other program" },
		{ 'w', "a workbook" },
		{ 'j', "JSON" },
		{ 0, NULL }
	};
	AUTO_FREE char *question = xasprintf("Write all %s to a file, as what?",
	    kind);

	ask_push(d->ui, question, answers, format_chosen, xstrdup(kind), free);
}
