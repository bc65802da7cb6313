/**
 * What the link in the e-mail opens. Opening uses nothing up: mail programs and scanners open links too; the button does. The
 * token stays in the address of the page, and nothing of it is written into the page.
 */
export const VERIFY_EMAIL_PAGE = `<!doctype html>
<html lang="ru">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>School Cabinet</title></head>
<body style="font: 18px/1.5 sans-serif; max-width: 30em; margin: 4em auto; padding: 0 1em">
<h1>Подтверждение почты</h1>
<p id="said" role="status">Нажмите кнопку, чтобы подтвердить адрес. / Press the button to confirm the address.</p>
<button id="go" style="font: inherit; padding: .4em 1em">Подтвердить / Confirm</button>
<script>
document.getElementById('go').onclick = async () => {
  const said = document.getElementById('said');
  const token = new URLSearchParams(location.search).get('token');
  const answer = await fetch(location.pathname, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
  said.textContent = answer.ok ? 'Адрес подтверждён. / The address is confirmed.' : (await answer.json()).detail;
  document.getElementById('go').remove();
};
</script>
</body>
</html>
`;
