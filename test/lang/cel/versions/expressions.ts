/** What is asked of every version beside calls: macros, syntax, names of types and fields, literals, and what policies have. */

import { type Asked, CALLS, type Place } from "./calls.ts";

const of = (place: Place, expressions: readonly string[]): Asked[] =>
  expressions.map((expression) => ({ place, expression }));

// biome-ignore format: a table
const MACROS = [
  "has(self.text)", "[1].all(x, x > 0)", "[1].exists(x, x > 0)", "[1].exists_one(x, x > 0)", "[1].existsOne(x, x > 0)",
  "[1].map(x, x + 1)", "[1].map(x, x > 0, x + 1)", "[1].filter(x, x > 0)", "self.map.all(k, k != '')",
  "[1].all(i, x, x > i)", "[1].exists(i, x, x > i)", "[1].exists_one(i, x, x > i)", "[1].existsOne(i, x, x > i)",
  "self.map.all(k, v, k != v)", "[1].transformList(i, x, x + i)", "[1].transformList(i, x, x > 0, x + i)",
  "self.map.transformMap(k, v, k + v)", "self.map.transformMap(k, v, k != v, k + v)",
  "self.map.transformMapEntry(k, v, {v: k})", "self.map.transformMapEntry(k, v, k != v, {v: k})",
  "optional.of(1).optMap(x, x + 1)", "optional.of(1).optFlatMap(x, optional.of(x))", "[2, 1].sortBy(x, -x)",
  "self.ints.sortBy(x, x)", "[1].transformMap(i, x, x)", "{1: 2}.transformList(k, v, k)",
  // Wrong arguments: a macro's complaint where there is the macro, else an unknown function.
  "[1].all(1, x, true)", "[1].all(x, x, true)", "[1].transformList(1, x, x)", "[1].sortBy(1, 2)", "'a'.sortBy(x, x)",
  "{}.sortBy(x, x)", "optional.of(1).optMap(1, 2)", "optional.of(1).optFlatMap('x', 2)", "[1].all(x)", "[1].all(a, b, c, d)",
  "[1].transformMapEntry(i, x, x)", "has(self)", "has(self.text, 1)", "has(self.?text)", "[1].sortBy(x, [x])",
];

// biome-ignore format: a table
const SYNTAX = [
  "self.?text", "self.?text.orValue('') == ''", "self.?nothing", "self.any.?a.?b", "[1][?0]", "self.map[?'a']", "[?self.?text]",
  "{?'a': self.?text}", "{?'a': 1}", "[?1]", "self.?text.?b", "self.?map.a", "self.?map['a']", "self.?ints[0]", "self.?ints[?0]",
  "[?optional.of(1), 2]", "{'a': 1, ?'b': optional.of(2)}", "optional.none() == optional.of(1)", "optional.of(1) == 1",
  "self.?text.hasValue() ? self.text : ''", "[?self.?text, ?self.?text].size() == [?1", "self.?text )", "{?1: optional.of(1)}.size()",
  "self.`text`", "T{?a: 1}", "optional.of(1).value() + 'a'",
  "1 == 1.0", "1 == 1u", "1 != 1.5", "1 in [1.0]", "1 < 2 && 1.0 < 2.0", "dyn(1) < 1.0", "dyn(1) == 1.0", "dyn(1) < dyn(1u)",
  "1 < 1.0 || 1u >= 2", "self.int > 1.5", "self.int <= 3u", "[1].exists(x, x < 1.5)", "{1: 2}[1u]", "{1: 2}[1.0]",
  "r'\\d'", "b'\\xff'", "'''a'b'''", "0x1f", "1e3", ".5", "-1", "1u", "'\\u00e9'", "/* a", "1 // a",
];

