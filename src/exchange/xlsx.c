/*
 * xlsx.c - workbooks that any spreadsheet opens, written in constant memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "exchange/xlsx_inside.h"
#include "exchange/zipcheck.h"

static const struct {
	const char *number;
	bool bold, wrap, border, right;
	double size;		/* 0: the default */
	lxw_color_t color, fill;	/* 0: the default */
} formats[FORMATS] = {
	[XLSX_BOLD] = { .bold = true },
	[XLSX_TITLE] = { .bold = true, .size = 14 },
	[XLSX_HEADER] = { .bold = true, .wrap = true, .border = true,
	    .fill = 0xE7EEF5 },
	[XLSX_HEADER_RIGHT] = { .bold = true, .wrap = true, .border = true,
	    .right = true, .fill = 0xE7EEF5 },
	[XLSX_NOTE] = { .wrap = true },
	[XLSX_ABSENT] = { .right = true, .color = 0x666666 },
	[F_INT] = { .number = "0" },
	[F_PERCENT] = { .number = "0.0\" %\"" },
	[F_POINTS] = { .number = "0.0\" pts\"" },
	[F_DATE] = { .number = "yyyy-mm-dd" },
	[F_TIME] = { .number = "hh:mm" },
	[F_INSTANT] = { .number = "yyyy-mm-dd hh:mm" },
	[F_DECIMALS] = { .number = "#,##0" },
	[F_DECIMALS + 1] = { .number = "#,##0.0" },
	[F_DECIMALS + 2] = { .number = "#,##0.00" },
	[F_DECIMALS + 3] = { .number = "#,##0.000" },
	[F_DECIMALS + 4] = { .number = "#,##0.0000" },
};

/* --- failing, quietly ------------------------------------------------------------------------- */

/*
 * The library prints to stderr when a disk is full; struct err already tells the
 * person. Only the C stream is replaced, descriptor 2 stays.
 */
FILE *
xlsx_hush(void)
{
	FILE *was = stderr;
	FILE *nowhere = fopencookie(NULL, "w", (cookie_io_functions_t){ 0 });

	if (nowhere != NULL)
		stderr = nowhere;
	return was;
}

void
xlsx_unhush(FILE *was)
{
	if (stderr != was)
		fclose(stderr);
	stderr = was;
}

void
xlsx_fail(struct xlsx *x)
{
	struct buf folder AUTO_BUF = BUF_INIT;

	if (x->failed)
		return;
	x->failed = true;
	text_show(&folder, x->folder, false);
	err_set(&x->err, ERR_IO, NULL, "The workbook cannot be written: the disk "
	    "is full or the folder %s does not let it.", folder.s);
}

/* --- opening ---------------------------------------------------------------------------------- */

static void
make_formats(struct xlsx *x)
{
	size_t i;

	for (i = XLSX_PLAIN + 1; i < FORMATS; i++) {
		lxw_format *f = x->lxw->workbook_add_format(x->book);
		x->format[i] = f;
		if (formats[i].number != NULL)
			x->lxw->format_set_num_format(f, formats[i].number);
		if (formats[i].bold)
			x->lxw->format_set_bold(f);
		if (formats[i].size > 0)
			x->lxw->format_set_font_size(f, formats[i].size);
		if (formats[i].color != 0)
			x->lxw->format_set_font_color(f, formats[i].color);
		if (formats[i].fill != 0)
			x->lxw->format_set_bg_color(f, formats[i].fill);
		if (formats[i].border)
			x->lxw->format_set_bottom(f, LXW_BORDER_THIN);
		if (formats[i].right)
			x->lxw->format_set_align(f, LXW_ALIGN_RIGHT);
		if (formats[i].wrap) {
			x->lxw->format_set_text_wrap(f);
			x->lxw->format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
		}
	}
}

static void
set_properties(struct xlsx *x, const char *title, const char *author,
    instant created)
{
	AUTO_FREE char *t = xstrdup(xlsx_clean(&x->text, title != NULL ? title : ""));
	AUTO_FREE char *a = xstrdup(xlsx_clean(&x->text, author != NULL ? author : ""));
	/* For the library 0 means now. */
	lxw_doc_properties p = { .title = t, .author = a,
	    .created = created != 0 ? created : 1 };

	x->lxw->workbook_set_properties(x->book, &p);
}

/* Opens a file that vanishes when its descriptor is closed, for standard output. */
static bool
open_nameless(struct xlsx *x, struct err *e)
{
	const char *tmp = getenv("TMPDIR");
	AUTO_FREE char *name = NULL;

	x->folder = xstrdup(tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	name = xasprintf("%s/chairside-XXXXXX", x->folder);
	x->fd = mkostemp(name, O_CLOEXEC);
	if (x->fd < 0)
		return err_set(e, ERR_IO, NULL,
		    "The workbook cannot be made in the temporary folder: %s.",
		    strerror(errno));
	unlink(name);
	x->path = xasprintf("/proc/self/fd/%d", x->fd);
	return true;
}

static void
open_beside(struct xlsx *x, const char *path)
{
	x->path = xstrdup(path);
	x->folder = path_folder(path);
}

static void
free_all(struct xlsx *x)
{
	size_t i;

	for (i = 0; i < x->nsheets; i++)
		xlsx_sheet_free(&x->sheets[i]);
	free(x->sheets);
	buf_free(&x->text);
	if (x->fd >= 0)
		close(x->fd);
	free(x->path);
	free(x->folder);
	free(x);
}

struct xlsx *
xlsx_new(struct file_out *o, const char *title, const char *author,
    instant created, struct err *e)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	const struct xlsx_module *lxw = xlsx_module_open(e);
	struct xlsx *x;
	FILE *was;

	if (lxw == NULL)
		return NULL;
	x = xcalloc(1, sizeof(*x));
	x->lxw = lxw;
	x->out = o;
	x->fd = -1;
	x->text = (struct buf)BUF_INIT;
	x->limit = SHEET_ROWS - 1;
	if (file_out_path(o) != NULL)
		open_beside(x, file_out_path(o));
	else if (!open_nameless(x, e)) {
		free_all(x);
		return NULL;
	}
	options.tmpdir = x->folder;
	was = xlsx_hush();
	x->book = x->lxw->workbook_new_opt(x->path, &options);
	xlsx_unhush(was);
	if (x->book == NULL)
		bug("no memory for a workbook");
	make_formats(x);
	set_properties(x, title, author, created);
	return x;
}

