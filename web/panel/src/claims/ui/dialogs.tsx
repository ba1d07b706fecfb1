// What lies over the page: one window at a time.
import { AddLineWindow } from "./add_exposure_dialog";
import { useClaims } from "./hooks";
import { RefuseWindow } from "./refuse_dialog";
import { StepWindow } from "./step_dialog";
import { ViewerWindow } from "./viewer";

export const ClaimWindows = () => {
  const window = useClaims().where.window.value;
  switch (window?.name) {
    case undefined:
      return null;
    case "step":
      return <StepWindow key={`${window.claim} ${window.coverage} ${window.step}`} {...window} />;
    case "refuse":
      return <RefuseWindow key={`${window.item} ${window.upload}`} {...window} />;
    case "addline":
      return <AddLineWindow {...window} />;
    case "viewer":
      return <ViewerWindow key="viewer" {...window} />;
  }
};
