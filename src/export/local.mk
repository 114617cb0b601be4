# What leaves the practice as a file.

noinst_LIBRARIES += %D%/libexport.a
%C%_libexport_a_SOURCES = \
	%D%/attachment.c \
	%D%/attachment.h \
	%D%/book.c \
	%D%/book.h \
	%D%/book_print.c \
	%D%/book_print.h \
	%D%/bundle.c \
	%D%/bundle.h \
	%D%/calendar.c \
	%D%/calendar.h \
	%D%/card_print.c \
	%D%/card_print.h \
	%D%/checklist_print.c \
	%D%/checklist_print.h \
	%D%/screening_paper.c \
	%D%/screening_paper.h \
	%D%/due_file.c \
	%D%/due_file.h \
	%D%/event_pack.c \
	%D%/event_pack.h \
	%D%/evidence.c \
	%D%/evidence.h \
	%D%/export.c \
	%D%/export.h \
	%D%/export_file.c \
	%D%/export_file.h \
	%D%/free_slots.c \
	%D%/free_slots.h \
	%D%/newsletter_files.c \
	%D%/newsletter_files.h \
	%D%/paper.c \
	%D%/papers_print.c \
	%D%/papers_print.h \
	%D%/paper.h \
	%D%/pictures_page.c \
	%D%/pictures_page.h \
	%D%/receipt_print.c \
	%D%/receipt_print.h \
	%D%/support.c \
	%D%/support.h
