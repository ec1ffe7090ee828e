/** The protobuf form of request bodies: from the bytes that typed clients send to the object they mean. */

/** The type of a field: a scalar, one of the shapes that JSON writes in another way, or a message by its name. */
export type FieldType =
  | "string"
  | "int"
  | "bool"
  | "bytes"
  /** Bytes that hold JSON. */
  | "json"
  | "time"
  | "microTime"
  | "quantity"
  | "intOrString"
  | { readonly message: string };

/** `zero: true`: written even where it is empty, as clients send it only when it was set. */
export interface MessageField {
  readonly name: string;
  readonly type: FieldType;
  readonly shape: "one" | "list" | "map";
  readonly zero: boolean;
}

/** A message: its fields by number. */
export type Message = ReadonlyMap<number, MessageField>;
export type Messages = ReadonlyMap<string, Message>;

/** A body that is not what it should be; the message is a fragment for a sentence about the body. */
export class ProtobufError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ProtobufError";
  }
}

const magic = Buffer.from("k8s\0");

interface Envelope {
  readonly apiVersion: string;
  readonly kind: string;
  readonly raw: Buffer;
}

const decimals = { time: 0, microTime: 6 } as const;

/**
 * The object of an enveloped body, as its JSON would have been: empty fields are left out. Fields that the messages do
 * not name are passed over, as is the content of a kind that they do not name; an envelope without a kind holds
 * `defaultKind`. Throws ProtobufError, and nothing else whatever the bytes are.
 */
export function decodeProtobuf(
  body: Buffer,
  messages: Messages,
  defaultKind: string,
): { [field: string]: unknown } {
  const { apiVersion, kind, raw } = readEnvelope(body);
  const message: Message = messages.get(kind || defaultKind) ?? new Map();
  return {
    ...(kind === "" ? {} : { kind }),
    ...(apiVersion === "" ? {} : { apiVersion }),
    ...readMessage(raw, message, messages),
  };
}

/** `runtime.Unknown`: the type, then the bytes of the object itself. */
function readEnvelope(body: Buffer): Envelope {
  if (body.length === 0) throw new ProtobufError("empty data");
  if (!body.subarray(0, magic.length).equals(magic)) {
    throw new ProtobufError(
      "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]",
    );
  }
  if (body.length === magic.length) throw new ProtobufError("empty body");
  let apiVersion = "";
  let kind = "";
  let raw: Buffer = Buffer.alloc(0);
  for (const field of wireFields(body.subarray(magic.length))) {
    if (field.number === 1) {
      for (const part of wireFields(bytesOf(field))) {
        if (part.number === 1) apiVersion = bytesOf(part).toString();
        if (part.number === 2) kind = bytesOf(part).toString();
      }
    } else if (field.number === 2) raw = bytesOf(field);
    else if (field.number === 3 && bytesOf(field).length > 0)
      throw new ProtobufError(`unknown content encoding ${bytesOf(field).toString()}`);
  }
  return { apiVersion, kind, raw };
}

// --- messages ----------------------------------------------------------------------------------------------------

function readMessage(bytes: Buffer, message: Message, messages: Messages): { [field: string]: unknown } {
  const found: { [field: string]: unknown } = {};
  for (const wire of wireFields(bytes)) {
    const field = message.get(wire.number);
    if (field === undefined) continue;
    const { name, type, shape, zero } = field;
    switch (shape) {
      case "one": {
        const value = readValue(wire, type, messages);
        if (value === undefined || (!zero && isZero(value))) delete found[name];
        else set(found, name, value);
        break;
      }
      case "list":
        found[name] = [...((found[name] as unknown[] | undefined) ?? []), readValue(wire, type, messages)];
        break;
      case "map": {
        const map = (found[name] as { [key: string]: unknown } | undefined) ?? {};
        const [key, value] = readEntry(bytesOf(wire), type, messages);
        set(map, key, value);
        found[name] = map;
        break;
      }
      default:
        shape satisfies never;
    }
  }
  return found;
}

