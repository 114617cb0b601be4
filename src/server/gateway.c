/*
 * gateway.c - see gateway.h.
 */
#include "server/gateway.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

#define LINE_MAX_BYTES 4096

/* What may come over the line. `options` are those that name no file (--map names a mapping that
 * `mapping` brought); `dash`: its last word is -, standard input. */
static const struct line_command {
	const char *name;
	const char *options;	/* " month format ": a name between blanks */
	bool dash;
} table[] = {
	{ "report", " month format ", false },
	{ "export", " from to format list words of which rows all ", false },
	{ "import", " map preset status no-client dry-run keep-going format ", true },
	{ "mapping", " ", true },
	{ "attach", " kind angle note client again ", true },
	{ "attachment", " copy ", false },
	{ "fetch", " ", false },
	{ "next-print", " ", false },
	{ "help", " ", false },
};

void
gateway_words_free(struct gateway_words *w)
{
	while (w->n > 0)
		free(w->words[--w->n]);
}

/* --- cutting it into words ----------------------------------------------------------------- */

static bool
no_shell(char c, struct err *e)
{
	return err_set(e, ERR_USAGE, NULL, "No shell reads this line, so \"%c\" cannot do what it "
	    "would there. Put it into '…' where it is part of a word; where a file is meant, leave "
	    "it outside, on your own machine: ssh HOST report monthly … > october.csv.", c);
}

static bool
no_end(char quote, struct err *e)
{
	return err_set(e, ERR_USAGE, NULL, "The quote %c has no end.", quote);
}

/* Adds what stands in quotes; *at is behind the first and then behind the last. */
static bool
read_quoted(const char **at, char quote, struct buf *word, struct err *e)
{
	for (; **at != quote; ++*at) {
		if (**at == '\0')
			return no_end(quote, e);
		if (quote == '"' && strchr("$`", **at) != NULL)
			return no_shell(**at, e);
		if (quote == '"' && **at == '\\' && (*at)[1] != '\0' &&
		    strchr("\"\\$`", (*at)[1]) != NULL)
			++*at;
		buf_addc(word, **at);
	}
	++*at;
	return true;
}

static bool
read_word(const char **at, struct buf *word, struct err *e)
{
	while (**at != '\0' && **at != ' ') {
		char c = *(*at)++;

		if (c == '\'' || c == '"') {
			if (!read_quoted(at, c, word, e))
				return false;
		} else if (c == '\\') {
			if (**at == '\0')
				return no_end(c, e);
			buf_addc(word, *(*at)++);
		} else if (strchr("|&;<>()$`*?[]{}~#!", c) != NULL) {
			return no_shell(c, e);
		} else {
			buf_addc(word, c);
		}
	}
	return true;
}

static bool
is_plain(const char *line)
{
	const char *c;

	for (c = line; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return false;
	return c - line <= LINE_MAX_BYTES && text_bad_byte(line, (size_t)(c - line)) < 0;
}

bool
gateway_cut(const char *line, struct gateway_words *w, struct err *e)
{
	const char *at = line;

	*w = (struct gateway_words){ .words = { xstrdup("chairside") }, .n = 1 };
	if (!is_plain(line))
		return err_set(e, ERR_USAGE, NULL, "What is asked for is one short line of plain "
		    "words.");
	for (at += strspn(at, " "); *at != '\0'; at += strspn(at, " ")) {
		AUTO_BUF struct buf word = BUF_INIT;

		if (w->n > GATEWAY_WORDS_MAX)
			return err_set(e, ERR_USAGE, NULL, "These are too many words.");
		if (!read_word(&at, &word, e))
			return false;
		w->words[w->n++] = xstrdup(word.s);
	}
	return w->n > 1 || err_set(e, ERR_USAGE, NULL, "Nothing was asked for.");
}

/* --- what may come ---------------------------------------------------------------------------- */

static bool
not_here(const char *word, struct err *e)
{
	AUTO_BUF struct buf names = BUF_INIT, shown = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(table); i++)
		buf_addf(&names, "%s%s", i == 0 ? "" : i + 1 < ARRAY_LEN(table) ? ", " : " and ",
		    table[i].name);
	text_show(&shown, word, false);
	if (strstr(word, "sftp") != NULL || strcmp(word, "scp") == 0)
		return err_set(e, ERR_DENIED, NULL, "Files are not copied from this server; `attach` "
		    "and `import` take one in from standard input, `fetch` and `export` give one. "
		    "Without a command the screens open.");
	return err_set(e, ERR_DENIED, NULL, "\"%.40s\" may not come over the line; %s may. Without a "
	    "command the screens open.", shown.s, names.s);
}

static const struct line_command *
command_of(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(table); i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

static bool
not_taken(const struct line_command *c, const char *option, struct err *e)
{
	AUTO_BUF struct buf taken = BUF_INIT;
	const char *at;

	for (at = c->options + 1; *at != '\0'; at += strcspn(at, " ") + 1)
		buf_addf(&taken, "%s--%.*s", taken.len > 0 ? ", " : "", (int)strcspn(at, " "), at);
	return err_set(e, ERR_DENIED, option, "Over the line %s takes no --%s%s%s. Files are standard "
	    "input and output there.", c->name, option, taken.len > 0 ? ", only " : "", taken.s);
}

bool
gateway_lets(const char *command, const char *const *options, const char *last,
    struct err *e)
{
	const struct line_command *c = command_of(command);

	if (c == NULL)
		return not_here(command, e);
	for (; options != NULL && *options != NULL; options++) {
		AUTO_FREE char *name = xasprintf(" %s ", *options);

		if (strstr(c->options, name) == NULL)
			return not_taken(c, *options, e);
	}
	return options == NULL || !c->dash || (last != NULL && strcmp(last, "-") == 0) ||
	    err_set(e, ERR_DENIED, NULL, "Over the line %s reads standard input: its last word is "
	    "-, and the file stays outside, as in ssh HOST %s … - < FILE.", command, command);
}

void
gateway_refused(const char *practice, const char *login)
{
	struct practice *p = practice_open(practice, login, NULL);

	/* the refusal stands whether or not it can be written down */
	if (p != NULL)
		db_note_counted(p->db, "denied", "denied: a command over ssh", NULL);
	practice_close(p);
}
