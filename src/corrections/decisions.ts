/** The decisions in force, after all that was decided, decided again and taken back. */
import type { Choice, Decision, Entry } from './decision.js';
import type { Draw } from './draw.js';

/** A decision as it was recorded. */
interface Recorded {
  readonly decision: Decision;
  /** Line of the decisions file, from 1. */
  readonly line: number;
  /** Line on which the step begins that it was made in: lines one after the other with the same time are one step. */
  readonly step: number;
}

/** The decision in force about the rows of a fingerprint. */
export interface DecisionInForce {
  readonly what: Choice;
  /** Name of the class that is right, where `what` is "relabel". */
  readonly newLabel: string | null;
  /** Whether the rows have that label already. */
  readonly done: boolean;
  /** The latest decision behind it, and its line. */
  readonly decision: Decision;
  readonly line: number;
}

/**
 * The decisions in force, by fingerprint. The last decision about a row counts:
 *
 * - A decision is replaced by a later one about the same fingerprint, and comes back when that is undone.
 * - A relabelled row has another fingerprint afterwards. What is decided about that one continues the story:
 *   `Sports → World`, then `World → Business`, makes a row that says Sports say Business at once.
 * - To relabel a row says that its new label is right; an older decision against that label is no longer in force.
 *   So no decision ever undoes what another one did, and applying twice is the same as applying once.
 *
 * Reading is safe at any time between two calls of `add`: nothing here waits.
 */
export class Decisions {
  /** All that was decided about a fingerprint and not taken back, the latest last. */
  readonly #stacks = new Map<string, Recorded[]>();
  /** Fingerprints whose standing decision relabels rows into a fingerprint, by that one. */
  readonly #sources = new Map<string, Set<string>>();
  readonly #draws: { readonly draw: Draw; readonly line: number }[] = [];
  #isTextDependent = false;
  #lines = 0;
  #step = { time: '', line: 0 };

  /** Takes the next line of a decisions file. */
  add(entry: Entry, line: number = this.#lines + 1): void {
    this.#lines = line;
    if (entry.time !== this.#step.time) this.#step = { time: entry.time, line };
    if (entry.what === 'note') {
      this.#isTextDependent ||= entry.text_dependent;
      return;
    }
    if (entry.what === 'draw') {
      this.#draws.push({ draw: entry, line });
      return;
    }
    const stack = this.#stacks.get(entry.fingerprint) ?? [];
    this.#unlink(stack.at(-1));
    if (entry.what === 'undo') stack.pop();
    else stack.push({ decision: entry, line, step: this.#step.line });
    this.#link(stack.at(-1));
    if (stack.length === 0) this.#stacks.delete(entry.fingerprint);
    else this.#stacks.set(entry.fingerprint, stack);
  }

  /** Fingerprints that have a decision. */
  get size(): number {
    return this.#stacks.size;
  }

  /** The decision in force about the rows of a fingerprint; undefined where there is none. */
  of(fingerprint: string): DecisionInForce | undefined {
    const own = this.#standing(fingerprint);
    if (own !== undefined) return this.#follow(own).verdict;
    const source = this.#latestSource(fingerprint);
    return source === undefined ? undefined : inForce(source, true);
  }

  /** All decisions in force, in the order in which they were made. */
  standing(): Decision[] {
    const all = [...this.#stacks.keys()].flatMap((fingerprint) => this.#standing(fingerprint) ?? []);
    return all.sort((a, b) => a.line - b.line).map(({ decision }) => decision);
  }

  /** The fingerprints that rows of this one have had or will have: itself, and those it is relabelled into. */
  path(fingerprint: string): readonly string[] {
    const own = this.#standing(fingerprint);
    return own === undefined ? [fingerprint] : this.#follow(own).path;
  }

  /** The draws of audits with their lines, in their order. */
  get draws(): readonly { readonly draw: Draw; readonly line: number }[] {
    return this.#draws;
  }

  /** Whether contradicted labels went with certain texts before any were corrected. */
  get isTextDependent(): boolean {
    return this.#isTextDependent;
  }

  /** The latest answer to a draw about a fingerprint that is not taken back; a later decision may have replaced it. */
  answer(fingerprint: string, draw: string): Decision | undefined {
    const stack = this.#stacks.get(fingerprint) ?? [];
    return stack.findLast(({ decision }) => decision.audit?.draw === draw)?.decision;
  }

  /** Lines that were read and added so far. */
  get lines(): number {
    return this.#lines;
  }

  /** Line of the latest decision about a fingerprint that is not taken back; undefined where there is none. */
  lineOf(fingerprint: string): number | undefined {
    return this.#stacks.get(fingerprint)?.at(-1)?.line;
  }

  /** The decisions of the latest step that is not taken back, the latest first. */
  lastStep(): Decision[] {
    const tops = [...this.#stacks.values()].map((stack) => stack.at(-1)!);
    const latest = tops.reduce<Recorded | undefined>(
      (last, top) => (last === undefined || top.line > last.line ? top : last),
      undefined,
    );
    // Not by the time alone: clocks are set back, and other machines have other ones.
    return tops
      .filter(({ step }) => step === latest?.step)
      .sort((a, b) => b.line - a.line)
      .map(({ decision }) => decision);
  }

  /** The latest decision about a fingerprint, unless a later one has relabelled rows into it. */
  #standing(fingerprint: string): Recorded | undefined {
    const own = this.#stacks.get(fingerprint)?.at(-1);
    if (own === undefined || own.decision.what === 'keep') return own;
    const source = this.#latestSource(fingerprint);
    return source !== undefined && source.line > own.line ? undefined : own;
  }

  /** Goes on to the last label that a row is to have. */
  #follow(first: Recorded): { verdict: DecisionInForce; path: string[] } {
    const path = [first.decision.fingerprint];
    let last = first;
    for (;;) {
      const next = last.decision.new_fingerprint;
      // A circle cannot come from `add`, but from a file that was edited by hand.
      if (next === null || path.includes(next)) return { verdict: inForce(last, false), path };
      path.push(next);
      const further = this.#standing(next);
      const what = further?.decision.what;
      if (further === undefined || what === 'keep' || what === 'skip')
        return { verdict: inForce(last, false), path };
      last = further;
    }
  }

  #latestSource(fingerprint: string): Recorded | undefined {
    let latest: Recorded | undefined;
    for (const source of this.#sources.get(fingerprint) ?? []) {
      const top = this.#stacks.get(source)!.at(-1)!;
      if (latest === undefined || top.line > latest.line) latest = top;
    }
    return latest;
  }

  #link(top: Recorded | undefined): void {
    const target = top?.decision.new_fingerprint;
    if (target === undefined || target === null || target === top!.decision.fingerprint) return;
    const sources = this.#sources.get(target) ?? new Set();
    this.#sources.set(target, sources.add(top!.decision.fingerprint));
  }

  #unlink(top: Recorded | undefined): void {
    const target = top?.decision.new_fingerprint;
    if (target !== undefined && target !== null) this.#sources.get(target)?.delete(top!.decision.fingerprint);
  }
}

function inForce({ decision, line }: Recorded, done: boolean): DecisionInForce {
  return { what: decision.what, newLabel: decision.new_label, done, decision, line };
}
