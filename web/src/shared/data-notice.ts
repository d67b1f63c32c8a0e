import type { DataNotice } from '#contract/data-policy.js';

interface NoticeTexts {
  usual: string;
  task: (controller: string, purpose: string, document: string, contact: string) => string;
  consent: (controller: string, purpose: string, contact: string) => string;
}

/** What people are told before they give their name, in two sentences. */
export function noticeText(notice: DataNotice | null | undefined, t: NoticeTexts): string {
  if (!notice) return t.usual;
  const { basis, controller, purpose, document, contact } = notice;
  return basis === 'task'
    ? t.task(controller, purpose, document ?? '', contact)
    : t.consent(controller, purpose, contact);
}
