/*
 * setup_logins.c - see setup_logins.h.
 */
#include "server/setup_logins.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "server/machine.h"

#define MAIN "/etc/ssh/sshd_config"
#define PLAN SERVER_HOME "/unconfirmed"
#define TRIAL SERVER_HOME "/trial"		/* the whole, with the candidate in front */
#define TRIAL_PART SERVER_HOME "/trial.part"
#define BEFORE ".before"	/* the drop-in of an earlier chairside */

/* --- what sshd makes of its configuration ---------------------------------------------- */

/* What `config` comes to for a user, a line for each word. */
static bool
ask(const char *root, const char *config, const char *user, struct buf *out, struct err *e)
{
	AUTO_FREE char *path = machine_path(root, config);
	/* every word that a Match line may ask for must have an answer */
	AUTO_FREE char *who = xasprintf("user=%s,host=localhost,addr=127.0.0.1,"
	    "laddr=127.0.0.1,lport=22", user);
	const char *const words[] = { "-T", "-f", path, "-C", who, NULL };

	return machine_run(root, MACHINE_SSHD, words, out, e);
}

/* The next line "WORD VALUE" from *at on: its value, which the caller frees; NULL: none. */
static char *
next_value(const char **at, const char *word)
{
	size_t n = strlen(word);

	while (**at != '\0') {
		const char *line = *at;
		size_t len = strcspn(line, "\n");

		*at += len + (line[len] == '\n');
		if (len > n && strncmp(line, word, n) == 0 && line[n] == ' ')
			return xstrndup(line + n + 1, len - n - 1);
	}
	return NULL;
}

static bool
says(const char *told, const char *line)
{
	AUTO_FREE char *word = xstrndup(line, strcspn(line, " "));
	const char *at = told, *value = line + strlen(word) + 1;
	char *got;
	bool same = false;

	while (!same && (got = next_value(&at, word)) != NULL) {
		same = strcmp(got, value) == 0;
		free(got);
	}
	return same;
}

/* Is the account, whose group has its name, among those of a list? *any: there is a list. */
static bool
listed(const char *told, const char *word, bool *any, struct buf *list)
{
	const char *at = told;
	char *value;
	bool in = false, out = false;

	*any = false;
	while ((value = next_value(&at, word)) != NULL) {
		const char *pattern = value + (*value == '!');
		AUTO_FREE char *name = xstrndup(pattern, strcspn(pattern, "@"));

		buf_addf(list, "%s%s", *any ? " " : "", value);
		*any = true;
		if (fnmatch(name, SERVER_ACCOUNT, 0) == 0)
			*(*value == '!' ? &out : &in) = true;
		free(value);
	}
	return in && !out;
}

/* Where PAM is off, sshd lets no key into an account whose password begins with "!". */
static bool
not_locked(const char *root, const char *told, struct err *e)
{
	AUTO_BUF struct buf shadow = BUF_INIT;

	buf_adds(&shadow, "\n");
	return !says(told, "usepam no") || !machine_read(root, "/etc/shadow", &shadow) ||
	    strstr(shadow.s, "\n" SERVER_ACCOUNT ":!") == NULL || err_set(e, ERR_INVALID,
	    NULL, "sshd does without PAM here and takes the account " SERVER_ACCOUNT " for "
	    "locked: `usermod -p '*' " SERVER_ACCOUNT "` unlocks it, without a password.");
}

bool
logins_look(const char *root, struct err *e)
{
	static const struct {
		const char *told, *word;
		bool lets_in;
	} lists[] = {
		{ "allowusers", "AllowUsers", true }, { "denyusers", "DenyUsers", false },
		{ "allowgroups", "AllowGroups", true }, { "denygroups", "DenyGroups", false },
	};
	AUTO_BUF struct buf told = BUF_INIT, now = BUF_INIT;
	const char *path = server_file_path(SERVER_LOGINS);
	size_t i;

	if (machine_read(root, path, &now) && !server_file_ours(now.s))
		return err_set(e, ERR_INVALID, NULL, "%s%s stands already and was not made "
		    "by chairside: move it away first.", root, path);
	if (!ask(root, MAIN, SERVER_ACCOUNT, &told, e))
		return err_prefix(e, "sshd's configuration is not in order as it stands");
	for (i = 0; i < ARRAY_LEN(lists); i++) {
		AUTO_BUF struct buf list = BUF_INIT, shown = BUF_INIT;
		bool any, in = listed(told.s, lists[i].told, &any, &list);

		if (!any || in == lists[i].lets_in)
			continue;
		text_show(&shown, list.s, false);
		return err_set(e, ERR_INVALID, NULL, "sshd would not let anybody in as "
		    SERVER_ACCOUNT ": your configuration has %s %s. %s there, and try "
		    "again; chairside does not change who may log in.", lists[i].word,
		    shown.s, lists[i].lets_in ? "Add " SERVER_ACCOUNT :
		    "Take " SERVER_ACCOUNT " out");
	}
	return not_locked(root, told.s, e);
}

