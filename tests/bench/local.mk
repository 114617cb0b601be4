# make bench: what takes how long, beside a bare engine doing the same work, or beside
# a program that does the like. Not part of make check, where no test is timed.

bench_programs = %D%/bench_import %D%/bench_save %D%/bench_xlsx %D%/bench_screens
EXTRA_PROGRAMS += $(bench_programs)
CLEANFILES += $(bench_programs) %D%/screens.json %D%/practice-*.db*
%C%_bench_import_LDADD = $(LAYER_IMPORT)
%C%_bench_save_LDADD = $(LAYER_DB)
%C%_bench_xlsx_LDADD = $(LAYER_EXCHANGE)
%C%_bench_screens_SOURCES = %D%/bench_screens.c %D%/pty.c %D%/pty.h
%C%_bench_screens_LDADD = $(LAYER_LISTS)

.PHONY: bench
bench: $(bench_programs) chairside
	@status=0; for program in $(bench_programs); do \
		$$program || status=1; done; exit $$status
