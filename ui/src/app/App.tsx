import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { I18nProvider, useText } from "@/i18n";
import { Spinner, ToastProvider } from "@/ui";
import styles from "./App.module.css";

/** Everything the pages stand on: texts, the cache of what the app answered, toasts. */
export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <I18nProvider>
      <QueryClientProvider client={queryClient}>
        <Window />
      </QueryClientProvider>
    </I18nProvider>
  );
}

/** Answers come from the app on this computer, whether or not there is a network. */
function createQueryClient(): QueryClient {
  const local = { networkMode: "always", retry: false } as const;
  return new QueryClient({
    defaultOptions: { queries: { ...local, refetchOnWindowFocus: false }, mutations: local },
  });
}

function Window() {
  const text = useText();
  return (
    <ToastProvider regionLabel={text("common.notifications")} closeLabel={text("common.close")}>
      <div className={styles.starting}>
        <Spinner label={text("app.starting")} size={22} />
      </div>
    </ToastProvider>
  );
}
