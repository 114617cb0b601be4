#!/usr/bin/env python3
"""Does a report's workbook hold together?

    workbook_check.py FILE.xlsx REPORT.json [ROWS]

Every figure on Summary is the one in the JSON. Every formula in the workbook is
worked out here, from the cells alone, and gives the value stored with it. Every
row of Checks says ok; and it would say otherwise: with one detail cell changed,
some row differs. Dates are dates, money is a number, what a person wrote is no
formula. With ROWS, lines of "figure n": so many rows the screen lists behind it, and
that is how many it counts. Prints what is wrong; status 1 when something is.
"""

import json
import math
import os
import re
import statistics
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx_read  # noqa: E402

TOKEN = re.compile(r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
  | (?P<range>(?:'[^']+'|[A-Za-z]+)!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?
      | \$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?(?![A-Za-z(]))
  | (?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
  | (?P<name>[A-Z]+)
  | (?P<sign><=|>=|<>|[-+*/=<>(),&])
)""", re.X)


class Book:
    def __init__(self, path):
        self.sheets = {s["name"]: dict(s["cells"]) for s in xlsx_read.load(path)["sheets"]}

    def value(self, cell):
        if cell is None:
            return None
        return cell.get("number", cell["value"])

    def cells(self, sheet, first, last):
        r1, c1 = xlsx_read.position(first)
        r2, c2 = xlsx_read.position(last)
        return [self.value(self.sheets[sheet].get(xlsx_read.cell(r, c)))
                for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)]


def is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def matches(value, criterion):
    """As COUNTIF compares: a bare value, or a sign and a number."""
    if isinstance(criterion, bool):
        return value is criterion
    if isinstance(criterion, str):
        m = re.fullmatch(r"(<=|>=|<>|<|>|=)(.*)", criterion)
        if m is None:
            return isinstance(value, str) and value.lower() == criterion.lower()
        sign, what = m.groups()
        if not is_number(value):
            return False
        what = float(what)
        return {"<": value < what, ">": value > what, "<=": value <= what,
                ">=": value >= what, "=": value == what, "<>": value != what}[sign]
    return value == criterion


def all_match(pairs):
    return [i for i in range(len(pairs[0])) if all(
        matches(values[i], criterion) for values, criterion in zip(pairs[::2], pairs[1::2]))]


def flat(args):
    for a in args:
        yield from (a if isinstance(a, list) else [a])


def serial(year, month, day):
    import datetime
    return (datetime.date(int(year), int(month), int(day)) - datetime.date(1899, 12, 30)).days


FUNCTIONS = {
    "COUNT": lambda *a: sum(is_number(x) for x in flat(a)),
    "SUM": lambda *a: math.fsum(x for x in flat(a) if is_number(x)),
    "MAX": lambda *a: max((x for x in flat(a) if is_number(x)), default=0),
    "MEDIAN": lambda *a: statistics.median(x for x in flat(a) if is_number(x)),
    "COUNTIF": lambda r, c: len(all_match([r, c])),
    "COUNTIFS": lambda *a: len(all_match(list(a))),
    "SUMIFS": lambda r, *a: math.fsum(r[i] for i in all_match(list(a)) if is_number(r[i])),
    "ISNUMBER": is_number,
    "AND": lambda *a: all(a),
    "OR": lambda *a: any(a),
    "ABS": abs,
    "DATE": serial,
}


class Formula:
    """Recursive descent; IF leaves the branch it does not take."""

    def __init__(self, book, sheet, text):
        self.book, self.sheet = book, sheet
        self.tokens = []
        at = 0
        while at < len(text):
            m = TOKEN.match(text, at)
            if m is None:
                raise ValueError("not understood: %s" % text[at:])
            self.tokens.append((m.lastgroup, m.group(m.lastgroup)))
            at = m.end()
        self.at = 0

    def peek(self):
        return self.tokens[self.at][1] if self.at < len(self.tokens) else None

    def take(self, what=None):
        kind, token = self.tokens[self.at]
        if what is not None and token != what:
            raise ValueError("%s where %s should be" % (token, what))
        self.at += 1
        return kind, token

    def value(self):
        x = self.compared()
        if self.at < len(self.tokens):
            raise ValueError("%s is too much" % self.peek())
        return x

    def compared(self):
        x = self.joined()
        while self.peek() in ("=", "<", ">", "<=", ">=", "<>"):
            sign = self.take()[1]
            y = self.joined()
            if sign in ("=", "<>"):
                x = (x == y and isinstance(x, str) == isinstance(y, str)) == (sign == "=")
            else:
                x = {"<": x < y, ">": x > y, "<=": x <= y, ">=": x >= y}[sign]
        return x

    def joined(self):
        x = self.added()
        while self.peek() == "&":
            self.take()
            y = self.added()
            x = "%s%s" % tuple(("%g" % v if is_number(v) else v) for v in (x, y))
        return x

    def added(self):
        x = self.multiplied()
        while self.peek() in ("+", "-"):
            sign = self.take()[1]
            y = self.multiplied()
            x = x + y if sign == "+" else x - y
        return x

    def multiplied(self):
        x = self.single()
        while self.peek() in ("*", "/"):
            sign = self.take()[1]
            y = self.single()
            x = x * y if sign == "*" else x / y
        return x

    def single(self):
        kind, token = self.take()
        if token == "(":
            x = self.compared()
            self.take(")")
            return x
        if token == "-":
            return -self.single()
        if kind == "text":
            return token[1:-1].replace('""', '"')
        if kind == "number":
            return float(token)
        if kind == "range":
            return self.range(token)
        if token in ("TRUE", "FALSE"):
            return token == "TRUE"
        return self.call(token)

    def range(self, token):
        sheet, _, cells = token.rpartition("!")
        sheet = sheet.strip("'") or self.sheet
        first, _, last = cells.replace("$", "").partition(":")
        found = self.book.cells(sheet, first, last or first)
        return found if last else found[0]

    def call(self, name):
        self.take("(")
        args = [self.branch(name, [])]
        while self.peek() == ",":
            self.take()
            args.append(self.branch(name, args))
        self.take(")")
        if name == "IF":
            return args[1] if args[0] else args[2]
        if name not in FUNCTIONS:
            raise ValueError("no function %s" % name)
        return FUNCTIONS[name](*args)

    def branch(self, name, before):
        """An argument; the branch of an IF that is not taken is passed over."""
        if name == "IF" and before and bool(before[0]) != (len(before) == 1):
            depth = 0
            while depth > 0 or self.peek() not in (",", ")"):
                depth += {"(": 1, ")": -1}.get(self.take()[1], 0)
            return None
        return self.compared()


def same(x, y):
    if is_number(x) and is_number(y):
        return math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-6)
    return x == y


def figure_of(sheet, cells, name):
    """On Checks, whose row it is."""
    return cells["B" + name[1:]]["value"] + ": " if sheet == "Checks" else ""


def work_out(book, store):
    """Every formula; Checks refer upwards, so twice is enough. Yields what does
    not fit, or with `store` puts the results in their places."""
    for _ in range(3 if store else 1):
        for sheet, cells in book.sheets.items():
            for name, cell in cells.items():
                if "formula" not in cell:
                    continue
                value = Formula(book, sheet, cell["formula"]).value()
                if store:
                    cell["value"] = value
                    cell.pop("number", None)
                elif not same(value, cell["value"]):
                    yield "%s%s!%s: =%s is %r, stored is %r" % (
                        figure_of(sheet, cells, name), sheet, name, cell["formula"], value,
                        cell["value"])


# Figures that are no count: whose rows they are computed from.
ROWS_OF = {
    "no_show_percent": "sessions_no_show", "late_cancel_percent": "sessions_late_cancelled",
    "hours_done": "sessions_done", "visits": "clients_seen",
    "rebooked_percent": "clients_seen", "retention_30_percent": "clients_seen",
    "retention_60_percent": "clients_seen", "retention_90_percent": "clients_seen",
    "retention_180_percent": "clients_seen", "sales_net": "sales_lines",
    "sales_tax": "sales_lines", "average_ticket": "sales_lines",
    "reviews_conversion_percent": "reviews_asked", "reviews_mean_stars": "reviews_rated",
}
COUNTS = re.compile(r"(COUNT(IFS?)?\([^()]*(DATE\([^()]*\)[^()]*)*\)\+?)+")


def rows(book, report, path):
    """What the screen lists behind a figure is what the workbook counts for it."""
    with open(path, encoding="utf-8") as f:
        listed = {name: int(n) for name, n in (line.split() for line in f)}
    formulas = {cells["B" + k[1:]]["value"]: c["formula"]
                for cells in [book.sheets["Checks"]] for k, c in cells.items()
                if re.fullmatch(r"D\d+", k) and "formula" in c}
    for name, value in report["figures"].items():
        if COUNTS.fullmatch(formulas[name]) and listed[name] != value:
            yield "%s: %d rows are listed, it counts %r" % (name, listed[name], value)
        if name in ROWS_OF and listed[name] != listed[ROWS_OF[name]]:
            yield "%s: %d rows are listed, %s has %d" % (
                name, listed[name], ROWS_OF[name], listed[ROWS_OF[name]])
    replied, received = (report["figures"][n] for n in (
        "reviews_replied_percent", "reviews_received"))
    if abs(listed["reviews_replied_percent"] - (replied or 0) * received / 100) > received / 1000:
        yield "reviews_replied_percent: %d rows are listed, %r %% of %d are replied to" % (
            listed["reviews_replied_percent"], replied, received)
    change = report["figures"]["newsletter_net_change"]
    if abs(change) > listed["newsletter_net_change"] or \
            (change - listed["newsletter_net_change"]) % 2:
        yield "newsletter_net_change: %d rows are listed, it is %d" % (
            listed["newsletter_net_change"], change)
    if sum(COUNTS.fullmatch(formulas[n]) is not None for n in listed) < 20:
        yield "Checks: too few figures count rows"


def column(book, sheet, letter):
    rows = {int(re.sub("[A-Z]", "", k)): c for k, c in book.sheets[sheet].items()
            if re.fullmatch(letter + r"\d+", k)}
    return [rows[r]["value"] for r in sorted(rows)][1:]


def figures(book, report):
    found = {}
    cells = book.sheets["Summary"]
    names = dict(zip(column(book, "Definitions", "A"), column(book, "Definitions", "B")))
    if len(names) < len(report["figures"]):
        yield "Definitions: two figures have one label"
    for name, cell in cells.items():
        if name.startswith("A") and "formula" in cells.get("D" + name[1:], {}):
            found[names.get(cell["value"], cell["value"])] = cells["B" + name[1:]]["value"]
    for name, value in report["figures"].items():
        there = found.pop(name, "nothing")
        if value is None:
            if there not in ("—", "incomplete"):
                yield "Summary: %s is %r instead of —" % (name, there)
        elif there != value:
            yield "Summary: %s is %r, the JSON says %r" % (name, there, value)
    for name in found:
        yield "Summary: %s is not in the JSON" % name


def summary_is_a_page(path, book):
    """Title above the header, one printed page, changes of percentages in points."""
    cells = book.sheets["Summary"]
    if cells["A5"]["value"] != "Figure" or not cells["A1"].get("bold"):
        yield "Summary does not begin with its title above its header"
    for sheet in xlsx_read.load(path)["sheets"]:
        if sheet["name"] == "Summary" and (sheet["landscape"] or
                                           (sheet["fit_width"], sheet["fit_height"]) != (1, 1)):
            yield "Summary is not one printed page"
        for chart in sheet["charts"]:
            if chart["backwards"] not in ("none", "categories" if chart["kind"] == "bar" else "none"):
                yield "%s reads from its end" % chart["title"]
            if any(s["category_type"] != "text" for s in chart["series"]):
                yield "%s has numbers for its categories" % chart["title"]
    for name, cell in cells.items():
        if name.startswith("D") and is_number(cell["value"]) and \
                ("%" in cells["B" + name[1:]]["format"]) != ("pts" in cell["format"]):
            yield "Summary!%s is not in the unit of its change" % name
    if not any(c["value"].startswith("incomplete:") for c in cells.values()
               if isinstance(c["value"], str)):
        yield "Summary does not explain incomplete"


def numbers(values):
    return [x for x in values if is_number(x)]


def table_rows(path, report):
    """The tables stand on Tables in the JSON's order, row by row."""
    rows = xlsx_read.values(path, ["Tables"])["Tables"]
    at = 0
    for name, table in report["tables"].items():
        for wanted in table:
            want = numbers(wanted.values())
            while at < len(rows) and (
                    numbers(x for x in rows[at] if not isinstance(x, str)) != want):
                at += 1
            if at == len(rows):
                yield "Tables: no row of %s says %s" % (name, want)
                return
            at += 1


def types(book):
    """Columns by their titles; blanks aside, one type each."""
    wanted = {"Date": "date", "Booked on": "date", "First visit ever": "date",
              "Start": "time", "Received": "datetime", "Since": "datetime",
              "Net": "number", "Tax": "number", "Amount": "number", "Minutes": "number",
              "Phone": "text", "Receipt": "text", "Name": "text", "Item": "text",
              "Late": "bool", "E-mail": "text", "Text": "text"}
    for sheet, cells in book.sheets.items():
        if sheet in ("Summary", "Tables", "Checks", "Definitions"):
            continue
        titles = {re.sub(r"\d", "", k): c["value"] for k, c in cells.items()
                  if re.fullmatch("[A-Z]+1", k)}
        for name, cell in cells.items():
            letters, row = re.match(r"([A-Z]+)(\d+)", name).groups()
            if row == "1":
                continue
            if "formula" in cell:
                yield "%s!%s: a formula among the rows" % (sheet, name)
            want = wanted.get(titles[letters])
            if want is not None and cell["type"] != want:
                yield "%s!%s under %s is %s" % (sheet, name, titles[letters], cell["type"])


def would_notice(book):
    """One amount raised by 1.00: Checks must not be content."""
    for sheet, cells in book.sheets.items():
        if not sheet.startswith("Sales"):
            continue
        for name, cell in cells.items():
            if name[0] == "L" and name != "L1" and is_number(cell["value"]):
                cell["value"] += 1
                list(work_out(book, True))
                if "differs" not in column(book, "Checks", "F"):
                    yield "Checks does not notice a changed amount"
                if book.sheets["Summary"]["A3"]["value"].startswith("All figures"):
                    yield "Summary does not notice a changed amount"
                return


def main():
    path, report = sys.argv[1:3]
    with open(report, encoding="utf-8") as f:
        told = json.load(f)
    book = Book(path)
    wrong = list(figures(book, told)) + list(table_rows(path, told))
    wrong += list(summary_is_a_page(path, book))
    wrong += list(types(book)) + list(work_out(book, False))
    if len(sys.argv) > 3:
        wrong += rows(book, told, sys.argv[3])
    agrees = column(book, "Checks", "F")
    if len(agrees) < 40 or set(agrees) != {"ok"}:
        wrong.append("Checks says %s" % agrees)
    defined = set(column(book, "Definitions", "B"))
    if defined != set(told["figures"]):
        wrong.append("Definitions: %s" % (defined ^ set(told["figures"])))
    wrong += would_notice(book)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
