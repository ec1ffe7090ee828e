import * as assert from "uvu/assert";
import type { Story } from "./stage.ts";

export function inventoryStories(story: Story): void {
  story("shows an inventory whose references resolve", async ({ driver }) => {
    const { clusters, hosts, pools, datastores, policies, networks } = await driver.inventory();
    assert.ok(clusters.length > 0 && hosts.length > 0 && datastores.length > 0 && networks.length > 0);
    const known = new Set(clusters.map(({ id }) => id));
    for (const { cluster } of [...hosts, ...pools]) assert.ok(known.has(cluster));
    for (const { clusters } of datastores) for (const id of clusters) assert.ok(known.has(id));
    for (const { rootPool } of clusters) assert.ok(pools.some(({ id }) => id === rootPool));
    for (const one of policies) {
      for (const id of one.datastores) assert.ok(datastores.some((datastore) => datastore.id === id));
    }
  });

  story(
    "places within the candidates, on a host and a datastore of that pool's cluster",
    async ({ driver }) => {
      const { clusters, pools, hosts, datastores } = await driver.inventory();
      const { placement } = await driver.place({
        cpus: 1,
        memoryMB: 512,
        diskBytes: 1,
        candidates: clusters.slice(0, 1).map(({ rootPool }) => ({ zone: "here", pools: [rootPool] })),
      });
      assert.is(placement?.zone, "here");
      const cluster = pools.find(({ id }) => id === placement?.pool)?.cluster ?? "";
      assert.is(cluster, clusters[0]?.id);
      assert.is(hosts.find(({ id }) => id === placement?.host)?.cluster, cluster);
      assert.ok(datastores.find(({ id }) => id === placement?.datastore)?.clusters.includes(cluster));
    },
  );

  story("says NoCapacity when nothing is big enough", async ({ driver }) => {
    const { clusters } = await driver.inventory();
    const candidates = clusters.map(({ rootPool }) => ({ zone: "z", pools: [rootPool] }));
    const { error } = await driver.place({ cpus: 100_000, memoryMB: 1, diskBytes: 1, candidates });
    assert.is(error?.code, "NoCapacity");
  });
}
