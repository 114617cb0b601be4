/*
 * sign.c - see sign.h.
 */
#include "practice/sign.h"

#include <inttypes.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/looks.h"
#include "practice/naming.h"
#include "practice/pin.h"
#include "practice/sessions.h"
#include "practice/sign_text.h"
#include "practice/write.h"

static const struct choice *
act_choice(enum sign_act act)
{
	return &record_field(&record_signature, "act")->choices[act];
}

const char *
sign_act_label(enum sign_act act)
{
	const struct choice *c = act_choice(act);

	return c->label != NULL ? c->label : c->value;
}

/* --- what there is to sign ---------------------------------------------------------------- */

/* Has the chart's `ticks` a line for it? */
static bool
ticked(const char *ticks, const char *code)
{
	size_t n = strlen(code);

	while (*ticks != '\0') {
		if (strncmp(ticks, code, n) == 0 && strchr("=\n", ticks[n]) != NULL)
			return true;
		ticks += strcspn(ticks, "\n");
		ticks += *ticks == '\n';
	}
	return false;
}

static bool
look_at_ticks(struct practice *p, const struct record *chart, struct sign_visit *v,
    struct err *e)
{
	AUTO_RECORD struct record *t = db_get(p->db, &record_chart_template,
	    record_int(chart, "template"), e);
	struct sign_labels ticks = { NULL, 0 };
	bool ok = t != NULL && sign_labels(p->db, record_text(t, "body"), "$.ticks", &ticks, e);
	size_t i;

	for (i = 0; ok && i < ticks.n && v->n_missing < SIGN_TICKS; i++) {
		struct sign_tick *missing = &v->missing[v->n_missing];

		if (ticked(record_text(chart, "ticks"), ticks.list[i].code))
			continue;
		text_copy(missing->code, sizeof(missing->code), ticks.list[i].code);
		text_copy(missing->label, sizeof(missing->label), ticks.list[i].label);
		v->n_missing++;
	}
	sign_labels_free(&ticks);
	return ok;
}

static bool
look_at_chart(struct practice *p, struct sign_visit *v, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "sign_chart");

	stmt_set_int(st, "session", v->session);
	if (stmt_next(st))
		v->chart = stmt_int(st, "id");
	if (!stmt_end(st, e) || v->chart == 0)
		return e->code == ERR_NONE;
	AUTO_RECORD struct record *chart = db_get(p->db, &record_chart, v->chart, e);
	return chart != NULL && look_at_ticks(p, chart, v, e);
}

static bool
look_at_signature(struct practice *p, struct sign_visit *v, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "sign_standing");
	AUTO_BUF struct buf by = BUF_INIT;
	date_day day;
	int minutes, seconds;

	stmt_set_int(st, "session", v->session);
	if (stmt_next(st)) {
		v->signature = stmt_int(st, "signature");
		v->supervisor = stmt_int(st, "supervisor");
		v->cosigned = stmt_int(st, "cosigned") != 0;
		v->wrong = stmt_int(st, "wrong") != 0;
		text_copy(v->digest, sizeof(v->digest), stmt_text(st, "digest"));
		text_show(&by, stmt_text(st, "by"), false);
		text_copy(v->by, sizeof(v->by), by.s);
		clock_local(stmt_int(st, "at"), &day, &minutes, &seconds);
		date_to_words(day, false, v->on);
	}
	return stmt_end(st, e);
}

/* Of a visit that is loaded, also inside a write. */
static bool
look(struct practice *p, const struct record *session, struct sign_visit *v, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;

	*v = (struct sign_visit){ .session = session->id, .staff = record_int(session, "staff"),
	    .done = session_status_of(session) == SESSION_DONE };
	naming_add(p, session, &name);
	text_copy(v->name, sizeof(v->name), name.s);
	err_clear(e);
	return look_at_chart(p, v, e) && look_at_signature(p, v, e);
}

