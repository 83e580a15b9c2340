import { Component, type ReactNode } from "react";
import { useText } from "@/i18n";
import { type AnyProblem, toProblem } from "@/platform";
import { ProblemCallout } from "@/problems";
import styles from "./App.module.css";

/** Catches a fault of the page itself: better words than an empty window. */
export class Boundary extends Component<{ children: ReactNode }, { problem: AnyProblem | null }> {
  override state = { problem: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { problem: toProblem(thrown) };
  }

  override render() {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return <PageProblem problem={problem} onRetry={() => this.setState({ problem: null })} />;
  }
}

/** A problem that leaves nothing else to show. */
export function PageProblem({ problem, onRetry }: { problem: AnyProblem; onRetry: () => void }) {
  const text = useText();
  return (
    <main className={styles.starting}>
      <div className={styles.startProblem}>
        <h1 className={styles.startTitle}>{text("app.problem.title")}</h1>
        <ProblemCallout problem={problem} handlers={{ retry: onRetry }} />
      </div>
    </main>
  );
}
