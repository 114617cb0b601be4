/*
 * paper.c - see paper.h.
 */
#include "export/paper.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define LEFT 10			/* columns for what stands at the left of a block */
#define HEADING_ROWS 3
#define BLANK "____________"

struct paper_format {
	const char *name;
	void (*begin)(struct paper *x, const char *title);
	void (*page)(struct paper *x, const char *heading, const char *below);
	void (*block)(struct paper *x, const char *left, const char *title, const char *right);
	void (*line)(struct paper *x, const char *text);
	void (*blanks)(struct paper *x, const char *const *words);
	void (*prose)(struct paper *x, const char *text);
	void (*end)(struct paper *x);
};

/* --- plain text --------------------------------------------------------------------------- */

static void
text_put(struct paper *x, const char *s, size_t n)
{
	fwrite(s, 1, n, x->out);
	putc('\n', x->out);
	x->rows++;
}

/* The heading, with the number of the page at its end. */
static void
text_heading(struct paper *x)
{
	AUTO_BUF struct buf line = BUF_INIT, number = BUF_INIT;

	if (x->page++ > 0)
		putc('\f', x->out);
	x->rows = 0;
	buf_addf(&number, "page %d", x->page);
	text_fit(&line, x->heading.s, PAPER_COLUMNS - (int)number.len - 1, false);
	buf_addf(&line, " %s", number.s);
	text_put(x, line.s, line.len);
	buf_cut(&line, 0);
	text_fit(&line, x->below.s, PAPER_COLUMNS, false);
	while (line.len > 0 && line.s[line.len - 1] == ' ')
		buf_cut(&line, line.len - 1);
	text_put(x, line.s, line.len);
	text_put(x, "", 0);
}

/* Prints the block at hand, on the next page where this one has no room. */
static void
text_flush(struct paper *x)
{
	const char *at = x->block.s, *end;
	int rows = 0;

	for (end = at; *end != '\0'; end++)
		rows += *end == '\n';
	if (rows > PAPER_ROWS - x->rows && x->rows > HEADING_ROWS)
		text_heading(x);
	for (; *at != '\0'; at = end + 1) {
		end = strchr(at, '\n');
		if (x->rows == PAPER_ROWS)
			text_heading(x);
		text_put(x, at, (size_t)(end - at));
	}
	buf_cut(&x->block, 0);
}

/* How many bytes of a text fit into so many columns, cut where it has a gap of several blanks,
 * else at a blank. */
static size_t
text_fits(const char *s, size_t len, int columns)
{
	size_t at = 0, blank = 0, gap = 0, next;
	int width = 0, step;

	for (; at < len; at = next) {
		next = text_step(s, len, at, &step);
		if ((width += step) > columns)
			return gap > 0 ? gap : s[at] == ' ' || blank == 0 ? at : blank;
		if (s[at] == ' ')
			blank = at;
		if (s[at] == ' ' && s[at + 1] == ' ' && (at == 0 || s[at - 1] != ' '))
			gap = at;
	}
	return len;
}

/* Adds a text to the block, wrapped; its first line may be begun and has so many columns, the
 * others begin at `left`. */
static void
text_wrap_at(struct paper *x, const char *text, int columns, int left)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	size_t at = 0, n;

	text_show(&shown, text, false);
	do {
		if (at > 0)
			buf_addf(&x->block, "%*s", left, "");
		n = text_fits(shown.s + at, shown.len - at, at > 0 ? PAPER_COLUMNS - left :
		    columns);
		if (n == 0 && at < shown.len)
			n = text_next(shown.s, shown.len, at) - at;
		buf_add(&x->block, shown.s + at, n);
		buf_addc(&x->block, '\n');
		for (at += n; shown.s[at] == ' '; at++)
			;
	} while (at < shown.len);
}

static void
text_wrap(struct paper *x, const char *text, int columns)
{
	text_wrap_at(x, text, columns, LEFT);
}

