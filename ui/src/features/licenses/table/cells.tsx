import { holderName, holderNote, productName, teamName, useWords } from "@/change";
import { DayText, useText } from "@/i18n";
import type { HolderView, LicenseRow, Team } from "@/platform";
import { ProductTile, TwoLines } from "@/ui";
import styles from "./cells.module.css";

export function ProductCell({ row }: { row: LicenseRow }) {
  const words = useWords();
  const name = productName(words, row.product);
  const note = row.isTrial ? words.text("licenses.product.trial", { id: row.id }) : row.id;
  return (
    <TwoLines
      leading={<ProductTile code={row.product.code} />}
      primary={name}
      secondary={note}
      title={`${name}\n${note}`}
    />
  );
}

export function HolderCell({ holder }: { holder: HolderView | null }) {
  const words = useWords();
  if (!holder) return <span className={styles.quiet}>{words.text("licenses.holder.nobody")}</span>;
  const name = holderName(words, holder);
  const note = holderNote(holder);
  const hint = holder.isMasked ? words.text("licenses.holder.masked") : "";
  return <TwoLines primary={name} secondary={note} title={[name, note, hint].filter(Boolean).join("\n")} />;
}

export function TeamCell({ team }: { team: Team | null }) {
  const words = useWords();
  if (!team) return <Dash meaning={words.text("licenses.team.none")} />;
  const name = teamName(words, team);
  return (
    <span className={styles.line} title={name}>
      {name}
    </span>
  );
}

export function UntilCell({ row }: { row: LicenseRow }) {
  const text = useText();
  if (row.validUntil === null) return <Dash meaning={text("licenses.until.none")} />;
  return <DayText day={row.validUntil} />;
}

/** When it was last used, and where that can't be known, why. */
export function LastSeenCell({ row }: { row: LicenseRow }) {
  const text = useText();
  if (row.holder?.kind !== "person") return <Dash meaning={text("licenses.seen.notApplicable")} />;
  if (row.hasOfflineCode) {
    return <span title={text("licenses.seen.offlineCodeMeans")}>{text("licenses.seen.offlineCode")}</span>;
  }
  if (row.lastSeen === null) {
    return <span title={text("licenses.seen.neverMeans")}>{text("licenses.seen.never")}</span>;
  }
  return <DayText day={row.lastSeen} isRelative />;
}

export function TextCell({ text }: { text: string | null }) {
  const words = useText();
  if (!text) return <Dash meaning={words("licenses.value.none")} />;
  return (
    <span className={styles.line} title={text}>
      {text}
    </span>
  );
}

export function EmailCell({ holder }: { holder: HolderView | null }) {
  return <TextCell text={holder?.email ?? null} />;
}

export function AssignedOnCell({ row }: { row: LicenseRow }) {
  const text = useText();
  if (row.assignedOn === null) return <Dash meaning={text("licenses.value.none")} />;
  return <DayText day={row.assignedOn} />;
}

/** From when it can be taken back; only people's licenses can be. */
export function RevocableCell({ row }: { row: LicenseRow }) {
  const text = useText();
  if (row.lockedUntil !== null) return <DayText day={row.lockedUntil} />;
  if (row.holder?.kind !== "person") return <Dash meaning={text("licenses.revocable.notApplicable")} />;
  return <span>{text("licenses.revocable.now")}</span>;
}

/** "No" is quiet: in a column of them the other ones are looked for. */
export function YesNoCell({ is }: { is: boolean }) {
  const text = useText();
  return is ? (
    <span>{text("licenses.value.yes")}</span>
  ) : (
    <span className={styles.quiet}>{text("licenses.value.no")}</span>
  );
}

/** A dash for the eye, words for the ear. */
function Dash({ meaning }: { meaning: string }) {
  return (
    <span className={styles.quiet} title={meaning}>
      <span aria-hidden="true">{"—"}</span>
      <span className="visually-hidden">{meaning}</span>
    </span>
  );
}
