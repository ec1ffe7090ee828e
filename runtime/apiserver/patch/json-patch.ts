/** RFC 6902 with the habits of the Go library that kube-apiserver uses: negative indices, and its error texts. */
import { cloneJson, field, isObject, type JsonObject, jsonEqual, setField } from "./json.ts";

export const MAX_OPERATIONS = 10_000;
const MAX_COPIED = 3 * 1024 * 1024;

/**
 * Why a patch was not applied. 400: the patch is not one; 413: too many operations; 422: it does not fit the
 * document, and `message` says where (kube-apiserver keeps that text to itself in its answer to a PATCH).
 */
export interface PatchError {
  code: 400 | 413 | 422;
  message: string;
  /** A `test` operation found another value: mutating policies skip such a patch instead of failing. */
  testFailed?: true;
}

export type PatchResult = { value: unknown; error?: undefined } | { value?: undefined; error: PatchError };

type Container = JsonObject | unknown[];
type Operation = (document: Root, operation: JsonObject) => void;

/** The document sits in a holder, so that an operation may replace it whole. */
interface Root {
  value: unknown;
  /** The size of all copies so far, as JSON: a few copies of copies would fill any memory. */
  copied: number;
}

class Failure extends Error {
  readonly kind: "test" | "other";
  constructor(kind: Failure["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
  within(message: string): Failure {
    return new Failure(this.kind, `${message}: ${this.message}`);
  }
}

const missing = (message: string) => new Failure("other", `${message}: missing value`);
const badIndex = (index: number) =>
  new Failure("other", `Unable to access invalid index: ${index}: invalid index referenced`);

/** Applies `operations` in order to a copy of `document`. All or nothing: on an error nothing is returned. */
export function applyJsonPatch(document: unknown, operations: unknown): PatchResult {
  const malformed = complaint(operations);
  if (malformed !== undefined)
    return { error: { code: 400, message: `error decoding patch: json: ${malformed}` } };
  const list = (operations ?? []) as (JsonObject | null)[];
  if (list.length > MAX_OPERATIONS)
    return {
      error: {
        code: 413,
        message: `Request entity too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${list.length}`,
      },
    };

  const root: Root = { value: cloneJson(document), copied: 0 };
  try {
    for (const operation of list) applyOne(root, operation ?? {});
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {
      error: {
        code: 422,
        message: error.message,
        ...(error.kind === "test" ? { testFailed: true as const } : {}),
      },
    };
  }
  return { value: root.value };
}

/** What keeps a document from being a patch; null is one, an empty one. */
function complaint(operations: unknown): string | undefined {
  const cannot = (value: unknown, what: string) => `cannot unmarshal ${goType(value)} into Go ${what}`;
  if (operations === null) return undefined;
  if (!Array.isArray(operations)) return cannot(operations, "value of type []handlers.jsonPatchOp");
  for (const operation of operations) {
    if (operation === null) continue;
    if (!isObject(operation)) return cannot(operation, "value of type handlers.jsonPatchOp");
    for (const name of ["op", "path", "from"]) {
      const value = operation[name];
      if (value !== undefined && value !== null && typeof value !== "string")
        return cannot(value, `struct field jsonPatchOp.${name} of type string`);
    }
  }
  return undefined;
}

function applyOne(root: Root, operation: JsonObject): void {
  const op = typeof operation.op === "string" ? operation.op : "unknown";
  const run = Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined;
  if (run === undefined) throw new Failure("other", `Unexpected kind: ${op}`);
  run(root, operation);
}

const OPERATIONS: { readonly [op: string]: Operation } = { add, remove, replace, move, test, copy };

function add(root: Root, operation: JsonObject): void {
  const path = pointer(operation, "path", "add operation failed to decode path");
  const at = locate(root, path) ?? fail(`add operation does not apply: doc is missing path: "${path}"`);
  within(`error in add for path: '${path}'`, () => insert(at.container, at.key, givenValue(operation)));
}

function remove(root: Root, operation: JsonObject): void {
  const path = pointer(operation, "path", "remove operation failed to decode path");
  const at = locate(root, path) ?? fail(`remove operation does not apply: doc is missing path: "${path}"`);
  within(`error in remove for path: '${path}'`, () => take(at.container, at.key));
}

function replace(root: Root, operation: JsonObject): void {
  const path = pointer(operation, "path", "replace operation failed to decode path");
  if (path === "") {
    const value = givenValue(operation);
    if (!isObject(value) && !Array.isArray(value))
      throw new Failure("other", "replace operation hit unexpected type: unknown object type");
    root.value = value;
    return;
  }
  const at = locate(root, path) ?? fail(`replace operation does not apply: doc is missing path: ${path}`);
  try {
    read(at.container, at.key);
  } catch {
    throw missing(`replace operation does not apply: doc is missing key: ${path}`);
  }
  if (Array.isArray(at.container)) at.container[indexIn(at.container, at.key)] = givenValue(operation);
  else setField(at.container, at.key, givenValue(operation));
}

function move(root: Root, operation: JsonObject): void {
  const from = pointer(operation, "from", "move operation failed to decode from");
  const source =
    locate(root, from) ?? fail(`move operation does not apply: doc is missing from path: ${from}`);
  const value = within(`error in move for path: '${source.key}'`, () => {
    const found = read(source.container, source.key);
    take(source.container, source.key);
    return found;
  });
  const path = pointer(operation, "path", "move operation failed to decode path");
  const target =
    locate(root, path) ?? fail(`move operation does not apply: doc is missing destination path: ${path}`);
  within(`error in move for path: '${path}'`, () => insert(target.container, target.key, value));
}

function copy(root: Root, operation: JsonObject): void {
  const from = pointer(operation, "from", "copy operation failed to decode from");
  const source =
    locate(root, from) ?? fail(`copy operation does not apply: doc is missing from path: ${from}`);
  const value = within(`error in copy for from: '${from}'`, () => read(source.container, source.key));
  root.copied += JSON.stringify(value).length;
  if (root.copied > MAX_COPIED) {
    const sizes = `the accumulated size increase of copy is ${root.copied}, exceeding the limit ${MAX_COPIED}`;
    throw new Failure("other", `Unable to complete the copy, ${sizes}`);
  }
  const path = pointer(operation, "path", "copy operation failed to decode path");
  const target =
    locate(root, path) ?? fail(`copy operation does not apply: doc is missing destination path: ${path}`);
  within("error while adding value during copy", () =>
    insert(target.container, target.key, cloneJson(value)),
  );
}

function test(root: Root, operation: JsonObject): void {
  const path = pointer(operation, "path", "test operation failed to decode path");
  let found: unknown = root.value;
  if (path !== "") {
    const at = locate(root, path) ?? fail(`test operation does not apply: is missing path: ${path}`);
    found = within(`error in test for path: '${path}'`, () => read(at.container, at.key));
  }
  if (!jsonEqual(found, operation.value ?? null))
    throw new Failure("test", `testing value ${path} failed: test failed`);
}

// --- pointers and containers -----------------------------------------------------------------------------------

function pointer(operation: JsonObject, name: "path" | "from", failure: string): string {
  const text = operation[name];
  if (typeof text === "string") return text;
  throw missing(failure);
}

const givenValue = (operation: JsonObject): unknown => cloneJson(operation.value ?? null);

function fail(message: string): never {
  throw missing(message);
}

function within<T>(message: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Failure) throw error.within(message);
    throw error;
  }
}

