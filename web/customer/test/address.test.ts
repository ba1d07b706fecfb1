import { describe, expect, it } from "vitest";
import { linkTo, readHash } from "../src/address";

describe("the address", () => {
  it.each([
    ["", null, null, ""],
    ["#/c/conv0001", null, "conv0001", "#/c/conv0001"],
    ["#c=conv0001", null, "conv0001", "#c=conv0001"],
    ["#token=a.b.c", "a.b.c", null, ""],
    ["#token=a.b.c&c=conv0001", "a.b.c", "conv0001", "#c=conv0001"],
    ["#/c/conv0001?token=a.b.c", "a.b.c", "conv0001", "#/c/conv0001"],
    ["#/c/conv0001&token=a.b.c", "a.b.c", "conv0001", "#/c/conv0001"],
    ["#/c/%", null, "%", "#/c/%25"],
  ])("%s", (hash, token, conversation, rest) => {
    expect(readHash(hash)).toEqual({ token, conversation, rest });
  });

  it("finds the conversation that a link was made for, whatever its id", () => {
    for (const id of ["conv0001", "a/b?c&d", "가"]) expect(readHash(linkTo(id)).conversation).toBe(id);
  });
});
