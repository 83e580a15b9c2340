import { GripVertical } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import styles from "./ArrangedList.module.css";
import { Checkbox } from "./Checkbox";
import { classes } from "./classes";
import floating from "./Floating.module.css";

export interface ArrangedListProps<Id extends string> {
  label: string;
  /** In their order. */
  items: readonly { id: Id; label: string }[];
  selected: ReadonlySet<Id>;
  onSelect: (selected: Set<Id>) => void;
  onMove: (order: Id[]) => void;
}

/**
 * Things to choose and to put in order: by dragging, or with the keys from the handle of each (Enter takes it, arrows
 * choose the place, Enter puts it there). One stays chosen.
 */
export function ArrangedList<Id extends string>(props: ArrangedListProps<Id>) {
  const { label, items, selected, onSelect, onMove } = props;
  const order = items.map(({ id }) => id);
  // With what is chosen in it: the list draws a line anew when its item is another one.
  const lines = items.map((item) => ({ ...item, isSelected: selected.has(item.id) }));
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) =>
      [...keys].map((key) => ({
        "text/plain": items.find(({ id }) => id === key)?.label ?? String(key),
      })),
    onReorder: ({ keys, target }) => {
      const rest = order.filter((id) => !keys.has(id));
      const place = rest.indexOf(target.key as Id) + (target.dropPosition === "after" ? 1 : 0);
      onMove(rest.toSpliced(place, 0, ...order.filter((id) => keys.has(id))));
    },
  });
  const toggle = (id: Id) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    if (next.size > 0) onSelect(next);
  };
  const toggleBySpace = (event: KeyboardEvent<HTMLElement>) => {
    const line = event.target as HTMLElement;
    const id = order.find((one) => one === line.dataset.key);
    if (event.key !== " " || line.getAttribute("role") !== "row" || id === undefined) return;
    event.preventDefault();
    toggle(id);
  };
  return (
    // The boxes are no selection in the sense of the list: all that is selected there is dragged together.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only listens to what its lines let through
    <div className={styles.frame} onKeyDownCapture={toggleBySpace}>
      <GridList
        aria-label={label}
        className={classes(floating.list, styles.list)}
        items={lines}
        dragAndDropHooks={dragAndDropHooks}
      >
        {(item) => (
          <GridListItem
            id={item.id}
            textValue={item.label}
            className={classes(floating.option, styles.item)}
            onAction={() => toggle(item.id)}
          >
            <Checkbox isSelected={item.isSelected} onChange={() => toggle(item.id)}>
              {item.label}
            </Checkbox>
            <Button slot="drag" className={styles.handle}>
              <GripVertical size={14} aria-hidden />
            </Button>
          </GridListItem>
        )}
      </GridList>
    </div>
  );
}