/* What `config` comes to for those who look after the machine, but for the one limit that
 * the drop-in raises for all. */
static bool
ask_administrators(const char *root, const char *config, struct buf *out, struct err *e)
{
	const char *const users[] = { "root", getenv("SUDO_USER") };
	size_t i;

	for (i = 0; i < ARRAY_LEN(users); i++) {
		AUTO_BUF struct buf told = BUF_INIT;
		const char *limit;

		if (users[i] == NULL || strpbrk(users[i], ",= \n") != NULL)
			continue;
		if (!ask(root, config, users[i], &told, e))
			return false;
		limit = strstr(told.s, "\nmaxstartups ");
		buf_add(out, told.s, limit != NULL ? (size_t)(limit - told.s) : told.len);
		if (limit != NULL)
			buf_adds(out, limit + 1 + strcspn(limit + 1, "\n"));
	}
	return true;
}

/* Does sshd take `config`, does it do with the account what it must, and with those who
 * look after the machine what it did `before`? */
static bool
try_config(const char *root, const char *config, const struct server_facts *facts,
    const char *before, struct err *e)
{
	AUTO_FREE char *path = machine_path(root, config);
	const char *const test[] = { "-t", "-f", path, NULL };
	AUTO_BUF struct buf told = BUF_INIT, after = BUF_INIT;
	size_t i;
	bool ok = true;

	if (!machine_run(root, MACHINE_SSHD, test, NULL, e) ||
	    !ask(root, config, SERVER_ACCOUNT, &told, e) ||
	    !ask_administrators(root, config, &after, e))
		return false;
	for (i = 0; ok; i++) {
		AUTO_FREE char *fact = server_login_fact(i, facts);

		if (fact == NULL)
			break;
		ok = says(told.s, fact) || err_set(e, ERR_INVALID, NULL, "sshd does not do "
		    "what %s%s says (%s): either %s%s lacks the line \"Include "
		    "/etc/ssh/sshd_config.d/*.conf\" at its top, or another line of yours "
		    "comes before it.", root, server_file_path(SERVER_LOGINS), fact, root,
		    MAIN);
	}
	return ok && (strcmp(after.s, before) == 0 || err_set(e, ERR_INVALID, NULL,
	    "With it, sshd would treat the administrator's own login otherwise than now; "
	    "nothing was changed."));
}

/* The drop-in in front of the present configuration, before it is placed. */
static bool
try_before(const char *root, const struct server_facts *facts, const char *before,
    struct err *e)
{
	AUTO_FREE char *trial = xasprintf("Include %s%s\nInclude %s%s\n", root, TRIAL_PART,
	    root, MAIN);
	AUTO_BUF struct buf text = BUF_INIT;
	bool ok;

	server_file_text(SERVER_LOGINS, facts, &text);
	ok = machine_write(root, TRIAL_PART, text.s, 0600, e) &&
	    machine_write(root, TRIAL, trial, 0600, e) &&
	    try_config(root, TRIAL, facts, before, e);
	return machine_remove(root, TRIAL, ok ? e : NULL) &&
	    machine_remove(root, TRIAL_PART, ok ? e : NULL) && ok;
}

static bool
systemctl(const char *root, const char *verb, const char *unit, struct err *e)
{
	const char *const words[] = { verb, unit, NULL };

	return machine_run(root, MACHINE_SYSTEMCTL, words, NULL, e);
}

/* Where systemd does not run, the process that listens is told; none listens: fine. */
static bool
reload(const char *root, struct err *e)
{
	AUTO_BUF struct buf told = BUF_INIT, text = BUF_INIT;
	AUTO_FREE char *file = NULL;
	const char *at;
	long pid = 0;

	if (machine_has_systemd(root))
		return systemctl(root, "try-reload-or-restart", "ssh.service", e);
	if (!ask(root, MAIN, SERVER_ACCOUNT, &told, e))
		return false;
	at = told.s;
	file = next_value(&at, "pidfile");
	if (file == NULL || !machine_read(root, file, &text) ||
	    sscanf(text.s, "%ld", &pid) != 1 || pid <= 1 || kill((pid_t)pid, 0) != 0)
		return true;
	return kill((pid_t)pid, SIGHUP) == 0 || err_set(e, ERR_IO, NULL,
	    "Cannot tell sshd (process %ld) to read its configuration again: %s.", pid,
	    strerror(errno));
}

/* --- the plan that takes it back ---------------------------------------------------------- */

struct plan {
	char token[40], boot[64];
	int64_t since;		/* 0: sshd was not told yet */
};

