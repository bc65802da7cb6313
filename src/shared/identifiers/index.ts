import './identifier-errors.js';

export * from './birth-certificate.js';
export * from './contacts.js';
export * from './identity-document.js';
export * from './names.js';
export * from './registry-numbers.js';
export * from './snils.js';
