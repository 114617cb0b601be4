/*
 * roles.c - who may do what, by record/roles.def.
 */
#include <string.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/practice.h"

/* "<role> may not NAME" */
static const char *const actions[ACTIONS] = {
	[ACTION_READ_CLIENTS] = "see clients",
	[ACTION_READ_MEDICAL] = "see medical records",
	[ACTION_WRITE_CLIENTS] = "change clients",
	[ACTION_WRITE_SESSIONS] = "change sessions",
	[ACTION_WRITE_RECEIPTS] = "change receipts",
	[ACTION_WRITE_SCREENINGS] = "screen clients",
	[ACTION_TREAT] = "treat clients",
	[ACTION_OVERRIDE] = "override what blocks a treatment",
	[ACTION_WRITE_REVIEWS] = "change reviews",
	[ACTION_WRITE_NEWSLETTER] = "change newsletter consents",
	[ACTION_WRITE_OFFER] = "change services, products and checklists",
	[ACTION_WRITE_SETTINGS] = "change settings and staff",
	[ACTION_IMPORT] = "import files",
	[ACTION_EXPORT] = "export records",
	[ACTION_REPORT] = "see reports",
	[ACTION_UNDO] = "undo changes",
	[ACTION_CHECK] = "check the practice file",
	[ACTION_BACKUP] = "make and restore backups",
	[ACTION_EMERGENCY] = "use the emergency view",
	[ACTION_EMERGENCY_SEEN] = "see who used the emergency view",
	[ACTION_JOURNAL] = "read the journal",
	[ACTION_ERASE] = "hold or erase a person's records",
};

#define MAY(a) (1u << ACTION_##a)
#define ALL (~0u)
_Static_assert(ACTIONS <= 32, "a role's rights are bits of one word");

static const struct {
	const char *name;	/* the stored word */
	const char *label;	/* in a sentence */
	unsigned rights;
} roles[ROLES] = {
#define ROLE(name, word, label, said, rights) [ROLE_##name] = { word, said, rights },
#include "record/roles.def"
#undef ROLE
};

bool
role_may(enum role r, enum action a)
{
	return (roles[r].rights & (1u << a)) != 0;
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
	return !practice_nobody(p) && role_may(p->role, a);
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
	buf_addf(&label, "denied: %s", actions[a]);
	action_who_may(a, &who);
	text_show(&name, record_text(p->staff, "login"), false);
	if (still && practice_nobody(p))
		err_set(e, ERR_DENIED, NULL, "%s is the login of a room: somebody enters by initials "
		    "and PIN first.", name.s);
	else if (still)
		err_set(e, ERR_DENIED, NULL,
		    "%s is logged in as %s and may not %s; %s may.", name.s,
		    roles[p->role].label, actions[a], who.s);
	/* what is refused stays refused, also where it cannot be written down */
	if (!db_note_counted(p->db, "denied", label.s, &note))
		err_prefix(e, "Not in the journal (%s)", note.text);
	return false;
}
