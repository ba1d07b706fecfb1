// What a button with the action `open` opens: a change to sign, a coupon, a referral to a department, the guide of photos.
import { loadStyles } from "@baro/design/load_styles";
import { ShotDialog } from "../files/shot_guide";
import { ChangeDialog } from "./change_dialog";
import styles from "./consent.css?url";
import { CouponDialog } from "./coupon_dialog";
import { ReferralDialog } from "./referral_dialog";

void loadStyles(styles);

export const Opened = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const [kind, first = "", ...rest] = id.split(":");
  if (kind === "change") return <ChangeDialog change={first} onClose={onClose} />;
  if (kind === "coupon")
    return (
      <CouponDialog place={first === "" ? null : Number(first)} code={rest.join(":")} onClose={onClose} />
    );
  if (kind === "referral") return <ReferralDialog department={first} onClose={onClose} />;
  if (kind === "photos") return <ShotDialog onClose={onClose} />;
  return null;
};
