# Files read into the practice: import.h is the door.

noinst_LIBRARIES += %D%/libimport.a
%C%_libimport_a_SOURCES = \
	%D%/agreement.c \
	%D%/alias.c \
	%D%/alias.h \
	%D%/alias_chart.c \
	%D%/alias_event.c \
	%D%/alias_when.c \
	%D%/apply.c \
	%D%/calendar.c \
	%D%/calendar.h \
	%D%/calendar_inside.h \
	%D%/calendar_words.c \
	%D%/card.c \
	%D%/chart.c \
	%D%/chart_visit.c \
	%D%/clean.c \
	%D%/client.c \
	%D%/columns.c \
	%D%/columns.h \
	%D%/consent.c \
	%D%/date.c \
	%D%/file.c \
	%D%/import.c \
	%D%/import.h \
	%D%/inside.h \
	%D%/kinds.c \
	%D%/link.c \
	%D%/lot.c \
	%D%/log.c \
	%D%/log.h \
	%D%/mapping.c \
	%D%/match.c \
	%D%/offer.c \
	%D%/older.c \
	%D%/other.c \
	%D%/outcome.c \
	%D%/own.c \
	%D%/place.c \
	%D%/plan.c \
	%D%/receipt.c \
	%D%/refused.c \
	%D%/review.c \
	%D%/seen.c \
	%D%/session.c \
	%D%/several.c \
	%D%/source.c \
	%D%/subscriber.c \
	%D%/survey.c \
	%D%/tell.c \
	%D%/value.c \
	%D%/waiting.c \
	%D%/when.c \
	%D%/words.c
