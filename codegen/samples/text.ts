/** Readable texts for string fields: what the format says, else a word made of the field's name, else what the pattern allows. */
import { FORMAT_TEXTS, formatText } from "../../rules/lang/samples/format-texts.ts";
import { textMatching } from "../../rules/lang/samples/pattern-text.ts";
import type { SchemaNode } from "../../rules/lang/schema/index.ts";

/** What a field of such a name mostly holds; the first that fits is tried before a made-up word. */
// biome-ignore format: a table
const BY_NAME: readonly (readonly [name: RegExp, text: string])[] = [
  [/^apiVersion$/,                  "example.com/v1"],
  [/^kind$/,                        "Example"],
  [/^operator$/,                    "In"],
  [/uuid$/i,                        FORMAT_TEXTS.uuid!],
  [/time(stamp)?$/i,                FORMAT_TEXTS["date-time"]!],
  [/timezone$/i,                    "UTC"],
  [/(ipv?6|gateway6)/i,             FORMAT_TEXTS.ipv6!],
  [/(^|[a-z])(IP|ip)(v?4)?$|gateway4?$|nameserver$/, FORMAT_TEXTS.ipv4!],
  [/(url|uri|endpoint)$/i,          "https://example.com/path"],
  [/(path|homedir)$/i,              "/my/path"],
  [/domain(name)?$/i,               "example.com"],
  [/(timeout|delay|period|interval)$/i, "5m"],
  [/(key|label)$/,                  "my-key"],
];

/** Tried in this order where a field has a pattern. */
const USUAL: readonly string[] = [
  "1Gi",
  "example.com/name",
  "host.example.com",
  ...new Set(Object.values(FORMAT_TEXTS)),
  "1.2.3",
  "v1",
  "example.com/v1",
  "Sample",
  "1",
];

/** A text that the schema accepts, or nothing where none is found; `index` tells the items of a list apart. */
export function textFor(node: SchemaNode, name: string, index = 0): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = node.schema;
  const fits = (text: string) =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (node.checkFormat?.(text) ?? true) &&
    (node.pattern === undefined || ("test" in node.pattern && node.pattern.test(text)));
  const plain = kebab(name) || "value";
  const words = [`my-${plain}`, plain.replaceAll("-", "")].map((word) =>
    index === 0 ? word : `${word}${word.includes("-") ? "-" : ""}${index + 1}`,
  );
  const named = index === 0 ? BY_NAME.flatMap(([test, text]) => (test.test(name) ? [text] : [])) : [];
  const formatted = formatText(node);
  const candidates = [
    ...(formatted !== undefined && index === 0 ? [formatted] : []),
    ...named,
    ...words,
    ...words.map((text) => text.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())),
    ...words.map((text) => text.slice(0, maxLength === Number.POSITIVE_INFINITY ? undefined : maxLength)),
    ...(pattern === undefined ? [] : USUAL),
    "sample".padEnd(Math.min(minLength, 1_000), "-sample"),
  ];
  const found = candidates.find(fits);
  if (found !== undefined || pattern === undefined) return found;
  const text = textMatching(pattern, minLength, maxLength);
  return text !== undefined && fits(text) ? text : undefined;
}

/** `storageClassName` → `storage-class`; what everything is called is left out. */
export function kebab(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return words.replace(/-(name|ref)$/, "").replace(/^-|-$/g, "");
}

/** One of many: `disks` → `disk`, `policies` → `policy`. */
export const singular = (name: string): string =>
  name
    .replace(/ies$/, "y")
    .replace(/(ss|us)$|(x|ch|sh|ss)es$|s$/, (all, kept = "", stem = "") =>
      kept !== "" ? kept : stem !== "" ? stem : all === "s" ? "" : all,
    );
