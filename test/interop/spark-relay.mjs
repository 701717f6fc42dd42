/**
 * The client of Spark that the program starts in tests: passes its input to a session that is there already, and that
 * session's answers back.
 *
 *     node spark-relay.mjs <socket of the session> [setting=value …]
 */
import { connect } from 'node:net';

const [socket, ...settings] = process.argv.slice(2);
const session = connect(socket);
for (const setting of settings) session.write(`set ${setting};\n`);
process.stdin.pipe(session).pipe(process.stdout);
