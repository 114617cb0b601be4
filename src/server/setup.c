/*
 * setup.c - see setup.h.
 */
#include "server/setup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "practice/practice.h"
#include "server/authorized.h"
#include "server/keys.h"
#include "server/machine.h"
#include "server/public_key.h"
#include "server/setup_files.h"
#include "server/setup_logins.h"

#define RESCUE SERVER_FILE ".rescue"
#define TOKEN_BYTES 8

struct server_setup {
	const struct server_wish *w;
	char *program;			/* its own path */
	char *file;			/* the practice, below the root */
	char token[2 * TOKEN_BYTES + 1];
	struct server_facts facts;
	struct machine_account account;
	bool has_account;
	size_t todo[8], n_todo;		/* of the table of steps */
};

/* --- the account ------------------------------------------------------------------- */

static bool
account_wanted(struct server_setup *s)
{
	return !s->has_account;
}

static void
account_words(UNUSED const struct server_setup *s, struct buf *out)
{
	buf_adds(out, "make the account " SERVER_ACCOUNT ", which no password opens");
}

static bool
account_make(struct server_setup *s, struct err *e)
{
	/* "*" and not "!": sshd takes the latter for a locked account where PAM is off */
	static const char *const words[] = { "--system", "--user-group", "--home-dir",
	    SERVER_HOME, "--no-create-home", "--shell", SERVER_SHELL, "--password", "*",
	    SERVER_ACCOUNT, NULL };

	if (!machine_run(s->w->root, MACHINE_USERADD, words, NULL, e))
		return false;
	s->has_account = machine_account(s->w->root, SERVER_ACCOUNT, &s->account);
	return s->has_account || err_set(e, ERR_IO, NULL, "useradd made no account %s.",
	    SERVER_ACCOUNT);
}

/* Is an account of that name the one we would make? */
static bool
account_fits(const struct server_setup *s, struct err *e)
{
	if (!s->has_account || (s->account.uid != 0 &&
	    strcmp(s->account.home, SERVER_HOME) == 0 &&
	    strcmp(s->account.shell, SERVER_SHELL) == 0))
		return true;
	return err_set(e, ERR_INVALID, NULL, "There is an account " SERVER_ACCOUNT " of "
	    "another kind: its home should be " SERVER_HOME " and its shell " SERVER_SHELL
	    ". Rename or remove it first.");
}

/* --- folders ----------------------------------------------------------------------- */

static const struct {
	const char *path;
	mode_t mode;
	bool is_accounts;	/* else root's, which the account's group may enter */
} folders[] = {
	{ SERVER_HOME, 0750, false },
	{ SERVER_FOLDER, 02770, true },
};

/* Is it there and as it should be? With `e`: false, when it is of another kind. */
static bool
folder_stands(const struct server_setup *s, size_t i, bool *fits, struct err *e)
{
	AUTO_FREE char *path = machine_path(s->w->root, folders[i].path);
	uid_t owner = folders[i].is_accounts ? s->account.uid : geteuid();
	struct stat st;

	*fits = false;
	if (lstat(path, &st) != 0)
		return errno == ENOENT || err_set(e, ERR_IO, NULL, "Cannot look at %s: %s.",
		    path, strerror(errno));
	if (!S_ISDIR(st.st_mode) || !s->has_account || (st.st_uid != owner &&
	    st.st_uid != geteuid()))
		return err_set(e, ERR_INVALID, NULL, "%s stands already and is not what "
		    "chairside would make: a folder of %s. Move it away first.", path,
		    folders[i].is_accounts ? "the account " SERVER_ACCOUNT : "root");
	*fits = st.st_uid == owner && st.st_gid == s->account.gid &&
	    (st.st_mode & 07777) == folders[i].mode;
	return true;
}

static bool
folders_wanted(struct server_setup *s)
{
	size_t i;
	bool fits = true;

	for (i = 0; i < ARRAY_LEN(folders) && fits; i++)
		if (!folder_stands(s, i, &fits, NULL))
			return true;
	return !fits;
}

static void
folders_words(UNUSED const struct server_setup *s, struct buf *out)
{
	buf_adds(out, "make the folder " SERVER_FOLDER ", for the account alone (2770)");
}

static bool
folders_make(struct server_setup *s, struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(folders); i++) {
		AUTO_FREE char *path = machine_path(s->w->root, folders[i].path);
		uid_t owner = folders[i].is_accounts ? s->account.uid : geteuid();

		if ((mkdir(path, 0700) != 0 && errno != EEXIST) ||
		    lchown(path, owner, s->account.gid) != 0 ||
		    chmod(path, folders[i].mode) != 0)
			return err_set(e, ERR_IO, NULL, "Cannot make the folder %s: %s.",
			    path, strerror(errno));
	}
	return true;
}

