# Use cases, one file per noun.

noinst_LIBRARIES += %D%/libpractice.a
%C%_libpractice_a_SOURCES = \
	%D%/checklists.c \
	%D%/checklists.h \
	%D%/clients.h \
	%D%/exchange.h \
	%D%/practice.h \
	%D%/screening.c \
	%D%/screening.h
