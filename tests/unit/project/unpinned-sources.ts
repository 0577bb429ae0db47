/** A commit, and next to it the release that it is, so that people and Dependabot can read it. */
const PINNED_ACTION = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}\s+#\s*v\d+\.\d+\.\d+$/;
/** A tag for people, and the digest that counts. */
const PINNED_IMAGE = /^[\w./:-]+:[\w.-]+@sha256:[0-9a-f]{64}$/;

/**
 * External code that a workflow runs and that could change tomorrow: actions by tag or branch, and
 * images without a digest. Actions of the repository itself are its own code.
 */
export function findUnpinnedActions(workflow: string): string[] {
  return workflow.split('\n').flatMap((line) => {
    const [, used] = /^\s*-?\s*(?:uses|image|container):\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (used === undefined || used.startsWith('./')) return [];
    const image = /^docker:\/\/(.+)$/.exec(used)?.[1] ?? (/uses:/.test(line) ? null : used);
    const isPinned = image === null ? PINNED_ACTION.test(used) : PINNED_IMAGE.test(image);
    return isPinned ? [] : [used];
  });
}

/**
 * External code that a Dockerfile uses and that could change tomorrow: images, and its own syntax.
 */
export function findUnpinnedImages(dockerfile: string): string[] {
  const lines = dockerfile.replaceAll(/\\\n/g, ' ').split('\n');
  const stages = new Set<string>();
  return lines.flatMap((line) => {
    const [, syntax] = /^#\s*syntax\s*=\s*(\S+)/i.exec(line) ?? [];
    const [, base, name] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? [];
    const [, copied] = /^\s*(?:COPY|ADD|RUN)\s.*(?:--from=|,from=)([^\s,]+)/i.exec(line) ?? [];
    const image = syntax ?? base ?? copied;
    const isOwn = image === undefined || stages.has(image) || /^\d+$/.test(image);
    if (name !== undefined) stages.add(name);
    return isOwn || PINNED_IMAGE.test(image) ? [] : [image];
  });
}
