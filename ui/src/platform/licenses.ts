import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { LicenseId, Product } from "./bindings";
import { usePlatform } from "./context";
import { keys } from "./keys";
import { everyLicense } from "./queries";
import { useCurrent } from "./session";

export { everyLicense, shownQuery } from "./queries";

const NONE: readonly Product[] = [];

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

/** The products that there are licenses for. */
export function useProducts(): readonly Product[] {
  const platform = usePlatform();
  const organization = useCurrent()?.organization.id;
  const { data } = useQuery({
    queryKey: keys.products(organization ?? ""),
    queryFn: async () => {
      const { facets } = await platform.queryLicenses(everyLicense, 0, 1);
      return facets.products.map(({ value, label }) => ({ code: value, name: label }));
    },
    enabled: organization !== undefined,
  });
  return data ?? NONE;
}
