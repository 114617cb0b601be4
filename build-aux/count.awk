# count.awk - "PASSED FAILED" of one test: awk -f count.awk TEST.trs TEST.log
#
# The driver adds an error for a program that exits with a status other than 0,
# which every program with a failed case does: that is no case of its own.

/^:test-result: (PASS|XFAIL)/		{ passed++ }
/^:test-result: (FAIL|XPASS|ERROR)/	{ failed++ }
/^ERROR: .* - exited with status /	{ ended = 1 }

END {
	if (failed > 1 && ended)
		failed--
	print passed + 0, failed + 0
}