/** The container that a pointer's last part lives in, or undefined where the way there is missing. */
function locate(root: Root, path: string): { container: Container; key: string } | undefined {
  const [head, ...parts] = path.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (head === undefined || parts.length === 0) return undefined;
  const key = parts.pop() as string;
  let here: unknown = root.value;
  for (const part of parts) {
    if (!isContainer(here)) return undefined;
    try {
      here = read(here, part);
    } catch {
      return undefined;
    }
  }
  return isContainer(here) ? { container: here, key } : undefined;
}

const isContainer = (value: unknown): value is Container => Array.isArray(value) || isObject(value);

/** The value there; an absent field reads as null, an index that is not there is an error. */
function read(container: Container, key: string): unknown {
  if (Array.isArray(container)) return container[indexIn(container, key)];
  return field(container, key) ?? null;
}

function insert(container: Container, key: string, value: unknown): void {
  if (!Array.isArray(container)) {
    setField(container, key, value);
    return;
  }
  if (key === "-") {
    container.push(value);
    return;
  }
  let index = within(`value was not a proper array index: '${key}'`, () => parseIndex(key));
  const size = container.length + 1;
  if (index >= size || index < -size) throw badIndex(index);
  if (index < 0) index += size;
  container.splice(index, 0, value);
}

function take(container: Container, key: string): void {
  if (Array.isArray(container)) {
    container.splice(indexIn(container, key), 1);
    return;
  }
  if (!Object.hasOwn(container, key)) throw missing(`Unable to remove nonexistent key: ${key}`);
  delete container[key];
}

function indexIn(list: readonly unknown[], key: string): number {
  const index = parseIndex(key);
  if (index >= list.length || index < -list.length) throw badIndex(index);
  return index < 0 ? index + list.length : index;
}

function parseIndex(key: string): number {
  if (!/^[+-]?[0-9]+$/.test(key))
    throw new Failure("other", `strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`);
  return Number(key);
}

/** Go's word for the kind of a JSON value. */
export function goType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  return typeof value;
}
