/** The command line as a new user meets it: what works, and one clear message for everything that does not. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { eventually } from "../../support/eventually.ts";
import { tempDir } from "../../support/temp.ts";
import { machine, manifest, type Serving, serve, vmop } from "./vmop.ts";

const myVm = join(import.meta.dirname, "../../conformance/manifests/my-vm.yaml");
const VMS = "/apis/vmoperator.vmware.com/v1alpha5/namespaces/my-namespace/virtualmachines";
const API = "apiVersion: vmoperator.vmware.com/v1alpha5";

/** One server for all that does not need its own. */
let shared: Promise<Serving> | undefined;
const sharedServer = (): Promise<Serving> => {
  shared ??= serve();
  return shared;
};
test.after(async () => {
  await (await shared?.catch(() => undefined))?.end("SIGKILL");
});

const isPlain = (text: string): void => {
  assert.not.match(text, /\n {4}at /, "no stack trace");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what must not be there.
  assert.not.match(text, /\u001b/, "no escape sequence");
};

// ── What works ──────────────────────────────────────────────────────────────────────────────────────────────────

test("apply --wait on an empty folder ends with a running machine; again, it finds everything", async () => {
  const data = join(tempDir("data"), "new");
  const first = await vmop("apply", myVm, "--wait", "--data", data);
  assert.is(first.stderr, "");
  assert.is(first.code, 0);
  assert.match(first.stdout, "virtualmachine.vmoperator.vmware.com/my-vm created\n");
  assert.match(first.stdout, "my-namespace/my-vm: PoweredOff, waiting for PoweredOn\n");
  assert.match(first.stdout, /^NAMESPACE +NAME +CLASS +DESIRED +OBSERVED +ZONE +ADDRESS +AGE +CONDITION$/m);
  assert.match(first.stdout, /^my-namespace +my-vm +my-vm-class +PoweredOn +PoweredOn +zone-\w /m);
  isPlain(first.stdout);
  const again = await vmop("apply", myVm, "--wait", "--data", data);
  assert.is(again.code, 0, again.stderr);
  assert.match(again.stdout, "virtualmachine.vmoperator.vmware.com/my-vm unchanged\n");
});

test("apply alone stores, and says that nobody carries it out yet", async () => {
  const { stdout, stderr, code } = await vmop("apply", myVm, "--data", tempDir("data"));
  assert.equal([stderr, code], ["", 0]);
  assert.match(
    stdout,
    /my-vm created\nno server keeps running on this data folder: .* the next start, or by --wait\n$/,
  );
});

test("apply talks to the server that runs on the folder", async () => {
  const { dataDir, http, output } = await sharedServer();
  const { stdout, stderr, code } = await vmop("apply", myVm, "--wait", "--data", dataDir);
  assert.is(code, 0, stderr);
  assert.match(stdout, `talking to the server that runs on ${dataDir}\n`);
  assert.is((await http(`${VMS}/my-vm`)).status, 200);
  // Without a terminal the server tells each change in a plain line.
  await eventually("the server tells it", () => /^my-namespace\/my-vm: PoweredOn, zone-/m.test(output()));
  isPlain(output());
});

test("a server that is killed loses no acknowledged write, and the machine still starts", async () => {
  const killed = await serve();
  const body = {
    apiVersion: "vmoperator.vmware.com/v1alpha5",
    kind: "VirtualMachine",
    metadata: { name: "kept" },
    spec: {
      className: "my-vm-class",
      imageName: "vmi-0a0044d7c690bcbea",
      storageClass: "my-storage-class",
    },
  };
  const { status } = await killed.http(VMS, { method: "POST", body });
  assert.is(await killed.end("SIGKILL"), null);
  assert.is(status, 201);
  const next = await serve(killed.dataDir);
  await eventually("it runs", async () => {
    const { json } = await next.http(`${VMS}/kept`);
    return (json as { status?: { powerState?: string } }).status?.powerState === "PoweredOn";
  });
  const began = performance.now();
  assert.is(await next.end("SIGINT"), 0, "Ctrl-C stops in order");
  assert.ok(performance.now() - began < 3_000, "within three seconds");
  assert.not.ok(readdirSync(join(killed.dataDir, "api")).includes("lock"), "the folder is free");
});

