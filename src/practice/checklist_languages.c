/*
 * checklist_languages.c - see checklist_languages.h.
 */
#include "practice/checklist_languages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_inside.h"
#include "practice/screening_form.h"

#define CODE_MAX 8

/* --- lines -------------------------------------------------------------------------------- */

/* A line, borrowed: "fr", and what stands behind its "=". */
struct line {
	char language[CODE_MAX + 1];	/* "" where it is none */
	const char *text;
	size_t n;
};

/* False at the end. */
static bool
next_line(const char **at, struct line *l)
{
	size_t n = strcspn(*at, "\n"), code = strspn(*at, "abcdefghijklmnopqrstuvwxyz-");

	if (**at == '\0')
		return false;
	*l = (struct line){ .text = *at, .n = n };
	if (code >= 2 && code <= CODE_MAX && code + 1 < n && (*at)[code] == '=' &&
	    (*at)[code + 1] != '|') {
		snprintf(l->language, sizeof(l->language), "%.*s", (int)code, *at);
		l->text += code + 1;
		l->n -= code + 1;
	}
	*at += n + ((*at)[n] == '\n');
	return true;
}

/* The piece from there on, up to the next bar; its size. */
static size_t
piece_of(const struct line *l, size_t from)
{
	const char *bar = memchr(l->text + from, '|', l->n - from);

	return bar != NULL ? (size_t)(bar - l->text) - from : l->n - from;
}

char *
checklist_said(const struct record *row, const char *language, const char *key)
{
	const char *at = record_text(row, "languages");
	struct line l;
	size_t from, n;

	while (next_line(&at, &l)) {
		if (strcmp(l.language, language) != 0)
			continue;
		n = piece_of(&l, 0);
		if (key == NULL)
			return xstrndup(l.text, n);
		for (from = n + 1; from < l.n; from += n + 1) {
			size_t size = strlen(key);

			n = piece_of(&l, from);
			if (n > size + 1 && strncmp(l.text + from, key, size) == 0 &&
			    l.text[from + size] == '=')
				return xstrndup(l.text + from + size + 1, n - size - 1);
		}
		return NULL;
	}
	return NULL;
}

/* Each language once, in the order in which it is met. */
static void
gather(const struct record *row, struct buf *out)
{
	const char *at = record_text(row, "languages");
	struct line l;

	while (next_line(&at, &l))
		if (*l.language != '\0' && !text_has_word(out->s, ' ', l.language))
			buf_addf(out, "%s%s", out->len > 0 ? " " : "", l.language);
}

void
checklist_languages(const struct checklist *c, struct buf *out)
{
	size_t i;

	gather(c->head, out);
	for (i = 0; i < c->n_items; i++)
		gather(c->items[i], out);
}

/* --- looked through ------------------------------------------------------------------------- */

/* `keys`: those that may stand behind a bar, separated by blanks. */
static void
look_at_lines(struct checklist_looking *l, const struct record *row, const char *keys)
{
	const char *at = record_text(row, "languages");
	struct line line;
	size_t from, n, key;

	while (next_line(&at, &line)) {
		if (*line.language == '\0') {
			look_tell(l, true, "\"%.*s\" is no language: a line is written "
			    "fr=Question ?|n=non.", (int)(line.n < 40 ? line.n : 40), line.text);
			continue;
		}
		for (from = piece_of(&line, 0) + 1; from < line.n; from += n + 1) {
			const char *piece = line.text + from;
			AUTO_FREE char *word = NULL;

			n = piece_of(&line, from);
			key = strcspn(piece, "=");
			word = xstrndup(piece, key < n ? key : n);
			if (key + 1 >= n || *word == '\0' || !text_has_word(keys, ' ', word))
				look_tell(l, true, "in %s \"%.40s\" is the key of no answer.",
				    line.language, word);
		}
	}
}

static void
look_at_item(struct checklist_looking *l, const struct screening_item *it, const char *languages)
{
	const struct record *head = l->c->head, *row = l->c->items[it->item];
	AUTO_BUF struct buf keys = BUF_INIT;
	const char *at = languages;
	size_t i, n;

	for (i = 0; i < it->n_choices; i++)
		buf_addf(&keys, "%s%s", i > 0 ? " " : "", it->choices[i].key);
	look_at_lines(l, row, keys.s);
	for (; *at != '\0'; at += n + (at[n] == ' ')) {
		AUTO_FREE char *language = xstrndup(at, n = strcspn(at, " "));
		AUTO_FREE char *question = checklist_said(row, language, NULL);

		if (question == NULL) {
			look_tell(l, false, "its question is not there in %s.", language);
			continue;
		}
		for (i = 0; i < it->n_choices; i++) {
			AUTO_FREE char *word = checklist_said(row, language, it->choices[i].key);
			AUTO_FREE char *shared = checklist_said(head, language,
			    it->choices[i].key);

			if (word == NULL && (shared == NULL ||
			    (!it->is_date && i + 1 < it->n_choices)))
				look_tell(l, false, "its answer %s, %s, is not there in %s.",
				    it->choices[i].key, it->choices[i].label, language);
		}
	}
}

void
checklist_languages_look(struct checklist_looking *l)
{
	const struct checklist *c = l->c;
	AUTO_BUF struct buf languages = BUF_INIT;
	struct screening_form *f;
	size_t i;

	checklist_languages(c, &languages);
	l->flaw.row = NULL;
	text_copy(l->flaw.place, sizeof(l->flaw.place), "checklist");
	look_at_lines(l, c->head, "x - day if or how");
	f = screening_form_new(c);
	for (i = 0; i < f->n_items; i++) {
		l->flaw.row = c->items[f->items[i].item];
		snprintf(l->flaw.place, sizeof(l->flaw.place), "item %zu, %.40s",
		    f->items[i].item + 1, c->fields[f->items[i].item].name);
		look_at_item(l, &f->items[i], languages.s);
	}
	screening_form_free(f);
}
