// A ring over a picture: how much of a file has arrived, or that it is being checked.

/** `share`: 0 to 1. */
export const ProgressRing = ({ share, label }: { share: number; label: string }) => (
  <span
    class="c-ring"
    role="progressbar"
    aria-label={label}
    aria-valuenow={Math.round(share * 100)}
    style={{ "--share": `${share}` }}
  />
);

export const BusyRing = () => <span class="c-ring" data-busy aria-hidden="true" />;
