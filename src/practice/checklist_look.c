/*
 * checklist_look.c - see checklist_look.h.
 */
#include "practice/checklist_look.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_inside.h"
#include "practice/screening.h"
#include "record/checklist.h"

#define CODE_MAX 40

void
look_tell(struct checklist_looking *l, bool refused, const char *fmt, ...)
{
	va_list ap;

	l->flaw.refused = refused;
	va_start(ap, fmt);
	vsnprintf(l->flaw.text, sizeof(l->flaw.text), fmt, ap);
	va_end(ap);
	l->refused += refused;
	if (l->fn != NULL)
		l->fn(&l->flaw, l->arg);
}

static void
at(struct checklist_looking *l, const char *what, size_t i, const char *code)
{
	snprintf(l->flaw.place, sizeof(l->flaw.place), "%s %zu, %.40s", what, i + 1, code);
}

/* The word before the next `mark`, as a copy; *list goes on behind it. NULL at the end. */
static char *
next_word(const char **list, const char *marks)
{
	size_t n = strcspn(*list, marks);
	char *word;

	if (**list == '\0')
		return NULL;
	word = xstrndup(*list, n);
	*list += n + ((*list)[n] != '\0');
	return word;
}

/* --- items ---------------------------------------------------------------------------------- */

static bool
is_type(const struct record *item, const char *type)
{
	return strcmp(record_text(item, "type"), type) == 0;
}

/* "value=key=label|…": values are words or roman numbers, keys one character each. */
static void
look_at_answers(struct checklist_looking *l, const struct record *item)
{
	const char *list = record_text(item, "answers");
	char keys[128] = "-";		/* that one says not known */
	size_t n = 1;
	char *piece;

	for (; (piece = next_word(&list, "|")) != NULL; free(piece)) {
		char *key = strchr(piece, '='), *label = key != NULL ? strchr(key + 1, '=') : NULL;

		if (label == NULL || key == piece || label != key + 2 || label[1] == '\0') {
			look_tell(l, true, "answers are value=key=label with | between them, and a "
			    "key is one character: \"%.60s\" is not.", piece);
			continue;
		}
		if (strchr(keys, key[1]) != NULL)
			look_tell(l, true, "two answers have the key %c%s.", key[1],
			    key[1] == '-' ? ", which says not known" : "");
		else if (n < sizeof(keys) - 1)
			keys[n++] = key[1];
		*key = '\0';
		if (strchr(piece, ',') != NULL || strcmp(piece, ANSWER_UNKNOWN) == 0)
			look_tell(l, true, "\"%.40s\" is no word to store.", piece);
	}
	if (n == 1)
		look_tell(l, true, "it has no answers.");
}

/* Does asking it depend on itself? */
static bool
goes_round(const struct checklist *c, size_t item)
{
	size_t steps;
	int i = (int)item;

	for (steps = 0; steps <= c->n_items; steps++)
		if ((i = c->asks[i].only_if) < 0)
			return false;
	return true;
}

static void
look_at_condition(struct checklist_looking *l, size_t i)
{
	const struct checklist_ask *a = &l->c->asks[i];
	const char *only_if = record_text(l->c->items[i], "only_if"), *list;
	char *word;

	if (*only_if == '\0')
		return;
	if (a->only_if < 0) {
		look_tell(l, true, "it is asked only if %.60s, and there is no such item.",
		    only_if);
		return;
	}
	if (goes_round(l->c, i)) {
		look_tell(l, true, "whether it is asked depends on itself.");
		return;
	}
	for (list = a->only_if_answers; (word = next_word(&list, ",")) != NULL; free(word))
		if (!screening_has_answer(&l->c->fields[a->only_if], word))
			look_tell(l, true, "it is asked only if %.60s, and %.40s has no answer "
			    "\"%.40s\".", only_if, l->c->fields[a->only_if].name, word);
	if (!l->c->asks[a->only_if].asked && l->c->asks[i].asked &&
	    l->c->asks[a->only_if].source == SOURCE_ASKED)
		look_tell(l, false, "it is never asked: no rule in force reads %.40s.",
		    l->c->fields[a->only_if].name);
}

/* Does a rule, in force or not, or a condition read it? */
static bool
is_read(const struct checklist *c, size_t item)
{
	size_t i;

	for (i = 0; i < c->n_rules; i++)
		if (c->plan[i].item == (int)item || c->plan[i].counted_from == (int)item ||
		    c->plan[i].only_if == (int)item)
			return true;
	for (i = 0; i < c->n_items; i++)
		if (c->asks[i].only_if == (int)item)
			return true;
	return false;
}

