/**
 * Runs every transcript against one server. What kube-apiserver answers is right: `VMOP_RECORD=1` with the real
 * server writes its answers into the transcripts; without it each difference is a failure.
 */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { test } from "uvu";
import { parse, parseAllDocuments } from "yaml";
import type { TestServer } from "../servers/start.ts";
import { eventually } from "../support/eventually.ts";
import { httpClient } from "../support/http.ts";
import { kubeconfig } from "../support/kubeconfig.ts";
import { kubectlBinary, NO_KUBECTL, run } from "../support/kubectl.ts";
import { tempDir } from "../support/temp.ts";
import { at, type HttpClients, httpStep } from "./http-step.ts";
import { normalise } from "./normalise.ts";
import { parseTranscript, printTranscript, type Step, type Story } from "./transcript.ts";
import { startWebhook, type Webhook } from "./webhook.ts";

/** What the stories need of a server. */
export type StoryServer = Pick<TestServer, "url" | "ca" | "tokens" | "stop">;

export interface StoryOptions {
  /** Write what this server answers into the transcripts instead of comparing. */
  record?: boolean;
}

const here = import.meta.dirname;
const transcripts = join(here, "transcripts");
const fixtures = join(here, "fixtures");
const generatedCrds = join(here, "../../crds");
const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

interface World {
  server: StoryServer;
  clients: HttpClients;
  webhook: Webhook;
  /** Environment of shell steps; undefined where there is no kubectl. */
  shell: { [name: string]: string } | undefined;
  /** The JSON answer of the last `http` step. */
  last: unknown;
  /** What `--save` kept, by name. */
  saved: { [name: string]: string };
}

/**
 * Declares one test a story, for the server that `start` starts before the first of them. Where there is no
 * kubectl, a topic ends at the first story that needs it. `VMOP_STORIES=reading,watching` runs only those transcripts.
 */
export function stories(start: () => Promise<StoryServer>, options: StoryOptions = {}): void {
  // Not in `before`: uvu swallows what a hook throws.
  let world: Promise<World> | undefined;
  const enter = (): Promise<World> => {
    world ??= createWorld(start);
    return world;
  };
  test.after(async () => {
    const entered = await world?.catch(() => undefined);
    if (entered) await leave(entered);
  });
  const only = process.env.VMOP_STORIES?.split(",");
  const hasKubectl = kubectlBinary() !== undefined;
  if (!hasKubectl) console.log(`skipped: ${NO_KUBECTL}`);
  for (const file of readdirSync(transcripts).sort()) {
    const topic = basename(file, ".md");
    if (only && !only.includes(topic)) continue;
    const path = join(transcripts, file);
    const transcript = parseTranscript(readFileSync(path, "utf8"));
    // A story goes on where the one before it ended: after one that cannot be told, none can.
    let canTell = true;
    for (const story of transcript.stories) {
      canTell &&= hasKubectl || story.steps.every(isHttp);
      const declare = canTell ? test : test.skip;
      declare(`${topic}: ${story.title}`, async () => {
        const entered = await enter();
        await enterNamespace(entered, topic);
        const differences = await tell(entered, topic, story, options.record === true);
        if (options.record) writeFileSync(path, printTranscript(transcript));
        if (differences.length > 0) throw new StoryDiffers(differences.join("\n\n"));
      });
    }
  }
  for (const file of readdirSync(generatedCrds).filter((name) => name.endsWith(".yaml"))) {
    if (only && !only.includes("generated")) continue;
    test(`generated: ${file} is installed without a warning`, async () => {
      await installWithoutWarning(await enter(), join(generatedCrds, file));
    });
  }
}

/** Installs a CRD as kubectl does and returns when it is established; throws at an error or a warning. */
async function installWithoutWarning({ clients: { admin } }: World, path: string): Promise<void> {
  const crd = parse(readFileSync(path, "utf8"), { version: "1.1" }) as { metadata: { name: string } };
  const reply = await admin(`${CRDS}?fieldValidation=Strict`, { method: "POST", body: crd });
  if (reply.status !== 201) throw new Error(`${reply.status} ${reply.text}`);
  if (reply.headers.warning) throw new Error(`Warning: ${reply.headers.warning}`);
  await eventually(`${crd.metadata.name} is established without a complaint`, async () => {
    const { json } = await admin(`${CRDS}/${crd.metadata.name}`);
    const conditions = (at(json, "status.conditions") ?? []) as { type: string; status: string }[];
    const held = conditions.filter(({ status }) => status === "True").map(({ type }) => type);
    return held.sort().join() === "Established,NamesAccepted";
  });
}

/** Its stack says nothing that the message does not. */
class StoryDiffers extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StoryDiffers";
    this.stack = "";
  }
}

