/** Where we do not answer as the recorded packages, and why no cluster's user is misled. */

export interface Difference {
  /** Compat versions. */
  readonly versions: readonly string[];
  readonly expressions: readonly string[];
}

const SELECTORS = ["fieldSelector('1')", "labelSelector('1')"].map(
  (call) => `authorizer.group('').resource('pods').${call}`,
);
const SELECTOR_CHECKS = [
  "fieldSelector('a=b').check('list').allowed()",
  "labelSelector('a=b').check('list').error()",
].map((call) => `authorizer.requestResource.${call}`);

/** From what the packages of 1.36 say of older compat versions, with which no cluster of ours runs. */
export const FROM_PACKAGES: { readonly [reason: string]: Difference } = {
  "these came with a later CEL library: a cluster of that age did not have them": {
    versions: ["1.28", "1.29", "1.30", "1.31"],
    expressions: [
      ...["[1].first()", "[1].last()", "optional.unwrap([optional.of(1)])", "[optional.of(1)].unwrapOpt()"],
      ...["self.ints.first().orValue(0)", "self.ints.last().value()"],
    ],
  },
  "this type got its name with a later CEL library": {
    versions: ["1.28", "1.29"],
    expressions: [
      ...["type(optional.none()) == optional_type", "type(self.any) == optional_type", "optional_type{}"],
    ],
  },
  "a feature that is on by now has them in all versions; a cluster of that age did not have it": {
    versions: ["1.25", "1.26", "1.27", "1.28", "1.29", "1.30"],
    expressions: [...SELECTORS, ...SELECTOR_CHECKS],
  },
  "before 1.28 the API server forgot inside of macros that numbers of two types cannot be compared": {
    versions: ["1.25", "1.26", "1.27"],
    expressions: ["[1].exists(x, x < 1.5)"],
  },
};

const UNDECLARED = [
  "optional.of([1])[1]",
  "optional.of({1: 1})[1]",
  "optional.of(1) == 1",
  "optional.of(1).value() + 'a'",
];
const NO_FIELDS = ["url('/a').x", "has(url('/a').x)"];

/** From what a release's own packages say. The compat version is the one before the release. */
export const FROM_RELEASES: { readonly [reason: string]: Difference } = {
  "1.28 complained again of what came of something undeclared": {
    versions: ["1.27"],
    expressions: [...UNDECLARED, "optional.of(url('/a')).x", "format.uuid().x"],
  },
  "1.28 pointed at the parenthesis of has()": {
    versions: ["1.27"],
    expressions: ["has(self)", "has(self.?text)"],
  },
  "1.28 called what it could not find internal": { versions: ["1.27"], expressions: NO_FIELDS },
  "1.28 let dyn stand beside a type, as did not the next release's check of literals": {
    versions: ["1.27"],
    expressions: ["[1, dyn('a')]", "[1, self.any]"],
  },
  "1.28 did not except the arguments of a function that it did not have": {
    versions: ["1.27"],
    expressions: ["'%d %s'.format([1, 'a'])"],
  },
  "before 1.28 the API server forgot inside of macros that numbers of two types cannot be compared": {
    versions: ["1.27"],
    expressions: ["[1].exists(x, x < 1.5)"],
  },
  "1.29 and 1.30 called the type optional": {
    versions: ["1.28", "1.29"],
    expressions: ["{?'a': 1}", "[?1]", "optional.of(1) == 1"],
  },
  "before 1.33 a backtick was no token": {
    versions: ["1.27", "1.28", "1.29", "1.30", "1.31"],
    expressions: ["self.`text`"],
  },
};
