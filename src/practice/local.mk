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
	%D%/practice.c \
	%D%/practice.h \
	%D%/report.c \
	%D%/roles.c \
	%D%/save.c \
	%D%/screening.c \
	%D%/screening.h \
	%D%/search.c \
	%D%/search.h
