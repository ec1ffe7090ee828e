/** The client of one API server, generic over a resource table. */
import { BUILTIN, type BuiltinTypes } from "./builtin.ts";
import { createDiscovery, type Discovery, type KindRef, UnknownKindError } from "./discovery.ts";
import type { DynamicObject, ObjectLike, ResourceRef } from "./object.ts";
import { createResource, type Resource } from "./resource.ts";
import type { Transport } from "./transport.ts";

/** The types of a table: for each of its keys, the type of the objects. */
export type TypesOf<Types> = { [Key in keyof Types]: ObjectLike };
/** The table itself: for each key, how the resource is addressed. */
export type TableOf<Types> = { readonly [Key in keyof Types]: ResourceRef };

export interface ClientOptions {
  /** Of a request that names none; the transport's unless given. */
  namespace?: string;
  /** Who owns the fields that this client writes. */
  fieldManager?: string;
}

/** What a caller writes of a kind; where no other type says, that is what the server answers. */
type InputOf<Types extends TypesOf<Types>, Inputs, Key extends keyof Types> = Key extends keyof Inputs
  ? Untyped<Inputs[Key] & ObjectLike>
  : Untyped<Types[Key]>;

/** The client knows the kind, so a caller need not repeat it. */
type Untyped<T extends ObjectLike> = Omit<T, "apiVersion" | "kind"> & Partial<Pick<T, "apiVersion" | "kind">>;

export interface Client<Types extends TypesOf<Types>, Inputs = Types> {
  readonly transport: Transport;
  readonly discovery: Discovery;
  /** A resource of the table, typed. */
  resource<Key extends keyof Types & string>(key: Key): Resource<Types[Key], InputOf<Types, Inputs, Key>>;
  /** A resource of any kind: by address at once, by apiVersion and kind through discovery (`UnknownKindError`). */
  dynamic(ref: ResourceRef): Resource<DynamicObject>;
  dynamic(kind: KindRef): Promise<Resource<DynamicObject>>;
  /** Closes the transport. */
  close(): void;
}

/** A client of the table's kinds and of the built-in ones; the table wins where both have a key. */
export function createClient<Types extends TypesOf<Types> = Record<never, never>, Inputs = Types>(
  transport: Transport,
  table: TableOf<Types>,
  options: ClientOptions = {},
): Client<Types & Omit<BuiltinTypes, keyof Types>, Inputs> {
  const rows: { readonly [key: string]: ResourceRef } = { ...BUILTIN, ...table };
  const made = new Map<string, Resource<ObjectLike>>();
  const discovery = createDiscovery(transport);

  function dynamic(ref: ResourceRef): Resource<DynamicObject>;
  function dynamic(kind: KindRef): Promise<Resource<DynamicObject>>;
  function dynamic(what: ResourceRef | KindRef) {
    if ("plural" in what) return createResource<DynamicObject>(transport, what, options);
    return discovery.resolve(what).then((ref) => {
      if (ref === undefined) throw new UnknownKindError(what);
      return createResource<DynamicObject>(transport, ref, options);
    });
  }

  return {
    transport,
    discovery,
    dynamic,
    resource<Key extends string>(key: Key) {
      const known = made.get(key);
      if (known !== undefined) return known as never;
      const ref = rows[key];
      if (ref === undefined) throw new Error(`the resource table has no "${key}"`);
      const resource = createResource<ObjectLike>(transport, ref, options);
      made.set(key, resource);
      return resource as never;
    },
    close: () => transport.close(),
  };
}
