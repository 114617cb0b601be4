# One file per screen.

noinst_LIBRARIES += %D%/libscreens.a
%C%_libscreens_a_SOURCES = \
	%D%/checklists.c \
	%D%/checkout.c \
	%D%/checkout.h \
	%D%/checkout_cells.c \
	%D%/checkout_draw.c \
	%D%/checkout_picks.c \
	%D%/child.c \
	%D%/child.h \
	%D%/client.h \
	%D%/client_asks.c \
	%D%/desk.c \
	%D%/desk.h \
	%D%/draft.c \
	%D%/draft.h \
	%D%/figure_rows.c \
	%D%/form_client.c \
	%D%/form_session.c \
	%D%/forms.def \
	%D%/forms.h \
	%D%/import.c \
	%D%/later.c \
	%D%/merge.c \
	%D%/merge.h \
	%D%/offer.c \
	%D%/offer.h \
	%D%/office.c \
	%D%/preferences.c \
	%D%/preflight.c \
	%D%/receipt.c \
	%D%/receipt.h \
	%D%/receipt_correct.c \
	%D%/receipt_page.c \
	%D%/receipt_page.h \
	%D%/receipt_page_draw.c \
	%D%/receipt_words.c \
	%D%/receipt_words.h \
	%D%/record_form.c \
	%D%/record_form.h \
	%D%/reports.c \
	%D%/reports.h \
	%D%/request_page.c \
	%D%/request_page.h \
	%D%/screening.c \
	%D%/screening.h \
	%D%/screens.c \
	%D%/screens.def \
	%D%/screens.h \
	%D%/soon.c \
	%D%/today.c \
	%D%/today.h \
	%D%/today_draw.c \
	%D%/today_visit.c \
	%D%/visit.c \
	%D%/visit.h