/* --- the practice -------------------------------------------------------------------- */

static bool
practice_stands(const struct server_setup *s)
{
	return machine_stands("", s->file);
}

static bool
practice_wanted(struct server_setup *s)
{
	return !practice_stands(s);
}

static void
practice_words(const struct server_setup *s, struct buf *out)
{
	AUTO_BUF struct buf owner = BUF_INIT;

	text_show(&owner, s->w->owner, false);
	buf_addf(out, "make the practice " SERVER_FILE ", whose owner logs in as %s",
	    owner.s);
}

static bool
make_practice(void *arg, struct err *e)
{
	const struct server_setup *s = arg;
	struct practice_init init = { .name = s->w->name, .timezone = s->w->timezone,
	    .login = s->w->owner };

	return practice_make(s->file, &init, e);
}

static bool
practice_begin_new(struct server_setup *s, struct err *e)
{
	return machine_as(&s->account, make_practice, s, e);
}

/* A practice that stands already is taken when it is the account's own. */
static bool
practice_fits(const struct server_setup *s, struct err *e)
{
	struct stat st;

	if (lstat(s->file, &st) != 0)
		return true;
	return (S_ISREG(st.st_mode) && s->has_account && st.st_uid == s->account.uid) ||
	    err_set(e, ERR_INVALID, NULL, "%s stands already and does not belong to the "
	    "account " SERVER_ACCOUNT ". `chairside --db FILE server-move --to - | "
	    "chairside server-move --from -` brings a practice here.", s->file);
}

/* --- keys ------------------------------------------------------------------------------- */

/* What a key opens already, by the words that sshd would be answered. */
#define OPENS_LOGIN " --login "
#define OPENS_RESCUE " rescue\""
#define OPENS_BACKUPS " fetch-backup\""

struct key_asked {
	const struct server_setup *s;
	const char *key, *word;
};

static bool
key_has_word(void *arg, struct err *e)
{
	const struct key_asked *q = arg;
	AUTO_BUF struct buf line = BUF_INIT;
	struct public_key k;
	bool has = public_key_parse(q->key, &k, e) &&
	    authorized_line(q->s->file, k.type, k.base64, &line, e) &&
	    line.len > 0 && strstr(line.s, q->word) != NULL;

	public_key_clear(&k);
	return has;
}

/* Looked at without a lock, by the account. */
static bool
key_opens(const struct server_setup *s, const char *key, const char *word)
{
	struct key_asked q = { s, key, word };

	return key != NULL && practice_stands(s) && s->has_account &&
	    machine_as(&s->account, key_has_word, &q, NULL);
}

/* One key opens one thing, whoever gave it and when. */
static bool
keys_fit(const struct server_setup *s, struct err *e)
{
	const char *owner = s->w->owner_key, *rescue = s->w->rescue_key;

	if (key_opens(s, owner, OPENS_RESCUE) || key_opens(s, owner, OPENS_BACKUPS))
		return err_set(e, ERR_USAGE, "owner-key", "The owner's key opens the rescue page or "
		    "fetches backups already, and would be no login: make another one.");
	if (key_opens(s, rescue, OPENS_LOGIN) || key_opens(s, rescue, OPENS_BACKUPS))
		return err_set(e, ERR_USAGE, "rescue-key", "The break-glass key is somebody's login "
		    "or fetches backups already, and would open the rescue page alone from then on: "
		    "make another one, for the safe.");
	return true;
}

static bool
owner_key_wanted(struct server_setup *s)
{
	return s->w->owner_key != NULL && !key_opens(s, s->w->owner_key, OPENS_LOGIN);
}

static void
owner_key_words(const struct server_setup *s, struct buf *out)
{
	AUTO_BUF struct buf owner = BUF_INIT;

	text_show(&owner, s->w->owner, false);
	buf_addf(out, "let the owner's key log in as %s", owner.s);
}

static bool
add_owner_key(void *arg, struct err *e)
{
	const struct server_setup *s = arg;
	AUTO_BUF struct buf said = BUF_INIT;
	struct practice *p = practice_open(s->file, s->w->owner, e);
	bool ok = p != NULL && keys_add(p, p->staff->id, s->w->owner_key, &said, e);

	practice_close(p);
	return ok;
}

static bool
owner_key_add(struct server_setup *s, struct err *e)
{
	return machine_as(&s->account, add_owner_key, s, e);
}

/* By the key itself: one that stands there under another comment is not put there twice. */
static bool
rescue_wanted(struct server_setup *s)
{
	return s->w->rescue_key != NULL && !key_opens(s, s->w->rescue_key, OPENS_RESCUE);
}

static void
rescue_words(UNUSED const struct server_setup *s, struct buf *out)
{
	buf_adds(out, "let the break-glass key open the rescue page (" RESCUE ")");
}

