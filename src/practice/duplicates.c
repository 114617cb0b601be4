/*
 * duplicates.c - see duplicates.h.
 */
#include "practice/duplicates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/clients.h"
#include "practice/standing.h"

#define ALIKE_MAX 24		/* clients compared for one key */
#define PHONE_DIGITS 7		/* fewer are no personal number */

struct alike_search {
	struct db *db;
	const struct record *who;
	struct buf phone;
	const char *prefix;	/* for national numbers */
	struct duplicate *d;	/* the most alike */
	int sure;		/* how many are surely the same person */
	struct duplicate *all;	/* all matches, the most alike first; NULL: not wanted */
	size_t n, room;
	bool more;		/* than there was room for */
	struct err *e;
};

/* --- what two clients share ---------------------------------------------------- */

struct shared {
	bool names, given, family, phone, email, born;
	bool whole;		/* the names are more than one word */
	bool other_born, other_id, other_phone, other_email;
};

static bool
same_fold(const struct record *a, const char *field, const struct record *b,
    const char *other)
{
	return !record_is_null(a, field) && !record_is_null(b, other) &&
	    text_fold_cmp(record_text(a, field), record_text(b, other)) == 0;
}

/* The whole name, given name first. */
static void
all_names(const struct record *r, struct buf *out)
{
	AUTO_BUF struct buf given = BUF_INIT, family = BUF_INIT, all = BUF_INIT;

	if (record_is_null(r, "given"))
		client_name_split(record_text(r, "family"), &given, &family);
	else
		buf_addf(&family, "%s %s", record_text(r, "given"),
		    record_text(r, "family"));
	buf_addf(&all, "%s %s", given.s, family.s);
	text_fold_joined(out, all.s);
}

/* True for a phone number that one person may have: not 000 000 0000. */
static bool
is_number(const char *digits)
{
	return strlen(digits) >= PHONE_DIGITS &&
	    strspn(digits, (char[]){ digits[0], '\0' }) != strlen(digits);
}

static void
compare(const struct alike_search *l, const struct record *b, struct shared *s)
{
	const struct record *a = l->who;
	AUTO_BUF struct buf one = BUF_INIT, two = BUF_INIT, phone = BUF_INIT;
	bool first = same_fold(a, "given", b, "given");

	all_names(a, &one);
	all_names(b, &two);
	text_phone_key(&phone, record_text(b, "phone"), l->prefix);
	s->names = one.len > 0 && strcmp(one.s, two.s) == 0;
	s->whole = (!record_is_null(a, "given") && !record_is_null(a, "family")) ||
	    strpbrk(record_text(a, "family"), " ,") != NULL;
	s->given = first || same_fold(a, "preferred", b, "given") ||
	    same_fold(a, "given", b, "preferred");
	s->family = same_fold(a, "family", b, "family");
	s->phone = is_number(l->phone.s) && strcmp(l->phone.s, phone.s) == 0;
	s->email = same_fold(a, "email", b, "email");
	s->born = same_fold(a, "born", b, "born");
	s->other_phone = !s->phone && l->phone.len > 0 && phone.len > 0;
	s->other_email = !s->email && !record_is_null(a, "email") &&
	    !record_is_null(b, "email");
	s->other_born = !s->born && !record_is_null(a, "born") &&
	    !record_is_null(b, "born");
	s->other_id = !record_is_null(a, "external_id") &&
	    !record_is_null(b, "external_id") &&
	    strcmp(record_text(a, "external_id"), record_text(b, "external_id")) != 0;
}

static int
score_of(const struct shared *s)
{
	bool reached = s->phone || s->email;

	if (s->names)
		return reached || s->born ? 100 : s->whole ? 80 : 0;
	return !reached ? 0 : s->given ? 75 : s->family ? 40 : 20;
}

/* True when a client shares enough to be shown: the phone, the e-mail, or the names
 * with the birth date or, if there is more than one word, with no other birth date. */
static bool
does_share(const struct shared *s)
{
	return s->phone || s->email ||
	    (s->names && (s->born || (s->whole && !s->other_born)));
}

static bool
is_sure(const struct shared *s)
{
	return s->names && !s->other_born && !s->other_id && (s->phone || s->email ||
	    (s->born && !(s->other_phone && s->other_email)));
}

static void
say_why(const struct shared *s, struct duplicate *d)
{
	const struct { bool is; const char *word; } words[] = {
		{ s->names, "names" }, { !s->names && s->given, "given name" },
		{ !s->names && !s->given && s->family, "family name" },
		{ s->phone, "phone" }, { s->email, "e-mail" },
		{ s->born, "birth date" },
	};
	size_t i, n = 0, left = 0;

	for (i = 0; i < ARRAY_LEN(words); i++)
		left += words[i].is;
	snprintf(d->why, sizeof(d->why), "same");
	for (i = 0; i < ARRAY_LEN(words); i++) {
		size_t at = strlen(d->why);

		if (!words[i].is)
			continue;
		snprintf(d->why + at, sizeof(d->why) - at, "%s%s", n++ == 0 ? " " :
		    n == left ? " and " : ", ", words[i].word);
	}
}

