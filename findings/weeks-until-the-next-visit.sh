#!/bin/sh
# chrono-node 2.10.3 (npm) reads `in 4 to 6 weeks` as this morning from four to six.
#
# It finds dates in what people write: `in six weeks`, `next Tuesday`, `Sat 7 Nov 9-10:30`.
# An aftercare sheet says when to come back as a span. `in 4 to 6 weeks` becomes 04:00 to
# 06:00 of the same day, the word weeks is left over, and nothing tells that it was; `come
# back in 4-6 weeks` holds no date at all. `Tuesday week`, a week after Tuesday, is Tuesday,
# and on a Tuesday that is today.
. "$(dirname "$0")/lib.sh"

node_packages chrono-node@2.10.3

cat >when.js <<'END'
const chrono = require('chrono-node');
const tuesday = new Date('2026-11-03T12:00:00Z');
const shown = (when) => (when ? when.date().toISOString().slice(0, 16) : '-');
const found = chrono.parse(process.argv[2], tuesday)[0];
console.log(found ? `${found.text}: ${shown(found.start)} ${shown(found.end)}` : 'nothing');
END

seen 'in six weeks' 'in six weeks: 2026-12-15T12:00 -' "$(node when.js 'in six weeks')"
seen 'in 4 to 6 weeks' '4 to 6: 2026-11-03T04:00 2026-11-03T06:00' \
    "$(node when.js 'in 4 to 6 weeks')"
seen 'come back in 4-6 weeks' 'nothing' "$(node when.js 'come back in 4-6 weeks')"
seen 'next Tuesday' 'next Tuesday: 2026-11-10T12:00 -' "$(node when.js 'next Tuesday')"
seen 'Tuesday week' 'Tuesday: 2026-11-03T12:00 -' "$(node when.js 'Tuesday week')"
told