static bool
plan_read(const char *root, struct plan *p)
{
	AUTO_BUF struct buf text = BUF_INIT;

	*p = (struct plan){ .since = 0 };
	return machine_read(root, PLAN, &text) && sscanf(text.s,
	    "token %39s boot %63s since %" SCNd64, p->token, p->boot, &p->since) >= 1;
}

bool
logins_waiting(const char *root)
{
	struct plan p;

	return plan_read(root, &p) && p.since > 0;
}

bool
logins_pending(const char *root, const char *token)
{
	struct plan p;

	return plan_read(root, &p) && strcmp(p.token, token) == 0;
}

/* Sees to it that nobody else works on the plan; -1 when that cannot be had. */
static int
plan_lock(const char *root, struct err *e)
{
	AUTO_FREE char *folder = machine_path(root, "/etc/ssh");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0 && flock(fd, LOCK_EX) == 0)
		return fd;
	err_set(e, ERR_IO, NULL, "Cannot use %s: %s.", folder, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Carries the plan out later, without systemd: a process that waits. */
static bool
wait_beside(const char *root, const struct server_facts *facts, struct err *e)
{
	AUTO_FREE char *minutes = xasprintf("%d", facts->minutes);
	pid_t child = fork();
	int null, fd;

	if (child == 0) {
		null = open("/dev/null", O_RDWR);
		for (fd = 0; fd <= 2; fd++)
			dup2(null, fd);
		setsid();
		if (fork() == 0)
			execl("/proc/self/exe", "chairside", "server-setup", "--root", root,
			    "--undo", "--unconfirmed", facts->token, "--minutes", minutes,
			    (char *)NULL);
		_exit(0);
	}
	return child > 0 || err_set(e, ERR_IO, NULL, "Cannot begin a process: %s.",
	    strerror(errno));
}

static bool
write_file(const char *root, enum server_file f, const struct server_facts *facts,
    struct err *e)
{
	AUTO_BUF struct buf text = BUF_INIT;

	server_file_text(f, facts, &text);
	return machine_write(root, server_file_path(f), text.s, 0644, e);
}

#define UNDO_TIMER "chairside-undo.timer"

static bool
arm(const char *root, const struct server_facts *facts, struct err *e)
{
	AUTO_FREE char *plan = xasprintf("token %s\n", facts->token);

	if (!machine_write(root, PLAN, plan, 0600, e))
		return false;
	if (!machine_has_systemd(root))
		return wait_beside(root, facts, e);
	return write_file(root, SERVER_UNDO, facts, e) &&
	    write_file(root, SERVER_UNDO_TIMER, facts, e) &&
	    systemctl(root, "daemon-reload", NULL, e) &&
	    systemctl(root, "enable", UNDO_TIMER, e) &&
	    systemctl(root, "restart", UNDO_TIMER, e);
}

/* The plan is not needed any more. */
static bool
disarm(const char *root, struct err *e)
{
	bool timer = machine_stands(root, server_file_path(SERVER_UNDO_TIMER));

	if (!machine_remove(root, PLAN, e))
		return false;
	if (timer && machine_has_systemd(root) && !systemctl(root, "disable", UNDO_TIMER, e))
		return false;
	/* the service may be what runs just now: only the timer is stopped */
	return (!timer || !machine_has_systemd(root) ||
	    systemctl(root, "stop", UNDO_TIMER, e)) &&
	    machine_remove(root, server_file_path(SERVER_UNDO_TIMER), e) &&
	    machine_remove(root, server_file_path(SERVER_UNDO), e) &&
	    (!timer || !machine_has_systemd(root) ||
	    systemctl(root, "daemon-reload", NULL, e));
}

/* --- placing it, and back -------------------------------------------------------------------- */

bool
logins_wanted(const char *root, const struct server_facts *facts)
{
	AUTO_BUF struct buf now = BUF_INIT, text = BUF_INIT;
	struct plan p;

	server_file_text(SERVER_LOGINS, facts, &text);
	return !machine_read(root, server_file_path(SERVER_LOGINS), &now) ||
	    strcmp(now.s, text.s) != 0 || (plan_read(root, &p) && p.since == 0);
}

/* Keeps the drop-in of an earlier chairside until the new one is confirmed; while a plan
 * stands, what is there now was never confirmed. */
static bool
keep_before(const char *root, struct err *e)
{
	AUTO_FREE char *path = machine_path(root, server_file_path(SERVER_LOGINS));
	AUTO_FREE char *before = xasprintf("%s" BEFORE, path);

	return machine_stands(root, PLAN) || link(path, before) == 0 || errno == ENOENT || errno == EEXIST ||
	    err_set(e, ERR_IO, NULL, "Cannot keep %s: %s.", path, strerror(errno));
}

/* The drop-in as it was before, or none. */
static bool
put_back(const char *root, bool all, struct err *e)
{
	AUTO_FREE char *path = machine_path(root, server_file_path(SERVER_LOGINS));
	AUTO_FREE char *before = xasprintf("%s" BEFORE, path);
	AUTO_BUF struct buf now = BUF_INIT;

	if (machine_read(root, server_file_path(SERVER_LOGINS), &now) &&
	    !server_file_ours(now.s))
		return err_set(e, ERR_INVALID, NULL, "%s was not made by chairside; it is "
		    "left alone, and so is the rest.", path);
	if (all)
		return machine_remove("", before, e) && machine_remove("", path, e);
	return rename(before, path) == 0 || (errno == ENOENT ? machine_remove("", path, e) :
	    err_set(e, ERR_IO, NULL, "Cannot put %s back: %s.", path, strerror(errno)));
}

bool
logins_place(const char *root, const struct server_facts *facts, struct err *e)
{
	AUTO_BUF struct buf before = BUF_INIT;
	AUTO_FREE char *plan = NULL;
	char boot[64];
	int64_t since;
	int lock = plan_lock(root, e);
	bool ok = lock >= 0 && ask_administrators(root, MAIN, &before, e) &&
	    try_before(root, facts, before.s, e);

	if (ok) {
		ok = keep_before(root, e) && arm(root, facts, e) &&
		    write_file(root, SERVER_LOGINS, facts, e) &&
		    try_config(root, MAIN, facts, before.s, e) && reload(root, e) &&
		    (machine_boot(root, &since, boot) || err_set(e, ERR_IO, NULL,
		    "Cannot read /proc/uptime."));
		if (ok) {
			plan = xasprintf("token %s\nboot %s\nsince %" PRId64 "\n",
			    facts->token, boot, since);
			ok = machine_write(root, PLAN, plan, 0600, e);
		}
		if (!ok && put_back(root, false, NULL) && reload(root, NULL))
			disarm(root, NULL);
	}
	if (lock >= 0)
		close(lock);
	return ok;
}

/* Was this connection made after sshd was told? */
static bool
came_after(const char *root, const struct plan *p, struct err *e)
{
	char boot[64];
	int64_t now, began;

	if (!machine_boot(root, &now, boot) || !machine_connected(root, &began))
		return err_set(e, ERR_IO, NULL,
		    "Cannot tell from /proc since when this connection stands.");
	return began == 0 || strcmp(boot, p->boot) != 0 || began > p->since ||
	    err_set(e, ERR_DENIED, NULL, "This connection is older than the change, so it "
	    "proves nothing. Leave it open, log in once more from another window, and "
	    "confirm there.");
}

static bool
confirm(const char *root, struct err *e)
{
	AUTO_FREE char *before = xasprintf("%s" BEFORE, server_file_path(SERVER_LOGINS));
	struct plan p;

	if (!plan_read(root, &p)) {
		if (machine_stands(root, server_file_path(SERVER_UNDO_TIMER)))
			return disarm(root, e);
		return err_set(e, ERR_NOTFOUND, NULL, "Nothing waits to be confirmed.");
	}
	if (p.since == 0)
		return err_set(e, ERR_INVALID, NULL, "The set-up was cut off before sshd "
		    "was told: run `chairside server-setup` again.");
	return came_after(root, &p, e) && machine_remove(root, before, e) &&
	    disarm(root, e);
}

bool
logins_confirm(const char *root, struct err *e)
{
	int lock = plan_lock(root, e);
	bool ok = lock >= 0 && confirm(root, e);

	if (lock >= 0)
		close(lock);
	return ok;
}

static bool
remove_timer(const char *root, struct err *e)
{
	const char *const words[] = { "disable", "--now", "chairside-backup.timer", NULL };

	if (!machine_stands(root, server_file_path(SERVER_BACKUP_TIMER)))
		return machine_remove(root, server_file_path(SERVER_BACKUP), e);
	return (!machine_has_systemd(root) ||
	    machine_run(root, MACHINE_SYSTEMCTL, words, NULL, e)) &&
	    machine_remove(root, server_file_path(SERVER_BACKUP), e) &&
	    machine_remove(root, server_file_path(SERVER_BACKUP_TIMER), e) &&
	    (!machine_has_systemd(root) || systemctl(root, "daemon-reload", NULL, e));
}

bool
logins_undo(const char *root, const char *token, struct err *e)
{
	int lock = plan_lock(root, e);
	bool ok = lock >= 0;

	/* confirmed meanwhile, or another change: not ours to take back */
	if (ok && token != NULL && !logins_pending(root, token)) {
		close(lock);
		return true;
	}
	ok = ok && put_back(root, token == NULL, e) && reload(root, e) && disarm(root, e) &&
	    (token != NULL || remove_timer(root, e));
	if (lock >= 0)
		close(lock);
	return ok;
}
