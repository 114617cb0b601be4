# Rules of the house that a compiler does not check.

sh_tests += %D%/includes.sh %D%/words.sh %D%/tables.sh %D%/tree.sh %D%/manual.sh \
	%D%/link.sh %D%/itself.sh %D%/house.sh %D%/promises.sh %D%/recipes.sh
EXTRA_DIST += %D%/lint.sh tests/support/recipes.py tests/support/typed.py %D%/code.awk %D%/for_tests.txt \
	%D%/layers.txt %D%/leaves.txt %D%/libraries.txt