bool
sign_look(struct practice *p, int64_t session, struct sign_visit *v, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;

	if (!practice_may(p, ACTION_READ_MEDICAL, e))
		return false;
	r = db_get(p->db, &record_session, session, e);
	return r != NULL && look(p, r, v, e);
}

void
sign_words(const struct sign_visit *v, struct buf *out)
{
	if (v->signature != 0)
		buf_addf(out, "signed by %s, %s%s%s", v->by, v->on,
		    v->cosigned ? ", co-signed" : "", v->wrong ? ", WRONG CLIENT" : "");
}

/* --- who may, and when ---------------------------------------------------------------------- */

static bool
may_sign(struct practice *p, const struct sign_visit *v, struct err *e)
{
	AUTO_RECORD struct record *who = NULL;
	AUTO_BUF struct buf name = BUF_INIT;

	if (v->signature != 0)
		return err_set(e, ERR_INVALID, NULL, "%s is signed already (%s, %s); what is to "
		    "be added is an addendum.", v->name, v->by, v->on);
	if (v->chart == 0)
		return err_set(e, ERR_INVALID, NULL, "%s has no chart yet.", v->name);
	if (!v->done)
		return err_set(e, ERR_INVALID, NULL, "%s is signed when the treatment is done.",
		    v->name);
	if (v->staff == 0 || v->staff == p->staff->id)
		return true;
	who = db_get(p->db, &record_staff, v->staff, e);
	if (who == NULL)
		return false;
	if (record_int(who, "active") == 0 && practice_allows(p, ACTION_OVERRIDE))
		return true;
	naming_add_given(record_text(who, "name"), &name);
	return err_set(e, ERR_INVALID, NULL, "%s is signed by %s, who treated.", v->name, name.s);
}

bool
sign_may(struct practice *p, const struct sign_visit *v, enum sign_act act, struct err *e)
{
	if (!practice_may(p, ACTION_TREAT, e))
		return false;
	if (act == SIGN_SIGN)
		return may_sign(p, v, e);
	if (v->signature == 0)
		return err_set(e, ERR_INVALID, NULL, "%s is not signed: its chart may be "
		    "changed.", v->name);
	if (act != SIGN_COSIGN)
		return true;
	if (v->supervisor != p->staff->id)
		return err_set(e, ERR_INVALID, NULL, "%s is co-signed by the supervisor of %s.",
		    v->name, v->by);
	return !v->cosigned || err_set(e, ERR_INVALID, NULL, "%s is co-signed already.",
	    v->name);
}

/* --- acts ------------------------------------------------------------------------------------- */

struct doing {
	struct practice *p;
	int64_t session;
	enum sign_act act;
	const char *words;
	const char *const *reasons;
};

/* A reason for each section that is missing goes into the chart that is signed. */
static bool
give_reasons(struct doing *d, const struct sign_visit *v, struct err *e)
{
	AUTO_RECORD struct record *chart = db_get(d->p->db, &record_chart, v->chart, e);
	AUTO_BUF struct buf ticks = BUF_INIT;
	const char *reason;
	size_t i;

	if (chart == NULL)
		return false;
	buf_adds(&ticks, record_text(chart, "ticks"));
	for (i = 0; i < v->n_missing; i++) {
		reason = d->reasons != NULL ? d->reasons[i] : NULL;
		if (reason == NULL || reason[strspn(reason, " ")] == '\0')
			return err_set(e, ERR_INVALID, v->missing[i].code,
			    "Why is this missing: %s?", v->missing[i].label);
		if (strchr(reason, '\n') != NULL)
			return err_set(e, ERR_INVALID, v->missing[i].code,
			    "A reason is one line.");
		buf_addf(&ticks, "%s%s=%s", ticks.len > 0 ? "\n" : "", v->missing[i].code,
		    reason);
	}
	record_set_text(chart, "ticks", ticks.s);
	return v->n_missing == 0 || db_update(d->p->db, chart, e);
}

