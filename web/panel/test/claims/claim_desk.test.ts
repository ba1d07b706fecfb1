// Requests, frames and errors of the claims desk; URLs of files.
import { ConnectionLost } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { FileUrls } from "../../src/claims/state/file_urls";
import { claim, claimDesk, exposure, file, NOON, refusal, work } from "./factories";

describe("the claims desk", () => {
  test("frames update claims and the work list", async () => {
    const { desk } = claimDesk(() => ({ kind: "work_list", work: [work()] }));
    await desk.loadWork();
    desk.onFrame({
      event: "claim",
      claim: claim({ version: 2, exposures: [exposure({ stage: "investigating" })] }),
    });
    desk.onFrame({ event: "upload", upload: file("a") });
    expect(desk.workRows.peek()[0]?.stage).toBe("investigating");
    expect(desk.files.peek().get("a")?.status).toBe("ready");
  });

  test("a pushed view doesn't remove this person's transitions", async () => {
    const steps = [{ name: "investigate", label: "조사 시작" }];
    let version = 1;
    const { desk, asked } = claimDesk(() => ({
      kind: "claim_shown",
      claim: claim({ version, exposures: [exposure({ transitions: steps })] }),
    }));
    await desk.loadClaim(claim().id);
    version = 2;
    desk.onFrame({ event: "claim", claim: claim({ version: 2 }) });
    desk.onFrame({ event: "claim", claim: claim({ version: 1 }) });
    await Promise.resolve();
    await Promise.resolve();
    expect(asked.map(([action]) => action)).toEqual(["claim", "claim"]);
    expect(desk.claims.peek().get(claim().id)?.exposures[0]?.transitions).toEqual(steps);
  });

  test("a transition is sent with the version seen, and its answer is applied", async () => {
    const { desk, asked } = claimDesk(() => ({ kind: "claim_shown", claim: claim({ version: 8 }) }));
    expect(await desk.applyTransition(claim({ version: 7 }), "own_damage", "assess", { amount: 5 })).toEqual({
      ok: true,
    });
    expect(asked).toEqual([
      [
        "apply_transition",
        { claim: claim().id, coverage: "own_damage", transition: "assess", version: 7, amount: 5 },
      ],
    ]);
    expect(desk.claims.peek().get(claim().id)?.version).toBe(8);
  });

  test("a conflict is reported and the current claim loaded", async () => {
    const { desk } = claimDesk((action) => {
      if (action === "apply_transition") throw refusal("claim_changed");
      return { kind: "claim_shown", claim: claim({ version: 9 }) };
    });
    const done = await desk.applyTransition(claim(), "own_damage", "investigate", {});
    expect(done).toMatchObject({ ok: false, code: "claim_changed" });
    expect(done.ok ? "" : done.text).toContain("그 사이");
    expect(desk.claims.peek().get(claim().id)?.version).toBe(9);
  });

  test("the limit of an amount is in the error", async () => {
    const { desk } = claimDesk((action) => {
      if (action === "apply_transition") throw refusal("amount_too_high", { max: 5_000_000 });
      return { kind: "claim_shown", claim: claim() };
    });
    const done = await desk.applyTransition(claim(), "own_damage", "advance", { amount: 9_000_000 });
    expect(done.ok ? "" : done.text).toContain("5,000,000원");
  });

  test("a refused claim isn't retried; after a lost connection it is", async () => {
    const failures = [refusal("not_allowed"), new ConnectionLost()];
    const { desk } = claimDesk(() => {
      throw failures.shift();
    });
    await desk.loadClaim("20261123-000001");
    expect(desk.loadState("claim", "20261123-000001")).toMatchObject({ state: "failed", retryable: false });
    await desk.loadClaim("20261123-000002");
    expect(desk.loadState("claim", "20261123-000002")).toMatchObject({ state: "failed", retryable: true });
  });

  test("loaded data stays visible when a reload fails", async () => {
    let broken = false;
    const { desk } = claimDesk(() => {
      if (broken) throw new ConnectionLost();
      return { kind: "work_list", work: [work()] };
    });
    await desk.loadWork();
    broken = true;
    await desk.loadWork();
    expect(desk.loadState("work")).toEqual({ state: "here" });
    expect(desk.workRows.peek()).toHaveLength(1);
  });

  test("assigning an exposure loads the claim first, and reports why it failed", async () => {
    const { desk, asked, toasts } = claimDesk((action) => {
      if (action === "apply_transition") throw refusal("transition_unavailable");
      return { kind: "claim_shown", claim: claim({ version: 4 }) };
    });
    expect(await desk.assignToMe(work())).toBe(false);
    expect(asked.map(([action]) => action)).toEqual(["claim", "apply_transition", "claim"]);
    expect(toasts.visible.peek()[0]).toMatchObject({ tone: "bad" });
  });
});

test("an exposure is assigned although the claim changed, unless the adjuster did", async () => {
  const taking = async (adjuster: { id: string; name: string } | null) => {
    let version = 1;
    const { desk } = claimDesk((action, fields) => {
      if (action === "apply_transition" && (fields as { version: number }).version < 2) {
        version = 2;
        throw refusal("claim_changed");
      }
      return {
        kind: "claim_shown",
        claim: claim({ version, exposures: [exposure({ adjuster: adjuster })] }),
      };
    });
    await desk.loadClaim(claim().id);
    return desk.assignToMe(work());
  };
  expect(await taking(null)).toBe(true);
  expect(await taking({ id: "her", name: "윤소라" })).toBe(false);
});

describe("file URLs", () => {
  const linked = () => {
    let now = NOON;
    let count = 0;
    const waiting: (() => void)[] = [];
    const links = new FileUrls(
      async () => {
        count += 1;
        const url = `https://files/${count}`;
        await new Promise<void>((go) => waiting.push(go));
        return { kind: "file_link", url, expires_in: 300 };
      },
      () => now,
    );
    const settle = async () => {
      while (waiting.length > 0) {
        waiting.shift()?.();
        for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
      }
    };
    const pass = (ms: number) => {
      now += ms;
    };
    return { links, settle, pass, asked: () => count };
  };

  test("a URL is requested once, until it is about to expire", async () => {
    const { links, settle, pass, asked } = linked();
    const both = Promise.all([links.get("a", "thumb"), links.get("a", "thumb")]);
    await settle();
    expect(await both).toEqual(["https://files/1", "https://files/1"]);
    pass(240_000);
    expect(await links.get("a", "thumb")).toBe("https://files/1");
    pass(50_000);
    const fresh = links.get("a", "thumb");
    await settle();
    expect([await fresh, asked()]).toEqual(["https://files/2", 2]);
  });

  test("a URL that failed to load is requested again", async () => {
    const { links, settle } = linked();
    const first = links.get("a", "share");
    await settle();
    await first;
    links.invalidate("a", "share");
    const second = links.get("a", "share");
    await settle();
    expect(await second).toBe("https://files/2");
  });

  test("the number of parallel requests is limited", async () => {
    const { links, settle, asked } = linked();
    const all = Promise.all(Array.from({ length: 12 }, (_, at) => links.get(`f${at}`, "thumb")));
    await Promise.resolve();
    expect(asked()).toBe(4);
    await settle();
    expect(await all).toHaveLength(12);
  });

  test("a failure isn't cached", async () => {
    let tries = 0;
    const links = new FileUrls(
      async () => {
        tries += 1;
        throw refusal("not_allowed");
      },
      () => NOON,
    );
    await expect(links.get("a", "thumb")).rejects.toThrow();
    await expect(links.get("a", "thumb")).rejects.toThrow();
    expect(tries).toBe(2);
  });
});
