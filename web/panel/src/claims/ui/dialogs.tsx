// The claims' dialogs; one is open at a time.
import { AddExposureDialog } from "./add_exposure_dialog";
import { useClaims } from "./hooks";
import { RejectDialog } from "./reject_dialog";
import { TransitionDialog } from "./transition_dialog";
import { ViewerDialog } from "./viewer";

export const ClaimDialogs = () => {
  const window = useClaims().navigation.dialog.value;
  switch (window?.name) {
    case undefined:
      return null;
    case "step":
      return <TransitionDialog key={`${window.claim} ${window.coverage} ${window.step}`} {...window} />;
    case "reject":
      return <RejectDialog key={`${window.item} ${window.upload}`} {...window} />;
    case "add_coverage":
      return <AddExposureDialog {...window} />;
    case "viewer":
      return <ViewerDialog key="viewer" {...window} />;
  }
};
