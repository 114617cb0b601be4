#!/usr/bin/env python3
"""Reads a workbook (.xlsx) independently of the program that wrote it.

Only zipfile and xml.etree: no spreadsheet library, nothing shared with
libxlsxwriter. Every part is read (which checks its CRC) and parsed by a real
XML parser; whatever is missing or not understood ends it with a sentence and
status 1.

    xlsx_read.py FILE              everything, as JSON on standard output
    xlsx_read.py --values FILE     plain values: {"Sheet": [[…], …]}
    xlsx_read.py … FILE FILE       one after the other
    xlsx_read.py --sheet NAME …    only that sheet (may be repeated)
    xlsx_read.py --summary FILE    everything but the cells
    xlsx_read.py --lines FILE      one fact a line, for shell and C

JSON of FILE:

    {"properties": {"title": …, "creator": …, "created": …, "modified": …},
     "defined_names": [{"name": …, "sheet": …, "value": …, "hidden": …}],
     "sheets": [{
        "name": …,            as on its tab
        "rows": 12,           number of the last row that is stored, from 1
        "stored_rows": 12,    <row> elements
        "freeze": "A2",       first cell that scrolls, or null
        "print_titles": "$1:$1", "autofilter": "A1:F12",    or null
        "landscape": true, "fit_width": 1, "fit_height": 0, or null
        "footer": …,
        "widths": [20.0, …],  of the columns that have one, by column
        "charts": [{"kind": "column|bar|line", "title": …, "anchor": "D4",
                    "backwards": "none|categories|values|both",
                    "series": [{"name": …, "categories": …, "values": …,
                                "category_type": "text|number"}]}],
        "cells": {"A1": {"type": …, "value": …, …}, …}}]}

A cell:

    type     text, number, bool, error, date, time, datetime (the last three
             are numbers whose format shows a date or a time)
    value    text, number or boolean; for dates "2026-03-12", for times
             "14:30:00", for both "2026-03-12T14:30:00"
    number   the stored number of a date or time
    formula  without its "=", where there is one; `value` is its stored result
    format   the number format, when it is not General
    bold, wrap, color, fill   of its style, when set

Lines are fields with tabs between; values are JSON, so each is one line:

    Data!A2	text	"Ann"
    Data!B2	date	"2026-03-12"	number=46093	format=yyyy-mm-dd
    Data!C2	number	2	formula=1+1	bold
    Data	freeze	"A2"                 and every other property of a sheet
    Data	chart	"column"	"Title"	"D4"	"Series"	Data!$A$2:$A$4	text	Data!$B$2:$B$4	none
    property	title	"Month"
    name	_xlnm.Print_Titles	Data	Data!$1:$1

As a module: load(path, sheets=None) returns that structure, values(path) the
plain rows, column(name) and cell(row, col) translate between A1 and numbers.
Text is decoded as a spreadsheet does: _x001B_ is one character.
"""

import argparse
import datetime
import json
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
DRAWING = ("{http://schemas.openxmlformats.org/drawingml/2006/"
           "spreadsheetDrawing}")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# The number formats that have a number but no text in the file.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%",
    10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}


class BadWorkbook(Exception):
    """The file is not a workbook that holds together."""


def decode(text):
    """Text as shown: _xHHHH_ is the character of that number."""
    return re.sub("_x([0-9A-Fa-f]{4})_",
                  lambda m: chr(int(m.group(1), 16)), text or "")


def column(name):
    """Number of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_name(number):
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell(row, col):
    """A1 name of a row and column from 0."""
    return "%s%d" % (column_name(col), row + 1)


def position(name):
    """Row and column from 0 of an A1 name."""
    m = re.fullmatch(r"([A-Z]+)([1-9][0-9]*)", name)
    if m is None:
        raise BadWorkbook("%r is not the name of a cell" % name)
    return int(m.group(2)) - 1, column(m.group(1))


def kind_of_format(code):
    """date, time, datetime or number: what a number format shows."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", code).lower()
    if bare in ("general", "@"):
        return "number"
    time = "h" in bare or "s" in bare
    date = "y" in bare or "d" in bare or ("m" in bare and not time)
    return ("datetime" if date and time else "date" if date
            else "time" if time else "number")


