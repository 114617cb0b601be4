/*
 * checklist_words.c - see checklist_words.h.
 */
#include "practice/checklist_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/screening.h"

#define VALUE_MAX 24		/* of a value made from words */
#define CODE_MAX 32		/* of a code made from a question */

/* --- answers ------------------------------------------------------------------------------- */

struct answer {
	char *value, *label;
	char key;
};

struct answers {
	struct answer *list;
	size_t n, cap;
};
#define ANSWERS_INIT { NULL, 0, 0 }

static void
answers_free(struct answers *a)
{
	size_t i;

	for (i = 0; i < a->n; i++) {
		free(a->list[i].value);
		free(a->list[i].label);
	}
	free(a->list);
}

static void
add(struct answers *a, char *value, char key, const char *label)
{
	GROW(a->list, a->cap, a->n + 1);
	a->list[a->n++] = (struct answer){ value, xstrdup(label), key };
}

/* The mark behind the value in "value=k=label"; NULL: it is not written so. */
static const char *
stored_mark(const char *piece)
{
	size_t n = strcspn(piece, "= ");
	const char *mark = piece + n;

	return n > 0 && mark[0] == '=' && mark[1] != '\0' && mark[2] == '=' && mark[3] != '\0' ?
	    mark : NULL;
}

/* The trimmed piece before the next mark, owned; *list goes on behind it. NULL at the end. */
static char *
next_piece(const char **list, char mark)
{
	const char marks[2] = { mark, '\0' };
	size_t n = strcspn(*list, marks);
	AUTO_FREE char *piece = NULL;

	if (**list == '\0')
		return NULL;
	piece = xstrndup(*list, n);
	*list += n + ((*list)[n] != '\0');
	return xstrdup(text_trim(piece));
}

static void
read_stored(const char *stored, struct answers *into)
{
	const char *mark;
	char *piece;

	for (; (piece = next_piece(&stored, '|')) != NULL; free(piece))
		if ((mark = stored_mark(piece)) != NULL)
			add(into, xstrndup(piece, (size_t)(mark - piece)), mark[1], mark + 3);
}

void
checklist_answers_words(const char *stored, struct buf *out)
{
	struct answers a = ANSWERS_INIT;
	const char *between = strchr(stored, ';') != NULL ? " | " : "; ";
	size_t i;

	read_stored(stored, &a);
	for (i = 0; i < a.n; i++)
		buf_addf(out, "%s%c %s", i > 0 ? between : "", a.list[i].key, a.list[i].label);
	answers_free(&a);
}

/* Adds small letters and digits of a text with _ between words, as many whole words as fit. */
static void
add_code(const char *text, size_t most, struct buf *out)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	size_t from = out->len, n;
	const char *at;

	text_fold(&folded, text);
	for (at = folded.s; *at != '\0'; at += n) {
		static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789";

		at += strcspn(at, plain);
		n = strspn(at, plain);
		if (n == 0 || (out->len > from && out->len - from + 1 + n > most))
			break;
		if (out->len > from)
			buf_addc(out, '_');
		buf_add(out, at, n < most ? n : most);
	}
}

static const struct answer *
by_value(const struct answers *a, const char *value)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (strcmp(a->list[i].value, value) == 0)
			return &a->list[i];
	return NULL;
}

/* The value of an answer typed as key and words: that of the same words, else of the same key,
 * if no other has it yet; else a new one. Owned. */
static char *
value_for(const struct answers *a, const struct answers *was, char key, const char *label)
{
	AUTO_BUF struct buf code = BUF_INIT;
	size_t i, k, n;

	for (k = 0; k < 2; k++)
		for (i = 0; i < was->n; i++)
			if ((k == 0 ? strcmp(was->list[i].label, label) == 0 :
			    was->list[i].key == key) &&
			    by_value(a, was->list[i].value) == NULL)
				return xstrdup(was->list[i].value);
	add_code(label, VALUE_MAX, &code);
	if (code.len == 0)
		buf_adds(&code, "answer");
	for (n = code.len, k = 2; by_value(a, code.s) != NULL || by_value(was, code.s) != NULL; k++) {
		buf_cut(&code, n);
		buf_addf(&code, "_%zu", k);
	}
	return buf_steal(&code);
}

static bool
same_key(char a, char b)
{
	const char one[2] = { a, '\0' }, other[2] = { b, '\0' };

	return text_is(one, other);
}

static bool
is_free(const struct answers *a, char key, const char *label, struct err *e)
{
	size_t i;

	if (key == '-')
		return err_set(e, ERR_INVALID, "answers", "The key - says not known, and is there "
		    "by itself.");
	for (i = 0; i < a->n; i++)
		if (same_key(a->list[i].key, key))
			return err_set(e, ERR_INVALID, "answers", "Two answers have the key %c: "
			    "\"%.40s\" and \"%.40s\".", key, a->list[i].label, label);
	return true;
}

/* "y Yes" */
static bool
parse_piece(const char *piece, const struct answers *was, struct answers *into, struct err *e)
{
	const char *mark = stored_mark(piece);
	char key = mark != NULL ? mark[1] : piece[0];
	const char *label = mark != NULL ? mark + 3 : piece + strcspn(piece, " ");
	AUTO_BUF struct buf quoted = BUF_INIT;

	label += strspn(label, " ");
	if (key <= ' ' || key > '~' || key == '=' || *label == '\0' ||
	    (mark == NULL && piece[1] != ' ')) {
		field_quote(&quoted, piece);
		return err_set(e, ERR_INVALID, "answers", "An answer is a key, a blank and its "
		    "words, such as y Yes, with ; between two: \"%s\" is none.", quoted.s);
	}
	if (!is_free(into, key, label, e))
		return false;
	add(into, mark != NULL ? xstrndup(piece, (size_t)(mark - piece)) :
	    value_for(into, was, key, label), key, label);
	return true;
}

