export type { Email } from "./mail.ts";
export * from "./port.ts";
