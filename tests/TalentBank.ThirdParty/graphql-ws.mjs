import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { pause, reconnect } from './reconnect.mjs';

await reconnect((host, token, request, sink) => {
  const client = createClient({
    url: `ws://${host}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 200,
    retryWait: pause,
    shouldRetry: () => true,
  });
  let stopped = false;
  const stop = client.subscribe(request, { ...sink, complete: () => stopped || sink.complete() });
  return () => {
    stopped = true;
    stop();
    client.dispose();
  };
});
