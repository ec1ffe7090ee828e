/** `npm start`: everything on this machine, with a view of the machines until Ctrl-C. Reads the environment. */
import { ability } from "./driver/abilities.ts";
import { STARTER_NAMESPACE } from "./local/kubeconfig.ts";
import { showMachines } from "./local/live-view.ts";
import { type Local, type LocalOptions, startLocal } from "./local/local.ts";

/** Serves until the signal, then stops in order. */
export async function serve(options: LocalOptions, stop: AbortSignal): Promise<void> {
  const started = performance.now();
  const local = await startLocal(options);
  try {
    for (const line of await welcome(local, options, performance.now() - started)) console.log(line);
    const isTerminal = process.stdout.isTTY === true;
    const hide = showMachines(local.operator.sources.vms, {
      write: (text) => process.stdout.write(text),
      isTerminal,
      size: () => ({ columns: process.stdout.columns ?? 120, rows: process.stdout.rows ?? 40 }),
    });
    await new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      stop.addEventListener("abort", () => resolve(), { once: true });
    });
    hide();
  } finally {
    await local.close();
  }
}

async function welcome(local: Local, { dataDir }: LocalOptions, milliseconds: number): Promise<string[]> {
  const inventory = await local.driver.inventory();
  const images = (await ability(local.driver, "library")?.listItems()) ?? [];
  return [
    `vmop is ready at ${local.server.url} after ${(milliseconds / 1000).toFixed(1)} s; its data is in ${dataDir}`,
    `simulated hypervisor: ${inventory.clusters.length} zones, ${inventory.hosts.length} hosts, ${images.length} images`,
    "",
    `  export KUBECONFIG=${local.kubeconfig}`,
    `  kubectl get vmclass,vmi          # what namespace ${STARTER_NAMESPACE} offers; add --context admin to administer`,
    "",
    "Ctrl-C stops; the next start finds everything as it was.",
    "",
  ];
}
