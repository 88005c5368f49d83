// A connection to the bank that can be cut and mended: what a client must live with.
import net from 'node:net';

/** Listens on a free port of this machine and passes everything on to the bank. */
export async function line(bank) {
  const open = new Set();
  let whole = true;
  let connections = 0;
  const server = net.createServer((client) => {
    if (!whole) {
      client.destroy();
      return;
    }
    connections++;
    const there = net.connect(Number(bank.port), bank.hostname);
    for (const [one, other] of [[client, there], [there, client]]) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => {}).on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    host: `127.0.0.1:${server.address().port}`,
    connections: () => connections,
    cut() {
      whole = false;
      for (const socket of open) socket.destroy();
    },
    mend() {
      whole = true;
    },
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
