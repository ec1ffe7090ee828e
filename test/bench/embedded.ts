/** The embedded server in a process of its own, so that its memory and its time are its own. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { tempDir } from "../support/temp.ts";

export interface Embedded {
  url: string;
  ca: string;
  token: string;
  pid: number;
  /** Sends a command and waits for the answer; one at a time. */
  ask<T>(command: object): Promise<T>;
  stop(): Promise<void>;
}

/** How long a process may take to close before it is killed. */
const STOP_MS = 5_000;

/** Starts `script`, whose first message says where it listens. */
export async function startEmbedded(script: string): Promise<Embedded> {
  const child = fork(join(import.meta.dirname, script), [tempDir("embedded")], {
    execArgv: ["--import", "tsx", "--expose-gc"],
  });
  const kill = (): boolean => child.kill("SIGKILL");
  process.once("exit", kill);
  const answer = async <T>(): Promise<T> => {
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`${script} ended with exit code ${code}`);
    });
    const [message] = await Promise.race([once(child, "message"), ended]);
    return message as T;
  };
  const { url, ca, token } = await answer<{ url: string; ca: string; token: string }>();
  return {
    url,
    ca,
    token,
    pid: child.pid!,
    ask<T>(command: object) {
      child.send(command);
      return answer<T>();
    },
    async stop() {
      process.off("exit", kill);
      const ended = once(child, "exit");
      const killer = setTimeout(kill, STOP_MS);
      child.disconnect();
      await ended;
      clearTimeout(killer);
    },
  };
}
