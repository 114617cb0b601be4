# Receipts: the check-out form, a closed receipt, the list.

screens_libscreens_a_SOURCES += \
	%D%/checkout.c \
	%D%/checkout.h \
	%D%/checkout_cautions.c \
	%D%/checkout_cells.c \
	%D%/checkout_draft.c \
	%D%/checkout_draw.c \
	%D%/checkout_picks.c \
	%D%/checkout_since.c \
	%D%/correct.c \
	%D%/page.c \
	%D%/page.h \
	%D%/page_draw.c \
	%D%/receipt.c \
	%D%/receipt.h \
	%D%/receipts.c \
	%D%/takings.c \
	%D%/words.c \
	%D%/words.h
