# The program as a person runs it: $CHAIRSIDE_PROGRAM.

program_tests += %D%/usage.sh %D%/client.sh %D%/rights.sh %D%/companions.sh %D%/files.sh %D%/hostile.sh \
	%D%/output.sh %D%/writers.sh %D%/manual.sh %D%/module.sh %D%/import.sh \
	%D%/export.sh %D%/book.sh %D%/next_print.sh %D%/attach.sh %D%/photos.sh %D%/checklist.sh %D%/event.sh %D%/journal.sh %D%/session.sh %D%/backup.sh %D%/second_machine.sh %D%/report.sh %D%/terminal.sh %D%/group.sh %D%/support.sh \
	%D%/server_setup.sh %D%/server_move.sh %D%/server_ssh.sh
sh_tests += %D%/install.sh
EXTRA_DIST += %D%/chairside.sh
