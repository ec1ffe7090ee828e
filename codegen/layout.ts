/** Where generated files go. Inside the generator they are called `crds/…` and `generated/…`. */
import path from "node:path";

export interface Layout {
  /** Absolute; gets `crds/…`. */
  crdsDir: string;
  /** Absolute; gets `generated/…`. Without it nobody asked for those. */
  generatedDir?: string;
}

/** The layout of a project that keeps both folders side by side. */
export const layoutOf = (root: string): Layout => ({
  crdsDir: path.join(root, "crds"),
  generatedDir: path.join(root, "generated"),
});

/** The place of a file; undefined when nobody asked for it, or when the name leads out of the two folders. */
export function locate(file: string, { crdsDir, generatedDir }: Layout): string | undefined {
  const [first, ...rest] = path.posix.normalize(file).split("/");
  if (rest.length === 0) return undefined;
  if (first === "crds") return path.join(crdsDir, ...rest);
  return first === "generated" && generatedDir !== undefined ? path.join(generatedDir, ...rest) : undefined;
}

/** The file that remembers the last run. Among CRDs alone it has a name that `kubectl apply -f` passes over. */
export const lockFile = ({ generatedDir }: Layout): string =>
  generatedDir === undefined ? "crds/.vmop.lock" : "generated/source.lock.json";
