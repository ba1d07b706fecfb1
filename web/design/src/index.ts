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
export { isTop, type Layer, ToastContext, useLayer } from "./layers";
export { linkify, type TextSegment } from "./linkify";
export { Popup, type PopupItem } from "./popup";
export {
  type Appearance,
  applyAppearance,
  applyBrand,
  contrast,
  loadAppearance,
  readableOn,
  saveAppearance,
} from "./theme";