/** An own property, also for a key like `__proto__`. */
function set(object: { [key: string]: unknown }, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function isZero(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === "" || value === 0 || value === false;
}

function readEntry(bytes: Buffer, type: FieldType, messages: Messages): [key: string, value: unknown] {
  let key = "";
  let value = readValue({ number: 2, value: Buffer.alloc(0) }, type, messages);
  for (const part of wireFields(bytes)) {
    if (part.number === 1) key = bytesOf(part).toString();
    else if (part.number === 2) value = readValue(part, type, messages);
  }
  return [key, value];
}

/** Undefined for an instant that is none. */
function readValue(wire: WireField, type: FieldType, messages: Messages): unknown {
  switch (type) {
    case "string":
      return bytesOf(wire).toString();
    case "int":
      return Number(BigInt.asIntN(64, numberOf(wire)));
    case "bool":
      return numberOf(wire) !== 0n;
    case "bytes":
      return bytesOf(wire).toString("base64");
    case "json":
      return readJson(bytesOf(wire));
    case "time":
    case "microTime":
      return readInstant(bytesOf(wire), decimals[type]);
    case "quantity":
      return firstText(bytesOf(wire));
    case "intOrString":
      return readIntOrString(bytesOf(wire));
    default: {
      const message = messages.get(type.message);
      return message === undefined ? undefined : readMessage(bytesOf(wire), message, messages);
    }
  }
}

function readJson(bytes: Buffer): unknown {
  for (const { number, value } of wireFields(bytes)) {
    if (number !== 1 || typeof value === "bigint") continue;
    try {
      return JSON.parse(value.toString());
    } catch {
      throw new ProtobufError("a field that holds JSON does not");
    }
  }
  return {};
}

/** Seconds and nanoseconds since 1970; none of both is no instant. */
function readInstant(bytes: Buffer, digits: number): string | undefined {
  let seconds = 0n;
  let nanos = 0n;
  for (const field of wireFields(bytes)) {
    if (field.number === 1) seconds = BigInt.asIntN(64, numberOf(field));
    else if (field.number === 2) nanos = BigInt.asIntN(32, numberOf(field));
  }
  if (seconds === 0n && nanos === 0n) return undefined;
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) throw new ProtobufError("an instant is out of range");
  const fraction = digits === 0 ? "" : `.${String(nanos / 1000n).padStart(6, "0")}`;
  return `${date.toISOString().slice(0, -".000Z".length)}${fraction}Z`;
}

function firstText(bytes: Buffer): string {
  for (const field of wireFields(bytes)) if (field.number === 1) return bytesOf(field).toString();
  return "";
}

function readIntOrString(bytes: Buffer): string | number {
  let isText = false;
  let number = 0;
  let text = "";
  for (const field of wireFields(bytes)) {
    if (field.number === 1) isText = numberOf(field) !== 0n;
    else if (field.number === 2) number = Number(BigInt.asIntN(32, numberOf(field)));
    else if (field.number === 3) text = bytesOf(field).toString();
  }
  return isText ? text : number;
}

// --- the wire ----------------------------------------------------------------------------------------------------

interface WireField {
  readonly number: number;
  readonly value: bigint | Buffer;
}

function bytesOf({ value }: WireField): Buffer {
  if (typeof value === "bigint") throw new ProtobufError("wrong wireType = 0");
  return value;
}

function numberOf({ value }: WireField): bigint {
  if (typeof value !== "bigint") throw new ProtobufError("wrong wireType = 2");
  return value;
}

function* wireFields(bytes: Buffer): Generator<WireField> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new ProtobufError("unexpected EOF");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new ProtobufError("proto: integer overflow");
  };
  const take = (length: number): Buffer => {
    if (length > bytes.length - at) throw new ProtobufError("unexpected EOF");
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = Math.floor(tag / 8);
    if (number === 0) throw new ProtobufError(`illegal tag ${number} (wire type ${tag % 8})`);
    switch (tag % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(Number(varint())) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw new ProtobufError(`illegal wireType ${tag % 8}`);
    }
  }
}
