/**
 * `npm run build [-- DIR]`: the command line as plain JavaScript in `dist/`, which is what the package ships. What the
 * package depends on stays outside; the libraries of the generator, which it does not depend on, are carried along.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build, type Plugin, transform } from "esbuild";
import { CARRIED } from "./carried.ts";
import { BUILD_ID, sourceHash } from "./hash.ts";
import { licencesOf } from "./licences.ts";
import { PARSER, PARSER_SOURCE } from "./load-parser.ts";

const root = join(import.meta.dirname, "..");
const outdir = resolve(process.argv[2] ?? join(root, "dist"));
const { dependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

/**
 * openapi-typescript can use the parser of ts-morph, which we use ourselves. Most of a short run is loading it, so it is
 * made small, and stands alone.
 */
const oneParser: Plugin = {
  name: "one parser",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^typescript$/ }, () => ({ path: "parser", namespace: "parser" }));
    onLoad({ filter: /.*/, namespace: "parser" }, () => ({
      contents: `import { loadParser } from "./codegen/load-parser.ts"; export default loadParser();`,
      resolveDir: root,
    }));
  },
};

/** json-schema-to-typescript asks for it to format types, which we do not; it is larger than all the rest. */
const noFormatter: Plugin = {
  name: "no formatter",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^prettier$/ }, () => ({ path: "formatter", namespace: "formatter" }));
    onLoad({ filter: /.*/, namespace: "formatter" }, () => ({
      contents: "export const format = undefined;",
    }));
  },
};

async function buildParser(): Promise<void> {
  const { code } = await transform(await readFile(join(root, PARSER_SOURCE), "utf8"), {
    minify: true,
    format: "cjs",
    legalComments: "eof",
  });
  await writeFile(join(outdir, PARSER), code);
}

/** What editors need for the imports `vmop/meta`, `vmop/rules` and `vmop/fuzz`, in `types/` below. */
async function buildTypes(): Promise<void> {
  // biome-ignore format: pairs
  const options = [
    "--strict", "--declaration", "--emitDeclarationOnly", "--rootDir", root, "--outDir", join(outdir, "types"),
    "--module", "nodenext", "--target", "es2023", "--types", "node", "--skipLibCheck", "--allowImportingTsExtensions",
  ];
  const files = ["api/meta.ts", "rules/lang/tables.ts", "rules/lang/fuzz/index.ts"].map((file) =>
    join(root, file),
  );
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  await promisify(execFile)(process.execPath, [tsc, ...options, ...files], { cwd: root });
}

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
const types = buildTypes();
await buildParser();
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    vmop: join(root, "runtime", "cli.ts"),
    // The hand-written half of `generated/fuzzers`, for projects that fuzz their own kinds.
    fuzz: join(root, "rules", "lang", "fuzz", "index.ts"),
  },
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // yaml is seventy small files, which take longer to find than to run; esbuild is a program of its own.
  external: [...Object.keys(dependencies).filter((name) => name !== "yaml"), "esbuild"],
  plugins: [oneParser, noFormatter],
  metafile: true,
  legalComments: "linked",
  // Libraries written as CommonJS call require for what Node brings.
  banner: {
    js: '#!/usr/bin/env node\nimport { createRequire as createRequire_ } from "node:module"; const require = createRequire_(import.meta.url);',
  },
  logLevel: "warning",
});
await types;
const carried = [...Object.keys(metafile.inputs), PARSER_SOURCE, "node_modules/typescript/package.json"];
await writeFile(join(outdir, "LICENSES.txt"), licencesOf(carried, root));
for (const { source, copy } of Object.values(CARRIED)) await cp(source, join(outdir, copy));
await writeFile(join(outdir, BUILD_ID), `export default "${sourceHash([outdir])}";\n`);
