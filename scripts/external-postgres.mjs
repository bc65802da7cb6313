// A PostgreSQL "of one's own" for .ci/run: prints the URL of its superuser and runs until it is told to end.
import { EmbeddedPostgres } from '../dist/src/apps/launcher/embedded-postgres.js';

const server = await EmbeddedPostgres.start(process.argv[2], { fsync: 'off', max_connections: '200' });
console.log(server.superuserUrl('postgres'));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { server.stop().then(() => process.exit(0)); });
await server.died();
