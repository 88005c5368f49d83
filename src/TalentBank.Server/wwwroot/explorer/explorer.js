'use strict';

const firstQuestion = `# 人才缺口 · The talent gap, and the entries that make it
{
  talentGap {
    gap
    categories { category name { zh en } gap share }
    because(first: 3) { totalCount sum nodes { effective reason amount } }
  }
}
`;

const byId = (id) => document.getElementById(id);
const hint = byId('hint');
const sayHello = hint.textContent;

// A demo person's token is good for 15 minutes; it is asked for again before that, and kept nowhere but here.
const demo = { person: null, token: null, until: 0 };

async function demoToken(person) {
  if (demo.person !== person || Date.now() > demo.until) {
    const answer = await fetch(`/dev/token?as=${encodeURIComponent(person)}`);
    if (!answer.ok) throw new Error(await answer.text());
    Object.assign(demo, { person, token: await answer.text(), until: Date.now() + 10 * 60_000 });
  }
  return demo.token;
}

async function headers(more) {
  const token = byId('demo').hidden ? byId('token').value.trim() : await demoToken(byId('person').value);
  const actingFor = byId('acting-for').value.trim();
  return {
    'Content-Type': 'application/json',
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(actingFor && { 'Acting-For': actingFor }),
    ...more,
  };
}

// GraphQL over HTTP; a subscription is a stream of server-sent events in one response.
async function* ask(request, options) {
  const live = isSubscription(options?.documentAST, request.operationName);
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: await headers({ Accept: live ? 'text/event-stream' : 'application/graphql-response+json', ...options?.headers }),
    body: JSON.stringify(request),
  });
  const type = answer.headers.get('Content-Type') ?? '';
  if (type.startsWith('text/event-stream')) yield* events(answer.body);
  else if (/json/.test(type)) yield await answer.json();
  else yield { errors: [{ message: `${answer.status} ${await answer.text()}` }] };
}

function isSubscription(document, operationName) {
  const operations = (document?.definitions ?? []).filter((definition) => definition.kind === 'OperationDefinition');
  const operation = operations.find((own) => !operationName || own.name?.value === operationName);
  return operation?.operation === 'subscription';
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value.replaceAll('\r', '');
      const whole = text.split('\n\n');
      text = whole.pop();
      for (const event of whole) {
        const lines = event.split('\n');
        const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart()).join('\n');
        if (lines.some((line) => /^event: ?complete$/.test(line))) return;
        if (data) yield JSON.parse(data);
      }
    }
  } finally {
    reader.cancel();
  }
}

async function answerOf(request, options) {
  try {
    const answers = ask(request, options);
    if (isSubscription(options?.documentAST, request.operationName)) return answers;
    return (await answers.next()).value;
  } catch (fault) {
    return { errors: [{ message: String(fault.message ?? fault) }] };
  }
}

function show(key) {
  root.render(React.createElement(GraphiQL, {
    key, // another person may see another thing: the page begins anew
    fetcher: answerOf,
    defaultQuery: firstQuestion,
    shouldPersistHeaders: false,
    isHeadersEditorEnabled: false,
  }));
}

const root = ReactDOM.createRoot(byId('explorer'));
let shown = 0;

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  show(++shown);
});
byId('person').addEventListener('change', () => show(++shown));

demoToken('chamber')
  .then(() => { byId('demo').hidden = false; })
  .catch(() => {
    byId('bearer').hidden = false;
    hint.textContent = `请填入访问令牌后点"应用"。 Paste an access token and apply. ${sayHello}`;
  })
  .finally(() => show(shown));