static void
text_begin(UNUSED struct paper *x, UNUSED const char *title)
{
}

static void
text_page(struct paper *x, const char *heading, const char *below)
{
	text_flush(x);
	buf_cut(&x->heading, 0);
	buf_cut(&x->below, 0);
	text_show(&x->heading, heading, false);
	text_show(&x->below, below, false);
	text_heading(x);
}

static void
text_block(struct paper *x, const char *left, const char *title, const char *right)
{
	AUTO_BUF struct buf beside = BUF_INIT, shown = BUF_INIT;
	int room;

	text_flush(x);
	text_show(&beside, right, false);
	text_show(&shown, title, false);
	room = PAPER_COLUMNS - LEFT - text_width(beside.s) - 2;
	if (x->rows > HEADING_ROWS)
		buf_addc(&x->block, '\n');
	if (*left == '\0' && *title == '\0')
		return;
	text_fit(&x->block, left, LEFT, false);
	if (*right == '\0' || text_width(shown.s) > room) {
		text_wrap(x, title, PAPER_COLUMNS - LEFT);
		if (*right != '\0')
			paper_line(x, right);
		return;
	}
	text_fit(&x->block, shown.s, room, false);
	buf_addf(&x->block, "  %s\n", beside.s);
}

static void
text_line(struct paper *x, const char *text)
{
	buf_addf(&x->block, "%*s", LEFT, "");
	text_wrap(x, text, PAPER_COLUMNS - LEFT);
}

static void
text_blanks(struct paper *x, const char *const *words)
{
	AUTO_BUF struct buf line = BUF_INIT;

	for (; *words != NULL; words++)
		buf_addf(&line, "%s%s " BLANK, line.len > 0 ? "  " : "", *words);
	text_line(x, line.s);
}

static void
text_prose(struct paper *x, const char *text)
{
	text_flush(x);
	if (x->rows > HEADING_ROWS)
		buf_addc(&x->block, '\n');
	text_wrap_at(x, text, PAPER_COLUMNS, 0);
}

static void
text_end(struct paper *x)
{
	text_flush(x);
}

/* --- a web page ----------------------------------------------------------------------------- */

void
paper_put_html(FILE *out, const char *text)
{
	AUTO_BUF struct buf shown = BUF_INIT, html = BUF_INIT;

	text_show(&shown, text, false);
	text_html(&html, shown.s);
	fputs(html.s, out);
}

static void
html_element(struct paper *x, const char *name, const char *text)
{
	fprintf(x->out, "<%s>", name);
	paper_put_html(x->out, text);
	fprintf(x->out, "</%s>", name);
}

static void
html_begin(struct paper *x, const char *title)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src 'unsafe-inline'\">\n", x->out);
	html_element(x, "title", title);
	fputs("\n<style>\n@page { margin: 15mm }\n"
	    "body { font: 11pt sans-serif; color: #000; background: #fff; max-width: 18cm; "
	    "margin: 0 auto }\n"
	    "table { width: 100%; border-collapse: collapse; page-break-after: always; "
	    "margin-bottom: 1cm }\n"
	    "table:last-child { page-break-after: auto; margin-bottom: 0 }\n"
	    "th { text-align: left; border-bottom: 2px solid #000 }\n"
	    "th p { font-weight: normal }\nh1 { font-size: 14pt; margin: 0 }\n"
	    "p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }\n"
	    "tr { page-break-inside: avoid; break-inside: avoid }\n"
	    "td { vertical-align: top; padding: 2mm 0; border-bottom: 1px solid #999 }\n"
	    "td:first-child { width: 2.2cm; white-space: pre; padding-right: 2mm }\n"
	    "td.prose { width: auto; white-space: normal; border: 0 }\n"
	    "b + i { float: right; font-style: normal }\n"
	    "u { display: inline-block; width: 2.6cm; height: 5mm; margin-right: 3mm; "
	    "border-bottom: 1px solid #000; text-decoration: none }\n"
	    "</style>\n</head>\n<body>\n", x->out);
}

