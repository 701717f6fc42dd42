import type { TermBlock, TermMatrix } from '../types.js';

/** Stores the blocks of a term matrix as they are made, in row order. */
export interface BlockStore {
  add(block: TermBlock): void;
  /** All blocks that were added. No block can be added afterwards. */
  finish(): TermMatrix['blocks'];
}

/** Makes the store of another matrix. */
export type MakeBlockStore = () => BlockStore;

/** Keeps blocks in memory. */
export const inMemory: MakeBlockStore = () => {
  const blocks: TermBlock[] = [];
  return { add: (block) => blocks.push(block), finish: () => blocks };
};
