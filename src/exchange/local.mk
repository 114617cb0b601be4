# File formats: csv, ics, json, xlsx, html, mapping, pictures, and codes on boxes.

noinst_LIBRARIES += %D%/libexchange.a
%C%_libexchange_a_SOURCES = \
	%D%/csv.c \
	%D%/csv.h \
	%D%/csv_write.c \
	%D%/ics.h \
	%D%/ics_event.c \
	%D%/ics_inside.h \
	%D%/ics_line.c \
	%D%/ics_read.c \
	%D%/ics_rule.c \
	%D%/ics_rule.h \
	%D%/ics_series.c \
	%D%/ics_time.c \
	%D%/ics_windows.c \
	%D%/ics_write.c \
	%D%/ics_zone.c \
	%D%/json.c \
	%D%/json.h \
	%D%/json_record.c \
	%D%/json_record.h \
	%D%/mapping.c \
	%D%/mapping.h \
	%D%/module.c \
	%D%/module.h \
	%D%/photo.h \
	%D%/photo_clean.c \
	%D%/photo_copy.c \
	%D%/photo_decode.c \
	%D%/photo_exif.c \
	%D%/photo_heic.c \
	%D%/photo_inside.h \
	%D%/photo_jpeg.c \
	%D%/photo_look.c \
	%D%/photo_module.c \
	%D%/photo_module.h \
	%D%/photo_pixels.c \
	%D%/tar.c \
	%D%/tar.h \
	%D%/udi.c \
	%D%/udi.h \
	%D%/udi_gs1.c \
	%D%/udi_hibc.c \
	%D%/udi_inside.h \
	%D%/xlsx.c \
	%D%/xlsx.h \
	%D%/xlsx_module.c \
	%D%/xlsx_module.h \
	%D%/xlsx_record.c \
	%D%/xlsx_record.h \
	%D%/xlsx_text.c \
	%D%/xlsx_text.h \
	%D%/zipcheck.c \
	%D%/zipcheck.h
