/** The Hub before a push: where it is, and what is there. */
import type { HubPlace, HubState } from '../../../export/hub.js';
import type { ExportRequest } from '../../request/correct.js';
import type { Io } from '../../terminal/io.js';
import { privateIgnored } from '../errors.js';
import { hubPlace } from './token.js';

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
