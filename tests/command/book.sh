# The book of a day and the next free slots: who comes when, with their free time, and what a
# service needs; on paper the same with blank screenings, nothing medical for who may not see it;
# what is asked wrongly gives one sentence.
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
# --- on paper
print() { chairside book print "$@"; }
print
case_is 'print' "$status" 0
case_ok 'the next day with somebody booked' grep -q '^Fri 13 Mar 2026, Test practice  *page 1$' "$out"
case_ok 'the time, the name and the phone' grep -q '^10:00  *Okafor, Ngozi  *604 555 0134$' "$out"
case_ok 'how long and by whom' grep -q \
    'Microneedling, treated from 10:30, to 11:30, by Jonas Lind, booked' "$out"
case_ok 'what must not be missed' grep -q '! ALLERGY latex' "$out"
case_ok 'nobody who cancelled' sh -c '! grep -q Eva "$1"' - "$out"
case_ok 'no answer is parted from its key' sh -c '! grep -v "page [0-9]*$" "$1" | grep -qE " [a-z0-9-]$"' - "$out"
case_ok 'no line is wider than 78 columns' sh -c '! tr -d "\f" <"$1" | grep -qE "^.{79}"' - "$out"
case_is 'no page is longer than 60 lines' "$(awk 'BEGIN { RS = "\f" }
	{ n = gsub(/\n/, "") ; if (n > most) most = n } END { print (most <= 60) }' "$out")" 1
case_ok 'a form, on a page of its own' grep -q "$(printf '^\fOkafor, Ngozi: ')" "$out"
# a form asks in the order of the screen, with its keys
sed -n 's/^ *\([0-9][0-9]*\) ____ .*/\1/p' "$out" >numbers
case_is 'its items are numbered through' "$(cat numbers)" "$(seq "$(wc -l <numbers)")"
case_ok 'there are some' test "$(wc -l <numbers)" -gt 10
case_ok 'a date may be never, by its key' grep -q 'a day, a month or a year   x never   - not known' "$out"
case_ok 'an answer has its key' grep -qE '^ {10}.*n no .*- not known' "$out"
case_is 'it is journalled, once' "$(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT kind, label FROM journal "
    "WHERE label LIKE ?", ("export book%",)).fetchall())' "$db")" "[('export', 'export book 2026-03-13')]"
print --day 2026-03-13 --format html -o page.html
case_is 'as a page' "$status" 0
case_ok 'with the same in it' grep -q 'Okafor, Ngozi' page.html
case_ok 'that runs nothing and asks for nothing' sh -c '! grep -qiE "<script|<img|<link|href|src=|url\(" page.html'
case_ok 'it is well formed' python3 -c 'import html.parser, sys
class P(html.parser.HTMLParser):
    open_ = []
    def handle_starttag(self, tag, a):
        if tag not in ("meta",): self.open_.append(tag)
    def handle_endtag(self, tag):
        assert self.open_.pop() == tag, tag
p = P(); p.feed(open("page.html", encoding="utf-8").read()); p.close()
assert p.open_ == [], p.open_'
rows sessions <<'END'
client,service,staff,date,start,status
2,FA,JL,2026-03-16,14:00,booked
END
print --day 2026-03-16 --format html
case_ok 'a name cannot command a browser' grep -q '&#60;Lind&#62;' "$out"
case_ok 'without a form for who needs none' grep -q ', 0 to be screened' "$out"
echo kept >kept
ln -s kept link
case_run 'not over a link' 1 'cannot write link' book print --day 2026-03-13 -o link
case_is 'which is as it was' "$(cat kept)" kept
case_run 'a full disk' 1 'annot write|No space' book print --day 2026-03-13 -o /dev/full
case_run 'another word' 2 'chairside book print' book sell
case_run 'another format' 2 'text or html' book print --format json
case_run '--output shows no book' 2 'for book print' book -o page.txt
CHAIRSIDE_NOW=2026-03-20T10:00 case_run 'nobody is booked any more' 1 'Nobody is booked after today' book print
# (the clock of a login that is named is the real one)
chairside --db "$db" --login fay book print --day 2026-03-13
case_is 'the front desk may' "$status" 0
case_ok 'it is told what is left out' grep -q 'Left out' "$out"
case_ok 'and that there is something' grep -q '! see screening' "$out"
case_ok 'and nothing of it' sh -c '! grep -qi latex "$1"' - "$out"
tap_end
