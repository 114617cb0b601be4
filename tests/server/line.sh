# What a slow, a stalled and a cut line do to a login over a real sshd; see line.py.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"
. "$CHAIRSIDE_SOURCE/tests/support/sshd.sh"

sshd_needs
unset CHAIRSIDE_NOW	# over the line the clock is the machine's
new_practice
mkdir -p "$ssh" "$tap_folder/in"
sshd_key owner
sshd_key dora
chairside staff add name=Dora login=dora role=front_desk
chairside key add "$(id -un)" "$ssh/owner.pub"
chairside key add dora "$ssh/dora.pub"
{
	echo given,family
	seq -f 'Anna of a long name that fills a row of a wide window,Aaberg%03g' 300
} >"$tap_folder/in/clients.csv"
printf 'code,name,chart,minutes\nMN,Micro needling,microneedling,60\n' >"$tap_folder/in/services.csv"
printf 'client,service,date,status\nAnna of a long name that fills a row of a wide window Aaberg001,MN,%s,done\n' "$(date -u +%F)" \
    >"$tap_folder/in/sessions.csv"
for kind in clients services sessions; do
	case_run "its $kind" 0 ' added' import $kind "$tap_folder/in/$kind.csv"
done
sshd_begin
python3 "$CHAIRSIDE_SOURCE/tests/server/line.py" "$port" "$ssh" "$db" "$CHAIRSIDE_PROGRAM" >"$out" 2>&1
while read -r line_status line_name; do
	case $line_status in
	[01]) tap_case "$line_status" "$line_name" ;;
	*) tap_note "$line_name" ;;
	esac
done <"$out"
case_is 'every case was tried' "$tap_cases" 11
case_run 'the practice is whole' 0 '' check --deep
sshd_end
tap_end
