# make bench: what takes how long, beside a bare engine doing the same work.
# Not part of make check, where no test is timed.

bench_programs = %D%/bench_import %D%/bench_save %D%/bench_xlsx
EXTRA_PROGRAMS += $(bench_programs)
CLEANFILES += $(bench_programs)
%C%_bench_import_LDADD = $(LAYER_PRACTICE)
%C%_bench_save_LDADD = $(LAYER_DB)
%C%_bench_xlsx_LDADD = $(LAYER_EXCHANGE)

.PHONY: bench
bench: $(bench_programs)
	@status=0; for program in $(bench_programs); do \
		$$program || status=1; done; exit $$status
