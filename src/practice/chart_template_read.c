/*
 * chart_template_read.c - a chart's template read from JSON, and whether it is whole. See
 * chart_template.h.
 */
#include "practice/chart_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/shipped.h"

#define CODE_MAX 40
#define LABEL_MAX 80
#define ITEMS_MAX 100

static const char *const parts[CHART_PARTS] = {
	[CHART_INDICATIONS] = "indications", [CHART_HEAD] = "head", [CHART_USES] = "uses",
	[CHART_COLUMNS] = "columns", [CHART_OUTCOME] = "outcome", [CHART_TICKS] = "ticks",
	[CHART_ZONES] = "zones", [CHART_ANGLES] = "angles",
};

#define IN(part) (1u << CHART_##part)
#define ASKS (IN(HEAD) | IN(COLUMNS) | IN(OUTCOME))
#define DEPTHS (IN(INDICATIONS) | IN(ZONES))
#define ANY (IN(PARTS) - 1)

enum member_kind { A_TEXT, A_NUMBER, A_FLAG, A_KEY, A_LETTER, A_TYPE, ANSWERS, A_PLACE };

static const struct member {
	const char *name;
	enum member_kind kind;
	unsigned in;		/* lists whose objects have it */
	size_t at;
} members[] = {
#define MEMBER(name, kind, in, member) { name, kind, in, offsetof(struct chart_item, member) }
	MEMBER("code", A_TEXT, ANY, code),
	MEMBER("label", A_TEXT, ANY, label),
	MEMBER("from", A_NUMBER, DEPTHS, from),
	MEMBER("to", A_NUMBER, DEPTHS, to),
	MEMBER("source", A_TEXT, DEPTHS | IN(USES) | IN(ANGLES), source),
	MEMBER("zones", A_TEXT, IN(INDICATIONS), zones),
	MEMBER("answers", ANSWERS, ASKS, answers),
	MEMBER("type", A_TYPE, ASKS, kind),
	MEMBER("min", A_NUMBER, ASKS, min),
	MEMBER("max", A_NUMBER, ASKS, max),
	MEMBER("again", A_FLAG, IN(COLUMNS), again),
	MEMBER("scale", A_TEXT, IN(OUTCOME), scale),
	MEMBER("kind", A_TEXT, IN(USES), of),
	MEMBER("moment", A_TEXT, IN(USES), moment),
	MEMBER("wrap", A_TEXT, IN(USES), wrap),
	MEMBER("strongest", A_NUMBER, IN(USES), max),
	MEMBER("needed", A_FLAG, IN(USES), needed),
	MEMBER("numbered", A_FLAG, IN(USES), numbered),
	MEMBER("single_use", A_FLAG, IN(USES), single_use),
	MEMBER("timed", A_FLAG, IN(USES), timed),
	MEMBER("area", A_FLAG, IN(USES), area),
	MEMBER("needled", A_FLAG, IN(USES), needled),
	MEMBER("key", A_KEY, IN(ZONES), key),
	MEMBER("key", A_LETTER, IN(ANGLES), key),
	MEMBER("map", A_PLACE, IN(ZONES), row),
#undef MEMBER
};

struct reading {
	struct chart_template *t;
	struct db *db;
	struct err *e;
	bool ok;
};

/* Fails once, with the place and what is wrong there. */
static bool __attribute__((format(printf, 3, 4)))
wrong(struct reading *r, const char *place, const char *fmt, ...)
{
	char text[160];
	va_list ap;

	if (!r->ok)
		return false;
	r->ok = false;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(r->e, ERR_INVALID, "body", "The chart template at %.60s: %s", place, text);
}

bool
chart_read_number(const char *text, int64_t *out)
{
	char *end;
	long long n = strtoll(text, &end, 10);

	if (end == text || *end != '\0' || n < 0 || n > 1000000)
		return false;
	*out = n;
	return true;
}

/* "face 6 2" */
static bool
read_place(const char *text, struct chart_item *it)
{
	char figure[5];
	int end = -1;

	if (sscanf(text, "%4s %2d %3d%n", figure, &it->row, &it->column, &end) != 3 ||
	    text[end] != '\0' || it->row < 0 || it->column < 0)
		return false;
	it->body = strcmp(figure, "body") == 0;
	return it->body || strcmp(figure, "face") == 0;
}

