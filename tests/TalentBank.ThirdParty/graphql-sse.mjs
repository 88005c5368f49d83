import { createClient } from 'graphql-sse';
import { pause, reconnect } from './reconnect.mjs';

await reconnect((host, token, request, sink) => {
  const client = createClient({
    url: `http://${host}/graphql`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 200,
    retry: pause,
  });
  let stopped = false;
  const stop = client.subscribe(request, { ...sink, complete: () => stopped || sink.complete() });
  return () => {
    stopped = true;
    stop();
    client.dispose();
  };
});
