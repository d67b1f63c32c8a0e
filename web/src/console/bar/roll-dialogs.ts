/** The small dialogs of the roll, in one file: seven would cost a request and its headers each. */
export { default as HelpDialog } from '../help/HelpDialog.svelte';
export { default as AmendDialog } from '../roll/AmendDialog.svelte';
export { default as ClosingDialog } from '../roll/ClosingDialog.svelte';
export { default as HistoryDialog } from '../roll/HistoryDialog.svelte';
export { default as MaterialsDialog } from '../roll/MaterialsDialog.svelte';
export { default as PaperDialog } from '../roll/PaperDialog.svelte';
export { default as TroubleDialog } from '../roll/TroubleDialog.svelte';
