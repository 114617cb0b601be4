/*
 * pictures_page.c - see pictures_page.h.
 */
#include "export/pictures_page.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "export/paper.h"
#include "practice/files.h"
#include "practice/naming.h"
#include "practice/pictures.h"

struct side {
	const char *title;
	const struct record *r;
	const struct buf *jpeg;
};

/* Adds "Taken 4 months apart", or days where it is less than one. */
static void
add_apart(date_day from, date_day to, struct buf *out)
{
	int months = 0;

	while (date_add_months(from, months + 1) <= to)
		months++;
	if (months > 0)
		buf_addf(out, "Taken %d month%s apart", months, text_plural(months));
	else if (from == to)
		buf_adds(out, "Taken on the same day");
	else
		buf_addf(out, "Taken %d day%s apart", to - from, text_plural(to - from));
}

static void
put_side(FILE *out, const struct side *s)
{
	AUTO_BUF struct buf words = BUF_INIT, bytes = BUF_INIT;
	char day[24];

	buf_addf(&words, "%s: %s", s->title, date_to_words(date_from_iso(record_text(s->r,
	    "date")), false, day));
	if (!record_is_null(s->r, "angle"))
		buf_addf(&words, ", %s", record_text(s->r, "angle"));
	fputs("<figure><img alt=\"", out);
	paper_put_html(out, words.s);
	fputs("\" src=\"data:image/jpeg;base64,", out);
	digest_base64(s->jpeg->s, s->jpeg->len, &bytes);
	fputs(bytes.s, out);
	fputs("\">\n<figcaption>", out);
	paper_put_html(out, words.s);
	fputs("</figcaption></figure>\n", out);
}

/* What stands above the pictures. */
static void
add_words(struct practice *p, const struct pictures *x, const char *services, struct buf *out)
{
	if (strcmp(x->purpose, "record") == 0) {
		naming_add_id(p, &record_client, record_int(x->after, "client"), out);
		buf_adds(out, ". ");
	}
	add_apart(date_from_iso(record_text(x->before, "date")),
	    date_from_iso(record_text(x->after, "date")), out);
	buf_addf(out, "%s%s", *services != '\0' ? ": " : "", services);
}

static void
put_page(FILE *out, struct practice *p, const struct pictures *x, const struct side sides[2],
    const char *services)
{
	AUTO_BUF struct buf words = BUF_INIT;

	add_words(p, x, services, &words);
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "img-src data:; style-src 'unsafe-inline'\">\n<title>Before and after</title>\n"
	    "<style>\n@page { margin: 15mm }\n"
	    "body { font: 11pt sans-serif; color: #000; background: #fff; max-width: 26cm; "
	    "margin: 0 auto }\n"
	    "h1 { font-size: 14pt; margin: 0 }\np { margin: 1mm 0 4mm; overflow-wrap: anywhere }\n"
	    "div { display: flex; flex-wrap: wrap; gap: 4mm; page-break-inside: avoid; "
	    "break-inside: avoid }\n"
	    "figure { flex: 1 1 7cm; margin: 0 }\n"
	    "img { max-width: 100%; max-height: 20cm }\n"
	    "</style>\n</head>\n<body>\n<h1>Before and after</h1>\n<p>", out);
	paper_put_html(out, words.s);
	fputs("</p>\n<div>\n", out);
	put_side(out, &sides[0]);
	put_side(out, &sides[1]);
	fputs("</div>\n<p>", out);
	paper_put_html(out, record_text(p->settings, "name"));
	fputs("</p>\n</body>\n</html>\n", out);
}

/* The use is written once the target can be, and before anything is in it. */
static bool
write_page(struct practice *p, const struct pictures *x, const struct side sides[2],
    const char *target, struct err *e)
{
	AUTO_BUF struct buf services = BUF_INIT;
	struct file_out *out;

	if (!pictures_services(p, x, &services, e) || (out = file_out_open(target, e)) == NULL)
		return false;
	file_out_private(out);
	if (!pictures_use(p, x, e)) {
		file_out_abort(out);
		return false;
	}
	put_page(file_out_stream(out), p, x, sides, services.s);
	return file_out_commit(out, e);
}

bool
pictures_page(struct practice *p, int64_t before, int64_t after, const char *purpose,
    const char *what, const char *target, struct err *e)
{
	AUTO_RECORD struct record *b = NULL, *a = NULL;
	AUTO_BUF struct buf first = BUF_INIT, second = BUF_INIT;

	if ((b = file_get(p, before, e)) == NULL || (a = file_get(p, after, e)) == NULL ||
	    !file_copy(p, b, &first, e) || !file_copy(p, a, &second, e))
		return false;
	const struct side sides[] = { { "Before", b, &first }, { "After", a, &second } };

	return write_page(p, &(struct pictures){ b, a, purpose, what }, sides, target, e);
}
