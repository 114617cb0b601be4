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

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/child.h"

#define WORDS_MAX 24

struct child {
	pid_t pid;
	int pipe;
	char *target;
	struct buf heard;	/* a line not yet complete */
	struct buf said;	/* the last line that is no number */
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
	free(ch->target);
	buf_free(&ch->heard);
	buf_free(&ch->said);
	free(ch);
	d->child = NULL;
}

bool
child_start(struct desk *d, const char *const *words, const char *target)
{
	const char *argv[WORDS_MAX] = { "chairside", "--db", d->db };
	struct child *ch;
	size_t n = 3;

	if (d->child != NULL) {
		ui_complain(d->ui, "%s is still being written; once it is done.",
		    d->child->target);
		return false;
	}
	if (d->login != NULL) {
		argv[n++] = "--login";
		argv[n++] = d->login;
	}
	while (*words != NULL && n + 1 < WORDS_MAX)
		argv[n++] = *words++;
	ch = xcalloc(1, sizeof(*ch));
	ch->heard = ch->said = (struct buf)BUF_INIT;
	if (!start(ch, argv)) {
		ui_complain(d->ui, "It could not be started: %s.", strerror(errno));
		free(ch);
		return false;
	}
	ch->target = xstrdup(target);
	d->child = ch;
	ui_say(d->ui, "Writing %s ...", target);
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
			ui_say(d->ui, "Writing %s, %d %%", ch->target,
			    ch->permille / 10);
		return ch->permille != before;
	}
	hear(ch);
	hear_line(ch, ch->heard.s);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		ui_say(d->ui, "Written: %s", ch->target);
	else
		ui_complain(d->ui, "Not written. %s", ch->said.len > 0 ?
		    ch->said.s : "It was ended while it wrote.");
	child_free(d);
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
