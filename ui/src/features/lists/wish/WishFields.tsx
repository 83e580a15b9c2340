import { productName, useWords } from "@/change";
import { type CurrentView, type FreeSeats, useFreeSeats, useProducts } from "@/platform";
import { Callout, Checkbox, type Choice, Select } from "@/ui";
import { has } from "../columns/columns";
import type { ListFlow } from "../useListFlow";
import type { WishForm } from "./wishForm";
import { WANTS, wantMeaning, wantTitle } from "./words";
import styles from "./WishFields.module.css";

export interface WishFieldsProps {
  flow: ListFlow;
  current: CurrentView;
}

/** What the list is for, with all that has to be said beside it. */
export function WishFields({ flow, current }: WishFieldsProps) {
  const { text } = useWords();
  const { wish, setWish } = flow;
  const { want } = wish;
  return (
    <div className={styles.fields}>
      <Select
        label={text("lists.want")}
        choices={WANTS.map((one) => ({ id: one, label: wantTitle(text, one) }))}
        value={want}
        onChange={(next) => setWish({ want: next })}
        help={wantMeaning(text, want)}
      />
      {want !== "transfer" && <Product flow={flow} />}
      {want === "transfer" && <Target flow={flow} current={current} />}
      {(want === "assign" || want === "makeItSo") && (
        <>
          <Team flow={flow} current={current} />
          {want === "makeItSo" && <TakeFromOthers wish={wish} setWish={setWish} />}
          <Mail wish={wish} setWish={setWish} />
        </>
      )}
    </div>
  );
}

const ALL = "all";

function Product({ flow }: { flow: ListFlow }) {
  const words = useWords();
  const { text } = words;
  const products = useProducts();
  const { data: seats = [] } = useFreeSeats();
  const { wish, setWish, columns } = flow;
  if (has(columns, "product")) return <p className={styles.note}>{text("lists.product.inList")}</p>;
  const isRevoke = wish.want === "revoke";
  const choices: Choice[] = products.map((product) => ({
    id: product.code,
    label: productName(words, product),
    description: isRevoke
      ? undefined
      : text("licenses.assign.free", { count: freeOf(seats, product.code, wish.team) }),
  }));
  const all: Choice = { id: ALL, label: text("lists.product.all") };
  return (
    <Select
      label={text("lists.product")}
      choices={isRevoke ? [all, ...choices] : choices}
      value={wish.product ?? (isRevoke ? ALL : null)}
      placeholder={text("licenses.assign.chooseProduct")}
      onChange={(id) => setWish({ product: id === ALL ? null : id })}
    />
  );
}

/** Seats that nobody holds, in one team or in all. */
function freeOf(seats: readonly FreeSeats[], product: string, team: number | null): number {
  return seats
    .filter((seat) => seat.product.code === product && (team === null || seat.team?.id === team))
    .reduce((sum, { count }) => sum + count, 0);
}

function Team({ flow, current }: WishFieldsProps) {
  const { text } = useWords();
  const { wish, setWish, columns } = flow;
  const any: Choice = { id: ALL, label: text("lists.team.any") };
  return (
    <Select
      label={text("lists.team")}
      choices={[any, ...teamChoices(current)]}
      value={wish.team === null ? ALL : String(wish.team)}
      onChange={(id) => setWish({ team: id === ALL ? null : Number(id) })}
      help={has(columns, "team") && text("lists.team.whereMissing")}
    />
  );
}

function Target({ flow, current }: WishFieldsProps) {
  const { text } = useWords();
  const { wish, setWish, columns } = flow;
  return (
    <Select
      label={text("lists.target")}
      choices={teamChoices(current)}
      value={wish.target === null ? null : String(wish.target)}
      placeholder={text("licenses.assign.chooseTeam")}
      onChange={(id) => setWish({ target: Number(id) })}
      help={has(columns, "team") && text("lists.team.whereMissing")}
    />
  );
}

function teamChoices({ teams }: CurrentView): Choice[] {
  return teams.map(({ id, name }) => ({ id: String(id), label: name || String(id) }));
}

type Part = Pick<ListFlow, "wish" | "setWish">;

function Mail({ wish, setWish }: Part) {
  const { text } = useWords();
  return (
    <>
      <Checkbox
        isSelected={wish.sendEmail}
        onChange={(sendEmail) => setWish({ sendEmail })}
        description={text("lists.sendEmailMeans")}
      >
        {text("licenses.assign.sendEmail")}
      </Checkbox>
      <Checkbox
        isSelected={wish.sendEmail && wish.includeOfflineCode}
        isDisabled={!wish.sendEmail}
        onChange={(includeOfflineCode) => setWish({ includeOfflineCode })}
        description={text(
          wish.sendEmail ? "licenses.assign.offlineCodeMeans" : "licenses.assign.offlineCodeNeedsMail",
        )}
      >
        {text("licenses.assign.offlineCode")}
      </Checkbox>
    </>
  );
}

function TakeFromOthers({ wish, setWish }: { wish: WishForm; setWish: ListFlow["setWish"] }) {
  const { text } = useWords();
  return (
    <>
      <Checkbox
        isSelected={wish.takeFromOthers}
        onChange={(takeFromOthers) => setWish({ takeFromOthers })}
        description={text("lists.takeFromOthersMeans")}
      >
        {text("lists.takeFromOthers")}
      </Checkbox>
      {wish.takeFromOthers && (
        <Callout tone="attention" title={text("lists.takeFromOthersWarning")}>
          {text("lists.takeFromOthersNext")}
        </Callout>
      )}
    </>
  );
}
