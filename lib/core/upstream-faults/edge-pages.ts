/** An error page from nginx or Cloudflare's edge: `413 Request Entity Too Large`. */
export function serverPage(title: string, server: 'cloudflare' | 'nginx'): string {
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`;
}

/** Cloudflare's page for a failing origin. */
export function cloudflareErrorPage(status: number, name: string): string {
  return `<!DOCTYPE html>
<!--[if lt IE 7]> <html class="no-js ie6 oldie" lang="en-US"> <![endif]-->
<html class="no-js" lang="en-US">
<head>
<title>api.openai.com | ${status}: ${name}</title>
<meta charset="UTF-8" />
</head>
<body>
<div id="cf-wrapper"><div id="cf-error-details" class="p-0">
<header><h1><span class="inline-block">${name}</span> <span class="code-label">Error code ${status}</span></h1></header>
<div class="cf-error-source">Visit <a href="https://www.cloudflare.com/5xx-error-landing">cloudflare.com</a> for more information.</div>
</div></div>
</body>
</html>
`;
}

/** Cloudflare's firewall blocked the sender's address or headers. */
export const CLOUDFLARE_BLOCK_PAGE = `<!DOCTYPE html>
<html class="no-js" lang="en-US">
<head><title>Attention Required! | Cloudflare</title></head>
<body>
<div id="cf-wrapper"><div id="cf-error-details" class="cf-error-details-wrapper">
<h1 data-translate="block_headline">Sorry, you have been blocked</h1>
<h2 class="cf-subheadline"><span data-translate="unable_to_access">You are unable to access</span> openai.com</h2>
<p data-translate="blocked_why_detail">This website is using a security service to protect itself from online attacks.</p>
</div></div>
</body>
</html>
`;
