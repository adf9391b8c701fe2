export { readKnownServices } from './known-services.ts';
