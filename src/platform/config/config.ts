import { plainToInstance } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  validateSync,
} from 'class-validator';
import { isIP } from 'node:net';
import { relative, resolve, sep } from 'node:path';
import { faultsOfProvider, type IdentityProvider, isIssuer, providerOf } from './identity-provider.js';
import { withSecretFiles } from './secret-files.js';

/** `10.0.0.1, 192.168.0.0/16, ::1` */
const isAddresses = (text: unknown): boolean =>
  typeof text === 'string' &&
  text.split(',').every((one) => {
    const [address, bits, ...more] = one.trim().split('/');
    const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address!)]!;
    return (
      more.length === 0 &&
      longest > 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
    );
  });

/** Reads `nhan.trong-nha.lan, 10.0.0.5, [fd00::5]` as `URL` writes hosts; `null` if one is no host. */
function hostsOf(text: string): string[] | null {
  const hosts = text.split(',').map((one) => hostOf(one.trim().replace(/^\[(.*)\]$/, '$1')));
  return hosts.includes(null) ? null : (hosts as string[]);
}
function hostOf(text: string): string | null {
  if (!/^[\w.:-]+$/.test(text) || (text.includes(':') && isIP(text) !== 6)) return null;
  try {
    return new URL(`http://${text.includes(':') ? `[${text}]` : text}/`).hostname.replace(/^\[|\]$/g, '');
  } catch {
    return null;
  }
}

/**
 * The environment as written, before it is understood. Each rule's message is what a person reads at start.
 */
class Environment {
  @IsOptional()
  @IsInt({ message: 'PORT must be a whole number from 0 to 65535' })
  @Min(0, { message: 'PORT must be a whole number from 0 to 65535' })
  @Max(65535, { message: 'PORT must be a whole number from 0 to 65535' })
  PORT?: number;
  @IsOptional()
  @IsString()
  @MinLength(1, { message: 'HOST must not be empty' })
  HOST?: string;
  @IsOptional()
  @IsString()
  @MinLength(1, { message: 'DATA_DIR must not be empty' })
  DATA_DIR?: string;
  @IsOptional()
  @IsString()
  @MinLength(1, { message: 'BACKUP_DIR must not be empty' })
  BACKUP_DIR?: string;
  @IsOptional()
  @IsInt({ message: 'BACKUP_KEEP must be a whole number from 1 to 1000' })
  @Min(1, { message: 'BACKUP_KEEP must be a whole number from 1 to 1000' })
  @Max(1000, { message: 'BACKUP_KEEP must be a whole number from 1 to 1000' })
  BACKUP_KEEP?: number;
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, {
    message: 'DATABASE_URL must be a postgres:// address, or unset for SQLite in DATA_DIR',
  })
  DATABASE_URL?: string;
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'PUBLIC_URL must be an http:// or https:// address' },
  )
  PUBLIC_URL?: string;
  @IsOptional()
  @ValidateBy({
    name: 'isAddresses',
    validator: {
      validate: isAddresses,
      defaultMessage: () =>
        'TRUST_PROXY must be a list of addresses or networks (10.0.0.0/8), separated by commas',
    },
  })
  TRUST_PROXY?: string;
  @IsOptional()
  @ValidateBy({
    name: 'isHosts',
    validator: {
      validate: (text: unknown) => typeof text === 'string' && hostsOf(text) !== null,
      defaultMessage: () =>
        'WEBHOOK_ALLOW must be a list of host names or addresses, without ports, separated by commas',
    },
  })
  WEBHOOK_ALLOW?: string;
  @IsOptional()
  @Matches(/^\S{3,80}$/, { message: 'ORGANIZER_LOGIN must be 3 to 80 characters without blanks' })
  ORGANIZER_LOGIN?: string;
  @IsOptional()
  @MinLength(12, { message: 'ORGANIZER_PASSWORD must have at least 12 characters' })
  ORGANIZER_PASSWORD?: string;
  @IsOptional()
  @IsIn(['debug', 'info', 'warn', 'error', 'silent'], {
    message: 'LOG_LEVEL must be debug, info, warn, error or silent',
  })
  LOG_LEVEL?: string;
  @IsOptional()
  @MinLength(16, { message: 'METRICS_TOKEN must have at least 16 characters' })
  METRICS_TOKEN?: string;
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'AUDIT_KEY must be 64 hexadecimal digits, 0 to 9 and a to f' })
  AUDIT_KEY?: string;
  @IsOptional()
  @ValidateBy({
    name: 'isIssuer',
    validator: {
      validate: isIssuer,
      defaultMessage: () =>
        'OIDC_ISSUER must be an https:// address (http:// on this machine alone), ' +
        'exactly as the provider names itself',
    },
  })
  OIDC_ISSUER?: string;
  @IsOptional()
  @IsString()
  OIDC_CLIENT_ID?: string;
  @IsOptional()
  @IsString()
  OIDC_CLIENT_SECRET?: string;
  @IsOptional()
  @MaxLength(60, { message: 'OIDC_NAME must have at most 60 characters' })
  OIDC_NAME?: string;
  @IsOptional()
  @IsString()
  OIDC_SCOPES?: string;
  @IsOptional()
  @IsString()
  OIDC_GROUPS_CLAIM?: string;
  @IsOptional()
  @IsString()
  OIDC_ROLES?: string;
}