// ── What cannot be read: said before anything is started ────────────────────────────────────────────────────────

// biome-ignore format: a table
const UNREADABLE: readonly [file: string, text: string, complaint: RegExp][] = [
  ["not-yaml.yaml", `${API}\nkind: [VirtualMachine\n`,                /not-yaml\.yaml:\d: is not YAML: /],
  ["tab.yaml",      "\tkind: x\n",                                    /tab\.yaml:1: is not YAML: Tabs are not allowed/],
  ["twice.yaml",    machine("a", "className: b"),                     /twice\.yaml:\d: is not YAML: Map keys must be unique/],
  ["empty.yaml",    "",                                               /empty\.yaml: holds no object/],
  ["comment.yaml",  "# nothing\n---\n",                               /comment\.yaml: holds no object/],
  ["text.yaml",     "just words\n",                                   /text\.yaml:1: is not an object with apiVersion, kind and metadata/],
  ["no-kind.yaml",  `# first\n${API}\nmetadata: {name: a}\n`,         /no-kind\.yaml:2: kind is not set/],
  ["no-name.yaml",  `${API}\nkind: VirtualMachine\nmetadata: {}\n`,   /no-name\.yaml:1: VirtualMachine: metadata\.name is not set/],
  ["number.yaml",   `${API}\nkind: VirtualMachine\nmetadata: {name: 5}\n`, /number\.yaml:1: VirtualMachine: metadata\.name is no text/],
];

test("all that cannot be read is said at once, and nothing is started", async () => {
  const data = join(tempDir("data"), "untouched");
  const files = UNREADABLE.map(([file, text]) => manifest(file, text));
  const { stdout, stderr, code } = await vmop("apply", ...files, "missing.yaml", "--wait", "--data", data);
  assert.is(code, 1);
  assert.is(stdout, "");
  const lines = stderr.trimEnd().split("\n");
  for (const [index, [, , complaint]] of UNREADABLE.entries()) assert.match(lines[index]!, complaint);
  assert.is(lines.at(-2), "missing.yaml: cannot be read: there is no such file");
  assert.is(lines.at(-1), "nothing was applied");
  assert.is(lines.length, UNREADABLE.length + 2);
  assert.throws(() => readdirSync(data), /ENOENT/);
});

// ── What the server refuses ─────────────────────────────────────────────────────────────────────────────────────

// biome-ignore format: a table
const REFUSED: readonly [name: string, text: string, complaint: RegExp][] = [
  ["an unknown field",        machine("a", "clasName: small"),             /strict decoding error: unknown field "spec\.clasName"$/],
  ["a wrong type",            machine("b", "minHardwareVersion: seventeen"), /"b" is invalid: spec\.minHardwareVersion: Invalid value: "string": .* must be of type integer/],
  ["an unknown API version",  machine("c").replace("v1alpha5", "v1alpha9"), /no matches for kind "VirtualMachine" in version "vmoperator\.vmware\.com\/v1alpha9"/],
  ["a UUID by hand",          machine("d", "biosUUID: 6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01"), /spec\.biosUUID: Forbidden: only privileged users may choose it; leave it out/],
  ["an unsupported transition", machine("e", "powerState: Suspended"),     /spec\.powerState: Invalid value: a machine that was never seen running cannot be suspended/],
  ["a name that is none",     machine("F_f"),                              /metadata\.name: Invalid value: "F_f"/],
];

for (const [name, text, complaint] of REFUSED) {
  test(`refused: ${name}`, async () => {
    const { dataDir, http } = await sharedServer();
    const config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: beside}\n---\n";
    const file = manifest("refused.yaml", config + text);
    const { stdout, stderr, code } = await vmop("apply", file, "--wait", "--data", dataDir);
    assert.is(code, 1);
    const [line, nothing, ...more] = stderr.trimEnd().split("\n");
    assert.match(line!, complaint);
    assert.ok(line!.startsWith(`${file}:5: `), line);
    assert.equal([nothing, more], ["nothing was applied", []]);
    assert.not.match(stdout, "created");
    assert.is((await http("/api/v1/namespaces/my-namespace/configmaps/beside")).status, 404);
  });
}

