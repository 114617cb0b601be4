/*
 * bench_xlsx.c - a workbook of sessions against libxlsxwriter alone.
 *
 * Writes ROWS rows of 15 cells (text, whole numbers, dates, times, money) twice
 * in turn: through exchange/xlsx.h, which cleans every string, reads the file
 * back, syncs and renames it; and with the library's own calls in constant
 * memory, the same cells and formats. Each writing is a process of its own, so
 * that its time and its peak of memory are its own. Prints both, the ratio of
 * the medians, and the goal, as a table and as one line of JSON.
 *
 *	bench_xlsx [ROWS [ROUNDS]]	default 1000000 3
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/mem.h"
#include "exchange/xlsx.h"

enum { TEXTS = 7, ROUNDS_MAX = 15 };

#define GOAL_RATIO 1.4
#define GOAL_KB (24 * 1024)

static const char *const names[] = {
	"Ann Example", "Zoë Müller", "O'Brien-Lee, Siobhán", "Иван Петров",
	"José García", "Mary-Jane Watson", "山田 花子", "Bo Li"
};
static const char *const services[] = {
	"Microneedling face", "Microneedling scalp", "Consultation",
	"LED mask & serum", "Peel, light"
};
static const char *const notes[] = {
	"", "", "Tolerated well.", "Mild erythema < 24 h; cooled.",
	"Asked for a quieter room next time."
};

struct session {
	char number[24], lot[24];
	const char *text[TEXTS];
	date_day day;
	int start, minutes;
	money price, tax;
	int depth, passes;
};

static void
make_session(struct session *s, long i)
{
	snprintf(s->number, sizeof(s->number), "%ld", 100000 + i);
	snprintf(s->lot, sizeof(s->lot), "L%06ld", i * 7 % 1000000);
	s->text[0] = s->number;
	s->text[1] = names[i % 8];
	s->text[2] = services[i % 5];
	s->text[3] = i % 9 == 0 ? "no-show" : "done";
	s->text[4] = i % 2 == 0 ? "Room 1" : "Room 2";
	s->text[5] = s->lot;
	s->text[6] = notes[i % 5];
	s->day = (date_day)(17000 + i / 300);
	s->start = (int)(540 + i % 32 * 15);
	s->minutes = (int)(30 + i % 4 * 15);
	s->price = 400000 + i % 977 * 125;
	s->tax = s->price / 5;
	s->depth = (int)(25 + i % 200);
	s->passes = (int)(1 + i % 6);
}

static void
write_ours(const char *path, long rows)
{
	static const struct xlsx_column columns[] = {
		{ "Number", 10 }, { "Client", 24 }, { "Service", 24 },
		{ "Status", 0 }, { "Room", 0 }, { "Lot", 0 }, { "Notes", 40 },
		{ "Day", 0 }, { "Start", 0 }, { "Minutes", 0 }, { "Price", 0 },
		{ "Tax", 0 }, { "Depth mm", 0 }, { "Passes", 0 }, { "Total", 0 }
	};
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);
	struct xlsx *x = o == NULL ? NULL : xlsx_new(o, "Bench", "chairside", 0, &e);
	struct session s;
	long i;
	int k;

	if (x == NULL)
		exit(2);
	xlsx_sheet(x, "Sessions", columns, ARRAY_LEN(columns), true);
	for (i = 0; i < rows; i++) {
		make_session(&s, i);
		for (k = 0; k < TEXTS; k++)
			xlsx_text(x, s.text[k], XLSX_PLAIN);
		xlsx_date(x, s.day);
		xlsx_time(x, s.start);
		xlsx_int(x, s.minutes);
		xlsx_money(x, s.price);
		xlsx_money(x, s.tax);
		xlsx_number(x, s.depth / 100.0, 2);
		xlsx_int(x, s.passes);
		xlsx_money(x, s.price + s.tax);
		xlsx_end_row(x);
	}
	if (!xlsx_finish(x, &e)) {
		fprintf(stderr, "%s\n", e.text);
		exit(2);
	}
}

static void
write_plain(const char *path, long rows)
{
	char *folder = xstrndup(path, (size_t)(strrchr(path, '/') - path));
	lxw_workbook_options options = { .constant_memory = 1, .tmpdir = folder };
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_worksheet *ws = workbook_add_worksheet(book, "Sessions");
	lxw_format *date = workbook_add_format(book);
	lxw_format *hour = workbook_add_format(book);
	lxw_format *whole = workbook_add_format(book);
	lxw_format *cents = workbook_add_format(book);
	struct session s;
	lxw_row_t i;
	lxw_col_t k;

	format_set_num_format(date, "yyyy-mm-dd");
	format_set_num_format(hour, "hh:mm");
	format_set_num_format(whole, "0");
	format_set_num_format(cents, "#,##0.00");
	for (i = 1; i <= rows; i++) {
		make_session(&s, i - 1);
		for (k = 0; k < TEXTS; k++)
			worksheet_write_string(ws, i, k, s.text[k], NULL);
		worksheet_write_number(ws, i, 7, s.day + 25569, date);
		worksheet_write_number(ws, i, 8, s.start / 1440.0, hour);
		worksheet_write_number(ws, i, 9, s.minutes, whole);
		worksheet_write_number(ws, i, 10, s.price / 10000.0, cents);
		worksheet_write_number(ws, i, 11, s.tax / 10000.0, cents);
		worksheet_write_number(ws, i, 12, s.depth / 100.0, cents);
		worksheet_write_number(ws, i, 13, s.passes, whole);
		worksheet_write_number(ws, i, 14, (s.price + s.tax) / 10000.0,
		    cents);
	}
	if (workbook_close(book) != LXW_NO_ERROR)
		exit(2);
	free(folder);
}

/* Seconds of one writing in a process of its own; *kb is its peak. */
static double
run(void (*write)(const char *, long), const char *path, long rows, long *kb)
{
	struct timespec from, to;
	struct rusage used;
	int status;
	pid_t pid;

	clock_gettime(CLOCK_MONOTONIC, &from);
	pid = fork();
	if (pid == 0) {
		write(path, rows);
		_exit(0);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid || status != 0) {
		fprintf(stderr, "bench_xlsx: a workbook could not be written\n");
		exit(1);
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	unlink(path);
	*kb = used.ru_maxrss;
	return (double)(to.tv_sec - from.tv_sec) +
	    (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), compare);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

int
main(int argc, char **argv)
{
	long rows = argc > 1 ? strtol(argv[1], NULL, 10) : 1000000;
	int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 3, i;
	double ours[ROUNDS_MAX], plain[ROUNDS_MAX], a, b;
	const char *tmp = getenv("TMPDIR");
	char *folder = xasprintf("%s/chairside-bench.XXXXXX",
	    tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	char *path;
	long ours_kb, plain_kb;

	if (rows < 1 || rounds < 1 || rounds > ROUNDS_MAX ||
	    mkdtemp(folder) == NULL)
		return 1;
	path = xasprintf("%s/sessions.xlsx", folder);
	for (i = 0; i < rounds; i++) {
		plain[i] = run(write_plain, path, rows, &plain_kb);
		ours[i] = run(write_ours, path, rows, &ours_kb);
	}
	rmdir(folder);
	a = median(ours, rounds);
	b = median(plain, rounds);
	printf("workbook of %ld sessions x 15 cells, median of %d\n", rows, rounds);
	printf("%-24s %10s %12s %8s\n", "", "seconds", "cells/s", "KB");
	printf("%-24s %10.2f %12.0f %8ld\n", "libxlsxwriter alone", b,
	    (double)rows * 15 / b, plain_kb);
	printf("%-24s %10.2f %12.0f %8ld\n", "chairside, read back", a,
	    (double)rows * 15 / a, ours_kb);
	printf("%-24s %10.2f %12s (goal %.1f)\n", "ratio", a / b, "", GOAL_RATIO);
	printf("{\"bench\":\"xlsx\",\"rows\":%ld,\"plain_s\":%.3f,\"ours_s\":%.3f,"
	    "\"ratio\":%.3f,\"goal\":%.1f,\"ours_kb\":%ld,\"plain_kb\":%ld,"
	    "\"goal_kb\":%d}\n", rows, b, a, a / b, GOAL_RATIO, ours_kb,
	    plain_kb, GOAL_KB);
	free(path);
	free(folder);
	return a / b <= GOAL_RATIO && ours_kb <= GOAL_KB ? 0 : 1;
}
