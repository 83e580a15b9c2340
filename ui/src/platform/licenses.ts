import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ChangeRequest, ChangeSetView, LicenseId } from "./bindings";
import { usePlatform } from "./context";
import { keys } from "./keys";
import { readRowsAgain } from "./rows/useLicenseRows";
import { useCurrent } from "./session";

export { everyLicense, shownQuery } from "./queries";

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
    onSettled: () => {
      readRowsAgain(platform);
      return client.invalidateQueries({ queryKey: keys.licenses });
    },
  });
  return { ...mutation, progress };
}
