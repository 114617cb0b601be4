# Surprises of other people's software, each a script. They are no tests; see README.md.

EXTRA_DIST += %D%/README.md %D%/lib.sh \
	%D%/birthdays.sh \
	%D%/chart-labels.sh \
	%D%/hidden-before-the-other-screen.sh \
	%D%/light-on-dark.sh \
	%D%/link-above-the-file.sh \
	%D%/movements-one-by-one.sh \
	%D%/number-format-units.sh \
	%D%/ordinals-beside-weekdays.sh \
	%D%/questionnaire-links.sh \
	%D%/rest-of-a-changeset.sh \
	%D%/start-times.sh \
	%D%/thousands.sh \
	%D%/udi-examples.sh \
	%D%/visits-over-the-clock-change.sh \
	%D%/vowel-signs.sh