bool
checklist_answers_parse(const char *typed, const char *was, struct buf *out, struct err *e)
{
	struct answers a = ANSWERS_INIT, old = ANSWERS_INIT;
	char between = strchr(typed, '|') != NULL ? '|' : ';';
	bool ok = true;
	char *piece;
	size_t i;

	read_stored(was, &old);
	for (; ok && (piece = next_piece(&typed, between)) != NULL; free(piece))
		ok = *piece == '\0' || parse_piece(piece, &old, &a, e);
	for (i = 0; ok && i < a.n; i++)
		buf_addf(out, "%s%s=%c=%s", i > 0 ? "|" : "", a.list[i].value, a.list[i].key,
		    a.list[i].label);
	answers_free(&a);
	answers_free(&old);
	return ok;
}

/* --- what a rule names ----------------------------------------------------------------------- */

static const struct answer *
answer_typed(const struct answers *a, const char *typed)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (typed[0] != '\0' && typed[1] == '\0' && same_key(a->list[i].key, typed[0]))
			return &a->list[i];
	for (i = 0; i < a->n; i++)
		if (text_is(a->list[i].value, typed) || text_fold_cmp(a->list[i].label, typed) == 0)
			return &a->list[i];
	return NULL;
}

bool
checklist_answers_named(const struct checklist *c, size_t item, const char *typed,
    struct buf *out, struct err *e)
{
	struct answers a = ANSWERS_INIT;
	size_t from = out->len;
	bool ok = true;
	char *piece;

	read_stored(record_text(c->items[item], "answers"), &a);
	if (a.n == 0)
		buf_adds(out, typed);
	else for (; ok && (piece = next_piece(&typed, ',')) != NULL; free(piece)) {
		const struct answer *found = answer_typed(&a, piece);
		AUTO_BUF struct buf all = BUF_INIT, quoted = BUF_INIT;

		buf_adds(out, out->len > from ? "," : "");
		if (found != NULL || strcmp(piece, ANSWER_UNKNOWN) == 0) {
			buf_adds(out, found != NULL ? found->value : piece);
			continue;
		}
		checklist_answers_words(record_text(c->items[item], "answers"), &all);
		field_quote(&quoted, piece);
		ok = err_set(e, ERR_INVALID, "answer", "\"%s\" is no answer of %.40s: it has %s.",
		    quoted.s, c->fields[item].name, all.s);
	}
	answers_free(&a);
	return ok;
}

int
checklist_item_typed(const struct checklist *c, const char *typed)
{
	unsigned long n;
	char *end;
	int item = checklist_item(c, typed);

	if (item >= 0)
		return item;
	n = strtoul(typed, &end, 10);
	return *typed != '\0' && *end == '\0' && n >= 1 && n <= c->n_items ? (int)n - 1 : -1;
}

void
checklist_code_for(const struct checklist *c, const char *question, struct buf *out)
{
	size_t n, k;

	add_code(question, CODE_MAX, out);
	if (out->len == 0)
		buf_adds(out, "item");
	for (n = out->len, k = 2; checklist_item(c, out->s) >= 0; k++) {
		buf_cut(out, n);
		buf_addf(out, "_%zu", k);
	}
}

/* --- in words -------------------------------------------------------------------------------- */

static void
add_labels(const struct checklist *c, int item, const char *answers, struct buf *out)
{
	const struct choice *choices = item >= 0 ? c->fields[item].choices : NULL;
	size_t from = out->len;
	char *word;

	for (; (word = next_piece(&answers, ',')) != NULL; free(word))
		buf_addf(out, "%s%s", out->len > from ? ", " : "", strcmp(word, ANSWER_UNKNOWN) == 0 ?
		    "not known" : choices != NULL ? choice_label(choices, word) : word);
}

void
checklist_rule_condition(const struct checklist *c, size_t rule, struct buf *out)
{
	const struct checklist_rule *r = &c->plan[rule];

	if (r->only_if < 0)
		return;
	buf_adds(out, ", only if ");
	checklist_item_name(c, (size_t)r->only_if, out);
	buf_adds(out, " is ");
	add_labels(c, r->only_if, r->only_if_answers, out);
}

void
checklist_rule_when(const struct checklist *c, size_t rule, struct buf *out)
{
	const struct checklist_rule *r = &c->plan[rule];
	bool by_date = r->counted_from >= 0 && r->counted_from == r->item;
	AUTO_BUF struct buf window = BUF_INIT;

	buf_addf(&window, "%d %s%s", r->window, r->months ? "month" : "day",
	    text_plural(r->window));
	if (!by_date)
		add_labels(c, r->item, r->answers, out);
	else if (strcmp(r->answers, "older") == 0)
		buf_addf(out, "longer ago than %s", window.s);
	else if (strcmp(r->answers, "required") == 0)
		buf_addf(out, "never, or within %s", window.s);
	else
		buf_addf(out, "%s%swithin %s", r->answers, *r->answers != '\0' ? " " : "", window.s);
	if (!by_date && r->window > 0)
		buf_addf(out, ", for %s", window.s);
	buf_adds(out, r->site ? ", that site alone" : "");
	checklist_rule_condition(c, rule, out);
}

void
checklist_item_answers(const struct checklist *c, size_t item, struct buf *out)
{
	const char *type = record_text(c->items[item], "type");

	if (strcmp(type, "choice") == 0)
		checklist_answers_words(record_text(c->items[item], "answers"), out);
	else if (strcmp(type, "date") == 0)
		buf_adds(out, screening_never_fits(c, item) ? "a day, or never" : "a day");
	else
		buf_adds(out, choice_label(record_field(&record_checklist_item, "type")->choices, type));
}
