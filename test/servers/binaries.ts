/** The Go programs that tests use, where each is built from, and where the built ones are kept. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";

export type Binary =
  | "etcd"
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kubectl"
  | "controller-gen"
  | "cel-bench"
  | "cel-cost"
  | "cel-versions";

interface GoModule {
  /** Folder under `go/`. */
  folder: string;
  /** The requirement whose version names the cache folder. */
  names: string;
  packages: Partial<Record<Binary, string>>;
  ldflags(version: string): string;
}

/** One Go module a row. A module is built into a folder named after its version and a hash of its files. */
const MODULES: readonly GoModule[] = [
  {
    folder: "etcd",
    names: "go.etcd.io/etcd/server/v3",
    packages: { etcd: "." },
    ldflags: () => "-s -w",
  },
  {
    folder: "kubernetes",
    names: "k8s.io/kubernetes",
    packages: {
      "kube-apiserver": "./cmd/kube-apiserver",
      "kube-controller-manager": "./cmd/kube-controller-manager",
      kubectl: "./cmd/kubectl",
    },
    // kubectl refuses to parse the version of a build that was not stamped.
    ldflags: (version) => {
      const [major, minor] = version.replace("v", "").split(".");
      const stamp = "-X k8s.io/component-base/version.git";
      return `-s -w ${stamp}Version=${version} ${stamp}Major=${major} ${stamp}Minor=${minor}`;
    },
  },
  {
    folder: "controller-gen",
    names: "sigs.k8s.io/controller-tools",
    packages: { "controller-gen": "sigs.k8s.io/controller-tools/cmd/controller-gen" },
    ldflags: () => "-s -w",
  },
  {
    folder: "cel-bench",
    names: "github.com/google/cel-go",
    packages: { "cel-bench": "." },
    ldflags: () => "-s -w",
  },
  {
    folder: "cel-cost",
    names: "k8s.io/apiserver",
    packages: { "cel-cost": ".", "cel-versions": "./versions" },
    ldflags: () => "-s -w",
  },
];

export interface Build {
  binary: Binary;
  /** Where `go build` runs. */
  folder: string;
  goPackage: string;
  ldflags: string;
  version: string;
  /** The executable, present or not. */
  path: string;
}

const goFolder = join(import.meta.dirname, "go");

/** Every program with its place in the cache, in the order in which they are best built. */
export function builds(): Build[] {
  return MODULES.flatMap((module) => {
    const folder = join(goFolder, module.folder);
    const version = requiredVersion(join(folder, "go.mod"), module.names);
    const cache = join(cacheFolder(), `${module.folder}-${version}-${sourceHash(folder)}`);
    return Object.entries(module.packages).map(([binary, goPackage]) => ({
      binary: binary as Binary,
      folder,
      goPackage,
      ldflags: module.ldflags(version),
      version,
      path: join(cache, binary),
    }));
  });
}

/** The path of a built program, or undefined where it has not been built. */
export function builtBinary(binary: Binary): string | undefined {
  const path = builds().find((build) => build.binary === binary)?.path;
  return path && existsSync(path) ? path : undefined;
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "vmop", "servers");
}

function requiredVersion(goMod: string, module: string): string {
  const line = readFileSync(goMod, "utf8")
    .split("\n")
    .map((text) => text.trim().replace(/^require /, ""))
    .find((text) => text.startsWith(`${module} v`));
  if (!line) throw new Error(`${goMod} does not require ${module}`);
  return line.split(" ")[1]!;
}

function sourceHash(folder: string): string {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(`${relative(folder, file)}\n`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}
