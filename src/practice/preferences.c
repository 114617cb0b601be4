/*
 * preferences.c - see preferences.h.
 */
#include "practice/preferences.h"

#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/write.h"

struct record *
preferences_get(struct practice *p, struct err *e)
{
	struct record *r;
	struct err local;
	char key[24];

	if (e == NULL)
		e = &local;
	snprintf(key, sizeof(key), "%lld", (long long)p->staff->id);
	r = db_find(p->db, &record_staff_setting, "staff", key, e);
	if (r == NULL && e->code == ERR_NONE) {
		r = record_new(&record_staff_setting);
		record_set_int(r, "staff", p->staff->id);
	}
	return r;
}

/* The same person may have saved in another program meanwhile. */
static bool
save_inside(struct db *db, void *arg, struct err *e)
{
	struct record *r = arg;
	AUTO_RECORD struct record *there = NULL;
	char key[24];

	snprintf(key, sizeof(key), "%lld", (long long)record_int(r, "staff"));
	there = db_find(db, r->type, "staff", key, e);
	if (there == NULL)
		return e->code == ERR_NONE && db_insert(db, r, e);
	r->id = there->id;
	r->version = there->version;
	return record_equal(r, there) || db_update(db, r, e);
}

bool
preferences_save(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	struct err local;

	BUG_IF(r->type != &record_staff_setting ||
	    record_int(r, "staff") != p->staff->id);
	return practice_login_again(p, NULL, e) &&
	    practice_write(p, "change staff_setting", save_inside, r, draft,
	    e != NULL ? e : &local);
}

#define PLAIN "/plain"		/* behind a kind of terminal */

enum printer
preferences_printer(struct practice *p, const char *kind)
{
	AUTO_RECORD struct record *r = preferences_get(p, NULL);
	AUTO_FREE char *plain = xasprintf("%s" PLAIN, kind);
	const char *all = r != NULL ? record_text(r, "printers") : "";

	return text_has_word(all, ' ', plain) ? PRINTER_PLAIN :
	    text_has_word(all, ' ', kind) ? PRINTER_GOOD : PRINTER_UNTRIED;
}

bool
preferences_set_printer(struct practice *p, const char *kind, enum printer is, struct err *e)
{
	AUTO_RECORD struct record *r = preferences_get(p, e);
	AUTO_FREE char *plain = xasprintf("%s" PLAIN, kind);
	AUTO_BUF struct buf all = BUF_INIT;
	const char *at;
	size_t n;

	if (r == NULL)
		return false;
	if (is != PRINTER_UNTRIED)
		buf_adds(&all, is == PRINTER_PLAIN ? plain : kind);
	for (at = record_text(r, "printers"); *at != '\0'; at += n + (at[n] == ' ')) {
		AUTO_FREE char *other = xstrndup(at, n = strcspn(at, " "));

		if (strcmp(other, kind) != 0 && strcmp(other, plain) != 0)
			buf_addf(&all, "%s%s", all.len > 0 ? " " : "", other);
	}
	record_set_text(r, "printers", all.len > 0 ? all.s : NULL);
	return preferences_save(p, r, NULL, e);
}
