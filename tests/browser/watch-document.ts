type AllowedMarkup = {
  elements: readonly string[];
  attributes: readonly string[];
  protocols: readonly string[];
};

/** What `watchDocument` puts on the window for the test. */
export type WatchedWindow = {
  /** Provided by the test: receives each finding once. */
  reportFinding: (finding: string) => void;
  /** How many times the page's replies have changed: each is a prefix that was rendered. */
  replyChanges: number;
};

/**
 * Runs in the page before anything else, so it uses nothing from outside. It reports a script that
 * sets `window.pwned`, what the content security policy had to stop, and each element, attribute or
 * address that exists in the page even for a moment and that text may not become.
 */
export function watchDocument({ elements, attributes, protocols }: AllowedMarkup): void {
  // Mermaid's own page has markup of its own, and another origin.
  if (window !== window.top) return;
  const FORBIDDEN_ELEMENTS =
    'img, iframe, frame, object, embed, video, audio, source, track, base, portal, math, meta[http-equiv]';
  const ADDRESS_ATTRIBUTES =
    'href src action formaction data xlink:href ping srcset poster background';
  const known = new Set<string>();
  const watched = window as unknown as WatchedWindow;
  watched.replyChanges = 0;

  const report = (finding: string) => {
    if (known.has(finding)) return;
    known.add(finding);
    watched.reportFinding(finding);
  };
  const isAddressAllowed = (element: Element, address: string, inReply: boolean) => {
    const url = URL.parse(address, document.baseURI);
    if (url === null || !protocols.includes(url.protocol)) return false;
    const isOwn = url.origin === location.origin;
    return element.localName === 'a' ? !(inReply && isOwn) : isOwn;
  };
  const isAttributeAllowed = (element: Element, { name, value }: Attr, inText: boolean) => {
    if (name.startsWith('on') || (inText && !attributes.includes(name))) return false;
    return (
      !ADDRESS_ATTRIBUTES.split(' ').includes(name) || isAddressAllowed(element, value, inText)
    );
  };
  // The page's own frame, in which a diagram is drawn, and the picture that comes of it.
  const OWN_DRAWING =
    'body > iframe.diagram-frame[sandbox="allow-scripts"][src^="/diagram/"], .diagram-picture > img:is([src^="blob:"], :not([src]))';
  const inspect = (element: Element) => {
    if (!element.matches(OWN_DRAWING)) inspectText(element);
  };
  const inspectText = (element: Element) => {
    const name = element.localName;
    // Code and tables have a heading and buttons of the app's own. No reply can name a class.
    const isOwn = element.closest('figcaption, .table-tools, .code-fold') !== null;
    const inReply = element.closest('.reply') !== null && !isOwn;
    const inMessage = element.parentElement?.closest('article[aria-label="You"] p') != null;
    // A message has no markup; the app adds line breaks in long words, and blocks in long text.
    const isMessageMarkup = name === 'wbr' || name === 'span';
    const isAllowed = inReply ? elements.includes(name) : !inMessage || isMessageMarkup;
    if (!isAllowed || element.matches(FORBIDDEN_ELEMENTS)) report(`<${name}>`);
    for (const attribute of element.attributes) {
      if (isAttributeAllowed(element, attribute, inReply || inMessage)) continue;
      report(`<${name} ${attribute.name}="${attribute.value}">`);
    }
  };
  const inspectAll = (nodes: NodeList) => {
    const added = Array.from(nodes).filter((node) => node instanceof Element);
    for (const element of added) {
      inspect(element);
      for (const inner of element.querySelectorAll('*')) inspect(inner);
    }
  };

  Object.defineProperty(window, 'pwned', { set: () => report('a script ran') });
  document.addEventListener('securitypolicyviolation', (violation) =>
    report(`the policy stopped ${violation.effectiveDirective}: ${violation.blockedURI}`),
  );
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element) inspect(target);
      inspectAll(addedNodes);
    }
    const inReply = ({ target }: MutationRecord) =>
      (target instanceof Element ? target : target.parentElement)?.closest('.reply') != null;
    if (changes.some(inReply)) watched.replyChanges += 1;
  });
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
}
