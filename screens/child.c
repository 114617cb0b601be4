/*
 * child.c - runs the program itself and reads its output.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"
#include "server/outbox.h"

#define WORDS_MAX 24
#define PAGE_MAX 100000	/* bytes of its output that are kept */

struct child {
	pid_t pid;
	int pipe;
	char *at_work, *done, *title, *after;
	void (*ended)(struct desk *d, int status, const char *said);
	struct buf heard;	/* an incomplete line */
	struct buf said;	/* the last line that is not a number */
	struct buf all;		/* all such lines */
	int permille;
};

char *
child_target(struct desk *d, const char *name)
{
	AUTO_FREE char *folder = companion_path(d->db, COMPANION_EXPORTS);
	char *own;
	struct stat st;
	struct err e;

	if (outbox_serves(d->login)) {
		own = outbox_path(d->p, name, &e);
		if (own == NULL)
			ui_err(d->ui, &e);
		return own;
	}
	if (!file_make_own_folder(folder, &e)) {
		ui_err(d->ui, &e);
		return NULL;
	}
	AUTO_FREE char *target = xasprintf("%s/%s", folder, name);

	/* an overwritten file keeps its mode, which an older version made wider */
	if (lstat(target, &st) == 0 && S_ISREG(st.st_mode))
		chmod(target, 0600);
	return xstrdup(target);
}

/* In the child: runs the program with its output to the pipe. */
static _Noreturn void
become(int from, int to, const char *const *argv)
{
	union { const char *const *in; char *const *out; } words = { .in = argv };
	sigset_t none;

	setsid();	/* a hang-up must not cut an export short */
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(from, 0) == 0 && dup2(to, 1) == 1 && dup2(to, 2) == 2)
		execv("/proc/self/exe", words.out);
	_exit(127);
}

/* A descriptor for the child's input: a line of any length, or nothing; only in
 * memory. */
