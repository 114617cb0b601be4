# Lists of records, page by page: page.h is the door.

noinst_LIBRARIES += %D%/liblists.a
%C%_liblists_a_SOURCES = \
	%D%/all.c \
	%D%/cells.c \
	%D%/client.c \
	%D%/client_files.c \
	%D%/client_papers.c \
	%D%/clients.c \
	%D%/columns.c \
	%D%/event.c \
	%D%/export.c \
	%D%/history.c \
	%D%/inside.h \
	%D%/journal.c \
	%D%/keys.c \
	%D%/lists.c \
	%D%/lot.c \
	%D%/offer.c \
	%D%/page.c \
	%D%/page.h \
	%D%/stops.c \
	%D%/trace.c
