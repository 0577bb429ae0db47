'use client';

import { useSearchParams } from 'next/navigation';
import { Activity, type KeyboardEvent, type ReactNode, useSyncExternalStore } from 'react';

const TABS = [
  { id: 'checks', label: 'Checks' },
  { id: 'log', label: 'Responses' },
] as const;

type TabId = (typeof TABS)[number]['id'];

/**
 * The doctor's two pages, by the hash of the address: the log at `#log` or with a request to look for, the
 * checks at any other. What is hidden keeps its state and asks for nothing.
 */
export function DoctorTabs(content: Record<TabId, ReactNode>) {
  const hash = useSyncExternalStore(subscribe, readHash, () => '');
  const asksForRequest = useSearchParams().has('request');
  const isLog = hash === '#log' || (hash === '' && asksForRequest);
  const selected: TabId = isLog ? 'log' : 'checks';
  return (
    <>
      <div
        role="tablist"
        aria-label="Doctor"
        onKeyDown={selectByKey}
        className="flex gap-1 border-b border-line"
      >
        {TABS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls={`panel-${id}`}
            aria-selected={id === selected}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => select(id)}
            className="-mb-px min-h-10 border-b-2 border-transparent px-3 text-[0.9375rem] font-medium text-muted transition-colors duration-150 hover:text-text aria-selected:border-accent aria-selected:text-text pointer-coarse:min-h-11"
          >
            {label}
          </button>
        ))}
      </div>
      {TABS.map(({ id }) => (
        <div
          key={id}
          role="tabpanel"
          id={`panel-${id}`}
          aria-labelledby={`tab-${id}`}
          hidden={id !== selected}
          className="flex flex-col gap-6"
        >
          <Activity mode={id === selected ? 'visible' : 'hidden'}>{content[id]}</Activity>
        </div>
      ))}
    </>
  );
}

function select(id: TabId): void {
  // Not a step for Back, and not a jump to the panel, which would take the focus from its tab.
  window.history.replaceState(null, '', `#${id}`);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function selectByKey(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget, key } = event;
  const tabs = [...currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = tabs.findIndex((tab) => tab === document.activeElement);
  const onward = getComputedStyle(currentTarget).direction === 'rtl' ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: at + onward,
    ArrowLeft: at - onward,
    Home: 0,
    End: -1,
  };
  const to = steps[key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const tab = tabs.at(to % tabs.length);
  tab?.focus();
  tab?.click();
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

function readHash(): string {
  return window.location.hash;
}
