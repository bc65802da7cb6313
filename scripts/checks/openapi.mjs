// Whether the OpenAPI document tells a client programmer enough: every operation with words, errors, examples and schemas.
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** @returns {string[]} what is wrong, one line each */
export function openApiProblems(document) {
  const problems = [];
  const ids = new Set();
  const schemas = document.components?.schemas ?? {};
  const resolve = (schema) => schema?.$ref === undefined ? schema : schemas[schema.$ref.split('/').at(-1)];

  const isEmpty = (schema) => {
    const s = resolve(schema);
    if (s === undefined) return true;
    if (s.oneOf ?? s.anyOf ?? s.allOf ?? s.enum) return false;
    if (s.type === 'array') return isEmpty(s.items);
    return s.type === undefined || (s.type === 'object' && s.additionalProperties === undefined && Object.keys(s.properties ?? {}).length === 0);
  };
  const hasExample = (schema, seen = new Set()) => {
    const s = resolve(schema);
    if (s === undefined || seen.has(s)) return false;
    seen.add(s);
    if (s.example !== undefined || s.examples !== undefined || s.enum !== undefined || s.format === 'binary') return true;
    return [s.items, ...(s.oneOf ?? []), ...(s.anyOf ?? []), ...(s.allOf ?? []), ...Object.values(s.properties ?? {})].some((part) => part !== undefined && hasExample(part, seen));
  };
  const mediaProblems = (where, content) => {
    for (const [type, media] of Object.entries(content ?? {})) {
      if (type.includes('problem')) continue;
      if (isEmpty(media.schema)) problems.push(`openapi-empty-schema: ${where} ${type}`);
      else if (media.example === undefined && media.examples === undefined && !hasExample(media.schema)) problems.push(`openapi-no-example: ${where} ${type}`);
    }
  };

  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const where = `${method.toUpperCase()} ${path}`;
      if (!operation.summary) problems.push(`openapi-no-summary: ${where}`);
      if (!operation.tags?.length) problems.push(`openapi-no-tag: ${where}`);
      if (!operation.operationId || ids.has(operation.operationId)) problems.push(`openapi-operation-id: ${where} has none of its own (${operation.operationId})`);
      ids.add(operation.operationId);
      const responses = Object.entries(operation.responses ?? {});
      // Probes and documents of the program itself refuse nothing.
      if (path.startsWith('/api/') && !responses.some(([status]) => status >= '400')) problems.push(`openapi-no-errors: ${where}`);
      const good = responses.filter(([status]) => status >= '200' && status < '400');
      if (good.length === 0) problems.push(`openapi-no-success: ${where}`);
      for (const [status, response] of good) {
        if (status < '300' && status !== '204' && response.content === undefined) problems.push(`openapi-empty-schema: ${where} ${status} says nothing of its body`);
        mediaProblems(`${where} ${status}`, response.content);
      }
      mediaProblems(`${where} body`, operation.requestBody?.content);
    }
  }
  for (const [name, schema] of Object.entries(schemas)) {
    for (const [field, property] of Object.entries(schema.properties ?? {})) {
      const s = resolve(property);
      if (s !== undefined && s.type === undefined && !(s.oneOf ?? s.anyOf ?? s.allOf ?? s.enum)) problems.push(`openapi-untyped: ${name}.${field}`);
    }
  }
  return problems;
}
