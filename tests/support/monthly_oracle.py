#!/usr/bin/env python3
"""The monthly report, worked out a second time.

Reads the practice file with Python's own sqlite3, row by row, and counts in the
plainest way that follows the definitions: no SQL but SELECT *, no query shared
with the program, fractions instead of rounded sums. Then compares with the JSON
the program wrote.

    monthly_oracle.py FILE.db YYYY-MM NOW REPORT.json

NOW is clinic time, YYYY-MM-DDTHH:MM. Prints a line for each difference; status 1
when there is one.
"""

import datetime
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from zoneinfo import ZoneInfo

BOOKED = ("booked", "confirmed", "here", "in_treatment")


def tables(path):
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    db.row_factory = sqlite3.Row
    names = ("practice staff service product client session receipt receipt_line "
             "payment checklist checklist_rule clearance screening rule_override review subscriber consent_event "
             "hours block waiting contact adverse_event follow_up device lot chart "
             "chart_template signature second_look journal").split()
    return {n: [dict(r) for r in db.execute("SELECT * FROM " + n)] for n in names}


def half_up(x, decimals):
    """Half away from zero, as money is rounded."""
    scaled = abs(x) * 10 ** decimals
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if x >= 0 else -whole, 10 ** decimals)


def ratio(part, whole):
    return None if whole == 0 else Fraction(part) / Fraction(whole)


def percent(part, whole):
    r = ratio(part, whole)
    return None if r is None else 100 * r


