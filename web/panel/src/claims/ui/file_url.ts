// The address of a file for as long as it is shown: asked for when wanted, once more when it didn't open.
import { useEffect, useRef, useState } from "preact/hooks";
import { claimErrorText } from "../i18n";
import type { Variant } from "../state/file_urls";
import { useClaims } from "./hooks";

export type FileUrlState =
  | { readonly state: "waiting" }
  | { readonly state: "here"; readonly url: string }
  | { readonly state: "failed"; readonly text: string };

/** Tries of one address: a link may have ended before it was used. */
const TRIES = 2;

/** `broken` tells that the address didn't open; a fresh one is fetched, and after that it has failed. */
export const useFileUrl = (upload: string, variant: Variant, wanted: boolean) => {
  const claims = useClaims();
  const [picture, setPicture] = useState<FileUrlState>({ state: "waiting" });
  const [round, setRound] = useState(0);
  const tries = useRef(0);

  useEffect(() => {
    if (!wanted) return;
    let over = false;
    tries.current += 1;
    claims.fileUrls.get(upload, variant).then(
      (url) => {
        if (!over) setPicture({ state: "here", url });
      },
      (error: unknown) => {
        if (!over) setPicture({ state: "failed", text: claimErrorText(error) });
      },
    );
    return () => {
      over = true;
    };
  }, [claims, upload, variant, wanted, round]);

  const broken = () => {
    claims.fileUrls.invalidate(upload, variant);
    if (tries.current >= TRIES) setPicture({ state: "failed", text: "" });
    else setRound(round + 1);
  };
  const again = () => {
    claims.fileUrls.invalidate(upload, variant);
    tries.current = 0;
    setPicture({ state: "waiting" });
    setRound(round + 1);
  };
  return { picture, broken, again };
};
