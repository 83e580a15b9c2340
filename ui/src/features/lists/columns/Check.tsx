import { CircleAlert, CircleCheck } from "lucide-react";
import { lineWords, useWords } from "@/change";
import { type ListCheck, type ListView, useCheckList, type Want } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Badge, Callout, Spinner } from "@/ui";
import styles from "./Check.module.css";
import type { ListColumns } from "./columns";
import { mappingWords } from "./words";

export interface CheckProps {
  list: ListView;
  columns: ListColumns;
  want: Want;
}

/** What the lines say when the columns are understood so. */
export function Check({ list, columns, want }: CheckProps) {
  const { text } = useWords();
  const { data, error, refetch } = useCheckList(list.id, columns, want);
  if (error) return <ProblemCallout problem={error} handlers={{ retry: () => void refetch() }} />;
  if (!data) return <Spinner label={text("lists.checking")} />;
  if (data.problem) {
    return (
      <Callout tone="attention" live="polite" title={text("lists.mapping.title")}>
        {mappingWords(text, data.problem)}
      </Callout>
    );
  }
  return <Lines check={data} />;
}

function Lines({ check }: { check: ListCheck }) {
  const words = useWords();
  const { text } = words;
  return (
    <section aria-labelledby="list-lines" className={styles.lines}>
      <div className={styles.counts} role="status">
        <h3 id="list-lines" className={styles.title}>
          {text("lists.lines")}
        </h3>
        <Badge tone="accent" icon={<CircleCheck size={13} aria-hidden />}>
          {text("lists.good", { count: check.good })}
        </Badge>
        {check.bad > 0 && (
          <Badge tone="wrong" icon={<CircleAlert size={13} aria-hidden />}>
            {text("lists.bad", { count: check.bad })}
          </Badge>
        )}
      </div>
      {check.bad > 0 && (
        <>
          <p className={styles.note}>{text("lists.badMeans")}</p>
          <table className={styles.table} aria-label={text("lists.badLines")}>
            <thead>
              <tr>
                <th scope="col">{text("lists.line")}</th>
                <th scope="col">{text("lists.whatItSays")}</th>
                <th scope="col">{text("lists.reason")}</th>
              </tr>
            </thead>
            <tbody data-selectable>
              {check.badLines.map(({ line, bad }) => (
                <tr key={line}>
                  <td className={styles.number}>{line}</td>
                  <td className={styles.text} title={bad.text}>
                    {bad.text}
                  </td>
                  <td>{lineWords(words, bad.problem)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {check.bad > check.badLines.length && (
            <p className={styles.note}>
              {text("lists.badMore", { count: check.bad - check.badLines.length })}
            </p>
          )}
        </>
      )}
    </section>
  );
}
