/** Reasons that hold in many places. */

export const NAME = "bounded: it names an object, and such names have at most 253 characters";
export const COST = "bounded, so that rules that read it have a known cost";
export const CLOSED = "upstream's admission refuses everything else; here the schema does";
export const DEFAULTED = "it has a default, so nobody has to write it";
export const EFFECTIVE = "so that the defaults below it apply although nobody wrote it";