test("a class that does not exist: the machine stays, and the reason is said", async () => {
  const { dataDir, http } = await sharedServer();
  const file = manifest("late.yaml", machine("late").replace("my-vm-class", "later"));
  const { stdout, stderr, code } = await vmop("apply", file, "--wait", "--timeout", "1s", "--data", dataDir);
  assert.is(code, 1);
  const why = "VirtualMachineClass my-namespace/later does not exist";
  assert.match(stdout, `waiting for PoweredOn: VirtualMachineClassReady NotFound: ${why}\n`);
  const told = "my-namespace/late: did not reach PoweredOn within 1 s: VirtualMachineClassReady is False";
  assert.is(stderr, `${told}, NotFound: ${why}\n`);
  assert.is((await http(`${VMS}/late`)).status, 200);
});

// ── The place and the words ─────────────────────────────────────────────────────────────────────────────────────

test("a data folder in use, a port taken, a file in the way", async () => {
  const { dataDir, url } = await sharedServer();
  const port = new URL(url).port;
  const other = tempDir("data");
  const file = join(tempDir("data"), "file");
  writeFileSync(file, "");
  mkdirSync(join(other, "kept"));
  const [held, taken, inTheWay] = await Promise.all([
    vmop("--data", dataDir, "--port", "0"),
    vmop("--data", other, "--port", port),
    vmop("--data", file, "--port", "0"),
  ]);
  assert.match(held.stderr, /^vmop: the data folder \S+ is in use by process \d+; .*\n$/);
  assert.match(taken.stderr, new RegExp(`^vmop: port ${port} on 127\\.0\\.0\\.1 is in use .*\\n$`));
  assert.match(inTheWay.stderr, /^vmop: the data folder \S+ cannot be made: there is a file in its place\n$/);
  assert.equal([held.code, taken.code, inTheWay.code], [1, 1, 1]);
  assert.not.ok(readdirSync(other).includes("kubeconfig"), "nobody is pointed to a server that is not there");
});

// biome-ignore format: a table
const MISUSED: readonly [args: string, complaint: string][] = [
  ["apply x.yaml --timeout soon", "--timeout soon is not a duration such as 90s or 5m"],
  ["apply x.yaml --timeout=-5s",  "--timeout -5s is not a duration such as 90s or 5m"],
  ["apply",                       "apply needs at least one FILE"],
  ["--port many",                 "--port many is not a port number"],
  ["--port 70000",                "--port 70000 is not a port number"],
  ["serve more",                  "serve takes no argument more"],
  ["frobnicate",                  "there is no command frobnicate"],
  ["--bogus",                     "Unknown option '--bogus'"],
];

test("wrong usage exits with 2, one sentence and the usage", async () => {
  const runs = await Promise.all(MISUSED.map(([args]) => vmop(...args.split(" "))));
  for (const [index, { stdout, stderr, code }] of runs.entries()) {
    const [said, blank, usage] = stderr.split("\n");
    assert.is(said, `vmop: ${MISUSED[index]![1]}`);
    assert.is(blank, "");
    assert.match(usage!, /^Usage: npm start/);
    assert.equal([stdout, code], ["", 2]);
  }
});

test("explain and rules answer without a server: 0 allowed, 1 refused, 2 cannot be read", async () => {
  const suspended = manifest("suspended.yaml", machine("a", "powerState: Suspended"));
  const [allowed, refused, unread, row, unknown] = await Promise.all([
    vmop("explain", myVm),
    vmop("explain", suspended),
    vmop("explain", "missing.yaml"),
    vmop("rules", "show", "vm/storage-class-fixed", "--json"),
    vmop("rules", "show", "vm/storage-clas-fixed"),
  ]);
  assert.equal(
    [allowed, refused, unread, row, unknown].map(({ code }) => code),
    [0, 1, 2, 0, 2],
  );
  assert.match(refused.stdout, "[vm/power/not-born-suspended]");
  assert.is(unread.stderr, "missing.yaml: cannot be read: there is no such file\n");
  assert.is(JSON.parse(row.stdout)[0].id, "vm/storage-class-fixed");
  assert.match(unknown.stderr, "did you mean vm/storage-class-fixed?");
});

test("--help prints the usage", async () => {
  const { stdout, code } = await vmop("--help");
  assert.match(stdout, /^Usage: npm start/);
  assert.is(code, 0);
});

test.run();
