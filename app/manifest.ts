import type { MetadataRoute } from 'next';

/** What a browser needs to install the page as an app (W3C Web Application Manifest). */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Starlight',
    short_name: 'Starlight',
    description: 'A chat page that keeps the API key on the server and explains every error.',
    start_url: '/',
    display: 'standalone',
    background_color: '#101118',
    theme_color: '#101118',
    icons: [
      { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    // `public/sw.js` answers it: shared text fills the field, files are attached, and nothing is sent.
    share_target: {
      action: '/share-target',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: {
        title: 'title',
        text: 'text',
        url: 'url',
        files: {
          name: 'files',
          accept: ['image/*', 'text/*', 'application/json', 'application/pdf'],
        },
      },
    },
  };
}
