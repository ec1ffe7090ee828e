/** Machines brought to PoweredOn by the operator, beside what the API server's own rates would allow. */
import { httpClient } from "../support/http.ts";
import { type Embedded, startEmbedded } from "./embedded.ts";
import { createMachines, measureRates } from "./rates.ts";
import type { Row, Section } from "./row.ts";
import { sampleVm } from "./sample-vm.ts";

const MACHINES = 1_000;
const NAMESPACE = "my-namespace";

/** What the bench asks of the process with the operator in it. */
export type Command = { do: "operate" } | { do: "untilRunning"; count: number } | { do: "resync" };

interface Memory {
  residentMb: number;
  heapMb: number;
}

/** All machines run, and the operator is done with them. */
export interface Quiet {
  /** Milliseconds since the epoch. */
  runningAt: number;
  /** What the operator wrote, by kind. */
  writes: { [what: string]: number };
  before: Memory;
  after: Memory;
  /** JSON of all machines. */
  bytes: number;
}

export interface Resync {
  milliseconds: number;
  writes: number;
}

export const section: Section = {
  name: "operator",
  async rows() {
    const embedded = await startEmbedded("embedded-machine.ts");
    try {
      return await measure(embedded);
    } finally {
      await embedded.stop();
    }
  },
};

async function measure(embedded: Embedded): Promise<Row[]> {
  const ask = <T>(command: Command): Promise<T> => embedded.ask<T>(command);
  const [server] = await measureRates([{ access: embedded, token: embedded.token, namespace: "default" }]);
  await ask({ do: "operate" });

  const client = httpClient(embedded, embedded.token);
  const running = ask<Quiet>({ do: "untilRunning", count: MACHINES });
  const started = Date.now();
  await createMachines(client, NAMESPACE, MACHINES);
  const created = Date.now();
  const quiet = await running;
  client.close();
  const resync = await ask<Resync>({ do: "resync" });

  const written = Object.values(quiet.writes).reduce((sum, count) => sum + count, 0) / MACHINES;
  const allowed = 1 / (1 / server!.create + written / server!.status);
  const perSecond = (MACHINES * 1000) / (quiet.runningAt - started);
  const kinds = Object.entries(quiet.writes).map(
    ([what, count]) => `${Number((count / MACHINES).toFixed(2))} ${what}`,
  );
  const kilobytes = (of: keyof Memory): number => ((quiet.after[of] - quiet.before[of]) * 1024) / MACHINES;
  const json = quiet.bytes / MACHINES / 1024;
  const own = JSON.stringify(sampleVm("vm-0", NAMESPACE)).length / 1024;
  return [
    {
      what: `${MACHINES} machines to PoweredOn, from the first create`,
      unit: "VMs/s",
      better: "more",
      ours: perSecond,
      peer: `its writes at the server's own rates (${Math.round(server!.create)} creates/s, ${Math.round(server!.status)} status patches/s)`,
      theirs: allowed,
    },
    {
      what: "from the last create until all run",
      unit: "s",
      better: "less",
      ours: Math.max(0, quiet.runningAt - created) / 1000,
      peer: "the creates themselves",
      theirs: (created - started) / 1000,
    },
    {
      what: `writes per machine (${kinds.join(", ")})`,
      unit: "writes",
      better: "less",
      ours: written,
      peer: "one status",
      theirs: 1,
    },
    {
      what: "writes per machine of a resync that finds nothing to do",
      unit: "writes",
      better: "less",
      ours: resync.writes / MACHINES,
      peer: "none",
      theirs: 0,
    },
    {
      what: "machines looked at in such a resync",
      unit: "VMs/s",
      better: "more",
      ours: (MACHINES * 1000) / resync.milliseconds,
      peer: "gets from the server",
      theirs: server!.get,
    },
    ...(["heapMb", "residentMb"] as const).map(
      (of): Row => ({
        what: `${of === "heapMb" ? "heap" : "resident memory"} per machine, server and operator together`,
        unit: "kB",
        better: "less",
        ours: kilobytes(of),
        peer: `JSON of the machine with its status (${own.toFixed(1)} kB as written)`,
        theirs: json,
      }),
    ),
  ];
}