static bool
add_rescue(void *arg, struct err *e)
{
	const struct server_setup *s = arg;
	AUTO_BUF struct buf text = BUF_INIT;

	machine_read(s->w->root, RESCUE, &text);
	if (text.len > 0 && text.s[text.len - 1] != '\n')
		buf_addc(&text, '\n');
	buf_addf(&text, "%s\n", s->w->rescue_key);
	return machine_write(s->w->root, RESCUE, text.s, 0600, e);
}

static bool
rescue_add(struct server_setup *s, struct err *e)
{
	return machine_as(&s->account, add_rescue, s, e);
}

/* --- timers and logins --------------------------------------------------------------------- */

static const enum server_file timer_files[] = { SERVER_BACKUP, SERVER_BACKUP_TIMER };

static bool
timers_wanted(struct server_setup *s)
{
	size_t i;
	bool same = true;

	for (i = 0; i < ARRAY_LEN(timer_files) && same; i++) {
		AUTO_BUF struct buf now = BUF_INIT, text = BUF_INIT;

		server_file_text(timer_files[i], &s->facts, &text);
		same = machine_read(s->w->root, server_file_path(timer_files[i]), &now) &&
		    strcmp(now.s, text.s) == 0;
	}
	return !same;
}

static void
timers_words(const struct server_setup *s, struct buf *out)
{
	buf_addf(out, "back up every 15 minutes what has changed (chairside-backup.timer)%s",
	    machine_has_systemd(s->w->root) ? "" : "; systemd does not run here, so that "
	    "begins when it does");
}

static bool
timers_make(struct server_setup *s, struct err *e)
{
	static const char *const again[] = { "daemon-reload", NULL };
	static const char *const enable[] = { "enable", "--now", "chairside-backup.timer",
	    NULL };
	size_t i;

	for (i = 0; i < ARRAY_LEN(timer_files); i++) {
		AUTO_BUF struct buf text = BUF_INIT;

		server_file_text(timer_files[i], &s->facts, &text);
		if (!machine_write(s->w->root, server_file_path(timer_files[i]), text.s,
		    0644, e))
			return false;
	}
	return !machine_has_systemd(s->w->root) ||
	    (machine_run(s->w->root, MACHINE_SYSTEMCTL, again, NULL, e) &&
	    machine_run(s->w->root, MACHINE_SYSTEMCTL, enable, NULL, e));
}

/* The units are ours, or not there. */
static bool
timers_fit(const struct server_setup *s, struct err *e)
{
	enum server_file f;

	for (f = SERVER_BACKUP; f < SERVER_FILES; f++) {
		AUTO_BUF struct buf now = BUF_INIT;

		if (machine_read(s->w->root, server_file_path(f), &now) &&
		    !server_file_ours(now.s))
			return err_set(e, ERR_INVALID, NULL, "%s%s stands already and was "
			    "not made by chairside: move it away first.", s->w->root,
			    server_file_path(f));
	}
	return true;
}

static bool
ssh_wanted(struct server_setup *s)
{
	return logins_wanted(s->w->root, &s->facts);
}

static void
ssh_words(const struct server_setup *s, struct buf *out)
{
	buf_addf(out, "let sshd ask chairside who may log in as " SERVER_ACCOUNT " (%s); "
	    "taken back after %d minute%s unless confirmed",
	    server_file_path(SERVER_LOGINS), s->w->minutes, text_plural(s->w->minutes));
}

static bool
ssh_place(struct server_setup *s, struct err *e)
{
	return logins_place(s->w->root, &s->facts, e);
}

/* --- the steps ------------------------------------------------------------------------------- */

#define FILE_BIT(f) (1U << (f))

static const struct {
	bool (*wanted)(struct server_setup *s);
	void (*words)(const struct server_setup *s, struct buf *out);
	bool (*take)(struct server_setup *s, struct err *e);
	unsigned files;		/* whose texts belong to it */
} steps[] = {
	{ account_wanted, account_words, account_make, 0 },
	{ folders_wanted, folders_words, folders_make, 0 },
	{ practice_wanted, practice_words, practice_begin_new, 0 },
	{ owner_key_wanted, owner_key_words, owner_key_add, 0 },
	{ rescue_wanted, rescue_words, rescue_add, 0 },
	{ timers_wanted, timers_words, timers_make,
	  FILE_BIT(SERVER_BACKUP) | FILE_BIT(SERVER_BACKUP_TIMER) },
	{ ssh_wanted, ssh_words, ssh_place, FILE_BIT(SERVER_LOGINS) |
	  FILE_BIT(SERVER_UNDO) | FILE_BIT(SERVER_UNDO_TIMER) },
};

