# What is there is named where it must be: every file in its folder's local.mk,
# every report in reports.def, every subcommand in commands.def. And the other
# way round: what is named is there.
. "$CHAIRSIDE_SOURCE/tests/lint/lint.sh"

# The names in the local.mk files and Makefile.am, as paths from the top. %D% alone
# stays: it names the folder that a rule makes, not the files in it.
named()
{
	files local.mk $folders | while read -r mk; do
		sed -e 's/#.*//' -e "s|%D%/|${mk%/local.mk}/|g" "$mk"
	done
	[ ! -f Makefile.am ] || sed 's/#.*//' Makefile.am
}

words()
{
	tr -s ' \t=\\' '\n\n\n\n' | sed 's/:$//' | sort -u
}

named | words >"$tap_folder/named"
named | sed -n 's/^CLEANFILES +=//p' | words >"$tap_folder/built"

# A file is named itself, without `.c` as a test, or by a folder above it.
{
	for suffix in c h def awk sql sh py ini json txt csv tsv md checklist; do
		files "*.$suffix" src db screens tests doc
	done
	files '*.md' .
	files '*' db/migrations db/queries db/checklists db/papers db/presets
} | grep -vxFf "$tap_folder/built" | awk '
	FILENAME != "-" { named[$0]; next }
	{
		path = $0
		if (path ~ /^tests\/.*\.c$/)
			sub(/\.c$/, "", path)
		found = (path in named) || ($0 in named)
		while (!found && sub(/\/[^\/]*$/, "", path))
			found = path in named
		if (!found)
			print $0 " is named in no local.mk"
	}' "$tap_folder/named" - | sort -u >"$found"
rule 'every file is named in a local.mk'

grep -E '^(src|db|screens|tests|doc|man|build-aux)/.*\.[a-z0-9]+$' "$tap_folder/named" |
grep -vE '\.(a|o|mk)$' | grep -vxFf "$tap_folder/built" | while read -r path; do
	[ -e "$path" ] || echo "$path is named and not there"
done >"$found"
rule 'every named file is there'

# table DEF MACRO - the files and lines of a table of features.
# `const struct report report_monthly` is defined in monthly.c and has a line
# REPORT(monthly...) in reports.def, each of the three for the other two.
table()
{
	def=$1 macro=$2
	kind=$(printf '%s' "$macro" | tr '[:upper:]' '[:lower:]')
	folder=${def%/*}
	[ -d "$folder" ] || return 0
	files '*.c' "$folder" | while read -r file; do
		name=${file##*/}
		name=${name%.c}
		sed -n "s/^const struct $kind ${kind}_\([a-z0-9_]*\)[ =].*/\1/p" "$file" |
		while read -r defined; do
			[ "$defined" = "$name" ] ||
			    echo "$file defines ${kind}_$defined"
			grep -q "^$macro($defined[,)]" "$def" 2>/dev/null ||
			    echo "$file has no line in $def"
		done
	done
	[ -f "$def" ] || return 0
	sed -n "s/^$macro(\([a-z0-9_]*\).*/\1/p" "$def" | while read -r name; do
		grep -q "^const struct $kind ${kind}_$name[ =]" "$folder/$name.c" 2>/dev/null ||
		    echo "$def names $name, and $folder/$name.c does not define it"
	done
}

table src/report/reports.def REPORT >"$found"
rule 'every report has a line in reports.def'
table src/command/commands.def COMMAND >"$found"
rule 'every subcommand has a line in commands.def'

tap_end
