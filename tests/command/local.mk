# The program as a person runs it: $CHAIRSIDE_PROGRAM.
