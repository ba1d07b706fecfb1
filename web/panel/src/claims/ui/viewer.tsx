// The file viewer: one file, or two side by side, with details.
import { Banner, Dialog } from "@baro/design";
import type { UploadView } from "@baro/wire";
import { useEffect, useReducer } from "preact/hooks";
import { t } from "../../i18n";
import { c } from "../i18n";
import { current, opened, type Press, pressed, pressOf, type Viewing } from "../rules/file_viewer";
import { filesIn, filesOf } from "../rules/merge";
import { FileInfo } from "./file_info";
import { useClaims } from "./hooks";
import { Thumb } from "./thumbnail";
import { Pane } from "./viewer_pane";
import { ViewerTools } from "./viewer_tools";

export const ViewerDialog = (props: { first: string; claim: string; conversation: string }) => {
  const claims = useClaims();
  const claim = claims.claims.value.get(props.claim);
  const held = claims.files.value;
  const files = claim ? filesOf(held, claim) : filesIn(held, props.conversation);
  if (files.length === 0) return null;
  return <Viewer files={files} first={props.first} claim={props.claim} />;
};

const Viewer = (props: { files: readonly UploadView[]; first: string; claim: string }) => {
  const { files, claim } = props;
  const claims = useClaims();
  const w = c().viewer;
  const ids = files.map((file) => file.id);
  const [viewing, press] = useReducer(pressed, undefined, () => opened(ids, props.first));
  const file = files.find((one) => one.id === current(viewing)) ?? files[0];
  const known = ids.join(" ");
  useEffect(() => press({ kind: "files", files: known.split(" ") }), [known]);
  useEffect(() => press({ kind: "show", file: props.first }), [props.first]);
  useKeys(viewing, press);
  if (!file) return null;
  const two = viewing.panes.length === 2;

  return (
    <Dialog title={file.name} closeLabel={t().close} onClose={claims.navigation.closeDialog} class="k-viewer">
      <div class="k-viewer-body" data-info={viewing.info || undefined}>
        <ViewerTools viewing={viewing} press={press} file={file} />
        <div class="k-panes" data-two={two || undefined}>
          {viewing.panes.map((id, index) => {
            const shown = files.find((one) => one.id === id);
            return shown ? (
              <Pane
                key={`${index} ${id}`}
                file={shown}
                viewing={viewing}
                press={press}
                place={two ? ((index === 0 ? 0 : 1) as 0 | 1) : null}
              />
            ) : null;
          })}
        </div>
        {viewing.info ? <FileInfo key={file.id} file={file} claim={claim} /> : null}
        <div class="k-viewer-foot">
          {two ? <Banner>{w.compareHint}</Banner> : <p class="p-muted">{w.keys}</p>}
          <ul class="k-strip" aria-label={w.strip}>
            {files.map((one) => (
              <li key={one.id} data-chosen={viewing.panes.includes(one.id) || undefined}>
                <Thumb file={one} claim={claim} small />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Dialog>
  );
};

/** Shortcuts of the dialog, independent of the focus; each has a button too. */
const useKeys = (viewing: Viewing, press: (press: Press) => void): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|VIDEO)$/.test(target.tagName)) return;
      const found = pressOf(event, viewing);
      if (found === null) return;
      event.preventDefault();
      press(found);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [viewing, press]);
};
