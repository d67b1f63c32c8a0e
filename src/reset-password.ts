import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { INVITATION_HOURS } from './contract/account.js';
import { AccountInvitationRow } from './identity/accounts/account-invitation.entity.js';
import { AccountRow } from './identity/accounts/account.entity.js';
import { invitationUrl, newInvitation } from './identity/accounts/invitation-link.js';
import { loginKey } from './identity/sign-ins/access.rules.js';
import { auditKey } from './platform/audit/audit-key.js';
import { type Config, ConfigFault, readConfig } from './platform/config/config.js';
import { appendLines } from './platform/database/append-audit-lines.js';
import { CommandLineSource } from './platform/database/command-line.js';
import { DATA_FILES } from './platform/database/data-folder.js';
import { runStatement, type SqlValue } from './platform/database/statement.js';
import { schema } from './schema.js';

const USAGE =
  'npm run reset-password -- LOGIN   prints a one-time link by which the account of that login is given ' +
  'a new password; the old one works until the link is used';

type Manager = Parameters<typeof runStatement>[0];

/** Says in one line why there is no link. */
class NoLink extends Error {
  constructor(
    message: string,
    readonly code: number,
  ) {
    super(message);
  }
}

/**
 * `npm run reset-password -- LOGIN`, while the service runs or not. Exit code 0: the link was printed. 1: the
 * data cannot be read or written. 2: wrong words or settings. 3: there is no such account. 4: it is disabled.
 */
async function reset(): Promise<number> {
  const [login, ...more] = process.argv.slice(2);
  if (login === undefined || login.startsWith('-') || more.length > 0) return refuse(USAGE, 2);
  try {
    const config = readConfig(process.env);
    const token = await tokenFor(login, config);
    const base = config.publicUrl ?? `http://${config.host}:${config.port}`;
    process.stdout.write(`${invitationUrl(base, token)}\n`);
    process.stderr.write(`works once, for ${INVITATION_HOURS} hours, while the service runs\n`);
    return 0;
  } catch (fault) {
    if (fault instanceof ConfigFault) return refuse(fault.faults.join('\n'), 2);
    return refuse(`no link was made: ${(fault as Error).message}`, fault instanceof NoLink ? fault.code : 1);
  }
}

/** Notes the link in the audit trail as an owner's invitation; the actor is the service. */
async function noteInvited(manager: Manager, config: Config, accountId: string): Promise<void> {
  const dialect = config.databaseUrl === null ? 'sqlite' : 'postgres';
  const tx = {
    query: <T>(sql: string, values: SqlValue[] = []) => runStatement<T>(manager, dialect, sql, values),
  };
  const line = {
    at: new Date().toISOString(),
    actorKind: 'service',
    actorId: null,
    signInId: null,
    act: 'account.invited',
    objectKind: 'account',
    objectId: accountId,
    conferenceId: null,
    before: null,
    after: null,
    detail: JSON.stringify({ by: 'reset-password' }),
  };
  await appendLines(tx, auditKey(config), () => [line]);
}

/** @throws NoLink */
async function tokenFor(login: string, config: Config): Promise<string> {
  // Opening it would make an empty one.
  if (config.databaseUrl === null && !existsSync(join(config.dataDir, DATA_FILES.sqlite)))
    throw new NoLink(`there is no data in ${config.dataDir}`, 1);
  const source = await new CommandLineSource(config, schema).initialize();
  try {
    return await source.transaction(async (manager) => {
      const account = await manager.getRepository(AccountRow).findOneBy({ loginKey: loginKey(login) });
      if (account === null) throw new NoLink(`no account has the login ${login}`, 3);
      if (account.disabledAt !== null)
        throw new NoLink(`the account ${account.login} is disabled; an owner must enable it first`, 4);
      if (account.withdrawnAt !== null)
        throw new NoLink(`the groups of ${account.login} at the provider give no role any more`, 4);
      const { token, row } = newInvitation(account.id, Date.now());
      await manager.getRepository(AccountInvitationRow).upsert(row, ['accountId']);
      await noteInvited(manager, config, account.id);
      return token;
    });
  } finally {
    await source.destroy();
  }
}

function refuse(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

process.exit(await reset());
