/** Conformance cases the kernel does not answer as specified, by reason. */

/** Gaps of the kernel. */
export const LEFT_OUT: { readonly [reason: string]: readonly string[] } = {};

const RESERVED = ["as", "break", "const", "continue", "else", "for", "function", "if", "import", "let"];
const MORE_RESERVED = ["loop", "package", "namespace", "return", "var", "void", "while"];

/** Where Kubernetes' CEL itself differs from the suite. */
export const DIFFERENT: { readonly [reason: string]: readonly string[] } = {
  "Kubernetes checks every expression; these evaluate unchecked ones that a checker refuses": [
    "basic/variables/unbound_is_runtime_error",
    "basic/functions/unbound_is_runtime_error",
    "comparisons/eq_literal/not_eq_list_length",
    "comparisons/eq_literal/eq_mixed_types",
    "comparisons/eq_literal/eq_list_elem_mixed_types",
    "comparisons/ne_literal/ne_mixed_types",
    "logic/conditional/mixed_type",
    "logic/AND/short_circuit_type_left",
    "logic/AND/short_circuit_type_right",
    "logic/OR/short_circuit_type_left",
    "logic/OR/short_circuit_type_right",
    ...[...RESERVED, ...MORE_RESERVED].map((word) => `parse/receiver_function_names/${word}`),
  ],
  "Kubernetes does not enable identifiers in backticks": [
    "fields/quoted_map_fields/field_access_slash",
    "fields/quoted_map_fields/field_access_dash",
    "fields/quoted_map_fields/field_access_dot",
    "fields/quoted_map_fields/has_field_slash",
    "fields/quoted_map_fields/has_field_dash",
    "fields/quoted_map_fields/has_field_dot",
  ],
  "Kubernetes' expressions have no container": [
    "namespace/namespace/self_eval_container_lookup",
    "namespace/namespace/self_eval_container_lookup_unchecked",
  ],
  "Kubernetes makes no program of an expression with a constant index that nothing has, even where it is not reached":
    ["fields/map_fields/map_bad_key_type_or_true", "fields/map_fields/map_bad_key_type_and_false"],
  "cel-go lets any value be a key of a literal map, and of equal keys the last one count": [
    "fields/qualified_identifier_resolution/map_key_float",
    "fields/qualified_identifier_resolution/map_value_repeat_key",
    "fields/qualified_identifier_resolution/map_value_repeat_key_heterogeneous",
  ],
  "Kubernetes does not set cel-go's option to fail where a field is looked for in what has none": [
    "optionals/optionals/map_null_entry_no_such_key",
    "optionals/optionals/map_present_key_invalid_field",
  ],
  "Kubernetes has version 2 of the strings library, which writes numbers for English readers and lists as literals":
    [
      "string_ext/format/scientific notation formatting clause",
      "string_ext/format/default precision for scientific notation",
      "string_ext/format/NaN support for scientific notation",
      "string_ext/format/positive infinity support for scientific notation",
      "string_ext/format/negative infinity support for scientific notation",
      "string_ext/format/NaN support for decimal",
      "string_ext/format/positive infinity support for decimal",
      "string_ext/format/negative infinity support for decimal",
      "string_ext/format/positive infinity support for fixed-point",
      "string_ext/format/negative infinity support for fixed-point",
      "string_ext/format/list support for string",
      "string_ext/format/map support for string",
      "string_ext/format/map support (all key types)",
      "string_ext/format/dyntype support for scientific notation",
      "string_ext/format/dyntype NaN/infinity support",
      "string_ext/format/dyntype support for lists",
      "string_ext/format/dyntype support for maps",
      "string_ext/format/scientific notation formatting clause in a string variable",
    ],
  "cel-go finds nothing behind the end of a text, rather than fail": [
    "string_ext/value_errors/indexof_out_of_range",
    "string_ext/value_errors/lastindexof_out_of_range",
  ],
};
