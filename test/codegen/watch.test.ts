/** `vmop gen --watch` as a person has it: a process beside an editor. Nothing here passes or fails on time. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { removeTemp, tempDir } from "../support/temp.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const BACKUP = path.join(import.meta.dirname, "scenarios/backup-api/input");
const WAIT_MS = 30_000;

const INDEX = `import { names } from "./names.ts";
export const tables = [{ kind: "backup.example.org/v1alpha1/Backup", tables: { names } }];
`;
const NAMES = `export const names = {
  kind: "validation", doc: "How backups are named.", hit: "collect",
  rows: [
    { id: "backup/volume-named", at: "spec", field: "volume", on: ["create", "update"],
      require: "self.volume != 'none'", reason: "Invalid", message: "names a volume",
      doc: "None is no volume.", source: "ours:backup",
      admits: [{ new: { volume: "a" } }], refuses: [{ new: { volume: "none" } }] },
  ],
};
`;

interface Context {
  folder: string;
  watcher: Watcher;
}

const test = suite<Context>("watch");

test.before.each(async (context) => {
  context.folder = tempDir("watch");
  cpSync(BACKUP, path.join(context.folder, "api"), { recursive: true });
  mkdirSync(path.join(context.folder, "rules"));
  writeFileSync(path.join(context.folder, "rules/index.ts"), INDEX);
  writeFileSync(path.join(context.folder, "rules/names.ts"), NAMES);
  context.watcher = new Watcher(context.folder);
  await context.watcher.line(/ms: added crds\/backups/);
});

test.after.each(async ({ folder, watcher }) => {
  await watcher.kill();
  removeTemp(folder);
});

test("an edit reaches the CRD, with one line that says so", async ({ folder, watcher }) => {
  edit(folder, (text) => text.replace("@maximum 1000", "@maximum 500"));
  await watcher.line(/^\d\d:\d\d:\d\d \d+ ms: changed crds\/backups\.backup\.example\.org\.yaml$/);
  assert.match(crd(folder), "maximum: 500");
});

test("a mistake is told with its place and changes nothing; its correction is taken", async ({
  folder,
  watcher,
}) => {
  const before = crd(folder);
  edit(folder, (text) => text.replace("volume: string;", "volume: ;"));
  await watcher.line(/^api\/backup\.ts:\d+:\d+ error syntax/);
  await watcher.line(/1 problem; nothing was written/);
  assert.is(crd(folder), before);
  edit(folder, (text) =>
    text.replace("volume: ;", "volume: string;\n  /** Which pool. */\n  pool?: string;"),
  );
  await watcher.line(/changed crds\/backups/);
  assert.match(crd(folder), "pool:");
});

test("an editor that writes a new file and renames it over the old one is noticed", async ({
  folder,
  watcher,
}) => {
  for (const maximum of [600, 700]) {
    const file = path.join(folder, "api/backup.ts");
    const text = readFileSync(file, "utf8").replace(/@maximum \d+/, `@maximum ${maximum}`);
    writeFileSync(`${file}~`, text);
    renameSync(`${file}~`, file);
    await watcher.line(/changed crds\/backups/);
    assert.match(crd(folder), `maximum: ${maximum}`);
  }
});

test("what editors keep beside a file that is not saved is passed over", async ({ folder, watcher }) => {
  writeFileSync(path.join(folder, "api/.backup.ts"), "half a wo");
  symlinkSync("someone@host.1", path.join(folder, "api/.#backup.ts"));
  symlinkSync("someone@host.1", path.join(folder, "rules/.#names.ts"));
  edit(folder, (text) => text.replace("@maximum 1000", "@maximum 650"));
  await watcher.line(/changed crds\/backups/);
  assert.is(watcher.errors, "");
});

