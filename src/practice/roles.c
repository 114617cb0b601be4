/*
 * roles.c - who may do what, as one table.
 *
 * The owner may do all. A practitioner treats: clients with what is medical,
 * sessions, screenings, receipts, reviews, newsletter, and the month's figures.
 * The front desk books, sells and asks for reviews, and sees nothing medical. A
 * bookkeeper sees figures and nobody's name. Read only looks at everything and
 * writes nothing. What concerns the whole file (import, export, settings, the
 * offer, checks, backups) is the owner's.
 */
#include <string.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/practice.h"

#define MAY(r) (1u << ROLE_##r)

static const struct {
	const char *name;	/* "<role> may not NAME" */
	unsigned roles;		/* besides the owner */
} actions[ACTIONS] = {
	[ACTION_READ_CLIENTS] = { "see clients",
		MAY(PRACTITIONER) | MAY(FRONT_DESK) | MAY(READ_ONLY) },
	[ACTION_READ_MEDICAL] = { "see medical records",
		MAY(PRACTITIONER) | MAY(READ_ONLY) },
	[ACTION_WRITE_CLIENTS] = { "change clients",
		MAY(PRACTITIONER) | MAY(FRONT_DESK) },
	[ACTION_WRITE_SESSIONS] = { "change sessions",
		MAY(PRACTITIONER) | MAY(FRONT_DESK) },
	[ACTION_WRITE_RECEIPTS] = { "change receipts",
		MAY(PRACTITIONER) | MAY(FRONT_DESK) },
	[ACTION_WRITE_SCREENINGS] = { "screen clients", MAY(PRACTITIONER) },
	[ACTION_TREAT] = { "treat clients", MAY(PRACTITIONER) },
	[ACTION_OVERRIDE] = { "override what blocks a treatment", 0 },
	[ACTION_WRITE_REVIEWS] = { "change reviews",
		MAY(PRACTITIONER) | MAY(FRONT_DESK) },
	[ACTION_WRITE_NEWSLETTER] = { "change newsletter consents",
		MAY(PRACTITIONER) | MAY(FRONT_DESK) },
	[ACTION_WRITE_OFFER] = { "change services, products and checklists", 0 },
	[ACTION_WRITE_SETTINGS] = { "change settings and staff", 0 },
	[ACTION_IMPORT] = { "import files", 0 },
	[ACTION_EXPORT] = { "export records", 0 },
	[ACTION_REPORT] = { "see reports",
		MAY(PRACTITIONER) | MAY(BOOKKEEPER) | MAY(READ_ONLY) },
	[ACTION_UNDO] = { "undo changes", MAY(PRACTITIONER) | MAY(FRONT_DESK) },
	[ACTION_CHECK] = { "check the practice file", 0 },
	[ACTION_BACKUP] = { "make and restore backups", 0 },
	[ACTION_EMERGENCY] = { "use the emergency view",
		MAY(FRONT_DESK) },
	[ACTION_EMERGENCY_SEEN] = { "see who used the emergency view", 0 },
};

/* The stored word and what it is called in a sentence. */
static const struct {
	const char *name, *label;
} roles[ROLES] = {
	[ROLE_OWNER] = { "owner", "the owner" },
	[ROLE_PRACTITIONER] = { "practitioner", "a practitioner" },
	[ROLE_FRONT_DESK] = { "front_desk", "the front desk" },
	[ROLE_BOOKKEEPER] = { "bookkeeper", "a bookkeeper" },
	[ROLE_READ_ONLY] = { "read_only", "a read-only login" },
};

bool
role_may(enum role r, enum action a)
{
	return r == ROLE_OWNER || (actions[a].roles & (1u << r)) != 0;
}

const char *
role_name(enum role r)
{
	return roles[r].name;
}

enum role
role_of(const char *word)
{
	int r;

	for (r = 0; r < ROLES; r++)
		if (strcmp(word, roles[r].name) == 0)
			return (enum role)r;
	return ROLE_READ_ONLY;
}

bool
staff_may(const struct record *staff, enum action a)
{
	return role_may(role_of(record_text(staff, "role")), a);
}

bool
staff_row_may(struct stmt *st, enum action a)
{
	return role_may(role_of(stmt_text(st, "role")), a);
}

bool
practice_allows(const struct practice *p, enum action a)
{
	return role_may(p->role, a);
}

unsigned
practice_hides(const struct practice *p)
{
	return practice_allows(p, ACTION_READ_MEDICAL) ? FIELD_SECRET :
	    FIELD_SECRET | FIELD_MEDICAL;
}

void
action_who_may(enum action a, struct buf *out)
{
	int r, n = 0, left = 0;

	for (r = 0; r < ROLES; r++)
		left += role_may((enum role)r, a);
	for (r = 0; r < ROLES; r++) {
		if (!role_may((enum role)r, a))
			continue;
		buf_adds(out, n++ == 0 ? "" : left == 1 ? " or " : ", ");
		buf_adds(out, roles[r].label);
		left--;
	}
}

bool
practice_may(struct practice *p, enum action a, struct err *e)
{
	AUTO_BUF struct buf label = BUF_INIT, who = BUF_INIT, name = BUF_INIT;
	struct err note, local;
	bool still;

	if (e == NULL)
		e = &local;
	still = practice_login_again(p, NULL, e);
	if (still && practice_allows(p, a))
		return true;
	if (!still && e->code != ERR_DENIED)
		return false;
	buf_addf(&label, "denied: %s", actions[a].name);
	action_who_may(a, &who);
	text_show(&name, record_text(p->staff, "login"), false);
	if (still)
		err_set(e, ERR_DENIED, NULL,
		    "%s is logged in as %s and may not %s; %s may.", name.s,
		    roles[p->role].label, actions[a].name, who.s);
	/* what is refused stays refused, also where it cannot be written down */
	if (!db_note_counted(p->db, "denied", label.s, &note))
		err_prefix(e, "Not in the journal (%s)", note.text);
	return false;
}
