# Many people at once, each on a line of their own: make soak says how long.

check_PROGRAMS += %D%/soak
%C%_soak_SOURCES = %D%/soak.c %D%/line.c %D%/line.h
%C%_soak_LDADD = $(LAYER_BASE) $(SQLITE_LIBS) $(VTERM_LIBS) -lutil
EXTRA_DIST += %D%/logins.sh %D%/delay.py

.PHONY: soak-logins
soak-logins: %D%/soak chairside
	@$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/%D%/logins.sh
soak: soak-logins
