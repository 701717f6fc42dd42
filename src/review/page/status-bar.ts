/** The bar at the top: progress of the review, and whether it is saved. */
import { isDecided } from './candidate-columns.js';
import { html, nothing } from './lit-html.js';
import { paceOf } from './pace.js';
import type { Store } from './store.js';

export interface BarCommands {
  undo(): void;
  rank(): void;
  audit(): void;
  bulk(): void;
  help(): void;
  finish(): void;
}

export function statusBar(store: Store, commands: BarCommands) {
  const { about, tally, isRanking } = store;
  const off = store.connection !== 'live';
  return html`
    <header class="bar">
      <h1 title=${about.source}>${about.source.replace(/^.*[\\/]/, '')}</h1>
      ${progress(store)}
      <p class="saved ${store.connection}" data-testid="saved">${savedText(store)}</p>
      <nav class="tools" aria-label="Whole review">
        <button type="button" @click=${commands.undo} ?disabled=${off} aria-keyshortcuts="u">Undo <kbd>U</kbd></button>
        <button type="button" @click=${commands.rank} ?disabled=${off || isRanking || !about.canRank} aria-keyshortcuts="r"
          title=${about.canRank ? '' : 'These candidates come from a report'}>
          ${isRanking ? 'Ranking …' : html`${about.isAudit ? 'Back to the candidates' : 'Rank again'} <kbd>R</kbd>`}
        </button>
        ${
          about.canAudit
            ? html`<button type="button" @click=${commands.audit} ?disabled=${off || isRanking}
                title="Read rows drawn at random, which say how many labels are wrong">Audit</button>`
            : nothing
        }
        <button type="button" @click=${commands.bulk} ?disabled=${off} aria-keyshortcuts="b">Many <kbd>B</kbd></button>
        <button type="button" @click=${commands.help} aria-keyshortcuts="?">Keys <kbd>?</kbd></button>
        <button type="button" @click=${commands.finish} ?disabled=${off} class=${tally.open === 0 ? 'main' : ''}>Finish</button>
      </nav>
    </header>`;
}

function progress({ about: { readings }, tally, savedAt }: Store) {
  const pace = paceOf(savedAt, Date.now());
  const minutes = pace === undefined || pace === 0 ? undefined : Math.ceil(tally.open / pace);
  return html`
    <div class="progress">
      <progress max=${Math.max(tally.all, 1)} .value=${tally.decided} aria-label="Decided candidates"></progress>
      <p>
        <b data-testid="decided">${tally.decided.toLocaleString('en')}</b> of ${tally.all.toLocaleString('en')} decided${
          tally.skipped === 0 ? nothing : html`, ${tally.skipped.toLocaleString('en')} skipped`
        }${
          pace === undefined
            ? nothing
            : html` · ${pace < 10 ? pace.toFixed(1) : Math.round(pace)} a minute${
                tally.open > 0 && minutes !== undefined ? html`, ${minutes} min to go` : nothing
              }`
        }${
          readings.read === 0
            ? nothing
            : html` · <span data-testid="readings" title="All decisions of the file: rows read, and wrong labels among them">${readings.read.toLocaleString('en')} read · ${readings.corrected.toLocaleString('en')} corrected${
                readings.read > readings.lastRead
                  ? html` · of the last ${readings.lastRead}: ${readings.lastCorrected}`
                  : nothing
              }</span>`
        }${
          readings.left === null
            ? nothing
            : html` · <span data-testid="left" title="By the audit, with 90 % confidence">${readings.left.low.toLocaleString('en')} to ${readings.left.high.toLocaleString('en')} wrong labels left</span>`
        }
      </p>
    </div>`;
}

function savedText({ connection, saving, savedAt, columns }: Store): string {
  if (connection === 'finished') return 'Review ended';
  if (connection !== 'live') return 'Server gone';
  if (saving > 0) return 'Saving …';
  return savedAt.length > 0 || columns.state.some(isDecided) ? 'All saved' : 'Nothing to save';
}
