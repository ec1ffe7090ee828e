/** The annotations that record schema upgrades, as conditions. Source: spec:vm-v1alpha5#upgrade-tracking. */
import { upgradeMarks } from "../../rules/lang/annotations.ts";

const mark = (variable: string, name: string): string =>
  `${variable}.?metadata.?annotations[?'${name}'].orValue('')`;

/** True while the object's recorded feature mask lacks a bit. An unreadable mask lacks every bit. */
export function featureMarkMissing(variable: string, bit: number): string {
  const mask = mark(variable, upgradeMarks.feature);
  return `!${mask}.matches('^[0-9]{1,9}$') || (int(${mask}) / ${2 ** bit}) % 2 == 0`;
}
