/** A server in memory with one custom resource, and a client for it. */
import { type ApiServer, type ApiServerOptions, startApiServer } from "../../../runtime/apiserver/server.ts";
import { type HttpClient, httpClient, type Reply, type RequestOptions } from "../../support/http.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
export type Json = any;

export interface Answer extends Omit<Reply, "json"> {
  json: Json;
}

export interface Fixture {
  readonly server: ApiServer;
  readonly errors: string[];
  call(path: string, options?: RequestOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  /** A merge patch. */
  patch(path: string, body: unknown, type?: string): Promise<Answer>;
  delete(path: string, body?: unknown): Promise<Answer>;
  as(token: string): HttpClient;
  close(): Promise<void>;
}

export const tokens = {
  "admin-token": { username: "admin", groups: ["system:masters"] },
  "reader-token": { username: "reader", groups: ["readers"] },
};

export async function startFixture(options: Partial<ApiServerOptions> = {}): Promise<Fixture> {
  const errors: string[] = [];
  const server = await startApiServer({
    ...(options.dataDir === undefined ? { memory: true } : {}),
    tokens,
    authorize: ({ username }, verb) => username === "admin" || ["get", "list", "watch"].includes(verb),
    onError: (error, what) => errors.push(`${what}: ${error instanceof Error ? error.stack : error}`),
    ...options,
  });
  const clients: HttpClient[] = [];
  const as = (token: string) => {
    const client = httpClient({ url: server.url, ca: server.caCertificate }, token);
    clients.push(client);
    return client;
  };
  const call = as("admin-token") as Fixture["call"];
  return {
    server,
    errors,
    call,
    as,
    get: (path) => call(path),
    post: (path, body) => call(path, { method: "POST", body }),
    put: (path, body) => call(path, { method: "PUT", body }),
    patch: (path, body, type = "application/merge-patch+json") =>
      call(path, { method: "PATCH", body, headers: { "content-type": type } }),
    delete(path, body) {
      if (body === undefined) return call(path, { method: "DELETE" });
      // Node's client does not tell the length of a DELETE's body by itself.
      const text = JSON.stringify(body);
      return call(path, {
        method: "DELETE",
        body: text,
        headers: { "content-length": String(Buffer.byteLength(text)) },
      });
    },
    async close() {
      for (const client of clients) client.close();
      await server.close();
    },
  };
}

export const definitionsPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
export const widgetsPath = "/apis/demo.example.com/v1/namespaces/default/widgets";

export function widgetDefinition(): Json {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "widgets.demo.example.com" },
    spec: {
      group: "demo.example.com",
      scope: "Namespaced",
      names: { plural: "widgets", kind: "Widget", shortNames: ["wd"] },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          subresources: { status: {} },
          selectableFields: [{ jsonPath: ".spec.color" }],
          additionalPrinterColumns: [{ name: "Color", type: "string", jsonPath: ".spec.color" }],
          schema: {
            openAPIV3Schema: {
              type: "object",
              properties: {
                spec: {
                  type: "object",
                  required: ["color"],
                  properties: {
                    color: { type: "string" },
                    size: { type: "integer", maximum: 10, default: 3 },
                    note: { type: "string" },
                    parts: { type: "array", items: { type: "string" } },
                  },
                },
                status: { type: "object", properties: { phase: { type: "string" } } },
              },
            },
          },
        },
      ],
    },
  };
}

export function widget(name: string, spec: object = {}, metadata: object = {}): Json {
  return {
    apiVersion: "demo.example.com/v1",
    kind: "Widget",
    metadata: { name, ...metadata },
    spec: { color: "red", ...spec },
  };
}

/** A server that already serves widgets. */
export async function startWithWidgets(options: Partial<ApiServerOptions> = {}): Promise<Fixture> {
  const fixture = await startFixture(options);
  const made = await fixture.post(definitionsPath, widgetDefinition());
  if (made.status !== 201) throw new Error(`the definition was refused: ${made.text}`);
  return fixture;
}

/** Calls `look` until it says yes; fails after two seconds. */
export async function until(look: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 2000;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error("it did not happen within two seconds");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
