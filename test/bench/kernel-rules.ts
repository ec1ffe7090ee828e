/** Ten typical rules, each with a few objects that keep it: measured are ours and others' evaluations of these. */
import type { JSONSchemaProps } from "../../rules/lang/schema/index.ts";

export interface BenchRule {
  readonly name: string;
  readonly source: string;
  readonly schema: JSONSchemaProps;
  /** Taken in turn, so that an engine cannot learn what one of them holds. */
  readonly samples: readonly { readonly self: unknown; readonly oldSelf: unknown }[];
  /** The rule as one writes it in JavaScript, trusting the types. */
  byHand(self: unknown, oldSelf: unknown): boolean;
}

interface Written<Self> extends Pick<BenchRule, "name" | "source" | "schema"> {
  readonly samples: readonly (readonly [self: Self, oldSelf: Self])[];
  byHand(self: Self, oldSelf: Self): boolean;
}

function rule<Self>({ samples, ...written }: Written<Self>): BenchRule {
  return {
    ...(written as Pick<BenchRule, "name" | "source" | "schema" | "byHand">),
    samples: samples.map(([self, oldSelf]) => ({ self, oldSelf })),
  };
}

const string: JSONSchemaProps = { type: "string" };
const integer: JSONSchemaProps = { type: "integer" };
const object = (properties: { [name: string]: JSONSchemaProps }): JSONSchemaProps => ({
  type: "object",
  properties,
});
const list = (items: JSONSchemaProps): JSONSchemaProps => ({ type: "array", items });

const listOf = (...names: string[]): { name: string }[] => names.map((name) => ({ name }));

const PERSISTENT = ["Persistent", "IndependentPersistent"];

/** Without fractions smaller than one, as many as the samples need. */
const SUFFIXES: { readonly [suffix: string]: number } = {
  "": 1,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};
function bytes(quantity: string): number {
  const [, digits, suffix] = /^(\d+)(\D*)$/.exec(quantity)!;
  return Number(digits) * SUFFIXES[suffix!]!;
}