class Month:
    def __init__(self, data, month, now):
        self.data = data
        self.by_id = {n: {r["id"]: r for r in rows} for n, rows in data.items()
                      if n != "journal"}
        self.zone = ZoneInfo(data["practice"][0]["timezone"])
        self.year, self.month = map(int, month.split("-"))
        self.first = datetime.date(self.year, self.month, 1)
        self.next = (self.first + datetime.timedelta(days=31)).replace(day=1)
        self.last = self.next - datetime.timedelta(days=1)
        self.now = datetime.datetime.fromisoformat(now)
        self.figures = {}
        self.tables = {}

    def has(self, iso):
        return iso is not None and iso[:7] == "%04d-%02d" % (self.year, self.month)

    def clinic(self, instant):
        utc = datetime.datetime.fromtimestamp(instant, datetime.timezone.utc)
        return utc.astimezone(self.zone).replace(tzinfo=None)

    def has_instant(self, instant):
        return instant is not None and self.has(self.clinic(instant).isoformat())

    # -- sessions

    def valid_screening(self, s):
        code = self.by_id["service"][s["service"]]["checklist"]
        held = [n for n in self.data["screening"]
                if n["client"] == s["client"] and n["date"] <= s["date"]
                and self.by_id["checklist"][n["checklist"]]["code"] == code]
        if not held:
            return False
        newest = max(held, key=lambda n: (n["date"], n["id"]))
        if newest["valid_until"] < s["date"]:
            return False
        if newest["verdict"] in ("ok", "caution"):
            return True
        if newest["verdict"] == "defer" and newest["eligible_on"] <= s["date"]:
            return True
        return newest["verdict"] != "incomplete" and (
            newest["override_by"] is not None or self.cleared(newest, s["date"]))

    def cleared(self, screening, on):
        rule = self.by_id["checklist_rule"].get(screening["rule"])
        return rule is not None and (
            screening["verdict"] == "refer" or rule["override"] == "cleared") and any(
            c["client"] == screening["client"] and c["item"] == rule["item"]
            and c["given_on"] <= on and (c["expires"] is None or c["expires"] >= on)
            for c in self.data["clearance"])

    def past(self, s):
        """Whether it lacks an outcome by now: a booking since its end, a client who is
        here since the midnight after it."""
        day = datetime.datetime.fromisoformat(s["date"])
        minutes = 1440 if s["start"] is None else s["start"] + s["minutes"]
        if s["status"] in ("here", "in_treatment"):
            minutes = 2880 if minutes > 1440 else 1440
        return day + datetime.timedelta(minutes=minutes) <= self.now.replace(
            second=0, microsecond=0, tzinfo=None)

    def sessions(self):
        f = self.figures
        mine = [s for s in self.data["session"] if self.has(s["date"])]
        n = Counter(s["status"] for s in mine)
        f["sessions_total"] = len(mine)
        f["sessions_booked"] = sum(n[w] for w in BOOKED)
        for w in ("done", "cancelled", "no_show", "not_treated"):
            f["sessions_" + w] = n[w]
        late = sum(s["late"] for s in mine if s["status"] == "cancelled")
        f["sessions_late_cancelled"] = late
        f["sessions_no_outcome"] = sum(
            s["status"] in BOOKED and self.past(s) for s in mine)
        met = n["done"] + n["no_show"] + late
        f["no_show_percent"] = percent(n["no_show"], met)
        f["late_cancel_percent"] = percent(late, met)
        done = [s for s in mine if s["status"] == "done"]
        f["hours_done"] = Fraction(sum(s["minutes"] for s in done), 60)
        f["hours_assumed"] = Fraction(
            sum(s["minutes"] for s in done if s["minutes_assumed"]), 60)
        f["treated_without_screening"] = sum(
            1 for s in done if s["origin"] != "import" and s["service"] is not None
            and self.by_id["service"][s["service"]]["checklist"] is not None
            and not self.valid_screening(s))
        f["sessions_stopped"] = sum(s["stopped"] is not None for s in done)
        f["late_fees"] = Fraction(sum(s["late_fee"] or 0 for s in mine), 10000)
        self.tables["sessions_by_status"] = {(w,): (n[w],) for w in (
            BOOKED + ("done", "cancelled", "no_show", "not_treated"))}
        for table, link, record in (
                ("sessions_by_service", "service", "service"),
                ("sessions_by_practitioner", "staff", "staff")):
            rows = defaultdict(lambda: [0] * 7)
            for s in mine:
                row = rows[s[link]]
                row[0] += 1
                at = (1 if s["status"] in BOOKED else
                      2 + ("done", "cancelled", "no_show", "not_treated").index(s["status"]))
                row[at] += 1
                if s["status"] == "done":
                    row[6] += Fraction(s["minutes"], 60)
            self.tables[table] = [(self.name(record, k),) + tuple(v) for k, v in rows.items()]
        self.tables["not_treated_by_reason"] = [
            (k, v) for k, v in Counter(s["not_treated_for"] for s in mine
                                       if s["status"] == "not_treated").items()]

    # -- hours, minute by minute

    def in_force(self, staff, day):
        """Those of the person that begin on that day; None: they have no hours of their own."""
        rows = [h for h in self.data["hours"] if h["active"] and h["staff"] == staff
                and (h["since"] or "") <= day.isoformat()]
        if not rows:
            return None
        newest = max(h["since"] or "" for h in rows)
        return [(h["begins"], h["ends"] + (1440 if h["ends"] <= h["begins"] else 0))
                for h in rows if (h["since"] or "") == newest
                and h["begins"] is not None and h["days"] >> day.weekday() & 1]

    def begun(self, staff, day):
        rows = self.in_force(staff, day)
        if rows is None:
            rows = self.in_force(None, day)
        if rows is None:
            p = self.data["practice"][0]
            open_days = (p["open_days"] or "mon tue wed thu fri sat sun").split()
            rows = [(p["opens"], p["closes"])] if day.strftime("%a").lower() in open_days else []
        return rows

    @staticmethod
    def falls(b, day):
        date = datetime.date.fromisoformat(b["date"])
        if day < date or (b["until"] is None and b["repeats"] is None and day > date):
            return False
        if b["until"] is not None and day.isoformat() > b["until"]:
            return False
        by_week = b["repeats"] in ("weekly", "fortnightly")
        if not ((b["days"] or (1 << date.weekday() if by_week else 127)) >> day.weekday() & 1):
            return False
        if b["repeats"] == "fortnightly":
            weeks = [d - datetime.timedelta(days=d.weekday()) for d in (date, day)]
            return (weeks[1] - weeks[0]).days // 7 % 2 == 0
        if b["repeats"] == "yearly":
            tomorrow = day + datetime.timedelta(days=1)
            return (day.month, day.day) == (date.month, date.day) or (
                (date.month, date.day) == (2, 29) and (tomorrow.month, tomorrow.day) == (3, 1))
        return True

    def open_minutes(self, staff, day):
        minutes = set()
        before = day - datetime.timedelta(days=1)
        for on, shift in ((before, -1440), (day, 0)):
            for begins, ends in self.begun(staff, on):
                minutes.update(range(begins + shift, ends + shift))
        for b in self.data["block"]:
            if not b["active"] or b["room"] or b["device"] or b["staff"] not in (None, staff):
                continue
            for on, shift in ((before, -1440), (day, 0)):
                if self.falls(b, on):
                    begins = b["start"] or 0
                    ends = 1440 if b["minutes"] is None else begins + b["minutes"]
                    minutes.difference_update(range(begins + shift, ends + shift))
        return len(minutes & set(range(1440)))

    def hours(self):
        f = self.figures
        done = Counter()
        for s in self.data["session"]:
            if self.has(s["date"]) and s["status"] == "done":
                done[s["staff"]] += s["minutes"]
        treated = {s["staff"] for s in self.data["session"]
                   if self.has(s["date"]) and s["status"] == "done"}
        known = self.data["practice"][0]["open_days"] is not None or any(
            h["active"] and (h["since"] or "") <= self.last.isoformat()
            for h in self.data["hours"])
        opened = Counter()
        day = self.first
        while known and day <= min(self.last, self.now.date()):
            for p in self.data["staff"]:
                treats = p["active"] and p["treats"] and p["role"] in ("owner", "practitioner")
                if treats or p["id"] in treated:
                    opened[p["id"]] += self.open_minutes(p["id"], day)
            day += datetime.timedelta(days=1)
        known = sum(opened.values()) > 0
        f["hours_open"] = Fraction(sum(opened.values()), 60) if known else None
        f["utilisation_percent"] = percent(sum(done.values()), sum(opened.values()))
        self.tables["hours_by_practitioner"] = [
            (self.name("staff", k), Fraction(opened[k], 60) if known else None,
             Fraction(done[k], 60), half_up(percent(done[k], opened[k]), 1)
             if opened[k] else None)
            for k in set(done) | set(opened) if done[k] or opened[k]]

    def name(self, record, key):
        return None if key is None else self.by_id[record][key]["name"]

    def client_name(self, key):
        c = self.by_id["client"][key]
        return "%s, %s" % (c["family"] or "", c["given"] or c["preferred"] or "") \
            if c["family"] and (c["given"] or c["preferred"]) else \
            c["family"] or c["given"] or c["preferred"] or ""

    # -- sales

    def lines(self):
        for l in self.data["receipt_line"]:
            r = self.by_id["receipt"][l["receipt"]]
            if r["state"] == "closed":
                yield r, l

    def sales(self):
        f = self.figures
        mine = [(r, l) for r, l in self.lines() if self.has(r["date"])]
        net = sum(l["amount"] for _, l in mine)
        f["sales_net"] = Fraction(net, 10000)
        f["sales_tax"] = Fraction(sum(l["tax"] + l["tax2"] for _, l in mine), 10000)
        f["sales_lines"] = len(mine)
        f["retail_share_percent"] = percent(
            sum(l["amount"] for _, l in mine if l["product"] is not None), net)
        self.net = net
        paid = {p["receipt"] for p in self.data["payment"]}
        missing = [l for r, l in mine if r["origin"] == "import" and r["id"] not in paid
                   and l["amount"] + l["tax"] + l["tax2"] != 0]
        payments = [p for p in self.data["payment"] if self.has(p["date"])]
        f["collected"] = None if missing else Fraction(
            sum(p["amount"] for p in payments), 10000)
        methods = defaultdict(lambda: [0, 0])
        for p in payments:
            methods[p["method"]][0] += 1
            methods[p["method"]][1] += Fraction(p["amount"], 10000)
        self.tables["payments_by_method"] = [(k,) + tuple(v) for k, v in methods.items()]

        def add(rows, key, l, quantity=False):
            row = rows[key]
            if quantity:
                row[0] += l["quantity"]
            row[-3] += 1
            row[-2] += Fraction(l["amount"], 10000)
            row[-1] += Fraction(l["tax"] + l["tax2"], 10000)

        items = defaultdict(lambda: [0, 0, 0, 0])
        categories, staff, days = (defaultdict(lambda: [0, 0, 0]) for _ in range(3))
        day = self.first
        while day < self.next:
            days[day.isoformat()]
            day += datetime.timedelta(days=1)
        for r, l in mine:
            category = None
            if l["service"] is not None:
                key = ("service", l["service"])
                category = self.by_id["service"][l["service"]]["category"]
            elif l["product"] is not None:
                key = ("product", l["product"])
                category = self.by_id["product"][l["product"]]["category"]
            else:
                key = ("other", l["description"])
            add(items, key, l, True)
            add(categories, category, l)
            add(staff, l["staff"], l)
            add(days, r["date"], l)
        self.tables["sales_by_service"] = [
            (k[1] if k[0] == "other" else self.name(*k), k[0]) + tuple(v)
            for k, v in items.items()]
        self.tables["sales_by_category"] = [(k,) + tuple(v) for k, v in categories.items()]
        self.tables["sales_by_staff"] = [
            (self.name("staff", k),) + tuple(v) for k, v in staff.items()]
        self.tables["sales_by_day"] = [(k,) + tuple(v) for k, v in days.items()]
        sources = defaultdict(lambda: [set(), 0])
        for client, _ in self.visits:
            if self.has(_):
                sources[self.by_id["client"][client]["referral"]][0].add(client)
        for r, l in mine:
            who = r["client"]
            key = None if who is None else self.by_id["client"][who]["referral"]
            if who is None and l["amount"] == 0 and None not in sources:
                continue
            sources[key][1] += Fraction(l["amount"], 10000)
        self.tables["sales_by_source"] = [
            (k, len(v[0]), v[1]) for k, v in sources.items()]

    # -- clients

    def find_visits(self):
        self.visits = {(s["client"], s["date"]) for s in self.data["session"]
                       if s["status"] == "done" and s["client"] is not None}
        self.visits |= {(r["client"], r["date"]) for r, _ in self.lines()
                        if r["client"] is not None}
        self.days = defaultdict(list)
        for client, day in sorted(self.visits):
            self.days[client].append(day)

    def rebooked(self, client, visit):
        """True, False, or None: not known."""
        last = self.last.isoformat()
        later = [s for s in self.data["session"]
                 if s["client"] == client and s["date"] > visit
                 and not (s["status"] == "cancelled" and
                          (s["cancelled_on"] is None or s["cancelled_on"] <= last))]
        if any(s["booked_on"] is not None and s["booked_on"] <= last for s in later):
            return True
        return None if any(s["booked_on"] is None for s in later) else False

    def clients(self):
        f = self.figures
        seen = {c: [d for d in days if self.has(d)] for c, days in self.days.items()}
        seen = {c: days for c, days in seen.items() if days}
        f["visits"] = sum(len(days) for days in seen.values())
        f["clients_seen"] = len(seen)
        first = {}
        for c in seen:
            known = self.by_id["client"][c]["first_visit"]
            first[c] = min(self.days[c] + ([known] if known else []))
        f["clients_new"] = sum(first[c] >= self.first.isoformat() for c in seen)
        f["clients_returning"] = len(seen) - f["clients_new"]
        booked = [self.rebooked(c, days[-1]) for c, days in seen.items()]
        f["rebooked_percent"] = None if None in booked else percent(sum(booked), len(seen))
        self.tables["retention"] = []
        for window in (30, 60, 90, 180):
            whole = self.now.date() > self.last + datetime.timedelta(days=window)
            back = 0
            for c, days in seen.items():
                until = (datetime.date.fromisoformat(days[-1]) +
                         datetime.timedelta(days=window)).isoformat()
                back += any(days[-1] < d <= until for d in self.days[c])
            f["retention_%d_percent" % window] = percent(back, len(seen)) if whole else None
            self.tables["retention"].append(
                (window, len(seen), back, "complete" if whole else "incomplete"))
        f["average_ticket"] = ratio(Fraction(self.net, 10000), f["visits"])

    # -- series

    def series(self):
        f = self.figures
        had = defaultdict(list)
        for s in sorted(self.data["session"], key=lambda s: (s["date"], s["id"])):
            if s["status"] == "done" and s["client"] is not None and s["service"] is not None:
                had[s["client"], s["service"]].append(s["date"])
        started = completed = later = on = 0
        for (_, service), days in had.items():
            v = self.by_id["service"][service]
            if (v["series_count"] or 0) < 2 or v["series_days"] is None:
                continue
            for i, day in enumerate(days):
                step = i % v["series_count"]
                if not self.has(day):
                    continue
                started += step == 0
                completed += step == v["series_count"] - 1
                if step > 0:
                    later += 1
                    gap = datetime.date.fromisoformat(day) - datetime.date.fromisoformat(
                        days[i - 1])
                    on += abs(gap.days - v["series_days"]) <= 3
        self.had = had
        f["series_started"] = started
        f["series_completed"] = completed
        f["series_on_interval_percent"] = percent(on, later)

    # -- due back, as it is now

    @staticmethod
    def add_months(day, n):
        year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
        first = datetime.date(year, month + 1, 1)
        last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
        return min(last, first + datetime.timedelta(days=day.day - 1))

    def now_due(self):
        """(day, whether of a series) of each client and service."""
        opened = {(s["client"], s["service"]) for s in self.data["session"]
                  if s["status"] in BOOKED}
        for (client, service), days in self.had.items():
            c, v = self.by_id["client"][client], self.by_id["service"][service]
            if ((client, service) in opened or c["archived"] or c["do_not_book"] is not None
                    or not v["active"]):
                continue
            last = datetime.date.fromisoformat(days[-1])
            if v["series_count"] and v["series_days"] and len(days) % v["series_count"]:
                yield last + datetime.timedelta(days=v["series_days"]), True
            elif v["return_months"] is not None:
                yield self.add_months(last, v["return_months"]), False

    def due(self):
        f = self.figures
        day = min(self.last, self.now.date())
        due = list(self.now_due()) if day >= self.first else []
        late = [(day - on).days for on, _ in due]
        f["due_back"] = sum(self.first <= on <= day for on, _ in due)
        f["overdue"] = sum(n >= 1 for n in late)
        f["overdue_30"] = sum(1 <= n <= 30 for n in late)
        f["overdue_60"] = sum(31 <= n <= 60 for n in late)
        f["overdue_90"] = sum(61 <= n <= 90 for n in late)
        f["overdue_over_90"] = sum(n > 90 for n in late)
        month_later = [on + datetime.timedelta(days=30) for on, series in due if series]
        f["series_lapsed"] = sum(self.first <= on <= day for on in month_later)
        tried = defaultdict(list)
        for k in self.data["contact"]:
            if k["about"] == "due" and self.has_instant(k["at"]):
                tried[k["client"], k["service"]].append(
                    self.clinic(k["at"]).date().isoformat())
        f["due_contacted"] = len(tried)
        f["due_booked"] = sum(any(
            (s["client"], s["service"]) == pair and s["status"] != "cancelled"
            and s["booked_on"] is not None and s["booked_on"] >= min(days)
            and s["date"] >= min(days) for s in self.data["session"])
            for pair, days in tried.items())

    def waiting(self):
        f = self.figures
        day = min(self.last, self.now.date()).isoformat()
        wishes = self.data["waiting"] if day >= self.first.isoformat() else []
        wishes = [w for w in wishes if (w["added_on"] or "") <= day]
        f["waiting"] = sum(
            (w["ended_on"] is None or w["ended_on"] > day)
            and (w["until"] is None or w["until"] >= day)
            and not self.by_id["client"][w["client"]]["archived"]
            and self.by_id["client"][w["client"]]["do_not_book"] is None for w in wishes)
        f["waiting_booked"] = sum(
            w["ended_for"] == "booked" and self.has(w["ended_on"]) for w in wishes)

    # -- the rest

    def charts(self):
        f = self.figures
        charts = {t["session"]: t for t in self.data["chart"]}
        stands = {}
        for g in sorted(self.data["signature"], key=lambda g: g["id"]):
            if g["act"] in ("sign", "invalid"):
                stands[g["session"]] = g["act"] == "sign"
        mine = [s for s in self.data["session"]
                if s["status"] == "done" and self.has(s["date"]) and s["origin"] != "import"
                and s["service"] is not None
                and self.by_id["service"][s["service"]]["chart"] is not None]
        complete = 0
        for s in mine:
            t = charts.get(s["id"])
            if t is None:
                continue
            asked = json.loads(self.by_id["chart_template"][t["template"]]["body"])["ticks"]
            complete += sorted((t["ticks"] or "").split("\n")) == sorted(a["code"] for a in asked)
        f["charts_expected"] = len(mine)
        f["charts_complete_percent"] = percent(complete, len(mine))
        f["charts_unsigned"] = sum(not stands.get(s["id"]) for s in mine)
        f["charts_off_label"] = sum(
            s["id"] in charts and charts[s["id"]]["off_label"] is not None for s in mine)

    def after(self):
        f = self.figures
        day = min(self.last, self.now.date()).isoformat()
        first = self.first.isoformat()
        known = [a for a in self.data["adverse_event"] if first <= day and a["onset"] <= day]
        began = [a for a in known if a["onset"] >= first]
        f["adverse_events"] = len(began)
        f["adverse_events_serious"] = sum(a["serious"] for a in began)
        f["adverse_events_percent"] = percent(len(began), f["sessions_done"])
        f["adverse_events_open_long"] = sum(
            (a["resolved"] is None or a["resolved"] > day)
            and (datetime.date.fromisoformat(day)
                 - datetime.date.fromisoformat(a["onset"])).days > 7 for a in known)
        due = [u for u in self.data["follow_up"] if first <= u["due"] <= day]
        f["follow_ups_due"] = len(due)
        f["follow_ups_done_percent"] = percent(sum(
            u["done_on"] is not None and u["outcome"] != "given_up" for u in due), len(due))
        grades = defaultdict(lambda: [0, 0])
        by = defaultdict(int)
        for a in began:
            grades[a["grade"]][0] += 1
            grades[a["grade"]][1] += a["serious"]
            for word in ("lot", "device"):
                if a[word] is not None:
                    row = self.by_id[word][a[word]]
                    by[word, row["number" if word == "lot" else "name"]] += 1
            if a["depth"] is not None:
                by["depth", "%.2f mm" % (a["depth"] / 100)] += 1
            if a["zone"] is not None:
                by["zone", a["zone"]] += 1
        self.tables["adverse_events_by_grade"] = [(g,) + tuple(n) for g, n in grades.items()]
        self.tables["adverse_events_by"] = [k + (n,) for k, n in by.items()]

    def screenings(self):
        f = self.figures
        mine = [n for n in self.data["screening"] if self.has(n["date"])]
        f["screenings_done"] = len(mine)
        f["screenings_blocked"] = sum(n["verdict"] == "block" for n in mine)
        over = [n for n in mine if n["override_by"] is not None]
        f["screenings_overridden"] = len(over)
        self.tables["screenings_by_verdict"] = [
            (v, sum(n["verdict"] == v for n in mine), sum(n["verdict"] == v for n in over))
            for v in {n["verdict"] for n in mine}]
        rule = self.by_id["checklist_rule"]
        rows = []
        for n in mine:
            single = [o for o in self.data["rule_override"] if o["screening"] == n["id"]]
            rows += [(n, rule.get(o["rule"]), o["staff"], o["reason"]) for o in single]
            if not single and n["override_by"] is not None:
                rows.append((n, None, n["override_by"], n["override_reason"]))
        f["rules_overridden"] = len(rows)
        self.tables["screening_overrides"] = [
            (n["date"], self.client_name(n["client"]), r["verdict"] if r else n["verdict"],
             r["item"] if r else None, self.name("staff", by), why) for n, r, by, why in rows]
        decided = Counter()
        for n in mine:
            r = rule.get(n["rule"])
            decided[r["item"] if r else {"ok": "nothing", "incomplete": "not answered"}.get(
                n["verdict"], "not kept"), n["verdict"]] += 1
        self.tables["screenings_by_rule"] = [k + (n,) for k, n in decided.items()]
        f["screenings_deferred"] = sum(n["verdict"] == "defer" for n in mine)
        f["screenings_referred"] = sum(n["verdict"] == "refer" for n in mine)
        f["deferred_came_back"] = sum(
            n["verdict"] == "defer" and self.came_back(n) for n in mine)
        f["referred_cleared"] = sum(
            n["verdict"] == "refer" and n["rule"] is not None and any(
                c["client"] == n["client"] and c["item"] == rule[n["rule"]]["item"]
                and (c["expires"] is None or c["expires"] >= n["date"])
                for c in self.data["clearance"]) for n in mine)

    def came_back(self, n):
        day = datetime.date.fromisoformat(n["date"]) + datetime.timedelta(days=1)
        first = n["eligible_on"] or day.isoformat()
        code = self.by_id["checklist"][n["checklist"]]["code"]
        return any(s["client"] == n["client"] and s["status"] == "done" and s["date"] >= first
                   and s["service"] is not None
                   and self.by_id["service"][s["service"]]["checklist"] == code
                   for s in self.data["session"])

    def looks(self):
        said = {}
        for k in self.data["second_look"]:
            if k["act"] != "drawn":
                said["signature" if k["signature"] is not None else "screening",
                     k["signature"] or k["screening"]] = k["act"]
        rows = [(k["staff"], said.get(("signature", k["signature"]), "open"))
                for k in self.data["second_look"]
                if k["act"] == "drawn" and self.has_instant(k["at"])]
        for n in self.data["screening"]:
            if n["override_by"] is None or not self.has(n["date"]):
                continue
            by = self.by_id["staff"][n["override_by"]]
            act = said.get(("screening", n["id"]))
            if act is not None or by["supervisor"] not in (None, by["id"]):
                rows.append((by["id"], act or "open"))
        f = self.figures
        acts = [act for _, act in rows]
        f["second_looks"] = len(acts)
        f["second_looks_open"] = acts.count("open")
        f["second_looks_done"] = len(acts) - acts.count("open")
        f["second_looks_agreed"] = acts.count("agreed")
        f["second_looks_agreed_percent"] = percent(
            acts.count("agreed"), len(acts) - acts.count("open"))
        people = {}
        for staff, act in rows:
            people.setdefault(self.name("staff", staff), []).append(act)
        self.tables["second_looks_by_practitioner"] = [
            (who, len(a), len(a) - a.count("open"), a.count("agreed"), a.count("open"),
             None if len(a) == a.count("open") else
             half_up(percent(a.count("agreed"), len(a) - a.count("open")), 1))
            for who, a in people.items()]

    def reviews(self):
        f = self.figures
        asked = [r for r in self.data["review"] if self.has(r["asked_on"])]
        got = [r for r in self.data["review"] if self.has_instant(r["received_at"])]
        stars = [r["stars"] for r in got if r["stars"] is not None]
        waits = sorted(r["replied_at"] - r["received_at"] for r in got
                       if r["replied_at"] is not None)
        f["reviews_asked"] = len(asked)
        f["reviews_conversion_percent"] = percent(
            sum(r["received_at"] is not None for r in asked), len(asked))
        f["reviews_received"] = len(got)
        f["reviews_rated"] = len(stars)
        f["reviews_mean_stars"] = ratio(sum(stars), len(stars))
        f["reviews_replied_percent"] = percent(
            sum(r["reply"] is not None or r["replied_at"] is not None for r in got),
            len(got))
        middle = len(waits) // 2
        f["reviews_reply_hours_median"] = None if not waits else Fraction(
            waits[middle] if len(waits) % 2 else
            Fraction(waits[middle - 1] + waits[middle], 2)) / 3600

    def newsletter(self):
        f = self.figures
        end, start = {}, {}
        first, after = self.first.isoformat(), self.next.isoformat()
        slowest = None
        for v in sorted(self.data["consent_event"], key=lambda v: (v["at"], v["id"])):
            day = self.clinic(v["at"]).date().isoformat()
            if day < after:
                end[v["subscriber"]] = v["state"]
            if day < first:
                start[v["subscriber"]] = v["state"]
            if (self.has_instant(v["at"]) and v["state"] == "unsubscribed"
                    and v["source"] != "import"):
                entry = [j for j in self.data["journal"] if j["n"] == v["version"]][0]
                if entry["kind"] != "load":
                    wait = entry["at"] - v["at"]
                    slowest = wait if slowest is None else max(slowest, wait)
        n = Counter(end.values())
        for w in ("subscribed", "pending", "unsubscribed", "cleaned"):
            f["newsletter_" + w] = n[w]
        f["newsletter_net_change"] = (
            n["subscribed"] - Counter(start.values())["subscribed"])
        f["newsletter_slowest_opt_out_days"] = (
            None if slowest is None else Fraction(slowest, 86400))

    def compute(self):
        self.find_visits()
        self.sessions()
        self.hours()
        self.sales()
        self.clients()
        self.series()
        self.due()
        self.waiting()
        self.screenings()
        self.charts()
        self.after()
        self.looks()
        self.reviews()
        self.newsletter()


