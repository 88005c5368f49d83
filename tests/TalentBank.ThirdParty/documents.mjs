// node documents.mjs <introspection.json> <count> <seed>: documents made at random over the schema, valid ones and ones with
// mistakes in them, one line of JSON each: the document, and for each rule of graphql-js alone the places of its errors
// (or, as of the rule Syntax, the place where it does not parse).
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import {
  buildClientSchema, getNamedType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isLeafType, isListType,
  isNonNullType, isObjectType, isRequiredArgument, isRequiredInputField, parse, specifiedRules, validate,
} from 'graphql';

const [introspection, count, seed] = process.argv.slice(2);
const schema = buildClientSchema(JSON.parse(readFileSync(introspection, 'utf8')));
const types = Object.values(schema.getTypeMap());
const composites = types.filter((type) => isCompositeType(type) && !type.name.startsWith('__'));
const roots = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() };

// mulberry32: the same seed gives the same documents on every machine.
let state = Number(seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (items) => items[below(items.length)];
const chance = (p) => random() < p;

class Document {
  constructor(mistakes) {
    this.mistakes = mistakes; // how likely a mistake is at each place where one can be made
    this.clashes = mistakes > 0 && chance(0.3); // whether fields share their response names
    this.fragments = [];
    this.aliases = 0;
  }

  wrong() { return chance(this.mistakes); }

  space() { return pick([' ', ' ', ' ', '\n', '\n  ', ', ', ' # a comment\n', '\t', '\r\n']); }

  write() {
    const operations = [];
    const many = chance(0.15) ? 2 : 1;
    for (let i = 0; i < many; i++) operations.push(this.operation(many > 1 && !this.wrong() ? `Op${this.wrong() ? 0 : i}` : pick(['', 'Only'])));
    if (this.wrong()) operations.push('fragment Unused on Query { __typename }');
    if (this.wrong()) operations.push(pick(['type Own { a: Int }', 'extend type Query { own: Int }', 'scalar Own', 'directive @own on FIELD', 'schema { query: Query }']));
    return [...operations, ...this.fragments].sort(() => random() - 0.5).join('\n');
  }

  operation(name) {
    this.variables = new Map();
    this.mayFragment = this.fragments.length === 0;
    const kind = pick(Object.keys(roots).filter((own) => roots[own]));
    this.kind = kind;
    const body = this.selections(roots[kind], 4, kind === 'subscription' && !this.wrong() ? 1 : 3);
    const declared = [...this.variables].map(([variable, type]) => `${this.description()}$${variable}: ${this.wrong() ? pick(['Int', 'Query', 'Nowhere', '[String!]!', 'Boolean']) : type}${this.default(type)}${this.directives('VARIABLE')}`);
    if (this.wrong()) declared.push('$unused: Int = 1');
    if (this.wrong() && declared.length > 0) declared.push(pick(declared));
    if (this.wrong()) declared.pop();
    const head = kind === 'query' && name === '' && declared.length === 0 && chance(0.5)
      ? ''
      : `${this.description()}${kind}${name && ` ${name}`}${declared.length > 0 ? `(${declared.join(this.space())})` : ''}${this.directives(kind.toUpperCase())} `;
    return head + body;
  }

  description() { return chance(0.05) ? pick(['"What it is for." ', '"""\n  用途\n"""\n']) : ''; }

  default(type) {
    if (isNonNullType(type) || !chance(0.2)) return '';
    return ` = ${this.value(type, 2, false)}`;
  }

  selections(type, depth, most = 3) {
    const all = Object.values(type.getFields?.() ?? {});
    const chosen = [];
    const fitting = depth > 0 ? all : all.filter((field) => isLeafType(getNamedType(field.type)));
    for (let i = 1 + below(most); i > 0; i--) {
      // That a subscription's field has no condition is younger than graphql-js 16.
      if (this.wrong()) chosen.push(pick(['nowhere', 'nme', 'totalcount', 'x: id', '__schema { x }', '...Nowhere', this.kind === 'subscription' ? '... { id }' : '... @include(if: true) { id }']));
      else if (this.kind === 'subscription' && depth === 4) chosen.push(fitting.length > 0 ? this.field(pick(fitting), depth) : '__typename');
      else if (chance(0.08) || fitting.length === 0) chosen.push(this.named('__typename', '') + this.directives('FIELD'));
      else if (chance(0.12)) chosen.push(this.inline(type, depth));
      else if (chance(0.08) && this.mayFragment) chosen.push(this.spread(type, depth));
      else if (type === roots.query && chance(0.04)) chosen.push(pick(['__schema { queryType { name } }', '__type(name: "Query") { name kind }', '__schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } }']));
      else chosen.push(this.field(pick(fitting), depth));
    }
    return `{${this.space()}${chosen.join(this.space())} }`;
  }

  field(field, depth) {
    const named = getNamedType(field.type);
    let body = isCompositeType(named) ? ` ${this.selections(named, depth - 1)}` : '';
    if (this.wrong()) body = body ? '' : ' { id }';
    return this.named(field.name, this.arguments(field.args)) + this.directives('FIELD') + body;
  }

  // An alias of its own for every field keeps them apart; a mistake is to leave it out, or to take another's.
  // __typename gets none: graphql-js does not know its type when it compares shapes; the specification does (5.3.2), and so do we.
  named(name, args) {
    if (name === '__typename') return chance(0.5) ? name : `f${this.aliases++}: ${name}`;
    if (this.clashes ? chance(0.6) : this.wrong()) return pick(['', '', 'a: ', 'id: ']) + name + args;
    return `f${this.aliases++}: ${name}${args}`;
  }

  arguments(args) {
    const given = args.filter((arg) => (isRequiredArgument(arg) ? !this.wrong() : chance(0.25))).map((arg) => `${arg.name}: ${this.value(arg.type, 3)}`);
    if (this.wrong()) given.push(pick(['nowhere: 1', 'fist: 2', 'id: 3', 'input: {}']));
    if (this.wrong() && given.length > 0) given.push(pick(given));
    return given.length > 0 ? `(${given.join(this.space())})` : '';
  }

  directives(where) {
    let text = '';
    const misplaced = [' @nowhere', ' @deprecated', ' @specifiedBy(url: "x")', ' @oneOf'];
    // Of a subscription graphql-js collects the fields to count them, and throws at a condition that it cannot read.
    const unreadable = this.kind === 'subscription' ? [] : [' @skip(if: 1)', ' @include', ' @skip(if: true) @skip(if: false)', ' @include(if: $gone)', ' @include(unless: true)'];
    if (this.wrong()) text += pick([...misplaced, ...unreadable]);
    if (['FIELD', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT'].includes(where) && this.kind !== 'subscription' && chance(0.08)) text += pick([' @skip(if: false)', ' @include(if: true)']);
    return text;
  }

  condition(type) {
    if (this.wrong()) return pick([pick(composites).name, pick(composites).name, 'Nowhere', 'Int', 'Date']);
    const fitting = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type, ...type.getInterfaces()];
    return pick(fitting).name;
  }

  inline(type, depth) {
    const bare = chance(0.3);
    const name = bare ? '' : this.condition(type);
    const within = bare ? type : schema.getType(name);
    return `...${bare ? '' : ` on ${name}`}${this.directives('INLINE_FRAGMENT')} ${isCompositeType(within) ? this.selections(within, depth - 1, 2) : '{ id }'}`;
  }

  spread(type, depth) {
    if (this.fragments.length > 4) return '__typename';
    const number = this.fragments.length;
    const name = `F${this.wrong() ? 0 : number}`;
    const on = this.condition(type);
    this.fragments.push(''); // its number is taken while its own selections are written
    const within = schema.getType(on);
    const body = isCompositeType(within) ? this.selections(within, depth - 1, 2) : '{ id }';
    this.fragments[number] = `${this.description()}fragment ${name} on ${on}${this.directives('FRAGMENT_DEFINITION')} ${this.wrong() ? `{ ...F${below(number + 2)} }` : body}`;
    return `...${name}${this.directives('FRAGMENT_SPREAD')}`;
  }

  value(type, depth, variables = true, required = false) {
    if (this.wrong()) return pick(['null', '1', '1.5', '"text"', 'true', 'ENUM', '[]', '[null]', '{}', '{ a: 1, a: 2 }', '$gone', '99999999999', '"""block"""']);
    if (isNonNullType(type)) return variables && chance(0.2) ? this.variable(type) : this.value(type.ofType, depth, variables, true);
    if (!required && variables && chance(0.2)) return this.variable(type);
    if (!required && chance(0.04)) return 'null';
    if (isListType(type)) return chance(0.2) ? this.value(type.ofType, depth, variables) : `[${Array.from({ length: below(3) }, () => this.value(type.ofType, depth - 1, variables)).join(this.space())}]`;
    if (isEnumType(type)) return pick(type.getValues()).name;
    if (isInputObjectType(type)) return this.inputObject(type, depth, variables);
    switch (type.name) {
      case 'Int': return String(below(200) - 50);
      case 'Float': return pick(['1', '0.25', '-1e3']);
      case 'Boolean': return pick(['true', 'false']);
      case 'ID': return pick(['"position-1"', '7']);
      case 'String': return pick(['"text"', '"运营"', '"""\n  block\n"""', '"\\u{1F600}"']);
      default: return pick(['"2026-01-01"', '"50000.00"', '12', 'ANY', '{ any: [1] }']);
    }
  }

  inputObject(type, depth, variables) {
    const all = Object.values(type.getFields());
    const fields = type.isOneOf && !this.wrong() ? [pick(all)] : all.filter((field) => (isRequiredInputField(field) ? !this.wrong() : depth > 0 && chance(0.25)));
    const given = fields.map((field) => `${field.name}: ${this.value(field.type, depth - 1, variables)}`);
    if (this.wrong()) given.push('nowhere: 1');
    if (this.wrong() && given.length > 0) given.push(given[0]);
    return `{ ${given.join(this.space())} }`;
  }

  variable(type) {
    const known = [...this.variables].filter(([, own]) => String(own) === String(type));
    if (known.length > 0 && chance(0.3)) return `$${pick(known)[0]}`;
    const name = `v${this.variables.size}`;
    const declared = this.wrong() && isNonNullType(type) ? type.ofType : type;
    this.variables.set(name, declared);
    return `$${name}`;
  }
}

const places = (error) => (error.locations ?? []).map(({ line, column }) => `${line}:${column}`).join(' ');

function judge(document) {
  let parsed;
  try {
    parsed = parse(document);
  } catch (error) {
    return { Syntax: [places(error)] };
  }
  const byRule = specifiedRules.map((rule) => [rule.name.replace(/Rule$/, ''), validate(schema, parsed, [rule], { maxErrors: Infinity }).map(places).sort()]);
  return Object.fromEntries(byRule.filter(([, found]) => found.length > 0));
}

// What chance breaks too rarely to be sure of it, whatever the schema.
const certain = [
  '{ __typename } { __typename }',
  'query A { __typename } query A { __typename }',
  'query ($v: Int, $v: Int) { __typename @skip(if: $v) }',
  'query ($v: Query) { __typename @skip(if: $v) }',
  '{ ...F } fragment F on Int { a }',
  '{ ...F } fragment F on Nowhere { a }',
  '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }',
  '{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }',
  '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
  'subscription { a: __typename b: __typename }',
  '{ __typename } type Own { a: Int }',
];

for (let i = 0; i < Number(count); i++) {
  const document = certain[i] ?? new Document(i % 3 === 0 ? 0 : pick([0.01, 0.03, 0.08])).write();
  const line = `${JSON.stringify({ document, errors: judge(document) })}\n`;
  if (!process.stdout.write(line)) await once(process.stdout, 'drain');
}
