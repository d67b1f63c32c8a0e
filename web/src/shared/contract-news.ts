/** Whether the service serves this page's version of the contract, or it is too old. */
export type ContractNews = 'served' | 'too-old';
type Listener = (news: ContractNews) => void;

const listeners = new Set<Listener>();

export const onContractNews = (listener: Listener): void => void listeners.add(listener);
export function tellContractNews(news: ContractNews): void {
  for (const listener of listeners) listener(news);
}
