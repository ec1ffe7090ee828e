/** Writes widgets to a data folder as fast as it can, and prints a line for each acknowledged write. */
import { startWithWidgets, widget, widgetsPath } from "./fixture.ts";

async function main(dataDir: string): Promise<void> {
  const api = await startWithWidgets({ dataDir });
  const say = (name: string, size: number) => process.stdout.write(`${name} ${size}\n`);
  const writer = async (name: string) => {
    await api.post(widgetsPath, widget(name, { size: 0 }));
    for (let size = 1; ; size = (size % 10) + 1) {
      const { status } = await api.post(widgetsPath, widget(`${name}-${Date.now()}-${size}`, { size }));
      if (status !== 201) continue;
      say(name, 0);
      if (size === 10) return;
      await api.patch(`${widgetsPath}/${name}`, { spec: { size } });
      say(name, size);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, i) => writer(`w${i}`)));
}

void main(process.argv[2]!);
