/**
 * One suite for the operator on any server. The transcripts are what a person at kubectl sees; what kube-apiserver
 * answers is right. The other tests look at what no command shows.
 */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { test } from "uvu";
import { STARTER_NAMESPACE } from "../../runtime/local/kubeconfig.ts";
import { normalise } from "../stories/normalise.ts";
import { parseTranscript, printTranscript, type Step } from "../stories/transcript.ts";
import { kubeconfig } from "../support/kubeconfig.ts";
import { kubectlBinary, NO_KUBECTL, run } from "../support/kubectl.ts";
import { tempDir } from "../support/temp.ts";
import { resilience } from "./resilience.ts";
import { createWorld, type OperatorServer, type World } from "./world.ts";

const here = import.meta.dirname;
const transcripts = join(here, "transcripts");
const manifests = join(here, "../conformance/manifests");

/** Declares the tests; the server is started before the first of them. `VMOP_STORIES=life` runs only that transcript. */
export function operatorSuite(
  start: () => Promise<OperatorServer>,
  options: { record?: boolean } = {},
): void {
  // Not in `before`: uvu swallows what a hook throws.
  let entered: Promise<World> | undefined;
  const enter = (): Promise<World> => {
    entered ??= start().then(createWorld);
    return entered;
  };
  test.after(async () => (await entered?.catch(() => undefined))?.leave());

  const only = process.env.VMOP_STORIES?.split(",");
  const topics = readdirSync(transcripts)
    .map((file) => basename(file, ".md"))
    .filter((topic) => !only || only.includes(topic));
  if (!kubectlBinary()) console.log(`skipped: ${NO_KUBECTL}`);
  let shell: { [name: string]: string } | undefined;
  for (const topic of topics.sort()) {
    const path = join(transcripts, `${topic}.md`);
    const transcript = parseTranscript(readFileSync(path, "utf8"));
    for (const story of transcript.stories) {
      (kubectlBinary() ? test : test.skip)(`${topic}: ${story.title}`, async () => {
        shell ??= createShell((await enter()).server);
        const differences: string[] = [];
        for (const step of story.steps) {
          const got = await perform(step.command, shell);
          if (options.record) step.output = got;
          else if (got !== step.output) differences.push(difference(step, got));
        }
        if (options.record) writeFileSync(path, printTranscript(transcript));
        if (differences.length > 0) throw new StoryDiffers(differences.join("\n\n"));
      });
    }
  }
  if (!only || only.includes("resilience")) resilience(enter);
}

/** An ordinary user's shell with kubectl; `--context admin` is for the administrator. */
function createShell(server: OperatorServer): { [name: string]: string } {
  const home = tempDir("operator-shell");
  mkdirSync(join(home, "bin"));
  symlinkSync(kubectlBinary()!, join(home, "bin", "kubectl"));
  const { user, admin } = server.tokens;
  writeFileSync(join(home, "config"), kubeconfig(server, { user, admin }, STARTER_NAMESPACE), {
    mode: 0o600,
  });
  return {
    HOME: home,
    KUBECONFIG: join(home, "config"),
    KUBECACHEDIR: join(home, "cache"),
    PATH: `${join(home, "bin")}${delimiter}${process.env.PATH}`,
  };
}

async function perform(command: string, shell: { [name: string]: string }): Promise<string> {
  const script = `exec 2>&1\n. ${join(here, "prelude.sh")}\n${command}`;
  const { stdout, stderr, code } = await run("sh", ["-c", script], { env: shell, cwd: manifests });
  return normalise(`${stdout}${stderr}`.trimEnd() + (code === 0 ? "" : `\n[exit ${code}]`));
}

/** Its stack says nothing that the message does not. */
class StoryDiffers extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StoryDiffers";
    this.stack = "";
  }
}

function difference(step: Step, got: string): string {
  const block = (text: string): string => text.replace(/^/gm, "    | ");
  return `  $ ${step.command.replaceAll("\n", "\n    ")}\n  expected:\n${block(step.output)}\n  got:\n${block(got)}`;
}
