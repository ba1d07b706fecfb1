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
export { isTop, type Layer, NewsOver, useLayer } from "./layers";
export { type Piece, pieces } from "./linkify";
export { Popup, type PopupItem } from "./popup";
export { applyBrand, applyLook, contrast, type Look, legibleOn, loadLook, saveLook } from "./theme";
