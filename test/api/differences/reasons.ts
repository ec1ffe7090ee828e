/** Reasons that hold in many places. */

export const NAME = "bounded: it names an object, and such names have at most 253 characters";
export const COST = "bounded, so that rules that read it have a known cost";
export const CLOSED = "upstream's admission refuses everything else; here the schema does";
export const DEFAULTED = "it has a default, so nobody has to write it";
export const DURATION =
  "all that Go reads as a length of time, but for negative ones, which mean nothing here; what Go cannot read fails upstream when it is decoded, and here at once";
export const EFFECTIVE = "so that the defaults below it apply although nobody wrote it";
