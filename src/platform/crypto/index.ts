export { BlindIndex, Envelope, type Place } from './envelope.js';
