/** Expressions by library, with the values they are evaluated on: each must yield the same value, or the same error, on both servers. */

import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";

export interface Field {
  readonly schema: JSONSchemaProps;
  /** Values of the field; `undefined` leaves it out. */
  readonly samples: readonly unknown[];
}

export interface Library {
  readonly title: string;
  readonly fields: { readonly [name: string]: Field };
  /** Of any type that `%s` prints. */
  readonly expressions: readonly string[];
  /** Expressions that still differ for one value or another, by what is missing; they must leave this list when they agree. */
  readonly unlike?: { readonly [reason: string]: readonly string[] };
  /** Expressions that are refused when a rule is written with them. */
  readonly refused?: readonly string[];
  /** Expressions that are refused in other words, by the difference. */
  readonly refusedUnlike?: { readonly [reason: string]: readonly string[] };
}

const text = (...samples: unknown[]): Field => ({ schema: { type: "string", maxLength: 100 }, samples });
const int = (...samples: unknown[]): Field => ({ schema: { type: "integer" }, samples });
const number = (...samples: unknown[]): Field => ({ schema: { type: "number" }, samples });
const list = (items: JSONSchemaProps, ...samples: unknown[]): Field => ({
  schema: { type: "array", maxItems: 8, items },
  samples,
});
const INT: JSONSchemaProps = { type: "integer" };
const TEXT: JSONSchemaProps = { type: "string", maxLength: 20 };

const MAX = 9007199254740991;

