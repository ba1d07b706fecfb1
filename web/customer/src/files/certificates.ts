// Opens receipts and certificates as PDF.
import type { OpenCertificateCommand } from "@baro/wire";
import { attempt } from "../model";

/** Opens the certificate of a card's button, `certificate:<kind>:<contract>`, or of a letter, `certificate:letter:<claim>:<event>`, in a window that is open already; without one, which
 *  a browser may refuse, in the page's own: the way back leads to the conversation. */
export const openCertificate = async (button: string, shown: Window | null): Promise<void> => {
  const [, kind, ...contract] = button.split(":");
  const opened = await attempt(async (to) => {
    const { url } = await to.request("open_certificate", {
      kind: kind as OpenCertificateCommand["kind"],
      contract: contract.join(":"),
    });
    if (shown) {
      shown.opener = null;
      shown.location.href = url;
    } else location.assign(url);
  });
  if (!opened) shown?.close();
};
