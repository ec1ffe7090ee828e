/** The parameters of admission, kept at hand by a watch: every review asks for them, and they seldom change. */
import { PARAMETERS } from "../../rules/lang/parameters.ts";
import type { Client, TypesOf } from "../client/client.ts";
import { createInformer } from "../client/informer.ts";
import type { ObjectReader } from "./lookups.ts";

export interface WatchingReader extends ObjectReader {
  /** Ends the watch. */
  close(): Promise<void>;
}

/**
 * A reader that asks another for everything but the parameters. Resolves once they are known; what changes later is
 * seen when the watch says so, as by an API server's own policies. Fails where the server does not serve the kind.
 */
export async function watchParameters(
  client: Pick<Client<TypesOf<object>>, "dynamic">,
  reader: ObjectReader,
  onError?: (error: unknown) => void,
): Promise<WatchingReader> {
  const parameters = createInformer(await client.dynamic(PARAMETERS), onError ? { onError } : {});
  parameters.start();
  await parameters.synced();
  return {
    get: (kind, namespace, name) =>
      kind.apiVersion === PARAMETERS.apiVersion && kind.kind === PARAMETERS.kind
        ? Promise.resolve(parameters.store.get({ name }))
        : reader.get(kind, namespace, name),
    list: reader.list,
    close: () => parameters.stop(),
  };
}
