/** The generated CRDs and policies on a server, in force. */
import { join } from "node:path";
import { directAccess } from "../../runtime/client/access.ts";
import { createClient } from "../../runtime/client/client.ts";
import { createHttpsTransport } from "../../runtime/client/https.ts";
import { install } from "../../runtime/local/ensure.ts";
import { readManifests } from "../../runtime/local/manifests.ts";
import { eventually } from "../support/eventually.ts";
import type { Access } from "../support/kubeconfig.ts";
import { sampleVm, VM_RESOURCE } from "./sample-vm.ts";

/** A real server takes a moment to see new policies: waits until one of them fills in a machine's power state. */
export async function installManifests(access: Access, token: string): Promise<void> {
  const client = createClient(
    createHttpsTransport(directAccess({ server: access.url, ca: access.ca, token })),
    {},
  );
  try {
    await install(client, readManifests(join(import.meta.dirname, "../../crds")));
    const machines = client.dynamic(VM_RESOURCE);
    await eventually("a policy in force", async () => {
      const answer = await machines.create(sampleVm("probe", "default") as never, { dryRun: true });
      return (answer as { spec?: { powerState?: string } }).spec?.powerState === "PoweredOn";
    });
  } finally {
    client.close();
  }
}
