# The report engine and one file per report.

noinst_LIBRARIES += %D%/libreport.a
%C%_libreport_a_SOURCES = \
	%D%/data.c \
	%D%/kept.c \
	%D%/kept.h \
	%D%/monthly.c \
	%D%/monthly.h \
	%D%/monthly_after.c \
	%D%/monthly_back.c \
	%D%/monthly_compute.c \
	%D%/monthly_contact.c \
	%D%/monthly_hours.c \
	%D%/monthly_screenings.c \
	%D%/monthly_sheets.c \
	%D%/report.c \
	%D%/report.h \
	%D%/reports.def \
	%D%/rows.c \
	%D%/table.c \
	%D%/text.c \
	%D%/workbook.c \
	%D%/workbook.h \
	%D%/workbook_checks.c
