/*
 * order.h - numbers in the byte order of files: the lowest or the highest byte first,
 * whatever this machine does. The same turns them back.
 */
#ifndef CHAIRSIDE_BASE_ORDER_H
#define CHAIRSIDE_BASE_ORDER_H

#include <stdint.h>

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define order_little(n) ((uint64_t)(n))
#define order_big(n) __builtin_bswap64((uint64_t)(n))
#else
#define order_little(n) __builtin_bswap64((uint64_t)(n))
#define order_big(n) ((uint64_t)(n))
#endif

#endif
