/*
 * subject.c - what is measured inside a process: compiled against this tree and against a
 * release, with nothing but calls that both have.
 *
 *	subject save FILE	opens the practice, then takes lines from standard input:
 *				`save N FIRST EVERY` saves a new telephone number N times, for
 *				the client FIRST, FIRST + EVERY… of a hundred, and answers
 *				`MILLISECONDS OF PROCESSOR, WALL, LONGEST`
 *	subject xlsx FILE ROWS	writes a workbook of sheet_row.h and answers the milliseconds
 *				of processor, and those of reading it back once more
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "exchange/xlsx.h"
#include "exchange/zipcheck.h"
#include "practice/practice.h"
#include "tests/bench/sheet_row.h"

static void
need(bool ok, const struct err *e)
{
	if (!ok)
		bug("%s", e->text);
}

static double
wall_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
cpu_ms(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

/* --- saves --------------------------------------------------------------------------- */

struct work {
	int64_t client;
	char phone[24];
};

static bool
save_phone(struct db *db, void *arg, struct err *e)
{
	struct work *w = arg;
	AUTO_RECORD struct record *c = db_get(db, &record_client, w->client, e);

	if (c == NULL)
		return false;
	record_set_text(c, "phone", w->phone);
	return db_update(db, c, e);
}

static void
save(struct practice *p, long n, long first, long every)
{
	double cpu = cpu_ms(), wall = wall_ms(), longest = 0;
	static long serial;
	struct err e;
	long i;

	for (i = 0; i < n; i++) {
		struct work w = { .client = 1 + (first + i * every) % SAVE_CLIENTS };
		double from = wall_ms();

		serial++;
		snprintf(w.phone, sizeof(w.phone), SAVE_PHONE, (long)getpid() % 1000,
		    serial % 10000);
		need(db_write(p->db, "change", "edit client", save_phone, &w, &e), &e);
		if (wall_ms() - from > longest)
			longest = wall_ms() - from;
	}
	printf("%.6f %.6f %.6f\n", cpu_ms() - cpu, wall_ms() - wall, longest);
	fflush(stdout);
}

static int
saver(const char *path)
{
	struct err e;
	struct practice *p = practice_open(path, NULL, &e);
	long n, first, every;
	char line[80];

	need(p != NULL, &e);
	practice_patience(p, 60);
	while (fgets(line, sizeof(line), stdin) != NULL) {
		if (sscanf(line, "save %ld %ld %ld", &n, &first, &every) != 3)
			bug("it does not understand %s", line);
		save(p, n, first, every);
	}
	practice_close(p);
	return 0;
}

/* --- a workbook ---------------------------------------------------------------------- */

static void
write_row(struct xlsx *x, const struct sheet_row *s)
{
	int k;

	for (k = 0; k < SHEET_TEXTS; k++)
		xlsx_text(x, s->text[k], XLSX_PLAIN);
	xlsx_date(x, s->day);
	xlsx_time(x, s->start);
	xlsx_int(x, s->minutes);
	xlsx_money(x, s->price);
	xlsx_money(x, s->tax);
	xlsx_number(x, s->depth / 100.0, 2);
	xlsx_int(x, s->passes);
	xlsx_money(x, s->price + s->tax);
	xlsx_end_row(x);
}

static int
workbook(const char *path, long rows)
{
	struct xlsx_column columns[SHEET_COLUMNS];
	struct zipcheck_sheet want = { .rows = rows + 1, .bytes = -1 };
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);
	struct xlsx *x = o == NULL ? NULL : xlsx_new(o, "Bench", "chairside", 0, &e);
	struct sheet_row s;
	double written;
	long i;

	need(x != NULL, &e);
	for (i = 0; i < SHEET_COLUMNS; i++)
		columns[i] = (struct xlsx_column){ sheet_titles[i], 0 };
	xlsx_sheet(x, "Sessions", columns, SHEET_COLUMNS, true);
	for (i = 0; i < rows; i++) {
		sheet_row_make(&s, i);
		write_row(x, &s);
	}
	need(xlsx_finish(x, &e), &e);
	written = cpu_ms();
	need(zipcheck_workbook(path, &want, 1, &e), &e);
	printf("%.6f %.6f\n", written, cpu_ms() - written);
	return 0;
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };

	need(clock_fix(getenv("CHAIRSIDE_NOW"), &e), &e);
	if (argc == 3 && strcmp(argv[1], "save") == 0)
		return saver(argv[2]);
	if (argc == 4 && strcmp(argv[1], "xlsx") == 0)
		return workbook(argv[2], strtol(argv[3], NULL, 10));
	return 2;
}
