/** How long a value is as compact JSON from Go, which kubectl writes into its annotation: `<`, `>` and `&` are escaped. */
export function goJsonBytes(value: unknown): number {
  const text = JSON.stringify(value);
  const escaped = text.match(/[<>&\u2028\u2029]/g) ?? [];
  return escaped.reduce(
    (bytes, one) => bytes + "\\u003c".length - Buffer.byteLength(one),
    Buffer.byteLength(text),
  );
}
