import { lazy, Suspense } from "react";
import { Skeleton } from "./Skeleton";

export interface DateFieldProps {
  label: string;
  /** A calendar day, "2026-12-04"; null: none. */
  value: string | null;
  /** Told each whole day, and null when the field was emptied. */
  onChange: (day: string | null) => void;
  isInvalid?: boolean;
}

/** Calendars are large, and most windows never show one. */
const Parts = lazy(() => import("./DateFieldParts"));

/** As high as the field with its label. */
const HEIGHT = 56;

/** A calendar day: typed part by part, or chosen from a calendar. */
export function DateField(props: DateFieldProps) {
  return (
    <Suspense fallback={<Skeleton height={HEIGHT} />}>
      <Parts {...props} />
    </Suspense>
  );
}
