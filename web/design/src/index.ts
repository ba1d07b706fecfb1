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
  TypingDots,
} from "./components";
export { loadFont } from "./font";
export { Icon } from "./icon";
export { isTop, type Layer, ToastContext as NewsOver, useLayer } from "./layers";
export { linkify as pieces, type TextSegment as Piece } from "./linkify";
export { Popup, type PopupItem } from "./popup";
export {
  type Appearance as Look,
  applyAppearance as applyLook,
  applyBrand,
  contrast,
  loadAppearance as loadLook,
  readableOn as legibleOn,
  saveAppearance as saveLook,
} from "./theme";
