'use client';

import { Component, type ReactNode } from 'react';
import { type ErrorBody, shownStatus } from '#lib/core/error-body.ts';

export type BannerBoundaryProps = { error: ErrorBody; children: ReactNode };

/**
 * Shows the bare facts when the words of a banner cannot be loaded: the network may be what failed,
 * or the server was replaced by a newer one.
 */
export class BannerBoundary extends Component<BannerBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    const { kind, requestId } = this.props.error;
    const status = shownStatus(this.props.error);
    return (
      <div
        role="alert"
        className="tone-problem rounded-xl border border-tone-line bg-tone-tint p-4 text-tone-text"
      >
        <p className="font-semibold">
          {status === null ? '' : `${status}: `}the reply failed ({kind.replaceAll('_', ' ')}).
        </p>
        <p>
          The explanation could not be loaded either. Your message is kept; reload the page when the
          connection is back. Request id: {requestId}
        </p>
      </div>
    );
  }
}
