/*
 * sign_verify.c - is what was signed still what stands in the file?
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/sign.h"
#include "practice/sign_text.h"

struct act {
	int64_t id, staff, form;
	enum sign_act act;
	instant at;
	char *text, *digest;
};

struct verify {
	struct practice *p;
	int64_t session, standing;	/* the signature that stands; 0: none does */
	struct act *acts;
	size_t n, cap;
	void (*say)(const char *, void *);
	void *arg;
	long *problems;
};

static bool
take(const struct sign_line *l, void *arg)
{
	struct verify *v = arg;

	GROW(v->acts, v->cap, v->n + 1);
	v->acts[v->n++] = (struct act){ .id = l->id, 
	    .staff = l->staff, .form = l->form, .act = l->act,
	    .at = l->at, .text = xstrdup(l->text), .digest = xstrdup(l->digest) };
	return true;
}

static void
fault(struct verify *v, const struct act *a, const char *what, const char *where)
{
	AUTO_BUF struct buf words = BUF_INIT;
	char day[24];
	date_day on;
	int minutes, seconds;

	if (!naming_add_id(v->p, &record_session, v->session, &words))
		buf_adds(&words, "A visit that is gone");
	clock_local(a->at, &on, &minutes, &seconds);
	buf_addf(&words, ", %s %s: %s", sign_act_label(a->act), date_to_words(on, false, day),
	    what);
	text_show(&words, where, false);
	buf_addc(&words, '.');
	++*v->problems;
	v->say(words.s, v->arg);
}

/* Does the text's own line say who did it, and when? The name may have been another. */
static bool
says_who(const struct act *a)
{
	char iso[CLOCK_ISO_SIZE];
	AUTO_FREE char *head = xasprintf("%s: at=%s; by@%" PRId64 "=",
	    record_field(&record_signature, "act")->choices[a->act].value,
	    clock_iso(a->at, iso), a->staff);

	return strncmp(a->text, head, strlen(head)) == 0;
}

static const char *
behind_line(const char *text)
{
	text += strcspn(text, "\n");
	return text + (*text == '\n');
}

/* Is it about a signature that stands before it? */
static bool
is_about_one(const struct verify *v, const struct act *a)
{
	const char *to = behind_line(a->text);
	const struct act *s;

	for (s = v->acts; s < a; s++)
		if (s->act == SIGN_SIGN && strncmp(to, "to: ", 4) == 0 &&
		    strncmp(to + 4, s->digest, strlen(s->digest)) == 0)
			return true;
	return false;
}

static bool
compare(struct verify *v, const struct act *a, struct err *e)
{
	const char *was = behind_line(a->text);
	AUTO_BUF struct buf is = BUF_INIT, where = BUF_INIT;

	if (!sign_text(v->p->db, v->session, was, &is, e)) {
		if (e->code != ERR_INVALID && e->code != ERR_NOTFOUND)
			return false;
		fault(v, a, "what was signed cannot be compared: ", e->text);
		return true;
	}
	sign_text_difference(was, is.s, &where);
	if (where.len > 0)
		fault(v, a, "the file no longer says what was signed, at ", where.s);
	return true;
}

/* Has the text its digest? */
static bool
is_whole(const char *text, const char *digest)
{
	char hex[DIGEST_HEX_SIZE];

	return strcmp(digest_sha256(text, strlen(text), hex), digest) == 0;
}

static bool
verify_act(struct verify *v, const struct act *a, struct err *e)
{
	if (a->form != SIGN_FORM)
		fault(v, a, "it was made by a newer program", "");
	else if (!is_whole(a->text, a->digest))
		fault(v, a, "its text is not the one that was signed", "");
	else if (!says_who(a))
		fault(v, a, "who did it, or when, is not what was signed", "");
	else if (a->act != SIGN_SIGN && !is_about_one(v, a))
		fault(v, a, "it is about no signature of this visit", "");
	else if (a->id == v->standing)
		return compare(v, a, e);
	return true;
}

static bool
verify_session(struct verify *v, long *signatures, struct err *e)
{
	struct sign_visit look;
	size_t i;
	bool ok = sign_look(v->p, v->session, &look, e) &&
	    sign_lines(v->p, v->session, take, v, e);

	v->standing = ok ? look.signature : 0;
	for (i = 0; ok && i < v->n; i++)
		ok = verify_act(v, &v->acts[i], e);
	*signatures += (long)v->n;
	for (i = 0; i < v->n; i++) {
		free(v->acts[i].text);
		free(v->acts[i].digest);
	}
	v->n = 0;
	return ok;
}

bool
sign_digests(struct practice *p, void (*say)(const char *, void *), void *arg, long *problems,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "check_signatures");
	struct verify v = { .p = p, .say = say, .arg = arg, .problems = problems };

	while (stmt_next(st)) {
		struct act a = { .act = (enum sign_act)stmt_choice(st, "act",
		    record_field(&record_signature, "act")->choices), .at = stmt_int(st, "at") };

		v.session = stmt_int(st, "session");
		if (!is_whole(stmt_text(st, "text"), stmt_text(st, "digest")))
			fault(&v, &a, "its text is not the one that was signed", "");
	}
	return stmt_end(st, e);
}

/* The next visit that was ever signed; 0: there is none. */
static bool
next_of(struct practice *p, int64_t *session, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "sign_next");

	stmt_set_int(st, "session", *session);
	*session = stmt_next(st) ? stmt_int(st, "session") : 0;
	return stmt_end(st, e);
}

bool
sign_verify(struct practice *p, int64_t session, void (*say)(const char *, void *), void *arg,
    long *signatures, long *problems, struct err *e)
{
	struct verify v = { .p = p, .session = session, .say = say, .arg = arg,
	    .problems = problems };
	bool ok = practice_may(p, ACTION_READ_MEDICAL, e);

	if (ok && session != 0)
		ok = verify_session(&v, signatures, e);
	else
		while ((ok = ok && next_of(p, &v.session, e)) && v.session != 0)
			ok = verify_session(&v, signatures, e);
	free(v.acts);
	return ok;
}
