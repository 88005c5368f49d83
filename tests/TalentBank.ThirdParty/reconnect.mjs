// A subscription that is cut off, misses a change, and goes on: what it prints is an event a line.
import { line } from './line.mjs';

/** Runs it with a client that `subscribe(host, token, request, sink)` makes; the request's variables may change until it is sent again. */
export async function reconnect(subscribe) {
  const [url, token, enterpriseId] = process.argv.slice(2);
  const bank = new URL(url);
  const way = await line(bank);
  const request = {
    query: 'subscription ($since: LogPosition) { talentGap(since: $since) { gap } }',
    variables: {},
  };

  const deposit = async (openings) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation ($input: DepositPositionInput!) { depositPosition(input: $input) { position errors { code } } }',
        variables: { input: { enterpriseId, category: 'OTHERS', key: false, title: '客服专员', openings } },
      }),
    });
    const { data } = await response.json();
    if (data.depositPosition.errors.length > 0) throw new Error(JSON.stringify(data));
  };

  let events = 0;
  await new Promise((done, failed) => {
    const stop = subscribe(way.host, token, request, {
      next: async ({ data, errors, extensions }) => {
        if (errors) return failed(new Error(JSON.stringify(errors)));
        console.log(JSON.stringify({ gap: data.talentGap.gap, position: extensions.position, connections: way.connections() }));
        request.variables.since = extensions.position;
        events++;
        try {
          if (events === 1) {
            way.cut();
            await deposit(2);
            way.mend();
          } else if (events === 2) {
            await deposit(3);
          } else {
            stop();
            done();
          }
        } catch (error) {
          failed(error);
        }
      },
      error: failed,
      complete: () => failed(new Error('It was said to be complete.')),
    });
  });
  way.close();
}

/** Waits between attempts, shorter than the clients would. */
export const pause = () => new Promise((again) => setTimeout(again, 50));
