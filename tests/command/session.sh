# A visit as evidence, and whether what was signed verifies: the visit is named by its client,
# day and time; a fault is exit status 3; what is asked wrongly gives one sentence.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
rows() { cat >rows.csv && chairside import "$1" rows.csv; }
rows clients <<'END'
external_id,given,family
1,Ngozi,Okafor
END
rows services <<'END'
code,name,minutes
MN,Microneedling,60
END
rows sessions <<'END'
client,service,date,start,status
1,MN,2026-03-11,10:00,done
1,MN,2026-03-11,15:00,done
END
case_is 'sessions' "$status" 0

case_run 'as text, by its time' 0 'Okafor, Ngozi, Wed 11 Mar 10:00' \
    session show okafor 11 mar 10:00
case_ok 'nothing is signed' grep -q 'nothing is signed' "$out"
chairside session show '#1' --format json
case_is 'as JSON' "$(json "$out" '["sections"][0]["title"]')" Visit
chairside session show okafor --format html -o page.html
case_is 'as a web page' "$status" 0
case_ok 'whole' grep -q '</html>' page.html
case_run 'the newest without a day' 0 'Wed 11 Mar 15:00' session show okafor ngozi
case_run 'two on a day' 1 '2 visits on Wed 11 Mar 2026' session show okafor 11 mar
case_run 'nobody' 1 'no client called' session show smith
case_run 'no visit' 2 'Whose visit' session show
case_run 'neither' 2 'show, verify or barred' session print okafor
case_run 'verify what' 2 'Name one, or say --all' session verify
case_run 'all and one' 2 'Name one, or say --all' session verify --all okafor
case_run 'not of show' 2 'for session verify' session show --all
case_run 'every booking can stand' 0 'Every booking can stand' session barred
rows clients <<'END'
external_id,given,family,do_not_book
2,Ada,Byrne,
END
rows staff <<'END'
name,role,login,licence_ends
Ruth Aoki,practitioner,ruth,2026-03-12
END
rows sessions <<'END'
client,service,date,start,status,staff
2,MN,2099-03-11,10:00,booked,Ruth Aoki
END
case_run 'a licence that ends' 0 'licence of Ruth Aoki ended 12 Mar 2026' session barred
chairside session barred --format json
case_is 'as JSON' "$(json "$out" '[0]["client"]')" 'Byrne, Ada'
case_run 'barred of nobody' 2 'no more words' session barred byrne
case_run 'a file of text' 2 'for a file' session barred -o x
case_run 'nothing is signed' 0 'Nothing is signed' session verify --all

# one that nobody signed by a key
python3 -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("INSERT INTO signature(version, session, act, staff, at, form, text, digest) "
          "VALUES (1, 1, ?, 1, 1773223200, 1, ?, ?)", ("sign", "sign: x", "00"))
c.commit()' "$db"
case_run 'a forged one' 3 'its text is not the one that was signed' session verify --all
case_run 'of that visit' 3 '1 does not verify' session verify okafor 11 mar 10:00
case_run 'the other one' 0 'Nothing is signed' session verify okafor 11 mar 15:00
case_run 'check tells it too' 3 'Okafor, Ngozi.*its text is not the one' check
case_run 'deep, too' 3 'Okafor, Ngozi.*its text is not the one' check --deep
tap_end
