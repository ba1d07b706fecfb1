// Exports of the claims part.

export { c } from "./i18n";
export { CLAIM_KEYS, type ClaimKey, claimKeysOf } from "./rules/shortcuts";
export { ClaimDesk } from "./state/claim_desk";
export { DraftsNote, useDraftCount } from "./ui/claim_drafts";
export { ClaimsPage } from "./ui/claims_page";
export { claimCommands, goToPage, isClaimCommandPossible, runClaimCommand } from "./ui/commands";
export { ClaimDialogs } from "./ui/dialogs";
export { ClaimBodyPart, SentPhotos } from "./ui/message_bodies";
export { ClaimsNav } from "./ui/nav";
export { useClaimKeys } from "./ui/shortcuts";
export { ClaimSidebar, SidebarTabs } from "./ui/sidebar";
