export { ACCESS_RULE, type AccessRule, declareAccess, Public } from './access-rule.js';
export { configureHttp } from './configure-http.js';
export { escapeHtml, plainPage } from './plain-page.js';
export { ProblemFilter } from './problem.filter.js';
export { type FieldFault, Refusal } from './refusal.js';
export { ApiProblems, problemsOf } from './api-problems.js';
