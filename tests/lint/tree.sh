# What must not be in the tree: workbooks and practice files, secrets, paths of
# somebody's machine. And every header says first what it is.
. "$CHAIRSIDE_SOURCE/tests/lint/lint.sh"

for suffix in xlsx xls ods; do
	files "*.$suffix" . $folders
done >"$found"
rule 'no workbook is in the tree'

for suffix in db sqlite key pem; do
	files "*.$suffix" . $folders
done >"$found"
rule 'no practice file or key is in the tree'

# Without what configure and autoreconf write, and the lints' own patterns.
files '*' . $folders | grep -v '^tests/lint/' |
grep -vE '^(configure|config\.(log|status)|aclocal\.m4|Makefile(\.in)?|configured|make\.log)$' |
tr '\n' '\0' >"$tap_folder/texts"

xargs -0 -r grep -nIE 'BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9]|[Pp]assw(or)?d *[=:] *"[^"]' \
    <"$tap_folder/texts" >"$found"
rule 'no secret is in the tree'

xargs -0 -r grep -nIE '(^|[^A-Za-z0-9_.$}])/(work|home|root|Users)/' \
    <"$tap_folder/texts" >"$found"
rule 'no path of a machine is in the tree'

files '*.h' src db screens tests | grep -vxF 'db/embed-data.h' | xargs -r awk '
	FNR == 1 {
		start = $0
		name = guard = FILENAME
		sub(/.*\//, "", name)
		sub(/^src\//, "", guard)
		gsub(/[^A-Za-z0-9]/, "_", guard)
		guard = "#ifndef CHAIRSIDE_" toupper(guard)
		unguarded[FILENAME] = guard
		unsaid[FILENAME] = name
	}
	FNR == 2 && start == "/*" && index($0, " * " name " - ") == 1 {
		delete unsaid[FILENAME]
	}
	$0 == guard { delete unguarded[FILENAME] }
	END {
		for (file in unsaid)
			print file " does not begin with `/*` and ` * " unsaid[file] " - what it is`"
		for (file in unguarded)
			print file " has no line `" unguarded[file] "`"
	}' >"$found"
rule 'every header says first what it is'

version=$(sed -n 's/^AC_INIT(\[chairside\], \[\(.*\)\])$/\1/p' configure.ac 2>/dev/null)
if [ -n "$version" ] && ! grep -qs "^## $version " CHANGES.md; then
	echo "configure.ac: $version has no heading in CHANGES.md"
fi >"$found"
rule 'what is new in a version is told'

tap_end