static void
look_at_item(struct checklist_looking *l, size_t i)
{
	const struct checklist *c = l->c;
	const struct record *item = c->items[i];
	bool known = c->asks[i].source != SOURCE_ASKED;
	size_t j;

	at(l, "item", i, c->fields[i].name);
	l->flaw.row = item;
	if (!text_is_code(c->fields[i].name, CODE_MAX))
		look_tell(l, true, "its code is small letters, digits and _, at most %d.", CODE_MAX);
	for (j = 0; j < i; j++)
		if (strcmp(c->fields[j].name, c->fields[i].name) == 0)
			look_tell(l, true, "item %zu has the same code.", j + 1);
	if ((is_type(item, "card") || is_type(item, "chart")) && !known)
		look_tell(l, true, "the records do not know it; they know age, fitzpatrick, "
		    "medicines, allergies, conditions, area_interval, adverse_event and patch_test.");
	if (is_type(item, "choice"))
		look_at_answers(l, item);
	look_at_condition(l, i);
	if (!is_read(c, i))
		look_tell(l, false, "no rule reads it.");
}

/* --- rules ---------------------------------------------------------------------------------- */

static bool
by_date(const struct checklist_rule *rule)
{
	return rule->counted_from >= 0 && rule->counted_from == rule->item;
}

static bool
is_date(const struct checklist *c, int item)
{
	return c->fields[item].type == FIELD_BIRTHDAY || c->asks[item].source == SOURCE_AREA ||
	    c->asks[item].source == SOURCE_PATCH_TEST;
}

/* "to_50", "above_150": how deep the last session on the area was. */
static bool
is_depth(const char *answer)
{
	int depth, end = -1;

	if (sscanf(answer, "to_%4d%n", &depth, &end) != 1)
		(void)sscanf(answer, "above_%4d%n", &depth, &end);
	return end > 0 && answer[end] == '\0';
}

/* Can the item be answered so, or the records say so? */
static bool
may_be(const struct checklist *c, int item, const char *word)
{
	static const char *const known[] = { [SOURCE_AGE] = "under_18,18_to_21,adult",
	    [SOURCE_SKIN] = "I,II,III,IV,V,VI", [SOURCE_AREA] = ANSWER_NEVER,
	    [SOURCE_ADVERSE_EVENT] = "none,open", [SOURCE_PATCH_TEST] = "never,positive" };
	enum checklist_source source = c->asks[item].source;

	if (source == SOURCE_ASKED)
		return screening_has_answer(&c->fields[item], word);
	if (checklist_card_text(c, (size_t)item) >= 0)
		return word[strspn(word, " *")] != '\0';
	return strcmp(word, ANSWER_UNKNOWN) == 0 || text_has_word(known[source], ',', word);
}

static void
look_at_answers_of(struct checklist_looking *l, const struct checklist_rule *rule)
{
	const struct field *item = &l->c->fields[rule->item];
	const char *list = rule->answers;
	char *word;

	if (l->c->asks[rule->item].source == SOURCE_PATCH_TEST && strcmp(list, "positive") == 0)
		return;
	if (is_date(l->c, rule->item)) {
		if (*list != '\0' && strcmp(list, "required") != 0 && strcmp(list, "older") != 0 &&
		    !(l->c->asks[rule->item].source == SOURCE_AREA && is_depth(list)))
			look_tell(l, true, "of a date a rule says nothing, required or older, of the "
			    "last session how deep it was, to_50 or above_150, not \"%.40s\".", list);
		if (!by_date(rule))
			look_tell(l, true, "a rule about a date is counted from it.");
		return;
	}
	if (*list == '\0')
		look_tell(l, true, "it names no answer.");
	for (; (word = next_word(&list, ",")) != NULL; free(word))
		if (!may_be(l->c, rule->item, word))
			look_tell(l, true, "%.40s has no answer \"%.40s\".", item->name, word);
}