static void
html_close(struct paper *x)
{
	fputs(x->begun ? "</td></tr>\n</tbody>\n</table>\n" : "", x->out);
}

static void
html_page(struct paper *x, const char *heading, const char *below)
{
	html_close(x);
	fputs("<table>\n<thead><tr><th colspan=\"2\">", x->out);
	html_element(x, "h1", heading);
	html_element(x, "p", below);
	fputs("</th></tr></thead>\n<tbody>\n<tr><td colspan=\"2\" hidden>", x->out);
}

static void
html_block(struct paper *x, const char *left, const char *title, const char *right)
{
	fputs("</td></tr>\n<tr>", x->out);
	html_element(x, "td", left);
	fputs("<td><p>", x->out);
	html_element(x, "b", title);
	if (*right != '\0')
		html_element(x, "i", right);
	fputs("</p>", x->out);
}

static void
html_line(struct paper *x, const char *text)
{
	html_element(x, "p", text);
}

static void
html_blanks(struct paper *x, const char *const *words)
{
	fputs("<p>", x->out);
	for (; *words != NULL; words++) {
		paper_put_html(x->out, *words);
		fputs(" <u></u> ", x->out);
	}
	fputs("</p>", x->out);
}

static void
html_prose(struct paper *x, const char *text)
{
	fputs("</td></tr>\n<tr><td class=\"prose\" colspan=\"2\">", x->out);
	html_element(x, "p", text);
}

static void
html_end(struct paper *x)
{
	html_close(x);
	fputs("</body>\n</html>\n", x->out);
}

/* --- either --------------------------------------------------------------------------------- */

static const struct paper_format formats[] = {
	{ "text", text_begin, text_page, text_block, text_line, text_blanks,
	    text_prose, text_end },
	{ "html", html_begin, html_page, html_block, html_line, html_blanks,
	    html_prose, html_end },
};

const struct paper_format *
paper_format_named(const char *name, struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(formats); i++)
		if (name == NULL || strcmp(formats[i].name, name) == 0)
			return &formats[i];
	err_set(e, ERR_USAGE, "format", "Nothing is printed as \"%.40s\": choose text or html.",
	    name);
	return NULL;
}

void
paper_begin(struct paper *x, const struct paper_format *format, FILE *out, const char *title)
{
	*x = (struct paper){ .format = format, .out = out, .heading = BUF_INIT,
	    .below = BUF_INIT, .block = BUF_INIT };
	format->begin(x, title);
}

void
paper_page(struct paper *x, const char *heading, const char *below)
{
	x->format->page(x, heading, below);
	x->begun = true;
}

void
paper_block(struct paper *x, const char *left, const char *title, const char *right)
{
	x->format->block(x, left, title, right);
}

void
paper_line(struct paper *x, const char *text)
{
	x->format->line(x, text);
}

void
paper_blanks(struct paper *x, const char *const *words)
{
	x->format->blanks(x, words);
}

void
paper_prose(struct paper *x, const char *text)
{
	x->format->prose(x, text);
}

void
paper_lines(struct paper *x, const char *text, void (*put)(struct paper *x, const char *line))
{
	size_t size;

	for (; *text != '\0'; text += size + strspn(text + size, "\n")) {
		AUTO_FREE char *line = xstrndup(text, size = strcspn(text, "\n"));

		if (size > 0)
			put(x, line);
	}
}

void
paper_letterhead(struct paper *x, const struct record *settings)
{
	const char *address = record_text(settings, "address");
	const char *phone = record_text(settings, "phone");
	AUTO_FREE char *below = xasprintf("%s%s%s", address,
	    *address != '\0' && *phone != '\0' ? ", " : "", phone);

	paper_page(x, record_text(settings, "name"), below);
}

void
paper_end(struct paper *x)
{
	x->format->end(x);
	buf_free(&x->heading);
	buf_free(&x->below);
	buf_free(&x->block);
}
