# Many people at one practice over a real sshd. LOGINS (50), SOAK_SECONDS (120), CLIENTS (2000)
# and SEED say how many, for how long, and in how large a practice, PRACTICE a demo to be copied
# instead of made; DELAY (0) makes the line so many ms long each way.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"
. "$CHAIRSIDE_SOURCE/tests/support/sshd.sh"

logins=${LOGINS:-50}
unset CHAIRSIDE_NOW	# over the line the clock is the machine's
sshd_needs
db=$tap_folder/practice.db
if [ -n "${PRACTICE-}" ]; then
	cp "$PRACTICE" "$db" && cp "$PRACTICE.key" "$db.key" && sync "$db"
	case_is 'a practice' $? 0
else
	case_run 'a practice' 0 '' init --demo --clients "${CLIENTS:-2000}" --seed "${SEED:-1}"
fi
sshd_begin 'MaxStartups 60:30:120' 'ClientAliveInterval 5' 'ClientAliveCountMax 2'
keyless=''
echo 'name,code,login,role' >"$tap_folder/staff.csv"
for n in $(seq -f %02g "$logins"); do
	echo "Soak $n,S$n,soak$n,practitioner" >>"$tap_folder/staff.csv"
	sshd_key "soak$n"
done
case_run 'its people' 0 '' import staff "$tap_folder/staff.csv"
for n in $(seq -f %02g "$logins"); do
	"$CHAIRSIDE_PROGRAM" key add "soak$n" "$ssh/soak$n.pub" >/dev/null || keyless=$keyless$n
done
case_is 'each has a key' "$keyless" ''
case_run 'whom two of them have open' 0 '' client add given=Soak family=Watched
sshd_known
setpriv --pdeathsig TERM python3 "$CHAIRSIDE_SOURCE/tests/soak/delay.py" "$port" "${DELAY:-0}" \
    >"$tap_folder/port" &
delay_pid=$!
until [ -s "$tap_folder/port" ]; do sleep 0.1; done
[ "${DELAY:-0}" -eq 0 ] || port=$(cat "$tap_folder/port")
DELAY=${DELAY:-0} "$CHAIRSIDE_BUILD/tests/soak/soak" "$db" "$CHAIRSIDE_PROGRAM" "$logins" "${SOAK_SECONDS:-120}" \
    ssh -tt -F none -p "$port" -i "$ssh/soak%" -o IdentitiesOnly=yes -o BatchMode=yes \
    -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
    "$(id -un)@127.0.0.1"
case_is 'the targets are met' $? 0
kill $delay_pid
case_run 'the practice is whole' 0 '' check --deep
tap_end
