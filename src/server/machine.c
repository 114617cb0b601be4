/*
 * machine.c - see machine.h.
 */
#include "server/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#define READ_MAX ((size_t)1 << 20)

char *
machine_path(const char *root, const char *path)
{
	return xasprintf("%s%s", root, path);
}

/* --- programs ---------------------------------------------------------------------- */

static const char *const programs[MACHINE_PROGRAMS] = {
	[MACHINE_USERADD] = "/usr/sbin/useradd",
	[MACHINE_SYSTEMCTL] = "/usr/bin/systemctl",
	[MACHINE_SSHD] = "/usr/sbin/sshd",
};

/* In the child: becomes the program, with its output in the pipe. */
static _Noreturn void
become(const char *path, const char *const *words, int to)
{
	static const char *const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
	    "LC_ALL=C", NULL };
	union { const char *const *in; char *const *out; } argv = { .in = words },
	    env = { .in = environment };
	int from = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (from >= 0 && dup2(from, 0) == 0 && dup2(to, 1) == 1 && dup2(to, 2) == 2)
		execve(path, argv.out, env.out);
	_exit(127);
}

static void
read_all(int fd, struct buf *out)
{
	char piece[4096];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(out, piece, (size_t)n);
}

static bool
ended_well(pid_t child)
{
	int status;
	pid_t got;

	do
		got = waitpid(child, &status, 0);
	while (got < 0 && errno == EINTR);
	return got == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* "sshd failed: what it said; and more" */
static bool
tell_failed(const char *program, const char *said, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	const char *line;
	size_t n;

	for (line = said; *line != '\0'; line += n + (line[n] == '\n')) {
		AUTO_FREE char *one = xstrndup(line, n = strcspn(line, "\n"));

		one[strcspn(one, "\r")] = '\0';
		buf_adds(&shown, shown.len > 0 && *one != '\0' ? "; " : "");
		text_show(&shown, one, false);
	}
	return err_set(e, ERR_IO, NULL, "%s failed: %s", program,
	    shown.len > 0 ? shown.s : "it did not say why");
}

bool
machine_run(const char *root, enum machine_program which, const char *const *words,
    struct buf *out, struct err *e)
{
	AUTO_FREE char *path = machine_path(root, programs[which]);
	const char *argv[16] = { path };
	AUTO_BUF struct buf said = BUF_INIT;
	int fds[2];
	size_t n;
	pid_t child;
	bool ok;

	for (n = 0; words[n] != NULL && n + 2 < ARRAY_LEN(argv); n++)
		argv[n + 1] = words[n];
	if (access(path, X_OK) != 0)
		return err_set(e, ERR_NOTFOUND, NULL, "%s is not there, and it is needed.",
		    path);
	if (pipe2(fds, O_CLOEXEC) != 0)
		return err_set(e, ERR_IO, NULL, "Cannot run %s: %s.", path,
		    strerror(errno));
	child = fork();
	if (child == 0)
		become(path, argv, fds[1]);
	close(fds[1]);
	if (child > 0)
		read_all(fds[0], &said);
	close(fds[0]);
	ok = child > 0 && ended_well(child);
	if (out != NULL)
		buf_add(out, said.s, said.len);
	return ok || tell_failed(path, said.s, e);
}

/* --- accounts ---------------------------------------------------------------------- */

bool
machine_account(const char *root, const char *name, struct machine_account *a)
{
	AUTO_FREE char *path = machine_path(root, "/etc/passwd");
	FILE *f = fopen(path, "re");
	const struct passwd *pw;
	bool found = false;

	while (f != NULL && !found && (pw = fgetpwent(f)) != NULL) {
		found = strcmp(pw->pw_name, name) == 0;
		if (!found)
			continue;
		a->uid = pw->pw_uid;
		a->gid = pw->pw_gid;
		snprintf(a->home, sizeof(a->home), "%s", pw->pw_dir);
		snprintf(a->shell, sizeof(a->shell), "%s", pw->pw_shell);
	}
	if (f != NULL)
		fclose(f);
	return found;
}

/* Gives up every right but the account's, for good. */
static bool
become_account(const struct machine_account *a)
{
	if (geteuid() == a->uid)	/* a test that is not root */
		return true;
	return setgroups(1, &a->gid) == 0 && setresgid(a->gid, a->gid, a->gid) == 0 &&
	    setresuid(a->uid, a->uid, a->uid) == 0 && setuid(0) != 0;
}

bool
machine_as(const struct machine_account *a, bool (*fn)(void *arg, struct err *e), void *arg,
    struct err *e)
{
	struct err said = { .code = ERR_NONE };	/* all of it goes through the pipe */
	int fds[2];
	pid_t child;
	bool ok;

	if (pipe2(fds, O_CLOEXEC) != 0)
		return err_set(e, ERR_IO, NULL, "Cannot begin: %s.", strerror(errno));
	fflush(NULL);
	child = fork();
	if (child == 0) {
		clearenv();
		ok = become_account(a) ? fn(arg, &said) : err_set(&said, ERR_IO, NULL,
		    "Cannot become another account: %s.", strerror(errno));
		fflush(stdout);
		_exit(write(fds[1], &said, sizeof(said)) != sizeof(said) || !ok);
	}
	close(fds[1]);
	if (child > 0 && read(fds[0], &said, sizeof(said)) != sizeof(said))
		err_set(&said, ERR_IO, NULL, "It ended before it was done.");
	close(fds[0]);
	ok = child > 0 && ended_well(child);
	if (!ok && e != NULL)
		*e = said;
	return ok;
}

/* --- files ------------------------------------------------------------------------- */

bool
machine_read(const char *root, const char *path, struct buf *out)
{
	AUTO_FREE char *below = machine_path(root, path);
	FILE *f = fopen(below, "re");
	char piece[4096];
	size_t n;
	bool ok;

	/* files of /proc have no size */
	while (f != NULL && out->len < READ_MAX &&
	    (n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(out, piece, n);
	ok = f != NULL && !ferror(f);
	if (f != NULL)
		fclose(f);
	return ok;
}

bool
machine_write(const char *root, const char *path, const char *text, mode_t mode,
    struct err *e)
{
	AUTO_FREE char *below = machine_path(root, path);
	struct file_out *o = file_out_open(below, e);

	if (o == NULL)
		return false;
	fputs(text, file_out_stream(o));
	if (!file_out_commit(o, e))
		return false;
	return chmod(below, mode) == 0 || err_set(e, ERR_IO, NULL,
	    "Cannot set the mode of %s: %s.", below, strerror(errno));
}

bool
machine_remove(const char *root, const char *path, struct err *e)
{
	AUTO_FREE char *below = machine_path(root, path);

	return unlink(below) == 0 || errno == ENOENT || errno == ENOTDIR ||
	    err_set(e, ERR_IO, NULL, "Cannot remove %s: %s.", below, strerror(errno));
}

bool
machine_stands(const char *root, const char *path)
{
	AUTO_FREE char *below = machine_path(root, path);
	struct stat st;

	return lstat(below, &st) == 0;
}

/* --- when it was started, and who is connected ------------------------------------------- */

bool
machine_has_systemd(const char *root)
{
	return machine_stands(root, "/run/systemd/system");
}

bool
machine_boot(const char *root, int64_t *since, char boot[64])
{
	AUTO_BUF struct buf up = BUF_INIT, id = BUF_INIT;
	long long seconds;
	int hundredths;

	if (!machine_read(root, "/proc/uptime", &up) ||
	    !machine_read(root, "/proc/sys/kernel/random/boot_id", &id) ||
	    sscanf(up.s, "%lld.%2d", &seconds, &hundredths) != 2)
		return false;
	*since = seconds * 100 + hundredths;
	snprintf(boot, 64, "%.*s", (int)strcspn(id.s, "\n"), id.s);
	return true;
}

/* The parent of a process, its beginning and its name, from its line in /proc. */
static bool
process(const char *root, const char *which, long *parent, long long *began, char name[32])
{
	AUTO_FREE char *path = xasprintf("/proc/%s/stat", which);
	AUTO_BUF struct buf line = BUF_INIT;
	const char *open, *close, *p;
	int field;

	if (!machine_read(root, path, &line) || (open = strchr(line.s, '(')) == NULL ||
	    (close = strrchr(line.s, ')')) == NULL)
		return false;
	snprintf(name, 32, "%.*s", (int)(close - open - 1), open + 1);
	/* proc(5): field 3, the state, follows; 4 is the parent, 22 when it began */
	for (p = close + 1, field = 3; p != NULL && field < 4; field++)
		p = strchr(p + 1, ' ');
	if (p == NULL || sscanf(p, "%ld", parent) != 1)
		return false;
	for (; p != NULL && field < 22; field++)
		p = strchr(p + 1, ' ');
	return p != NULL && sscanf(p, "%lld", began) == 1;
}

bool
machine_connected(const char *root, int64_t *since)
{
	char which[24] = "self", name[32];
	long long began;
	long parent;
	int steps;

	*since = 0;
	for (steps = 0; steps < 100; steps++) {
		if (!process(root, which, &parent, &began, name))
			return false;
		/* sshd-session since OpenSSH 9.8 */
		if (strncmp(name, "sshd", 4) == 0) {
			*since = began;
			return true;
		}
		if (parent <= 1)
			return true;
		snprintf(which, sizeof(which), "%ld", parent);
	}
	return false;
}
