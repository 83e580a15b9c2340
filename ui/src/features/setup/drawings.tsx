import type { ReactNode } from "react";
import { useText } from "@/i18n";
import styles from "./drawings.module.css";

/*
 * Our own drawings of where things are in JetBrains Account: no screenshots, no logos. The steps beside them
 * say the same in words, so they are silent for screen readers.
 */

function VendorWindow({ children }: { children: ReactNode }) {
  const text = useText();
  return (
    <div className={styles.window} aria-hidden="true">
      <div className={styles.bar}>
        <i className={styles.dot} />
        <i className={styles.dot} />
        <i className={styles.dot} />
        <span className={styles.address}>{text("setup.drawing.address")}</span>
      </div>
      <div className={styles.content}>{children}</div>
    </div>
  );
}

/** A line of text that does not matter here. */
function Line({ width }: { width: number | string }) {
  return <i className={styles.line} style={{ width }} />;
}

/** The hand that shows where to click. */
function Pointer() {
  return (
    <svg className={styles.pointer} width="22" height="22" viewBox="0 0 22 22">
      <path
        d="M5 3.2v13.2l3.5-3.1 2.3 5.2 2.7-1.2-2.3-5.1 4.7-.4z"
        fill="var(--text)"
        stroke="var(--surface)"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The entry "Administration" on the left, and the button on its page. */
export function AdministrationDrawing() {
  const text = useText();
  return (
    <VendorWindow>
      <div className={styles.menu}>
        <Line width={56} />
        <Line width={70} />
        <span className={styles.menuItem}>{text("setup.drawing.administration")}</span>
        <Line width={48} />
      </div>
      <div className={styles.pane}>
        <div className={styles.row}>
          <div className={styles.lines}>
            <span className={styles.strong}>{text("setup.drawing.api")}</span>
            <Line width="82%" />
          </div>
          <span className={styles.target}>
            <span className={styles.button}>{text("setup.drawing.enable")}</span>
            <Pointer />
          </span>
        </div>
      </div>
    </VendorWindow>
  );
}

/** The organization's name at the top left with its number. */
export function CustomerCodeDrawing() {
  const text = useText();
  return (
    <VendorWindow>
      <div className={styles.pane}>
        <div className={styles.row}>
          <span className={styles.strong}>{text("setup.drawing.organization")}</span>
          <span className={styles.target}>
            <span className={styles.code}>{text("setup.drawing.code")}</span>
          </span>
          <span className={styles.push} />
          <Line width={44} />
          <i className={styles.avatar} />
        </div>
      </div>
    </VendorWindow>
  );
}

/** The button that generates, and the token that is shown once. */
export function TokenDrawing() {
  const text = useText();
  return (
    <VendorWindow>
      <div className={styles.pane}>
        <div className={styles.row}>
          <div className={styles.lines}>
            <span className={styles.strong}>{text("setup.drawing.token")}</span>
            <Line width="64%" />
          </div>
          <span className={styles.target}>
            <span className={styles.button}>{text("setup.drawing.generate")}</span>
          </span>
        </div>
        <div className={styles.tokenRow}>
          <span className={styles.token}>{text("setup.drawing.tokenDots")}</span>
          <span className={styles.target}>
            <span className={styles.plainButton}>{text("setup.drawing.copy")}</span>
            <Pointer />
          </span>
        </div>
      </div>
    </VendorWindow>
  );
}
