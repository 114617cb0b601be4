# make bench: what takes how long, beside a release (AGAINST=DIR, its sources), a bare
# engine doing the same work, or a program that does the like. Not part of make check, where
# no test is timed, but built by it.

check_PROGRAMS += %D%/bench %D%/subject
%C%_bench_SOURCES = %D%/bench.c %D%/bench.h %D%/book.c %D%/chart.c %D%/check.c %D%/exports.c %D%/fixture.c \
	%D%/fixture.h %D%/keys.c %D%/lines.c %D%/lines.h %D%/month.c %D%/month.h %D%/named.c %D%/named.h %D%/pty.c \
	%D%/pty.h %D%/rows.c %D%/run.c %D%/run.h %D%/save.c %D%/screening.c %D%/sheet_row.h %D%/sheets.c \
	%D%/start.c %D%/trace.c
%C%_bench_LDADD = $(LAYER_PRACTICE) $(XLSXWRITER_LIBS) -lm
%C%_subject_SOURCES = %D%/subject.c %D%/sheet_row.h
%C%_subject_LDADD = $(LAYER_PRACTICE)
EXTRA_DIST += %D%/against.sh %D%/subject.mk

bench_against = tests/bench/against
.PHONY: bench
bench: %D%/bench %D%/subject chairside
	@against=; if [ -n "$(AGAINST)" ]; then \
		$(SHELL) $(srcdir)/%D%/against.sh "$(AGAINST)" $(bench_against) ./config.status && \
		    against=$(bench_against)/build || exit 1; \
	fi; \
	CHAIRSIDE_BENCH_AGAINST=$$against BENCH_ROUNDS="$(BENCH_ROUNDS)" \
	    CHAIRSIDE_SOURCE=$(srcdir) BENCH_LINES="$(BENCH_LINES)" %D%/bench
clean-local: bench-clean
bench-clean:
	rm -rf $(bench_against) tests/bench/made tests/bench/results tests/bench/work.*
.PHONY: bench-clean
