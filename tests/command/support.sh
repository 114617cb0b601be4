# What is sent along with a question: it helps, and nobody and nothing that was typed is
# in it. Every text of a practice, its folder and its people have the same mark here.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

mkdir "$tap_folder/Zqxv"
db=$tap_folder/Zqxv/practice.db
CHAIRSIDE_DB=$db
chairside init --name 'Zqxv skin' --timezone UTC
case_ok 'a practice is made' test "$status" -eq 0
fields=
for field in given family preferred address city region postcode country allergies \
    medicines conditions alert emergency referral tags external_id notes do_not_book \
    do_not_ask_review; do
	fields="$fields $field=Zqxv"
done
case_run 'a client of marks' 0 'Client 1 added' client add $fields \
    email=zqxv@example.org
printf 'platform,reviewer,stars,received_at,text\nZqxv,Zqxv,5,2026-03-01,Zqxv\n' \
    >"$tap_folder/reviews.csv"
case_run 'a review of marks' 0 '' import reviews "$tap_folder/reviews.csv"

printf 'code,name,login,role\nZqxv,Zqxv,zqxv,read_only\n' >"$tap_folder/staff.csv"
case_run 'staff of marks' 0 '' import staff "$tap_folder/staff.csv"

chairside support
case_is 'it is printed' "$status" 0
cat "$out" "$err" >"$tap_folder/said"
for fact in 'chairside .*[0-9]' 'library .*ncurses [0-9]' 'library .*SQLite 3' \
    'library .*libxlsxwriter [0-9]' 'schema .*[0-9]' 'clients .*1$' 'reviews .*1$' \
    'timezone .*UTC' 'name .*set$' 'review_link .*blank$' '^none is known'; do
	case_ok "it has $fact" grep -q "$fact" "$tap_folder/said"
done
case_ok 'no mark is in it' sh -c "! grep -qi zqxv '$tap_folder/said'"
case_ok 'the marks are in the practice' sh -c \
    "'$CHAIRSIDE_PROGRAM' client show 1 | grep -q Zqxv"

for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21; do
	echo "2026-03-01T10:00:00Z chairside 0.1.0 src/x.c:$n what was wrong"
done >"$db.mistakes"
case_run 'mistakes are in it' 0 'src/x.c:21 what was wrong' support
case_is 'the newest twenty' "$(grep -c 'what was wrong' "$out")" 20
case_ok 'not the oldest' sh -c "! grep -q 'x.c:1 ' '$out'"
case_run 'mistakes are not written over' 1 'belongs to the practice' export \
    clients -o "$db.mistakes"

case_run 'a login that may not check is told nothing' 77 'and may not check the practice file' \
    --db "$db" --login zqxv support
case_run 'a login that is unknown is told nothing of the practice' 77 \
    'it could not be looked at' --db "$db" --login nobody support
case_ok 'and of the program all' grep -q 'SQLite 3' "$out"
case_ok 'but no number of clients' sh -c "! grep -q '^clients' '$out'"
printf 'no practice' >"$tap_folder/other.db"
CHAIRSIDE_DB=$tap_folder/other.db
case_run 'a file that is none' 1 'it could not be looked at' support
case_ok 'the program is told of' grep -q 'libxlsxwriter' "$out"
tap_end
