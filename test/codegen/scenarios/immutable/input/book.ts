import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A book that a library lends.
 * @resource plural=books
 */
export interface Book {
  metadata: ObjectMeta;
  spec: BookSpec;
}

export interface BookSpec {
  /** The number on its back; the same book for ever. @maxLength 13 */
  isbn?: string;
  /** Who gave it, once known. @maxLength 100 */
  donor?: string;
  /** Where it stands; may move. @maxLength 20 */
  shelf?: string;
  /** Which print it is; a newer one may take its place. */
  edition?: Int32;
  /** @listType set @maxItems 16 @items maxLength=30 */
  subjects?: string[];
}
