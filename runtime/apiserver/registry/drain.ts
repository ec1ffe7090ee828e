/** Deleting everything of a namespace or of a resource, as often as it takes. */
import { StatusError, type UserInfo } from "../contract.ts";
import { deleteObject } from "./delete.ts";
import { present } from "./present.ts";
import type { Registry } from "./registry.ts";
import { type RequestContext, type Resource, rangeOf } from "./resource.ts";

/** The server's own identity for what it cleans up. */
export const serverUser: UserInfo = { username: "system:apiserver", groups: ["system:masters"] };

export const serverContext: RequestContext = {
  user: serverUser,
  dryRun: false,
  fieldValidation: "Ignore",
  options: { kind: "DeleteOptions", apiVersion: "meta.k8s.io/v1" },
  warn: () => {},
};

/** Asks every object to go. Resolves with how many are still there, held by finalizers or by a refusal. */
export async function drain(registry: Registry, resource: Resource, namespace: string): Promise<number> {
  const prefix = rangeOf(resource, namespace);
  await Promise.all(
    registry.store.list(prefix).entries.map(async ({ entry }) => {
      const { metadata } = present(resource, entry).object;
      if (metadata.deletionTimestamp !== undefined) return;
      try {
        await deleteObject(registry, resource, serverContext, metadata.namespace ?? "", metadata.name!, {});
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
      }
    }),
  );
  return registry.store.list(prefix, { limit: 1 }).entries.length;
}

/** Runs jobs by name: one at a time each, again after a pause until it says that it is done. */
export class Jobs {
  private readonly running = new Map<string, NodeJS.Timeout | "now">();
  private readonly report: (error: unknown) => void;
  private closed = false;

  constructor(report: (error: unknown) => void) {
    this.report = report;
  }

  /** Starts a job unless it runs already. `job` resolves with whether it is done. */
  start(name: string, job: () => Promise<boolean>): void {
    if (!this.running.has(name)) void this.run(name, job, firstPause);
  }

  private async run(name: string, job: () => Promise<boolean>, pause: number): Promise<void> {
    if (this.closed) return;
    this.running.set(name, "now");
    let done = false;
    try {
      done = await job();
    } catch (error) {
      if (!this.closed) this.report(error);
    }
    if (done || this.closed) {
      this.running.delete(name);
      return;
    }
    const again = setTimeout(() => void this.run(name, job, Math.min(pause * 2, longestPause)), pause);
    this.running.set(name, again);
  }

  close(): void {
    this.closed = true;
    for (const timer of this.running.values()) if (timer !== "now") clearTimeout(timer);
  }
}

const firstPause = 50;
const longestPause = 2000;
