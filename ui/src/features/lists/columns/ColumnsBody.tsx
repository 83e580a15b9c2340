import { useText } from "@/i18n";
import { Badge, Select } from "@/ui";
import { Trouble } from "../Trouble";
import type { ListFlow } from "../useListFlow";
import { WishFields } from "../wish/WishFields";
import { Check } from "./Check";
import styles from "./ColumnsBody.module.css";
import type { Read } from "./columnsScreen";
import { PreviewTable } from "./PreviewTable";

/** The wish on one side; the columns and what is wrong with lines on the other. */
export function ColumnsBody({ flow, list, current }: Read & { flow: ListFlow }) {
  const text = useText();
  return (
    <div className={styles.panes}>
      <div className={styles.wish}>
        <WishFields flow={flow} current={current} />
      </div>
      <div className={styles.list}>
        <Trouble flow={flow} />
        <section aria-labelledby="list-columns" className={styles.section}>
          <div className={styles.heading}>
            <h3 id="list-columns" className={styles.title}>
              {text("lists.columns")}
            </h3>
            {list.isRemembered && <Badge tone="accent">{text("lists.remembered")}</Badge>}
            <Sheets flow={flow} list={list} current={current} />
          </div>
          <PreviewTable preview={list.preview} columns={flow.columns} setColumns={flow.setColumns} />
        </section>
        <Check list={list} columns={flow.columns} want={flow.wish.want} />
      </div>
    </div>
  );
}

/** Which sheet of a workbook. */
function Sheets({ flow, list: { preview } }: Read & { flow: ListFlow }) {
  const text = useText();
  const { source } = preview;
  if (source.kind !== "sheet" || source.sheets.length < 2) return null;
  return (
    <div className={styles.sheets}>
      <Select
        label={text("lists.sheet")}
        choices={source.sheets.map((name) => ({ id: name, label: name }))}
        value={source.name}
        onChange={flow.readSheet}
        isDisabled={flow.isReading}
      />
    </div>
  );
}
