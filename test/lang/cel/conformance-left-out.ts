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
};