void
xlsx_set_row_limit(struct xlsx *x, long rows)
{
	BUG_IF(rows < 1 || rows >= SHEET_ROWS || x->nsheets > 0);
	x->limit = rows;
}

/* --- finishing -------------------------------------------------------------------------------- */

/* Ends the rows of a part and fills what reading back must find. */
static void
end_part(struct xlsx *x, const struct xlsx_sheet *s, const struct xlsx_part *p,
    struct zipcheck_sheet *want)
{
	lxw_row_t last = (lxw_row_t)(p->row - 1);

	if (s->filter && s->titles != NULL)
		x->lxw->worksheet_autofilter(p->ws, 0, 0, last,
		    (lxw_col_t)(s->ntitles - 1));
	x->lxw->lxw_worksheet_write_single_row(p->ws);
	if (fflush(p->ws->optimize_tmpfile) != 0 ||
	    ferror(p->ws->optimize_tmpfile))
		xlsx_fail(x);
	want->rows = p->filled;
	want->bytes = ftello(p->ws->optimize_tmpfile);
	if (p->filled == 0) {	/* the library would not close it */
		fclose(p->ws->optimize_tmpfile);
		p->ws->optimize_tmpfile = NULL;
	}
}

static bool
close_book(struct xlsx *x, struct zipcheck_sheet *want)
{
	lxw_error error;
	size_t i, k;
	FILE *was;

	for (i = 0; i < x->nsheets && !x->failed; i++)
		for (k = 0; k < x->sheets[i].nparts && !x->failed; k++) {
			const struct xlsx_part *p = &x->sheets[i].parts[k];
			end_part(x, &x->sheets[i], p, &want[p->number]);
		}
	if (x->failed)
		return false;
	was = xlsx_hush();
	error = x->lxw->workbook_close(x->book);
	xlsx_unhush(was);
	x->book = NULL;
	if (error != LXW_NO_ERROR)
		xlsx_fail(x);
	return !x->failed;
}

/* Copies the nameless file to standard output. */
static bool
copy_out(struct xlsx *x, struct err *e)
{
	FILE *to = file_out_stream(x->out);
	char block[64 * 1024];
	ssize_t n;
	off_t at = 0;

	while ((n = pread(x->fd, block, sizeof(block), at)) > 0) {
		if (fwrite(block, 1, (size_t)n, to) != (size_t)n)
			break;
		at += n;
	}
	if (n != 0)
		return err_set(e, ERR_IO, NULL,
		    "The workbook cannot be copied to standard output: %s.",
		    strerror(errno));
	return true;
}

/* Frees a workbook without writing it, and closes its temporary files, which the
 * library does not. */
static void
discard_book(struct xlsx *x)
{
	size_t i, k;

	if (x->book == NULL)
		return;
	for (i = 0; i < x->nsheets; i++)
		for (k = 0; k < x->sheets[i].nparts; k++) {
			lxw_worksheet *ws = x->sheets[i].parts[k].ws;
			if (ws != NULL && ws->optimize_tmpfile != NULL)
				fclose(ws->optimize_tmpfile);
		}
	x->lxw->lxw_workbook_free(x->book);
	x->book = NULL;
}

bool
xlsx_ok(const struct xlsx *x)
{
	return !x->failed;
}

bool
xlsx_finish(struct xlsx *x, struct err *e)
{
	struct zipcheck_sheet *want;
	bool ok;

	BUG_IF(xlsx_current(x)->col > 0);
	want = xcalloc(x->numbered, sizeof(*want));
	if (!close_book(x, want)) {
		if (e != NULL)
			*e = x->err;
		ok = false;
	} else {
		ok = zipcheck_workbook(x->path, want, x->numbered, e) &&
		    (x->fd < 0 || copy_out(x, e));
	}
	free(want);
	if (!ok) {
		xlsx_abort(x);
		return false;
	}
	ok = file_out_commit(x->out, e);
	free_all(x);
	return ok;
}

void
xlsx_abort(struct xlsx *x)
{
	if (x == NULL)
		return;
	discard_book(x);
	file_out_abort(x->out);
	free_all(x);
}

const char *
xlsx_library(void)
{
	const struct xlsx_module *m = xlsx_module_open(NULL);
	static char text[32];

	if (m == NULL)
		return "libxlsxwriter: not installed";
	snprintf(text, sizeof(text), "libxlsxwriter %s", m->lxw_version());
	return text;
}
