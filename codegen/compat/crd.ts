/** Compares two releases of one CRD: names, versions, subresources, what is shown, and each version's schema. */
import type { Change } from "./changes.ts";
import type { Crd, CrdColumn, CrdVersion } from "./read-crd.ts";
import { createReport, type Report } from "./report.ts";
import { compareSchemas } from "./schema.ts";

/** Every change of one CRD, old versions in their order, then what is new. */
export function compareCrd(old: Crd, now: Crd): Change[] {
  const report = createReport(now);
  compareNames(old, now, report);
  for (const version of old.versions) {
    const same = now.versions.find(({ name }) => name === version.name);
    const inner = report.in(version.name);
    if (!same) inner.add("version-removed");
    else compareVersion(version, same, inner);
  }
  for (const { name } of now.versions) {
    if (!old.versions.some((version) => version.name === name)) report.in(name).add("version-added");
  }
  compareConversion(old, now, report);
  compareStorage(old, now, report);
  return report.changes;
}

function compareNames(old: Crd, now: Crd, report: Report): void {
  if (old.kind !== now.kind) report.add("kind-renamed", { was: old.kind, is: now.kind });
  if (old.scope !== now.scope) report.add("scope-changed", { was: old.scope, is: now.scope });
  if (old.singular !== now.singular) report.add("singular-changed", { was: old.singular, is: now.singular });
  for (const name of missing(old.shortNames, now.shortNames)) report.add("short-name-removed", { was: name });
  for (const name of missing(now.shortNames, old.shortNames)) report.add("short-name-added", { is: name });
  for (const name of missing(old.categories, now.categories)) report.add("category-removed", { was: name });
  for (const name of missing(now.categories, old.categories)) report.add("category-added", { is: name });
}

/** Those of some that are not among others. */
const missing = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((one) => !others.includes(one));

function compareVersion(old: CrdVersion, now: CrdVersion, report: Report): void {
  if (old.served && !now.served) report.add("version-unserved");
  if (!old.served && now.served) report.add("version-served");
  if (!old.deprecated && now.deprecated) report.add("version-deprecated", { is: now.deprecationWarning });
  compareSubresources(old, now, report);
  for (const path of missing(old.selectableFields, now.selectableFields))
    report.at(path.slice(1)).add("selectable-removed");
  for (const path of missing(now.selectableFields, old.selectableFields))
    report.at(path.slice(1)).add("selectable-added");
  compareColumns(old.columns, now.columns, report);
  // Nobody reads or writes what is neither served nor stored.
  if (old.served || old.storage) compareSchemas(old.schema, now.schema, report);
}

function compareSubresources(old: CrdVersion, now: CrdVersion, report: Report): void {
  if (old.hasStatus !== now.hasStatus) report.add(now.hasStatus ? "status-added" : "status-removed");
  if (old.scale === now.scale) return;
  if (now.scale === undefined) report.add("scale-removed");
  else if (old.scale === undefined) report.add("scale-added");
  else report.add("scale-changed", { was: old.scale, is: now.scale });
}

function compareColumns(old: readonly CrdColumn[], now: readonly CrdColumn[], report: Report): void {
  const text = ({ name, type, jsonPath }: CrdColumn): string => `${name}: ${type} ${jsonPath}`;
  for (const column of old) {
    const same = now.find(({ name }) => name === column.name);
    if (!same) report.add("column-removed", { was: column.name });
    else if (text(same) !== text(column)) report.add("column-changed", { was: text(column), is: text(same) });
  }
  for (const { name } of now)
    if (!old.some((column) => column.name === name)) report.add("column-added", { is: name });
}

function compareConversion(old: Crd, now: Crd, report: Report): void {
  if (old.converts && !now.converts && now.versions.length > 1) report.add("conversion-removed");
  if (!old.converts && now.converts) report.add("conversion-added");
}

/** Without conversion an object that was stored in one version is read as if it had been written in the other. */
function compareStorage(old: Crd, now: Crd, report: Report): void {
  const was = old.versions.find(({ storage }) => storage);
  const is = now.versions.find(({ storage }) => storage);
  if (!was || !is || was.name === is.name) return;
  const between = createReport(now);
  if (!now.converts) compareSchemas(was.schema, is.schema, between);
  const lost = between.changes.filter(({ code }) => code === "field-removed").map(({ path }) => path);
  if (lost.length === 0) report.add("storage-changed", { was: was.name, is: is.name });
  else report.add("storage-loses-fields", { was: `${was.name} with ${lost.join(", ")}`, is: is.name });
}
