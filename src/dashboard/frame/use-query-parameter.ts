import { useStore } from "../store.ts";

/**
 * A part of the address that can be shared, a filter say: its value and how to set it.
 * What is as usual is left out. The address is replaced, so that going back leaves the page.
 */
export function useQueryParameter(name: string, usual = ""): [string, (value: string) => void] {
  const { place } = useStore();
  const set = (value: string): void => {
    const { [name]: _old, ...others } = place.value.query;
    place.value = { ...place.value, query: value === usual ? others : { ...others, [name]: value } };
  };
  return [place.value.query[name] ?? usual, set];
}
