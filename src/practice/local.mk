# Use cases, one file per noun.

noinst_LIBRARIES += %D%/libpractice.a
%C%_libpractice_a_SOURCES = \
	%D%/checklists.c \
	%D%/checklists.h \
	%D%/clients.c \
	%D%/clients.h \
	%D%/exchange.h \
	%D%/history.c \
	%D%/history.h \
	%D%/import_log.c \
	%D%/import_log.h \
	%D%/practice.c \
	%D%/practice.h \
	%D%/report.c \
	%D%/roles.c \
	%D%/save.c \
	%D%/screening.c \
	%D%/screening.h \
	%D%/search.c \
	%D%/search.h
