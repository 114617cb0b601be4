/*
 * request_card.c - see request_card.h.
 */
#include "base/file.h"
#include "base/text.h"
#include "screens/request_card.h"

static void
put_text(FILE *out, const char *s)
{
	AUTO_BUF struct buf html = BUF_INIT;

	text_html(&html, s);
	fputs(html.s, out);
}

static void
put_code(FILE *out, const struct qr *q)
{
	int size = qr_size(q), y, x;

	fprintf(out, "<svg viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\"><path d=\"",
	    size, size);
	for (y = 0; y < size; y++)
		for (x = 0; x < size; x++)
			if (qr_dark(q, y, x))
				fprintf(out, "M%d %dh1v1h-1z", x, y);
	fputs("\"/></svg>\n", out);
}

bool
request_card_write(const char *words, const char *link, const struct qr *q,
    const char *target, struct err *e)
{
	struct file_out *file = file_out_open(target, e);
	FILE *out;

	if (file == NULL)
		return false;
	out = file_out_stream(file);
	fputs("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Review</title>\n<style>\n"
	    "body { max-width: 14cm; margin: 1cm auto; font: 14pt sans-serif; "
	    "text-align: center; color: #000; background: #fff }\n"
	    "svg { width: 7cm }\np { overflow-wrap: anywhere }\n</style>\n<p>", out);
	put_text(out, words);
	fputs("</p>\n", out);
	if (q != NULL)
		put_code(out, q);
	fputs("<p>", out);
	put_text(out, link);
	fputs("</p>\n", out);
	return file_out_commit(file, e);
}
