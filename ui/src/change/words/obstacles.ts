import { denialReasons } from "@/access";
import type { MessageId } from "@/i18n";
import type { Denial, ObstacleView } from "@/platform";
import { dayWords, distanceWords, type Words } from "./useWords";

type PlainObstacle = Exclude<ObstacleView["kind"], "denied" | "recentlyAssigned">;

const OBSTACLES: Readonly<Record<PlainObstacle, MessageId>> = {
  notFound: "licenses.obstacle.notFound",
  duplicate: "licenses.obstacle.duplicate",
  unsettled: "licenses.obstacle.unsettled",
  notAssigned: "licenses.obstacle.notAssigned",
  alreadyAssigned: "licenses.obstacle.alreadyAssigned",
  expired: "licenses.obstacle.expired",
  notPerUser: "licenses.obstacle.notPerUser",
  suspended: "licenses.obstacle.suspended",
  heldByServer: "licenses.obstacle.heldByServer",
  heldByKey: "licenses.obstacle.heldByKey",
  unavailable: "licenses.obstacle.unavailable",
  notTransferable: "licenses.obstacle.notTransferable",
  alreadyInTeam: "licenses.obstacle.alreadyInTeam",
  unknownTeam: "licenses.obstacle.unknownTeam",
  offline: "licenses.obstacle.offline",
};

/** Why the token may not do it, and who may. */
export function denialWords({ text }: Words, denial: Denial): string {
  return text(denialReasons[denial]);
}

/** Why something can't or need not be done. */
export function obstacleWords(words: Words, obstacle: ObstacleView): string {
  switch (obstacle.kind) {
    case "denied":
      return denialWords(words, obstacle.denial);
    case "recentlyAssigned":
      return words.text("licenses.obstacle.recentlyAssigned", {
        day: dayWords(words, obstacle.from),
        distance: distanceWords(words, obstacle.from),
      });
    default:
      return words.text(OBSTACLES[obstacle.kind]);
  }
}

/** Whether nothing is wrong: there is just nothing to do. */
export function isNothingToDo(obstacle: ObstacleView): boolean {
  return (
    obstacle.kind === "alreadyInTeam" || obstacle.kind === "duplicate" || obstacle.kind === "notAssigned"
  );
}
