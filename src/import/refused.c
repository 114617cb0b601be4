/*
 * refused.c - the rows that were refused, as a CSV file.
 *
 * It has the columns of the file that was read, then the line and the reason: after
 * correcting the cells it can be imported.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/csv.h"
#include "import/inside.h"

const char *const import_refused_columns[] = { "Refused line", "Refused because", NULL };

struct import_refused {
	struct file_out *out;
	struct csv_writer csv;
	long rows;
};

static bool
is_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}

bool
import_refused_begin(struct import *im, struct err *e)
{
	const char *to = im->o->refused_to;
	struct import_refused *x;
	struct file_out *out;
	size_t i, n = import_source_told(im->source);

	if (to == NULL)
		return true;
	if (strcmp(to, "-") == 0)
		return err_set(e, ERR_USAGE, NULL, "Refused rows go into a file: name one.");
	if (is_same_file(to, im->o->path))
		return err_set(e, ERR_USAGE, NULL, "Refused rows cannot go into the file "
		    "that is read; name another.");
	if ((out = file_out_open(to, e)) == NULL)
		return false;
	file_out_private(out);
	im->refused = x = xcalloc(1, sizeof(*x));
	x->out = out;
	x->csv.sink.f = file_out_stream(out);
	for (i = 0; i < n; i++)
		csv_write_text(&x->csv, import_source_header(im->source, i));
	for (i = 0; import_refused_columns[i] != NULL; i++)
		csv_write_plain(&x->csv, import_refused_columns[i]);
	csv_write_end(&x->csv);
	return true;
}

void
import_refused_row(struct import *im, bool whole, long line, const char *why)
{
	struct import_refused *x = im->refused;
	AUTO_BUF struct buf number = BUF_INIT;
	size_t i, n = import_source_told(im->source);

	if (x == NULL)
		return;
	for (i = 0; i < n; i++)
		csv_write_text(&x->csv, whole ? import_source_cell(im->source, i) : "");
	buf_addf(&number, "%ld", line);
	csv_write_plain(&x->csv, number.s);
	csv_write_text(&x->csv, why);
	csv_write_end(&x->csv);
	x->rows++;
}

bool
import_refused_end(struct import *im, struct err *e)
{
	struct import_refused *x = im->refused;
	bool ok = true;

	if (x == NULL)
		return true;
	if (x->rows > 0)
		ok = file_out_commit(x->out, e);
	else
		file_out_abort(x->out);
	free(x);
	im->refused = NULL;
	return ok || err_prefix(e, "The rows were imported, but the refused ones could not "
	    "be written");
}
