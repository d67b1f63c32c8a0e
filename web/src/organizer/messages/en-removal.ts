import type { RemovalMessages } from './vi-removal.js';

const walkIns = (n: string): string => (n === '1' ? 'walk-in' : 'walk-ins');
const removal: RemovalMessages = {
  all: 'Select all shown',
  choose: (name: string) => `Select ${name}`,
  hint: 'Select walk-ins added by mistake to take them off the list.',
  remove: (n: string) => `Take ${n} ${walkIns(n)} off the list`,
  ask: (n: string) =>
    `Take ${n} selected ${walkIns(n)} off the list? They no longer count; their entries stay in the ledger.`,
  done: (n: string) => `Taken off the list: ${n} ${walkIns(n)}.`,
};
export default removal;
