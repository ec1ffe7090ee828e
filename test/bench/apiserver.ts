/** The embedded server on disk, beside kube-apiserver with etcd: the same client, objects, CRDs and policies. */
import { startRealServer } from "../servers/start.ts";
import { startEmbedded } from "./embedded.ts";
import { installManifests } from "./install.ts";
import { childrenOf, residentMb } from "./processes.ts";
import { CONNECTIONS, MACHINES, measureRates, type Rates } from "./rates.ts";
import { type Missing, missing, type Row, type Section } from "./row.ts";

const PEER = "kube-apiserver + etcd";

interface Measured extends Rates {
  memory: number | Missing;
}

export const section: Section = {
  name: "apiserver",
  async rows() {
    const [ours, theirs] = await measureBoth();
    // biome-ignore format: a table
    const what: { readonly [name in keyof Measured]: Omit<Row, "ours" | "theirs" | "peer"> } = {
      create: { what: `creates, ${CONNECTIONS} connections`,                unit: "/s", better: "more" },
      status: { what: `status merge patches, ${CONNECTIONS} connections`,   unit: "/s", better: "more" },
      get:    { what: `gets, ${CONNECTIONS} connections`,                   unit: "/s", better: "more" },
      list:   { what: `list of ${MACHINES}`,                                unit: "ms", better: "less" },
      delete: { what: `deletes, ${CONNECTIONS} connections`,                unit: "/s", better: "more" },
      memory: { what: "memory after all that",                              unit: "MB", better: "less" },
    };
    return (Object.keys(what) as (keyof Measured)[]).map((name) => ({
      ...what[name],
      ours: ours[name],
      peer: PEER,
      theirs: "missing" in theirs ? theirs : theirs[name],
    }));
  },
};

async function measureBoth(): Promise<[Measured, Measured | Missing]> {
  const embedded = await startEmbedded("embedded-server.ts");
  const real = await startRealServer();
  try {
    const ours = { access: embedded, token: embedded.token, namespace: "default" };
    if (!real) {
      const [rates] = await measureRates([ours]);
      return [
        { ...rates!, memory: memoryOf([embedded.pid]) },
        missing("not built; run `npm run servers` (needs Go)"),
      ];
    }
    await installManifests(real, real.tokens.admin);
    const theirs = { access: real, token: real.tokens.admin, namespace: "default" };
    const [rates, realRates] = await measureRates([ours, theirs]);
    const pids = childrenOf(process.pid).filter(({ name }) => name === "kube-apiserver" || name === "etcd");
    return [
      { ...rates!, memory: memoryOf([embedded.pid]) },
      { ...realRates!, memory: memoryOf(pids.map(({ pid }) => pid)) },
    ];
  } finally {
    await embedded.stop();
    await real?.stop();
  }
}

function memoryOf(pids: readonly number[]): number | Missing {
  const sizes = pids.flatMap((pid) => residentMb(pid) ?? []);
  return sizes.length === pids.length && sizes.length > 0
    ? sizes.reduce((sum, size) => sum + size, 0)
    : missing("this system has no /proc");
}
