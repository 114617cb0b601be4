# Clients: the list, a client's page, the form, the emergency view.

screens_libscreens_a_SOURCES += \
	%D%/alike.c \
	%D%/apart.c \
	%D%/alike.h \
	%D%/asks.c \
	%D%/client.h \
	%D%/clients.c \
	%D%/duplicates.c \
	%D%/duplicates.h \
	%D%/emergency.c \
	%D%/emergency.h \
	%D%/files.c \
	%D%/files.h \
	%D%/form.c \
	%D%/keys.c \
	%D%/merging.c \
	%D%/overview.c \
	%D%/page.c \
	%D%/page.h \
	%D%/papers.c \
	%D%/pictures.c \
	%D%/pictures.h \
	%D%/papers.h \
	%D%/page_keys.c \
	%D%/retention.c \
	%D%/rights.c \
	%D%/rights.h
