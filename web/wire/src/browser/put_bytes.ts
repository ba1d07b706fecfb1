// Uploads bytes with progress, which `fetch` doesn't report.
import { type PutBytes, PutFailed } from "../file_uploader";

/** An upload without progress for this long is aborted, ms. */
const STALL_TIMEOUT = 30_000;

export const putBytes: PutBytes = (url, bytes, sent, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), STALL_TIMEOUT);
    };
    const end = () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", abort);
    };
    const abort = () => {
      end();
      reject(signal.reason);
      request.abort();
    };
    const failed = () => {
      end();
      reject(new PutFailed(`${request.status}`));
    };
    request.upload.onprogress = (event) => {
      alive();
      sent(event.loaded);
    };
    request.onload = () => {
      end();
      if (request.status >= 200 && request.status < 300) resolve();
      else failed();
    };
    request.onerror = failed;
    request.onabort = failed;
    signal.addEventListener("abort", abort, { once: true });
    request.open("PUT", url);
    alive();
    request.send(bytes);
  });
