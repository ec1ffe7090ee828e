import type { ImmutabilityTable, ValidationTable } from "../../../../../rules/lang/tables.ts";
import type { Book } from "../input/book.ts";

// biome-ignore format: a table
const immutability = {
  kind: "immutability", doc: "What cannot change once a book exists.", hit: "collect",
  rows: [
    { id: "book/isbn-fixed", field: "spec.isbn", forbid: ["set", "modify", "unset"],
      doc: "A book keeps its number.", source: "ours:scenario" },
    { id: "book/donor-set-once", field: "spec.donor", forbid: ["modify", "unset"],
      doc: "A donor is named once.", source: "ours:scenario" },
    { id: "book/shelf-stays-said", field: "spec.shelf", forbid: ["unset"],
      doc: "A book stands on some shelf.", source: "ours:scenario" },
    { id: "book/edition-may-change", field: "spec.edition", forbid: [],
      doc: "Validation says in which direction.", source: "ours:scenario" },
    { id: "book/subjects-may-change", field: "spec.subjects", forbid: [],
      doc: "Validation says which may go.", source: "ours:scenario" },
  ],
} as const satisfies ImmutabilityTable<Book>;

// biome-ignore format: a table
const validation = {
  kind: "validation", doc: "What a change must keep.", hit: "collect",
  rows: [
    { id: "book/edition-rises", at: "spec", field: "edition", on: ["update"],
      require: "!has(self.edition) || !has(oldSelf.edition) || self.edition >= oldSelf.edition",
      reason: "Invalid", message: "must not become smaller",
      doc: "A newer edition replaces an older one.", source: "ours:scenario",
      admits: [{ old: { edition: 1 }, new: { edition: 2 } }], refuses: [{ old: { edition: 2 }, new: { edition: 1 } }] },
    { id: "book/subjects-stay", at: "spec", field: "subjects", on: ["update"],
      require: "!has(oldSelf.subjects) || (has(self.subjects) && oldSelf.subjects.all(s, s in self.subjects))",
      reason: "Forbidden", message: "must keep its subjects",
      doc: "Subjects are added and never taken away.", source: "ours:scenario",
      admits: [{ old: { subjects: ["art"] }, new: { subjects: ["art", "law"] } }], refuses: [{ old: { subjects: ["art"] }, new: {} }] },
  ],
} as const satisfies ValidationTable<Book>;

export const tables = [{ kind: "shop.example.com/v1/Book", tables: { immutability, validation } }];
