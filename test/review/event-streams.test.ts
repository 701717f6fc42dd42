/** Pages that follow a review, read or not. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { EventStreams } from '../../src/review/server.js';
import type { ReviewEvent } from '../../src/review/wire.js';

const filling = (bytes: number) => ({ type: 'finished', filler: 'x'.repeat(bytes) }) as ReviewEvent;

/** Streams behind a server, and what opens one of which nothing is read but its beginning. */
async function serving() {
  const streams = new EventStreams();
  const responses: ServerResponse[] = [];
  const server = createServer((_, response) => {
    responses.push(response);
    streams.add(response, {}, { type: 'finished' });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const follow = async (): Promise<Socket> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    return socket.pause();
  };
  return { streams, responses, follow };
}

const oneTurn = () => new Promise((resolve) => setImmediate(resolve));

test('of more streams than there may be the oldest is dropped, though nothing is read from it', async () => {
  const { streams, responses, follow } = await serving();
  await follow();
  const [oldest] = responses;
  // Until the system takes no more for this connection, so that it cannot be ended in good order.
  while (oldest!.writableLength === 0) {
    streams.tell(filling(1 << 18));
    await oneTurn();
  }
  for (let count = 0; count < 100; count++) await follow();
  expect(streams.size).toBe(100);
  streams.tell({ type: 'finished' });
  await oneTurn();
  expect([oldest!.destroyed, responses.at(-1)!.destroyed]).toEqual([true, false]);
  const reading = (await follow()).resume();
  streams.tell({ type: 'finished' });
  expect(String(await once(reading, 'data'))).toContain('data: {"type":"finished"}');
});

test('a page that does not read is dropped before it fills the memory', async () => {
  const { streams, follow } = await serving();
  await follow();
  for (let step = 0; step < 60 && streams.size > 0; step++) {
    streams.tell(filling(1 << 20));
    await oneTurn();
  }
  expect(streams.size).toBe(0);
  streams.beat();
  streams.end({ type: 'finished' });
});
