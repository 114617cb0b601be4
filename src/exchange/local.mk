# File formats: csv, json, xlsx, html, mapping.

noinst_LIBRARIES += %D%/libexchange.a
%C%_libexchange_a_SOURCES = \
	%D%/csv.h \
	%D%/json.h \
	%D%/mapping.h \
	%D%/xlsx.h