static int
input_open(const char *line)
{
	int fd;

	if (line == NULL)
		return open("/dev/null", O_RDONLY | O_CLOEXEC);
	fd = memfd_create("line", MFD_CLOEXEC);
	if (fd < 0)
		return -1;
	if (dprintf(fd, "%s\n", line) < 0 || lseek(fd, 0, SEEK_SET) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool
start(struct child *ch, const char *const *argv, const char *input)
{
	int fds[2], from = input_open(input);

	if (from < 0)
		return false;
	if (pipe2(fds, O_CLOEXEC) != 0) {
		close(from);
		return false;
	}
	ch->pid = fork();
	if (ch->pid == 0)
		become(from, fds[1], argv);
	close(from);
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
	free(ch->after);
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
		ui_complain(d->ui, "%s: wait until that is done, then try again.",
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
	if (!start(ch, argv, say->input)) {
		ui_complain(d->ui, "It could not be started: %s.", strerror(errno));
		free(ch);
		return false;
	}
	ch->at_work = xstrdup(say->at_work);
	ch->done = xstrdup(say->done);
	ch->title = say->title != NULL ? xstrdup(say->title) : NULL;
	ch->after = say->after != NULL ? xstrdup(say->after) : NULL;
	ch->ended = say->ended;
	d->child = ch;
	ui_say(d->ui, "%s ...", ch->at_work);
	return true;
}

/* Handles a line: progress, or a message, without the program's name before it. */
static void
hear_line(struct child *ch, const char *line)
{
	static const char name[] = "chairside: ";
	char *end;
	long n = strtol(line, &end, 10);

	if (end != line && *end == '\0') {
		ch->permille = (int)n;
	} else if (*line != '\0') {
		if (strncmp(line, name, strlen(name)) == 0)
			line += strlen(name);
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
	void (*ended)(struct desk *, int, const char *) = ch->ended;
	AUTO_FREE char *said = xstrdup(ch->said.len > 0 ? ch->said.s : "");

	/* a page over a form would get the keys being typed */
	if (ch->title != NULL && ch->all.len > 0 && ui_mode(d->ui) == MODE_LIST)
		text_page_push(d->ui, ch->title, ch->all.s);
	if (status == 0 && ch->after != NULL && ui_mode(d->ui) == MODE_LIST)
		text_page_push(d->ui, "To fetch it", ch->after);
	if (status == 0)
		ui_say(d->ui, "%s", ch->done);
	else
		ui_complain(d->ui, "%s", ch->said.len > 0 ? ch->said.s :
		    "It was stopped before it was done.");
	child_free(d);
	if (ended != NULL)
		ended(d, status, said);
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
child_leave(struct desk *d)
{
	if (d->child == NULL)
		return;
	child_free(d);
}

/* --- exports --------------------------------------------------------------------- */

/* The rows of a list to export. */
struct export_asked {
	char *name;
	bool all;
	int64_t of;
	char *which, *words;	/* may be NULL */
	char *rows;		/* only the rows with these ids; NULL: all */
};

static void
asked_free(void *arg)
{
	struct export_asked *x = arg;

	free(x->name);
	free(x->which);
	free(x->words);
	free(x->rows);
	free(x);
}

static void
write_asked(struct desk *d, const struct export_asked *x, const char *format)
{
	const char *words[WORDS_MAX] = { "export", x->name, "--list", "--format",
	    format };
	char day[DATE_ISO_SIZE];
	AUTO_FREE char *of = xasprintf("%" PRId64, x->of);
	const char *whose = x->of != 0 ? of : x->which != NULL ? x->which : "";
	AUTO_FREE char *name = xasprintf("%s%s%s%s-%s.%s", x->name,
	    *whose != '\0' ? "-" : "", whose,
	    x->rows != NULL ? "-marked" : x->words != NULL ? "-found" : "", date_to_iso(clock_today(), day),
	    format);
	AUTO_FREE char *target = child_target(d, name);
	size_t n = 5;

	if (target == NULL)
		return;
	if (x->all)
		words[n++] = "--all";
	if (x->words != NULL) {
		words[n++] = "--words";
		words[n++] = "-";
	}
	if (x->rows != NULL) {
		words[n++] = "--rows";
		words[n++] = "-";
	}
	if (x->of != 0) {
		words[n++] = "--of";
		words[n++] = of;
	}
	if (x->which != NULL) {
		words[n++] = "--which";
		words[n++] = x->which;
	}
	child_write(d, words, target, x->rows != NULL ? x->rows : x->words);
}

static void
format_chosen(struct ui *ui, char key, void *asked)
{
	static const struct { char key; const char *name; } formats[] = {
		{ 'c', "csv" }, { 'w', "xlsx" }, { 'j', "json" }
	};
	size_t i = 0;

	while (formats[i].key != key)
		i++;
	write_asked(ui_arg(ui), asked, formats[i].name);
}

bool
child_write(struct desk *d, const char *const *words, const char *target,
    const char *input)
{
	bool fetched = outbox_serves(d->login);
	const char *shown = fetched ? path_name(target) : target;
	AUTO_FREE char *at_work = xasprintf("Writing %s", shown);
	AUTO_FREE char *done = xasprintf("Written: %s", shown);
	AUTO_BUF struct buf after = BUF_INIT;
	const char *all[WORDS_MAX];
	size_t n = 0;

	while (*words != NULL && n + 5 < WORDS_MAX)
		all[n++] = *words++;
	if (fetched)
		outbox_tell(shown, &after);
	if (fetched && d->p->room != NULL)
		buf_adds(&after, "\nThe key of this room does not fetch it: your own does.\n");
	all[n++] = "-o";
	all[n++] = target;
	all[n++] = "--progress";
	all[n++] = "1";
	all[n] = NULL;
	return child_start(d, all, &(struct child_words){ .at_work = at_work,
	    .done = done, .after = fetched ? after.s : NULL, .input = input });
}

/* "12,15,40" */
static char *
numbers(const int64_t *ids, size_t n)
{
	AUTO_BUF struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++)
		buf_addf(&b, "%s%" PRId64, i > 0 ? "," : "", ids[i]);
	return buf_steal(&b);
}

void
child_export_list(struct desk *d, const struct page_list *l,
    const struct page_query *q)
{
	static const struct ask_answer answers[] = {
		{ 'c', "CSV, for any other program" },
		{ 'w', "a workbook" },
		{ 'j', "JSON" },
		{ 0, NULL }
	};
	AUTO_FREE char *question = NULL;
	struct export_asked *x;

	if (!desk_may(d, ACTION_EXPORT))
		return;
	x = xcalloc(1, sizeof(*x));
	x->name = xstrdup(l->name);
	x->all = q->all;
	x->of = q->of;
	x->which = q->of_text != NULL ? xstrdup(q->of_text) : NULL;
	if (q->rows != NULL)
		x->rows = numbers(q->rows, q->n_rows);
	else if (q->words != NULL && *q->words != '\0')
		x->words = xstrdup(q->words);
	question = q->rows == NULL ?
	    xstrdup("Write this list to a file, in which format?") :
	    xasprintf("Write the %zu marked to a file, in which format?", q->n_rows);
	ask_push(d->ui, question, answers, format_chosen, x, asked_free);
}
