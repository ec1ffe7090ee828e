/** Conversion between the versions of a custom resource. */
import type { KubeObject } from "../contract.ts";
import type { CustomResourceDefinition } from "./types.ts";

/** Brings an object into another version of its resource; the result still has to be normalized there. */
export type Converter = (object: KubeObject, apiVersion: string) => KubeObject;

/** Strategy None: the versions have the same fields, and only the name of the version changes. */
export const renameVersion: Converter = (object, apiVersion) =>
  object.apiVersion === apiVersion ? object : { ...object, apiVersion };

/** The converter that a definition asks for. Where no other is given, versions are renamed. */
export type ConverterFor = (definition: CustomResourceDefinition) => Converter;
