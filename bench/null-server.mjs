// Answers at once and keeps nothing: shows that the loader is not itself the limit.
import { createServer } from 'node:http';

const body = JSON.stringify({ receipts: [], seq: 0 });
const server = createServer((request, response) => {
  request
    .resume()
    .on('end', () =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
        .end(body),
    );
});
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
