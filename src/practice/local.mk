# Use cases, one file per noun.

noinst_LIBRARIES += %D%/libpractice.a
%C%_libpractice_a_SOURCES = \
	%D%/checklists.c \
	%D%/checklists.h \
	%D%/clients.c \
	%D%/clients.h \
	%D%/demo.c \
	%D%/demo.h \
	%D%/demo_names.c \
	%D%/demo_names.h \
	%D%/demo_newsletter.c \
	%D%/demo_offer.c \
	%D%/demo_people.c \
	%D%/demo_plan.c \
	%D%/demo_random.c \
	%D%/demo_receipts.c \
	%D%/demo_reviews.c \
	%D%/demo_screenings.c \
	%D%/demo_visits.c \
	%D%/exchange.h \
	%D%/export.c \
	%D%/figures.h \
	%D%/history.c \
	%D%/history.h \
	%D%/import.c \
	%D%/import.h \
	%D%/import_alias.c \
	%D%/import_apply.c \
	%D%/import_date.c \
	%D%/import_kinds.c \
	%D%/import_link.c \
	%D%/import_log.c \
	%D%/import_log.h \
	%D%/import_plan.c \
	%D%/import_receipt.c \
	%D%/import_seen.c \
	%D%/import_session.c \
	%D%/import_source.c \
	%D%/import_subscriber.c \
	%D%/import_value.c \
	%D%/newsletter.h \
	%D%/offer.h \
	%D%/practice.c \
	%D%/practice.h \
	%D%/preflight.h \
	%D%/report.c \
	%D%/reviews.h \
	%D%/roles.c \
	%D%/save.c \
	%D%/screening.c \
	%D%/screening.h \
	%D%/screening_form.h \
	%D%/search.c \
	%D%/search.h \
	%D%/sessions.h \
	%D%/standing.h
