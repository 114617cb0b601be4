/*
 * checklist.h - the verdicts of a screening, worst first.
 *
 * Verdicts: BLOCK do not treat; INCOMPLETE something is unanswered or not known; REFER
 * a written medical clearance is needed; DEFER not before a day; CAUTION acknowledge;
 * OK. (The practice's rule; each rule of the shipped template names its source.)
 */
#ifndef CHAIRSIDE_RECORD_CHECKLIST_H
#define CHAIRSIDE_RECORD_CHECKLIST_H

#include "record/field.h"

extern const struct choice checklist_verdicts[];

#endif
