/** What each verdict means: the requests that are made, and what a server must answer. */
import * as assert from "uvu/assert";
import type { Identity } from "../servers/start.ts";
import { completed, framed } from "./fragment.ts";
import { type Answer, type Judge, type KubeDocument, readYaml } from "./judge.ts";
import type { Fragment } from "./specification/fragments.ts";
import type { Manifest, Verdict } from "./specification/index.ts";

/** The verdict in words, for the title of a test. */
export function title(verdict: Verdict): string {
  switch (verdict.is) {
    case "accepted":
      return "accepted";
    case "core":
      return "accepted, a kind of Kubernetes";
    case "shortened":
      return `accepted once what it leaves out is said (${verdict.refusedBy.join(", ")})`;
    case "edit":
      return "accepted as an edit";
    case "template":
      return "accepted once its placeholders have values";
    case "refused":
      return `refused: ${verdict.because}`;
    case "waits":
      return `waits for the conversion of ${verdict.version}`;
  }
}

/** Who writes it: administrators what is not of our main group, an ordinary user the rest. */
const author = ({ apiVersion, kind }: KubeDocument): Identity =>
  apiVersion.startsWith("vmoperator.vmware.com/") || kind === "PersistentVolumeClaim" ? "user" : "admin";

/** What an ordinary user adds when a rule asks for it. */
const ANSWERS: { readonly [rule: string]: object } = {
  "vm/class-required": { className: "my-vm-class" },
  "vm/image-required": { imageName: "vmi-0a0044d7c690bcbea" },
  "vm/storage-class-required": { storageClass: "my-storage-class" },
};

/** Throws where the server does not answer as the verdict says. */
export async function judgeManifest(judge: Judge, text: string, { verdict }: Manifest): Promise<void> {
  if (verdict.is === "template") return judgeTemplate(judge, text, verdict.values);
  const document = readYaml(text);
  const as = author(document);
  switch (verdict.is) {
    case "accepted":
    case "core":
      return assertKept(await judge.create(text, as), document);
    case "shortened": {
      assertKept(await judge.create(text, "admin"), document);
      let completed = document;
      for (const rule of verdict.refusedBy) {
        assertRefused(await judge.create(JSON.stringify(completed), as), `[${rule}]`);
        completed = { ...completed, spec: { ...(completed.spec as object), ...ANSWERS[rule] } };
      }
      return assertKept(await judge.create(JSON.stringify(completed), as), completed);
    }
    case "edit": {
      const stored = { ...document, metadata: { ...document.metadata, namespace: "edits" } };
      const before = { ...stored, spec: Object.assign({}, ...Object.values(ANSWERS)) };
      assert.ok((await judge.create(JSON.stringify(before), as, { store: true })).object);
      return assertKept(await judge.patch(stored, as), document);
    }
    case "refused":
      return assertRefused(await judge.create(text, as), verdict.says);
    case "waits":
      return judgeWaiting(judge, text, as, verdict.version);
  }
}

/** Not served yet; what it says is accepted today in the words of the stored version. */
async function judgeWaiting(judge: Judge, text: string, as: Identity, version: string): Promise<void> {
  assert.is((await judge.create(text, as)).status, 404, `${version} is served: take it off the waiting list`);
  const today = text.replace(version, "v1alpha5").replace(/^( +)delay:/gm, "$1powerOnDelay:");
  assertKept(await judge.create(today, as), readYaml(today));
}

async function judgeTemplate(judge: Judge, text: string, values: { [placeholder: string]: string }) {
  let filled = text;
  for (const [placeholder, value] of Object.entries(values)) filled = filled.replaceAll(placeholder, value);
  assert.not.match(filled, /<[a-z-]+>/i);
  const document = readYaml(filled);
  const { namespace } = document.metadata;
  assert.ok((await judge.create(text.replace("<vm-namespace>", namespace ?? ""), "admin")).message);
  assertKept(await judge.create(filled, "admin"), document);
}

/** The same of a fragment, in a document of that name. */
export async function judgeFragment(
  judge: Judge,
  fragment: string,
  { of, verdict }: Fragment,
  name: string,
): Promise<void> {
  const version = verdict.is === "waits" ? verdict.version : "v1alpha5";
  const text = framed(fragment, of, version, name);
  if (verdict.is === "template") return judgeTemplate(judge, text, verdict.values);
  if (verdict.is === "waits") return judgeWaiting(judge, text, "admin", version);
  const answer = fragment.startsWith("status:")
    ? await judgeStatus(judge, text)
    : await judge.create(text, "admin");
  if (verdict.is === "refused") return assertRefused(answer, verdict.says);
  assertKept(answer, completed(readYaml(text)));
}

/** Stores the object without its status, and then writes the status. */
async function judgeStatus(judge: Judge, text: string): Promise<Answer> {
  const { status: _, ...document } = readYaml(text);
  const { object, message } = await judge.create(JSON.stringify(document), "admin", { store: true });
  assert.ok(object, message);
  return judge.putStatus({ ...object, status: completed(readYaml(text)).status });
}

function assertRefused({ message }: Answer, says: string): void {
  assert.ok(message.includes(says), `expected a refusal with: ${says}\ngot: ${message || "accepted"}`);
}

/** Accepted, and each field that was written has the value it was written with. */
function assertKept({ message, object }: Answer, written: KubeDocument): void {
  assert.ok(object, message);
  assert.equal(common(object, written), written);
}

/** `whole` without what `part` does not have. */
function common(whole: unknown, part: unknown): unknown {
  if (Array.isArray(whole) && Array.isArray(part)) return whole.map((item, i) => common(item, part[i]));
  if (!isObject(whole) || !isObject(part)) return whole;
  const entries = Object.keys(part).filter((key) => key in whole);
  return Object.fromEntries(entries.map((key) => [key, common(whole[key], part[key])]));
}

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
