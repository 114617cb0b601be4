/*
 * duplicates.c - see duplicates.h.
 */
#include "practice/duplicates.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/csv.h"
#include "exchange/json.h"
#include "practice/clients.h"
#include "practice/naming.h"
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

/* --- all pairs of a practice ------------------------------------------------------- */

#define GROUPS_MAX 2000		/* of clients who share one thing */

struct pairs {
	struct practice *p;
	struct duplicate_pair *list;
	size_t n, cap;
	struct record *group[ALIKE_MAX];	/* clients who share one thing */
	size_t n_group;
};

static bool
is_apart(struct db *db, int64_t first, int64_t second)
{
	struct stmt *st = db_stmt(db, "apart_of");
	bool yes;

	stmt_set_int(st, "first", first);
	stmt_set_int(st, "second", second);
	yes = stmt_next(st);
	return stmt_end(st, NULL) && yes;
}

static bool
is_known(const struct pairs *all, int64_t first, int64_t second)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->list[i].first == first && all->list[i].second == second)
			return true;
	return false;
}

/* Adds the two unless they share too little, are there already, or are two people. */
static void
add_pair(struct pairs *all, const struct alike_search *l, const struct record *other)
{
	struct shared s = { .names = false };
	struct duplicate d = { .client = other->id };
	struct duplicate_pair *to;
	int64_t a = l->who->id < other->id ? l->who->id : other->id;
	int64_t b = l->who->id < other->id ? other->id : l->who->id;

	compare(l, other, &s);
	d.score = score_of(&s);
	if (d.score < DUPLICATE_LISTED || !does_share(&s) || (s.names && s.other_born) ||
	    is_known(all, a, b) || is_apart(all->p->db, a, b))
		return;
	say_why(&s, &d);
	GROW(all->list, all->cap, all->n + 1);
	to = &all->list[all->n++];
	*to = (struct duplicate_pair){ .first = a, .second = b, .score = d.score };
	text_copy(to->why, sizeof(to->why), d.why);
}

static void
add_group(struct pairs *all)
{
	const char *prefix = record_text(all->p->settings, "phone_prefix");
	size_t i, k;

	for (i = 0; i + 1 < all->n_group; i++) {
		struct alike_search l = { .db = all->p->db, .who = all->group[i],
		    .phone = BUF_INIT, .prefix = prefix };

		text_phone_key(&l.phone, record_text(l.who, "phone"), prefix);
		for (k = i + 1; k < all->n_group && all->n < DUPLICATES_MAX; k++)
			add_pair(all, &l, all->group[k]);
		buf_free(&l.phone);
	}
	for (i = 0; i < all->n_group; i++)
		record_free(all->group[i]);
	all->n_group = 0;
}

/* The clients of one group; those who were merged are not among them. */
static bool
read_group(struct pairs *all, const char *statement, const char *key, struct err *e)
{
	struct stmt *st = db_stmt(all->p->db, statement);
	int64_t ids[ALIKE_MAX];
	size_t i, n = 0;

	stmt_set_text(st, "key", key);
	stmt_set_int(st, "not", 0);
	while (n < ALIKE_MAX && stmt_next(st))
		ids[n++] = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	for (i = 0; i < n; i++) {
		struct record *r;

		if (db_client_leads_to(all->p->db, ids[i]) != ids[i])
			continue;
		r = db_get(all->p->db, &record_client, ids[i], e);
		if (r != NULL)
			all->group[all->n_group++] = r;
		else if (e->code != ERR_NOTFOUND)
			return false;
	}
	err_clear(e);
	return true;
}

static bool
read_groups(struct pairs *all, const char *groups, const char *members, struct err *e)
{
	struct stmt *st = db_stmt(all->p->db, groups);
	bool ok = true;

	stmt_set_int(st, "most", GROUPS_MAX);
	while (ok && all->n < DUPLICATES_MAX && stmt_next(st)) {
		ok = read_group(all, members, stmt_text(st, "key"), e);
		add_group(all);
	}
	return stmt_end(st, ok ? e : NULL) && ok;
}

static int
pair_cmp(const void *a, const void *b)
{
	const struct duplicate_pair *x = a, *y = b;

	if (x->score != y->score)
		return y->score - x->score;
	return x->first != y->first ? (x->first > y->first) - (x->first < y->first) :
	    (x->second > y->second) - (x->second < y->second);
}

