/*
 * bench.h - the table of lines that `make bench` measures.
 *
 * A subject is a work that is done in rounds: by this build, by the build of a release
 * (where AGAINST names one) and by a bare engine or a peer. A round of a side gives
 * figures, one for each line of the subject, in their order. Nothing is carried over from
 * a round to the next: each opens its files and starts its programs anew.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_BENCH_H
#define CHAIRSIDE_TESTS_BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define BENCH_NOW "2026-11-23T14:05"	/* when the practices were made */
#define LINES_MAX 8

enum who { THIS, RELEASE, BARE, SIDES };

/* A build that is measured. The bare side has one too: files of its own, which this
 * build has made ready. */
struct build {
	enum who who;
	char *program;		/* chairside */
	char *subject;		/* subject.c, linked with that build's libraries */
	char *folder;		/* of its files */
};

struct line {
	const char *name;	/* for BENCH_LINES; NULL: past the end */
	const char *unit;
	double ratio;		/* target: at most so many times the other side; 0: none */
	double most;		/* target: at most so many units; 0: none */
};

struct subject {
	const char *what;	/* what a round does */
	const char *beside;	/* what the other side is; NULL: there is none */
	/* At most so many rounds, where figures are counted and not timed; 0: all. */
	int rounds;
	const char *arg;	/* what several subjects share functions by */
	/* One round. False: it cannot be measured here (bench_skip()). */
	bool (*ours)(const struct subject *s, const struct build *b, double *figures);
	bool (*bare)(const struct subject *s, const struct build *b, double *figures);
	struct line lines[LINES_MAX];
};

extern const struct subject subjects[];	/* lines.c */
extern const size_t n_subjects;

/* Why a side cannot be measured, or not in full, for the reader; false. */
bool bench_skip(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The builds; program NULL: it is not measured. */
const struct build *bench_build(enum who who);
/* Clients of the large practice. */
long bench_clients(void);
/* Sorts; the value below which so many of a hundred are. */
double bench_part(double *v, size_t n, int percent);
double bench_median(double *v, size_t n);

#endif
