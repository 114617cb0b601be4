# The book of a day and the next free slots: who comes when, with their free time, and what a
# service needs; what is asked wrongly gives one sentence.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
rows() { cat >rows.csv && chairside import "$1" rows.csv; }
rows services <<'END'
code,name,minutes,numbing_minutes,cleanup_minutes,checklist
MN,Microneedling,60,30,15,microneedling
FA,Facial,45,,,
END
case_is 'services' "$status" 0
rows staff <<'END'
code,name,role,login
JL,Jonas Lind,practitioner,jonas
FD,Fay Desk,front_desk,fay
END
case_is 'staff' "$status" 0
rows clients <<'END'
external_id,given,family,phone,allergies
1,Ngozi,Okafor,604 555 0134,latex
2,Eva,<Lind>,604 555 0177,
END
case_is 'clients' "$status" 0
rows sessions <<'END'
client,service,staff,date,start,status,numbing
1,MN,JL,2026-03-13,10:00,booked,30
2,FA,JL,2026-03-13,14:00,cancelled,
END
case_is 'sessions' "$status" 0

# --- the book
case_run 'a day as text' 0 '^Fri 13 Mar 2026' book --day tomorrow
line=$(grep Okafor "$out")
for word in '10:00' '11:30' '604 555 0134' 'Microneedling' 'Jonas Lind' 'booked' 'latex'; do
	case_ok "it tells $word" sh -c 'printf "%s\n" "$1" | grep -q "$2"' - "$line" "$word"
done
case_ok "and free time" grep -q "11:30.*Jonas Lind.*free" "$out"
chairside book --day 2026-03-13 --format json
case_is 'as JSON: the day' "$(json "$out" '["date"]')" 2026-03-13
case_is 'comes at' "$(json "$out" '["visits"][0]["comes_at"]')" 10:00
case_is 'treated at' "$(json "$out" '["visits"][0]["treated_at"]')" 10:30
case_is 'to be screened' "$(json "$out" '["visits"][0]["to_screen"]')" True
case_is 'a cancelled visit' "$(json "$out" '["visits"][1]["status"]')" cancelled
case_is 'free time' "$(json "$out" '["free"][0]["from"]')" 09:00
chairside --db "$db" --login fay book --day 2026-03-13 --format json
case_is 'the front desk is told that there is something' \
    "$(json "$out" '["visits"][0]["alerts"]')" 'see screening'
case_run 'a day without anybody' 0 'Nobody is booked' book --day 2026-03-15
case_run 'no day' 2 'not a day' book --day someday
case_run 'a format that is none' 2 'text or json' book --format csv

# --- free slots
case_run 'the next slots' 0 'These are the first 10' free --service mn
case_is 'ten lines and a heading' "$(wc -l <"$out")" 11
chairside free --service MN --staff jl --from 2026-03-13 --days 1 --format json
case_is 'as JSON: the day' "$(json "$out" '[0]["date"]')" 2026-03-13
case_is 'comes at' "$(json "$out" '[0]["comes_at"]')" 09:00
# he treats the other one from 10:30 to 11:30; who comes next is numbed meanwhile
case_is 'the next comes at' "$(json "$out" '[1]["comes_at"]')" 11:00
case_is 'and is treated at' "$(json "$out" '[1]["treated_at"]')" 11:30
case_is 'by whom' "$(json "$out" '[0]["staff"]')" 'Jonas Lind'
chairside free --service Facial --staff JL --from 2026-03-13 --days 1 --most 2 --format csv
case_is 'by the name of the service, as CSV' "$(sed -n 2p "$out" | tr -d '\r')" \
    '2026-03-13,09:00,09:00,09:45,Jonas Lind,,'
case_run 'of somebody who does not treat' 0 'Nothing is free in the days' \
    free --service MN --staff FD
case_run 'for which service' 2 'which service' free
case_run 'a service that is none' 1 'Service "XX" is not there' free --service XX
case_run 'a person who is none' 1 'Staff "XX" is not there' free --service MN --staff XX
case_run 'a past day' 2 'is past' free --service MN --from 2026-03-11
case_run 'no day' 2 'not a day' free --service MN --from someday
case_run 'too many days' 2 '1 to 366' free --service MN --days 400
case_run 'a format that is none' 2 'text, json or csv' free --service MN --format xlsx
tap_end
