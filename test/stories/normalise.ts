/** Takes out of an output what differs between two runs of the same server: ids, times, versions, ports. Pure. */

const RULES: readonly [pattern: RegExp, replacement: string][] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "<uid>"],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| ?[+-]\d\d:?\d\d)/g, "<time>"],
  [/\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, "<time>"],
  [/((?:resourceVersion|Resource Version)"?: +)"?\d+"?/g, "$1<rv>"],
  // The same inside a JSON text that a message quotes; the order of field managers is not fixed.
  [/\\"managedFields\\":\[.*?\],(?=\\"name)/g, ""],
  [/(resourceVersion\\":\\")\d+/g, "$1<rv>"],
  [/(too old resource version: )\d+ \(\d+\)/g, "$1<rv> (<rv>)"],
  [/(resourceVersion=)\d+/g, "$1<rv>"],
  [/(continue"?: +)"?[A-Za-z0-9+/=_-]{12,}"?/g, "$1<continue>"],
  [/(127\.0\.0\.1:)\d+/g, "$1<port>"],
  [/\bgen-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, "gen-<random>"],
  [/^([EWI])\d{4} [\d:.]+ +\d+ /gm, "$1 "],
  [/\/tmp\/(LIVE|MERGED)-\d+\//g, "/tmp/$1/"],
  [/\/tmp\/kubectl-edit-\d+\.yaml/g, "<file>"],
  [/\bv1\.36\.\d+\b/g, "v1.36.x"],
  // An age as the cell of a table: short ages are as wide as their heading, so the padding tells them apart.
  [/(?<=^|\s)(\d+[smhd]){1,2} {2,}/gm, "<age> "],
  [/(?<=^|\s)(\d+[smhd]){1,2}(?=\s|$)/gm, "<age>"],
  // What kubectl explain says of the fields that every kind has is each server's own wording.
  [
    /^( {2}(?:apiVersion\t<string>|kind\t<string>|metadata\t<ObjectMeta>))\n(?: {4}.*\n)+/gm,
    "$1\n    <words>\n",
  ],
  [/[ \t]+$/gm, ""],
];

export function normalise(output: string): string {
  let text = output;
  for (const [pattern, replacement] of RULES) text = text.replace(pattern, replacement);
  return sortCauses(text).replace(/\n+$/, "");
}

/** kubectl lists the causes of a refusal as `* field: …`; their order is that of a Go map. */
function sortCauses(text: string): string {
  return text.replace(/(?:^\* .*\n?){2,}/gm, (block) => {
    const end = block.endsWith("\n") ? "\n" : "";
    return block.trimEnd().split("\n").sort().join("\n") + end;
  });
}
