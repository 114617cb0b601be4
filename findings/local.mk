# Surprises of other people's software, each a script. They are no tests; see README.md.

EXTRA_DIST += %D%/README.md %D%/lib.sh \
	%D%/birthdays.sh \
	%D%/chart-labels.sh \
	%D%/end-of-the-month.sh \
	%D%/family-names.sh \
	%D%/hidden-before-the-other-screen.sh \
	%D%/leap-day-without-a-year.sh \
	%D%/light-on-dark.sh \
	%D%/link-above-the-file.sh \
	%D%/lots-in-json.sh \
	%D%/movements-one-by-one.sh \
	%D%/number-format-units.sh \
	%D%/ordinals-beside-weekdays.sh \
	%D%/quarter-hours-at-night.sh \
	%D%/questionnaire-links.sh \
	%D%/rest-of-a-changeset.sh \
	%D%/start-times.sh \
	%D%/thousands.sh \
	%D%/udi-examples.sh \
	%D%/visits-over-the-clock-change.sh \
	%D%/vowel-signs.sh \
	%D%/weeks-until-the-next-visit.sh \
	%D%/words-beside-a-number.sh
