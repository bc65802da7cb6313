import { CITIZENS } from './citizens.js';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Who signs in is chosen, nobody types a password: these people are made up. */
export function loginPage(uid: string): string {
  const buttons = CITIZENS.map(({ id, note, claims }) => {
    const name = [claims['family_name'], claims['given_name'], claims['middle_name']].filter((part) => part !== undefined).join(' ');
    return `<button name="citizen" value="${escaped(id)}"><b>${escaped(name)}</b><br>${escaped(note)}</button>`;
  });
  return page('Кто входит?', `<form method="post" action="/interaction/${encodeURIComponent(uid)}">${buttons.join('')}<button name="citizen" value="">Отказаться</button></form>`);
}

export function messagePage(text: string): string {
  return page('Учебный портал', `<p>${escaped(text)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font:16px/1.5 sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}button{display:block;width:100%;margin:.5rem 0;padding:.75rem;text-align:left;font:inherit;cursor:pointer}</style></head>
<body><h1>${escaped(title)}</h1><p>Учебный портал демонстрации: люди вымышлены, пароля нет.</p>${body}</body></html>`;
}
