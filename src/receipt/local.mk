# Receipts, from the first line to a void or a refund: receipts.h is the door.

noinst_LIBRARIES += %D%/libreceipt.a
%C%_libreceipt_a_SOURCES = \
	%D%/receipts.c \
	%D%/receipts.h \
	%D%/receipts_correct.c \
	%D%/receipts_file.c \
	%D%/receipts_file.h \
	%D%/receipts_list.c \
	%D%/receipts_save.c \
	%D%/takings.c \
	%D%/takings.h