def plain(x):
    """As JSON has it: fractions with two decimals at most."""
    if isinstance(x, Fraction):
        return float(half_up(x, 2))
    return x


def figure(name, x):
    if x is None:
        return None
    decimals = (1 if name.endswith("_percent") or name.endswith("_days") else
                0 if isinstance(x, int) else 2)
    return float(half_up(Fraction(x), decimals))


def compare(month, report):
    wrong = []
    for name, mine in month.figures.items():
        if name not in report["figures"]:
            wrong.append("%s is missing" % name)
        elif report["figures"][name] != figure(name, mine):
            wrong.append("%s: the report says %r, it is %r" % (
                name, report["figures"][name], figure(name, mine)))
    for name in set(report["figures"]) - set(month.figures):
        wrong.append("%s is not known here" % name)
    for name, rows in month.tables.items():
        if isinstance(rows, dict):
            rows = [k + v for k, v in rows.items()]
        mine = sorted((tuple(map(plain, r)) for r in rows), key=repr)
        theirs = sorted((tuple(r.values()) for r in report["tables"][name]), key=repr)
        theirs = [tuple(float(x) if isinstance(x, float) else x for x in r) for r in theirs]
        if sorted(map(str_row, mine)) != sorted(map(str_row, theirs)):
            wrong.append("table %s: the report says\n  %s\nit is\n  %s" % (
                name, "\n  ".join(map(repr, theirs)), "\n  ".join(map(repr, mine))))
    for name in set(report["tables"]) - set(month.tables):
        wrong.append("table %s is not known here" % name)
    return wrong


def str_row(row):
    return repr(tuple(float(x) if isinstance(x, (int, float)) else x for x in row))


def main():
    path, month, now, report = sys.argv[1:]
    with open(report, encoding="utf-8") as f:
        told = json.load(f)
    if told["report"] != "monthly" or told["month"] != month:
        print("it is the report of another month")
        return 1
    mine = Month(tables(path), month, now)
    mine.compute()
    wrong = compare(mine, told)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
