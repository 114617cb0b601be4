# The program as a person runs it: $CHAIRSIDE_PROGRAM.

program_tests += %D%/usage.sh
sh_tests += %D%/install.sh
