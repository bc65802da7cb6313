export { freshDatabase, testDatabase, type TestDatabase } from './database.js';
export { startTestApp, TestApp, type Answer, type Client } from './app.js';
export { startTestModule, TestModule } from './module.js';
export { form, rawForm, type SentForm } from './form.js';
export { Authenticator } from './authenticator.js';
export { ApiProcess } from './api-process.js';
export { statementsSent } from './statements.js';
export { soon } from './soon.js';
