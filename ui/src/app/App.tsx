import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { I18nProvider, useText } from "@/i18n";
import { type Platform, PlatformProvider } from "@/platform";
import { ToastProvider } from "@/ui";
import { Boundary } from "./Boundary";
import { createQueryClient } from "./queryClient";
import { Root } from "./Root";

export interface AppProps {
  platform: Platform;
  /** The cache of its answers, where some are there already. */
  client?: QueryClient;
}

/** Everything the pages stand on: the application, texts, the cache of its answers, addresses, toasts. */
export function App({ platform, client }: AppProps) {
  const [queryClient] = useState(() => client ?? createQueryClient());
  return (
    <PlatformProvider value={platform}>
      <QueryClientProvider client={queryClient}>
        <I18nProvider>
          {/* oxlint-disable-next-line react/hooks -- this is how wouter is told where the address is kept */}
          <Router hook={useHashLocation}>
            <Toasts />
          </Router>
        </I18nProvider>
      </QueryClientProvider>
    </PlatformProvider>
  );
}

function Toasts() {
  const text = useText();
  return (
    <ToastProvider regionLabel={text("common.notifications")} closeLabel={text("common.close")}>
      <Boundary>
        <Root />
      </Boundary>
    </ToastProvider>
  );
}
