# An invented practice.

noinst_LIBRARIES += %D%/libdemo.a
%C%_libdemo_a_SOURCES = \
	%D%/after.c \
	%D%/charts.c \
	%D%/demo.c \
	%D%/demo.h \
	%D%/inside.h \
	%D%/names.c \
	%D%/names.h \
	%D%/newsletter.c \
	%D%/offer.c \
	%D%/papers.c \
	%D%/people.c \
	%D%/places.c \
	%D%/plan.c \
	%D%/random.c \
	%D%/receipts.c \
	%D%/reviews.c \
	%D%/screenings.c \
	%D%/visits.c \
	%D%/waiting.c
