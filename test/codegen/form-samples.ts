/** Objects for the scenarios `discriminated` and `recursion`, and who must accept them. */

export interface Sample {
  /** What is tried, as a sentence. */
  what: string;
  spec: { [field: string]: unknown };
  accepted: boolean;
}

const disk = { type: "Memory" };
const withDisk = (accepted: boolean, disks: { [what: string]: unknown }): Sample[] =>
  Object.entries(disks).map(([what, value]) => ({ what, spec: { disk: value }, accepted }));
const beside = (accepted: boolean, fields: { [what: string]: { [field: string]: unknown } }): Sample[] =>
  Object.entries(fields).map(([what, value]) => ({ what, spec: { disk, ...value }, accepted }));

/** A compiler and a server must agree about each. */
export const unionSamples: readonly Sample[] = [
  ...withDisk(true, {
    "a file": { type: "File", path: "/a" },
    "a file with what files may have": { type: "File", path: "/a", readOnly: true },
    "a block device": { type: "Block", device: "sda", size: "4Gi" },
    "a size as a number": { type: "Block", device: "sda", size: 4 },
    "a form with a name of its own": { type: "Network", host: "h", port: 1, options: { deep: { er: [1] } } },
    "the first of two values": { type: "Memory" },
    "the second of two values": { type: "Scratch" },
  }),
  ...withDisk(false, {
    "no tag": { path: "/a" },
    "another tag": { type: "Tape" },
    "a file without its path": { type: "File" },
    "a file with a field of another form": { type: "File", path: "/a", device: "sda" },
    "a block device with a path": { type: "Block", device: "sda", path: "/a" },
    "a shared field in a form that lacks it": { type: "Network", host: "h", readOnly: true },
    "an empty form with a field": { type: "Scratch", path: "/a" },
    "a field that no form has": { type: "File", path: "/a", colour: "red" },
    "null where the union may not be null": null,
    "a field of the wrong type": { type: "File", path: 7 },
  }),
  ...beside(true, {
    "forms in a list": { disks: [{ type: "File", path: "/a" }, disk] },
    "null where the union may be null": { payment: null },
    "a form with the fields of both": { payment: { amount: 1, method: "card", number: "1" } },
    "a form that requires two": {
      payment: { amount: 1, note: "n", method: "invoice", company: "c", vat: "v" },
    },
    "one key": { source: { http: { url: "u" } } },
    "a key with a field beside it": { source: { snapshot: { name: "n" }, maxAge: 3 } },
    "an empty key": { source: { empty: {} } },
    "a generic form": { retry: { policy: "limited", times: 3 } },
    "a generic form without fields": { retry: { policy: "never" } },
    "forms in a map": { extras: { a: { kind: "circle", radius: 1.5 }, b: { kind: "square", side: 2 } } },
    "a true tag": { flag: { on: true, level: 3 } },
    "a false tag": { flag: { on: false } },
    "what is left of a union": { onlyFiles: { type: "File", path: "/a" } },
    "the tag of the default": { mode: { kind: "plain", note: "n" } },
    "another tag than the default": { mode: { kind: "timed", seconds: 3 } },
    "tags as values": { kinds: ["File", "Memory"] },
  }),
  ...beside(false, {
    "a bad form in a list": { disks: [disk, { type: "File" }] },
    "the fields of both without a form": { payment: { amount: 1 } },
    "a form without the fields of both": { payment: { method: "card", number: "1" } },
    "one of the two that a form requires": { payment: { amount: 1, method: "invoice", company: "c" } },
    "no key": { source: {} },
    "two keys": { source: { http: { url: "u" }, empty: {} } },
    "a field beside the wrong key": { source: { http: { url: "u" }, maxAge: 3 } },
    "a field without its key": { source: { maxAge: 3 } },
    "a generic form without its field": { retry: { policy: "limited" } },
    "a generic form with a field too many": { retry: { policy: "forever", times: 3 } },
    "a bad form in a map": { extras: { a: { kind: "circle", side: 1 } } },
    "a true tag without its field": { flag: { on: true } },
    "a false tag with a field": { flag: { on: false, level: 3 } },
    "what was taken out of a union": { onlyFiles: { type: "Block", device: "sda" } },
    "another form that was taken out": { noNetwork: { type: "Network", host: "h" } },
    "fields of another form than the default": { mode: { seconds: 3 } },
    "a tag that is none": { kinds: ["Tape"] },
  }),
];

const deepest = { odd: { things: [1, "two", { three: null }] } };

/** Where the schema ends, what is below comes back as it was written. */
export const recursionSamples: readonly Sample[] = [
  ...[
    ["a tree", { tree: { name: "a" } }],
    [
      "as deep as the schema",
      {
        tree: {
          name: "a",
          weight: 1,
          children: [{ name: "b", weight: 2, children: [{ name: "c", weight: 3 }] }],
        },
      },
    ],
    [
      "deeper than the schema",
      {
        tree: {
          name: "a",
          weight: 1,
          children: [{ name: "b", weight: 1, children: [{ name: "c", weight: 1, children: [deepest] }] }],
        },
      },
    ],
    ["below an opaque field", { list: { value: "a", next: deepest } }],
    ["an opaque list", { form: [deepest, {}] }],
    [
      "a union in itself",
      { filter: { all: [{ not: { equals: deepest } }, { equals: { field: "f", value: "v" } }] } },
    ],
    ["two types in each other", { layers: { name: "a", above: { layer: deepest } } }],
    ["null on the way", { layers: { name: "a", above: null } }],
  ].map(([what, spec]) => ({ what, spec, accepted: true }) as Sample),
  ...[
    ["a tree without its name", { tree: {} }],
    ["a branch without its name", { tree: { name: "a", children: [{ name: "b", children: [{}] }] } }],
    ["an unknown field within the schema", { tree: { name: "a", colour: "red" } }],
    ["a value where an opaque object is", { list: { value: "a", next: "b" } }],
    ["two keys of a union in itself", { filter: { all: [{ not: {}, equals: { field: "f", value: "v" } }] } }],
  ].map(([what, spec]) => ({ what, spec, accepted: false }) as Sample),
];
