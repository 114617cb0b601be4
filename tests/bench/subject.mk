# The subject, compiled against another build's headers and linked with its libraries:
# read by make behind that build's Makefile.

tests/bench/subject: $(srcdir)/tests/bench/subject.c $(srcdir)/tests/bench/sheet_row.h chairside
	mkdir -p tests/bench
	$(COMPILE) -c -o tests/bench/subject-main.o $(srcdir)/tests/bench/subject.c
	$(LINK) tests/bench/subject-main.o $(LAYER_PRACTICE) $(LIBS)
