/** So that most are drawn before they are seen. */
const NEAR = '600px 0px';

/** Calls back once an element is in view, or near it. The result ends it. */
export function watchNear(element: Element, onNear: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      onNear();
    },
    { rootMargin: NEAR },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
