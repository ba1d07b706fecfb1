// Caches the page's own files: it opens in a tunnel too, and shows the job as it was.
import { cachePageFiles } from "@baro/design/worker/page_cache";

cachePageFiles();
