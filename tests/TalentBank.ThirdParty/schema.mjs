// node schema.mjs <introspection.json>: the client schema that graphql-js builds from an introspection's `data`, printed sorted.
// What it finds wrong goes to the error stream, and the exit code is 1.
import { readFileSync } from 'node:fs';
import { buildClientSchema, lexicographicSortSchema, printSchema, validateSchema } from 'graphql';

const schema = buildClientSchema(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const errors = validateSchema(schema);
for (const error of errors) console.error(error.message);
if (errors.length > 0) process.exit(1);
process.stdout.write(printSchema(lexicographicSortSchema(schema)));
