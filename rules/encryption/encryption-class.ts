/** Encryption classes: a change rekeys the machines that name the class. */
import type { EncryptionClass } from "../../api/encryption/v1alpha1/encryptionclass.ts";
import type { ImmutabilityTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const encryptionClassImmutability = {
  kind: "immutability",
  doc: "What cannot change of an encryption class: nothing.",
  hit: "collect",
  rows: [
    { id: "encryptionclass/provider-may-change", field: "spec.keyProvider", forbid: [],
      doc: "Another provider rekeys the machines of the class.", source: "ours:follows-the-administrator" },
    { id: "encryptionclass/key-may-change", field: "spec.keyID", forbid: [],
      doc: "Another key rekeys the machines of the class.", source: "ours:follows-the-administrator" },
  ],
} as const satisfies ImmutabilityTable<EncryptionClass>;
