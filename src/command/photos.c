/*
 * photos.c - `chairside photos list` and `chairside photos page`: a client's pictures, and two
 * of them side by side.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/pictures_page.h"
#include "practice/clients.h"
#include "practice/files.h"

static const struct option_spec options[] = {
	{ "for", 0, "record|teach|publish", "page: by which permission" },
	{ "where", 0, "TEXT", "page: where it is used, such as a talk; it is written down" },
	{ "output", 'o', "FILE|-", "page: where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

static bool
add_file(const struct file_line *l, void *arg)
{
	AUTO_FREE char *id = xasprintf("%lld", (long long)l->id);
	struct table *t = arg;
	char day[24];

	table_add(t, id);
	table_add(t, date_to_words(l->date, false, day));
	table_add(t, l->kind);
	table_add(t, l->angle);
	table_add(t, l->service);
	table_add(t, l->shown ? l->format : "cannot be shown");
	return true;
}

static bool
list(struct practice *p, int64_t client, struct err *e)
{
	static const char *const headings[] = { ">id", "day", "kind", "angle", "visit",
	    "format" };
	AUTO_RECORD struct record *card = client_get(p, client, e);
	AUTO_BUF struct buf none = BUF_INIT;
	struct table *t;

	if (card == NULL)
		return false;
	client_display_name(card, &none);
	buf_adds(&none, " has no photos and no papers.");
	t = table_new(headings, ARRAY_LEN(headings));
	return table_print(t, files_list(p, client, 0, add_file, t, e), none.s);
}

static bool
check_page(const struct call *c, struct err *e)
{
	const char *target = call_option(c, "output");

	if (call_option(c, "for") == NULL || call_option(c, "where") == NULL)
		return err_set(e, ERR_USAGE, "for", "Say for what and where: --for record, teach or "
		    "publish, and --where \"a talk\".");
	if ((target == NULL || strcmp(target, "-") == 0) && isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, "output", "A page with pictures is nothing to read on "
		    "a terminal; name a file with -o FILE.");
	return true;
}

static bool
photos_run(struct call *c, struct err *e)
{
	bool pages = strcmp(c->words[0], "page") == 0 && c->n_words == 3, ok;
	int64_t first, second = 0;
	struct practice *p;

	if (!pages && (strcmp(c->words[0], "list") != 0 || c->n_words != 2))
		return err_set(e, ERR_USAGE, NULL, "It is written chairside photos list CLIENT, or "
		    "chairside photos page BEFORE AFTER.");
	if (!call_id(c->words[1], &first, e) || (pages && (!call_id(c->words[2], &second, e) ||
	    !check_page(c, e))) || !progress_begin(c, call_option(c, "output"), e) ||
	    (p = call_open(c, e)) == NULL)
		return false;
	ok = pages ? pictures_page(p, first, second, call_option(c, "for"),
	    call_option(c, "where"), call_option(c, "output"), e) : list(p, first, e);
	practice_close(p);
	return ok;
}

const struct command command_photos = {
	.name = "photos", .words = "list|page ID",
	.help = "A client's photos, and a page that shows two of them, before and after.",
	.more = "  photos list CLIENT         a client's photos and papers, with their numbers\n"
	    "  photos page BEFORE AFTER   one web page of both, where the client permits it\n",
	.min_words = 2, .max_words = 3, .options = options, .run = photos_run,
};
