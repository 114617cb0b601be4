# One file per record type: its fields, declared once.

noinst_LIBRARIES += %D%/librecord.a
%C%_librecord_a_SOURCES = \
	%D%/after.c \
	%D%/chart.c \
	%D%/checklist.c \
	%D%/checklist.h \
	%D%/client.c \
	%D%/client_merge.c \
	%D%/consent.c \
	%D%/contact.c \
	%D%/describe.c \
	%D%/describe.h \
	%D%/emergency.c \
	%D%/field.c \
	%D%/field.h \
	%D%/field_type.c \
	%D%/field_type.h \
	%D%/hours.c \
	%D%/idle.c \
	%D%/idle.h \
	%D%/import_row.c \
	%D%/lot.c \
	%D%/name.c \
	%D%/name_split.c \
	%D%/patch_test.c \
	%D%/patch_test.h \
	%D%/place.c \
	%D%/plan.c \
	%D%/plan.h \
	%D%/practice.c \
	%D%/product.c \
	%D%/receipt.c \
	%D%/record.c \
	%D%/record.h \
	%D%/review.c \
	%D%/roles.def \
	%D%/rights.c \
	%D%/screening.c \
	%D%/service.c \
	%D%/session.c \
	%D%/staff.c \
	%D%/staff_setting.c \
	%D%/subscriber.c \
	%D%/types.c