/* The condition of a rule: "item=answer[,answer…]". */
static void
look_at_condition_of(struct checklist_looking *l, const struct record *r,
    const struct checklist_rule *rule)
{
	const char *only_if = record_text(r, "only_if"), *list = rule->only_if_answers;
	char *word;

	if (*only_if != '\0' && rule->only_if < 0)
		look_tell(l, true, "it counts only if %.60s, and there is no such item.",
		    only_if);
	if (rule->only_if < 0)
		return;
	if (*list == '\0')
		look_tell(l, true, "it counts only if %.60s, which names no answer.", only_if);
	for (; (word = next_word(&list, ",")) != NULL; free(word))
		if (!may_be(l->c, rule->only_if, word))
			look_tell(l, true, "it counts only if %.60s, and %.40s has no answer "
			    "\"%.40s\".", only_if, l->c->fields[rule->only_if].name, word);
}

static void
look_at_window(struct checklist_looking *l, const struct record *r,
    const struct checklist_rule *rule)
{
	bool counted = *record_text(r, "counted_from") != '\0';

	if (counted && rule->counted_from < 0)
		look_tell(l, true, "it is counted from %.40s, and there is no such item.",
		    record_text(r, "counted_from"));
	else if (counted && !is_date(l->c, rule->counted_from))
		look_tell(l, true, "it is counted from %.40s, which is no date.",
		    record_text(r, "counted_from"));
	if (counted && (record_is_null(r, "window_n") || record_is_null(r, "window_unit")))
		look_tell(l, true, "what is counted from a day has a window and its unit.");
	if (!counted && !record_is_null(r, "window_n"))
		look_tell(l, true, "it has a window and is counted from nothing.");
	if (rule->verdict == VERDICT_OK || rule->verdict == VERDICT_INCOMPLETE)
		look_tell(l, true, "a rule says block, refer, defer or caution.");
}

/* The date it counts from is asked only where other answers were given. */
static bool
is_never_dated(const struct checklist *c, const struct checklist_rule *rule)
{
	const struct checklist_ask *date;
	const char *list = rule->answers;
	char *word;
	bool together = false;

	if (rule->counted_from < 0 || rule->counted_from == rule->item)
		return false;
	date = &c->asks[rule->counted_from];
	if (date->only_if != rule->item)
		return false;
	while (!together && (word = next_word(&list, ",")) != NULL) {
		together = text_has_word(date->only_if_answers, ',', word);
		free(word);
	}
	return !together;
}

/* What has to be answered for a rule to fire, its item's and its condition's own conditions
 * too. */
struct need {
	int item;
	const char *answers;
};

static size_t
add_needs(const struct checklist *c, int item, struct need *needs, size_t n, size_t most)
{
	/* one that depends on itself is refused, and ends here */
	for (; item >= 0 && n < most && c->asks[item].only_if >= 0; item = c->asks[item].only_if)
		needs[n++] = (struct need){ c->asks[item].only_if, c->asks[item].only_if_answers };
	return n;
}

static bool
have_a_word_in_common(const char *a, const char *b)
{
	bool common = false;
	char *word;

	for (; !common && (word = next_word(&a, ",")) != NULL; free(word))
		common = text_has_word(b, ',', word);
	return common;
}

/* The item of which it needs two different answers; -1: none. */
static int
needed_twice(const struct checklist *c, const struct checklist_rule *rule)
{
	struct need needs[32];
	size_t n = 0, i, j;

	if (!by_date(rule))
		needs[n++] = (struct need){ rule->item, rule->answers };
	n = add_needs(c, rule->item, needs, n, ARRAY_LEN(needs) / 2);
	if (rule->only_if >= 0)
		needs[n++] = (struct need){ rule->only_if, rule->only_if_answers };
	n = add_needs(c, rule->only_if, needs, n, ARRAY_LEN(needs));
	for (i = 0; i < n; i++)
		for (j = 0; j < i; j++)
			if (needs[i].item == needs[j].item &&
			    checklist_card_text(c, (size_t)needs[i].item) < 0 &&
			    !have_a_word_in_common(needs[i].answers, needs[j].answers))
				return needs[i].item;
	return -1;
}

