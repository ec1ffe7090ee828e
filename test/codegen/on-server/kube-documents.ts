/** How the OpenAPI documents of a real API server may differ from those that we print. */

/**
 * Where Kubernetes' own long descriptions stand. Ours are written anew, so only that there is one is compared: of its
 * shared components, of parameters, and of the fields that it adds to every kind and list.
 */
const ITS_PROSE = [
  /^components\/schemas\/io\.k8s\./,
  /\/parameters\/\d+\/description$/,
  /\/properties\/(apiVersion|kind|metadata)\/description$/,
  /List\/properties\/items\/description$/,
];

/** Names every group and version that the server itself has, so it differs from release to release. */
const OF_ITS_RELEASE = /\.meta\.v1\.DeleteOptions\/x-kubernetes-group-version-kind$/;

function comparable(value: unknown, path = ""): unknown {
  if (OF_ITS_RELEASE.test(path)) return (value as unknown[])[0];
  if (path.endsWith("/description") && typeof value === "string" && ITS_PROSE.some((one) => one.test(path)))
    return value === "" ? "" : "some words";
  if (Array.isArray(value)) return value.map((one, index) => comparable(one, `${path}/${index}`));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, comparable(inner, path === "" ? key : `${path}/${key}`)]),
  );
}

/** Paths where two documents differ; a whole diff of them is too long to read. */
function pathsOf(theirs: unknown, ours: unknown, path: string): string[] {
  const isNode = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (!isNode(theirs) || !isNode(ours)) {
    const [a, b] = [theirs, ours].map((value) => JSON.stringify(value)?.slice(0, 80));
    return a === b ? [] : [`${path}: served ${a}, printed ${b}`];
  }
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap((key) =>
    pathsOf(theirs[key as never], ours[key as never], `${path}/${key}`),
  );
}

/** Paths where the documents differ, but for prose and for what each release of Kubernetes says in its own way. */
export const differences = (served: unknown, printed: unknown, url: string): string[] =>
  pathsOf(comparable(served), comparable(printed), url);
