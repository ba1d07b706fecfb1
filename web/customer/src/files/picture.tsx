// A small picture of a photo: this page's own at once, the server's after the safety check.
import { Icon } from "@baro/design";
import { Image } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { client } from "../model";
import { previewOfUpload } from "./preview";

/** `ready`: the server has a thumbnail. */
export const Picture = ({ upload, ready }: { upload: string; ready: boolean }) => {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let alive = true;
    const find = async () => {
      const own = await previewOfUpload(upload);
      if (own || !ready) return own;
      return (await client.peek()?.request("get_file", { upload, variant: "thumb" }))?.url ?? null;
    };
    find().then(
      (found) => alive && found && setUrl(found),
      () => undefined, // the icon is shown instead
    );
    return () => {
      alive = false;
    };
  }, [upload, ready]);
  return url === null ? (
    <Icon of={Image} size={28} />
  ) : (
    <img src={url} alt="" loading="lazy" decoding="async" onError={() => setUrl(null)} />
  );
};
