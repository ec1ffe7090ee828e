/** Run-time errors. They travel as exceptions inside one evaluation and leave it as values. */

export type CelErrorCode =
  | "noSuchKey"
  | "noSuchOverload"
  | "noSuchAttribute"
  | "overflow"
  | "divideByZero"
  | "outOfRange"
  | "duplicateKey"
  | "budget"
  | "internal"
  | "invalid";

export class CelError {
  readonly code: CelErrorCode;
  readonly message: string;
  constructor(code: CelErrorCode, message: string) {
    this.code = code;
    this.message = message;
  }
}

export const invalid = (message: string): CelError => new CelError("invalid", message);
export const noSuchKey = (key: unknown): CelError => new CelError("noSuchKey", `no such key: ${String(key)}`);
export const noSuchOverload = (): CelError => new CelError("noSuchOverload", "no such overload");
export const overflow = (what: string): CelError => new CelError("overflow", `${what} overflow`);

/** What a conversion that cannot be made gives. */
export const notA = (type: string, from = "string"): CelError =>
  invalid(`type conversion error from '${from}' to '${type}'`);