const isHttp = (step: Step): boolean => step.command.startsWith("http ");

async function createWorld(start: () => Promise<StoryServer>): Promise<World> {
  const server = await start();
  const clients = {
    admin: httpClient(server, server.tokens.admin),
    user: httpClient(server, server.tokens.user),
    nobody: httpClient(server),
  };
  try {
    await install(clients);
    return {
      server,
      clients,
      webhook: await startWebhook(),
      shell: createShell(),
      last: undefined,
      saved: {},
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function leave({ server, clients, webhook }: World): Promise<void> {
  for (const client of Object.values(clients)) client.close();
  webhook.close();
  await server.stop();
}

/** Creates the CRDs of the stories and waits until they are served. */
async function install({ admin }: HttpClients): Promise<void> {
  for (const document of parseAllDocuments(readFileSync(join(fixtures, "widgets.yaml"), "utf8"))) {
    const crd = document.toJS() as {
      metadata: { name: string };
      spec: { group: string; names: { plural: string } };
    };
    const reply = await admin(CRDS, { method: "POST", body: crd });
    if (reply.status !== 201)
      throw new Error(`installing ${crd.metadata.name}: ${reply.status} ${reply.text}`);
    const list = `/apis/${crd.spec.group}/v1/${crd.spec.names.plural}`;
    await eventually(`${list} is served`, async () => (await admin(list)).status === 200);
    // Requests right after an installation may still meet the schema of the moment before.
    await eventually(`${crd.metadata.name} is in OpenAPI`, async () =>
      (await admin(`/openapi/v3/apis/${crd.spec.group}/v1`)).text.includes(`/${crd.spec.names.plural}`),
    );
  }
}

function createShell(): { [name: string]: string } | undefined {
  const binary = kubectlBinary();
  if (!binary) return undefined;
  const home = tempDir("stories");
  mkdirSync(join(home, "bin"));
  symlinkSync(binary, join(home, "bin", "kubectl"));
  return {
    HOME: home,
    KUBECONFIG: join(home, "config"),
    KUBECACHEDIR: join(home, "cache"),
    STORY_TMP: home,
    PATH: `${join(home, "bin")}${delimiter}${process.env.PATH}`,
    ENV: join(here, "prelude.sh"),
  };
}

/** Every transcript has a namespace of its own, named after it; it is the default one of its commands. */
async function enterNamespace({ server, clients, shell }: World, topic: string): Promise<void> {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: topic } };
  await clients.admin("/api/v1/namespaces", { method: "POST", body: namespace });
  if (shell) writeFileSync(shell.KUBECONFIG!, kubeconfig(server, server.tokens, topic), { mode: 0o600 });
}

/** Runs the steps of a story to the end and returns what differs; records instead where asked to. */
async function tell(world: World, topic: string, story: Story, record: boolean): Promise<string[]> {
  const differences: string[] = [];
  for (const step of story.steps) {
    const got = normalise(await perform(world, fill(world, topic, step.command)));
    if (record) step.output = got;
    else if (got !== step.output) differences.push(difference(step, got));
  }
  return differences;
}

async function perform(world: World, command: string): Promise<string> {
  if (command.startsWith("http ")) {
    const { output, answer, saved } = await httpStep(command, world.clients);
    world.last = answer;
    Object.assign(world.saved, saved);
    return output;
  }
  const script = `. ${join(here, "prelude.sh")}\n${command}`;
  const { stdout, stderr, code } = await run("sh", ["-c", `exec 2>&1\n${script}`], {
    env: world.shell!,
    cwd: fixtures,
  });
  const ending = code === 0 ? "" : `\n[exit ${code}]`;
  return `${stdout}${stderr}`.trimEnd() + ending;
}

/** Puts paths of the transcript's namespace, the webhook's address, and fields of the answer before in a command. */
function fill({ last, saved, webhook }: World, topic: string, command: string): string {
  return command
    .replaceAll("{widgets}", `/apis/stories.vmop.test/v1/namespaces/${topic}/widgets`)
    .replaceAll("{core}", `/api/v1/namespaces/${topic}`)
    .replaceAll("{webhook}", webhook.url)
    .replaceAll("{webhook.ca}", webhook.caBundle)
    .replace(/\{last\.([\w.]+)\}/g, (_, path: string) => String(at(last, path)))
    .replace(/\{(\w+)\}/g, (braces, name: string) => saved[name] ?? braces);
}

function difference(step: Step, got: string): string {
  const block = (text: string): string => text.replace(/^/gm, "    | ");
  return `  $ ${step.command.replaceAll("\n", "\n    ")}\n  expected:\n${block(step.output)}\n  got:\n${block(got)}`;
}
