const validation = {
  kind: "validation",
  doc: "What must hold.",
  hit: "collect",
  rows: [
    {
      id: "lamp/rooms-differ",
      at: "spec",
      field: "rooms",
      on: ["create", "update"],
      require: "!has(self.rooms) || self.rooms.all(room, self.rooms.exists_one(other, other == room))",
      reason: "Duplicate",
      message: "names a room twice",
      doc: "A lamp stands in each room once.",
      source: "ours:scenario",
      admits: [{ new: { rooms: ["hall", "attic"] } }],
      refuses: [{ new: { rooms: ["hall", "hall"] } }],
    },
  ],
};

export const tables = [{ kind: "shop.example.com/v1/Lamp", tables: { validation } }];