export const BENCH_RULES: readonly BenchRule[] = [
  rule<{ min: number; max: number }>({
    name: "one comparison",
    source: "self.min <= self.max",
    schema: object({ min: integer, max: integer }),
    samples: [
      [
        { min: 1, max: 3 },
        { min: 1, max: 2 },
      ],
      [
        { min: 2, max: 2 },
        { min: 1, max: 2 },
      ],
      [
        { min: 0, max: 9 },
        { min: 0, max: 9 },
      ],
    ],
    byHand: (self) => self.min <= self.max,
  }),
  rule<{ version?: number }>({
    name: "a number only rises",
    source: "!has(oldSelf.version) || (has(self.version) && self.version >= oldSelf.version)",
    schema: object({ version: integer }),
    samples: [
      [{ version: 15 }, { version: 13 }],
      [{ version: 17 }, { version: 17 }],
      [{ version: 21 }, { version: 15 }],
    ],
    byHand: (self, oldSelf) =>
      oldSelf.version === undefined || (self.version !== undefined && self.version >= oldSelf.version),
  }),
  rule<{ name: string }>({
    name: "prefix and size",
    source: "self.name.startsWith('vmi-') && size(self.name) <= 63",
    schema: object({ name: string }),
    samples: ["vmi-0a0044d7c690bcbea", "vmi-1", "vmi-c690bcbea0a0044d7"].map((name) => [{ name }, { name }]),
    // Characters are counted only where the number of code units leaves doubt.
    byHand: ({ name }) => name.startsWith("vmi-") && (name.length <= 63 || [...name].length <= 63),
  }),
  rule<{ cloudInit?: object; linuxPrep?: object; sysprep?: object; vAppConfig?: object }>({
    name: "one of several",
    source: "!has(self.cloudInit) || !(has(self.linuxPrep) || has(self.sysprep) || has(self.vAppConfig))",
    schema: object({
      cloudInit: object({}),
      linuxPrep: object({}),
      sysprep: object({}),
      vAppConfig: object({}),
    }),
    samples: [{ cloudInit: {} }, { linuxPrep: {}, vAppConfig: {} }, { sysprep: {} }].map((self) => [
      self,
      self,
    ]),
    byHand: (self) =>
      self.cloudInit === undefined ||
      !(self.linuxPrep !== undefined || self.sysprep !== undefined || self.vAppConfig !== undefined),
  }),
  rule<{ interfaces: { name: string }[] }>({
    name: "a pattern, three interfaces",
    source: "self.interfaces.all(i, i.name.matches('^[a-z0-9]{2,}$'))",
    schema: object({ interfaces: list(object({ name: string })) }),
    samples: [
      ["eth0", "eth1", "eth2"],
      ["ens192", "ens224", "ens256"],
      ["a0", "b0", "c0"],
    ].map((names) => [{ interfaces: listOf(...names) }, { interfaces: [] }]),
    byHand: (self) => self.interfaces.every(({ name }) => /^[a-z0-9]{2,}$/.test(name)),
  }),
  rule<{ disks: { name: string }[] }>({
    name: "names are unique, two or three items",
    source: "self.disks.all(d, self.disks.exists_one(e, e.name == d.name))",
    schema: object({ disks: list(object({ name: string })) }),
    samples: [
      ["root", "data", "logs"],
      ["root", "data"],
      ["disk-0", "disk-1", "disk-2"],
    ].map((names) => [{ disks: listOf(...names) }, { disks: [] }]),
    byHand: ({ disks }) => disks.every((d) => disks.filter((e) => e.name === d.name).length === 1),
  }),
  rule<{ spec?: { imageName?: string } }>({
    name: "a text that cannot change",
    source:
      "(has(self.spec) && has(self.spec.imageName) ? self.spec.imageName : '') == oldSelf.?spec.?imageName.orValue('')",
    schema: object({ spec: object({ imageName: string }) }),
    samples: [
      { spec: { imageName: "vmi-0a0044d7c690bcbea" } },
      { spec: {} },
      { spec: { imageName: "photon-5" } },
    ].map((self) => [self, structuredClone(self)]),
    byHand: (self, oldSelf) => (self.spec?.imageName ?? "") === (oldSelf.spec?.imageName ?? ""),
  }),
  rule<{ labels: { [name: string]: string } }>({
    name: "keys have a prefix, three entries",
    source: "self.labels.all(k, k.startsWith('example.com/'))",
    schema: object({ labels: { type: "object", additionalProperties: string } }),
    samples: ["owner", "ticket", "tier"].map((name) => {
      const self = {
        labels: { [`example.com/${name}`]: "x", "example.com/app": "shop", "example.com/team": "y" },
      };
      return [self, self];
    }),
    byHand: ({ labels }) => Object.keys(labels).every((key) => key.startsWith("example.com/")),
  }),
  rule<{ volumes: { mode: string }[] }>({
    name: "an enum, three items",
    source: "self.volumes.all(v, v.mode in ['Persistent', 'IndependentPersistent'])",
    schema: object({ volumes: list(object({ mode: string })) }),
    samples: [PERSISTENT, [...PERSISTENT, "Persistent"], ["Persistent", "Persistent", "Persistent"]].map(
      (modes) => {
        const self = { volumes: modes.map((mode) => ({ mode })) };
        return [self, self];
      },
    ),
    byHand: ({ volumes }) => volumes.every(({ mode }) => PERSISTENT.includes(mode)),
  }),
  rule<{ request: string; limit: string }>({
    name: "two quantities",
    source: "quantity(self.request).compareTo(quantity(self.limit)) <= 0",
    schema: object({ request: string, limit: string }),
    samples: [
      { request: "2Gi", limit: "4096Mi" },
      { request: "500Mi", limit: "1Gi" },
      { request: "1024", limit: "1Ki" },
    ].map((self) => [self, self]),
    byHand: (self) => bytes(self.request) <= bytes(self.limit),
  }),
];
