/**
 * A Hugging Face Hub on this machine, as far as the real client talks to it: it keeps data sets in memory, and
 * records every request. Answers can be replaced, to see what comes of a Hub that refuses or breaks off.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it came. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

/** Answers in the place of the Hub; returns whether it has. */
export type Interruption = (request: Recorded, response: ServerResponse) => boolean;

export interface LocalHub {
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** Files by name, by the name of the data set. */
  readonly repos: Map<string, Map<string, Buffer>>;
  /** Data sets that were made as private ones. */
  readonly privateRepos: ReadonlySet<string>;
  interrupt: Interruption | undefined;
}

/** Starts a Hub; it ends with the test. */
export async function startHub(): Promise<LocalHub> {
  const hub = new Hub();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    hub.answer(request, Buffer.concat(chunks), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return hub;
}

/** An answer that refuses. */
export function refuse(response: ServerResponse, status: number, error: string): true {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  return true;
}

class Hub implements LocalHub {
  url = '';
  readonly requests: Recorded[] = [];
  readonly repos = new Map<string, Map<string, Buffer>>();
  readonly privateRepos = new Set<string>();
  interrupt: Interruption | undefined;
  readonly #large = new Map<string, Buffer>();

  answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const path = request.url!;
    const recorded = { method: request.method!, path, authorization: request.headers.authorization, body };
    this.requests.push(recorded);
    if (this.interrupt?.(recorded, response)) return;
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const [, repo] = /^\/(?:api\/)?datasets\/([^/]+\/[^/.]+)/.exec(path) ?? [];
    if (path === '/api/repos/create') return void json(this.#create(body));
    if (path.startsWith('/upload/')) {
      this.#large.set(path.slice('/upload/'.length), body);
      return void response.writeHead(200).end();
    }
    const files = repo === undefined ? undefined : this.repos.get(repo);
    if (files === undefined) return void refuse(response, 404, 'Repository not found');
    if (path.includes('/tree/main')) {
      return void json(
        [...files].map(([name, content]) => ({ type: 'file', path: name, size: content.length, oid: '0' })),
      );
    }
    if (path.includes('/resolve/main/'))
      return void sendFile(files.get(path.split('/resolve/main/')[1]!)!, request, response);
    if (path.includes('/preupload/')) return void json(preupload(body));
    if (path.endsWith('/info/lfs/objects/batch')) return void json(this.#batch(body));
    if (path.includes('/commit/')) return void json(this.#commit(repo!, files, body));
    refuse(response, 501, `${path} is not known here`);
  }

  #create(body: Buffer): object {
    const { organization, name, visibility, type } = JSON.parse(body.toString());
    if (type !== 'dataset') throw new Error(`a ${type} is made`);
    const repo = `${organization}/${name}`;
    this.repos.set(repo, new Map([['.gitattributes', Buffer.from('*.parquet filter=lfs\n')]]));
    if (visibility === 'private') this.privateRepos.add(repo);
    return { url: `${this.url}/datasets/${repo}`, id: '1' };
  }

  #batch(body: Buffer): object {
    const objects = JSON.parse(body.toString()).objects.map(
      ({ oid, size }: { oid: string; size: number }) => ({
        oid,
        size,
        ...(this.#large.has(oid) ? {} : { actions: { upload: { href: `${this.url}/upload/${oid}` } } }),
      }),
    );
    return { transfer: 'basic', objects };
  }

  #commit(repo: string, files: Map<string, Buffer>, body: Buffer): object {
    for (const line of body.toString().trim().split('\n')) {
      const { key, value } = JSON.parse(line);
      if (key === 'file') files.set(value.path, Buffer.from(value.content, 'base64'));
      if (key === 'deletedFile') files.delete(value.path);
      if (key !== 'lfsFile') continue;
      const content = this.#large.get(value.oid)!;
      if (createHash('sha256').update(content).digest('hex') !== value.oid)
        throw new Error('it is not what was announced');
      files.set(value.path, content);
    }
    return {
      success: true,
      commitOid: '1',
      commitUrl: `${this.url}/datasets/${repo}/commit/1`,
      hookOutput: '',
    };
  }
}

/** Parquet is large, as .gitattributes says of new data sets. */
function preupload(body: Buffer): object {
  const { files } = JSON.parse(body.toString());
  return {
    files: files.map(({ path }: { path: string }) => ({
      path,
      uploadMode: path.endsWith('.parquet') ? 'lfs' : 'regular',
    })),
  };
}

function sendFile(content: Buffer, request: IncomingMessage, response: ServerResponse): void {
  const [, from = '0', to = String(content.length - 1)] =
    /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const part = content.subarray(Number(from), Number(to) + 1);
  response
    .writeHead(206, { etag: '"1"', 'content-range': `bytes ${from}-${to}/${content.length}` })
    .end(part);
}
