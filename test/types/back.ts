/**
 * A proof by the compiler, with nothing to run: what json-schema-to-typescript reads out of the JSON Schemas, and what
 * the generator prints as types, are the types of `api/`. A resource that is missing here does not compile.
 */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { VirtualMachineClass } from "../../api/vmoperator/v1alpha5/virtualmachineclass.ts";
import type {
  ClusterVirtualMachineImage,
  VirtualMachineImage,
} from "../../api/vmoperator/v1alpha5/virtualmachineimage.ts";
import type { ResourceKey, ResourceTypes } from "../../generated/resources.ts";
import type { BackTypes } from "../../generated/types-back/index.ts";

interface ApiTypes {
  "vmoperator.vmware.com/v1alpha5/ClusterVirtualMachineImage": ClusterVirtualMachineImage;
  "vmoperator.vmware.com/v1alpha5/VirtualMachine": VirtualMachine;
  "vmoperator.vmware.com/v1alpha5/VirtualMachineClass": VirtualMachineClass;
  "vmoperator.vmware.com/v1alpha5/VirtualMachineImage": VirtualMachineImage;
}

/** The type of `api/` with what the generator adds. */
type Whole<K extends ResourceKey> = K extends `${infer Group}/${infer Version}/${infer Kind}`
  ? ApiTypes[K] & { apiVersion: `${Group}/${Version}`; kind: Kind }
  : never;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : "the second has more") : "the first has more";

/** The keys whose two types differ, with the side that is wider. */
type Differences<Left, Right extends { [K in keyof Left]: unknown }> = {
  [K in keyof Left as Same<Left[K], Right[K]> extends true ? never : K]: Same<Left[K], Right[K]>;
};

type FromApi = { [K in ResourceKey]: Whole<K> };

export const backIsApi: Differences<BackTypes, FromApi> = {};
export const apiIsBack: Differences<FromApi, BackTypes> = {};
export const printedIsApi: Differences<ResourceTypes, FromApi> = {};
export const apiIsPrinted: Differences<FromApi, ResourceTypes> = {};

// The proof can fail: a field that is missing, one that is required, and one of another type are seen.
// @ts-expect-error
export const missing: Differences<{ k: { a: string } }, { k: { a: string; b: string } }> = {};
// @ts-expect-error
export const required: Differences<{ k: { a: string } }, { k: { a?: string } }> = {};
// @ts-expect-error
export const other: Differences<{ k: { a: string } }, { k: { a: number } }> = {};
