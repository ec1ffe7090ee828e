/** The command line as a child process, on folders of its own. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { eventually, GiveUp } from "../../support/eventually.ts";
import { type HttpClient, httpClient } from "../../support/http.ts";
import { type Run, run } from "../../support/kubectl.ts";
import { tempDir } from "../../support/temp.ts";

const root = join(import.meta.dirname, "../../..");
const argsOf = (args: readonly string[]) => ["--import", "tsx", join(root, "runtime/cli.ts"), ...args];

/** Runs a command to its end. */
export const vmop = (...args: string[]): Promise<Run> =>
  run(process.execPath, argsOf(args), { cwd: root, timeout: 30_000 });

export interface Serving {
  readonly dataDir: string;
  readonly url: string;
  /** All it printed so far. */
  output(): string;
  /** Sends the signal; resolves with the exit code, null where the signal itself ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** As the ordinary user of the kubeconfig. */
  http: HttpClient;
}

const running = new Set<() => void>();
process.on("exit", () => {
  for (const kill of running) kill();
});

/** Serves a data folder; resolves when it says that it is ready. */
export async function serve(dataDir = tempDir("data")): Promise<Serving> {
  const child = spawn(process.execPath, argsOf(["--data", dataDir, "--port", "0"]), {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => child.kill("SIGKILL");
  running.add(kill);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve)).finally(() =>
    running.delete(kill),
  );
  const url = await eventually(
    "the server is ready",
    () => {
      if (child.exitCode !== null) throw new GiveUp(`the server ended with ${child.exitCode}`);
      return output.includes("Ctrl-C") && /https:\S+/.exec(output)?.[0];
    },
    { timeout: 30_000 },
  ).catch((error: Error) => {
    kill();
    throw new Error(`${error.message}\n${output}`);
  });
  const config = parse(readFileSync(join(dataDir, "kubeconfig"), "utf8")) as {
    clusters: { cluster: { "certificate-authority-data": string } }[];
    users: { user: { token: string } }[];
  };
  const ca = Buffer.from(config.clusters[0]!.cluster["certificate-authority-data"], "base64").toString();
  const http = httpClient({ url, ca }, config.users[0]!.user.token);
  return {
    dataDir,
    url,
    output: () => output,
    end(signal) {
      http.close();
      child.kill(signal);
      return ended;
    },
    http,
  };
}

const manifests = tempDir("manifests");

/** Writes a manifest and returns its path. */
export function manifest(name: string, text: string): string {
  const path = join(manifests, name);
  writeFileSync(path, text);
  return path;
}

/** A machine that has all it needs, with more lines of `spec`. */
export const machine = (name: string, ...spec: string[]): string =>
  [
    "apiVersion: vmoperator.vmware.com/v1alpha5",
    "kind: VirtualMachine",
    `metadata: {name: ${name}}`,
    "spec:",
    ...[
      "className: my-vm-class",
      "imageName: vmi-0a0044d7c690bcbea",
      "storageClass: my-storage-class",
      ...spec,
    ].map((line) => `  ${line}`),
    "",
  ].join("\n");
