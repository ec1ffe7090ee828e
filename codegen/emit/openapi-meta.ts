/** The shared components of every OpenAPI document: metadata of lists, Status, DeleteOptions, Patch, Scale. */

const V1 = "io.k8s.apimachinery.pkg.apis.meta.v1";

export const META = {
  ObjectMeta: `${V1}.ObjectMeta`,
  ListMeta: `${V1}.ListMeta`,
  Status: `${V1}.Status`,
  DeleteOptions: `${V1}.DeleteOptions`,
  Patch: `${V1}.Patch`,
  Scale: "io.k8s.api.autoscaling.v1.Scale",
} as const;

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const text = { type: "string" } as const;
const whole = (format: "int32" | "int64") => ({ type: "integer", format }) as const;
const object = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  ...(required.length > 0 ? { required } : {}),
  properties,
});

export function metaSchemas(objectMeta: object): { [name: string]: unknown } {
  const cause = object({ field: text, message: text, reason: text });
  return {
    [META.ObjectMeta]: objectMeta,
    [META.ListMeta]: object({
      continue: text,
      remainingItemCount: whole("int64"),
      resourceVersion: text,
      selfLink: text,
    }),
    [META.Status]: object({
      apiVersion: text,
      kind: text,
      metadata: ref(META.ListMeta),
      status: text,
      message: text,
      reason: text,
      code: whole("int32"),
      details: object({
        name: text,
        group: text,
        kind: text,
        uid: text,
        retryAfterSeconds: whole("int32"),
        causes: { type: "array", items: cause },
      }),
    }),
    [META.DeleteOptions]: object({
      apiVersion: text,
      kind: text,
      gracePeriodSeconds: whole("int64"),
      propagationPolicy: { type: "string", enum: ["Orphan", "Background", "Foreground"] },
      preconditions: object({ uid: text, resourceVersion: text }),
      dryRun: { type: "array", items: text },
    }),
    [META.Patch]: {
      type: "object",
      description: "A patch in the format of the content type.",
      additionalProperties: true,
    },
    [META.Scale]: object({
      apiVersion: text,
      kind: text,
      metadata: ref(META.ObjectMeta),
      spec: object({ replicas: whole("int32") }),
      status: object({ replicas: whole("int32"), selector: text }, ["replicas"]),
    }),
  };
}
