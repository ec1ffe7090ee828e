/** `apply` from start to end: on the server that runs on the data folder, or on one that runs as long as it takes. */
import { existsSync } from "node:fs";
import { type ResourceTypes, resources } from "../../generated/resources.ts";
import { DataFolderInUse } from "../apiserver/server.ts";
import { createClient } from "../client/client.ts";
import { createHttpsTransport } from "../client/https.ts";
import type { OperatorClient } from "../reconcile/virtualmachine/sources.ts";
import { type ApplyOptions, applyDocuments, type Output } from "./apply.ts";
import type { Document } from "./documents.ts";
import { readKubeconfig } from "./kubeconfig.ts";
import { kubeconfigPath, type Local, type LocalOptions, startLocal } from "./local.ts";

const NOBODY_WORKS =
  "no server keeps running on this data folder: what was applied is carried out by the next start, or by --wait";

/** The exit code. Throws, with a sentence for people, where there is no server to be had. */
export async function runApply(
  options: LocalOptions & ApplyOptions,
  documents: readonly Document[],
  output: Output,
): Promise<number> {
  const local = await startOrJoin(options, output);
  try {
    const access = readKubeconfig(kubeconfigPath(options.dataDir));
    const client = createClient<ResourceTypes>(createHttpsTransport(access), resources);
    try {
      const code = await applyDocuments(client as OperatorClient, documents, options, output);
      if (local && !options.wait && code === 0) output.print(NOBODY_WORKS);
      return code;
    } finally {
      client.close();
    }
  } finally {
    await local?.close();
  }
}

/** Starts everything on the data folder, or leaves it to the process that already runs there. */
async function startOrJoin(options: LocalOptions, output: Output): Promise<Local | undefined> {
  try {
    return await startLocal(options);
  } catch (error) {
    if (!(error instanceof DataFolderInUse) || !existsSync(kubeconfigPath(options.dataDir))) throw error;
    output.print(`talking to the server that runs on ${options.dataDir}`);
    return undefined;
  }
}