// biome-ignore format: a table
const NAMES = [
  "type(1) == int", "type(b'1') == bytes", "type(1u) == uint", "type(null) == null_type", "type([]) == list", "type({}) == map",
  "type(type(1)) == type", "type(duration('1s')) == google.protobuf.Duration", "type(timestamp(1)) == google.protobuf.Timestamp",
  "type(optional.none()) == optional_type", "type(self.any) == net.IP", "type(self.any) == net.CIDR", "type(self.any) == kubernetes.URL",
  "type(self.any) == kubernetes.Quantity", "type(self.any) == kubernetes.Semver", "type(self.any) == kubernetes.NamedFormat",
  "type(self.any) == optional_type", "type(self.any) == kubernetes.authorization.Authorizer",
  "type(self.any) == kubernetes.authorization.PathCheck", "type(self.any) == kubernetes.authorization.GroupCheck",
  "type(self.any) == kubernetes.authorization.ResourceCheck", "type(self.any) == kubernetes.authorization.Decision",
  "self.namespace", "self.__namespace__", "has(self.namespace)", "self.?namespace", "self.namespace.size() > 0", "self.any.namespace",
  "self.map.namespace", "namespace", "self.nothing", "url('/a').x", "ip('::1').x", "cidr('::/0').x", "quantity('1').x", "semver('1.2.3').x", "format.uuid().x", "has(url('/a').x)", "url('/a').?x", "optional.of(url('/a')).x", "net.IP{}", "kubernetes.Quantity{}", "optional_type{}", "object", "request",
  "authorizer", "authorizer.path('/')", "authorizer.requestResource", "params", "variables.a", "namespaceObject", "oldObject",
  "JSONPatch{}", "Object{}", "jsonpatch.escapeKey('a')", "Object.spec{}",
];

// biome-ignore format: a table
const LITERALS = [
  "duration('1')", "duration('1s') > duration('x')", "timestamp('2024-01-01')", "'a'.matches('[')", "matches('a', '(')", "duration(1)",
  "timestamp('2024-13-01T00:00:00Z')", "[1, 'a']", "[1, dyn('a')]", "{'a': 1, 'b': 'c'}", "{'a': 1, 1: 2}", "[1, 1.0]", "[[1], ['a']]",
  "['a', null]", "[1, self.any]", "'%d %s'.format([1, 'a'])", "'a'.matches('(?i)a')", "'a'.find('[') == ''", "'a'.matches('a{1001}')",
  "'a'.matches('\\\\1')", "duration('1h30m')", "duration('1d')",
];

// biome-ignore format: a table
const LIBRARIES = [
  "lists.range(3)", "['b', 'a'].sort()", "[[1], [2]].flatten()", "[1, 1].distinct()", "[1].slice(0, 1)", "[1].reverse()", "lists.range('a')",
  "[1].sum() == 1", "[1].includes(1)", "[dyn(1)].sum()", "self.ints.isSorted()", "self.ints.first().orValue(0)", "self.ints.last().value()",
  "optional.unwrap([optional.of(1)])", "[optional.of(1)].unwrapOpt()", "'abc'.reverse()", "math.greatest(1, 2)", "base64.encode(b'a')",
  "cel.bind(x, 1, x + 1)", "cel.block([1], 1)", "strings.quote('a')", "'a'.format([])", "'%s'.format(['a'])", "sets.contains([1], [1])",
  "sets.contains([1], ['a'])", "format.dns1123Label().validate('a')", "format.named('uuid')", "format.nothing()", "semver('1.2.3').major()",
  "semver('v1', true)", "isSemver('1')", "isSemver('1', true)", "ip('::1').family()", "ip.isCanonical('::1')", "isIP(1)", "cidr('::/0').ip()",
  "isCIDR('a')", "quantity('1Gi').isGreaterThan(quantity('1'))", "quantity('1').add(1)", "isQuantity('a')", "quantity(1)",
  "url('/a').getQuery()", "isURL('a')", "string(ip('::1'))", "string(cidr('::/0'))", "string(quantity('1'))", "string(url('/a'))",
  "string(semver('1.2.3'))", "network.ip('::1')", "regex.replace('a', 'a', 'b')", "regex.extract('a', 'a')", "jsonpatch.escapeKey('a')",
  "__not_strictly_false__(true)", "_in_(1, [1])", "'a'.lowerAscii().upperAscii()", "['a'].join(',')", "'a'.split(',', 2)",
];

