import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigFault, readConfig } from './config.js';

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (fault) {
    return (fault as ConfigFault).faults;
  }
};

describe('TRUST_PROXY', () => {
  it.each(['10.0.0.1', '10.0.0.0/8, ::1', 'fd00::/8,127.0.0.1'])('%s is taken', (list) =>
    expect(faultsOf({ TRUST_PROXY: list })).toEqual([]),
  );

  it.each(['true', '1', '1.2.3.999', '10.0.0.0/33', '10.0.0.1,', '::1/8/8', '10.0.0.1;10.0.0.2'])(
    '%s is refused in one line',
    (list) =>
      expect(faultsOf({ TRUST_PROXY: list })).toEqual([
        expect.stringMatching(/^TRUST_PROXY must be a list of addresses/),
      ]),
  );
});

describe('WEBHOOK_ALLOW', () => {
  it.each([
    [undefined, []],
    ['10.0.0.5', ['10.0.0.5']],
    [
      'Nhan.Trong-Nha.lan, [FD00::5],fd00::0:6, 0x7f.1',
      ['nhan.trong-nha.lan', 'fd00::5', 'fd00::6', '127.0.0.1'],
    ],
  ])('%s is taken as browsers write hosts', (list, webhookAllow) =>
    expect(readConfig({ WEBHOOK_ALLOW: list })).toMatchObject({ webhookAllow }),
  );

  it.each([
    '10.0.0.5:8080',
    'http://a.lan',
    'a.lan/x',
    'a.lan,',
    'a b',
    '10.0.0.0/8',
    '[fd00::5',
    '1.2.3.999',
  ])('%s is refused in one line', (list) =>
    expect(faultsOf({ WEBHOOK_ALLOW: list })).toEqual([expect.stringMatching(/^WEBHOOK_ALLOW must be/)]),
  );
});

describe('BACKUP_DIR and BACKUP_KEEP', () => {
  it.each([
    [{}, null, 7],
    [{ BACKUP_DIR: '/sao-luu' }, '/sao-luu', 7],
    [{ DATA_DIR: '/du-lieu', BACKUP_DIR: '/du-lieu/sao-luu', BACKUP_KEEP: '30' }, '/du-lieu/sao-luu', 30],
    [{ BACKUP_DIR: '', BACKUP_KEEP: '' }, null, 7],
  ])('%j are taken', (env, backupDir, backupKeep) =>
    expect(readConfig(env)).toMatchObject({ backupDir, backupKeep }),
  );

  it.each(['0', '-1', '1.5', 'bảy', '1001', '7 ngày'])('BACKUP_KEEP %s is refused in one line', (keep) =>
    expect(faultsOf({ BACKUP_KEEP: keep })).toEqual(['BACKUP_KEEP must be a whole number from 1 to 1000']),
  );
  it.each(['/du-lieu', '/du-lieu/', '/du-lieu/materials', '/du-lieu/x/../materials/y'])(
    'BACKUP_DIR %s is refused where the data are',
    (folder) =>
      expect(faultsOf({ DATA_DIR: '/du-lieu', BACKUP_DIR: folder })).toEqual([
        'BACKUP_DIR must not be DATA_DIR itself nor lie among its materials',
      ]),
  );
});

describe('OIDC_…', () => {
  const needed = { OIDC_ISSUER: 'https://sso.tinh.gov.vn/realms/can-bo', OIDC_CLIENT_ID: 'diemcau' };
  const withRoles = (roles: string) => ({ ...needed, OIDC_ROLES: roles });

  it('is off where nothing is said', () => expect(readConfig({}).identityProvider).toBeNull());
  it('takes groups with their roles and conferences, also as directories name them', () =>
    expect(
      readConfig(withRoles('CN=Chủ quản,OU=So=owner; /truc = steward : tap-huan,hn-3;doc=reader;')),
    ).toMatchObject({
      identityProvider: {
        name: 'sso.tinh.gov.vn',
        scopes: 'openid profile',
        groupsClaim: 'groups',
        clientSecret: null,
        rights: [
          { group: 'CN=Chủ quản,OU=So', role: 'owner', scope: 'all' },
          { group: '/truc', role: 'steward', scope: ['tap-huan', 'hn-3'] },
          { group: 'doc', role: 'reader', scope: 'all' },
        ],
      },
    }));

  it.each([
    ['', 'OIDC_ROLES is missing'],
    ['chu-quan', 'OIDC_ROLES must say'],
    ['a=king', 'OIDC_ROLES must say'],
    ['=owner', 'OIDC_ROLES must say'],
    ['a=owner:tap-huan', 'OIDC_ROLES must say'],
    ['a=reader:Không Phải', 'OIDC_ROLES must say'],
  ])('OIDC_ROLES "%s" is refused in one line', (roles, line) =>
    expect(faultsOf(withRoles(roles))).toEqual([expect.stringContaining(line)]),
  );
  it.each(['http://sso.tinh.gov.vn', 'sso.tinh.gov.vn', 'https://a:b@sso.vn', 'https://sso.vn/?x=1'])(
    'OIDC_ISSUER %s is refused in one line',
    (issuer) =>
      expect(faultsOf({ ...withRoles('a=owner'), OIDC_ISSUER: issuer })).toEqual([
        expect.stringMatching(/^OIDC_ISSUER must be an https/),
      ]),
  );
  it('is refused in parts, and without openid', () => {
    expect(faultsOf({ OIDC_GROUPS_CLAIM: 'groups' })).toEqual([
      expect.stringContaining('OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_ROLES is missing'),
    ]);
    expect(faultsOf({ ...withRoles('a=owner'), OIDC_SCOPES: 'profile' })).toEqual([
      'OIDC_SCOPES must hold openid',
    ]);
  });
});

describe('secrets in files', () => {
  let folder: string;
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'diemcau-secrets-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are taken without the line break at their end', () => {
    const config = readConfig({
      ORGANIZER_LOGIN: 'ban-to-chuc',
      ORGANIZER_PASSWORD_FILE: file('password', 'ba con trâu trắng\n'),
      METRICS_TOKEN_FILE: file('token', '0123456789abcdef\r\n'),
      DATABASE_URL_FILE: file('url', 'postgres://u:p@db/diemcau'),
    });
    expect(config).toMatchObject({
      organizer: { login: 'ban-to-chuc', password: 'ba con trâu trắng' },
      metricsToken: '0123456789abcdef',
      databaseUrl: 'postgres://u:p@db/diemcau',
    });
  });

  it('are refused in one line that does not tell them', () => {
    const short = file('short', 'ngắn');
    expect(faultsOf({ METRICS_TOKEN_FILE: join(folder, 'none') })).toEqual([
      `METRICS_TOKEN_FILE names a file that cannot be read: ${join(folder, 'none')}`,
    ]);
    expect(faultsOf({ METRICS_TOKEN_FILE: file('empty', '\n') })).toEqual([
      `METRICS_TOKEN_FILE names an empty file: ${join(folder, 'empty')}`,
    ]);
    expect(faultsOf({ METRICS_TOKEN: '0123456789abcdef', METRICS_TOKEN_FILE: short })).toEqual([
      'METRICS_TOKEN and METRICS_TOKEN_FILE are both set: set one',
    ]);
    expect(faultsOf({ METRICS_TOKEN_FILE: short })).toEqual([
      'METRICS_TOKEN must have at least 16 characters',
    ]);
  });
});