const MAP_LIST: JSONSchemaProps = {
  ...{ type: "array", maxItems: 4, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"] },
  items: { type: "object", required: ["k"], properties: { k: TEXT, v: INT } },
};
const MAP_LISTS = [
  [],
  [{ k: "a", v: 1 }],
  [{ k: "a", v: 1 }, { k: "b" }],
  [{ k: "b" }, { k: "a", v: 1 }],
  [{ k: "a", v: 2 }],
  [{ k: "c", v: 3 }],
];

// biome-ignore format: a table
export const LIBRARIES: readonly Library[] = [
  {
    title: "integers and doubles",
    fields: {
      i: int(0, 1, -1, 7, -7, 2147483647, -2147483648, 4294967296, MAX, -MAX, 3037000500),
      j: int(3, 0, 1, -1, 2, -2, 10, MAX, 4294967297, undefined),
      d: number(0, 0.1, 1, -1.5, 2.5, 1e300, -1e-7, 1e21, 123456789.125, 4294967296, MAX, undefined),
      e: number(1, 0, 0.2, -0.5, 1e300, 3, 1e-300),
    },
    expressions: [
      "self.i + self.j", "self.i - self.j", "self.i * self.j", "self.i / self.j", "self.i % self.j", "-self.i",
      "self.i + 9223372036854775807", "self.i - 9223372036854775807 - 1", "self.i * 1024 * 1024", "-(self.i - 9223372036854775807 - 1)",
      "(self.i - 9223372036854775807 - 1) / self.j", "(-9223372036854775807 - 1) % self.j", "uint(self.i)", "uint(self.i) - uint(self.j)",
      "uint(self.i) * uint(self.j)", "uint(self.i) / uint(self.j)", "18446744073709551615u - uint(self.i)", "18446744073709551615u + uint(self.i)",
      "int(18446744073709551615u - uint(self.i))", "uint(self.i) % 7u", "self.i < self.j", "self.i == self.j", "self.i <= self.d",
      "self.d < self.i", "dyn(self.i) == self.d", "self.d + self.e", "self.d - self.e", "self.d * self.e", "self.d / self.e", "-self.d",
      "self.d < self.e", "self.d == self.e", "self.d >= self.e", "int(self.d)", "uint(self.d)", "double(self.i)", "double(self.i) / double(self.j)",
      "string(self.i)", "string(self.d)", "string(self.d * 10.0)", "string(uint(self.i))", "int(string(self.i))", "double(string(self.d))",
      "self.i > 1u", "1.5 < self.i", "self.j in [1, 2, 3]", "dyn(self.i) in [0.0, 1.0, 7.0]", "self.d == 0.0 / 0.0", "1.0 / 0.0 * self.d",
      "[self.i, self.j].max()", "[self.d, self.e].min()", "self.i / 2 * 2 == self.i", "self.i > 0 || self.i / self.j > 0",
      "self.i / self.j > 0 && self.i < 0", "self.j == 0 ? 0 : self.i % self.j", "has(self.j) ? self.j : -1", "self.?j.orValue(5) + self.i",
      "self.i > self.d ? 'more' : 'less'", "'%d %d'.format([self.i, self.j])", "'%.3f %.2e'.format([self.d, self.e])",
      "'%x %X %o %b'.format([self.i, self.i, self.i, self.i])", "'%s'.format([self.d])", "'%f|%e'.format([self.d, self.d])", "'%.0f'.format([self.d])",
      "type(self.i)", "type(self.d) == double", "timestamp(self.i)", "bool(string(self.i))", 
      "double('1e5') + double('.5')", "double('Infinity')", "double('nan')", "int(1e19 * self.e)",
    ],
    refused: [
      "duration(string(self.i) + 's')", "int('0x10')", "int(' 1')", "uint('-1')", "int('9223372036854775808')",
    ],
  },
  {
    title: "texts",
    fields: {
      s: text("", "a", "abcabc", "Hello, World", "ünïcödé", "日本語テキスト", "a😀b", "  padded\t\n", "İstanbul", "ß", "q\"uo'te\\", "a\u0000b", "\u00a0nbsp\u00a0", "A-B_C", undefined),
      t: text("", "b", "c", "ca", "o", "ö", "😀", " ", "本", "ab", "\n", "B"),
      n: int(0, 1, 2, 3, -1, 5, 100),
      m: int(0, 1, 2, 4, -1, 99),
      ls: list(TEXT, [], ["a"], ["b", "a", ""], ["ü", "z", "ü"], ["😀", "a,b"]),
    },
    expressions: [
      "size(self.s)", "self.s + self.t", "self.s < self.t", "self.s == self.t", "self.s.contains(self.t)", "self.s.startsWith(self.t)",
      "self.s.endsWith(self.t)", "self.s.charAt(self.n)", "self.s.indexOf(self.t)", "self.s.indexOf(self.t, self.n)", "self.s.lastIndexOf(self.t)",
      "self.s.lastIndexOf(self.t, self.n)", "self.s.lowerAscii()", "self.s.upperAscii()", "self.s.replace(self.t, '<>')",
      "self.s.replace(self.t, '_', self.n)", "self.s.replace('', '.')", "self.s.split(self.t)", "self.s.split(self.t, self.n)", "self.s.split('')",
      "self.s.substring(self.n)", "self.s.substring(self.n, self.m)", "self.s.trim()", "'[' + self.s.trim() + ']'", "strings.quote(self.s)",
      "self.ls.join()", "self.ls.join(self.t)", "self.ls.join(', ')", "bytes(self.s)", "size(bytes(self.s))", "string(bytes(self.s))", "bytes(self.s) < bytes(self.t)",
      "'%s-%s'.format([self.s, self.t])", "'%s'.format([self.ls])", "'%%%s'.format([self.s])", 
      "'%s %s'.format([true, null])", "'%s'.format([{'a': [1.5, 2.0], 'b': []}])", "'%s'.format([[b'ab', b'\\xff']])", "'%x'.format([self.s])", "'%X'.format([bytes(self.s)])",
      "'%s'.format([type(self.s)])", "'%s'.format([duration('1h2m')])", "'%s'.format([timestamp('2024-02-29T01:02:03.004Z')])", "'%s'.format([[1, 2u]])",
      "'%s'.format([{1: 'a', 2: 'b'}])", "'%s'.format([{true: 1}])", "'%s'.format([-1.0])", "'%s'.format([1.0 / 0.0])", "'%d'.format([3u])", "'%b'.format([true])",
      "self.ls.map(x, x.size())", "self.ls.exists(x, x == self.t)", "self.t in self.ls", "self.ls[self.n]",
      "self.ls.filter(x, x >= self.t).size()", "self.s in {'a': 1}", "{self.t: 1}[self.s]", "self.ls.isSorted()", "self.ls.min()", "self.ls.max()", "self.ls.indexOf(self.t)", "self.ls.sort()",
      "int(self.s)", "double(self.t)", "bool(self.s)", "timestamp(self.s)", "duration(self.t)", "type(self.s)", "dyn(self.s) == dyn(self.n)",
    ],
    refusedUnlike: {
      "the API server sees that the template ends before it sees that a value is missing": ["'%'.format([])"],
    },
    refused: [
      "'%d'.format([self.s])", "'%s %s'.format([self.s])", "'%q'.format([self.s])", "'%d'.format([1.5])", "'%5.2f'.format([1.0])",
    ],
  },
  {
    title: "regular expressions",
    fields: {
      s: text("", "abc", "a1b22c333", "foo-bar.baz", "ünï", "日本", "AbC", "line\nbreak", "x😀y", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "key=value; k2=v2", "10.0.0.1"),
      p: text("", "a", "[0-9]+", "^[a-z]+$", "(?i)abc", "(a+)+$", "\\w+", "\\bfoo\\b", "(", "[[:alpha:]]+", "\\p{L}+", "(?P<k>\\w+)=(\\w+)", "(?s)a.b", "a{1001}", "(?=a)", "\\1", "^$", "x*", ".", "[^\\x00-\\x7F]"),
      n: int(0, 1, 2, -1, -2, 10),
    },
    expressions: [
      "self.s.matches(self.p)", "matches(self.s, self.p)", "self.s.find(self.p)", "self.s.findAll(self.p)", "self.s.findAll(self.p, self.n)",
      "self.s.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')", "self.s.matches('')", "self.s.find('[0-9]+')", "self.s.findAll('[a-z]+')", "self.s.findAll('')",
      "self.s.find('(?i)ABC')", "self.s.matches('\\\\d{2,}')", "self.s.findAll('\\\\w', 2)", "self.s.matches('^(([0-9]{1,3})\\\\.){3}[0-9]{1,3}$')", "self.s.find('$')",
      "self.s.matches('\\\\S+@\\\\S+')", "self.s.matches('[\\u00e0-\\u00ff]')", "self.s.find('.$')", "self.s.find('(?m)^b.*$')", "self.s.findAll('x*')", "self.s.findAll('\\\\b')",
    ],
  },
  {
    title: "lists",
    fields: {
      a: list(INT, [], [1], [3, 1, 2], [1, 1, 2], [5, 4, 3, 2, 1], [-1, 0, 1], [9007199254740991, 1]),
      b: list(INT, [1], [], [2, 1, 3], [1, 2, 2], [1, 2, 3, 4, 5]),
      x: list(number(1).schema, [], [0.5], [1, 2.5, 0.25], [2, 2]),
      l: list({ type: "array", maxItems: 4, items: INT }, [], [[1], [2, 3]], [[], [1]], [[1, 2], [1, 2]]),
      o: list({ type: "object", properties: { n: TEXT, v: INT } }, [], [{ n: "b", v: 2 }, { n: "a", v: 1 }], [{ n: "x" }, { v: 3 }], [{ n: "a", v: 1 }, { n: "a", v: 1 }]),
      n: int(0, 1, 2, -1, 3, 9),
      m: int(2, 0, 1, 5, -2),
    },
    expressions: [
      "self.a + self.b", "self.a == self.b", "self.a[self.n]", "self.n in self.a", "size(self.a)", "self.a.isSorted()", "self.a.sum()", "self.x.sum()", "self.a.min()", "self.a.max()", "self.x.max()",
      "self.a.indexOf(self.n)", "self.a.lastIndexOf(self.n)", "self.l.indexOf(self.a)", "self.a.slice(self.n, self.m)", "self.l.flatten()", "self.l.flatten(0)", "[self.l, self.l].flatten(2)",
      "self.a.sort()", "self.x.sort()", "self.a.reverse()", "self.a.distinct()", "self.l.distinct()", "self.o.distinct().size()", "self.o.sortBy(e, e.v).map(e, e.v)", "self.o.sortBy(e, e.n).map(e, e.n)", "self.a.sortBy(e, -e)",
      "self.l.sortBy(e, e.size())", "self.a.first().hasValue()", "self.a.first().orValue(-5)", "self.a.last().orValue(-5)", "self.a[?self.n].orValue(-9)",
      "self.a.all(e, e > 0)", "self.a.exists(e, e == self.n)", "self.a.exists_one(e, e == 1)", "self.a.map(e, e * 2)", "self.a.map(e, e > 1, e + self.n)", "self.a.filter(e, e in self.b)",
      "self.a.all(e, 10 / e > 0)", "self.a.exists(e, 10 / e > 5)", "self.a.exists_one(e, 10 / e > 5)", "self.a.all(i, e, i <= e)", "self.a.exists(i, e, i == e)", "self.a.existsOne(i, e, i == e)", "self.a.exists_one(i, e, i + e == 3)",
      "self.a.transformList(i, e, i * e)", "self.a.transformList(i, e, i > 0, e)", "self.a.transformMap(i, e, e + 1)", "self.a.transformMap(i, e, e > 1, i)", "self.a.transformMapEntry(i, e, {string(e): i})", "self.a.transformMapEntry(i, e, e > 1, {e: i})",
      "sets.contains(self.a, self.b)", "sets.equivalent(self.a, self.b)", "sets.intersects(self.a, self.b)", "sets.contains(self.l, [self.a])", "sets.equivalent(self.x, [0.5])", "sets.intersects(self.a, [1, 2])",
      "self.o.all(e, has(e.n))", "self.o.map(e, e.n)", "self.o.filter(e, e.v > 1).size()", "self.o[0].v", "self.o == self.o", "self.o.map(e, e.?v.orValue(0)).sum()", "self.o.exists(e, e.n == 'a' && e.v == 1)", "self.o.indexOf(self.o[0])", "{'n': 'a'} in [{'n': 'a'}]",
      "self.a.map(e, [e, e])", "[1, 2].map(e, self.a.filter(f, f > e).size())", "[[1], self.a][1]", "self.a.all(e, self.b.exists(f, f == e))", "[self.?n, self.?m].unwrapOpt()", "optional.unwrap([self.a[?0], self.a[?5]])", 
    ],
    refused: [
      "self.l.flatten(self.n)", "lists.range(self.n)", "lists.range(self.m).map(i, i * i)", "self.a.existsOne(e, e == 2)", "[1, ?self.a[?self.n]]", "self.a.join()",
    ],
  },
  {
    title: "maps and optionals",
    fields: {
      m: { schema: { type: "object", maxProperties: 6, additionalProperties: INT }, samples: [{}, { a: 1 }, { a: 1, b: 2 }, { b: 2, a: 1, c: 0 }, { "x-y": 5 }, { constructor: 1, __proto: 2 }] },
      k: text("a", "b", "x-y", "", "constructor", "toString", "__proto__"),
      o: { schema: { type: "object", properties: { a: TEXT, n: INT, "b-c": INT, in: INT, o: { type: "object", properties: { v: INT } } } }, samples: [undefined, {}, { a: "x" }, { a: "x", n: 1, "b-c": 2, in: 3 }, { o: {} }, { o: { v: 7 }, n: 0 }] },
    },
    expressions: [
      "self.m[self.k]", "self.k in self.m", "size(self.m)", "self.m.size() == 0", "self.m == {'a': 1}", "self.m == {'a': 1, 'b': 2}", "self.m.all(k, k != self.k)", "self.m.exists(k, self.m[k] == 1)", "self.m.exists_one(k, k == 'a')", "self.m.map(k, k).sort()", "self.m.filter(k, self.m[k] > 0).sort()",
      "self.m.all(k, v, v > 0)", "self.m.exists(k, v, v > 1)", "self.m.existsOne(k, v, v > 1)", "self.m.transformList(k, v, v).sort()", "self.m.transformList(k, v, v > 0, k).sort()", "self.m.transformMap(k, v, v + 1)", "self.m.transformMap(k, v, v > 1, k)", "self.m.transformMapEntry(k, v, {k + '!': v})", "self.m.transformMapEntry(k, v, {v: k})", "self.m.transformMapEntry(k, v, {'same': v})",
      "self.m.a", "has(self.m.a)", "self.m.?a.orValue(-1)", "self.m[?self.k].orValue(-1)", "self.m[?self.k].hasValue()", "{'a': self.m, 'b': {}}", "self.m.?a.optMap(v, v * 2).orValue(0)", "self.m.?a.optFlatMap(v, self.m.?b).orValue(0)", "self.m.?a.or(self.m.?b).orValue(-1)", "self.m.?a.value()", "optional.none().hasValue()", "optional.of(self.k).value()", "optional.ofNonZeroValue(self.k).hasValue()", "optional.ofNonZeroValue(self.m).hasValue()",
      "self.o.a", "has(self.o)", "has(self.o.a)", "has(self.o.o)", "has(self.o.o.v)", "self.o.o.v", "self.?o.?o.?v.orValue(-1)", "self.?o.a.orValue('none')", "self.o.?a.orValue('none')", "self.o.b__dash__c", "self.o.__in__", "self.o == self.o", "self.?o.hasValue() && self.o.n == 0", "self.o.n > 0 || self.k == 'a'", "self.k == 'a' || self.o.n > 0", "self.o.n > 0 && self.k == 'a'", "self.o.n > 0 ? 'yes' : 'no'", "self.k == 'a' ? self.o.a : 'else'",
      "type(self.m)", "type(self.o)", "dyn(self.m)[self.k]", "dyn(self.o).a", "dyn(self.o)['a']", "self.m == dyn(self.o)", "{'a': 1}[self.k]", "{'a': 1, 'a': 2}",
    ],
    refused: [
      "{?'a': self.m.?a, 'z': 0}", "[?self.m.?a, ?self.m.?b]", "self.o.in", "size(self.o) > 1", "self.?o == optional.of(self.o)", "{1: 'a'}[1.0]", "{1: 'a', 2: 'b'}[2u]", "1.0 in {1: true}",
    ],
  },
  {
    title: "times and durations",
    fields: {
      t: { schema: { type: "string", format: "date-time" }, samples: ["2024-02-29T23:59:59Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-03-31T02:30:00+02:00", "2024-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.5Z", "2016-12-31T23:59:59-12:34"] },
      u: { schema: { type: "string", format: "date-time" }, samples: ["2024-03-01T00:00:00Z", "1970-01-01T00:00:00.000000001Z", "2000-01-01T12:00:00Z", undefined] },
      d: { schema: { type: "string", format: "duration" }, samples: ["0s", "1h", "1h30m", "1.5s", "-2h", "1us", "1ns", "2540400h", "1ms500us"] },
      w: { schema: { type: "string", format: "duration" }, samples: ["1h", "3 days", "2w"] },
      y: { schema: { type: "string", format: "date" }, samples: ["2024-02-29", "1970-01-01", "1999-12-31"] },
      z: text("UTC", "Europe/Berlin", "America/New_York", "+02:00", "-03:30", "Asia/Kolkata", "Nowhere/Land", "", "+2:00", "02:00", "+14:00", "Australia/Lord_Howe"),
      s: text("2024-01-01T00:00:00Z", "2024-01-01", "1h", "90m", "1d", "", "-1.5h", "1h-1m", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00.1234567891Z", "2024-01-01t00:00:00z", "10000-01-01T00:00:00Z", "9223372036s", "9223372037s", ".5s", "1"),
    },
    unlike: {
      "data may spell durations in words, which the kernel does not read": ["string(self.w)", "self.w.getHours()"],
    },
    expressions: [
      "self.t", "self.u - self.t", "self.t + self.d", "self.t - self.d", "self.d + self.d", "self.d - duration('1h')", "-1 * int(self.t)", "int(self.t)", "self.t < self.u", "self.t == self.u", "self.d > duration('1m')", "self.d == duration('3600s')", "string(self.t)", "string(self.d)",
      "self.t.getFullYear()", "self.t.getMonth()", "self.t.getDayOfYear()", "self.t.getDayOfMonth()", "self.t.getDate()", "self.t.getDayOfWeek()", "self.t.getHours()", "self.t.getMinutes()", "self.t.getSeconds()", "self.t.getMilliseconds()",
      "self.t.getFullYear(self.z)", "self.t.getMonth(self.z)", "self.t.getDayOfYear(self.z)", "self.t.getDate(self.z)", "self.t.getDayOfMonth(self.z)", "self.t.getDayOfWeek(self.z)", "self.t.getHours(self.z)", "self.t.getMinutes(self.z)", "self.t.getSeconds(self.z)", "self.t.getMilliseconds(self.z)",
      "self.d.getHours()", "self.d.getMinutes()", "self.d.getSeconds()", "self.d.getMilliseconds()", "timestamp(self.s)", "duration(self.s)", "string(timestamp(self.s))", "timestamp(self.s) < self.t", "duration(self.s) + self.d", "self.y", "self.y < self.t", "self.y.getDayOfWeek()", "string(self.y)", "timestamp(int(self.t))", "timestamp(int(self.t) + 253402300799)",
      "self.t + duration('8760h')", "self.t - duration('2562047h')", "duration('2562047h') + self.d", "duration('-2562047h') - self.d", "[self.d, duration('1m')].max()", "[self.d, self.d].sum()", "[self.t, timestamp('2000-01-01T00:00:00Z')].min()", "[self.t].isSorted()", "self.t in [timestamp('1970-01-01T00:00:00Z')]", "self.u.getHours()", "'%s %s'.format([self.t, self.d])", "type(self.t)",
    ],
  },
  {
    title: "URLs",
    fields: {
      s: text("https://example.com", "https://user:pw@example.com:8080/a%20b/c?x=1&x=2&y#frag", "/abs/path?q=1", "relative", "", "http://[::1]:80/", "http://[fe80::1%25en0]/", "mailto:a@b.c", "https://", "http://a b/", "https://EXAMPLE.com:/x", "ftp://h/%zz", "https://h/?a=b;c=d", "https://h/?a=%41&%62=c", "//host/path", "http://h:99999/", "http://h:x/", "file:///etc/passwd", "HTTP://h/p/../q", "https://h/日本?é=ü", "https://h?x", "http://1.2.3.4:5/a?b=c&b=d&b"),
      k: text("x", "y", "a", "b", "é"),
    },
    expressions: [
      "isURL(self.s)", "url(self.s).getScheme()", "url(self.s).getHost()", "url(self.s).getHostname()", "url(self.s).getPort()", "url(self.s).getEscapedPath()", "url(self.s).getQuery()[self.k]", "url(self.s).getQuery().size()", "url(self.s) == url('https://example.com')", "url(self.s) == url(self.s)", "isURL(self.s) ? url(self.s).getHostname().size() : -1", "url('https://h/?q=' + self.k).getQuery()['q'][0]",
      "url(self.s).getQuery()", "type(url(self.s))",
    ],
    refused: [
      "url(self.s).getQuery().map(k, k).sort()",
    ],
  },
  {
    title: "quantities",
    fields: {
      q: text("0", "1", "1k", "1Ki", "1.5Gi", "100m", "-5", "0.1", "1e3", "1E", "12E6", "9223372036854775807", "9223372036854775808", "1n", "0.5n", "1.23456789012", "", "Mi", "1 Mi", "1KI", ".5", "5.", "+1", "1e-3", "1000000000000000000000", "0x1", "1Ei", "8Ei", "100u", "-1.5m", "1e1000"),
      r: text("1", "0", "1024", "1000m", "0.001", "-5", "1Gi", "2k", "1e18", "8Ei", "1n"),
      i: int(0, 1, -1, 1000, 9007199254740991),
    },
    unlike: {
      "a quantity does not remember whether the API server would hold it as a scaled int64 or as a decimal": [
        "quantity(self.q).isInteger()", "quantity(self.q).asInteger()", "quantity(self.q).sub(self.i).asInteger()", "quantity(self.q).asApproximateFloat()", "quantity(self.q).add(self.i).asApproximateFloat()", "quantity(self.q).sub(quantity(self.r)).asApproximateFloat()", "quantity(self.q).add(quantity(self.r)).isInteger()", "quantity(self.q).add(quantity(self.r)).asInteger()",
      ],
    },
    expressions: [
      "isQuantity(self.q)", "sign(quantity(self.q))", "quantity(self.q).compareTo(quantity(self.r))", "quantity(self.q).isGreaterThan(quantity(self.r))", "quantity(self.q).isLessThan(quantity(self.r))", "quantity(self.q) == quantity(self.r)", "quantity(self.q).add(quantity(self.r)).compareTo(quantity('1k'))", "quantity(self.q).add(quantity(self.r)) == quantity(self.r).add(quantity(self.q))", "type(quantity(self.q))",
    ],
    refused: [
      "quantity(self.q).sign()", "quantity(self.q).sub(quantity(self.r)).sign()", "quantity(string(self.i)).compareTo(quantity(self.r))",
    ],
  },
  {
    title: "addresses and networks",
    fields: {
      a: text("127.0.0.1", "10.1.2.3", "0.0.0.0", "255.255.255.255", "224.0.0.1", "169.254.1.1", "::1", "::", "fe80::1", "ff02::1", "2001:db8::1", "2001:DB8:0:0:0:0:0:1", "::ffff:1.2.3.4", "01.2.3.4", "1.2.3", "1.2.3.4.5", "fe80::1%eth0", "", " 1.2.3.4", "256.1.1.1", "1::2::3", "64:ff9b::1.2.3.4"),
      c: text("10.0.0.0/8", "10.1.2.3/16", "0.0.0.0/0", "127.0.0.0/33", "::/0", "2001:db8::/32", "2001:db8::1/128", "fe80::/10", "10.0.0.0", "1.2.3.4/08", "::ffff:0:0/96", "10.0.0.0/-1", "", "::1/129", "192.168.1.1/32"),
      d: text("10.1.0.0/16", "10.0.0.0/7", "2001:db8:1::/48", "::/0", "0.0.0.0/0", "192.168.1.1/32", "bad"),
    },
    expressions: [
      "isIP(self.a)", "string(ip(self.a))", "ip(self.a).family()", "ip(self.a).isUnspecified()", "ip(self.a).isLoopback()", "ip(self.a).isLinkLocalMulticast()", "ip(self.a).isLinkLocalUnicast()", "ip(self.a).isGlobalUnicast()", "ip.isCanonical(self.a)", "ip(self.a) == ip('2001:db8::1')", "ip(self.a) == ip(self.a)", "type(ip(self.a))",
      "isCIDR(self.c)", "string(cidr(self.c))", "cidr(self.c).prefixLength()", "string(cidr(self.c).ip())", "string(cidr(self.c).masked())", "cidr(self.c).containsIP(self.a)", "cidr(self.c).containsIP(ip(self.a))", "cidr(self.c).containsCIDR(self.d)", "cidr(self.c).containsCIDR(cidr(self.d))", "cidr(self.c) == cidr(self.d)", "cidr(self.c).masked() == cidr(self.c)", "isIP(self.a) && cidr(self.c).containsIP(self.a)", "type(cidr(self.c))", "isCIDR(self.a)", "isIP(self.c)",
    ],
  },
  {
    title: "named formats",
    fields: {
      s: text("", "a", "abc-def", "Abc", "-a", "a-", "a.b.c", "a..b", "1abc", "example.com/name", "example.com/", "a/b/c", "x".repeat(63), "x".repeat(64), "under_score", "https://example.com/x", "not a url", "550e8400-e29b-41d4-a716-446655440000", "550E8400E29B41D4A716446655440000", "aGVsbG8=", "aGVsbG8", "2024-02-29", "2023-02-29", "2024-01-01T00:00:00Z", "ü"),
      n: text("dns1123Label", "dns1123Subdomain", "dns1035Label", "qualifiedName", "dns1123LabelPrefix", "dns1123SubdomainPrefix", "dns1035LabelPrefix", "labelValue", "uri", "uuid", "byte", "date", "datetime", "unknown", ""),
    },
    expressions: [
      "format.named(self.n).hasValue()", "format.named(self.n).value().validate(self.s).hasValue()", "format.named(self.n).value().validate(self.s).orValue([])",
      ...["dns1123Label", "dns1123Subdomain", "dns1035Label", "qualifiedName", "dns1123LabelPrefix", "dns1123SubdomainPrefix", "dns1035LabelPrefix", "labelValue", "uri", "uuid", "byte", "date", "datetime"].map((name) => `format.${name}().validate(self.s).orValue([])`),
      "format.named(self.n).orValue(format.uuid()) == format.uuid()",
    ],
    refused: [
      "format.named(self.n) == format.named('uri')",
    ],
  },
  {
    title: "semantic versions",
    fields: {
      s: text("1.2.3", "v1.2.3", "1.2", "v1", "1.2.3-alpha.1+build.5", "1.2.3-01", "01.2.3", "1.2.3-", "1.2.3+", "", "1.2.3.4", "99999999999999999999.0.0", "1.0.0-rc.1", "1.0.0-rc.10", "V1.2.3", " 1.2.3", "1.2-alpha", "1.2.3-a.b.c", "0.0.0", "1.2.x", "18446744073709551615.1.1"),
      t: text("1.2.3", "1.0.0-rc.2", "2.0.0", "1.2.3+other", "0.0.1", "1.2.3-alpha", "bad"),
    },
    expressions: [
      "isSemver(self.s)", "isSemver(self.s, true)", "isSemver(self.s, false)", "semver(self.s).major()", "semver(self.s).minor()", "semver(self.s).patch()", "semver(self.s, true).major()", "semver(self.s, true).minor()", "semver(self.s, true).patch()", "semver(self.s).compareTo(semver(self.t))", "semver(self.s).isGreaterThan(semver(self.t))", "semver(self.s).isLessThan(semver(self.t))", "semver(self.s, true).compareTo(semver(self.t, true))", "semver(self.s) == semver(self.t)", "semver(self.s, true) == semver('1.2.3')", "type(semver(self.s))",
    ],
  },
  {
    title: "kinds of schema",
    fields: {
      x: { schema: { "x-kubernetes-int-or-string": true }, samples: [5, "5", "50%", 0, "", undefined, -3] },
      y: { schema: { "x-kubernetes-int-or-string": true }, samples: ["5", 5, "abc", 7] },
      b: { schema: { type: "string", format: "byte", maxLength: 40 }, samples: ["aGVsbG8=", "YQ==", "/w==", "w7w=", undefined] },
      set: { schema: { type: "array", maxItems: 5, items: TEXT, "x-kubernetes-list-type": "set" }, samples: [[], ["a"], ["a", "b"], ["b", "a"], ["c"]] },
      set2: { schema: { type: "array", maxItems: 5, items: TEXT, "x-kubernetes-list-type": "set" }, samples: [["a", "b"], [], ["b"], ["c", "a"]] },
      maps: { schema: { type: "array", maxItems: 2, items: MAP_LIST }, samples: MAP_LISTS.flatMap((one) => MAP_LISTS.map((other) => [one, other])) },
      nul: { schema: { type: "string", maxLength: 5, nullable: true }, samples: [null, "a", undefined, ""] },
      def: { schema: { type: "integer", default: 42 }, samples: [undefined, 1, null] },
      nd: { schema: { type: "object", nullable: true, default: {}, properties: { v: { type: "integer", default: 3 } } }, samples: [undefined, null, {}, { v: 4 }] },
      nm: { schema: { type: "object", maxProperties: 3, additionalProperties: { type: "string", maxLength: 5, nullable: true } }, samples: [{}, { a: null }, { a: "x", b: null }] },
      dm: { schema: { type: "object", maxProperties: 3, additionalProperties: { type: "integer", default: 9 } }, samples: [{}, { a: null }, { a: 1 }] },
      nl: { schema: { type: "array", maxItems: 3, items: { type: "integer", nullable: true } }, samples: [[], [1, null], [null], [2]] },
      res: { schema: { type: "object", "x-kubernetes-embedded-resource": true, "x-kubernetes-preserve-unknown-fields": true, properties: { spec: { type: "object", properties: { n: INT } } } }, samples: [undefined, { apiVersion: "v1", kind: "Pod", metadata: { name: "p", labels: { a: "b" } }, spec: { n: 1, other: 2 } }, { apiVersion: "apps/v1", kind: "Deployment", metadata: { generateName: "g-" } }] },
      pre: { schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true, properties: { known: INT } }, samples: [undefined, {}, { known: 1 }, { known: 1, more: [1] }, { more: "x" }] },
      ref: { schema: { type: "object", properties: { apiVersion: TEXT, "a.b/c-d": TEXT, __x: INT, namespace: TEXT, for: INT } }, samples: [{}, { apiVersion: "v1", "a.b/c-d": "odd", __x: 1, namespace: "n", for: 2 }] },
    },
    unlike: {
      "nullable items and entries are null, and are refused as data of another type": [
        "self.nl.all(x, x > 0)", "self.nl.map(x, x)", "self.nl[0]", "self.nm.all(k, self.nm[k] != 'x')", "self.nm.a", "has(self.nm.a)",
      ],
      "a function of one argument that has no overload for what it gets is named": ["size(self.x)"],
    },
    expressions: [
      "self.x", "self.x == 5", "self.x == '5'", "self.x == self.y", "self.x < self.y", "self.x + self.y", "type(self.x)", "type(self.x) == int ? self.x > 1 : self.x.size() > 1", "self.x in [5]", "self.x in ['5', '50%']", "self.x > 3", "self.x.matches('%$')", "string(self.x)", "int(self.x)", "[self.x, self.y].size()", "self.x == 5.0", "self.x == 5u", "has(self.x)",
      "self.b", "size(self.b)", "self.b == b'hello'", "string(self.b)", "self.b + b'!'", "self.b < b'i'",
      "self.set == self.set2", "self.set + self.set2", "self.set != ['a', 'b']", "self.set == ['b', 'a']", "['b', 'a'] == self.set", "self.set.all(x, x in self.set2)", "self.set in [self.set2]", "self.set[0]", "sets.equivalent(self.set, self.set2)", "self.set.sort()", "(self.set + ['z']) == (self.set2 + ['z'])", "self.set.map(x, x) == self.set2", "dyn(self.set) == self.set2",
      "self.maps[0] == self.maps[1]", "(self.maps[0] + self.maps[1]).map(e, e.k)", "(self.maps[0] + self.maps[1]).map(e, e.?v.orValue(-1))", "self.maps[0] != self.maps[1]", "self.maps[0].filter(e, e in self.maps[1]).size()", "self.maps[0][0].v", "self.maps[0][0] == self.maps[1][0]", "self.maps[0].exists(e, e.k == 'a' && e.v == 1)", "self.maps[0].all(e, has(e.v))", "(self.maps[0] + self.maps[1]) == (self.maps[1] + self.maps[0])", "self.maps[0] in [self.maps[1]]", "self.maps[0].map(e, e.k).sort()",
      "self.nul", "has(self.nul)", "self.nul == ''", "self.?nul.hasValue()", "self.?nul.orValue('none')", "size(self.nul)", "self.def", "self.def + 1", "has(self.def)", "has(self.nd)", "self.nd.v", "has(self.nd.v)", "self.?nd.?v.orValue(0)", "self.nm.map(k, k).sort()", "self.nm.size()", "self.dm.a", "self.dm.all(k, v, v > 1)", "self.nl.size()", 
      "self.res.kind", "self.res.apiVersion", "self.res.metadata.name", "self.res.metadata.generateName", "has(self.res.metadata.name)", "self.res.spec.n", "self.res == self.res", "has(self.res.spec)", "self.?res.?metadata.?name.orValue('')", "self.pre.known", "has(self.pre.known)", "self.pre == self.pre", "type(self.pre)",
      "self.ref.apiVersion", "self.ref.a__dot__b__slash__c__dash__d", "self.ref.__underscores__x", "self.ref.namespace", "self.ref.__namespace__", "self.ref.__for__", "self.ref.for", "has(self.ref.__underscores__x)", 
    ],
    refused: [
      "self.nul == null", "self.nm.exists(k, self.nm[k] == null)", "self.nl.exists(x, x == null)", "self.nl.filter(x, x != null)", "size(self.res)", "size(self.pre)", "self.ref.namespace + '!'",
    ],
  },
];
