/** Requests for a machine's screen: one machine, one reader. */
import type { VirtualMachineWebConsoleRequest } from "../../api/vmoperator/v1alpha5/virtualmachinewebconsolerequest.ts";
import type { ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const consoleImmutability = {
  kind: "immutability",
  doc: "What cannot change of a request for a machine's screen.",
  hit: "collect",
  rows: [
    { id: "console/machine-fixed", field: "spec.name", forbid: ["set", "modify", "unset"],
      doc: "A ticket is for one machine.", source: "upstream:3.9/3" },
    { id: "console/key-fixed", field: "spec.publicKey", forbid: ["set", "modify", "unset"],
      doc: "A ticket is for one reader.", source: "upstream:3.9/3" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineWebConsoleRequest>;

// biome-ignore format: a table
export const consoleValidation = {
  kind: "validation",
  doc: "What must hold of a request for a machine's screen.",
  hit: "collect",
  rows: [
    { id: "console/key-is-pkcs1", at: "spec", field: "publicKey", on: ["create", "update"],
      require: "self.publicKey.matches('-----BEGIN PUBLIC KEY-----\\\\s+(M[A-H].C|MI[GH].A[g-v]|MII.[A-Za-z0-9+/][AQgw][I-L])')",
      reason: "Invalid", message: "must be an RSA public key of PKCS #1, which begins with its modulus; openssl rsa -RSAPublicKey_out writes one, to be put between the lines of a PUBLIC KEY",
      doc: "The key is a sequence of two numbers and not one that begins with the name of an algorithm, as its first bytes tell.", source: "upstream:3.9/5",
      admits: [{ new: { name: "web-01", publicKey: "-----BEGIN PUBLIC KEY-----\nMEgCQQCo9+BpMRYQ\n-----END PUBLIC KEY-----\n" } }, { new: { name: "web-01", publicKey: "-----BEGIN PUBLIC KEY-----\nMIGJAoGBAMBV\n-----END PUBLIC KEY-----\n" } },
               { new: { name: "web-01", publicKey: "-----BEGIN PUBLIC KEY-----\r\nMIIBCgKCAQEA\r\n-----END PUBLIC KEY-----\r\n" } }],
      refuses: [{ new: { name: "web-01", publicKey: "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZI\n-----END PUBLIC KEY-----\n" } }, { new: { name: "web-01", publicKey: "-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqG\n-----END PUBLIC KEY-----\n" } },
                { new: { name: "web-01", publicKey: "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----\n" } }] },
    { id: "console/uuid-fixed", at: "metadata", field: "labels[vmoperator.vmware.com/webconsolerequest-uuid]", on: ["update"],
      require: "oldSelf.?labels[?'vmoperator.vmware.com/webconsolerequest-uuid'].orValue('') == '' || oldSelf.?labels[?'vmoperator.vmware.com/webconsolerequest-uuid'].orValue('') == self.?labels[?'vmoperator.vmware.com/webconsolerequest-uuid'].orValue('')",
      reason: "Invalid", message: "cannot be replaced or removed",
      doc: "The proxy knows a request by its label for as long as it is there.", source: "upstream:3.9/4",
      admits: [{ old: {}, new: { labels: { "vmoperator.vmware.com/webconsolerequest-uuid": "u-1" } } }],
      refuses: [{ old: { labels: { "vmoperator.vmware.com/webconsolerequest-uuid": "u-1" } }, new: {} },
                { old: { labels: { "vmoperator.vmware.com/webconsolerequest-uuid": "u-1" } }, new: { labels: { "vmoperator.vmware.com/webconsolerequest-uuid": "u-2" } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachineWebConsoleRequest>;