/* "cross=x=cross|one_way=o=one way". */
static bool
read_answers(struct arena *arena, const char *text, struct chart_item *it)
{
	size_t n = 1, i;
	struct chart_answer *list;
	char *at = arena_strdup(arena, text), *key, *label, *next;

	for (i = 0; text[i] != '\0'; i++)
		n += text[i] == '|';
	it->answers = list = arena_alloc(arena, n * sizeof(*list));
	for (; it->n_answers < n; at = next) {
		next = at + strcspn(at, "|");
		if (*next != '\0')
			*next++ = '\0';
		key = strchr(at, '=');
		label = key != NULL ? strchr(key + 1, '=') : NULL;
		if (label == NULL || key == at || label != key + 2 || label[1] == '\0')
			return false;
		*key++ = *label++ = '\0';
		list[it->n_answers++] = (struct chart_answer){ at, key, label };
	}
	it->kind = CHART_CHOICE;
	return true;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
set_member(struct reading *r, const char *place, const struct member *m,
    struct chart_item *it, const char *text)
{
	void *at = (char *)it + m->at;

	switch (m->kind) {
	case A_TEXT:
		*(const char **)at = arena_strdup(r->t->arena, text);
		return *text != '\0' || wrong(r, place, "it is empty.");
	case A_NUMBER:
		return chart_read_number(text, at) ||
		    wrong(r, place, "a whole number from 0 on is wanted, not \"%.30s\".", text);
	case A_FLAG:
		*(bool *)at = strcmp(text, "true") == 0;
		return *(bool *)at || strcmp(text, "false") == 0 ||
		    wrong(r, place, "it is true or false, not \"%.30s\".", text);
	case A_KEY:
		it->key = text[0];
		return (text[0] >= 'A' && text[0] <= 'Z' && text[0] != 'M' && text[1] == '\0') ||
		    wrong(r, place, "a zone has a capital letter other than M, not \"%.30s\".", text);
	case A_LETTER:
		it->key = text[0];
		return (is_letter(text[0]) && text[0] != 'u' && text[1] == '\0') ||
		    wrong(r, place, "an angle has a letter other than u, not \"%.30s\".", text);
	case A_TYPE:
		it->kind = strcmp(text, "number") == 0 ? CHART_NUMBER : CHART_TEXT;
		return it->kind == CHART_NUMBER || strcmp(text, "text") == 0 ||
		    wrong(r, place, "a type is number or text, not \"%.30s\".", text);
	case ANSWERS:
		return read_answers(r->t->arena, text, it) ||
		    wrong(r, place, "answers are value=key=label with | between them, a key is "
		    "one character.");
	case A_PLACE:
		return read_place(text, it) ||
		    wrong(r, place, "a place is face or body, a row and a column.");
	}
	return false;
}

/* The item at "columns[3]", a new one where it is the next; its member's name. */
static struct chart_item *
item_at(struct chart_template *t, const char *path, enum chart_part *part, const char **member)
{
	size_t bracket = strcspn(path, "["), i;
	char *end;
	unsigned long n;
	struct chart_list *list;

	for (i = 0; i < CHART_PARTS; i++)
		if (strlen(parts[i]) == bracket && strncmp(parts[i], path, bracket) == 0)
			break;
	if (i == CHART_PARTS || path[bracket] != '[')
		return NULL;
	n = strtoul(path + bracket + 1, &end, 10);
	list = &t->parts[i];
	if (strncmp(end, "].", 2) != 0 || n > list->n || n >= ITEMS_MAX)
		return NULL;
	if (n == list->n) {
		GROW(list->items, list->cap, n + 1);
		list->items[list->n++] = (struct chart_item){ .kind = CHART_TEXT, .from = 1,
		    .min = 1, .row = -1 };
	}
	*part = (enum chart_part)i;
	*member = end + 2;
	return &list->items[n];
}

/* "columns[3].max" as "columns 4, max": people count from one. */
static const char *
say_place(const char *path, char place[80])
{
	const char *bracket = strchr(path, '[');
	char *end;

	if (bracket == NULL)
		text_copy(place, 80, path);
	else {
		unsigned long n = strtoul(bracket + 1, &end, 10);

		snprintf(place, 80, "%.*s %lu%s%.40s", (int)(bracket - path), path, n + 1,
		    end[0] == ']' && end[1] == '.' ? ", " : "",
		    end[0] == ']' && end[1] == '.' ? end + 2 : end);
	}
	return place;
}

static bool
read_leaf(const char *path, const char *text, void *arg)
{
	struct reading *r = arg;
	struct chart_template *t = r->t;
	struct { const char *name; const char **to; } heads[] = {
		{ "code", &t->code }, { "title", &t->title }, { "modality", &t->modality },
	};
	char place[80];
	enum chart_part part;
	const char *name;
	struct chart_item *it;
	size_t i;

	say_place(path, place);
	if (text == NULL)
		return wrong(r, place, "it is empty.");
	/* half a pair of \u escapes is none */
	if (text_bad_byte(text, strlen(text)) >= 0)
		return wrong(r, place, "it is not valid UTF-8.");
	for (i = 0; i < ARRAY_LEN(heads); i++)
		if (strcmp(path, heads[i].name) == 0) {
			*heads[i].to = arena_strdup(t->arena, text);
			return true;
		}
	if (strcmp(path, "step") == 0)
		return (chart_read_number(text, &t->step) && t->step >= 1 && t->step <= 100) ||
		    wrong(r, place, "a step of depth is 1 to 100 hundredths of a millimetre.");
	it = item_at(t, path, &part, &name);
	for (i = 0; it != NULL && i < ARRAY_LEN(members); i++)
		if (strcmp(members[i].name, name) == 0 && (members[i].in & 1u << part) != 0)
			return set_member(r, place, &members[i], it, text);
	return wrong(r, place, "nothing there is known by that name.");
}

/* --- is it whole? --------------------------------------------------------------------------- */

static bool
check_ask(struct reading *r, const char *place, const struct chart_item *it)
{
	size_t i, j;

	if (it->scale != NULL && it->kind == CHART_TEXT)
		return wrong(r, place, "what has a scale is a number or has answers.");
	if (it->kind == CHART_NUMBER && it->max < it->min)
		return wrong(r, place, "a number has min and max, and max is not below min.");
	for (i = 0; i < it->n_answers; i++) {
		if (!text_is_code(it->answers[i].value, CODE_MAX))
			return wrong(r, place, "\"%.30s\" is no word to store.",
			    it->answers[i].value);
		if ((*it->answers[i].key < 'a' || *it->answers[i].key > 'z'))
			return wrong(r, place, "the key of an answer is a small letter, not "
			    "\"%.4s\".", it->answers[i].key);
		for (j = 0; j < i; j++)
			if (*it->answers[j].key == *it->answers[i].key ||
			    strcmp(it->answers[j].value, it->answers[i].value) == 0)
				return wrong(r, place, "two answers have the key %s or the same "
				    "value.", it->answers[i].key);
	}
	return true;
}

/* Columns that have one of their own in the file say nothing about their type. */
static bool
check_column(struct reading *r, const char *place, size_t at, struct chart_item *it)
{
	static const struct { const char *code; enum chart_kind kind; } own[] = {
		{ "zone", CHART_ZONE }, { "depth", CHART_DEPTH },
		{ "cartridge", CHART_CARTRIDGE },
	};
	size_t i;

	if ((at == 0) != (strcmp(it->code, "zone") == 0))
		return wrong(r, place, "the first column is zone, and no other is.");
	if (strcmp(it->code, "passes") == 0 && it->kind != CHART_NUMBER)
		return wrong(r, place, "passes are a number.");
	for (i = 0; i < ARRAY_LEN(own); i++)
		if (strcmp(it->code, own[i].code) == 0) {
			if (it->kind != CHART_TEXT)
				return wrong(r, place, "%s has no answers and no type.",
				    it->code);
			it->kind = own[i].kind;
		}
	return true;
}

static bool
check_depth(struct reading *r, const char *place, const struct chart_item *it)
{
	if (it->from > it->to && it->to == 0 && it->from == 1)
		return true;
	if (it->from > it->to)
		return wrong(r, place, "the usual depth ends before it begins.");
	return it->source != NULL ||
	    wrong(r, place, "a usual depth says where it comes from: its source.");
}

static bool
check_indication(struct reading *r, const char *place, const struct chart_item *it)
{
	AUTO_FREE char *words = it->zones != NULL ? xstrdup(it->zones) : NULL;
	char *save, *word;

	for (word = words != NULL ? strtok_r(words, " ", &save) : NULL; word != NULL;
	    word = strtok_r(NULL, " ", &save))
		if (chart_item(r->t, CHART_ZONES, word) == NULL)
			return wrong(r, place, "there is no zone \"%.30s\".", word);
	return check_depth(r, place, it);
}

static bool
check_use(struct reading *r, const char *place, const struct chart_item *it)
{
	if (it->of == NULL)
		return wrong(r, place, "which kind of product is used?");
	if (it->moment != NULL && strcmp(it->moment, "numbing") != 0)
		return wrong(r, place, "a moment is numbing, not \"%.30s\".", it->moment);
	if (it->max > 0 && it->source == NULL)
		return wrong(r, place, "what is the strongest says where it comes from: its "
		    "source.");
	return strcmp(it->of, "any") == 0 ||
	    choice_find(record_field(&record_product, "kind")->choices, it->of) != NULL ||
	    wrong(r, place, "\"%.30s\" is no kind of product.", it->of);
}

/* Zones and angles have one each. */
static bool
check_key(struct reading *r, const char *place, const char *one, const struct chart_list *list,
    size_t at)
{
	char key = list->items[at].key;
	size_t i;

	if (key == '\0')
		return wrong(r, place, "%s has a letter: its key.", one);
	for (i = 0; i < at; i++)
		if (list->items[i].key == key)
			return wrong(r, place, "two %ss have the letter %c.", strchr(one, ' ') + 1, key);
	return true;
}

static bool
check_item(struct reading *r, enum chart_part part, size_t at)
{
	static const char ticks[] = "hist consent screen zones lots outcome photos after";
	struct chart_list *list = &r->t->parts[part];
	struct chart_item *it = &list->items[at];
	char place[80];
	size_t i;

	snprintf(place, sizeof(place), "%s %zu", parts[part], at + 1);
	if (!text_is_code(it->code, CODE_MAX))
		return wrong(r, place, "its code is small letters, digits and _.");
	if (it->label == NULL || text_count(it->label) > LABEL_MAX)
		return wrong(r, place, "it has a label of at most %d characters.", LABEL_MAX);
	for (i = 0; i < at; i++)
		if (strcmp(list->items[i].code, it->code) == 0)
			return wrong(r, place, "\"%s\" stands twice.", it->code);
	switch (part) {
	case CHART_INDICATIONS:
		return check_indication(r, place, it);
	case CHART_USES:
		return check_use(r, place, it);
	case CHART_COLUMNS:
		return check_column(r, place, at, it) && check_ask(r, place, it);
	case CHART_TICKS:
		return text_has_word(ticks, ' ', it->code) ||
		    wrong(r, place, "a tick is one of %s.", ticks);
	case CHART_ZONES:
		return check_key(r, place, "a zone", list, at) && check_depth(r, place, it);
	case CHART_ANGLES:
		return check_key(r, place, "an angle", list, at);
	default:
		return check_ask(r, place, it);
	}
}

static bool
check(struct reading *r)
{
	struct chart_template *t = r->t;
	size_t part, i;

	if (!text_is_code(t->code, CODE_MAX))
		return wrong(r, "code", "it is small letters, digits and _.");
	if (t->title == NULL || text_count(t->title) > LABEL_MAX)
		return wrong(r, "title", "it has %d characters at most.", LABEL_MAX);
	if (t->modality != NULL &&
	    choice_find(record_field(&record_device, "modality")->choices, t->modality) == NULL)
		return wrong(r, "modality", "\"%.30s\" is none of a device.", t->modality);
	if (t->parts[CHART_COLUMNS].n == 0 || t->parts[CHART_ZONES].n == 0)
		return wrong(r, "columns", "a chart has columns and zones.");
	for (part = 0; part < CHART_PARTS; part++)
		for (i = 0; i < t->parts[part].n; i++)
			if (!check_item(r, (enum chart_part)part, i))
				return false;
	return true;
}

/* Those that ship, for a template that says none. */
static bool
read_angles(UNUSED const char *code, const char *json, void *arg, struct err *e)
{
	struct reading *r = arg;

	return db_json_leaves(r->db, json, read_leaf, r, e);
}

struct chart_template *
chart_template_parse(struct db *db, const char *json, struct err *e)
{
	struct chart_template *t = xcalloc(1, sizeof(*t));
	struct reading r = { t, db, e, true };

	t->arena = arena_new();
	t->step = 25;
	if (db_json_leaves(db, json, read_leaf, &r, e) && r.ok &&
	    (t->parts[CHART_ANGLES].n > 0 || shipped_each("photos/", read_angles, &r, e)) &&
	    check(&r))
		return t;
	if (r.ok)
		err_set(e, ERR_INVALID, "body", "The chart template is not JSON.");
	chart_template_free(t);
	return NULL;
}

void
chart_template_free(struct chart_template *t)
{
	size_t i;

	if (t == NULL)
		return;
	for (i = 0; i < CHART_PARTS; i++)
		free(t->parts[i].items);
	arena_free(t->arena);
	free(t);
}
