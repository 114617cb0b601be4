/*
 * zipcheck.h - reads a finished workbook back before it is trusted.
 *
 * The library that writes workbooks says "done" on a full disk. So the file is opened
 * again as what it is, a zip archive: its directory must be whole, every part must
 * inflate to the size and CRC the directory names, every part must be balanced XML, the
 * parts without which no spreadsheet opens it must be there, and every sheet must hold
 * the rows, and the bytes of rows, that were written. Works in constant memory (about
 * 120 KB). The only file that knows zlib.
 *
 * It accepts only what xlsx.c writes: no zip64, no encryption, no comment behind the
 * directory, no CDATA and no DTD.
 */
#ifndef CHAIRSIDE_EXCHANGE_ZIPCHECK_H
#define CHAIRSIDE_EXCHANGE_ZIPCHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What xl/worksheets/sheetN.xml must hold; N counts from 1 in the array. */
struct zipcheck_sheet {
	long rows;		/* <row> elements */
	int64_t bytes;		/* between <sheetData> and </sheetData>; -1: any */
};

/* False with ERR_IO and a sentence naming the part that does not read back;
 * the archive must hold these n sheets and no other. */
bool zipcheck_workbook(const char *path, const struct zipcheck_sheet *want,
    size_t n, struct err *e);

#endif
