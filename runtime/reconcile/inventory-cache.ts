/** What the hypervisor has to offer, asked once and again when it says that something changed. */
import { ability } from "../driver/abilities.ts";
import type { HypervisorDriver } from "../driver/driver.ts";
import type { Inventory, LibraryItem } from "../driver/inventory.ts";

export interface InventoryCache {
  inventory(): Promise<Inventory>;
  /** Undefined for an unknown item, and where the hypervisor has no library. */
  item(id: string): Promise<LibraryItem | undefined>;
  forget(): void;
}

export function createInventoryCache(driver: HypervisorDriver): InventoryCache {
  let inventory: Promise<Inventory> | undefined;
  let items: Promise<Map<string, LibraryItem>> | undefined;
  const cache: InventoryCache = {
    inventory() {
      inventory ??= driver.inventory().catch((error) => {
        inventory = undefined;
        throw error;
      });
      return inventory;
    },
    async item(id) {
      items ??= listItems(driver).catch((error) => {
        items = undefined;
        throw error;
      });
      return (await items).get(id);
    },
    forget() {
      inventory = undefined;
      items = undefined;
    },
  };
  return cache;
}

async function listItems(driver: HypervisorDriver): Promise<Map<string, LibraryItem>> {
  const items = (await ability(driver, "library")?.listItems()) ?? [];
  return new Map(items.map((item) => [item.id, item]));
}
