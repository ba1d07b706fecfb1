// The URL of a file while it is shown; requested again once if it fails to load.
import { useEffect, useRef, useState } from "preact/hooks";
import { claimErrorText } from "../i18n";
import type { Variant } from "../state/file_urls";
import { useClaims } from "./hooks";

type FileUrlState =
  | { readonly state: "waiting" }
  | { readonly state: "here"; readonly url: string }
  | { readonly state: "failed"; readonly text: string };

/** Attempts per file: a URL may expire before it is used. */
const TRIES = 2;

/** `broken` reports that the URL failed to load: a new one is requested, up to TRIES. */
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
