import { Injectable } from '@nestjs/common';
import { FIRST_LANGUAGE, type Language } from '../contract/languages.js';
import { messages as reportMessages } from '#messages/all/reports.js';
import { attachment } from '../platform/files/content-disposition.js';
import { ReportWriter } from './report-writer.js';
import { fileNameOf, type ReportFile } from './reports.service.js';
import { type Table, text } from './table.js';

/** A table of a record: titles with their widths in characters, and rows of text. */
export interface RecordTable {
  name: string;
  columns: [title: string, width: number][];
  rows: (string | null)[][];
}
export interface RecordFile {
  fileName: string;
  title: string;
  lines: string[];
  tables: RecordTable[];
}

/** Writes what is held of one thing as a PDF to hand out, with a place to sign. */
@Injectable()
export class RecordFileService {
  constructor(private readonly writer: ReportWriter) {}

  /** @throws Problem as `ReportWriter` */
  async pdf(record: RecordFile, language: Language = FIRST_LANGUAGE): Promise<ReportFile> {
    const { paper } = reportMessages[language];
    const content = await this.writer.pdf({
      title: record.title,
      lines: record.lines,
      foot: {
        text: [record.title, ...record.lines.slice(0, 1)].join(' · '),
        page: paper.page({ page: '{page}', pages: '{pages}' }),
      },
      sign: { when: paper.sign.when, who: [paper.sign.drawnUp, paper.sign.confirmed], how: paper.sign.how },
      language,
      tables: record.tables.filter(({ rows }) => rows.length > 0).map(tableOf),
    });
    return {
      content,
      mediaType: 'application/pdf',
      disposition: attachment(`${fileNameOf(record.fileName)}.pdf`),
    };
  }
}

const tableOf = ({ name, columns, rows }: RecordTable): Table => ({
  name,
  columns: columns.map(([title, width]) => text(title, width)),
  rows,
  hasTotal: false,
});
