// +groupName=shop.example.com
import type { ObjectMeta } from "../../../../../api/meta.ts";

// +kubebuilder:object:root=true
// +kubebuilder:subresource:status
/**
 * A widget.
 * +kubebuilder:printcolumn:name=Size,JSONPath=.spec.size
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  // +kubebuilder:validation:Minimum=1
  // +optional
  size?: number;
  /** +k8s:immutable */
  color?: string;
  /** @k8s:maxLength 5 */
  code?: string;
  /** @kubebuilder:validation:MaxLength=5 */
  word?: string;
  /** @Size(max = 3) */
  mark?: string;
  /** @Required */
  must?: string;
  /** @k8s:update=NoUnset */
  once?: string;
  /** @kubebuilder:webhook:path=/mutate */
  hook?: string;
  /** @k8s:alpha(since: "1.35")=+k8s:minimum=1 */
  early?: number;
  /** @kubebuilder:rainbow */
  unknown?: string;
  // + a line of prose that begins with a plus
  prose?: string;
}
