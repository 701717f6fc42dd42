/** The Hub before a push: where it is, and what is there. */

import { homedir } from 'node:os';
import path from 'node:path';
import { readWholeFile } from '../../../dataset/bytes/bytes.js';
import type { HubPlace, HubState } from '../../../export/hub.js';
import type { ExportRequest } from '../../request/correct.js';
import type { Io } from '../../terminal/io.js';
import { endpointWrong, noToken, privateIgnored, repoNameWrong, tokenWrong } from '../errors.js';

/** A data set on the Hub before a push. */
export interface FoundHub {
  readonly place: HubPlace;
  readonly state: HubState;
  readonly isPrivate: boolean;
}

/** @throws UserError if there is no token, if the Hub cannot be reached or refuses, or if --private is too late */
export async function findHub(
  { repo, isPrivate }: NonNullable<ExportRequest['push']>,
  io: Io,
): Promise<FoundHub> {
  const place = await hubPlace(repo, io);
  const { lookAtHub } = await import('../../../export/hub.js');
  const state = await lookAtHub(place);
  if (isPrivate && state.exists) throw privateIgnored(repo);
  return { place, state, isPrivate };
}

const HUB = 'https://huggingface.co';

/**
 * The data set of `--push`.
 *
 * @throws UserError if the name is invalid, or if there is no token
 */
async function hubPlace(repo: string, { env }: Io): Promise<HubPlace> {
  const part = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
  if (!new RegExp(`^${part}/${part}$`).test(repo) || /--|\.\./.test(repo)) throw repoNameWrong(repo);
  return { repo, url: endpoint(env), token: await findToken(env) };
}

function endpoint({ HF_ENDPOINT }: Io['env']): string {
  if (!HF_ENDPOINT) return HUB;
  if (!/^https?:\/\/\S+$/.test(HF_ENDPOINT)) throw endpointWrong(HF_ENDPOINT);
  return HF_ENDPOINT.replace(/\/+$/, '');
}

async function findToken(env: Io['env']): Promise<string> {
  const { HF_TOKEN, HUGGING_FACE_HUB_TOKEN } = env;
  const named = { HF_TOKEN, HUGGING_FACE_HUB_TOKEN };
  for (const [name, value] of Object.entries(named)) {
    if (value?.trim()) return checked(value.trim(), name);
  }
  const file = tokenFile(env);
  const content = await readWholeFile(file).then(String, () => '');
  if (content.trim() === '') throw noToken([file]);
  return checked(content.trim(), file);
}

function tokenFile({ HF_TOKEN_PATH, HF_HOME, XDG_CACHE_HOME }: Io['env']): string {
  if (HF_TOKEN_PATH) return HF_TOKEN_PATH;
  return path.join(
    HF_HOME || path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'huggingface'),
    'token',
  );
}

function checked(token: string, place: string): string {
  if (!/^hf_\w+$/.test(token)) throw tokenWrong(place);
  return token;
}