/** The settings of the service, read once at start. */
export abstract class Config {
  abstract readonly port: number;
  abstract readonly host: string;
  /** Absolute; holds the SQLite file, the materials, the secret. */
  abstract readonly dataDir: string;
  /** Absolute, for the nightly backups; `null` if none are made. */
  abstract readonly backupDir: string | null;
  /** As many backups are kept, nightly and before deletions. */
  abstract readonly backupKeep: number;
  /** `null` if SQLite in `dataDir` is used. */
  abstract readonly databaseUrl: string | null;
  /** Without a trailing slash; `null` if the address of the request is used. */
  abstract readonly publicUrl: string | null;
  abstract readonly isHttps: boolean;
  abstract readonly trustProxy: string[];
  /** Hosts of webhooks that may be private and without TLS. */
  abstract readonly webhookAllow: string[];
  abstract readonly organizer: { login: string; password: string } | null;
  abstract readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Lets a scraper read /metrics by bearer token. */
  abstract readonly metricsToken: string | null;
  /** The key of the audit trail, hex; `null` if it lies in `dataDir`. */
  abstract readonly auditKey: string | null;
  /** The OpenID provider; `null` if organizers sign in by passwords alone. */
  abstract readonly identityProvider: IdentityProvider | null;
}

/** Thrown at start; `faults` are one clear line each. */
export class ConfigFault extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

/** Understands the environment. @throws ConfigFault naming every fault at once. */
export function readConfig(given: Record<string, string | undefined>): Config {
  const { env, faults } = withSecretFiles(given);
  const known = environmentOf(env);
  faults.push(...validateSync(known).flatMap((fault) => Object.values(fault.constraints ?? {}).slice(-1)));
  if (Boolean(known.ORGANIZER_LOGIN) !== Boolean(known.ORGANIZER_PASSWORD))
    faults.push('ORGANIZER_LOGIN and ORGANIZER_PASSWORD belong together: set both or neither');
  if (known.BACKUP_DIR && isAmongData(known.BACKUP_DIR, dataDirOf(known)))
    faults.push('BACKUP_DIR must not be DATA_DIR itself nor lie among its materials');
  faults.push(...faultsOfProvider(known));
  if (faults.length > 0) throw new ConfigFault(faults);
  return configOf(known);
}

/** An empty value is an unset one, as shells and compose files write it. */
function environmentOf(env: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const numbers = Object.fromEntries(
    NUMBERS.filter((name) => present[name] !== undefined).map((name) => [name, Number(present[name])]),
  );
  return plainToInstance(Environment, { ...present, ...numbers });
}
const NUMBERS = ['PORT', 'BACKUP_KEEP'] as const;
const dataDirOf = ({ DATA_DIR: folder }: Environment): string => resolve(folder ?? './data');
/** A folder in DATA_DIR is fine; it is moved by no restore. */
const isAmongData = (folder: string, dataDir: string): boolean =>
  ['', 'materials'].includes(relative(dataDir, resolve(folder)).split(sep)[0]!);

const backupsOf = ({
  BACKUP_DIR: folder,
  BACKUP_KEEP: keep,
}: Environment): Pick<Config, 'backupDir' | 'backupKeep'> => ({
  backupDir: folder ? resolve(folder) : null,
  backupKeep: keep ?? 7,
});

const networkOf = ({
  TRUST_PROXY: proxies,
  WEBHOOK_ALLOW: hosts,
}: Environment): Pick<Config, 'trustProxy' | 'webhookAllow'> => ({
  trustProxy: proxies?.split(',').map((address) => address.trim()) ?? [],
  webhookAllow: hosts === undefined ? [] : hostsOf(hosts)!,
});

function configOf(known: Environment): Config {
  const publicUrl = known.PUBLIC_URL?.replace(/\/+$/, '') ?? null;
  const { ORGANIZER_LOGIN: login, ORGANIZER_PASSWORD: password } = known;
  return {
    port: known.PORT ?? 3000,
    host: known.HOST ?? '127.0.0.1',
    dataDir: dataDirOf(known),
    ...backupsOf(known),
    databaseUrl: known.DATABASE_URL ?? null,
    publicUrl,
    isHttps: publicUrl?.startsWith('https:') === true,
    ...networkOf(known),
    organizer: login && password ? { login, password } : null,
    logLevel: (known.LOG_LEVEL as Config['logLevel'] | undefined) ?? 'info',
    metricsToken: known.METRICS_TOKEN ?? null,
    auditKey: known.AUDIT_KEY ?? null,
    identityProvider: providerOf(known),
  };
}