/* Adds it to `all`, unless it is there. */
static void
add_sharing(struct alike_search *l, const struct duplicate *d)
{
	size_t i, at = l->n;

	for (i = 0; i < l->n; i++)
		if (l->all[i].client == d->client)
			return;
	while (at > 0 && l->all[at - 1].score < d->score)
		at--;
	l->more = l->more || l->n == l->room;
	if (at == l->room)
		return;
	l->n += l->n < l->room;
	memmove(&l->all[at + 1], &l->all[at], (l->n - 1 - at) * sizeof(*l->all));
	l->all[at] = *d;
}

/* --- those who may be alike ------------------------------------------------------ */

/* A record that was merged stands for the client it leads to. */
static bool
look_at(struct alike_search *l, int64_t row)
{
	AUTO_RECORD struct record *r = db_get(l->db, &record_client, row, l->e);
	int64_t id = db_client_leads_to(l->db, row);
	struct shared s = { .names = false };
	int score;
	bool sure;

	if (r == NULL)	/* the index may name a deleted one, which `check` reports */
		return l->e->code == ERR_NOTFOUND;
	if (id == l->who->id)
		return true;
	compare(l, r, &s);
	score = score_of(&s);
	sure = is_sure(&s);
	if (l->all != NULL && does_share(&s)) {
		struct duplicate one = { .client = id, .score = score, .sure = sure };

		say_why(&s, &one);
		add_sharing(l, &one);
	}
	l->sure += sure && id != l->d->client;
	if (score == 0 || (l->d->client != 0 && (l->d->sure > sure ||
	    (l->d->sure == sure && l->d->score >= score))))
		return true;
	l->d->client = id;
	l->d->score = score;
	l->d->sure = sure;
	say_why(&s, l->d);
	return true;
}

static bool
look_under(struct alike_search *l, const char *statement, const char *key, const char *born)
{
	int64_t ids[ALIKE_MAX];
	struct stmt *st;
	size_t i, n = 0;

	if (*key == '\0')
		return true;
	st = db_stmt(l->db, statement);
	stmt_set_text(st, "key", key);
	stmt_set_int(st, "not", l->who->id);
	if (born != NULL)
		stmt_set_text(st, "born", born);
	while (n < ALIKE_MAX && stmt_next(st))
		ids[n++] = stmt_int(st, "id");
	if (!stmt_end(st, l->e))
		return false;
	for (i = 0; i < n; i++)
		if (!look_at(l, ids[i]))
			return false;
	return true;
}

static bool
look_by_name(struct alike_search *l, const char *family, const char *given)
{
	AUTO_BUF struct buf key = BUF_INIT;
	const char *born = record_text(l->who, "born");

	client_sort_key(family, given, NULL, &key);
	/* among many of one name, those with the birth date must be found */
	return (*born == '\0' ||
	    look_under(l, "duplicate_by_name_and_born", key.s, born)) &&
	    look_under(l, "duplicate_by_name", key.s, NULL);
}

/* The names as they are, and as one that a file once had whole. */
static bool
look_by_names(struct alike_search *l)
{
	const char *given = record_text(l->who, "given");
	const char *family = record_text(l->who, "family");
	AUTO_FREE char *whole = xasprintf("%s %s", given, family);
	AUTO_FREE char *comma = xasprintf("%s, %s", family, given);
	AUTO_BUF struct buf first = BUF_INIT, last = BUF_INIT;

	if (*given == '\0' && *family == '\0')
		return true;
	if (*given != '\0' && *family != '\0')
		return look_by_name(l, family, given) && look_by_name(l, whole, NULL) &&
		    look_by_name(l, comma, NULL);
	client_name_split(*family != '\0' ? family : given, &first, &last);
	return look_by_name(l, *family != '\0' ? family : given, NULL) &&
	    (first.len == 0 || look_by_name(l, last.s, first.s));
}

static bool
look(struct alike_search *l)
{
	bool ok;

	*l->d = (struct duplicate){ .client = 0 };
	text_phone_key(&l->phone, record_text(l->who, "phone"), l->prefix);
	ok = look_by_names(l) && (!is_number(l->phone.s) ||
	    look_under(l, "duplicate_by_phone", l->phone.s, NULL)) &&
	    look_under(l, "duplicate_by_email", record_text(l->who, "email"), NULL);
	/* two: neither is certain */
	l->d->sure = l->d->sure && l->sure == 1;
	buf_free(&l->phone);
	return ok;
}

bool
duplicate_find(struct db *db, const struct record *who, const char *prefix,
    struct duplicate *d, struct err *e)
{
	struct alike_search l = { .db = db, .who = who, .phone = BUF_INIT,
	    .prefix = prefix, .d = d, .e = e };

