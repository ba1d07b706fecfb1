// Import "@baro/design/design.css" once beside it.
export {
  Avatar,
  Badge,
  Banner,
  Bubble,
  Button,
  Dialog,
  Empty,
  Field,
  IconButton,
  Progress,
  Rows,
  Spinner,
  Switch,
  TextSizer,
  TypingDots,
} from "./components";
export { type EnterOptions, listenForEnter } from "./enter_key";
export { type FileDropOptions, listenForFiles } from "./file_drop";
export { loadFont } from "./font";
export { Icon } from "./icon";
export { isTop, type Layer, ToastContext, useLayer } from "./layers";
export { linkify, type TextSegment } from "./linkify";
export { Popup, type PopupItem } from "./popup";
export {
  APPEARANCE_ATTRIBUTES,
  type Appearance,
  applyAppearance,
  applyBrand,
  contrast,
  loadAppearance,
  readableOn,
  saveAppearance,
  stepTextSize,
  TEXT_SIZES,
  type TextSize,
} from "./theme";
export { followViewport, type SeenPart } from "./viewport";
