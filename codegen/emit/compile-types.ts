/** json-schema-to-typescript, in a file of its own: it is heavy, and loaded only when a schema has changed. */
export { compile } from "json-schema-to-typescript";
