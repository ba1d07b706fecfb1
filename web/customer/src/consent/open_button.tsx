// A button with the action `open`: a certificate in a window of its own, which browsers open at a press alone; else a dialog.
import { Button } from "@baro/design";
import type { Button as Choice } from "@baro/wire";
import { useState } from "preact/hooks";
import { openCertificate } from "../files/certificates";
import { Opened } from "./opened";

export const OpenButton = ({ button: { id, kind = "plain", label } }: { button: Choice }) => {
  const [open, setOpen] = useState(false);
  const press = () => {
    if (id.startsWith("certificate")) void openCertificate(id, window.open("", "_blank"));
    else setOpen(true);
  };
  return (
    <>
      <Button kind={kind} onClick={press}>
        {label}
      </Button>
      {open ? <Opened id={id} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
