/**
 * What random expressions are made of, by the type of what they yield, over `SCHEMAS` of cost-expressions.ts. `$int`
 * stands for any expression that yields an int, `$v:int` for a new variable of that type that what follows may use.
 */

// biome-ignore format: a table
export const KINDS = [
  "bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration", "dyn", "type",
  "ints", "uints", "doubles", "strings", "lists", "objects", "object", "intsByName", "namesByInt", "key",
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that only Kubernetes' libraries yield. */
// biome-ignore format: a table
export const LIBRARY_KINDS = ["someInt", "someString", "quantity", "ip", "cidr", "semver", "url"] as const;
export type LibraryKind = (typeof LIBRARY_KINDS)[number];

export interface Forms {
  /** Need nothing else. */
  readonly leaves: readonly string[];
  readonly calls: readonly string[];
}

export type Grammar = { readonly [kind: string]: Forms };

/** Forms that lists of every element type have. */
const list = (own: string, elem: string): string[] => [
  `$${own}.filter($v:${elem}, $bool)`,
  `($bool ? $${own} : $${own})`,
  `[$${elem}]`,
  `[$${elem}, $${elem}]`,
  `($${own} + $${own})`,
];

/** Forms of any type. */
const chosen = (own: string): string[] => [`($bool ? $${own} : $${own})`];

const comparable = (own: string): string[] =>
  ["<", "<=", ">", ">=", "==", "!="].map((operator) => `($${own} ${operator} $${own})`);

/** What every implementation of CEL has. */
// biome-ignore format: a table
export const STANDARD: Record<Kind, Forms> = {
  bool: {
    leaves: ["true", "false", "self.b", "has(self.d)", "has(self.o.a)", "has(self.ms.a)", "has(self.o.o.name)"],
    calls: [
      "($bool && $bool)", "($bool || $bool)", "($bool && $bool && $bool)", "($bool || $bool || $bool)", "!$bool", ...chosen("bool"),
      ...["bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration"].flatMap(comparable),
      ...["ints", "strings", "lists", "objects", "object", "intsByName", "namesByInt", "dyn", "type"].flatMap((kind) => [`($${kind} == $${kind})`, `($${kind} != $${kind})`]),
      "($int < $double)", "($uint >= $int)", "($double > $uint)", "(dyn($int) == $double)", "($uint == dyn($int))",
      "($int in $ints)", "($string in $strings)", "($string in $intsByName)", "($int in $namesByInt)", "(dyn($double) in $ints)", "(dyn($uint) in $namesByInt)", "($object in $objects)",
      "$ints.all($v:int, $bool)", "$ints.exists($v:int, $bool)", "$ints.exists_one($v:int, $bool)",
      "$strings.all($v:string, $bool)", "$strings.exists($v:string, $bool)", "$objects.all($v:object, $bool)", "$objects.exists_one($v:object, $bool)",
      "$lists.all($v:ints, $bool)", "$lists.exists($v:ints, $bool)", "{$key: $int}.all($v:key, $bool)", "self.ml.all($v:key, $bool)",
      "$string.startsWith($string)", "$string.endsWith($string)", "$string.contains($string)",
      "$string.matches('^[a-z]+$')", "$string.matches('(a|b)*c?')", "$string.matches($string)", "matches($string, $string)",
      "bool($string)", "has($object.name)", "has({'a': $int}.a)", "has({$key: $int}.a)", "(type($dyn) == $type)", "($dyn in $dyn)",
      "($dyn && $bool)", "($bool || $dyn)", "!$dyn", "($dyn < $dyn)", "has($dyn.a)", "$dyn.all($v:dyn, $bool)", "$dyn.exists($v:dyn, $bool)",
      "$dyn.startsWith($string)", "$dyn.matches($string)",
    ],
  },
  int: {
    leaves: [
      "0", "1", "2", "-1", "7", "0x1F", "9223372036854775807", "-9223372036854775808", "9007199254740993", "4611686018427387904",
      "self.i", "self.j", "self.li[0]", "self.mi.a", "self.mi['b']", "self.o.n", "self.li[20]",
    ],
    calls: [
      "($int + $int)", "($int - $int)", "($int * $int)", "($int / $int)", "($int % $int)", "-$int", "-($int)", ...chosen("int"),
      "size($string)", "$string.size()", "$ints.size()", "size($strings)", "$intsByName.size()", "$bytes.size()", "size($objects)", "size($dyn)", "size($object)",
      "$ints[$int]", "$intsByName[$string]", "$lists[$int][$int]", "$object.rank",
      "int($uint)", "int($double)", "int($string)", "int($timestamp)", "int($int)", "$ints.map($v:int, $int)[0]",
      "$timestamp.getFullYear()", "$timestamp.getMonth()", "$timestamp.getDayOfMonth()", "$timestamp.getDate()", "$timestamp.getDayOfWeek()", "$timestamp.getDayOfYear()",
      "$timestamp.getHours()", "$timestamp.getMinutes()", "$timestamp.getSeconds()", "$timestamp.getMilliseconds()",
      "$timestamp.getHours('America/New_York')", "$timestamp.getMinutes('+05:30')", "$timestamp.getDayOfYear('Asia/Tokyo')", "$timestamp.getDate('-08:00')", "$timestamp.getFullYear($string)",
      "$duration.getHours()", "$duration.getMinutes()", "$duration.getSeconds()", "$duration.getMilliseconds()",
    ],
  },
  uint: {
    leaves: ["0u", "1u", "3u", "18446744073709551615u", "9007199254740993u", "0xFFu"],
    calls: ["($uint + $uint)", "($uint - $uint)", "($uint * $uint)", "($uint / $uint)", "($uint % $uint)", "uint($int)", "uint($double)", "uint($string)", "$uints[$int]", ...chosen("uint")],
  },
  double: {
    leaves: ["0.0", "1.0", "-0.0", "1.5", "-2.25", "1e300", "1e-7", "9223372036854775808.0", "9007199254740993.0", "18446744073709551616.0", "self.d", "self.ld[1]", "double('NaN')", "double('-inf')"],
    calls: ["($double + $double)", "($double - $double)", "($double * $double)", "($double / $double)", "-$double", "double($int)", "double($uint)", "double($string)", "$doubles[$int]", ...chosen("double")],
  },
  string: {
    leaves: ["''", "'a'", "'b'", "'abc'", "'12'", "'-7'", "'1.5'", "'true'", "'a.*'", "'('", "'ünï🎉'", "'\\u0000\\ufffe'", "'１'", "'1h2m'", "self.s", "self.t", "self.e", "self.ls[0]", "self.ms.a", "self.o.a", "self.o.o.name"],
    calls: [
      "($string + $string)", ...chosen("string"), "string($int)", "string($uint)", "string($double)", "string($bool)", "string($bytes)", "string($timestamp)", "string($duration)", "string($string)",
      "$strings[$int]", "$object.name", "$object.value", "$namesByInt[$int]", "$strings.map($v:string, $string)[0]", "string($dyn)",
    ],
  },
  bytes: {
    leaves: ["b''", "b'abc'", "b'\\xff\\x00'", "b'ü'", "self.by"],
    calls: ["($bytes + $bytes)", "bytes($string)", "bytes($bytes)", ...chosen("bytes")],
  },
  timestamp: {
    leaves: [
      "timestamp('2024-02-29T23:59:59.123456789Z')", "timestamp('1969-12-31T23:59:59.5Z')", "timestamp('0001-01-01T00:00:00Z')", "timestamp('9999-12-31T23:59:59.999999999Z')",
      "timestamp('2000-01-01T01:02:03+05:30')", "timestamp(0)", "timestamp(-1)", "self.at",
    ],
    calls: ["($timestamp + $duration)", "($duration + $timestamp)", "($timestamp - $duration)", "timestamp($int)", "timestamp($string)", "timestamp(string($timestamp))", ...chosen("timestamp")],
  },
  duration: {
    leaves: ["duration('0')", "duration('1h30m')", "duration('-1.5s')", "duration('1ns')", "duration('2540400h')", "duration('1us2ms')", "self.dur"],
    calls: ["($duration + $duration)", "($duration - $duration)", "($timestamp - $timestamp)", "duration($string)", "duration(string($duration))", ...chosen("duration")],
  },
  dyn: {
    leaves: ["self.x", "dyn(null)", "dyn(1)", "dyn('a')", "dyn([1, 2])", "dyn({'a': 1})", "dyn(1u)", "dyn(1.0)", "dyn(true)"],
    calls: [
      "dyn($int)", "dyn($string)", "dyn($double)", "dyn($uint)", "dyn($bool)", "dyn($ints)", "dyn($intsByName)", "dyn($objects)", "dyn($object)", "dyn($duration)", "dyn($timestamp)", "dyn($bytes)",
      "$dyn[$dyn]", "$dyn.a", "($dyn + $dyn)", "($dyn - $dyn)", "($dyn * $dyn)", "[dyn($int), dyn($string)][$int]", "{'a': $dyn, 'b': $dyn}[$string]", "-$dyn", "($bool ? $dyn : $dyn)", "$dyn.map($v:dyn, $dyn)", "$dyn.filter($v:dyn, $bool)",
      "[$dyn, $dyn]", "{$dyn: $dyn}",
    ],
  },
  type: {
    leaves: ["int", "uint", "double", "string", "bool", "bytes", "list", "map", "null_type", "type"],
    calls: ["type($dyn)", "type($int)", "type($strings)", "type($type)", "type($object)", "type($timestamp)", "type(null)"],
  },
  ints: { leaves: ["[1, 2, 3]", "self.li"], calls: [...list("ints", "int"), "$ints.map($v:int, $int)", "$ints.map($v:int, $bool, $int)", "$strings.map($v:string, $int)", "$objects.map($v:object, $int)", "$lists[$int]"] },
  uints: { leaves: ["[1u, 2u]"], calls: list("uints", "uint") },
  doubles: { leaves: ["[1.0, -2.5]", "self.ld"], calls: [...list("doubles", "double"), "$ints.map($v:int, $double)"] },
  strings: { leaves: ["['a', 'b']", "self.ls", "self.set"], calls: [...list("strings", "string"), "$ints.map($v:int, $string)", "$strings.map($v:string, $bool, $string)", "$objects.map($v:object, $string)"] },
  lists: { leaves: ["[[1], [2, 3]]", "self.ll"], calls: [...list("lists", "ints"), "$ints.map($v:int, $ints)"] },
  objects: { leaves: ["self.lo", "self.map"], calls: ["$objects.filter($v:object, $bool)", "($bool ? $objects : $objects)", "[$object, $object]", "($objects + $objects)"] },
  object: { leaves: ["self.lo[0]", "self.map[1]", "self.o.o"], calls: ["$objects[$int]", "($bool ? $object : $object)"] },
  intsByName: { leaves: ["{'a': 1}", "self.mi"], calls: ["{$string: $int}", "{'a': $int, $string: $int}", ...chosen("intsByName")] },
  namesByInt: { leaves: ["{1: 'one'}"], calls: ["{$int: $string}", "{$int: $string, $int: $string}", ...chosen("namesByInt")] },
  key: { leaves: ["'a'", "'b'", "''"], calls: ["string($int)", "$string"] },
};

/** What Kubernetes' environment has beside. */
// biome-ignore format: a table
const EXTRA: Record<Exclude<Kind, "key" | "object" | "objects" | "type" | "namesByInt"> | LibraryKind, Forms> = {
  bool: {
    leaves: ["isURL('https://a.b/c')"],
    calls: [
      "$someInt.hasValue()", "$someString.hasValue()", "($someInt == $someInt)", "($quantity == $quantity)", "$quantity.isGreaterThan($quantity)", "$quantity.isLessThan($quantity)", "isQuantity($string)", "$quantity.isInteger()",
      "isIP($string)", "$ip.isLoopback()", "$ip.isGlobalUnicast()", "$ip.isUnspecified()", "$ip.isLinkLocalUnicast()", "$ip.isLinkLocalMulticast()", "ip.isCanonical($string)", "($ip == $ip)", "isCIDR($string)", "$cidr.containsIP($ip)", "$cidr.containsIP($string)", "$cidr.containsCIDR($cidr)", "($cidr == $cidr)",
      "isSemver($string)", "isSemver($string, $bool)", "$semver.isGreaterThan($semver)", "$semver.isLessThan($semver)", "($semver == $semver)", "isURL($string)", "($url == $url)",
      "sets.contains($ints, $ints)", "sets.equivalent($strings, $strings)", "sets.intersects($ints, $ints)",
      "$ints.isSorted()", "$strings.isSorted()", "$doubles.isSorted()",
      "$ints.all($v:int, $v:int, $bool)", "$ints.exists($v:int, $v:int, $bool)", "$strings.existsOne($v:int, $v:string, $bool)", "{$key: $int}.all($v:key, $v:int, $bool)",
      "format.dns1123Label().validate($string).hasValue()", "format.uuid().validate($string).hasValue()", "format.labelValue().validate($string).hasValue()", "format.named($string).hasValue()", "format.qualifiedName().validate($string).hasValue()", "format.date().validate($string).hasValue()", "format.uri().validate($string).hasValue()", "format.byte().validate($string).hasValue()", "format.datetime().validate($string).hasValue()",
      "optional.ofNonZeroValue($dyn).hasValue()", "$dyn.?a.hasValue()", "$dyn[?$dyn].hasValue()",
    ],
  },
  int: {
    leaves: [],
    calls: [
      "$someInt.orValue($int)", "$someInt.value()", "$ints.sum()", "$ints.min()", "$ints.max()", "$ints.indexOf($int)", "$strings.lastIndexOf($string)", "$string.indexOf($string)", "$string.indexOf($string, $int)", "$string.lastIndexOf($string)", "$string.lastIndexOf($string, $int)",
      "$quantity.sign()", "$quantity.compareTo($quantity)", "$quantity.asInteger()", "$ip.family()", "$cidr.prefixLength()", "$semver.major()", "$semver.minor()", "$semver.patch()", "$semver.compareTo($semver)",
    ],
  },
  uint: { leaves: [], calls: ["$uints.sum()", "$uints.max()"] },
  double: { leaves: [], calls: ["$doubles.sum()", "$doubles.min()", "$doubles.max()", "$quantity.asApproximateFloat()"] },
  string: {
    leaves: ["'1.2.3'", "'10.0.0.1'", "'::1'", "'10.0.0.0/8'", "'100Mi'", "'https://u@a.b:80/c%20d?q=1&q=2'", "'A-B'"],
    calls: [
      "$someString.orValue($string)", "$someString.value()", "$string.charAt($int)", "$string.lowerAscii()", "$string.upperAscii()", "$string.replace($string, $string)", "$string.replace($string, $string, $int)", "$string.substring($int)", "$string.substring($int, $int)", "$string.trim()",
      "$strings.join()", "$strings.join($string)", "strings.quote($string)", "$string.find('[a-z]+')", "$string.find($string)", "'%s and %s'.format([$dyn, $dyn])", "'%d|%s'.format([$int, $double])", "'%.2f %e'.format([$double, $double])", "'%x %X %b %o'.format([$int, $uint, $int, $int])", "'%s'.format([$ints])", "'%s'.format([$dyn])", "'%x'.format([$string])",
      "string($ip)", "string($cidr)", "$url.getHost()", "$url.getHostname()", "$url.getPort()", "$url.getScheme()", "$url.getEscapedPath()", "$strings.min()", "$strings.max()",
    ],
  },
  bytes: { leaves: [], calls: [] },
  timestamp: { leaves: [], calls: ["[$timestamp, $timestamp].max()"] },
  duration: { leaves: [], calls: ["[$duration, $duration].sum()", "[$duration, $duration].min()"] },
  dyn: { leaves: ["dyn(optional.none())"], calls: ["$dyn.?a.orValue($dyn)", "$dyn[?$dyn].orValue($dyn)", "optional.of($dyn).value()"] },
  ints: { leaves: ["[?optional.of(1)]"], calls: ["$ints.slice($int, $int)", "$ints.sort()", "$ints.reverse()", "$ints.distinct()", "$lists.flatten()", "lists.range(self.o.n)", "$ints.sortBy($v:int, $int)", "[?$someInt, $int]", "$ints.transformList($v:int, $v:int, $int)", "$ints.transformList($v:int, $v:int, $bool, $int)"] },
  uints: { leaves: [], calls: ["$uints.sort()"] },
  doubles: { leaves: [], calls: ["$doubles.sort()", "$doubles.distinct()"] },
  strings: { leaves: [], calls: ["$string.split($string)", "$string.split($string, $int)", "$string.findAll('[a-z]')", "$string.findAll($string, $int)", "$strings.sort()", "$strings.distinct()", "$strings.sortBy($v:string, $int)", "$url.getQuery()[$string]"] },
  lists: { leaves: [], calls: ["$lists.reverse()", "$lists.slice($int, $int)"] },
  intsByName: { leaves: [], calls: ["{?$string: $someInt}", "{'a': $int}.transformMap($v:string, $v:int, $int)", "{'a': $int}.transformMap($v:string, $v:int, $bool, $int)", "[$string].transformMapEntry($v:int, $v:string, {$string: $int})"] },
  someInt: { leaves: ["optional.none()", "optional.of(1)", "self.?i", "self.mi[?'a']", "self.li[?1]", "self.o.?o.rank", "self.?o.?n"], calls: ["optional.of($int)", "optional.ofNonZeroValue($int)", "$someInt.or($someInt)", "$someInt.optMap($v:int, $int)", "$someInt.optFlatMap($v:int, $someInt)", "$ints[?$int]", "$intsByName[?$string]", "$objects[?$int].rank", "$ints.first()", "$ints.last()", "($bool ? $someInt : $someInt)", "$object.?rank"] },
  someString: { leaves: ["self.?s", "self.ms[?'a']", "self.?o.o.name"], calls: ["optional.of($string)", "optional.ofNonZeroValue($string)", "$someInt.optMap($v:int, $string)", "$strings.first()", "$object.?name"] },
  quantity: { leaves: ["quantity('1k')", "quantity('1.5')", "quantity('-100Mi')", "quantity('0')"], calls: ["quantity($string)", "$quantity.add($quantity)", "$quantity.sub($quantity)", "$quantity.add($int)", "$quantity.sub($int)"] },
  ip: { leaves: ["ip('10.0.0.1')", "ip('::1')", "ip('fe80::1')", "ip('255.255.255.255')"], calls: ["ip($string)", "$cidr.ip()"] },
  cidr: { leaves: ["cidr('10.0.0.0/8')", "cidr('fd00::/8')", "cidr('10.1.2.3/16')"], calls: ["cidr($string)", "$cidr.masked()"] },
  semver: { leaves: ["semver('1.2.3')", "semver('1.2.3-rc.1+b')", "semver('v01.2', true)"], calls: ["semver($string)", "semver($string, $bool)"] },
  url: { leaves: ["url('https://u@a.b:80/c%20d?q=1')", "url('/a/b')", "url('http://[::1]:80/')"], calls: ["url($string)"] },
};

const both = (kind: string): Forms => {
  const [a, b] = [STANDARD[kind as Kind], EXTRA[kind as keyof typeof EXTRA]] as (Forms | undefined)[];
  return {
    leaves: [...(a?.leaves ?? []), ...(b?.leaves ?? [])],
    calls: [...(a?.calls ?? []), ...(b?.calls ?? [])],
  };
};

export const KUBERNETES: Grammar = Object.fromEntries(
  [...KINDS, ...LIBRARY_KINDS].map((kind) => [kind, both(kind)]),
);