/* The row of an act: its own line, by which the digest covers who and when, then what it is
 * of. */
static bool
insert(struct db *db, enum sign_act act, int64_t session, int64_t staff, instant at,
    const char *of, struct err *e)
{
	AUTO_RECORD struct record *who = db_get(db, &record_staff, staff, e);
	AUTO_RECORD struct record *r = record_new(&record_signature);
	AUTO_BUF struct buf text = BUF_INIT;
	char iso[CLOCK_ISO_SIZE], hex[DIGEST_HEX_SIZE];

	if (who == NULL)
		return false;
	buf_addf(&text, "%s: at=%s; by@%" PRId64 "=%s\n", act_choice(act)->value,
	    clock_iso(at, iso), staff, record_text(who, "name"));
	buf_adds(&text, of);
	while (text.len > 0 && strchr(" \n", text.s[text.len - 1]) != NULL)
		buf_cut(&text, text.len - 1);
	record_set_int(r, "session", session);
	record_set_text(r, "act", act_choice(act)->value);
	record_set_int(r, "staff", staff);
	record_set_int(r, "at", at);
	record_set_int(r, "form", SIGN_FORM);
	record_set_text(r, "text", text.s);
	record_set_text(r, "digest", digest_sha256(text.s, text.len, hex));
	return db_insert(db, r, e);
}

bool
sign_insert(struct db *db, int64_t session, int64_t staff, instant at, struct err *e)
{
	AUTO_BUF struct buf text = BUF_INIT;

	return sign_text(db, session, NULL, &text, e) &&
	    insert(db, SIGN_SIGN, session, staff, at, text.s, e);
}

static bool
do_inside(struct db *db, void *arg, struct err *e)
{
	struct doing *d = arg;
	AUTO_RECORD struct record *session = db_get(db, &record_session, d->session, e);
	int64_t staff = d->p->staff->id;
	AUTO_BUF struct buf of = BUF_INIT;
	struct sign_visit v;

	if (session == NULL || !look(d->p, session, &v, e) || !sign_may(d->p, &v, d->act, e) ||
	    !pin_given(d->p, e) || (d->act == SIGN_SIGN && !give_reasons(d, &v, e)))
		return false;
	db_label(db, "%s session %" PRId64, act_choice(d->act)->value, d->session);
	if (d->act == SIGN_SIGN)
		return sign_insert(db, d->session, staff, clock_now(), e) &&
		    looks_draw(db, d->session, e);
	buf_addf(&of, "to: %s%s%s", v.digest, d->words != NULL ? "\n" : "",
	    d->words != NULL ? d->words : "");
	return insert(db, d->act, d->session, staff, clock_now(), of.s, e);
}

bool
sign_do(struct practice *p, const struct sign_visit *v, enum sign_act act, const char *words,
    const char *const *reasons, struct draft *draft, struct err *e)
{
	static const char *const asks[SIGN_ACTS] = {
		[SIGN_ADDENDUM] = "What is to be added?",
		[SIGN_WRONG_CLIENT] = "Whose treatment was it?",
		[SIGN_INVALID] = "Why is it invalid?",
	};
	struct doing d = { .p = p, .session = v->session, .act = act, .words = words,
	    .reasons = reasons };

	if (!practice_may(p, ACTION_TREAT, e))
		return false;
	if (asks[act] != NULL && (words == NULL || words[strspn(words, " \n")] == '\0'))
		return err_set(e, ERR_INVALID, "words", "%s", asks[act]);
	return practice_write(p, "sign", do_inside, &d, draft, e);
}

/* --- the queue, the acts of a visit ------------------------------------------------------------ */

date_day
sign_first(void)
{
	return clock_today() - SIGN_DAYS;
}

