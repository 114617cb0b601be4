# Use cases, one file per noun.

noinst_LIBRARIES += %D%/libpractice.a
%C%_libpractice_a_SOURCES = \
	%D%/clients.h \
	%D%/exchange.h \
	%D%/practice.h
