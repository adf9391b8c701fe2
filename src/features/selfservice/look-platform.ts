import type { ApiKey } from '../../contract/exchange/account.ts';
import { API_ERROR_FRESH_MS, diagnoseApi } from '../../core/selfservice/diagnose-api.ts';
import { diagnosePlatform, type NetworkPace } from '../../core/selfservice/diagnose-platform.ts';
import { LEVEL_OF_FIELD, reaches } from '../../core/selfservice/levels.ts';
import { askPace } from './ask-chain.ts';
import { apiKeySeed } from './build-cards.ts';
import type { SelfServiceDeps } from './deps.ts';
import { failed, found, type Looked, oneOrPick, type Search } from './looked.ts';

/** Is the platform or the network slow? It concerns nobody in particular. */
export const lookAtPlatform = async (deps: SelfServiceDeps): Promise<Looked> => {
  const { reads } = deps.exchange;
  const [platform, assets, ...paces] = await Promise.all([
    reads.platform(),
    reads.assets(),
    ...[...deps.chains.values()].map(async (chain) => ({ chain, pace: await askPace(chain) })),
  ]);
  if (!platform.ok) return failed(platform);
  const nameOf = (chain: string): string =>
    (assets.ok ? assets.value.find((each) => each.chain === chain)?.network : undefined) ?? chain;
  const networks = paces.flatMap(({ chain, pace }): readonly NetworkPace[] =>
    pace === null ? [] : [{ network: nameOf(chain.name), congestion: pace.congestion }],
  );
  return found(diagnosePlatform(platform.value, networks));
};

/** My API call fails. */
export const lookForApi = async (
  { exchange: { reads } }: SelfServiceDeps,
  search: Search,
): Promise<Looked> => {
  const [keys, restrictions, platform] = await Promise.all([
    reads.apiKeys(search.userId),
    reads.restrictions(search.userId),
    reads.platform(),
  ]);
  if (!keys.ok) return failed(keys);
  if (!restrictions.ok) return failed(restrictions);
  const isBlocked = restrictions.value.some(({ blocks }) => blocks.includes('api'));
  const component = platform.ok
    ? (platform.value.components.find((each) => each.component === 'api')?.state ?? 'normal')
    : 'normal';
  const tell = (key: ApiKey): Looked => {
    const told = reaches(search.level, LEVEL_OF_FIELD['api_key.maskedIp'])
      ? key
      : { ...key, errors: key.errors.map((error) => ({ ...error, maskedIp: null })) };
    return found(diagnoseApi({ key: told, isBlocked, component }, search.now), [
      apiKeySeed(key, keys.asOf, search.level),
    ]);
  };
  if (search.subjectId !== null) {
    const one = keys.value.find(({ keyId }) => keyId === search.subjectId);
    return one === undefined ? { kind: 'none', code: 'gone' } : tell(one);
  }
  const failing = keys.value.filter(({ errors }) =>
    errors.some(({ at }) => search.now - at < API_ERROR_FRESH_MS),
  );
  const named = keys.value.filter(({ name }) => search.words.includes(name));
  const some = named.length === 1 ? named : failing.length > 0 ? failing : keys.value;
  const one = oneOrPick(some, (each) => apiKeySeed(each, keys.asOf, search.level));
  if (one === undefined) return { kind: 'none', code: 'none_found' };
  return 'many' in one ? one.many : tell(one.one);
};
