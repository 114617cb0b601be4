/*
 * setup_files.c - see setup_files.h. What sshd does with each word is in sshd_config(5),
 * systemd in systemd.exec(5) and systemd.timer(5).
 */
#include "server/setup_files.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"

#define OURS "# Made by chairside server-setup; `chairside server-setup --undo` removes it.\n"

/*
 * 50 people log in at once when a line comes back: sshd's usual limit of connections that
 * have not yet proved who they are turns some away from the 10th on (measured: 31 of 50
 * came in, with this one all). It counts for the whole machine.
 */
#define MAX_STARTUPS "60:30:120"

/*
 * What holds for the account. sshd 9.2 drops a line that is silent after 2 * interval *
 * (count + 1) seconds, not after interval * count: here 2 minutes (measured; sshd sends its
 * question at every second interval, and counts it when the next one is due).
 */
static const struct {
	const char *word, *value;
} logins[] = {
	{ "AuthorizedKeysCommand", NULL },	/* login_value() */
	{ "AuthorizedKeysCommandUser", SERVER_ACCOUNT },
	{ "AuthorizedKeysFile", "none" },
	{ "AuthenticationMethods", "publickey" },
	{ "PubkeyAuthentication", "yes" },
	{ "PasswordAuthentication", "no" },
	{ "KbdInteractiveAuthentication", "no" },
	{ "HostbasedAuthentication", "no" },
	/* a certificate would come without the command that a key brings along */
	{ "TrustedUserCAKeys", "none" },
	{ "PermitTTY", "yes" },
	{ "PermitUserRC", "no" },
	{ "DisableForwarding", "yes" },
	{ "PermitTunnel", "no" },
	{ "X11Forwarding", "no" },
	{ "AcceptEnv", "LANG LC_*" },
	{ "MaxSessions", "4" },
	{ "ClientAliveInterval", "15" },
	{ "ClientAliveCountMax", "3" },
};

static char *
login_value(size_t i, const struct server_facts *facts)
{
	return logins[i].value != NULL ? xstrdup(logins[i].value) :
	    xasprintf("%s --db %s authorized-keys %%t %%k", facts->program, SERVER_FILE);
}

char *
server_login_fact(size_t i, const struct server_facts *facts)
{
	AUTO_FREE char *value = NULL;
	char *line, *p;
	size_t n;

	if (i >= ARRAY_LEN(logins))
		return NULL;
	value = login_value(i, facts);
	n = strlen(logins[i].word);
	/* sshd tells of a list one by one; the last will do */
	line = xasprintf("%s %s", logins[i].word,
	    strcmp(logins[i].word, "AcceptEnv") == 0 ? "LC_*" : value);
	for (p = line; p < line + n; p++)
		*p = (char)tolower((unsigned char)*p);
	return line;
}

static void
logins_text(const struct server_facts *facts, struct buf *out)
{
	size_t i;

	buf_adds(out, "MaxStartups " MAX_STARTUPS "\n\nMatch User " SERVER_ACCOUNT "\n");
	for (i = 0; i < ARRAY_LEN(logins); i++) {
		AUTO_FREE char *value = login_value(i, facts);

		buf_addf(out, "\t%s %s\n", logins[i].word, value);
	}
}

/* A backup may read and write the practice's folder and nothing else of the machine. */
static void
backup_text(const struct server_facts *facts, struct buf *out)
{
	buf_addf(out,
	    "[Unit]\n"
	    "Description=Backup of the chairside practice\n"
	    "ConditionPathExists=" SERVER_FILE "\n"
	    "\n"
	    "[Service]\n"
	    "Type=oneshot\n"
	    "User=" SERVER_ACCOUNT "\n"
	    "Group=" SERVER_ACCOUNT "\n"
	    "UMask=0007\n"
	    "ExecStart=%s --db " SERVER_FILE " backup --timer\n"
	    "Nice=10\n"
	    "IOSchedulingClass=idle\n"
	    "ProtectSystem=strict\n"
	    "ReadWritePaths=" SERVER_FOLDER "\n"
	    "ProtectHome=yes\n"
	    "PrivateTmp=yes\n"
	    "PrivateDevices=yes\n"
	    "PrivateNetwork=yes\n"
	    "RestrictAddressFamilies=AF_UNIX\n"
	    "ProtectKernelTunables=yes\n"
	    "ProtectKernelModules=yes\n"
	    "ProtectKernelLogs=yes\n"
	    "ProtectControlGroups=yes\n"
	    "ProtectClock=yes\n"
	    "ProtectHostname=yes\n"
	    "ProtectProc=invisible\n"
	    "NoNewPrivileges=yes\n"
	    "CapabilityBoundingSet=\n"
	    "RestrictNamespaces=yes\n"
	    "RestrictRealtime=yes\n"
	    "LockPersonality=yes\n"
	    "MemoryDenyWriteExecute=yes\n"
	    "SystemCallArchitectures=native\n"
	    "SystemCallFilter=@system-service\n"
	    "LimitCORE=0\n", facts->program);
}

/* In UTC: by the machine's own clock systemd starts nothing in the second round of the hour
 * that comes twice. */
static void
backup_timer_text(UNUSED const struct server_facts *facts, struct buf *out)
{
	buf_adds(out,
	    "[Unit]\n"
	    "Description=Backups of the chairside practice, every 15 minutes\n"
	    "\n"
	    "[Timer]\n"
	    "OnCalendar=*:0/15 UTC\n"
	    "Persistent=yes\n"
	    "\n"
	    "[Install]\n"
	    "WantedBy=timers.target\n");
}

static void
undo_text(const struct server_facts *facts, struct buf *out)
{
	buf_addf(out,
	    "[Unit]\n"
	    "Description=Takes chairside's logins back, unless they were confirmed\n"
	    "\n"
	    "[Service]\n"
	    "Type=oneshot\n"
	    "ExecStart=%s server-setup --undo --unconfirmed %s\n", facts->program,
	    facts->token);
}

static void
undo_timer_text(const struct server_facts *facts, struct buf *out)
{
	/* it also runs out after a restart of the machine, counted anew */
	buf_addf(out,
	    "[Unit]\n"
	    "Description=Takes chairside's logins back, unless they are confirmed\n"
	    "\n"
	    "[Timer]\n"
	    "OnActiveSec=%dmin\n"
	    "AccuracySec=1s\n"
	    "\n"
	    "[Install]\n"
	    "WantedBy=timers.target\n", facts->minutes);
}

#define UNITS "/etc/systemd/system/chairside-"

static const struct {
	const char *path;
	void (*text)(const struct server_facts *facts, struct buf *out);
} files[SERVER_FILES] = {
	[SERVER_LOGINS] = { "/etc/ssh/sshd_config.d/chairside.conf", logins_text },
	[SERVER_BACKUP] = { UNITS "backup.service", backup_text },
	[SERVER_BACKUP_TIMER] = { UNITS "backup.timer", backup_timer_text },
	[SERVER_UNDO] = { UNITS "undo.service", undo_text },
	[SERVER_UNDO_TIMER] = { UNITS "undo.timer", undo_timer_text },
};

const char *
server_file_path(enum server_file f)
{
	return files[f].path;
}

void
server_file_text(enum server_file f, const struct server_facts *facts, struct buf *out)
{
	buf_adds(out, OURS);
	files[f].text(facts, out);
}

bool
server_file_ours(const char *text)
{
	return strncmp(text, OURS, strlen(OURS)) == 0;
}