	return look(&l);
}

bool
duplicate_listed(const struct record *a, const struct record *b, const char *prefix,
    struct duplicate *d)
{
	struct alike_search l = { .who = a, .phone = BUF_INIT, .prefix = prefix };
	struct shared s = { .names = false };

	text_phone_key(&l.phone, record_text(a, "phone"), prefix);
	compare(&l, b, &s);
	buf_free(&l.phone);
	*d = (struct duplicate){ .client = b->id, .score = score_of(&s) };
	say_why(&s, d);
	return d->score >= DUPLICATE_LISTED && does_share(&s) && !(s.names && s.other_born);
}

/* --- for a person to decide -------------------------------------------------------- */

static bool
tell_of(struct practice *p, const struct duplicate *d, struct alike *out, struct err *e)
{
	AUTO_RECORD struct record *r = client_get(p, d->client, e);
	AUTO_BUF struct buf born = BUF_INIT, name = BUF_INIT;
	struct client_standing standing;

	if (r == NULL || !client_standing(p, d->client, &standing, e))
		return false;
	*out = (struct alike){ .client = d->client, .version = r->version,
	    .archived = standing.archived };
	text_show(&name, standing.name, false);
	text_copy(out->name, sizeof(out->name), name.s);
	field_show(record_field(r->type, "born"), &p->context, record_value(r, "born"),
	    &born);
	text_copy(out->born, sizeof(out->born), born.s);
	text_copy(out->phone, sizeof(out->phone), record_text(r, "phone"));
	text_copy(out->email, sizeof(out->email), record_text(r, "email"));
	text_copy(out->alerts, sizeof(out->alerts), standing.alerts);
	text_copy(out->why, sizeof(out->why), d->why);
	return true;
}

static struct alike_search
looking_for(struct practice *p, const struct record *who, struct duplicate *best,
    struct duplicate all[ALIKE_SHOWN], struct err *e)
{
	return (struct alike_search){ .db = p->db, .who = who, .phone = BUF_INIT,
	    .prefix = record_text(p->settings, "phone_prefix"), .d = best,
	    .all = all, .room = ALIKE_SHOWN, .e = e };
}

bool
clients_alike(struct practice *p, const struct record *who, struct alike *out,
    size_t *n, bool *more, struct err *e)
{
	struct duplicate best, all[ALIKE_SHOWN];
	struct alike_search l = looking_for(p, who, &best, all, e);
	size_t i;

	*n = 0;
	*more = false;
	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !look(&l))
		return false;
	err_clear(e);	/* a deleted one is no failure */
	for (i = 0; i < l.n; i++)
		if (!tell_of(p, &all[i], &out[i], e))
			return false;
	*n = l.n;
	*more = l.more;
	return true;
}

bool
client_is_unlike(struct practice *p, const struct record *who, int64_t known, struct err *e)
{
	struct duplicate best, all[ALIKE_SHOWN];
	struct alike_search l = looking_for(p, who, &best, all, e);
	size_t i;

	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !look(&l))
		return false;
	err_clear(e);
	for (i = 0; i < l.n; i++) {
		AUTO_RECORD struct record *r = db_get(p->db, &record_client,
		    all[i].client, e);
		AUTO_BUF struct buf words = BUF_INIT;
		struct alike alike;

		if (r == NULL)
			return false;
		if (r->version <= known)
			continue;
		if (!tell_of(p, &all[i], &alike, e))
			return false;
		alike_words(&alike, &words);
		return err_set(e, ERR_STALE, NULL, "Not saved: somebody has just added or "
		    "changed a client like this. %s", words.s);
	}
	return true;
}

void
alike_words(const struct alike *a, struct buf *out)
{
	buf_adds(out, a->name);
	if (a->archived)
		buf_adds(out, " (archived)");
	if (*a->born != '\0')
		buf_addf(out, ", born %s", a->born);
	if (*a->phone != '\0')
		buf_addf(out, ", %s", a->phone);
	if (*a->email != '\0')
		buf_addf(out, ", %s", a->email);
	buf_addf(out, ": %s", a->why);
	if (*a->alerts != '\0')
		buf_addf(out, " ! %s", a->alerts);
}

bool
client_now_alike(struct practice *p, const struct record *r, const struct record *was,
    struct buf *said, struct err *e)
{
	static const char *const tell[] = { "given", "family", "preferred", "born",
	    "phone", "email" };
	struct alike all[ALIKE_SHOWN];
	bool same = true, more;
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(tell); i++)
		same = same && value_equal(record_value(r, tell[i]),
		    record_value(was, tell[i]));
	if (same)
		return true;
	if (!clients_alike(p, r, all, &n, &more, e))
		return false;
	if (n > 0) {
		buf_adds(said, "There is another like this: ");
		alike_words(&all[0], said);
	}
	return true;
}