bool
sign_waiting(struct practice *p, date_day first, bool (*fn)(int64_t session, bool cosign,
    void *), void *arg, struct err *e)
{
	struct stmt *st;
	char iso[DATE_ISO_SIZE];
	bool more = true;

	if (!practice_may(p, ACTION_TREAT, e))
		return false;
	st = db_stmt(p->db, "sign_waiting");
	stmt_set_int(st, "staff", p->staff->id);
	stmt_set_text(st, "first", date_to_iso(first, iso));
	stmt_set_text(st, "last", date_to_iso(clock_today(), iso));
	while (more && stmt_next(st))
		more = fn(stmt_int(st, "id"), stmt_int(st, "cosign") != 0, arg);
	return stmt_end(st, e);
}

bool
sign_older(struct practice *p, date_day first, long most, date_day *day, struct err *e)
{
	struct stmt *st;
	char iso[DATE_ISO_SIZE];

	*day = DATE_NONE;
	if (!practice_may(p, ACTION_TREAT, e))
		return false;
	st = db_stmt(p->db, "sign_older");
	stmt_set_int(st, "staff", p->staff->id);
	stmt_set_text(st, "first", date_to_iso(first, iso));
	stmt_set_int(st, "most", most);
	if (stmt_next(st))
		*day = stmt_date(st, "date");
	return stmt_end(st, e);
}

static bool
count_one(UNUSED int64_t session, bool cosign, void *arg)
{
	struct sign_counts *n = arg;

	n->sign += !cosign;
	n->cosign += cosign;
	return true;
}

bool
sign_count(struct practice *p, struct sign_counts *out, struct err *e)
{
	*out = (struct sign_counts){ 0, 0 };
	return !practice_allows(p, ACTION_TREAT) || sign_waiting(p, sign_first(),
	    count_one, out, e);
}

bool
sign_waiting_words(struct practice *p, struct buf *out, struct err *e)
{
	struct sign_counts n;
	date_day older = DATE_NONE;

	if (!sign_count(p, &n, e) || (practice_allows(p, ACTION_TREAT) &&
	    !sign_older(p, sign_first(), SIGN_LOOK, &older, e)))
		return false;
	if (n.sign > 0)
		buf_addf(out, "%ld chart%s to sign", n.sign, text_plural(n.sign));
	if (n.cosign > 0)
		buf_addf(out, "%s%ld to co-sign", n.sign > 0 ? ", " : "", n.cosign);
	if (older != DATE_NONE)
		buf_adds(out, n.sign + n.cosign > 0 ? ", older ones too" : "older charts to sign");
	return true;
}

/* Behind the lines of its own: what was typed. */
static const char *
words_of(enum sign_act act, const char *text)
{
	int i;

	for (i = 0; i < 2 && text != NULL; i++)
		text = (text = strchr(text, '\n')) != NULL ? text + 1 : NULL;
	return act == SIGN_SIGN || text == NULL ? "" : text;
}

static bool
read_acts(struct practice *p, int64_t session, bool (*fn)(const struct sign_line *, void *),
    void *arg, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "sign_acts");
	bool more = true;

	stmt_set_int(st, "session", session);
	while (more && stmt_next(st)) {
		struct sign_line l = { .id = stmt_int(st, "id"), .act = (enum sign_act)stmt_choice(st, "act",
		    act_choice(SIGN_SIGN)), .at = stmt_int(st, "at"), .staff = stmt_int(st, "staff"),
		    .form = stmt_int(st, "form"), .by = stmt_text(st, "by"),
		    .text = stmt_text(st, "text"), .digest = stmt_text(st, "digest") };

		l.words = words_of(l.act, l.text);
		more = fn(&l, arg);
	}
	return stmt_end(st, e);
}

bool
sign_lines(struct practice *p, int64_t session, bool (*fn)(const struct sign_line *, void *),
    void *arg, struct err *e)
{
	return practice_may(p, ACTION_READ_MEDICAL, e) && read_acts(p, session, fn, arg, e);
}