def serial_to_text(number, kind):
    """What a spreadsheet shows for a date's number, in ISO form. Day 60 is the
    29 February 1900 that never was."""
    seconds = round((number - int(number)) * 86400)
    days = int(number) + seconds // 86400
    seconds %= 86400
    clock = "%02d:%02d:%02d" % (seconds // 3600, seconds // 60 % 60,
                                seconds % 60)
    if kind == "time" and days == 0:
        return clock
    if days == 60:
        day = "1900-02-29"
    else:
        first = datetime.date(1899, 12, 31 if days < 60 else 30)
        day = (first + datetime.timedelta(days)).isoformat()
    return day if kind == "date" and seconds == 0 else day + "T" + clock


class Package:
    """The zip archive and its parts by name."""

    def __init__(self, path):
        try:
            self.zip = zipfile.ZipFile(path)
            bad = self.zip.testzip()
        except (OSError, zipfile.BadZipFile) as error:
            raise BadWorkbook("%s: %s" % (path, error)) from error
        if bad is not None:
            raise BadWorkbook("%s: part %s is damaged" % (path, bad))
        names = self.zip.namelist()
        if len(set(names)) != len(names):
            raise BadWorkbook("%s: a part is there twice" % path)
        for name in names:
            self.xml(name)
        self.check_types(names)

    def open(self, name):
        try:
            return self.zip.open(name)
        except KeyError as error:
            raise BadWorkbook("part %s is missing" % name) from error

    def xml(self, name):
        """The root element; big sheets are parsed and thrown away here, they
        are read in a stream later."""
        try:
            with self.open(name) as stream:
                if "/worksheets/sheet" in name and "_rels" not in name:
                    for _, element in ET.iterparse(stream):
                        if element.tag == MAIN + "row":
                            element.clear()
                    return None
                return ET.parse(stream).getroot()
        except ET.ParseError as error:
            raise BadWorkbook("part %s is no XML: %s" % (name, error)) \
                from error

    def check_types(self, names):
        """Every part needs a content type, every type a part."""
        root = self.xml("[Content_Types].xml")
        defaults = {e.get("Extension") for e in root.iter(TYPES + "Default")}
        overrides = {e.get("PartName")[1:]
                     for e in root.iter(TYPES + "Override")}
        for name in names:
            if (name != "[Content_Types].xml" and name not in overrides
                    and name.rsplit(".", 1)[-1] not in defaults):
                raise BadWorkbook("part %s has no content type" % name)
        for name in overrides - set(names):
            raise BadWorkbook("part %s is named but missing" % name)

    def relations(self, name):
        """Targets of a part's relations by id: {id: (type, part)}."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self.zip.namelist():
            return {}
        found = {}
        for e in self.xml(rels).iter(PACKAGE + "Relationship"):
            target = e.get("Target")
            if e.get("TargetMode") != "External":
                target = (target[1:] if target.startswith("/") else
                          posixpath.normpath(posixpath.join(folder, target)))
                self.open(target).close()
            found[e.get("Id")] = (e.get("Type").rsplit("/", 1)[-1], target)
        return found


def flag(element, name):
    found = element.find(MAIN + name)
    return found is not None and found.get("val", "1") not in ("0", "false")


def read_styles(package, part):
    """The cell styles by number: {format, kind, bold, wrap, color, fill}."""
    root = package.xml(part)
    codes = dict(BUILT_IN)
    for e in root.iter(MAIN + "numFmt"):
        codes[int(e.get("numFmtId"))] = e.get("formatCode")
    fonts = list(root.find(MAIN + "fonts"))
    fills = list(root.find(MAIN + "fills"))
    styles = []
    for xf in root.find(MAIN + "cellXfs"):
        style = {}
        code = codes.get(int(xf.get("numFmtId", "0")), "General")
        if code != "General":
            style["format"] = code
        font = fonts[int(xf.get("fontId", "0"))]
        if flag(font, "b"):
            style["bold"] = True
        color = font.find(MAIN + "color")
        if color is not None and color.get("rgb"):
            style["color"] = color.get("rgb")[-6:]
        fill = fills[int(xf.get("fillId", "0"))].find(
            "%spatternFill/%sfgColor" % (MAIN, MAIN))
        if fill is not None and fill.get("rgb"):
            style["fill"] = fill.get("rgb")[-6:]
        align = xf.find(MAIN + "alignment")
        if align is not None and align.get("wrapText") == "1":
            style["wrap"] = True
        styles.append((style, kind_of_format(code)))
    return styles


def read_shared(package, parts):
    shared = []
    for kind, part in parts:
        if kind == "sharedStrings":
            for item in package.xml(part).iter(MAIN + "si"):
                shared.append(rich_text(item))
    return shared


def rich_text(element):
    return decode("".join(t.text or "" for t in element.iter(MAIN + "t")))


def read_cell(c, styles, shared):
    """One <c> element, or None when it is blank."""
    style, kind = styles[int(c.get("s", "0"))]
    formula = c.find(MAIN + "f")
    stored = c.find(MAIN + "v")
    text = stored.text if stored is not None else None
    type_ = c.get("t", "n")
    found = dict(style)
    if formula is not None:
        found["formula"] = formula.text or ""
    if type_ == "inlineStr":
        found.update(type="text", value=rich_text(c.find(MAIN + "is")))
    elif type_ == "s":
        found.update(type="text", value=shared[int(text)])
    elif type_ == "str":
        found.update(type="text", value=decode(text))
    elif type_ == "b":
        found.update(type="bool", value=text == "1")
    elif type_ == "e":
        found.update(type="error", value=text)
    elif type_ != "n":
        raise BadWorkbook("cell %s has the type %r" % (c.get("r"), type_))
    elif text is None:
        return None if formula is None else dict(found, type="text", value="")
    else:
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", text):
            raise BadWorkbook("cell %s holds %r" % (c.get("r"), text))
        number = float(text) if re.search("[.eE]", text) else int(text)
        if kind == "number":
            found.update(type="number", value=number)
        else:
            found.update(type=kind, number=number,
                         value=serial_to_text(number, kind))
    return found


def read_chart(package, part):
    root = package.xml(part)
    plot = root.find(".//" + CHART + "plotArea")
    found = {"kind": None, "title": None, "series": []}
    for e in plot:
        if e.tag in (CHART + "barChart", CHART + "lineChart"):
            found["kind"] = "line"
            if e.tag == CHART + "barChart":
                across = e.find(CHART + "barDir").get("val") == "bar"
                found["kind"] = "bar" if across else "column"
            for ser in e.iter(CHART + "ser"):
                found["series"].append(read_series(ser))
    found["backwards"] = read_backwards(plot)
    title = root.find("%schart/%stitle" % (CHART, CHART))
    if title is not None:
        found["title"] = decode("".join(
            t.text or "" for t in title.iter(ART + "t")))
    return found


def read_backwards(plot):
    """Which axes run from their end to their beginning."""
    names = [name for name, tag in (("categories", "catAx"), ("values", "valAx"))
             for order in plot.iterfind("%s%s/%sscaling/%sorientation"
                                        % (CHART, tag, CHART, CHART))
             if order.get("val") == "maxMin"]
    return {0: "none", 1: names[0] if names else "", 2: "both"}[len(names)]


def read_series(ser):
    cat = ser.find(CHART + "cat")
    val = ser.find(CHART + "val")
    name = ser.find(CHART + "tx")
    text = None
    if name is not None:
        text = decode("".join(name.itertext()))
    return {
        "name": text,
        "categories": None if cat is None else cat.find(
            ".//" + CHART + "f").text,
        "category_type": None if cat is None else (
            "text" if cat.find(CHART + "strRef") is not None else "number"),
        "values": None if val is None else val.find(".//" + CHART + "f").text,
    }


def read_drawing(package, part):
    charts = []
    relations = package.relations(part)
    for anchor in package.xml(part):
        start = anchor.find(DRAWING + "from")
        for e in anchor.iter(CHART + "chart"):
            chart = read_chart(package, relations[e.get(REL + "id")][1])
            chart["anchor"] = cell(int(start.find(DRAWING + "row").text),
                                   int(start.find(DRAWING + "col").text))
            charts.append(chart)
    return charts


def sheet_property(sheet, element):
    """What stands around the rows."""
    tag = element.tag[len(MAIN):]
    if tag == "pane" and element.get("state") == "frozen":
        sheet["freeze"] = element.get("topLeftCell")
    elif tag == "autoFilter":
        sheet["autofilter"] = element.get("ref")
    elif tag == "col" and element.get("width"):
        for i in range(int(element.get("min")), int(element.get("max")) + 1):
            sheet["widths"] += [None] * (i - len(sheet["widths"]))
            sheet["widths"][i - 1] = float(element.get("width"))
    elif tag == "pageSetup":
        sheet["landscape"] = element.get("orientation") == "landscape"
        if sheet["fit"]:
            sheet["fit_width"] = int(element.get("fitToWidth", "1"))
            sheet["fit_height"] = int(element.get("fitToHeight", "1"))
    elif tag == "pageSetUpPr":
        sheet["fit"] = element.get("fitToPage") == "1"
    elif tag == "oddFooter":
        sheet["footer"] = element.text


def read_row(sheet, row, styles, shared):
    number = int(row.get("r"))
    if number <= sheet["rows"]:
        raise BadWorkbook("%s: row %d stands behind row %d" %
                          (sheet["name"], number, sheet["rows"]))
    sheet["rows"] = number
    sheet["stored_rows"] += 1
    before = -1
    for c in row.iter(MAIN + "c"):
        at, col = position(c.get("r"))
        if at != number - 1 or col <= before:
            raise BadWorkbook("%s: cell %s is out of order" %
                              (sheet["name"], c.get("r")))
        before = col
        found = read_cell(c, styles, shared)
        if found is not None:
            sheet["cells"][c.get("r")] = found


def read_sheet(package, part, name, styles, shared):
    sheet = {"name": name, "rows": 0, "stored_rows": 0, "freeze": None,
             "print_titles": None, "autofilter": None, "landscape": None,
             "fit_width": None, "fit_height": None, "footer": None,
             "fit": False, "widths": [], "charts": [], "cells": {}}
    relations = package.relations(part)
    with package.open(part) as stream:
        for _, element in ET.iterparse(stream):
            if element.tag == MAIN + "row":
                read_row(sheet, element, styles, shared)
                element.clear()
            elif element.tag == MAIN + "drawing":
                target = relations[element.get(REL + "id")][1]
                sheet["charts"] += read_drawing(package, target)
            else:
                sheet_property(sheet, element)
    del sheet["fit"]
    return sheet


def read_properties(package):
    found = {}
    for e in package.xml("docProps/core.xml"):
        found[e.tag.rsplit("}", 1)[-1]] = e.text or ""
    return found


def read_names(book, sheets):
    names = []
    for e in book.iter(MAIN + "definedName"):
        local = e.get("localSheetId")
        names.append({"name": e.get("name"), "value": e.text or "",
                      "sheet": None if local is None else sheets[int(local)],
                      "hidden": e.get("hidden") == "1"})
    return names


def load(path, sheets=None):
    """The whole workbook, or the sheets of those names."""
    package = Package(path)
    book = package.xml("xl/workbook.xml")
    relations = package.relations("xl/workbook.xml")
    part = {kind: target for kind, target in relations.values()}
    styles = read_styles(package, part["styles"])
    shared = read_shared(package, relations.values())
    listed = [(e.get("name"), relations[e.get(REL + "id")][1])
              for e in book.iter(MAIN + "sheet")]
    for name in sheets or []:
        if name not in [n for n, _ in listed]:
            raise BadWorkbook("there is no sheet %s" % name)
    found = {"properties": read_properties(package),
             "defined_names": read_names(book, [n for n, _ in listed]),
             "sheets": [read_sheet(package, target, name, styles, shared)
                        for name, target in listed
                        if sheets is None or name in sheets]}
    for sheet in found["sheets"]:
        for name in found["defined_names"]:
            if (name["name"] == "_xlnm.Print_Titles"
                    and name["sheet"] == sheet["name"]):
                sheet["print_titles"] = name["value"].rsplit("!", 1)[-1]
    return found


def plain(sheet):
    """The rows of a loaded sheet as lists of values, None for a blank."""
    rows = [[] for _ in range(sheet["rows"])]
    for name, found in sheet["cells"].items():
        row, col = position(name)
        rows[row] += [None] * (col + 1 - len(rows[row]))
        rows[row][col] = found["value"]
    return rows


def values(path, sheets=None):
    """{"Sheet": [[value, …], …]}"""
    return {s["name"]: plain(s) for s in load(path, sheets)["sheets"]}


def cell_line(sheet, name, found):
    fields = ["%s!%s" % (sheet, name), found["type"],
              json.dumps(found["value"], ensure_ascii=False)]
    for key in ("number", "formula", "format", "color", "fill"):
        if key in found:
            fields.append("%s=%s" % (key, found[key]))
    fields += [key for key in ("bold", "wrap") if key in found]
    return "\t".join(fields)


def lines(workbook):
    """The loaded workbook as lines, see above."""
    for key, value in workbook["properties"].items():
        yield "property\t%s\t%s" % (key, json.dumps(value,
                                                    ensure_ascii=False))
    for name in workbook["defined_names"]:
        yield "name\t%s\t%s\t%s" % (name["name"], name["sheet"],
                                    name["value"])
    for sheet in workbook["sheets"]:
        for key, value in sheet.items():
            if key not in ("name", "cells", "charts"):
                yield "%s\t%s\t%s" % (sheet["name"], key,
                                      json.dumps(value, ensure_ascii=False))
        for chart in sheet["charts"]:
            for ser in chart["series"]:
                told = [json.dumps(text, ensure_ascii=False) for text in
                        (chart["kind"], chart["title"], chart["anchor"],
                         ser["name"])]
                yield "\t".join([sheet["name"], "chart"] + told + [
                    ser["categories"], ser["category_type"], ser["values"],
                    chart["backwards"]])
        for name, found in sheet["cells"].items():
            yield cell_line(sheet["name"], name, found)


def show(path, args):
    found = (values if args.values else load)(path, args.sheet)
    if args.lines and not args.values:
        for line in lines(found):
            print(line)
        return
    if args.summary and not args.values:
        for sheet in found["sheets"]:
            del sheet["cells"]
    json.dump(found, sys.stdout, indent=1, ensure_ascii=False)
    print()


def main():
    parser = argparse.ArgumentParser(
        description="Shows a workbook as JSON.", allow_abbrev=False)
    parser.add_argument("--values", action="store_true",
                        help="plain values only")
    parser.add_argument("--summary", action="store_true",
                        help="everything but the cells")
    parser.add_argument("--lines", action="store_true",
                        help="one fact a line")
    parser.add_argument("--sheet", action="append",
                        help="only this sheet (may be repeated)")
    parser.add_argument("file", nargs="+")
    args = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        for path in args.file:
            show(path, args)
    except BadWorkbook as error:
        print("xlsx_read: %s" % error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
