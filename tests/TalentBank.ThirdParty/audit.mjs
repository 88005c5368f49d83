// node audit.mjs <url> <token>: graphql-http's server audit of a running endpoint, one line of JSON per audit.
import { serverAudits } from 'graphql-http';

const [url, token] = process.argv.slice(2);
// A GET is answered only with a header that a page of another origin can't send unasked.
const headers = { Authorization: `Bearer ${token}`, 'GraphQL-Preflight': '1' };
const fetchFn = (to, options) => fetch(to, { ...options, headers: { ...options?.headers, ...headers } });

for (const audit of serverAudits({ url, fetchFn })) {
  const { status, reason } = await audit.fn();
  console.log(JSON.stringify({ id: audit.id, name: audit.name, status, reason }));
}
