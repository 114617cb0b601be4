# The manual page knows every command and every option that --help knows.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

page=$CHAIRSIDE_SOURCE/man/chairside.1
options()	# the long options in $out
{
	sed -n 's/^  *\(-[a-z], \)*--\([a-z-]*\).*/\2/p' "$out"
}

kinds()	# of files that the command takes or writes
{
	case $1 in
	import) file=src/import/kinds.c ;;
	export) file=src/export/export.c ;;
	*) return ;;
	esac
	sed -n 's/^	{ .name = "\([a-z_]*\)", .type = &record_.*/\1/p' "$CHAIRSIDE_SOURCE/$file"
}

chairside --help
cp "$out" "$tap_folder/help"
for option in $(options); do
	case_ok "--$option" grep -Eq "Fl -$option( |\$)" "$page"
done
for command in $(sed -n 's/^  \([a-z][a-z-]*\)  *[A-Z].*/\1/p' "$tap_folder/help"); do
	# the text under the command's own heading
	awk -v name="$command" '
		/^\.(It|Ss) Cm / { on = $3 == name }
		on' "$page" >"$tap_folder/about"
	case_ok "$command" test -s "$tap_folder/about"
	chairside "$command" --help
	for option in $(options | grep -vxE 'help|version'); do
		case_ok "$command --$option" grep -Eq "Fl -$option( |\$)" "$tap_folder/about"
	done
	case $command in
	import | export) case_ok "$command has kinds" test -n "$(kinds "$command")" ;;
	esac
	for kind in $(kinds "$command"); do
		case_ok "$command $kind" grep -qw "$kind" "$tap_folder/about"
		case_ok "$command $kind, in --help" grep -qw "$kind" "$out"
	done
done
tap_end
