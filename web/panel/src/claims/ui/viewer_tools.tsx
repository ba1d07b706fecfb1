// The toolbar of the viewer.
import { Icon, IconButton } from "@baro/design";
import type { UploadView } from "@baro/wire";
import {
  ChevronLeft,
  ChevronRight,
  Columns2,
  ExternalLink,
  type IconNode,
  Info,
  Maximize,
  RotateCcw,
  RotateCw,
  ZoomIn,
  ZoomOut,
} from "lucide";
import { c, claimErrorText } from "../i18n";
import { current, type Press, type Viewing } from "../rules/file_viewer";
import { useClaims } from "./hooks";

interface Props {
  readonly viewing: Viewing;
  readonly press: (press: Press) => void;
  readonly file: UploadView;
}

export const ViewerTools = ({ viewing, press, file }: Props) => {
  const claims = useClaims();
  const w = c().viewer;
  const at = viewing.files.indexOf(current(viewing)) + 1;
  const two = viewing.panes.length === 2;
  const tool = (label: string, key: string, icon: IconNode, what: Press, on?: boolean) => (
    <IconButton
      label={key ? `${label} (${key})` : label}
      {...(on === undefined ? {} : { "aria-pressed": on })}
      onClick={() => press(what)}
    >
      <Icon of={icon} size={18} />
    </IconButton>
  );
  const original = async () => {
    try {
      window.open(await claims.fileUrls.get(file.id, "original"), "_blank", "noopener");
    } catch (error) {
      claims.showToast("bad", claimErrorText(error));
    }
  };
  return (
    <div class="k-tools" role="toolbar" aria-label={w.title}>
      {tool(w.previous, "←", ChevronLeft, { kind: "step", by: -1 })}
      <span class="k-count">{w.of(at, viewing.files.length)}</span>
      {tool(w.next, "→", ChevronRight, { kind: "step", by: 1 })}
      <span class="k-grow" />
      {tool(w.zoomOut, "−", ZoomOut, { kind: "zoom", factor: 0.8 })}
      <span class="k-count" role="status">
        {Math.round(viewing.zoom * 100)}%
      </span>
      {tool(w.zoomIn, "+", ZoomIn, { kind: "zoom", factor: 1.25 })}
      {tool(w.fit, "F", Maximize, { kind: "fit" })}
      {tool(w.turnLeft, "Shift R", RotateCcw, { kind: "turn", by: -1 })}
      {tool(w.turnRight, "R", RotateCw, { kind: "turn", by: 1 })}
      <span class="k-grow" />
      {viewing.files.length > 1
        ? tool(two ? w.compareEnd : w.compare, "C", Columns2, { kind: "compare" }, two)
        : null}
      {file.status === "ready" ? (
        <IconButton label={`${w.original}. ${w.originalHint}`} onClick={() => void original()}>
          <Icon of={ExternalLink} size={18} />
        </IconButton>
      ) : null}
      {tool(w.info, "I", Info, { kind: "info" }, viewing.info)}
    </div>
  );
};
