/*
 * print.c - see print.h.
 */
#include "command/print.h"

#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/companion.h"
#include "base/mem.h"
#include "base/text.h"
#include "lists/page.h"

#define GAP "  "	/* between columns */
#define COLUMNS 80	/* of a terminal */

void
print_shown(FILE *f, const char *s)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, s, false);
	fwrite(shown.s, 1, shown.len, f);
}

void
print_sentence(const char *sentence, UNUSED void *arg)
{
	print_shown(stdout, sentence);
	printf("\n");
}

void
print_error(const char *fmt, ...)
{
	AUTO_BUF struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	fflush(stdout);
	fputs("chairside: ", stderr);
	print_shown(stderr, text.s);
	if (text.len > 0 && strchr(".?!", text.s[text.len - 1]) == NULL)
		putc('.', stderr);
	putc('\n', stderr);
}

bool
print_is_over_line(void)
{
	return getenv("SSH_ORIGINAL_COMMAND") != NULL;
}

void
print_hint(const struct command *c)
{
	const char *name = c != NULL ? c->name : "", *space = c != NULL ? " " : "";

	if (print_is_over_line())
		fprintf(stderr, "Try 'ssh HOST help%s%s'.\n", space, name);
	else
		fprintf(stderr, "Try 'chairside %s%s--help'.\n", name, space);
}

const char *
print_folded(const char *text, int indent)
{
	int at = indent;

	while (*text != '\0' && *text != '\n') {
		AUTO_FREE char *word = xstrndup(text, strcspn(text, " \n"));
		int width = text_width(word);

		if (at > indent && at + 1 + width > COLUMNS) {
			printf("\n%*s", indent, "");
			at = indent;
		}
		if (at > indent)
			at += printf(" ");
		at += width;
		print_shown(stdout, word);
		text += strlen(word);
		text += *text == ' ';
	}
	putchar('\n');
	return text + (*text == '\n');
}

/* --- tables ---------------------------------------------------------------- */

struct table {
	size_t columns;
	bool *right;
	int *widths;
	char **cells;
	size_t n, cap;
};

struct table *
table_new(const char *const *headings, size_t n)
{
	struct table *t = xcalloc(1, sizeof(*t));
	size_t i;

	t->columns = n;
	t->right = xcalloc(n, sizeof(*t->right));
	t->widths = xcalloc(n, sizeof(*t->widths));
	for (i = 0; i < n; i++) {
		t->right[i] = headings[i][0] == '>';
		table_add(t, headings[i] + t->right[i]);
	}
	return t;
}

void
table_add(struct table *t, const char *text)
{
	struct buf shown = BUF_INIT;
	size_t column = t->n % t->columns;
	int width;

	text_show(&shown, text, false);
	width = text_width(shown.s);
	if (width > t->widths[column])
		t->widths[column] = width;
	GROW(t->cells, t->cap, t->n + 1);
	t->cells[t->n++] = buf_steal(&shown);
}

static void
print_cell(const struct table *t, size_t i, struct buf *line)
{
	size_t column = i % t->columns;
	int left = t->widths[column] - text_width(t->cells[i]);

	if (t->right[column])
		buf_addf(line, "%*s%s", left, "", t->cells[i]);
	else
		buf_addf(line, "%s%*s", t->cells[i], left, "");
}

bool
table_print(struct table *t, bool ok, const char *none)
{
	AUTO_BUF struct buf line = BUF_INIT;
	size_t i;

	if (ok && t->n == t->columns && none != NULL) {
		print_shown(stderr, none);
		fputc('\n', stderr);
	}
	for (i = 0; i < t->n; i++) {
		if (t->n > t->columns) {
			if (i % t->columns != 0)
				buf_adds(&line, GAP);
			print_cell(t, i, &line);
			if (i % t->columns == t->columns - 1) {
				while (line.len > 0 && line.s[line.len - 1] == ' ')
					buf_cut(&line, line.len - 1);
				printf("%s\n", line.s);
				buf_cut(&line, 0);
			}
		}
		free(t->cells[i]);
	}
	free(t->cells);
	free(t->widths);
	free(t->right);
	free(t);
	return ok;
}

/* --- lists --------------------------------------------------------------------- */

struct list_shown {
	struct table *table;
	size_t n_cells;
};

static bool
add_row(const struct page_row *row, void *arg)
{
	struct list_shown *s = arg;
	size_t i;

	for (i = 0; i < s->n_cells; i++)
		table_add(s->table, row->cells[i]);
	return true;
}

bool
print_list(const struct page_list *l, struct practice *p, struct page_query *q, struct err *e)
{
	struct page_column columns[PAGE_CELLS];
	const char *headings[PAGE_CELLS];
	/* what follows tells keys of the screens */
	AUTO_FREE char *none = xasprintf("%.*s.", (int)strcspn(l->none, ".;"), l->none);
	struct list_shown s = { .n_cells = page_columns(l, p, columns) };
	size_t i;

	for (i = 0; i < s.n_cells; i++)
		headings[i] = columns[i].title;
	s.table = table_new(headings, s.n_cells);
	q->limit = LONG_MAX;
	return table_print(s.table, page_read(l, p, q, add_row, &s, NULL, e), none);
}

/* --- progress -------------------------------------------------------------- */

static int progress_width;
static int progress_fd = -1, progress_last = -1;

bool
progress_begin(const struct call *c, const char *target, struct err *e)
{
	int64_t fd;

	if (!call_number(c, "progress", 1, INT_MAX, -1, &fd, e))
		return false;
	progress_fd = (int)fd;
	if (fd < 0)
		return true;
	if (fcntl(progress_fd, F_GETFD) < 0)
		return err_set(e, ERR_USAGE, "progress",
		    "Descriptor %d is not open for --progress.", progress_fd);
	if (companion_is_stream(progress_fd) != NULL)
		return err_set(e, ERR_IO, "progress", "Descriptor %d goes into the practice "
		    "file, or into what belongs to it; nothing was done.", progress_fd);
	if (fd == STDOUT_FILENO && (target == NULL || strcmp(target, "-") == 0))
		return err_set(e, ERR_USAGE, "progress", "Standard output takes the file "
		    "itself; name one with -o FILE.");
	return true;
}

void
progress_show(int permille, void *what)
{
	if (progress_fd >= 0 && permille != progress_last)
		dprintf(progress_fd, "%d\n", permille);
	progress_last = permille;
	if (progress_fd >= 0 || !isatty(STDERR_FILENO))
		return;
	progress_width = fprintf(stderr, "\r%s %3d %%", (const char *)what,
	    permille / 10) - 1;
	fflush(stderr);
}

void
progress_end(void)
{
	if (progress_width > 0)
		fprintf(stderr, "\r%*s\r", progress_width, "");
	progress_width = 0;
}
