/** The connections on which pages receive every step. */
import type { ServerResponse } from 'node:http';
import type { ReviewEvent } from './wire.js';

const MOST_PAGES = 100;
/** Bytes that wait for a page which does not read: it loads anew what it has missed. */
const MOST_UNREAD = 1_048_576;

/** Open streams, the oldest first. None of them is written to once it is ended or dropped. */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();

  /** Starts a stream; where there are too many, the oldest is dropped, whether it is read or not. */
  add(response: ServerResponse, headers: Readonly<Record<string, string>>, first: ReviewEvent): void {
    const [oldest] = this.#open;
    if (oldest !== undefined && this.#open.size >= MOST_PAGES) this.#drop(oldest);
    response.on('error', () => this.#drop(response));
    response.on('close', () => this.#open.delete(response));
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    response.write(eventText(first));
    this.#open.add(response);
  }

  get size(): number {
    return this.#open.size;
  }

  tell(event: ReviewEvent): void {
    this.#write(eventText(event));
  }

  /** Keeps connections from being taken for dead. */
  beat(): void {
    this.#write(':\n\n');
  }

  /** Ends all streams with a last event. */
  end(last: ReviewEvent): void {
    for (const response of this.#open) response.end(eventText(last));
    this.#open.clear();
  }

  #write(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength > MOST_UNREAD) this.#drop(response);
      else response.write(text);
    }
  }

  #drop(response: ServerResponse): void {
    this.#open.delete(response);
    response.destroy();
  }
}

function eventText(event: ReviewEvent): string {
  return `retry: 1000\ndata: ${JSON.stringify(event)}\n\n`;
}
