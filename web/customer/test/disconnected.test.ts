// @vitest-environment happy-dom
// A text says that it waits for a connection only after an attempt to connect has failed.
import { type ClientState, initialState } from "@baro/wire";
import { describe, expect, it } from "vitest";
import { disconnected, setClient } from "../src/model";

type Phase = ClientState["connection"];

const client = () => {
  let state: ClientState = { ...initialState, connection: { phase: "connecting" } };
  const listeners = new Set<() => void>();
  const made = {
    state: {
      get: () => state,
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  const go = (connection: Phase) => {
    state = { ...state, connection };
    for (const listener of listeners) listener();
  };
  return { made, go };
};

describe("waiting for a connection", () => {
  it("is said after a failed attempt, through the next ones, until the page is online", () => {
    const { made, go } = client();
    setClient(made as unknown as Parameters<typeof setClient>[0], () => null);
    const said = (
      [
        { phase: "connecting" },
        { phase: "online" },
        { phase: "connecting" }, // a new connection before the old one ends
        { phase: "waiting", retryAt: 0 },
        { phase: "connecting" },
        { phase: "offline" },
        { phase: "online" },
        { phase: "signed-out" },
      ] as const
    ).map((phase) => {
      go(phase);
      return disconnected.value;
    });
    expect(said).toEqual([false, false, false, true, true, true, false, true]);
  });
});
