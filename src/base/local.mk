# Plain helpers that know nothing of a clinic.

noinst_LIBRARIES += %D%/libbase.a
%C%_libbase_a_SOURCES = \
	%D%/buf.c \
	%D%/buf.h \
	%D%/bug.c \
	%D%/bug.h \
	%D%/clock.c \
	%D%/clock.h \
	%D%/companion.c \
	%D%/companion.h \
	%D%/complete.c \
	%D%/complete.h \
	%D%/date.c \
	%D%/date.h \
	%D%/date_input.c \
	%D%/date_inside.h \
	%D%/date_today.c \
	%D%/digest.c \
	%D%/digest.h \
	%D%/err.c \
	%D%/err.h \
	%D%/file.c \
	%D%/file.h \
	%D%/mem.c \
	%D%/mem.h \
	%D%/money.c \
	%D%/money.h \
	%D%/number.c \
	%D%/number.h \
	%D%/order.h \
	%D%/path.c \
	%D%/path.h \
	%D%/process.c \
	%D%/process.h \
	%D%/scratch.c \
	%D%/scratch.h \
	%D%/seal.c \
	%D%/seal.h \
	%D%/secret.c \
	%D%/secret.h \
	%D%/sink.c \
	%D%/sink.h \
	%D%/systemlog.c \
	%D%/systemlog.h \
	%D%/text.c \
	%D%/text.h \
	%D%/text_measure.c \
	%D%/text_phone.c \
	%D%/unseen.c \
	%D%/unseen.h \
	%D%/words.c \
	%D%/words.h \
	%D%/zone.c \
	%D%/zone.h
