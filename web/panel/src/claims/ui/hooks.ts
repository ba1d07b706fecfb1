// Hooks of the claims' components.
import { useState } from "preact/hooks";
import { usePanel } from "../../ui/panel_context";
import type { ChangeResult } from "../state/claim_api";
import type { ClaimDesk } from "../state/claim_desk";

export const useClaims = (): ClaimDesk => usePanel().claims;

/** Runs one change at a time; `problem` is the error of the last one. */
export const useSubmit = () => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const act = async (what: () => Promise<ChangeResult>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem("");
    const done = await what();
    setBusy(false);
    if (!done.ok) setProblem(done.text);
    return done.ok;
  };
  return { busy, problem, act };
};