test("an edit of a table reaches the CRD; a row without an example that it refuses is told", async ({
  folder,
  watcher,
}) => {
  const file = path.join(folder, "rules/names.ts");
  writeFileSync(file, NAMES.replace("names a volume", "must name a volume"));
  await watcher.line(/changed crds\/backups/);
  assert.match(crd(folder), "must name a volume [backup/volume-named]");
  writeFileSync(file, NAMES.replace('[{ new: { volume: "none" } }]', "[]"));
  await watcher.line(
    /^rules\/names\.ts:4:7 error bad-row: backup\/volume-named has no example that it refuses/,
  );
  writeFileSync(file, NAMES.replace("names a volume", "has to name a volume"));
  await watcher.line(/changed crds\/backups/);
  assert.match(crd(folder), "has to name a volume");
});

test("files and folders that come and go are noticed", async ({ folder, watcher }) => {
  const other = path.join(folder, "api/v2/restore.ts");
  mkdirSync(path.dirname(other), { recursive: true });
  const version = readFileSync(path.join(folder, "api/groupversion.ts"), "utf8");
  writeFileSync(
    path.join(folder, "api/v2/groupversion.ts"),
    version.replace("backup.example", "restore.example"),
  );
  writeFileSync(
    other,
    `import type { ObjectMeta } from "vmop/meta";
/** Brings a copy back. @resource plural=restores */
export interface Restore {
  metadata: ObjectMeta;
  /** Which copy. */
  copy: string;
}
`,
  );
  await watcher.line(/added crds\/restores\.restore\.example\.org\.yaml/);
  unlinkSync(other);
  await watcher.line(/removed crds\/restores/);
  rmSync(path.join(folder, "api/v2"), { recursive: true });
  edit(folder, (text) => text.replace("@maximum 1000", "@maximum 800"));
  await watcher.line(/changed crds\/backups/);
});

test("the folder of types may go and come back", async ({ folder, watcher }) => {
  renameSync(path.join(folder, "api"), path.join(folder, "away"));
  await watcher.line(/api is no folder/);
  renameSync(path.join(folder, "away"), path.join(folder, "api"));
  edit(folder, (text) => text.replace("@maximum 1000", "@maximum 900"));
  await watcher.line(/changed crds\/backups/);
  assert.match(crd(folder), "maximum: 900");
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} ends it cleanly`, async ({ folder, watcher }) => {
    watcher.child.kill(signal);
    assert.is(await watcher.ended, 0);
    assert.is(watcher.errors, "");
    assert.ok(existsSync(path.join(folder, "crds/backups.backup.example.org.yaml")));
  });
}

test.run();

/** The command as a child process, with its lines in order. */
class Watcher {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  errors = "";
  #lines: string[] = [];
  #rest = "";
  #arrived = (): void => {};

  constructor(folder: string) {
    const cli = path.join(ROOT, "codegen/cli.ts");
    const options = ["--api", "api", "--rules", "rules", "--out", "crds", "--watch"];
    const args = ["--import", import.meta.resolve("tsx"), cli, ...options];
    this.child = spawn(process.execPath, args, { cwd: folder });
    this.ended = new Promise((resolve) => this.child.once("close", resolve));
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => this.#take(text));
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.errors += text;
      this.#take(text);
    });
    process.once("exit", this.#end);
  }

  /** The next line that matches; those before it are passed over. */
  async line(pattern: RegExp): Promise<string> {
    const seen: string[] = [];
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
        if (pattern.test(line)) return line;
        seen.push(line);
      }
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`no line like ${pattern}, but:\n${seen.join("\n")}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  readonly #end = () => this.child.kill("SIGKILL");

  async kill(): Promise<void> {
    process.off("exit", this.#end);
    this.child.kill("SIGKILL");
    await this.ended;
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop()!;
    this.#lines.push(...lines);
    this.#arrived();
  }
}

function edit(folder: string, change: (text: string) => string): void {
  const file = path.join(folder, "api/backup.ts");
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

const crd = (folder: string): string =>
  readFileSync(path.join(folder, "crds/backups.backup.example.org.yaml"), "utf8");
