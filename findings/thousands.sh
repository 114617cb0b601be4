#!/bin/sh
# hledger 1.25 and ledger 3.3.0 (Debian 12) read the same takings a thousand times apart.
#
# A bookkeeper keeps the clinic's days as a plain-text journal. On Monday 1,250 CAD came
# in, on Tuesday 310.50 CAD. For ledger the comma parts the thousands: 1,560.50. hledger
# takes a lone mark for the decimal one, whichever it is: 1.25 and 310.50, and writes the
# sum with the first mark it met: `311,750 CAD`, which looks like three hundred thousand
# and means 311.75. The books balance in both and neither warns. `1,250.00`, or the
# directive `commodity 1,000.00 CAD`, makes hledger agree. The same holds for amounts
# that hledger imports from a bank's CSV.
. "$(dirname "$0")/lib.sh"

debian hledger=1.25-2+b5 ledger=3.3.0-3
LD_LIBRARY_PATH=$root/usr/lib/ledger:$LD_LIBRARY_PATH

cat >takings <<'END'
2026-11-23 Takings
    Cash           1,250 CAD
    Treatments

2026-11-24 Takings
    Cash           310.50 CAD
    Treatments
END
{
	echo 'commodity 1,000.00 CAD'
	cat takings
} >declared
sed 's/1,250/1,250.00/' takings >exact
cat >bank.csv <<'END'
2026-11-23,Takings,"1,250"
2026-11-24,Takings,310.50
END
cat >bank.rules <<'END'
fields date,description,amount
currency CAD
account1 Cash
END

cash()
{
	"$@" balance Cash | head -n 1 | sed 's/^ *//; s/ *Cash$//'
}

seen 'ledger' '1,560.50 CAD' "$(cash ledger -f takings)"
seen 'hledger' '311,750 CAD' "$(cash hledger -f takings)"
seen 'hledger, shown with a point' '311.75 CAD' \
    "$(cash hledger -f takings -c '1000.00 CAD')"
seen 'hledger, 1,250.00 for 1,250' '1,560.50 CAD' "$(cash hledger -f exact)"
seen 'hledger, with the directive' '1,560.50 CAD' "$(cash hledger -f declared)"
seen 'hledger, from the bank' 'CAD311,750' \
    "$(cash hledger -f bank.csv --rules-file bank.rules)"
told
