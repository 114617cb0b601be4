# One file per subcommand of the command line.

noinst_LIBRARIES += %D%/libcommand.a
%C%_libcommand_a_SOURCES = \
	%D%/attach.c \
	%D%/attachment.c \
	%D%/authorized_keys.c \
	%D%/backup.c \
	%D%/book.c \
	%D%/check.c \
	%D%/checklist.c \
	%D%/client.c \
	%D%/client_merge.c \
	%D%/client_merge.h \
	%D%/client_rights.c \
	%D%/client_rights.h \
	%D%/command.c \
	%D%/command.h \
	%D%/commands.def \
	%D%/event.c \
	%D%/consent.c \
	%D%/document.c \
	%D%/export.c \
	%D%/fetch.c \
	%D%/fetch_backup.c \
	%D%/free.c \
	%D%/help.c \
	%D%/history.c \
	%D%/import.c \
	%D%/inbox.c \
	%D%/init.c \
	%D%/journal.c \
	%D%/key.c \
	%D%/mapping.c \
	%D%/next_print.c \
	%D%/parse.c \
	%D%/parse.h \
	%D%/photos.c \
	%D%/print.c \
	%D%/print.h \
	%D%/receipt.c \
	%D%/redo.c \
	%D%/report.c \
	%D%/rescue.c \
	%D%/restore.c \
	%D%/server_move.c \
	%D%/server_setup.c \
	%D%/session.c \
	%D%/staff.c \
	%D%/stock.c \
	%D%/support.c \
	%D%/trace.c \
	%D%/undo.c \
	%D%/usage.c
