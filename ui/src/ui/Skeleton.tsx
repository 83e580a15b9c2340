import { classes } from "./classes";
import styles from "./Skeleton.module.css";

export interface SkeletonProps {
  width?: number | string;
  height?: number;
  isRound?: boolean;
  className?: string;
}

/** Keeps the place of what is not there yet. */
export function Skeleton({ width = "100%", height = 10, isRound, className }: SkeletonProps) {
  return (
    <span
      className={classes(styles.skeleton, isRound && styles.round, className)}
      style={{ width, height }}
      aria-hidden="true"
    />
  );
}