bool
server_setup_is_new(const struct server_setup *s)
{
	return !practice_stands(s);
}

size_t
server_setup_steps(const struct server_setup *s)
{
	return s->n_todo;
}

void
server_setup_words(const struct server_setup *s, size_t i, bool whole, struct buf *out)
{
	enum server_file f;

	steps[s->todo[i]].words(s, out);
	buf_addc(out, '\n');
	for (f = 0; f < SERVER_FILES && whole; f++)
		if (steps[s->todo[i]].files & FILE_BIT(f)) {
			buf_addf(out, "\n%s\n\n", server_file_path(f));
			server_file_text(f, &s->facts, out);
			buf_addc(out, '\n');
		}
}

bool
server_setup_step(struct server_setup *s, size_t i, struct err *e)
{
	return steps[s->todo[i]].take(s, e);
}

bool
server_setup_waits(const struct server_setup *s)
{
	return logins_waiting(s->w->root);
}

/* --- looking --------------------------------------------------------------------------------- */

/* sshd runs the program only where nobody but root can put another in its place. */
static bool
program_fits(struct server_setup *s, struct err *e)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789/._+-";
	AUTO_FREE char *at = NULL;
	struct stat st;

	s->program = realpath("/proc/self/exe", NULL);
	if (s->program == NULL)
		return err_set(e, ERR_IO, NULL, "Cannot tell where chairside itself lies.");
	if (s->program[strspn(s->program, plain)] != '\0')
		return err_set(e, ERR_INVALID, NULL, "chairside lies in a folder whose name "
		    "sshd could misread: install it with `make install`.");
	if (*s->w->root != '\0')
		return true;
	for (at = xstrdup(s->program); ; ) {
		char *up;

		if (stat(at, &st) != 0 || st.st_uid != 0 || (st.st_mode & 022) != 0)
			return err_set(e, ERR_INVALID, NULL, "sshd would not run %s: %s must "
			    "belong to root, and nobody else may write it. Install chairside "
			    "with `make install` and run that one.", s->program, at);
		if (strcmp(at, "/") == 0)
			return true;
		up = path_folder(at);
		free(at);
		at = up;
	}
}

static bool
is_root(const char *root, struct err *e)
{
	return *root != '\0' || geteuid() == 0 || err_set(e, ERR_DENIED, NULL,
	    "Only root can set up a server: run it with sudo.");
}

static bool
look(struct server_setup *s, struct err *e)
{
	size_t i;
	bool fits, ok;

	if (!is_root(s->w->root, e))
		return false;
	s->has_account = machine_account(s->w->root, SERVER_ACCOUNT, &s->account);
	ok = program_fits(s, e) && account_fits(s, e);
	for (i = 0; i < ARRAY_LEN(folders) && ok; i++)
		ok = folder_stands(s, i, &fits, e);
	if (!ok || !practice_fits(s, e) || !keys_fit(s, e) || !timers_fit(s, e) || !logins_look(s->w->root, e))
		return false;
	s->facts = (struct server_facts){ .program = s->program, .minutes = s->w->minutes,
	    .token = s->token };
	for (i = 0; i < ARRAY_LEN(steps); i++)
		if (steps[i].wanted(s))
			s->todo[s->n_todo++] = i;
	return true;
}

struct server_setup *
server_setup_begin(const struct server_wish *w, struct err *e)
{
	struct server_setup *s = xcalloc(1, sizeof(*s));
	unsigned char random[TOKEN_BYTES];

	s->w = w;
	s->file = machine_path(w->root, SERVER_FILE);
	digest_random(random, sizeof(random));
	digest_hex(random, sizeof(random), s->token);
	if (look(s, e))
		return s;
	server_setup_end(s);
	return NULL;
}

void
server_setup_end(struct server_setup *s)
{
	if (s == NULL)
		return;
	free(s->program);
	free(s->file);
	free(s);
}

bool
server_setup_confirm(const char *root, struct err *e)
{
	return is_root(root, e) && logins_confirm(root, e);
}

bool
server_setup_undo(const char *root, const char *token, struct err *e)
{
	return is_root(root, e) && logins_undo(root, token, e);
}

bool
server_setup_pending(const char *root, const char *token)
{
	return logins_pending(root, token);
}

bool
server_host_key(const char *root, struct buf *out)
{
	AUTO_BUF struct buf text = BUF_INIT;
	struct public_key k;
	bool ok;

	if (!machine_read(root, "/etc/ssh/ssh_host_ed25519_key.pub", &text))
		return false;
	buf_cut(&text, strcspn(text.s, "\n"));
	ok = public_key_parse(text.s, &k, NULL);
	if (ok)
		buf_adds(out, k.fingerprint);
	public_key_clear(&k);
	return ok;
}
