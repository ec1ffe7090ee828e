/** The same requests to any API server: machines created, reported on, read, listed and deleted. */
import { type HttpClient, httpClient, type Reply, type RequestOptions } from "../support/http.ts";
import type { Access } from "../support/kubeconfig.ts";
import { median, rate } from "./measure.ts";
import { API_VERSION, sampleStatus, sampleVm } from "./sample-vm.ts";

export const CONNECTIONS = 32;
/** Machines a round. */
export const MACHINES = 400;
const ROUNDS = 3;
const LISTS = 5;

/** Per second, but `list`: milliseconds for `MACHINES` of them. */
export interface Rates {
  create: number;
  status: number;
  get: number;
  list: number;
  delete: number;
}

const folder = (namespace: string): string => `/apis/${API_VERSION}/namespaces/${namespace}/virtualmachines`;

export interface Target {
  access: Access;
  token: string;
  namespace: string;
}

/**
 * The median of several rounds after a smaller one to warm up. The servers take turns, so that what else the machine
 * does meets all of them alike. Throws when a request is refused.
 */
export async function measureRates(targets: readonly Target[]): Promise<Rates[]> {
  const measured = targets.map(({ access, token, namespace }) => ({
    client: httpClient(access, token),
    namespace,
    rounds: [] as Rates[],
  }));
  try {
    for (const { client, namespace } of measured) await measureRound(client, namespace, MACHINES / 2);
    for (let i = 0; i < ROUNDS; i++) {
      for (const one of measured) one.rounds.push(await measureRound(one.client, one.namespace, MACHINES));
    }
    return measured.map(({ rounds }) => medians(rounds));
  } finally {
    for (const { client } of measured) client.close();
  }
}

function medians(rounds: readonly Rates[]): Rates {
  const of = (name: keyof Rates): number => median(rounds.map((round) => round[name]));
  return {
    create: of("create"),
    status: of("status"),
    get: of("get"),
    list: of("list"),
    delete: of("delete"),
  };
}

async function measureRound(client: HttpClient, namespace: string, count: number): Promise<Rates> {
  const all = folder(namespace);
  const one = (index: number): string => `${all}/vm-${index}`;
  const create = await createMachines(client, namespace, count);
  const status = await rate(count, CONNECTIONS, (index) =>
    ask(client, `${one(index)}/status`, {
      method: "PATCH",
      headers: { "content-type": "application/merge-patch+json" },
      body: { status: sampleStatus(index) },
    }),
  );
  const get = await rate(count * 2, CONNECTIONS, (index) => ask(client, one(index % count)));
  const lists = await rate(LISTS, 1, () => ask(client, all));
  const deleted = await rate(count, CONNECTIONS, (index) => ask(client, one(index), { method: "DELETE" }));
  return { create, status, get, list: 1000 / lists, delete: deleted };
}

/** Creates `vm-0` and so on; answers how many a second. */
export const createMachines = (client: HttpClient, namespace: string, count: number): Promise<number> =>
  rate(count, CONNECTIONS, (index) =>
    ask(client, folder(namespace), { method: "POST", body: sampleVm(`vm-${index}`, namespace) }),
  );

async function ask(client: HttpClient, path: string, options: RequestOptions = {}): Promise<Reply> {
  const reply = await client(path, options);
  if (reply.status > 299)
    throw new Error(`${options.method ?? "GET"} ${path}: ${reply.status} ${reply.text}`);
  return reply;
}