static void
look_whether_it_fires(struct checklist_looking *l, const struct checklist_rule *rule)
{
	int twice = needed_twice(l->c, rule);
	const struct checklist_ask *a = &l->c->asks[rule->item];
	bool required = strcmp(rule->answers, "required") == 0;

	if (rule->counted_from >= 0 && rule->window == 0 && !required &&
	    strcmp(rule->answers, "older") != 0)
		look_tell(l, false, "it can never fire: its window is 0.");
	if (is_never_dated(l->c, rule))
		look_tell(l, false, "it can never fire: %.40s is asked only after other answers.",
		    l->c->fields[rule->counted_from].name);
	if (twice >= 0)
		look_tell(l, false, "it can never fire: it needs two different answers of %.40s.",
		    l->c->fields[twice].name);
	if (a->source == SOURCE_ASKED && a->only_if >= 0 &&
	    l->c->asks[a->only_if].source == SOURCE_ASKED && !l->c->asks[a->only_if].asked)
		look_tell(l, false, "it can never fire: %.40s is never asked.",
		    l->c->fields[rule->item].name);
}

/* Both in force for an answer, and what they say of it differs. */
static void
look_for_contradiction(struct checklist_looking *l, size_t i)
{
	const struct checklist_rule *rule = &l->c->plan[i], *other;
	const char *list;
	char *word;
	size_t j;

	for (j = 0; j < i; j++) {
		other = &l->c->plan[j];
		if (!other->enabled || other->item != rule->item || other->site != rule->site ||
		    strcmp(record_text(l->c->rules[i], "only_if"),
		    record_text(l->c->rules[j], "only_if")) != 0)
			continue;
		if (by_date(rule)) {
			if (strcmp(rule->answers, other->answers) == 0 &&
			    rule->verdict == other->verdict)
				look_tell(l, false, "rule %zu says the same with another window; "
				    "the longer one counts.", j + 1);
			continue;
		}
		for (list = rule->answers; (word = next_word(&list, ",")) != NULL; free(word))
			if (text_has_word(other->answers, ',', word))
				look_tell(l, false, "rule %zu is about the answer \"%.40s\" too%s.",
				    j + 1, word, rule->verdict != other->verdict ? " and says another "
				    "verdict; the worse one counts" : "");
	}
}

/* "…, checked 29 Nov 2026" behind a work with an edition, a date or an address. */
static void
look_at_source(struct checklist_looking *l, const struct record *r)
{
	static const char checked[] = "checked ";
	const char *source = record_text(r, "source"), *end = NULL, *found;
	size_t n;

	if (*source == '\0') {
		look_tell(l, false, "it has no source.");
		return;
	}
	for (found = strstr(source, checked); found != NULL; found = strstr(found + 1, checked))
		end = found;
	if (end == NULL || date_parse(end + sizeof(checked) - 1, DATE_DMY,
	    DATE_NONE, true) == DATE_NONE)
		look_tell(l, false, "its source does not end with the day on which it was looked up, "
		    "\"checked 29 Nov 2026\".");
	n = end != NULL ? (size_t)(end - source) : strlen(source);
	if (strcspn(source, "0123456789") >= n && strstr(source, "://") == NULL)
		look_tell(l, false, "nobody can look up \"%.80s\": a source has an edition, a date or an "
		    "address.", source);
}

static void
look_at_rule(struct checklist_looking *l, size_t i)
{
	const struct record *r = l->c->rules[i];
	const struct checklist_rule *rule = &l->c->plan[i];

	at(l, "rule", i, record_text(r, "item"));
	l->flaw.row = r;
	if (rule->item < 0) {
		look_tell(l, true, "there is no such item.");
		return;
	}
	look_at_answers_of(l, rule);
	look_at_condition_of(l, r, rule);
	look_at_window(l, r, rule);
	if (rule->enabled) {
		look_whether_it_fires(l, rule);
		look_for_contradiction(l, i);
	}
	look_at_source(l, r);
}

size_t
checklist_look(const struct checklist *c, void (*fn)(const struct checklist_flaw *, void *),
    void *arg)
{
	struct checklist_looking l = { .c = c, .fn = fn, .arg = arg };
	size_t i;

	at(&l, "checklist", 0, record_text(c->head, "code"));
	text_copy(l.flaw.place, sizeof(l.flaw.place), "checklist");
	if (!text_is_code(record_text(c->head, "code"), CODE_MAX))
		look_tell(&l, true, "its code is small letters, digits and _, at most %d.", CODE_MAX);
	if (c->n_items == 0 || c->n_rules == 0)
		look_tell(&l, true, "a checklist has items and rules.");
	for (i = 0; i < c->n_items; i++)
		look_at_item(&l, i);
	for (i = 0; i < c->n_rules; i++)
		look_at_rule(&l, i);
	checklist_languages_look(&l);
	return l.refused;
}
