/** URL and token of the Hugging Face Hub, from the places where its own tools store them. */
import { homedir } from 'node:os';
import path from 'node:path';
import { readWholeFile } from '../../../dataset/bytes/whole-file.js';
import type { HubPlace } from '../../../export/hub.js';
import type { Io } from '../../terminal/io.js';
import { endpointWrong, noToken, repoNameWrong, tokenWrong } from '../errors.js';

const HUB = 'https://huggingface.co';

/**
 * The data set of `--push`.
 *
 * @throws UserError if the name is invalid, or if there is no token
 */
export async function hubPlace(repo: string, { env }: Io): Promise<HubPlace> {
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