// biome-ignore format: a table
const VALIDATING = [
  "object.spec.a == oldObject.spec.a", "request.userInfo.username == ''", "request.namespace", "request.uid", "request.nothing", "params.a",
  "namespaceObject.metadata.labels['a'] == 'b'", "namespaceObject.metadata.name", "namespaceObject.metadata.managedFields",
  "namespaceObject.nothing", "authorizer.requestResource.check('get').allowed()", "authorizer.group('').resource('pods').check('get').allowed()",
  "authorizer.path('/healthz').check('get').reason()", "authorizer.serviceAccount('default', 'a').path('/').check('get').errored()",
  "authorizer.requestResource.name('a').check('get')", "authorizer.requestResource.fieldSelector('a=b').check('list').allowed()",
  "authorizer.requestResource.labelSelector('a=b').check('list').error()", "authorizer.check('get')", "authorizer.path(1)",
  "authorizer.group('').check('get')", "authorizer.nothing", "authorizer == authorizer", "authorizer.path('/').allowed()",
  "type(authorizer) == kubernetes.authorization.Authorizer", "self", "JSONPatch{}", "Object{spec: Object.spec{}}",
  "jsonpatch.escapeKey('a')", "object.?spec", "object.metadata.namespace", "has(object.namespace)", "request.namespace == object.namespace",
];

// biome-ignore format: a table
const JSON_PATCHES = [
  "[JSONPatch{op: 'add', path: '/a', value: 1}]", "[JSONPatch{op: 'remove', path: '/a/' + jsonpatch.escapeKey('b/c')}]", "[JSONPatch{op: 1}]",
  "JSONPatch{op: 'add'}", "[]", "[JSONPatch{}, JSONPatch{from: 'a'}]", "[JSONPatch{value: Object.spec{a: 1}}]", "[Object{}]",
  "[JSONPatch{path: jsonpatch.escapeKey(1)}]", "[JSONPatch{path: jsonpatch.escapeKey('a~b')}]", "[JSONPatch{path: jsonPatch.escapeKey('a')}]",
  "authorizer.requestResource.check('get').allowed() ? [JSONPatch{}] : []", "[Thing{}]", "[JSONPatch{?op: object.?a}]",
  "[JSONPatch{?path: optional.of('a')}]", "object.a", "[1].map(x, JSONPatch{op: 'add', value: x})",
];

// biome-ignore format: a table
const CONFIGURATIONS = [
  "Object{spec: Object.spec{a: 1, b: [Object.spec.b{c: 'd'}]}}", "Object{metadata: Object.metadata{labels: {'a': 'b'}}}",
  "Object{?spec: object.?spec}", "Object{}", "Object.spec{}", "[JSONPatch{}]", "object{}", "Objects{}", "Object.a.b.c{d: 1}",
  "object.spec", "Object{spec: has(object.spec) ? Object.spec{a: 1} : Object.spec{}}", "Object{a: jsonpatch.escapeKey('b')}",
];

export const EXPRESSIONS: readonly Asked[] = unique([
  ...CALLS,
  ...of("rule", [...MACROS, ...SYNTAX, ...NAMES, ...LITERALS, ...LIBRARIES]),
  ...of("validating", VALIDATING),
  ...of("jsonPatch", JSON_PATCHES),
  ...of("applyConfiguration", CONFIGURATIONS),
]);

function unique(all: readonly Asked[]): Asked[] {
  return [...new Map(all.map((one) => [`${one.place} ${one.expression}`, one])).values()];
}
