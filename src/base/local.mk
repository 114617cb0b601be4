# Plain helpers that know nothing of a clinic.

noinst_LIBRARIES += %D%/libbase.a
%C%_libbase_a_SOURCES = \
	%D%/buf.h \
	%D%/bug.h \
	%D%/clock.h \
	%D%/date.h \
	%D%/digest.h \
	%D%/err.h \
	%D%/file.h \
	%D%/mem.h \
	%D%/money.h \
	%D%/text.h
