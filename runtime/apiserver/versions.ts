/** Kubernetes' order of API versions: `v2`, `v1`, `v2beta1`, `v1beta2`, `v1alpha5`, then everything else by name. */

interface Parsed {
  stability: 0 | 1 | 2;
  major: number;
  minor: number;
}

const PATTERN = /^v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?$/;

function parse(version: string): Parsed | undefined {
  const match = PATTERN.exec(version);
  if (match === null) return undefined;
  return {
    stability: match[2] === undefined ? 2 : match[2] === "beta" ? 1 : 0,
    major: Number(match[1]),
    minor: Number(match[3] ?? 0),
  };
}

/** Negative when `a` is preferred over `b`: sorts the preferred version first. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const left = parse(a);
  const right = parse(b);
  if (left === undefined || right === undefined) {
    if (left !== undefined) return -1;
    if (right !== undefined) return 1;
    return a < b ? -1 : 1;
  }
  return right.stability - left.stability || right.major - left.major || right.minor - left.minor;
}
