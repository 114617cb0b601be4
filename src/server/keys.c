/*
 * keys.c - see keys.h.
 */
#include "server/keys.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/save.h"
#include "server/authorized.h"
#include "server/public_key.h"

struct record *
keys_person(struct practice *p, const char *login, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	struct record *by_code;
	struct stmt *st;
	int64_t id = 0;

	if (text_bad_byte(login, strlen(login)) < 0) {
		st = db_stmt(p->db, "staff_of_login");
		stmt_set_text(st, "login", login);
		if (stmt_next(st))
			id = stmt_int(st, "id");
		if (!stmt_end(st, e))
			return NULL;
	}
	if (id != 0)
		return db_get(p->db, &record_staff, id, e);
	err_clear(e);
	if ((by_code = db_find(p->db, &record_staff, "code", login, e)) != NULL ||
	    e->code != ERR_NONE)
		return by_code;
	text_show(&shown, login, false);
	err_set(e, ERR_NOTFOUND, "login", "Nobody here has the login or code \"%.80s\"; "
	    "`chairside staff list` shows who has which.", shown.s);
	return NULL;
}

static const char *
name_of(const char *label, const char *fingerprint)
{
	return *label != '\0' ? label : fingerprint;
}

static bool
belongs(struct practice *p, const struct record *key, int64_t staff, struct err *e)
{
	AUTO_RECORD struct record *other = NULL;

	if (record_int(key, "staff") == staff)
		return true;
	other = db_get(p->db, &record_staff, record_int(key, "staff"), e);
	return other != NULL && err_set(e, ERR_INVALID, "key", "That is a key of %s%s. A key is "
	    "one person's, so that the journal says who it was: make another one.",
	    record_text(other, "name"), record_int(key, "active") != 0 ? "" : ", who had it");
}

static bool
save(struct practice *p, struct record *key, bool on, struct err *e)
{
	AUTO_RECORD struct record *base = record_copy(key);

	record_set_int(key, "active", on);
	return practice_save(p, ACTION_WRITE_SETTINGS, key, base, NULL, NULL, e);
}

static bool
add_new(struct practice *p, int64_t staff, const struct public_key *k, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_staff_key);

	record_set_int(r, "staff", staff);
	record_set_text(r, "type", k->type);
	record_set_text(r, "key", k->base64);
	record_set_text(r, "fingerprint", k->fingerprint);
	return record_parse(r, &p->context, "label", k->comment, e) &&
	    practice_add(p, ACTION_WRITE_SETTINGS, r, NULL, e);
}

static bool
add(struct practice *p, int64_t staff, const struct public_key *k, struct err *e)
{
	AUTO_RECORD struct record *was = NULL;
	struct err none;

	if (authorized_is_rescue(db_path(p->db), k->type, k->base64))
		return err_set(e, ERR_INVALID, "key", "That key opens the rescue page and is no "
		    "login. Make another one.");
	if (authorized_is_fetcher(db_path(p->db), k->type, k->base64))
		return err_set(e, ERR_INVALID, "key", "That key fetches backups and is no login. Make "
		    "another one.");
	err_clear(&none);
	was = db_find(p->db, &record_staff_key, "fingerprint", k->fingerprint, &none);
	if (was == NULL)
		return none.code == ERR_NONE ? add_new(p, staff, k, e) :
		    err_set(e, none.code, NULL, "%s", none.text);
	if (!belongs(p, was, staff, e))
		return false;
	return record_int(was, "active") == 0 ? save(p, was, true, e) :
	    err_set(e, ERR_INVALID, "key", "The login has that key already.");
}

bool
keys_add(struct practice *p, int64_t staff, const char *line, struct buf *said,
    struct err *e)
{
	AUTO_RECORD struct record *person = NULL;
	struct public_key k;
	bool ok;

	if (!practice_may(p, ACTION_WRITE_SETTINGS, e) ||
	    (person = db_get(p->db, &record_staff, staff, e)) == NULL)
		return false;
	if (record_is_null(person, "login"))
		return err_set(e, ERR_INVALID, "login", "%s has no login yet; the page Staff gives one.",
		    record_text(person, "name"));
	ok = public_key_parse(line, &k, e) && add(p, staff, &k, e);
	if (ok)
		buf_addf(said, "%s logs in with it from now on: %s.",
		    record_text(person, "name"), name_of(k.comment, k.fingerprint));
	public_key_clear(&k);
	return ok;
}

bool
keys_switch(struct practice *p, int64_t id, struct buf *said, struct err *e)
{
	AUTO_RECORD struct record *key = NULL;
	bool was;

	if (!practice_may(p, ACTION_WRITE_SETTINGS, e) ||
	    (key = db_get(p->db, &record_staff_key, id, e)) == NULL)
		return false;
	was = record_int(key, "active") != 0;
	if (!save(p, key, !was, e))
		return false;
	buf_addf(said, "%s: %s.", was ? "Removed, from the next login on" : "It counts again",
	    name_of(record_text(key, "label"), record_text(key, "fingerprint")));
	return true;
}

static bool
is_that(struct stmt *st, const char *which)
{
	const char *fingerprint = stmt_text(st, "fingerprint");

	return strcmp(fingerprint, which) == 0 ||
	    strcmp(fingerprint + strcspn(fingerprint, ":") + 1, which) == 0 ||
	    strcmp(stmt_text(st, "label"), which) == 0;
}

bool
keys_remove(struct practice *p, int64_t staff, const char *which, struct buf *said,
    struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	struct stmt *st;
	int64_t id = 0;
	int n = 0;

	if (!practice_may(p, ACTION_WRITE_SETTINGS, e))
		return false;
	st = db_stmt(p->db, "staff_key_of");
	stmt_set_int(st, "staff", staff);
	while (stmt_next(st))
		if (is_that(st, which)) {
			id = stmt_int(st, "id");
			n++;
		}
	if (!stmt_end(st, e))
		return false;
	if (n == 1)
		return keys_switch(p, id, said, e);
	text_show(&shown, which, false);
	return n > 1 ? err_set(e, ERR_INVALID, "label", "%d keys are called \"%.60s\"; name one by "
	    "its fingerprint, as `chairside key list` shows it.", n, shown.s) :
	    err_set(e, ERR_NOTFOUND, "label", "The login has no key called \"%.60s\"; `chairside "
	    "key list` shows which it has.", shown.s);
}