bool
duplicates_all(struct practice *p, struct duplicate_pair **list, size_t *n, struct err *e)
{
	struct pairs all = { .p = p };
	bool ok = practice_may(p, ACTION_READ_CLIENTS, e) &&
	    read_groups(&all, "duplicate_phones", "duplicate_by_phone", e) &&
	    read_groups(&all, "duplicate_emails", "duplicate_by_email", e) &&
	    read_groups(&all, "duplicate_names", "duplicate_by_name", e);

	if (ok && all.n > 1)
		qsort(all.list, all.n, sizeof(*all.list), pair_cmp);
	*list = all.list;
	*n = all.n;
	return ok;
}

static void
write_json(struct practice *p, const struct duplicate_pair *list, size_t n, FILE *f)
{
	struct json json;
	size_t i;

	json_start(&json, f, false);
	json_array(&json);
	for (i = 0; i < n; i++) {
		AUTO_BUF struct buf one = BUF_INIT, two = BUF_INIT;

		naming_add_id(p, &record_client, list[i].first, &one);
		naming_add_id(p, &record_client, list[i].second, &two);
		json_object(&json);
		json_key(&json, "score");
		json_int(&json, list[i].score);
		json_key(&json, "why");
		json_text(&json, list[i].why);
		json_key(&json, "first");
		json_int(&json, list[i].first);
		json_key(&json, "first_name");
		json_text(&json, one.s);
		json_key(&json, "second");
		json_int(&json, list[i].second);
		json_key(&json, "second_name");
		json_text(&json, two.s);
		json_close(&json);
	}
	json_close(&json);
	json_finish(&json);
}

static void
write_csv(struct practice *p, const struct duplicate_pair *list, size_t n, FILE *f)
{
	static const char *const heads[] = { "score", "why", "first", "first_name", "second",
	    "second_name" };
	struct csv_writer w = { .sink = { .f = f } };
	char number[24];
	size_t i;

	for (i = 0; i < ARRAY_LEN(heads); i++)
		csv_write_plain(&w, heads[i]);
	csv_write_end(&w);
	for (i = 0; i < n; i++) {
		AUTO_BUF struct buf one = BUF_INIT, two = BUF_INIT;

		naming_add_id(p, &record_client, list[i].first, &one);
		naming_add_id(p, &record_client, list[i].second, &two);
		snprintf(number, sizeof(number), "%d", list[i].score);
		csv_write_plain(&w, number);
		csv_write_text(&w, list[i].why);
		snprintf(number, sizeof(number), "%" PRId64, list[i].first);
		csv_write_plain(&w, number);
		csv_write_text(&w, one.s);
		snprintf(number, sizeof(number), "%" PRId64, list[i].second);
		csv_write_plain(&w, number);
		csv_write_text(&w, two.s);
		csv_write_end(&w);
	}
}

bool
duplicates_write(struct practice *p, bool json, FILE *f, struct err *e)
{
	struct duplicate_pair *list;
	size_t n;
	bool ok = duplicates_all(p, &list, &n, e);

	if (ok)
		(json ? write_json : write_csv)(p, list, n, f);
	free(list);
	return ok;
}

struct apart {
	struct practice *p;
	int64_t first, second;
};

static bool
apart_inside(struct db *db, void *arg, struct err *e)
{
	const struct apart *a = arg;
	AUTO_RECORD struct record *one = db_get(db, &record_client, a->first, e);
	AUTO_RECORD struct record *two = one != NULL ? db_get(db, &record_client, a->second, e) :
	    NULL;
	AUTO_RECORD struct record *r = record_new(&record_client_apart);

	if (two == NULL)
		return false;
	if (is_apart(db, a->first, a->second))
		return true;
	record_set_int(r, "first", a->first);
	record_set_int(r, "second", a->second);
	record_set_int(r, "at", clock_now());
	record_set_int(r, "staff", a->p->staff->id);
	return db_insert(db, r, e);
}

bool
duplicates_apart(struct practice *p, int64_t one, int64_t two, struct err *e)
{
	struct apart a = { p, one < two ? one : two, one < two ? two : one };

	if (!practice_may(p, ACTION_WRITE_CLIENTS, e))
		return false;
	if (one == two)
		return err_set(e, ERR_INVALID, NULL, "That is one client, not two.");
	return db_write(p->db, "change", "tell clients apart", apart_inside, &a, e);
}
