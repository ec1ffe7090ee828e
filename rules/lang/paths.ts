/** Field paths as types: `spec.network.interfaces[].name`, checked by the compiler against the API types. */

type Leaf = string | number | boolean | null | undefined;

/** The open part of a type (maps, `unknown`) has no paths of its own. */
type IsOpen<T> = unknown extends T ? true : string extends keyof T ? true : false;

type Below<T> = T extends Leaf
  ? never
  : T extends readonly (infer Item)[]
    ? "[]" | `[]${Dotted<Item>}`
    : IsOpen<T> extends true
      ? never
      : { [K in keyof T & string]: `.${K}` | `.${K}${Below<NonNullable<T[K]>>}` }[keyof T & string];

type Dotted<T> = Below<T>;

/** Every path below the root of `T`, without a leading dot. */
export type FieldPath<T> = Below<T> extends infer P ? (P extends `.${infer Rest}` ? Rest : never) : never;

/** The type found at a path of `T`, without `undefined`. */
export type At<T, P extends string> = P extends `${infer Head}.${infer Rest}`
  ? At<Step<T, Head>, Rest>
  : Step<T, P>;

type Step<T, Name extends string> = Name extends `${infer Field}[]`
  ? NonNullable<Field extends keyof T ? T[Field] : never> extends readonly (infer Item)[]
    ? Item
    : never
  : NonNullable<Name extends keyof T ? T[Name] : never>;
