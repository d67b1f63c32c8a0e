import { sheetFacts } from './worksheet-xml.js';

const factsOf = (xml: string): ReturnType<typeof sheetFacts> =>
  sheetFacts([
    {
      name: 'xl/workbook.xml',
      content: Buffer.from('<sheet name="a" r:id="r1"/><sheet name="b" r:id="r2"/>'),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: Buffer.from('<Relationship Id="r1" Target="/xl/sheets/one.xml"/>'),
    },
    { name: 'xl/sheets/one.xml', content: Buffer.from(xml) },
  ]);

describe('what a worksheet’s XML says beside its cells', () => {
  it('is empty for a sheet whose part is not named', () =>
    expect(factsOf('')).toEqual([{ hiddenRows: [], hiddenColumns: [], notComputed: [] }, undefined]));

  it('names hidden rows and columns, and none that only a text calls hidden', () =>
    expect(
      factsOf(
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" hidden="0"/></cols>' +
          '<row r="4" hidden="true"/><row r="6"><c r="A6"><v> hidden="1"</v></c></row>',
      )[0],
    ).toEqual({ hiddenRows: [4], hiddenColumns: [1, 2], notComputed: [] }));

  it('names cells with a formula and no result; an empty text is one', () =>
    expect(
      factsOf(
        '<c r="A1"><f>B1</f></c><c r="A2"><f>B1</f><v>3</v></c><c r="A3" t="str"><f>B1</f><v></v></c>' +
          '<c r="A4"><f t="shared" si="0"/></c><c r="A5"><v>1</v></c><font/>',
      )[0]!.notComputed,
    ).toEqual(['A1', 'A4']));
});
