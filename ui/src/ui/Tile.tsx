import { classes } from "./classes";
import { productColor } from "./productColors";
import styles from "./Tile.module.css";

type TileSize = "small" | "medium" | "large";

/** A product by its code, in a colour of its own. The name stands beside it, so it is silent. */
export function ProductTile({ code, size = "medium" }: { code: string; size?: TileSize }) {
  return (
    <span
      className={classes(styles.tile, styles[size], code.length > 2 && styles.long)}
      style={{ backgroundColor: productColor(code) }}
      aria-hidden="true"
    >
      {code.slice(0, 3) || "?"}
    </span>
  );
}

/** An organization (or the app itself) by its first letter. */
export function OrganizationTile({ name, size = "medium" }: { name: string; size?: TileSize }) {
  const letter = [...name.trim()][0]?.toLocaleUpperCase() ?? "?";
  return (
    <span className={classes(styles.tile, styles.organization, styles[size])} aria-hidden="true">
      {letter}
    </span>
  );
}
