// node audit.mjs <url> <token>: graphql-http's server audit of a running endpoint, one line of JSON per audit.
import { serverAudits } from 'graphql-http';

const [url, token] = process.argv.slice(2);
const fetchFn = (to, options) => fetch(to, { ...options, headers: { ...options?.headers, Authorization: `Bearer ${token}` } });

for (const audit of serverAudits({ url, fetchFn })) {
  const { status, reason } = await audit.fn();
  console.log(JSON.stringify({ id: audit.id, name: audit.name, status, reason }));
}
