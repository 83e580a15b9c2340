import { denialReasons } from "@/access";
import type { MessageId } from "@/i18n";
import type { Denial, LineProblem, ObstacleView } from "@/platform";
import { dayWords, distanceWords, type Words } from "./useWords";

type Spoken =
  | "denied"
  | "recentlyAssigned"
  | "alreadyHolds"
  | "unknownProduct"
  | "unknownTeamName"
  | "badLine";
type PlainObstacle = Exclude<ObstacleView["kind"], Spoken>;

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
  noFreeLicense: "licenses.obstacle.noFreeLicense",
  holdsNothing: "licenses.obstacle.holdsNothing",
  nameMissing: "licenses.obstacle.nameMissing",
  alreadySo: "licenses.obstacle.alreadySo",
  changedSince: "licenses.obstacle.changedSince",
  notAsDescribed: "licenses.obstacle.notAsDescribed",
  listUnclear: "licenses.obstacle.listUnclear",
  offline: "licenses.obstacle.offline",
};

/** Why the token may not do it, and who may. */
export function denialWords({ text }: Words, denial: Denial): string {
  return text(denialReasons[denial]);
}

/** Why something can't or need not be done. */
export function obstacleWords(words: Words, obstacle: ObstacleView): string {
  const { text } = words;
  switch (obstacle.kind) {
    case "denied":
      return denialWords(words, obstacle.denial);
    case "recentlyAssigned":
      return text("licenses.obstacle.recentlyAssigned", {
        day: dayWords(words, obstacle.from),
        distance: distanceWords(words, obstacle.from),
      });
    case "alreadyHolds":
      return text("licenses.obstacle.alreadyHolds", { license: obstacle.license });
    case "unknownProduct":
      return text("licenses.obstacle.unknownProduct", { product: obstacle.text });
    case "unknownTeamName":
      return text("licenses.obstacle.unknownTeamName", { team: obstacle.text });
    case "badLine":
      return lineWords(words, obstacle.problem);
    default:
      return text(OBSTACLES[obstacle.kind]);
  }
}

const LINES: Readonly<Record<Exclude<LineProblem["code"], "duplicate">, MessageId>> = {
  nothing: "list.line.nothing",
  emailMissing: "list.line.emailMissing",
  emailMalformed: "list.line.emailMalformed",
  licenseMissing: "list.line.licenseMissing",
  licenseMalformed: "list.line.licenseMalformed",
  nameMissing: "list.line.nameMissing",
  nameHasDigits: "list.line.nameHasDigits",
  productMissing: "list.line.productMissing",
};

/** What is wrong with a line of a list. */
export function lineWords({ text }: Words, problem: LineProblem): string {
  return problem.code === "duplicate"
    ? text("list.line.duplicate", { line: problem.of })
    : text(LINES[problem.code]);
}
