// Small pictures of the files of this page, drawn once each.
import { uploadedFiles } from "./file_uploads";

const previews = new WeakMap<Blob, Promise<string | null>>();
/** Width, px. */
const PREVIEW_WIDTH = 320;

/** The address of a small picture of a photo; null for one of a format that the browser doesn't know. */
export const previewOf = (file: Blob): Promise<string | null> => {
  const known = previews.get(file) ?? draw(file).catch(() => null);
  previews.set(file, known);
  return known;
};

/** The picture of a photo that this page has uploaded, else null. */
export const previewOfUpload = async (upload: string): Promise<string | null> => {
  const file = uploadedFiles.get(upload);
  return file ? previewOf(file) : null;
};

const draw = async (file: Blob): Promise<string | null> => {
  if (!file.type.startsWith("image/")) return null;
  const bitmap = await createImageBitmap(file, { resizeWidth: PREVIEW_WIDTH });
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg"));
  return drawn && URL.createObjectURL(drawn);
};
