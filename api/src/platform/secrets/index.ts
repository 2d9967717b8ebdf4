export { SealedSecrets, type SecretUse } from './sealed-secrets.js';
