import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type {
  ChangeRequest,
  ChangeSetView,
  Facets,
  LicenseId,
  LicenseQuery,
  LicenseRow,
  LicenseWindow,
} from "./bindings";
import { usePlatform } from "./context";
import { keys } from "./keys";
import type { AnyProblem } from "./platform";
import { useCurrent } from "./session";

const PAGE = 100;

/** All licenses, by product. */
export const everyLicense: LicenseQuery = {
  search: "",
  products: [],
  teams: [],
  states: [],
  assignees: [],
  expiry: null,
  lastSeen: null,
  revocable: null,
  trial: null,
  suspended: null,
  transferable: null,
  renews: null,
  sort: "product",
  descending: false,
};

/** One window of rows. While another query is being answered, the one before stays. */
export function useLicenseWindow(query: LicenseQuery, offset: number, limit: number) {
  const platform = usePlatform();
  const organization = useCurrent()?.organization.id;
  return useQuery({
    queryKey: keys.window(organization ?? "", query, offset, limit),
    queryFn: () => platform.queryLicenses(query, offset, limit),
    enabled: organization !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** Rows of a query by position, read as they come into sight. */
export interface LicenseRows {
  /** How many the query finds; undefined before the first answer. */
  total: number | undefined;
  /** How many licenses there are at all. */
  all: number | undefined;
  facets: Facets | undefined;
  getRow: (index: number) => LicenseRow | undefined;
  /** Tells which rows are in sight. */
  onRangeChange: (first: number, last: number) => void;
  /** No answer has come yet. */
  isLoading: boolean;
  /** What is shown belongs to the query before. */
  isStale: boolean;
  isFetching: boolean;
  problem: AnyProblem | null;
  retry: () => void;
}

/** The rows of a query for a table of any length. */
export function useLicenseRows(query: LicenseQuery): LicenseRows {
  const platform = usePlatform();
  const client = useQueryClient();
  const organization = useCurrent()?.organization.id ?? "";
  const first = useLicenseWindow(query, 0, PAGE);
  const [pages, setPages] = useState<readonly [number, number]>([0, 0]);
  const total = first.data?.total;

  const numbers = useMemo(() => {
    const last = Math.min(pages[1], Math.ceil((total ?? 0) / PAGE) - 1);
    const from = Math.max(1, pages[0]);
    return Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => from + index);
  }, [pages, total]);
  const others = useQueries({
    queries: numbers.map((page) => ({
      queryKey: keys.window(organization, query, page * PAGE, PAGE),
      queryFn: () => platform.queryLicenses(query, page * PAGE, PAGE),
      enabled: organization !== "" && !first.isPlaceholderData,
    })),
  });

  const rows = new Map<number, LicenseRow>();
  for (const page of [first, ...others]) keep(rows, page.data);
  const failed = [first, ...others].find((page) => page.error !== null);
  return {
    total,
    all: first.data?.all,
    facets: first.data?.facets,
    getRow: (index) => rows.get(index),
    onRangeChange: useCallback((from: number, to: number) => {
      const wanted = [Math.floor(from / PAGE), Math.floor(to / PAGE)] as const;
      setPages((before) => (before[0] === wanted[0] && before[1] === wanted[1] ? before : wanted));
    }, []),
    isLoading: first.isPending,
    isStale: first.isPlaceholderData,
    isFetching: first.isFetching,
    problem: failed?.error ?? null,
    retry: () => void client.invalidateQueries({ queryKey: keys.licenses }),
  };
}

function keep(rows: Map<number, LicenseRow>, window: LicenseWindow | undefined) {
  window?.rows.forEach((row, index) => rows.set(window.offset + index, row));
}

/** Everything about one license; nothing while no license is named. */
export function useLicenseDetails(id: LicenseId | null) {
  const platform = usePlatform();
  const organization = useCurrent()?.organization.id;
  return useQuery({
    queryKey: keys.details(organization ?? "", id ?? ""),
    queryFn: () => platform.licenseDetails(id ?? ""),
    enabled: organization !== undefined && id !== null,
  });
}

/** People who are already known, by part of a name or e-mail. */
export function usePeopleSuggestions(text: string) {
  const platform = usePlatform();
  const organization = useCurrent()?.organization.id;
  const wanted = text.trim();
  return useQuery({
    queryKey: keys.people(organization ?? "", wanted),
    queryFn: () => platform.peopleSuggestions(wanted),
    enabled: organization !== undefined && wanted !== "",
    placeholderData: keepPreviousData,
  });
}

/** Products and teams that have a free seat. */
export function useFreeSeats() {
  const platform = usePlatform();
  const organization = useCurrent()?.organization.id;
  return useQuery({
    queryKey: keys.freeSeats(organization ?? ""),
    queryFn: () => platform.freeSeats(),
    enabled: organization !== undefined,
  });
}

/** Makes a plan. Nothing is sent. */
export function usePlanChange() {
  const platform = usePlatform();
  return useMutation({ mutationFn: (request: ChangeRequest) => platform.planChange(request) });
}

export interface ApplyInput {
  plan: string;
  without: LicenseId[];
}

/** Carries a plan out. `progress` is where it stands, from the first event to the answer. */
export function useApplyPlan() {
  const platform = usePlatform();
  const client = useQueryClient();
  const [progress, setProgress] = useState<ChangeSetView | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ plan, without }: ApplyInput) => {
      // A change set has the id of its plan; what was left open by an earlier one may be settled meanwhile.
      const end = platform.onChangeProgressed((change) => {
        if (change.id === plan) setProgress(change);
      });
      try {
        return await platform.applyPlan(plan, without);
      } finally {
        end();
      }
    },
    onMutate: () => setProgress(null),
    onSuccess: setProgress,
    onSettled: () => client.invalidateQueries({ queryKey: keys.licenses }),
  });
  return { ...mutation, progress };
}
